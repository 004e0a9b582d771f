"""Catalogues: what is known of each concept, reviewed by people.

    <catalogue>/<concept>/concept.yml          required
    <catalogue>/<concept>/action_fields.yml    required; may list no field
    <catalogue>/<concept>/corrections.csv      optional
    <catalogue>/<concept>/documents/           PDFs that come with the catalogue, if any

A folder of one's own (KONZEPT_CATALOGUE) is looked at first, then the catalogues that come with the program. Nothing
is ever written here.
"""

import difflib
from collections.abc import Sequence
from pathlib import Path

import schemas
from schemas.catalogue import Catalogue
from schemas.catalogue_parsing import parse_action_fields, parse_concept, parse_corrections
from schemas.errors import CatalogueError, KonzeptError

BUNDLED = Path(schemas.__file__).parent / "catalogue"


class UnknownConcept(KonzeptError):
    """No catalogue has that name."""

    def __init__(self, concept_id: str, known: Sequence[str]) -> None:
        super().__init__(concept_id, tuple(known))
        self.concept_id, self.known = concept_id, tuple(known)

    def __str__(self) -> str:
        close = difflib.get_close_matches(self.concept_id, self.known, n=1)
        hint = f"did you mean {close[0]}?" if close else f"known are {', '.join(self.known)}."
        return f"There is no catalogue called {self.concept_id!r}; {hint}"


def list_concepts(own: Path | None) -> tuple[str, ...]:
    """The concepts that have a catalogue."""
    places = [place for place in (own, BUNDLED) if place and place.is_dir()]
    return tuple(sorted({file.parent.name for place in places for file in place.glob("*/concept.yml")}))


def find_catalogue(concept_id: str, own: Path | None) -> Path:
    """The folder of a catalogue; UnknownConcept says which there are."""
    known = list_concepts(own)
    if concept_id not in known:
        raise UnknownConcept(concept_id, known)
    return next(
        folder / concept_id for folder in (own, BUNDLED) if folder and (folder / concept_id / "concept.yml").is_file()
    )


def read_catalogue(folder: Path) -> Catalogue:
    """Read and check a catalogue folder; CatalogueError names file, line and cure."""
    concept_file, fields_file = folder / "concept.yml", folder / "action_fields.yml"
    concept = parse_concept(_text(concept_file), str(concept_file))
    fields = parse_action_fields(_text(fields_file), str(fields_file), concept)
    corrections_file = folder / "corrections.csv"
    corrections = parse_corrections(_text(corrections_file), str(corrections_file)) if corrections_file.exists() else ()
    return Catalogue(concept, fields, corrections)


def _text(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        line = file.read_bytes()[: error.start].count(b"\n") + 1
        raise CatalogueError(str(file), line, "a letter is not UTF-8.", "Save the file as UTF-8.") from error
    except OSError as error:
        raise CatalogueError(str(file), 1, f"cannot be read ({error.strerror}).", "Put the file there.") from error
