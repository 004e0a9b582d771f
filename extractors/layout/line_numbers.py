"""Line numbers: figures beside the text that count its lines are no text.

Habit: drafts, motions and laws number their lines in the margin, each or every fifth one, through the page or through
the document. So figures are line numbers when they stand in a column of their own beside all that is printed on the
page, count on in equal steps, and leave no line out; on pages with little text their neighbours tell.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from math import inf
from statistics import median

from extractors.layout.prints import Print
from schemas.geometry import Page, Word
from schemas.packed import texts_of

EDGE_SHARE = 0.09
"""Running heads and page numbers may stand in this share of the page's height at its top and bottom."""

STEPS = (1, 5, 10)
"""Each line is numbered, or each fifth or tenth."""

LEAST_NUMBERS = {1: 10, 5: 3, 10: 3}
"""So many numbers make a column on a page, by step; lists are shorter."""

LEAST_SHARE = 0.8
"""Share of the lines of a page that must be counted; headings may be left out."""

SAME_COLUMN_PT = 3.0
SAME_LINE = 0.6
"""Words share a line when the middles of both differ by less than this share of their height."""

LONGEST_FIGURE = 5
_FIGURE = re.compile(rf"\d{{1,{LONGEST_FIGURE}}}")


@dataclass(frozen=True, slots=True)
class _Margin:
    """Where a document sets its line numbers."""

    is_left: bool
    edge: float
    """Right edge of the figures of the left margin, left edge of those of the right: figures are aligned there."""


def without_line_numbers(pages: Sequence[Page]) -> tuple[Page, ...]:
    """The pages without line numbers: where a column of them counts most pages, it is none but that on the others."""
    margins = [_margin(page) for page in pages]
    found = [margin for margin in margins if margin]
    if not found or 2 * len(found) < sum(_line_count(page) >= LEAST_NUMBERS[1] for page in pages):
        return tuple(pages)
    return tuple(
        replace(page, words=_kept(page, margin or _usual(found))) for page, margin in zip(pages, margins, strict=True)
    )


def _usual(margins: Sequence[_Margin]) -> _Margin:
    lefts = [margin.edge for margin in margins if margin.is_left]
    rights = [margin.edge for margin in margins if not margin.is_left]
    return _Margin(True, median(lefts)) if len(lefts) >= len(rights) else _Margin(False, median(rights))


def _kept(page: Page, margin: _Margin) -> tuple[Word, ...]:
    """The words without the figures of the column; a page number in the middle or at the other side stays."""
    found = Print.of(page.words)
    counting = set(_at(found, _figures(found, found.upright()), margin))
    return tuple(word for place, word in enumerate(page.words) if place not in counting)


def _figures(found: Print, places: Iterable[int]) -> list[int]:
    return [place for place in places if _FIGURE.fullmatch(found.texts[place])]


def _at(found: Print, figures: Iterable[int], margin: _Margin) -> list[int]:
    """The figures that are aligned at the margin."""
    edges = found.x1 if margin.is_left else found.x0
    return [place for place in figures if abs(edges[place] - margin.edge) <= SAME_COLUMN_PT]


def _margin(page: Page) -> _Margin | None:
    """The column of a page that counts its lines, if it has one."""
    if not _may_count(texts_of(page.words)):
        return None
    found = Print.of(page.words)
    body = _body(found, page)
    figures = _figures(found, body)
    for margin in _beside_all(found, figures, body):
        column = sorted(_at(found, figures, margin), key=found.top.__getitem__)
        step = _step_of([int(found.texts[place]) for place in column])
        text = set(body) - set(column)
        if step and _stands_apart(found, margin, text) and len(column) * step >= LEAST_SHARE * _lines(found, text):
            return margin
    return None


def _may_count(texts: Iterable[str]) -> bool:
    """Whether enough figures in equal steps are printed at all, wherever they stand: on most pages there are none."""
    values = {int(text) for text in texts if len(text) <= LONGEST_FIGURE and text.isdecimal()}
    return any(
        values.issuperset(range(first, first + step * LEAST_NUMBERS[step], step)) for step in STEPS for first in values
    )


def _body(found: Print, page: Page) -> list[int]:
    """Upright words between the running heads and the page numbers."""
    upper, lower = EDGE_SHARE, 1 - EDGE_SHARE
    return [place for place in found.upright() if upper <= found.middle(place)[1] / page.height <= lower]


def _beside_all(found: Print, figures: Sequence[int], body: Sequence[int]) -> Iterator[_Margin]:
    """The outermost columns of figures."""
    if figures and len(figures) < len(body):
        first, last = min(found.x1[place] for place in figures), max(found.x0[place] for place in figures)
        yield _Margin(True, median(found.x1[place] for place in figures if found.x0[place] <= first))
        yield _Margin(False, median(found.x0[place] for place in figures if found.x1[place] >= last))


def _stands_apart(found: Print, margin: _Margin, text: Iterable[int]) -> bool:
    """Whether all text stands on the inner side of the column."""
    if margin.is_left:
        return all(found.x0[place] > margin.edge for place in text)
    return all(found.x1[place] < margin.edge for place in text)


def _step_of(values: Sequence[int]) -> int:
    """The equal steps in which so many figures, from top to bottom, count on; 0 where they do not."""
    steps = {after - before for before, after in pairwise(values)}
    step = steps.pop() if len(steps) == 1 else 0
    return step if step in STEPS and len(values) >= LEAST_NUMBERS[step] else 0


def _line_count(page: Page) -> int:
    found = Print.of(page.words)
    return _lines(found, _body(found, page))


def _lines(found: Print, places: Iterable[int]) -> int:
    """On how many heights text stands; what is printed side by side is one line."""
    count, last = 0, -inf
    for middle, height in sorted((found.middle(place)[1], found.height[place]) for place in places):
        if middle - last > SAME_LINE * height:
            count, last = count + 1, middle
    return count
