"""Which boxes hold a point, found by height: on a page of many words and many cells nobody asks each about each."""

from collections.abc import Iterator, Sequence
from math import isfinite

from schemas.geometry import Box

SHELVES = 64
"""The height that the boxes take is divided into so many shelves; a box stands on all that it reaches over."""


class Holders:
    """Boxes, found by a point that they hold."""

    def __init__(self, boxes: Sequence[Box]) -> None:
        self._boxes = boxes
        known = [(i, box) for i, box in enumerate(boxes) if isfinite(box.top) and isfinite(box.bottom)]
        self._top = min((box.top for _, box in known), default=0.0)
        self._bottom = max((box.bottom for _, box in known), default=-1.0)
        self._step = max((self._bottom - self._top) / SHELVES, 1.0)
        self._shelves: dict[int, list[int]] = {}
        for i, box in known:
            for shelf in range(self._shelf(box.top), self._shelf(box.bottom) + 1):
                self._shelves.setdefault(shelf, []).append(i)

    def of(self, point: tuple[float, float]) -> Iterator[int]:
        """Indexes of the boxes that hold the point, rising."""
        if not self._top <= point[1] <= self._bottom:
            return iter(())
        near = self._shelves.get(self._shelf(point[1]), ())
        return (i for i in near if self._boxes[i].holds(point))

    def _shelf(self, y: float) -> int:
        return int((y - self._top) / self._step)
