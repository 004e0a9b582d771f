"""The letters of a page, read in one stride, are those that pdfminer's own interpreter shows."""

import io
from pathlib import Path

import pytest
from pdfminer.pdfdocument import PDFDocument
from pdfminer.pdfinterp import PDFResourceManager
from pdfminer.pdfpage import PDFPage
from pdfminer.pdfparser import PDFParser
from pdfminer.pdftypes import PDFStream, dict_value
from pdfminer.psparser import LIT

from extractors.pdf.plumber import read_oddly_spelled
from extractors.pdf.spoken import OddSpelling, Speaker

EXAMPLES = sorted((Path(__file__).parents[1] / "musterlingen").rglob("*.pdf"))
FONT = {"Type": LIT("Font"), "Subtype": LIT("Type1"), "BaseFont": LIT("Helvetica"), "Encoding": LIT("WinAnsiEncoding")}


def spoken(content: bytes) -> str:
    stream = PDFStream({}, content)
    stream.set_objid(1, 0)
    form = PDFStream({"Subtype": LIT("Form"), "BBox": [0, 0, 1, 1]}, b"/F1 1 Tf (Form) Tj /Again Do")
    form.set_objid(2, 0)
    resources = {"Font": {"F1": FONT}, "XObject": {"Again": form}}
    return Speaker(PDFResourceManager()).read(resources, [stream])


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.name)
def test_pages_say_what_pdfminer_shows(path: Path) -> None:
    resources = PDFResourceManager()
    speaker = Speaker(resources)
    for page in PDFPage.create_pages(PDFDocument(PDFParser(io.BytesIO(path.read_bytes())))):
        try:
            said = speaker.read(dict_value(page.resources), page.contents)
        except OddSpelling:
            continue
        assert said == read_oddly_spelled(resources, page)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"BT /F1 12 Tf 1 0 0 1 72 700 Tm (Rad) Tj [(w) -3 (eg)]TJ ET", "Radweg"),
        (b"/F1 12 Tf (a \\(b\\) \\344 (c)) Tj <4b 6c69> Tj (d) ' 1 2 (e) \"", "a (b) ä (c)Klide"),
        (b"(ohne Schrift) Tj", ""),
        (b"q /F1 9 Tf (a) Tj Q (b) Tj", "a"),
        (b"/Span << /ActualText (x) >> BDC /F1 9 Tf (y) Tj EMC % (z) Tj\n(u) Tj", "yu"),
        (b"/F1 9 Tf (a) Tj /Again Do (b) Tj /None Do", "aFormb"),
    ],
)
def test_strings_are_read_as_they_are_shown(content: bytes, said: str) -> None:
    assert spoken(content) == said


@pytest.mark.parametrize("content", [b"BI /W 1 ID x EI", b"(open", b"<4> Tj", b"/F#31 9 Tf", b"{ }", b"(\\d) Tj"])
def test_odd_spelling_is_left_to_pdfminer(content: bytes) -> None:
    with pytest.raises(OddSpelling):
        spoken(content)
