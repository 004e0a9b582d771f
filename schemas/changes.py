"""What became of a field, goal or measure from one edition to the next, and over all editions and reports."""

from dataclasses import dataclass
from typing import Annotated

from schemas.columns import Column
from schemas.content import STATUSES

CHANGE_KINDS = ("unchanged", "reworded", "renamed", "moved", "split", "merged", "added", "dropped")
LEVELS = ("action_field", "goal", "measure", "section")
STEPS = ("edition", "report")
PRESENCES = ("stated", "absent", "unread")


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One step in the life of a field, goal, measure or section."""

    concept_id: Annotated[str, Column("Konzept", "Concept; empty when two files are compared.")] = ""
    from_edition: Annotated[str, Column("Alte Ausgabe", "Older edition.")]
    to_edition: Annotated[str, Column("Neue Ausgabe", "Newer edition.")]
    level: Annotated[str, Column("Ebene", "What is compared.", LEVELS)]
    from_id: Annotated[
        str | None,
        Column("Von", "Id in the older edition, of a missed heading the section it stands in; empty: added."),
    ] = None
    to_id: Annotated[
        str | None,
        Column("Zu", "Id in the newer edition, of a missed heading the section it stands in; empty: dropped."),
    ] = None
    change: Annotated[str, Column("Änderung", "Kinds of change, the main one first, divided by |.")]
    similarity: Annotated[float | None, Column("Ähnlichkeit", "Similarity of the texts, 0 to 1.")] = None
    from_page: Annotated[int | None, Column("Seite alt", "Page in the older edition, as far as it is known.")] = None
    to_page: Annotated[int | None, Column("Seite neu", "Page in the newer edition, as far as it is known.")] = None
    from_quote: Annotated[str | None, Column("Wortlaut alt", "Words in the older edition.")] = None
    to_quote: Annotated[str | None, Column("Wortlaut neu", "Words in the newer edition.")] = None
    decided_by: Annotated[str, Column("Entschieden durch", "rule, or person.", ("rule", "person"))] = "rule"


@dataclass(frozen=True, slots=True, kw_only=True)
class SynopsisRow:
    """A paragraph of the old text, of the new, or one of each that belong together, of a part whose text differs."""

    concept_id: Annotated[str, Column("Konzept", "Concept; empty when two files are compared.")] = ""
    from_edition: Annotated[str, Column("Alte Ausgabe", "Older edition.")]
    to_edition: Annotated[str, Column("Neue Ausgabe", "Newer edition.")]
    level: Annotated[str, Column("Ebene", "What is compared.", LEVELS)]
    from_id: Annotated[str | None, Column("Von", "As in `changes`.")] = None
    to_id: Annotated[str | None, Column("Zu", "As in `changes`.")] = None
    position: Annotated[int, Column("Absatz", "Place of the row in its part, from 1.")]
    from_text: Annotated[
        str | None, Column("Text alt", "Paragraph of the older edition; empty: none belongs here.")
    ] = None
    to_text: Annotated[str | None, Column("Text neu", "Paragraph of the newer edition; empty: none belongs here.")] = (
        None
    )
    marked: Annotated[
        str | None,
        Column("Wort für Wort", "Both texts in one: [-deleted-] {+inserted+}; empty: nothing or nearly all differs."),
    ] = None
    words_deleted: Annotated[int, Column("Wörter gestrichen", "Words in the older text only; none if it was moved.")]
    words_inserted: Annotated[int, Column("Wörter ergänzt", "Words in the newer text only; none if it was moved.")]
    spelling_only: Annotated[bool, Column("Nur Schreibweise", "Whether only spelling, stops or gender forms differ.")]
    moved_page: Annotated[
        int | None,
        Column("Verschoben, Seite", "Page of the other edition on which a paragraph that is missing beside it stands."),
    ] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LifeStep:
    """A step in the life of a measure: what an edition says of it, or a report."""

    concept_id: Annotated[str, Column("Konzept", "Concept.")] = ""
    line_id: Annotated[
        str,
        Column(
            "Lebenslinie", "Id of the measure the line begins with; each further branch of a split adds / and its id."
        ),
    ]
    position: Annotated[int, Column("Schritt", "Place in the line, from 1.")]
    step: Annotated[str, Column("Art", "What speaks: an edition, or a report about it.", STEPS)]
    edition_id: Annotated[str, Column("Ausgabe", "Edition, or the one a report is about.")]
    document_id: Annotated[str | None, Column("Dokument", "Document; empty: there is none of this edition.")] = None
    year: Annotated[int | None, Column("Jahr", "Year named by the edition, or by title or period of the report.")] = (
        None
    )
    presence: Annotated[
        str,
        Column(
            "Vorkommen",
            "stated: the document says something of the measure; absent: it was read and does not, or says that the "
            "measure is dropped; unread: it could not be read, so nothing is known.",
            PRESENCES,
        ),
    ]
    measure_id: Annotated[str | None, Column("Maßnahme", "Measure as this edition (or report) has it.")] = None
    code: Annotated[str | None, Column("Kürzel", "Code as printed.")] = None
    title: Annotated[str | None, Column("Titel", "Title as this edition prints it.")] = None
    action_field_id: Annotated[str | None, Column("Handlungsfeld", "Our id of the action field.")] = None
    change: Annotated[
        str | None, Column("Änderung", "Kinds of change since the edition before, as in `changes`; empty: none before.")
    ] = None
    decided_by: Annotated[
        str | None, Column("Entschieden durch", "Who decided on the change: rule, or person.", ("rule", "person"))
    ] = None
    period: Annotated[str | None, Column("Berichtszeitraum", "Period a report speaks of, as printed.")] = None
    status: Annotated[
        str | None,
        Column("Stand", "Status in shared words; unbekannt: a report that was read does not state it.", STATUSES),
    ] = None
    status_printed: Annotated[str | None, Column("Stand (gedruckt)", "Status as printed.")] = None
    page: Annotated[int | None, Column("Seite", "Page of the PDF, counted from 1.")] = None


CORRECTED = ("change", "from_id", "to_id")
"""Columns of `changes` that a person may decide on."""


@dataclass(frozen=True, slots=True)
class ChangeKey:
    """How a row of `changes` is named: `level|from_id|to_id`, an empty id where the row has none."""

    level: str
    from_id: str | None
    to_id: str | None

    def __str__(self) -> str:
        return f"{self.level}|{self.from_id or ''}|{self.to_id or ''}"

    @classmethod
    def readings(cls, row_id: str) -> tuple["ChangeKey", ...]:
        """What a name may mean: several things when an id holds a `|` itself; ValueError when it names no row."""
        level, *ids = row_id.split("|")
        if level not in LEVELS or len(ids) < 2:
            raise ValueError(f"`{row_id}` is not of the form level|from_id|to_id with a level of {', '.join(LEVELS)}")
        found = (("|".join(ids[:cut]) or None, "|".join(ids[cut:]) or None) for cut in range(1, len(ids)))
        keys = tuple(cls(level, *pair) for pair in found if pair != (None, None))
        if not keys:
            raise ValueError(f"`{row_id}` names neither an old nor a new part")
        return keys


def check_kinds(kinds: str) -> None:
    """ValueError if these are not kinds of change divided by |."""
    if unknown := [kind for kind in kinds.split("|") if kind not in CHANGE_KINDS]:
        raise ValueError(f"`{unknown[0]}` is none of {', '.join(CHANGE_KINDS)}")
