"""Footnotes: lines in small type at the foot of a page, under a short rule, that begin with their mark.

Habit: word processors draw a rule of a few centimetres above the notes; brochures leave the rule out. Without a rule
nothing is a footnote, since small type at the foot may be anything.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import accumulate

from schemas.geometry import Line, Page, Rule

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
    ordered = sorted(lines, key=lambda line: line.box.top)
    largest = list(accumulate((line.style.size for line in reversed(ordered)), max))[::-1]
    for rule in sorted(_short_rules(page), key=lambda r: -r.box.top):
        first = bisect_left(ordered, rule.box.top - 2, key=lambda line: line.box.top)
        if first == len(ordered) or not MARK.match(ordered[first].text):
            continue
        if largest[first] <= body_size - SMALLER_PT:
            return rule.box.top - 2
    return None


def _short_rules(page: Page) -> Iterator[Rule]:
    """The drawn lines of a few centimetres in the lower part of a page."""
    for rule in page.rules:
        wide = RULE_WIDTH_PT[0] <= rule.box.width <= min(RULE_WIDTH_PT[1], 0.55 * page.width)
        if rule.kind == "line" and wide and rule.box.top >= 0.4 * page.height:
            yield rule
