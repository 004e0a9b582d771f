"""Published files: what each file of a release holds, as catalogues of data want to know it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath

from flows.stores.files import sha256_of
from schemas.tables import TABLES_BY_NAME


@dataclass(frozen=True, slots=True)
class FileKind:
    """A kind of file that holds data."""

    name: str
    media_type: str
    eu_code: str = ""
    """Its code in the EU's list of file types; empty: the list lacks it."""


CSV = FileKind("CSV", "text/csv", "CSV")
KINDS: Mapping[str, FileKind] = {
    ".csv": CSV,
    ".parquet": FileKind("Parquet", "application/vnd.apache.parquet", "PARQUET"),
    ".xlsx": FileKind("Excel", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "XLSX"),
    ".sqlite": FileKind("SQLite", "application/vnd.sqlite3"),
}
"""By ending; files with another ending describe the data and are no data."""

ALL_TABLES = "Alle Tabellen"


@dataclass(frozen=True, slots=True)
class PublishedFile:
    """A file that holds data of the release."""

    path: str
    """Its place in the release."""

    title: str
    """What is in it, in German."""

    kind: FileKind
    byte_size: int
    sha256: str


def data_files(files: Mapping[str, bytes]) -> Iterator[PublishedFile]:
    """The files with data, those that hold all tables first."""
    for path in sorted(files, key=lambda path: (PurePosixPath(path).suffix in (".csv", ".parquet"), path)):
        if kind := KINDS.get(PurePosixPath(path).suffix):
            yield PublishedFile(path, _title(path, kind), kind, len(files[path]), sha256_of(files[path]))


def _title(path: str, kind: FileKind) -> str:
    place = PurePosixPath(path)
    table = TABLES_BY_NAME.get(place.stem)
    form = "CSV für Excel" if place.parts[0] == "excel" else kind.name
    return f"{table.title if table else ALL_TABLES} ({form})"
