"""Bad input is normal: never an exception, never a silent loss."""

import random
from collections.abc import Mapping
from pathlib import Path

import pytest

from extractors.document import Attempt, extract_document, identify
from extractors.pdf.steps import GIVEN_UP, Avoided
from schemas.documents import Given
from schemas.extraction import Extraction
from tests.pdf_files import Picture, Text, column, encrypted, pdf

EXAMPLE = (
    Path(__file__).parents[1] / "schemas/catalogue/musterlingen-integration/documents/beschlussvorlage-2017-0815.pdf"
).read_bytes()

PROSE = ["Die Verwaltung berichtet über den Stand der Umsetzung", "und legt dem Rat eine neue Fassung vor."]
SHEET = [Text("Integrationskonzept der Stadt Neustadt", 70, 130, 18, "bold"), *column(PROSE * 6, 70, 170)]
SCAN = [Picture(0, 0, 595, 842)]
GOOD = pdf([SHEET, SHEET])

UNREADABLE: Mapping[str, tuple[bytes, str]] = {
    "empty": (b"", "empty"),
    "blanks only": (b" \r\n\t \x00\n" * 50, "empty"),
    "web page": (b"<!DOCTYPE html><html><body>Die Seite wurde nicht gefunden</body></html>", "html"),
    "web page with a byte order mark": (b"\xef\xbb\xbf\n<HTML><head></head></HTML>", "html"),
    "answer of a web service": (b'<?xml version="1.0"?><error>gesperrt</error>', "xml"),
    "office file": (b"PK\x03\x04\x14\x00\x06\x00word/document.xml" + bytes(200), "office"),
    "old office file": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "office"),
    "rich text": (b"{\\rtf1\\ansi Beschlussvorlage}", "office"),
    "PNG": (b"\x89PNG\r\n\x1a\n" + bytes(100), "image"),
    "JPEG": (b"\xff\xd8\xff\xe0\x00\x10JFIF" + bytes(100), "image"),
    "TIFF": (b"II*\x00" + bytes(100), "image"),
    "plain text": (b"Beschlussvorlage 2017/0815\n" * 20, "text"),
    "chance": (random.Random(1).randbytes(3000), "not_pdf"),
    "header only": (b"%PDF-1.4\n", "truncated"),
    "header and chance": (b"%PDF-1.4\n" + random.Random(2).randbytes(3000) + b"\n%%EOF", "damaged"),
    "PDF within a packed file": (b"PK\x03\x04" + b"x" * 1100 + GOOD, "archive"),
    "protected by a password": (encrypted(GOOD, "rathaus"), "encrypted"),
    "no pages": (pdf([]), "damaged"),
    "no text": (pdf([SCAN, SCAN]), "no_text"),
    "blank pages": (pdf([[], []]), "no_text"),
    "a stamp on a scan": (pdf([[*SCAN, Text("Anlage 1", 500, 20)]] * 3), "no_text"),
}
"""Name → bytes and the kind of issue they give."""


def read(content: bytes, name: str = "konzept.pdf") -> Extraction:
    return extract_document(content, Given(document_id=identify(content), source_url=name))


def is_told(found: Extraction) -> bool:
    """Whether a loss is told: never "ok" and empty."""
    if found.document.status == "ok":
        return bool(found.sections) or "no_headings" in {issue.kind for issue in found.issues}
    return bool(found.document.error) and any(issue.severity == "error" for issue in found.issues)


@pytest.mark.parametrize("name", UNREADABLE)
def test_unreadable_file_is_quarantined(name: str) -> None:
    content, kind = UNREADABLE[name]
    found = read(content)
    assert found.document.status == "quarantined"
    assert found.document.document_id == identify(content)
    assert found.document.byte_size == len(content)
    assert [issue.kind for issue in found.issues] == [kind]
    assert found.issues[0].what == found.document.error
    assert (found.document.error or "").startswith("konzept.pdf ")
    assert all(not found.records(table) for table in ("sections", "measures", "decisions", "evidence", "mentions"))


def test_reason_tells_what_to_do() -> None:
    cures = {name: read(content).document.error or "" for name, (content, _) in UNREADABLE.items()}
    assert all(";" in cure for cure in cures.values()), cures


def test_scan_keeps_its_page_count() -> None:
    document = read(UNREADABLE["no text"][0]).document
    assert (document.page_count, document.pages_without_text) == (2, 2)


def test_name_is_title_or_id_without_an_address() -> None:
    titled = extract_document(b"", Given(document_id="0", title="Konzept 2017"))
    assert (titled.document.error or "").startswith("Konzept 2017 is empty")
    assert (extract_document(b"", Given(document_id="0")).document.error or "").startswith("0 is empty")


def test_given_facts_survive_quarantine() -> None:
    given = Given(document_id="0", concept_id="neustadt", edition_id="2017", kind="report", retrieved_at="2026-11-22")
    document = extract_document(b"", given).document
    assert (document.concept_id, document.edition_id, document.kind) == ("neustadt", "2017", "report")
    assert document.retrieved_at == "2026-11-22"


