"""Changes: what became of every action field, goal, measure and section from one edition to the next.

A change has one kind or several, the main one first:

    split, merged   one old part became several, or several became one
    moved           it stands in another action field or under another goal;
                    a section: under another heading or in another order
    renamed         its title or label has other words
    reworded        its text has other words; a measure that one edition names by its title only is not reworded
    unchanged       the same words, however they are set
    added, dropped  it stands in one edition only, or the new edition says that it is dropped

The thresholds behind them are in `AlignmentRules`.
"""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

from extractors.comparison.align import Hints, align
from extractors.comparison.candidates import Pair
from extractors.comparison.carried import with_carried
from extractors.comparison.decisions import Decision, with_decisions
from extractors.comparison.entries import Entry, field_entries, goal_entries, measure_entries
from extractors.comparison.fields import Members, align_fields, with_parts
from extractors.comparison.levels import Level, Row
from extractors.comparison.names import OldTitles
from extractors.comparison.references import OldCodes, is_stop
from extractors.comparison.section_level import section_rows
from extractors.comparison.units import Alignment
from extractors.comparison.wording import normal
from schemas.changes import Change
from schemas.content import Goal, Measure
from schemas.extraction import Extraction


@dataclass(frozen=True, slots=True)
class Comparison:
    """What became of every part, with both texts as they were compared."""

    from_edition: str
    to_edition: str
    rows: tuple[Row, ...]
    """By level, in the order of the old edition, what was added at the end of its level."""

    @property
    def changes(self) -> tuple[Change, ...]:
        """The rows that are published."""
        return tuple(row.change for row in self.rows)


def compare_extractions(
    old: Extraction, new: Extraction, *, concept_id: str = "", from_edition: str, to_edition: str
) -> tuple[Change, ...]:
    """What became of every part."""
    return compare(old, new, concept_id=concept_id, from_edition=from_edition, to_edition=to_edition).changes


def compare(
    old: Extraction,
    new: Extraction,
    *,
    concept_id: str = "",
    from_edition: str,
    to_edition: str,
    decisions: Sequence[Decision] = (),
) -> Comparison:
    """Compare two editions; where a person has decided, her word stands."""
    heading = Change(concept_id=concept_id, from_edition=from_edition, to_edition=to_edition, level="", change="")
    decided = partial(with_decisions, decisions=decisions)
    fields = Level("action_field", field_entries(old.action_fields), field_entries(new.action_fields))
    fields = decided(replace(fields, alignment=align_fields(*fields.units)))
    measures = decided(_compare_measures(old, new, fields, from_edition))
    fields = decided(replace(fields, alignment=_fields_by_measures(fields, old, new, measures.alignment)))
    goals = decided(_compare_goals(old, new, fields, measures.alignment))
    goals = replace(goals, moved=_moved_goals(old, new, fields, goals))
    measures = replace(measures, moved=_moved_measures(old, new, fields, goals, measures.alignment))
    rows = [row for level in (fields, goals, measures) for row in level.rows(heading)]
    return Comparison(from_edition, to_edition, (*rows, *section_rows(old, new, heading, decided)))


def _compare_measures(old: Extraction, new: Extraction, fields: Level, edition: str) -> Level:
    places = _places(fields)
    olds, news = (measure_entries(side.measures, places, side.measure_actors) for side in (old, new))
    level = Level("measure", olds, news)
    notices = _notices(level)
    stated, ended = _stated(old, new, edition)
    taken = {i for i, _ in notices}, {j for _, j in notices}
    others = {(i, j) for i, j in stated if i not in taken[0] and j not in taken[1]}
    hints = Hints(stated=frozenset(notices | others), ended=frozenset(ended - taken[0]))
    alignment = with_carried(*level.units, align(*level.units, hints), hints.ended)
    return replace(level, alignment=alignment, ended=notices)


def _places(fields: Level) -> Mapping[str, str]:
    """A name for each action field that all fields belonging together share, by their ids."""
    places: dict[str, str] = {}
    for link in fields.alignment.links:
        ids = fields.old[link.old].unit.unit_id, fields.new[link.new].unit.unit_id
        one, other = (places.get(name, name) for name in ids)
        joined = [name for name in {*places, *ids} if places.get(name, name) in (one, other)]
        places.update(dict.fromkeys(joined, min(one, other)))
    return places


def _notices(level: Level) -> set[Pair]:
    """Measures of the new edition that only say "entfällt", with the old measure of that code."""
    olds, news = _by_code(level.old, notices=False), _by_code(level.new, notices=True)
    return {(olds[code], j) for code, j in news.items() if code in olds}


