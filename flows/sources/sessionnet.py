"""Papers and agenda items of a council system of the SessionNet kind.

    places:   pages the catalogue names · calendars of the months of a period
    further:  calendar → meetings → items and papers whose subject has the catalogue's words (or that it names)
              paper → its consultations and agenda items;  agenda item → its paper

Every page is looked at for its links; papers and agenda items are found documents, calendars and meetings are kept to
explain how those were found. Nothing that is not public is followed or kept. Places are canonical addresses, so a
caller that visits each place once ends; one that visits each `key` once does not meet a thing twice under two
addresses. Calendars lead to no other calendars: the walk ends where the period ends.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from extractors.council.sessionnet.addresses import (
    calendar_near,
    canonical,
    dialect_of,
    key,
    months,
    page_name,
    thing,
    twins,
)
from extractors.council.sessionnet.calendars import CalendarPage, CommitteePage
from extractors.council.sessionnet.items import ItemRead
from extractors.council.sessionnet.meetings import MeetingPage
from extractors.council.sessionnet.papers import PaperRead, main_files
from extractors.council.sessionnet.reading import Read, Refused, find_calendar, read_page
from flows.sources.behind_links import find_behind_links
from flows.sources.client import NotServed
from flows.sources.findings import Finding, Found, Look
from flows.sources.served import Web, WebPage
from flows.sources.sessionnet_looks import (
    Wish,
    calendar_look,
    committee_look,
    each_once,
    item_look,
    meeting_look,
    paper_look,
    refused_look,
)
from schemas.catalogue import WantedDocument
from schemas.errors import SourceUnavailable


@dataclass(frozen=True, slots=True)
class SessionNetSource:
    """A council system; asks the web it was given."""

    web: Web
    start: tuple[str, ...] = ()
    """Pages the catalogue names: papers, agenda items, meetings, committees."""

    words: tuple[str, ...] = ()
    """Phrases; a paper or agenda item whose subject has one of them is wanted."""

    period: tuple[str, str] | None = None
    """First and last date (ISO 8601) of the meetings that are searched."""

    without: tuple[str, ...] = ()
    """Phrases; a subject with one of them is about something else."""

    base: str = ""
    """The folder of the pages, or any page in it (which tells ASP from PHP); needed only to search a period."""

    @property
    def places(self) -> tuple[str, ...]:
        """The named pages, then the months of the period; or the start page, if it must tell where the months are."""
        return (*each_once(map(canonical, self.start)), *self._months())

    def key(self, place: str) -> str:
        """The same for all addresses of the same thing: http and https, /bi/ and /buergerinfo/, ASP and PHP."""
        return key(place)

    def look(self, place: str) -> Look:
        """What a page says and where it leads; SourceUnavailable if asking again later may help."""
        try:
            if not thing(place):
                return self._look_at_start(place)
            page, read = self._visit(place)
        except NotServed as error:
            return Look(place, problem=error.reason)
        return self._told(place, page, read)

    def get(self, document: WantedDocument, looks: Sequence[Look]) -> Finding:
        """The first PDF behind a link that says what is wanted."""
        return find_behind_links(self.web, document, looks, " in the council system")

    @property
    def _wish(self) -> Wish:
        return Wish(self.words, self.without, frozenset(map(key, self.start)), self.period)

    def _months(self) -> tuple[str, ...]:
        """The calendars of the period; the base itself, if it must tell first where they are."""
        if not (self.base and self.period):
            return ()
        dialect = next(filter(None, map(dialect_of, (self.base, *self.start))), "")
        calendar = self.base if thing(self.base) == "calendar" else calendar_near(self.base, dialect)
        return months(calendar, self.period) if calendar else (canonical(self.base),)

    def _look_at_start(self, place: str) -> Look:
        page = self.web.read_page(place)
        calendar = find_calendar(page.text, page.address)
        if isinstance(calendar, Refused):
            return Look(place, problem=calendar.reason)
        return Look(place, further=months(calendar, self.period) if self.period else ())

    def _visit(self, place: str) -> tuple[WebPage, Read]:
        """The page; of a meeting the view that holds its agenda, which differs between systems and even meetings."""
        views = (self._view(address) for address in (place, *(twins(place) if thing(place) == "meeting" else ())))
        first = next(views)
        if isinstance(first, tuple) and (thing(place) != "meeting" or _has_agenda(first)):
            return first
        best = next((view for view in views if isinstance(view, tuple) and _has_agenda(view)), first)
        if isinstance(best, NotServed):
            raise best
        return best

    def _view(self, address: str) -> tuple[WebPage, Read] | NotServed:
        """A page, or why it is not served: other views of the same meeting may be."""
        try:
            return self._read(address)
        except NotServed as error:
            return error

    def _read(self, place: str) -> tuple[WebPage, Read]:
        page = self.web.read_page(place)
        served_as = page.address if page_name(page.address) else place
        return page, read_page(page.text, served_as)

    def _told(self, place: str, page: WebPage, read: Read) -> Look:
        match read:
            case PaperRead():
                return self._with_main_files(paper_look(place, page, read), read)
            case ItemRead():
                return item_look(place, page, read)
            case MeetingPage():
                return meeting_look(place, page, read, self._wish)
            case CalendarPage():
                return calendar_look(place, page, read, self._wish)
            case CommitteePage():
                return committee_look(place, page, read, self._wish)
            case Refused():
                return refused_look(place, read)

    def _with_main_files(self, look: Look, read: PaperRead) -> Look:
        """The look with the PDF of the paper itself, if the paper is wanted; a broken PDF is told as a problem."""
        if not self._wish.wants_paper(read.page.address, read.page.subject):
            return look
        found, troubles = [], []
        for each in main_files(read.page):
            try:
                served = self.web.read_document(each.address)
            except (NotServed, SourceUnavailable) as error:
                troubles.append(f"the file «{each.title}» could not be fetched ({error})")
                continue
            found.append(Found(served=served, kind="paper", title=read.page.subject or each.title))
        return replace(look, found=(*look.found, *found), problem="; ".join(troubles))


def _has_agenda(view: tuple[WebPage, Read]) -> bool:
    return isinstance(view[1], MeetingPage) and bool(view[1].items)
