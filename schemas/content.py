"""What concepts and reports say: sections, action fields, goals, measures, and what became of them."""

from dataclasses import dataclass
from typing import Annotated

from schemas.columns import Column, OcrConfidence

SECTION_KINDS = ("action_field", "goal", "measure", "situation", "need", "status", "other")
GOAL_LEVELS = ("Leitbild", "Leitziel", "Teilziel", "Handlungsziel", "Ziel")
STATUSES = (
    "in Regelbetrieb",
    "in Bearbeitung",
    "abgeschlossen",
    "verzögert",
    "nicht weiter verfolgt",
    "neu",
    "unbekannt",
)
MENTION_KINDS = ("actor", "law", "programme", "place", "money", "date")
ROLES = ("responsible", "partner", "target")


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A heading and the text up to the next heading."""

    document_id: Annotated[str, Column("Dokument", "Document in which it stands.")]
    section_id: Annotated[str, Column("Abschnitt", "Document, number or title as printed, and page.")]
    parent_id: Annotated[str | None, Column("Gehört zu", "Section above it.")] = None
    level: Annotated[int, Column("Ebene", "1 = top.")]
    number: Annotated[str | None, Column("Nummer", "Number as printed, without the final stop.")] = None
    heading: Annotated[str, Column("Überschrift", "Heading as printed, without its number, hyphenation undone.")]
    kind: Annotated[str, Column("Art", "What the section is about.", SECTION_KINDS)] = "other"
    action_field_id: Annotated[str | None, Column("Handlungsfeld", "Our stable id of the action field.")] = None
    action_field_printed: Annotated[str | None, Column("Handlungsfeld (gedruckt)", "Action field as printed.")] = None
    page_first: Annotated[int, Column("Seite", "Page of the heading, counted from 1.")]
    page_last: Annotated[int, Column("Bis Seite", "Last page with text of the section itself.")]
    text: Annotated[
        str, Column("Text", "Text up to the next heading of any level; a line feed divides paragraphs.")
    ] = ""
    ocr_confidence: OcrConfidence = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionField:
    """A Handlungsfeld as one document prints it."""

    concept_id: Annotated[str | None, Column("Konzept", "Concept.")] = None
    edition_id: Annotated[str | None, Column("Ausgabe", "Edition that prints it.")] = None
    document_id: Annotated[str, Column("Dokument", "Document that prints it.")]
    action_field_id: Annotated[
        str, Column("Handlungsfeld", "Ours, stable over editions where the catalogue knows the field; else the label.")
    ]
    code: Annotated[str | None, Column("Kürzel", "Letter or number as printed.")] = None
    label_printed: Annotated[str, Column("Bezeichnung", "Label as printed.")]
    position: Annotated[int, Column("Reihenfolge", "Place in the document, from 1.")]
    page_first: Annotated[int, Column("Seite", "Page where the field begins.")]
    page_last: Annotated[int, Column("Bis Seite", "Page where the field ends.")]
    ocr_confidence: OcrConfidence = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Goal:
    """Something a council wants to reach."""

    goal_id: Annotated[str, Column("Ziel", "Edition or document, field, level and number or text as printed.")]
    document_id: Annotated[str, Column("Dokument", "Document in which it stands.")]
    edition_id: Annotated[str | None, Column("Ausgabe", "Edition.")] = None
    action_field_id: Annotated[str | None, Column("Handlungsfeld", "Our id of the action field.")] = None
    level: Annotated[str, Column("Ebene", "Kind of goal as printed.", GOAL_LEVELS)]
    number: Annotated[str | None, Column("Nummer", "Number as printed.")] = None
    text: Annotated[str, Column("Wortlaut", "Wording as printed, hyphenation undone.")]
    page: Annotated[int, Column("Seite", "Page of the PDF, counted from 1.")]
    ocr_confidence: OcrConfidence = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """One thing a council says it will do."""

    measure_id: Annotated[str, Column("Maßnahme", "Edition (else document) and code, else title, as printed.")]
    document_id: Annotated[str, Column("Dokument", "Document in which it stands.")]
    edition_id: Annotated[str | None, Column("Ausgabe", "Edition that states it.")] = None
    code: Annotated[str | None, Column("Kürzel", "Code as printed.")] = None
    title: Annotated[str, Column("Titel", "Title as printed, hyphenation undone.")]
    action_field_id: Annotated[str | None, Column("Handlungsfeld", "Our id of the action field.")] = None
    action_field_printed: Annotated[str | None, Column("Handlungsfeld (gedruckt)", "Action field as printed.")] = None
    goal_id: Annotated[str | None, Column("Ziel", "Goal above it.")] = None
    responsible: Annotated[str | None, Column("Zuständig", "Who is responsible, as printed.")] = None
    partners: Annotated[str | None, Column("Beteiligte", "Who takes part, as printed.")] = None
    target_group: Annotated[str | None, Column("Zielgruppe", "Whom it is for, as printed.")] = None
    timeframe: Annotated[str | None, Column("Zeitraum", "When, as printed; of boxes the ticked ones.")] = None
    start_year: Annotated[int | None, Column("Beginn", "First year named in the timeframe.")] = None
    end_year: Annotated[int | None, Column("Ende", "Last year named in the timeframe; empty if it goes on.")] = None
    cost: Annotated[str | None, Column("Kosten", "Cost as printed.")] = None
    cost_eur_min: Annotated[
        float | None, Column("Kosten von (€)", "Lowest cost in euros; empty where not surely printed.")
    ] = None
    cost_eur_max: Annotated[
        float | None, Column("Kosten bis (€)", "Highest cost in euros; empty where not surely printed.")
    ] = None
    funding: Annotated[str | None, Column("Finanzierung", "Where the money comes from, as printed.")] = None
    indicator: Annotated[str | None, Column("Indikator", "How success is seen, as printed.")] = None
    priority: Annotated[str | None, Column("Priorität", "Priority as printed.")] = None
    status: Annotated[str | None, Column("Stand", "Status in this document, in shared words.", STATUSES)] = None
    status_printed: Annotated[str | None, Column("Stand (gedruckt)", "Status as printed.")] = None
    description: Annotated[str | None, Column("Beschreibung", "Description as printed.")] = None
    page_first: Annotated[int, Column("Seite", "First page, counted from 1.")]
    page_last: Annotated[int, Column("Bis Seite", "Last page.")]
    quote: Annotated[str, Column("Zitat", "Words on the first page that state the measure.")]
    confidence: Annotated[float, Column("Sicherheit", "How sure we are that this is a measure, 0 to 1.")]
    method: Annotated[str, Column("Verfahren", "The form it was found in: sheet, table, list, labels, section.")]
    ocr_confidence: OcrConfidence = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasureActor:
    """Who carries a measure."""

    measure_id: Annotated[str, Column("Maßnahme", "Measure.")]
    actor_id: Annotated[str, Column("Akteur", "Actor.")]
    role: Annotated[str, Column("Rolle", "Role in the measure.", ROLES)]
    name_printed: Annotated[str, Column("Name (gedruckt)", "Name as printed.")]


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """An organisation or office."""

    actor_id: Annotated[str, Column("Akteur", "Our id.")]
    name: Annotated[str, Column("Name", "Full name from the vocabulary, else as printed.")]
    kind: Annotated[str, Column("Art", "Kind of organisation; unresolved: not in the vocabulary.")]


@dataclass(frozen=True, slots=True, kw_only=True)
class Status:
    """How far a measure got, as a report says."""

    measure_id: Annotated[str, Column("Maßnahme", "Measure as this document names it.")]
    document_id: Annotated[str, Column("Dokument", "Report.")]
    code: Annotated[str | None, Column("Kürzel", "Code as printed.")] = None
    period: Annotated[str | None, Column("Zeitraum", "Period reported on, as printed.")] = None
    status: Annotated[str, Column("Stand", "Status in shared words.", STATUSES)] = "unbekannt"
    status_printed: Annotated[str | None, Column("Stand (gedruckt)", "Status as printed.")] = None
    text: Annotated[str | None, Column("Text", "What the report says, as printed.")] = None
    page: Annotated[int, Column("Seite", "Page, counted from 1.")]
    ocr_confidence: OcrConfidence = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Indicator:
    """A number the administration watches."""

    indicator_id: Annotated[str, Column("Kennzahl", "Document, name and date.")]
    document_id: Annotated[str, Column("Dokument", "Document.")]
    action_field_id: Annotated[str | None, Column("Handlungsfeld", "Our id of the action field.")] = None
    name: Annotated[str, Column("Name", "Name as printed.")]
    value: Annotated[float, Column("Wert", "The number.")]
    unit: Annotated[str | None, Column("Einheit", "Unit as printed, e.g. %, €, Personen.")] = None
    reference_date: Annotated[str | None, Column("Stichtag", "Date or year as printed.")] = None
    page: Annotated[int, Column("Seite", "Page, counted from 1.")]
    quote: Annotated[str, Column("Zitat", "The words it was read from.")]
    ocr_confidence: OcrConfidence = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """An actor, law, programme, place, amount or date named in a section."""

    document_id: Annotated[str, Column("Dokument", "Document.")]
    section_id: Annotated[str, Column("Abschnitt", "Section whose text names it.")]
    kind: Annotated[str, Column("Art", "What is named.", MENTION_KINDS)]
    text: Annotated[str, Column("Text", "Words as printed.")]
    normalised: Annotated[str | None, Column("Normalisiert", "Actor id, euros, ISO date or interval.")] = None
    page: Annotated[int, Column("Seite", "Page on which it stands, counted from 1.")]
    start: Annotated[int, Column("Von Zeichen", "First character in the section's text, from 0.")]
    end: Annotated[int, Column("Bis Zeichen", "Character after the last.")]
    ocr_confidence: OcrConfidence = None
