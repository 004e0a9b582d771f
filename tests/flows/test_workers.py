"""Workers: a document that crashes, hangs, eats all memory or confuses us harms itself only.

Every case is a real process that does what a hostile document makes a library do.
"""

import ctypes
import dataclasses
import itertools
import os
import signal
import threading
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

import pytest

from flows.limits import Limits
from flows.workers import DocumentLost, Job, Workers, quarantined
from schemas.documents import Document, Given, Issue
from schemas.errors import UnreadableDocument
from schemas.extraction import Extraction
from tests.pdf_files import Text, pdf

NORMAL = Limits()
HASTY = Limits(document_s=0.5, page_s=0)
SMALL = Limits(memory_mb=400, output_mb=1)


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


def act(job: Job) -> Extraction:
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
    "SIGXCPU": (NORMAL, "timeout", "took longer than"),
    "leave": (NORMAL, "crash", "exit code 3"),
    "read where nothing is": (NORMAL, "crash", r"the reading process died \(SIGSEGV\)"),
    "stumble": (NORMAL, "fault", r"a fault in the program \(ValueError: unforeseen; test_workers.py, line \d+\)"),
    "dig for ever": (NORMAL, "fault", r"a fault in the program \(RecursionError"),
    "refuse": (NORMAL, "fault", "is empty"),
    "vanish": (NORMAL, "fault", "cannot be read"),
    "fill the disk": (NORMAL, "fault", "cannot be read"),
    "hang in Python": (HASTY, "timeout", r"took longer than 0\.5 seconds"),
    "hang in native code": (HASTY, "timeout", r"took longer than 0\.5 seconds"),
    "compute for ever": (HASTY, "timeout", r"took longer than 0\.5 seconds"),
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
    limits = Limits(document_s=1, page_s=0.25)
    with Workers(1, limits, act) as workers, pytest.raises(DocumentLost, match=r"took longer than 2\.25 seconds"):
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


def test_a_quarantined_document_says_why(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(b"%PDF")
    extraction = quarantined(job("K", tmp_path / "a.pdf"), "the reading process died (SIGKILL)")
    assert extraction.document.status == "quarantined"
    assert extraction.document.byte_size == 4
    assert extraction.document.error == "the reading process died (SIGKILL)"
    assert "SIGKILL" in extraction.issues[0].what


def test_a_quarantined_document_may_be_gone() -> None:
    assert quarantined(job("K", Path("gibt-es-nicht.pdf")), "is gone").document.byte_size == 0
