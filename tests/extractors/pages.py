"""Pages of words in memory: what the reader hands to the layout, without a PDF."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from extractors.layout.lines import Arranged, arrange
from schemas.geometry import Bookmark, Box, Cell, Grid, Page, Reading, Rule, Style, Word

WIDTH, HEIGHT = 595.0, 842.0
LETTER = 0.5
"""Width of a letter and of a blank, in type sizes."""

PLAIN = Style("Sans", 10.0, False, False, "#000000")

PROSE = "in allen Stadtteilen wird das Angebot für Kinder und Eltern Schritt für Schritt erweitert und geprüft"
FILLING = tuple(PROSE.split())


def styled(size: float = 10.0, *, bold: bool = False, color: str = "#000000", font: str = "Sans") -> Style:
    """A style; bold fonts have a name of their own."""
    return Style(f"{font}-Bold" if bold else font, size, bold, False, color)


def words(text: str, x: float, top: float, style: Style = PLAIN, gap: float = LETTER) -> list[Word]:
    """The words of a line; the box is as high as the type size."""
    found: list[Word] = []
    for part in text.split():
        width = LETTER * style.size * len(part)
        found.append(Word(part, Box(x, top, x + width, top + style.size), style))
        x += width + gap * style.size
    return found


def column(
    texts: Iterable[str], x: float = 70.0, top: float = 100.0, style: Style = PLAIN, pitch: float = 1.3
) -> list[Word]:
    """Lines below each other; an empty text leaves one out."""
    step = pitch * style.size
    return [word for number, text in enumerate(texts) for word in words(text, x, top + step * number, style)]


def prose(count: int, letters: int = 80, start: int = 0) -> list[str]:
    """Lines of running text, each about so many letters long, without a full stop at the end."""
    found: list[str] = []
    place = start
    for _ in range(count):
        line: list[str] = []
        while len(" ".join(line)) < letters - 8:
            line.append(FILLING[place % len(FILLING)])
            place += 1
        found.append(" ".join(line))
    return found


def page(number: int, *parts: Iterable[Word], rules: Sequence[Rule] = (), grids: Sequence[Grid] = ()) -> Page:
    """A sheet with everything on it."""
    printed = tuple(word for part in parts for word in part)
    return Page(number, WIDTH, HEIGHT, printed, tuple(rules), grids=tuple(grids))


def reading(*pages: Page, bookmarks: Sequence[Bookmark] = ()) -> Reading:
    """A document."""
    return Reading(pages=pages, bookmarks=tuple(bookmarks))


def arranged(*pages: Page) -> Arranged:
    """The pages as lines in reading order."""
    return arrange(reading(*pages))


def texts(found: Arranged, number: int = 1) -> list[str]:
    """The lines of a page."""
    return [line.text for line in found.lines if line.page == number]


def table(
    number: int, rows: Sequence[Sequence[str]], widths: Sequence[float], x: float, top: float
) -> tuple[Grid, list[Word]]:
    """A ruled table with one line per cell, and its words."""
    height = 18.0
    edges = [x + sum(widths[:n]) for n in range(len(widths) + 1)]
    made: list[tuple[Cell, ...]] = []
    printed: list[Word] = []
    for place, row in enumerate(rows):
        upper = top + height * place
        made.append(tuple(Cell(Box(edges[n], upper, edges[n + 1], upper + height)) for n in range(len(row))))
        for n, text in enumerate(row):
            printed.extend(words(text, edges[n] + 3, upper + 4))
    return Grid(number, Box(x, top, edges[-1], top + height * len(rows)), tuple(made)), printed


def rule(x0: float, top: float, x1: float) -> Rule:
    """A thin line across."""
    return Rule(Box(x0, top, x1, top + 0.5), "line", "#000000")


def sideways(found: Iterable[Word]) -> list[Word]:
    """The words, each turned on its upper left corner to be read from top to bottom."""
    return [replace(word, upright=False, box=_turned(word.box)) for word in found]


def _turned(box: Box) -> Box:
    return Box(box.x0, box.top, box.x0 + box.height, box.top + box.width)
