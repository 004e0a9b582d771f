"""What the council does, in OParl's words: papers, consultations, decisions, votes."""

from dataclasses import dataclass
from typing import Annotated

from schemas.columns import Column, OcrConfidence

CHOICES = ("for", "against", "abstain")
TARGET_LEVELS = ("concept", "action_field", "goal", "measure")


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """A Vorlage, Antrag or Mitteilung of the council system."""

    paper: Annotated[str, Column("Vorlage", "Number as printed, e.g. 2017/1900.")]
    kind: Annotated[str | None, Column("Art", "Beschlussvorlage, Antrag, … as printed.")] = None
    subject: Annotated[str | None, Column("Betreff", "Subject as printed.")] = None
    file_number: Annotated[str | None, Column("Aktenzeichen", "File number as printed.")] = None
    date: Annotated[str | None, Column("Datum", "Date of the paper, ISO 8601.")] = None
    source_url: Annotated[str | None, Column("Quelle", "Address or file name.")] = None
    document_id: Annotated[str | None, Column("Dokument", "Document it was read from.")] = None
    proposed: Annotated[str | None, Column("Beschlussvorschlag", "Proposed decision as printed.")] = None
    ocr_confidence: OcrConfidence = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Consultation:
    """A body that is to consult on a paper."""

    paper: Annotated[str, Column("Vorlage", "Number as printed.")]
    body: Annotated[str, Column("Gremium", "Body as printed.")]
    date: Annotated[str | None, Column("Datum", "Date of the meeting, ISO 8601.")] = None
    agenda_number: Annotated[str | None, Column("TOP", "Agenda number as printed.")] = None
    role: Annotated[str | None, Column("Rolle", "Entscheidung, Vorberatung, … as printed.")] = None
    result: Annotated[str | None, Column("Ergebnis", "Result as printed.")] = None
    ocr_confidence: OcrConfidence = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What a body decided, or is asked to decide."""

    decision_id: Annotated[str, Column("Beschluss", "Paper, body, date, agenda number and place in the document.")]
    paper: Annotated[str | None, Column("Vorlage", "Number as printed.")] = None
    kind: Annotated[str | None, Column("Art", "Kind of paper as printed.")] = None
    subject: Annotated[str | None, Column("Betreff", "Subject as printed.")] = None
    body: Annotated[str | None, Column("Gremium", "Body as printed.")] = None
    date: Annotated[str | None, Column("Datum", "Date of the meeting, ISO 8601.")] = None
    agenda_number: Annotated[str | None, Column("TOP", "Agenda number as printed.")] = None
    proposed: Annotated[str | None, Column("Beschlussvorschlag", "Proposed decision as printed.")] = None
    resolution: Annotated[str | None, Column("Beschlusstext", "Text decided as printed.")] = None
    result: Annotated[str | None, Column("Ergebnis", "Result in shared words.")] = None
    result_printed: Annotated[str | None, Column("Ergebnis (gedruckt)", "Result as printed.")] = None
    recommendation_only: Annotated[bool, Column("Nur Empfehlung", "A committee recommends, the council decides.")] = (
        False
    )
    votes_for: Annotated[int | None, Column("Dafür", "Votes for, in all.")] = None
    votes_against: Annotated[int | None, Column("Dagegen", "Votes against, in all.")] = None
    votes_abstain: Annotated[int | None, Column("Enthaltungen", "Abstentions, in all.")] = None
    sums_ok: Annotated[bool | None, Column("Summen stimmen", "Groups add up to the totals; empty: no groups.")] = None
    page: Annotated[int, Column("Seite", "Page, counted from 1.")]
    source_url: Annotated[str | None, Column("Quelle", "Address or file name.")] = None
    quote: Annotated[str, Column("Zitat", "Words on that page that state it.")]
    ocr_confidence: OcrConfidence = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Vote:
    """How a group voted."""

    decision_id: Annotated[str, Column("Beschluss", "Decision voted on.")]
    paper: Annotated[str | None, Column("Vorlage", "Number as printed.")] = None
    choice: Annotated[str, Column("Stimme", "How it voted.", CHOICES)]
    group: Annotated[str, Column("Gruppe", "Group or person in its usual spelling.")]
    group_printed: Annotated[str, Column("Gruppe (gedruckt)", "As printed.")]
    count: Annotated[int | None, Column("Stimmen", "Number of votes.")] = None
    ocr_confidence: OcrConfidence = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionTarget:
    """What the text of a decision names of a concept: the edition, field, goal or measure it is about."""

    decision_id: Annotated[str, Column("Beschluss", "Decision or proposal whose text names it.")]
    edition_id: Annotated[
        str | None,
        Column("Ausgabe", "The edition named by its year, else that whose paper it is; empty: neither is known."),
    ] = None
    level: Annotated[str, Column("Ebene", "What is named.", TARGET_LEVELS)]
    target_printed: Annotated[str, Column("Gegenstand (gedruckt)", "Its words as printed in the decision.")]
    action_field_printed: Annotated[
        str | None, Column("Handlungsfeld (gedruckt)", "Action field under which the text names a goal or measure.")
    ] = None
    target_id: Annotated[
        str | None,
        Column("Gegenstand", "Id in documents, action_fields, goals or measures, by level; empty: not found there."),
    ] = None
    document_id: Annotated[str, Column("Dokument", "Document that prints the text.")]
    page: Annotated[int, Column("Seite", "Page on which it is named, counted from 1.")]
    quote: Annotated[str, Column("Zitat", "Words on that page that name it.")]
    ocr_confidence: OcrConfidence = None
