"""Raw: documents as served, receipts after them, and nothing half."""

import json
import multiprocessing
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest

from flows.stores import raw
from flows.stores.files import UnsafeName, sha256_of
from flows.stores.raw import DamagedStore, Visit

CONCEPT = "musterlingen-integration"
PDF = b"%PDF-1.7 Musterlingen"
VISIT = Visit(
    address="https://musterlingen.example/konzept.pdf",
    time="2026-11-01T08:00:00Z",
    status=200,
    edition="2017",
    kind="concept",
    title="Integrationskonzept „Vielfalt“",
    original_name="../../etc/passwd",
)


def receipts_file(root: Path) -> Path:
    return root / CONCEPT / "receipts.jsonl"


def test_a_document_is_kept_under_its_hash_and_read_back(tmp_path: Path):
    receipt = raw.keep(tmp_path, CONCEPT, PDF, VISIT)
    assert receipt.sha256 == sha256_of(PDF)
    assert raw.read(tmp_path, CONCEPT, receipt.sha256) == PDF
    [document] = raw.documents(tmp_path, CONCEPT)
    assert document.path == tmp_path / CONCEPT / f"{sha256_of(PDF)}.pdf"
    assert document.document_id == sha256_of(PDF)[:16]
    assert (document.byte_size, document.kept_at, document.visit) == (len(PDF), VISIT.time, VISIT)


def test_the_name_a_server_gives_never_becomes_a_path(tmp_path: Path):
    raw.keep(tmp_path / "raw", CONCEPT, PDF, VISIT)
    names = {path.name for path in tmp_path.rglob("*") if path.is_file()}
    assert names == {f"{sha256_of(PDF)}.pdf", "receipts.jsonl", ".lock"}


def test_a_receipt_is_one_line_with_all_that_was_said(tmp_path: Path):
    raw.keep(tmp_path, CONCEPT, PDF, replace(VISIT, title="Zeile\neins"))
    [line] = receipts_file(tmp_path).read_text(encoding="ascii").splitlines()
    assert json.loads(line) == {
        "sha256": sha256_of(PDF), "byte_size": len(PDF), "address": VISIT.address, "time": VISIT.time, "status": 200,
        "edition": "2017", "kind": "concept", "title": "Zeile\neins", "original_name": "../../etc/passwd",
    }  # fmt: skip


def test_the_same_bytes_are_written_once_and_each_visit_gets_a_receipt(tmp_path: Path):
    first = raw.keep(tmp_path, CONCEPT, PDF, VISIT)
    path = tmp_path / CONCEPT / f"{first.sha256}.pdf"
    inode = path.stat().st_ino
    raw.keep(tmp_path, CONCEPT, PDF, replace(VISIT, time="2026-12-01T08:00:00Z", title="", edition="2018"))
    assert path.stat().st_ino == inode
    assert len(raw.receipts(tmp_path, CONCEPT)) == 2
    [document] = raw.documents(tmp_path, CONCEPT)
    assert document.kept_at == VISIT.time
    assert (document.visit.time, document.visit.edition) == ("2026-12-01T08:00:00Z", "2018")
    assert document.visit.title == VISIT.title


def test_visits_without_new_bytes_are_noted(tmp_path: Path):
    kept = raw.keep(tmp_path, CONCEPT, PDF, VISIT)
    raw.note(tmp_path, CONCEPT, Visit(address=VISIT.address, time="2026-12-01T08:00:00Z", status=304), kept.sha256)
    raw.note(tmp_path, CONCEPT, Visit(address="https://musterlingen.example/weg.pdf", time="2026-12-01", status=404))
    assert [receipt.sha256 for receipt in raw.receipts(tmp_path, CONCEPT)] == [kept.sha256, kept.sha256, ""]
    [document] = raw.documents(tmp_path, CONCEPT)
    assert (document.visit.status, document.visit.edition) == (304, "2017")


def test_an_unknown_concept_has_no_documents(tmp_path: Path):
    assert raw.documents(tmp_path, CONCEPT) == []
    assert not list(tmp_path.iterdir())


