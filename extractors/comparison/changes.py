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

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from extractors.comparison.align import Hints, align
from extractors.comparison.candidates import Pair
from extractors.comparison.entries import (
    Entry,
    field_entries,
    goal_entries,
    measure_entries,
    section_entries,
    units,
    with_labels,
)
from extractors.comparison.fields import Members, align_fields, with_parts
from extractors.comparison.moves import moved_sections
from extractors.comparison.names import OldTitles
from extractors.comparison.references import OldCodes, is_stop
from extractors.comparison.units import Alignment, Unit
from extractors.comparison.wording import normal, same_words, text_similarity
from schemas.changes import Change
from schemas.content import Goal, Measure
from schemas.extraction import Extraction


def compare_extractions(
    old: Extraction,
    new: Extraction,
    *,
    concept_id: str = "",
    from_edition: str,
    to_edition: str,
) -> tuple[Change, ...]:
    """What became of every part; by level, in the order of the old edition, what was added at the end of its level."""
    heading = Change(concept_id=concept_id, from_edition=from_edition, to_edition=to_edition, level="", change="")
    fields = _Level("action_field", field_entries(old.action_fields), field_entries(new.action_fields))
    fields = replace(fields, alignment=align_fields(*fields.units))
    measures = _compare_measures(old, new, fields, from_edition)
    fields = replace(fields, alignment=_fields_by_measures(fields, old, new, measures.alignment))
    goals = _compare_goals(old, new, fields, measures.alignment)
    measures = replace(measures, moved=_moved_measures(old, new, fields, goals, measures.alignment))
    levels = (fields, goals, measures, _compare_sections(old, new))
    return tuple(change for level in levels for change in level.changes(heading))


NOTHING_ALIGNED = Alignment()


@dataclass(frozen=True, slots=True)
class _Level:
    """Everything of one kind in both editions, and how it is aligned."""

    name: str
    old: Sequence[Entry]
    new: Sequence[Entry]
    alignment: Alignment = NOTHING_ALIGNED
    moved: Collection[Pair] = frozenset()
    ended: Collection[Pair] = frozenset()
    """Old parts with the notice of their end in the new edition."""

    @property
    def units(self) -> tuple[tuple[Unit, ...], tuple[Unit, ...]]:
        return units(self.old), units(self.new)

    def changes(self, heading: Change) -> list[Change]:
        """The rows of this level; `heading` holds what is the same in all of them."""
        heading = replace(heading, level=self.name)
        linked = [(link.old, link.new, self._kinds(link.kind, (link.old, link.new))) for link in self.alignment.links]
        dropped = [(i, None, "dropped") for i in self.alignment.dropped]
        rows = sorted([*linked, *dropped], key=lambda row: (row[0], row[1] or 0))
        return [
            *(_change(heading, self.old[i], None if j is None else self.new[j], kinds) for i, j, kinds in rows),
            *(_change(heading, None, self.new[j], "added") for j in self.alignment.added),
        ]

    def _kinds(self, link_kind: str, pair: Pair) -> str:
        if pair in self.ended:
            return "dropped"
        old, new = self.old[pair[0]].unit, self.new[pair[1]].unit
        holding = {
            link_kind: link_kind != "one",
            "moved": pair in self.moved,
            "renamed": not same_words(old.title, new.title),
            "reworded": self._has_text(old, new) and not same_words(old.text, new.text),
        }
        return "|".join(kind for kind, holds in holding.items() if holds) or "unchanged"

    def _has_text(self, old: Unit, new: Unit) -> bool:
        """Whether texts can be compared: where one edition lists titles only, nothing is known of its wording."""
        return self.name == "section" or bool(old.text and new.text)


def _change(heading: Change, old: Entry | None, new: Entry | None, kinds: str) -> Change:
    return replace(
        heading,
        from_id=old.unit.unit_id if old else None,
        to_id=new.unit.unit_id if new else None,
        change=kinds,
        similarity=_similarity(old.unit, new.unit) if old and new else None,
        from_page=old.page if old else None,
        to_page=new.page if new else None,
        from_quote=old.quote if old else None,
        to_quote=new.quote if new else None,
    )


