"""Writing: the tables of files that were read or compared without a catalogue.

    <out>/<file stem>/<table>.csv      all tables, those without rows as their header
    <out>/<file stem>/document.json    the document's row, and the number of rows of each table
    <out>/changes.csv, synopsis.html   what differs between two files, as a table and side by side

Two files with the same stem get folders of their own.
"""

import json
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

from extractors.frames import to_frame, to_frames
from flows.stores.csv_files import canonical_csv, write_tables
from flows.stores.files import write_whole
from schemas.changes import Change
from schemas.extraction import Extraction
from schemas.tables import CHANGES, TABLES


def write_extraction(folder: Path, extraction: Extraction) -> None:
    """Write all tables and the document's row."""
    frames = to_frames([extraction])
    write_tables(folder, frames)
    row = {**asdict(extraction.document), "rows": {table.name: len(frames[table.name]) for table in TABLES}}
    write_whole(folder / "document.json", (json.dumps(row, ensure_ascii=False, indent=2) + "\n").encode())


def write_comparison(folder: Path, changes: Sequence[Change], synopsis: str) -> None:
    """Write the changes as a table, and side by side for reading."""
    write_whole(folder / "changes.csv", canonical_csv(to_frame(CHANGES, changes)))
    write_whole(folder / "synopsis.html", synopsis.encode())
