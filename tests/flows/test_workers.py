"""Workers: a document that crashes, hangs, eats all memory or confuses us harms itself only.

Every case is a real process that does what a hostile document makes a library do.
"""

import ctypes
import dataclasses
import gc
import itertools
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

import pytest

from extractors.pdf.steps import GIVEN_UP, Told
from flows.jobs import DocumentLost, Job, quarantined
from flows.limits import Limits
from flows.reading import errand_for, known
from flows.reading import read as keep_reading
from flows.settings import Settings
from flows.stores.depot import Results
from flows.workers import Workers
from schemas.documents import Document, Given, Issue
from schemas.errors import UnreadableDocument
from schemas.extraction import Extraction
from tests.flows.reading_harm import HARMS, advance_slowly, read_harmed, start_a_program
from tests.flows.toy import write_pdf
from tests.pdf_files import Text, pdf

NORMAL = Limits()
HASTY = Limits(document_s=0.5, page_s=0)
SMALL = Limits(memory_mb=400, output_mb=1)
STEPPING = Limits(document_s=60, step_s=1)

RAISE = "if it is in order, raise KONZEPT_STEP_TIMEOUT"
DIED = "the reading process died (SIGSEGV); the file is damaged or hostile: look at it, and fetch it again"


def stumble() -> None:
    raise ValueError("unforeseen")


def dig() -> None:
    dig()


def refuse() -> None:
    raise UnreadableDocument("empty", "is empty")


def hoard() -> None:
    assert [bytes(100_000) for _ in itertools.count()]


def ask_for_memory() -> None:
    if not ctypes.CDLL(None).malloc(ctypes.c_size_t(1 << 29)):
        os.abort()


def write_to_a_full_disk() -> None:
    with open("/dev/full", "wb") as disk:
        disk.write(b"x")


DEEDS: Mapping[str, Callable[[], object]] = {
    "leave": partial(os._exit, 3),
    "read where nothing is": partial(ctypes.string_at, 0),
    "hang in Python": lambda: threading.Event().wait(),
    "compute for ever": lambda: sum(itertools.repeat(0)),
    "hang in native code": lambda: ctypes.PyDLL(None).pause(),  # keeps the interpreter's lock: no thread can move
    "stumble": stumble,
    "dig for ever": dig,
    "refuse": refuse,
    "vanish": Path("gibt-es-nicht.pdf").read_bytes,
    "fill memory bit by bit": hoard,
    "fill memory at once": partial(bytes, 1 << 40),
    "fill memory in native code": ask_for_memory,
    "fill the disk": write_to_a_full_disk,
    "use much": lambda: b"x" * (400 << 20),
}
"""What a document makes its process do."""

ROWS = {"endless rows": itertools.count(), "many rows": range(100_000)}


def act(job: Job, _told: Told) -> Extraction:
    """Do in the worker what the document is called."""
    title = job.given.title
    if title.startswith("SIG"):
        os.kill(os.getpid(), signal.Signals[title])
    if title in DEEDS:
        DEEDS[title]()
    issues = tuple(note(f"row {n}" * 10) for n in ROWS.get(title, ()))
    return Extraction(document=Document(document_id=str(os.getpid()), sha256="", byte_size=0), issues=issues)


def note(what: str) -> Issue:
    return Issue(severity="notice", kind="row", what=what)


def job(title: str, path: Path = Path("a.pdf")) -> Job:
    return Job(path, Given(document_id="abc", title=title, source_url="a.pdf"))


