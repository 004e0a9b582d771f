"""Passages: the paragraphs of two texts side by side, and those that went elsewhere."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from extractors.comparison.assignment import best_pairs
from extractors.comparison.candidates import Pair, same_content
from extractors.comparison.order import out_of_order
from extractors.comparison.runs import Comparison, compare_words
from extractors.comparison.units import Unit
from extractors.comparison.wording import bare_words, text_similarity

_SAME_PARAGRAPH = 0.4
"""Least similarity of two paragraphs that are shown side by side."""

_LEAST_MOVED_WORDS = 5
"""Shorter paragraphs repeat too often to say that one was moved."""

_MOST_COMPARED = 250_000
"""Texts with more pairs of paragraphs are paired by equal paragraphs only."""

_Pages = dict[tuple[str, ...], int]
"""Words of a paragraph → page on which it stands alone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraphs:
    """A paragraph of the old text, of the new, or one of each that belong together."""

    old: str | None = None
    new: str | None = None
    comparison: Comparison | None = None
    """Word by word, when there are both."""

    moved_page: int | None = None
    """Page of the other edition on which a paragraph that is missing beside it stands, counted from 1."""

    @property
    def deleted(self) -> int:
        """Number of words deleted; none of a paragraph that was moved."""
        if self.comparison:
            return self.comparison.deleted
        return len((self.old or "").split()) if self.moved_page is None else 0

    @property
    def inserted(self) -> int:
        """Number of words inserted; none of a paragraph that was moved."""
        if self.comparison:
            return self.comparison.inserted
        return len((self.new or "").split()) if self.moved_page is None else 0


def paragraph_rows(old: str, new: str) -> tuple[Paragraphs, ...]:
    """The paragraphs of two texts side by side, in the order of both."""
    olds, news = _paragraphs(old), _paragraphs(new)
    rows: list[Paragraphs] = []
    at_old = at_new = 0
    for i, j in [*_ascending(_pairs(olds, news)), (len(olds), len(news))]:
        rows.extend(Paragraphs(old=text) for text in olds[at_old:i])
        rows.extend(Paragraphs(new=text) for text in news[at_new:j])
        if i < len(olds):
            rows.append(Paragraphs(old=olds[i], new=news[j], comparison=compare_words(olds[i], news[j])))
        at_old, at_new = i + 1, j + 1
    return tuple(rows)


def _paragraphs(text: str) -> list[str]:
    return [line for line in (" ".join(line.split()) for line in text.split("\n")) if line]


def _pairs(olds: Sequence[str], news: Sequence[str]) -> frozenset[Pair]:
    """Paragraphs that belong together; a text of one paragraph each is compared whatever it says."""
    if len(olds) == len(news) == 1:
        return frozenset({(0, 0)})
    if len(olds) * len(news) > _MOST_COMPARED:
        return frozenset(same_content(_as_units(olds), _as_units(news)))
    scores = {(i, j): text_similarity(a, b) for i, a in enumerate(olds) for j, b in enumerate(news)}
    return best_pairs(scores, accept=_SAME_PARAGRAPH, old_count=len(olds), new_count=len(news))


def _as_units(texts: Sequence[str]) -> list[Unit]:
    return [Unit(unit_id=str(number), text=text) for number, text in enumerate(texts)]


def _ascending(pairs: Iterable[Pair]) -> list[Pair]:
    """The pairs that keep the order of both texts: side by side nothing can cross."""
    ordered = sorted(pairs)
    crossing = out_of_order([j for _, j in ordered], [1] * len(ordered))
    return [pair for number, pair in enumerate(ordered) if number not in crossing]


def mark_moved(passages: Sequence[tuple[Sequence[Paragraphs], int | None, int | None]]) -> list[tuple[Paragraphs, ...]]:
    """Rows of all passages with the page of the other edition on which a lonely paragraph is found again.

    Each passage comes with its page in the old and in the new edition. Equal words tell; of several the first.
    """
    old_pages, new_pages = _lonely_pages(passages)
    return [tuple(_with_page(row, old_pages, new_pages) for row in rows) for rows, _, _ in passages]


def _lonely_pages(
    passages: Sequence[tuple[Sequence[Paragraphs], int | None, int | None]],
) -> tuple[_Pages, _Pages]:
    old_pages: _Pages = {}
    new_pages: _Pages = {}
    for rows, old_page, new_page in passages:
        for row in rows:
            if row.new is None and old_page is not None:
                old_pages.setdefault(bare_words(row.old or ""), old_page)
            if row.old is None and new_page is not None:
                new_pages.setdefault(bare_words(row.new or ""), new_page)
    return old_pages, new_pages


def _with_page(
    row: Paragraphs, old_pages: dict[tuple[str, ...], int], new_pages: dict[tuple[str, ...], int]
) -> Paragraphs:
    if row.comparison is not None:
        return row
    words = bare_words(row.old or row.new or "")
    if len(words) < _LEAST_MOVED_WORDS:
        return row
    return replace(row, moved_page=(new_pages if row.new is None else old_pages).get(words))
