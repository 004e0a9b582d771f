"""Limits: what the reading of one document may cost, and how the operating system is told.

Time is watched by the one who asked (`flows/workers.py`), which also ends code that never returns to Python: there is a
limit for each step, so that what hangs is noticed in minutes, and one for the whole, which grows with the pages. Memory
and the size of files are limits of the process itself: an allocation beyond them fails at once, whoever asks for it.
"""

import gc
import math
import sys
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

if sys.platform != "win32":
    import resource

MB = 1024 * 1024

MOST_SECONDS = 3 * 60 * 60
"""However many pages a document declares, it gets no more time than this."""

STEP_PAGE_S = 0.5
"""Seconds more for each page in steps that concern the whole document; they take a tenth of it."""

SECOND_OPINION_S = 60.0
"""The document is read without a second opinion that takes longer."""

WORN_SHARE = 0.5
"""A process that once took this share of its memory is replaced, so that the next document finds all of it."""

FIRST_TO_GO = 500
"""Of -1000 to 1000: when the machine runs out of memory, the system ends a worker rather than the run."""


SELDOM = (50_000, 20, 100)
"""Thresholds of the garbage collector, in new objects: a document makes millions that are no garbage, and looking them
through as often as is usual takes a tenth of the reading."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What the reading of one document may cost."""

    document_s: float = 60.0
    """Seconds for opening the document, and again for reading it."""

    page_s: float = 20.0
    """Seconds more for each page: text recognition may be needed."""

    step_s: float = 150.0
    """Seconds for one step (a page, one look at its picture): a document that does not advance is given up.

    Text recognition gives up one picture after 120.
    """

    memory_mb: int = 1500
    """Memory that a reading process may ask for; about 180 MB are the program itself."""

    output_mb: int = 200
    """Size of all rows together, on the way between processes."""

    def seconds(self, pages: int) -> float:
        """How long the reading of so many pages may take."""
        return min(self.document_s + pages * self.page_s, MOST_SECONDS)

    def step_seconds(self, pages: int, *, is_needed: bool = True) -> float:
        """How long a step may take that concerns so many pages at once; 0 for a step of one page."""
        return self.step_s + pages * STEP_PAGE_S if is_needed else min(self.step_s, SECOND_OPINION_S)


def limit_process(limits: Limits) -> None:
    """Bind this process, and those it starts, to memory and size of files; let it leave no core dump."""
    if sys.platform != "win32":
        # Not RLIMIT_AS: it counts the libraries' files too, which are mapped once for all and take no memory.
        _lower(resource.RLIMIT_DATA, limits.memory_mb * MB)
        _lower(resource.RLIMIT_FSIZE, limits.memory_mb * MB)
        _lower(resource.RLIMIT_CORE, 0)
    with suppress(OSError):
        Path("/proc/self/oom_score_adj").write_text(str(FIRST_TO_GO), encoding="ascii")


def limit_next_document(seconds: float) -> None:
    """End this process once it has computed for so long: nobody else would, when the run that asked was killed."""
    if sys.platform != "win32":
        used = resource.getrusage(resource.RUSAGE_SELF)
        _lower(resource.RLIMIT_CPU, math.ceil(used.ru_utime + used.ru_stime + seconds))


def collect_garbage_seldom() -> None:
    """Let Python look for garbage more seldom, and never in what the program itself holds."""
    gc.freeze()
    gc.set_threshold(*SELDOM)


def is_worn(limits: Limits) -> bool:
    """Whether this process has held so much memory that the next document should get a fresh one."""
    if sys.platform == "win32":
        return False
    peak_kb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak_kb / 1024 > limits.memory_mb * WORN_SHARE


def _lower(kind: int, wanted: int) -> None:
    """Set what binds now; what may be set at all stays, and may be lower already."""
    _, most = resource.getrlimit(kind)
    resource.setrlimit(kind, (wanted if most == resource.RLIM_INFINITY else min(wanted, most), most))
