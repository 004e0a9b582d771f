"""The letters of a page as PDFium tells them: arrays, one place a letter, in the order they were drawn.

    text page → runs, codes, boxes → Letters

The box of a letter is as wide as it advances and as high as its type size, like pdfminer's: from the font's descent up.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import pypdfium2

from extractors.pdf import native
from extractors.pdf.glyphs import UNDECODABLE
from extractors.pdf.native import Flags, Floats, Handle, Integers
from extractors.pdf.runs import Runs, read_runs
from extractors.pdf.sheets import Sheet

LINE_END_HYPHENS = (0x02, 0xFFFE)
"""What PDFium makes of a hyphen at the end of a line."""

HYPHENS = (*LINE_END_HYPHENS, 0xAD)
LEAST_HYPHEN = 0.05
LEAST_BLANK = 0.01
"""Soft hyphens narrower than this share of the type size are not drawn; those that are drawn are hyphens."""

WIDEST_OVERHANG = 0.25
"""A glyph reaches beyond its advance by less than this share of the type size (the hook of an italic f)."""

WIDEST_LAST = 0.12
"""As much is believed where nothing follows: small capitals and figures for tables have the characters of others."""

LEAST_BLANKS = 6
LEAST_WIDTHS = 4
"""Blanks in a row, and their different widths, from which they are letters without a name."""

NO_CHARACTER = ord(UNDECODABLE)
FIRST_PRINTED = 0x20
WIDE_BLANKS = (0xA0, *range(0x2000, 0x200C), 0x202F, 0x205F, 0x3000)
PRIVATE_FROM, PRIVATE_TO = 0xE000, 0xF8FF
CODES = 0x110000
"""Unicode has so many."""


@dataclass(frozen=True, slots=True)
class Letters:
    """Every letter and blank of a page that is drawn; arrays of one length."""

    codes: Integers
    """Unicode; U+FFFD where the PDF gives no character."""

    boxes: Floats
    """x0, top, x1, bottom in points of the page as displayed."""

    runs: Runs
    run_of: Integers
    """Which of the runs."""

    blank: Flags

    def __len__(self) -> int:
        return len(self.codes)

    def where(self, keep: Flags | Integers) -> "Letters":
        """Those letters, or the letters in that order."""
        return Letters(self.codes[keep], self.boxes[keep], self.runs, self.run_of[keep], self.blank[keep])

    @property
    def sizes(self) -> Floats:
        """Type size of each letter in points."""
        return self.runs.sizes[self.run_of]


@dataclass(frozen=True, slots=True)
class _Told:
    """What PDFium tells of a page's letters, before it is put right."""

    textpage: Handle
    sheet: Sheet
    index: Integers
    """Position of each letter in the text page, without what PDFium has added."""

    starts: Integers
    """Where runs begin in `index`."""

    runs: Runs
    run_of: Integers


NO_INDEX = np.zeros(0, dtype=np.int64)


def read_letters(textpage: pypdfium2.PdfTextPage, drawn: Sequence[Handle], sheet: Sheet) -> Letters | None:
    """The letters of a page, as displayed; those that PDFium has added (blanks, line ends) are left out.

    `drawn` are the text objects of the page. None for a page without letters.
    """
    handle, count = native.handle_of(textpage.raw), textpage.count_chars()
    objects = native.objects_of_characters(handle, count)
    index = np.flatnonzero(objects)
    if not len(index):
        return None
    objects = objects[index]
    starts = np.flatnonzero(np.diff(objects, prepend=-1))
    runs = read_runs(handle, objects[starts], index[starts], sheet, drawn)
    run_of = np.repeat(np.arange(len(starts)), np.diff(starts, append=len(index)))
    told = _Told(handle, sheet, index, starts, runs, run_of)
    codes = _decoded(told, _codes(textpage, handle, count)[index])
    hyphens = np.isin(codes, HYPHENS)
    codes = np.where(hyphens, ord("-"), codes)
    boxes = _boxes(told, codes)
    return Letters(codes, boxes, runs, run_of, _are_blank(codes)).where(_are_drawn(told, codes, boxes, hyphens))


def count_named_blank(letters: Letters) -> int:
    """Glyphs that a broken font names blank although it draws letters: blanks in a row, each of another width."""
    edges = np.flatnonzero(np.diff(letters.blank.astype(np.int8), prepend=0, append=0))
    runs = zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True)
    widths = (np.round(letters.boxes[a:b, 2] - letters.boxes[a:b, 0], 1) for a, b in runs if b - a >= LEAST_BLANKS)
    return sum(len(each) for each in widths if len(set(each.tolist())) >= LEAST_WIDTHS)


def _codes(textpage: pypdfium2.PdfTextPage, handle: Handle, count: int) -> Integers:
    """Unicode of all characters: in one piece where PDFium keeps one for each, else one by one."""
    text = textpage.get_text_range().encode("utf-32-le", "surrogatepass")
    if len(text) == 4 * count:
        return np.frombuffer(text, dtype=np.uint32).astype(np.int64)
    return native.codes_of_characters(handle, count)


