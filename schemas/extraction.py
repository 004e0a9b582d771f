"""Extraction: everything one document says, as records ready to be published."""

from collections.abc import Sequence
from dataclasses import dataclass

from schemas.content import (
    ActionField,
    Actor,
    Goal,
    Indicator,
    Measure,
    MeasureActor,
    Mention,
    Section,
    Status,
)
from schemas.council import Consultation, Decision, DecisionTarget, Paper, Vote
from schemas.documents import Check, Document, Evidence, Issue


@dataclass(frozen=True, slots=True, kw_only=True)
class Extraction:
    """All records of one document; each attribute but `document` is named like its table."""

    document: Document
    sections: tuple[Section, ...] = ()
    action_fields: tuple[ActionField, ...] = ()
    goals: tuple[Goal, ...] = ()
    measures: tuple[Measure, ...] = ()
    actors: tuple[Actor, ...] = ()
    measure_actors: tuple[MeasureActor, ...] = ()
    statuses: tuple[Status, ...] = ()
    indicators: tuple[Indicator, ...] = ()
    mentions: tuple[Mention, ...] = ()
    papers: tuple[Paper, ...] = ()
    consultations: tuple[Consultation, ...] = ()
    decisions: tuple[Decision, ...] = ()
    votes: tuple[Vote, ...] = ()
    decision_targets: tuple[DecisionTarget, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    issues: tuple[Issue, ...] = ()
    checks: tuple[Check, ...] = ()

    def records(self, table: str) -> Sequence[object]:
        """The records of a published table; none for tables that a single document cannot fill."""
        if table == "documents":
            return (self.document,)
        return getattr(self, table, ())
