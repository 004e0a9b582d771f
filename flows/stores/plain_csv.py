"""Canonical CSV: the form of tables for programs, made of plain values; needs no pandas, which takes a second to load.

UTF-8 without BOM, comma, line feed, quotes only where RFC 4180 asks for them. `true`/`false`; integers without a
decimal point; numbers in their shortest exact form; nothing for what is missing. Line feeds inside a cell stay, in
quotes.
"""

import csv
import io
from collections.abc import Iterable, Sequence

from extractors.published import Value, plain_rows
from schemas.tables import Table


def table_csv(table: Table, records: Sequence[object]) -> bytes:
    """A table in canonical CSV; raises DuplicateKey."""
    return canonical_lines(table.header, plain_rows(table, records))


def canonical_lines(header: Iterable[str], rows: Iterable[Sequence[Value]]) -> bytes:
    """A header and rows in canonical CSV."""
    lines = (tuple(_canonical(value) for value in row) for row in rows)
    return csv_text(header, lines, delimiter=",", lineterminator="\n").encode()


def csv_text(header: Iterable[str], lines: Iterable[Sequence[str]], *, delimiter: str, lineterminator: str) -> str:
    """A header and lines of texts as CSV."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=delimiter, lineterminator=lineterminator)
    writer.writerow(header)
    writer.writerows(lines)
    return text.getvalue()


def _canonical(value: Value) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return repr(value) if isinstance(value, float) else str(value)
