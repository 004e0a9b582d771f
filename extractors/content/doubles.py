"""Doubles: the same measure found in several places becomes one.

Administrations list their measures in an overview table and describe each on a sheet of its own; titles differ a
little between the two, overviews shorten them, and codes are misprinted now and then. The fuller form wins. A row or
list item takes from its doubles what it lacks; a sheet only code, field, reports, and what the document says of all
its measures in an overview and on no sheet: else it is the council's full word on its measure, and the figures of an
overview may be of another day.
"""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from rapidfuzz.fuzz import ratio, token_sort_ratio

from extractors.content.candidates import Candidate
from extractors.structure.witnesses import key_of

RANKS: Mapping[str, int] = {"sheet": 0, "labels": 1, "section": 2, "table": 3, "list": 4}
"""The fuller the form, the lower; unknown forms come last."""

SAME_TITLE = 88.0
"""Titles at least this similar (0 to 100) name one measure, whatever their codes."""

SAME_WITH_CODE = 60.0
"""Titles this similar name one measure if their codes are the same."""

LEAST_WORDS = 2
"""A single word shortens too much to tell a measure."""

OVERVIEW = 0.8
"""An overview lists at least so many measures, as a share of the sheets."""

BEST_GUESSES = 6
SURE_BY_OTHERS = 0.02

MOST_BEARERS = 300
"""A word in the titles of so many measures ("Konzept erstellen") tells none of them apart; to follow it would cost long
documents the square of their length."""


@dataclass(frozen=True, slots=True)
class Merged:
    """A measure with what it takes from its doubles."""

    candidate: Candidate
    field_elsewhere: Candidate | None = None
    """A double that names an action field; what stands on or above the measure itself counts first."""


def merge_doubles(candidates: Sequence[Candidate]) -> tuple[Merged, ...]:
    """Each measure once, in the order of the pages; words of a sheet that look like a measure are left out."""
    kept = _Kept(_columns_of_overview(candidates))
    for candidate in sorted(candidates, key=lambda c: (RANKS.get(c.method, len(RANKS)), *_place(c))):
        if not kept.holds_words(candidate):
            kept.add(candidate)
    order = sorted(range(len(kept.candidates)), key=lambda at: _place(kept.candidates[at]))
    return tuple(Merged(kept.candidates[at], kept.fields.get(at)) for at in order)


class _Kept:
    """The measures so far, the fuller forms first, and where to look for a double."""

    def __init__(self, columns_of_overview: Collection[str]) -> None:
        self._columns_of_overview = columns_of_overview
        self.candidates: list[Candidate] = []
        self.fields: dict[int, Candidate] = {}
        self._codes: dict[str, list[int]] = {}
        self._words: dict[str, list[int]] = {}
        self._said: dict[int, list[str]] = {}

    def add(self, candidate: Candidate) -> None:
        """Keep a measure, or fill the gaps of the one it doubles."""
        twin = self._twin(candidate)
        if twin is None:
            self._file(candidate)
        else:
            self.candidates[twin] = _filled(self.candidates[twin], candidate, self._columns_of_overview)
            if candidate.action_field:
                self.fields.setdefault(twin, candidate)

    def holds_words(self, candidate: Candidate) -> bool:
        """Whether the words of a list item or row are part of what a sheet on the same pages says."""
        if RANKS.get(candidate.method, len(RANKS)) < RANKS["table"]:
            return False
        words = key_of(candidate.title.text)
        return any(words in said for said in self._said.get(candidate.title.page, ()))

    def _file(self, candidate: Candidate) -> None:
        at = len(self.candidates)
        self.candidates.append(candidate)
        self._codes.setdefault(key_of(candidate.code or ""), []).append(at)
        for word in _words(candidate):
            bearers = self._words.setdefault(word, [])
            if len(bearers) < MOST_BEARERS:
                bearers.append(at)
        if candidate.method == "sheet":
            said = [key_of(value.text) for value in (*candidate.values.values(), *candidate.unread)]
            for page in range(candidate.page_first, candidate.page_last + 1):
                self._said.setdefault(page, []).extend(said)

    def _twin(self, candidate: Candidate) -> int | None:
        """The measure that a candidate doubles: the one with the most similar title."""
        bearers = [self._words.get(word, []) for word in _words(candidate)]
        telling = [those for those in bearers if len(those) < MOST_BEARERS]
        shared = Counter(at for those in telling or bearers for at in those)
        coded = self._codes.get(key_of(candidate.code), []) if candidate.code else []
        likely = dict.fromkeys([*coded[:BEST_GUESSES], *(at for at, _ in shared.most_common(BEST_GUESSES))])
        found = [at for at in likely if _is_same(self.candidates[at], candidate) or self._is_shortened(at, candidate)]
        return max(found, key=lambda at: likeness(self.candidates[at], candidate), default=None) if found else None

    def _is_shortened(self, at: int, candidate: Candidate) -> bool:
        """Whether the words of an overview's title are all in the title of a sheet, and its code is no new one."""
        sheet, words = self.candidates[at], list(_words(candidate))
        if sheet.method != "sheet" or candidate.method == "sheet" or len(words) < LEAST_WORDS:
            return False
        known = candidate.code is None or key_of(candidate.code) in self._codes
        return known and all(word in key_of(sheet.title.text) for word in words)


