"""Drawing: pictures that a person asks for, drawn as documents are read: in a process of its own, within its limits.

A page may end the process that draws it. Then there is no picture, and a sentence says why.
"""

import functools
from collections.abc import Sequence
from pathlib import Path

from extractors.pdf.steps import DRAW, Told
from flows.jobs import DocumentLost, Job
from flows.recognition import find_recogniser
from flows.settings import Settings
from flows.worker_process import Act
from flows.workers import Pool
from schemas.documents import Evidence, Given
from schemas.errors import KonzeptError, UnreadableDocument
from schemas.geometry import Box


class NotDrawn(KonzeptError):
    """There is no picture of a page."""

    def __init__(self, page: int, reason: str) -> None:
        super().__init__(page, reason)
        self.page, self.reason = page, reason

    def __str__(self) -> str:
        return f"There is no picture of page {self.page}: {self.reason}"


def draw_seen(path: Path, page: int, evidence: Sequence[Evidence], settings: Settings) -> bytes:
    """A PNG of a page with what was seen on it, also by text recognition, whose answers are kept; raises NotDrawn."""
    return drawn_within_limits(path, page, functools.partial(_seen, page=page, evidence=evidence), settings)


def draw_marked(path: Path, page: int, box: Box | None, settings: Settings) -> bytes:
    """A PNG of a passage, marked, with what stands around it; the whole page, if it has no box. Raises NotDrawn."""
    return drawn_within_limits(path, page, functools.partial(_passage, page=page, box=box), settings)


def drawn_within_limits(path: Path, page: int, draw: Act, settings: Settings) -> bytes:
    """What is drawn of a document in a process of its own; raises NotDrawn."""
    job = Job(path.absolute(), Given(document_id=""), cache=settings.cache)
    try:
        with Pool[bytes](1, settings.limits, functools.partial(_once, draw=draw, page=page)) as pool:
            return pool.extract(job)
    except DocumentLost as loss:
        raise NotDrawn(page, f"the document {loss}" if loss.kind == "foreseen" else str(loss)) from loss


def _once(job: Job, told: Told, *, draw: Act, page: int) -> bytes:
    """Draw, unless an earlier try ended at something that cannot be left out of the picture."""
    if why := dict(job.avoided.pictures).get(page):
        raise UnreadableDocument("not_drawn", f"has a page {page} whose picture {why}")
    if job.avoided.rows:
        raise UnreadableDocument("not_understood", f"cannot be understood: {job.avoided.rows}")
    picture: bytes = draw(job, told)
    return picture


def _seen(job: Job, told: Told, *, page: int, evidence: Sequence[Evidence]) -> bytes:
    from extractors.document import Attempt
    from extractors.pdf.drawing import draw_boxes
    from extractors.seen import see_page

    content, recogniser = job.path.read_bytes(), find_recogniser(job.cache / "ocr" if job.cache else None)
    seen = list(see_page(content, page, evidence, recogniser, Attempt(told, job.avoided)))
    told(DRAW, page)
    return draw_boxes(content, page, seen)


def _passage(job: Job, told: Told, *, page: int, box: Box | None) -> bytes:
    from extractors.pdf.drawing import draw_passage

    told(DRAW, page)
    return draw_passage(job.path.read_bytes(), page, box)
