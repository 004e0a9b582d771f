"""Bullets in the picture of a page: recognition drops them or takes them for quotation marks; lists live by them."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np
from scipy import ndimage  # type: ignore[import-untyped]  # scipy ships no types

from extractors.pdf.hocr import DESCENT
from extractors.pdf.native import Flags
from extractors.pdf.pictures import CONTRAST, Picture
from schemas.geometry import Box, Word

BULLET = "•"

BESIDE_PT = 40.0
"""Office programs set a bullet at most so far left of its text."""

APART_PT = 2.0

SPECK = 0.1
HEIGHT = (0.17, 0.55)
RAISED = (0.1, 0.6)
"""Shares of the type size: what is no larger is dust; how high a bullet is, and how high above the base line its middle
stands."""

LEAST_ROUND = 0.7
"""Width to height of a disc or a square, the smaller by the larger."""

LEAST_FILLED = 0.6
"""A disc fills four fifths of the square around it, blurred less; letters and rings fill hardly half."""


def with_bullets(words: Sequence[Word], picture: Picture) -> tuple[Word, ...]:
    """The words of a straightened page, with the bullets that stand before its lines."""
    grey = np.asarray(picture.image)
    dark = grey < np.median(grey) - CONTRAST
    found = list(_bullets(words, dark, picture.dpi / 72))
    kept = (word for word in words if _says_something(word) or not any(one.box.holds(word.box.middle) for one in found))
    return (*kept, *found)


def _says_something(word: Word) -> bool:
    return any(map(str.isalnum, word.text))


def _bullets(words: Sequence[Word], dark: Flags, scale: float) -> Iterator[Word]:
    said = [word for word in words if word.upright and _says_something(word)]
    for word in said:
        before = Box(word.box.x0 - BESIDE_PT, word.box.top, word.box.x0 - APART_PT, word.box.bottom)
        if any(before.holds(other.box.middle) or before.holds((other.box.x1, other.box.middle[1])) for other in said):
            continue
        for x0, x1 in _discs(dark, before, word.style.size, scale):
            box = Box(round(x0, 2), word.box.top, round(x1, 2), word.box.bottom)
            yield replace(word, text=BULLET, box=box, style=replace(word.style, bold=False))


def _discs(dark: Flags, before: Box, size: float, scale: float) -> Iterator[tuple[float, float]]:
    """From where to where the one mark in a box reaches, if it is a bullet."""
    edges = (max(0, round(edge * scale)) for edge in (before.top, before.bottom, before.x0, before.x1))
    top, bottom, left, right = edges
    labelled, _ = ndimage.label(dark[top:bottom, left:right])
    em = size * scale
    marks = [
        (rows, columns)
        for rows, columns in ndimage.find_objects(labelled)
        if max(rows.stop - rows.start, columns.stop - columns.start) > SPECK * em
    ]
    if len(marks) != 1:
        return
    rows, columns = marks[0]
    height, width = rows.stop - rows.start, columns.stop - columns.start
    raised = (bottom - top - DESCENT * em - (rows.start + rows.stop) / 2) / em
    is_round = min(height, width) >= LEAST_ROUND * max(height, width)
    is_filled = float((labelled[rows, columns] > 0).mean()) >= LEAST_FILLED
    if is_round and is_filled and HEIGHT[0] <= height / em <= HEIGHT[1] and RAISED[0] <= raised <= RAISED[1]:
        yield (left + columns.start) / scale, (left + columns.stop) / scale
