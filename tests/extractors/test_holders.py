"""Boxes found by height: the same as asking each, in far fewer questions."""

from math import nan

from hypothesis import given
from hypothesis import strategies as st

from extractors.layout.holders import Holders
from schemas.geometry import Box

COORDINATES = st.floats(-50, 900) | st.sampled_from([0.0, 100.0, 842.0])
BOXES = st.builds(Box, COORDINATES, COORDINATES, COORDINATES, COORDINATES)


@given(st.lists(BOXES, max_size=12), st.tuples(COORDINATES, COORDINATES))
def test_all_boxes_that_hold_a_point_are_found_in_order(boxes: list[Box], point: tuple[float, float]) -> None:
    assert list(Holders(boxes).of(point)) == [i for i, box in enumerate(boxes) if box.holds(point)]


def test_borders_belong_to_a_box() -> None:
    above, below = Box(0, 0, 10, 20), Box(0, 20, 10, 30)
    assert list(Holders([above, below]).of((5, 20))) == [0, 1]
    assert list(Holders([above, below]).of((5, 30))) == [1]


def test_what_is_nowhere_holds_nothing() -> None:
    nowhere = [Box(0, nan, 10, 20), Box(0, 0, 10, float("inf"))]
    assert list(Holders([*nowhere, Box(0, 0, 10, 20)]).of((5, 10))) == [2]
    assert list(Holders(nowhere).of((5, 10))) == []
    assert list(Holders([Box(0, 0, 10, 20)]).of((5, nan))) == []
    assert list(Holders([]).of((0, 0))) == []


class Asked(list[Box]):
    """Boxes that count how often one of them is asked for."""

    count = 0

    def __getitem__(self, place):  # type: ignore[no-untyped-def, override]
        self.count += 1
        return super().__getitem__(place)


def test_a_point_of_a_large_table_is_asked_of_its_rows_only() -> None:
    rows, columns = 100, 20
    cells = Asked(Box(20 * c, 8 * r, 20 * c + 20, 8 * r + 8) for r in range(rows) for c in range(columns))
    holders = Holders(cells)
    for r in range(rows):
        assert list(holders.of((10, 8 * r + 4))) == [r * columns]
    assert cells.count <= rows * 4 * columns
