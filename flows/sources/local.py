"""Documents that lie beside the catalogue: the bundled example, or PDFs a city sent by mail."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from flows.sources.findings import Finding, Look
from flows.sources.served import Served
from schemas.catalogue import WantedDocument


@dataclass(frozen=True, slots=True)
class LocalSource:
    """Files of a catalogue folder."""

    folder: Path
    places: tuple[str, ...] = ()

    def key(self, place: str) -> str:
        """Every file is a place of its own."""
        return place

    def look(self, place: str) -> Look:
        """Nothing to look at: the catalogue names the files."""
        return Look(place)

    def get(self, document: WantedDocument, looks: Sequence[Look]) -> Finding:
        """The file that the catalogue names."""
        name = document.wanted.file
        if not name:
            return Finding(None, problem="the catalogue names no file")
        try:
            return Finding(_served(self.folder / name, name), looked_at=(name,))
        except OSError as error:
            return Finding(None, problem=f"{name} cannot be read ({error.strerror})", looked_at=(name,))


def _served(path: Path, name: str) -> Served:
    with path.open("rb") as file:
        sha256 = hashlib.file_digest(file, "sha256").hexdigest()
    return Served(
        asked=name,
        address=name,
        status=None,
        path=path,
        sha256=sha256,
        byte_size=path.stat().st_size,
        media_type="application/pdf",
        name=path.name,
    )
