"""Papers: what is put before the council (Vorlage, Antrag, Mitteilung), and certified copies of its decisions."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise, takewhile

from extractors.council.adopted import as_adopted
from extractors.council.bodies import body_in, body_name, is_body, motion_body
from extractors.council.consultations import Step, deciding, read_steps
from extractors.council.kinds import first_page, is_title, paper_kind, paper_number
from extractors.council.labels import Label, has_neighbour, label_of
from extractors.council.paper_dates import decision_date, paper_date
from extractors.council.parts import Part
from extractors.council.records import CouncilRecords, Decided, decision_records, evidence, with_issues
from extractors.council.results import is_form, is_result
from extractors.council.signatures import above_signature
from extractors.council.vote_tables import TableResult, read_vote_tables
from extractors.council.votes import VoteCount, read_votes
from extractors.layout.hyphens import join_lines
from schemas.council import Consultation, Paper
from schemas.documents import Given, Issue
from schemas.geometry import Line, Page

OF = re.compile(r"^(?:des|der)\s+[A-ZÄÖÜ]")
TEXT_KINDS = {"proposal", "motion", "reason", "content", "resolution"}
MAX_SUBJECT_LINES = 6
GAP = 2.6
"""A white space of so many type sizes ends a subject."""


@dataclass(frozen=True, slots=True)
class _Block:
    """A label and the lines that belong to it, the value on the label's own line included."""

    label: Label
    head: Line
    lines: tuple[Line, ...]

    @property
    def text(self) -> str:
        """The value behind the label and the lines below, joined."""
        return join_lines([self.label.value, *(line.text for line in self.lines)])

    @property
    def is_open(self) -> bool:
        """Whether a colon or value follows the label, so that it is no head of a table."""
        return bool(self.label.value) or self.head.text.rstrip().endswith(":")


def read_paper(lines: Sequence[Line], pages: Sequence[Page], given: Given) -> CouncilRecords:
    """The paper, its course of consultation, and what is proposed or decided by it."""
    if not lines:
        return CouncilRecords()
    steps = read_steps(lines, pages)
    decided = _decided(lines, steps, read_vote_tables(pages))
    records = decision_records([decided] if _says_something(decided) else [], given)
    if decided.paper is None:
        return with_issues(records, [_no_number(given, decided)])
    number = paper_number(first_page(lines))
    proof = evidence("papers", decided.paper, number[1], "number", given) if number else None
    return replace(
        records,
        papers=(_paper(lines, decided, steps, given),),
        consultations=tuple(_consultation(step, decided.paper) for step in steps),
        evidence=(*records.evidence, *((proof,) if proof else ())),
    )


def _says_something(decided: Decided) -> bool:
    """Whether there is more than a number: what it is about, what is proposed, decided or voted."""
    told = (decided.subject, decided.proposed, decided.resolution, decided.result_printed, decided.vote)
    return any(told)


def _decided(lines: Sequence[Line], steps: Sequence[Step], table: Sequence[TableResult]) -> Decided:
    """What the paper proposes; or, if it is a certified decision, what was decided."""
    front = first_page(lines)
    blocks = _blocks(lines)
    step = deciding(steps)
    number = paper_number(front)
    proposal = _proposal(blocks)
    resolution = None if proposal else _first(blocks, "resolution")
    result, vote = _outcome(step, blocks, table)
    subject = _subject(front, blocks)
    kind = paper_kind(lines)
    decided = Decided(
        paper=number[0] if number else None,
        kind=kind,
        subject=join_lines(line.text for line in subject) or None,
        body=step.body if step else _body(front, proposal),
        date=step.date if step else decision_date(front, kind, is_voted=bool(result or vote)),
        agenda_number=step.agenda_number if step else None,
        proposed=proposal.text if proposal else None,
        resolution=resolution.text if resolution else None,
        result_printed=result,
        vote=vote,
        page=front[0].page,
        lines=(*subject, *(proposal.lines[:1] if proposal else ()), front[0]),
        method="paper result" if result or resolution else "paper",
        told=_told(proposal or resolution),
    )
    return decided if result else as_adopted(decided, front)


def _told(block: _Block | None) -> tuple[Line, ...]:
    if block is None:
        return ()
    own = (replace(block.head, text=block.label.value),) if block.label.value else ()
    return (*own, *block.lines)


def _outcome(
    step: Step | None, blocks: Sequence[_Block], table: Sequence[TableResult]
) -> tuple[str | None, VoteCount | None]:
    """Result and vote, if the paper went back into the system after it was decided."""
    if step is not None and step.result:
        return step.result, next(iter(read_votes(step.result)), None)
    if filled := next((row for row in table if step is not None and row.body == step.body), None):
        return filled.result, filled.vote
    return _labelled_outcome(blocks)


def _labelled_outcome(blocks: Sequence[_Block]) -> tuple[str | None, VoteCount | None]:
    """Result and vote behind "Abstimmung:" outside tables; an empty form says nothing."""
    block = next((b for b in blocks if b.label.kind == "result" and b.head.grid < 0 and b.is_open), None)
    if block is None or is_form(block.text):
        return None, None
    own = (replace(block.head, text=block.label.value),) if block.label.value else ()
    below = takewhile(lambda line: line.grid < 0 and is_result(line.text), block.lines)
    part = Part("result", (*own, *below), block.head, labelled=True)
    return part.result, next(iter(part.votes), None)


