"""The example set once more, in other fonts, on other pages, with line numbers: nothing seems changed."""

from pathlib import Path

import pytest

from extractors.comparison.changes import compare_extractions
from extractors.document import extract_document, identify
from schemas.catalogue import Catalogue
from schemas.catalogue_parsing import parse_action_fields, parse_concept
from schemas.documents import Given
from schemas.extraction import Extraction

ROOT = Path(__file__).parents[1]
FOLDER = ROOT / "schemas" / "catalogue" / "musterlingen-integration"
RESET = ROOT / "tests" / "musterlingen" / "reset"
EDITIONS = {"integrationskonzept-2009": "2009", "integrationskonzept-2017": "2017"}


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    concept = parse_concept((FOLDER / "concept.yml").read_text(encoding="utf-8"), "concept.yml")
    fields = (FOLDER / "action_fields.yml").read_text(encoding="utf-8")
    return Catalogue(concept, parse_action_fields(fields, "action_fields.yml", concept))


def read(path: Path, catalogue: Catalogue) -> Extraction:
    content = path.read_bytes()
    given = Given(
        document_id=identify(content),
        concept_id=catalogue.concept.concept_id,
        edition_id=EDITIONS[path.stem],
        kind="concept",
        source_url=path.name,
    )
    return extract_document(content, given, catalogue.known_fields)


@pytest.mark.parametrize("stem", EDITIONS)
def test_the_same_text_in_another_setting_is_unchanged(stem: str, catalogue: Catalogue) -> None:
    printed = read(FOLDER / "documents" / f"{stem}.pdf", catalogue)
    again = read(RESET / f"{stem}.pdf", catalogue)
    assert printed.document.producer != again.document.producer or stem.endswith("2017")
    assert len(again.measures) == len(printed.measures) > 30
    for old, new in ((printed, again), (again, printed)):
        changes = compare_extractions(old, new, from_edition="one", to_edition="other")
        levels = {change.level for change in changes}
        assert levels == {"action_field", "goal", "measure", "section"}
        assert [c for c in changes if c.change != "unchanged"] == []
