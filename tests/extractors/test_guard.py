"""The guard: what is no PDF is named; what a PDF holds beside its pages, and where it is damaged, is noted."""

import math
import zlib

import pypdfium2
import pytest

from extractors.document import extract_document
from extractors.pdf.formats import recognise
from extractors.pdf.guard import (
    MOST_NAMED,
    count_pages,
    find_pdf,
    is_broken_off,
    missing_pages,
    open_with_pdfium,
    sheet_fault,
)
from extractors.pdf.survey import survey
from schemas.documents import Given
from schemas.errors import UnreadableDocument
from schemas.geometry import Note
from tests.hostile.objects import CATALOG, CONTENTS, FREE, PAGE, PAGES, TEXT, bomb, page, stream, written
from tests.pdf_files import encrypted

GOOD = written()

FORMATS: list[tuple[bytes, str, str]] = [
    (b"\x89PNG\r\n\x1a\n", "image", "PNG"),
    (b"\xff\xd8\xff\xe0\x00\x10JFIF", "image", "JPEG"),
    (b"GIF89a", "image", "GIF"),
    (b"RIFF\x24\x00\x00\x00WEBPVP8 ", "image", "WebP"),
    (b"BM\x36\x00\x0c\x00\x00\x00\x00\x006\x00\x00\x00", "image", "BMP"),
    (b"\x00\x00\x00\x0cjP  \r\n\x87\n", "image", "JPEG 2000"),
    (b"\x00\x00\x00\x18ftypheic", "image", "HEIC"),
    (b"\x00\x00\x00\x1cftypavif", "image", "AVIF"),
    (b"II*\x00\x08", "image", "TIFF"),
    (b"PK\x03\x04\x14\x00\x06\x00[Content_Types].xml", "office", "Office"),
    (b"PK\x03\x04\x14\x00mimetypeapplication/vnd.oasis.opendocument.text", "office", "Office"),
    (b"PK\x03\x04\x14\x00\x00\x00Anlagen/Karte.shp", "archive", "ZIP"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "office", "old Office"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "__substg1.0_0037001F".encode("utf-16-le"), "mail", "a mail"),
    (b"Return-Path: <rat@stadt.example>\nSubject: Vorlage\n\nText", "mail", "a mail"),
    (b"From: Amt\nSubject: Vorlage\n =?utf-8?q?mehr?=\nMIME-Version: 1.0\n\nText", "mail", "a mail"),
    (b"\x1f\x8b\x08\x00", "archive", "gzip"),
    (b"7z\xbc\xaf\x27\x1c\x00\x04", "archive", "7z"),
    (b"Rar!\x1a\x07\x01\x00", "archive", "RAR"),
    (b"{\\rtf1\\ansi Vorlage}", "office", "RTF"),
    (b"%!PS-Adobe-3.0\n", "postscript", "PostScript"),
    (b"%FDF-1.2\n", "form", "FDF"),
    (b"MZ\x90\x00", "program", "a program"),
    (b"<!DOCTYPE html><title>404</title>", "html", "web page"),
    (b"\xef\xbb\xbf\r\n<!-- " + b"Kommentar " * 800 + b"--><html>", "html", "web page"),
    ("\ufeff<html><body>Fehler</body></html>".encode("utf-16-le"), "html", "web page"),
    (b"<br />\n<b>Fatal error</b>: Uncaught exception", "html", "web page"),
    (b'<?xml version="1.0"?>\n<xdp:xdp xmlns:xdp="http://ns.adobe.com/xdp/">', "form", "XDP"),
    (b'<?xml version="1.0"?><error>gesperrt</error>', "xml", "XML"),
    (b"<error>gesperrt</error>", "xml", "XML"),
    (b'{"status": 404, "message": "not found"}', "json", "JSON"),
    (b'[{"id": 1}]', "json", "JSON"),
    ("Die Vorlage ist nicht öffentlich.\n".encode(), "text", "“Die Vorlage ist nicht öffentlich.”"),
    ("Die Vorlage ist nicht öffentlich.\n".encode("cp1252"), "text", "nicht öffentlich"),
    ("Die Vorlage ist nicht öffentlich.\n".encode("utf-16"), "text", "nicht öffentlich"),
    ("Ö".encode() * 20_000, "text", "…"),
]


@pytest.mark.parametrize(("content", "kind", "name"), FORMATS, ids=[f"{kind}-{name}" for _, kind, name in FORMATS])
def test_another_format_is_named_with_a_cure(content: bytes, kind: str, name: str) -> None:
    with pytest.raises(UnreadableDocument) as told:
        find_pdf(content)
    assert told.value.kind == kind
    assert name in told.value.reason
    assert "; " in told.value.reason


