"""Where the pieces of a page's text begin and end.

Left is the origin of the first letter; right is where the last one has advanced to. Asked for are the ends of a piece
only, if its letters stand where the widths of their glyphs put them: within it there is no gap then.
"""

from dataclasses import dataclass

import numpy as np

from extractors.pdf import native
from extractors.pdf.native import Flags, Floats, Integers
from extractors.pdf.pieces import Pieces
from extractors.pdf.runs import Runs
from extractors.pdf.sheets import Sheet

WIDEST, NARROWEST = 0.15, -0.25
"""A piece that is wider or narrower than its glyphs by more of the type size is set unevenly, and may have gaps.

Of gaps that part words PDFium makes a blank, but for the narrowest; letters set closer than usual have none.
"""

WIDEST_OVERHANG = 0.25
"""A glyph reaches beyond its advance by less than this share of the type size (the hook of an italic f)."""

WIDEST_LAST = 0.12
"""As much is believed where nothing follows: small capitals and figures for tables have the characters of others."""

PLAIN_CODES = 256
"""Characters below have a place in the table of widths; the few others of a page are numbered."""


@dataclass(frozen=True, slots=True)
class Extents:
    """Pieces that have no gap in them, and their boxes as displayed."""

    pieces: Pieces
    run_of: Integers
    boxes: Floats


@dataclass(frozen=True, slots=True)
class _Widths:
    """How far glyphs advance, in ems; NaN where it was not asked."""

    table: Floats
    font_of_run: Integers
    column: Integers
    """The place of each character of the page in the table."""

    def of(self, run_of: Integers, index: Integers) -> Floats:
        """The widths of the characters with those indices, in those runs."""
        found: Floats = self.table[self.font_of_run[run_of], self.column[index]]
        return found


def measure(pieces: Pieces, runs: Runs, run_of: Integers, sheet: Sheet) -> Extents:
    """The pieces of a page and their boxes; those that are set wider or narrower than their glyphs letter by letter."""
    letters = _letters(pieces)
    widths = _widths(pieces, letters, runs, run_of)
    places = _places(pieces, sheet)
    several = pieces.ends - pieces.starts > 1
    apart = several & ~_are_even(
        pieces, widths.of(np.repeat(run_of, pieces.ends - pieces.starts), letters), runs, run_of, places
    )
    apart |= several & ((places.first[:, 0] < 0) | (places.boxes[:, 2] > sheet.box.x1))  # some may lie beside the sheet
    if apart.any():
        pieces, origin = pieces.divided(apart)
        run_of, places = run_of[origin], _Places(places.first[origin], places.last[origin], places.boxes[origin])
        single = np.flatnonzero(apart[origin])
        places.set(single, _places(pieces.at(single), sheet))
    _keep_to_boxes(places, runs.sizes[run_of], runs.upright[run_of] & (pieces.ends - pieces.starts == 1))
    boxes = _as_high_as_type(places, runs, run_of)
    upright = runs.upright[run_of]
    if upright.any():
        ends = _ends(pieces, runs, run_of, places, widths, sheet)
        boxes[upright, 0], boxes[upright, 2] = places.first[upright, 0], ends[upright]
    return Extents(pieces, run_of, boxes)


@dataclass(frozen=True, slots=True)
class _Places:
    """What PDFium tells of the pieces' ends, as displayed."""

    first: Floats
    last: Floats
    """Origins of the first and of the last letter."""

    boxes: Floats
    """PDFium's own box of the last letter: it is united with what the glyph draws, and as high as the font."""

    def set(self, index: Integers, others: "_Places") -> None:
        """Put other places where the given ones were."""
        self.first[index], self.last[index], self.boxes[index] = others.first, others.last, others.boxes


def _places(pieces: Pieces, sheet: Sheet) -> _Places:
    first = _origins(pieces, pieces.starts, sheet)
    last = first.copy()
    several = np.flatnonzero(pieces.ends - pieces.starts > 1)
    last[several] = _origins(pieces, pieces.ends[several] - 1, sheet)
    return _Places(first, last, sheet.boxes(native.loose_boxes(pieces.textpage, pieces.ends - 1)))


def _keep_to_boxes(places: _Places, sizes: Floats, mine: Flags) -> None:
    """Of letters for which the PDF gives a text of its own (`ActualText`), PDFium tells one origin for all."""
    at = np.flatnonzero(mine)
    left = places.boxes[at, 0]
    places.first[at, 0] = np.clip(places.first[at, 0], left, left + WIDEST_OVERHANG * sizes[at])
    places.last[at, 0] = places.first[at, 0]


