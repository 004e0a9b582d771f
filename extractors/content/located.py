"""Where a measure belongs: its action field and its goal, by its own words, else by the headings above it.

Documents without the word "Handlungsfeld" divide their measures by chapters ("1 Strom", "2 Verkehr"). There the
uppermost headings that part the measures from each other are printed as their field.
"""

from collections import Counter
from collections.abc import Sequence

from extractors.content.candidates import Candidate
from extractors.content.fields import NAMED, QUOTES, Fields, resolve
from extractors.content.goals import Goals
from extractors.structure.places import Places
from extractors.structure.sections import Part
from schemas.catalogue import KnownField
from schemas.documents import Given

LEAST_FIELDS = 3
"""Concepts have at least so many fields; two headings divide the measures only where no level has more."""

LEAST_SHARE = 0.7
"""So many of the measures stand below headings of the level that divides them."""


class Locator:
    """Finds field and goal of the measures of one document."""

    def __init__(self, places: Places, fields: Fields, goals: Goals, given: Given, known: Sequence[KnownField]) -> None:
        self._places, self._fields, self._goals = places, fields, goals
        self._given, self._known = given, known
        self._dividing_level: int | None = None

    def look_at(self, candidates: Sequence[Candidate]) -> None:
        """Find the uppermost level of headings that divides these measures as fields do."""
        chains = [self._chain(candidate) for candidate in candidates if candidate.action_field is None]
        levels = [_headings_at(depth, chains) for depth in range(max(map(len, chains), default=0))]
        for least in (LEAST_FIELDS, 2):
            for depth, headings in enumerate(levels):
                if len(headings) >= least and headings.total() >= LEAST_SHARE * len(chains):
                    self._dividing_level = depth
                    return

    def field_of(self, candidate: Candidate) -> tuple[str | None, str | None]:
        """Id and printed words of the action field; None where nothing names one."""
        if candidate.action_field:
            printed = candidate.action_field.text
            code, label = _code_and_label(printed)
            return resolve(code, label, self._given, self._known), printed
        part = self._part(candidate)
        field = self._fields.of_section.get(part.section.section_id) if part else None
        if field:
            return field.action_field_id, " ".join(filter(None, (field.code, field.label)))
        return None, self._dividing_heading(candidate)

    def goal_of(self, candidate: Candidate) -> str | None:
        """The goal whose heading stands above the measure."""
        chain = self._places.ancestors(self._part(candidate))
        return next((goal for part in chain if (goal := self._goals.of_section.get(part.section.section_id))), None)

    def _part(self, candidate: Candidate) -> Part | None:
        return self._places.part_at(candidate.title.page, candidate.title.box)

    def _chain(self, candidate: Candidate) -> list[Part]:
        """The headings above a measure, outermost first, without one that is the measure itself."""
        chain = list(self._places.ancestors(self._part(candidate)))[::-1]
        if chain and chain[-1].section.heading.casefold() in candidate.title.text.casefold():
            chain.pop()
        return chain

    def _dividing_heading(self, candidate: Candidate) -> str | None:
        chain = self._chain(candidate)
        if self._dividing_level is None or len(chain) <= self._dividing_level:
            return None
        return chain[self._dividing_level].section.heading


def _headings_at(depth: int, chains: Sequence[Sequence[Part]]) -> Counter[str]:
    """The headings that stand at a depth above the measures, with the number of measures below each."""
    return Counter(chain[depth].section.section_id for chain in chains if len(chain) > depth)


def _code_and_label(printed: str) -> tuple[str | None, str]:
    named = NAMED.match(printed)
    if named and named["label"]:
        return named["code"], named["label"].strip(QUOTES)
    code, _, label = printed.partition(" ")
    if len(code.rstrip(".:")) <= 2 and label:
        return code.rstrip(".:"), label.strip(QUOTES)
    return None, printed.strip(QUOTES)
