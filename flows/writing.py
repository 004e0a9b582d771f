"""Writing: the tables of files that were read or compared without a catalogue.

    <out>/<file stem>/<table>.csv      all tables, those without rows as their header
    <out>/<file stem>/document.json    the document's row, and the number of rows of each table
    <out>/changes.csv                  what became of each part from one file to the other
    <out>/synopsis.csv, synopsis.html  both texts side by side, as a table and for reading

Two files with the same stem get folders of their own.
"""

import json
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from extractors.published import published
from flows.stores.files import write_whole
from flows.stores.plain_csv import table_csv
from schemas.extraction import Extraction
from schemas.tables import CHANGES, SYNOPSIS, TABLES

if TYPE_CHECKING:
    from extractors.comparison.changes import Comparison


def write_extraction(folder: Path, extraction: Extraction) -> None:
    """Write all tables and the document's row."""
    for name, content in _files_of(extraction).items():
        write_whole(folder / name, content, synced=False)


def write_comparison(folder: Path, comparison: "Comparison") -> None:
    """Write the changes as a table, and both texts side by side, as a table and for reading."""
    from extractors.comparison.synopsis import synopsis_html, synopsis_rows  # what compares takes long to load

    write_whole(folder / "changes.csv", table_csv(CHANGES, comparison.changes))
    write_whole(folder / "synopsis.csv", table_csv(SYNOPSIS, list(synopsis_rows(comparison))))
    write_whole(folder / "synopsis.html", synopsis_html(comparison).encode())


def _files_of(extraction: Extraction) -> Mapping[str, bytes]:
    """The files of a folder by name; the last one is written when all others are."""
    records = published([extraction])
    tables = {f"{table.name}.csv": table_csv(table, records[table.name]) for table in TABLES}
    row = {**asdict(extraction.document), "rows": {table.name: len(records[table.name]) for table in TABLES}}
    return {**tables, "document.json": (json.dumps(row, ensure_ascii=False, indent=2) + "\n").encode()}
