"""Rescue: what is left of a file that broke off is read where it is whole, and the rest is told page by page."""

import io
from pathlib import Path

import pikepdf
import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.document import extract_document
from extractors.pdf.guard import open_whole
from extractors.pdf.reader import read_pages
from extractors.pdf.rescue import is_rescued, rescue
from schemas.documents import Given
from schemas.errors import UnreadableDocument
from schemas.extraction import Extraction
from tests.hostile.collection import truncations
from tests.hostile.objects import CATALOG, FONT_NUMBER, PAGES, written
from tests.pdf_files import Text, column, encrypted, pdf

DOCUMENTS = sorted((Path(__file__).parents[2] / "schemas/catalogue/musterlingen-integration/documents").glob("*.pdf"))

PROSE = ["Die Verwaltung berichtet über den Stand der Umsetzung", "und legt dem Rat eine neue Fassung vor."]


def sheet(number: int) -> list[Text]:
    return [Text(f"{number}. Handlungsfeld", 70, 130, 18, "bold"), *column([*PROSE * 6, f"Seite {number}"], 70, 170)]


FOUR = pdf([sheet(number) for number in range(1, 5)])


def resaved(content: bytes, *, packed: bool) -> bytes:
    """The same pages as another program writes them: objects packed together, or each for itself."""
    saved = io.BytesIO()
    mode = pikepdf.ObjectStreamMode.generate if packed else pikepdf.ObjectStreamMode.disable
    with pikepdf.open(io.BytesIO(content)) as file:
        file.save(saved, object_stream_mode=mode)
    return saved.getvalue()


def extract(content: bytes) -> Extraction:
    return extract_document(content, Given(document_id="0", source_url="konzept.pdf"))


def words(content: bytes) -> dict[int, list[str]]:
    """What is read of each page; nothing of a file that tells that it breaks off."""
    try:
        pages = read_pages(content).pages
    except UnreadableDocument as told:
        if told.kind not in ("empty", "truncated"):
            raise
        return {}
    return {page.number: [word.text for word in page.words] for page in pages}


@pytest.mark.parametrize(
    "whole", [FOUR, resaved(FOUR, packed=False), resaved(FOUR, packed=True)], ids=["plain", "resaved", "packed"]
)
def test_what_is_read_of_a_file_that_breaks_off_is_what_the_whole_file_says(whole: bytes) -> None:
    expected = words(whole)
    found = [words(content) for _, content in truncations(whole, 40)]
    assert all(pages.items() <= expected.items() for pages in found)
    assert any(found)


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.stem)
def test_no_page_of_the_example_is_read_wrongly(document: Path) -> None:
    whole = document.read_bytes()
    expected = words(whole)
    for _, content in truncations(whole, 8):
        assert words(content).items() <= expected.items()


def test_pages_that_lost_something_are_told_one_by_one() -> None:
    broken = FOUR[: FOUR.rindex(b"xref\n0")].replace(b"/Contents", b"/Contents 999 0 R /Old", 1)
    found = extract(broken)
    assert (found.document.status, found.document.page_count) == ("partial", 4)
    assert "1 (needs text, fonts or pictures that are lost)" in (found.document.error or "")
    assert {section.page_first for section in found.sections} == {2, 3, 4}


def test_a_file_put_together_says_so() -> None:
    found = extract(FOUR[: FOUR.rindex(b"xref\n0")])
    assert found.document.status == "partial"
    assert "gathered from what is left" in (found.document.error or "")
    assert [(issue.severity, issue.hint) for issue in found.issues if issue.kind == "rescued"] == [
        ("error", "fetch it again")
    ]


def test_a_lost_font_makes_a_page_unreadable_not_wrong() -> None:
    content = written({PAGES: b"null", CATALOG: b"null"}).replace(b"%d 0 obj" % FONT_NUMBER, b"77 0 obj")
    with pytest.raises(UnreadableDocument, match="has no page that can be read"):
        read_pages(content[: content.rindex(b"xref\n0")] + b"%%EOF")


def test_a_sound_file_is_left_as_it_is() -> None:
    content, pdfium = open_whole(FOUR)
    with pdfium:
        assert content is FOUR
        assert not is_rescued(pdfium)


def test_what_only_a_lost_key_opens_is_not_rescued() -> None:
    locked = encrypted(FOUR, "")
    assert rescue(locked) is None
    with pytest.raises(UnreadableDocument, match="breaks off"):
        read_pages(locked[: len(locked) * 9 // 10])


@given(st.binary(max_size=300), st.integers(0, 3000))
def test_chance_is_rescued_to_nothing_or_to_a_file(chance: bytes, place: int) -> None:
    content = FOUR[:place] + chance + FOUR[place + len(chance) :]
    rescued = rescue(content)
    assert rescued is None or rescued.startswith(b"%PDF-")
    assert rescue(b"1 0 obj\n" + chance + b"endobj") is None or b"/Page" in chance
