"""The page of an agenda item: what a body decided, officially and on the way there.

The structured head ("Beschluss:", "Abstimmung:") and the text below it tell of the same vote, or of several.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from extractors.council.ballots import Ballot, Ballots, read_ballots
from extractors.council.bodies import body_name
from extractors.council.items import Item, paper_kind_in
from extractors.council.labels import label_of
from extractors.council.official import disagree, is_part, official_of
from extractors.council.pages import AgendaItemPage
from extractors.council.parts import cut
from extractors.council.prose import Stated, stated_in
from extractors.council.records import Decided
from extractors.council.results import outcome_of
from extractors.council.votes import VoteCount, read_votes
from extractors.council.web_lines import running_text, web_line, web_lines
from schemas.geometry import Line

METHOD = "web page"


@dataclass(frozen=True, slots=True)
class _Head:
    """The structured result and vote."""

    result: str | None
    vote: VoteCount | None
    lines: tuple[Line, ...]


def decided_on(page: AgendaItemPage) -> list[Decided]:
    """The decisions of a public page, the official one first; none of a page that is not public."""
    if not page.is_public:
        return []
    lines = web_lines(text for text in page.text if not _repeats_head(text, page))
    ballots = read_ballots(lines, page.paper)
    head = _head(page, ballots)
    if head.result is None and head.vote is None and not ballots.found:
        return [_told(stated, page) for stated in _stated(page, lines)]
    return list(_decided(page, head, ballots.found))


def _repeats_head(text: str, page: AgendaItemPage) -> bool:
    """Whether a line says no more than the structured head: its label and value, or the value."""
    label = label_of(text)
    said = running_text([label.value if label else text])
    is_head = label is not None and label.kind in ("resolution", "result") and bool(said)
    return is_head and said in (running_text([page.result or ""]), running_text([page.votes or ""]))


def _head(page: AgendaItemPage, ballots: Ballots) -> _Head:
    printed = [web_line(value) for value in (page.result, page.votes) if value]
    top = ballots.top
    votes = read_votes(f"Abstimmung: {page.votes}") if page.votes else ()
    vote = next(iter(votes), None)
    words = None if vote is not None else page.votes
    if top is None:
        return _Head(_joined(page.result, words), vote, tuple(printed))
    return _Head(_joined(page.result or top.result, words), vote, (*printed, top.head, *top.lines))


def _joined(*printed: str | None) -> str | None:
    """The result, and what stands behind "Abstimmung:" where that is no count: "ungeändert beschlossen, einstimmig"."""
    return ", ".join(filter(None, printed)) or None


def _stated(page: AgendaItemPage, lines: Sequence[Line]) -> list[Stated]:
    """What the prose says where no vote and no result is printed; a page without number is one item all the same."""
    item = Item(page.agenda_number or "", page.subject, page.paper, page.paper_kind, (), tuple(lines))
    return stated_in(cut(lines), item) if lines else []


def _decided(page: AgendaItemPage, head: _Head, ballots: Sequence[Ballot]) -> Iterator[Decided]:
    place = official_of(ballots, head.result, head.vote)
    if head.result is not None or head.vote is not None:
        yield _official(page, head, ballots, place)
    elif place is not None:
        yield _own(page, ballots, place)
    yield from (_own(page, ballots, i) for i in range(len(ballots)) if i != place)


def _official(page: AgendaItemPage, head: _Head, ballots: Sequence[Ballot], place: int | None) -> Decided:
    """What the head states, with the vote and text that belong to it; of points the texts of all."""
    if place is None:
        points = [ballot for i, ballot in enumerate(ballots) if is_part(ballots, i)]
        only = _of_page(page, lines=head.lines, result=head.result, vote=head.vote)
        return replace(
            only,
            resolution=running_text(ballot.resolution or "" for ballot in points) or None,
            told=tuple(line for ballot in points for line in ballot.told),
            doubts=tuple(_unlike(head, ballots)),
        )
    ballot = ballots[place]
    official = _of_page(
        page,
        lines=(*head.lines, *ballot.lines),
        result=head.result or ballot.result or ballot.remark,
        vote=ballot.vote or head.vote,
    )
    return replace(_with_texts(official, ballot), doubts=tuple(_doubts(head, ballot)))


def _with_texts(decided: Decided, ballot: Ballot) -> Decided:
    return replace(decided, proposed=ballot.proposed, resolution=ballot.resolution, told=ballot.told)


def _own(page: AgendaItemPage, ballots: Sequence[Ballot], place: int) -> Decided:
    """A vote that is not the official one, under the name of what was voted on."""
    ballot = ballots[place]
    voted = _of_page(page, lines=ballot.lines, result=ballot.result or ballot.remark, vote=ballot.vote)
    decided = _with_texts(voted, ballot)
    asked = ballot.asked
    if asked is not None and asked.kind == "motion":
        return replace(decided, subject=asked.what, paper=asked.paper, kind=paper_kind_in(asked.what))
    if ballot.first_point is not None and is_part(ballots, place) and (asked is None or asked.is_apart):
        return replace(decided, subject=f"Punkt {ballot.first_point}")
    if asked is not None and asked.what:
        return replace(decided, subject=asked.what, kind=None if asked.kind == "procedure" else decided.kind)
    return decided


def _told(stated: Stated, page: AgendaItemPage) -> Decided:
    """What prose states."""
    decided = _of_page(page, lines=stated.lines, result=stated.result, vote=stated.vote)
    return replace(
        decided,
        subject=stated.subject or page.subject,
        kind=page.paper_kind or ("Antrag" if stated.is_motion else None),
        resolution=stated.resolution,
        told=stated.lines if stated.resolution else (),
    )


def _of_page(page: AgendaItemPage, *, lines: Sequence[Line], result: str | None, vote: VoteCount | None) -> Decided:
    return Decided(
        paper=page.paper,
        kind=page.paper_kind,
        subject=page.subject,
        body=body_name(page.body) if page.body else None,
        date=page.date,
        agenda_number=page.agenda_number,
        result_printed=result,
        vote=vote,
        page=1,
        lines=tuple(lines),
        method=METHOD,
    )


def _doubts(head: _Head, ballot: Ballot) -> Iterator[str]:
    """Where the head and the text below it do not agree."""
    if head.vote is not None and ballot.vote is not None and head.vote.counted != ballot.vote.counted:
        yield f"{_counts(head.vote)} is printed above {_counts(ballot.vote)} (votes for, against, abstaining)"
    for said in (ballot.remark, ballot.result):
        if head.result and said and disagree(head.result, outcome_of(said)):
            yield f"“{head.result}” is printed above “{said}”"


def _counts(vote: VoteCount) -> str:
    return "/".join("-" if count is None else str(count) for count in vote.counted)


def _unlike(head: _Head, ballots: Sequence[Ballot]) -> Iterator[str]:
    """A result above votes of which none is about the item itself."""
    asked = [ballot.asked.what for ballot in ballots if ballot.asked is not None and ballot.asked.kind == "procedure"]
    if head.vote is None and asked and len(asked) == len(ballots) and outcome_of(head.result or ""):
        yield f"“{head.result}” is printed, but all votes are about something else: {'; '.join(asked)}"
