"""Minutes: which items a body dealt with, what it decided, and with whose votes.

In each item a vote or a printed result closes a decision. Where an item prints neither, its prose is asked: it decides
only if it says with what majority, and not when it reports on another meeting.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby

from extractors.council.asked import Asked, asked_in
from extractors.council.bodies import body_in, body_name, is_body
from extractors.council.items import Item, cited_paper, paper_kind_in, read_items
from extractors.council.kinds import first_page
from extractors.council.official import speaks_of
from extractors.council.parts import MOTION, Part, cut
from extractors.council.prose import Stated, stated_in
from extractors.council.records import CouncilRecords, Decided, decision_records, with_issues
from extractors.council.results import decided_sentences
from extractors.council.votes import VoteCount, read_votes
from extractors.council.wording import date_in
from extractors.layout.hyphens import join_lines
from schemas.documents import Given, Issue
from schemas.geometry import Line

DATE_LABEL = re.compile(
    r"(?i)^(?:(?:Sitzungs)?datum|Sitzung(?:stermin|stag)?(?:\s+(?:am|vom))?|"
    r"Besprechung(?:\s+am)?|Termin|Tag)\s*:?\s*(?P<date>.*)$"
)
BODY_LABEL = re.compile(r"(?i)^(?:Gremium|Körperschaft)\s*:?\s*(?P<body>.*)$")
TRAILING = re.compile(
    r"(?i)\b(?:Damit|Somit)\s+(?:ist|wird|wurde)\b[^.]{0,80}?\b(?P<result>(?:mehrheitlich\s+|"
    r"einstimmig\s+)?(?:abgelehnt|angenommen|beschlossen))\b"
)


@dataclass(frozen=True, slots=True)
class Sitting:
    """Which body met, and when."""

    body: str | None
    date: str | None


@dataclass(slots=True)
class _Walk:
    """One item on the way through its parts."""

    item: Item
    sitting: Sitting
    top: Part | None = None
    proposal: Part | None = None
    resolution: Part | None = None
    motion: Part | None = None
    closed: list[Decided] = field(default_factory=list)
    first_under_top: int = 0
    """Which of the closed decisions is the first below the result on top."""

    asked: Asked | None = None
    procedures: dict[int, str] = field(default_factory=dict)
    """Which of the closed decisions are about procedure, and what was asked for."""

    def take(self, part: Part, before: Part | None) -> None:
        """Go one part further."""
        if part.kind == "top":
            self.finish()
            self.top, self.first_under_top = part, len(self.closed)
        elif part.kind == "result":
            self._result(part, before)
        elif part.kind == "motion":
            self._close_text()
            self.motion = part
        elif part.kind == "resolution":
            self._close_text()
            self.resolution = part
        elif part.kind == "proposal":
            self.proposal = part
        else:
            self._remark(part)

    def finish(self) -> None:
        """Close what is open, and give the result on top to the last decision below it."""
        self._close_text()
        if self.top is None:
            return
        top, own = self.top, _first(self.top.votes)
        self.top = None
        below = self.closed[-1] if len(self.closed) > self.first_under_top else None
        procedure = self.procedures.get(len(self.closed) - 1)
        if below is not None and procedure and not speaks_of(top.result or "", procedure):
            self.closed[-1] = replace(below, subject=procedure)
            below = None
        if below is None or (own is not None and below.vote is not None and below.vote.totals != own.totals):
            self._close(top.result, own, top)
            return
        lines = (*below.lines[:1], top.head, *below.lines[1:])
        self.closed[-1] = replace(
            below, result_printed=below.result_printed or top.result, vote=below.vote or own, lines=lines
        )

    def _result(self, part: Part, before: Part | None) -> None:
        """A printed result: of the structured head right below the result on top, else of the text above."""
        if before is not None and before is self.top:
            self.top = replace(before, lines=(*before.lines, *part.lines))
            return
        votes = part.votes
        if part.result is None and not votes:
            return
        for vote in votes[:-1]:
            self._close(None, vote, part, keep_text=True)
        self._close(part.result, votes[-1] if votes else None, part)

    def _close_text(self) -> None:
        """A text decided without a printed result is a decision all the same."""
        if self.resolution is not None and self.resolution.text:
            core = next(iter(decided_sentences(self.resolution.text)), None)
            vote = _first(read_votes(self.resolution.text[core[0] : core[1]])) if core else None
            self._close(core[2] if core else None, vote, self.resolution)

    def _close(self, result: str | None, vote: VoteCount | None, part: Part, *, keep_text: bool = False) -> None:
        motion = self.motion
        subject, kind, paper = _motion_named(self.item, motion)
        start = motion.head if motion else (self.item.heading[0] if self.item.heading else part.head)
        self.closed.append(
            Decided(
                paper=paper,
                kind=kind,
                subject=subject,
                body=self.sitting.body,
                date=self.sitting.date,
                agenda_number=self.item.number,
                proposed=self.proposal.text or None if self.proposal else None,
                resolution=self._resolution_text(),
                result_printed=result,
                vote=vote,
                page=start.page,
                lines=(part.head, *part.lines, start),
                method="minutes",
                told=(*self._resolution_lines(), *(self.proposal.lines if self.proposal else ())),
            )
        )
        if self.asked is not None and self.asked.kind == "procedure":
            self.procedures[len(self.closed) - 1] = self.asked.what
        if not keep_text:
            self.resolution = self.motion = self.proposal = self.asked = None

    def _resolution_text(self) -> str | None:
        return join_lines(line.text for line in self._resolution_lines()) or None

    def _resolution_lines(self) -> tuple[Line, ...]:
        if self.resolution is not None:
            return self.resolution.lines
        return self.motion.lines[len(self.motion.heading) :] if self.motion is not None else ()

    def _remark(self, part: Part) -> None:
        """The call to the next vote; and behind a vote without a result "Damit ist der Antrag abgelehnt."."""
        self.asked = asked_in([part.text], self.item.paper, is_open=True) or self.asked
        if (
            self.top is None
            and self.closed
            and self.closed[-1].result_printed is None
            and (found := TRAILING.search(part.text))
        ):
            self.closed[-1] = replace(self.closed[-1], result_printed=found["result"])


def read_minutes(lines: Sequence[Line], given: Given) -> CouncilRecords:
    """The decisions and votes of one meeting."""
    if not lines:
        return CouncilRecords()
    sitting = read_sitting(lines)
    items = read_items(lines)
    found = [
        decided
        for item in items
        for decided in _decided_in(item, sitting, is_front=len(items) > 1 and item.number is None)
        if item.lines
    ]
    records = decision_records(found, given)
    return records if found else with_issues(records, [_nothing_decided(lines, given)])


def _nothing_decided(lines: Sequence[Line], given: Given) -> Issue:
    return Issue(
        document_id=given.document_id,
        page=lines[0].page,
        severity="notice",
        kind="minutes_without_decision",
        what=f"No decision was found in the minutes “{lines[0].text}”.",
        hint="Look whether the body decided nothing, or states its decisions in a form that is not known yet.",
    )


def read_sitting(lines: Sequence[Line]) -> Sitting:
    """Which body met, and when; the date of the minutes themselves and that of an addendum are others."""
    front = first_page(lines)
    title = " ".join(line.text for line in front[:12])
    named = next((line for line in front if body_in(line.text)), None)
    body = body_in(named.text) if named else (body_in(title) or _labelled_body(front))
    return Sitting(body, _labelled_date(front) or (_date_after(front, named) if named else None) or date_in(title))


def _labelled_date(front: Sequence[Line]) -> str | None:
    for at, line in enumerate(front):
        if found := DATE_LABEL.match(line.text.strip()):
            following = front[at + 1].text if at + 1 < len(front) else ""
            if date := date_in(found["date"] or following):
                return date
    return None


def _date_after(front: Sequence[Line], named: Line) -> str | None:
    """The date on the line that names the sitting, or on the two below it."""
    at = front.index(named)
    return next((date for line in front[at : at + 3] if (date := date_in(line.text))), None)


def _labelled_body(front: Sequence[Line]) -> str | None:
    for at, line in enumerate(front):
        if found := BODY_LABEL.match(line.text.strip()):
            return body_name(found["body"] or (front[at + 1].text if at + 1 < len(front) else "")) or None
    return next((body_name(line.text) for line in front if is_body(line.text)), None)


def _decided_in(item: Item, sitting: Sitting, *, is_front: bool) -> list[Decided]:
    """The decisions of an item; before the first item, only what prose says of agenda and minutes."""
    if is_front:
        return [_from_prose(stated, item, sitting) for stated in stated_in(_front_parts(item), item)]
    parts = cut(item.lines)
    if not any(part.kind in ("top", "result", "resolution") for part in parts):
        return [_from_prose(stated, item, sitting) for stated in stated_in(parts, item)]
    walk = _Walk(item, sitting)
    for at, part in enumerate(parts):
        walk.take(part, parts[at - 1] if at else None)
    walk.finish()
    return walk.closed


def _front_parts(item: Item) -> list[Part]:
    """What stands before the first item, titles in bold apart from the text."""
    runs = [tuple(run) for _, run in groupby(item.lines, key=lambda line: line.style.bold)]
    return [Part("talk", run, run[0]) for run in runs]


def _from_prose(stated: Stated, item: Item, sitting: Sitting) -> Decided:
    subject, kind, paper = _motion_named(item, stated.motion)
    return Decided(
        paper=paper,
        kind=kind or ("Antrag" if stated.is_motion else None),
        subject=stated.subject or subject,
        body=sitting.body,
        date=sitting.date,
        agenda_number=item.number,
        resolution=stated.resolution,
        result_printed=stated.result,
        vote=stated.vote,
        page=stated.start.page,
        lines=(*stated.lines, stated.start),
        method="minutes prose",
        told=stated.lines if stated.resolution else (),
    )


def _motion_named(item: Item, motion: Part | None) -> tuple[str | None, str | None, str | None]:
    """Subject, kind and paper of a decision: those of the motion voted on by itself, else those of the item."""
    found = MOTION.match(join_lines(line.text for line in motion.heading)) if motion else None
    named = (found["subject"] or found["own"] or found["of"]) if found else None
    if named is None:
        return item.title, item.kind, item.paper
    subject = named.strip(" :")
    return subject, paper_kind_in(subject), cited_paper(subject)


def _first(votes: Sequence[VoteCount]) -> VoteCount | None:
    return votes[0] if votes else None
