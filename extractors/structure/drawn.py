"""What is drawn around words: lines under them, bars behind them."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence

from schemas.geometry import Box, Page


class Drawn:
    """What is drawn on a page, by height: lines, and coloured areas."""

    def __init__(self, page: Page) -> None:
        lines = (rule.box for rule in page.rules if rule.kind == "line")
        areas = (rule.box for rule in page.rules if rule.kind == "area" and rule.fill not in ("", "#ffffff"))
        self._lines = _Stack(lines)
        self._areas = _Stack(areas)

    def underlines(self, box: Box) -> bool:
        """Whether a line of about the width of the words runs at their lower edge."""
        if self._lines.is_empty:
            return False
        height, width = box.height, box.width
        near = self._lines.between(box.bottom - 0.35 * height, box.bottom + 0.25 * height)
        return bool(near) and any(
            0.5 * width < line.width < 1.25 * width + 12 and abs(line.x0 - box.x0) < 0.5 * width for line in near
        )

    def is_behind(self, box: Box) -> bool:
        """Whether the words are set on a bar."""
        if self._areas.is_empty:
            return False
        highest, middle = 4 * box.height + 10, box.middle
        near = self._areas.between(middle[1] - highest, middle[1])
        return bool(near) and any(area.height < highest and area.holds(middle) for area in near)


class _Stack:
    """Boxes from top to bottom."""

    def __init__(self, boxes: Iterable[Box]) -> None:
        self._boxes = sorted(boxes, key=lambda box: box.top)
        self._tops = [box.top for box in self._boxes]
        self.is_empty = not self._boxes

    def between(self, top: float, bottom: float) -> Sequence[Box]:
        """Those whose upper edge lies between two heights; mostly there are none."""
        if not self._tops or top > self._tops[-1] or bottom < self._tops[0]:
            return ()
        return self._boxes[bisect_left(self._tops, top) : bisect_right(self._tops, bottom)]
