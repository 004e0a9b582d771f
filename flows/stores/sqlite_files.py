"""SQLite: all tables in one file, with types, keys, foreign keys and allowed values.

The file is the same whichever SQLite wrote it (tried with 3.40 and 3.51): what builds of it may choose is chosen here,
free space, in which some leave remains, is wiped, and the version of the library, which stands in the header for
information only, is replaced by a fixed one. Chapters of https://sqlite.org/fileformat.html are named where it is done.
"""

import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing

import pandas as pd

from extractors.frames import rows
from flows.stores.datasets import required_columns
from schemas.tables import TABLES, Table, TypedColumn

SQLITE_TYPES = {"string": "TEXT", "integer": "INTEGER", "number": "REAL", "boolean": "INTEGER"}
"""SQLite has no truth values: 1 is true, 0 is false."""

PAGE = 4096
FORM = (f"page_size = {PAGE}", "encoding = 'UTF-8'", "auto_vacuum = NONE", "secure_delete = ON")
FILE_HEADER = 100
NOTED_VERSION = slice(96, 100)
"""Where the header notes the library that wrote last (chapter 1.3.16)."""

SOME_VERSION = (3_037_000).to_bytes(4, "big")
PAGE_HEADERS = {0x02: 12, 0x05: 12, 0x0A: 8, 0x0D: 8}
"""First byte of a B-tree page, and the length of its header (chapter 1.6); other pages begin with 0."""


def sqlite_file(frames: Mapping[str, pd.DataFrame]) -> bytes:
    """All tables as the bytes of one SQLite file."""
    with closing(sqlite3.connect(":memory:")) as base:
        for choice in FORM:
            base.execute(f"PRAGMA {choice}")
        for table in TABLES:
            base.execute(_create(table))
            base.executemany(_insert(table), rows(frames[table.name]))
        for table in TABLES:
            for index in _indexes(table):
                base.execute(index)
        base.commit()
        base.execute("VACUUM")
        content = bytearray(base.serialize())
    for start in range(0, len(content), PAGE):
        _wipe(content, start, start + (FILE_HEADER if start == 0 else 0))
    content[NOTED_VERSION] = SOME_VERSION
    return bytes(content)


def _wipe(content: bytearray, start: int, header: int) -> None:
    """Write noughts between the pointers of a B-tree page and its cells, where nothing is stored (chapter 1.6)."""
    if length := PAGE_HEADERS.get(content[header]):
        cells = int.from_bytes(content[header + 3 : header + 5], "big")
        begin = header + length + 2 * cells
        end = start + (int.from_bytes(content[header + 5 : header + 7], "big") or 65_536)
        content[begin:end] = bytes(end - begin)


def _create(table: Table) -> str:
    required = required_columns(table)
    parts = [_column(column, required=column.name in required) for column in table.columns]
    if table.key:
        parts.append(f"PRIMARY KEY ({_names(table.key)})")
    parts += [
        f'FOREIGN KEY ("{name}") REFERENCES "{other}" ("{there}")' for name, (other, there) in table.foreign.items()
    ]
    return f'CREATE TABLE "{table.name}" (\n  ' + ",\n  ".join(parts) + "\n)"


def _column(column: TypedColumn, *, required: bool) -> str:
    allowed = ", ".join("'" + choice.replace("'", "''") + "'" for choice in column.column.choices)
    allowed = "0, 1" if column.type == "boolean" else allowed
    check = f' CHECK ("{column.name}" IN ({allowed}))' if allowed else ""
    return f'"{column.name}" {SQLITE_TYPES[column.type]}' + (" NOT NULL" if required else "") + check


def _insert(table: Table) -> str:
    places = ", ".join("?" * len(table.header))
    return f'INSERT INTO "{table.name}" VALUES ({places})'


def _indexes(table: Table) -> Iterator[str]:
    """An index for each reference, so that joins stay quick on a slow machine."""
    for name in table.foreign:
        yield f'CREATE INDEX "{table.name}_{name}" ON "{table.name}" ("{name}")'


def _names(names: tuple[str, ...]) -> str:
    return ", ".join(f'"{name}"' for name in names)
