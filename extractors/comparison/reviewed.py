"""Reviewed: corrections of `changes` become decisions, as long as both documents are those the person looked at.

A correction names both documents, the older first: `<old>|<new>`. When one of them was replaced, or a part is no longer
there, nothing is decided and an issue asks the person to look again.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from extractors.comparison.decisions import Decision
from schemas.catalogue import Correction
from schemas.changes import Change, ChangeKey
from schemas.documents import Issue
from schemas.extraction import Extraction

TABLE = "changes"


@dataclass(frozen=True, slots=True)
class Reviewed:
    """What a person decided on one pair of documents."""

    decisions: tuple[Decision, ...] = ()
    corrections: tuple[Correction, ...] = ()
    """The corrections they come from, in the same order."""

    issues: tuple[Issue, ...] = ()
    """What could not be decided."""


def decisions_on(old: Extraction, new: Extraction, corrections: Iterable[Correction]) -> Reviewed:
    """What a person decided on these two documents."""
    documents = {old.document.document_id, new.document.document_id}
    meant = [c for c in corrections if c.table == TABLE and set(c.document_id.split("|")) == documents]
    ids = _ids(old), _ids(new)
    read = [(correction, _decision(correction, *ids)) for correction in meant]
    return Reviewed(
        tuple(decision for _, decision in read if decision),
        tuple(correction for correction, decision in read if decision),
        tuple(_review(correction, "a part it names is no longer there") for correction, found in read if not found),
    )


def homeless(pairs: Iterable[tuple[Extraction, Extraction]], corrections: Iterable[Correction]) -> tuple[Issue, ...]:
    """An issue for each correction of changes whose two documents are not compared with each other (any more)."""
    compared = [{old.document.document_id, new.document.document_id} for old, new in pairs]
    lost = [c for c in corrections if c.table == TABLE and set(c.document_id.split("|")) not in compared]
    return tuple(_review(c, "one of its documents is no longer there, or is not compared with the other") for c in lost)


def told(reviewed: Reviewed, before: Sequence[Change]) -> tuple[Issue, ...]:
    """A notice for each decision: what the rules said, and what the person says."""
    ruled = {str(ChangeKey(c.level, c.from_id, c.to_id)): c.change for c in before}
    return tuple(
        _done(correction, ruled.get(str(ChangeKey(one.level, one.from_id, one.to_id)), "not paired"))
        for correction, one in zip(reviewed.corrections, reviewed.decisions, strict=True)
    )


def _ids(extraction: Extraction) -> Mapping[str, set[str]]:
    return {
        "action_field": {row.action_field_id for row in extraction.action_fields},
        "goal": {row.goal_id for row in extraction.goals},
        "measure": {row.measure_id for row in extraction.measures},
        "section": {row.section_id for row in extraction.sections},
    }


def _decision(correction: Correction, olds: Mapping[str, set[str]], news: Mapping[str, set[str]]) -> Decision | None:
    """The decision of which both parts are there, if any."""
    for key in ChangeKey.readings(correction.row_id):
        one = _read(correction, key)
        if (one.from_id is None or one.from_id in olds[key.level]) and (
            one.to_id is None or one.to_id in news[key.level]
        ):
            return one
    return None


def _read(correction: Correction, key: ChangeKey) -> Decision:
    if correction.column == "to_id":
        return Decision(key.level, key.from_id, correction.value or None)
    if correction.column == "from_id":
        return Decision(key.level, correction.value or None, key.to_id)
    return Decision(key.level, key.from_id, key.to_id, correction.value)


def _done(correction: Correction, before: str) -> Issue:
    what = f"{_place(correction)}: “{before}” → “{correction.value}” ({correction.why}; {correction.who})"
    return Issue(severity="notice", kind="corrected", what=what)


def _review(correction: Correction, reason: str) -> Issue:
    return Issue(
        severity="warning",
        kind="correction_not_applied",
        what=f"{_place(correction)} := “{correction.value}” was not applied: {reason}",
        hint="look at both documents, then change the line in corrections.csv, or delete it",
    )


def _place(correction: Correction) -> str:
    return f"{correction.table}/{correction.row_id}/{correction.column}"
