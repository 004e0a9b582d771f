"""Overviews: what the action fields of an edition hold, counted."""

from dataclasses import dataclass
from typing import Annotated

from schemas.columns import Column

FieldId = Annotated[str | None, Column("Handlungsfeld", "Our id of the action field; empty: in no field.")]


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldOverview:
    """What an edition says in one action field; without an id: what stands in no field."""

    concept_id: Annotated[str, Column("Konzept", "Concept.")] = ""
    edition_id: Annotated[str, Column("Ausgabe", "Edition.")]
    document_id: Annotated[str, Column("Dokument", "Document that was counted.")]
    action_field_id: Annotated[
        str | None, Column("Handlungsfeld", "Our id of the action field; empty: in no field.")
    ] = None
    code: Annotated[str | None, Column("Kürzel", "Letter or number as printed.")] = None
    label_printed: Annotated[str | None, Column("Bezeichnung", "Label as printed.")] = None
    position: Annotated[int | None, Column("Reihenfolge", "Place in the document, from 1.")] = None
    page_first: Annotated[int | None, Column("Seite", "Page where the field begins.")] = None
    goals: Annotated[int, Column("Ziele", "Number of goals.")]
    measures: Annotated[int, Column("Maßnahmen", "Number of measures.")]
    words: Annotated[int, Column("Wörter", "Number of words in the headings and texts of its sections.")]
    actors: Annotated[int, Column("Akteure", "Number of different actors that its measures name.")]
    measures_with_cost: Annotated[int, Column("Maßnahmen mit Kosten", "Measures for which an amount is printed.")]
    cost_eur_min: Annotated[
        float | None, Column("Kosten von (€)", "Sum of the lowest amounts in euros, those called yearly left out.")
    ] = None
    cost_eur_max: Annotated[
        float | None, Column("Kosten bis (€)", "Sum of the highest amounts in euros, those called yearly left out.")
    ] = None
    yearly_eur_min: Annotated[
        float | None, Column("Kosten im Jahr von (€)", "Sum of the lowest amounts in euros that are called yearly.")
    ] = None
    yearly_eur_max: Annotated[
        float | None, Column("Kosten im Jahr bis (€)", "Sum of the highest amounts in euros that are called yearly.")
    ] = None
    change_before: Annotated[
        str | None,
        Column(
            "Seit der Ausgabe davor", "Kinds of change since the edition before, as in `changes`; empty: none before."
        ),
    ] = None
    change_after: Annotated[
        str | None,
        Column("In der Ausgabe danach", "Kinds of change in the next edition, as in `changes`; empty: none."),
    ] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ActorOverview:
    """In how many measures of an action field an actor appears."""

    concept_id: Annotated[str, Column("Konzept", "Concept.")] = ""
    edition_id: Annotated[str, Column("Ausgabe", "Edition.")]
    document_id: Annotated[str, Column("Dokument", "Document that was counted.")]
    action_field_id: Annotated[
        str | None, Column("Handlungsfeld", "Our id of the action field; empty: in no field.")
    ] = None
    actor_id: Annotated[str, Column("Akteur", "Actor.")]
    measures: Annotated[int, Column("Maßnahmen", "Number of measures that name the actor, in whatever role.")]
    responsible: Annotated[int, Column("Zuständig", "Number of measures the actor is responsible for.")]
    partner: Annotated[int, Column("Beteiligt", "Number of measures the actor takes part in.")]
    target: Annotated[int, Column("Zielgruppe", "Number of measures that are for the actor.")]
