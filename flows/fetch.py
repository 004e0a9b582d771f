"""Fetch: look for every document the catalogue wants, and keep what is found in raw.

    catalogue → sources → looks → findings → raw/<concept>/<sha256>.pdf and a receipt

The client waits and asks again where that may help. Whatever is not found is told with all that was looked at, so that
a person can go on searching and bring the PDF in by hand. Pages of council systems are documents too, and are kept as
they come; pages that were looked at for their links are kept to explain what was found there.
"""

from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, TypeAlias

from prefect import flow, task
from prefect.artifacts import create_table_artifact
from prefect.cache_policies import NO_CACHE
from prefect.futures import PrefectFuture
from prefect.utilities.annotations import quote

from flows.clock import now, today
from flows.progress import Step, say
from flows.settings import Settings
from flows.sources.addresses import host_of
from flows.sources.catalogued import editions_of, hosts_of, sources_of
from flows.sources.client import Client, Manners
from flows.sources.findings import Finding, Found, Look, Source
from flows.sources.served import Remembered, Served
from flows.stores.catalogues import find_catalogue, read_catalogue
from flows.stores.raw import RawStore, Visit
from schemas.catalogue import Concept, WantedDocument
from schemas.errors import SourceUnavailable

FEW = 3
"""So many places with the same trouble are told one by one."""

MOST_PLACES = 20_000
"""Of one source; twenty years of a large city's meetings are fewer."""


@dataclass(frozen=True, slots=True)
class Fetched:
    """What became of a wanted document."""

    edition: str
    document: WantedDocument
    finding: Finding
    is_kept: bool
    """Whether the store has the document: found now, or kept earlier."""

    def __str__(self) -> str:
        name = f"{self.edition} {self.document.kind} «{self.document.title}»"
        if self.finding.served:
            news = "" if self.finding.served.path else ", unchanged"
            return f"{name}: found at {self.finding.address}{news}"
        if self.is_kept:
            return f"{name}: kept earlier; now {self.finding.problem}"
        return f"{name}: not found: {self.finding.problem}"


@dataclass(frozen=True, slots=True)
class FetchOutcome:
    """What a visit to all sources brought."""

    wanted: tuple[Fetched, ...]
    council: tuple[Found, ...]
    """Papers and agenda items of council systems, each once."""

    unread: tuple[Look, ...]
    """Places named in the catalogue that could not be looked at."""

    @property
    def missing(self) -> tuple[Fetched, ...]:
        """Documents the catalogue wants and the store does not have."""
        return tuple(one for one in self.wanted if not one.is_kept)


@dataclass(frozen=True, slots=True)
class Wish:
    """A wanted document and the edition it belongs to."""

    edition: str
    document: WantedDocument


def fetch_documents(concept_id: str, settings: Settings) -> FetchOutcome:
    """Look for all documents of a concept and keep them; the outcome tells of each, found or not."""
    folder = find_catalogue(concept_id, settings.catalogue)
    concept = read_catalogue(folder).concept
    wishes = [Wish(edition.edition, document) for edition in concept.editions for document in edition.documents]
    store = RawStore(settings.raw)
    with Client(_manners(settings, concept), store.memory(concept_id, Remembered)) as client:
        sources = list(sources_of(concept, folder, client, today()))
        looks = [look_around(source) for source in sources]
        council = tuple(_keep_found(concept, [look for some in looks for look in some], store))
        earlier = _kept_earlier(store, concept_id)
        future_of = [get_task.submit(sources, wish.document, quote(looks)) for wish in wishes]
        found = [(wish, _finding(future)) for wish, future in zip(wishes, future_of, strict=True)]
        wanted = tuple(_keep(concept_id, wish, finding, store, earlier) for wish, finding in found)
    for number, one in enumerate(wanted, start=1):
        say(str(one), Step("fetch", number, len(wanted)))
    named = {place for source in sources for place in source.places}
    unread = tuple(look for some in looks for look in some if look.problem and look.place in named)
    outcome = FetchOutcome(wanted, council, unread)
    _publish_table(concept_id, outcome)
    return outcome


def look_at(source: Source, place: str) -> Look:
    """Look at one place of a source; one that does not answer is a look with a problem."""
    try:
        return source.look(place)
    except SourceUnavailable as error:
        return Look(place, problem=error.reason)


def get_document(sources: Sequence[Source], document: WantedDocument, looks: Sequence[Sequence[Look]]) -> Finding:
    """Ask one source after the other; the first that has the document wins, else all say why not."""
    findings = []
    for source, seen in zip(sources, looks, strict=True):
        finding = _asked(source, document, seen)
        if finding.served:
            return finding
        findings.append(finding)
    problem = "; ".join(dict.fromkeys(f.problem for f in findings)) or "the catalogue names no source"
    return Finding(None, problem=problem, looked_at=tuple(place for f in findings for place in f.looked_at))


def _asked(source: Source, document: WantedDocument, seen: Sequence[Look]) -> Finding:
    try:
        return source.get(document, seen)
    except SourceUnavailable as error:
        return Finding(None, problem=str(error), looked_at=tuple(map(str, seen)))


look_task = task(name="look", cache_policy=NO_CACHE)(look_at)
get_task = task(name="get", cache_policy=NO_CACHE)(get_document)


def look_at_all(source: Source, places: Sequence[str]) -> Iterator[Look]:
    """A task for each place; hosts are asked at the same time, each politely."""
    futures: list[PrefectFuture[Any]] = [look_task.submit(source, place) for place in places]
    for future in futures:
        look: Look = future.result()
        yield look


