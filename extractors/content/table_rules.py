"""Tables drawn with open lines: walls between the columns and strokes under the rows that do not touch.

The reader finds tables whose lines meet. Administrations also set tables in which each cell is only underlined and
the columns are parted by long vertical lines. Here such a drawing becomes the same `Grid` as a closed one.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice, pairwise

from extractors.content.passages import printed_lines, sideways_text, upright_words
from extractors.content.table_heads import HEAD_ROWS, MOST_COLUMNS, find_head
from extractors.layout.hyphens import without_soft_hyphens
from extractors.layout.prints import Print
from schemas.geometry import Box, Cell, Grid, Page, Rule, Word
from schemas.packed import texts_of

NAMES_MEASURES = re.compile(r"ma(?:ß|ss)nahme|projekt|vorhaben|handlungs|aktivität|^was$", re.IGNORECASE | re.MULTILINE)
"""The head of a table of measures has such a word; drawings without it, or on pages without it, need no look."""

MOST_FRAMES = 12
MOST_ROWS = 200
"""A page holds no more tables, and a table no more rows; drawings do."""

SAME_PT = 2.0
LEAST_WALL_PT = 40.0
LEAST_WALLS = 2
LEAST_STROKES = 2
COVERED = 0.4
"""The strokes that divide two rows cover at least this share of the table's width."""


@dataclass(frozen=True, slots=True)
class Wall:
    """A vertical line between two columns."""

    x: float
    top: float
    bottom: float


def open_grids(page: Page) -> list[Grid]:
    """The tables of measures on a page that are drawn with open lines, with their text."""
    frames = _frames(_walls(page.rules))[:MOST_FRAMES]
    if not frames or not _name_measures(texts_of(page.words)):
        return []
    found = Print.of(page.words)
    return [grid for walls in frames if (grid := _grid(page, walls, found))]


def _name_measures(texts: Iterable[str]) -> bool:
    return NAMES_MEASURES.search("\n".join(texts)) is not None


def _walls(rules: Iterable[Rule]) -> list[Wall]:
    """Vertical lines; pieces above each other are one."""
    found: list[Wall] = []
    for rule in sorted(_upright(rules), key=lambda r: (round(r.box.x0 / SAME_PT), r.box.top)):
        last = found[-1] if found else None
        if last and abs(last.x - rule.box.x0) <= SAME_PT and rule.box.top <= last.bottom + LEAST_WALL_PT:
            found[-1] = Wall(last.x, last.top, max(last.bottom, rule.box.bottom))
        else:
            found.append(Wall(rule.box.x0, rule.box.top, rule.box.bottom))
    return [wall for wall in found if wall.bottom - wall.top >= LEAST_WALL_PT]


def _upright(rules: Iterable[Rule]) -> Iterator[Rule]:
    return (rule for rule in rules if rule.kind == "line" and rule.box.height > 2 * rule.box.width)


def _frames(walls: Sequence[Wall]) -> list[list[Wall]]:
    """Walls that end at the same height belong to one table."""
    frames: list[list[Wall]] = []
    for wall in sorted(walls, key=lambda w: (w.bottom, w.x)):
        if frames and wall.bottom - frames[-1][-1].bottom <= SAME_PT:
            frames[-1].append(wall)
        else:
            frames.append([wall])
    return [sorted(frame, key=lambda w: w.x) for frame in frames if len(frame) >= LEAST_WALLS]


def _grid(page: Page, walls: Sequence[Wall], found: Print) -> Grid | None:
    """The table between the walls; None where its first rows hold no head of a table of measures."""
    strokes = _strokes(page.rules, walls)
    if len(strokes) < LEAST_STROKES:
        return None
    left, right = min(s.box.x0 for s in strokes), max(s.box.x1 for s in strokes)
    top, bottom = min(w.top for w in walls), max(w.bottom for w in walls)
    inner = [w for w in walls if left + SAME_PT < w.x < right - SAME_PT]
    heights = _row_heights(strokes, right - left)
    if not LEAST_STROKES <= len(heights) <= MOST_ROWS or not 0 < len(inner) < MOST_COLUMNS:
        return None
    edges = [top, *(y for y in heights if top + SAME_PT < y < bottom - SAME_PT), bottom]
    if not _name_measures(_texts_between(top, edges[min(HEAD_ROWS, len(edges) - 1)], found)):
        return None
    frame = Box(left, top, right, bottom)
    words = sorted(enumerate(page.words), key=_height)
    rows = (_row(words, Box(left, upper, right, lower), inner) for upper, lower in pairwise(edges))
    first = Grid(page.number, frame, tuple(islice(rows, HEAD_ROWS)))
    return replace(first, rows=(*first.rows, *rows)) if find_head(first) else None  # most drawings are no such table


def _texts_between(top: float, bottom: float, found: Print) -> Iterator[str]:
    """What the words say whose middle is at some height."""
    return (text for place, text in enumerate(found.texts) if top <= found.middle(place)[1] <= bottom)


def _strokes(rules: Iterable[Rule], walls: Sequence[Wall]) -> list[Rule]:
    """Horizontal lines at the height of the walls, in or beside them."""
    top, bottom = min(w.top for w in walls), max(w.bottom for w in walls)
    flat = (rule for rule in rules if rule.kind == "line" and rule.box.width > 2 * rule.box.height)
    return [rule for rule in flat if top <= rule.box.middle[1] <= bottom + SAME_PT]


def _row_heights(strokes: Sequence[Rule], width: float) -> list[float]:
    """The heights at which strokes cover enough of the table's width."""
    found: list[list[Rule]] = []
    for stroke in sorted(strokes, key=lambda s: s.box.top):
        if found and stroke.box.top - found[-1][0].box.top <= SAME_PT:
            found[-1].append(stroke)
        else:
            found.append([stroke])
    return [same[0].box.top for same in found if sum(s.box.width for s in same) >= COVERED * width]


_Placed = tuple[int, Word]
"""A word with its place among the words of the page."""


def _height(placed: _Placed) -> float:
    return placed[1].box.middle[1]


def _row(words: Sequence[_Placed], band: Box, walls: Sequence[Wall]) -> tuple[Cell | None, ...]:
    """Cells between the walls that reach this row; None where a cell covers several columns. Words from the top."""
    first, end = bisect_left(words, band.top, key=_height), bisect_right(words, band.bottom, key=_height)
    here = [word for _, word in sorted(words[first:end], key=lambda placed: placed[0])]
    cells: list[Cell | None] = [None] * (len(walls) + 1)
    start, at = band.x0, 0
    for number, wall in enumerate(walls, start=1):
        if wall.top <= band.bottom - 2 * SAME_PT <= wall.bottom:
            cells[at] = _cell(here, Box(start, band.top, wall.x, band.bottom))
            start, at = wall.x, number
    cells[at] = _cell(here, Box(start, band.top, band.x1, band.bottom))
    return tuple(cells)


def _cell(words: Sequence[Word], box: Box) -> Cell:
    lines = [text for text, _ in printed_lines(upright_words(words, box))]
    turned = sideways_text(words, box)
    return Cell(box, without_soft_hyphens("\n".join([*lines, *([turned] if turned else [])])))
