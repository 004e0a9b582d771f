"""Files without a catalogue: read and compare PDFs that lie on disk, each by itself.

    <out>/<file stem>/<table>.csv      all tables, those without rows as their header
    <out>/<file stem>/document.json    the document's row, and the number of rows of each table

Two files with the same stem get folders of their own.
"""

import hashlib
import json
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import asdict
from pathlib import Path

from extractors.frames import to_frame, to_frames
from flows.settings import Settings
from flows.stores.csv_files import canonical_csv, write_tables
from flows.stores.files import write_whole
from flows.workers import DocumentLost, Job, Workers, quarantined
from schemas.changes import Change
from schemas.documents import Given
from schemas.extraction import Extraction
from schemas.tables import CHANGES, TABLES

NO_NAME = "document"


def read_files(paths: Sequence[Path], settings: Settings) -> Iterator[tuple[int, Extraction]]:
    """Read PDFs side by side; yields position and extraction as they are done. What cannot be read is quarantined."""
    count = min(settings.workers, len(paths))
    with Workers(count, settings.document_timeout_s) as workers, ThreadPoolExecutor(count) as threads:
        futures = {threads.submit(_read, path, workers, settings): n for n, path in enumerate(paths)}
        for future in as_completed(futures):
            yield futures[future], future.result()


def folder_names(paths: Sequence[Path]) -> list[str]:
    """A folder name for each file: its stem, with a number where two would be the same on some file system."""
    names: list[str] = []
    taken: set[str] = set()
    for path in paths:
        stem = path.stem if path.stem.strip(". ") else NO_NAME
        tries = (stem if number == 1 else f"{stem}-{number}" for number in range(1, len(paths) + 2))
        names.append(next(name for name in tries if name.casefold() not in taken))
        taken.add(names[-1].casefold())
    return names


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


def _read(path: Path, workers: Workers, settings: Settings) -> Extraction:
    """The extraction of one file; told by its bytes, named by its file name."""
    with path.open("rb") as file:
        sha256 = hashlib.file_digest(file, "sha256").hexdigest()
    given = Given(document_id=sha256[:16], source_url=path.name)
    job = Job(path.absolute(), given, (), settings.language_model, settings.cache)
    try:
        return workers.extract(job)
    except DocumentLost as error:
        return quarantined(job, str(error))