def test_what_is_no_format_at_all_has_no_name() -> None:
    assert recognise(b"\x01\x02\x03\x04" * 300) is None


@pytest.mark.parametrize("junk", [b"x" * 5000, b"<br /><b>Warning</b>: mysql\n" * 200, bytes(range(32)) * 200])
def test_a_pdf_behind_junk_is_found(junk: bytes) -> None:
    assert find_pdf(junk + GOOD) == GOOD


@pytest.mark.parametrize("start", [b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"\x1f\x8b"])
def test_a_pdf_that_is_part_of_another_file_is_not_taken_out(start: bytes) -> None:
    with pytest.raises(UnreadableDocument):
        find_pdf(start + b"x" * 2000 + GOOD)


def test_a_web_page_that_speaks_of_pdfs_is_a_web_page() -> None:
    with pytest.raises(UnreadableDocument, match="web page"):
        find_pdf(b"<html>" + b"x" * 2000 + b"A PDF begins with %PDF-1.7.</html>")


@pytest.mark.parametrize("junk", [bytes(50_000), b"<html>Zeitlimit</html>" * 500])
def test_junk_behind_the_end_is_cut_off(junk: bytes) -> None:
    assert find_pdf(GOOD + junk) == GOOD.rstrip(b"\n")


def test_objects_behind_the_end_are_kept() -> None:
    update = b"9 0 obj\n<< >>\nendobj\n" * 200
    assert find_pdf(GOOD + update) == GOOD + update


@pytest.mark.parametrize(
    ("content", "broken_off"),
    [(GOOD, False), (GOOD[:400], True), (GOOD + b"\r\n\r\n", False), (GOOD + b"9 0 obj\n<<", True)],
)
def test_a_file_without_its_end_is_seen(content: bytes, broken_off: bool) -> None:
    assert is_broken_off(content) == broken_off


@pytest.mark.parametrize("size", [(595, 842), (1, 1), (14400, 14400)])
def test_sheets(size: tuple[float, float]) -> None:
    assert sheet_fault(*size) == ""


@pytest.mark.parametrize("size", [(math.nan, 842), (595, math.inf), (0, 842), (-595, 842), (2e9, 842)])
def test_sizes_that_no_sheet_has(size: tuple[float, float]) -> None:
    assert "which no sheet has" in sheet_fault(*size)


def test_missing_pages_are_named_one_by_one_or_together() -> None:
    assert [number for number, _ in missing_pages({1, 3}, 4)] == [2, 4]
    assert missing_pages({1, 2}, 2) == ()
    [(first, reason)] = missing_pages({1}, MOST_NAMED + 2)
    assert first == 2
    assert "102 pages" in reason


def test_pages_are_counted_unless_the_file_is_too_short_for_them() -> None:
    assert count_pages(GOOD) == 1
    many = written({PAGES: b"<< /Type /Pages /Kids [3 0 R] /Count 1000000 >>"})
    assert count_pages(many) == len(many) // 4


def test_more_pages_than_anybody_prints_are_refused() -> None:
    content = written({PAGES: b"<< /Type /Pages /Kids [%s] /Count 30000 >>" % (b"3 0 R " * 30_000)})
    with pytest.raises(UnreadableDocument, match="30,000 pages"):
        count_pages(content)


@pytest.mark.parametrize("lock", [b"/Filter /Standard /V 99 /R 99 /O () /U () /P -1", b"/Filter /Adobe.PubSec /V 4"])
def test_a_lock_we_do_not_know_counts_as_a_password(lock: bytes) -> None:
    with pytest.raises(UnreadableDocument, match="password"):
        count_pages(written(trailer=b"/Encrypt << %s >>" % lock))


# What is noted


def notes(content: bytes) -> tuple[Note, ...]:
    with open_with_pdfium(content) as pdfium:
        return survey(content, pdfium).notes


def kinds(content: bytes) -> list[tuple[str, int | None]]:
    return [(note.kind, note.page) for note in notes(content)]


def test_a_sound_file_needs_no_note() -> None:
    assert kinds(GOOD) == []
    assert kinds(written({CONTENTS: stream(TEXT, packed=True)})) == []
    assert kinds(encrypted(written({CONTENTS: stream(TEXT * 50, packed=True)}), "")) == []


