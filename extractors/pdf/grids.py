"""Ruled tables, found as pdfplumber finds them in the lines and rectangles of a page, whichever engine told them.

    edges → snapped, joined → crossings → cells → tables

All steps are those of pdfplumber with its own tolerances, for all edges at once. Its search for cells compares each
crossing with all others of the page; ours looks along the rows and columns of each, and finds the same.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any, cast

import numpy as np
from pdfplumber.page import Page as PlumberPage
from pdfplumber.table import Table, TableSettings, cells_to_tables

from extractors.pdf.native import Floats, Integers
from schemas.geometry import Box, Cell, Grid

SETTINGS = TableSettings()

MOST_PAIRS = 1_000_000
MOST_CROSSINGS = 10_000
"""Pages with more level and upright lines to compare, or crossings, are maps or drawings: no tables are looked for."""

LEAST_EDGES = 5

Point = tuple[float, float]
Crossings = Mapping[Point, tuple[set[int], set[int]]]
"""Where lines cross, and the numbers of the upright and of the level ones."""


def find_grids(edges: Floats, number: int) -> tuple[tuple[Grid, ...], bool]:
    """The ruled tables of a page, from level and upright edges (x0, top, x1, bottom); false if there are too many."""
    if len(edges) < LEAST_EDGES:
        return (), True
    lines = _distinct(edges)
    if not _can_cross(lines):
        return (), True
    is_level = lines[:, 1] == lines[:, 3]
    level = _joined(lines[is_level][:, [1, 0, 2]], SETTINGS.snap_y_tolerance, SETTINGS.join_x_tolerance)
    upright = _joined(lines[~is_level][:, [0, 1, 3]], SETTINGS.snap_x_tolerance, SETTINGS.join_y_tolerance)
    if len(level) * len(upright) > MOST_PAIRS:
        return (), False
    crossings = _crossings(upright, level)
    if len(crossings) > MOST_CROSSINGS:
        return (), False
    return tuple(_grids(_cells(crossings), number)), True


def _distinct(edges: Floats) -> Floats:
    """Each edge once: a frame and what fills it are often drawn as two rectangles. Stubs are left out."""
    long = edges[np.maximum(edges[:, 2] - edges[:, 0], edges[:, 3] - edges[:, 1]) >= 1]
    ordered = long[np.lexsort(long.T[::-1])]
    return np.asarray(ordered[np.append(True, (ordered[1:] != ordered[:-1]).any(axis=1))[: len(ordered)]])


def _can_cross(lines: Floats) -> bool:
    """A table of two cells needs three lines one way and two the other, farther apart than lines are joined."""
    if len(lines) < LEAST_EDGES:
        return False
    level = lines[:, 1] == lines[:, 3]
    rows, columns = _places(lines[level, 1]), _places(lines[~level, 0])
    return min(rows, columns) >= 2 and rows + columns >= LEAST_EDGES


def _places(positions: Floats) -> int:
    return 1 + int((np.diff(np.sort(positions)) > SETTINGS.snap_x_tolerance).sum()) if len(positions) else 0


def _joined(lines: Floats, snap: float, join: float) -> Floats:
    """Lines of one direction (place across, from, to) that nearly are one made one, without those too short.

    Places that follow each other within the tolerance become their mean; on one place, lines join across small gaps.
    """
    if not len(lines):
        return lines
    lines = lines[np.argsort(lines[:, 0], kind="stable")]
    group: Integers = np.cumsum(np.diff(lines[:, 0], prepend=lines[0, 0]) > snap, dtype=np.int64)
    place = np.bincount(group, lines[:, 0]) / np.bincount(group)
    lines = lines[np.lexsort((lines[:, 1], group))]
    reach = _reach(lines[:, 2], group)
    first = np.append(True, (np.diff(group) != 0) | (lines[1:, 1] > reach[:-1] + join))
    starts = np.flatnonzero(first)
    joined: Floats = np.column_stack(
        (place[group[starts]], lines[starts, 1], reach[np.append(starts[1:], len(lines)) - 1])
    )
    return np.asarray(joined[joined[:, 2] - joined[:, 1] >= SETTINGS.edge_min_length])


def _reach(ends: Floats, group: Integers) -> Floats:
    """How far the lines of a group reach up to each one: groups are moved apart so that one sweep tells for all."""
    apart = group * (ends.max() - ends.min() + 1)
    return np.asarray(np.maximum.accumulate(ends + apart) - apart)


def _crossings(upright: Floats, level: Floats) -> Crossings:
    x_tolerance, y_tolerance = SETTINGS.intersection_x_tolerance, SETTINGS.intersection_y_tolerance
    x, top, bottom = upright.T[:, :, None]
    y, left, right = level.T[:, None, :]
    met = (
        (top <= y + y_tolerance) & (bottom >= y - y_tolerance) & (x >= left - x_tolerance) & (x <= right + x_tolerance)
    )
    found: defaultdict[Point, tuple[set[int], set[int]]] = defaultdict(lambda: (set(), set()))
    xs, ys = upright[:, 0].tolist(), level[:, 0].tolist()
    for v, h in np.argwhere(met).tolist():
        uprights, levels = found[xs[v], ys[h]]
        uprights.add(v)
        levels.add(h)
    return found


def _cells(crossings: Crossings) -> list[tuple[float, float, float, float]]:
    """The smallest rectangle to the right of and below each crossing whose four sides are drawn."""
    upright = {point: uprights for point, (uprights, _) in crossings.items()}
    level = {point: levels for point, (_, levels) in crossings.items()}
    columns: defaultdict[float, list[Point]] = defaultdict(list)
    rows: defaultdict[float, list[Point]] = defaultdict(list)
    for point in sorted(crossings):
        columns[point[0]].append(point)
        rows[point[1]].append(point)
    place_in_column = {point: n for column in columns.values() for n, point in enumerate(column)}
    place_in_row = {point: n for row in rows.values() for n, point in enumerate(row)}

    def first_cell(point: Point) -> tuple[float, float, float, float] | None:
        for below in columns[point[0]][place_in_column[point] + 1 :]:
            if upright[point].isdisjoint(upright[below]):
                return None  # a line that ends before this crossing reaches none beyond
            for right in rows[point[1]][place_in_row[point] + 1 :]:
                if level[point].isdisjoint(level[right]):
                    break
                corner = (right[0], below[1])
                if corner in upright and not (
                    upright[corner].isdisjoint(upright[right]) or level[corner].isdisjoint(level[below])
                ):
                    return (*point, *corner)
        return None

    return [cell for cell in map(first_cell, sorted(crossings)) if cell]


def _grids(cells: list[tuple[float, float, float, float]], number: int) -> Iterator[Grid]:
    for found in cells_to_tables(cast(Any, cells)):
        table = Table(cast(PlumberPage, None), found)
        rows = tuple(tuple(Cell(Box(*cell)) if cell else None for cell in row.cells) for row in table.rows)
        yield Grid(number, Box(*table.bbox), rows)
