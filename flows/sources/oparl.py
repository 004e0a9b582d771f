"""Papers of a council system that speaks OParl (1.0 and 1.1): the same interface for every city that offers it.

    System → Bodies → pages of their list of papers → papers that are wanted → what they lead to

Lists are read page by page, each a look of its own. Filters are asked for and not relied on: a server may ignore them,
refuse them, or forget them on the second page. A paper that was deleted there is told; what was kept of it stays.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from urllib.parse import urljoin, urlsplit

from extractors.council.oparl.lists import ListPage, bodies_wanted, body_name, kind_seen, read_list
from extractors.council.oparl.objects import PaperHead, read_head
from extractors.council.oparl.reading import read_bundle
from extractors.council.oparl.values import WEB_ADDRESS, Fields, Note, Raw, address_of, summary
from flows.sources.behind_links import find_behind_links
from flows.sources.client import NotServed
from flows.sources.findings import Finding, Found, Link, Look
from flows.sources.links import says
from flows.sources.oparl_papers import Answer, ask, gather, main_document
from flows.sources.oparl_trail import Shelf, Trail
from flows.sources.served import Web
from schemas.catalogue import Wanted, WantedDocument
from schemas.errors import SourceUnavailable

FILTER = "modified_since"


@dataclass(frozen=True, slots=True)
class OParlSource:
    """The papers of one city that are wanted by number, or by words of their title."""

    web: Web
    system: str
    """Address of the System object."""

    body: str = ""
    """The city among several of one endpoint: name, AGS or address; with an address, the System is not asked."""

    words: tuple[str, ...] = ()
    """Phrases; a paper with one of them in title or number is wanted."""

    without: tuple[str, ...] = ()
    """Phrases; a paper with one of them is about something else."""

    papers: tuple[str, ...] = ()
    """Numbers of papers wanted in any case, e.g. 2017/1900."""

    since: str = ""
    """First day of papers found by words, ISO 8601; a year or a month will do. Empty: from the beginning."""

    until: str = ""
    """Last day, likewise."""

    trail: Trail = field(default_factory=Trail, repr=False, compare=False)
    shelf: Shelf = field(default_factory=Shelf, repr=False, compare=False)
    """Holds what was found until a store takes it."""

    @property
    def places(self) -> tuple[str, ...]:
        """The System, or the Body if its address is known."""
        return (self.body if WEB_ADDRESS.fullmatch(self.body) else self.system,)

    def look(self, place: str) -> Look:
        """What lies at a place and where it leads; SourceUnavailable if asking again later may help."""
        if not self.words and not self.papers:
            return Look(place, problem="the catalogue names neither words nor numbers of papers to look for")
        try:
            answer = ask(self.web, place)
        except NotServed as error:
            return self._instead(place, error.reason)
        except SourceUnavailable as error:
            if self._is_filtered(place):
                return self._instead(place, error.reason)
            raise
        if page := read_list(answer.content):
            return self._list(place, answer, page)
        if not isinstance(answer.content, dict):
            return self._instead(place, "the answer is no OParl object")
        return self._object(place, answer, answer.content)

    def key(self, place: str) -> str:
        """Every address is a place of its own: objects are known by theirs."""
        return place

    def get(self, document: WantedDocument, looks: Sequence[Look]) -> Finding:
        """The first PDF among the files of the papers whose name says what is wanted."""
        told = [look for look in looks if look.problem or look.links or look.notes]
        return find_behind_links(self.web, document, told, " among the files of the papers")

    def _object(self, place: str, answer: Answer, raw: Raw) -> Look:
        match kind_seen(raw):
            case "System":
                return self._system(place, answer, raw)
            case "Body":
                return self._body(place, answer, raw)
            case "Paper":
                return self._paper(place, raw)
            case _ if Fields(raw, []).flag("deleted"):
                return Look(place, notes=(str(Note("deleted", address_of(raw) or place)),))
        return self._instead(place, "the answer is neither System, Body, Paper nor a list of them")

    def _instead(self, place: str, reason: str) -> Look:
        """A place that gives nothing: a filter may be left out, and a paper be known from its list."""
        if self._is_filtered(place):
            return Look(place, problem=f"{reason}; asked again without {FILTER}", further=(_unfiltered(place),))
        if copy := self.trail.copy_of(place):
            return self._paper(place, copy, f"{reason}; taken as its list gives it")
        return Look(place, problem=reason)

    def _is_filtered(self, place: str) -> bool:
        """Whether the filter of the place was set by us, not by a page before."""
        return FILTER in urlsplit(place).query and self.trail.is_first(place)

    def _system(self, place: str, answer: Answer, raw: Raw) -> Look:
        bodies = raw.get("body")
        if address := _joined(answer.address, bodies):
            return Look(place, further=(address,))
        if page := read_list(bodies) or read_list([bodies] if isinstance(bodies, dict) else None):
            return self._list(place, answer, page)
        return Look(place, problem="the System names no list of bodies")

    def _body(self, place: str, answer: Answer, raw: Raw) -> Look:
        papers = raw.get("paper")
        if address := _joined(answer.address, papers):
            return Look(place, further=(self._filtered(address),))
        if page := read_list(papers):
            return self._list(place, answer, page)
        return Look(place, problem="the Body names no list of papers")

    def _list(self, place: str, answer: Answer, page: ListPage) -> Look:
        """A page of bodies or of papers, and the page after it."""
        notes: list[Note] = []
        kinds = [kind_seen(raw) for raw in page.objects]
        of_kind = {kind: [raw for raw, k in zip(page.objects, kinds, strict=True) if k == kind] for kind in set(kinds)}
        bodies, told = self._bodies(
            of_kind.get("Body", ()), answer.address, alone=not page.following and self.trail.is_first(place)
        )
        papers = self._wanted(place, (*of_kind.get("Paper", ()), *of_kind.get("", ())), notes)
        linked, too_many = self.trail.to_ask(page.linked)
        following, end = self._following(place, answer.address, page)
        others = sorted(kind for kind in of_kind if kind not in ("Body", "Paper", ""))
        further = (*following, *bodies, *papers, *linked)
        return Look(
            place,
            further=tuple(dict.fromkeys(further)),
            notes=(*told, *end, *_told(page, others, too_many), *summary(notes)),
        )

    def _bodies(self, bodies: Sequence[Raw], base: str, *, alone: bool) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Where the papers of the body wanted are listed; or which bodies there are. `alone`: on one page only."""
        found = bodies_wanted(bodies, self.body)
        if not bodies or (len(found) == 1 and (self.body or alone)):
            return tuple(place for body in found for place in self._papers_of(body, base)), ()
        names = ", ".join(body_name(body) for body in (found or bodies))
        if found:
            return (), (f"there are several bodies; name one of them in the catalogue as body: {names}",)
        return (), (f"none of these bodies is «{self.body}»: {names}",)

    def _papers_of(self, body: Raw, base: str) -> tuple[str, ...]:
        """Where the list of a body's papers begins: where it says, else in the body itself."""
        if address := _joined(base, body.get("paper")):
            return (self._filtered(address),)
        return tuple(filter(None, (address_of(body),)))

    def _wanted(self, place: str, papers: Iterable[Raw], notes: list[Note]) -> tuple[str, ...]:
        """Addresses of the papers of a list that are wanted; the rest is told only where something is wrong with it."""
        found = []
        asked = self._first_day().isoformat() if self.since and FILTER in urlsplit(place).query else ""
        for raw in papers:
            head = read_head(raw, notes)
            if not head.address:
                notes.append(Note("nameless", place, head.subject or head.paper or ""))
            if not head.is_public:
                notes.append(Note("not_public", place, "a paper"))
            if head.modified and head.modified < asked:
                notes.append(Note("ignored_filter", head.address, FILTER))
            if head.address and self._is_wanted(head):
                self.trail.choose(head.address, raw)
                found.append(head.address)
        return tuple(found)

    def _is_wanted(self, head: PaperHead) -> bool:
        """By number in any case; by words within the period, a paper without a date too."""
        if head.is_deleted or not head.is_public:
            return False
        if any(_names(head, number) for number in self.papers):
            return True
        day = head.date or ""
        is_within = not day or (day >= self.since and (not self.until or day[: len(self.until)] <= self.until))
        title = Link(address=head.paper or "", text=head.subject or "")
        return is_within and says(title, Wanted(words=self.words, without=self.without))

    def _following(self, place: str, base: str, page: ListPage) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """The next page, or why it is not gone to."""
        if not page.following:
            return (), ()
        following = _joined(base, page.following)
        if not following:
            return (), (f"its next page «{page.following}» is no web address",)
        if urlsplit(following).hostname not in (urlsplit(place).hostname, urlsplit(base).hostname):
            return (), (f"its next page {following} lies on another host and was not asked for",)
        end = self.trail.dead_end(place, following, page.names)
        return ((), (end,)) if end else ((following,), ())

    def _paper(self, place: str, raw: Raw, *told: str) -> Look:
        """The paper with all it leads to, if it is wanted."""
        notes: list[Note] = []
        if not self.trail.is_chosen(place) and not self._is_wanted(read_head(raw, notes)):
            return Look(place, notes=summary([note for note in notes if note.kind == "deleted"]))
        address = address_of(raw) or place
        raw = raw if address_of(raw) else {**raw, "id": place}
        content, noticed = gather(self.web, raw, address, self.trail)
        if not content:
            return Look(place, notes=summary(noticed))
        reading = read_bundle(content, address)
        served, missed = main_document(self.web, reading)
        title = reading.head.subject or ""
        found = [
            Found(served=one, kind="paper", title=title) for one in (self.shelf.put(content, address), served) if one
        ]
        self.trail.done(place)
        return Look(
            place,
            links=tuple(Link(link.address, link.title) for link in reading.links),
            found=tuple(found),
            notes=(*told, *missed, *summary((*noticed, *reading.notes))),
        )

    def _filtered(self, address: str) -> str:
        """The list from the first day on. Some servers refuse encoded colons, others fractions of seconds."""
        if not self.since or any(_year(number) < self._padded() for number in self.papers):
            return address
        return f"{address}{'&' if urlsplit(address).query else '?'}{FILTER}={self._first_day()}T00:00:00Z"

    def _first_day(self) -> date:
        """The day before the period: servers do not agree on time zones."""
        return date.fromisoformat(self._padded()) - timedelta(days=1)

    def _padded(self) -> str:
        return "-".join((*self.since.split("-"), "01", "01")[:3])


