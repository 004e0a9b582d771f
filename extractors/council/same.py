"""Whether two documents tell of the same decision or consultation, though they print it in different words."""

import re
from collections.abc import Sequence
from typing import TypeAlias

from rapidfuzz.fuzz import token_sort_ratio

from extractors.council.bodies import body_name
from extractors.council.records import is_proposal
from schemas.council import Consultation, Decision

Totals: TypeAlias = tuple[int | None, int | None, int | None]
SAME_SUBJECT = 90.0
"""Subjects at least this similar (0 to 100, words sorted) are the same."""

ENOUGH = 2
"""So many signs make two rows of an item the same one where each document tells of several."""


def totals_of(decision: Decision) -> Totals:
    """Votes for, against, abstaining."""
    return decision.votes_for, decision.votes_against, decision.votes_abstain


def same_votes(one: Decision, other: Decision) -> bool:
    """Whether both count the same votes; what is not printed beside other numbers is zero."""
    pairs = (totals_of(one), totals_of(other))
    return (
        all(map(any, ([count is not None for count in totals] for totals in pairs)))
        and len({tuple(count or 0 for count in totals) for totals in pairs}) == 1
    )


def may_be_same(one: Decision, other: Decision) -> bool:
    """Whether both are about the same item of the same meeting, or propose the same paper."""
    if is_proposal(one) or is_proposal(other):
        return is_proposal(one) and is_proposal(other) and one.paper is not None and one.paper == other.paper
    if one.decision_id == other.decision_id:
        return one.date is not None or one.paper is not None
    if one.date is None or one.date != other.date or _body(one.body) != _body(other.body):
        return False
    numbers = {_digits(row.agenda_number) for row in (one, other)} - {()}
    papers = {_squashed(row.paper) for row in (one, other)} - {""}
    if len(numbers) > 1 or len(papers) > 1:
        return False
    if one.paper and other.paper:
        return True
    return bool(one.agenda_number and other.agenda_number) or _same_subject(one, other)


def which_is_same(rows: Sequence[Decision], decision: Decision, *, is_only: bool) -> int | None:
    """The place of the row that tells of the decision: that with its votes, else that which shares most signs.

    `is_only`: its document tells of no other vote on the item, so that a single row is the same even if votes differ.
    """
    counted = [at for at, row in enumerate(rows) if same_votes(row, decision)]
    if counted:
        return max(counted, key=lambda at: _signs(rows[at], decision))
    open_rows = [at for at, row in enumerate(rows) if None in (_counted(row), _counted(decision))]
    best = max(open_rows, key=lambda at: _signs(rows[at], decision), default=None)
    if best is not None and _signs(rows[best], decision) >= (1 if len(rows) == 1 else ENOUGH):
        return best
    return 0 if is_only and len(rows) == 1 and _signs(rows[0], decision) >= ENOUGH else None


def is_same_consultation(one: Consultation, other: Consultation) -> bool:
    """Whether both are the same step of the same paper; a step without date is any of that body."""
    dates = {step.date for step in (one, other)} - {None}
    return _squashed(one.paper) == _squashed(other.paper) and _body(one.body) == _body(other.body) and len(dates) < 2


def _signs(one: Decision, other: Decision) -> int:
    same_result = bool(one.result and other.result and one.result.casefold() == other.result.casefold())
    return 2 * (one.decision_id == other.decision_id) + same_result + 2 * _same_subject(one, other)


def _counted(decision: Decision) -> bool | None:
    return True if any(count is not None for count in totals_of(decision)) else None


def _same_subject(one: Decision, other: Decision) -> bool:
    if not one.subject or not other.subject:
        return False
    return token_sort_ratio(one.subject.casefold(), other.subject.casefold()) >= SAME_SUBJECT


def _body(printed: str | None) -> str:
    return _squashed(body_name(printed)) if printed else ""


def _digits(agenda_number: str | None) -> tuple[str, ...]:
    return tuple(re.findall(r"\d+", agenda_number or ""))


def _squashed(printed: str | None) -> str:
    return re.sub(r"[\W_]+", "", printed or "").casefold()
