"""Workers: processes that read documents, so that a document can only harm itself.

A PDF may crash a native library, eat all memory or never end. Each worker reads one document at a time in a process of
its own, within the limits of `flows/limits.py`. When it dies or exceeds them, the worker is replaced, and another one
reads the document without what it was at (a page, a picture, the second opinion, at last all rows), if that can be left
out. Otherwise the document is lost (DocumentLost says why), and the run goes on.

    asks ── job ──▶ worker          The number of pages comes first, because the time that the reading
         ◀─ number of pages ─       may take is counted from it. Each step has a time of its own, so that
         ◀─ steps … ─────────       a reading that stands still ends long before all time is over.
         ◀─ rows, or why not ─
"""

import multiprocessing
import multiprocessing.context
import os
import queue
import signal
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from typing import Any, Generic, Self, TypeVar

from extractors.pdf.steps import ALL_PAGES, COMPARE, DRAW, GIVEN_UP, READ, RECOGNISE, SURVEY, UNDERSTAND, Avoided
from flows.interrupts import start_deaf
from flows.jobs import DocumentLost, Extract, Job, extract_job
from flows.limits import Limits
from flows.worker_process import Act, Answer, Begun, answer_jobs
from schemas.extraction import Extraction

PRELOADED = ["__main__", "extractors.document"]
"""Imported once by the fork server, so that a new worker starts in milliseconds."""

MOST_LEFT_OUT = 3
"""A document with more pages that end a reading is given up; of one with more such pictures none is looked at."""

LAST_WORDS_S = 10
"""How long a process that hung up may take to end."""


T = TypeVar("T")


class Pool(Generic[T]):
    """A few worker processes; may be asked from as many threads as there are workers, or more."""

    def __init__(self, count: int, limits: Limits, act: Act) -> None:
        self._limits = limits
        self._act = act
        self._idle: queue.SimpleQueue[_Worker | None] = queue.SimpleQueue()
        self._started: set[_Worker] = set()
        self._lock = threading.Lock()
        self._over = False
        for _ in range(count):
            self._idle.put(None)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        for worker in list(self._started):
            self._end(worker)

    def give_up(self) -> None:
        """End whatever is being read, and read nothing more: who waits is told that the document was lost."""
        with self._lock:
            self._over = True
            for worker in self._started:
                worker.kill()

    @contextmanager
    def given_up_early(self) -> Iterator[None]:
        """Give up when the block is left before its end (Ctrl-C): whoever waits for the threads would wait for all."""
        try:
            yield
        except BaseException:
            self.give_up()
            raise

    def extract(self, job: Job) -> T:
        """Read the document; DocumentLost if no worker lived to tell, or a limit was exceeded."""
        return self.read(job)[0]

    def read(self, job: Job) -> tuple[T, Avoided]:
        """As `extract`, with what had to be left out: under other limits it may be read."""
        found, at = self._try(job)
        if not isinstance(found, DocumentLost):
            return found, job.avoided
        milder = _without(job, at, found)
        if milder is None:
            raise found
        return self.read(milder)

    def _try(self, job: Job) -> tuple[T | DocumentLost, "Begun | None"]:
        """What a worker tells of the document, and the step it was at."""
        worker = self._idle.get()
        is_fit = False
        try:
            worker = self._fit(worker)
            answer = None if self._over else worker.ask(job)
            if answer is None or self._over:
                return DocumentLost("ended", "the run was ended before it was read"), None
            is_fit = not answer.worn
            return answer.result, worker.at
        finally:  # also after Ctrl-C: an answer may still be on the line, and nobody waits for it
            if worker and not is_fit:
                self._end(worker)
            self._idle.put(worker if is_fit else None)

    def _fit(self, worker: "_Worker | None") -> "_Worker":
        """The worker, or a new one when there is none yet or the machine has ended it while it waited."""
        if worker and worker.is_alive:
            return worker
        if worker:
            self._end(worker)
        new = _Worker(self._act, self._limits)
        with self._lock:
            self._started.add(new)
        return new

    def _end(self, worker: "_Worker") -> None:
        worker.stop()
        with self._lock:
            self._started.discard(worker)


class Workers(Pool[Extraction]):
    """Worker processes that make rows of documents."""

    def __init__(self, count: int, limits: Limits, extract: Extract = extract_job) -> None:
        super().__init__(count, limits, extract)


def _without(job: Job, at: Begun | None, loss: DocumentLost) -> Job | None:
    """The job without what the reading was at when it ended; None where that cannot be left out."""
    milder = _milder(job.avoided, at, loss) if at and loss.kind in AVOIDABLE else None
    return replace(job, avoided=milder) if milder else None


AVOIDABLE = ("timeout", "memory", "crash", "fault")
"""Losses that a step has caused; when all time is over, it may be any."""


