"""Runs: letters of one text object share font, size, colour and base line, so that these are asked for once a run."""

import math
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from extractors.pdf import native
from extractors.pdf.objects import TEXT, PageObject
from extractors.pdf.sheets import Sheet
from extractors.pdf.styles import style_of
from schemas.geometry import Style

SLANT = 0.01
"""Base lines that rise by less in a unit are level."""


@dataclass(frozen=True, slots=True)
class Run:
    """What the letters of one text object share."""

    style: Style
    font: int
    """PDFium's number for the font, good for this page only."""

    size: float
    """Type size in points, not rounded."""

    upright: bool
    climbing: bool
    """If not upright: set from the bottom to the top."""

    sideways: bool
    """The base line is rather upright than level."""

    straight: bool
    """The base line is level or upright; false: it slants."""

    em: float
    """Points along the line for a glyph that is one em wide."""

    parted: bool
    """A text object without letters (of blanks) was drawn just before."""

    ascent: float
    descent: float
    """Points from the base line to the upper and lower edge, in the direction the page counts upwards or rightwards."""


def parted_texts(drawn: Sequence[PageObject], with_letters: Container[int]) -> set[int]:
    """Text objects drawn just after one whose blanks PDFium has dropped: they begin a word."""
    texts = [each.pointer for each in drawn if each.kind == TEXT]
    return {text for before, text in pairwise(texts) if text in with_letters and before not in with_letters}


def read_runs(
    textpage: int, objects: Sequence[int], firsts: Sequence[int], sheet: Sheet, parted: Container[int]
) -> Iterator[Run]:
    """The run of each text object, told by its first letter.

    What is known of fonts is kept for one page only: PDFium may give the number of a font to another one later.
    """
    name, descent = cache(native.name_of_font), cache(native.descent_of_font)
    for pointer, first in zip(objects, firsts, strict=True):
        font, size = native.text_font(pointer) or 0, native.size_of_text(pointer)
        matrix = native.matrix_of_character(textpage, first)
        (a, b), (c, d) = sheet.direction(matrix[0], matrix[1]), sheet.direction(matrix[2], matrix[3])
        sideways = abs(b) > abs(a)
        up = size * (c if sideways else d)
        yield Run(
            style=style_of(name(font), abs(up), native.color_of(pointer)),
            font=font,
            size=abs(up),
            upright=not sideways and a * d > 0 and b * c <= 0,  # as pdfminer tells it
            climbing=b > 0,
            sideways=sideways,
            straight=min(abs(a), abs(b)) < SLANT * max(abs(a), abs(b)),
            em=math.hypot(a, b) * size,
            parted=pointer in parted,
            ascent=up * (1 + descent(font)),
            descent=up * descent(font),
        )
