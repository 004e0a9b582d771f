"""Words that stand on one base line, and the wide gaps at which such a row falls into segments."""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from schemas.geometry import Box, Style, Word
from schemas.packed import Words

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

UNITS = ("m", "km", "cm", "ha")
"""After these a raised digit is an exponent."""


@dataclass(frozen=True, slots=True)
class Segment:
    """Neighbouring words of one base line."""

    words: Sequence[Word]
    box: Box
    text: str
    style: Style


def segment(words: Sequence[Word]) -> Segment:
    """A segment from words in reading order; there must be one."""
    text = _text(words)
    return Segment(Words(words, text), Box.around(w.box for w in words), text, _main_style(words))


def rows(words: Iterable[Word]) -> list[list[Word]]:
    """Words grouped by base line from top to bottom, each row from left to right.

    Words of one size share a row by their lower edge. Small raised or lowered words (footnote marks, the 2 of CO₂)
    then join the larger word they touch; anything else of another size stays a row of its own, so that a tall initial
    or a numeral in the margin cannot pull two lines into one.
    """
    found: list[_Row] = []
    for word in sorted(words, key=lambda w: (w.box.bottom, w.box.x0)):
        box = word.box
        at = _row_of(box, found)
        if at is None:
            found.append(_Row([word], box.bottom, box.bottom - box.top))
        else:
            found[at].words.append(word)
    joined = _with_small_words([row.words for row in found])
    return [sorted(row, key=lambda w: w.box.x0) for row in joined]


@dataclass(slots=True)
class _Row:
    """Words on one base line, with lower edge and height of the first of them."""

    words: list[Word]
    bottom: float
    height: float


def _row_of(box: Box, found: Sequence[_Row]) -> int | None:
    """The latest of the last rows on whose line a word stands."""
    height = box.bottom - box.top
    for i in range(len(found) - 1, max(-1, len(found) - LOOK_BACK), -1):
        row = found[i]
        low, high = (height, row.height) if height < row.height else (row.height, height)
        if low > SAME_SIZE * high and abs(row.bottom - box.bottom) <= SAME_BOTTOM * low:
            return i
    return None


def _with_small_words(found: Sequence[Sequence[Word]]) -> list[list[Word]]:
    """The rows, small words moved to the row of the larger word they touch; rows that are left empty are gone."""
    if len(found) == 1:
        return [list(found[0])]
    tallest = [max(word.box.height for word in row) for row in found]
    lowest = [min(word.box.height for word in row) for row in found]
    around = [Box.around(word.box for word in row) for row in found]
    joined = [list(row) for row in found]
    for i, row in enumerate(found):
        near = range(max(0, i - LOOK_BACK), min(len(found), i + LOOK_BACK))
        larger = [n for n in near if SAME_SIZE * tallest[n] >= lowest[i] and n != i]
        for word in row if larger else ():
            hosts = (n for n in larger if _shares_height(word.box, around[n]))
            host = next((n for n in hosts if any(_touches(word, other) for other in found[n])), None)
            if host is not None:
                joined[i].remove(word)
                joined[host].append(word)
    return [row for row in joined if row]


def _touches(word: Word, larger: Word) -> bool:
    box, other = word.box, larger.box
    height = other.height
    small = SMALLEST <= box.height / max(height, 0.1) <= SAME_SIZE
    gap = max(box.x0 - other.x1, other.x0 - box.x1)
    return small and gap <= TOUCHING * height and _shares_height(box, other)


def _shares_height(box: Box, larger: Box) -> bool:
    return min(box.bottom, larger.bottom) - max(box.top, larger.top) >= SAME_LINE * box.height


def left_edges(found: Iterable[Sequence[Word]]) -> frozenset[int]:
    """The x (rounded) at which many lines of a page begin, also after a gap."""
    starts: Counter[int] = Counter()
    for row in found:
        starts[round(row[0].box.x0)] += 1
        for left, right in pairwise(row):
            if right.box.x0 - left.box.x1 > NARROW_GAP * right.style.size:
                starts[round(right.box.x0)] += 1
    return frozenset(x for x in starts if starts[x - 1] + starts[x] + starts[x + 1] >= SHARED_EDGE)


def segments(row: Sequence[Word], walls: Sequence[float] = (), edges: frozenset[int] = frozenset()) -> list[list[Word]]:
    """A row cut at wide gaps, at shared left edges, and at walls (rising x of drawn vertical lines that cross it)."""
    parts = [[row[0]]]
    for left, right in pairwise(row):
        if (walls and _is_walled(left, right, walls)) or _parts(left, right, edges):
            parts.append([])
        parts[-1].append(right)
    return parts


def _is_walled(left: Word, right: Word, walls: Sequence[float]) -> bool:
    at = bisect_left(walls, left.box.x1 - 1)
    return at < len(walls) and walls[at] <= right.box.x0 + 1


def _parts(left: Word, right: Word, edges: frozenset[int]) -> bool:
    gap = (right.box.x0 - left.box.x1) / max(left.style.size, right.style.size, 6)
    if gap <= NARROW_GAP:
        return False
    return gap > WIDE_GAP or round(right.box.x0) in edges or left.style.bold != right.style.bold


def with_markers(block: Sequence[Segment]) -> list[Segment]:
    """The segments of a block, bullets and numbers joined to the line they stand before."""
    found: list[Segment] = []
    for part in block:
        marked = found and _is_marker_of(found[-1], part)
        found.append(segment([*found.pop().words, *part.words]) if marked else part)
    return found


def _is_marker_of(marker: Segment, part: Segment) -> bool:
    if not 0 <= part.box.x0 - marker.box.x1 <= MARKER_GAP_PT:
        return False
    level = abs(marker.box.middle[1] - part.box.middle[1]) < 0.5 * max(part.box.height, marker.box.height)
    return level and bool(MARKER.match(marker.text))


def _text(words: Sequence[Word]) -> str:
    """Words joined by blanks; tight parts without; footnote marks left out."""
    line = max(words, key=lambda w: len(w.text) * w.style.size)
    text = ""
    last: Word | None = None
    for word in words:
        if last is not None and (_is_footnote_mark(word, line, last) or _is_shadow(last, word)):
            continue
        text += word.text if last is None or _is_tight(last, word) else f" {word.text}"
        last = word
    return text


def _is_shadow(last: Word, word: Word) -> bool:
    """Whether a word is printed over itself, a little aside: a shadow, or a number that two templates set."""
    return word.text == last.text and word.box.x0 - last.box.x1 < -PRINTED_OVER * min(last.style.size, word.style.size)


def _is_tight(last: Word, word: Word) -> bool:
    """Whether a word goes on with the one before it; what is printed over that one is another."""
    size = min(last.style.size, word.style.size)
    return -PRINTED_OVER * size < word.box.x0 - last.box.x1 < TIGHT_GAP * size


def _is_footnote_mark(word: Word, line: Word, last: Word) -> bool:
    if len(word.text) > 3 or not word.text.strip(",)").isdigit():
        return False
    small = word.style.size <= FOOTNOTE_SIZE * line.style.size or word.box.height <= FOOTNOTE_SIZE * line.box.height
    raised = word.box.bottom <= line.box.bottom - 0.15 * line.box.height
    exponent = last.text.rstrip(")").endswith(UNITS) and word.text in "23"
    return small and raised and not exponent


def _main_style(words: Sequence[Word]) -> Style:
    first = words[0].style
    if all(word.style is first or word.style == first for word in words):
        return first
    letters: Counter[Style] = Counter()
    for word in words:
        letters[word.style] += len(word.text)
    return max(letters, key=lambda style: (letters[style], style.size))
