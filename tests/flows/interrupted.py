"""`konzept extract` on files that stop its workers, for a test that ends it with Ctrl-C.

python -m tests.flows.interrupted PDF OUT
"""

import functools
import os
import sys

from extractors.pdf.steps import Told
from flows import reading
from flows.cli import main
from flows.jobs import Job
from flows.workers import Workers
from schemas.extraction import Extraction
from tests.flows.reading_harm import stand_still


def note_and_stand_still(job: Job, _told: Told) -> Extraction:
    """Write the number of the process beside the file, and read no further."""
    job.path.with_suffix(".pid").write_text(str(os.getpid()), encoding="ascii")
    stand_still()
    raise AssertionError("went on")


if __name__ == "__main__":
    reading.Workers = functools.partial(Workers, extract=note_and_stand_still)  # type: ignore[misc, assignment]
    main(["extract", sys.argv[1], "--out", sys.argv[2]])
