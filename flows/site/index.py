"""The page of a concept: its releases, what changed, and every file with size and hash."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

from flows.site.rendering import render
from flows.site.words import day, size
from schemas.tables import TABLES_BY_NAME

KINDS_OF_FILES = {
    ".xlsx": "Excel-Arbeitsmappe mit allen Tabellen",
    ".sqlite": "SQLite-Datenbank mit allen Tabellen",
    ".parquet": "Parquet",
    ".json": "Beschreibung für Programme",
    ".jsonld": "Beschreibung für Datenportale und Suchmaschinen",
    ".md": "Änderungen",
}


@dataclass(frozen=True, slots=True)
class FileOnPage:
    """A file of a release."""

    name: str
    """Path inside the release."""

    byte_size: int
    sha256: str

    @property
    def size(self) -> str:
        """The size as Germans write it."""
        return size(self.byte_size)

    @property
    def is_whole(self) -> bool:
        """Whether it holds all tables."""
        return self.name.endswith((".xlsx", ".sqlite"))

    @property
    def content(self) -> str:
        """What is in it, in German."""
        path = PurePosixPath(self.name)
        table = TABLES_BY_NAME.get(path.stem)
        if path.suffix == ".csv" and table:
            return f"{table.title} (CSV für Excel)" if path.parts[0] == "excel" else f"{table.title} (CSV)"
        if path.suffix == ".parquet" and table:
            return f"{table.title} (Parquet)"
        return KINDS_OF_FILES.get(path.suffix, "Prüfsummen")


@dataclass(frozen=True, slots=True)
class ReleaseOnPage:
    """A release as readers see it."""

    version: str
    released_at: str
    """ISO 8601, UTC."""

    changes: tuple[str, ...]
    """What changed, a line each, in German."""

    files: tuple[FileOnPage, ...]
    has_site: bool = False
    """Whether its folder holds pages."""

    @property
    def day(self) -> str:
        """The day of the release as Germans write it."""
        return day(self.released_at)


@dataclass(frozen=True, slots=True, kw_only=True)
class ConceptOnPage:
    """What the release says of its concept."""

    title: str
    description: str
    licence: str
    licence_url: str
    contact: str


def index_page(concept: ConceptOnPage, releases: Sequence[ReleaseOnPage]) -> str:
    """The HTML page; `releases` newest first. Everything printed is escaped."""
    return render("index.html", concept=concept, releases=releases)
