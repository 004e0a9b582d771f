"""Ruled tables, found as pdfplumber finds them in the lines and rectangles of a page, whichever engine told them.

    edges → joined → intersections → cells → tables

All steps are pdfplumber's but one: its search for cells compares each intersection with all others of the page; ours
looks along the rows and columns in which they stand, and finds the same cells.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, cast

import numpy as np
from pdfplumber.page import Page as PlumberPage
from pdfplumber.table import Table, TableSettings, cells_to_tables, edges_to_intersections, merge_edges
from pdfplumber.utils.geometry import filter_edges

from extractors.pdf.native import Floats
from schemas.geometry import Box, Cell, Grid

SETTINGS = TableSettings()

MOST_PAIRS = 1_000_000
MOST_CROSSINGS = 10_000
"""Pages with more level and upright lines to compare, or crossings, are maps or drawings: no tables are looked for."""

Edge = dict[str, Any]
Point = tuple[float, float]


def find_grids(edges: Floats, number: int) -> tuple[tuple[Grid, ...], bool]:
    """The ruled tables of a page, from level and upright edges (x0, top, x1, bottom); false if there are too many."""
    lines = _distinct(edges)
    if not _can_cross(lines):
        return (), True
    joined = _joined(lines)
    level = sum(edge["orientation"] == "h" for edge in joined)
    if level * (len(joined) - level) > MOST_PAIRS:
        return (), False
    crossings = edges_to_intersections(joined, SETTINGS.intersection_x_tolerance, SETTINGS.intersection_y_tolerance)
    if len(crossings) > MOST_CROSSINGS:
        return (), False
    return tuple(_grids(_cells(crossings), number)), True


def _distinct(edges: Floats) -> Floats:
    """Each edge once: a frame and what fills it are often drawn as two rectangles. Stubs are left out."""
    long = edges[np.maximum(edges[:, 2] - edges[:, 0], edges[:, 3] - edges[:, 1]) >= 1]
    return np.array(sorted(set(map(tuple, long.tolist())))).reshape(-1, 4)


def _can_cross(lines: Floats) -> bool:
    """A table of two cells needs three lines one way and two the other, farther apart than lines are joined."""
    if len(lines) < 5:
        return False
    level = lines[:, 1] == lines[:, 3]
    rows, columns = _places(lines[level, 1]), _places(lines[~level, 0])
    return min(rows, columns) >= 2 and rows + columns >= 5


def _places(positions: Floats) -> int:
    return 1 + int((np.diff(np.sort(positions)) > SETTINGS.snap_x_tolerance).sum()) if len(positions) else 0


def _joined(lines: Floats) -> list[Edge]:
    """Lines that nearly are one made one, as pdfplumber does."""
    merged = merge_edges(
        [_edge(*line) for line in lines.tolist()],
        snap_x_tolerance=SETTINGS.snap_x_tolerance,
        snap_y_tolerance=SETTINGS.snap_y_tolerance,
        join_x_tolerance=SETTINGS.join_x_tolerance,
        join_y_tolerance=SETTINGS.join_y_tolerance,
    )
    return filter_edges(merged, min_length=SETTINGS.edge_min_length)


def _edge(x0: float, top: float, x1: float, bottom: float) -> Edge:
    return {
        "object_type": "line", "x0": x0, "x1": x1, "top": top, "bottom": bottom, "doctop": top,
        "width": x1 - x0, "height": bottom - top, "orientation": "h" if top == bottom else "v",
    }  # fmt: skip


def _cells(crossings: Mapping[Point, Mapping[str, Sequence[Edge]]]) -> list[tuple[float, float, float, float]]:
    """The smallest rectangle to the right of and below each crossing whose four sides are drawn."""
    upright = {point: {id(edge) for edge in edges["v"]} for point, edges in crossings.items()}
    level = {point: {id(edge) for edge in edges["h"]} for point, edges in crossings.items()}
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
