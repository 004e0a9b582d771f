"""Words that stand on one base line, and the wide gaps at which such a row falls into segments."""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from extractors.layout.prints import Print
from schemas.geometry import Box, Style, Word, made_by_the_million

SAME_SIZE = 0.8
SAME_BOTTOM = 0.3
"""Words of nearly one height share a line when their lower edges differ by at most this share of it; tight leading lets
the boxes of neighbouring lines overlap."""

SAME_LINE = 0.4
SMALLEST = 0.4
TOUCHING = 0.3
"""A raised or lowered word overlaps a larger one by this share of its height, is at least this share as high, and
stands at most this share of the larger one's height away from it; initials are larger still."""

LOOK_BACK = 12

WIDE_GAP = 1.5
"""A gap wider than this many type sizes parts columns or cells; justified lines stay below."""

NARROW_GAP = 0.75
"""A gap wider than this many type sizes parts them where the next word stands at a left edge that many lines share, or
is set in another style (a bold label before its value)."""

SMALLEST_TYPE_PT = 6.0
LEAST_GAP_PT = NARROW_GAP * SMALLEST_TYPE_PT
"""Gaps are measured in no smaller type than this, so that no narrower one parts anything."""

SHARED_EDGE = 6
"""So many lines of a page that begin at the same x make a left edge."""

MARKER = re.compile(
    r"^(?:[•▪■●◦‣∙·–—☐☑☒✓➢→*-]|\(?[0-9]{1,3}[.)]?|\(?[a-zA-Z][.)]|[A-Z]{0,3}[. -]?\d+(?:\.\d+)*\.?|[IVX]+\.?)$"
)
"""What stands apart before its line: bullets and numbers."""

MARKER_GAP_PT = 60.0

TIGHT_GAP = 0.12
"""Word parts closer than this share of the type size belong together ("CO" and its small "2")."""

PRINTED_OVER = 1.0
"""A word that begins farther back than this share of the type size does not go on with the one before it."""

FOOTNOTE_SIZE = 0.78
"""Raised digits at most this large, relative to their line, are footnote marks."""

LONGEST_MARK = 3
"""Letters of a footnote mark with a comma or bracket."""

UNITS = ("m", "km", "cm", "ha")
"""After these a raised digit is an exponent."""


@made_by_the_million
class Segment:
    """Neighbouring words of one base line."""

    words: Sequence[Word]
    box: Box
    text: str
    style: Style


def segment(found: Print, row: Sequence[int]) -> Segment:
    """A segment from the places of its words in reading order; there must be one."""
    text = _text(found, row)
    return Segment(found.words.at(row, found.texts, text), found.box_around(row), text, _main_style(found, row))


def segment_of(words: Sequence[Word]) -> Segment:
    """A segment from words in reading order; there must be one."""
    return segment(Print.of(words), range(len(words)))


def rows_of(words: Sequence[Word]) -> list[list[Word]]:
    """Words grouped by base line, as `rows` does."""
    return [[words[place] for place in row] for row in rows(Print.of(words), range(len(words)))]


def rows(found: Print, chosen: Iterable[int]) -> list[list[int]]:
    """Places of words grouped by base line from top to bottom, each row from left to right.

    Words of one size share a row by their lower edge. Small raised or lowered words (footnote marks, the 2 of CO₂)
    then join the larger word they touch; anything else of another size stays a row of its own, so that a tall initial
    or a numeral in the margin cannot pull two lines into one.
    """
    started = _started(found, sorted(chosen, key=found.order.__getitem__))
    joined = _with_small_words(found, [row.places for row in started])
    return [sorted(row, key=found.x0.__getitem__) for row in joined]


@dataclass(slots=True)
class _Row:
    """Words on one base line, with lower edge and height of the first of them."""

    places: list[int]
    bottom: float
    height: float


def _started(found: Print, ordered: Iterable[int]) -> list[_Row]:
    """Rows of words of nearly one height; most words stand as the one before them, and are looked at with it."""
    started: list[_Row] = []
    for (bottom, height), alike in groupby(ordered, key=found.stand.__getitem__):
        if height <= 0:
            started += [_Row([place], bottom, height) for place in alike]
        elif row := _row_of(bottom, height, started):
            row.places.extend(alike)
        else:
            started.append(_Row(list(alike), bottom, height))
    return started


def _row_of(bottom: float, height: float, started: Sequence[_Row]) -> _Row | None:
    """The latest of the last rows on whose line a word stands."""
    for row in reversed(started[-LOOK_BACK:]):
        low, high = (height, row.height) if height < row.height else (row.height, height)
        if low > SAME_SIZE * high and abs(row.bottom - bottom) <= SAME_BOTTOM * low:
            return row
    return None


def _with_small_words(found: Print, started: Sequence[list[int]]) -> Sequence[Sequence[int]]:
    """The rows, small words moved to the row of the larger word they touch; rows that are left empty are gone."""
    if len(started) < 2:
        return started
    hosts = _larger_rows(found, started)
    joined = [list(row) for row in started] if hosts else started
    for i, larger in sorted(hosts.items()):
        for place in started[i]:
            host = next((n for n in larger if any(_touches(found, place, other) for other in started[n])), None)
            if host is not None:
                joined[i].remove(place)
                joined[host].append(place)
    return [row for row in joined if row]


