"""Written: a folder that was written from the same reading stands as it is; anything else is written anew."""

import functools
import json
from pathlib import Path

import pytest

from flows import reading, standalone
from flows.settings import Settings
from flows.standalone import tabulating_files
from flows.workers import Workers
from flows.written import FILES, Told, recall, remember
from tests.flows.toy import read_toy, write_pdf

TOLD = Told({"status": "ok", "measures": 2}, "Konzept: 2 pages, 2 measures")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with all files, noted as that of the reading `k`."""
    made = tmp_path / "out" / "konzept"
    made.mkdir(parents=True)
    for name in FILES:
        (made / name).write_text("x", encoding="utf-8")
    remember(tmp_path, made, "k", TOLD)
    return made


def test_what_was_told_is_recalled_for_the_same_reading_only(folder: Path, tmp_path: Path) -> None:
    assert recall(tmp_path, folder, {"k", "other"}) == TOLD
    assert recall(tmp_path, folder, {"other"}) is None
    assert recall(tmp_path, folder.with_name("konzept-2"), {"k"}) is None
    assert recall(tmp_path / "elsewhere", folder, {"k"}) is None


@pytest.mark.parametrize("name", ["measures.csv", "document.json"])
def test_a_folder_that_was_changed_is_not_recalled(folder: Path, tmp_path: Path, name: str) -> None:
    (folder / name).write_text("changed", encoding="utf-8")
    assert recall(tmp_path, folder, {"k"}) is None
    (folder / name).unlink()
    assert recall(tmp_path, folder, {"k"}) is None


@pytest.mark.parametrize("damage", [b"", b"{", b"[]", b"null", b'{"key": "k"}', b"\xff"])
def test_a_damaged_note_is_as_good_as_none(folder: Path, tmp_path: Path, damage: bytes) -> None:
    [note] = (tmp_path / "written").iterdir()
    note.write_bytes(damage)
    assert recall(tmp_path, folder, {"k"}) is None


@pytest.fixture
def files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """Two files, one of which the toy reader loses."""
    monkeypatch.setattr(reading, "Workers", functools.partial(Workers, extract=read_toy))
    (tmp_path / "pdf").mkdir()
    write_pdf(tmp_path / "pdf" / "gut.pdf", ["A1 Sprachkurse"])
    write_pdf(tmp_path / "pdf" / "boese.pdf", ["KAPUTT"])
    return [tmp_path / "pdf" / "gut.pdf", tmp_path / "pdf" / "boese.pdf"]


def tabulate(files: list[Path], out: Path, *, again: bool = False) -> dict[int, Told]:
    with tabulating_files(files, Settings.from_environment({}), out, again=again) as tabulated:
        return dict(tabulated)


def test_an_unchanged_run_reads_and_writes_nothing(
    files: list[Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "out"
    first = tabulate(files, out)
    assert [first[n].facts["status"] for n in (0, 1)] == ["ok", "quarantined"]
    times = {path: path.stat().st_mtime_ns for path in out.rglob("*")}
    read_before = (tmp_path / "readings").read_bytes()
    monkeypatch.setattr(standalone, "known", None)  # what was read is not even unpacked
    assert tabulate(files, out) == first
    assert (tmp_path / "readings").read_bytes() == read_before
    assert {path: path.stat().st_mtime_ns for path in out.rglob("*")} == times


def test_a_file_that_was_changed_or_lost_is_written_anew(files: list[Path], tmp_path: Path) -> None:
    out = tmp_path / "out"
    first = tabulate(files, out)
    measures = (out / "gut" / "measures.csv").read_bytes()
    (out / "gut" / "measures.csv").write_bytes(b"")
    (out / "boese" / "document.json").unlink()
    assert tabulate(files, out) == first
    assert (out / "gut" / "measures.csv").read_bytes() == measures
    assert json.loads((out / "boese" / "document.json").read_bytes())["status"] == "quarantined"


def test_what_was_lost_is_read_again_when_asked_for(files: list[Path], tmp_path: Path) -> None:
    out = tmp_path / "out"
    tabulate(files, out)
    read_before = len((tmp_path / "readings").read_bytes().splitlines())
    tabulate(files, out, again=True)
    assert len((tmp_path / "readings").read_bytes().splitlines()) == read_before + 1
