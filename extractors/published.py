"""Published rows: the records of all documents as plain values, table by table.

    published(extractions, extra)  →  {"documents": records, "sections": records, …}  →  plain_rows

**Order.** Documents by edition, kind, title and id; below them the rows in the order of the document. Only what
several documents share (actors, papers) and the checks are ordered by key. The order in which extractions arrive
changes nothing.

**Text.** What no format can carry is replaced sign by sign, so that the offsets of `mentions` stay true: breaks of
every kind become a line feed; control characters, lone surrogates and non-characters become U+FFFD, the sign for
"here stood something unreadable". Tabs and line feeds stay.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import fields, replace
from types import MappingProxyType
from typing import Any, TypeAlias

from schemas.documents import KINDS, Issue
from schemas.errors import KonzeptError
from schemas.extraction import Extraction
from schemas.tables import TABLES, TABLES_BY_NAME, Table

Value: TypeAlias = str | int | float | bool | None
"""What a cell may hold; None: not printed."""

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


def published(
    extractions: Iterable[Extraction], extra: Mapping[str, Sequence[object]] = NOTHING_MORE
) -> dict[str, Sequence[object]]:
    """The records of all tables of these documents, in the order in which they are published.

    `extra` holds records that no single document states (changes, checks, issues of the run), by table; they follow
    the documents' own. Raises ValueError for a table that does not exist.
    """
    if unknown := extra.keys() - TABLES_BY_NAME.keys():
        raise ValueError(f"no such tables: {sorted(unknown)}")
    documents = sorted(extractions, key=_place)
    records = {t.name: [*_stated(t, documents), *extra.get(t.name, ())] for t in TABLES}
    records["issues"] += _disagreements(TABLES_BY_NAME["papers"], records["papers"])
    return {t.name: _arranged(t, records[t.name]) for t in TABLES}


def plain_rows(table: Table, records: Sequence[object]) -> list[tuple[Value, ...]]:
    """The rows in the order given, as formats hold them: None for what is not printed; raises DuplicateKey."""
    columns = [[VALUES[column.type](getattr(record, column.name)) for record in records] for column in table.columns]
    found = list(zip(*columns, strict=True))
    if table.key:
        at = [table.header.index(name) for name in table.key]
        _refuse_duplicates(table, [tuple(row[n] for n in at) for row in found])
    return found


def clean_text(text: str) -> str:
    """The text with signs that no format can carry replaced one by one (see the head of this module).

    >>> clean_text("Maß\\x00nahme\\r\\nM 1")
    'Maß\\ufffdnahme \\nM 1'
    """
    if text.isprintable():  # as most are
        return text
    return UNREADABLE.sub("\ufffd", BREAKS.sub("\n", text.replace("\r\n", " \n")))


def clean_value(value: Any) -> str | None:
    """A text as formats hold it: cleaned; None for an empty one."""
    return None if value is None else clean_text(str(value)) or None


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


def _refuse_duplicates(table: Table, keys: Sequence[tuple[Value, ...]]) -> None:
    if len(set(keys)) < len(keys):
        key, count = next((key, count) for key, count in Counter(keys).items() if count > 1)
        raise DuplicateKey(table.name, key, count)


def _number(value: Any) -> float | None:
    """A number; what is none (NaN) is not printed."""
    return None if value is None or value != value else float(value)  # only NaN differs from itself


VALUES: Mapping[str, Callable[[Any], Value]] = MappingProxyType(
    {
        "string": clean_value,
        "integer": lambda value: None if value is None else int(value),
        "number": _number,
        "boolean": lambda value: None if value is None else bool(value),
    }
)
"""How a column of each type holds what a record says."""
