"""Victims: processes that write to a raw store and are killed on the way. No seam of the program is used for it.

    python -m tests.flows.victim ADDRESS DEED lines STRIDE    killed at each STRIDE-th line of code that it runs
    python -m tests.flows.victim ADDRESS DEED bytes STRIDE    killed by the system at each STRIDE-th byte of a file
    python -m tests.flows.victim FOLDER                       not killed but watched: lives a whole life

Each victim has a concept of its own, `victim-1` and so on; the last one gets away. Says how many there were, or what
was seen of the one that was watched.
"""

import json
import os
import resource
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from types import FrameType
from typing import Any

from flows.stores.raw import RawStore, Visit

FIRST, SECOND, LARGE = b"%PDF first", b"%PDF " + b"second " * 40, b"%PDF large" * 2_000_000
VISIT = Visit(address="https://musterlingen.example/konzept.pdf", time="2026-11-01T08:00:00Z", status=200)
LATER = replace(VISIT, time="2026-12-01T08:00:00Z", media_type="application/pdf")
WATCHED = ("stores/shelves.py", "stores/files.py", "stores/reaching.py", "s3fs/core.py")
"""Code that writes, and what it calls to write elsewhere."""

MOST = 5_000

Deed = Callable[[RawStore, str], object]


def keep_first(store: RawStore, concept: str) -> None:
    store.keep(concept, FIRST, VISIT)


def keep_both(store: RawStore, concept: str) -> None:
    keep_first(store, concept)
    keep_second(store, concept)


def keep_second(store: RawStore, concept: str) -> None:
    store.keep(concept, SECOND, LATER)


def keep_file(store: RawStore, concept: str) -> None:
    store.keep(concept, Path(os.environ["SECOND_PDF"]), LATER)


def keep_large(store: RawStore, concept: str) -> None:
    store.keep(concept, Path(os.environ["LARGE_PDF"]), LATER)


def note_first(store: RawStore, concept: str) -> None:
    store.note(concept, replace(LATER, status=404))


def leave_torn(store: RawStore, concept: str) -> None:
    """As an earlier victim would: half a draft and half a receipt."""
    keep_first(store, concept)
    folder = Path(store.address) / concept
    (folder / ".draft").write_bytes(LARGE[:1000])
    with (folder / "receipts.jsonl").open("ab") as file:
        file.write(b'{"sha256": "')


def damage(store: RawStore, concept: str) -> None:
    """A bad disk, or somebody's editor."""
    keep_both(store, concept)
    [path] = [document.path for document in store.documents(concept) if document.byte_size == len(SECOND)]
    with path.open("r+b") as file:
        file.write(b"!")


DEEDS: dict[str, tuple[Deed, Deed]] = {
    "the first document": (lambda *_: None, keep_second),
    "another document": (keep_first, keep_second),
    "a file": (keep_first, keep_file),
    "a large file": (keep_first, keep_large),
    "a known document": (keep_both, keep_second),
    "a document after a killed run": (leave_torn, keep_second),
    "a document in place of a damaged one": (damage, keep_second),
    "a note": (keep_both, note_first),
}
"""What was there before, and what is being done when the signal comes."""


def main(address: str, deed: str, way: str, stride: str) -> None:
    before, act = DEEDS[deed]
    for number in range(1, MOST):
        child = os.fork()
        if not child:
            store, concept = RawStore(address), f"victim-{number}"
            WAYS[way](number * int(stride), lambda: before(store, concept), lambda: act(store, concept))  # noqa: B023
            os._exit(0)
        status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        if status == 0:
            print(number)
            return
        assert status in (-signal.SIGKILL, -signal.SIGXFSZ), status
    raise AssertionError("nobody gets away")


def at_line(count: int, before: Callable[[], object], act: Callable[[], object]) -> None:
    """Kill this process before it runs so many lines of the code that writes, in any thread."""
    left, is_on = iter(range(count, 0, -1)), False

    def trace(frame: FrameType, event: str, _: Any) -> Any:
        if not frame.f_code.co_filename.endswith(WATCHED):
            return None
        if event == "line" and is_on and next(left) == 1:
            os.kill(os.getpid(), signal.SIGKILL)
        return trace

    threading.settrace(trace)
    before()
    is_on = True
    sys.settrace(trace)
    act()


def at_byte(count: int, before: Callable[[], object], act: Callable[[], object]) -> None:
    """Let the system kill this process when it writes beyond so many bytes of a file: what fits is written."""
    before()
    signal.signal(signal.SIGXFSZ, signal.SIG_DFL)
    resource.setrlimit(resource.RLIMIT_FSIZE, (count, count))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    act()


LIFE = ("another document", "a known document", "a note", "a document in place of a damaged one")


def live(store: RawStore, concept: str) -> Iterator[None]:
    """All that happens to a store."""
    for deed in LIFE:
        for act in DEEDS[deed]:
            act(store, concept)
            yield


def watch(folder: str) -> None:
    """Say each file that is removed, renamed or opened to be emptied, as the interpreter tells of it."""
    store, seen = RawStore(Path(folder)), []

    def see(event: str, args: tuple[Any, ...]) -> None:
        if event in ("os.remove", "os.rmdir", "os.rename", "os.truncate", "shutil.rmtree", "shutil.move"):
            seen.append((event, str(args[0])))
        elif event == "open" and isinstance(args[0], str) and "w" in (args[1] or ""):
            seen.append(("emptied", args[0]))

    leave_torn(store, "stadt")
    sys.addaudithook(see)
    list(live(store, "stadt"))
    print(json.dumps(seen))


WAYS = {"lines": at_line, "bytes": at_byte}

if __name__ == "__main__":
    watch(sys.argv[1]) if len(sys.argv) == 2 else main(*sys.argv[1:])
