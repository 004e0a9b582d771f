"""Differing: what differs between two releases, for people and as CSV: gains, losses, and changed cells by key."""

import csv
import io
import json
from collections.abc import Iterator, Sequence
from dataclasses import astuple, dataclass, fields

from extractors.published import Value
from flows.stores.datasets import Row
from flows.stores.differences import ChangedRow, Difference, TableDifference
from schemas.tables import TABLES_BY_NAME

GAINED, LOST, CHANGED = "gained", "lost", "changed"
SIGNS = {GAINED: "+", LOST: "-", CHANGED: "~"}
MOST_SHOWN = 10
LONGEST_SHOWN = 120
TITLES = ("title", "label_printed", "text", "heading", "subject", "name", "what")
"""Columns that tell people what a row is; the first that it has."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A row that is there or gone, or a cell that holds another value."""

    table: str
    what: str
    """`gained`, `lost` or `changed`."""

    key: str
    """Key of the row, several columns joined by `|`; of tables without a key the whole row, as JSON."""

    column: str = ""
    """Of the cell; empty: the whole row."""

    before: Value = None
    now: Value = None


def entries(found: Difference) -> Iterator[Entry]:
    """All gains, losses and changed cells, table by table."""
    for name, table in found.tables.items():
        yield from _entries(name, table)


def as_csv(found: Sequence[Entry]) -> str:
    """The entries as canonical CSV: comma, line feed, nothing for what is missing."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow([field.name for field in fields(Entry)])
    writer.writerows(astuple(entry) for entry in found)
    return text.getvalue()


def as_lines(found: Difference, *, most: int | None = MOST_SHOWN) -> Iterator[str]:
    """The difference for people: of each table the numbers, then so many rows and cells of each kind; None: all."""
    for name, table in found.tables.items():
        yield f"{name}: {_counts(table)}"
        told = list(_entries(name, table))
        for what in SIGNS:
            yield from _some([entry for entry in told if entry.what == what], most)


def _entries(name: str, table: TableDifference) -> Iterator[Entry]:
    yield from (Entry(name, GAINED, _key(name, row), now=_title(row)) for row in table.added)
    yield from (Entry(name, LOST, _key(name, row), before=_title(row)) for row in table.removed)
    yield from (entry for change in table.changed for entry in _cells(name, change))


def _some(told: Sequence[Entry], most: int | None) -> Iterator[str]:
    yield from (f"  {_line(entry)}" for entry in told[:most])
    if most is not None and len(told) > most:
        yield f"  {SIGNS[told[0].what]} … and {len(told) - most} more; --all shows them"


def _line(entry: Entry) -> str:
    if entry.what == CHANGED:
        return f"~ {_short(entry.key)}  {entry.column}: {_short(entry.before)} → {_short(entry.now)}"
    title = entry.now if entry.what == GAINED else entry.before
    if entry.key.startswith("{"):
        return f"{SIGNS[entry.what]} {_short(' · '.join(map(str, json.loads(entry.key).values())))}"
    return f"{SIGNS[entry.what]} {_short(entry.key)}" + (f"  {_short(title)}" if title is not None else "")


def _counts(table: TableDifference) -> str:
    kinds = ((table.added, GAINED), (table.removed, LOST), (table.changed, CHANGED))
    return ", ".join(f"{len(rows)} {what}" for rows, what in kinds if rows)


def _cells(name: str, change: ChangedRow) -> Iterator[Entry]:
    for column, (before, now) in change.columns.items():
        yield Entry(name, CHANGED, _key(name, change.row), column, before, now)


def _key(name: str, row: Row) -> str:
    key = TABLES_BY_NAME[name].key if name in TABLES_BY_NAME else ()
    if key and all(column in row for column in key):
        return "|".join(str(row[column]) for column in key)
    return json.dumps({column: value for column, value in row.items() if value is not None}, ensure_ascii=False)


def _title(row: Row) -> Value:
    return next((row[name] for name in TITLES if row.get(name) is not None), None)


def _short(value: Value) -> str:
    words = " ".join(str("(empty)" if value is None else value).split())
    return words if len(words) <= LONGEST_SHOWN else f"{words[: LONGEST_SHOWN - 1]}…"
