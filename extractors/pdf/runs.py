"""Runs: letters of one text object share font, size, colour and base line, so that these are asked for once a run."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

import numpy as np

from extractors.pdf import native
from extractors.pdf.native import Flags, Floats, Handle, Integers
from extractors.pdf.sheets import Sheet
from extractors.pdf.styles import style_of
from schemas.geometry import Style

SLANT = 0.01
"""Base lines that rise by less in a unit are level."""


@dataclass(frozen=True, slots=True)
class Runs:
    """What the letters of each text object share; one place a run."""

    styles: tuple[Style, ...]
    fonts: Integers
    """PDFium's numbers for the fonts, good for this page only."""

    sizes: Floats
    """Type sizes in points, not rounded."""

    upright: Flags
    turned: Flags
    """Upside down."""

    climbing: Flags
    """If sideways: set from the bottom to the top."""

    sideways: Flags
    """The base line is rather upright than level."""

    straight: Flags
    """The base line is level or upright; false: it slants."""

    ems: Floats
    """Points along the line for a glyph that is one em wide."""

    parted: Flags
    """A text object without letters (of blanks) was drawn just before."""

    ascents: Floats
    descents: Floats
    """Points from the base line to the upper and lower edge, in the direction the page counts upwards or rightwards."""


def read_runs(textpage: Handle, objects: Integers, firsts: Integers, sheet: Sheet, drawn: Sequence[Handle]) -> Runs:
    """The runs, each told by its first letter; `drawn` are all text objects of the page.

    What is known of fonts is kept for one page only: PDFium may give the number of a font to another one later.
    """
    texts = [Handle(number) for number in objects.tolist()]
    matrices, sizes = native.matrices_of_characters(textpage, firsts), native.sizes_of_texts(texts)
    a, b = sheet.directions(matrices[:, 0], matrices[:, 1])
    c, d = sheet.directions(matrices[:, 2], matrices[:, 3])
    sideways = np.abs(b) > np.abs(a)
    up = sizes * np.where(sideways, c, d)
    fonts = native.fonts_of_texts(texts)
    descent = cache(native.descent_of_font)
    descents = np.array([descent(font) for font in fonts.tolist()])
    return Runs(
        styles=_styles(fonts, np.abs(up), native.colors_of_objects(texts)),
        fonts=fonts,
        sizes=np.abs(up),
        upright=~sideways & (a > 0) & (d > 0),
        turned=~sideways & (a < 0) & (d < 0),
        climbing=b > 0,
        sideways=sideways,
        straight=np.minimum(np.abs(a), np.abs(b)) < SLANT * np.maximum(np.abs(a), np.abs(b)),
        ems=np.hypot(a, b) * sizes,
        parted=_parted(objects, drawn),
        ascents=up * (1 + descents),
        descents=up * descents,
    )


def _styles(fonts: Integers, sizes: Floats, colors: Sequence[str]) -> tuple[Style, ...]:
    name = cache(native.name_of_font)
    looks = zip(fonts.tolist(), sizes.round(1).tolist(), colors, strict=True)
    return tuple(style_of(name(font), size, color) for font, size, color in looks)


def _parted(objects: Integers, drawn: Sequence[Handle]) -> Flags:
    """Text objects drawn just after one whose blanks PDFium has dropped, or that has only blanks: they begin a word."""
    numbers = objects.tolist()
    with_letters = set(numbers)
    texts = [text.value or 0 for text in drawn]
    parted = {text for before, text in pairwise(texts) if before not in with_letters}
    return np.array([number in parted for number in numbers], dtype=bool)
