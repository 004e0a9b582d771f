"""Rows of a contents list: title, leaders and page number arrive apart; two columns of entries stand side by side.

The columns show by their page numbers: each column ends in numbers on one right edge.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from math import inf

from schemas.geometry import Line, Word
from schemas.packed import texts_of

LEADER = re.compile(r"([^\w\s])(?:\s?\1){3,}|…{2,}|_{4,}")
"""A sign that is repeated: dots, also where the font does not say that they are dots."""

SAME_HEIGHT_PT = 4.0
PAGE = re.compile(r"\d{1,3}")

SAME_EDGE_PT = 3.0
LEAST_IN_COLUMN = 4
NARROWEST_PT = 60.0
"""A column of entries is at least so wide."""

ROOM = 0.8
"""After a page number that another column follows, in type sizes."""

_Piece = tuple[str, Sequence[Word]]
"""What a line says in one column, and its words there."""


@dataclass(frozen=True)
class Row:
    """What stands on one height of a column of the list; most pages are none, and nobody asks where their rows are."""

    text: str
    """Without leaders."""

    has_leader: bool
    pieces: tuple[Sequence[Word], ...]
    """The words, piece by piece."""

    @cached_property
    def words(self) -> tuple[Word, ...]:
        """All its words, from left to right."""
        return tuple(word for piece in self.pieces for word in piece)

    @property
    def x0(self) -> float:
        return self.words[0].box.x0

    @property
    def second_x0(self) -> float:
        """Left edge of its second word; of the only one, if it has no other."""
        return self.words[min(1, len(self.words) - 1)].box.x0

    @property
    def x1(self) -> float:
        return self.words[-1].box.x1

    @property
    def top(self) -> float:
        return min(word.box.top for word in self.words)

    @property
    def bottom(self) -> float:
        return max(word.box.bottom for word in self.words)

    @property
    def size(self) -> float:
        return self.words[0].style.size

    @property
    def room(self) -> float:
        """In front of its last word, in type sizes."""
        if len(self.words) < 2:
            return 0.0
        before, last = self.words[-2:]
        return (last.box.x0 - before.box.x1) / max(4.0, last.style.size)


def contents_rows(lines: Iterable[Line]) -> list[Row]:
    """The rows of a page, one column of entries after the other."""
    heights = _heights(lines)
    edges = _column_edges(heights)
    placed = [
        (row[0].block, column, _row(pieces))
        for row in heights
        for column, pieces in sorted(_by_column(row, edges).items())
    ]
    return [row for _, _, row in sorted(placed, key=lambda one: one[:2])]


def _heights(lines: Iterable[Line]) -> list[list[Line]]:
    """Lines of one block on the same height, from left to right."""
    rows: list[list[Line]] = []
    for line in sorted(lines, key=lambda one: (one.block, round(one.box.middle[1] / SAME_HEIGHT_PT), one.box.x0)):
        last = rows[-1][-1] if rows else None
        if last and last.block == line.block and abs(last.box.middle[1] - line.box.middle[1]) < SAME_HEIGHT_PT:
            rows[-1].append(line)
        else:
            rows.append([line])
    return rows


def _column_edges(heights: Sequence[Sequence[Line]]) -> list[float]:
    """Right edges of the columns of page numbers that have titles to their right: those of the next column."""
    ends = sorted(word.box.x1 for row in heights for word in _page_numbers(row))
    clusters: list[list[float]] = []
    for end in ends:
        if clusters and end - clusters[-1][-1] <= SAME_EDGE_PT:
            clusters[-1].append(end)
        else:
            clusters.append([end])
    ends = [cluster[-1] for cluster in clusters if len(cluster) >= LEAST_IN_COLUMN]
    starts = [_last_start(row) for row in heights] if ends else []
    edges: list[float] = []
    for end in ends:
        wide = not edges or end - edges[-1] >= NARROWEST_PT
        if wide and sum(start >= end for start in starts) >= LEAST_IN_COLUMN:
            edges.append(end)
    return edges


def _last_start(row: Sequence[Line]) -> float:
    """Left edge of the word with letters that stands farthest to the right."""
    lettered = (word.box.x0 for line in row for word in line.words if any(map(str.isalpha, word.text)))
    return max(lettered, default=-inf)


def _page_numbers(row: Sequence[Line]) -> Iterator[Word]:
    """Numbers behind words, with room after them."""
    if not any(PAGE.fullmatch(text) for line in row for text in texts_of(line.words)):
        return
    words = [word for line in row for word in line.words]
    lettered = False
    for word, after in pairwise([*words, None]):
        if word is None:
            return
        far = after is None or after.box.x0 - word.box.x1 > ROOM * word.style.size
        if lettered and far and PAGE.fullmatch(word.text):
            yield word
        lettered = lettered or any(map(str.isalpha, word.text))


def _by_column(row: Iterable[Line], edges: Sequence[float]) -> dict[int, list[_Piece]]:
    """Column → the pieces of lines that stand in it."""
    if not edges:
        return {0: [(line.text, line.words) for line in row]}
    found: dict[int, list[_Piece]] = {}
    for line in row:
        own: dict[int, list[Word]] = {}
        for word in line.words:
            own.setdefault(bisect_right(edges, word.box.x0), []).append(word)
        for column, part in own.items():
            text = line.text if len(own) == 1 else " ".join(word.text for word in part)
            found.setdefault(column, []).append((text, part))
    return found


def _row(pieces: Sequence[_Piece]) -> Row:
    text = " ".join(text for text, _ in pieces)
    has_leader = bool(LEADER.search(text))
    plain = LEADER.sub(" ", text) if has_leader else text
    return Row(" ".join(plain.split()) or text, has_leader, tuple(words for _, words in pieces))