def _similarity(old: Unit, new: Unit) -> float:
    """Likeness of the texts, 0 to 1, to three digits; of the titles where one has no text."""
    texts = (old.text, new.text) if old.text and new.text else (old.title, new.title)
    return round(text_similarity(*texts), 3)


def _compare_measures(old: Extraction, new: Extraction, fields: _Level, edition: str) -> _Level:
    places = _places(fields)
    level = _Level("measure", measure_entries(old.measures, places), measure_entries(new.measures, places))
    notices = _notices(level)
    stated, ended = _stated(old, new, edition)
    taken = {i for i, _ in notices}, {j for _, j in notices}
    others = {(i, j) for i, j in stated if i not in taken[0] and j not in taken[1]}
    hints = Hints(stated=frozenset(notices | others), ended=frozenset(ended - taken[0]))
    return replace(level, alignment=align(*level.units, hints), ended=notices)


def _places(fields: _Level) -> Mapping[str, str]:
    """A name for each action field that all fields belonging together share, by their ids."""
    places: dict[str, str] = {}
    for link in fields.alignment.links:
        ids = fields.old[link.old].unit.unit_id, fields.new[link.new].unit.unit_id
        one, other = (places.get(name, name) for name in ids)
        joined = [name for name in {*places, *ids} if places.get(name, name) in (one, other)]
        places.update(dict.fromkeys(joined, min(one, other)))
    return places


def _notices(level: _Level) -> set[Pair]:
    """Measures of the new edition that only say "entfällt", with the old measure of that code, the first of each."""
    olds, news = _first_by_code(level.old, notices=False), _first_by_code(level.new, notices=True)
    return {(olds[code], j) for code, j in news.items() if code in olds}


def _first_by_code(entries: Sequence[Entry], *, notices: bool) -> Mapping[str, int]:
    """Places of the measures with a code that are notices of an end, or of those that are not."""
    coded = [(place, entry.unit) for place, entry in reversed(list(enumerate(entries))) if entry.unit.code]
    return {normal(u.code or ""): place for place, u in coded if is_stop(f"{u.title} {u.text}") is notices}


def _stated(old: Extraction, new: Extraction, edition: str) -> tuple[set[Pair], set[int]]:
    """Pairs the measures of the new edition state, and old measures any of its sections says are dropped."""
    places = {m.code: i for i, m in reversed(list(enumerate(old.measures))) if m.code}
    codes = [code for code, _ in sorted(places.items(), key=lambda item: item[1])]
    old_codes = OldCodes(codes, edition=edition)
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


def _fields_by_measures(fields: _Level, old: Extraction, new: Extraction, measures: Alignment) -> Alignment:
    """The fields again, now that it is known which measures they share."""
    members = Members.of(
        [m.action_field_id for m in old.measures], [m.action_field_id for m in new.measures], measures.pairs
    )
    return with_parts(align_fields(*fields.units, members.shares(*fields.units)), *fields.units, members)


def _compare_goals(old: Extraction, new: Extraction, fields: _Level, measures: Alignment) -> _Level:
    places = _places(fields)
    level = _Level("goal", goal_entries(old.goals, places), goal_entries(new.goals, places))
    members = Members.of([m.goal_id for m in old.measures], [m.goal_id for m in new.measures], measures.pairs)
    alignment = align(*level.units, Hints(shared=members.shares(*level.units)))
    same = _linked_ids(fields)
    moved = {pair for pair in alignment.pairs if _in_other_field(old.goals[pair[0]], new.goals[pair[1]], same)}
    return replace(level, alignment=alignment, moved=moved)


def _moved_measures(old: Extraction, new: Extraction, fields: _Level, goals: _Level, measures: Alignment) -> set[Pair]:
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


def _linked_ids(level: _Level) -> frozenset[tuple[str, str]]:
    return frozenset((level.old[i].unit.unit_id, level.new[j].unit.unit_id) for i, j in level.alignment.pairs)


def _compare_sections(old: Extraction, new: Extraction) -> _Level:
    level = _Level("section", with_labels(section_entries(old.sections)), with_labels(section_entries(new.sections)))
    alignment = align(*level.units)
    one_to_one = [(link.old, link.new) for link in alignment.links if link.kind == "one"]
    return replace(level, alignment=alignment, moved=moved_sections(*level.units, one_to_one))
