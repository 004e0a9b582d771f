"""What a page of SessionNet means for the walk: what is found there, which files it links, where to look next."""

from collections.abc import Iterable
from dataclasses import dataclass

from extractors.council.pages import AgendaItemPage, Attachment
from extractors.council.sessionnet.addresses import key, month_of, page_name, thing
from extractors.council.sessionnet.calendars import CalendarPage, CommitteePage, MeetingLink
from extractors.council.sessionnet.items import ItemRead
from extractors.council.sessionnet.meetings import MeetingPage
from extractors.council.sessionnet.papers import PaperRead
from extractors.council.sessionnet.reading import Refused
from extractors.council.sessionnet.refusals import EMPTY
from flows.sources.findings import Found, Link, Look
from flows.sources.links import says
from flows.sources.served import WebPage
from schemas.catalogue import Wanted


@dataclass(frozen=True, slots=True)
class Wish:
    """What the catalogue wants of a council system."""

    words: tuple[str, ...]
    without: tuple[str, ...]
    named: frozenset[str]
    """Keys of the pages it names."""

    period: tuple[str, str] | None

    def speaks_of(self, subject: str | None) -> bool:
        """Whether a subject has one of the words, and none of those that lead elsewhere."""
        return bool(subject) and says(Link("", subject or ""), Wanted(words=self.words, without=self.without))

    def wants_paper(self, address: str | None, subject: str | None) -> bool:
        """Whether a paper is named in the catalogue, or its subject has the words."""
        return self.speaks_of(subject) or (address is not None and key(address) in self.named)

    def wants_item(self, item: AgendaItemPage) -> bool:
        """Whether an item, or the paper it is about, is named or has the words."""
        return self.wants_paper(item.paper_address, item.subject) or key(item.address) in self.named

    def includes(self, meeting: MeetingLink) -> bool:
        """Whether a meeting lies in the period; one without a date may."""
        return self.period is None or meeting.date is None or self.period[0] <= meeting.date <= self.period[1]


def paper_look(place: str, page: WebPage, read: PaperRead) -> Look:
    """A paper, or its consultations: found as `paper`; leads to consultations, agenda items, else meetings."""
    found = Found(served=page.served, kind="paper", title=read.page.subject or read.page.paper or "")
    further = (read.page.address, read.consultations, *read.items, *read.meetings)
    return Look(place, _links(read.page.attachments), found=(found,), further=_beyond(place, *further))


def item_look(place: str, page: WebPage, read: ItemRead) -> Look:
    """An agenda item: found as `minutes`; leads to its paper, and to its meeting if it does not say body and date."""
    item = read.page
    found = Found(served=page.served, kind="minutes", title=item.subject or "")
    meeting = "" if item.body and item.date else read.meeting
    return Look(
        place, _links(item.attachments), found=(found,), further=_beyond(place, item.paper_address or "", meeting)
    )


def meeting_look(place: str, page: WebPage, meeting: MeetingPage, wish: Wish) -> Look:
    """A meeting: leads to the wanted public items and their papers.

    Some systems state results only here: then the page itself is found as `minutes`.
    """
    wanted = [item for item in meeting.public_items if wish.wants_item(item)]
    further = [address for item in wanted for address in (_own_page(item), item.paper_address or "")]
    states_results = any(not _has_whole_page(item) and (item.result or item.votes) for item in wanted)
    found = Found(
        served=page.served,
        kind="minutes" if states_results else "page",
        title=" ".join(filter(None, (meeting.body, meeting.date))),
    )
    files = (*meeting.documents, *(each for item in meeting.public_items for each in item.attachments))
    return Look(place, _links(files), found=(found,), further=_beyond(place, *further))


def calendar_look(place: str, page: WebPage, calendar: CalendarPage, wish: Wish) -> Look:
    """A month: leads to its meetings, never to another month."""
    asked = month_of(place)
    if asked and calendar.month and calendar.month != asked:
        shown = "{:04d}-{:02d}".format(*calendar.month)
        return Look(place, problem=f"the calendar shows {shown} instead of the month it was asked for")
    title = "{:04d}-{:02d}".format(*asked) if asked else ""
    meetings = (meeting.address for meeting in calendar.meetings if wish.includes(meeting))
    found = Found(served=page.served, kind="page", title=title)
    return Look(place, found=(found,), further=_beyond(place, *meetings))


def committee_look(place: str, page: WebPage, committee: CommitteePage, wish: Wish) -> Look:
    """A committee: leads to its meetings of the period."""
    meetings = (meeting.address for meeting in committee.meetings if wish.includes(meeting))
    found = Found(served=page.served, kind="page", title=committee.name or "")
    return Look(place, found=(found,), further=_beyond(place, *meetings))


def refused_look(place: str, refused: Refused) -> Look:
    """A page that holds nothing we may keep: said, unless it is a card without details."""
    is_empty_card = page_name(place) == "to0058" and refused.reason == EMPTY
    return Look(place, problem="" if is_empty_card else refused.reason)


def _own_page(item: AgendaItemPage) -> str:
    return item.address if thing(item.address) == "item" else ""


def _has_whole_page(item: AgendaItemPage) -> bool:
    """Whether the item has a page that also states its result, not only details fetched into a card."""
    return page_name(item.address) == "to0050"


def _links(files: tuple[Attachment, ...]) -> tuple[Link, ...]:
    return tuple(Link(each.address, each.title) for each in files)


def each_once(addresses: Iterable[str]) -> tuple[str, ...]:
    """Of several addresses of one thing the first; empty ones are left out."""
    found: dict[str, str] = {}
    for address in addresses:
        if address:
            found.setdefault(key(address), address)
    return tuple(found.values())


def _beyond(place: str, *addresses: str) -> tuple[str, ...]:
    """Where a place leads, each thing once and not back to itself."""
    return tuple(address for address in each_once(addresses) if key(address) != key(place))