def _boxes(told: _Told, codes: Integers) -> Floats:
    """The boxes of letters: as wide as they advance, as high as the type.

    PDFium's own are united with what the glyph draws, and reach from the font's ascent to its descent.
    """
    boxes = told.sheet.boxes(native.loose_boxes(told.textpage, told.index))
    runs, run_of = told.runs, told.run_of
    base = told.sheet.points(native.origins(told.textpage, told.index[told.starts]))
    for mine, along, up in ((runs.straight & ~runs.sideways, 1, -1), (runs.straight & runs.sideways, 0, 1)):
        if mine.any():
            one, other = base[:, along] + up * runs.ascents, base[:, along] + up * runs.descents
            letters, letters_of = mine[run_of], run_of[mine[run_of]]
            boxes[letters, along], boxes[letters, along + 2] = (
                np.minimum(one, other)[letters_of], np.maximum(one, other)[letters_of],
            )  # fmt: skip
    if runs.upright.any():
        _trim_overhangs(boxes, told, codes)
    return boxes


def _trim_overhangs(boxes: Floats, told: _Told, codes: Integers) -> None:
    """Take off what a glyph draws before its origin and beyond its advance.

    How far it reaches before its origin is asked once for each glyph of a font. It ends where the next letter of its
    run begins; the last letter of a word ends at its advance, unless the font has several glyphs for the character.
    """
    mine = np.flatnonzero(told.runs.upright[told.run_of])
    codes, runs, right = codes[mine], told.run_of[mine], boxes[mine, 2]
    size = told.runs.sizes[runs]
    before, advance = _measured(told, boxes, mine, codes)
    left = boxes[mine, 0] + before * size
    follows = np.append((np.diff(runs) == 0) & ~_are_combining(codes[1:]), False)
    ends_word = ~follows | np.append(_are_blank(codes[1:]), True)
    own_end = left + advance * told.runs.ems[runs]
    trusted = ends_word & (np.abs(right - own_end) < WIDEST_LAST * size)
    end = np.where(trusted, own_end, np.where(follows, np.append(left[1:], 0.0), right))
    trimmed = (right > end) & (right - end < WIDEST_OVERHANG * size) & (end > left)
    boxes[mine, 0], boxes[mine, 2] = left, np.where(trimmed, end, right)


def _measured(told: _Told, boxes: Floats, letters: Integers, codes: Integers) -> tuple[Floats, Floats]:
    """How far the glyph of each letter reaches before its origin, and how far it advances, both in ems.

    The first letter of each glyph of a font is asked for all.
    """
    fonts, number = np.unique(told.runs.fonts, return_inverse=True)
    keys = number[told.run_of[letters]] * CODES + codes
    glyphs, first, glyph = np.unique(keys, return_index=True, return_inverse=True)
    samples = letters[first]
    origins = told.sheet.points(native.origins(told.textpage, told.index[samples]))[:, 0]
    sizes = np.maximum(told.runs.sizes[told.run_of[samples]], 0.1)
    before = np.clip((origins - boxes[samples, 0]) / sizes, 0, WIDEST_OVERHANG)
    of_font = np.searchsorted(glyphs, np.arange(len(fonts) + 1) * CODES)
    advance = [
        width
        for font, (start, end) in zip(fonts.tolist(), pairwise(of_font.tolist()), strict=True)
        for width in native.widths_of_glyphs(font, codes[first[start:end]].tolist())
    ]
    return before[glyph], np.array(advance)[glyph]


def _decoded(told: _Told, codes: Integers) -> Integers:
    """The codes, with U+FFFD where PDFium knows no character and tells the glyph's number instead.

    Asked is about each letter that looks odd, and about all of a run whose first letter is not known.
    """
    odd = ((codes < FIRST_PRINTED) | ((codes >= PRIVATE_FROM) & (codes <= PRIVATE_TO))) & ~np.isin(codes, HYPHENS)
    odd[told.starts] = True
    asked = np.flatnonzero(odd)
    lost = asked[native.are_unmapped(told.textpage, told.index[asked])]
    if not len(lost):
        return codes
    more = np.isin(told.run_of, told.run_of[lost[np.isin(lost, told.starts)]])
    whole = np.flatnonzero(more)
    codes = codes.copy()
    codes[lost] = codes[whole[native.are_unmapped(told.textpage, told.index[whole])]] = NO_CHARACTER
    return codes


def _are_drawn(told: _Told, codes: Integers, boxes: Floats, hyphens: Flags) -> Flags:
    """Not drawn are characters without code, soft hyphens that do not advance, blanks that PDFium adds to an object,
    and what lies beside the sheet.
    """
    width, height = boxes[:, 2] - boxes[:, 0], boxes[:, 3] - boxes[:, 1]
    x, y = boxes[:, 0] + width / 2, boxes[:, 1] + height / 2
    sheet = told.sheet.box
    on_sheet = (x >= sheet.x0) & (x <= sheet.x1) & (y >= sheet.top) & (y <= sheet.bottom)
    along = np.where(told.runs.sideways[told.run_of], height, width)
    step = np.where(np.diff(told.run_of, append=-1) == 0, np.diff(boxes[:, 0], append=0.0), width)
    along = np.where(hyphens & told.runs.upright[told.run_of], np.minimum(along, step), along)
    wide = along > np.where(hyphens, LEAST_HYPHEN, LEAST_BLANK) * told.runs.sizes[told.run_of]
    return np.asarray(on_sheet & (codes != 0) & (wide | ~(hyphens | _are_blank(codes))))


def _are_blank(codes: Integers) -> Flags:
    """Blanks of every width, and control characters."""
    return np.asarray((codes <= FIRST_PRINTED) | np.isin(codes, WIDE_BLANKS))


def _are_combining(codes: Integers) -> Flags:
    """Accents that are printed over the letter before them."""
    return np.asarray((codes >= 0x300) & (codes <= 0x36F))
