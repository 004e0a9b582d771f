"""Tesseract: its answers are kept by picture; where it is missing or fails, pages say so and name the cure."""

import csv
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pypdfium2
import pytest

from extractors.pdf.hocr import read_words
from extractors.pdf.picture_text import TEXT
from extractors.pdf.pictures import draw
from flows.recognition import Tesseract, find_recogniser, installed
from schemas.errors import RecognitionFailed
from tests.extractors.pages import prose
from tests.pdf_files import Picture, Text, column, pdf

DPI = 300

needs_tesseract = pytest.mark.skipif(
    not installed().is_usable, reason="Tesseract with German is not installed: konzept doctor"
)


def picture(words: str) -> bytes:
    """A sheet with these words, as it is handed to Tesseract."""
    with pypdfium2.PdfDocument(pdf([[Text(words, 70, 100, 14)]])) as document:
        return draw(document[0]).encoded()


@pytest.fixture
def no_programs(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A search path on which no program lies."""
    place = tmp_path / "programs"
    place.mkdir()
    monkeypatch.setenv("PATH", str(place))
    return place


@pytest.fixture
def looked_anew() -> Iterator[None]:
    """What was found of Tesseract is found anew, here and by the next test."""
    installed.cache_clear()
    yield
    installed.cache_clear()


@needs_tesseract
def test_an_answer_is_kept_and_given_again_without_the_program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    recogniser = find_recogniser(tmp_path / "ocr")
    assert recogniser is not None
    answer = recogniser(picture("Klimaschutz in Musterlingen"), TEXT, DPI)
    assert "Klimaschutz" in answer
    assert len(list((tmp_path / "ocr").iterdir())) == 1
    monkeypatch.setenv("PATH", str(tmp_path))
    assert recogniser(picture("Klimaschutz in Musterlingen"), TEXT, DPI) == answer
    for other, words in (
        (recogniser, "Radwege"),
        (Tesseract("newer", tmp_path / "ocr"), "Klimaschutz in Musterlingen"),
    ):
        with pytest.raises(RecognitionFailed, match="did not start"):
            other(picture(words), TEXT, DPI)


@needs_tesseract
def test_an_answer_that_cannot_be_kept_is_given_all_the_same(tmp_path: Path) -> None:
    (tmp_path / "full").write_text("no folder", encoding="utf-8")
    assert "Radwege" in Tesseract("", tmp_path / "full")(picture("Radwege"), TEXT, DPI)


@pytest.mark.parametrize(
    ("script", "said"),
    [
        ("exit 3", "gave up .exit code 3."),
        ("echo Image too large >&2; exit 1", "gave up .Image too large."),
        ("echo no hOCR", "cannot be read"),
    ],
)
def test_a_program_that_fails_is_told(no_programs: Path, script: str, said: str) -> None:
    program = no_programs / "tesseract"
    program.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    program.chmod(0o755)
    with pytest.raises(RecognitionFailed, match=said):
        read_words(Tesseract("broken")(picture("Radwege"), TEXT, DPI), DPI)


@pytest.mark.usefixtures("no_programs", "looked_anew")
def test_without_the_program_there_is_no_recogniser() -> None:
    assert find_recogniser() is None


def konzept(folder: Path, *args: str) -> "subprocess.CompletedProcess[str]":
    """The command line, on a machine without Tesseract."""
    code = "import sys; from flows.cli import main; sys.exit(main())"
    environment = {"PATH": str(folder / "empty"), "HOME": str(folder), "KONZEPT_OUTPUT": str(folder / "output")}
    return subprocess.run([sys.executable, "-c", code, *args], cwd=folder, capture_output=True, text=True, check=False,
                          env=environment | {"PYTHONPATH": os.pathsep.join(sys.path)})  # fmt: skip


def test_without_tesseract_pages_are_reported_with_the_cure(tmp_path: Path) -> None:
    (tmp_path / "scan.pdf").write_bytes(pdf([column(prose(20), 70, 100), [Picture(0, 0, 595, 842)]]))
    done = konzept(tmp_path, "extract", "scan.pdf", "--out", "out")
    assert done.returncode == 0, done.stderr
    with (tmp_path / "out/scan/issues.csv").open(encoding="utf-8", newline="") as file:
        [told] = [row for row in csv.DictReader(file) if row["kind"] == "page_without_text"]
    assert told["page"] == "2"
    assert "install Tesseract" in told["hint"]
    assert "konzept doctor" in told["hint"]


def test_the_doctor_names_the_packages(tmp_path: Path) -> None:
    found = {row["what"]: row for row in json.loads(konzept(tmp_path, "doctor", "--json").stdout)}
    told = found["Text recognition"]
    assert told["state"] == "optional"
    assert "apt-get install tesseract-ocr tesseract-ocr-deu" in told["note"]
