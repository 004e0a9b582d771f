"""Chains: lines that read on below each other in one look, as those of a title or a paragraph do."""

import re
from collections.abc import Sequence
from itertools import pairwise

from extractors.layout.baselines import MARKER
from extractors.structure.looks import Look, usual_look
from extractors.structure.numbering import split_number
from schemas.geometry import Line
from schemas.packed import first_text_of

CLOSE = 0.65
WIDER = 0.25
"""Lines of one heading follow each other with at most this gap, in type sizes, or so much more than the usual one."""

CLOSE_TO_NUMBER = 1.05
"""A number on a line of its own ("Artikel 1") may stand so far above its title."""

LONGEST_NUMBER = 6
"""Words: "Maßnahme B 3.2 von 39 –"."""

LOOK_AHEAD = 6
"""A line beside a heading (a label left of its title) may come between its lines; not many do."""

DISPLAY_PT = 18.0
"""Type from this size on is set for titles."""

TITLE_PT = 12.0
"""Bold type from this size on is seldom set for anything but titles."""

FARTHEST_PT = 250.0
"""Lines of one heading begin at most this far apart (centred titles)."""

BULLET = re.compile(r"^[•▪■●◦‣∙·–—☐☑☒✓➢→*©®-]\s")
"""Text recognition takes round bullets for © and ®."""


class Chains:
    """Lines of one look that follow each other downwards; lines beside them may stand between in reading order."""

    def __init__(self, lines: Sequence[Line], looks: Sequence[Look]) -> None:
        self._lines, self._looks = lines, looks
        self._close = max(CLOSE, usual_gap(lines) + WIDER)
        self._usual = usual_look(lines, looks)

    def all(self, known: Sequence[tuple[int, ...]]) -> list[tuple[int, ...]]:
        """Every line in one chain; `known` chains only grow by lines in the look of titles that go on with them."""
        used = {i for chain in known for i in chain}
        chains = [self._grown(chain, used) for chain in known]
        for start in range(len(self._lines)):
            if start in used:
                continue
            chain = [start]
            while (following := self._next(chain, used)) is not None:
                chain.append(following)
            used.update(chain)
            chains.append(tuple(chain))
        return sorted(chains)

    def _grown(self, chain: tuple[int, ...], used: set[int]) -> tuple[int, ...]:
        """A chain with the rest of its title: contents lists shorten long ones."""
        grown = list(chain)
        while self._looks[grown[0]] != self._usual and (following := self._next(grown, used)) is not None:
            grown.append(following)
            used.add(following)
        return tuple(grown)

    def _next(self, chain: Sequence[int], used: set[int]) -> int | None:
        last, lines = chain[-1], self._lines
        for i in range(last + 1, min(last + LOOK_AHEAD, len(lines))):
            if (
                i not in used
                and _goes_on(self._looks[last], self._looks[i])
                and _continues(lines[chain[0]], lines[last], lines[i], self._close)
            ):
                return i
            if not _is_beside(lines[i], lines[last]):
                return None
        return None


def _goes_on(above: Look, below: Look) -> bool:
    """Whether a line may go on with the one above: one look, or a title with a rule below its last line."""
    if above == below:
        return True
    is_title = above.bold and above.size >= TITLE_PT
    return is_title and below.underlined and above._replace(underlined=True) == below


def usual_gap(lines: Sequence[Line]) -> float:
    """The gap between lines that follow each other, in type sizes: the median; documents differ in leading."""
    gaps = sorted(line_gap(a, b) for a, b in pairwise(lines) if (a.page, a.block) == (b.page, b.block))
    return gaps[len(gaps) // 2] if gaps else 0.0


def line_gap(above: Line, line: Line) -> float:
    """The gap between two lines, in type sizes of the lower one."""
    return (line.box.top - above.box.bottom) / max(4.0, line.style.size)


def _is_beside(line: Line, other: Line) -> bool:
    box, beside = line.box, other.box
    return line.page == other.page and (box.x1 <= beside.x0 or box.x0 >= beside.x1)


def _continues(head: Line, above: Line, line: Line, close: float) -> bool:
    """Whether a line of the same look goes on with the one above; `close`: the widest gap, in type sizes."""
    if (above.page, above.grid, above.role) != (line.page, line.grid, line.role):
        return False
    if above.column != line.column and not _is_display(above, line):
        return False
    if not _is_close(head, above, line, close) or _is_beside(line, above):
        return False
    if BULLET.match(line.text):
        return False
    if MARKER.match(first_text_of(line.words)):
        return split_number(line.text).number is None
    return abs(line.box.x0 - head.box.x0) < FARTHEST_PT


def _is_close(head: Line, above: Line, line: Line, close: float) -> bool:
    """Whether a line stands close below the one above; what the head says is asked only where it decides."""
    gap = line.box.top - above.box.bottom
    if gap < -0.6 * line.box.height:
        return False
    as_text, as_title = gap <= close * line.style.size, gap <= CLOSE_TO_NUMBER * line.style.size
    if as_text == as_title:
        return as_text
    return as_title if head is above and _is_only_number(head) else as_text


def _is_display(above: Line, line: Line) -> bool:
    """Display type runs over the columns below it: its wide lines belong to none, its short ones to the first."""
    left_alike = abs(above.box.x0 - line.box.x0) < line.style.size
    return line.style.size >= DISPLAY_PT and left_alike


def _is_only_number(line: Line) -> bool:
    """Whether a heading's number has a line of its own: "Artikel 1" above its title."""
    if len(line.words) > LONGEST_NUMBER:
        return False
    numbered = split_number(line.text)
    return numbered.number is not None and not numbered.title
