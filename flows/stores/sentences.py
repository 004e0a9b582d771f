"""Sentences: what became of the rows of a table, in German, as a journalist would tell it."""

from collections.abc import Iterator, Mapping, Sequence

from extractors.published import Value
from flows.stores.datasets import Row
from flows.stores.differences import ChangedRow, TableDifference
from flows.stores.naming import NAMED_BY, counted, name_of, plain, quoted, title_of
from schemas.tables import TABLES_BY_NAME
from schemas.wording import code_words, column_words, table_words

MOST_NAMED = 20
"""So many rows of a kind are told one by one; the rest is counted."""

TECHNICAL = frozenset({
    "byte_size", "confidence", "contents_recall", "document_id", "method", "ocr_confidence", "page", "page_first",
    "page_last", "pages_ocr", "pages_without_text", "position", "producer", "quote", "retrieved_at", "sha256",
    "text_agreement",
})  # fmt: skip
"""Columns about where and how a row was read, not about what it says."""

TOLD_BY: Mapping[str, str] = {
    "action_field_id": "action_field_printed",
    "cost_eur_max": "cost",
    "cost_eur_min": "cost",
    "end_year": "timeframe",
    "result_printed": "result",
    "start_year": "timeframe",
    "status_printed": "status",
}
"""Columns about which nothing is said where another one has told it already."""


def sentences(name: str, table: TableDifference, new_documents: frozenset[Value]) -> Iterator[str]:
    """All about one table, a line of a Markdown list each; lines that belong to the one before are set in."""
    if name == "documents":
        yield from (f"- Neues Dokument: {name_of(name, row)}{_kind(row)}." for row in table.added)
        yield from (f"- Dokument weggefallen: {name_of(name, row)}{_kind(row)}." for row in table.removed)
    elif name in NAMED_BY:
        old, new = _divided(table.added, new_documents)
        yield from _listed(name, "neu erkannt", old)
        yield from _listed(name, "aus neuen Dokumenten", new)
        yield from _listed(name, "nicht mehr enthalten", table.removed)
    if name in NAMED_BY:
        yield from _changes(name, table.changed)


def counts(name: str, table: TableDifference) -> str:
    """What became of the rows of a table, in numbers: `12 Belege neu, 3 entfallen`."""
    kinds = ((table.added, "neu"), (table.removed, "entfallen"), (table.changed, "geändert"))
    told = [(len(rows), verb) for rows, verb in kinds if rows]
    (first, verb), *more = told
    return ", ".join([f"{counted(first, name)} {verb}", *(f"{count} {verb}" for count, verb in more)])


def _kind(row: Row) -> str:
    kind = row.get("kind")
    return f" ({code_words(str(kind)).german})" if kind else ""


def _divided(rows: Sequence[Row], new_documents: frozenset[Value]) -> tuple[list[Row], list[Row]]:
    """Rows of documents that were there before, and of those that are new."""
    new = [row.get("document_id") in new_documents for row in rows]
    pairs = list(zip(rows, new, strict=True))
    return [row for row, is_new in pairs if not is_new], [row for row, is_new in pairs if is_new]


def _listed(name: str, what: str, rows: Sequence[Row]) -> Iterator[str]:
    if len(rows) == 1:
        yield f"- {counted(1, name)} {what}: {name_of(name, rows[0])}."
    elif rows:
        yield f"- {counted(len(rows), name)} {what}:"
        yield from (f"  - {name_of(name, row)}" for row in rows[:MOST_NAMED])
        yield from _rest(rows)


def _rest(rows: Sequence[object]) -> Iterator[str]:
    if left := len(rows[MOST_NAMED:]):
        yield f"  - und {left} weitere, siehe changes_since.json"


def _changes(name: str, changed: Sequence[ChangedRow]) -> Iterator[str]:
    told = [(change, columns) for change in changed if (columns := _told(change))]
    for change, columns in told[:MOST_NAMED]:
        subject = f"{table_words(name).one} {name_of(name, change.row)}"
        yield from (f"- {subject}{_said(name, column, *change.columns[column])}." for column in columns)
    if left := len(told[MOST_NAMED:]):
        yield f"- {counted(left, name)} mehr mit geänderten Angaben, siehe changes_since.json."
    if quiet := len(changed) - len(told):
        yield f"- {counted(quiet, name)} nur mit anderer Fundstelle oder Sicherheit."


def _told(change: ChangedRow) -> list[str]:
    """The columns a reader should hear of."""
    telling = [column for column in change.columns if column not in TECHNICAL]
    return [column for column in telling if TOLD_BY.get(column) not in telling]


def _said(table: str, column: str, before: Value, now: Value) -> str:
    """What follows on the name of the row."""
    if now is None:
        return f": zu {quoted(_title(table, column))} steht nichts mehr, bisher {quoted(before)}"
    gained = column_words(table, column).gained
    if before is None and gained:
        return f" hat jetzt {gained}: {plain(now)}"
    was = "bisher ohne Angabe" if before is None else f"bisher {quoted(before)}"
    return f": {quoted(_title(table, column))} ist jetzt {quoted(now)}, {was}"


def _title(table: str, column: str) -> str:
    """The German title of a column, also of one that is no longer published."""
    columns = TABLES_BY_NAME[table].columns if table in TABLES_BY_NAME else ()
    return next((typed.column.title for typed in columns if typed.name == column), title_of(column))
