"""Agenda items: their own page (to0050), and the details that a card of the agenda fetches when opened (to0058)."""

import re
from dataclasses import dataclass

from extractors.council.pages import AgendaItemPage
from extractors.council.results import is_result
from extractors.council.sessionnet.page import Anchor, Page, number_badge, read_number
from extractors.council.sessionnet.sittings import Sitting, from_fields, from_heading, from_link, named
from extractors.council.sessionnet.texts import body_lines, head_elements

SUBJECT = ("tobetr", "betreff", "bezeichnung", "tagesordnungspunkt")
NUMBER = ("tofnum", "top", "toponr", "top-nr.")
RESULT = ("btname", "beschluss", "beschlussart", "ergebnis", "beratungsergebnis")
VOTES = ("toabst", "totexta", "abstimmung", "abstimmungsergebnis")
PAPER = ("voname", "vorlage", "vorlagen-nr.", "drucksache")
PAPER_KIND = ("vovaname", "art", "vorlagenart", "vorlageart")
ADDENDUM = ("tondat", "nachtrag")
KNOWN = (*SUBJECT, *NUMBER, *RESULT, *VOTES, *PAPER, *PAPER_KIND, *ADDENDUM, "sitzung", "zusatz", "status", "volink")

LOOSE = re.compile(
    r"^(?P<label>Nachtrag|Sitzung|Gremium|Zusatz|TOP|Beschluss|Abstimmung|Vorlage|Status)\s*:\s*(?P<value>.+)$"
)
"""A line of the head in layouts that do not mark it as such."""

IN_HEADING = re.compile(
    r"^(?:Tagesordnungspunkt|TOP)\b\s*[-–:]?\s*(?P<number>(?:(?:NÖ|Ö|N)\s*)?\d+[\d.]*\w?)?\s*[-–:]*\s*(?P<subject>.*)$"
)


@dataclass(frozen=True, slots=True)
class ItemRead:
    """An agenda item, and where its page leads."""

    page: AgendaItemPage
    meeting: str
    """Address of the meeting; empty: not linked."""


@dataclass(frozen=True, slots=True)
class _Loose:
    """Head lines that stand at the beginning of the text, and the text below them."""

    values: dict[str, str]
    text: tuple[str, ...]


def read_item(page: Page) -> ItemRead:
    """A page about an agenda item."""
    badge = number_badge(page.content)
    loose = _loose(body_lines(page, [*head_elements(page, KNOWN), *([badge] if badge else [])]))
    meetings = [anchor for anchor in page.anchors(frame_too=True) if "__ksinr" in anchor.address]
    sitting = _sitting(page, loose, meetings)
    number, subject = _heading(page)
    papers = page.links_to("paper")
    item = AgendaItemPage(
        address=page.address,
        body=sitting.body,
        date=sitting.date,
        agenda_number=number or read_number(page.value(*NUMBER) or loose.values.get("TOP", "")).number,
        subject=page.value(*SUBJECT) or subject,
        paper=_paper_number(page, loose, papers),
        paper_kind=page.value(*PAPER_KIND),
        paper_address=papers[0].address if papers else None,
        result=page.value(*RESULT) or loose.values.get("Beschluss"),
        votes=page.value(*VOTES) or loose.values.get("Abstimmung"),
        text=loose.text,
        attachments=page.attachments(),
    )
    return ItemRead(item, meetings[0].address if meetings else "")


def _sitting(page: Page, loose: _Loose, meetings: list[Anchor]) -> Sitting:
    """From fields, headings and links; the date of an addendum is none of these."""
    said = from_fields(page).or_else(named(loose.values.get("Sitzung", "")))
    for heading in page.headings:
        said = said.or_else(from_heading(heading) or Sitting())
    for anchor in meetings:
        said = said.or_else(from_link(anchor))
    return said.or_else(Sitting(loose.values.get("Gremium")))


def _heading(page: Page) -> tuple[str | None, str | None]:
    """Number and subject as the heading or a badge gives them; a heading that names the meeting is not the subject."""
    badge = number_badge(page.content)
    number = read_number(badge.text).number if badge else None
    for said in (*page.headings, *_second_headings(page)):
        if from_heading(said) is not None:
            continue
        found = IN_HEADING.match(said)
        if found is None:
            return number, said
        number = number or read_number(found["number"] or "").number
        if found["subject"]:
            return number, found["subject"]
    return number, None


def _second_headings(page: Page) -> list[str]:
    names = ("smc-card-header-title", "smc-card-header-title-simple", "smc-card-text-title")
    return [each.text for name in names if (each := page.content.first(name=name)) is not None]


def _paper_number(page: Page, loose: _Loose, papers: list[Anchor]) -> str | None:
    linked = next((anchor.text for anchor in papers if re.search(r"\d", anchor.text)), None)
    return page.value(*PAPER) or loose.values.get("Vorlage") or linked


def _loose(lines: tuple[str, ...]) -> _Loose:
    """Take the head lines off; "Beschluss:" with a result belongs to the head, with a text it begins the body."""
    values: dict[str, str] = {}
    for at, line in enumerate(lines):
        found = LOOSE.match(line)
        if found is None or found["label"] in values or not _is_head(found):
            return _Loose(values, lines[at:])
        values[found["label"]] = found["value"].strip()
    return _Loose(values, ())


def _is_head(found: re.Match[str]) -> bool:
    return found["label"] not in ("Beschluss", "Abstimmung") or is_result(found["value"])
