"""Titles told by where they stand, whatever their type: above their text, counting on, set in the middle."""

import re
from collections.abc import Iterator, Mapping, Sequence

from extractors.structure.groups import Group
from extractors.structure.looks import Look

ENDS_LIKE_TEXT = re.compile(r"[.,;]$")

SHORT = 90
"""Letters that a heading rarely has more of."""

FOLLOWED = 45
"""Letters of a paragraph under a heading."""

LEAST_COUNTED = 3
LEAST_CENTRED = 3
"""A habit is seen so many times."""

OFF_CENTER = 0.04
LEAST_INDENT = 0.1
"""Of the width of the text: a title in the middle is off by less, and leaves at least so much free on its left."""

FREE_ABOVE, FREE_BELOW = 1.6, 1.0
"""Room around a title in the middle, in type sizes."""


def opens_text(group: Group, next_letters: Mapping[int, int]) -> bool:
    """Whether it is short, set apart above, alone at its height, and has a paragraph under it."""
    apart = group.gap_above >= 0.6 and not (group.has_neighbour or group.in_table or group.is_footnote)
    short = group.letters < SHORT and not ENDS_LIKE_TEXT.search(group.text)
    return apart and short and next_letters[group.first] >= FOLLOWED


def next_letters_of(groups: Sequence[Group]) -> dict[int, int]:
    """First line of a group → letters of the largest of the three groups after it."""
    return {
        group.first: max((later.letters for later in groups[i + 1 : i + 4]), default=0)
        for i, group in enumerate(groups)
    }


def counted(groups: Sequence[Group], next_letters: Mapping[int, int]) -> Iterator[int]:
    """First lines of groups in one look that count with small letters from a on, each a title above its text."""
    runs: dict[Look, list[Group]] = {}
    for group in groups:
        letter = group.numbered.number or ""
        if group.numbered.family != "small" or not letter[:1].isalpha() or not opens_text(group, next_letters):
            continue
        run = runs.setdefault(group.look, [])
        before = (run[-1].numbered.number or "") if run else ""
        if before and ord(letter[0]) != ord(before[0]) + 1:
            run.clear()
        if run or letter[0] in "ab":  # the first may have a note beside it
            run.append(group)
        if len(run) >= LEAST_COUNTED:
            yield from (member.first for member in run)


def centred(groups: Sequence[Group], next_letters: Mapping[int, int], body: Look) -> Iterator[int]:
    """First lines of short groups in the type of the body that are set in the middle, above their text.

    Habit: contracts and bylaws set "§ 4 Kosten" so; typewriters and text recognition know no other way.
    """
    found = [
        group
        for group in groups
        if group.look == body
        and opens_text(group, next_letters)
        and group.off_center < OFF_CENTER
        and group.indent > LEAST_INDENT
        and group.gap_above >= FREE_ABOVE
        and group.gap_below >= FREE_BELOW
    ]
    if len(found) >= LEAST_CENTRED:
        yield from (group.first for group in found)