def test_a_document_without_receipt_or_with_missing_bytes_is_not_listed(tmp_path: Path):
    kept = raw.keep(tmp_path, CONCEPT, PDF, VISIT)
    (tmp_path / CONCEPT / f"{'0' * 64}.pdf").write_bytes(b"left by a killed run")
    assert len(raw.documents(tmp_path, CONCEPT)) == 1
    (tmp_path / CONCEPT / f"{kept.sha256}.pdf").write_bytes(PDF[:-1])
    assert raw.documents(tmp_path, CONCEPT) == []


def test_changed_bytes_are_found_on_reading_and_healed_by_the_next_visit(tmp_path: Path):
    kept = raw.keep(tmp_path, CONCEPT, PDF, VISIT)
    path = tmp_path / CONCEPT / f"{kept.sha256}.pdf"
    path.write_bytes(bytes([PDF[0] ^ 1]) + PDF[1:])
    with pytest.raises(DamagedStore, match="its bytes have changed"):
        raw.read(tmp_path, CONCEPT, kept.sha256)
    raw.keep(tmp_path, CONCEPT, PDF, VISIT)
    assert raw.read(tmp_path, CONCEPT, kept.sha256) == PDF


def test_a_torn_receipt_is_ignored_and_the_next_one_is_whole(tmp_path: Path):
    raw.keep(tmp_path, CONCEPT, PDF, VISIT)
    whole = receipts_file(tmp_path).read_bytes()
    receipts_file(tmp_path).write_bytes(whole + whole[:40])
    assert len(raw.receipts(tmp_path, CONCEPT)) == 1
    raw.keep(tmp_path, CONCEPT, b"%PDF another", VISIT)
    assert len(raw.documents(tmp_path, CONCEPT)) == 2


@pytest.mark.parametrize("line", ["", "{}", "[]", "kein JSON", '{"sha256": "../x", "byte_size": 1}', "\udc80"])
def test_a_line_that_is_no_receipt_is_named(tmp_path: Path, line: str):
    raw.keep(tmp_path, CONCEPT, PDF, VISIT)
    whole = receipts_file(tmp_path).read_bytes()
    receipts_file(tmp_path).write_bytes(whole + line.encode(errors="surrogateescape") + b"\n" + whole)
    with pytest.raises(DamagedStore, match=r"raw/musterlingen-integration/receipts\.jsonl, line 2"):
        raw.documents(tmp_path, CONCEPT)


@pytest.mark.parametrize("sha256", ["", "..", "../" + "a" * 61, "A" * 64, "a" * 63])
def test_only_hashes_are_read(tmp_path: Path, sha256: str):
    with pytest.raises(UnsafeName, match="SHA-256"):
        raw.read(tmp_path, CONCEPT, sha256)


def test_a_document_that_was_never_kept_is_said_to_be_missing(tmp_path: Path):
    with pytest.raises(DamagedStore, match="not in the store"):
        raw.read(tmp_path, CONCEPT, "a" * 64)


def keep_ten(root: Path, writer: int) -> None:
    for number in range(10):
        raw.keep(root, CONCEPT, b"%PDF " + str(number).encode(), replace(VISIT, title=f"{writer}-{number}"))


def test_many_writers_lose_no_receipt(tmp_path: Path):
    context = multiprocessing.get_context("spawn")
    with ThreadPoolExecutor(4) as threads:
        other_process = context.Process(target=raw.note, args=(tmp_path, CONCEPT, VISIT))
        other_process.start()
        list(threads.map(keep_ten, [tmp_path] * 4, range(4)))
        other_process.join()
    assert other_process.exitcode == 0
    titles = [receipt.visit.title for receipt in raw.receipts(tmp_path, CONCEPT) if receipt.sha256]
    assert sorted(titles) == sorted(f"{writer}-{number}" for writer in range(4) for number in range(10))
    assert len(raw.documents(tmp_path, CONCEPT)) == 10
