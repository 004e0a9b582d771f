"""Result files: all that one document says, as bytes, and back.

JSON, because whoever may write into a shared store must not be able to run code in ours, as with pickles; and because
equal records give equal bytes, whichever process wrote them. Packed with gzip, whose clock is set to nought.
"""

import gzip
import json
import zlib
from collections.abc import Sequence
from typing import Any

from schemas.extraction import Extraction
from schemas.tables import DOCUMENTS, TABLES, Table

PACKED = 3
"""How hard gzip tries: more takes longer and saves little."""


class NoResult(ValueError):
    """The bytes are not a whole result."""


def to_bytes(extraction: Extraction) -> bytes:
    """The records of a document by table, each as its values in the order of the columns."""
    tables = {table.name: _rows(table, extraction) for table in TABLES if extraction.records(table.name)}
    text = json.dumps(tables, ensure_ascii=True, separators=(",", ":"))
    return gzip.compress(text.encode("ascii"), PACKED, mtime=0)


def from_bytes(content: bytes) -> Extraction:
    """The records again; raises NoResult for anything but the bytes that `to_bytes` gave."""
    try:
        tables = json.loads(gzip.decompress(content))
        records = {table.name: _records(table, tables[table.name]) for table in TABLES if table.name in tables}
        [document] = records.pop(DOCUMENTS.name)
        return Extraction(document=document, **records)
    except (OSError, EOFError, zlib.error, ValueError, TypeError, KeyError, AttributeError) as error:
        raise NoResult(str(error)) from error


def _records(table: Table, rows: Sequence[Sequence[object]]) -> tuple[Any, ...]:
    names = table.header
    return tuple(table.record(**dict(zip(names, row, strict=True))) for row in rows)


def _rows(table: Table, extraction: Extraction) -> list[Sequence[object]]:
    names = table.header
    return [[getattr(record, name) for name in names] for record in extraction.records(table.name)]
