"""White between letters in the picture of a page: recognition runs together what is set close ("D 1.1", "3 OM")."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

import numpy as np

from extractors.pdf.hocr import DESCENT
from extractors.pdf.native import Flags
from extractors.pdf.pictures import CONTRAST, Grey, Picture, pixels
from schemas.geometry import Box, Word

BLANK = 0.22
"""White so wide, as a share of the type size, is a blank between letters and figures."""

BLANK_BY_ONE = 0.31
"""A figure 1 is narrow and has the place of a wide one: so much white between two figures, one of them a 1."""

BORDER = re.compile(r"(?<=[^\W\d_])(?=\d)|(?<=\d)(?=[^\W\d_]|€)|(?<=€)(?=\w)")
"""Where words and numbers meet, as in codes, votes and amounts."""

POINT = 0.2
"""A point is no higher and no wider than this share of the type size, and stands on the base line."""

Run = tuple[int, int]
"""From which to which column of pixels there is ink."""


def with_blanks(words: Iterable[Word], picture: Picture) -> Iterator[Word]:
    """The words of a straightened page, those with figures parted where the picture is white between the letters."""
    grey, scale = np.asarray(picture.image), picture.dpi / 72
    for word in words:
        has_figures = word.upright and len(word.text) > 1 and any(map(str.isdigit, word.text))
        yield from _parted(word, grey, scale) if has_figures else (word,)


def parts_of(grey: Grey, least: float) -> list[Run]:
    """The parts of a cutting with so many columns of white between them."""
    runs = _runs(_inked(grey))
    wide = [at for at, (one, other) in enumerate(pairwise(runs), start=1) if other[0] - one[1] >= least]
    edges = [0, *wide, len(runs)]
    return [(runs[first][0], runs[last - 1][1]) for first, last in pairwise(edges)] if runs else []


def _parted(word: Word, grey: Grey, scale: float) -> Iterator[Word]:
    cutting, em = grey[pixels(word.box, scale)], word.style.size * scale
    runs = _runs(_inked(cutting))
    word = replace(word, text=_with_points(word.text, [_is_point(cutting[:, slice(*run)], em) for run in runs]))
    cuts = _cuts_between(word.text, runs, em) if len(runs) == len(word.text) else _cuts_at_borders(word.text, runs, em)
    for (start, end), (first, last) in zip(
        pairwise([0, *cuts.values(), len(word.text)]), _sides(cuts, runs), strict=True
    ):
        x0, x1 = (
            (round(word.box.x0 + column / scale, 2) for column in (first, last)) if cuts else (word.box.x0, word.box.x1)
        )
        yield replace(word, text=word.text[start:end], box=Box(x0, word.box.top, x1, word.box.bottom))


def _is_point(cutting: Grey, em: float) -> bool:
    height, width = cutting.shape
    paper, ink = np.percentile(cutting, (85, 1))
    rows = np.flatnonzero((cutting < (paper + ink) / 2).any(axis=1)) if paper - ink > CONTRAST else np.zeros(0)
    base = height - DESCENT * em
    is_small = len(rows) > 0 and width <= POINT * em and rows[-1] + 1 - rows[0] <= POINT * em
    return bool(is_small and abs(rows[-1] + 1 - base) <= POINT * em / 2)


def _with_points(text: str, points: Sequence[bool]) -> str:
    """The text with the points between figures that the picture shows: recognition drops them, or takes them for l."""
    letters = list(text)
    if len(letters) == len(points) - points.count(True) and "." not in text and "," not in text:
        rest = iter(letters)
        return "".join("." if is_point else next(rest) for is_point in points)
    if len(letters) == len(points):
        return "".join(
            "." if is_point and letter.isalnum() else letter for letter, is_point in zip(letters, points, strict=True)
        )
    return text


def _cuts_between(text: str, runs: Sequence[Run], em: float) -> dict[int, int]:
    """Run → letter before which there is a blank, where each letter stands for itself."""
    pairs = enumerate(zip(pairwise(runs), pairwise(text), strict=True), start=1)
    return {at: at for at, ((one, other), (left, right)) in pairs if other[0] - one[1] >= _blank(left, right) * em}


def _blank(left: str, right: str) -> float:
    if not (left.isalnum() or left == "€") or not right.isalnum():  # points and commas have white beside them
        return BLANK_BY_ONE if (left + right).strip(".,:;") == left + right else 1.0
    return BLANK_BY_ONE if (left + right).isdigit() and "1" in left + right else BLANK


def _cuts_at_borders(text: str, runs: Sequence[Run], em: float) -> dict[int, int]:
    """The same where letters touch: words and numbers meet at as many places as there are blanks."""
    wide = [at for at, (one, other) in enumerate(pairwise(runs), start=1) if other[0] - one[1] >= BLANK * em]
    borders = [found.start() for found in BORDER.finditer(text)]
    return dict(zip(wide, borders, strict=True)) if len(wide) == len(borders) else {}


def _sides(cuts: Iterable[int], runs: Sequence[Run]) -> list[Run]:
    """From where to where the parts reach."""
    edges = [0, *cuts, len(runs)]
    return [(runs[first][0], runs[last - 1][1]) if runs else (0, 0) for first, last in pairwise(edges)]


def _inked(grey: Grey) -> Flags:
    """The columns with ink."""
    if not grey.size:
        return np.zeros(0, dtype=bool)
    paper, ink = np.percentile(grey, (85, 1))
    return np.asarray((grey < (paper + ink) / 2).any(axis=0))


def _runs(columns: Flags) -> list[Run]:
    turns = np.flatnonzero(np.diff(np.pad(columns, 1).astype(np.int8)))
    return [(int(first), int(last)) for first, last in turns.reshape(-1, 2)]
