"""Small pages for the tests of measures: lines, ruled tables and headings from plain texts, all our own."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from extractors.layout.lines import Arranged
from extractors.structure.outline import Heading
from schemas.geometry import Box, Cell, Grid, Line, Page, Rule, Style, Word

LETTER_PT = 4.5
SIZE_PT = 10.0
PITCH_PT = 12.0
WIDTH, HEIGHT = 595.0, 842.0
PLAIN = Style("Sans", SIZE_PT, False, False, "#000000")
BOLD = replace(PLAIN, font="Sans-Bold", bold=True)

Row = Sequence[str | None]
"""Texts of the cells, bold lines marked by `**`; None: covered by the cell to the left."""


def words_of(text: str, x: float, top: float) -> tuple[Word, ...]:
    """Words of one line; those between `**` are bold."""
    found: list[Word] = []
    style = PLAIN
    for part in text.split():
        style = BOLD if part.startswith("**") else style
        bare = part.replace("**", "")
        if bare:
            width = LETTER_PT * len(bare)
            found.append(Word(bare, Box(x, top, x + width, top + SIZE_PT), style))
            x += width + LETTER_PT
        style = PLAIN if part.endswith("**") else style
    return tuple(found)


def line(text: str, x: float = 70.0, top: float = 100.0, page: int = 1, grid: int = -1) -> Line:
    """A line; it is bold when most of its words are."""
    words = words_of(text, x, top)
    bold = sum(len(word.text) for word in words if word.style.bold) * 2 > sum(len(word.text) for word in words)
    box = Box.around(word.box for word in words)
    return Line(page, words, box, " ".join(w.text for w in words), BOLD if bold else PLAIN, grid=grid)


def lines(*texts: str, x: float = 70.0, top: float = 100.0, page: int = 1) -> list[Line]:
    """Lines below each other; leading blanks indent by two points each, an empty text leaves a gap."""
    return [
        line(text, x + 2.0 * (len(text) - len(text.lstrip())), top + PITCH_PT * number, page)
        for number, text in enumerate(texts)
        if text.strip()
    ]


def heading(title: str, first: int, level: int = 2, number: str | None = None, page: int = 1) -> Heading:
    """A heading on the line with that index."""
    return Heading((first,), number, title, level, page, "style")


@dataclass
class Sheet:
    """A page under construction."""

    number: int = 1
    words: list[Word] = field(default_factory=list)
    grids: list[Grid] = field(default_factory=list)
    rules: list[Rule] = field(default_factory=list)

    def table(self, rows: Sequence[Row], widths: Sequence[float], left: float = 60.0, top: float = 80.0) -> "Sheet":
        """Add a closed table; each row is as high as its fullest cell."""
        made: list[tuple[Cell | None, ...]] = []
        start = top
        for row in rows:
            height = PITCH_PT * max(len((text or "").split("\n")) for text in row) + 6
            made.append(tuple(self._cells(row, widths, Box(left, start, left + sum(widths), start + height))))
            start += height
        self.grids.append(Grid(self.number, Box(left, top, left + sum(widths), start), tuple(made)))
        return self

    def _cells(self, row: Row, widths: Sequence[float], band: Box) -> list[Cell | None]:
        cells: list[Cell | None] = []
        x = band.x0
        for number, (text, width) in enumerate(zip(row, widths, strict=True)):
            covered = next((i for i, later in enumerate(row[number + 1 :]) if later is not None), len(row) - number - 1)
            span = width + sum(widths[number + 1 : number + 1 + covered])
            cells.append(None if text is None else self._cell(text, Box(x, band.top, x + span, band.bottom)))
            x += width
        return cells

    def _cell(self, text: str, box: Box) -> Cell:
        for number, part in enumerate(text.split("\n")):
            self.words.extend(words_of(part, box.x0 + 3, box.top + 3 + PITCH_PT * number))
        return Cell(box, text.replace("**", ""))

    def page(self) -> Page:
        """The finished page."""
        parts = (tuple(self.words), tuple(self.rules))
        return Page(self.number, WIDTH, HEIGHT, parts[0], parts[1], grids=tuple(self.grids))


def of_sheets(*sheets: Sheet) -> Arranged:
    """A document of pages that hold tables only."""
    return Arranged((), tuple(sheet.page() for sheet in sheets))


def of_lines(found: Sequence[Line], rules: Sequence[Rule] = ()) -> Arranged:
    """A document of lines."""
    last = max((each.page for each in found), default=1)
    pages = [
        Page(n, WIDTH, HEIGHT, tuple(w for each in found if each.page == n for w in each.words), tuple(rules))
        for n in range(1, last + 1)
    ]
    return Arranged(tuple(found), tuple(pages))
