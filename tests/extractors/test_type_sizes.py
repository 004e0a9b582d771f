"""Type sizes: one of running text, or chance."""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.structure.type_sizes import LEAST_LINES, LEAST_SHARE, type_sizes
from schemas.geometry import Box, Line
from tests.extractors.pages import styled

TEXT = "Die Verwaltung berichtet dem Rat"


def lines(sizes: Sequence[float]) -> list[Line]:
    return [Line(1, (), Box(70, 15.0 * n, 300, 15.0 * n + 10), TEXT, styled(size)) for n, size in enumerate(sizes)]


@pytest.mark.parametrize(
    ("sizes", "are_chance"),
    [
        ([10.0] * 60, False),
        ([10.0, 10.2] * 30, False),
        ([10.0] * 30 + [float(size) for size in range(11, 41)], False),
        ([float(size) for size in range(6, 36)] * 2, True),
        ([float(size) for size in range(6, 36)], False),
        ([], False),
    ],
    ids=["one size", "sizes that look the same", "half in one size", "sizes by chance", "few lines", "no line"],
)
def test_sizes_are_chance_where_none_is_usual(sizes: Sequence[float], are_chance: bool) -> None:
    assert type_sizes(lines(sizes)).are_chance is are_chance


@given(st.lists(st.sampled_from([8.0, 9.0, 10.0, 12.0]), max_size=2 * LEAST_LINES))
def test_a_few_sizes_are_never_chance(sizes: Sequence[float]) -> None:
    found = type_sizes(lines(sizes))
    assert not found.are_chance
    assert found.commonest >= LEAST_SHARE or not sizes