Looker: TypeAlias = Callable[[Source, Sequence[str]], Iterable[Look]]


def look_around(source: Source, looker: Looker = look_at_all, most: int = MOST_PLACES) -> list[Look]:
    """A look at every place of a source, and at the places these lead to; each once, and not more than `most`."""
    looks: list[Look] = []
    known: set[str] = set()
    troubles: set[tuple[str, str]] = set()
    waiting = _unknown(source, source.places, known, most)
    while waiting:
        further: list[str] = []
        for look in looker(source, waiting):
            looks.append(look)
            further += look.further
            if (trouble := (host_of(look.place), look.problem)) not in troubles:
                say(str(look), Step("look", len(looks), len(known)))
            troubles |= {trouble} if look.problem else set()
        waiting = _unknown(source, further, known, most)
    return looks


def _unknown(source: Source, places: Iterable[str], known: set[str], most: int) -> list[str]:
    """The places that were not looked at yet; they are known from now on."""
    found = []
    for place in places:
        key = source.key(place)
        if key not in known and len(known) < most:
            known.add(key)
            found.append(place)
    return found


def _finding(future: PrefectFuture[Any]) -> Finding:
    finding: Finding = future.result()
    return finding


def _keep_found(concept: Concept, looks: Sequence[Look], store: RawStore) -> Iterator[Found]:
    """Keep what lies at the places themselves; gives the documents of the council among it."""
    seen: set[str] = set()
    for found in _with_editions(looks, editions_of(concept)):
        if found.served.address in seen:
            continue
        seen.add(found.served.address)
        _store(store, concept.concept_id, found.served, _visit(found.served, found.edition, found.kind, found.title))
        if found.kind != "page":
            yield found


def _with_editions(looks: Sequence[Look], edition_of: Mapping[str, str]) -> Iterator[Found]:
    """What was found, with the edition of the paper that led there, as the catalogue gives it."""
    led_to = dict(edition_of)
    for look in looks:
        if edition := led_to.get(look.place):
            led_to.update({place: edition for place in look.further if place not in led_to})
        for found in look.found:
            yield replace(found, edition=found.edition or led_to.get(look.place, ""))


def _kept_earlier(store: RawStore, concept_id: str) -> frozenset[tuple[str, str, str]]:
    """What the store has already: edition, kind and title of each document."""
    visits = (document.visit for document in store.documents(concept_id))
    return frozenset((visit.edition, visit.kind, visit.title) for visit in visits)


def _keep(
    concept_id: str, wish: Wish, finding: Finding, store: RawStore, earlier: Container[tuple[str, str, str]]
) -> Fetched:
    """Keep what was found; a document of the same place may have been kept earlier."""
    edition, document = wish.edition, wish.document
    if finding.served:
        _store(store, concept_id, finding.served, _visit(finding.served, edition, document.kind, document.title))
        return Fetched(edition, document, finding, True)
    return Fetched(edition, document, finding, (edition, document.kind, document.title) in earlier)


def _store(store: RawStore, concept_id: str, served: Served, visit: Visit) -> None:
    """Keep the bytes, or note that they are those kept earlier."""
    if served.path:
        store.keep(concept_id, served.path, visit)
    else:
        store.note(concept_id, visit, served.sha256)


def _visit(served: Served, edition: str, kind: str, title: str) -> Visit:
    return Visit(
        asked=served.asked,
        address=served.address,
        time=now(),
        status=served.status,
        edition=edition,
        kind=kind,
        title=title,
        original_name=served.name,
        media_type=served.media_type,
        etag=served.etag,
        last_modified=served.last_modified,
    )


def _manners(settings: Settings, concept: Concept) -> Manners:
    return Manners(
        contact=settings.contact,
        pause_s=settings.request_pause_s,
        pace_folder=settings.cache / "pace",
        retry_pause_s=settings.retry_delay_s,
        private_addresses=settings.private_addresses,
        allowed_hosts=hosts_of(concept),
        extra_ca_file=settings.ca_file,
    )


def told_together(looks: Iterable[Look]) -> list[str]:
    """What could not be looked at, each trouble of a host once: a silent host has many places."""
    places: dict[tuple[str, str], list[str]] = {}
    for look in looks:
        places.setdefault((host_of(look.place), look.problem), []).append(look.place)
    return [_told(host, problem, found) for (host, problem), found in places.items()]


def _told(host: str, problem: str, places: Sequence[str]) -> str:
    if len(places) <= FEW:
        return "\n".join(f"{place} ({problem})" for place in places)
    return f"{len(places)} pages of {host}, the first of them {places[0]} ({problem})"


def rows_of(outcome: FetchOutcome) -> list[dict[str, object]]:
    """What became of each document, wanted or brought by a council system, as a table."""
    wanted: list[dict[str, object]] = [
        {
            "edition": one.edition,
            "kind": one.document.kind,
            "title": one.document.title,
            "kept": "yes" if one.is_kept else "no",
            "found": one.finding.address or one.finding.problem,
        }
        for one in outcome.wanted
    ]
    council: list[dict[str, object]] = [
        {"edition": one.edition, "kind": one.kind, "title": one.title, "kept": "yes", "found": one.served.address}
        for one in outcome.council
    ]
    return wanted + council


def _publish_table(concept_id: str, outcome: FetchOutcome) -> None:
    table = rows_of(outcome)
    for row, one in zip(table, outcome.wanted, strict=False):
        row["looked at"] = "\n".join(one.finding.looked_at)
    create_table_artifact(key=f"fetched-{concept_id}", table=table, description="Documents wanted and found")


fetch = flow(name="fetch")(fetch_documents)
