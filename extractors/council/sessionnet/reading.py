"""From a page as it was served or kept to what it says.

`read_page` is for the source that walks the system, `parse_page` and `parse_council_page` for the reader of kept pages.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, fields, replace
from typing import Any

from extractors.council.pages import AgendaItemPage, CouncilPage, PaperPage
from extractors.council.sessionnet.addresses import calendar_near, dialect_of, key, thing
from extractors.council.sessionnet.calendars import CalendarPage, CommitteePage, read_calendar, read_committee
from extractors.council.sessionnet.items import ItemRead, read_item
from extractors.council.sessionnet.markup import decoded
from extractors.council.sessionnet.meetings import MeetingPage, read_meeting
from extractors.council.sessionnet.page import Page
from extractors.council.sessionnet.papers import PaperRead, read_paper
from extractors.council.sessionnet.refusals import refusal

AnyPage = PaperPage | AgendaItemPage | MeetingPage | CalendarPage | CommitteePage
"""All that a page can be."""


@dataclass(frozen=True, slots=True)
class Refused:
    """A page that is none of what was asked for, or must not be kept."""

    reason: str


Read = PaperRead | ItemRead | MeetingPage | CalendarPage | CommitteePage | Refused

READERS: Mapping[str, Callable[[Page], Read]] = {
    "paper": read_paper,
    "motion": read_paper,
    "consultations": read_paper,
    "item": read_item,
    "meeting": read_meeting,
    "calendar": read_calendar,
    "committee": read_committee,
}


def read_page(html: str, address: str) -> Read:
    """What a page says and where it leads. Never raises, whatever is wrong with the page."""
    page = Page(html, address)
    if reason := refusal(page):
        return Refused(reason)
    reader = READERS.get(thing(page.address))
    return reader(page) if reader else Refused("the address is none of a paper, agenda item, meeting or calendar")


def find_calendar(html: str, address: str) -> str | Refused:
    """The calendar that a start page leads to, asked for as its links do; or why there is none."""
    page = Page(html, address)
    if page.moved_to:
        moved = calendar_near(page.moved_to)
        return moved or Refused(f"the start page only leads on to {page.moved_to}: name that as base")
    if reason := refusal(page):
        return Refused(reason)
    linked = [anchor.address for anchor in page.anchors(frame_too=True)]
    dialects = (calendar_near(address, dialect_of(each)) for each in (address, *linked) if dialect_of(each))
    calendars = (each for each in linked if thing(each) == "calendar")
    return next(calendars, next(dialects, "")) or Refused("the start page leads to no page of SessionNet")


def parse_page(html: str, address: str) -> AnyPage | None:
    """What a page says; None: nothing that may be kept, or nothing of the council."""
    read = read_page(html, address)
    if isinstance(read, PaperRead | ItemRead):
        return read.page
    return None if isinstance(read, Refused) else read


def parse_council_page(content: bytes, address: str) -> PaperPage | AgendaItemPage | None:
    """The paper or agenda item of a kept page."""
    page = parse_page(decoded(content), address)
    return page if isinstance(page, PaperPage | AgendaItemPage) else None


def parse_council_pages(content: bytes, address: str) -> tuple[CouncilPage, ...]:
    """All papers and agenda items of a kept page: of a meeting, its public items as far as the agenda tells.

    Newer layouts show results only there.
    """
    page = parse_page(decoded(content), address)
    if isinstance(page, MeetingPage):
        return page.public_items
    return (page,) if isinstance(page, PaperPage | AgendaItemPage) else ()


def joined(pages: Iterable[CouncilPage]) -> tuple[CouncilPage, ...]:
    """Pages about the same thing as one: what the first leaves empty is taken from those after it.

    A paper and its consultations are two pages; so are an item of the agenda and the details it fetches.
    """
    found: dict[tuple[type, str], CouncilPage] = {}
    for page in pages:
        own = (type(page), page.address if "#" in page.address else key(page.address))
        found[own] = _filled(found[own], page) if own in found else page
    return tuple(found.values())


def _filled(page: CouncilPage, other: CouncilPage) -> CouncilPage:
    gaps: dict[str, Any] = {
        each.name: getattr(other, each.name) for each in fields(page) if getattr(page, each.name) in (None, (), "")
    }
    return replace(page, **gaps)
