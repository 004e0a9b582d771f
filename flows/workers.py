"""Workers: processes that read documents, so that a document can only harm itself.

A PDF may crash a native library, eat all memory or never end. Each worker reads one document at a time in a process of
its own, within the limits of `flows/limits.py`. When it dies or exceeds them, that document is lost (DocumentLost says
why), the worker is replaced, and the run goes on.

    asks ── job ──▶ worker          The number of pages comes first, because the time that the reading
         ◀─ number of pages ─       may take is counted from it.
         ◀─ rows, or why not ─
"""

import hashlib
import logging
import multiprocessing
import multiprocessing.context
import os
import pickle
import queue
import signal
import threading
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any, Self

from flows.limits import MB, Limits, collect_garbage_seldom, is_worn, limit_next_document, limit_process
from flows.recognition import find_recogniser
from schemas.catalogue import KnownField
from schemas.documents import Document, Given, Issue
from schemas.errors import KonzeptError, UnreadableDocument
from schemas.extraction import Extraction

PRELOADED = ["__main__", "extractors.document"]
"""Imported once by the fork server, so that a new worker starts in milliseconds."""

ORPHANED_AFTER = 4
"""A process whose run was killed ends after so many times what its document may take."""


class DocumentLost(UnreadableDocument):
    """The worker died or exceeded a limit; the document itself may be in order.

    Its kind is `timeout`, `memory`, `output`, `crash`, `killed` (from outside: it may go well next time), or `fault`
    (in the program, or foreseen).
    """


@dataclass(frozen=True, slots=True)
class _Answer:
    """What a worker tells of its document, and whether it should be replaced before the next one."""

    result: Extraction | DocumentLost
    worn: bool


@dataclass(frozen=True, slots=True)
class Job:
    """A document to be read."""

    path: Path
    given: Given
    fields: tuple[KnownField, ...] = ()
    language_model: str = ""
    cache: Path | None = None
    """Where answers of text recognition are kept; None: nowhere."""


Extract = Callable[[Job], Extraction]


def count_job_pages(job: Job) -> int:
    """The pages that the document of a job declares; one that cannot be opened is told so when it is read."""
    from extractors.pdf.guard import count_pages

    with suppress(KonzeptError, OSError, MemoryError):
        return count_pages(job.path.read_bytes())
    return 1


def extract_job(job: Job) -> Extraction:
    """Read the document of a job in this process."""
    # Imported here, where the work is done: the libraries behind it take seconds to load.
    from extractors.document import extract_document

    recogniser = find_recogniser(job.cache / "ocr" if job.cache else None)
    return extract_document(job.path.read_bytes(), job.given, job.fields, job.language_model, recogniser)


class Workers:
    """A few worker processes; may be asked from as many threads as there are workers, or more."""

    def __init__(self, count: int, limits: Limits, extract: Extract = extract_job) -> None:
        self._limits = limits
        self._extract = extract
        self._idle: queue.SimpleQueue[_Worker | None] = queue.SimpleQueue()
        self._started: list[_Worker] = []
        self._lock = threading.Lock()
        for _ in range(count):
            self._idle.put(None)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        for worker in self._started:
            worker.stop()

    def extract(self, job: Job) -> Extraction:
        """Read the document in a worker; DocumentLost if the worker did not live to tell, or exceeded a limit."""
        with self._worker() as worker:
            answer = worker.ask(job)
            if answer.worn:
                worker.stop()
        if isinstance(answer.result, DocumentLost):
            raise answer.result
        return answer.result

    @contextmanager
    def _worker(self) -> Iterator["_Worker"]:
        """An idle worker; one that has failed is replaced by the next who needs it."""
        worker = self._idle.get() or self._start()
        try:
            yield worker
        except BaseException:  # also Ctrl-C: an answer may still be on the line, and nobody waits for it
            worker.stop()
            raise
        finally:
            self._idle.put(worker if worker.is_alive else None)

    def _start(self) -> "_Worker":
        worker = _Worker(self._extract, self._limits)
        with self._lock:
            self._started = [other for other in self._started if other.is_alive] + [worker]
        return worker


class _Worker:
    """One process and the line to it."""

    def __init__(self, extract: Extract, limits: Limits) -> None:
        context = _context()
        self._limits = limits
        self._line, far_end = context.Pipe()
        self._process = context.Process(target=_work, args=(far_end, extract, limits), daemon=True)
        self._process.start()
        far_end.close()

    @property
    def is_alive(self) -> bool:
        return self._process.is_alive()

    def ask(self, job: Job) -> _Answer:
        """Hand over a document and wait for what is told of it."""
        try:
            self._line.send(job)
            pages: int = self._hear(self._limits.seconds(0))
            answer: _Answer = self._hear(self._limits.seconds(pages))
        except (EOFError, OSError) as error:
            self._process.join(timeout=1)
            raise _death(self._process.exitcode, self._limits) from error
        return answer

    def _hear(self, seconds: float) -> Any:
        if not self._line.poll(seconds):
            raise _too_long(f"{seconds:g} seconds")
        return self._line.recv()

    def stop(self) -> None:
        self._process.kill()
        self._process.join()
        self._line.close()


