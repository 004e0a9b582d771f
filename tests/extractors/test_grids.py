"""Ruled tables: the same as pdfplumber finds, step by step, in the same lines."""

from collections.abc import Iterator

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pdfplumber.table import Table, cells_to_tables, edges_to_intersections, intersections_to_cells, merge_edges
from pdfplumber.utils import filter_edges

from extractors.pdf.grids import SETTINGS, find_grids

Line = tuple[float, float, float]
Corners = tuple[float, float, float, float]

LINES = st.sets(
    st.tuples(st.integers(0, 8).map(lambda place: 20.0 * place), st.integers(-3, 160), st.integers(1, 160)).map(
        lambda drawn: (drawn[0], float(drawn[1]), float(drawn[1] + drawn[2]))
    ),
    max_size=40,
)
"""Place across, from, to. Places lie farther apart than lines are joined; ends are anywhere, also before a crossing."""


def corners(level: set[Line], upright: set[Line]) -> list[Corners]:
    return [*((x0, y, x1, y) for y, x0, x1 in level), *((x, top, x, bottom) for x, top, bottom in upright)]


def found_in(edges: list[Corners]) -> list[list[tuple[Corners | None, ...]]]:
    grids, whole = find_grids(np.array(edges, dtype=float).reshape(-1, 4), 1)
    assert whole
    return [
        [tuple(cell and (cell.box.x0, cell.box.top, cell.box.x1, cell.box.bottom) for cell in row) for row in grid.rows]
        for grid in grids
    ]


def found_by_pdfplumber(edges: list[Corners]) -> Iterator[list[tuple[Corners | None, ...]]]:
    stock = [
        {"x0": x0, "top": top, "x1": x1, "bottom": bottom, "doctop": top, "width": x1 - x0, "height": bottom - top}
        | {"orientation": "h" if top == bottom else "v", "object_type": "line"}
        for x0, top, x1, bottom in edges
    ]
    tolerances = (SETTINGS.snap_x_tolerance, SETTINGS.snap_y_tolerance)
    merged = merge_edges(stock, *tolerances, SETTINGS.join_x_tolerance, SETTINGS.join_y_tolerance)
    long = filter_edges(merged, min_length=SETTINGS.edge_min_length)
    crossings = edges_to_intersections(long, SETTINGS.intersection_x_tolerance, SETTINGS.intersection_y_tolerance)
    for cells in cells_to_tables(intersections_to_cells(crossings)):
        yield [tuple(row.cells) for row in Table(None, cells).rows]  # type: ignore[arg-type]


@given(LINES, LINES)
def test_tables_are_those_that_pdfplumber_finds(level: set[Line], upright: set[Line]) -> None:
    edges = corners(level, upright)
    assert found_in(edges) == list(found_by_pdfplumber(edges))


@pytest.mark.parametrize(
    "level",
    [
        [(10, 10, 90), (12, 10, 90), (30, 10, 90), (33, 10, 90), (50, 10, 90)],
        [(10, 10, 40), (11, 43, 90), (30, 10, 90), (50, 10, 44), (50, 48, 90)],
        [(10, 10, 90), (13, 10, 90), (16, 10, 90), (50, 10, 90)],
    ],
    ids=["double lines", "gaps that are and are not closed", "each near to the next"],
)
def test_lines_close_to_each_other_are_one_as_with_pdfplumber(level: list[Line]) -> None:
    edges = corners(set(level), {(10, 10, 50), (50, 10, 50), (90, 10, 50)})
    assert found_in(edges) == list(found_by_pdfplumber(edges))


@pytest.mark.parametrize("open_side", range(4))
def test_a_cell_has_four_drawn_sides_as_with_pdfplumber(open_side: int) -> None:
    """Lines that only stick out over the corners do not close it."""
    sides = [{(20.0, 0.0, 80.0)}, {(60.0, 0.0, 80.0)}, {(20.0, 0.0, 80.0)}, {(60.0, 0.0, 80.0)}]
    [(place, _, _)] = sides[open_side]
    sides[open_side] = {(place, 0.0, 25.0), (place, 55.0, 80.0)}
    edges = corners({(0.0, 0.0, 80.0), *sides[0], *sides[1]}, {(0.0, 0.0, 80.0), *sides[2], *sides[3]})
    assert found_in(edges) == list(found_by_pdfplumber(edges))
    assert (20.0, 20.0, 60.0, 60.0) not in {cell for grid in found_in(edges) for row in grid for cell in row}


def test_an_edge_drawn_twice_counts_once() -> None:
    edges = corners({(10, 10, 90), (12, 10, 90), (50, 10, 90)}, {(10, 10, 50), (50, 10, 50), (90, 10, 50)})
    again = [*edges, edges[0], edges[0]]
    assert found_in(again) == found_in(edges)
    assert found_in(edges)[0][0][0] == (10, 11, 50, 50)


def test_many_small_tables_stand_apart_from_top_to_bottom() -> None:
    """Forms are printed so: one box for each answer."""
    tops = range(0, 8000, 20)
    edges = [
        edge
        for top in tops
        for edge in corners({(top, 0, 80), (top + 10, 0, 80)}, {(x, top, top + 10) for x in (0, 40, 80)})
    ]
    grids = found_in(edges)
    assert grids == [[((0, top, 40, top + 10), (40, top, 80, top + 10))] for top in tops]
