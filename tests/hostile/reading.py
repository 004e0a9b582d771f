"""Hostile files, read as `konzept extract` reads them: in a process with limits."""

import functools
from collections.abc import Iterable, Iterator
from pathlib import Path

from flows.jobs import DocumentLost, Extract, Job, extract_job, extract_with, quarantined
from flows.limits import Limits
from flows.workers import Workers
from schemas.documents import Given
from schemas.extraction import Extraction
from tests.hostile.told import faults

EXAMPLES = sorted((Path(__file__).parents[2] / "schemas/catalogue/musterlingen-integration/documents").glob("*.pdf"))
"""The documents of the bundled example."""

LIMITS = Limits(document_s=20, page_s=1, step_s=4, memory_mb=600, output_mb=50)
"""Small, so that a test of what needs them ends soon."""

without_recognition = functools.partial(extract_with, None)
"""What chance does to fonts makes whole documents illegible; recognising them all would take most of the time."""


def read_hostile(name: str, content: bytes, folder: Path, workers: Workers) -> Extraction:
    """The extraction of a file, or the quarantined document that a run makes of it."""
    path = folder / "hostile.pdf"
    path.write_bytes(content)
    job = Job(path, Given(document_id="0", source_url=name))
    try:
        return workers.extract(job)
    except DocumentLost as error:
        return quarantined(job, error)


def read_all(
    files: Iterable[tuple[str, bytes]], folder: Path, extract: Extract = extract_job
) -> Iterator[tuple[str, Extraction]]:
    """Read one file after the other, in one process as long as it lives."""
    with Workers(1, LIMITS, extract) as workers:
        for name, content in files:
            yield name, read_hostile(name, content, folder, workers)


def untold(files: Iterable[tuple[str, bytes]], folder: Path, extract: Extract = extract_job) -> dict[str, list[str]]:
    """The files whose loss is not told, and what is wrong."""
    found = {name: faults(extraction) for name, extraction in read_all(files, folder, extract)}
    assert found, "no file was read"
    return {name: wrong for name, wrong in found.items() if wrong}