def _context() -> multiprocessing.context.ForkServerContext | multiprocessing.context.SpawnContext:
    """Processes that inherit nothing of this one (its threads and locks would come along); forked where possible."""
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(PRELOADED)
    return context


def _work(line: Connection, extract: Extract, limits: Limits) -> None:
    """Answer jobs until the line is closed. Ctrl-C is the main process's to handle."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    logging.disable(logging.WARNING)
    _fall_silent()
    limit_process(limits)
    collect_garbage_seldom()
    with suppress(EOFError, BrokenPipeError):
        while True:
            job = line.recv()
            limit_next_document(limits.seconds(0) * ORPHANED_AFTER)
            pages = count_job_pages(job)
            limit_next_document(limits.seconds(pages) * ORPHANED_AFTER)
            line.send(pages)
            line.send_bytes(_answer(job, extract, limits))


def _fall_silent() -> None:
    """Say nothing on the terminal: what libraries print when they die is not for users, who are told why."""
    with open(os.devnull, "wb") as nowhere:
        os.dup2(nowhere.fileno(), 2)


def _answer(job: Job, extract: Extract, limits: Limits) -> bytes:
    """The answer as it goes over the line, within the limit of its size."""
    try:
        answer = pickle.dumps(_Answer(_read(job, extract, limits), is_worn(limits)))
    except MemoryError:
        return pickle.dumps(_Answer(_too_much(limits), worn=True))
    if len(answer) <= limits.output_mb * MB:
        return answer
    reason = f"gives more than {limits.output_mb} MB of rows, which no council writes; look at the file"
    return pickle.dumps(_Answer(DocumentLost("output", reason), worn=True))


def _read(job: Job, extract: Extract, limits: Limits) -> Extraction | DocumentLost:
    """The extraction, or what went wrong: a fault of ours in one document must not end the run."""
    try:
        return extract(job)
    except KonzeptError as error:
        return DocumentLost("fault", str(error))
    except OSError as error:
        return DocumentLost("fault", f"the file cannot be read ({error.strerror})")
    except MemoryError:
        return _too_much(limits)
    except Exception as error:  # the rim of the process: any other fault must be told, not end the run
        place = traceback.extract_tb(error.__traceback__)[-1]
        where = f"{Path(place.filename).name}, line {place.lineno}"
        reason = f"a fault in the program ({type(error).__name__}: {error}; {where}); please report it"
        return DocumentLost("fault", reason)


def _too_long(than: str) -> DocumentLost:
    return DocumentLost("timeout", f"took longer than {than}; if it is in order, raise KONZEPT_DOCUMENT_TIMEOUT")


def _too_much(limits: Limits) -> DocumentLost:
    reason = f"needed more than {limits.memory_mb} MB; if it is in order, raise KONZEPT_DOCUMENT_MEMORY"
    return DocumentLost("memory", reason)


def _death(exitcode: int | None, limits: Limits) -> DocumentLost:
    """Why a process ended that nobody here ended."""
    if exitcode is None or exitcode >= 0:
        return DocumentLost("crash", f"the reading process died (exit code {exitcode}); look at the file")
    cause = signal.Signals(-exitcode)
    died = f"the reading process died ({cause.name})"
    match cause:
        case signal.SIGXCPU:
            return _too_long("any document may compute")
        case signal.SIGKILL:
            cure = "most likely the machine ran out of memory: lower KONZEPT_WORKERS"
            return DocumentLost("killed", f"{died}; {cure}")
        case signal.SIGABRT | signal.SIGTRAP | signal.SIGILL:  # how native code ends when it is refused memory
            return DocumentLost("crash", f"{died}, perhaps because it needed more than {limits.memory_mb} MB")
    return DocumentLost("crash", f"{died}; the file is damaged or hostile: look at it, and fetch it again")


def quarantined(job: Job, reason: str) -> Extraction:
    """The extraction of a document whose reading was not finished: its row, and an issue with the reason."""
    given = job.given
    sha256, byte_size = _measured(job.path)
    document = Document(
        document_id=given.document_id,
        concept_id=given.concept_id or None,
        edition_id=given.edition_id or None,
        kind=given.kind or "other",
        title=given.title or None,
        source_url=given.source_url or None,
        retrieved_at=given.retrieved_at or None,
        sha256=sha256,
        byte_size=byte_size,
        status="quarantined",
        error=reason,
    )
    issue = Issue(
        document_id=given.document_id,
        severity="error",
        kind="quarantined",
        what=f"the document could not be read: {reason}",
        hint="look at the PDF, and fetch it again or add it by hand",
    )
    return Extraction(document=document, issues=(issue,))


def _measured(path: Path) -> tuple[str, int]:
    """Hash and size of a file that may be too large to be held in memory; those of nothing when there is no file."""
    if not path.is_file():
        return hashlib.sha256().hexdigest(), 0
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest(), path.stat().st_size
