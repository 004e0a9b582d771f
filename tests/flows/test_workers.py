"""Workers: a document that crashes, hangs or confuses us harms itself only."""

import os
import signal
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from flows.workers import DocumentLost, Job, Workers, quarantined
from schemas.documents import Document, Given
from schemas.errors import UnreadableDocument
from schemas.extraction import Extraction


def act(job: Job) -> Extraction:
    """Do in the worker what the document is called."""
    match job.given.title:
        case "die":
            os.kill(os.getpid(), signal.SIGKILL)
        case "leave":
            os._exit(3)
        case "hang":
            threading.Event().wait()
        case "stumble":
            raise ValueError("unforeseen")
        case "refuse":
            raise UnreadableDocument("empty", "is empty")
        case "vanish":
            Path("gibt-es-nicht.pdf").read_bytes()
        case "fill":
            raise MemoryError
    return Extraction(document=Document(document_id=str(os.getpid()), sha256="", byte_size=0))


def job(title: str, path: Path = Path("a.pdf")) -> Job:
    return Job(path, Given(document_id="abc", title=title, source_url="a.pdf"))


@pytest.mark.parametrize(
    ("title", "reason"),
    [
        ("die", "Killed"),
        ("leave", "exit code 3"),
        ("stumble", r"a fault in the program \(ValueError: unforeseen; test_workers.py, line \d+\)"),
        ("refuse", "is empty"),
        ("vanish", "cannot be read"),
        ("fill", "not enough memory"),
    ],
)
def test_a_lost_document_does_not_stop_the_others(title: str, reason: str) -> None:
    with Workers(1, 60, act) as workers:
        with pytest.raises(DocumentLost, match=reason):
            workers.extract(job(title))
        assert workers.extract(job("good")).document.status == "ok"


def test_a_document_that_never_ends_is_given_up() -> None:
    with Workers(1, 0.5, act) as workers, pytest.raises(DocumentLost, match=r"given up after 0\.5 seconds"):
        workers.extract(job("hang"))
    with Workers(1, 60, act) as workers:
        assert workers.extract(job("good"))


def test_many_documents_share_few_workers() -> None:
    titles = ["good", "die", "good", "leave", "good", "good"]
    with Workers(2, 60, act) as workers, ThreadPoolExecutor(6) as threads:
        futures = [threads.submit(workers.extract, job(title)) for title in titles]
        lost = [isinstance(future.exception(), DocumentLost) for future in futures]
    assert lost == [title != "good" for title in titles]


def test_a_worker_reads_one_document_after_the_other() -> None:
    with Workers(1, 60, act) as workers:
        assert workers.extract(job("good")) == workers.extract(job("good"))


def test_a_quarantined_document_says_why(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(b"%PDF")
    extraction = quarantined(job("K", tmp_path / "a.pdf"), "the reading process died (Killed)")
    assert extraction.document.status == "quarantined"
    assert extraction.document.byte_size == 4
    assert extraction.document.error == "the reading process died (Killed)"
    assert "Killed" in extraction.issues[0].what
