"""Fetch: look for every document the catalogue wants, and keep what is found in raw.

    catalogue → sources → looks → findings → raw/<concept>/<sha256>.pdf and a receipt

What a source does not serve now is asked for again only where waiting may help. Whatever is not found is told with
all that was looked at, so that a person can go on searching and bring the PDF in by hand.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any
from urllib.parse import unquote, urlsplit

from prefect import flow, task
from prefect.artifacts import create_table_artifact
from prefect.cache_policies import NO_CACHE
from prefect.client.schemas.objects import State, TaskRun
from prefect.futures import PrefectFuture
from prefect.tasks import Task

from flows.clock import now
from flows.progress import Step, say
from flows.settings import Settings
from flows.sources.client import Client, Manners
from flows.sources.findings import Finding, Look, Source
from flows.sources.local import LocalSource
from flows.sources.website import WebsiteSource
from flows.stores.catalogues import find_catalogue, read_catalogue
from flows.stores.raw import Visit, documents, keep
from schemas.catalogue import Concept, WantedDocument
from schemas.errors import SourceUnavailable


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
        if self.finding.content is not None:
            return f"{name}: found at {self.finding.address}"
        if self.is_kept:
            return f"{name}: kept earlier; now {self.finding.problem}"
        return f"{name}: not found: {self.finding.problem}"


@dataclass(frozen=True, slots=True)
class Wish:
    """A wanted document and the edition it belongs to."""

    edition: str
    document: WantedDocument


def fetch_documents(concept_id: str, settings: Settings) -> tuple[Fetched, ...]:
    """Look for all documents of a concept and keep them; the answer tells of each, found or not."""
    folder = find_catalogue(concept_id, settings.catalogue)
    concept = read_catalogue(folder).concept
    wishes = [Wish(edition.edition, document) for edition in concept.editions for document in edition.documents]
    with Client(_manners(settings)) as client:
        sources = list(_sources(concept, folder, client))
        looks = _look_around(sources, settings)
        futures = [_waiting(get_task, settings).submit(sources, wish.document, looks) for wish in wishes]
        fetched = tuple(_keep(concept_id, w, _finding(f), settings) for w, f in zip(wishes, futures, strict=True))
    for number, one in enumerate(fetched, start=1):
        say(str(one), Step("fetch", number, len(fetched)))
    _publish_table(concept_id, fetched)
    return fetched


def look_at(source: Source, place: str) -> Look:
    """Look at one place of a source."""
    return source.look(place)


def get_document(sources: Sequence[Source], document: WantedDocument, looks: Sequence[Look]) -> Finding:
    """Ask one source after the other; the first that has the document wins, else all say why not."""
    findings = []
    for source in sources:
        finding = source.get(document, [look for look in looks if look.place in source.places])
        if finding.content is not None:
            return finding
        findings.append(finding)
    problem = "; ".join(finding.problem for finding in findings) or "the catalogue names no source"
    return Finding(None, problem=problem, looked_at=tuple(place for f in findings for place in f.looked_at))


def waiting_may_help(_task: Task[Any, Any], _run: TaskRun, state: State[Any]) -> bool:
    """Whether a failed task is worth another try."""
    return isinstance(state.result(raise_on_failure=False), SourceUnavailable)


look_task = task(name="look", retries=2, retry_condition_fn=waiting_may_help, cache_policy=NO_CACHE)(look_at)
get_task = task(name="get", retries=2, retry_condition_fn=waiting_may_help, cache_policy=NO_CACHE)(get_document)


def _waiting(asking: Task[Any, Any], settings: Settings) -> Task[Any, Any]:
    return asking.with_options(retry_delay_seconds=settings.retry_delay_s)


def _sources(concept: Concept, folder: Path, client: Client) -> Iterator[Source]:
    for entry in concept.sources:
        if entry.adapter == "local":
            yield LocalSource(folder)
        else:
            yield WebsiteSource(client, entry.pages)


def _look_around(sources: Sequence[Source], settings: Settings) -> list[Look]:
    """A look at every place; one that does not answer is a look with a problem."""
    places = [(source, place) for source in sources for place in source.places]
    futures = [_waiting(look_task, settings).submit(source, place) for source, place in places]
    looks = []
    for number, ((_, place), future) in enumerate(zip(places, futures, strict=True), start=1):
        result = future.result(raise_on_failure=False)
        looks.append(result if isinstance(result, Look) else Look(place, problem=_reason(result)))
        say(str(looks[-1]), Step("look", number, len(places)))
    return looks


def _finding(future: PrefectFuture[Any]) -> Finding:
    result = future.result(raise_on_failure=False)
    return result if isinstance(result, Finding) else Finding(None, problem=_reason(result))


def _reason(error: object) -> str:
    """Why a task failed in the end; what we did not foresee is a fault of ours and stops the run."""
    if isinstance(error, SourceUnavailable):
        return error.reason
    if isinstance(error, BaseException):
        raise error
    raise TypeError(f"neither a result nor an error: {error!r}")


def _keep(concept_id: str, wish: Wish, finding: Finding, settings: Settings) -> Fetched:
    """Keep what was found; a document of the same place may have been kept earlier."""
    edition, document = wish.edition, wish.document
    if finding.content is not None:
        keep(settings.raw, concept_id, finding.content, _visit(wish, finding.address))
        return Fetched(edition, document, finding, True)
    place = (edition, document.kind, document.title)
    stored = [(d.visit.edition, d.visit.kind, d.visit.title) for d in documents(settings.raw, concept_id)]
    return Fetched(edition, document, finding, place in stored)


def _visit(wish: Wish, address: str) -> Visit:
    is_web = urlsplit(address).scheme in ("http", "https")
    return Visit(
        address=address,
        time=now(),
        status=200 if is_web else None,
        edition=wish.edition,
        kind=wish.document.kind,
        title=wish.document.title,
        original_name=PurePosixPath(unquote(urlsplit(address).path)).name if is_web else Path(address).name,
    )


def _manners(settings: Settings) -> Manners:
    return Manners(
        contact=settings.contact,
        pause_s=settings.request_pause_s,
        private_addresses=settings.private_addresses,
    )


def _publish_table(concept_id: str, fetched: Sequence[Fetched]) -> None:
    rows = [
        {
            "edition": one.edition,
            "kind": one.document.kind,
            "title": one.document.title,
            "kept": "yes" if one.is_kept else "no",
            "address": one.finding.address,
            "problem": one.finding.problem,
            "looked at": "\n".join(one.finding.looked_at),
        }
        for one in fetched
    ]
    create_table_artifact(key=f"fetched-{concept_id}", table=rows, description="Documents the catalogue wants")


fetch = flow(name="fetch")(fetch_documents)
