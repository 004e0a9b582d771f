"""XLSX: one workbook for journalists: a cover sheet, a sheet per table, and what each column means.

Cells are typed, and text is always text: no formula, link or number is made of what a PDF says. A text that Excel would
take for something else when a person edits its cell ("1/2", "=1+1") carries the mark that an apostrophe typed in front
gives it. The workbook has a fixed date of making and is packed alike everywhere, so that the same rows give the same
bytes.
"""

import datetime
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd
import xlsxwriter

from extractors.frames import rows
from extractors.published import Value
from flows.stores.concept_card import ConceptCard
from flows.stores.csv_files import guarded, short_enough
from flows.stores.zip_files import repacked
from schemas.tables import TABLES, Table, TypedColumn
from schemas.wording import code_words

OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
MADE = datetime.datetime(2000, 1, 1)
MOST_ROWS = 1_048_575
"""Rows of a sheet below its header."""

NARROWEST, WIDEST = 8, 60
"""Bounds of column widths, in characters."""

ROWS_MEASURED = 200
"""So many rows decide on the width of a column."""

COVER = "Deckblatt"
COLUMNS_SHEET = "Spalten"
COVER_LABEL_WIDTH, COVER_TEXT_WIDTH = 28, 90


@dataclass(frozen=True, slots=True)
class Formats:
    """How cells look, in one workbook."""

    head: Any
    literal: Any
    """Text that stays as it is when its cell is edited."""


def workbook(card: ConceptCard, version: str, frames: Mapping[str, pd.DataFrame]) -> bytes:
    """The whole release as the bytes of one XLSX file."""
    content = io.BytesIO()
    with xlsxwriter.Workbook(content, OPTIONS) as book:
        book.set_properties({"title": card.title, "comments": f"Datenstand {version}", "created": MADE})
        formats = Formats(
            head=book.add_format({"bold": True, "bg_color": "#DDE6EE", "bottom": 1}),
            literal=book.add_format({"quote_prefix": True}),
        )
        _add_cover(book, _cover(card, version, frames))
        for table in TABLES:
            _add_sheet(book.add_worksheet(table.title), _titles(table), list(rows(frames[table.name])), formats)
        _add_sheet(book.add_worksheet(COLUMNS_SHEET), COLUMN_TITLES, _column_rows(), formats)
    return repacked(content.getvalue())


COLUMN_TITLES = ("Blatt", "Spalte", "Name in CSV, Parquet und SQLite", "Typ", "Bedeutung", "Werte", "Column", "Meaning")


def _cover(card: ConceptCard, version: str, frames: Mapping[str, pd.DataFrame]) -> list[tuple[str, str]]:
    retrieved = frames["documents"]["retrieved_at"].dropna()
    counts = [(table.title, _count(frames[table.name])) for table in TABLES]
    return [
        (card.title, ""),
        ("Stadt", card.city),
        ("Beschreibung", card.description),
        ("Datenstand", version),
        ("Dokumente abgerufen bis", str(retrieved.max()) if len(retrieved) else "nicht bekannt"),
        ("Lizenz", " ".join(part for part in (card.licence, card.licence_url) if part) or "nicht angegeben"),
        ("Kontakt", card.contact),
        ("Hinweis", "Jede Zeile nennt Dokument und Seite, gezählt ab 1 wie im PDF. Leere Zelle: nicht gedruckt."),
        ("Lange Texte", "Excel fasst je Zelle 32.767 Zeichen; gekürzte Texte stehen vollständig in den CSV-Dateien."),
        ("", ""),
        *counts,
    ]


def _count(frame: pd.DataFrame) -> str:
    if len(frame) > MOST_ROWS:
        return f"{len(frame)} Zeilen, hier die ersten {MOST_ROWS}; alle stehen in der CSV-Datei"
    return f"{len(frame)} " + ("Zeile" if len(frame) == 1 else "Zeilen")


def _add_cover(book: Any, lines: Sequence[tuple[str, str]]) -> None:
    sheet = book.add_worksheet(COVER)
    sheet.set_column(0, 0, COVER_LABEL_WIDTH, book.add_format({"valign": "top", "bold": True}))
    sheet.set_column(1, 1, COVER_TEXT_WIDTH, book.add_format({"valign": "top", "text_wrap": True}))
    for row, (label, text) in enumerate(lines):
        sheet.write_string(row, 0, label)
        sheet.write_string(row, 1, short_enough(text))
    sheet.write_string(0, 0, lines[0][0], book.add_format({"bold": True, "font_size": 16}))


def _add_sheet(sheet: Any, titles: Sequence[str], lines: Sequence[Sequence[Value]], formats: Formats) -> None:
    sheet.freeze_panes(1, 0)
    for column, title in enumerate(titles):
        sheet.write_string(0, column, title, formats.head)
        sheet.set_column(column, column, _width(title, [line[column] for line in lines[:ROWS_MEASURED]]))
    for row, line in enumerate(lines[:MOST_ROWS], start=1):
        for column, value in enumerate(line):
            _write(sheet, row, column, value, formats)
    sheet.autofilter(0, 0, min(len(lines), MOST_ROWS), len(titles) - 1)


def _write(sheet: Any, row: int, column: int, value: Value, formats: Formats) -> None:
    if value is None:
        return
    if isinstance(value, bool):
        sheet.write_boolean(row, column, value)
    elif isinstance(value, str):
        sheet.write_string(row, column, short_enough(value), formats.literal if guarded(value) != value else None)
    else:
        sheet.write_number(row, column, value)


def _width(title: str, values: Sequence[Value]) -> int:
    longest = max([len(title) + 3, *(len(str(value)) for value in values if value is not None)])
    return min(max(longest + 1, NARROWEST), WIDEST)


def _titles(table: Table) -> list[str]:
    return [column.column.title for column in table.columns]


def _column_rows() -> list[tuple[Value, ...]]:
    return [(t.title, *_column_row(t.name, c)) for t in TABLES for c in t.columns]


def _column_row(table: str, typed: TypedColumn) -> tuple[Value, ...]:
    column, words = typed.column, typed.words
    codes = " | ".join(_code(code) for code in column.choices)
    place = f"{table}.{typed.name}"
    return column.title, place, typed.type, words.german or None, codes or None, words.english, column.description


def _code(code: str) -> str:
    german = code_words(code).german
    return code if german == code else f"{code} = {german}"
