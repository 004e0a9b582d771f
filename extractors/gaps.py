"""What a concept lacks although its documents could be read: told, because a table without rows says nothing."""

from collections.abc import Iterable

from schemas.documents import Issue
from schemas.extraction import Extraction


def editions_without_measures(extractions: Iterable[Extraction]) -> tuple[Issue, ...]:
    """An issue for each document of an edition in which no measure was found."""
    return tuple(
        Issue(
            document_id=extraction.document.document_id,
            severity="warning",
            kind="no_measures",
            what=f"no measure was found in the concept of edition {extraction.document.edition_id or 'unknown'}",
            hint="if it has measures, `konzept inspect` shows what was seen; promise their number in concept.yml",
        )
        for extraction in extractions
        if extraction.document.kind == "concept"
        and extraction.document.status != "quarantined"
        and not extraction.measures
    )
