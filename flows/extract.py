"""Extract: read every document of a concept, each in a process of its own, and let a person's corrections win.

    raw → one task per document → Extraction → corrections → Gathered

A document that was read before by the same code, with the same catalogue, is not read again: the result lies under
its fingerprint in `<output>/.cache/extractions`, which may be deleted at any time. A document whose process dies or
exceeds its time is quarantined, and tried again next time.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from prefect import flow, task
from prefect.artifacts import create_markdown_artifact, create_table_artifact
from prefect.context import TaskRunContext
from prefect.futures import PrefectFuture

from extractors.corrections import apply_corrections
from extractors.linking import link_documents
from flows.fingerprint import job_key
from flows.inventory import current_documents, missing_documents
from flows.progress import Step, say
from flows.settings import Settings
from flows.stores.catalogues import find_catalogue, read_catalogue
from flows.stores.raw import DamagedStore, StoredDocument, documents
from flows.summary import COUNTED, summary
from flows.workers import DocumentLost, Job, Workers, quarantined
from schemas.catalogue import Catalogue
from schemas.documents import Given, Issue
from schemas.extraction import Extraction


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


def extract_concept(concept_id: str, settings: Settings) -> Gathered:
    """Read all documents of a concept; those that cannot be read are quarantined, with the reason."""
    catalogue = read_catalogue(find_catalogue(concept_id, settings.catalogue))
    stored = current_documents(documents(settings.raw, concept_id))
    jobs = [_job(document, catalogue, settings) for document in stored]
    found = _read_all(jobs, stored, settings)
    corrected, issues = apply_corrections(link_documents(found), catalogue.corrections)
    gathered = Gathered(catalogue, corrected, (*issues, *missing_documents(catalogue, stored)))
    _publish_tables(concept_id, gathered)
    return gathered


def read_stored(job: Job, sha256: str, key: str, workers: Workers) -> Extraction:
    """Read one stored document in a worker; DocumentLost if the worker dies, DamagedStore if the bytes changed.

    `key` is the fingerprint under which Prefect keeps the result.
    """
    extraction = workers.extract(job)
    if extraction.document.sha256 != sha256:
        raise DamagedStore(str(job.path), "its bytes have changed; fetch or add it again")
    return extraction


def known_by_key(_context: TaskRunContext, parameters: Mapping[str, Any]) -> str:
    """The cache key: the fingerprint of the job."""
    return str(parameters["key"])


read_task = task(
    name="read-document",
    task_run_name="read-{job.given.title}",
    cache_key_fn=known_by_key,
    persist_result=True,
    result_serializer="compressed/pickle",
)(read_stored)


def _job(document: StoredDocument, catalogue: Catalogue, settings: Settings) -> Job:
    visit = document.visit
    given = Given(
        document_id=document.document_id,
        concept_id=catalogue.concept.concept_id,
        edition_id=visit.edition,
        kind=visit.kind,
        title=visit.title,
        source_url=visit.address,
        retrieved_at=document.kept_at,
    )
    return Job(document.path, given, catalogue.known_fields, settings.language_model, settings.cache)


def _read_all(jobs: Sequence[Job], stored: Sequence[StoredDocument], settings: Settings) -> list[Extraction]:
    """One task per document, as many at once as there are workers."""
    folder = settings.cache / "extractions"
    folder.mkdir(parents=True, exist_ok=True)
    reading = read_task.with_options(result_storage=folder)
    with Workers(settings.workers, settings.document_timeout_s) as workers:
        futures = [
            reading.submit(job, document.sha256, job_key(job, document.sha256), workers)
            for job, document in zip(jobs, stored, strict=True)
        ]
        steps = [Step("extract", number, len(jobs)) for number in range(1, len(jobs) + 1)]
        return [_result(*each) for each in zip(jobs, futures, steps, strict=True)]


def _result(job: Job, future: PrefectFuture[Any], step: Step) -> Extraction:
    """The extraction of a task; a document that was lost is quarantined, any other fault stops the run."""
    result = future.result(raise_on_failure=False)
    if isinstance(result, DocumentLost | DamagedStore):
        result = quarantined(job, str(result))
    extraction: Extraction = future.result() if isinstance(result, BaseException) else result
    say(f"{summary(extraction)}{' (from the cache)' if future.state.name == 'Cached' else ''}", step)
    return extraction


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
