"""Damage as it happens on the way: files that break off, bytes that were changed."""

from pathlib import Path

import pytest

from tests.hostile.collection import flips, truncations
from tests.hostile.reading import EXAMPLES, untold, without_recognition

PLACES = {
    "beschlussvorlage-2017-0815": 100,
    "niederschrift-2017-12-11": 60,
    "umsetzungsbericht-2019": 24,
    "integrationskonzept-2009": 10,
    "integrationskonzept-2017": 6,
}
"""Flipped bytes in each document of the example: two hundred in all, most of them in what is read in no time."""


def test_the_whole_example_is_damaged() -> None:
    assert (set(PLACES), sum(PLACES.values())) == ({path.stem for path in EXAMPLES}, 200)


@pytest.mark.parametrize("document", EXAMPLES, ids=lambda path: path.stem)
def test_broken_off_anywhere(document: Path, tmp_path: Path) -> None:
    assert untold(truncations(document.read_bytes()), tmp_path, without_recognition) == {}


@pytest.mark.parametrize("document", EXAMPLES, ids=lambda path: path.stem)
def test_a_flipped_byte(document: Path, tmp_path: Path) -> None:
    assert untold(flips(document.read_bytes(), range(PLACES[document.stem])), tmp_path, without_recognition) == {}
