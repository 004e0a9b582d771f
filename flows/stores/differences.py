"""Differences between two releases, row by row, and the version number that follows from them.

SemVer for data, derived and not chosen:

    major   a table or column gone or of another type, a key changed, or an id that users may refer to gone
    minor   a new table, column or document
    patch   other rows, changed values or another order, from the same documents
"""

from collections import Counter
from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TypeAlias

import pandas as pd

from extractors.frames import rows
from extractors.published import Value
from flows.stores.datasets import Dataset, Row, Shape
from flows.stores.naming import counted, title_of

LEVELS = ("major", "minor", "patch")
"""From the gravest to the least."""

RowsByKey: TypeAlias = Mapping[tuple[Value, ...], Row]

FIRST_VERSION = "1.0.0"


@dataclass(frozen=True, slots=True)
class ChangedRow:
    """A row that kept its key."""

    key: Row
    """The columns of the key with their values."""

    row: Row
    """The row as it is now."""

    columns: Mapping[str, tuple[Value, Value]]
    """Column → (value before, value now)."""


@dataclass(frozen=True, slots=True)
class TableDifference:
    """What became of the rows of a table; rows without a key are either there or not."""

    added: tuple[Row, ...] = ()
    removed: tuple[Row, ...] = ()
    changed: tuple[ChangedRow, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.added or self.removed or self.changed)


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a release gets a higher number."""

    level: str
    """One of LEVELS."""

    english: str
    german: str


@dataclass(frozen=True, slots=True)
class Difference:
    """All that differs between two releases."""

    tables: Mapping[str, TableDifference]
    """By table; only tables with a difference."""

    reasons: tuple[Reason, ...]
    """The gravest first; never empty."""

    @property
    def level(self) -> str:
        return self.reasons[0].level


ORDER_ONLY = Reason(
    "patch",
    "only the order of rows, or what is said of the concept, has changed",
    "nur die Reihenfolge von Zeilen oder Angaben zum Konzept haben sich geändert",
)


def difference(old: Dataset, new: Dataset) -> Difference:
    """What differs between two releases, values compared in the columns that both have."""
    compared = {name: _compare(name, old, new) for name in (*new.shapes, *_missing(old.shapes, new.shapes))}
    tables = {name: table for name, table in compared.items() if table}
    found = [*_form_reasons(old, new), *_row_reasons(tables, old, new)]
    reasons = sorted(found or [ORDER_ONLY], key=lambda reason: LEVELS.index(reason.level))
    return Difference(tables, tuple(reasons))


def next_version(version: str, level: str) -> str:
    """The version after this one.

    >>> next_version("1.4.2", "minor")
    '1.5.0'
    """
    numbers = [int(number) for number in version.split(".")]
    place = LEVELS.index(level)
    return ".".join(str(n) for n in [*numbers[:place], numbers[place] + 1, *[0] * (len(LEVELS) - place - 1)])


def _compare(name: str, old: Dataset, new: Dataset) -> TableDifference:
    if name not in old.shapes:
        return TableDifference(added=tuple(_as_rows(new.frames[name])))
    if name not in new.shapes:
        return TableDifference(removed=tuple(_as_rows(old.frames[name])))
    common = [column for column in new.shapes[name].types if column in old.shapes[name].types]
    key = new.shapes[name].key
    if not key or key != old.shapes[name].key:
        return _compare_whole_rows(old.frames[name], new.frames[name], common)
    return _compare_by_key(_by_key(old.frames[name], key), _by_key(new.frames[name], key), key, common)


def _compare_by_key(old: RowsByKey, new: RowsByKey, key: tuple[str, ...], common: list[str]) -> TableDifference:
    changes = ((there, _changed_columns(old[there], row, common)) for there, row in new.items() if there in old)
    return TableDifference(
        added=tuple(row for there, row in new.items() if there not in old),
        removed=tuple(row for there, row in old.items() if there not in new),
        changed=tuple(
            ChangedRow(dict(zip(key, there, strict=True)), new[there], columns) for there, columns in changes if columns
        ),
    )


def _changed_columns(old: Row, new: Row, common: Iterable[str]) -> dict[str, tuple[Value, Value]]:
    return {name: (old[name], new[name]) for name in common if old[name] != new[name]}


def _compare_whole_rows(old: pd.DataFrame, new: pd.DataFrame, common: list[str]) -> TableDifference:
    before, now = Counter(rows(old[common])), Counter(rows(new[common]))
    return TableDifference(
        added=tuple(dict(zip(common, row, strict=True)) for row in (now - before).elements()),
        removed=tuple(dict(zip(common, row, strict=True)) for row in (before - now).elements()),
    )


def _by_key(frame: pd.DataFrame, key: tuple[str, ...]) -> RowsByKey:
    return {tuple(row[name] for name in key): row for row in _as_rows(frame)}


def _as_rows(frame: pd.DataFrame) -> Iterator[Row]:
    names = list(frame.columns)
    return (dict(zip(names, row, strict=True)) for row in rows(frame))


def _form_reasons(old: Dataset, new: Dataset) -> Iterator[Reason]:
    for name in _missing(old.shapes, new.shapes):
        yield Reason("major", f"table {name} is gone", f"die Tabelle {name} ist weggefallen")
    for name, shape in new.shapes.items():
        if name in old.shapes:
            yield from _column_reasons(name, old.shapes[name], shape)
        else:
            yield Reason("minor", f"table {name} is new", f"die Tabelle {name} ist neu")


def _column_reasons(table: str, old: Shape, new: Shape) -> Iterator[Reason]:
    if old.key != new.key:
        yield Reason("major", f"{table} has another key", f"die Tabelle {table} hat einen anderen Schlüssel")
    for name, kind in old.types.items():
        if name not in new.types:
            yield Reason("major", f"column {table}.{name} is gone", f"die Spalte {table}.{name} ist weggefallen")
        elif new.types[name] != kind:
            yield Reason(
                "major",
                f"column {table}.{name} was {kind} and is {new.types[name]}",
                f"die Spalte {table}.{name} hat einen anderen Typ ({new.types[name]} statt {kind})",
            )
    for name in _missing(new.types, old.types):
        yield Reason("minor", f"column {table}.{name} is new", f"die Spalte {table}.{name} ist neu")


def _row_reasons(tables: Mapping[str, TableDifference], old: Dataset, new: Dataset) -> Iterator[Reason]:
    for name, table in tables.items():
        if name not in old.shapes or name not in new.shapes:
            continue
        if new.shapes[name].has_ids and table.removed:
            lost = len(table.removed)
            yield Reason("major", f"ids of {name} are gone: {lost}", f"{counted(lost, name)} weggefallen")
        else:
            yield Reason("patch", f"rows of {name} have changed", f"Änderungen in „{title_of(name)}“")
    if added := len(tables.get("documents", TableDifference()).added):
        yield Reason("minor", f"new documents: {added}", f"{counted(added, 'documents')} neu")


def _missing(names: Iterable[str], there: Container[str]) -> list[str]:
    return [name for name in names if name not in there]
