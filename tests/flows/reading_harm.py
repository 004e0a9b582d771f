"""What may stop a reading at one of its steps: doubles of it, and programs that it starts, for `test_workers.py`."""

import os
import signal
import subprocess
import sys
import threading
from pathlib import Path

from extractors.pdf.steps import COMPARE, READ, Told
from flows.jobs import UNDERSTAND, Job
from flows.limits import Limits
from flows.workers import Workers
from schemas.documents import Document, Given
from schemas.extraction import Extraction

SLEEPER = (sys.executable, "-c", "import time; time.sleep(600)")


def stand_still() -> None:
    threading.Event().wait()


def crash() -> None:
    os.kill(os.getpid(), signal.SIGSEGV)


HARMS = {"hang": stand_still, "crash": crash}


def read_harmed(job: Job, told: Told) -> Extraction:
    """Read five pages; the title says where what happens, e.g. `hang compare` or `crash 3 4`."""
    harm, *places = job.given.title.split()
    left_out = {number for number, _ in job.avoided.pages}
    for number in range(1, 6):
        if number not in left_out:
            told(READ, number)
            if str(number) in places:
                HARMS[harm]()
    if not job.avoided.second_engine:
        told(COMPARE, 0)
        if "compare" in places:
            HARMS[harm]()
    told(UNDERSTAND, 0)
    if "understand" in places:
        HARMS[harm]()
    error = "; ".join(why for _, why in job.avoided.pages)
    document = Document(document_id=str(os.getpid()), sha256="", byte_size=0, error=error or None)
    return Extraction(document=document)


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
