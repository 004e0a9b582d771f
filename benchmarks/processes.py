"""How much memory a process and all that it started have held."""

import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path

PARENT = re.compile(r"^PPid:\s+(\d+)", re.MULTILINE)
PEAK = re.compile(r"^VmHWM:\s+(\d+) kB", re.MULTILINE)
"""Where Linux tells who started a process, and the most memory that it has held."""


def peaks_kb(first: int) -> Iterator[tuple[int, int]]:
    """A process and each of its descendants, with the most memory it has held until now, in kB.

    By descent, not by session: each worker leads a session of its own. Nothing where there is no /proc.
    """
    parents: dict[int, int] = {}
    peaks: dict[int, int] = {}
    for status in Path("/proc").glob("[0-9]*/status"):
        with suppress(OSError):  # the process has ended meanwhile
            told = status.read_text()
            if (parent := PARENT.search(told)) and (peak := PEAK.search(told)):
                parents[int(status.parent.name)], peaks[int(status.parent.name)] = int(parent[1]), int(peak[1])
    yield from ((process, peak) for process, peak in peaks.items() if first in _line_of(process, parents))


def _line_of(process: int, parents: Mapping[int, int]) -> Iterator[int]:
    """The process, its parent, and so on."""
    while process:
        yield process
        process = parents.get(process, 0)
