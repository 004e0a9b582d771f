"""Pace: whose turn it is to ask a host, among all threads and processes that share a folder.

<sha256 of the host>    one line: when the next may ask, and until when the host asked to be left alone (Unix time)

A file is locked only while it is read and written, never while somebody sleeps: each takes the next free turn and waits
for it. A file that a killed process left half written counts as empty. Files stay; they are small.
"""

import hashlib
import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from flows.locks import lock_file
from schemas.errors import SourceUnavailable

LINE = 42
"""Bytes of what is written."""

DAY_S = 86_400.0
"""A turn further away than that was written by a clock gone wrong."""


class Postponed(SourceUnavailable):
    """The server asks to be left alone for a while."""

    def __init__(self, address: str, reason: str, wait_s: float = 0.0) -> None:
        super().__init__(address, reason)
        self.wait_s = wait_s


@dataclass(slots=True)
class Turns:
    """What is known of a host, in Unix time."""

    next: float = 0.0
    closed_until: float = 0.0


@dataclass(frozen=True, slots=True)
class Pace:
    """Turns to ask hosts."""

    folder: Path
    longest_wait_s: float
    """A host that is closed for longer is not waited for."""

    sleep: Callable[[float], None]
    now: Callable[[], float] = field(default=time.time)

    def take_turn(self, address: str, host: str, pause_s: float) -> None:
        """Wait until we may ask the host; raises Postponed if it asked to be left alone for too long."""
        with self._turns(host) as turns:
            now = self.now()
            if turns.closed_until - now > self.longest_wait_s:
                wait = turns.closed_until - now
                raise Postponed(address, f"asked to be left alone until {_clock(turns.closed_until)}", wait)
            turn = max(now, turns.next, turns.closed_until)
            if pause_s:
                turns.next = turn + pause_s
        if turn > now:
            self.sleep(turn - now)

    def leave_alone(self, host: str, seconds: float) -> str:
        """Let nobody ask the host for so long, a day at most; gives the time when it may be asked again."""
        with self._turns(host) as turns:
            turns.closed_until = max(turns.closed_until, self.now() + min(seconds, DAY_S))
            return _clock(turns.closed_until)

    @contextmanager
    def _turns(self, host: str) -> Iterator[Turns]:
        """The turns of a host, written back if they were changed."""
        self.folder.mkdir(parents=True, exist_ok=True)
        path = self.folder / hashlib.sha256(host.encode()).hexdigest()
        with open(path, "r+b", buffering=0, opener=_make_if_missing) as file:
            lock_file(file.fileno(), wait=True)
            before = file.read(LINE)
            turns = _read(before, self.now() + DAY_S)
            yield turns
            if (after := _line(turns)) != before:
                file.seek(0)
                file.write(after)


def _make_if_missing(path: str, flags: int) -> int:
    return os.open(path, flags | os.O_CREAT, 0o666)


def _line(turns: Turns) -> bytes:
    """Always as long, so that one is written over the other: file systems take their time to cut a file."""
    return f"{turns.next:020.6f} {turns.closed_until:020.6f}\n".encode()


def _read(line: bytes, latest: float) -> Turns:
    """Turns as they were written; what is no time, or later than can be, counts as nothing."""
    try:
        written = [float(word) for word in line.split()]
    except ValueError:
        return Turns()
    next_turn, closed_until = written if len(written) == 2 else (0.0, 0.0)
    return Turns(next_turn if next_turn <= latest else 0.0, closed_until if closed_until <= latest else 0.0)


def _clock(seconds: float) -> str:
    return datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%d %H:%M:%S UTC")
