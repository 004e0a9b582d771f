"""The text of a page in pieces: letters of one run that stand together, most of them a word.

    codes → blanks and hyphens at line ends part → runs part → Pieces

PDFium is asked thousands of small questions for a page of letters. Between two blanks the letters of a run stand where
the widths of their glyphs put them; so only the ends of such a piece are asked for, and where this does not hold, each
letter is a piece by itself.
"""

import sys
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt
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
CONTROLS = (*(code for code in range(FIRST_PRINTED) if code not in LINE_ENDS),)
PRIVATE = range(0xE000, 0xF900)

BLANK, HYPHEN_KIND, ODD = 1, 2, 4
LAST_KNOWN = 0xFFFF


def _kinds() -> npt.NDArray[np.uint8]:
    kinds = np.zeros(LAST_KNOWN + 1, dtype=np.uint8)
    kinds[[*range(FIRST_PRINTED + 1), *WIDE_BLANKS]] = BLANK
    kinds[[*CONTROLS, *PRIVATE]] |= ODD
    kinds[[*LINE_END_HYPHENS, SOFT_HYPHEN]] = HYPHEN_KIND
    return kinds


KINDS = _kinds()
"""For each code, the last of them for all beyond: blanks of every width and control characters; hyphens that may not be
drawn; codes that look odd. 0: letters."""


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
    run_of: Integers
    """Pieces of one text object in a row are a run."""

    objects: Integers
    """PDFium's numbers for the text objects, one a run."""

    firsts: Integers
    """The first letter of each run."""

    def __len__(self) -> int:
        return len(self.starts)

    def are_several(self) -> Flags:
        """Which pieces have several letters."""
        return self.ends - self.starts > 1

    def are_joined(self) -> Flags:
        """Which pieces touch the one after them, in the same run; not told of the last."""
        return np.asarray((self.ends[:-1] == self.starts[1:]) & (self.run_of[:-1] == self.run_of[1:]))

    def at(self, index: Integers) -> "Pieces":
        """The pieces at those places."""
        return replace(self, starts=self.starts[index], ends=self.ends[index], run_of=self.run_of[index])

    def divided(self, apart: Flags) -> tuple["Pieces", Integers]:
        """With each letter of those pieces a piece by itself; and of which piece each one is."""
        lengths = np.where(apart, self.ends - self.starts, 1)
        origin = np.repeat(np.arange(len(self)), lengths)
        place = np.arange(len(origin)) - np.repeat(np.cumsum(lengths) - lengths, lengths)
        starts = self.starts[origin] + place
        ends = np.where(apart[origin], starts + 1, self.ends[origin])
        return replace(self, starts=starts, ends=ends, run_of=self.run_of[origin]), origin


def read_pieces(textpage: pypdfium2.PdfTextPage) -> Pieces:
    """The pieces of a page's text; characters that PDFium has added (blanks, line ends) are in none."""
    handle = native.handle_of(textpage.raw)
    codes = _codes(textpage, handle, textpage.count_chars())
    kinds = KINDS.take(codes, mode="clip")
    odd = np.flatnonzero(kinds >= ODD)
    codes[odd[native.are_unmapped(handle, odd)]] = NO_CHARACTER
    pieces = _pieces(handle, codes)
    lost = native.are_unmapped(handle, pieces.firsts)
    if not lost.any():
        return pieces
    objects = native.objects_of_characters(handle, np.arange(len(codes)))
    asked = np.flatnonzero(np.isin(objects, pieces.objects[lost]))
    codes[asked[native.are_unmapped(handle, asked)]] = NO_CHARACTER
    return _pieces(handle, codes)


def _codes(textpage: pypdfium2.PdfTextPage, handle: Handle, count: int) -> Integers:
    """Unicode of all characters: in one piece where PDFium keeps one for each, else one by one."""
    text = textpage.get_text_range().encode("utf-32-le", "surrogatepass")
    if len(text) == 4 * count:
        return np.frombuffer(text, dtype=np.uint32).astype(np.int64)
    codes = native.codes_of_characters(handle, count)
    return np.where(codes <= sys.maxunicode, codes, NO_CHARACTER)


def _pieces(handle: Handle, codes: Integers) -> Pieces:
    """Blanks and hyphens part the text, each by itself; what is no blank is a piece."""
    kinds = KINDS.take(codes, mode="clip") & (BLANK | HYPHEN_KIND)
    blanks, hyphens = kinds == BLANK, kinds == HYPHEN_KIND
    bounds = np.concatenate(([0], np.flatnonzero(kinds[1:] | kinds[:-1]) + 1, [len(codes)]))
    printed = np.flatnonzero(~blanks[bounds[:-1]]) if len(codes) else bounds[:0]
    starts, ends, objects = _parted_by_objects(handle, bounds[printed], bounds[printed + 1])
    first = np.ones(len(starts), dtype=bool)
    first[1:] = objects[1:] != objects[:-1]
    codes = np.where(hyphens, HYPHEN, codes)
    return Pieces(handle, codes, blanks, hyphens, starts, ends, np.cumsum(first) - 1, objects[first], starts[first])


def _parted_by_objects(textpage: Handle, starts: Integers, ends: Integers) -> tuple[Integers, Integers, Integers]:
    """Pieces of one text object each, and the objects' numbers; without those that are not drawn.

    An object's letters follow each other: a piece needs no second look when the next begins in the same object.
    """
    objects = native.objects_of_characters(textpage, starts)
    doubtful = ends - starts > 1
    doubtful[:-1] &= objects[1:] != objects[:-1]
    asked = np.flatnonzero(doubtful)
    mixed = asked[native.objects_of_characters(textpage, ends[asked] - 1) != objects[asked]]
    if len(mixed):
        cuts, begun = _cuts(textpage, starts[mixed], ends[mixed])
        starts, objects = np.concatenate((starts, cuts)), np.concatenate((objects, begun))
        order = np.argsort(starts)
        starts, ends, objects = starts[order], np.sort(np.concatenate((ends, cuts))), objects[order]
    if objects.all():
        return starts, ends, objects
    drawn = objects != 0
    return starts[drawn], ends[drawn], objects[drawn]


def _cuts(textpage: Handle, starts: Integers, ends: Integers) -> tuple[Integers, Integers]:
    """Where in those pieces another object begins, and which."""
    lengths = ends - starts
    places = np.cumsum(lengths) - lengths
    letters = np.arange(lengths.sum()) + np.repeat(starts - places, lengths)
    objects = native.objects_of_characters(textpage, letters)
    cut = np.append(False, objects[1:] != objects[:-1])
    cut[places] = False
    return letters[cut], objects[cut]
