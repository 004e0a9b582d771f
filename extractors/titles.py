"""What a document is and what it calls itself, from its first pages."""

import re
from collections.abc import Iterator, Sequence

from extractors.council.kinds import kind_of as council_kind
from extractors.layout.hyphens import join_lines
from schemas.geometry import Line, Reading

REPORT = re.compile(
    r"(?:umsetzungs|status|sachstands|zwischen|fortschritts|controlling-?|tätigkeits|monitoring-?|erfahrungs|evaluations)bericht",
    re.IGNORECASE,
)
CONCEPT = re.compile(
    r"(?:konzept|leitbild|aktionsplan|aktionsprogramm|masterplan|handlungsprogramm|maßnahmenkatalog)\b", re.IGNORECASE
)

TITLE_PAGES = 2
"""The title stands on the cover, or on the page behind an empty one."""

TITLE_SHARE = 0.62
"""Lines of the title are at least this share as large as the largest line of the cover."""


def find_kind(lines: Sequence[Line]) -> str:
    """`paper` or `minutes` by the form of council systems; `report` or `concept` by the title's words; else `other`."""
    council = council_kind(lines)
    if council:
        return council
    title = " ".join(line.text for line in _title_lines(lines))
    if REPORT.search(title):
        return "report"
    return "concept" if CONCEPT.search(title) else "other"


def find_title(lines: Sequence[Line], reading: Reading) -> str | None:
    """The largest lines of the first page with text; the PDF's own title when there are none."""
    text = join_lines(line.text for line in _title_lines(lines))
    return text[:300] or reading.title or None


def _title_lines(lines: Sequence[Line]) -> Iterator[Line]:
    """The lines in the largest type of the first page that has words, and those hardly smaller next to them."""
    pages = sorted({line.page for line in lines})[:TITLE_PAGES]
    cover = [line for line in lines if pages and line.page == pages[0] and any(c.isalpha() for c in line.text)]
    if not cover:
        return
    largest = max(line.style.size for line in cover)
    at = next(i for i, line in enumerate(cover) if line.style.size == largest)
    for line in cover[at : at + 5]:
        if line.style.size < TITLE_SHARE * largest:
            return
        yield line