def _origins(pieces: Pieces, index: Integers, sheet: Sheet) -> Floats:
    return sheet.points(native.origins(pieces.textpage, index))


def _widths(pieces: Pieces, letters: Integers, runs: Runs, run_of: Integers) -> _Widths:
    """The widths of all glyphs of the page, each asked for once a font."""
    fonts, font_of_run = np.unique(runs.fonts, return_inverse=True)
    column = pieces.codes.copy()
    wide = np.flatnonzero(column >= PLAIN_CODES)
    others, place = np.unique(column[wide], return_inverse=True)
    column[wide] = PLAIN_CODES + place
    seen = np.zeros((len(fonts), PLAIN_CODES + len(others)), dtype=bool)
    seen[np.repeat(font_of_run[run_of], pieces.ends - pieces.starts), column[letters]] = True
    font, glyph = np.nonzero(seen)
    codes = np.concatenate((np.arange(PLAIN_CODES), others))[glyph]
    table = np.full(seen.shape, np.nan)
    table[font, glyph] = native.widths_of_glyphs(fonts[font], codes)
    return _Widths(table, font_of_run, column)


def _letters(pieces: Pieces) -> Integers:
    """The indices of all letters of the pieces."""
    lengths = pieces.ends - pieces.starts
    return np.asarray(np.arange(lengths.sum()) + np.repeat(pieces.starts - np.cumsum(lengths) + lengths, lengths))


def _are_even(pieces: Pieces, each: Floats, runs: Runs, run_of: Integers, places: _Places) -> Flags:
    """Whether each piece on a level line is as wide as its glyphs; `each` are the widths of all letters."""
    lengths = pieces.ends - pieces.starts
    ends = np.cumsum(lengths)
    total = np.add.reduceat(each, ends - lengths) - each[ends - 1]
    sizes, ems = runs.sizes[run_of], runs.ems[run_of]
    more = places.last[:, 0] - places.first[:, 0] - total * ems
    own_end = places.last[:, 0] + each[ends - 1] * ems
    level = (runs.upright & runs.straight)[run_of]
    known = np.abs(places.boxes[:, 2] - own_end) < WIDEST_LAST * sizes
    return np.asarray(level & known & (more < WIDEST * sizes) & (more > NARROWEST * sizes))


def _as_high_as_type(places: _Places, runs: Runs, run_of: Integers) -> Floats:
    """PDFium's boxes of the last letters, as high as the type."""
    boxes = places.boxes.copy()
    base = places.first[np.searchsorted(run_of, np.arange(len(runs.sizes)))]
    for mine, along, up in ((runs.straight & ~runs.sideways, 1, -1), (runs.straight & runs.sideways, 0, 1)):
        if mine.any():
            one, other = base[:, along] + up * runs.ascents, base[:, along] + up * runs.descents
            letters = mine[run_of]
            of = run_of[letters]
            boxes[letters, along], boxes[letters, along + 2] = np.minimum(one, other)[of], np.maximum(one, other)[of]
    return boxes


def _ends(pieces: Pieces, runs: Runs, run_of: Integers, places: _Places, widths: _Widths, sheet: Sheet) -> Floats:
    """Where pieces on upright lines end: without what a glyph draws beyond its advance.

    A letter ends where the next one of its run begins; the last letter of a word ends at its advance, unless the font
    has several glyphs for the character.
    """
    size, left, right = runs.sizes[run_of], places.last[:, 0], places.boxes[:, 2]
    joined = np.append((pieces.ends[:-1] == pieces.starts[1:]) & (np.diff(run_of) == 0), False)
    joined[:-1] &= ~_are_combining(pieces.codes[pieces.starts[1:]])
    own_end = left + widths.of(run_of, pieces.ends - 1) * runs.ems[run_of]
    trusted = ~joined & (np.abs(right - own_end) < WIDEST_LAST * size)
    end = np.where(trusted, own_end, np.where(joined, np.append(places.first[1:, 0], 0.0), right))
    asked = np.flatnonzero(~trusted & ~joined & (pieces.ends < len(pieces.codes)) & runs.upright[run_of])
    asked = asked[pieces.blanks[pieces.ends[asked]]]
    asked = asked[native.objects_of_characters(pieces.textpage, pieces.ends[asked]) == pieces.objects[asked]]
    end[asked] = _origins(pieces, pieces.ends[asked], sheet)[:, 0]
    trimmed = (right > end) & (right - end < WIDEST_OVERHANG * size) & (end > left)
    return np.where(trimmed, end, right)


def _are_combining(codes: Integers) -> Flags:
    """Accents that are printed over the letter before them."""
    return np.asarray((codes >= 0x300) & (codes <= 0x36F))
