"""Pictures of pages: drawn once, in processes of their own; what cannot be drawn is left out."""

from dataclasses import replace
from pathlib import Path

import pytest

from extractors.pdf.page_pictures import draw_pages
from flows.picturing import draw_all
from flows.settings import Settings
from schemas.errors import UnreadableDocument
from tests.site.example import FOLDER

PDF = FOLDER / "documents" / "beschlussvorlage-2017-0815.pdf"
SHA256 = "a" * 64


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(raw=tmp_path / "raw", output=tmp_path / "output")


def test_pages_are_drawn_with_their_size(settings: Settings) -> None:
    found = draw_all({SHA256: PDF}, [(SHA256, 1), (SHA256, 2), (SHA256, 99)], settings)
    assert {(page, sheet.width, sheet.height) for (_, page), sheet in found.items()} == {
        (1, 595.5, 842.0),
        (2, 595.5, 842.0),
    }


def test_a_page_is_drawn_once(settings: Settings) -> None:
    first = draw_all({SHA256: PDF}, [(SHA256, 1)], settings)[SHA256, 1].path
    first.write_bytes(first.read_bytes() + b"kept")
    assert draw_all({SHA256: PDF}, [(SHA256, 1), (SHA256, 2)], settings)[SHA256, 1].path.read_bytes().endswith(b"kept")


def test_a_document_that_is_none_has_no_pictures(settings: Settings, tmp_path: Path) -> None:
    broken = tmp_path / "broken.pdf"
    broken.write_bytes(b"%PDF-1.7\nkein PDF")
    assert draw_all({SHA256: broken}, [(SHA256, 1)], settings) == {}
    assert draw_all({}, [(SHA256, 1)], settings) == {}
    with pytest.raises(UnreadableDocument):
        list(draw_pages(broken.read_bytes(), [1]))


def test_a_process_that_dies_costs_its_page_not_the_site(settings: Settings) -> None:
    starved = replace(settings, document_memory_mb=1)
    assert draw_all({SHA256: PDF}, [(SHA256, 1), (SHA256, 2)], starved) == {}


def test_a_torn_picture_is_no_picture(settings: Settings) -> None:
    path = draw_all({SHA256: PDF}, [(SHA256, 1)], settings)[SHA256, 1].path
    path.write_bytes(path.read_bytes()[:20])
    assert draw_all({SHA256: PDF}, [(SHA256, 1)], settings) == {}
