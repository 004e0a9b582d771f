"""Frames: the records of all documents as pandas frames, one per published table.

    to_frames(extractions, extra)  →  {"documents": …, "sections": …, …}

Every table of `schemas.tables` is there, with exactly its columns, also when it has no row. Types are pandas' nullable
ones; what is not printed is `<NA>`, and so is an empty text: no format could tell the two apart after CSV.

Order and texts are those of `published.py`.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from types import MappingProxyType
from typing import Any

import pandas as pd
from pandas.api.extensions import ExtensionArray

from extractors.published import NOTHING_MORE, DuplicateKey, Value, clean_value, published
from schemas.extraction import Extraction
from schemas.tables import TABLES, TABLES_BY_NAME, Table, TypedColumn

DTYPES: Mapping[str, Any] = MappingProxyType(
    {
        "string": pd.StringDtype(),
        "integer": pd.Int64Dtype(),
        "number": pd.Float64Dtype(),
        "boolean": pd.BooleanDtype(),
    }
)
"""Types of the Data Package standard and pandas' types that hold them."""


def to_frames(
    extractions: Iterable[Extraction], extra: Mapping[str, Sequence[object]] = NOTHING_MORE
) -> dict[str, pd.DataFrame]:
    """All tables of these documents, with `extra` records as in `published`; raises DuplicateKey too."""
    records = published(extractions, extra)
    return {t.name: to_frame(t, records[t.name]) for t in TABLES}


def to_frame(table: Table, records: Sequence[object]) -> pd.DataFrame:
    """One table with exactly its columns, rows in the order given; raises DuplicateKey."""
    if not records:
        return _empty(table.name).copy(deep=False)
    values = {name: [getattr(record, name) for record in records] for name in table.header}
    return _refuse_duplicates(table, _typed(table, values))


@cache
def _empty(name: str) -> pd.DataFrame:
    """A table without rows: most documents leave most tables empty, and it is making columns that costs."""
    table = TABLES_BY_NAME[name]
    return _typed(table, dict.fromkeys(table.header, ()))


def conform(table: Table, frame: pd.DataFrame) -> pd.DataFrame:
    """A frame from elsewhere as `to_frame` makes them; raises DuplicateKey, and ValueError for other columns."""
    if set(frame.columns) != set(table.header):
        raise ValueError(f"{table.name} has other columns than {', '.join(table.header)}")
    return _refuse_duplicates(table, _typed(table, {name: frame[name].tolist() for name in table.header}))


def rows(frame: pd.DataFrame) -> Iterator[tuple[Value, ...]]:
    """The rows in plain Python values, None for what is missing."""
    return zip(*(_plain(frame[name]) for name in frame.columns), strict=True)


def _typed(table: Table, values: Mapping[str, Sequence[Any]]) -> pd.DataFrame:
    return pd.DataFrame({column.name: _array(column, values[column.name]) for column in table.columns}, copy=False)


def _array(column: TypedColumn, values: Sequence[Any]) -> ExtensionArray:
    cleaned = [_clean(value) for value in values] if column.type == "string" else list(values)
    found: ExtensionArray = pd.array(cleaned, dtype=DTYPES[column.type])
    return found


def _clean(value: Any) -> str | None:
    return None if value is pd.NA else clean_value(value)


def _plain(series: "pd.Series[Any]") -> list[Value]:
    return [None if value is pd.NA else value for value in series.tolist()]


def _refuse_duplicates(table: Table, frame: pd.DataFrame) -> pd.DataFrame:
    if not table.key:
        return frame
    key = list(table.key)
    is_repeated = frame.duplicated(key, keep=False)
    if not is_repeated.any():
        return frame
    repeated = frame.loc[is_repeated, key]
    first = next(rows(repeated))
    same = sum(row == first for row in rows(repeated))
    raise DuplicateKey(table.name, first, same)
