"""The page of a paper: what it proposes, and the course of its consultation with what came of it."""

from collections.abc import Sequence
from itertools import takewhile

from extractors.council.bodies import body_name
from extractors.council.consultations import Step, deciding
from extractors.council.labels import label_of
from extractors.council.pages import PageConsultation, PaperPage
from extractors.council.records import Decided
from extractors.council.votes import VoteCount, read_votes
from extractors.council.web_lines import running_text, web_line
from schemas.council import Consultation, Paper
from schemas.documents import Given

PROPOSALS = ("proposal", "motion")
GO_ON = ("motion", "resolution", "talk", "date", "subject")
"""Labels that may stand inside a proposed text: "Der Rat beschließt wie folgt:"."""


def paper_row(page: PaperPage, given: Given) -> Paper | None:
    """The paper; None without a number, by which it would be known."""
    if not page.paper:
        return None
    return Paper(
        paper=page.paper,
        kind=page.kind,
        subject=page.subject,
        file_number=page.file_number,
        date=page.date,
        source_url=page.address or given.source_url or None,
        document_id=given.document_id,
        proposed=proposed_text(page),
    )


def consultation_rows(page: PaperPage) -> tuple[Consultation, ...]:
    """The Beratungsfolge, its results as printed; what else the page says of a vote stands behind the result."""
    return tuple(
        Consultation(
            paper=page.paper or "",
            body=step.body,
            date=step.date,
            agenda_number=step.agenda_number,
            role=step.role,
            result=_result(step),
        )
        for step in page.consultations
    )


def proposed_on(page: PaperPage) -> Decided:
    """What the paper proposes, and what came of it in the body that decides."""
    proposed = _proposed_lines(page.text)
    step = deciding([_step(consultation) for consultation in page.consultations])
    of_step = next(
        (c for c in reversed(page.consultations) if step and (c.body, c.date) == (step.body, step.date)), None
    )
    vote = _vote(of_step)
    result = (of_step.result if vote else _result(of_step)) if of_step else None
    lines = [*proposed[:1], *filter(None, (page.subject, page.paper, page.address))]
    return Decided(
        paper=page.paper,
        kind=page.kind,
        subject=page.subject,
        body=body_name(step.body) if step else None,
        date=step.date if step else None,
        agenda_number=step.agenda_number if step else None,
        proposed=running_text(proposed) or None,
        result_printed=result,
        vote=vote,
        page=1,
        lines=tuple(web_line(line) for line in lines),
        method="paper result" if result or vote else "paper",
        told=tuple(web_line(line) for line in proposed),
    )


def proposed_text(page: PaperPage) -> str | None:
    """The text behind "Beschlussentwurf:" up to the signatures or the reasons."""
    return running_text(_proposed_lines(page.text)) or None


def _proposed_lines(texts: Sequence[str]) -> list[str]:
    """The first labelled proposal that says anything."""
    for at, text in enumerate(texts):
        label = label_of(text)
        if label is not None and label.kind in PROPOSALS:
            below = takewhile(lambda line: not _ends(line), texts[at + 1 :])
            lines = [line for line in (label.value, *below) if line.strip()]
            if lines:
                return lines
    return []


def _ends(text: str) -> bool:
    label = label_of(text)
    return label is not None and label.kind not in GO_ON


def _step(consultation: PageConsultation) -> Step:
    return Step(
        body=consultation.body,
        date=consultation.date,
        role=consultation.role,
        agenda_number=consultation.agenda_number,
        result=consultation.result,
        lines=(),
    )


def _result(step: PageConsultation) -> str | None:
    """The result, and the votes as printed behind it."""
    return ", ".join(filter(None, (step.result, step.votes))) or None


def _vote(step: PageConsultation | None) -> VoteCount | None:
    for printed in filter(None, (step.result, step.votes) if step else ()):
        if votes := read_votes(printed) or read_votes(f"Abstimmung: {printed}"):
            return votes[0]
    return None
