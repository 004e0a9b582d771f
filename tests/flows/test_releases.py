"""Releases: immutable, reproducible, and whole whatever happens while one is written."""

import hashlib
import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest

from flows.stores import register
from flows.stores.files import Busy, UnsafeName, alone
from flows.stores.releases import (
    ReleaseResult,
    diff_releases,
    latest_release,
    list_releases,
    read_release,
    verify_release,
    write_release,
)
from schemas.errors import BrokenPromise, DamagedRelease
from tests.flows.release_cases import (
    CARD,
    CONCEPT_EXTRACTION,
    FEST,
    RELEASED_AT,
    REPORT_EXTRACTION,
    SPRACHKURSE,
    frames_of,
)

CONCEPT_ID = CARD.concept_id
FIRST, SECOND = frames_of(CONCEPT_EXTRACTION), frames_of()
THIRD = frames_of(replace(CONCEPT_EXTRACTION, measures=(SPRACHKURSE, replace(FEST, title="Fest"))), REPORT_EXTRACTION)


def release(root: Path, frames: Mapping[str, pd.DataFrame], at: str = RELEASED_AT) -> ReleaseResult:
    return write_release(root, CARD, frames, released_at=at)


def content_of(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.fixture(scope="module")
def updated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An output folder in which SECOND followed FIRST, undisturbed."""
    root = tmp_path_factory.mktemp("updated")
    release(root, FIRST)
    release(root, SECOND)
    return root


def test_the_first_release_is_whole_named_and_pointed_to(tmp_path: Path):
    result = release(tmp_path, SECOND)
    assert result == ReleaseResult("1.0.0", tmp_path / CONCEPT_ID / "1.0.0", True, "first release")
    assert (tmp_path / CONCEPT_ID / "latest").read_text(encoding="utf-8") == "1.0.0\n"
    [entry] = json.loads((tmp_path / CONCEPT_ID / "releases.json").read_bytes())
    assert (entry["version"], entry["released_at"], entry["rows"]["measures"]) == ("1.0.0", RELEASED_AT, 2)
    assert verify_release(tmp_path, CONCEPT_ID) == []
    assert latest_release(tmp_path, CONCEPT_ID) == list_releases(tmp_path, CONCEPT_ID)[0]
    assert {path.name for path in (tmp_path / CONCEPT_ID).iterdir()} == {"1.0.0", "latest", "releases.json", ".lock"}


def test_its_hashes_are_those_that_other_programs_compute(tmp_path: Path):
    path = release(tmp_path, SECOND).path
    sums = (line.split("  ") for line in (path / "SHA256SUMS").read_text(encoding="utf-8").splitlines())
    expected = {name: sha256 for sha256, name in sums}
    found = {name: hashlib.sha256(content).hexdigest() for name, content in content_of(path).items()}
    assert found.pop("SHA256SUMS") == list_releases(tmp_path, CONCEPT_ID)[0].sums_sha256
    assert found == expected


def test_the_same_rows_make_no_new_release(tmp_path: Path):
    release(tmp_path, SECOND)
    before = content_of(tmp_path)
    again = release(tmp_path, frames_of(REPORT_EXTRACTION, CONCEPT_EXTRACTION), at="2027-01-01T00:00:00Z")
    assert (again.version, again.is_new, again.reason) == ("1.0.0", False, "same content as release 1.0.0")
    assert content_of(tmp_path) == before


def test_the_same_rows_give_the_same_bytes_elsewhere_and_at_another_time(tmp_path: Path):
    here = release(tmp_path / "here", SECOND, at="2026-11-22T09:00:00Z").path
    there = release(tmp_path / "there", SECOND, at="2031-05-01T12:34:56Z").path
    assert content_of(here) == content_of(there)


def test_a_process_with_other_hash_seeds_gives_the_same_bytes(tmp_path: Path):
    here = release(tmp_path / "here", SECOND).path
    code = (
        "import sys, pathlib; from flows.stores.releases import write_release;"
        "from tests.flows import release_cases as c;"
        "write_release(pathlib.Path(sys.argv[1]), c.CARD, c.frames_of(), released_at=c.RELEASED_AT)"
    )
    environment = {**os.environ, "PYTHONHASHSEED": "7", "TZ": "Asia/Tokyo", "LC_ALL": "C"}
    subprocess.run([sys.executable, "-c", code, str(tmp_path / "there")], check=True, env=environment, timeout=120)
    assert content_of(here) == content_of(tmp_path / "there" / CONCEPT_ID / "1.0.0")


def test_versions_follow_the_differences_and_old_releases_stay(tmp_path: Path):
    first = release(tmp_path, FIRST)
    bytes_of_first = content_of(first.path)
    assert release(tmp_path, SECOND).version == "1.1.0"
    assert release(tmp_path, THIRD).version == "1.1.1"
    assert release(tmp_path, FIRST).version == "2.0.0"
    assert [entry.version for entry in list_releases(tmp_path, CONCEPT_ID)] == ["1.0.0", "1.1.0", "1.1.1", "2.0.0"]
    assert content_of(first.path) == bytes_of_first
    for entry in list_releases(tmp_path, CONCEPT_ID):
        assert verify_release(tmp_path, CONCEPT_ID, entry.version) == []


def test_a_release_says_what_changed_since_the_one_before(tmp_path: Path):
    release(tmp_path, FIRST)
    path = release(tmp_path, SECOND).path
    text = (path / "CHANGELOG.md").read_text(encoding="utf-8")
    assert "## 1.1.0 (gegenüber 1.0.0)" in text
    assert "Neues ist dazugekommen, Bisheriges gilt weiter: 1 Dokument neu." in text
    assert "- Neues Dokument: „Umsetzungsbericht 2019“ (Bericht)." in text
    assert "- 1 Vorlage aus neuen Dokumenten: 2017/1900 „Integrationskonzept“." in text
    assert "1 Angabe zum Umsetzungsstand neu; " in text
    assert text.index("## 1.1.0") < text.index("## 1.0.0")
    told = json.loads((path / "changes_since.json").read_bytes())
    assert [row["document_id"] for row in told["tables"]["documents"]["added"]] == [
        REPORT_EXTRACTION.document.document_id
    ]
    found = diff_releases(tmp_path / CONCEPT_ID / "1.0.0", path)
    assert {name: len(table.added) for name, table in found.tables.items()} == {
        name: len(table["added"]) for name, table in told["tables"].items()
    }


def test_another_licence_is_another_release(tmp_path: Path):
    release(tmp_path, FIRST)
    other = write_release(tmp_path, replace(CARD, licence="CC0"), FIRST, released_at=RELEASED_AT)
    assert (other.version, other.is_new) == ("1.0.1", True)


def test_a_concept_without_release_says_so(tmp_path: Path):
    assert latest_release(tmp_path, CONCEPT_ID) is None
    assert list_releases(tmp_path, CONCEPT_ID) == []
    assert verify_release(tmp_path, CONCEPT_ID) == [f"{CONCEPT_ID} has no release yet"]
    release(tmp_path, FIRST)
    assert verify_release(tmp_path, CONCEPT_ID, "9.9.9") == [f"{CONCEPT_ID} has no release 9.9.9"]


@pytest.mark.parametrize(
    "name",
    ["measures.csv", "excel/measures.csv", "parquet/votes.parquet", "SHA256SUMS", f"{CONCEPT_ID}.xlsx",
     f"{CONCEPT_ID}.sqlite", "datapackage.json", "CHANGELOG.md"],
)  # fmt: skip
def test_one_flipped_bit_is_found_and_nothing_is_released_upon_it(updated: Path, tmp_path: Path, name: str):
    root = shutil.copytree(updated, tmp_path / "output")
    path = root / CONCEPT_ID / "1.1.0" / name
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)
    before = content_of(root)
    assert verify_release(root, CONCEPT_ID) == [f"{name} is not what was released"]
    assert verify_release(root, CONCEPT_ID, "1.0.0") == []
    for frames in (SECOND, THIRD):
        with pytest.raises(DamagedRelease, match=r"release 1\.1\.0 is damaged"):
            release(root, frames)
    assert content_of(root) == before


def test_missing_and_extra_files_are_found_and_the_site_is_not_one_of_them(tmp_path: Path):
    path = release(tmp_path, SECOND).path
    (path / "site").mkdir()
    (path / "site" / "index.html").write_text("<p>", encoding="utf-8")
    assert verify_release(tmp_path, CONCEPT_ID) == []
    (path / "excel" / "neu.csv").write_bytes(b"")
    (path / "votes.csv").unlink()
    assert verify_release(tmp_path, CONCEPT_ID) == [
        "votes.csv is missing",
        "excel/neu.csv does not belong to the release",
    ]
    (path / "SHA256SUMS").unlink()
    assert verify_release(tmp_path, CONCEPT_ID) == ["SHA256SUMS is missing"]


def test_rows_that_contradict_the_tables_are_not_released(tmp_path: Path):
    lost = frames_of(replace(CONCEPT_EXTRACTION, goals=(), measures=(replace(SPRACHKURSE, quote=""),), checks=()))
    with pytest.raises(BrokenPromise) as caught:
        release(tmp_path, lost)
    assert caught.value.promises == (
        "measures.quote is empty (rows: 1, first: 2017-007)",
        "measures.goal_id names no row of goals (rows: 1, first: 2017-007)",
    )
    [check] = CONCEPT_EXTRACTION.checks
    [status] = REPORT_EXTRACTION.statuses
    wrong = frames_of(
        replace(CONCEPT_EXTRACTION, checks=(replace(check, value=float("inf")),)),
        replace(REPORT_EXTRACTION, statuses=(replace(status, status="erledigt"),)),
    )
    with pytest.raises(BrokenPromise, match=r"statuses\.status is none of the allowed.*checks\.value is infinite"):
        release(tmp_path, wrong)
    assert not list(tmp_path.iterdir())


def test_a_second_run_at_once_is_told_to_wait(tmp_path: Path):
    with alone(tmp_path / CONCEPT_ID, wait=False), pytest.raises(Busy, match="another run is writing"):
        release(tmp_path, FIRST)
    assert release(tmp_path, FIRST).is_new


def test_a_release_made_while_the_register_is_read_is_no_damage(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    release(tmp_path, FIRST)
    listed = register._listed

    def interrupted(home: Path) -> list[register.Release]:
        found = listed(home)
        monkeypatch.undo()
        release(tmp_path, SECOND)
        return found

    monkeypatch.setattr(register, "_listed", interrupted)
    assert [entry.version for entry in list_releases(tmp_path, CONCEPT_ID)] == ["1.0.0"]
    assert [entry.version for entry in list_releases(tmp_path, CONCEPT_ID)] == ["1.0.0", "1.1.0"]


@pytest.mark.parametrize("bit", range(0, 40, 5))
def test_a_flipped_bit_in_the_pointer_is_told(updated: Path, tmp_path: Path, bit: int):
    root = shutil.copytree(updated, tmp_path / "output")
    pointer = root / CONCEPT_ID / "latest"
    content = bytearray(pointer.read_bytes())
    content[bit // 8] ^= 1 << bit % 8
    pointer.write_bytes(content)
    [problem] = verify_release(root, CONCEPT_ID)
    assert "latest" in problem
    with pytest.raises(DamagedRelease, match="latest"):
        release(root, THIRD)


def test_ids_that_lead_elsewhere_are_refused(tmp_path: Path):
    with pytest.raises(UnsafeName):
        write_release(tmp_path / "output", replace(CARD, concept_id="../x"), FIRST, released_at=RELEASED_AT)
    assert not list(tmp_path.iterdir())


@pytest.fixture(scope="module")
def killed(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Step by step, the output folder as it is when a run that releases SECOND after FIRST is killed just before it."""
    folder = tmp_path_factory.mktemp("killed")
    release(folder / "run", FIRST)
    states: dict[str, Path] = {}

    def photograph(step: str) -> None:
        states[step] = shutil.copytree(folder / "run", folder / str(len(states)))

    write_release(folder / "run", CARD, SECOND, released_at=RELEASED_AT, announce=photograph)
    return states


STEPS_THAT_DIFFER = (
    "write documents.csv", "write excel/votes.csv", "write SHA256SUMS",
    "rename to 1.1.0", "name in releases.json", "move latest",
)  # fmt: skip


def test_killed_at_any_step_the_old_release_stands(killed: dict[str, Path], updated: Path):
    old = content_of(updated / CONCEPT_ID / "1.0.0")
    assert len(read_release(updated / CONCEPT_ID / "1.0.0")["documents"]) == 1
    for root in killed.values():
        standing = latest_release(root, CONCEPT_ID)
        assert standing is not None
        assert standing.version == "1.0.0"
        assert content_of(standing.path) == old
    assert list(killed)[-3:] == ["rename to 1.1.0", "name in releases.json", "move latest"]
    assert len(killed) == len(content_of(updated / CONCEPT_ID / "1.1.0")) + 3
    assert set(STEPS_THAT_DIFFER) <= set(killed)


@pytest.mark.parametrize("step", STEPS_THAT_DIFFER)
def test_the_run_after_a_killed_one_makes_the_release_as_if_nothing_had_been(
    killed: dict[str, Path], updated: Path, tmp_path: Path, step: str
):
    root = shutil.copytree(killed[step], tmp_path / "again")
    assert release(root, SECOND).is_new
    assert content_of(root) == content_of(updated)
    assert not release(root, SECOND).is_new


@pytest.mark.parametrize("step", STEPS_THAT_DIFFER)
def test_after_a_killed_run_other_rows_can_be_released(killed: dict[str, Path], tmp_path: Path, step: str):
    root = shutil.copytree(killed[step], tmp_path / "again")
    assert release(root, THIRD).version == ("1.1.1" if step == "move latest" else "1.1.0")
    assert verify_release(root, CONCEPT_ID) == []
    assert not (root / CONCEPT_ID / ".draft").exists()


@pytest.mark.parametrize("step", ["write documents.csv", "rename to 1.0.0", "name in releases.json", "move latest"])
def test_a_fault_during_the_first_release_leaves_none_and_the_next_run_makes_it(tmp_path: Path, step: str):
    def fail(now: str) -> None:
        if now == step:
            raise OSError(step)

    with pytest.raises(OSError, match=step):
        write_release(tmp_path, CARD, FIRST, released_at=RELEASED_AT, announce=fail)
    assert latest_release(tmp_path, CONCEPT_ID) is None
    assert verify_release(tmp_path, CONCEPT_ID) == [f"{CONCEPT_ID} has no release yet"]
    assert release(tmp_path, FIRST) == ReleaseResult("1.0.0", tmp_path / CONCEPT_ID / "1.0.0", True, "first release")
    assert verify_release(tmp_path, CONCEPT_ID) == []


def test_a_process_killed_by_the_system_frees_the_lock(tmp_path: Path):
    release(tmp_path, FIRST)
    code = (
        "import os, sys, signal, pathlib; from flows.stores.releases import write_release;"
        "from tests.flows import release_cases as c;"
        "write_release(pathlib.Path(sys.argv[1]), c.CARD, c.frames_of(), released_at=c.RELEASED_AT,"
        " announce=lambda step: os.kill(os.getpid(), signal.SIGKILL) if step.startswith('rename') else None)"
    )
    killed = subprocess.run([sys.executable, "-c", code, str(tmp_path)], check=False, timeout=120)
    assert killed.returncode == -signal.SIGKILL
    assert (tmp_path / CONCEPT_ID / ".draft").is_dir()
    assert release(tmp_path, SECOND).version == "1.1.0"
    assert verify_release(tmp_path, CONCEPT_ID) == []


def test_a_full_disk_leaves_the_old_release(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    release(tmp_path, FIRST)

    def full(_descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr("os.fsync", full)
        with pytest.raises(OSError, match="No space left"):
            release(tmp_path, SECOND)
    assert verify_release(tmp_path, CONCEPT_ID) == []
    assert release(tmp_path, SECOND).version == "1.1.0"


@pytest.mark.parametrize("content", [None, b"", b"{", b"[]", b"[{}]", b'[{"version": "../.."}]', b"3"])
def test_a_lost_register_is_named_and_nothing_is_taken_away(updated: Path, tmp_path: Path, content: bytes | None):
    shutil.copytree(updated, tmp_path, dirs_exist_ok=True)
    register = tmp_path / CONCEPT_ID / "releases.json"
    register.unlink()
    if content is not None:
        register.write_bytes(content)
    folders = content_of(tmp_path)
    for act in (lambda: release(tmp_path, THIRD), lambda: latest_release(tmp_path, CONCEPT_ID)):
        with pytest.raises(DamagedRelease, match=r"releases\.json"):
            act()
    [problem] = verify_release(tmp_path, CONCEPT_ID)
    assert "releases.json" in problem
    assert content_of(tmp_path) == folders


def test_register_and_pointer_lost_together_cost_no_release(updated: Path, tmp_path: Path):
    shutil.copytree(updated, tmp_path, dirs_exist_ok=True)
    for name in ("releases.json", "latest"):
        (tmp_path / CONCEPT_ID / name).unlink()
    with pytest.raises(DamagedRelease, match=r"restore releases\.json"):
        release(tmp_path, THIRD)
    assert (tmp_path / CONCEPT_ID / "1.1.0" / "measures.csv").exists()