LOSSES: dict[str, tuple[Limits, str, str]] = {
    "SIGKILL": (NORMAL, "killed", r"died \(SIGKILL\); most likely the machine ran out of memory"),
    "SIGSEGV": (NORMAL, "crash", r"the reading process died \(SIGSEGV\)"),
    "SIGABRT": (NORMAL, "crash", r"died \(SIGABRT\), perhaps because it needed more than 1500 MB"),
    "SIGXCPU": (NORMAL, "late", "computed longer than any document may"),
    "leave": (NORMAL, "crash", "exit code 3"),
    "read where nothing is": (NORMAL, "crash", r"the reading process died \(SIGSEGV\)"),
    "stumble": (NORMAL, "fault", r"a fault in the program \(ValueError: unforeseen; test_workers.py, line \d+\)"),
    "dig for ever": (NORMAL, "fault", r"a fault in the program \(RecursionError"),
    "refuse": (NORMAL, "foreseen", "is empty"),
    "vanish": (NORMAL, "foreseen", "cannot be read"),
    "fill the disk": (NORMAL, "foreseen", "cannot be read"),
    "hang in Python": (HASTY, "late", r"took longer than 0\.5 seconds; .*KONZEPT_DOCUMENT_TIMEOUT"),
    "hang in native code": (HASTY, "late", r"took longer than 0\.5 seconds"),
    "compute for ever": (HASTY, "late", r"took longer than 0\.5 seconds"),
    "fill memory bit by bit": (SMALL, "memory", "needed more than 400 MB"),
    "fill memory at once": (NORMAL, "memory", "needed more than 1500 MB"),
    "fill memory in native code": (SMALL, "crash", r"SIGABRT\), perhaps because it needed more than 400 MB"),
    "endless rows": (SMALL, "memory", "needed more than 400 MB"),
    "many rows": (SMALL, "output", "gives more than 1 MB of rows"),
}
"""What a document makes its process do → under which limits, and the kind and words of the loss."""


@pytest.mark.parametrize("title", LOSSES)
def test_a_lost_document_is_named_and_does_not_stop_the_others(title: str) -> None:
    limits, kind, reason = LOSSES[title]
    with Workers(1, limits, act) as workers:
        with pytest.raises(DocumentLost, match=reason) as lost:
            workers.extract(job(title))
        assert lost.value.kind == kind
        with_time = Workers(1, dataclasses.replace(limits, document_s=60), act) if limits is HASTY else workers
        with with_time:
            assert with_time.extract(job("good")).document.status == "ok"


def test_the_same_worker_is_replaced_after_a_hang() -> None:
    with Workers(1, Limits(document_s=2, page_s=0), act) as workers:
        before = workers.extract(job("good")).document.document_id
        with pytest.raises(DocumentLost, match="took longer than 2 seconds"):
            workers.extract(job("hang in native code"))
        assert workers.extract(job("good")).document.document_id != before


