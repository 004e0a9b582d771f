"""Runs: letters of one text object share font, size, colour and base line, so that these are asked for once a run."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from extractors.pdf import native
from extractors.pdf.native import Flags, Floats, Handle, Integers
from extractors.pdf.pieces import Pieces
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
    """PDFium's numbers for the fonts of the page, good for it only."""

    font_of: Integers
    """Which of the fonts."""

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


def read_runs(pieces: Pieces, sheet: Sheet, drawn: Sequence[Handle]) -> Runs:
    """The runs, each told by its first letter; `drawn` are all text objects of the page.

    What is known of fonts is kept for one page only: PDFium may give the number of a font to another one later.
    """
    texts = native.pointers(pieces.objects)
    matrices, sizes = native.matrices_of_characters(pieces.textpage, pieces.firsts), native.sizes_of_texts(texts)
    a, b = sheet.directions(matrices[:, 0], matrices[:, 1])
    c, d = sheet.directions(matrices[:, 2], matrices[:, 3])
    wide, high = np.abs(a), np.abs(b)
    sideways = high > wide
    up = sizes * np.where(sideways, c, d)
    size = np.abs(up)
    fonts, font_of = _numbered(native.fonts_of_texts(texts).tolist())
    descents = np.array([native.descent_of_font(font) for font in fonts.tolist()])[font_of]
    return Runs(
        styles=_styles(fonts, font_of, size, native.colors_of_objects(texts)),
        fonts=fonts,
        font_of=font_of,
        sizes=size,
        upright=~sideways & (a > 0) & (d > 0),
        turned=~sideways & (a < 0) & (d < 0),
        climbing=b > 0,
        sideways=sideways,
        straight=np.minimum(wide, high) < SLANT * np.maximum(wide, high),
        ems=np.hypot(a, b) * sizes,
        parted=_parted(pieces.objects, drawn),
        ascents=up * (1 + descents),
        descents=up * descents,
    )


def _numbered(fonts: list[int]) -> tuple[Integers, Integers]:
    """The different fonts, and which of them each one is."""
    numbers = {font: number for number, font in enumerate(dict.fromkeys(fonts))}
    return np.array(list(numbers), dtype=np.int64), np.array([numbers[font] for font in fonts], dtype=np.int64)


def _styles(fonts: Integers, font_of: Integers, sizes: Floats, colors: Sequence[str]) -> tuple[Style, ...]:
    """Most runs of a page look like others."""
    names = [native.name_of_font(font) for font in fonts.tolist()]
    looks = list(zip(font_of.tolist(), sizes.round(1).tolist(), colors, strict=True))
    styles = {look: style_of(names[look[0]], *look[1:]) for look in set(looks)}
    return tuple(map(styles.__getitem__, looks))


def _parted(objects: Integers, drawn: Sequence[Handle]) -> Flags:
    """Text objects drawn just after one whose blanks PDFium has dropped, or that has only blanks: they begin a word."""
    numbers = objects.tolist()
    texts = [text.value for text in drawn]
    without_letters = set(texts).difference(numbers)
    parted = {text for before, text in pairwise(texts) if before in without_letters} if without_letters else set()
    return np.array(list(map(parted.__contains__, numbers)), dtype=bool)
