"""Habits of a document that tell which heading stands below which, whatever their type says.

a kicker        a small "Energie" on top of a page, above a large claim: the kicker names the chapter
a count         "Maßnahmenpakete", then 1, 2, 3; in the next chapter again: the count belongs to the title above it
chapters        1, 2, 3 … once through the whole document: no Vorwort stands above them, however large it is set
"""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise, zip_longest

from extractors.structure.groups import Group
from extractors.structure.looks import Look
from extractors.structure.witnesses import key_of

LEAST_PAGES = 3
"""A habit is seen so many times."""

MOSTLY = 0.7
CHAPTERS = ("decimal", "roman", "named kapitel", "named teil")
ROMAN = {"I": 1, "V": 5, "X": 10}


@dataclass(frozen=True, slots=True)
class Habits:
    """What a document does again and again."""

    claim_of: dict[Look, Look]
    """Look of kickers → look of the larger claims below them."""

    counted: frozenset[int]
    """First lines of headings that begin a count under the heading right above them."""

    chapters: frozenset[int]
    """First lines of the chapters, if one count runs through the document."""

    common: Mapping[Look, int]
    """How many headings have that look."""

    def is_odd(self, upper: Group, lower: Group) -> bool:
        """Whether a look used once is all that sets the upper apart from one of the same size."""
        return upper.look.size == lower.look.size and self.common[upper.look] == 1

    def size(self, group: Group) -> float:
        """The size that ranks a heading: a kicker ranks above its claim."""
        claim = self.claim_of.get(group.look)
        return max(group.look.size, claim.size + 0.25) if claim else group.look.size


def habits_of(chosen: Sequence[Group], page_count: int) -> Habits:
    """The habits that the headings of a document show."""
    return Habits(
        _kickers(chosen), frozenset(_counts(chosen)), _chapters(chosen, page_count), Counter(g.look for g in chosen)
    )


def _kickers(chosen: Sequence[Group]) -> dict[Look, Look]:
    """Looks of headings that open pages, with a larger one right below, nearly always the same."""
    below: dict[Look, Counter[Look]] = defaultdict(Counter)
    opening: Counter[Look] = Counter()
    last_page = 0
    for group, following in zip_longest(chosen, chosen[1:]):
        opens = group.page != last_page
        last_page = group.page
        if not opens or group.numbered.number:
            continue
        opening[group.look] += 1
        if following and following.page == group.page and following.first == group.lines[-1] + 1:
            below[group.look][following.look] += following.look.size > group.look.size
    common = {look: counts.most_common(1)[0] for look, counts in below.items()}
    return {
        look: claim
        for look, (claim, times) in common.items()
        if times >= LEAST_PAGES and times >= MOSTLY * opening[look]
    }


def _counts(chosen: Sequence[Group]) -> list[int]:
    """First lines of headings numbered 1 below a heading that stands above other such beginnings, too."""
    starts = [(upper, lower) for upper, lower in pairwise(chosen) if _begins(upper, lower)]
    leads = Counter(key_of(upper.text) for upper, _ in starts)
    return [lower.first for upper, lower in starts if leads[key_of(upper.text)] >= LEAST_PAGES]


def _begins(upper: Group, lower: Group) -> bool:
    number = lower.numbered.number or ""
    return not upper.numbered.number and number.lstrip("0").rstrip(".") == "1"


def _chapters(chosen: Sequence[Group], page_count: int) -> frozenset[int]:
    """First lines of the headings that one count runs through: from 1 on, each number once, over most of the pages."""
    counts: dict[str, list[Group]] = defaultdict(list)
    for group in chosen:
        if group.numbered.depth == 1 and group.numbered.family in CHAPTERS:
            counts[group.numbered.family].append(group)
    running = {family: members for family, members in counts.items() if _runs_on(members)}
    for members in running.values():
        pages = members[-1].page - members[0].page
        within_parts = any(_is_larger(others, members) for others in running.values())
        if len(members) >= LEAST_PAGES and pages >= page_count / 2 and not within_parts:
            return frozenset(group.first for group in members)
    return frozenset()


def _runs_on(members: Sequence[Group]) -> bool:
    """Whether groups count 1, 2, 3 …"""
    values = [_value((group.numbered.number or "0").split()[-1]) for group in members]
    return values == list(range(1, len(values) + 1))


def _is_larger(others: Sequence[Group], members: Sequence[Group]) -> bool:
    """Whether others, set larger, count the parts that the members stand in."""
    larger = min(group.look.size for group in others) > max(group.look.size for group in members)
    return larger and len(others) > 1 and others[0].first < members[0].first


def _value(number: str) -> int:
    """What a number counts: 3, III and 03 are 3; 0 for what is none."""
    if number.isdigit():
        return int(number)
    digits = [ROMAN.get(letter, 0) for letter in number]
    return sum(-one if one < following else one for one, following in zip(digits, [*digits[1:], 0], strict=True))
