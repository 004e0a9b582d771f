"""Which of the votes under an item is the one that the upper "Beschluss:" speaks of.

The structured vote line names it by its numbers. Else it is the last vote on the item itself whose outcome agrees with
the result; a vote on postponing the item only if the result says that it was postponed. If there is none, the result
stands by itself: a vote on procedure never becomes the adoption.
"""

import re
from collections.abc import Sequence

from extractors.council.ballots import Ballot
from extractors.council.results import outcome_of
from extractors.council.votes import VoteCount

SAME_PROCEDURE = (
    (re.compile(r"(?i)\bvertag|\bverschoben"), re.compile(r"(?i)\bvertag|vertagen\b|verschieb")),
    (re.compile(r"(?i)\babgesetzt|\bAbsetzung"), re.compile(r"(?i)\babsetz|abzusetzen|abgesetzt")),
    (re.compile(r"(?i)\bverwiesen|\bVerweisung"), re.compile(r"(?i)verweis")),
    (re.compile(r"(?i)\bzurückgestellt"), re.compile(r"(?i)zurück(?:zu)?stell|Zurückstellung")),
    (re.compile(r"(?i)\berledigt"), re.compile(r"(?i)\berledig")),
)
"""Words of a result, and how one asks for it."""


def official_of(ballots: Sequence[Ballot], result: str | None, structured: VoteCount | None) -> int | None:
    """The place of the official vote; None: none of them."""
    if structured is not None and (same := [i for i, b in enumerate(ballots) if _same_vote(b.vote, structured)]):
        return max(same, key=lambda i: (_is_main(ballots, i), i))
    if result and (same := [i for i, b in enumerate(ballots) if _same_procedure(b, result)]):
        return same[-1]
    main = [i for i in range(len(ballots)) if _is_main(ballots, i)]
    if structured is not None and len(ballots) > 1:
        return None
    agreeing = [i for i in main if not disagree(result or "", _outcome(ballots[i]))]
    return next(iter(agreeing[::-1] or main[::-1]), None)


def disagree(result: str, outcome: str) -> bool:
    """Whether a printed result says the contrary of an outcome."""
    return {outcome_of(result), outcome} == {"accepted", "rejected"}


def speaks_of(result: str, procedure: str) -> bool:
    """Whether a result is what was asked for: "vertagt" where somebody asked to postpone."""
    return any(said.search(result) and asked.search(procedure) for said, asked in SAME_PROCEDURE)


def is_part(ballots: Sequence[Ballot], place: int) -> bool:
    """Whether a vote is about single points: announced so, or followed or preceded by votes on the other points."""
    ballot = ballots[place]
    if ballot.asked is not None and (ballot.asked.kind == "points" or ballot.asked.is_apart):
        return True
    numbered = [other.first_point for other in ballots if other.first_point is not None and other.vote is not None]
    return ballot.first_point is not None and len(numbered) > 1 and len(set(numbered)) == len(numbered)


def _is_main(ballots: Sequence[Ballot], place: int) -> bool:
    asked = ballots[place].asked
    return (asked is None or asked.kind == "main") and not is_part(ballots, place)


def _same_vote(one: VoteCount | None, other: VoteCount) -> bool:
    return one is not None and one.counted == other.counted


def _same_procedure(ballot: Ballot, result: str) -> bool:
    if ballot.asked is None or ballot.asked.kind != "procedure" or _outcome(ballot) == "rejected":
        return False
    return speaks_of(result, ballot.asked.what)


def _outcome(ballot: Ballot) -> str:
    """What came of a vote: as words say, else as its numbers do."""
    if said := outcome_of(ballot.remark or ballot.result or ""):
        return said
    pro, contra, _ = ballot.vote.counted if ballot.vote is not None else (None, None, None)
    if pro is None or contra is None:
        return ""
    return "accepted" if pro > contra else "rejected"
