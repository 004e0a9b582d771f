"""Lists of meetings: the calendar of a month, and the page of a committee. Persons on it are not read."""

import re
from dataclasses import dataclass

from extractors.council.sessionnet.addresses import month_of
from extractors.council.sessionnet.display import is_chrome, words
from extractors.council.sessionnet.markup import Element
from extractors.council.sessionnet.page import Anchor, Page
from extractors.council.sessionnet.sittings import Sitting, from_link
from extractors.council.wording import MONTHS

DAY = re.compile(r"^\D{0,10}(?P<day>\d{1,2})\b")
MONTH_SHOWN = re.compile(rf"(?i)\b(?P<month>{'|'.join(MONTHS)})\s+(?P<year>\d{{4}})\b")


@dataclass(frozen=True, slots=True)
class MeetingLink:
    """A meeting that a list links to."""

    address: str
    body: str | None
    date: str | None


@dataclass(frozen=True, slots=True)
class CalendarPage:
    """The meetings of a month."""

    address: str
    month: tuple[int, int] | None
    """Year and month that the page shows; None: it does not say."""

    meetings: tuple[MeetingLink, ...]
    others: tuple[str, ...]
    """Other months it links to, without end in either direction."""


@dataclass(frozen=True, slots=True)
class CommitteePage:
    """A body of the council."""

    address: str
    name: str | None
    meetings: tuple[MeetingLink, ...]


def read_calendar(page: Page) -> CalendarPage:
    """The calendar of a month."""
    shown = _shown_month(page)
    days = _days(page)
    links = {anchor.address: _meeting(anchor, days, shown or month_of(page.address)) for anchor in _links(page)}
    others = (a.address for a in page.anchors(frame_too=True) if month_of(a.address) not in (None, shown))
    return CalendarPage(page.address, shown, tuple(links.values()), tuple(dict.fromkeys(others)))


def read_committee(page: Page) -> CommitteePage:
    """The page of a committee."""
    links = {anchor.address: _meeting(anchor, {}, None) for anchor in _links(page)}
    return CommitteePage(page.address, next(iter(page.headings), None) or page.title or None, tuple(links.values()))


def _links(page: Page) -> list[Anchor]:
    return page.links_to("meeting")


def _meeting(anchor: Anchor, days: dict[int, int], month: tuple[int, int] | None) -> MeetingLink:
    """A meeting; where the link does not name the date, the row stands under a day of the month."""
    sitting = from_link(anchor)
    day = days.get(id(anchor.element))
    if day and month:
        sitting = sitting.or_else(Sitting(None, f"{month[0]:04d}-{month[1]:02d}-{day:02d}"))
    return MeetingLink(anchor.address, sitting.body or anchor.text or None, sitting.date)


def _days(page: Page) -> dict[int, int]:
    """For each link in a row the day of its row; further meetings of a day stand in rows that leave it out."""
    found: dict[int, int] = {}
    day = 0
    for row in page.content.walk(is_chrome):
        if row.tag == "tr":
            day = _day(row) or day
            found |= {id(each): day for each in row.all("a") if day}
    return found


def _day(row: Element) -> int:
    cell = row.first("td", "smc_fct_day") or row.first("td", "siday")
    said = DAY.match(words(cell)) if cell else None
    return int(said["day"]) if said and 1 <= int(said["day"]) <= 31 else 0


def _shown_month(page: Page) -> tuple[int, int] | None:
    """The month in the summary of the table, in a heading or the title; not in the menu of all months."""
    tables = (each.get("summary") for each in page.content.all("table"))
    said = (*tables, *page.headings, *(words(each) for each in page.content.all("h2")), page.title)
    found = next((m for text in said if (m := MONTH_SHOWN.search(text))), None)
    return (int(found["year"]), MONTHS.index(found["month"].lower()) + 1) if found else None
