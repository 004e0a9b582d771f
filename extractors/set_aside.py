"""Documents that are set aside: known by their files, and as far as they were read, but without rows of their text."""

import hashlib
from dataclasses import replace

from extractors.issues import CURE, is_without_text, reading_issues
from schemas.documents import Document, Given, Issue
from schemas.errors import UnreadableDocument
from schemas.extraction import Extraction
from schemas.geometry import Reading

NO_TEXT = f"has no text, only pictures of pages; {CURE}"
NOT_RECOGNISED = "has no text, and none was recognised in the pictures of its pages{why}; look at it yourself"


def file_row(content: bytes, given: Given) -> Document:
    """The row of a document, as far as its file and the catalogue tell it."""
    return Document(
        document_id=given.document_id,
        concept_id=given.concept_id or None,
        edition_id=given.edition_id or None,
        title=given.title or None,
        source_url=given.source_url or None,
        retrieved_at=given.retrieved_at or None,
        sha256=hashlib.sha256(content).hexdigest(),
        byte_size=len(content),
    )


def quarantined(content: bytes, given: Given, error: UnreadableDocument, reading: Reading | None = None) -> Extraction:
    """The record of a document that could not be read."""
    pages = reading.pages if reading else ()
    document = replace(
        file_row(content, given),
        page_count=len(pages) + (len(reading.unread_pages) if reading else 0),
        pages_without_text=sum(map(is_without_text, pages)),
        kind=given.kind or "other",
        status="quarantined",
        error=f"{_name(given)} {error.reason}",
    )
    issue = Issue(
        document_id=given.document_id,
        severity="error",
        kind=error.kind,
        what=f"{_name(given)} {error.reason}",
        hint="the document is set aside; nothing of it is in the tables",
    )
    return Extraction(document=document, issues=(issue,))


def without_rows(content: bytes, given: Given, reading: Reading, reason: str) -> Extraction:
    """What is known of a document that can be read, but of which no rows can be made."""
    pages = f"{len(reading.pages)} pages were" if len(reading.pages) > 1 else "one page was"
    why = f"cannot be understood, though {pages} read: {reason}"
    found = quarantined(content, given, UnreadableDocument("not_understood", why), reading)
    return replace(found, issues=(*found.issues, *reading_issues(reading, given.document_id)))


def without_text(content: bytes, given: Given, reading: Reading, *, was_looked_at: bool) -> Extraction:
    """What is known of a document of pictures, of which no text is known."""
    failed = tuple(missed for missed in reading.unrecognised if missed.why)
    why = f" (page {failed[0].page}: {failed[0].why})" if failed else ""
    reason = NOT_RECOGNISED.format(why=why) if was_looked_at else NO_TEXT
    found = quarantined(content, given, UnreadableDocument("no_text", reason), reading)
    told = reading_issues(replace(reading, unrecognised=failed), given.document_id)
    return replace(found, issues=(*found.issues, *told))


def _name(given: Given) -> str:
    return given.source_url.rpartition("/")[2] or given.title or given.document_id