def _by_code(entries: Sequence[Entry], *, notices: bool) -> Mapping[str, int]:
    """Places of the measures with a code that are notices of an end, or of those that are not.

    A code that stands twice names neither.
    """
    coded = [(normal(entry.unit.code), place) for place, entry in enumerate(entries) if entry.unit.code]
    counts = Counter(code for code, _ in coded)
    units = [entry.unit for entry in entries]
    return {c: p for c, p in coded if counts[c] == 1 and is_stop(f"{units[p].title} {units[p].text}") is notices}


def _stated(old: Extraction, new: Extraction, edition: str) -> tuple[set[Pair], set[int]]:
    """Pairs the measures of the new edition state, and old measures any of its sections says are dropped.

    A code that the old edition prints twice names nothing.
    """
    counts = Counter(m.code for m in old.measures)
    places = {m.code: i for i, m in enumerate(old.measures) if m.code and counts[m.code] == 1}
    old_codes = OldCodes(list(places), edition=edition)
    said = [old_codes.find_statements(_all_words(measure)) for measure in new.measures]
    told = [*said, *(old_codes.find_statements(section.text) for section in new.sections)]
    pairs = {(places[code], j) for j, statement in enumerate(said) for code in statement.continued}
    return pairs | _named(old, new), {places[code] for statement in told for code in statement.ended}


def _named(old: Extraction, new: Extraction) -> set[Pair]:
    """Pairs the descriptions of the new edition state by title."""
    titles = OldTitles([m.title for m in old.measures], kept=[m.title for m in new.measures])
    return {(i, j) for j, m in enumerate(new.measures) for i in titles.find_named(m.description or "")}


def _all_words(measure: Measure) -> str:
    parts = (measure.title, measure.description, measure.status_printed, measure.timeframe, measure.quote)
    return "\n".join(part for part in parts if part)


def _fields_by_measures(fields: Level, old: Extraction, new: Extraction, measures: Alignment) -> Alignment:
    """The fields again, now that it is known which measures they share."""
    members = Members.of(
        [m.action_field_id for m in old.measures], [m.action_field_id for m in new.measures], measures.pairs
    )
    return with_parts(align_fields(*fields.units, members.shares(*fields.units)), *fields.units, members)


def _compare_goals(old: Extraction, new: Extraction, fields: Level, measures: Alignment) -> Level:
    places = _places(fields)
    level = Level("goal", goal_entries(old.goals, places), goal_entries(new.goals, places))
    members = Members.of([m.goal_id for m in old.measures], [m.goal_id for m in new.measures], measures.pairs)
    return replace(level, alignment=align(*level.units, Hints(shared=members.shares(*level.units))))


def _moved_goals(old: Extraction, new: Extraction, fields: Level, goals: Level) -> set[Pair]:
    same = _linked_ids(fields)
    return {(i, j) for i, j in goals.alignment.pairs if _in_other_field(old.goals[i], new.goals[j], same)}


def _moved_measures(old: Extraction, new: Extraction, fields: Level, goals: Level, measures: Alignment) -> set[Pair]:
    pairs = [(pair, old.measures[pair[0]], new.measures[pair[1]]) for pair in measures.pairs]
    same_fields, same_goals = _linked_ids(fields), _linked_ids(goals)
    return {p for p, a, b in pairs if _in_other_field(a, b, same_fields) or _under_other_goal(a, b, same_goals)}


def _in_other_field(old: Goal | Measure, new: Goal | Measure, same: Collection[tuple[str, str]]) -> bool:
    """Whether both fields are known and do not belong together."""
    if old.action_field_id is None or new.action_field_id is None or old.action_field_id == new.action_field_id:
        return False
    return (old.action_field_id, new.action_field_id) not in same


def _under_other_goal(old: Measure, new: Measure, same: Collection[tuple[str, str]]) -> bool:
    """Whether both goals are known and one of them belongs to a goal that is not the other.

    Two goals without any partner are a goal written anew, and the measure stayed where it was.
    """
    if old.goal_id is None or new.goal_id is None:
        return False
    partners = {a for a, _ in same}, {b for _, b in same}
    return (old.goal_id, new.goal_id) not in same and (old.goal_id in partners[0] or new.goal_id in partners[1])


def _linked_ids(level: Level) -> frozenset[tuple[str, str]]:
    return frozenset((level.old[i].unit.unit_id, level.new[j].unit.unit_id) for i, j in level.alignment.pairs)