def _milder(avoided: Avoided, at: Begun, loss: DocumentLost) -> Avoided | None:
    """What the next try leaves out. Each is left out once only, so that there is a last try."""
    why = GIVEN_UP + loss.reason
    match at.step:
        case step if step in (SURVEY, COMPARE) and not avoided.second_engine:
            return replace(avoided, second_engine=True)
        case step if step == READ and len(avoided.pages) < MOST_LEFT_OUT:
            return replace(avoided, pages=(*avoided.pages, (at.page, why)))
        case step if step in (DRAW, RECOGNISE) and len(avoided.pictures) <= MOST_LEFT_OUT:
            is_last = len(avoided.pictures) == MOST_LEFT_OUT
            return replace(avoided, pictures=(*avoided.pictures, (ALL_PAGES if is_last else at.page, why)))
        case step if step == UNDERSTAND and not avoided.rows:
            return replace(avoided, rows=loss.reason)
    return None


class _Worker:
    """One process and the line to it."""

    def __init__(self, act: Act, limits: Limits) -> None:
        context = _context()
        self._limits = limits
        self._line, far_end = context.Pipe()
        self._process = context.Process(target=answer_jobs, args=(far_end, act, limits), daemon=True)
        start_deaf(self._process)
        far_end.close()
        self.at: Begun | None = None
        """The step that was told last."""

    @property
    def is_alive(self) -> bool:
        return self._process.is_alive()

    def ask(self, job: Job) -> Answer:
        """Hand over a document and wait for what is told of it, or for what becomes of the process."""
        self.at = None
        try:
            self._line.send(job)
            opening_s = self._limits.seconds(0)
            pages: int = self._hear(opening_s, _too_long(opening_s))
            return self._listen(pages)
        except (EOFError, OSError):
            self._process.join(LAST_WORDS_S)
            return Answer(_death(self._process.exitcode, self._limits), worn=True)
        except DocumentLost as loss:
            return Answer(loss, worn=True)

    def _listen(self, pages: int) -> Answer:
        """Hear of one step after the other, until the answer comes."""
        whole_s = self._limits.seconds(pages)
        ends = time.monotonic() + whole_s
        heard: Answer | Begun = Begun("begin")
        while isinstance(heard, Begun):
            self.at = heard
            step_s = self._limits.step_seconds(0 if heard.page else pages, is_needed=heard.step != COMPARE)
            left_s = max(0.0, ends - time.monotonic())
            if step_s < left_s:
                heard = self._hear(step_s, _stands_still(heard, step_s))
            else:
                heard = self._hear(left_s, _too_long(whole_s))
        return heard

    def _hear(self, seconds: float, otherwise: DocumentLost) -> Any:
        if not self._line.poll(seconds):
            raise otherwise
        return self._line.recv()

    def kill(self) -> None:
        """End the process, and the programs it has started."""
        if self._process.pid and hasattr(os, "killpg"):
            with suppress(ProcessLookupError):  # it has not yet come so far as to lead a group, or all of it is gone
                os.killpg(self._process.pid, signal.SIGKILL)
        self._process.kill()

    def stop(self) -> None:
        """End the process and the line to it."""
        self.kill()
        self._process.join()
        self._line.close()


def _context() -> multiprocessing.context.ForkServerContext | multiprocessing.context.SpawnContext:
    """Processes that inherit nothing of this one (its threads and locks would come along); forked where possible."""
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(PRELOADED)
    return context


RAISE = "if it is in order, raise KONZEPT_DOCUMENT_TIMEOUT"
DOING = {
    READ: "reading page {page}",
    DRAW: "drawing page {page}",
    RECOGNISE: "recognising the text of page {page}",
    UNDERSTAND: "making rows of what was read",
}


def _too_long(seconds: float) -> DocumentLost:
    return DocumentLost("late", f"took longer than {seconds:g} seconds; {RAISE}")


def _stands_still(at: Begun, seconds: float) -> DocumentLost:
    doing = DOING.get(at.step, "one step").format(page=at.page)
    cure = "if it is in order, raise KONZEPT_STEP_TIMEOUT"
    return DocumentLost("timeout", f"took longer than {seconds:g} seconds for {doing}; {cure}")


def _death(exitcode: int | None, limits: Limits) -> DocumentLost:
    """Why a process ended that nobody here ended."""
    if exitcode is None or exitcode >= 0:
        return DocumentLost("crash", f"the reading process died (exit code {exitcode}); look at the file")
    cause = signal.Signals(-exitcode)
    died = f"the reading process died ({cause.name})"
    match cause:
        case signal.SIGXCPU:
            return DocumentLost("late", f"computed longer than any document may; {RAISE}")
        case signal.SIGKILL:
            cure = "most likely the machine ran out of memory: lower KONZEPT_WORKERS"
            return DocumentLost("killed", f"{died}; {cure}")
        case signal.SIGABRT | signal.SIGTRAP | signal.SIGILL:  # how native code ends when it is refused memory
            return DocumentLost("crash", f"{died}, perhaps because it needed more than {limits.memory_mb} MB")
    return DocumentLost("crash", f"{died}; the file is damaged or hostile: look at it, and fetch it again")