def test_a_document_gets_time_for_each_page(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(pdf([[Text("Blatt", 70, 80)]] * 5))
    limits = Limits(document_s=4, page_s=0.1)  # a busy machine needs its time to count the pages
    with Workers(1, limits, act) as workers, pytest.raises(DocumentLost, match=r"took longer than 4\.5 seconds"):
        workers.extract(job("hang in Python", tmp_path / "a.pdf"))


@pytest.mark.parametrize(("pages", "seconds"), [(0, 60), (1, 80), (300, 6060), (1_000_000, 10800)])
def test_time_grows_with_pages_but_not_without_end(pages: int, seconds: float) -> None:
    assert Limits(document_s=60, page_s=20).seconds(pages) == seconds


def test_a_worker_that_held_much_memory_is_replaced() -> None:
    with Workers(1, Limits(memory_mb=900), act) as workers:
        first = workers.extract(job("use much")).document.document_id
        assert workers.extract(job("good")).document.document_id != first


def test_many_documents_share_few_workers() -> None:
    titles = ["good", "SIGKILL", "good", "leave", "good", "good"]
    with Workers(2, NORMAL, act) as workers, ThreadPoolExecutor(6) as threads:
        futures = [threads.submit(workers.extract, job(title)) for title in titles]
        lost = [isinstance(future.exception(), DocumentLost) for future in futures]
    assert lost == [title != "good" for title in titles]


def test_a_worker_reads_one_document_after_the_other() -> None:
    with Workers(1, NORMAL, act) as workers:
        assert workers.extract(job("good")) == workers.extract(job("good"))


def test_a_refused_document_costs_no_worker() -> None:
    with Workers(1, NORMAL, act) as workers:
        before = workers.extract(job("good"))
        with pytest.raises(DocumentLost, match="is empty"):
            workers.extract(job("refuse"))
        assert workers.extract(job("good")) == before


LOSS = DocumentLost("killed", "the reading process died (SIGKILL)")


def test_a_quarantined_document_says_why(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(b"%PDF")
    extraction = quarantined(job("K", tmp_path / "a.pdf"), LOSS)
    assert extraction.document.status == "quarantined"
    assert extraction.document.byte_size == 4
    assert extraction.document.error == "the reading process died (SIGKILL)"
    assert "SIGKILL" in extraction.issues[0].what
    assert extraction.issues[0].hint == "read it again: nothing is known against the file"


def test_a_quarantined_document_may_be_gone() -> None:
    assert quarantined(job("K", Path("gibt-es-nicht.pdf")), LOSS).document.byte_size == 0


# Steps


def read(title: str, limits: Limits = STEPPING) -> Extraction:
    with Workers(1, limits, read_harmed) as workers:
        return workers.extract(job(title))


def test_a_document_that_does_not_advance_is_given_up_long_before_all_time_is_over() -> None:
    with Workers(1, STEPPING, act) as workers:
        with pytest.raises(DocumentLost, match=r"took longer than 1\.5 seconds for one step; .*STEP_TIMEOUT") as lost:
            workers.extract(job("hang in Python"))
    assert lost.value.kind == "timeout"


def test_a_slow_document_that_advances_is_read() -> None:
    with Workers(1, STEPPING, advance_slowly) as workers:
        assert workers.extract(job("slow")).document.document_id == "slow"


def test_all_steps_together_have_an_end() -> None:
    with Workers(1, Limits(document_s=1, page_s=0), advance_slowly) as workers:
        with pytest.raises(DocumentLost, match=r"took longer than 1 seconds; .*KONZEPT_DOCUMENT_TIMEOUT"):
            workers.extract(job("slow"))


@pytest.mark.parametrize("harm", HARMS)
def test_what_stops_the_second_opinion_costs_only_that(harm: str) -> None:
    assert read(f"{harm} compare").document.error is None


@pytest.mark.parametrize(
    ("title", "why"),
    [
        ("hang 3", [f"{GIVEN_UP}took longer than 1 seconds for reading page 3; {RAISE}"]),
        ("crash 5", [f"{GIVEN_UP}{DIED}"]),
        ("crash 1 2 5", [f"{GIVEN_UP}{DIED}"] * 3),
        ("hang draw2", [f"{GIVEN_UP}took longer than 1 seconds for drawing page 2; {RAISE}"]),
        ("crash draw1 draw2 draw3 draw4 draw5", [f"{GIVEN_UP}{DIED}"] * 4),
        ("hang understand", [f"took longer than 1.5 seconds for making rows of what was read; {RAISE}"]),
        ("crash understand", [DIED]),
        ("crash compare 2 draw3 understand", [f"{GIVEN_UP}{DIED}", f"{GIVEN_UP}{DIED}", DIED]),
    ],
)
def test_what_stops_the_reading_is_left_out(title: str, why: Sequence[str]) -> None:
    assert read(title).document.error == "; ".join(why)


@pytest.mark.parametrize("place", ["3", "draw3", "understand"])
def test_a_fault_of_the_program_costs_what_it_was_at(place: str) -> None:
    assert "a fault in the program (ValueError: unforeseen" in (read(f"stumble {place}").document.error or "")


def test_a_document_of_many_such_pages_is_given_up() -> None:
    with pytest.raises(DocumentLost, match=r"died \(SIGSEGV\)"):
        read("crash 1 2 3 4 5")


def test_a_step_of_the_whole_document_gets_time_for_its_pages() -> None:
    assert Limits().step_seconds(0) == 150
    assert Limits().step_seconds(500) == 400
    assert Limits().step_seconds(0, is_needed=False) == 60


# Nothing is left behind


def is_gone(pid: int) -> bool:
    """Whether a process has ended, within a time that no test should need."""
    for _ in range(600):
        status = Path(f"/proc/{pid}/status")
        try:
            if "State:\tZ" in status.read_text(encoding="ascii"):  # ended; its parent has not looked yet
                return True
        except (FileNotFoundError, ProcessLookupError):
            return True
        threading.Event().wait(0.05)
    return False


needs_proc = pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="asks /proc for processes")


@needs_proc
@pytest.mark.parametrize("harm", ["hang", "crash"])
def test_a_program_that_a_worker_has_started_ends_with_it(harm: str, tmp_path: Path) -> None:
    noted = tmp_path / "pids"
    started = Job(Path("a.pdf"), Given(document_id="0", title=str(noted), kind=harm))
    with Workers(1, Limits(document_s=2, page_s=0), start_a_program) as workers, pytest.raises(DocumentLost):
        workers.extract(started)
    worker, program = map(int, noted.read_text(encoding="ascii").split())
    assert is_gone(worker)
    assert is_gone(program)


@needs_proc
def test_workers_and_their_programs_end_with_a_run_that_is_killed(tmp_path: Path) -> None:
    noted = tmp_path / "pids"
    with subprocess.Popen([sys.executable, "-m", "tests.flows.reading_harm", str(noted)]) as run:
        while not (noted.exists() and len(noted.read_text(encoding="ascii").split()) == 2):
            assert run.poll() is None
            threading.Event().wait(0.05)
        run.kill()
    worker, program = map(int, noted.read_text(encoding="ascii").split())
    assert is_gone(worker)
    assert is_gone(program)


@needs_proc
def test_ctrl_c_ends_a_run_with_its_workers_and_what_was_written_before_stands(tmp_path: Path) -> None:
    noted, before = tmp_path / "a.pid", tmp_path / "out" / "a" / "document.json"
    write_pdf(tmp_path / "a.pdf", ["A1 Sprachkurse"])
    before.parent.mkdir(parents=True)
    before.write_bytes(b"{}")
    command = [sys.executable, "-m", "tests.flows.interrupted", str(tmp_path / "a.pdf"), str(tmp_path / "out")]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True, start_new_session=True) as run:
        while not (noted.exists() and noted.read_text(encoding="ascii")):
            assert run.poll() is None
            threading.Event().wait(0.05)
        os.killpg(run.pid, signal.SIGINT)  # as a terminal does
        told = run.communicate()[1]
    assert (run.returncode, told.startswith("Ended by Ctrl-C."), told.count("\n")) == (130, True, 1)
    assert is_gone(int(noted.read_text(encoding="ascii")))
    assert before.read_bytes() == b"{}"


