"""How well a document was read, in a few numbers that it gives of itself.

Its printed contents list says how many of its sections were found, a second engine how much of its text, and the issues
what was not understood.
"""

from collections import Counter
from dataclasses import dataclass

from schemas.extraction import Extraction


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentQuality:
    """The self-checks of one document; None: there is nothing to check by."""

    document_id: str
    title: str
    status: str
    contents_recall: float | None
    """Share of the entries of the printed contents list that were found, 0 to 1."""

    text_agreement: float | None
    """Share of the words that two PDF engines agree on, 0 to 1, on sampled pages."""

    undecodable_pages: int
    """Pages with more than a few glyphs that no engine could decode."""

    measures: int
    measures_without_field: int
    unread_labels: int
    """Labels on measure sheets that the vocabulary lacks; their texts are kept in issues."""

    issues: int


def quality_of(extraction: Extraction) -> DocumentQuality:
    """The self-checks of a document."""
    document = extraction.document
    kinds = Counter(issue.kind for issue in extraction.issues)
    return DocumentQuality(
        document_id=document.document_id,
        title=document.title or document.source_url or "",
        status=document.status,
        contents_recall=document.contents_recall,
        text_agreement=document.text_agreement,
        undecodable_pages=kinds["undecodable"],
        measures=len(extraction.measures),
        measures_without_field=sum(measure.action_field_id is None for measure in extraction.measures),
        unread_labels=kinds["unread_label"],
        issues=len(extraction.issues),
    )
