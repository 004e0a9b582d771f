"""Documents that lie beside the catalogue: the bundled example, or PDFs a city sent by mail."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from flows.sources.findings import Finding, Look
from schemas.catalogue import WantedDocument


@dataclass(frozen=True, slots=True)
class LocalSource:
    """Files of a catalogue folder."""

    folder: Path
    places: tuple[str, ...] = ()

    def look(self, place: str) -> Look:
        """Nothing to look at: the catalogue names the files."""
        return Look(place)

    def get(self, document: WantedDocument, looks: Sequence[Look]) -> Finding:
        """The file that the catalogue names."""
        name = document.wanted.file
        if not name:
            return Finding(None, problem="the catalogue names no file")
        try:
            content = (self.folder / name).read_bytes()
        except OSError as error:
            return Finding(None, problem=f"{name} cannot be read ({error.strerror})", looked_at=(name,))
        return Finding(content, address=name, looked_at=(name,))
