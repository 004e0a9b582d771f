"""Running heads, feet and page numbers: what a page repeats is not its text.

Habit: administrations set the same line (title, date, logo text) at the same height of nearly every page, with the
page number beside it, above or below; chapter names may alternate there. So a line near the edge runs when its text,
digits masked, stands at the same height on other pages, or when it stands alone at the height at which other pages
carry running lines, in the same type size.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from extractors.layout.baselines import Segment
from schemas.geometry import Box

EDGE_SHARE = 0.12
"""Running lines stand in this share of the page's height at its top or bottom."""

SAME_HEIGHT_PT = 3.0
OUTER_PT = 75.0
"""So near to the edge, what stands at the height and in the size of other pages' running lines runs, too."""

HEAD_PITCH_PT = 20.0
"""Lines of one head or foot follow each other within this distance."""

LEAST_LETTERS = 3
"""Bullets and numbers recur at the same height without being running lines."""

LEAST_REPEATS = 3
PAGE_NUMBER = re.compile(
    r"^[-–—|\s]*(?:(?:Seite|S\.)\s*)?(?:\d{1,4}|[ivxlc]{1,6}|[IVXLC]{1,6})(?:\s*(?:von|/)\s*\d{1,4})?[-–—|\s]*$"
)


@dataclass(frozen=True, slots=True)
class _Sighting:
    page: int
    height: float
    """Distance of the middle from the nearer edge, negative at the bottom."""

    mask: str
    size: float


def body_of(pages: Sequence[tuple[float, Sequence[Segment], Sequence[Box]]]) -> list[list[Segment]]:
    """For each page (its height, its segments, tables that are content), the segments that do not run."""
    sightings = [[_sight(n, height, s, tables) for s in segments] for n, (height, segments, tables) in enumerate(pages)]
    running = _repeated(sightings)
    bands = _bands(running, sightings)
    return [
        _without_running(segments, row, _connected(row, [_runs(seen, running, bands) for seen in row]))
        for (_, segments, _), row in zip(pages, sightings, strict=True)
    ]


def _connected(row: Sequence[_Sighting | None], runs: Sequence[bool]) -> list[bool]:
    """Of the lines that may run, those that hang together from the edge inwards: below a head stands a wider gap."""
    heights = sorted({seen.height for seen, also in zip(row, runs, strict=True) if seen and also}, key=abs)
    allowed: list[float] = []
    for height in heights:
        outer = [other for other in allowed if (other < 0) == (height < 0)]
        if not outer or min(abs(height - other) for other in outer) <= HEAD_PITCH_PT:
            allowed.append(height)
    return [bool(also and seen and seen.height in allowed) for seen, also in zip(row, runs, strict=True)]


def _without_running(
    segments: Sequence[Segment], row: Sequence[_Sighting | None], runs: Sequence[bool]
) -> list[Segment]:
    """What stands beside a running line in its size runs, too; a lone number near the edge is a page number."""
    running = [(one.box.middle[1], one.style.size) for one, also in zip(segments, runs, strict=True) if also]
    left = [
        (segment, seen)
        for segment, seen, also in zip(segments, row, runs, strict=True)
        if not also and not _runs_along(segment, running)
    ]
    texts = [segment for segment, _ in left]
    return [s for s, seen in left if seen is None or not _is_page_number(s, texts)]


def _runs_along(segment: Segment, running: Sequence[tuple[float, float]]) -> bool:
    """Whether one of the running lines, by their heights and sizes, stands beside it in its size."""
    height, size = segment.box.middle[1], segment.style.size
    return any(size == other and abs(height - middle) < SAME_HEIGHT_PT for middle, other in running)


def _is_page_number(segment: Segment, others: Sequence[Segment]) -> bool:
    """A lone number with nothing beside it."""
    return bool(PAGE_NUMBER.match(segment.text.strip())) and not any(_is_beside(other, segment) for other in others)


def _is_beside(other: Segment, segment: Segment) -> bool:
    return other is not segment and abs(other.box.middle[1] - segment.box.middle[1]) < SAME_HEIGHT_PT


def _sight(page: int, page_height: float, segment: Segment, tables: Sequence[Box]) -> _Sighting | None:
    """A segment near the upper or lower edge, outside of tables."""
    middle = segment.box.middle[1]
    if any(table.holds(segment.box.middle) for table in tables):
        return None
    if middle <= page_height * EDGE_SHARE:
        return _Sighting(page, middle, _mask(segment.text), segment.style.size)
    if middle >= page_height * (1 - EDGE_SHARE):
        return _Sighting(page, middle - page_height, _mask(segment.text), segment.style.size)
    return None


def _mask(text: str) -> str:
    return re.sub(r"\d+", "#", text).strip().casefold()


def _repeated(sightings: Iterable[Iterable[_Sighting | None]]) -> set[tuple[str, int]]:
    """Masked texts with the height (in steps) at which they recur on enough pages."""
    pages_of: dict[tuple[str, int], set[int]] = defaultdict(set)
    for row in sightings:
        for seen in filter(None, row):
            if sum(letter.isalpha() for letter in seen.mask) < LEAST_LETTERS:
                continue
            step = round(seen.height / SAME_HEIGHT_PT)
            for near in (step - 1, step, step + 1):
                pages_of[seen.mask, near].add(seen.page)
    return {place for place, pages in pages_of.items() if len(pages) >= LEAST_REPEATS}


def _bands(
    running: set[tuple[str, int]], sightings: Sequence[Sequence[_Sighting | None]]
) -> Counter[tuple[int, float]]:
    """How many pages carry a running line at a height and in a type size."""
    bands: Counter[tuple[int, float]] = Counter()
    for row in sightings:
        here = {(round(s.height / SAME_HEIGHT_PT), s.size) for s in row if s and _place(s) in running}
        bands.update(here)
    return bands


def _place(seen: _Sighting) -> tuple[str, int]:
    return seen.mask, round(seen.height / SAME_HEIGHT_PT)


def _runs(seen: _Sighting | None, running: set[tuple[str, int]], bands: Counter[tuple[int, float]]) -> bool:
    if seen is None:
        return False
    if _place(seen) in running:
        return True
    return bands[round(seen.height / SAME_HEIGHT_PT), seen.size] >= 2 * LEAST_REPEATS and abs(seen.height) < OUTER_PT
