"""Wordings: two texts side by side, paragraph by paragraph and word by word."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from extractors.comparison.passages import mark_moved, paragraph_rows
from extractors.comparison.runs import DELETED, INSERTED, Comparison, Run

LONGEST_COMPARED = 20_000
"""Characters of a text that is compared word by word; of a longer one only so many are shown."""

CUT = " … [gekürzt; der ganze Text steht in den Tabellen]"


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """A paragraph of the old text, of the new, or one of each that belong together."""

    old: str | None
    new: str | None
    comparison: Comparison | None
    """Word by word, when there are both."""

    moved_page: int | None
    """Page of the other edition on which a paragraph that is missing beside it stands."""

    @property
    def deleted(self) -> int:
        """Number of words that only the old text has; none of a paragraph that was moved."""
        if self.comparison:
            return self.comparison.deleted
        return len((self.old or "").split()) if self.moved_page is None else 0

    @property
    def inserted(self) -> int:
        """Number of words that only the new text has; none of a paragraph that was moved."""
        if self.comparison:
            return self.comparison.inserted
        return len((self.new or "").split()) if self.moved_page is None else 0


Texts = tuple[str, str, int | None, int | None]
"""Old and new text, and the pages on which they stand."""


def pairs_of(old: str, new: str) -> tuple[Pair, ...]:
    """The paragraphs of two texts side by side."""
    [pairs] = all_pairs_of([(old, new, None, None)])
    return pairs


def all_pairs_of(texts: Sequence[Texts]) -> list[tuple[Pair, ...]]:
    """The paragraphs of many texts; what left one of them and came into another was moved."""
    marked = mark_moved(
        [(paragraph_rows(_short(old), _short(new)), old_page, new_page) for old, new, old_page, new_page in texts]
    )
    return [
        tuple(Pair(old=r.old, new=r.new, comparison=r.comparison, moved_page=r.moved_page) for r in found)
        for found in marked
    ]


def spelling_only(pairs: Sequence[Pair]) -> bool:
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
