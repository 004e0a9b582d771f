"""Papers inside another document: the motion behind its Vorlage, the Vorlage printed at the end of a concept.

Such a paper begins on a page of its own, with its title or number on top, what it is about, and what is to be decided.
"""

from collections.abc import Sequence
from itertools import groupby

from extractors.council.kinds import is_strong_title, paper_number
from extractors.council.labels import asks_for_decision, label_of
from schemas.geometry import Line

TOP_LINES = 30
"""Title and number stand among so many lines of the first page."""

MOST_PAGES = 4
"""A paper inside another document is read so far; appendices follow."""


def part_papers(lines: Sequence[Line]) -> tuple[tuple[Line, ...], list[tuple[Line, ...]]]:
    """The document's own lines, and those of each paper that begins on a later page."""
    pages = [tuple(page) for _, page in groupby(lines, key=lambda line: line.page)]
    starts = [at for at, page in enumerate(pages) if at and begins_paper(page)]
    if not starts:
        return tuple(lines), []
    ends = [*starts[1:], len(pages)]
    parts = [pages[start : min(end, start + MOST_PAGES)] for start, end in zip(starts, ends, strict=True)]
    own = tuple(line for page in pages[: starts[0]] for line in page)
    return own, [tuple(line for page in part for line in page) for part in parts]


def begins_paper(page: Sequence[Line]) -> bool:
    """Whether a paper begins on this page."""
    asks = next((at for at, line in enumerate(page) if asks_for_decision(line.text)), None)
    if asks is None:
        return False
    above = page[: min(asks, TOP_LINES)]
    number = paper_number(above) is not None
    subject = any(
        label is not None and label.kind == "subject" for label in (label_of(line.text) for line in page[:asks])
    )
    titled = any(map(is_strong_title, above))
    moves = label_of(page[asks].text)
    return (titled and (number or subject)) or (number and moves is not None and moves.kind == "motion")
