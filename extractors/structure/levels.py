"""Levels: which heading stands below which.

Numbers tell most (4.1.2 stands below 4.1); the contents list names the upper levels and indents them; headings of one
look stand on one level; the size and weight of the type rank the rest.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from extractors.structure.groups import Group
from extractors.structure.habits import Habits, habits_of
from extractors.structure.outline import Heading
from extractors.structure.witnesses import Witnesses

NAMED_ORDER = (
    "named teil",
    "named artikel",
    "named kapitel",
    "named handlungsfeld",
    "named abschnitt",
    "paragraph",
    "named leitziel",
    "named teilziel",
    "named massnahme",
)
"""Units of German laws and concepts, from large to small."""

BACK_MATTER = re.compile(
    r"(?:Anhang|Anhänge|Anlagen?|Literatur\w*|Quellen\w*|Glossar|Impressum|Bildnachweise?|\w+verzeichnis|Stichwort\w+|"
    r"(?:Allgemeine\s+)?Begründung|Nachwort|Schlusswort)\b",
    re.IGNORECASE,
)
"""What stands behind the last chapter is no part of it."""

SPACED = re.compile(r"(?:[^\W\d_] ){3,}[^\W\d_]")

INDENT_STEP_PT = 6.0
"""Entries of a contents list whose left edges differ by less stand on one level."""


@dataclass(frozen=True, slots=True)
class _Known:
    """What is known of a document's headings before they are put below each other."""

    listed: Mapping[int, str]
    """First line → what names the heading: the contents list or a bookmark."""

    indents: Mapping[int, int]
    """First line → how far the contents list indents it, in steps."""

    habits: Habits

    @property
    def indents_tell(self) -> bool:
        """Whether the contents list indents at all."""
        return len(set(self.indents.values())) > 1

    def is_chapter(self, group: Group) -> bool:
        """Whether one count runs through the document, and the contents list does not indent it below others."""
        outermost = min(self.indents.values(), default=0)
        return group.first in self.habits.chapters and self.indents.get(group.first, outermost) <= outermost


def with_levels(chosen: Sequence[Group], found: Witnesses, page_count: int) -> tuple[Heading, ...]:
    """Headings with levels: each stands below the last open heading that is above its kind."""
    known = _Known(
        {lines[0]: witness for lines, witness in found.by_lines.items()},
        {lines[0]: round(x0 / INDENT_STEP_PT) for lines, x0 in found.indents.items()},
        habits_of(chosen, page_count),
    )
    stack: list[Group] = []
    headings: list[Heading] = []
    for group in chosen:
        place = _place_in(stack, group, known)
        if group.first in known.listed:
            place = _above_unlisted(stack, place, group, known)
        del stack[place:]
        stack.append(group)
        headings.append(_heading(group, len(stack), known.listed.get(group.first)))
    return tuple(headings)


def _place_in(stack: Sequence[Group], group: Group, known: _Known) -> int:
    """How many of the open headings stay open above this one.

    Numbers go first: 4.1.2 stands below 4.1, 4.2 beside it. Then headings without number that the contents list
    indents alike, and headings of one look, stand beside each other; a), b), c) count the finest parts. Only where
    nothing of that helps does the rank of the type decide; but what the contents list leaves out never closes what it
    names.
    """
    if known.is_chapter(group):
        return 0
    if group.first in known.habits.counted:
        return len(stack)
    for place in reversed(range(len(stack))):
        if _is_numbered_child(stack[place], group):
            return _below_larger(stack, place + 1, group)
    beside = _place_beside(stack, group, known)
    if beside is not None:
        return beside
    return len(stack) if group.numbered.family == "small" else _place_by_rank(stack, group, known)


def _place_beside(stack: Sequence[Group], group: Group, known: _Known) -> int | None:
    """The place of an open heading of the same kind; None if there is none."""
    for place in reversed(range(len(stack))):
        if _is_listed_alike(stack[place], group, known):
            return place
    for place in reversed(range(len(stack))):
        if _is_sibling(stack[place], group) or _is_chapter_beside(stack[place], group, known.indents):
            return place
    return None


def _below_larger(stack: Sequence[Group], place: int, group: Group) -> int:
    """A goal numbered by its field ("A", "Leitziel A 1") may stand below "Maßnahmen" in larger type."""
    if stack[place - 1].numbered.family == group.numbered.family:
        return place
    while place < len(stack) and not stack[place].numbered.number and stack[place].look.size > group.look.size:
        place += 1
    return place


