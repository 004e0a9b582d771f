"""The text of a page in pieces: letters of one run that stand together, most of them a word.

    codes → blanks and hyphens at line ends part → runs part → Pieces

PDFium is asked thousands of small questions for a page of letters. Between two blanks the letters of a run stand where
the widths of their glyphs put them; so only the ends of such a piece are asked for, and where this does not hold, each
letter is a piece by itself.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import pypdfium2

from extractors.pdf import native
from extractors.pdf.glyphs import UNDECODABLE
from extractors.pdf.native import Flags, Handle, Integers

LINE_END_HYPHENS = (0x02, 0xFFFE)
"""What PDFium makes of a hyphen at the end of a line."""

SOFT_HYPHEN = 0xAD
HYPHEN = ord("-")
NO_CHARACTER = ord(UNDECODABLE)
FIRST_PRINTED = 0x20
LINE_ENDS = (0x0A, 0x0D)
WIDE_BLANKS = (0xA0, *range(0x2000, 0x200C), 0x202F, 0x205F, 0x3000)
BEYOND_BLANKS = 0x3001
IS_BLANK = np.isin(np.arange(BEYOND_BLANKS + 1), [*range(FIRST_PRINTED + 1), *WIDE_BLANKS])
"""For each code, and once for all others: blanks of every width, and control characters."""

PRIVATE_FROM, PRIVATE_TO = 0xE000, 0xF8FF


@dataclass(frozen=True, slots=True)
class Pieces:
    """Where the pieces of a page begin and end in its text, in the order of the text; arrays of one length."""

    textpage: Handle
    codes: Integers
    """Unicode of all characters of the page, with those that PDFium has added; U+FFFD where the PDF gives none, and
    hyphens alike."""

    blanks: Flags
    """Which of all characters are blanks, or control characters."""

    hyphens: Flags
    """Which of all characters may be hyphens that are not drawn; each is a piece by itself."""

    starts: Integers
    ends: Integers
    objects: Integers
    """PDFium's numbers for the text objects: pieces of one object in a row are a run."""

    def __len__(self) -> int:
        return len(self.starts)

    def at(self, index: Integers) -> "Pieces":
        """The pieces at those places."""
        return replace(self, starts=self.starts[index], ends=self.ends[index], objects=self.objects[index])

    def divided(self, apart: Flags) -> tuple["Pieces", Integers]:
        """With each letter of those pieces a piece by itself; and of which piece each one is."""
        lengths = np.where(apart, self.ends - self.starts, 1)
        origin = np.repeat(np.arange(len(self)), lengths)
        place = np.arange(len(origin)) - np.repeat(np.cumsum(lengths) - lengths, lengths)
        starts = self.starts[origin] + place
        ends = np.where(apart[origin], starts + 1, self.ends[origin])
        return replace(self, starts=starts, ends=ends, objects=self.objects[origin]), origin


def read_pieces(textpage: pypdfium2.PdfTextPage) -> Pieces:
    """The pieces of a page's text; characters that PDFium has added (blanks, line ends) are in none."""
    handle = native.handle_of(textpage.raw)
    codes = _with_lost(handle, _codes(textpage, handle, textpage.count_chars()))
    pieces = _pieces(handle, codes.copy())
    firsts = pieces.starts[np.flatnonzero(np.diff(pieces.objects, prepend=-1))]
    lost = firsts[native.are_unmapped(handle, firsts)]
    if not len(lost):
        return pieces
    objects = native.objects_of_characters(handle, np.arange(len(codes)))
    asked = np.flatnonzero(np.isin(objects, objects[lost]))
    codes[asked[native.are_unmapped(handle, asked)]] = NO_CHARACTER
    return _pieces(handle, codes)


def _codes(textpage: pypdfium2.PdfTextPage, handle: Handle, count: int) -> Integers:
    """Unicode of all characters: in one piece where PDFium keeps one for each, else one by one."""
    text = textpage.get_text_range().encode("utf-32-le", "surrogatepass")
    if len(text) == 4 * count:
        return np.frombuffer(text, dtype=np.uint32).astype(np.int64)
    return native.codes_of_characters(handle, count)


def _with_lost(handle: Handle, codes: Integers) -> Integers:
    """The codes, with U+FFFD for those that look odd and of which PDFium tells the number of the glyph only."""
    odd = (codes < FIRST_PRINTED) & ~_are_among(codes, LINE_ENDS) & (codes != LINE_END_HYPHENS[0])
    odd |= (codes >= PRIVATE_FROM) & (codes <= PRIVATE_TO)
    if odd.any():
        asked = np.flatnonzero(odd)
        codes[asked[native.are_unmapped(handle, asked)]] = NO_CHARACTER
    return codes


def _pieces(handle: Handle, codes: Integers) -> Pieces:
    blanks = IS_BLANK[np.minimum(codes, BEYOND_BLANKS)]
    hyphens = _are_among(codes, (*LINE_END_HYPHENS, SOFT_HYPHEN))
    blanks &= ~hyphens
    begins, ends = ~blanks, ~blanks
    begins[1:] &= blanks[:-1] | hyphens[1:] | hyphens[:-1]
    ends[:-1] &= blanks[1:] | hyphens[1:] | hyphens[:-1]
    starts = np.flatnonzero(begins)
    objects = native.objects_of_characters(handle, starts)
    codes[hyphens] = HYPHEN
    return _parted_by_objects(Pieces(handle, codes, blanks, hyphens, starts, np.flatnonzero(ends) + 1, objects))


def _parted_by_objects(pieces: Pieces) -> Pieces:
    """An object's letters follow each other: a piece needs no second look when the next begins in the same object."""
    starts, ends, objects = pieces.starts, pieces.ends, pieces.objects
    doubtful = np.flatnonzero((np.diff(objects, append=-1) != 0) & (ends - starts > 1))
    mixed = doubtful[native.objects_of_characters(pieces.textpage, ends[doubtful] - 1) != objects[doubtful]]
    if len(mixed):
        apart = np.zeros(len(starts), dtype=bool)
        apart[mixed] = True
        single, origin = pieces.divided(apart)
        letters = np.flatnonzero(apart[origin])
        single.objects[letters] = native.objects_of_characters(pieces.textpage, single.starts[letters])
        first = np.concatenate(([True], (np.diff(single.objects) != 0) | (np.diff(origin) != 0)))
        last = np.append(first[1:], True)
        starts, ends, objects = single.starts[first], single.ends[last], single.objects[first]
    drawn = objects != 0
    return replace(pieces, starts=starts[drawn], ends=ends[drawn], objects=objects[drawn])


def _are_among(codes: Integers, some: Sequence[int]) -> Flags:
    """Like `np.isin`, in a tenth of the time for a few."""
    found = codes == some[0]
    for code in some[1:]:
        found |= codes == code
    return np.asarray(found)
