"""Where a measure belongs: its action field and its goal, by its own words, else by the headings above it.

Documents without the word "Handlungsfeld" divide their measures by chapters ("1 Strom", "2 Verkehr"). There the
uppermost headings that part the measures from each other are printed as their field. Fields stand beside each other: a
"Handlungsfeld" inside one of many such chapters is a part of it.
"""

import re
from collections import Counter
from collections.abc import Mapping, Sequence

from extractors.content.candidates import Candidate
from extractors.content.fields import NAMED, WITHOUT_FIELDS, Fields, resolve, unquoted
from extractors.content.goals import Goals
from extractors.content.measured_fields import NamedField
from extractors.structure.places import Places
from extractors.structure.sections import Part
from extractors.structure.witnesses import key_of
from schemas.catalogue import KnownField
from schemas.documents import Given

LEAST_FIELDS = 3
"""Concepts have at least so many fields; two headings divide the measures only where no level has more."""

LEAST_SHARE = 0.7
"""So many of the measures stand below headings of the level that divides them."""

MOST_SHARE = 0.5
"""A heading above more of the measures than this divides nothing where headings below it do."""

CODED = re.compile(r"^(?P<code>[A-Z]\d?|\d{1,2}|[IVX]{1,5})[.:)]?\s+(?P<label>.*\w.*)$")
"""A field that prints its letter or number before its label: "A Übergeordnete Strukturen"."""


class Locator:
    """Finds field and goal of the measures of one document."""

    def __init__(self, places: Places, fields: Fields, goals: Goals, given: Given, known: Sequence[KnownField]) -> None:
        self._places, self._fields, self._goals = places, fields, goals
        self._given, self._known = given, known
        self._dividing_level: int | None = None
        self._too_wide: frozenset[str] = frozenset()
        self._chapters_divide = False
        self._named: dict[str, NamedField] = {}

    @property
    def named(self) -> Mapping[str, NamedField]:
        """The fields without a heading of their own that were found so far, by id."""
        return self._named

    def look_at(self, candidates: Sequence[Candidate]) -> None:
        """Find the uppermost level of headings that divides these measures, each of them once, as fields do."""
        unnamed = [candidate for candidate in candidates if candidate.action_field is None]
        chains = [self._chain(candidate) for candidate in unnamed]
        levels = [_headings_at(depth, chains) for depth in range(max(map(len, chains), default=0))]
        for least in (LEAST_FIELDS, 2):
            for depth, headings in enumerate(levels):
                if len(headings) >= least and headings.total() >= LEAST_SHARE * len(chains):
                    self._dividing_level = depth
                    self._too_wide = frozenset(_too_wide(depth, chains))
                    self._chapters_divide = self._holds_fields_in_chapters(depth, chains)
                    return

    def field_of(self, candidate: Candidate) -> tuple[str | None, str | None]:
        """Id and printed words of the action field; None where nothing names one."""
        if candidate.action_field:
            printed = candidate.action_field.text
            return self._name(*_code_and_label(printed)), printed
        part = self._part(candidate)
        field = self._fields.of_section.get(part.section.section_id) if part else None
        if field and not self._chapters_divide:
            return field.action_field_id, " ".join(filter(None, (field.code, field.label)))
        if candidate.field_above:
            code, label = _code_and_label(candidate.field_above.text)
            return self._name(code, label), " ".join(filter(None, (code, label)))
        heading = self._dividing_heading(candidate)
        if heading is None:
            return None, None
        code, label = _code_and_label(heading.section.heading)
        return self._name(code or _short(heading.section.number), label, heading), heading.section.heading

    def goal_of(self, candidate: Candidate) -> str | None:
        """The goal whose heading stands above the measure."""
        chain = self._places.ancestors(self._part(candidate))
        return next((goal for part in chain if (goal := self._goals.of_section.get(part.section.section_id))), None)

    def _holds_fields_in_chapters(self, depth: int, chains: Sequence[Sequence[Part]]) -> bool:
        """Whether fields named as such lie inside chapters, and more chapters and measures do without such a name."""
        named, plain = Counter[str](), Counter[str]()
        for chain in (chain for chain in chains if len(chain) > depth):
            field = self._fields.of_section.get(chain[-1].section.section_id)
            if field and field.part not in chain[: depth + 1]:
                named[field.part.section.section_id] += 1
            else:
                plain[chain[depth].section.section_id] += 1
        return 0 < len(named) < len(plain) and named.total() < plain.total()

    def _name(self, code: str | None, label: str, heading: Part | None = None) -> str | None:
        """The id of a field that no heading opens as such."""
        if self._given.kind in WITHOUT_FIELDS:
            return None
        page = heading.section.page_first if heading else None
        own = resolve(code, label, self._given, self._known)
        self._named.setdefault(own, NamedField(own, code, label, page))
        return own

    def _part(self, candidate: Candidate) -> Part | None:
        return self._places.part_at(candidate.title.page, candidate.title.box)

    def _chain(self, candidate: Candidate) -> list[Part]:
        """The headings above a measure, outermost first, without one that is the measure itself."""
        chain = list(self._places.ancestors(self._part(candidate)))[::-1]
        if chain and chain[-1].section.heading.casefold() in candidate.title.text.casefold():
            chain.pop()
        return chain

    def _dividing_heading(self, candidate: Candidate) -> Part | None:
        chain = self._chain(candidate)
        if self._dividing_level is None:
            return None
        below = chain[self._dividing_level :]
        return next((part for part in below if part.section.section_id not in self._too_wide), None)


def _headings_at(depth: int, chains: Sequence[Sequence[Part]]) -> Counter[str]:
    """The headings that stand at a depth above the measures, with the number of measures below each."""
    return Counter(chain[depth].section.section_id for chain in chains if len(chain) > depth)


def _too_wide(depth: int, chains: Sequence[Sequence[Part]]) -> list[str]:
    """The headings from a depth on that stand above too many measures, and above headings that divide these.

    Those below have to be printed above all of these measures, and one of them above several: else each is the
    heading of a measure.
    """
    found: list[str] = []
    for own, count in _headings_at(depth, chains).items():
        if count <= MOST_SHARE * len(chains):
            continue
        inside = [chain for chain in chains if len(chain) > depth and chain[depth].section.section_id == own]
        labels = Counter(key_of(chain[depth + 1].section.heading) for chain in inside if len(chain) > depth + 1)
        if labels.total() == count and 1 < len(labels) < count:
            found += [own, *_too_wide(depth + 1, inside)]
    return found


def _short(number: str | None) -> str | None:
    """The number of a heading if it may be the code of a field; "4.3.1" is that of a section."""
    return number if number and re.fullmatch(r"[A-Z]\d?|\d{1,2}|[IVX]{1,5}", number) else None


def _code_and_label(printed: str) -> tuple[str | None, str]:
    named = NAMED.match(printed)
    if named and named["label"]:
        return named["code"], unquoted(named["label"])
    coded = CODED.match(printed)
    return (coded["code"], unquoted(coded["label"])) if coded else (None, unquoted(printed))
