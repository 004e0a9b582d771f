"""Scans with text that nobody sees: kept where it says what the picture says, else read anew.

The scan is a picture of a page of the example, made here; the text is drawn invisibly over it, or visibly below it.
"""

import io
from collections.abc import Callable, Sequence
from functools import cache

import pikepdf
import pypdfium2
import pytest

from extractors.document import extract_document
from extractors.pdf.agreement import word_agreement
from extractors.pdf.ocr import recognise_pages
from extractors.pdf.reader import read_pages
from flows.recognition import Tesseract, find_recogniser
from schemas.documents import Given
from schemas.errors import RecognitionFailed
from schemas.geometry import Page, Reading, Word
from tests.musterlingen.make_scans import DOCUMENTS

needs_tesseract = pytest.mark.skipif(
    find_recogniser() is None, reason="Tesseract with German is not installed: konzept doctor"
)

MINUTES = DOCUMENTS / "niederschrift-2017-12-11.pdf"
PAGE = 2
DPI = 200
INVISIBLE, FILLED = 3, 0

STAMP = "Beglaubigte Kopie der Niederschrift"


@cache
def original() -> Page:
    """The page as it was printed."""
    return read_pages(MINUTES.read_bytes()).pages[PAGE - 1]


@cache
def photographed() -> bytes:
    """The page as JPEG."""
    written = io.BytesIO()
    with pypdfium2.PdfDocument(MINUTES) as pdfium:
        bitmap = pdfium[PAGE - 1].render(scale=DPI / 72, grayscale=True)
        bitmap.to_pil().convert("L").save(written, format="JPEG", quality=90)
        bitmap.close()
    return written.getvalue()


def as_printed(text: str) -> str:
    return text


def misread(text: str) -> str:
    """As a program reads that knows another alphabet: each letter is another one."""
    return "".join(chr((ord(letter) - 97 + 11) % 26 + 97) if "a" <= letter <= "z" else letter for letter in text)


def drawn(words: Sequence[Word], mode: int, spelt: Callable[[str], str] = as_printed) -> bytes:
    """The operators that draw words where they stand."""
    shown = [
        b"1 0 0 1 %.2f %.2f Tm <%s> Tj"
        % (word.box.x0, original().height - word.box.bottom + 2, _coded(spelt(word.text)))
        for word in words
    ]
    return b"BT /F 9 Tf 90 Tz %d Tr %s ET" % (mode, b" ".join(shown))


def _coded(text: str) -> bytes:
    return text.encode("cp1252", "replace").hex().encode()


PICTURE = b"q %.2f 0 0 %.2f 0 0 cm /X Do Q"


def scanned(below: bytes = b"", above: bytes = b"") -> bytes:
    """A page that is a picture, with what is drawn below and above it."""
    width, height = original().width, original().height
    file = pikepdf.Pdf.new()
    page = file.add_blank_page(page_size=(width, height))
    with pypdfium2.PdfDocument(MINUTES) as pdfium:
        size = [round(side * DPI / 72 + 0.4999) for side in pdfium[PAGE - 1].get_size()]
    picture = pikepdf.Stream(file, photographed(), Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Image)
    picture.Width, picture.Height = size
    picture.ColorSpace, picture.BitsPerComponent = pikepdf.Name.DeviceGray, 8
    picture.Filter = pikepdf.Name.DCTDecode
    font = pikepdf.Dictionary(
        Type=pikepdf.Name.Font,
        Subtype=pikepdf.Name.Type1,
        BaseFont=pikepdf.Name.Helvetica,
        Encoding=pikepdf.Name.WinAnsiEncoding,
    )
    page.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(X=picture), Font=pikepdf.Dictionary(F=font))
    page.Contents = pikepdf.Stream(file, b" ".join([below, PICTURE % (width, height), above]))
    written = io.BytesIO()
    file.save(written)
    return written.getvalue()


@pytest.fixture(scope="module")
def tesseract(tmp_path_factory: pytest.TempPathFactory) -> Tesseract | None:
    """One that remembers: the picture is the same in all tests."""
    return find_recogniser(tmp_path_factory.mktemp("ocr"))


def read(content: bytes, tesseract: Tesseract | None) -> Page:
    [page] = recognised(content, tesseract).pages
    return page


def recognised(content: bytes, tesseract: Tesseract | None) -> Reading:
    return recognise_pages(content, read_pages(content), tesseract)


@needs_tesseract
def test_hidden_text_that_says_what_the_picture_says_is_kept(tesseract: Tesseract) -> None:
    content = scanned(above=drawn(original().words, INVISIBLE))
    page = read(content, tesseract)
    assert word_agreement(page.words, original().words) > 0.98
    assert all(word.recognised is None for word in page.words)
    assert page.recognised is not None
    found = extract_document(content, Given(document_id="0", source_url="scan.pdf"), recogniser=tesseract)
    assert (found.document.status, found.document.pages_ocr) == ("ok", 1)
    assert [issue.page for issue in found.issues if issue.kind == "recognised_page"] == [1]


@needs_tesseract
@pytest.mark.parametrize("layer", ["hidden", "under the picture"])
def test_unseen_text_that_says_something_else_is_read_anew(layer: str, tesseract: Tesseract) -> None:
    hidden = drawn(original().words, INVISIBLE, misread)
    covered = drawn(original().words, FILLED, misread)
    content = scanned(above=hidden) if layer == "hidden" else scanned(below=covered)
    page = read(content, tesseract)
    assert word_agreement(page.words, original().words) > 0.95
    assert all(word.recognised is not None for word in page.words)
    wrong = {misread(word.text) for word in original().words if len(word.text) > 6} - {w.text for w in original().words}
    assert wrong.isdisjoint(word.text for word in page.words)


@needs_tesseract
def test_print_around_a_picture_is_kept_beside_what_the_picture_says(tesseract: Tesseract) -> None:
    stamp = b"BT /F 9 Tf 0 Tr 200 815 Td (%s) Tj ET" % STAMP.encode()
    page = read(scanned(above=stamp), tesseract)
    printed = [word.text for word in page.words if word.recognised is None]
    assert " ".join(printed) == STAMP
    seen = [word for word in page.words if word.recognised is not None]
    assert word_agreement(seen, original().words) > 0.9


def refuse(_picture: bytes, _question: str, _dpi: int) -> str:
    raise RecognitionFailed("was asked")


def test_text_printed_on_a_picture_is_read_as_it_is_printed() -> None:
    content = scanned(above=drawn(original().words, FILLED))
    reading = recognise_pages(content, read_pages(content), refuse)
    assert reading.unrecognised == ()
    assert word_agreement(reading.pages[0].words, original().words) > 0.98
    assert reading.pages[0].recognised is None


@pytest.mark.parametrize("layer", ["hidden", "under the picture"])
def test_unseen_text_that_nobody_can_compare_is_told(layer: str) -> None:
    hidden, covered = drawn(original().words, INVISIBLE), drawn(original().words, FILLED)
    content = scanned(above=hidden) if layer == "hidden" else scanned(below=covered)
    found = extract_document(content, Given(document_id="0", source_url="scan.pdf"))
    assert [(issue.kind, issue.page) for issue in found.issues if issue.kind == "unchecked_text"] == [
        ("unchecked_text", 1)
    ]
