"""Ordinals that look like numbers of chapters: "14. Filmtage" between the chapters 6 and 7 counts the festival.

Habit: chapters are counted without gaps; a number far ahead, while the count goes on behind it, belongs to the title if
headings without number look the same. One number ahead may be a neighbour read too early, from the next column.
"""

from collections.abc import Sequence
from dataclasses import replace

from extractors.structure.groups import Group
from extractors.structure.numbering import Numbered


def without_ordinals(chosen: Sequence[Group]) -> list[Group]:
    """The groups; the number of each that is none of the count is a part of its title."""
    counted = [group for group in chosen if (group.numbered.number or "").isdigit()]
    values = [int(group.numbered.number or 0) for group in counted]
    plain = {group.look for group in chosen if not group.numbered.number}
    jumps = {
        group.first
        for group, before, own, behind in zip(counted[1:], values, values[1:], values[2:], strict=False)
        if behind == before + 1 and own > behind + 1 and group.text.startswith(f"{own}.") and group.look in plain
    }
    return [replace(group, numbered=_unnumbered(group)) if group.first in jumps else group for group in chosen]


def _unnumbered(group: Group) -> Numbered:
    return Numbered("", None, group.text.strip(), 0)