def likeness(one: Candidate, other: Candidate) -> float:
    """How similar two titles are, 0 to 100; the order of their words counts little."""
    a, b = one.title.text.casefold(), other.title.text.casefold()
    return max(ratio(a, b), token_sort_ratio(a, b))


def _is_same(kept: Candidate, candidate: Candidate) -> bool:
    alike = likeness(kept, candidate)
    if kept.code and candidate.code and key_of(kept.code) == key_of(candidate.code):
        return alike >= SAME_WITH_CODE
    if kept.method == candidate.method and (kept.page_first == candidate.page_first or (kept.code and candidate.code)):
        return False
    return alike >= SAME_TITLE and _fields_agree(kept, candidate) and not _both_described(kept, candidate)


def _both_described(kept: Candidate, candidate: Candidate) -> bool:
    """Whether two items of lists, each with a text of its own, share no more than a title ("Solardachbörse")."""
    return kept.method == candidate.method == "list" and all("description" in c.values for c in (kept, candidate))


def _fields_agree(kept: Candidate, candidate: Candidate) -> bool:
    """Whether two measures could belong to one field; "Öffentlichkeitsarbeit" may be planned in several."""
    if not (kept.action_field and candidate.action_field) or kept.method != candidate.method:
        return True
    return key_of(kept.action_field.text) == key_of(candidate.action_field.text)


def _columns_of_overview(candidates: Sequence[Candidate]) -> frozenset[str]:
    """What only tables say, and of nearly as many measures as have sheets: cost and priority in an overview of all."""
    sheets = [candidate for candidate in candidates if candidate.method == "sheet"]
    asked = {column for sheet in sheets for column in sheet.values}
    listed = Counter(column for candidate in candidates if candidate.method == "table" for column in candidate.values)
    return frozenset(column for column, count in listed.items() if count >= OVERVIEW * len(sheets)) - asked


def _filled(kept: Candidate, other: Candidate, columns_of_overview: Collection[str]) -> Candidate:
    """The fuller form with what it takes from the other."""
    free = columns_of_overview if kept.method == "sheet" else other.values
    lacking = {column: value for column, value in other.values.items() if column in free}
    return replace(
        kept,
        code=kept.code or other.code,
        confidence=min(0.99, round(max(kept.confidence, other.confidence) + SURE_BY_OTHERS, 2)),
        values={**lacking, **kept.values},
        reports=(*kept.reports, *(report for report in other.reports if report not in kept.reports)),
        unread=(*kept.unread, *other.unread),
    )


def _words(candidate: Candidate) -> Iterator[str]:
    """The long words of a title, which tell measures apart."""
    words = {key_of(word) for word in candidate.title.text.split()}
    long = sorted(word for word in words if len(word) > 4)
    yield from long or sorted(words)


def _place(candidate: Candidate) -> tuple[int, float, float]:
    return candidate.title.page, candidate.title.box.top, candidate.title.box.x0