@pytest.mark.parametrize(
    "content",
    [
        GOOD,
        b"junk before\n" * 20 + GOOD,
        b"<br />\n<b>Warning</b>: out of memory in index.php\n" * 300 + GOOD,
        GOOD + b"\n" + b"junk behind" * 300,
        encrypted(GOOD, ""),
    ],
    ids=["sound", "junk before", "kilobytes of junk before", "junk behind the end", "protected, but open to readers"],
)
def test_readable_file(content: bytes) -> None:
    found = read(content)
    assert found.document.status == "ok"
    assert found.document.page_count == 2
    assert any(section.text.startswith("Die Verwaltung berichtet") for section in found.sections)


def test_broken_off_before_the_end_is_still_read() -> None:
    content = GOOD[: GOOD.rindex(b"xref")]
    assert read(content).document.page_count == 2


@pytest.mark.parametrize("tenth", range(10))
def test_broken_off(tenth: int) -> None:
    found = read(EXAMPLE[: len(EXAMPLE) * tenth // 10])
    assert is_told(found)
    if found.document.status == "ok":
        assert found.document.page_count == 2


@pytest.mark.parametrize("seed", range(5))
def test_flipped_bytes(seed: int) -> None:
    chance = random.Random(seed)
    for _ in range(10):
        damaged = bytearray(EXAMPLE)
        place = chance.randrange(len(damaged))
        damaged[place] ^= chance.randrange(1, 256)
        assert is_told(read(bytes(damaged))), place


@pytest.mark.parametrize("seed", range(10))
def test_many_flipped_bytes(seed: int) -> None:
    chance = random.Random(seed)
    damaged = bytearray(EXAMPLE)
    for _ in range(200):
        damaged[chance.randrange(len(damaged))] = chance.randrange(256)
    assert is_told(read(bytes(damaged)))


def test_page_without_text_is_reported() -> None:
    found = read(pdf([SHEET, SHEET, SCAN, SHEET, SHEET]))
    assert found.document.status == "ok"
    assert (found.document.page_count, found.document.pages_without_text) == (5, 1)
    assert [(issue.kind, issue.page) for issue in found.issues] == [("page_without_text", 3)]


def test_blank_page_is_counted_but_no_issue() -> None:
    found = read(pdf([SHEET, [], SHEET]))
    assert (found.document.pages_without_text, found.issues) == (1, ())


def test_glyphs_without_characters_are_reported() -> None:
    secret = [Text("Niemand weiß, was hier steht", 70, 300, font="undecodable")] * 2
    found = read(pdf([SHEET, [*SHEET, *secret]]))
    assert [(issue.kind, issue.page) for issue in found.issues] == [("undecodable", 2)]


def test_page_that_only_one_engine_finds_is_reported() -> None:
    """A page tree that counts more pages than it holds."""
    found = read(GOOD.replace(b"/Count 2", b"/Count 3"))
    assert is_told(found)
    assert found.document.page_count >= 2


def test_wrong_letters_of_a_sheet_do_not_stop_the_next() -> None:
    content = GOOD.replace(b"Tm", b"T(", 1)
    found = read(content)
    assert is_told(found)
    assert found.document.page_count == 2


def test_text_without_headings_is_reported() -> None:
    found = read(pdf([column(PROSE * 10, 70, 140)]))
    assert (found.document.status, found.sections) == ("ok", ())
    assert [(issue.kind, issue.what) for issue in found.issues] == [
        ("no_headings", "no heading was found: 20 lines of text are in no section")
    ]


def test_every_word_bold() -> None:
    sheet = [Text(line, 70, 60 + 13 * n, font="bold") for n, line in enumerate(PROSE * 25)]
    found = read(pdf([sheet] * 3))
    assert found.document.status == "ok"
    assert len(found.sections) <= 3


def test_one_word_a_line() -> None:
    sheet = [Text("Wort", 70 + 40 * n, 60 + 12 * line) for line in range(60) for n in range(1)]
    found = read(pdf([sheet] * 3))
    assert len(found.sections) <= 3


def test_thousands_of_tiny_words() -> None:
    sheet = [Text("a b c d e f g h i j k l m n o p q r s t", 20 + 200 * n, 20 + 4 * line, 2)
             for line in range(100) for n in range(2)]  # fmt: skip
    found = read(pdf([sheet]))
    assert found.document.status == "ok"
    assert len(found.sections) <= 3


def test_a_document_of_which_no_rows_can_be_made_keeps_what_is_known_of_it() -> None:
    avoided = Avoided(pages=((2, f"{GIVEN_UP}took too long"),), rows="took longer than 150 seconds")
    found = extract_document(GOOD, Given(document_id="0"), attempt=Attempt(avoided=avoided))
    assert (found.document.status, found.document.page_count, found.document.pages_without_text) == (
        "quarantined",
        2,
        0,
    )
    assert "one page was read: took longer than 150 seconds" in (found.document.error or "")
    assert [(issue.kind, issue.page) for issue in found.issues] == [("not_understood", None), ("unread_page", 2)]
    assert not found.sections


def test_a_document_whose_only_page_was_given_up_names_the_cure_and_no_other() -> None:
    reason = f"{GIVEN_UP}took longer than 150 seconds for reading page 1; if it is in order, raise KONZEPT_STEP_TIMEOUT"
    attempt = Attempt(avoided=Avoided(pages=((1, reason),)))
    error = extract_document(pdf([SHEET]), Given(document_id="0"), attempt=attempt).document.error or ""
    assert error.endswith(f"page 1 {reason}")
    assert "fetch it again" not in error
