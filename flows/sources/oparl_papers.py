"""One paper of an OParl server: asks for the objects it leads to, and for the PDF that holds its text."""

from collections.abc import Mapping
from dataclasses import dataclass

from extractors.council.oparl.bundle import make_bundle
from extractors.council.oparl.course import Known, missing
from extractors.council.oparl.objects import OParlFile
from extractors.council.oparl.public import without_hidden
from extractors.council.oparl.reading import BundleReading
from extractors.council.oparl.values import Fields, Note, Raw, address_of, kind_of, load
from flows.sources.client import NotServed
from flows.sources.oparl_trail import Trail
from flows.sources.served import Served, Web, WebPage
from schemas.errors import SourceUnavailable

MOST_ASKED = 150
"""Objects that one paper leads to; a paper of twenty consultations leads to some sixty."""

MOST_TROUBLES = 2
"""Objects of one paper whose server does not answer, before the paper is left for a later visit."""

MOST_MAIN_FILES = 3


@dataclass(frozen=True, slots=True)
class Answer:
    """What an address says in JSON."""

    address: str
    """Where it was served."""

    content: object


def ask(web: Web, address: str) -> Answer:
    """The JSON at an address; NotServed if there is none, SourceUnavailable if there may be later."""
    page = web.read_page(address)
    try:
        return Answer(page.address, load(_text(page)))
    except ValueError as error:
        raise NotServed(page.address, "the answer is no JSON text, perhaps an error page") from error


def _text(page: WebPage) -> str:
    """The text of an answer: JSON is UTF-8 whatever its header says, unless it is plainly not."""
    try:
        return page.served.path.read_text(encoding="utf-8") if page.served.path else page.text
    except UnicodeDecodeError:
        return page.text


def gather(web: Web, paper: Raw, address: str, trail: Trail) -> tuple[bytes, tuple[Note, ...]]:
    """The bundle of a paper and what was noticed on the way; empty: the paper is not public or deleted."""
    gathering = _Gathering(web, trail)
    gathering.take(paper, address)
    if gathering.knows(address):
        gathering.complete(address)
        return gathering.bundle(address), tuple(gathering.notes)
    return b"", tuple(gathering.notes)


def main_document(web: Web, reading: BundleReading) -> tuple[Served | None, tuple[str, ...]]:
    """The PDF that holds the paper itself, and what speaks against the files that do not."""
    told: list[str] = []
    for file in reading.main[:MOST_MAIN_FILES]:
        if served := _served(web, file, told):
            return served, tuple(told)
    if told and reading.head.web:
        told.append(f"the page of the paper for people is {reading.head.web}")
    return None, tuple(told)


def _served(web: Web, file: OParlFile, told: list[str]) -> Served | None:
    for address in file.addresses:
        try:
            return web.read_document(address)
        except (NotServed, SourceUnavailable) as error:
            told.append(f"«{file.title}»: {error}")
    return None


class _Gathering:
    """The objects around one paper."""

    def __init__(self, web: Web, trail: Trail) -> None:
        self._web = web
        self._trail = trail
        self._objects: dict[str, Raw] = {}
        self._addresses: dict[str, str] = {}
        self._lost: set[str] = set()
        self._not_public: set[str] = set()
        self._troubles = 0
        self.notes: list[Note] = []

    def knows(self, address: str) -> bool:
        """Whether there is an object at the address that may be kept."""
        return self._known().find(address) is not None

    def complete(self, address: str) -> None:
        """Ask for all that the paper leads to, step by step."""
        asked: set[str] = set()
        while new := [one for one in self._missing(address) if one not in asked]:
            room = MOST_ASKED - len(asked)
            for one in new[:room]:
                self._fetch(one)
            if too_many := new[room:]:
                self.notes.append(Note("too_many", address, too_many[0]))
                self._lost.update(too_many)
            asked.update(new)

    def bundle(self, address: str) -> bytes:
        """All that was gathered."""
        return make_bundle(
            address,
            self._objects.values(),
            lost=self._lost - self._not_public,
            not_public=self._not_public,
            addresses=self._addresses,
        )

    def take(self, answer: object, address: str) -> None:
        """Keep an object that was asked for, or know that it is lost."""
        raw = answer[0] if isinstance(answer, list) and len(answer) == 1 else answer
        if not isinstance(raw, Mapping) or not (address_of(raw) or kind_of(raw)):
            self._lost.add(address)
            return
        if Fields(raw, []).flag("deleted"):
            self.notes.append(Note("deleted", address_of(raw) or address))
            self._lost.add(address)
            return
        shown, hidden = without_hidden(raw)
        self._not_public |= hidden
        if shown is None:
            self.notes.append(Note("not_public", address, address))
            self._not_public.add(address)
            self._lost.add(address)
            return
        self._keep(shown, address)

    def _keep(self, raw: Raw, address: str) -> None:
        """An object under its own address; one that says none gets the address it was asked for under."""
        own = address_of(raw)
        if not own:
            self.notes.append(Note("no_id", address))
            raw = {**raw, "id": address}
        elif own != address:
            self._addresses[address] = own
        self._objects[own or address] = raw

    def _fetch(self, address: str) -> None:
        if known := self._trail.organization(address):
            self.take(known, address)
            return
        try:
            answer = ask(self._web, address).content
        except NotServed:
            self._lost.add(address)
            return
        except SourceUnavailable:
            self._troubles += 1
            if self._troubles > MOST_TROUBLES:
                raise
            self._lost.add(address)
            return
        if isinstance(answer, Mapping) and kind_of(answer) == "Organization":
            self._trail.keep_organization(address, answer)
        self.take(answer, address)

    def _missing(self, address: str) -> tuple[str, ...]:
        known = self._known()
        return missing(known.find(address) or {}, known)

    def _known(self) -> Known:
        return Known(self._objects.values(), addresses=self._addresses, lost=self._lost, not_public=self._not_public)
