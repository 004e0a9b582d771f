"""Wordings: two texts side by side, paragraph by paragraph and word by word."""

from collections.abc import Iterator, Sequence

from extractors.comparison.passages import Paragraphs, mark_moved, paragraph_rows
from extractors.comparison.runs import DELETED, INSERTED, Run

LONGEST_COMPARED = 20_000
"""Characters of a text that is compared word by word; of a longer one only so many are shown."""

CUT = " … [gekürzt; der ganze Text steht in den Tabellen]"


Texts = tuple[str, str, int | None, int | None]
"""Old and new text, and the pages on which they stand."""


def pairs_of(old: str, new: str) -> tuple[Paragraphs, ...]:
    """The paragraphs of two texts side by side."""
    [pairs] = all_pairs_of([(old, new, None, None)])
    return pairs


def all_pairs_of(texts: Sequence[Texts]) -> list[tuple[Paragraphs, ...]]:
    """The paragraphs of many texts; what left one of them and came into another was moved."""
    return mark_moved(
        [(paragraph_rows(_short(old), _short(new)), old_page, new_page) for old, new, old_page, new_page in texts]
    )


def spelling_only(pairs: Sequence[Paragraphs]) -> bool:
    """Whether words differ in spelling or gender form only."""
    differing = [pair for pair in pairs if pair.deleted or pair.inserted]
    return bool(differing) and all(pair.comparison and pair.comparison.spelling_only for pair in differing)


def replaced(runs: Sequence[Run]) -> Iterator[tuple[str, str]]:
    """What was deleted with what was inserted in its place; either may be empty."""
    old = ""
    for run in runs:
        if run.kind == DELETED:
            old = run.old
        elif run.kind == INSERTED or old:
            yield old, run.new if run.kind == INSERTED else ""
            old = ""
    if old:
        yield old, ""


def _short(text: str) -> str:
    return text if len(text) <= LONGEST_COMPARED else text[:LONGEST_COMPARED] + CUT
