"""Provenance: hashes that are the same on every machine, and a commit where there is one."""

import re
import subprocess
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path

import pytest

from extractors.frames import to_frame
from flows import provenance
from flows.provenance import code_sha256, commit, made_by
from flows.stores.catalogues import BUNDLED, read_catalogue
from flows.stores.provenance import MadeBy
from flows.stores.provenance import provenance as told_of
from schemas.tables import DOCUMENTS

FOLDER = BUNDLED / "musterlingen-integration"
CORRECTION = "measures,2017:B 1,title,Wohnungslotsen,Silbe fehlte,M. Muster,addc89de7e3f902f\n"


@pytest.fixture(autouse=True)
def _ask_anew() -> Iterator[None]:
    """What is remembered for a run must not be for the next test."""
    for remembered in (code_sha256, commit):
        remembered.cache_clear()
    yield
    for remembered in (code_sha256, commit):
        remembered.cache_clear()


def copied(tmp_path: Path) -> Path:
    folder = tmp_path / FOLDER.name
    folder.mkdir()
    for name in ("concept.yml", "action_fields.yml", "corrections.csv"):
        (folder / name).write_bytes((FOLDER / name).read_bytes())
    return folder


def test_all_that_made_a_release_is_named() -> None:
    told = made_by(read_catalogue(FOLDER), FOLDER)
    hashes = [name for name in (field.name for field in fields(MadeBy)) if name.endswith("_sha256")]
    assert all(re.fullmatch("[0-9a-f]{64}", getattr(told, name)) for name in hashes)
    assert len({getattr(told, name) for name in hashes}) == len(hashes) == 4
    assert told.version
    assert told.corrections == 0


def test_the_same_catalogue_elsewhere_has_the_same_hashes(tmp_path: Path) -> None:
    folder = copied(tmp_path)
    assert made_by(read_catalogue(folder), folder) == made_by(read_catalogue(FOLDER), FOLDER)


@pytest.mark.parametrize(
    ("file", "change", "differs"),
    [
        ("concept.yml", lambda text: text.replace("fiktives", "erfundenes"), {"catalogue_sha256"}),
        ("action_fields.yml", lambda text: text + "# geprüft\n", {"catalogue_sha256"}),
        ("corrections.csv", lambda text: text + CORRECTION, {"corrections_sha256", "corrections"}),
        ("concept.yml", lambda text: text.replace("\n", "\r\n"), set()),
    ],
)
def test_what_was_changed_is_told_and_nothing_else(
    tmp_path: Path, file: str, change: object, differs: set[str]
) -> None:
    folder = copied(tmp_path)
    path = folder / file
    path.write_text(change(path.read_text(encoding="utf-8")), encoding="utf-8", newline="")  # type: ignore[operator]
    here, there = made_by(read_catalogue(FOLDER), FOLDER), made_by(read_catalogue(folder), folder)
    assert {
        field.name for field in fields(MadeBy) if getattr(here, field.name) != getattr(there, field.name)
    } == differs


def house(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A house of its own, with a room, a file and a repository."""
    place = tmp_path / "house"
    place.mkdir()
    (place / "code.py").write_text("a = 1\n", encoding="utf-8")
    monkeypatch.setattr(provenance, "HOUSE", place)
    return place


def git(place: Path, *command: str) -> str:
    author = ["-c", "user.name=M. Muster", "-c", "user.email=m@musterlingen.example", "-c", "commit.gpgsign=false"]
    done = subprocess.run(["git", "-C", str(place), *author, *command], check=True, capture_output=True, text=True)
    return done.stdout.strip()


def test_without_a_repository_there_is_no_commit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    house(tmp_path, monkeypatch)
    assert commit() == ""


def test_a_commit_is_named_and_marked_when_files_were_changed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    place = house(tmp_path, monkeypatch)
    git(place, "init", "--quiet")
    assert commit() == ""
    commit.cache_clear()
    git(place, "add", ".")
    git(place, "commit", "--quiet", "-m", "Anfang")
    head = git(place, "rev-parse", "HEAD")
    assert commit() == head
    commit.cache_clear()
    (place / "code.py").write_text("a = 2\n", encoding="utf-8")
    assert commit() == f"{head}+"


def test_without_git_there_is_no_commit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    place = house(tmp_path, monkeypatch)
    (place / ".git").mkdir()
    monkeypatch.setenv("PATH", str(tmp_path / "nothing"))
    assert commit() == ""


def test_the_commit_stays_out_of_the_release() -> None:
    frames = {"documents": to_frame(DOCUMENTS, [])}
    here = told_of(MadeBy(commit="a" * 40, version="1"), frames)
    assert here == told_of(MadeBy(commit="b" * 40, version="1"), frames)
    assert here["documents"] == []
    assert here != told_of(MadeBy(version="2"), frames)
