"""Papers: the page of a Vorlage or Antrag, and the page of its consultations that newer layouts set apart.

Both become a PaperPage under the address of the paper, so that they can be joined.
"""

import re
from dataclasses import dataclass

from extractors.council.kinds import PAPER_KIND, WEAK_TITLES
from extractors.council.pages import Attachment, PaperPage
from extractors.council.sessionnet.addresses import key, sibling, thing
from extractors.council.sessionnet.consultations import Consulted, consultation_elements, read_consultations
from extractors.council.sessionnet.page import Page
from extractors.council.sessionnet.texts import body_lines, head_elements
from extractors.council.wording import date_in
from extractors.layout.hyphens import join_lines

SUBJECT = ("vobetr", "agbetr", "betreff")
NUMBER = (
    *("voname", "agname", "vorlage", "name", "vorlagen-nr.", "vorlage-nr.", "vorlagennummer", "drucksache"),
    *("drucksachen-nr.", "drucksachennummer", "antrag", "nummer"),
)
FILE_NUMBER = ("voakz", "aktenzeichen")
KIND = ("vovaname", "art", "vorlagenart", "vorlageart", "antragsart")
DATE = ("vodat", "vovdat", "agvdat", "datum")
KNOWN = (*SUBJECT, *NUMBER, *FILE_NUMBER, *KIND, *DATE, "status")

HEADING = re.compile(
    rf"^(?P<kind>{PAPER_KIND})\s*(?:Nr\.?)?\s*[-–:]?\s*(?P<number>\S*\d\S*)(?:\s+[-–]?\s*(?P<subject>\S.*))?$"
)
MAIN_FILE = re.compile(
    rf"(?i)^(?P<kind>{PAPER_KIND})(?:\s*\(?(?:öffentlich)\)?)?(?:\s*[-–:]?\s*(?:Nr\.?\s*)?\S*\d\S*)?(?:\.pdf)?$"
)
ALSO_ATTACHED = re.compile(r"(?i)^(?:Bericht|Mitteilung|Auszug|Anfrage)$")
"""Words that name an attachment as often as the paper itself."""

SORTING_NUMBER = re.compile(r"^\d+_(?=\D)")
"""Some cities number their kinds of papers so that lists stand in the wanted order: "02_Unterrichtungsvorlage"."""


@dataclass(frozen=True, slots=True)
class PaperRead:
    """A paper, and where its page leads."""

    page: PaperPage
    items: tuple[str, ...]
    """Public agenda items."""

    meetings: tuple[str, ...]
    """Public meetings it was on the agenda of, where no agenda item is linked."""

    consultations: str
    """The page of its consultations; empty: this is it, or there is none."""


def read_paper(page: Page) -> PaperRead:
    """A page about a paper."""
    consulted = read_consultations(page)
    is_second = thing(page.address) == "consultations"
    paper = _paper(page, consulted, address=sibling(page.address, "vo0050") if is_second else page.address)
    linked = (anchor.address for anchor in page.anchors(frame_too=True) if thing(anchor.address) == "consultations")
    own = key(sibling(page.address, "vo0053"))
    further = next((address for address in linked if key(address) == own), "")
    return PaperRead(
        page=paper,
        items=tuple(each.row.agenda_item for each in consulted if each.row.agenda_item),
        meetings=tuple(each.meeting for each in consulted if each.meeting and not each.row.agenda_item),
        consultations="" if is_second else further,
    )


def main_files(paper: PaperPage) -> tuple[Attachment, ...]:
    """The files that are the paper itself, by their names: "Vorlage", "Beschlussvorlage 2017/1900", or its number."""
    return tuple(each for each in paper.attachments if _is_main(each.title.strip(), paper))


def _is_main(title: str, paper: PaperPage) -> bool:
    if paper.paper and title.removesuffix(".pdf") == paper.paper:
        return True
    found = MAIN_FILE.match(title)
    if found is None:
        return False
    return not ALSO_ATTACHED.match(found["kind"]) or found["kind"].casefold() == (paper.kind or "").casefold()


def _paper(page: Page, consulted: tuple[Consulted, ...], *, address: str) -> PaperPage:
    heading = next((found for said in (*page.headings, page.title) if (found := HEADING.match(said))), None)
    kind = page.value(*KIND) or (heading["kind"] if heading and not WEAK_TITLES.match(heading["kind"]) else None)
    aside = [*head_elements(page, KNOWN), *consultation_elements(page)]
    return PaperPage(
        address=address,
        paper=page.value(*NUMBER) or (heading["number"] if heading else None),
        subject=_subject(page) or (heading["subject"] if heading else None),
        file_number=page.value(*FILE_NUMBER),
        kind=SORTING_NUMBER.sub("", kind) if kind else None,
        date=date_in(page.value(*DATE) or ""),
        text=() if address != page.address else body_lines(page, aside),
        consultations=tuple(each.row for each in consulted),
        attachments=page.attachments(),
    )


def _subject(page: Page) -> str | None:
    """The subject behind its label, its lines joined; else the heading, unless that is the number."""
    field = page.field(*SUBJECT)
    if field is not None:
        return join_lines(field.lines)
    return next((said for said in page.headings if not HEADING.match(said)), None)
