"""Overview: what each action field of an edition holds, in numbers, and what became of the fields.

Counted with pandas: goals, measures, words, actors and printed amounts by edition and field; what stands in no field is
counted under an empty one, so that the numbers of an edition add up.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import pandas as pd

from extractors.comparison.wording import bare_words
from schemas.changes import Change
from schemas.content import ROLES, ActionField
from schemas.extraction import Extraction
from schemas.overviews import ActorOverview, FieldOverview

_NO_FIELD = ""
"""Of measures, goals and sections in no action field."""

_YEARLY = re.compile(r"\bp\.\s?a\b|\b(?:pro|je|im|per)\s+Jahr\b|\bjährlich|/\s?(?:Jahr|a\b)", re.IGNORECASE)

Kinds = Mapping[tuple[str, str], str]
"""Edition and id of a field → kinds of change."""


def overview_fields(
    editions: Sequence[Extraction], changes: Sequence[Change], concept_id: str = ""
) -> tuple[FieldOverview, ...]:
    """The action fields of each edition in their order, and what stands in no field, if any goal or measure does."""
    before, after = _kinds(changes, "to"), _kinds(changes, "from")
    rows = [row for edition in editions for row in _fields(edition, before, after)]
    return tuple(FieldOverview(concept_id=concept_id, **row) for row in rows)


def overview_actors(editions: Sequence[Extraction], concept_id: str = "") -> tuple[ActorOverview, ...]:
    """The actors of each edition by field, those with most measures first."""
    rows = [row for edition in editions for row in _actors(edition)]
    return tuple(ActorOverview(concept_id=concept_id, **row) for row in rows)


def _kinds(changes: Iterable[Change], side: str) -> Kinds:
    """By edition and id what became of fields, seen from one side; each kind once."""
    found: dict[tuple[str, str], list[str]] = {}
    for change in changes:
        field_id = getattr(change, f"{side}_id")
        if change.level == "action_field" and field_id is not None:
            place = getattr(change, f"{side}_edition"), field_id
            found.setdefault(place, []).extend(change.change.split("|"))
    return {place: "|".join(dict.fromkeys(kinds)) for place, kinds in found.items()}


def _fields(edition: Extraction, before: Kinds, after: Kinds) -> Iterable[dict[str, Any]]:
    counted = _counted(edition)
    edition_id = edition.document.edition_id or ""
    numbers = counted.to_dict("index")
    printed: dict[str, ActionField | None] = {f.action_field_id: f for f in reversed(edition.action_fields)}
    places = [f.action_field_id for f in edition.action_fields]
    alone = [name for name in counted.index if name not in printed and counted.loc[name, ["goals", "measures"]].any()]
    for name in dict.fromkeys([*places, *alone]):
        field = printed.get(name)
        yield {
            "edition_id": edition_id,
            "document_id": edition.document.document_id,
            "action_field_id": name or None,
            "code": field.code if field else None,
            "label_printed": field.label_printed if field else None,
            "position": field.position if field else None,
            "page_first": field.page_first if field else None,
            **_plain(numbers.get(name, {})),
            "change_before": before.get((edition_id, name)),
            "change_after": after.get((edition_id, name)),
        }


COUNTS = ("goals", "measures", "words", "actors", "measures_with_cost")
SUMS = ("cost_eur_min", "cost_eur_max", "yearly_eur_min", "yearly_eur_max")


def _plain(numbers: Mapping[Any, Any]) -> dict[str, Any]:
    """Counts as integers, sums as numbers; a sum of nothing is not zero euros but unknown."""
    counts = {name: int(numbers.get(name, 0)) for name in COUNTS}
    sums = {name: numbers.get(name) for name in SUMS}
    return {**counts, **{name: None if pd.isna(value) else float(value) for name, value in sums.items()}}


def _counted(edition: Extraction) -> pd.DataFrame:
    """One row per action field id, with its counts and sums."""
    measures = _measures(edition)
    by_field = measures.groupby("field")
    carried = pd.DataFrame(
        [(a.measure_id, a.actor_id) for a in edition.measure_actors], columns=["measure_id", "actor_id"]
    ).merge(measures, on="measure_id")
    sections = pd.DataFrame(
        [(s.action_field_id or _NO_FIELD, _word_count(f"{s.heading} {s.text}")) for s in edition.sections],
        columns=["field", "words"],
    )
    goals = pd.Series([g.action_field_id or _NO_FIELD for g in edition.goals], dtype="object")
    columns = {
        "goals": goals.value_counts(),
        "measures": by_field.size(),
        "words": sections.groupby("field")["words"].sum(),
        "actors": carried.groupby("field")["actor_id"].nunique(),
        "measures_with_cost": by_field["with_cost"].sum(),
        **{name: by_field[name].sum(min_count=1) for name in SUMS},
    }
    return pd.DataFrame(columns).fillna(dict.fromkeys(COUNTS, 0))


def _measures(edition: Extraction) -> pd.DataFrame:
    """Measures with field and amounts; yearly amounts and others in columns of their own, as they do not add up."""
    rows = []
    for m in edition.measures:
        amounts = (m.cost_eur_min, m.cost_eur_max)
        nothing = (None, None)
        sums = (*nothing, *amounts) if _YEARLY.search(m.cost or "") else (*amounts, *nothing)
        rows.append((m.measure_id, m.action_field_id or _NO_FIELD, m.cost_eur_min is not None, *sums))
    columns = ["measure_id", "field", "with_cost", *SUMS]
    return pd.DataFrame(rows, columns=columns).astype({**dict.fromkeys(SUMS, "float64"), "with_cost": "int64"})


def _word_count(text: str) -> int:
    return len(bare_words(text))


def _actors(edition: Extraction) -> Iterable[dict[str, Any]]:
    fields = {m.measure_id: m.action_field_id or _NO_FIELD for m in edition.measures}
    carried = pd.DataFrame(
        [(fields.get(a.measure_id, _NO_FIELD), a.actor_id, a.measure_id, a.role) for a in edition.measure_actors],
        columns=["field", "actor_id", "measure_id", "role"],
    )
    places = {name: place for place, name in enumerate(dict.fromkeys(f.action_field_id for f in edition.action_fields))}
    by_actor = carried.groupby(["field", "actor_id"])
    roles = carried.drop_duplicates().groupby(["field", "actor_id", "role"]).size().unstack(fill_value=0)
    table = roles.reindex(columns=list(ROLES), fill_value=0).assign(measures=by_actor["measure_id"].nunique())
    rows = sorted(
        table.reset_index().to_dict("records"),
        key=lambda row: (places.get(row["field"], len(places)), -row["measures"], row["actor_id"]),
    )
    for row in rows:
        yield {
            "edition_id": edition.document.edition_id or "",
            "document_id": edition.document.document_id,
            "action_field_id": row["field"] or None,
            "actor_id": row["actor_id"],
            **{name: int(row[name]) for name in ("measures", *ROLES)},
        }
