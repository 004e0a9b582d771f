"""Depot: documents and results by hash, at any address, whole or not at all."""

import gzip
import hashlib
import json
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.stores.depot import Documents, Results
from flows.stores.reaching import DamagedStore, StoreUnavailable
from flows.stores.result_files import NoResult, from_bytes, to_bytes
from schemas.documents import Document
from schemas.extraction import Extraction
from schemas.tables import TABLES, Table

KEY = "ab12"
CONTENT = b"%PDF-1.7 Klimaschutz"
SHA256 = hashlib.sha256(CONTENT).hexdigest()
VALUES = {"string": st.text(), "integer": st.integers(), "number": st.floats(allow_nan=False), "boolean": st.booleans()}


def records(table: Table) -> st.SearchStrategy[Any]:
    """Any record of a table."""
    columns = {c.name: VALUES[c.type] if c.required else st.none() | VALUES[c.type] for c in table.columns}
    return st.builds(table.record, **columns)


RECORDS = {table.name: st.lists(records(table), max_size=2).map(tuple) for table in TABLES if table.name != "documents"}
FIELDS = {name: rows for name, rows in RECORDS.items() if name in Extraction.__dataclass_fields__}
EXTRACTIONS = st.builds(Extraction, document=records(TABLES[0]), **FIELDS)


def extraction(title: str = "Grüße aus Köln") -> Extraction:
    return Extraction(document=Document(document_id="a", title=title, sha256=SHA256, byte_size=1, text_agreement=0.1))


@pytest.fixture(params=["file", "folder", "memory"])
def address(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """A store of each kind."""
    return {"file": f"file://{tmp_path}/store", "folder": f"{tmp_path}/store", "memory": f"memory:/{tmp_path}"}[
        request.param
    ]


@given(EXTRACTIONS)
def test_a_result_comes_back_as_it_was(found: Extraction) -> None:
    assert from_bytes(to_bytes(found)) == found
    assert to_bytes(from_bytes(to_bytes(found))) == to_bytes(found)


@given(st.binary(max_size=300), st.integers(0, 300))
def test_bytes_that_are_no_result_are_told(junk: bytes, length: int) -> None:
    for content in (junk, to_bytes(extraction())[:length], gzip.compress(junk)):
        if content != to_bytes(extraction()):
            with pytest.raises(NoResult):
                from_bytes(content)


@pytest.mark.parametrize("tables", [[], {}, {"documents": []}, {"documents": [[]]}, {"documents": [[1]]}, {"x": 1}, 7])
def test_json_that_is_no_result_is_told(tables: object) -> None:
    with pytest.raises(NoResult):
        from_bytes(gzip.compress(json.dumps(tables).encode()))


def test_results_lie_under_their_key(address: str) -> None:
    results = Results(address)
    assert results.find(KEY) is None
    results.keep(KEY, extraction())
    assert results.find(KEY) == extraction()
    assert results.find("ab13") is None


def test_documents_are_lent_by_their_hash(address: str, tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(CONTENT)
    documents = Documents(address)
    documents.keep(SHA256, tmp_path / "a.pdf")
    documents.keep(SHA256, tmp_path / "a.pdf")
    with documents.borrowed(SHA256) as path:
        assert path.read_bytes() == CONTENT


def test_a_document_that_is_not_there_or_changed_is_not_lent(address: str, tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(b"%PDF-1.7 something else")
    documents = Documents(address)
    with pytest.raises(DamagedStore, match="not in the store"), documents.borrowed(SHA256):
        pass
    documents.keep(SHA256, tmp_path / "a.pdf")
    with pytest.raises(DamagedStore, match="bytes have changed"), documents.borrowed(SHA256):
        pass


def test_many_may_write_the_same_result_and_leave_nothing_else(tmp_path: Path) -> None:
    results = Results(str(tmp_path))
    with ThreadPoolExecutor(8) as threads:
        list(threads.map(lambda _: results.keep(KEY, extraction()), range(40)))
    assert [path.name for path in tmp_path.rglob("*") if path.is_file()] == [f"{KEY}.json.gz"]
    assert results.find(KEY) == extraction()


def test_half_a_result_is_as_good_as_none(tmp_path: Path) -> None:
    results = Results(str(tmp_path))
    results.keep(KEY, extraction())
    [path] = tmp_path.rglob("*.gz")
    path.write_bytes(path.read_bytes()[:-9])
    assert results.find(KEY) is None
    results.keep(KEY, extraction())
    assert results.find(KEY) == extraction()


@pytest.mark.parametrize("bad", ["gibt-es-nicht://x", "/dev/null/store"])
def test_a_store_that_cannot_be_used_is_told(bad: str) -> None:
    with pytest.raises(StoreUnavailable, match=r"cannot be used \(.+\); set KONZEPT_STORE"):
        Results(bad).keep(KEY, extraction())
