"""Reading: one document, from store to store, on this machine or another.

    Errand ──▶ documents → a process of its own → results, under the fingerprint of the reading, or of its loss

An errand names everything by hash and holds no bytes, so it goes to a thread here and to a machine elsewhere alike. A
document that was lost (its process died, took too long or too much) is not read again until the document, the code or
the limits change, or somebody asks for it.
"""

import functools
import multiprocessing
import os
from dataclasses import dataclass, replace

from extractors.pdf.steps import NOTHING
from flows.fingerprint import job_key, loss_key
from flows.jobs import DocumentLost, Job, quarantined
from flows.settings import Settings
from flows.stores.depot import Documents, Results
from flows.stores.reaching import StoreUnavailable
from flows.workers import Workers
from schemas.errors import KonzeptError
from schemas.extraction import Extraction


class UnfitWorker(KonzeptError):
    """A worker elsewhere that must not, or cannot, read documents for us."""

    def __init__(self, problem: str, cure: str) -> None:
        super().__init__(problem, cure)
        self.problem, self.cure = problem, cure

    def __str__(self) -> str:
        return f"a worker of the cluster {self.problem}: {self.cure}"


@dataclass(frozen=True, slots=True)
class Errand:
    """A document to be read, and where its bytes and its result lie."""

    job: Job
    """Its path counts only where the document has no store (files without a catalogue); in a store its ending does."""

    sha256: str
    key: str
    """The fingerprint of the reading."""

    results: Results
    documents: Documents | None
    settings: Settings

    @property
    def byte_size(self) -> int:
        """Bytes of the document; 0 where it does not lie on this machine."""
        return self.job.path.stat().st_size if self.job.path.is_file() else 0

    @property
    def loss_key(self) -> str:
        return loss_key(self.key, self.settings.limits)


def errand_for(
    job: Job, sha256: str, settings: Settings, results: Results, documents: Documents | None = None
) -> Errand:
    """The errand to read that document."""
    return Errand(job, sha256, job_key(job, sha256), results, documents, settings)


def start_workers(settings: Settings) -> Workers:
    """Processes that read documents within the limits."""
    return Workers(settings.workers, settings.limits)


def known(errand: Errand, *, again: bool = False) -> Extraction | None:
    """What was read before, or that it was lost; `again`: a loss does not count."""
    found = errand.results.find(errand.key)
    return found if found or again else errand.results.find(errand.loss_key)


def read(errand: Errand, workers: Workers) -> str:
    """Read the document and keep the result, or that it was lost; gives the key under which it lies.

    Raises DocumentLost, and keeps nothing, when the process was killed from outside or ended with the run: that may
    not happen again.
    """
    if errand.documents is None:
        return _read_file(errand, workers)
    with errand.documents.borrowed(errand.sha256, errand.job.path.suffix) as path:
        return _read_file(replace(errand, job=replace(errand.job, path=path)), workers)


def result(errand: Errand, key: str) -> Extraction:
    """What was just read, by the key that the reading gave."""
    found = errand.results.find(key)
    if found is None:
        raise StoreUnavailable(errand.results.address, "a result that was just written is not there")
    return found


def read_elsewhere(errand: Errand) -> str:
    """Read a document in a worker of a cluster, with processes that live as long as the worker."""
    _refuse_unfit(errand)
    return read(errand, _workers_of_this_process(errand.settings))


def _read_file(errand: Errand, workers: Workers) -> str:
    try:
        extraction, avoided = workers.read(errand.job)
    except DocumentLost as loss:
        if loss.kind in ("killed", "ended"):
            raise
        errand.results.keep(errand.loss_key, quarantined(errand.job, loss))
        return errand.loss_key
    key = errand.key if avoided == NOTHING else errand.loss_key  # what was left out may be read under other limits
    errand.results.keep(key, extraction)
    return key


@functools.cache
def _workers_of_this_process(settings: Settings) -> Workers:
    """One reader per thread that may ask; each is started when it is first needed, and dies with this process."""
    return start_workers(replace(settings, workers=os.cpu_count() or 1))


def _refuse_unfit(errand: Errand) -> None:
    """Other code would put other rows under our key; a daemon may have no processes of its own."""
    if job_key(errand.job, errand.sha256) != errand.key:
        raise UnfitWorker("has other code, libraries or language model than this run", "install the same there")
    if multiprocessing.current_process().daemon:
        raise UnfitWorker("may start no processes", "start it with DASK_DISTRIBUTED__WORKER__DAEMON=False")
