"""Reading order of a page: columns are read one after the other, table rows and label–value sheets across.

The page is cut like a newspaper: a free vertical gutter divides a part of the page into columns when both sides hold
running text (several lines that fill their side). Lines that cross the gutter (headings over both columns) divide the
page into parts from top to bottom, each with its own columns.
"""

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from extractors.layout.baselines import Segment
from schemas.geometry import Box

GUTTER_PT = 7.0
LEAST_LINES = 4
LEAST_WIDTH = 0.18
"""A column takes at least this share of the part it divides."""

LONG_LINE = 0.6
LEAST_LONG = 0.5
"""Of running text at least half of the lines fill more than 60 % of the widest one; cells of tables do less."""

LEAST_LONG_APART = 0.25
LEAST_APART = 12
"""Of so many lines on base lines of their own, fewer long ones suffice."""

MOST_ALIGNED = 0.4
SAME_BASE_PT = 2.5
"""At most this share of lines happens to stand on a base line of the text beside them."""

DENSE = 1.9
"""Lines of running text follow each other within this many line heights."""

LEAST_DENSE_SHARE = 0.5
"""Labels beside their values stand apart; of running text at least this share of lines has a next one."""

TITLE_SIZE = 1.2
TITLE_GAP = 0.65
SAME_EDGE_PT = 2.0
"""Lines of one title: so much larger than most, at most so far apart (in type sizes), on one left edge."""

CROSSING_SHARE = 0.34
"""At most this share of the lines may cross a gutter."""


@dataclass(frozen=True, slots=True)
class Block:
    """Segments of one column of one part of the page, from top to bottom."""

    segments: tuple[Segment, ...]
    column: int
    """From 0; -1 where the part has no columns."""

    is_notes: bool = False
    """Notes in the margin: no part of the running text."""


def blocks(segments: Sequence[Segment]) -> list[Block]:
    """The segments of a page in reading order."""
    notes = _margin_notes(segments)
    running = _without(segments, notes)
    found = [Block(tuple(_by_rows(part)), column) for part, column in _cut(running, -1)]
    return [*found, Block(tuple(_by_rows(notes)), -1, is_notes=True)] if notes else found


def _margin_notes(segments: Sequence[Segment]) -> list[Segment]:
    """Lines in smaller type beside all running text, on base lines of their own.

    Habit: concepts set catchwords in a narrow strip in the margin. Labels of a sheet stand there, too, but on the base
    line of their value, and bold or in its size.
    """
    if len(segments) < 2 * LEAST_LINES:
        return []
    widest = max(s.box.width for s in segments)
    body = [s for s in segments if s.box.width > LONG_LINE * widest]
    left = Counter(round(s.box.x0) for s in body).most_common(1)[0][0]
    right = max(s.box.x1 for s in body)
    size = Counter(s.style.size for s in body).most_common(1)[0][0]
    beside = [s for s in segments if s.box.x1 <= left - GUTTER_PT or s.box.x0 >= right + GUTTER_PT]
    notes = [s for s in beside if s.style.size < size - 0.4 and not s.style.bold]
    labels = _label_values(notes, _without(segments, notes))
    return notes if len(body) >= LEAST_LINES and not labels else []


def _without(segments: Sequence[Segment], left_out: Sequence[Segment]) -> list[Segment]:
    """The segments but for some of them, told apart by identity: comparing words takes long on crowded pages."""
    out = set(map(id, left_out))
    return [segment for segment in segments if id(segment) not in out]


def _label_values(notes: Sequence[Segment], text: Sequence[Segment]) -> bool:
    """Whether the first lines in the margin mostly stand on base lines of the text, as labels do."""
    ordered = sorted(notes, key=lambda s: s.box.top)
    firsts = ordered[:1] + [b for a, b in pairwise(ordered) if b.box.top - a.box.top > DENSE * b.box.height]
    aligned = sum(any(abs(first.box.bottom - s.box.bottom) <= SAME_BASE_PT for s in text) for first in firsts)
    return aligned > MOST_ALIGNED * len(firsts)


def _cut(part: list[Segment], column: int) -> list[tuple[list[Segment], int]]:
    gutter = _gutter(part)
    if gutter is None:
        return [(part, column)] if part else []
    found: list[tuple[list[Segment], int]] = []
    for band in _bands(part, gutter):
        found.extend(_cut_band(band, gutter, column))
    return found


def _cut_band(band: list[Segment], gutter: float, column: int) -> list[tuple[list[Segment], int]]:
    left = [s for s in band if s.box.x1 <= gutter]
    right = [s for s in band if s.box.x0 >= gutter]
    if len(left) + len(right) < len(band) or not left or not right:
        return _cut(band, column) if len(left) + len(right) < len(band) and _gutter(band) is None else [(band, column)]
    return [*_cut(left, 0), *_cut(right, 1 if column < 1 else column + 1)]


