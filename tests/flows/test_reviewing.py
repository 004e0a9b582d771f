"""Review: what waits for a person, worst first, with a picture of the passage; corrections that are written down."""

from dataclasses import replace
from pathlib import Path

import pytest

from extractors.pdf.drawing import draw_passage
from extractors.quality import quality_of
from flows.pipeline import pipeline
from flows.quality import document_rows
from flows.reviewing import WORST_FIRST, NothingToCorrect, draw_items, waiting_for_a_person, write_correction
from flows.settings import Settings
from schemas.documents import Document, Issue
from schemas.errors import CatalogueError, UnreadableDocument
from schemas.extraction import Extraction
from schemas.geometry import Box
from tests.hostile.objects import PAGES, written

pytestmark = pytest.mark.slow
EXAMPLE = Path(__file__).parents[2] / "schemas" / "catalogue" / "musterlingen-integration"
CONCEPT_ID = EXAMPLE.name
PNG = b"\x89PNG"
GOOD = written()
ROW = {"table": "measures", "column": "title", "value": "Lotsinnen", "why": "Silbe fehlte", "who": "M. Muster"}


@pytest.fixture(scope="module")
def released(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """The example, released, with a catalogue of its own that may be written to."""
    root = tmp_path_factory.mktemp("review")
    folder = root / "catalogue" / CONCEPT_ID
    folder.mkdir(parents=True)
    for path in [path for path in EXAMPLE.rglob("*") if path.is_file()]:
        target = folder / path.relative_to(EXAMPLE)
        target.parent.mkdir(exist_ok=True)
        target.write_bytes(path.read_bytes())
    settings = Settings(raw=root / "raw", output=root / "output", catalogue=root / "catalogue", retry_delay_s=0)
    pipeline(CONCEPT_ID, settings)
    return settings


def test_the_worst_comes_first_and_has_its_page(released: Settings, tmp_path: Path) -> None:
    items = waiting_for_a_person(CONCEPT_ID, released)
    weights = [WORST_FIRST.index(item.weight) for item in items]
    assert weights == sorted(weights)
    unsure = [item for item in items if item.weight == "unsure"]
    assert all(item.page and item.box and item.row_id for item in unsure)
    drawn = draw_items(unsure[:2], CONCEPT_ID, released, tmp_path / "pictures")
    assert [path.read_bytes()[:4] for path in drawn.values() if isinstance(path, Path)] == [PNG, PNG]


def test_why_there_is_no_picture_is_said(released: Settings, tmp_path: Path) -> None:
    [item, *_] = [item for item in waiting_for_a_person(CONCEPT_ID, released) if item.weight == "unsure"]
    items = [replace(item, page=999), replace(item, document_id="0" * 16), replace(item, page=None)]
    drawn = draw_items(items, CONCEPT_ID, released, tmp_path / "pictures")
    assert set(drawn) == {0, 1}
    assert "there is no page 999" in str(drawn[0])
    assert "no longer in the store" in str(drawn[1])


def test_a_correction_is_written_and_kept_over_the_next_run(released: Settings) -> None:
    [item, *_] = [item for item in waiting_for_a_person(CONCEPT_ID, released) if item.weight == "unsure"]
    path = write_correction(CONCEPT_ID, released, {**ROW, "row_id": item.row_id})
    assert path.read_text(encoding="utf-8").splitlines()[-1].startswith(f"measures,{item.row_id},title,Lotsinnen,")
    pipeline(CONCEPT_ID, released)
    assert "Lotsinnen" in [each.what for each in waiting_for_a_person(CONCEPT_ID, released)]


def test_what_cannot_be_corrected_is_said_and_nothing_is_written(released: Settings) -> None:
    path = released.catalogue and released.catalogue / CONCEPT_ID / "corrections.csv"
    assert path
    before = path.read_bytes()
    with pytest.raises(NothingToCorrect, match="no row 2017:gibt-es-nicht"):
        write_correction(CONCEPT_ID, released, {**ROW, "row_id": "2017:gibt-es-nicht"})
    [item, *_] = [item for item in waiting_for_a_person(CONCEPT_ID, released) if item.weight == "unsure"]
    with pytest.raises(CatalogueError, match="has no column `titel`"):
        write_correction(CONCEPT_ID, released, {**ROW, "row_id": item.row_id, "column": "titel"})
    assert path.read_bytes() == before


def test_a_passage_at_the_edge_and_a_whole_page_are_drawn() -> None:
    content = (EXAMPLE / "documents" / "integrationskonzept-2017.pdf").read_bytes()
    assert draw_passage(content, 1, Box(-20, -5, 900, 12))[:4] == PNG
    assert draw_passage(content, 2, None)[:4] == PNG
    with pytest.raises(UnreadableDocument, match="there is no page 999"):
        draw_passage(content, 999, None)


@pytest.mark.parametrize(
    "damaged",
    [GOOD[: GOOD.rindex(b"xref\n0")], written({PAGES: b"<< /Type /Pages /Kids 3 0 R /Count 1 >>"})],
    ids=["broken off", "kids that are no list"],
)
def test_a_page_of_a_damaged_document_is_drawn_or_that_is_said(damaged: bytes) -> None:
    try:
        assert draw_passage(damaged, 1, Box(70, 100, 200, 150))[:4] == PNG
    except UnreadableDocument as told:
        if "cannot be drawn" not in told.reason:
            raise


def test_each_document_tells_how_well_it_was_read() -> None:
    document = Document(document_id="d", title="K", sha256="0", byte_size=1, contents_recall=0.5)
    issues = [
        Issue(document_id="d", severity="warning", kind=kind, what="")
        for kind in ("undecodable", "undecodable", "unread_label", "other_engine")
    ]
    [row] = document_rows([quality_of(Extraction(document=document, issues=tuple(issues)))])
    assert row == {
        "document": "K",
        "status": "ok",
        "contents found": "50.0%",
        "engines agree": "–",
        "undecodable pages": 2,
        "measures": 0,
        "without field": 0,
        "unread labels": 1,
        "issues": 4,
    }
