"""Tables without lines: the words of the head show where the columns stand.

Habit: in a table without drawn lines each cell begins under the word that heads its column. Rows begin where a code
stands in the first column, else where the white space above a line is wider than between the lines of a cell.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from extractors.content.labels import CODE
from extractors.content.table_words import column_of
from schemas.geometry import Box, Cell, Grid, Line, Page

LEAST_COLUMNS = 3
LEAST_KNOWN = 3
"""Without lines only a head of which at least three labels are known is believed."""

REACH_PT = 4.0
LARGER_PT = 0.9
ROW_GAP = 1.35
"""White space that parts rows, as a multiple of the distance of the lines inside a cell."""


@dataclass(frozen=True, slots=True)
class Strip:
    """Lines on one base line, from left to right."""

    lines: tuple[Line, ...]

    @property
    def top(self) -> float:
        return min(line.box.top for line in self.lines)

    @property
    def bottom(self) -> float:
        return max(line.box.bottom for line in self.lines)


def aligned_grids(page: Page, lines: Sequence[Line]) -> list[Grid]:
    """The tables of a page that no lines are drawn for, as grids."""
    strips = _strips([line for line in lines if line.grid < 0])
    return [grid for at, strip in enumerate(strips) if _is_head(strip) and (grid := _grid(page, strips[at:]))]


def _strips(lines: Sequence[Line]) -> list[Strip]:
    found: list[list[Line]] = []
    for line in sorted(lines, key=lambda each: (each.box.top, each.box.x0)):
        if found and line.box.middle[1] < found[-1][0].box.bottom - 1:
            found[-1].append(line)
        else:
            found.append([line])
    return [Strip(tuple(sorted(strip, key=lambda line: line.box.x0))) for strip in found]


def _is_head(strip: Strip) -> bool:
    if len(strip.lines) < LEAST_COLUMNS:
        return False
    keys = [column_of(line.text) for line in strip.lines]
    return "title" in keys and sum(key is not None for key in keys) >= LEAST_KNOWN


def _grid(page: Page, strips: Sequence[Strip]) -> Grid | None:
    """The grid under a head, down to the first line that does not keep to the columns."""
    head = strips[0]
    edges = [line.box.x0 - REACH_PT for line in head.lines]
    right = max(page.width - min(edges), *(line.box.x1 for line in head.lines))
    body = list(_while_aligned(strips[1:], edges, max(line.style.size for line in head.lines)))
    if not body:
        return None
    rows = [_cells([head], edges, right), *(_cells(row, edges, right) for row in _row_strips(body, edges))]
    box = Box(edges[0], head.top, right, body[-1].bottom)
    return Grid(page.number, box, tuple(rows))


def _while_aligned(strips: Sequence[Strip], edges: Sequence[float], size: float) -> Iterator[Strip]:
    """The strips of a table: a line across its columns ends it, or one larger than its head, the next heading."""
    for strip in strips:
        if any(line.box.x0 < edge < line.box.x1 - REACH_PT for line in strip.lines for edge in edges[1:]):
            return
        if any(line.box.x0 < edges[0] or line.style.size > size + LARGER_PT for line in strip.lines):
            return
        yield strip


def _row_strips(body: Sequence[Strip], edges: Sequence[float]) -> list[list[Strip]]:
    """The strips of each row."""
    coded = [strip for strip in body if _opens_by_code(strip, edges)]
    pitch = min((below.top - above.top for above, below in pairwise(body)), default=0.0)
    rows: list[list[Strip]] = []
    for number, strip in enumerate(body):
        wide = number > 0 and strip.top - body[number - 1].top > ROW_GAP * pitch
        if not rows or (strip in coded if len(coded) > 1 else wide):
            rows.append([])
        rows[-1].append(strip)
    return rows


def _opens_by_code(strip: Strip, edges: Sequence[float]) -> bool:
    first = strip.lines[0]
    return first.box.x0 < edges[1] and bool(re.fullmatch(CODE, first.text.rstrip(".")))


def _cells(strips: Sequence[Strip], edges: Sequence[float], right: float) -> tuple[Cell | None, ...]:
    top, bottom = strips[0].top, strips[-1].bottom
    cells: list[Cell | None] = []
    for start, end in pairwise([*edges, right]):
        inside = [line.text for strip in strips for line in strip.lines if start <= line.box.x0 < end]
        cells.append(Cell(Box(start, top, end, bottom), "\n".join(inside)))
    return tuple(cells)