def damaged_content() -> bytes:
    packed = bytearray(zlib.compress(TEXT * 100))
    packed[len(packed) // 2] ^= 0xFF
    return written({CONTENTS: stream(bytes(packed), b"/Filter /FlateDecode")})


def test_a_page_whose_content_is_damaged_is_named() -> None:
    assert kinds(damaged_content()) == [("damaged_page", 1)]
    assert notes(damaged_content())[0].severity == "error"


@pytest.mark.parametrize("cut", [1, 2, 4])
def test_a_checksum_that_is_cut_off_harms_nothing(cut: int) -> None:
    content = stream(zlib.compress(TEXT)[:-cut], b"/Filter /FlateDecode")
    assert kinds(written({CONTENTS: content})) == []


def test_half_of_a_content_is_damaged() -> None:
    packed = zlib.compress(TEXT + bytes(range(256)) * 20)
    assert kinds(written({CONTENTS: stream(packed[: len(packed) // 2], b"/Filter /FlateDecode")})) == [
        ("damaged_page", 1)
    ]


def test_a_page_that_unpacks_without_measure_is_not_read() -> None:
    sound, bloated = FREE, FREE + 1
    content = written(
        {
            PAGES: b"<< /Type /Pages /Kids [3 0 R %d 0 R] /Count 2 >>" % sound,
            sound: page().replace(b"4 0 R", b"%d 0 R" % bloated),
            bloated: stream(bomb(100), b"/Filter /FlateDecode"),
        }
    )
    with open_with_pdfium(content) as pdfium:
        assert [number for number, _ in survey(content, pdfium).not_to_read] == [2]
    found = extract_document(content, Given(document_id="0"))
    assert (found.document.status, found.document.page_count) == ("partial", 2)
    assert "2 (unpacks to more than 64 MB" in (found.document.error or "")


def test_a_page_of_a_size_that_no_sheet_has_is_not_read() -> None:
    content = written({PAGE: page(box=b"[0 0 2000000000 842]")})
    with open_with_pdfium(content) as pdfium:
        [(number, why)] = survey(content, pdfium).not_to_read
    assert (number, "which no sheet has" in why) == (1, True)


@pytest.mark.parametrize(
    ("entries", "kind"),
    [
        (b"/OpenAction << /S /JavaScript /JS (app.alert\\(1\\)) >>", "javascript"),
        (b"/Names << /JavaScript << /Names [(a) << /S /JavaScript /JS (1) >>] >> >>", "javascript"),
        (b"/OpenAction << /S /Launch /F (cmd.exe) >>", "launch"),
        (b"/Names << /EmbeddedFiles << /Names [(a) << /Type /Filespec /F (a) >>] >> >>", "embedded_files"),
        (b"/AcroForm << /Fields [] /XFA 6 0 R >>", "xfa_form"),
    ],
)
def test_what_a_file_holds_beside_its_pages_is_noted(entries: bytes, kind: str) -> None:
    xfa = {FREE: stream(b"<xdp:xdp xmlns:xdp='http://ns.adobe.com/xdp/'/>")}
    content = written({CATALOG: b"<< /Type /Catalog /Pages 2 0 R %s >>" % entries, **xfa})
    assert kinds(content) == [(kind, None)]
    issues = extract_document(content, Given(document_id="0")).issues
    assert issues[0].kind == kind
    assert issues[0].hint


@pytest.mark.parametrize(
    "changed",
    [
        {PAGES: b"<< /Type /Pages /Kids [2 0 R 3 0 R] /Count 2 >>"},
        {PAGES: b"<< /Type /Pages /Kids [3 0 R] /Count 5 >>"},
    ],
    ids=["a tree that holds itself", "more pages declared than there are"],
)
def test_engines_that_count_differently_are_noted(changed: dict[int, bytes]) -> None:
    assert ("page_count", None) in kinds(written(changed))


@pytest.mark.parametrize("contents", [b"4 0 R", b"6 0 R"], ids=["to itself", "in a circle"])
def test_references_in_a_circle_end(contents: bytes) -> None:
    assert kinds(written({CONTENTS: contents, FREE: b"4 0 R"})) == []


def test_a_file_broken_off_is_noted() -> None:
    assert ("broken_off", None) in kinds(GOOD[: GOOD.rindex(b"startxref")])


def test_pdfium_reads_what_the_guard_lets_through() -> None:
    with pypdfium2.PdfDocument(find_pdf(b"junk\n" * 2000 + GOOD)) as file:
        assert "Integrationskonzept" in file[0].get_textpage().get_text_range()
