"""One row for each decision, though several documents tell of it: the paper, the minutes, pages of the council system.

The first document that tells of it keeps the row; the others fill what it leaves empty and add their proof. Where they
say the contrary, that is an issue: nothing is resolved.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TypeAlias

from extractors.council.records import CouncilRecords, is_proposal
from extractors.council.results import outcome_of
from extractors.council.same import Totals, is_same_consultation, may_be_same, same_votes, totals_of, which_is_same
from schemas.council import Consultation, Decision, Vote
from schemas.documents import Evidence, Issue

FILLED = (
    "paper",
    "kind",
    "subject",
    "body",
    "date",
    "agenda_number",
    "proposed",
    "resolution",
    "result",
    "result_printed",
)
COUNTS = ("votes_for", "votes_against", "votes_abstain", "sums_ok")


_Place: TypeAlias = tuple[str | None, str | None, str | None, str | None, str | None]
"""Paper, subject, body, date and agenda number of an item."""


@dataclass(slots=True)
class _Row:
    """A decision that is kept, and where."""

    source: int
    decision: Decision
    has_groups: bool
    told_by: set[int] = field(default_factory=set)


@dataclass(slots=True)
class _Step:
    """A consultation that is kept, and where."""

    source: int
    step: Consultation


@dataclass(slots=True)
class _United:
    """All sources on the way to one row for each decision."""

    rows: list[_Row] = field(default_factory=list)
    near: dict[str, list[_Row]] = field(default_factory=dict)
    """The rows of one day, or proposing one paper: only those can be the same."""

    taken: set[str] = field(default_factory=set)
    names: list[dict[str, str]] = field(default_factory=list)
    """By source: id of a row → id under which it is kept."""

    doubled: list[set[str]] = field(default_factory=list)
    """By source: ids of rows whose votes by group another source already gives."""

    issues: list[list[Issue]] = field(default_factory=list)

    def take(self, records: CouncilRecords, document_id: str) -> None:
        """Go through the decisions of one more source."""
        source = len(self.names)
        self.names.append({})
        self.doubled.append(set())
        self.issues.append([])
        by_decision = _by_decision(records.votes)
        for decision in records.decisions:
            votes = by_decision.get(decision.decision_id, ())
            near = self.near.get(_day(decision), ())
            twins = [row for row in near if source not in row.told_by and may_be_same(row.decision, decision)]
            rivals = sum(may_be_same(other, decision) for other in records.decisions) if twins else 0
            place = which_is_same([row.decision for row in twins], decision, is_only=rivals == 1)
            if place is None:
                self._keep(decision, source, has_groups=bool(votes))
            else:
                self._merge(twins[place], decision, votes, (source, document_id))

    def _keep(self, decision: Decision, source: int, *, has_groups: bool) -> None:
        name, number = decision.decision_id, 1
        while name in self.taken:
            number += 1
            name = f"{decision.decision_id}:{number}"
        self.taken.add(name)
        self.names[source][decision.decision_id] = name
        row = _Row(source, replace(decision, decision_id=name), has_groups, {source})
        self.rows.append(row)
        self.near.setdefault(_day(decision), []).append(row)

    def _merge(self, row: _Row, other: Decision, votes: Sequence[Vote], place: tuple[int, str]) -> None:
        source, document_id = place
        self.names[source][other.decision_id] = row.decision.decision_id
        if row.has_groups:
            self.doubled[source].add(other.decision_id)
        self.issues[source] += _disagreements(row.decision, other, document_id)
        row.decision = _filled(row.decision, other)
        row.has_groups = row.has_groups or bool(votes)
        row.told_by.add(source)


def _day(decision: Decision) -> str:
    """Under which two rows must agree to be the same decision."""
    return decision.paper or "" if is_proposal(decision) or decision.date is None else decision.date


def unite(sources: Sequence[CouncilRecords], document_ids: Sequence[str]) -> tuple[CouncilRecords, ...]:
    """The same sources, each decision and consultation told once, by the first that tells of it."""
    united = _United()
    sources = _placed(sources, document_ids)
    for records, document_id in zip(sources, document_ids, strict=True):
        united.take(records, document_id)
    told = [_told(records, united, source) for source, records in enumerate(sources)]
    return tuple(_with_consultations(told, document_ids))


def _placed(sources: Sequence[CouncilRecords], document_ids: Sequence[str]) -> list[CouncilRecords]:
    """The same sources; what a page tells of an item without its meeting is placed by the item's address.

    Newer pages of meetings fetch the details of an item from an address of its own, which says neither body nor date.
    """
    known: dict[str, set[tuple[str, _Place]]] = {}
    for records, document_id in zip(sources, document_ids, strict=True):
        for decision in records.decisions:
            if decision.source_url and decision.body and decision.date:
                known.setdefault(decision.source_url, set()).add((document_id, _place_of(decision)))
    return [
        replace(records, decisions=tuple(_with_place(d, document_id, known) for d in records.decisions))
        for records, document_id in zip(sources, document_ids, strict=True)
    ]


def _place_of(decision: Decision) -> _Place:
    return decision.paper, decision.subject, decision.body, decision.date, decision.agenda_number


def _with_place(decision: Decision, document_id: str, known: Mapping[str, set[tuple[str, _Place]]]) -> Decision:
    """The decision with the one place that other documents give its address; those of one file share their address."""
    told = known.get(decision.source_url or "", set())
    places = {place for other, place in told if other != document_id}
    is_placed = decision.body or decision.date or decision.paper or is_proposal(decision)
    if is_placed or len(places) != 1:
        return decision
    [(paper, subject, body, date, agenda_number)] = places
    return replace(decision, paper=paper, subject=subject, body=body, date=date, agenda_number=agenda_number)


def _told(records: CouncilRecords, united: _United, source: int) -> CouncilRecords:
    names, doubled = united.names[source], united.doubled[source]
    papers = {row.decision.decision_id: row.decision.paper for row in united.rows}
    votes = (vote for vote in records.votes if vote.decision_id not in doubled)
    return replace(
        records,
        decisions=tuple(row.decision for row in united.rows if row.source == source),
        votes=tuple(_of_decision(vote, names.get(vote.decision_id, vote.decision_id), papers) for vote in votes),
        decision_targets=tuple(
            replace(target, decision_id=names.get(target.decision_id, target.decision_id))
            for target in records.decision_targets
        ),
        evidence=tuple(_renamed(proof, names) for proof in records.evidence),
        issues=(*records.issues, *united.issues[source]),
    )


def _of_decision(vote: Vote, decision_id: str, papers: Mapping[str, str | None]) -> Vote:
    return replace(vote, decision_id=decision_id, paper=vote.paper or papers.get(decision_id))


def _renamed(proof: Evidence, names: Mapping[str, str]) -> Evidence:
    return replace(proof, row_id=names.get(proof.row_id, proof.row_id)) if proof.table == "decisions" else proof


def _by_decision(votes: Iterable[Vote]) -> dict[str, list[Vote]]:
    found: dict[str, list[Vote]] = {}
    for vote in votes:
        found.setdefault(vote.decision_id, []).append(vote)
    return found


def _filled(kept: Decision, other: Decision) -> Decision:
    """The kept row, what it leaves empty taken from the other; counts only all together."""
    names = [name for name in FILLED if getattr(kept, name) is None]
    if not any(count is not None for count in totals_of(kept)):
        names += COUNTS
    elif kept.sums_ok is None and same_votes(kept, other):
        names += COUNTS[-1:]
    return replace(kept, **{name: getattr(other, name) for name in names})


def _disagreements(kept: Decision, other: Decision, document_id: str) -> Iterator[Issue]:
    if not same_votes(kept, other) and _has_votes(kept) and _has_votes(other):
        yield _issue(kept, document_id, _counts(totals_of(other)), _counts(totals_of(kept)))
    outcomes = {outcome_of(row.result_printed or "") for row in (kept, other)}
    if outcomes == {"accepted", "rejected"}:
        yield _issue(kept, document_id, f"“{other.result_printed}”", f"“{kept.result_printed}”")


def _has_votes(decision: Decision) -> bool:
    return any(count is not None for count in totals_of(decision))


def _counts(totals: Totals) -> str:
    return "/".join("-" if count is None else str(count) for count in totals)


def _issue(decision: Decision, document_id: str, here: str, there: str) -> Issue:
    return Issue(
        document_id=document_id,
        severity="warning",
        kind="decisions_disagree",
        what=f"{decision.decision_id}: {here} is printed here and {there} in another document",
        hint="The value that was read first is published; compare both documents.",
    )


def _with_consultations(sources: Sequence[CouncilRecords], document_ids: Sequence[str]) -> list[CouncilRecords]:
    """Each step of a Beratungsfolge once, in the source that tells of it first."""
    by_paper: dict[str, list[_Step]] = {}
    issues: list[list[Issue]] = [[] for _ in sources]
    for source, records in enumerate(sources):
        for step in records.consultations:
            kept = by_paper.setdefault(step.paper, [])
            twin = next((k for k in kept if k.source != source and is_same_consultation(k.step, step)), None)
            if twin is None:
                kept.append(_Step(source, step))
            else:
                issues[source] += _step_disagrees(twin.step, step, document_ids[source])
                twin.step = _filled_step(twin.step, step)
    told = [kept for steps in by_paper.values() for kept in steps]
    return [
        replace(
            records,
            consultations=tuple(kept.step for kept in told if kept.source == source),
            issues=(*records.issues, *issues[source]),
        )
        for source, records in enumerate(sources)
    ]


def _filled_step(kept: Consultation, other: Consultation) -> Consultation:
    empty = [name for name in ("date", "agenda_number", "role", "result") if getattr(kept, name) is None]
    return replace(kept, **{name: getattr(other, name) for name in empty})


def _step_disagrees(kept: Consultation, other: Consultation, document_id: str) -> Iterator[Issue]:
    if {outcome_of(kept.result or ""), outcome_of(other.result or "")} == {"accepted", "rejected"}:
        yield Issue(
            document_id=document_id,
            severity="warning",
            kind="consultations_disagree",
            what=f"{kept.paper}, {kept.body}: “{other.result}” is printed here and “{kept.result}” in another document",
            hint="The value that was read first is published; compare both documents.",
        )
