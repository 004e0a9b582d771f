"""Rows that rest on text recognition (OCR) say so, and lie where the page shows their words."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields, replace
from typing import Any

from extractors.doubts import without_doubtful
from schemas.documents import Evidence
from schemas.extraction import Extraction
from schemas.geometry import Box, Page

KEYS = ("paper", "code", "number", "agenda_number")
"""Columns where one wrong character makes another thing of it."""

MARK = "ocr_confidence"


@dataclass(frozen=True, slots=True)
class _Seen:
    """What text recognition found of a document."""

    pages: Mapping[int, float]
    """How sure it is of each page."""

    words: Mapping[str, float]
    """How sure it is of each word, where it is least sure."""

    decisions: Mapping[str, float]

    def certainty(self, record: object) -> float | None:
        """How sure it is of the words a record was read from; None: they are the PDF's own."""
        sure = self._of_pages(record)
        if sure is None:
            return None
        printed = (str(getattr(record, key, None) or "") for key in KEYS)
        return min([sure, *(self.words[word] for text in printed for word in text.split() if word in self.words)])

    def _of_pages(self, record: object) -> float | None:
        first = getattr(record, "page", None) or getattr(record, "page_first", None)
        if first is not None:
            last = getattr(record, "page_last", first)
            return min((self.pages[page] for page in range(first, last + 1) if page in self.pages), default=None)
        decision = getattr(record, "decision_id", None)
        return self.decisions.get(decision) if decision else min(self.pages.values())


def mark_recognised(extraction: Extraction, pages: Iterable[Page]) -> Extraction:
    """The extraction with the mark of text recognition on every row that rests on it, and evidence as displayed."""
    read = {page.number: page for page in pages if page.recognised is not None}
    if not read:
        return extraction
    extraction = without_doubtful(extraction, {number: _words([page]) for number, page in read.items()})
    seen = _Seen({number: page.recognised or 0.0 for number, page in read.items()}, _words(read.values()), {})
    decisions = tuple(_marked(decision, seen) for decision in extraction.decisions)
    of_decision = {one.decision_id: one.ocr_confidence for one in decisions if one.ocr_confidence is not None}
    seen = replace(seen, decisions=of_decision)
    names = [each.name for each in fields(extraction) if each.name != "document"]
    marked: dict[str, Any] = {
        name: tuple(_marked(record, seen) for record in getattr(extraction, name)) for name in names
    }
    marked["evidence"] = tuple(_as_displayed(proof, read.get(proof.page)) for proof in marked["evidence"])
    return replace(extraction, **marked)


def _words(pages: Iterable[Page]) -> dict[str, float]:
    sure: dict[str, float] = {}
    for word in (word for page in pages for word in page.words):
        if word.recognised is not None:
            sure[word.text] = min(word.recognised, sure.get(word.text, 1.0))
    return sure


def _marked(record: Any, seen: _Seen) -> Any:
    """The record with its mark; a measure is no surer than its words."""
    sure = seen.certainty(record) if hasattr(record, MARK) else None
    if sure is None:
        return record
    capped = {"confidence": min(record.confidence, round(sure, 2))} if hasattr(record, "confidence") else {}
    return replace(record, ocr_confidence=sure, **capped)


def _as_displayed(proof: Evidence, page: Page | None) -> Evidence:
    edges = proof.edges
    if page is None or page.turn is None or edges is None:
        return proof
    box = page.turn.as_displayed(Box(*edges))
    return replace(proof, x0=box.x0, top=box.top, x1=box.x1, bottom=box.bottom)


def words_in_doubt(page: Page, least: float) -> Iterator[str]:
    """The words of a page that text recognition is less sure of."""
    return (word.text for word in page.words if word.recognised is not None and word.recognised < least)
