"""Tick boxes: of "☐ kurzfristig ☒ mittelfristig" only what is ticked is the value.

Forms set their boxes as letters (☐ ☑ ☒ ⊠) or draw small squares, with an X typed into them, crossed by two
lines, or filled in.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from schemas.geometry import Box, Line, Rule

EMPTY, TICKED = "☐", "☒"
EMPTY_SIGNS = "☐□❏❑⬜◻"
TICKED_SIGNS = "☑☒⊠☓✓✔✗✘⊗▣◼⬛🗹🗷"
_BOX = re.compile(rf"\s*([{EMPTY_SIGNS}{TICKED_SIGNS}])\s*")

SQUARE_PT = (5.0, 15.0)
"""Sides of a square that is drawn to be ticked."""

CROSSED = 3
"""A square and the two lines that cross in it have the same middle and size."""

INK = "#000000"

MARKS = frozenset("xX×✓✔")
"""What people type into a square."""


def ticked(text: str) -> str | None:
    """The ticked labels, divided by "; "; None when boxes are there and none is ticked; text without boxes as it is.

    The box stands before its label, unless the text begins with a label and ends with a box.

    >>> ticked("☐ kurzfristig ☒ mittelfristig ☑ langfristig"), ticked("☐ ja ☐ nein"), ticked("hoch ☒ niedrig ☐")
    ('mittelfristig; langfristig', None, 'hoch')
    >>> ticked("ab 2018")
    'ab 2018'
    """
    first, *rest = _BOX.split(text)
    boxes, labels = rest[::2], rest[1::2]
    if not boxes:
        return text
    if first and not labels[-1]:
        labels = [first, *labels[:-1]]
    chosen = [label.strip() for box, label in zip(boxes, labels, strict=True) if box in TICKED_SIGNS and label.strip()]
    return "; ".join(chosen) or None


def squares(rules: Sequence[Rule]) -> tuple[Rule, ...]:
    """The drawn squares of a page that can be ticked."""
    least, most = SQUARE_PT
    found: dict[tuple[int, int], list[Rule]] = {}
    for rule in rules:
        if least <= rule.box.width <= most and abs(rule.box.width - rule.box.height) < 2:
            x, y = rule.box.middle
            found.setdefault((round(x), round(y)), []).append(rule)
    return tuple(map(_square, found.values()))


def _square(same: Sequence[Rule]) -> Rule:
    """One of the strokes that lie on each other; two lines from corner to corner fill a square as a dark area does."""
    filled = max(same, key=lambda rule: rule.fill)
    return replace(filled, fill=INK) if len(same) >= CROSSED else filled


def text_with_boxes(line: Line, drawn: Sequence[Rule]) -> str:
    """The text of a line with its drawn squares as box signs."""
    beside = [rule for rule in drawn if rule.box.top - 3 <= line.box.middle[1] <= rule.box.bottom + 3]
    if not beside:
        return line.text
    signs = [(rule.box.x0, _sign(rule, line)) for rule in beside if _belongs(rule.box, line)]
    typed = [word for word in line.words if not any(_holds(rule.box, word.box) for rule in beside)]
    return " ".join(text for _, text in sorted([*signs, *((word.box.x0, word.text) for word in typed)]))


def _sign(rule: Rule, line: Line) -> str:
    marked = any(word.text in MARKS and _holds(rule.box, word.box) for word in line.words)
    return TICKED if marked or _is_dark(rule.fill) else EMPTY


def _belongs(square: Box, line: Line) -> bool:
    """Whether a square stands in the line or just before it."""
    return line.box.x0 - 25 <= square.x0 <= line.box.x1 + 10


def _holds(square: Box, word: Box) -> bool:
    return square.grown(2).holds(word.middle) and word.width <= square.width + 4


def _is_dark(fill: str) -> bool:
    return bool(fill) and sum(int(fill[at : at + 2], 16) for at in (1, 3, 5)) < 3 * 128
