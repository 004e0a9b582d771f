"""Ruled tables, found as pdfplumber finds them in the lines and rectangles of a page, whichever engine told them.

    edges → snapped, joined → crossings → cells → tables

All steps are those of pdfplumber with its own tolerances, and find the same. Its steps compare each line, crossing and
cell with all others of the page; ours look only where there can be something to find.
"""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import reduce
from itertools import pairwise
from operator import add, itemgetter
from typing import Any, NamedTuple, cast

import numpy as np
from pdfplumber.page import Page as PlumberPage
from pdfplumber.table import Table, TableSettings

from extractors.pdf.native import Floats
from schemas.geometry import Box, Cell, Grid

SETTINGS = TableSettings()

MOST_PAIRS = 1_000_000
MOST_CROSSINGS = 10_000
"""Pages with more level and upright lines to compare, or crossings, are maps or drawings: no tables are looked for."""

LEAST_EDGES = 5
"""A table of two cells has three lines one way and two the other."""

LEAST_LENGTH_PT = 1

Point = tuple[float, float]
Corners = tuple[float, float, float, float]

Line = tuple[float, float, float]
"""A level line as y, from x, to x; an upright one as x, from y, to y."""


class Crossings(NamedTuple):
    """Where lines cross, and the numbers of those that meet there."""

    upright: dict[Point, set[int]]
    level: dict[Point, set[int]]


def find_grids(edges: Floats, number: int) -> tuple[tuple[Grid, ...], bool]:
    """The ruled tables of a page, from level and upright edges (x0, top, x1, bottom); false if there are too many."""
    if len(edges) < LEAST_EDGES:
        return (), True
    level, upright = _distinct(edges)
    rows, columns = _gathered(level, SETTINGS.snap_y_tolerance), _gathered(upright, SETTINGS.snap_x_tolerance)
    if min(len(rows), len(columns)) < 2 or len(rows) + len(columns) < LEAST_EDGES:
        return (), True
    level, upright = _joined(rows, SETTINGS.join_x_tolerance), _joined(columns, SETTINGS.join_y_tolerance)
    if len(level) * len(upright) > MOST_PAIRS:
        return (), False
    crossings = _crossings(upright, level)
    if len(crossings.upright) > MOST_CROSSINGS:
        return (), False
    return tuple(_grids(_cells(crossings), number)), True


def _distinct(edges: Floats) -> tuple[list[Line], list[Line]]:
    """Level and upright lines, each once and in order: a frame and what fills it are often drawn as two rectangles.

    Stubs are left out.
    """
    x0, top, x1, bottom = edges.T
    long = np.maximum(x1 - x0, bottom - top) >= LEAST_LENGTH_PT
    level, upright = long & (top == bottom), long & (top != bottom)
    return _ordered(top[level], x0[level], x1[level]), _ordered(x0[upright], top[upright], bottom[upright])


def _ordered(places: Floats, starts: Floats, ends: Floats) -> list[Line]:
    return sorted(set(zip(places.tolist(), starts.tolist(), ends.tolist(), strict=True)))


def _gathered(lines: Sequence[Line], snap: float) -> list[list[Line]]:
    """Lines whose places follow each other within the tolerance; each group lies on one row, or column, of a table."""
    groups: list[list[Line]] = []
    for line in lines:
        if not groups or line[0] - groups[-1][-1][0] > snap:
            groups.append([])
        groups[-1].append(line)
    return groups


def _joined(groups: Iterable[Sequence[Line]], gap: float) -> list[Line]:
    """The lines of each group set on its mean place, joined across small gaps; without those that are too short."""
    return [
        (place, start, end)
        for group in groups
        for place in [reduce(add, [line[0] for line in group]) / len(group)]
        for start, end in _spans(sorted([line[1:] for line in group]), gap)
        if end - start >= SETTINGS.edge_min_length
    ]


def _spans(pieces: Sequence[tuple[float, float]], gap: float) -> Iterator[tuple[float, float]]:
    """From where to where the pieces of one place reach without a gap."""
    start, reach = pieces[0]
    for further, end in pieces:
        if further > reach + gap:
            yield start, reach
            start, reach = further, end
        elif end > reach:
            reach = end
    yield start, reach


def _crossings(upright: Sequence[Line], level: Sequence[Line]) -> Crossings:
    x_tolerance, y_tolerance = SETTINGS.intersection_x_tolerance, SETTINGS.intersection_y_tolerance
    found = Crossings(defaultdict(set), defaultdict(set))
    places = [x for x, _, _ in upright]
    for h, (y, left, right) in enumerate(level):
        first, beyond = bisect_left(places, left - x_tolerance), bisect_right(places, right + x_tolerance)
        for v in range(first, beyond):
            x, top, bottom = upright[v]
            if top <= y + y_tolerance and bottom >= y - y_tolerance:
                found.upright[x, y].add(v)
                found.level[x, y].add(h)
    return found


def _cells(crossings: Crossings) -> list[Corners]:
    """The smallest rectangle to the right of and below each crossing whose four sides are drawn."""
    upright, level = crossings.upright, crossings.level
    points = sorted(upright)
    below = {one: other for one, other in pairwise(points) if one[0] == other[0]}
    beside = {one: other for one, other in pairwise(sorted(points, key=itemgetter(1))) if one[1] == other[1]}

    def first_cell(point: Point) -> Corners | None:
        lower = below.get(point)
        while lower and not upright[point].isdisjoint(upright[lower]):
            right = beside.get(point)
            while right and not level[point].isdisjoint(level[right]):
                corner = (right[0], lower[1])
                if corner in upright and not (
                    upright[corner].isdisjoint(upright[right]) or level[corner].isdisjoint(level[lower])
                ):
                    return (*point, *corner)
                right = beside.get(right)
            lower = below.get(lower)
        return None

    return [cell for cell in map(first_cell, points) if cell]


def _tables(cells: Sequence[Corners]) -> list[set[Corners]]:
    """Cells that touch at corners, be it by way of others, from the top; one alone is a frame.

    pdfplumber's `cells_to_tables` looks at all other cells again for each table.
    """
    around: defaultdict[Point, list[Corners]] = defaultdict(list)
    for cell in cells:
        for point in _points(cell):
            around[point].append(cell)
    tables = [_table_of(cell, around) for cell in cells]
    return sorted([each for each in tables if len(each) > 1], key=lambda each: min((top, x0) for x0, top, _, _ in each))


def _table_of(cell: Corners, around: dict[Point, list[Corners]]) -> set[Corners]:
    """The cell and all that touch it; corners are looked at once, so that only the first cell of a table finds it."""
    table, latest = {cell}, {cell}
    while latest:
        latest = {one for known in latest for point in _points(known) for one in around.pop(point, ())} - table
        table |= latest
    return table


def _points(cell: Corners) -> tuple[Point, Point, Point, Point]:
    x0, top, x1, bottom = cell
    return (x0, top), (x0, bottom), (x1, top), (x1, bottom)


def _grids(cells: list[tuple[float, float, float, float]], number: int) -> Iterator[Grid]:
    for found in _tables(cells):
        table = Table(cast(PlumberPage, None), cast(Any, found))
        rows = tuple(tuple(Cell(Box(*cell)) if cell else None for cell in row.cells) for row in table.rows)
        yield Grid(number, Box(*table.bbox), rows)
