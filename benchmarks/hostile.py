"""What becomes of hostile files: file → result → seconds, read as `konzept extract` reads them.

    python -m benchmarks.hostile [GROUP …]     groups of tests/hostile/collection.py; without any: all of them

Ends with 1 when the loss of a file is not told.
"""

import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from flows.workers import Workers
from schemas.extraction import Extraction
from tests.hostile.collection import GROUPS
from tests.hostile.reading import LIMITS, read_hostile
from tests.hostile.told import faults


def result(found: Extraction) -> str:
    """What became of a file, in a few words."""
    document = found.document
    kinds = " ".join(sorted({issue.kind for issue in found.issues}))
    return f"{document.status:11}  {document.error or kinds or 'read'}"


def rows(groups: Sequence[str], folder: Path) -> Iterator[tuple[str, bool]]:
    """The lines of the table, and whether each file's loss is told."""
    with Workers(1, LIMITS) as workers:
        for group in groups:
            for name, content in GROUPS[group]():
                started = time.monotonic()
                found = read_hostile(name, content, folder, workers)
                seconds = time.monotonic() - started
                wrong = faults(found)
                yield f"{name:45}  {seconds:6.1f} s  {'UNTOLD: ' if wrong else ''}{result(found)}", not wrong


def main(groups: Sequence[str]) -> int:
    """Print the table."""
    all_told = True
    with tempfile.TemporaryDirectory() as folder:
        for line, told in rows(groups or list(GROUPS), Path(folder)):
            print(line, flush=True)
            all_told = all_told and told
    return 0 if all_told else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
