"""From what was found to published records: ids, sums, contradictions, votes and evidence."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from extractors.council.bodies import recommends_only
from extractors.council.results import outcome_of, result_words
from extractors.council.targets import target_rows
from extractors.council.votes import VoteCount
from schemas.council import Consultation, Decision, DecisionTarget, Paper, Vote
from schemas.documents import Evidence, Given, Issue
from schemas.geometry import Box, Line

PROPOSAL = "Vorschlag"
"""Ends the id of what a paper proposes."""


@dataclass(frozen=True, slots=True)
class CouncilRecords:
    """All that one council document says."""

    papers: tuple[Paper, ...] = ()
    consultations: tuple[Consultation, ...] = ()
    decisions: tuple[Decision, ...] = ()
    votes: tuple[Vote, ...] = ()
    decision_targets: tuple[DecisionTarget, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    issues: tuple[Issue, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Decided:
    """A decision as it was found, with the lines that state it."""

    paper: str | None = None
    kind: str | None = None
    subject: str | None = None
    body: str | None = None
    date: str | None = None
    agenda_number: str | None = None
    proposed: str | None = None
    resolution: str | None = None
    result_printed: str | None = None
    vote: VoteCount | None = None
    page: int
    lines: tuple[Line, ...]
    """Where it stands; the first on `page` is quoted."""

    method: str
    """The rule that found it."""

    told: tuple[Line, ...] = ()
    """The lines of what is proposed or decided."""

    source_url: str | None = None
    """Address of the page, where it is not that of the document."""

    doubts: tuple[str, ...] = ()
    """Where the document contradicts itself about it."""


def decision_records(found: Sequence[Decided], given: Given) -> CouncilRecords:
    """The rows of decisions, their votes, evidence, and issues about contradictions."""
    names = _ids(found)
    decisions = tuple(_decision(decided, name, given) for decided, name in zip(found, names, strict=True))
    return CouncilRecords(
        decisions=decisions,
        votes=tuple(vote for decided, row in zip(found, decisions, strict=True) for vote in _votes(decided, row)),
        decision_targets=tuple(
            target
            for decided, row in zip(found, decisions, strict=True)
            for target in target_rows(row.decision_id, decided.told, given)
        ),
        evidence=tuple(proof for pair in zip(found, names, strict=True) for proof in _evidence(*pair, given)),
        issues=tuple(
            issue
            for decided, row in zip(found, decisions, strict=True)
            for issue in contradictions(row, given.document_id, decided.vote, decided.doubts)
        ),
    )


def _ids(found: Sequence[Decided]) -> list[str]:
    """Ids from what is printed; those that would be the same are counted."""
    names = [_id(decided) for decided in found]
    seen: Counter[str] = Counter()
    ids = []
    for name in names:
        seen[name] += 1
        ids.append(name if seen[name] == 1 else f"{name}:{seen[name]}")
    return ids


def is_proposal(decision: Decision) -> bool:
    """Whether the row tells what is proposed and not yet what came of it."""
    return decision.decision_id.split(":")[-1] == PROPOSAL


def _id(decided: Decided) -> str:
    proposal = PROPOSAL if decided.method == "paper" else None
    printed = (decided.paper or decided.subject, decided.body, decided.date, decided.agenda_number, proposal)
    return ":".join(part for part in printed if part) or f"Seite {decided.page}"


def _decision(decided: Decided, name: str, given: Given) -> Decision:
    totals = decided.vote.totals if decided.vote else (None, None, None)
    return Decision(
        decision_id=name,
        paper=decided.paper,
        kind=decided.kind,
        subject=decided.subject,
        body=decided.body,
        date=decided.date,
        agenda_number=decided.agenda_number,
        proposed=decided.proposed,
        resolution=decided.resolution,
        result=result_words(decided.result_printed) if decided.result_printed else None,
        result_printed=decided.result_printed,
        recommendation_only=recommends_only(decided.body, decided.proposed or decided.resolution),
        votes_for=totals[0],
        votes_against=totals[1],
        votes_abstain=totals[2],
        sums_ok=decided.vote.sums_ok if decided.vote else None,
        page=decided.page,
        source_url=decided.source_url or given.source_url or None,
        quote=quotable(quoted_line(decided.lines, decided.page)),
    )


def quoted_line(lines: Sequence[Line], page: int) -> Line:
    """The line to quote: the first of those on the page, else the first of all."""
    return next((line for line in lines if line.page == page), lines[0])


def quotable(line: Line) -> str:
    """The line as it stands on the page, without the mark of a broken word at its end."""
    return line.text.rstrip("\u00ad ")


def _votes(decided: Decided, row: Decision) -> Iterator[Vote]:
    for votes in decided.vote.groups if decided.vote else ():
        yield Vote(
            decision_id=row.decision_id,
            paper=row.paper,
            choice=votes.choice,
            group=votes.group,
            group_printed=votes.group_printed,
            count=votes.count,
        )


def _evidence(decided: Decided, name: str, given: Given) -> Iterator[Evidence]:
    """The proof of the row, and of its result where that stands on a later page."""
    yield evidence("decisions", name, quoted_line(decided.lines, decided.page), decided.method, given)
    if decided.result_printed and decided.lines[0].page != decided.page:
        proof = evidence("decisions", name, decided.lines[0], decided.method, given)
        yield replace(proof, column="result_printed")


def evidence(table: str, row_id: str, line: Line, method: str, given: Given) -> Evidence:
    """The proof of a row: one line, verbatim; on a web page it has no box."""
    proof = Evidence(
        table=table,
        row_id=row_id,
        document_id=given.document_id,
        page=line.page,
        quote=quotable(line),
        method=f"council {method}",
    )
    if given.is_web_page:
        return proof
    box = Box.around([line.box])
    return replace(proof, x0=box.x0, top=box.top, x1=box.x1, bottom=box.bottom)


def contradictions(
    row: Decision, document_id: str, vote: VoteCount | None = None, doubts: Sequence[str] = ()
) -> Iterator[Issue]:
    """Where the printed words and numbers of a decision do not agree; nothing is resolved."""
    if row.sums_ok is False:
        yield _issue(row, document_id, "vote_sums", "the votes of the groups do not add up to the totals")
    for clash in (*_clashes(row, vote), *doubts):
        yield _issue(row, document_id, "vote_contradiction", clash)


def _clashes(row: Decision, vote: VoteCount | None) -> Iterator[str]:
    """Words of result against numbers; in a list of votes what is not printed is zero."""
    pro, contra, _ = vote.counted if vote else (row.votes_for, row.votes_against, row.votes_abstain)
    result = row.result_printed or ""
    outcome = outcome_of(result)
    if "einstimmig" in result.lower() and contra and pro != 0 and outcome != "rejected":
        yield f"“{result}” is printed beside {contra} votes against"
    elif pro is not None and contra is not None and _turns(outcome, pro, contra):
        yield f"“{result}” is printed beside {pro} votes for and {contra} against"


def _turns(outcome: str, pro: int, contra: int) -> bool:
    """Whether the numbers say the contrary of an outcome; none at all say nothing."""
    if pro == contra == 0:
        return False
    return pro <= contra if outcome == "accepted" else outcome == "rejected" and pro > contra


def _issue(row: Decision, document_id: str, kind: str, what: str) -> Issue:
    return Issue(
        document_id=document_id,
        page=row.page,
        severity="warning",
        kind=kind,
        what=f"{row.subject or row.paper or 'Decision'}: {what}",
        hint="Compare with the page. If not the document but its reading is wrong, correct it in corrections.csv.",
    )


def with_issues(records: CouncilRecords, issues: Sequence[Issue]) -> CouncilRecords:
    """The records with further issues."""
    return replace(records, issues=(*records.issues, *issues))


def together(parts: Iterable[CouncilRecords]) -> CouncilRecords:
    """The records of several parts of one document."""
    parts = tuple(parts)
    return CouncilRecords(
        papers=tuple(row for part in parts for row in part.papers),
        consultations=tuple(row for part in parts for row in part.consultations),
        decisions=tuple(row for part in parts for row in part.decisions),
        votes=tuple(row for part in parts for row in part.votes),
        decision_targets=tuple(row for part in parts for row in part.decision_targets),
        evidence=tuple(row for part in parts for row in part.evidence),
        issues=tuple(row for part in parts for row in part.issues),
    )
