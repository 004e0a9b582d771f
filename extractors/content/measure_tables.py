"""Measures in tables: one row each, over page breaks, with group rows, ticks and heads of several rows."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import lru_cache

from extractors.content.candidates import ATTRIBUTES, Candidate, Report, Value
from extractors.content.dated_reports import with_last_status
from extractors.content.label_parts import period_of
from extractors.content.labels import CODE, read_label, unit_and_code
from extractors.content.passages import lead_and_text
from extractors.content.table_heads import TableColumn
from extractors.content.table_lists import listed_by_field
from extractors.content.table_rows import PROOF, MeasureTable, TableRow, measure_tables
from extractors.content.table_words import unit_of, without_unit
from extractors.layout.lines import Arranged
from schemas.geometry import Word

SUMS = re.compile(r"^(?:(?:Zwischen|Gesamt)?summe|gesamt|insgesamt|total|Σ)\b", re.IGNORECASE)
TICKS = frozenset(["x", "X", "✓", "✔", "☑", "☒", "⊠", "●", "•", "■"])
NOTHING = frozenset(["-", "–", "—", "/", "./.", "k. A.", "k.A.", "☐", "□"])
BARE_NUMBER = re.compile(r"[\d.,\s–-]*\d[\d.,\s–-]*")
LEAST_LETTERS = 4
LONGEST_TITLE = 300

WordsOn = Callable[[int], Sequence[Word]]
"""The words on a page, by its number."""


def find_table_measures(arranged: Arranged) -> tuple[Candidate, ...]:
    """The measures that the tables of a document list, in the order of its pages."""
    pages = {page.number: page for page in arranged.pages}
    words_on = lru_cache(maxsize=2)(lambda number: tuple(pages[number].words))  # rows follow each other on a page
    found = [measure for table in measure_tables(arranged) for measure in _measures(table, words_on)]
    listed = (measure for page in arranged.pages for grid in page.grids for measure in listed_by_field(grid))
    return tuple(sorted([*found, *listed], key=lambda measure: measure.page_first))


def _measures(table: MeasureTable, words_on: WordsOn) -> Iterator[Candidate]:
    """The rows of a table as measures; group rows and carried-down cells name their action field."""
    codes = _code_column(table)
    coded = codes is not None and sum(codes in row.cells for row in table.rows) > 0.5 * len(table.rows)
    action_field: Value | None = None
    for row in table.rows:
        group = _group(row) if coded else None
        action_field = row.spanning or group or row.at("action_field") or action_field
        if _is_measure(row) and not group:
            yield _measure(table, row, codes, action_field, words_on)


def _is_measure(row: TableRow) -> bool:
    title = row.at("title")
    if row.spanning or title is None or SUMS.match(title.text):
        return False
    return sum(letter.isalpha() for letter in title.text) >= LEAST_LETTERS


def _group(row: TableRow) -> Value | None:
    """The title of a row that has nothing else: where the others have codes, it heads the rows below it."""
    return row.at("title") if len(row.cells) == 1 else None


def _code_column(table: MeasureTable) -> TableColumn | None:
    """The column labelled as such, else the one left of the titles in which nearly all cells look like codes."""
    columns = table.head.columns
    title = next(column for column in columns if column.key == "title")
    for column in columns:
        values = [row.cells[column].text for row in table.rows if column in row.cells]
        looks_so = values and sum(map(_is_code, values)) >= 0.9 * len(values) and column.x0 < title.x0
        if column.key == "code" or (column.key is None and looks_so):
            return column
    return None


def _is_code(text: str) -> bool:
    return bool(re.fullmatch(rf"{CODE}\.?", text)) and not re.fullmatch(r"(?:19|20)\d\d", text)


def _measure(
    table: MeasureTable, row: TableRow, codes: TableColumn | None, action_field: Value | None, words_on: WordsOn
) -> Candidate:
    cell = row.cells[next(column for column in row.cells if column.key == "title")]
    title, description = lead_and_text(cell, words_on(cell.page)) if cell.page == row.page else (cell, None)
    code, text = _code_and_title(row, codes, title)
    values = dict(_values(row, table))
    if description and "description" not in values:
        values["description"] = description
    told = [(f"{c.group} {c.label}", value) for c, value in row.cells.items() if c.key == "status_printed"]
    if any(period_of(label) for label, _ in told):
        values = with_last_status(values, told)
    return Candidate(
        title=replace(title, text=text),
        code=code,
        method="table",
        confidence=0.9 if len(table.head.keys & PROOF) > 1 else 0.8,
        page_first=row.page,
        page_last=max(row.page_last, *(value.page for value in row.cells.values())),
        values=values,
        action_field=action_field,
        reports=tuple(_reports(row)),
        unread=tuple(_unread(row, codes)),
    )


def _code_and_title(row: TableRow, codes: TableColumn | None, title: Value) -> tuple[str | None, str]:
    """Code from its own column, else from the front of the title."""
    if codes and codes in row.cells and row.cells[codes].text not in NOTHING:
        return row.cells[codes].text.rstrip("."), title.text
    return unit_and_code(title.text)


def _values(row: TableRow, table: MeasureTable) -> Iterator[tuple[str, Value]]:
    """Columns of measures with what the row says in all columns that mean them."""
    for key in ATTRIBUTES:
        alone = sum(column.key == key for column in table.head.columns) == 1
        same = [(c, value) for c, value in row.cells.items() if c.key == key and value.text not in NOTHING]
        parts = [_said(column, value, alone=alone) for column, value in same]
        if parts:
            yield key, replace(same[0][1], text="; ".join(parts))


def _said(column: TableColumn, value: Value, *, alone: bool) -> str:
    """What a cell says: of a tick the label of its column; beside others of the same meaning with its label."""
    if value.text in TICKS:
        return column.label or column.group
    unit = unit_of(f"{column.group} {column.label}")
    text = f"{value.text} {unit}" if unit and BARE_NUMBER.fullmatch(value.text) else value.text
    if column.label and (column.group or not alone):
        return f"{without_unit(column.label)}: {text}"
    return text


def _unread(row: TableRow, codes: TableColumn | None) -> Iterator[Value]:
    """What stands in columns whose labels the vocabularies lack, with the label."""
    for column, value in row.cells.items():
        label = f"{column.group} {column.label}".strip()
        known = column.key or column is codes or any(map(read_label, (label, without_unit(column.label), column.group)))
        if label and not known and value.text not in NOTHING:
            yield replace(value, text=f"{label}: {value.text}")


def _reports(row: TableRow) -> Iterator[Report]:
    """What the columns of a report say, by period where heads print one; the remark belongs to the last status."""
    printed = [(column, value) for column, value in row.cells.items() if column.key == "status_printed"]
    remark = row.at("remark") or row.at("description")
    for column, value in printed:
        is_last = column is printed[-1][0]
        text = remark.text if remark and is_last else None
        yield Report(period_of(f"{column.group} {column.label}"), value.text, text, value.page)