def _bands(part: Sequence[Segment], gutter: float) -> list[list[Segment]]:
    """The part from top to bottom, divided where a line crosses the gutter, or a short line of a title that does."""
    bands: list[list[Segment]] = [[]]
    crossing = False
    titles = _crossing_titles(part, gutter)
    for segment in sorted(part, key=lambda s: (s.box.top, s.box.x0)):
        crosses = segment.box.x0 < gutter < segment.box.x1 or id(segment) in titles
        if crosses != crossing and bands[-1]:
            bands.append([])
        crossing = crosses
        bands[-1].append(segment)
    return bands


def _crossing_titles(part: Sequence[Segment], gutter: float) -> set[int]:
    """Lines of larger type close above or below one that crosses the gutter, set like it on the same left edge."""
    usual = Counter(s.style.size for s in part).most_common(1)[0][0]
    large = sorted((s for s in part if s.style.size >= TITLE_SIZE * usual), key=lambda s: s.box.top)
    found = {id(s) for s in large if s.box.x0 < gutter < s.box.x1}
    for order in (large, large[::-1]):
        for one, other in pairwise(order):
            near = max(one.box.top - other.box.bottom, other.box.top - one.box.bottom) < TITLE_GAP * one.style.size
            alike = one.style == other.style and abs(one.box.x0 - other.box.x0) < SAME_EDGE_PT
            if near and alike and id(one) in found:
                found.add(id(other))
    return found


def _gutter(part: Sequence[Segment]) -> float | None:
    """The x at which the part falls into columns of running text; None when it doesn't."""
    if len(part) < 2 * LEAST_LINES:
        return None
    frame = Box.around(s.box for s in part)
    best = max(_candidates(part, frame), default=None)
    return best[1] if best else None


def _candidates(part: Sequence[Segment], frame: Box) -> Iterable[tuple[int, float]]:
    """Gutters with the number of lines beside them."""
    starts, ends = sorted(s.box.x0 for s in part), sorted(s.box.x1 for s in part)
    for x in sorted({round(start) for start in starts}):
        gutter = x - GUTTER_PT / 2
        left_end, right_start = gutter - GUTTER_PT / 2 + 0.6, gutter + GUTTER_PT / 2 - 0.6
        lefts, rights = bisect_right(ends, left_end), len(part) - bisect_left(starts, right_start)
        crossing = len(part) - lefts - rights
        if min(lefts, rights) < LEAST_LINES or crossing > CROSSING_SHARE * len(part):
            continue
        left = [s for s in part if s.box.x1 <= left_end]
        right = [s for s in part if s.box.x0 >= right_start]
        if _are_columns(left, right, frame) and _side_by_side(left, right):
            yield lefts + rights, gutter


def _are_columns(left: Sequence[Segment], right: Sequence[Segment], frame: Box) -> bool:
    """Whether two sides are columns of running text.

    Where each side has base lines of its own, as no table has, headings, lists and forms may stand in them, too.
    """
    if min(len(left), len(right)) < LEAST_LINES:
        return False
    apart = min(len(left), len(right)) >= LEAST_APART and _aligned_share(left, right) <= MOST_ALIGNED
    least = LEAST_LONG_APART if apart else LEAST_LONG
    return _is_text(left, frame, least) and _is_text(right, frame, least)


def _aligned_share(left: Sequence[Segment], right: Sequence[Segment]) -> float:
    """How many of the lines of the shorter side stand on a base line of the other, from 0 to 1."""
    fewer, more = sorted((left, right), key=len)
    bottoms = sorted(s.box.bottom for s in more)
    found = [bisect_left(bottoms, s.box.bottom - SAME_BASE_PT) for s in fewer]
    ends = [bisect_right(bottoms, s.box.bottom + SAME_BASE_PT) for s in fewer]
    return sum(start < end for start, end in zip(found, ends, strict=True)) / len(fewer)


def _is_text(side: Sequence[Segment], frame: Box, least_long: float) -> bool:
    """Whether these lines are a column of running text."""
    widest = max(s.box.width for s in side)
    long = sum(s.box.width > LONG_LINE * widest for s in side)
    return widest >= LEAST_WIDTH * frame.width and long >= least_long * len(side) and _is_dense(side)


def _is_dense(side: Sequence[Segment]) -> bool:
    ordered = sorted(side, key=lambda s: s.box.top)
    near = [b.box.top - a.box.top <= DENSE * max(a.box.height, 6) for a, b in pairwise(ordered)]
    return sum(near) >= LEAST_DENSE_SHARE * len(ordered)


def _side_by_side(left: Sequence[Segment], right: Sequence[Segment]) -> bool:
    """Whether both sides share at least half of the height of the lower one."""
    a, b = Box.around(s.box for s in left), Box.around(s.box for s in right)
    shared = min(a.bottom, b.bottom) - max(a.top, b.top)
    return shared >= 0.5 * min(a.height, b.height)


def _by_rows(part: Iterable[Segment]) -> list[Segment]:
    """From top to bottom; segments on one base line from left to right."""
    found: list[Segment] = []
    row: list[Segment] = []
    for segment in sorted(part, key=lambda s: (s.box.top, s.box.x0)):
        if row and segment.box.middle[1] > row[0].box.bottom - 0.2 * row[0].box.height:
            found.extend(sorted(row, key=lambda s: s.box.x0))
            row = []
        row.append(segment)
    return [*found, *sorted(row, key=lambda s: s.box.x0)]
