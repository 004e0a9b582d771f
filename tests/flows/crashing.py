"""A run that releases, killed or refused at each of its steps: a program of its own, because it kills processes.

    python -m tests.flows.crashing kill|full FOLDER [torn|early]

A step is whatever changes the disk: opening a file to write, writing (half of it), waiting for the disk, making,
renaming and removing. The release of `SECOND` after `FIRST` is tried again and again, in a process of its own: at the
first step it is killed (`kill -9`), or the disk is said to be full; then at the second; until it comes through. After
each, a reader must get a whole release, the old or the new one, and a new run must make the new one. Prints what was
found, as JSON. What is calculated before anything is written is calculated once.

`torn` and `early` spoil the release on purpose, to see that this is found: files written in place instead of beside, or
the pointer moved before the register knows what it names.
"""

import errno
import io
import json
import os
import shutil
import signal
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pandas as pd

from flows.stores import register, releases
from flows.stores.releases import latest_release, list_releases, verify_release, write_release
from schemas.errors import DamagedRelease
from tests.flows.release_cases import CARD, CONCEPT_EXTRACTION, RELEASED_AT, frames_of

FIRST, SECOND = frames_of(CONCEPT_EXTRACTION), frames_of()
CONCEPT_ID = CARD.concept_id
CAME_THROUGH, REFUSED, UNEXPECTED, WENT_ON = 0, 17, 18, 19
"""How a run ends; one goes on when what was refused (to make a folder that is there) did not matter."""

OFTEN_ENOUGH = 12
"""Every so many steps a new run is tried while the draft is written; it finds the same there, a draft to take away."""


class Steps:
    """Counts what changes the disk, and ends the run at one step."""

    def __init__(self, last: int, end: Callable[[], None]) -> None:
        self.last, self.end, self.seen = last, end, 0

    def reached(self) -> bool:
        """Whether this is the step at which the run ends."""
        self.seen += 1
        return self.seen == self.last

    def before(self, act: Callable[..., Any]) -> Callable[..., Any]:
        """The same action, a step."""

        def step(*args: Any, **options: Any) -> Any:
            if self.reached():
                self.end()
            return act(*args, **options)

        return step

    def open(self, file: Any, mode: str = "r", *args: Any, **options: Any) -> Any:
        """Opening to write is a step; so is each writing."""
        if "b" not in mode or mode == "rb":
            return OPEN(file, mode, *args, **options)
        if self.reached():
            self.end()
        return TornFile(OPEN(file, mode, *args, **options), self)


