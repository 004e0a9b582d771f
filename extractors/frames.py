"""Frames: the records of all documents as pandas frames, one per published table.

    to_frames(extractions, extra)  →  {"documents": …, "sections": …, …}

Every table of `schemas.tables` is there, with exactly its columns, also when it has no row. Types are pandas' nullable
ones; what is not printed is `<NA>`, and so is an empty text: no format could tell the two apart after CSV.

**Order.** Documents by edition, kind, title and id; below them the rows in the order of the document. Only what
several documents share (actors, papers) and the checks are ordered by key. The order in which extractions arrive
changes nothing.

**Text.** What no format can carry is replaced sign by sign, so that the offsets of `mentions` stay true: breaks of
every kind become a line feed; control characters, lone surrogates and non-characters become U+FFFD, the sign for
"here stood something unreadable". Tabs and line feeds stay.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import fields, replace
from types import MappingProxyType
from typing import Any, TypeAlias

import pandas as pd

from schemas.documents import KINDS, Issue
from schemas.errors import KonzeptError
from schemas.extraction import Extraction
from schemas.tables import TABLES, TABLES_BY_NAME, Table, TypedColumn

Value: TypeAlias = str | int | float | bool | None
"""What a cell may hold; None: not printed."""

DTYPES: Mapping[str, Any] = MappingProxyType(
    {"string": "string", "integer": "Int64", "number": "Float64", "boolean": "boolean"}
)
"""Types of the Data Package standard and pandas' types that hold them."""

NOTHING_MORE: Mapping[str, Sequence[object]] = MappingProxyType({})
SHARED = ("actors", "papers")
"""Tables about things of which several documents may speak: one row each."""

BY_KEY = (*SHARED, "checks")
OWN_TO_A_DOCUMENT = ("document_id", "source_url")
"""Columns in which two documents never agree, and need not."""

BROKEN = re.compile(r"[\s\u00ad-]+")
BREAKS = re.compile("[\r\v\f\x1c-\x1e\x85\u2028\u2029]")
UNREADABLE = re.compile("[\x00-\x08\x0e-\x1b\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")


class DuplicateKey(KonzeptError):
    """Two rows of a table have the same key: ids are made unique before, so this is a fault of the program."""

    def __init__(self, table: str, key: Sequence[Value], rows: int) -> None:
        super().__init__(table, tuple(key), rows)
        self.table, self.key, self.rows = table, tuple(key), rows

    def __str__(self) -> str:
        key = " / ".join(str(value) for value in self.key)
        return f"table {self.table}: {self.rows} rows have the key {key}"


def to_frames(
    extractions: Iterable[Extraction], extra: Mapping[str, Sequence[object]] = NOTHING_MORE
) -> dict[str, pd.DataFrame]:
    """All tables of these documents.

    `extra` holds records that no single document states (changes, checks, issues of the run), by table; they follow
    the documents' own. Raises DuplicateKey, and ValueError for a table that does not exist.
    """
    if unknown := extra.keys() - TABLES_BY_NAME.keys():
        raise ValueError(f"no such tables: {sorted(unknown)}")
    documents = sorted(extractions, key=_place)
    records = {t.name: [*_stated(t, documents), *extra.get(t.name, ())] for t in TABLES}
    records["issues"] += _disagreements(TABLES_BY_NAME["papers"], records["papers"])
    return {t.name: to_frame(t, _arranged(t, records[t.name])) for t in TABLES}


def to_frame(table: Table, records: Sequence[object]) -> pd.DataFrame:
    """One table with exactly its columns, rows in the order given; raises DuplicateKey."""
    values = {name: [getattr(record, name) for record in records] for name in table.header}
    return _refuse_duplicates(table, _typed(table, values))


def conform(table: Table, frame: pd.DataFrame) -> pd.DataFrame:
    """A frame from elsewhere as `to_frame` makes them; raises DuplicateKey, and ValueError for other columns."""
    if set(frame.columns) != set(table.header):
        raise ValueError(f"{table.name} has other columns than {', '.join(table.header)}")
    return _refuse_duplicates(table, _typed(table, {name: frame[name].tolist() for name in table.header}))


def rows(frame: pd.DataFrame) -> Iterator[tuple[Value, ...]]:
    """The rows in plain Python values, None for what is missing."""
    return zip(*(_plain(frame[name]) for name in frame.columns), strict=True)


