"""Jobs: a document to be read, how it is read, and what is told of one that was lost."""

import hashlib
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from extractors.pdf.steps import NOTHING, Avoided, Told
from flows.recognition import find_recogniser
from schemas.catalogue import KnownField
from schemas.documents import Document, Given, Issue
from schemas.errors import KonzeptError, UnreadableDocument
from schemas.extraction import Extraction

if TYPE_CHECKING:
    from extractors.pdf.picture_text import Recogniser


class DocumentLost(UnreadableDocument):
    """The worker died or exceeded a limit; the document itself may be in order.

    Its kind is `timeout` (of a step), `late` (all time is over), `memory`, `output`, `crash`, `killed` (from outside:
    it may go well next time), `ended` (with the run), `fault` (in the program) or `foreseen`.
    """


@dataclass(frozen=True, slots=True)
class Job:
    """A document to be read."""

    path: Path
    given: Given
    fields: tuple[KnownField, ...] = ()
    language_model: str = ""
    cache: Path | None = None
    """Where answers of text recognition are kept; None: nowhere."""

    avoided: Avoided = NOTHING
    """What ended earlier tries."""


Extract = Callable[[Job, Told], Extraction]


def count_job_pages(job: Job) -> int:
    """The pages that the document of a job declares; one that cannot be opened is told so when it is read."""
    from extractors.pdf.guard import count_pages

    with suppress(KonzeptError, OSError, MemoryError):
        return count_pages(job.path.read_bytes())
    return 1


def extract_job(job: Job, told: Told) -> Extraction:
    """Read the document of a job in this process, and tell each step before it is taken."""
    return extract_with(find_recogniser(job.cache / "ocr" if job.cache else None), job, told)


def extract_with(recogniser: "Recogniser | None", job: Job, told: Told) -> Extraction:
    """Read the document with that recogniser, or without any."""
    # Imported here, where the work is done: the libraries behind it take seconds to load.
    from extractors.document import Attempt, extract_document

    attempt = Attempt(told, job.avoided)
    return extract_document(job.path.read_bytes(), job.given, job.fields, job.language_model, recogniser, attempt)


FETCH = "look at the PDF, and fetch it again or add it by hand"
RAISE = "look at the PDF; if it is in order, raise the limit that is named"
CURES: Mapping[str, str] = {
    **dict.fromkeys(("timeout", "late", "memory", "output"), RAISE),
    "killed": "read it again: nothing is known against the file",
    "fault": "report it: the file may be in order",
}
"""What helps against a loss, by its kind; else FETCH."""


def quarantined(job: Job, error: KonzeptError) -> Extraction:
    """The extraction of a document whose reading was not finished: its row, and an issue with the reason."""
    given, reason = job.given, str(error)
    sha256, byte_size = _measured(job.path)
    document = Document(
        document_id=given.document_id,
        concept_id=given.concept_id or None,
        edition_id=given.edition_id or None,
        kind=given.kind or "other",
        title=given.title or None,
        source_url=given.source_url or None,
        retrieved_at=given.retrieved_at or None,
        sha256=sha256,
        byte_size=byte_size,
        status="quarantined",
        error=reason,
    )
    issue = Issue(
        document_id=given.document_id,
        severity="error",
        kind="quarantined",
        what=f"the document could not be read: {reason}",
        hint=CURES.get(error.kind, FETCH) if isinstance(error, DocumentLost) else FETCH,
    )
    return Extraction(document=document, issues=(issue,))


def _measured(path: Path) -> tuple[str, int]:
    """Hash and size of a file that may be too large to be held in memory; those of nothing when there is no file."""
    if not path.is_file():
        return hashlib.sha256().hexdigest(), 0
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest(), path.stat().st_size
