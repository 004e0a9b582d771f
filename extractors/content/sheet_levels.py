"""Measure sheets stand in the chapter that opens before them, even where their titles are set larger than its own."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from extractors.content.candidates import Candidate
from extractors.structure.outline import Heading
from extractors.structure.witnesses import key_of

LEAST = 3
"""Fewer sheets are no catalogue of measures."""


def with_sheets_in_chapters(headings: Sequence[Heading], sheets: Sequence[Candidate]) -> tuple[Heading, ...]:
    """The headings, with titles of sheets, and what stands on them, below the numbered chapter before them."""
    titles = _titles(headings, sheets)
    if len(titles) < LEAST:
        return tuple(headings)
    end = max(sheet.page_last for sheet in sheets)
    chapter: Heading | None = None
    down = 0
    placed: list[Heading] = []
    for heading in headings:
        is_title = heading.first in titles
        if is_title and chapter is not None:
            down = max(0, chapter.level + 1 - heading.level)
        elif heading.number or heading.page > end:
            down = 0
        if heading.number and not is_title and (chapter is None or heading.level <= chapter.level):
            chapter = heading
        placed.append(replace(heading, level=heading.level + down))
    return tuple(placed)


def _titles(headings: Sequence[Heading], sheets: Iterable[Candidate]) -> frozenset[int]:
    """First lines of the headings that are titles of sheets."""
    told = {(sheet.title.page, key_of(sheet.title.text)) for sheet in sheets}
    return frozenset(h.first for h in headings if (h.page, key_of(h.title)) in told)
