"""SQLite: all tables in one file, with types, keys, foreign keys and allowed values."""

import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing

import pandas as pd

from extractors.frames import rows
from flows.stores.datasets import required_columns
from schemas.tables import TABLES, Table, TypedColumn

SQLITE_TYPES = {"string": "TEXT", "integer": "INTEGER", "number": "REAL", "boolean": "INTEGER"}
"""SQLite has no truth values: 1 is true, 0 is false."""


def sqlite_file(frames: Mapping[str, pd.DataFrame]) -> bytes:
    """All tables as the bytes of one SQLite file."""
    with closing(sqlite3.connect(":memory:")) as base:
        for table in TABLES:
            base.execute(_create(table))
            base.executemany(_insert(table), rows(frames[table.name]))
        for table in TABLES:
            for index in _indexes(table):
                base.execute(index)
        base.commit()
        return base.serialize()


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
