"""Workers: processes that read documents, so that a document can only harm itself.

A PDF may crash a native library, eat all memory or never end. Each worker reads one document at a time in a process of
its own. When it dies or exceeds its time, that document is lost (DocumentLost), the worker is replaced, and the run
goes on.
"""

import hashlib
import logging
import multiprocessing
import multiprocessing.context
import queue
import signal
import threading
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Self

from flows.recognition import find_recogniser
from schemas.catalogue import KnownField
from schemas.documents import Document, Given, Issue
from schemas.errors import KonzeptError, UnreadableDocument
from schemas.extraction import Extraction

PRELOADED = ["__main__", "extractors.document"]
"""Imported once by the fork server, so that a new worker starts in milliseconds."""


class DocumentLost(UnreadableDocument):
    """The worker died or took too long; the document itself may be in order."""


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


def extract_job(job: Job) -> Extraction:
    """Read the document of a job in this process."""
    # Imported here, where the work is done: the libraries behind it take seconds to load.
    from extractors.document import extract_document

    recogniser = find_recogniser(job.cache / "ocr" if job.cache else None)
    return extract_document(job.path.read_bytes(), job.given, job.fields, job.language_model, recogniser)


class Workers:
    """A few worker processes; may be asked from as many threads as there are workers, or more."""

    def __init__(self, count: int, timeout_s: float, extract: Extract = extract_job) -> None:
        self._timeout_s = timeout_s
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
        """Read the document in a worker; DocumentLost if the worker did not live to tell."""
        with self._worker() as worker:
            return worker.ask(job, self._timeout_s)

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
        worker = _Worker(self._extract)
        with self._lock:
            self._started = [other for other in self._started if other.is_alive] + [worker]
        return worker


class _Worker:
    """One process and the line to it."""

    def __init__(self, extract: Extract) -> None:
        context = _context()
        self._line, far_end = context.Pipe()
        self._process = context.Process(target=_work, args=(far_end, extract), daemon=True)
        self._process.start()
        far_end.close()

    @property
    def is_alive(self) -> bool:
        return self._process.is_alive()

    def ask(self, job: Job, timeout_s: float) -> Extraction:
        try:
            self._line.send(job)
            if not self._line.poll(timeout_s):
                raise DocumentLost("timeout", f"given up after {timeout_s:g} seconds")
            answer = self._line.recv()
        except (EOFError, OSError) as error:
            self._process.join(timeout=1)
            raise DocumentLost("crash", f"the reading process died ({_cause(self._process.exitcode)})") from error
        if isinstance(answer, Extraction):
            return answer
        raise DocumentLost("fault", str(answer))

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


def _work(line: Connection, extract: Extract) -> None:
    """Answer jobs until the line is closed. Ctrl-C is the main process's to handle."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    logging.disable(logging.WARNING)
    while True:
        try:
            job = line.recv()
        except EOFError:
            return
        line.send(_answer(job, extract))


def _answer(job: Job, extract: Extract) -> Extraction | str:
    """The extraction, or what went wrong: a fault of ours in one document must not end the run."""
    try:
        return extract(job)
    except KonzeptError as error:
        return str(error)
    except OSError as error:
        return f"the file cannot be read ({error.strerror})"
    except MemoryError:
        return "not enough memory"
    except Exception as error:  # the rim of the process: any other fault must be told, not end the run
        place = traceback.extract_tb(error.__traceback__)[-1]
        where = f"{Path(place.filename).name}, line {place.lineno}"
        return f"a fault in the program ({type(error).__name__}: {error}; {where}); please report it"


def _cause(exitcode: int | None) -> str:
    if exitcode is not None and exitcode < 0:
        return signal.strsignal(-exitcode) or f"signal {-exitcode}"
    return f"exit code {exitcode}"


def quarantined(job: Job, reason: str) -> Extraction:
    """The extraction of a document whose reading was not finished: its row, and an issue with the reason."""
    given = job.given
    content = job.path.read_bytes() if job.path.is_file() else b""
    document = Document(
        document_id=given.document_id,
        concept_id=given.concept_id or None,
        edition_id=given.edition_id or None,
        kind=given.kind or "other",
        title=given.title or None,
        source_url=given.source_url or None,
        retrieved_at=given.retrieved_at or None,
        sha256=hashlib.sha256(content).hexdigest(),
        byte_size=len(content),
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
