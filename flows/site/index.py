"""The page of a concept: its releases, what changed, and every file with size and hash."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from schemas.tables import TABLES_BY_NAME

TEMPLATES = Path(__file__).parent / "templates"
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
        for unit, bytes_each in (("MB", 1_000_000), ("kB", 1_000)):
            if self.byte_size >= bytes_each:
                return f"{self.byte_size / bytes_each:.1f} {unit}".replace(".", ",")
        return f"{self.byte_size} Bytes"

    @property
    def content(self) -> str:
        """What is in it, in German."""
        path = Path(self.name)
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

    @property
    def day(self) -> str:
        """The day of the release as Germans write it."""
        return datetime.fromisoformat(self.released_at).strftime("%d.%m.%Y")


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
    environment = Environment(loader=FileSystemLoader(TEMPLATES), autoescape=True, undefined=StrictUndefined)
    environment.trim_blocks = environment.lstrip_blocks = True
    return environment.get_template("index.html").render(concept=concept, releases=releases)
