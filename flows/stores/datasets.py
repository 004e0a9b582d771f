"""Dataset: all tables of a release with their form, whether just made or read back from a release of long ago."""

import dataclasses
import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TypeAlias

import pandas as pd

from extractors.frames import conform, to_frame
from extractors.published import Value
from schemas.errors import BrokenPromise
from schemas.tables import TABLES, TABLES_BY_NAME, Table

Row: TypeAlias = dict[str, Value]

MAY_BE_EMPTY = frozenset({("issues", "document_id")})
"""Required columns in which an empty text means something: an issue of the whole concept names no document."""

INFINITE = (math.inf, -math.inf)


@dataclass(frozen=True, slots=True)
class Shape:
    """The form of a table, as far as releases can differ in it."""

    types: Mapping[str, str]
    """Column → `string`, `integer`, `number` or `boolean`, in published order."""

    key: tuple[str, ...] = ()
    foreign: frozenset[str] = frozenset()
    """Columns that refer to another table."""

    def told(self) -> list[object]:
        """The form in plain values, the same for equal forms."""
        return [list(self.types.items()), list(self.key), sorted(self.foreign)]

    @property
    def has_ids(self) -> bool:
        """Whether the key names its rows for good, so that users may refer to them: `measures` does, `checks` not."""
        own = [name for name in self.key if name not in self.foreign]
        return len(self.key) == 1 or any(name.endswith("_id") for name in own)


@dataclass(frozen=True, slots=True)
class Dataset:
    """Tables and their form, both by table name."""

    shapes: Mapping[str, Shape]
    frames: Mapping[str, pd.DataFrame]


def shape_of(table: Table) -> Shape:
    """The form of a table as it is defined today."""
    return Shape({c.name: c.type for c in table.columns}, table.key, frozenset(table.foreign))


def dataset_of(frames: Mapping[str, pd.DataFrame]) -> Dataset:
    """The tables of today, each there and typed, a missing one without rows.

    Raises ValueError for unknown tables or columns and DuplicateKey for rows with the same key.
    """
    if unknown := frames.keys() - TABLES_BY_NAME.keys():
        raise ValueError(f"no such tables: {sorted(unknown)}")
    whole = {t.name: conform(t, frames[t.name]) if t.name in frames else to_frame(t, ()) for t in TABLES}
    return Dataset({t.name: shape_of(t) for t in TABLES}, whole)


def required_columns(table: Table) -> frozenset[str]:
    """Columns no row leaves empty: the required ones, save texts whose record takes the empty one for a meaning."""
    empty_by_default = {f.name for f in dataclasses.fields(table.record) if f.default == ""}
    required = {c.name for c in table.columns if c.required} - empty_by_default
    return frozenset(name for name in required if (table.name, name) not in MAY_BE_EMPTY)


def refuse_contradictions(dataset: Dataset) -> None:
    """Raise BrokenPromise, naming all of it, where rows contradict what the tables promise their readers."""
    if found := [problem for table in TABLES for problem in _contradictions(table, dataset.frames)]:
        raise BrokenPromise(found)


def _contradictions(table: Table, frames: Mapping[str, pd.DataFrame]) -> Iterator[str]:
    frame = frames[table.name]
    for name in sorted(required_columns(table)):
        yield from _complaint(table, name, frame[frame[name].isna()], "is empty")
    for column in table.columns:
        if column.type == "number":
            yield from _complaint(table, column.name, frame[frame[column.name].isin(INFINITE)], "is infinite")
        if column.column.choices:
            strange = frame[frame[column.name].notna() & ~frame[column.name].isin(column.column.choices)]
            yield from _complaint(table, column.name, strange, "is none of the allowed values")
    for name, (other, column_there) in table.foreign.items():
        lost = frame[frame[name].notna() & ~frame[name].isin(frames[other][column_there])]
        yield from _complaint(table, name, lost, f"names no row of {other}")


def _complaint(table: Table, name: str, wrong: pd.DataFrame, problem: str) -> Iterator[str]:
    if wrong.empty:
        return
    first = wrong.iloc[0][list(table.key) or list(table.header[:2])].tolist()
    where = " / ".join(str(value) for value in first)
    yield f"{table.name}.{name} {problem} (rows: {len(wrong)}, first: {where})"
