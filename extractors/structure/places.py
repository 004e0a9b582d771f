"""Which section a place on a page belongs to."""

from bisect import bisect_right
from collections.abc import Iterator

from extractors.layout.lines import Arranged
from extractors.structure.sections import Part
from schemas.geometry import Box


class Places:
    """The parts of a document, found by page and box."""

    def __init__(self, arranged: Arranged, parts: tuple[Part, ...]) -> None:
        self.parts = parts
        self._lines = arranged.lines
        self._by_id = {part.section.section_id: part for part in parts}
        self._firsts = [part.heading.first for part in parts]
        self._on_page: dict[int, list[int]] = {}
        for i, line in enumerate(arranged.lines):
            self._on_page.setdefault(line.page, []).append(i)

    def part_at(self, page: int, box: Box) -> Part | None:
        """The part a box on a page lies in, or whose heading it is; None before the first heading."""
        index = self.line_at(page, box)
        if index is None:
            return None
        at = bisect_right(self._firsts, index) - 1
        return self.parts[at] if at >= 0 else None

    def line_at(self, page: int, box: Box) -> int | None:
        """Index of the line nearest to the upper edge of a box; None on a page without lines."""
        own = self._on_page.get(page, ())
        return min(own, key=lambda i: _distance(self._lines[i].box, box), default=None)

    def ancestors(self, part: Part | None) -> Iterator[Part]:
        """The part itself, then the ones above it, innermost first."""
        while part is not None:
            yield part
            part = self._by_id.get(part.section.parent_id or "")


def _distance(line: Box, box: Box) -> float:
    """From the middle of a line to a box, heights first."""
    x, y = line.middle
    across = max(box.x0 - x, 0.0, x - box.x1)
    return abs(y - min(max(y, box.top), box.bottom)) * 4 + abs(line.top - box.top) + across
