"""Line numbers: figures beside the text that count its lines are no text.

Habit: drafts, motions and laws number their lines in the margin, each or every fifth one, through the page or through
the document. So figures are line numbers when they stand in a column of their own beside all that is printed on the
page, count on in equal steps, and leave no line out; on pages with little text their neighbours tell.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

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

_FIGURE = re.compile(r"\d{1,5}")


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
    if not found or 2 * len(found) < sum(len(_lines(page)) >= LEAST_NUMBERS[1] for page in pages):
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
    return tuple(word for word in page.words if not (_is_figure(word) and _is_at(word, margin)))


def _is_figure(word: Word) -> bool:
    return word.upright and _FIGURE.fullmatch(word.text) is not None


def _is_at(word: Word, margin: _Margin) -> bool:
    edge = word.box.x1 if margin.is_left else word.box.x0
    return abs(edge - margin.edge) <= SAME_COLUMN_PT


def _margin(page: Page) -> _Margin | None:
    """The column of a page that counts its lines, if it has one."""
    if sum(_FIGURE.fullmatch(text) is not None for text in texts_of(page.words)) < min(LEAST_NUMBERS.values()):
        return None
    body = [word for word in page.words if _is_in_body(word, page)]
    figures = [word for word in body if _is_figure(word)]
    for margin in _beside_all(figures, body):
        column = sorted((word for word in figures if _is_at(word, margin)), key=lambda word: word.box.top)
        if not _step_of(column):
            continue
        text = [word for word in body if not (_is_figure(word) and _is_at(word, margin))]
        if _stands_apart(margin, text) and _counts(column, _lines_of(text)):
            return margin
    return None


def _is_in_body(word: Word, page: Page) -> bool:
    return word.upright and EDGE_SHARE <= word.box.middle[1] / page.height <= 1 - EDGE_SHARE


def _beside_all(figures: Sequence[Word], body: Sequence[Word]) -> Iterator[_Margin]:
    """The outermost columns of figures."""
    if figures and len(figures) < len(body):
        yield _Margin(True, median(word.box.x1 for word in figures if word.box.x0 <= min(f.box.x1 for f in figures)))
        yield _Margin(False, median(word.box.x0 for word in figures if word.box.x1 >= max(f.box.x0 for f in figures)))


def _stands_apart(margin: _Margin, text: Sequence[Word]) -> bool:
    """Whether all text stands on the inner side of the column."""
    if margin.is_left:
        return all(word.box.x0 > margin.edge for word in text)
    return all(word.box.x1 < margin.edge for word in text)


def _counts(column: Sequence[Word], lines: Sequence[float]) -> bool:
    """Whether figures from top to bottom, which count on in equal steps, count nearly all lines."""
    return len(column) * _step_of(column) >= LEAST_SHARE * len(lines)


def _step_of(column: Sequence[Word]) -> int:
    """The equal steps in which so many figures count on; 0 where they do not."""
    values = [int(word.text) for word in column]
    steps = {after - before for before, after in pairwise(values)}
    step = steps.pop() if len(steps) == 1 else 0
    return step if step in STEPS and len(values) >= LEAST_NUMBERS[step] else 0


def _lines(page: Page) -> list[float]:
    return _lines_of([word for word in page.words if _is_in_body(word, page)])


def _lines_of(words: Sequence[Word]) -> list[float]:
    """The heights at which lines of text stand; what is printed side by side is one line."""
    heights: list[float] = []
    for word in sorted(words, key=lambda word: word.box.middle[1]):
        if not heights or word.box.middle[1] - heights[-1] > SAME_LINE * word.box.height:
            heights.append(word.box.middle[1])
    return heights
