"""Rows of a contents list: title, leaders and page number arrive apart; two columns of entries stand side by side.

The columns show by their page numbers: each column ends in numbers on one right edge.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from schemas.geometry import Line, Word

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


_Unpacked = tuple[Line, tuple[Word, ...]]
"""A line with its words, which are asked for again and again."""


@dataclass(frozen=True, slots=True)
class Row:
    """What stands on one height of a column of the list."""

    text: str
    """Without leaders."""

    has_leader: bool
    x0: float
    second_x0: float
    """Left edge of its second word; of the only one, if it has no other."""

    x1: float
    top: float
    bottom: float
    size: float
    room: float
    """In front of its last word, in type sizes."""


def contents_rows(lines: Iterable[Line]) -> list[Row]:
    """The rows of a page, one column of entries after the other."""
    heights = [[(line, tuple(line.words)) for line in row] for row in _heights(lines)]
    edges = _column_edges(heights)
    placed = [
        (row[0][0].block, column, _row(pieces))
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


def _column_edges(heights: Sequence[Sequence[_Unpacked]]) -> list[float]:
    """Right edges of the columns of page numbers that have titles to their right: those of the next column."""
    ends = sorted(word.box.x1 for row in heights for word in _page_numbers(row))
    clusters: list[list[float]] = []
    for end in ends:
        if clusters and end - clusters[-1][-1] <= SAME_EDGE_PT:
            clusters[-1].append(end)
        else:
            clusters.append([end])
    edges: list[float] = []
    for cluster in clusters:
        wide = not edges or cluster[-1] - edges[-1] >= NARROWEST_PT
        if wide and len(cluster) >= LEAST_IN_COLUMN and _titles_behind(cluster[-1], heights) >= LEAST_IN_COLUMN:
            edges.append(cluster[-1])
    return edges


def _titles_behind(edge: float, heights: Sequence[Sequence[_Unpacked]]) -> int:
    """How many rows have words with letters right of an edge."""
    return sum(
        any(word.box.x0 >= edge and any(map(str.isalpha, word.text)) for _, words in row for word in words)
        for row in heights
    )


def _page_numbers(row: Sequence[_Unpacked]) -> Iterator[Word]:
    """Numbers behind words, with room after them."""
    words = [word for _, own in row for word in own]
    if not any(PAGE.fullmatch(word.text) for word in words):
        return
    lettered = False
    for word, after in pairwise([*words, None]):
        if word is None:
            return
        far = after is None or after.box.x0 - word.box.x1 > ROOM * word.style.size
        if lettered and far and PAGE.fullmatch(word.text):
            yield word
        lettered = lettered or any(map(str.isalpha, word.text))


def _by_column(row: Iterable[_Unpacked], edges: Sequence[float]) -> dict[int, list[tuple[str, tuple[Word, ...]]]]:
    """Column → the pieces of lines that stand in it."""
    found: dict[int, list[tuple[str, tuple[Word, ...]]]] = {}
    for line, words in row:
        if not edges:
            found.setdefault(0, []).append((line.text, words))
            continue
        own: dict[int, list[Word]] = {}
        for word in words:
            own.setdefault(bisect_right(edges, word.box.x0), []).append(word)
        for column, part in own.items():
            text = line.text if len(own) == 1 else " ".join(word.text for word in part)
            found.setdefault(column, []).append((text, tuple(part)))
    return found


def _row(pieces: Sequence[tuple[str, tuple[Word, ...]]]) -> Row:
    text = " ".join(text for text, _ in pieces)
    words = [word for _, own in pieces for word in own]
    last, before = words[-1], words[-2] if len(words) > 1 else None
    return Row(
        text=" ".join(LEADER.sub(" ", text).split()) or text,
        has_leader=bool(LEADER.search(text)),
        x0=words[0].box.x0,
        second_x0=words[min(1, len(words) - 1)].box.x0,
        x1=last.box.x1,
        top=min(word.box.top for word in words),
        bottom=max(word.box.bottom for word in words),
        size=words[0].style.size,
        room=(last.box.x0 - before.box.x1) / max(4.0, last.style.size) if before else 0.0,
    )
