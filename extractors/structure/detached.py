"""Numbers set apart from their titles: a large "1" above or before the words it counts.

A number alone on a line may be anything: a page, a value in a chart. It counts titles where the document does it again
and again, and begins with 1.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from extractors.structure.groups import Group
from extractors.structure.numbering import Numbered
from extractors.structure.outline import Heading

BARE = re.compile(r"0?(?P<number>\d{1,2})\.?")
LEAST = 3
"""Titles that are numbered so, at least."""

NEAR = 1.2
"""The title begins so many type sizes of the number below it, at most."""


def detached_numbers(chosen: Sequence[Group], groups: Sequence[Group]) -> dict[int, Group]:
    """First line of a heading → the number that stands directly before it."""
    firsts = {group.first for group in chosen if not group.numbered.number}
    found = {
        group.first: before
        for before, group in pairwise(groups)
        if group.first in firsts and BARE.fullmatch(before.text) and _counts(before, group)
    }
    numbers = [_number(before) for before in found.values()]
    return found if len(found) >= LEAST and {"1", "2"} <= set(numbers) else {}


def _counts(number: Group, title: Group) -> bool:
    """Whether the number is at least as large as the title and stands right above it, or left of it."""
    if number.page != title.page or number.look.size < title.look.size or number.in_table:
        return False
    above = -number.box.height <= title.box.top - number.box.bottom <= NEAR * number.look.size
    return above and number.box.x0 <= title.box.x0


def with_numbers(chosen: Sequence[Group], numbers: Mapping[int, Group]) -> list[Group]:
    """The headings, with the numbers that stand before them."""
    return [_numbered(g, _number(numbers[g.first])) if g.first in numbers else g for g in chosen]


def with_number_lines(headings: Sequence[Heading], numbers: Mapping[int, Group]) -> tuple[Heading, ...]:
    """The lines of the numbers belong to the headings, not to the text above."""
    return tuple(replace(h, lines=(*numbers[h.first].lines, *h.lines)) if h.first in numbers else h for h in headings)


def _number(group: Group) -> str:
    found = BARE.fullmatch(group.text)
    return found["number"] if found else ""


def _numbered(group: Group, number: str) -> Group:
    return replace(group, numbered=Numbered("decimal", number, group.numbered.title, 1))