def test_a_worker_that_the_machine_ended_while_it_waited_costs_no_document() -> None:
    with Workers(1, NORMAL, act) as workers:
        first = workers.extract(job("good")).document.document_id
        [waiting] = workers._started
        os.kill(int(first), signal.SIGKILL)
        while waiting.is_alive:
            threading.Event().wait(0.01)
        assert workers.extract(job("good")).document.document_id != first


def test_no_line_to_a_worker_stays_open() -> None:
    def count_lines() -> int:
        return len(os.listdir("/proc/self/fd"))

    with Workers(1, NORMAL, act) as workers:
        workers.extract(job("good"))
        before = count_lines()
        for _ in range(3):
            with pytest.raises(DocumentLost):
                workers.extract(job("leave"))
            workers.extract(job("good"))
        gc.collect()
        assert count_lines() <= before


def test_what_is_given_up_ends_at_once_and_nothing_more_is_read() -> None:
    with Workers(1, NORMAL, act) as workers, ThreadPoolExecutor(2) as threads:
        hanging = threads.submit(workers.extract, job("hang in native code"))
        while not workers._started:
            threading.Event().wait(0.01)
        workers.give_up()
        with pytest.raises(DocumentLost, match="the run was ended") as lost:
            hanging.result()
        assert lost.value.kind == "ended"
        with pytest.raises(DocumentLost, match="the run was ended"):
            workers.extract(job("good"))


def test_who_leaves_early_waits_for_no_document() -> None:
    with Workers(1, NORMAL, act) as workers, ThreadPoolExecutor(1) as threads:
        hanging = threads.submit(workers.extract, job("hang in native code"))
        while not workers._started:
            threading.Event().wait(0.01)
        with pytest.raises(KeyboardInterrupt), workers.given_up_early():
            raise KeyboardInterrupt
        assert isinstance(hanging.exception(), DocumentLost)


def test_what_had_to_be_left_out_is_tried_again_under_other_limits_or_when_asked_for(tmp_path: Path) -> None:
    settings = Settings(raw=tmp_path, output=tmp_path, step_timeout_s=1)
    results = Results(str(tmp_path / "results"))
    errand = errand_for(job("crash 3"), "0" * 64, settings, results)
    with Workers(1, STEPPING, read_harmed) as workers:
        assert keep_reading(errand, workers) == errand.loss_key
    assert known(errand)
    assert known(errand, again=True) is None
    assert known(errand_for(job("crash 3"), "0" * 64, dataclasses.replace(settings, step_timeout_s=2), results)) is None
