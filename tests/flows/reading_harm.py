"""What may stop a reading at one of its steps: doubles of it, and programs that it starts, for `test_workers.py`."""

import os
import signal
import subprocess
import sys
import threading
from pathlib import Path

from extractors.pdf.steps import ALL_PAGES, COMPARE, DRAW, READ, UNDERSTAND, Told
from flows.jobs import Job
from flows.limits import Limits
from flows.workers import Workers
from schemas.documents import Document, Given
from schemas.extraction import Extraction

SLEEPER = (sys.executable, "-c", "import time; time.sleep(600)")


def stand_still() -> None:
    threading.Event().wait()


def crash() -> None:
    os.kill(os.getpid(), signal.SIGSEGV)


def stumble() -> None:
    raise ValueError("unforeseen")


HARMS = {"hang": stand_still, "crash": crash, "stumble": stumble}


def read_harmed(job: Job, told: Told) -> Extraction:
    """Read and draw five pages; the title says where what happens, e.g. `hang compare`, `crash 3 4`, `crash draw2`."""
    harm, *places = job.given.title.split()
    avoided = job.avoided

    def take(step: str, page: int, place: str) -> None:
        told(step, page)
        if place in places:
            HARMS[harm]()

    for number in {*range(1, 6)} - set(dict(avoided.pages)):
        take(READ, number, str(number))
    if not avoided.second_engine:
        take(COMPARE, 0, "compare")
    not_drawn = set(dict(avoided.pictures))
    for number in () if ALL_PAGES in not_drawn else {*range(1, 6)} - not_drawn:
        take(DRAW, number, f"draw{number}")
    if not avoided.rows:
        take(UNDERSTAND, 0, "understand")
    left_out = (*(why for _, why in (*avoided.pages, *avoided.pictures)), avoided.rows)
    error = "; ".join(filter(None, left_out)) or None
    return Extraction(document=Document(document_id=str(os.getpid()), sha256="", byte_size=0, error=error))


def advance_slowly(job: Job, told: Told) -> Extraction:
    """Take many steps, each a good part of the time that a step may take."""
    for number in range(1, 11):
        told(READ, number)
        threading.Event().wait(0.2)
    return Extraction(document=Document(document_id="slow", sha256="", byte_size=0))


def start_a_program(job: Job, _told: Told) -> Extraction:
    """Start a program as text recognition does, write its number down, and hang or crash."""
    program = subprocess.Popen(SLEEPER)
    Path(job.given.title).write_text(f"{os.getpid()} {program.pid}", encoding="ascii")
    HARMS[job.given.kind]()
    raise AssertionError("was not harmed")


if __name__ == "__main__":  # a run that is killed while its worker waits for a program
    given = Given(document_id="0", title=sys.argv[1], kind="hang")
    with Workers(1, Limits(), start_a_program) as workers:
        workers.extract(Job(Path("a.pdf"), given))
