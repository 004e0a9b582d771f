"""A short fuzz: the same files each time. `make fuzz` reads others for as long as wanted, with text recognition."""

import math

import pytest

from tests.hostile.fuzz import find_untold
from tests.hostile.reading import without_recognition


@pytest.mark.parametrize("first", [0, 50, 100, 150])
def test_files_changed_by_chance(first: int) -> None:
    read, wrong = find_untold(first, 50, math.inf, without_recognition)
    assert (read, wrong) == (50, [])