class TornFile:
    """A file whose writing may end in the middle."""

    def __init__(self, file: Any, steps: Steps) -> None:
        self.file, self.steps = file, steps

    def write(self, content: bytes) -> int:
        """Write; at the last step only half."""
        if self.steps.reached():
            self.file.write(content[: len(content) // 2])
            self.file.flush()
            self.steps.end()
        return int(self.file.write(content))

    def __getattr__(self, name: str) -> Any:
        return getattr(self.file, name)

    def __enter__(self) -> "TornFile":
        return self

    def __exit__(self, *_: object) -> None:
        self.file.close()


OPEN = io.open


def kill() -> None:
    """End as `kill -9` ends a process."""
    os.kill(os.getpid(), signal.SIGKILL)


def refuse() -> None:
    """Say what a full disk says."""
    raise OSError(errno.ENOSPC, "No space left on device")


ENDS = {"kill": kill, "full": refuse}


def release(root: Path, frames: Mapping[str, pd.DataFrame]) -> str:
    return write_release(root, CARD, frames, released_at=RELEASED_AT).version


def run_until(root: Path, last: int, end: Callable[[], None]) -> int:
    """The run in a process of its own, ended at that step; gives how it ended."""
    process = os.fork()
    if process == 0:
        steps = Steps(last, end)
        for name in ("fsync", "mkdir", "rename", "replace", "unlink", "rmdir"):
            setattr(os, name, steps.before(getattr(os, name)))
        io.open = steps.open  # type: ignore[assignment]
        outcome = _outcome(root)
        os._exit(WENT_ON if outcome == CAME_THROUGH and steps.seen >= last else outcome)
    return os.waitstatus_to_exitcode(os.waitpid(process, 0)[1])


def _outcome(root: Path) -> int:
    try:
        release(root, SECOND)
    except OSError as error:
        return REFUSED if error.errno == errno.ENOSPC else UNEXPECTED
    except BaseException:
        return UNEXPECTED
    return CAME_THROUGH


def content_of(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def problems_for_readers(root: Path, expected: Mapping[str, dict[str, bytes]]) -> Iterator[str]:
    """What a reader would get wrong: nothing, not whole, or other than released."""
    try:
        standing = latest_release(root, CONCEPT_ID)
    except DamagedRelease as damage:
        yield str(damage)
        return
    if standing is None or standing.version not in expected:
        yield f"a reader gets {standing and standing.version}"
        return
    if content_of(standing.path) != expected[standing.version]:
        yield f"release {standing.version} has other bytes"
    for entry in list_releases(root, CONCEPT_ID):
        yield from verify_release(root, CONCEPT_ID, entry.version)


def problems_after(root: Path, done: dict[str, bytes]) -> Iterator[str]:
    """What a new run would leave otherwise than an undisturbed one."""
    if release(root, SECOND) != "1.1.0":
        yield "the new run made another version"
    if {k: v for k, v in content_of(root).items() if not k.endswith(".part")} != done:
        yield "the new run left other files"


def calculate_once() -> None:
    """Let everything be remembered that depends on the rows and the version before alone."""
    known: dict[Any, Any] = {}

    def once(act: Callable[..., Any], key_of: Callable[..., Any]) -> Callable[..., Any]:
        def remembered(*args: Any) -> Any:
            key = (act, key_of(*args))
            if key not in known:
                known[key] = act(*args)
            return known[key]

        return remembered

    calculations: dict[str, Callable[..., Any]] = {
        "dataset_of": id,
        "refuse_contradictions": id,
        "_content_hash": lambda _card, dataset: id(dataset),
        "_draft": lambda _card, dataset, _by, before: (id(dataset), before and before.version),
        "files_of": id,
    }
    for name, key_of in calculations.items():
        setattr(releases, name, once(getattr(releases, name), key_of))


def spoil(fault: str) -> None:
    """Make a release that is not safe."""
    if fault == "torn":
        register.write_whole = lambda path, content: path.write_bytes(content)
    elif fault == "early":
        releases._make_known = _make_known_early  # type: ignore[attr-defined]


def _make_known_early(home: Path, named: list[releases.Release], _announce: object) -> None:
    register.point_to(home, named[-1].version)
    register.write_register(home, named)


def main(how: str, folder: Path, fault: str = "") -> dict[str, Any]:
    calculate_once()
    spoil(fault)
    os.fsync = lambda _descriptor: None  # kill -9 loses nothing that was written; waiting for the disk takes longest
    release(folder / "old", FIRST)
    shutil.copytree(folder / "old", folder / "done")
    release(folder / "done", SECOND)
    done = content_of(folder / "done")
    expected = {version: content_of(folder / "done" / CONCEPT_ID / version) for version in ("1.0.0", "1.1.0")}
    last, problems, standing, ends = 0, [], [], []
    while True:
        last += 1
        root = shutil.copytree(folder / "old", folder / "try")
        ended = run_until(root, last, ENDS[how])
        ends.append(ended)
        found = [] if ended in (CAME_THROUGH, WENT_ON, REFUSED, -signal.SIGKILL) else [f"the run ended with {ended}"]
        found += problems_for_readers(root, expected)
        if found:
            problems += [f"step {last}: {problem}" for problem in found]
            shutil.rmtree(root)
            continue
        now = latest_release(root, CONCEPT_ID)
        standing.append(now.version if now else "")
        if last % OFTEN_ENOUGH == 1 or not (root / CONCEPT_ID / ".draft").exists():
            found += problems_after(root, done)
        problems += [f"step {last}: {problem}" for problem in found]
        shutil.rmtree(root)
        if ended == CAME_THROUGH:
            return {"ends": ends, "standing": standing, "problems": problems}


if __name__ == "__main__":
    print(json.dumps(main(sys.argv[1], Path(sys.argv[2]), *sys.argv[3:])))
