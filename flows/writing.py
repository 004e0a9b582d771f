"""Writing: the tables of files that were read or compared without a catalogue.

    <out>/<file stem>/<table>.csv      all tables, those without rows as their header
    <out>/<file stem>/document.json    the document's row, and the number of rows of each table
    <out>/changes.csv                  what became of each part from one file to the other
    <out>/synopsis.csv, synopsis.html  both texts side by side, as a table and for reading

Two files with the same stem get folders of their own.
"""

import json
from dataclasses import asdict
from pathlib import Path

from extractors.comparison.changes import Comparison
from extractors.comparison.synopsis import synopsis_html, synopsis_rows
from extractors.frames import to_frame, to_frames
from flows.stores.csv_files import canonical_csv, write_tables
from flows.stores.files import write_whole
from schemas.extraction import Extraction
from schemas.tables import CHANGES, SYNOPSIS, TABLES


def write_extraction(folder: Path, extraction: Extraction) -> None:
    """Write all tables and the document's row."""
    frames = to_frames([extraction])
    write_tables(folder, frames)
    row = {**asdict(extraction.document), "rows": {table.name: len(frames[table.name]) for table in TABLES}}
    write_whole(folder / "document.json", (json.dumps(row, ensure_ascii=False, indent=2) + "\n").encode())


def write_comparison(folder: Path, comparison: Comparison) -> None:
    """Write the changes as a table, and both texts side by side, as a table and for reading."""
    write_whole(folder / "changes.csv", canonical_csv(to_frame(CHANGES, comparison.changes)))
    write_whole(folder / "synopsis.csv", canonical_csv(to_frame(SYNOPSIS, list(synopsis_rows(comparison)))))
    write_whole(folder / "synopsis.html", synopsis_html(comparison).encode())
