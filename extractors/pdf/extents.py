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


@dataclass(frozen=True, slots=True)
class Extents:
    """Pieces that have no gap in them, and their boxes as displayed."""

    pieces: Pieces
    boxes: Floats


def measure(pieces: Pieces, runs: Runs, sheet: Sheet) -> Extents:
    """The pieces of a page and their boxes; those that are set wider or narrower than their glyphs letter by letter."""
    widths = _widths(pieces, runs)
    places = _places(pieces, sheet)
    base = places.first[np.searchsorted(pieces.starts, pieces.firsts)]
    doubtful = ~_are_even(pieces, widths, runs, places)
    doubtful |= (places.first[:, 0] < 0) | (places.boxes[:, 2] > sheet.box.x1)  # some may lie beside the sheet
    apart = doubtful & pieces.are_several()
    if apart.any():
        pieces, origin = pieces.divided(apart)
        places = _Places(places.first[origin], places.last[origin], places.boxes[origin])
        single = np.flatnonzero(apart[origin])
        places.set(single, _places(pieces.at(single), sheet))
    upright = runs.upright[pieces.run_of]
    _keep_to_boxes(places, runs.sizes[pieces.run_of], np.flatnonzero(upright & ~pieces.are_several()))
    boxes = _as_high_as_type(places, base, runs, pieces.run_of)
    if upright.any():
        ends = _ends(pieces, runs, places, widths, sheet)
        boxes[:, 0] = np.where(upright, places.first[:, 0], boxes[:, 0])
        boxes[:, 2] = np.where(upright, ends, boxes[:, 2])
    return Extents(pieces, boxes)


@dataclass(frozen=True, slots=True)
class _Places:
    """What PDFium tells of the pieces' ends, as displayed."""

    first: Floats
    """Origins of the first letters."""

    last: Floats
    """How far to the right the last letters begin."""

    boxes: Floats
    """PDFium's own box of the last letter: it is united with what the glyph draws, and as high as the font."""

    def set(self, index: Integers, others: "_Places") -> None:
        """Put other places where the given ones were."""
        self.first[index], self.last[index], self.boxes[index] = others.first, others.last, others.boxes


def _places(pieces: Pieces, sheet: Sheet) -> _Places:
    """Of a piece that is one letter, the origin is asked for once."""
    several = np.flatnonzero(pieces.are_several())
    points = _origins(pieces, np.concatenate((pieces.starts, pieces.ends[several] - 1)), sheet)
    first, others = points[: len(pieces)], points[len(pieces) :]
    last = first[:, 0].copy()
    last[several] = others[:, 0]
    return _Places(first, last, sheet.boxes(native.loose_boxes(pieces.textpage, pieces.ends - 1)))


def _keep_to_boxes(places: _Places, sizes: Floats, letters: Integers) -> None:
    """Of letters for which the PDF gives a text of its own (`ActualText`), PDFium tells one origin for all."""
    left = places.boxes[letters, 0]
    kept = np.minimum(np.maximum(places.first[letters, 0], left), left + WIDEST_OVERHANG * sizes[letters])
    places.first[letters, 0] = places.last[letters] = kept


def _origins(pieces: Pieces, index: Integers, sheet: Sheet) -> Floats:
    return sheet.points(native.origins(pieces.textpage, index))


def _widths(pieces: Pieces, runs: Runs) -> Floats:
    """How far each character of the page advances, in ems; each glyph is asked for once a font. Blanks have 0."""
    codes, column = _numbered(pieces.codes)
    reach = np.diff(pieces.starts, append=len(column))  # up to the next piece
    reach[0] += pieces.starts[0]
    glyph = np.repeat((runs.font_of * len(codes))[pieces.run_of], reach) + column
    seen = np.zeros(len(runs.fonts) * len(codes), dtype=bool)
    seen[glyph[~pieces.blanks]] = True
    asked = np.flatnonzero(seen)
    table = np.zeros(len(seen))
    table[asked] = native.widths_of_glyphs(runs.fonts[asked // len(codes)], codes[asked % len(codes)])
    return np.asarray(table[glyph])


def _numbered(codes: Integers) -> tuple[Integers, Integers]:
    """The different codes, and which of them each one is."""
    present = np.zeros(codes.max() + 1, dtype=bool)
    present[codes] = True
    different = np.flatnonzero(present)
    number = np.empty(len(present), dtype=np.int64)
    number[different] = np.arange(len(different))
    return different, number[codes]


def _are_even(pieces: Pieces, widths: Floats, runs: Runs, places: _Places) -> Flags:
    """Whether each piece on a level line is as wide as its glyphs."""
    run_of, last_letters = pieces.run_of, pieces.ends - 1
    before = np.cumsum(widths) - widths
    sizes, ems = runs.sizes[run_of], runs.ems[run_of]
    more = places.last - places.first[:, 0] - (before[last_letters] - before[pieces.starts]) * ems
    own_end = places.last + widths[last_letters] * ems
    level = (runs.upright & runs.straight)[run_of]
    known = np.abs(places.boxes[:, 2] - own_end) < WIDEST_LAST * sizes
    return np.asarray(level & known & (more < WIDEST * sizes) & (more > NARROWEST * sizes))


def _as_high_as_type(places: _Places, base: Floats, runs: Runs, run_of: Integers) -> Floats:
    """PDFium's boxes of the last letters, as high as the type; `base` is where each run begins."""
    boxes = places.boxes.copy()
    for mine, along, up in ((runs.straight & ~runs.sideways, 1, -1), (runs.straight & runs.sideways, 0, 1)):
        if mine.any():
            one, other = base[:, along] + up * runs.ascents, base[:, along] + up * runs.descents
            letters = slice(None) if mine.all() else mine[run_of]
            of = run_of[letters]
            boxes[letters, along], boxes[letters, along + 2] = np.minimum(one, other)[of], np.maximum(one, other)[of]
    return boxes


def _ends(pieces: Pieces, runs: Runs, places: _Places, widths: Floats, sheet: Sheet) -> Floats:
    """Where pieces on upright lines end: without what a glyph draws beyond its advance.

    A letter ends where the next one of its run begins; the last letter of a word ends at its advance, unless the font
    has several glyphs for the character.
    """
    run_of = pieces.run_of
    size, left, right = runs.sizes[run_of], places.last, places.boxes[:, 2]
    own_end = left + widths[pieces.ends - 1] * runs.ems[run_of]
    trusted = np.abs(right - own_end) < WIDEST_LAST * size
    end = np.where(trusted, own_end, right)
    joined = np.flatnonzero(pieces.are_joined())
    joined = joined[~_are_combining(pieces.codes[pieces.starts[joined + 1]])]
    end[joined], trusted[joined] = places.first[joined + 1, 0], True
    asked = np.flatnonzero(~trusted & (pieces.ends < len(pieces.codes)) & runs.upright[run_of])
    if len(asked):
        asked = asked[pieces.blanks[pieces.ends[asked]]]
        objects = native.objects_of_characters(pieces.textpage, pieces.ends[asked])
        asked = asked[objects == pieces.objects[run_of[asked]]]
        end[asked] = _origins(pieces, pieces.ends[asked], sheet)[:, 0]
    trimmed = (right > end) & (right - end < WIDEST_OVERHANG * size) & (end > left)
    return np.where(trimmed, end, right)


def _are_combining(codes: Integers) -> Flags:
    """Accents that are printed over the letter before them."""
    return np.asarray((codes >= 0x300) & (codes <= 0x36F))
