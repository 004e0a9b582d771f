"""Releases survive what machines do: kills, full disks, folders nobody may write to, and two runs at once."""

import errno
import hashlib
import json
import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from flows.cli import main
from flows.stores.releases import list_releases, verify_release, write_release
from flows.terminal import talks
from tests.flows.release_cases import CARD, CONCEPT_EXTRACTION, RELEASED_AT, frames_of

HOUSE = Path(__file__).parents[2]
CONCEPT_ID = CARD.concept_id
FIRST, SECOND = frames_of(CONCEPT_EXTRACTION), frames_of()
NOBODY = 65534
PATIENCE_S = 600

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="kills processes it has forked")


def crash(tmp_path: Path, *args: str) -> dict[str, Any]:
    command = [sys.executable, "-m", "tests.flows.crashing", args[0], str(tmp_path), *args[1:]]
    told = subprocess.run(command, cwd=HOUSE, check=True, capture_output=True, timeout=PATIENCE_S)
    found: dict[str, Any] = json.loads(told.stdout)
    return found


def test_killed_at_every_step_readers_get_the_old_or_the_new_release_whole(tmp_path: Path) -> None:
    found = crash(tmp_path, "kill")
    assert found["problems"] == []
    *killed, last = found["ends"]
    assert (set(killed), last) == ({-signal.SIGKILL}, 0)
    assert len(killed) > 200, "a release takes more steps than that"
    assert found["standing"] == sorted(found["standing"])
    assert set(found["standing"]) == {"1.0.0", "1.1.0"}


def test_a_disk_that_is_full_at_any_step_leaves_the_old_release(tmp_path: Path) -> None:
    found = crash(tmp_path, "full")
    assert found["problems"] == []
    assert found["ends"].count(17) > 200
    assert found["ends"][-1] == 0


@pytest.mark.parametrize(("fault", "words"), [("torn", "releases.json cannot be read"), ("early", "does not; restore")])
def test_a_release_that_is_not_safe_would_be_found(tmp_path: Path, fault: str, words: str) -> None:
    problems = crash(tmp_path, "kill", fault)["problems"]
    assert any(words in problem for problem in problems), problems


WRITE_ON_AND_ON = """
import sys
from pathlib import Path
from flows.stores.files import Busy
from flows.stores.releases import write_release
from tests.flows.release_cases import CARD, CONCEPT_EXTRACTION, RELEASED_AT, frames_of
for turn in range(2):
    for frames in (frames_of(), frames_of(CONCEPT_EXTRACTION)):
        try:
            print(write_release(Path(sys.argv[1]), CARD, frames, released_at=RELEASED_AT).version)
        except Busy as busy:
            print(busy)
"""


def test_two_runs_at_once_and_a_reader_who_always_gets_a_whole_release(tmp_path: Path) -> None:
    write_release(tmp_path, CARD, FIRST, released_at=RELEASED_AT)
    command = [sys.executable, "-c", WRITE_ON_AND_ON, str(tmp_path)]
    runs = [subprocess.Popen(command, cwd=HOUSE, stdout=subprocess.PIPE, stderr=subprocess.PIPE) for _ in range(2)]
    seen = [read_as_a_stranger(tmp_path / CONCEPT_ID)]
    while any(run.poll() is None for run in runs):
        seen.append(read_as_a_stranger(tmp_path / CONCEPT_ID))
        assert list_releases(tmp_path, CONCEPT_ID)
    for run in runs:
        told, errors = run.communicate(timeout=PATIENCE_S)
        assert (run.returncode, errors) == (0, b"")
        assert len(told.splitlines()) == 4
    versions = [entry.version for entry in list_releases(tmp_path, CONCEPT_ID)]
    assert len(versions) == len(set(versions)) > 1
    assert [verify_release(tmp_path, CONCEPT_ID, version) for version in versions] == [[]] * len(versions)
    assert len(set(seen)) > 1
    assert not (tmp_path / CONCEPT_ID / ".draft").exists()


def read_as_a_stranger(home: Path) -> str:
    """Read the newest release with nothing of ours: the pointer, then every file with its hash."""
    version = (home / "latest").read_text(encoding="utf-8").strip()
    for line in (home / version / "SHA256SUMS").read_text(encoding="utf-8").splitlines():
        sha256, name = line.split("  ", 1)
        assert hashlib.sha256((home / version / name).read_bytes()).hexdigest() == sha256, f"{version}: {name}"
    return version


@pytest.fixture
def read_only() -> Iterator[Path]:
    """An output folder with a release that nobody may change; root may do everything, so it steps down for it."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        write_release(root, CARD, FIRST, released_at=RELEASED_AT)
        places = [root, *root.rglob("*")]
        for place in places:
            place.chmod(0o555 if place.is_dir() else 0o444)
        yield root
        for place in places:
            place.chmod(0o755 if place.is_dir() else 0o644)


WRITE_AS_NOBODY = f"""
import os, sys
from pathlib import Path
from flows.stores.releases import write_release
from tests.flows.release_cases import CARD, RELEASED_AT, frames_of
frames = frames_of()
if os.geteuid() == 0:
    os.setuid({NOBODY})
try:
    print(write_release(Path(sys.argv[1]), CARD, frames, released_at=RELEASED_AT).version)
except OSError as error:
    print(error.errno, error.filename)
"""


def test_a_folder_nobody_may_write_to_is_told_and_stays_as_it_is(read_only: Path) -> None:
    before = read_as_a_stranger(read_only / CONCEPT_ID)
    command = [sys.executable, "-c", WRITE_AS_NOBODY, str(read_only)]
    told = subprocess.run(command, cwd=HOUSE, check=True, capture_output=True, text=True, timeout=PATIENCE_S).stdout
    assert told == f"{errno.EACCES} {read_only / CONCEPT_ID / '.lock'}\n"
    assert read_as_a_stranger(read_only / CONCEPT_ID) == before
    assert verify_release(read_only, CONCEPT_ID) == []


def test_a_full_disk_is_told_in_a_sentence_that_names_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_descriptor: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    @main.command("release-for-a-test")
    @talks
    def release(_terminal: object) -> int:
        write_release(tmp_path, CARD, FIRST, released_at=RELEASED_AT)
        return 0

    monkeypatch.setattr("os.fsync", full)
    try:
        result = CliRunner().invoke(main, ["release-for-a-test"], catch_exceptions=False)
    finally:
        main.commands.pop("release-for-a-test")
    place = tmp_path / CONCEPT_ID / ".draft" / "documents.csv"
    assert (result.exit_code, result.output) == (2, f"{place} cannot be used: No space left on device.\n")
