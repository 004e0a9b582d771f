"""Meetings: the agenda as a table (si0057), as cards (si0056), or as the table of older layouts (to0040).

Each row of the agenda becomes an AgendaItemPage, as far as the row tells. Of an item that is not public, only the
number is taken.
"""

import re
from dataclasses import dataclass
from itertools import pairwise

from extractors.council.pages import AgendaItemPage, Attachment
from extractors.council.sessionnet.agenda import Row, agenda_rows
from extractors.council.sessionnet.display import words
from extractors.council.sessionnet.markup import Element
from extractors.council.sessionnet.page import Page
from extractors.council.sessionnet.sittings import Sitting, from_fields, from_heading

SUBJECT_NAMES = ("smc-card-header-title-simple", "smc-card-header-title", "smc-card-text-title")
SUBJECT_CELLS = ("tobetr", "tolink", "smc_topht")
RESULT_NAME = re.compile(r"^smc_field_smcdv0_box\d*_beschluss$|^smc_field_btname$")
VOTES_NAME = re.compile(r"^smc_field_smcdv0_box\d*_abstimmung$|^smc_field_to(?:abst|texta)$")
IN_SUBJECT = re.compile(r"\s*\b(?:Beschluss|Abstimmung):.*$", re.DOTALL)


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingPage:
    """A meeting with its agenda."""

    address: str
    body: str | None = None
    date: str | None = None
    items: tuple[AgendaItemPage, ...] = ()
    """In the order of the agenda. An item without a page of its own has the meeting's address and #number behind it."""

    documents: tuple[Attachment, ...] = ()
    """Invitation, minutes: files of the meeting itself."""

    @property
    def public_items(self) -> tuple[AgendaItemPage, ...]:
        """The items that the page plainly says to be public."""
        return tuple(item for item in self.items if item.is_public)


def read_meeting(page: Page) -> MeetingPage:
    """A page about a meeting."""
    sitting = from_fields(page)
    for heading in (*page.headings, page.title):
        sitting = sitting.or_else(from_heading(heading) or Sitting())
    rows = agenda_rows(page.content)
    inside = {id(each) for row in rows for part in (row.element, *row.results) for each in part.walk()}
    outside = [anchor for anchor in page.anchors() if id(anchor.element) not in inside]
    documents = tuple(each for each in page.attachments() if each.address in {anchor.address for anchor in outside})
    return MeetingPage(
        address=page.address,
        body=sitting.body,
        date=sitting.date,
        items=tuple(_item(page, row, sitting) for row in rows),
        documents=documents,
    )


def _item(page: Page, row: Row, sitting: Sitting) -> AgendaItemPage:
    if not row.is_public:
        return AgendaItemPage(address=f"{page.address}#{row.number}", agenda_number=row.number, is_public=False)
    papers = page.links_to("paper", within=row.element)
    return AgendaItemPage(
        address=_own_page(page, row) or f"{page.address}#{row.number}",
        body=sitting.body,
        date=sitting.date,
        agenda_number=row.number,
        subject=_subject(row.element) or None,
        paper=next((anchor.text for anchor in papers if anchor.text), None),
        paper_address=papers[0].address if papers else None,
        result=_said(row, RESULT_NAME, "beschluss"),
        votes=_said(row, VOTES_NAME, "abstimmung"),
        attachments=page.attachments(row.element),
    )


def _own_page(page: Page, row: Row) -> str:
    links = page.links_to("item", within=row.element)
    return links[0].address if links else page.opened(row.element)


def _subject(element: Element) -> str:
    """The subject, in one line; the result that some layouts put into the same cell is not part of it."""
    for name in SUBJECT_NAMES:
        if title := element.first(name=name):
            return words(title)
    cell = next((cell for cell in element.elements if set(SUBJECT_CELLS) & cell.classes), None)
    return IN_SUBJECT.sub("", words(cell)) if cell else ""


def _said(row: Row, name: re.Pattern[str], label: str) -> str | None:
    """What stands behind "Beschluss:" or "Abstimmung:": in a paragraph of the row, or in a row of its own below."""
    for each in row.element.walk():
        if any(map(name.match, each.classes)):
            said = words(each)
            return said.partition(":")[2].strip() if said.casefold().startswith(f"{label}:") else said or None
    for result in row.results:
        cells = [words(cell) for cell in result.elements]
        for cell, following in pairwise(cells):
            if cell.casefold().rstrip(": ") == label and following:
                return following
    return None