def _above_unlisted(stack: Sequence[Group], place: int, group: Group, known: _Known) -> int:
    """What the contents list names stands below no heading without number that it leaves out.

    A larger one directly above it, with no text between, is its first half, whatever the list prints of it.
    """
    while place and stack[place - 1].first not in known.listed and not stack[place - 1].numbered.number:
        upper = stack[place - 1]
        if upper.lines[-1] + 1 == group.first and upper.look.size > group.look.size:
            break
        place -= 1
    return place


def _place_by_rank(stack: Sequence[Group], group: Group, known: _Known) -> int:
    place = len(stack)
    while place and not _outranks(stack[place - 1], group, known.habits):
        if group.first not in known.listed and stack[place - 1].first in known.listed:
            return place
        place -= 1
    return place


def _is_listed_alike(other: Group, group: Group, known: _Known) -> bool:
    """Whether the contents list indents both by the same: two without number, or a chapter and one without number."""
    depths = {other.numbered.depth, group.numbered.depth}
    comparable = depths == {0} or (depths == {0, 1} and known.indents_tell)
    return comparable and group.first in known.indents and known.indents.get(other.first) == known.indents[group.first]


def _is_numbered_child(upper: Group, lower: Group) -> bool:
    """Whether the number of one begins with the number of the other: 4.1 and 4.1.2, A and A.1."""
    a, b = upper.numbered, lower.numbered
    if not a.number or not b.number or a.family.split()[0] == "small" or b.depth <= a.depth:
        return False
    return parts_of(b.number)[: a.depth] == parts_of(a.number)


def parts_of(number: str) -> list[str]:
    """The parts of a number.

    >>> parts_of("4.1.2"), parts_of("Handlungsfeld A 3")
    (['4', '1', '2'], ['A', '3'])
    """
    return re.findall(r"[A-ZÄÖÜ]+(?![a-zäöü])|\d+", number)


def _is_sibling(other: Group, group: Group) -> bool:
    a, b = other.numbered, group.numbered
    if a.number and b.number and a.family == b.family:
        return (a.depth == b.depth) and (other.look == group.look or a.depth > 1 or _follows(a.number, b.number))
    return other.look == group.look and not a.number and not b.number


def _is_chapter_beside(other: Group, group: Group, indents: Mapping[int, int]) -> bool:
    """Whether a heading without number stands beside a numbered chapter: set alike, and listed alike or back matter."""
    if other.numbered.depth != 1 or group.numbered.number or other.look != group.look:
        return False
    listed = group.first in indents and indents.get(other.first) == indents[group.first]
    return listed or bool(BACK_MATTER.match(group.numbered.title))


def _follows(number: str, later: str) -> bool:
    """Whether a number goes on counting: 3 and 4, but not 3 and 1 (a list within the section)."""
    a, b = parts_of(number)[-1:], parts_of(later)[-1:]
    return bool(a and b and a[0].isdigit() and b[0].isdigit() and int(a[0]) < int(b[0]) <= int(a[0]) + 3)


def _outranks(upper: Group, lower: Group, habits: Habits) -> bool:
    a, b = upper.numbered, lower.numbered
    if a.number and b.number and a.family == b.family and a.depth != b.depth:
        return a.depth < b.depth
    if a.family in NAMED_ORDER and b.family in NAMED_ORDER:
        return NAMED_ORDER.index(a.family) < NAMED_ORDER.index(b.family)
    return _rank(upper, habits) > _rank(lower, habits) and not habits.is_odd(upper, lower)


def _rank(group: Group, habits: Habits) -> tuple[float, ...]:
    look = group.look
    numbered = 1.0 if group.numbered.number else 0.0
    coloured = look.color != "#000000"
    return (
        habits.size(group),
        group.is_caps,
        look.bold,
        numbered,
        look.on_bar,
        coloured,
        look.underlined,
        -look.italic,
    )


def close_up(title: str) -> str:
    """A title in spaced letters, written with blanks between them, as a word.

    >>> close_up("A N T R A G"), close_up("Plan B 1")
    ('ANTRAG', 'Plan B 1')
    """
    return title.replace(" ", "") if SPACED.fullmatch(title) else title


def _heading(group: Group, level: int, witness: str | None) -> Heading:
    method = witness or ("number" if group.numbered.number else "style")
    title = close_up(group.numbered.title or group.text)
    return Heading(group.lines, group.numbered.number, title, level, group.page, method)