def _year(number: str) -> str:
    """The day on which the year of a paper's number began; a number without a year is of old."""
    found = re.search(r"(?<!\d)(?:19|20)\d\d(?!\d)", number)
    return f"{found[0]}-01-01" if found else ""


def _joined(base: str, value: object) -> str:
    """The web address that a value names, which may be relative; empty: it names none."""
    try:
        address = urljoin(base, value.strip()) if isinstance(value, str) and value.strip() else ""
    except ValueError:  # an address that is none, e.g. http://[
        return ""
    return address if WEB_ADDRESS.fullmatch(address) else ""


def _unfiltered(address: str) -> str:
    return re.sub(rf"[?&]{FILTER}=[^&]*$", "", address)


def _names(head: PaperHead, number: str) -> bool:
    """Whether number or title of a paper hold the number, and not as part of another."""
    wanted = r"\s*".join(re.escape(part) for part in re.findall(r"\w+|[^\w\s]", number))
    said = f"{head.paper or ''} | {head.subject or ''}"
    return bool(wanted) and re.search(rf"(?<![\w/.-]){wanted}(?![\w]|[/.-]\w)", said, re.IGNORECASE) is not None


def _told(page: ListPage, others: Sequence[str], too_many: int) -> tuple[str, ...]:
    """What is wrong with a page of a list."""
    told = []
    if page.broken:
        told.append(f"entries that are no objects: {page.broken}")
    if others:
        told.append(f"entries of other kinds were passed over: {', '.join(others)}")
    if page.is_cut:
        told.append("the list says that it goes on, but not where")
    if too_many:
        told.append(f"papers named by address only that were not asked for, being too many: {too_many}")
    return tuple(told)
