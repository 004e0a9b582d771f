"""Extract: read every document of a concept, each in a process of its own, and let a person's corrections win.

    raw → one task per document → Extraction → corrections → Gathered

A document that was read before by the same code, with the same catalogue, is not read again: the result lies under
its fingerprint in `<output>/.cache/results` (or the shared store), which may be deleted at any time. So does the loss
of a document whose process died or exceeded a limit: it is quarantined, and tried again when asked for.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from prefect import flow, task
from prefect.artifacts import create_markdown_artifact, create_table_artifact
from prefect.cache_policies import NO_CACHE
from prefect.futures import PrefectFuture
from prefect.task_runners import TaskRunner

from extractors.corrections import apply_corrections
from extractors.linking import link_documents
from flows.inventory import current_documents, missing_documents
from flows.jobs import DocumentLost, Job, quarantined
from flows.progress import Step, say
from flows.reading import Errand, errand_for, known, read, read_elsewhere, result, start_workers
from flows.runners import outcome, running
from flows.settings import Settings
from flows.stores.catalogues import find_catalogue, read_catalogue
from flows.stores.depot import Documents, Results
from flows.stores.raw import DamagedStore, RawStore, StoredDocument
from flows.summary import COUNTED, summary
from flows.workers import Workers
from schemas.catalogue import Catalogue
from schemas.documents import Given, Issue
from schemas.extraction import Extraction

ON_THE_WEB = ("https://", "http://")
"""A file from a disk was not retrieved at any time; when it was kept is no part of the data."""


@dataclass(frozen=True, slots=True)
class Gathered:
    """All that the documents of a concept say, corrected."""

    catalogue: Catalogue
    extractions: tuple[Extraction, ...]
    issues: tuple[Issue, ...]
    """What concerns the concept, not one document: missing documents, corrections, unconfirmed fields."""

    @property
    def lost(self) -> tuple[Extraction, ...]:
        """Documents that could not be read."""
        return tuple(e for e in self.extractions if e.document.status == "quarantined")


def extract_concept(concept_id: str, settings: Settings, again: bool = False) -> Gathered:
    """Read all documents of a concept; those that cannot be read are quarantined, with the reason.

    `again`: also those that were lost before.
    """
    catalogue = read_catalogue(find_catalogue(concept_id, settings.catalogue))
    stored = current_documents(RawStore(settings.raw).documents(concept_id), catalogue)
    found = _read_all([_errand(document, catalogue, settings) for document in stored], settings, again)
    corrected, issues = apply_corrections(link_documents(found), catalogue.corrections)
    gathered = Gathered(catalogue, corrected, (*issues, *missing_documents(catalogue, stored)))
    _publish_tables(concept_id, gathered)
    return gathered


def read_stored(errand: Errand, workers: Workers | None) -> str:
    """Read one stored document; gives the key of the result. Without `workers`: those of the machine it runs on.

    Raises DamagedStore if the bytes are gone or changed.
    """
    return read(errand, workers) if workers else read_elsewhere(errand)


read_task = task(name="read-document", task_run_name="read-{errand.job.given.title}", cache_policy=NO_CACHE)(
    read_stored
)


def _errand(document: StoredDocument, catalogue: Catalogue, settings: Settings) -> Errand:
    visit = document.visit
    given = Given(
        document_id=document.document_id,
        concept_id=catalogue.concept.concept_id,
        edition_id=visit.edition,
        kind=visit.kind,
        title=visit.title,
        source_url=visit.address,
        retrieved_at=document.kept_at if visit.address.startswith(ON_THE_WEB) else "",
        media_type=document.media_type,
    )
    job = Job(document.path, given, catalogue.known_fields, settings.language_model, settings.cache)
    shared = Documents(f"{settings.store}/documents") if _is_shared(settings) else None
    documents = shared or Documents(document.address, "KONZEPT_RAW")
    results = Results(f"{settings.store}/results" if settings.store else str(settings.cache / "results"))
    return errand_for(job, document.sha256, settings, results, documents)


def _read_all(errands: Sequence[Errand], settings: Settings, again: bool) -> list[Extraction]:
    """What was read before is taken from the results; the rest is read, as many at once as there are workers."""
    found: dict[str, Extraction] = {}
    for errand in errands:
        if extraction := known(errand, again=again):
            found[errand.key] = extraction
            say(f"{summary(extraction)} (from the cache)", Step("extract", len(found), len(errands)))
    lacking = [errand for errand in errands if errand.key not in found]
    for errand, extraction in _read_lacking(lacking, settings) if lacking else ():
        found[errand.key] = extraction
        say(summary(extraction), Step("extract", len(found), len(errands)))
    return [found[errand.key] for errand in errands]


def _read_lacking(errands: Sequence[Errand], settings: Settings) -> Iterator[tuple[Errand, Extraction]]:
    """One task per document, the largest first, so that nobody waits for one of them in the end."""
    errands = sorted(errands, key=lambda errand: -errand.byte_size)
    with start_workers(settings) as workers, running(settings) as runner, workers.given_up_early():
        here = workers if settings.runner == "local" else None
        futures = [_submit(runner, errand, here) for errand in errands]
        for errand, future in zip(errands, futures, strict=True):
            yield errand, _result(errand, outcome(future))


def _submit(runner: TaskRunner[Any], errand: Errand, workers: Workers | None) -> PrefectFuture[Any]:
    if errand.documents and _is_shared(errand.settings):
        errand.documents.keep(errand.sha256, errand.job.path)
    future: PrefectFuture[Any] = runner.submit(read_task, {"errand": errand, "workers": workers})
    return future


def _is_shared(settings: Settings) -> bool:
    """Whether documents go to the shared store: those in a folder of this machine, which only we reach."""
    return bool(settings.store) and isinstance(settings.raw, Path)


def _result(errand: Errand, told: object) -> Extraction:
    """The extraction a task told of; a damaged document is quarantined, any other fault stops the run."""
    if isinstance(told, DamagedStore | DocumentLost):
        return quarantined(errand.job, told)
    if isinstance(told, BaseException):
        raise told
    return result(errand, str(told))


def _publish_tables(concept_id: str, gathered: Gathered) -> None:
    """What was read, and what could not be, for Prefect's pages."""
    rows = [
        {
            "document": e.document.document_id,
            "edition": e.document.edition_id or "",
            "title": e.document.title or "",
            "status": e.document.status,
            **{table: len(e.records(table)) for table in COUNTED},
        }
        for e in gathered.extractions
    ]
    create_table_artifact(key=f"documents-{concept_id}", table=rows, description="Documents that were read")
    lost = [f"- `{e.document.document_id}` {e.document.title or ''}: {e.document.error}" for e in gathered.lost]
    create_markdown_artifact(key=f"failures-{concept_id}", markdown="\n".join(lost) or "All documents could be read.")


extract = flow(name="extract")(extract_concept)
