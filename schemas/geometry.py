"""Print with positions, in points (1/72 inch) from the top left of the page as displayed; pages count from 1."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from operator import attrgetter
from typing import Self, TypeVar, dataclass_transform

T = TypeVar("T")

_SIDES = attrgetter("x0", "top", "x1", "bottom")


@dataclass_transform(frozen_default=True)
def made_by_the_million(cls: type[T]) -> type[T]:
    """A frozen dataclass to all who read or check the code; not when it runs: that is made four times as fast."""
    return dataclass(slots=True, unsafe_hash=True)(cls)


@made_by_the_million
class Box:
    """A rectangle on a page: x0 ≤ x1 to the right, top ≤ bottom downwards."""

    x0: float
    top: float
    x1: float
    bottom: float

    @classmethod
    def around(cls, boxes: Iterable["Box"]) -> Self:
        """The smallest box around all of them; there must be one."""
        x0, top, x1, bottom = zip(*map(_SIDES, boxes), strict=True)
        return cls(min(x0), min(top), max(x1), max(bottom))

    @property
    def width(self) -> float:
        return self.x1 - self.x0

    @property
    def height(self) -> float:
        return self.bottom - self.top

    @property
    def middle(self) -> tuple[float, float]:
        return (self.x0 + self.x1) / 2, (self.top + self.bottom) / 2

    def holds(self, point: tuple[float, float]) -> bool:
        """Whether the point lies inside or on the border."""
        x, y = point
        return self.x0 <= x <= self.x1 and self.top <= y <= self.bottom

    def grown(self, by: float) -> "Box":
        """The box with a margin of so many points on each side."""
        return Box(self.x0 - by, self.top - by, self.x1 + by, self.bottom + by)


@dataclass(frozen=True, slots=True)
class Style:
    """How a word is set."""

    font: str
    """PostScript name without the subset prefix, e.g. `Frutiger-Bold`."""

    size: float
    """Type size in points, rounded to a tenth."""

    bold: bool
    italic: bool

    color: str
    """Fill colour as `#rrggbb`; black when the PDF states none."""


@made_by_the_million
class Word:
    """Letters without a blank between them."""

    text: str
    box: Box
    style: Style

    upright: bool = True
    """False: set sideways on the page as displayed."""

    recognised: float | None = None
    """How sure text recognition (OCR) is of the word, 0 to 1; None: the PDF itself says it."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A line, or a filled or stroked rectangle, as drawn."""

    box: Box
    kind: str
    """`line` (thinner than 3 points), or `area`."""

    fill: str = ""
    """Fill colour as `#rrggbb`; empty: not filled."""


@made_by_the_million
class Cell:
    """One cell of a ruled table, its text in lines as printed."""

    box: Box
    text: str = ""
    """Filled by the layout: lines divided by a line feed; hyphenation not yet undone."""


@dataclass(frozen=True, slots=True)
class Grid:
    """A ruled table as drawn: rows of cells; None where a merged cell covers the place."""

    page: int
    box: Box
    rows: tuple[tuple[Cell | None, ...], ...]


@dataclass(frozen=True, slots=True)
class Turn:
    """How a scan was straightened: by quarter turns, then by the few degrees that it lay askew."""

    width: float
    height: float
    """Width and height of the page as displayed."""

    quarters: int = 0
    """Quarter turns clockwise."""

    degrees: float = 0.0
    """Further turn clockwise, about the middle of the page."""

    def straightened(self, box: Box) -> Box:
        """The box of the straightened page around a box of the page as displayed."""
        return Box.around(_point(*self._straight(x, y)) for x in (box.x0, box.x1) for y in (box.top, box.bottom))

    def as_displayed(self, box: Box) -> Box:
        """The box of the page as displayed around a box of the straightened page."""
        return Box.around(_point(*self._displayed(x, y)) for x in (box.x0, box.x1) for y in (box.top, box.bottom))

    def _straight(self, x: float, y: float) -> tuple[float, float]:
        width, height = self.width, self.height
        for _ in range(self.quarters % 4):
            x, y, width, height = height - y, x, height, width
        return self._askew(x, y, self.degrees)

    def _displayed(self, x: float, y: float) -> tuple[float, float]:
        x, y = self._askew(x, y, -self.degrees)
        width, height = self.size
        for _ in range(self.quarters % 4):
            x, y, width, height = y, width - x, height, width
        return x, y

    def _askew(self, x: float, y: float, degrees: float) -> tuple[float, float]:
        """A point turned clockwise about the middle of the page that stands upright."""
        width, height = self.size
        sine, cosine = math.sin(math.radians(degrees)), math.cos(math.radians(degrees))
        x, y = x - width / 2, y - height / 2
        return x * cosine - y * sine + width / 2, x * sine + y * cosine + height / 2

    @property
    def is_turned(self) -> bool:
        """Whether the straightened page differs from the page as displayed."""
        return self.quarters != 0 or self.degrees != 0

    @property
    def size(self) -> tuple[float, float]:
        """Width and height of the straightened page."""
        return (self.width, self.height) if self.quarters % 2 == 0 else (self.height, self.width)


