"""Habits of a document that tell which heading stands below which, whatever their type says.

    a kicker        a small "Energie" on top of a page, above a large claim: the kicker names the chapter
    a count         "Maßnahmenpakete", then 1, 2, 3; in the next chapter again: the count belongs to the title above it
    an appendix     what follows "Anhang" in the same type are its parts
"""

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from extractors.structure.groups import Group, Look
from extractors.structure.witnesses import key_of

LEAST_PAGES = 3
"""A habit is seen so many times."""

MOSTLY = 0.7
OF_ALL = re.compile(r"(?:Quellen|Literatur|Impressum|Glossar|Fazit|Ausblick|\w+(?:verzeichnis|register)|Anlage|Anhang)\b", re.IGNORECASE)
APPENDIX = re.compile(r"(?:Anhang|Anhänge|Anlagen)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Habits:
    """What a document does again and again."""

    claim_of: dict[Look, Look]
    """Look of kickers → look of the larger claims below them."""

    counted: frozenset[int]
    """First lines of headings that begin a count under the heading right above them."""

    def size(self, group: Group) -> float:
        """The size that ranks a heading: a kicker ranks above its claim."""
        claim = self.claim_of.get(group.look)
        return max(group.look.size, claim.size + 0.25) if claim else group.look.size


def habits_of(chosen: Sequence[Group]) -> Habits:
    """The habits that the headings of a document show."""
    return Habits(_kickers(chosen), frozenset(_counts(chosen)))


def _kickers(chosen: Sequence[Group]) -> dict[Look, Look]:
    """Looks of headings that open pages, with a larger one right below, nearly always the same."""
    below: dict[Look, Counter[Look]] = defaultdict(Counter)
    opening: Counter[Look] = Counter()
    last_page = 0
    for group, following in zip(chosen, [*chosen[1:], None], strict=True):
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
    starts = [(upper, lower) for upper, lower in zip(chosen, chosen[1:], strict=False) if _begins(upper, lower)]
    leads = Counter(key_of(upper.text) for upper, _ in starts)
    return [lower.first for upper, lower in starts if leads[key_of(upper.text)] >= LEAST_PAGES]


def _begins(upper: Group, lower: Group) -> bool:
    number = lower.numbered.number or ""
    return not upper.numbered.number and number.lstrip("0").rstrip(".") == "1"


def is_part_of_appendix(appendix: Group, group: Group) -> bool:
    """Whether a heading in the type of "Anhang" stands in it: it has no number and is no list of the whole document."""
    is_appendix = APPENDIX.fullmatch(appendix.text.strip(" :")) is not None
    return is_appendix and appendix.look == group.look and not group.numbered.number and not OF_ALL.match(group.text)
