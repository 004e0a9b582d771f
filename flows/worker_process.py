"""The process of a worker: answers jobs within its limits until nobody asks any more.

It leads a group of processes of its own, so that the programs it starts end with it, and it ends with the process that
asks, however that one ended: nothing goes on reading for nobody.
"""

import logging
import multiprocessing
import os
import pickle
import signal
import threading
import traceback
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from extractors.pdf.steps import Told
from flows.jobs import DocumentLost, Job, count_job_pages
from flows.limits import MB, Limits, collect_garbage_seldom, is_worn, limit_next_document, limit_process
from schemas.errors import KonzeptError

Act = Callable[[Job, Told], Any]
"""(job, who hears of its steps) → what is wanted of the document; both go from process to process."""

ORPHANED_AFTER = 4
"""A process that nobody could end ends itself after it has computed for so many times what its document may take."""


@dataclass(frozen=True, slots=True)
class Begun:
    """A step that is being taken."""

    step: str
    page: int = 0
    """Counted from 1; 0: it is about the whole document."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a worker tells of its document, and whether it should be replaced before the next one."""

    result: Any
    """What was wanted, or DocumentLost."""

    worn: bool


def answer_jobs(line: Connection, act: Act, limits: Limits) -> None:
    """Answer jobs until the line is closed. Ctrl-C is for the process that asks."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _end_with_who_asks()
    logging.disable(logging.WARNING)
    _fall_silent()
    limit_process(limits)
    collect_garbage_seldom()

    def tell(step: str, page: int) -> None:
        line.send(Begun(step, page))

    with suppress(EOFError, BrokenPipeError):
        while True:
            job = line.recv()
            limit_next_document(limits.seconds(0) * ORPHANED_AFTER)
            pages = count_job_pages(job)
            limit_next_document(limits.seconds(pages) * ORPHANED_AFTER)
            line.send(pages)
            line.send_bytes(_answer(job, act, limits, tell))


def _end_with_who_asks() -> None:
    """Lead a group of processes, and end all of it when the process that asks is gone."""
    asking = multiprocessing.parent_process()
    if asking is None or not hasattr(os, "setsid"):
        return
    os.setsid()

    def wait() -> None:
        asking.join()
        os.killpg(0, signal.SIGKILL)

    threading.Thread(target=wait, name="ends with who asks", daemon=True).start()


def _fall_silent() -> None:
    """Say nothing on the terminal: what libraries print when they die is not for users, who are told why."""
    with open(os.devnull, "wb") as nowhere:
        os.dup2(nowhere.fileno(), 2)


def _answer(job: Job, act: Act, limits: Limits, told: Told) -> bytes:
    """The answer as it goes over the line, within the limit of its size."""
    try:
        answer = pickle.dumps(Answer(_done(job, act, limits, told), is_worn(limits)))
    except MemoryError:
        return pickle.dumps(Answer(_too_much(limits), worn=True))
    if len(answer) <= limits.output_mb * MB:
        return answer
    reason = f"gives more than {limits.output_mb} MB of rows, which no council writes; look at the file"
    return pickle.dumps(Answer(DocumentLost("output", reason), worn=True))


def _done(job: Job, act: Act, limits: Limits, told: Told) -> Any:
    """What was wanted, or what went wrong: a fault of ours in one document must not end the run."""
    try:
        return act(job, told)
    except KonzeptError as error:
        return DocumentLost("foreseen", str(error))
    except OSError as error:
        return DocumentLost("foreseen", f"the file cannot be read ({error.strerror})")
    except MemoryError:
        return _too_much(limits)
    except Exception as error:  # the rim of the process: any other fault must be told, not end the run
        place = traceback.extract_tb(error.__traceback__)[-1]
        where = f"{Path(place.filename).name}, line {place.lineno}"
        reason = f"a fault in the program ({type(error).__name__}: {error}; {where}); please report it"
        return DocumentLost("fault", reason)


def _too_much(limits: Limits) -> DocumentLost:
    reason = f"needed more than {limits.memory_mb} MB; if it is in order, raise KONZEPT_DOCUMENT_MEMORY"
    return DocumentLost("memory", reason)
