"""The letters of a page as PDFium tells them: pieces of its text with their boxes, in the order they were drawn.

    text page → pieces → runs, ends → Letters

The box of a letter is as wide as it advances and as high as its type size, like pdfminer's: from the font's descent up.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pypdfium2

from extractors.pdf import native
from extractors.pdf.extents import Extents, measure
from extractors.pdf.native import Flags, Floats, Handle, Integers
from extractors.pdf.pieces import LINE_ENDS, Pieces, read_pieces
from extractors.pdf.runs import Runs, read_runs
from extractors.pdf.sheets import Sheet

LEAST_HYPHEN = 0.05
"""Soft hyphens narrower than this share of the type size are not drawn; those that are drawn are hyphens."""

LEAST_BLANK = 0.01
TIGHT = 0.2
"""A blank narrower than this share of the type size is none; a gap wider than the other parts words by itself."""

LEAST_BLANKS = 6
LEAST_WIDTHS = 4
"""Blanks in a row, and their different widths, from which they are letters without a name."""

LEAST_BLANK_PT = 0.05


@dataclass(frozen=True, slots=True)
class Letters:
    """The letters of a page that are drawn, in pieces without a blank; arrays of one length."""

    text: str
    """All characters of the page; U+FFFD where the PDF gives none."""

    starts: Integers
    ends: Integers
    """Where each piece begins and ends in the text."""

    boxes: Floats
    """x0, top, x1, bottom in points of the page as displayed."""

    runs: Runs
    run_of: Integers
    """Which of the runs."""

    after_blank: Flags
    """A blank is drawn before the piece."""

    named_blank: int = 0
    """Glyphs that a broken font names blank although it draws letters."""

    def __len__(self) -> int:
        return len(self.starts)

    def where(self, keep: Flags | Integers) -> "Letters":
        """Those pieces, or the pieces in that order."""
        return Letters(
            self.text,
            self.starts[keep],
            self.ends[keep],
            self.boxes[keep],
            self.runs,
            self.run_of[keep],
            self.after_blank[keep],
            self.named_blank,
        )

    def text_of(self, place: int) -> str:
        """What one piece says."""
        return self.text[self.starts[place] : self.ends[place]]

    @property
    def sizes(self) -> Floats:
        """Type size of each piece in points."""
        return self.runs.sizes[self.run_of]


def read_letters(textpage: pypdfium2.PdfTextPage, drawn: Sequence[Handle], sheet: Sheet) -> Letters | None:
    """The letters of a page, as displayed; those that PDFium has added (blanks, line ends) are left out.

    `drawn` are the text objects of the page. None for a page without a text object.
    """
    if not drawn:
        return None
    pieces = read_pieces(textpage)
    runs = read_runs(pieces, sheet, drawn)
    extents = measure(pieces, runs, sheet) if len(pieces) else Extents(pieces, np.zeros((0, 4)))
    pieces = extents.pieces
    letters = Letters(
        text=pieces.codes.astype(np.uint32).tobytes().decode("utf-32-le", "replace"),
        starts=pieces.starts,
        ends=pieces.ends,
        boxes=extents.boxes,
        runs=runs,
        run_of=pieces.run_of,
        after_blank=_are_after_blanks(extents, runs, sheet),
        named_blank=_count_named_blank(pieces, sheet),
    )
    shown = _are_drawn(extents, runs, sheet)
    return letters if shown.all() else letters.where(shown)


def _are_after_blanks(extents: Extents, runs: Runs, sheet: Sheet) -> Flags:
    """Whether a blank is drawn before each piece: one that PDFium adds to an object has no width."""
    pieces, run_of = extents.pieces, extents.pieces.run_of
    before = pieces.starts - 1
    codes = pieces.codes[before]
    blank = (before >= 0) & pieces.blanks[before] & (codes != 0) & (codes != LINE_ENDS[0]) & (codes != LINE_ENDS[1])
    joined = np.zeros(len(pieces), dtype=bool)
    joined[1:] = (pieces.ends[:-1] == before[1:]) & (run_of[:-1] == run_of[1:])
    asked = np.flatnonzero(blank & ~joined)
    blank[asked] = native.objects_of_characters(pieces.textpage, before[asked]) != 0
    upright, sizes = runs.upright[run_of], runs.sizes[run_of]
    gaps = np.zeros(len(pieces))
    gaps[1:] = extents.boxes[1:, 0] - extents.boxes[:-1, 2]
    joined &= blank
    blank &= ~(joined & upright & (gaps < 0))  # set back over the blank
    tight = np.flatnonzero(blank & joined & ~(upright & (gaps > TIGHT * sizes)))
    boxes = sheet.boxes(native.loose_boxes(pieces.textpage, before[tight]))
    along = np.where(runs.sideways[run_of[tight]], boxes[:, 3] - boxes[:, 1], boxes[:, 2] - boxes[:, 0])
    blank[tight] = along > LEAST_BLANK * sizes[tight]
    return np.asarray(blank)


def _are_drawn(extents: Extents, runs: Runs, sheet: Sheet) -> Flags:
    """Not drawn are soft hyphens that do not advance, and what lies beside the sheet."""
    boxes, pieces, run_of = extents.boxes, extents.pieces, extents.pieces.run_of
    x, y = (boxes[:, 0] + boxes[:, 2]) / 2, (boxes[:, 1] + boxes[:, 3]) / 2
    edge = sheet.box
    drawn = (x >= edge.x0) & (x <= edge.x1) & (y >= edge.top) & (y <= edge.bottom)
    hyphens = np.flatnonzero(pieces.hyphens[pieces.starts])
    if len(hyphens):
        sideways, upright = runs.sideways[run_of[hyphens]], runs.upright[run_of[hyphens]]
        width, height = boxes[hyphens, 2] - boxes[hyphens, 0], boxes[hyphens, 3] - boxes[hyphens, 1]
        joined = np.append(pieces.are_joined(), False)[hyphens]
        step = np.append(np.diff(boxes[:, 0]), 0.0)[hyphens]
        along = np.where(sideways, height, np.where(upright & joined, np.minimum(width, step), width))
        drawn[hyphens] &= along > LEAST_HYPHEN * runs.sizes[run_of[hyphens]]
    return np.asarray(drawn)


def _count_named_blank(pieces: Pieces, sheet: Sheet) -> int:
    """Blanks in a row that are drawn, each of another width; they are in no piece."""
    between = np.append(pieces.starts, len(pieces.codes)) - np.append(0, pieces.ends)
    if between.max() < LEAST_BLANKS:
        return 0
    edges = np.flatnonzero(np.diff(pieces.blanks, prepend=False, append=False))
    spans = edges.reshape(-1, 2)[edges[1::2] - edges[::2] >= LEAST_BLANKS]
    return sum(_named_blank(pieces.textpage, np.arange(*span), sheet) for span in spans.tolist())


def _named_blank(textpage: Handle, index: Integers, sheet: Sheet) -> int:
    drawn = index[native.objects_of_characters(textpage, index) != 0]
    boxes = sheet.boxes(native.loose_boxes(textpage, drawn))
    widths = boxes[:, 2] - boxes[:, 0]
    widths = np.round(widths[widths > LEAST_BLANK_PT], 1)
    return len(widths) if len(widths) >= LEAST_BLANKS and len(set(widths.tolist())) >= LEAST_WIDTHS else 0
