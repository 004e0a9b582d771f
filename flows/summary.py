"""Summaries: what was found in a document, in one line or a few numbers."""

from schemas.extraction import Extraction

COUNTED = ("sections", "action_fields", "goals", "measures", "statuses", "decisions", "votes", "issues")
"""Tables whose rows say something about a document at a glance."""


def summary(extraction: Extraction) -> str:
    """One line about a document."""
    document = extraction.document
    name = document.title or document.source_url or document.document_id
    if document.status == "quarantined":
        return f"{name}: quarantined: {document.error}"
    counts = [f"{len(extraction.records(table))} {table}" for table in COUNTED if extraction.records(table)]
    return f"{name}: {document.page_count} pages, {', '.join(counts) or 'nothing found'}"


def is_lost(extraction: Extraction) -> bool:
    """Whether the document could not be read."""
    return extraction.document.status == "quarantined"


def facts(extraction: Extraction) -> dict[str, object]:
    """The same for programs."""
    document = extraction.document
    return {
        "document": document.document_id,
        "title": document.title or "",
        "status": document.status,
        "error": document.error or "",
        "pages": document.page_count,
        **{table: len(extraction.records(table)) for table in COUNTED},
    }