def _blocks(lines: Sequence[Line]) -> list[_Block]:
    """The labelled parts of the paper, each up to the next label, bold heading with a colon, or signature."""
    heads = [(at, label) for at, line in enumerate(lines) if (label := _label(line)) is not None]
    ends = [*(at for at, _ in heads[1:]), len(lines)]
    found = zip(heads, ends, strict=False)  # a paper without any label has one end and no beginning
    return [_Block(label, lines[at], above_signature(lines[at + 1 : end])) for (at, label), end in found]


def _label(line: Line) -> Label | None:
    """The label of a line; any other bold line that ends in a colon is one, too."""
    known = label_of(line.text)
    if known is None and line.style.bold and line.text.rstrip().endswith(":") and len(line.text) < 70:
        return Label("other", "")
    return known


def _first(blocks: Sequence[_Block], kind: str) -> _Block | None:
    """The first part of this kind that says anything."""
    return next((block for block in blocks if block.label.kind == kind and block.text), None)


def _proposal(blocks: Sequence[_Block]) -> _Block | None:
    """What is proposed; "Der Rat beschließt wie folgt:" right below "Beschlussvorschlag:" opens it, decides nothing."""
    for block, below in pairwise(blocks):
        if block.label.kind == "proposal" and not block.text and below.label.kind == "resolution":
            return below
    return _first(blocks, "proposal") or _first(blocks, "motion")


def subject_lines(lines: Sequence[Line]) -> tuple[Line, ...]:
    """The subject, which is on the first page; where it stands behind its label, the first is none of `lines`."""
    front = first_page(lines)
    return _subject(front, _blocks(front))


def _subject(front: Sequence[Line], blocks: Sequence[_Block]) -> tuple[Line, ...]:
    """Behind its label, else the lines set apart above the first part of the text."""
    labelled = next((b for b in blocks if b.label.kind == "subject" and b.text), None)
    if labelled is None:
        return _above_text(front)
    if labelled.label.value:
        own = replace(labelled.head, text=labelled.label.value)
        return (own, *_together(labelled.lines, after=own))
    return _together(labelled.lines, after=None)


def _together(lines: Sequence[Line], after: Line | None) -> tuple[Line, ...]:
    """Lines that follow each other closely, from the first on."""
    found: list[Line] = []
    for line in lines[:MAX_SUBJECT_LINES]:
        last = found[-1] if found else after
        if last is not None and not _follows(last, line):
            break
        found.append(line)
    return tuple(found)


def _follows(last: Line, line: Line) -> bool:
    gap = line.box.top - last.box.top
    same_size = abs(line.style.size - last.style.size) < 1
    return line.page == last.page and 0 < gap < GAP * last.style.size and same_size


def _above_text(front: Sequence[Line]) -> tuple[Line, ...]:
    """The lines right above the first part of the text, set in the style of the nearest."""
    at = next((i for i, line in enumerate(front) if _opens_text(line, front)), 0)
    found: list[Line] = []
    for line in reversed(front[:at]):
        if line.grid >= 0 or is_title(line) or _label(line) is not None or (found and not _goes_with(line, found[0])):
            break
        found.insert(0, line)
    return tuple(found)


def _opens_text(line: Line, front: Sequence[Line]) -> bool:
    """Whether the text begins with this label."""
    label = label_of(line.text)
    return label is not None and label.kind in TEXT_KINDS and line.grid < 0 and not has_neighbour(line, front)


def _goes_with(line: Line, next_line: Line) -> bool:
    return line.style.bold == next_line.style.bold and _follows(line, next_line)


def _body(front: Sequence[Line], proposal: _Block | None) -> str | None:
    """The body before which the paper comes: named with its sitting, alone on a line, or asked to decide."""
    named = next((body for line in front if (body := body_in(line.text))), None)
    alone = (body_name(line.text) for line in front if line.grid < 0 and _stands_for_body(line.text.strip()))
    return named or next(alone, None) or (motion_body(proposal.head.text) if proposal else None)


def _stands_for_body(text: str) -> bool:
    """Whether a line is a body's name, in the nominative or after "des"."""
    return is_body(body_name(text) if OF.match(text) else text)


def _file_number(lines: Sequence[Line]) -> str | None:
    """What stands behind, beside or right below "Aktenzeichen"; the row may be empty or missing."""
    for line, below in zip(lines, [*lines[1:], None], strict=True):
        label = label_of(line.text)
        if label is not None and label.kind == "file_number":
            close = 1.8 * line.style.size
            near = below and label_of(below.text) is None and below.box.top - line.box.top < close
            return label.value or (below.text.strip() if below and near else None)
    return None


def _paper(lines: Sequence[Line], decided: Decided, steps: Sequence[Step], given: Given) -> Paper:
    front = first_page(lines)
    return Paper(
        paper=decided.paper or "",
        kind=decided.kind,
        subject=decided.subject,
        file_number=_file_number(front),
        date=paper_date(front, sittings={decided.date, *(step.date for step in steps)}),
        source_url=given.source_url or None,
        document_id=given.document_id,
        proposed=decided.proposed,
    )


def _consultation(step: Step, paper: str) -> Consultation:
    return Consultation(
        paper=paper,
        body=step.body,
        date=step.date,
        agenda_number=step.agenda_number,
        role=step.role,
        result=step.result,
    )


def _no_number(given: Given, decided: Decided) -> Issue:
    return Issue(
        document_id=given.document_id,
        page=decided.page,
        severity="warning",
        kind="paper_without_number",
        what=f"{decided.kind or 'Paper'} without a number: {decided.subject or ''}".strip(": "),
        hint="Without a number the paper cannot be linked to decisions; add it in corrections.csv.",
    )