def _larger_rows(found: Print, started: Sequence[list[int]]) -> dict[int, list[int]]:
    """For rows with small words the rows near them, and beside them, that have larger ones."""
    height = found.height
    tallest = [max(map(height.__getitem__, row)) for row in started]
    lowest = [min(map(height.__getitem__, row)) for row in started]
    top = [min(map(found.top.__getitem__, row)) for row in started]
    bottom = [max(map(found.bottom.__getitem__, row)) for row in started]
    hosts: dict[int, list[int]] = {}
    least = min(lowest, default=0.0)
    for n in [n for n, largest in enumerate(tallest) if SAME_SIZE * largest >= least]:
        for i in range(max(0, n - LOOK_BACK + 1), min(len(started), n + LOOK_BACK + 1)):
            if (
                lowest[i] <= SAME_SIZE * tallest[n]
                and min(bottom[i], bottom[n]) - max(top[i], top[n]) >= SAME_LINE * lowest[i]
                and i != n
            ):
                hosts.setdefault(i, []).append(n)
    return hosts


def _touches(found: Print, place: int, larger: int) -> bool:
    height, of_larger = found.height[place], found.height[larger]
    if not SMALLEST <= height / max(of_larger, 0.1) <= SAME_SIZE:
        return False
    gap = max(found.x0[place] - found.x1[larger], found.x0[larger] - found.x1[place])
    shared = min(found.bottom[place], found.bottom[larger]) - max(found.top[place], found.top[larger])
    return gap <= TOUCHING * of_larger and shared >= SAME_LINE * height


def left_edges(found: Print, of_rows: Iterable[Sequence[int]]) -> frozenset[int]:
    """The x (rounded) at which many lines of a page begin, also after a gap."""
    starts: Counter[int] = Counter()
    for row in of_rows:
        starts[round(found.x0[row[0]])] += 1
        for left, right in pairwise(row):
            if found.x0[right] - found.x1[left] > NARROW_GAP * found.sizes[right]:
                starts[round(found.x0[right])] += 1
    return frozenset(x for x in starts if starts[x - 1] + starts[x] + starts[x + 1] >= SHARED_EDGE)


def segments(
    found: Print, row: Sequence[int], walls: Sequence[float] = (), edges: frozenset[int] = frozenset()
) -> list[list[int]]:
    """A row cut at wide gaps, at shared left edges, and at walls (rising x of drawn vertical lines that cross it)."""
    parts = [[row[0]]]
    for left, right in pairwise(row):
        if (walls and _is_walled(found, left, right, walls)) or _parts(found, left, right, edges):
            parts.append([])
        parts[-1].append(right)
    return parts


def _is_walled(found: Print, left: int, right: int, walls: Sequence[float]) -> bool:
    at = bisect_left(walls, found.x1[left] - 1)
    return at < len(walls) and walls[at] <= found.x0[right] + 1


def _parts(found: Print, left: int, right: int, edges: frozenset[int]) -> bool:
    between = found.x0[right] - found.x1[left]
    if between <= LEAST_GAP_PT:
        return False
    gap = between / max(found.sizes[left], found.sizes[right], SMALLEST_TYPE_PT)
    if gap <= NARROW_GAP:
        return False
    is_bold = found.styles[left].bold
    return gap > WIDE_GAP or round(found.x0[right]) in edges or is_bold != found.styles[right].bold


def with_markers(block: Sequence[Segment]) -> list[Segment]:
    """The segments of a block, bullets and numbers joined to the line they stand before."""
    found: list[Segment] = []
    for part in block:
        marked = found and _is_marker_of(found[-1], part)
        found.append(segment_of([*found.pop().words, *part.words]) if marked else part)
    return found


def _is_marker_of(marker: Segment, part: Segment) -> bool:
    if not 0 <= part.box.x0 - marker.box.x1 <= MARKER_GAP_PT:
        return False
    level = abs(marker.box.middle[1] - part.box.middle[1]) < 0.5 * max(part.box.height, marker.box.height)
    return level and bool(MARKER.match(marker.text))


def _text(found: Print, row: Sequence[int]) -> str:
    """Words joined by blanks; tight parts without; footnote marks left out."""
    last = row[0]
    said = [found.texts[last]]
    for place in row[1:]:
        word = found.texts[place]
        if len(word) <= LONGEST_MARK and _is_footnote_mark(found, place, row, found.texts[last]):
            continue
        gap, size = found.x0[place] - found.x1[last], min(found.sizes[last], found.sizes[place])
        over = -PRINTED_OVER * size
        if gap < over and word == found.texts[last]:
            continue  # printed over itself, a little aside: a shadow, or a number that two templates set
        if not over < gap < TIGHT_GAP * size:
            said.append(" ")
        said.append(word)
        last = place
    return "".join(said)


def _is_footnote_mark(found: Print, place: int, row: Sequence[int], last: str) -> bool:
    """Whether a figure stands smaller and higher than the main word of its line, and is no exponent."""
    word = found.texts[place]
    if not word.strip(",)").isdigit():
        return False
    line = max(row, key=lambda place: len(found.texts[place]) * found.sizes[place])
    height = found.height[line]
    small = found.sizes[place] <= FOOTNOTE_SIZE * found.sizes[line] or found.height[place] <= FOOTNOTE_SIZE * height
    raised = found.bottom[place] <= found.bottom[line] - 0.15 * height
    exponent = last.rstrip(")").endswith(UNITS) and word in "23"
    return small and raised and not exponent


def _main_style(found: Print, row: Sequence[int]) -> Style:
    first = found.styles[row[0]]
    if all(found.styles[place] is first for place in row):
        return first
    letters: Counter[Style] = Counter()
    for place in row:
        letters[found.styles[place]] += len(found.texts[place])
    return max(letters, key=lambda style: (letters[style], style.size))
