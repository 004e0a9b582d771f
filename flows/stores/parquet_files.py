"""Parquet: one file per table, typed, each column with its titles and descriptions; the door to pyarrow."""

from collections.abc import Mapping

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from extractors.frames import rows
from flows.stores.datapackage import both_languages
from flows.stores.datasets import required_columns
from schemas.tables import TABLES, Table, TypedColumn

ARROW_TYPES = {"string": pa.string(), "integer": pa.int64(), "number": pa.float64(), "boolean": pa.bool_()}


def parquet_files(frames: Mapping[str, pd.DataFrame]) -> dict[str, bytes]:
    """Every table as a Parquet file, by its place in the release."""
    return {f"parquet/{table.name}.parquet": parquet(table, frames[table.name]) for table in TABLES}


def parquet(table: Table, frame: pd.DataFrame) -> bytes:
    """One table as a Parquet file."""
    names = table.header
    by_row = [dict(zip(names, row, strict=True)) for row in rows(frame)]
    sink = pa.BufferOutputStream()
    pq.write_table(pa.Table.from_pylist(by_row, schema=_schema(table)), sink, compression="zstd")
    return bytes(sink.getvalue().to_pybytes())


def _schema(table: Table) -> pa.Schema:
    required = required_columns(table)
    return pa.schema([_field(column, nullable=column.name not in required) for column in table.columns])


def _field(column: TypedColumn, *, nullable: bool) -> pa.Field:
    return pa.field(column.name, ARROW_TYPES[column.type], nullable=nullable, metadata=both_languages(column))
