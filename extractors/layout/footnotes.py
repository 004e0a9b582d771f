"""Footnotes: lines in small type at the foot of a page, under a short rule, that begin with their mark.

Habit: word processors draw a rule of a few centimetres above the notes; brochures leave the rule out. Without a rule
nothing is a footnote, since small type at the foot may be anything.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from schemas.geometry import Line, Page

MARK = re.compile(r"^(?:\d{1,3}|[*†])(?:\)|\s|$|[A-ZÄÖÜ„])")
RULE_WIDTH_PT = (30.0, 260.0)
SMALLER_PT = 0.7


def mark_footnotes(lines: Sequence[Line], page: Page, body_size: float) -> list[Line]:
    """The lines of a page, those of footnotes with the role `footnote`."""
    start = _first_height(lines, page, body_size)
    if start is None:
        return list(lines)
    return [replace(line, role="footnote") if _is_note(line, start, body_size) else line for line in lines]


def _is_note(line: Line, start: float, body_size: float) -> bool:
    return line.box.top >= start and line.style.size <= body_size - SMALLER_PT


def _first_height(lines: Sequence[Line], page: Page, body_size: float) -> float | None:
    """The height of the rule above the notes; None when the page has none."""
    for rule in sorted(page.rules, key=lambda r: -r.box.top):
        wide = RULE_WIDTH_PT[0] <= rule.box.width <= min(RULE_WIDTH_PT[1], 0.55 * page.width)
        if rule.kind != "line" or not wide or rule.box.top < 0.4 * page.height:
            continue
        below = [line for line in lines if line.box.top >= rule.box.top - 2]
        below.sort(key=lambda line: line.box.top)
        if below and MARK.match(below[0].text) and all(b.style.size <= body_size - SMALLER_PT for b in below):
            return rule.box.top - 2
    return None
