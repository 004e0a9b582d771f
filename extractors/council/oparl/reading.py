"""From a kept bundle to pages: the paper with its course, and one page for each agenda item it was dealt with under."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from extractors.council.bodies import body_in
from extractors.council.oparl.bundle import open_bundle
from extractors.council.oparl.course import ITEM_FILES, MINUTES_FILES, Known, Step, course, file_refs
from extractors.council.oparl.objects import OParlFile, PaperHead, main_files, read_file, read_head
from extractors.council.oparl.values import Fields, Note, Raw
from extractors.council.pages import AgendaItemPage, Attachment, CouncilPage, PageConsultation, PaperPage

LABELLED = re.compile(r"(?i)^\s*(?:Beschluss|Beschlu(?:ss|ß)\w*|Empfehlung\w*)\b[^.]{0,60}:")
RESOLUTION = "Beschluss:"
"""What council systems print above the text that OParl calls resolutionText."""


@dataclass(frozen=True, slots=True)
class BundleReading:
    """All that a bundle says."""

    head: PaperHead
    pages: tuple[CouncilPage, ...]
    """The paper first."""

    main: tuple[OParlFile, ...]
    """Files that may hold the paper itself, likeliest first."""

    links: tuple[Attachment, ...]
    """All files of the paper, its agenda items and their minutes; the titles say whose."""

    notes: tuple[Note, ...]


def parse_bundle(content: bytes, address: str) -> tuple[CouncilPage, ...]:
    """The pages of a kept bundle; UnreadableDocument if the bytes are none.

    `address` stands for the paper where its object does not say its own.
    """
    return read_bundle(content, address).pages


def read_bundle(content: bytes, address: str = "") -> BundleReading:
    """Pages, files and notes of a kept bundle; UnreadableDocument if the bytes are none."""
    bundle = open_bundle(content)
    notes: list[Note] = []
    head = read_head(bundle.paper, notes)
    own, further = (_files(bundle.paper, (name,), bundle.known, notes) for name in ("mainFile", "auxiliaryFile"))
    main = main_files(own, further, head.paper)
    steps = course(bundle.paper, bundle.known, notes)
    paper = PaperPage(
        address=head.address or address,
        paper=head.paper,
        subject=head.subject,
        kind=head.kind,
        date=head.date,
        text=next((file.text for file in main if file.text), ()),
        consultations=tuple(_consultation(step, notes) for step in steps),
        attachments=tuple(Attachment(address=file.addresses[0], title=file.title) for file in (*own, *further)),
    )
    items = {page.address: page for step in steps for page in _item_pages(step, paper, bundle.known, notes)}
    minutes = [link for step in steps for link in _minutes(step, bundle.known, notes)]
    _tell(paper, main, bundle.known, notes)
    return BundleReading(
        head=head,
        pages=(paper, *items.values()),
        main=main,
        links=(*_links((*own, *further), head.paper), *_item_links(items.values()), *dict.fromkeys(minutes)),
        notes=tuple(dict.fromkeys(notes)),
    )


def _tell(paper: PaperPage, main: Sequence[OParlFile], known: Known, notes: list[Note]) -> None:
    """What the bundle does not hold."""
    notes += [Note("missing", paper.address, lost) for lost in sorted(known.lost)]
    notes += [Note("not_public", paper.address, hidden) for hidden in sorted(known.not_public)]
    if not paper.consultations:
        notes.append(Note("no_consultations", paper.address))
    if not main:
        notes.append(Note("no_main_file", paper.address))


def _consultation(step: Step, notes: list[Note]) -> PageConsultation:
    item = Fields(step.item or {}, notes)
    return PageConsultation(
        body=_body(step, notes),
        date=_day(step, notes),
        agenda_number=item.text("number"),
        role=Fields(step.consultation, notes).text("role"),
        result=item.text("result"),
        agenda_item=item.address or None,
        is_public=step.is_public,
    )


def _item_pages(step: Step, paper: PaperPage, known: Known, notes: list[Note]) -> Iterable[AgendaItemPage]:
    """The page of the agenda item, if there is one that may be kept."""
    if step.item is None:
        return
    item = Fields(step.item, notes)
    files = _files(step.item, ITEM_FILES, known, notes)
    yield AgendaItemPage(
        address=item.address or Fields(step.consultation, notes).address or paper.address,
        body=_body(step, notes) or None,
        date=_day(step, notes),
        agenda_number=item.text("number"),
        subject=item.text("name"),
        paper=paper.paper,
        paper_kind=paper.kind,
        paper_address=paper.address,
        result=item.text("result"),
        text=_resolution(item.lines("resolutionText")),
        attachments=tuple(Attachment(address=file.addresses[0], title=file.title) for file in files),
    )


def _resolution(lines: tuple[str, ...]) -> tuple[str, ...]:
    """The text decided, below its label as council systems print it."""
    return (RESOLUTION, *lines) if lines and not any(LABELLED.match(line) for line in lines) else lines


def _body(step: Step, notes: list[Note]) -> str:
    """Who consults: the first of the bodies named, else the body whose meeting it is; empty: nobody says."""
    fields = Fields(step.consultation, notes)
    bodies = [Fields(body, notes) for body in step.organizations]
    names = [name for body in bodies if (name := body.text("name") or body.text("shortName"))]
    if len(names) > 1:
        fields.note("joint", fields.address)
    meeting = Fields(step.meeting or {}, notes).text("name") or ""
    name = names[0] if names else body_in(meeting) or meeting
    if not name:
        fields.note("no_body", fields.address)
    return name


def _day(step: Step, notes: list[Note]) -> str | None:
    """The day of the meeting."""
    meeting = Fields(step.meeting or {}, notes)
    if meeting.flag("cancelled"):
        meeting.note("cancelled", meeting.text("name") or "")
    return meeting.day("start") or Fields(step.item or {}, notes).day("start")


def _files(raw: Raw, names: Iterable[str], known: Known, notes: list[Note]) -> tuple[OParlFile, ...]:
    """The files in the named fields, as far as they are known."""
    objects = [known.find(ref) for ref in file_refs(raw, names, notes)]
    files = [read_file(one, notes) for one in objects if one is not None]
    return tuple(dict.fromkeys(file for file in files if file is not None))


def _links(files: Iterable[OParlFile], paper: str | None) -> Iterable[Attachment]:
    """Every address of the files of a paper; the title begins with its number, since «Anlage 1» alone says little."""
    for file in files:
        title = " ".join(part for part in (paper, file.name) if part)
        yield from (Attachment(address=address, title=title) for address in file.addresses)


def _item_links(items: Iterable[AgendaItemPage]) -> Iterable[Attachment]:
    for item in items:
        for file in item.attachments:
            title = " ".join(part for part in (item.paper, file.title, item.body, item.date) if part)
            yield Attachment(address=file.address, title=title)


def _minutes(step: Step, known: Known, notes: list[Note]) -> Iterable[Attachment]:
    """The minutes of the meeting."""
    if step.meeting is None or not step.is_public:
        return
    name = Fields(step.meeting, notes).text("name")
    for file in _files(step.meeting, MINUTES_FILES, known, notes):
        title = " ".join(part for part in (file.name, name, _day(step, notes)) if part)
        yield from (Attachment(address=address, title=title) for address in file.addresses)