@dataclass(frozen=True, slots=True)
class Page:
    """A page as displayed (rotation applied)."""

    number: int
    width: float
    height: float
    words: Sequence[Word] = ()
    rules: tuple[Rule, ...] = ()
    images: tuple[Box, ...] = ()
    grids: tuple[Grid, ...] = ()
    undecodable: int = 0
    """Glyphs for which the PDF gives no character."""

    engine: str = "PDFium"
    """Which engine told what is on the page: PDFium, or pdfminer where that decodes more."""

    complete: bool = True
    """False: more is drawn on the page than was read."""

    recognised: float | None = None
    """How sure we are of text that was recognised in the picture of the page, 0 to 1; None: all text is the PDF's."""

    turn: Turn | None = None
    """How the page was straightened for its lines to be level: all boxes are those of the straightened page."""


def _point(x: float, y: float) -> Box:
    return Box(round(x, 2), round(y, 2), round(x, 2), round(y, 2))


@dataclass(frozen=True, slots=True)
class Unrecognised:
    """A page with print that is not in its text, and why not."""

    page: int
    kind: str
    """`not_installed`, `failed`, `nothing_found`, or `unclear`: the picture was not, or could not be, understood;
    `perhaps_more` or `unchecked`: there is text, which nobody compared with the picture; `given_up`: looking at the
    picture ended an earlier try."""

    why: str = ""
    """For `failed` and `given_up`: what went wrong."""


@dataclass(frozen=True, slots=True)
class Bookmark:
    """An entry of the PDF's outline."""

    title: str
    level: int
    """1 = top."""

    page: int | None
    """Page the bookmark points to, counted from 1."""


@dataclass(frozen=True, slots=True)
class Note:
    """What a person should know of a file, beside its pages or of one of them."""

    kind: str
    """Short name, published as the kind of the issue."""

    what: str
    hint: str
    page: int | None = None
    severity: str = "notice"


@dataclass(frozen=True, slots=True)
class Reading:
    """All that was read from a PDF."""

    pages: tuple[Page, ...]
    bookmarks: tuple[Bookmark, ...] = ()
    producer: str = ""
    title: str = ""
    """Title from the PDF's metadata; often wrong."""

    text_agreement: float | None = None
    """Share of words on sampled pages that pdfplumber and PDFium both find, 0 to 1."""

    unread_pages: tuple[tuple[int, str], ...] = ()
    """Pages that could not be read, with the reason."""

    unrecognised: tuple[Unrecognised, ...] = ()
    """Pages with print that is not in their text."""

    notes: tuple[Note, ...] = ()
    """What was seen of the file before it was read."""


@made_by_the_million
class Line:
    """Words on one base line of one column, in reading order."""

    page: int
    words: Sequence[Word]
    box: Box
    text: str
    """Words joined by single blanks; the hyphen at the end of a line is still there."""

    style: Style
    """The style that covers most letters of the line."""

    column: int = 0
    """Which column of its part of the page, from 0; -1: over the whole width."""

    block: int = 0
    """Lines with the same number on a page belong to the same column of the same part of the page."""

    grid: int = -1
    """Index into `Page.grids` of the ruled table the line stands in; -1: none."""

    role: str = "body"
    """`body`, `footnote`, or `note` (in the margin)."""