def clean_text(text: str) -> str:
    """The text with signs that no format can carry replaced one by one (see the head of this module).

    >>> clean_text("Maß\\x00nahme\\r\\nM 1")
    'Maß\\ufffdnahme \\nM 1'
    """
    return UNREADABLE.sub("\ufffd", BREAKS.sub("\n", text.replace("\r\n", " \n")))


def _place(extraction: Extraction) -> tuple[bool, str, int, str, str]:
    """Where a document stands among the others: editions first and in their order, concepts before reports."""
    document = extraction.document
    edition, title = document.edition_id or "", document.title or ""
    kind = KINDS.index(document.kind) if document.kind in KINDS else len(KINDS)
    return not edition, edition, kind, title, document.document_id


def _stated(table: Table, documents: Sequence[Extraction]) -> Iterator[object]:
    return (record for extraction in documents for record in extraction.records(table.name))


def _arranged(table: Table, records: list[object]) -> Sequence[object]:
    if table.name in SHARED:
        records = _united(table, records)
    if table.name in BY_KEY:
        return sorted(records, key=_key_of(table))
    return records


def _key_of(table: Table) -> Callable[[object], tuple[Any, ...]]:
    return lambda record: tuple(getattr(record, name) for name in table.key)


def _united(table: Table, records: Iterable[object]) -> list[object]:
    """One record per key: each column as stated by the first document that states it."""
    key_of = _key_of(table)
    united: dict[tuple[Any, ...], object] = {}
    for record in records:
        key = key_of(record)
        united[key] = _filled(united[key], record) if key in united else record
    return list(united.values())


def _filled(record: Any, further: object) -> object:
    """The record, its empty columns filled from a further record of the same thing."""
    empty = [f.name for f in fields(record) if getattr(record, f.name) in (None, "")]
    return replace(record, **{name: getattr(further, name) for name in empty})


def _disagreements(table: Table, records: Iterable[object]) -> list[Issue]:
    """A notice wherever a document says of a paper something else than the documents before it."""
    key_of = _key_of(table)
    records = list(records)
    first = {key_of(record): record for record in _united(table, records)}
    return [issue for record in records for issue in _contradicting(table, first[key_of(record)], record)]


def _contradicting(table: Table, first: object, record: object) -> Iterator[Issue]:
    for column in table.columns:
        kept, said = getattr(first, column.name), getattr(record, column.name)
        if column.name in OWN_TO_A_DOCUMENT or said in (None, "") or _alike(kept, said):
            continue
        yield Issue(
            document_id=getattr(record, "document_id", None) or "",
            severity="notice",
            kind=f"{table.name}_disagree",
            what=f"{table.name}.{column.name} is “{said}” here and “{kept}” in another document",
            hint="The value that was read first is published; compare both documents.",
        )


def _alike(kept: object, said: object) -> bool:
    """Whether both say the same; blanks and hyphens depend on where lines are broken."""
    if isinstance(kept, str) and isinstance(said, str):
        return BROKEN.sub("", kept) == BROKEN.sub("", said)
    return kept == said


def _typed(table: Table, values: Mapping[str, Sequence[Any]]) -> pd.DataFrame:
    series = {column.name: _series(column, values[column.name]) for column in table.columns}
    return pd.DataFrame(series, columns=pd.Index(table.header))


def _series(column: TypedColumn, values: Sequence[Any]) -> "pd.Series[Any]":
    cleaned = [_clean(value) for value in values] if column.type == "string" else values
    return pd.Series(cleaned, dtype=DTYPES[column.type])


def _clean(value: Any) -> str | None:
    """The text, cleaned; None for an empty one."""
    if value is None or value is pd.NA:
        return None
    return clean_text(str(value)) or None


def _plain(series: "pd.Series[Any]") -> list[Value]:
    return [None if value is pd.NA else value for value in series.tolist()]


def _refuse_duplicates(table: Table, frame: pd.DataFrame) -> pd.DataFrame:
    if not table.key:
        return frame
    key = list(table.key)
    repeated = frame[frame.duplicated(key, keep=False)]
    if repeated.empty:
        return frame
    first = next(rows(repeated[key]))
    same = sum(row == first for row in rows(repeated[key]))
    raise DuplicateKey(table.name, first, same)
