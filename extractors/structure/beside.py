"""Beside: which lines have another one at their height, as labels have their values, and cells the next cell."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from extractors.layout.baselines import MARKER
from schemas.geometry import Line

SAME_HEIGHT_PT = 4.0

RIVAL_SIZE = 0.7
"""A small label beside a large title does not make the title a label."""

_Placed = tuple[float, int, float]
"""The middle of a line, its index, and its type size; 0 for a lone number, which is nobody's value."""


def with_neighbours(lines: Iterable[Line]) -> frozenset[int]:
    """Indexes of the lines beside which one of hardly smaller type stands in their block."""
    blocks: dict[tuple[int, int], list[_Placed]] = defaultdict(list)
    for at, line in enumerate(lines):
        blocks[line.page, line.block].append((line.box.middle[1], at, _size_as_neighbour(line)))
    sizes = [line.style.size for line in lines]
    return frozenset(at for placed in blocks.values() for at in _beside_others(sorted(placed), sizes))


def _size_as_neighbour(line: Line) -> float:
    is_lone_number = len(line.words) == 1 and MARKER.match(line.text)
    return 0.0 if is_lone_number else line.style.size


def _beside_others(placed: Sequence[_Placed], sizes: Sequence[float]) -> Iterator[int]:
    """Of lines from top to bottom, those with a neighbour; most have none near."""
    first = last = 0
    for middle, at, _ in placed:
        while middle - placed[first][0] >= SAME_HEIGHT_PT:
            first += 1
        while last < len(placed) and placed[last][0] - middle < SAME_HEIGHT_PT:
            last += 1
        near = range(first, last)
        if len(near) > 1 and any(placed[i][2] > RIVAL_SIZE * sizes[at] for i in near if placed[i][1] != at):
            yield at
