"""Bytes to pages: the guard, symbol fonts, the door to the PDF engines, pictures of what was seen."""

import io
from collections.abc import Callable

import pikepdf
import pypdfium2
import pytest

from extractors.pdf import reader
from extractors.pdf.agreement import better_page
from extractors.pdf.drawing import STROKES, Seen, draw_boxes
from extractors.pdf.glyphs import readable
from extractors.pdf.guard import find_pdf
from extractors.pdf.ocr import recognise_pages
from extractors.pdf.plumber import read_with_pdfplumber
from extractors.pdf.reader import read_pages, read_with_pdfium
from extractors.seen import see_page
from schemas.documents import Evidence
from schemas.errors import UnreadableDocument
from schemas.geometry import Box, Page, Reading, Style, Word
from tests.pdf_files import Area, Picture, Sheet, Text, column, encrypted, pdf, ruled_table


def first_page(*sheet: Text | Area | Picture, turned: int = 0) -> Page:
    return read_pages(pdf([list(sheet)], turned=turned)).pages[0]


def printed(page: Page) -> list[str]:
    return [word.text for word in page.words]


@pytest.mark.parametrize("before", [0, 1, 500, 1000])
def test_header_may_stand_behind_junk(before: int) -> None:
    assert find_pdf(b"x" * before + b"%PDF-1.7\n") == b"%PDF-1.7\n"


@pytest.mark.parametrize(
    ("text", "font", "expected"),
    [
        ("o", "Wingdings", "☐"),
        ("þ", "Wingdings-Regular", "☑"),
        ("x", "ABCDEF+Wingdings2", "☒"),
        ("\uf0fc", "Wingdings", "✓"),
        ("\uf0a7", "Arial", "•"),
        ("·", "SymbolMT", "•"),
        ("®", "Symbol", "→"),
        ("£", "SymbolMT", "≤"),
        ("•", "ZapfDingbats", "•"),
        ("✔", "ZapfDingbats", "✔"),
        ("Symbolik", "SymbolicSans", "Symbolik"),
        ("Rad", "Frutiger-Bold", "Rad"),
    ],
)
def test_symbols_become_signs(text: str, font: str, expected: str) -> None:
    assert readable(text, font) == (expected, 0)


def test_glyphs_without_a_character_are_counted() -> None:
    assert readable("(cid:12)ad(cid:7)eg", "Frutiger") == ("\ufffdad\ufffdeg", 2)


def test_words_with_style_and_place() -> None:
    page = first_page(Text("Größe der Städte", 70, 80, 18, "bold", color="0.757 0.094 0.282"))
    assert printed(page) == ["Größe", "der", "Städte"]
    style = page.words[0].style
    assert (style.font, style.size, style.bold, style.italic) == ("Helvetica-Bold", 18.0, True, False)
    assert style.color == "#c11848"
    assert page.words[0].box.x0 == pytest.approx(70, abs=1)
    assert page.words[0].box.top == pytest.approx(80, abs=1)
    assert (page.width, page.height) == (595.0, 842.0)


def test_italic_is_seen() -> None:
    assert first_page(Text("Entwurf", 70, 80, font="italic")).words[0].style.italic


def test_cmyk_and_grey() -> None:
    white = first_page(Text("hell", 70, 80, color="1 1 1")).words[0].style
    assert white.color == "#ffffff"


def test_soft_hyphen_is_a_hyphen_where_it_is_drawn() -> None:
    assert printed(first_page(Text("Integra\xad", 70, 80, font="drawn soft hyphens"))) == ["Integra-"]


def test_soft_hyphen_that_is_not_drawn_is_left_out() -> None:
    assert printed(first_page(Text("Integra\xadtion", 70, 80, font="hidden soft hyphens"))) == ["Integration"]


def test_tick_boxes() -> None:
    assert printed(first_page(Text("þ", 70, 80, font="wingdings"), Text("hoch", 85, 80))) == ["☑", "hoch"]


def test_undecodable_glyphs_are_counted() -> None:
    page = first_page(Text("geheim", 70, 80, font="undecodable"), Text("offen", 70, 100))
    assert page.undecodable == 3
    assert "offen" in printed(page)


def test_bold_drawn_twice_is_read_once() -> None:
    assert printed(first_page(Text("Fett", 70, 80), Text("Fett", 70.2, 80))) == ["Fett"]


def test_text_outside_the_sheet_is_not_seen() -> None:
    assert printed(first_page(Text("drinnen", 70, 80), Text("draußen", 700, 80), Text("oben", 70, -60))) == ["drinnen"]


def test_sideways_words_stay_whole() -> None:
    page = first_page(Text("Handlungsfeld Wohnen", 40, 500, climbs=True))
    assert [(word.text, word.upright, word.style.size) for word in page.words] == [
        ("Handlungsfeld", False, 10.0),
        ("Wohnen", False, 10.0),
    ]


def test_page_stored_upright_and_shown_across() -> None:
    page = first_page(Text("Tabelle im Querformat", 70, 700, climbs=True), turned=90)
    assert (page.width, page.height) == (842.0, 595.0)
    assert printed(page) == ["Tabelle", "im", "Querformat"]
    assert all(word.upright for word in page.words)


def test_rules_and_areas() -> None:
    page = first_page(Area(70, 100, 300, 100.5), Area(70, 200, 300, 220, "0.8 0.9 1"))
    assert sorted((rule.kind, rule.fill) for rule in page.rules) == [("area", "#cce6ff"), ("line", "#000000")]


def test_pictures() -> None:
    (picture,) = first_page(Picture(100, 200, 300, 350)).images
    assert (picture.x0, picture.top, picture.x1, picture.bottom) == (100.0, 200.0, 300.0, 350.0)


def test_ruled_table() -> None:
    (grid,) = first_page(*ruled_table([["Nr.", "Maßnahme"], ["1", "Radwege"]], [60, 200], 70, 300)).grids
    assert [len(row) for row in grid.rows] == [2, 2]


def test_outline_title_and_producer() -> None:
    sheets: list[Sheet] = [column(["Eins"], 70, 80), column(["Zwei"], 70, 80)]
    reading = read_pages(pdf(sheets, outline=[("Größe – Kapitel 1", 1), ("Ausblick", 2)], title="Konzept"))
    assert [(mark.title, mark.level, mark.page) for mark in reading.bookmarks] == [
        ("Größe – Kapitel 1", 1, 1),
        ("Ausblick", 1, 2),
    ]
    assert (reading.title, reading.producer) == ("Konzept", "pdf_files")


def test_both_engines_agree() -> None:
    assert read_pages(pdf([column(["Die Verwaltung berichtet dem Rat"], 70, 80)])).text_agreement == 1.0
    assert read_pages(pdf([[]])).text_agreement is None


def test_empty_password_opens() -> None:
    content = encrypted(pdf([column(["Die Verwaltung berichtet"], 70, 80)]), "")
    assert printed(read_pages(content).pages[0])[0] == "Die"


def test_password_is_told() -> None:
    with pytest.raises(UnreadableDocument, match="password") as told:
        read_pages(encrypted(pdf([column(["geheim"], 70, 80)]), "rathaus"))
    assert told.value.kind == "encrypted"


def test_broken_cross_references_are_mended() -> None:
    sound = pdf([column(["Seite eins"], 70, 80), column(["Seite zwei"], 70, 80)])
    reading = read_pages(sound[: sound.rindex(b"startxref")] + b"startxref\n7\n%%EOF")
    assert [printed(page) for page in reading.pages] == [["Seite", "eins"], ["Seite", "zwei"]]


def test_page_behind_a_broken_one_is_read() -> None:
    sheets: list[Sheet] = [column([f"Seite {n}"], 70, 80) for n in range(3)]
    written = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf(sheets))) as file:
        file.pages[1].MediaBox = pikepdf.Array([0, 0, 0, 0])
        file.save(written)
    reading = read_pages(written.getvalue())
    assert {page.number for page in reading.pages} | {number for number, _ in reading.unread_pages} == {1, 2, 3}
    assert printed(reading.pages[-1]) == ["Seite", "2"]


def test_a_page_that_pdfium_cannot_load_is_no_picture_to_look_at() -> None:
    content = pdf([[Text("Seite", 70, 80)]])
    broken = content.replace(b"/Type /Page ", b"/Type /Pxge ")
    assert broken != content
    bare = Reading(pages=(Page(1, 595, 842),))
    assert recognise_pages(broken, bare, None).pages == bare.pages


def test_picture_of_a_page() -> None:
    content = pdf([ruled_table([["Nr.", "Maßnahme"], ["1", "Radwege"]], [60, 200], 70, 300)])
    plain = draw_boxes(content, 1, ())
    seen = [Seen(kind, (Box(100, 100, 200, 120),)) for kind in STROKES]
    assert plain.startswith(b"\x89PNG")
    assert draw_boxes(content, 1, seen) != plain


@pytest.mark.parametrize("page", [0, 2, -1])
def test_picture_of_no_page(page: int) -> None:
    with pytest.raises(UnreadableDocument, match="there is no page"):
        draw_boxes(pdf([[]]), page, ())


def test_what_is_seen_on_a_page() -> None:
    content = pdf([[*column(["Ein Satz", "und noch einer"], 70, 100),
                    *ruled_table([["Nr.", "Maßnahme"], ["1", "Radwege"]], [60, 200], 70, 300)]])  # fmt: skip
    heading = Evidence(table="sections", row_id="s", document_id="d", page=1, x0=70, top=100, x1=120, bottom=112,
                       quote="Ein Satz", method="style")  # fmt: skip
    counts = {one.kind: len(one.boxes) for one in see_page(content, 1, [heading])}
    assert counts == {"words": 9, "lines": 6, "columns": 2, "tables": 1, "headings": 1, "measures": 0}
    assert set(counts) == set(STROKES)


def test_engines_read_the_same_helper_file() -> None:
    content = pdf([column(["Die Verwaltung", "berichtet"], 70, 100)])
    with pypdfium2.PdfDocument(content) as file:
        assert file[0].get_textpage().get_text_range().split() == ["Die", "Verwaltung", "berichtet"]


def with_pages(content: bytes, change: Callable[[pikepdf.Page], None]) -> bytes:
    """The PDF with each of its pages changed."""
    file = io.BytesIO()
    with pikepdf.open(io.BytesIO(content)) as opened:
        for page in opened.pages:
            change(page)
        opened.save(file)
    return file.getvalue()


@pytest.mark.parametrize("read", [read_with_pdfium, lambda content: list(read_with_pdfplumber(content, [1]).values())])
def test_a_page_ends_at_its_crop_box(read: Callable[[bytes], list[Page]]) -> None:
    """Halves of a double page share its content; a viewer shows the crop box only."""
    content = pdf([[Text("links", 70, 80), Text("rechts", 370, 80)]])

    def crop(page: pikepdf.Page) -> None:
        page.CropBox = pikepdf.Array([300, 0, 595, 842])

    [page] = read(with_pages(content, crop))
    assert (page.width, page.height) == (295, 842)
    assert printed(page) == ["rechts"]
    assert page.words[0].box.x0 == pytest.approx(70, abs=0.1)


@pytest.mark.parametrize("turned", [0, 90, 180, 270])
def test_both_engines_place_words_alike_however_a_page_is_turned(turned: int) -> None:
    content = pdf([[Text("Rad-", 70, 80), Text("Verkehr", 200, 300, 14, "bold")]], turned=turned)
    [ours], stock = read_with_pdfium(content), read_with_pdfplumber(content, [1])[1]
    assert (ours.width, ours.height) == (stock.width, stock.height)
    assert sorted(printed(ours)) == ["Rad-", "Verkehr"]
    for word in ours.words:
        # pdfminer takes upside-down letters for upright ones, and reads them backwards
        [same] = [other for other in stock.words if other.text in (word.text, word.text[::-1])]
        assert word.upright == (turned == 0)
        assert [word.box.x0, word.box.top, word.box.x1, word.box.bottom] == pytest.approx(
            [same.box.x0, same.box.top, same.box.x1, same.box.bottom], abs=0.5
        )


def test_rules_in_a_form_stand_where_the_form_is_placed() -> None:
    file = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf([[Area(10, 742, 60, 792)]]))) as opened:
        page = opened.pages[0]
        form = opened.make_stream(page.Contents.read_bytes(), Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Form)
        form.BBox = pikepdf.Array([0, 0, 595, 842])
        page.Resources.XObject = pikepdf.Dictionary(Fx=form)
        page.Contents = opened.make_stream(b"q 1 0 0 0.5 100 200 cm /Fx Do Q")
        opened.save(file)
    [read] = read_with_pdfium(file.getvalue())
    assert [rule.box for rule in read.rules] == [Box(110, 842 - 200 - 50, 160, 842 - 200 - 25)]


def test_a_page_of_ten_thousand_rules_says_that_no_tables_were_looked_for() -> None:
    across = [Area(50, 50 + n / 8, 550, 50.05 + n / 8) for n in range(0, 5000, 40)]
    grid = [Area(10 + 4.2 * n, 10, 10.5 + 4.2 * n, 800) for n in range(130)]
    level = [Area(10, 10 + 4.2 * n, 560, 10.5 + 4.2 * n) for n in range(180)]
    [page] = read_with_pdfium(pdf([[*across, *grid, *level]]))
    assert not page.complete
    assert page.grids == ()
    assert len(page.rules) == len(across) + len(grid) + len(level)


def page_of(text: str, undecodable: int = 0, engine: str = "PDFium") -> Page:
    style = Style("Arial", 10, bold=False, italic=False, color="#000000")
    return Page(1, 595, 842, (Word(text, Box(70, 80, 200, 90), style),), undecodable=undecodable, engine=engine)


@pytest.mark.parametrize(
    ("ours", "other", "chosen"),
    [
        (page_of("Fahrradstraße"), page_of("Fahrradstraße", engine="pdfminer"), "PDFium"),
        (page_of("\ufffd" * 13, 13), page_of("Fahrradstraße", engine="pdfminer"), "pdfminer"),
        (page_of("Fahrradstraße"), page_of("\ufffd" * 13, 13, engine="pdfminer"), "PDFium"),
        (page_of("Fahrradstraße"), None, "PDFium"),
    ],
)
def test_a_page_is_taken_from_the_engine_that_decodes_more(ours: Page, other: Page | None, chosen: str) -> None:
    assert better_page(ours, other).engine == chosen


@pytest.mark.parametrize(
    "text",
    [
        "Maßnahmenprogramm 2030",
        "fi und fl, „Zitat“ – Strich",
        "A  B   C",
        "i.d.R. z.B. §§ 3, 4",
        "Wärmeversorgung/Verkehr:",
        "x" * 120,
    ],
)
def test_words_end_where_their_last_letter_ends(text: str) -> None:
    """Asked are only the ends of words: they must be those of pdfminer, which places each letter."""
    content = pdf([[Text(text, 70, 80, 12), Text(text, 70, 120, 9, "bold")]])
    [ours], stock = read_with_pdfium(content), read_with_pdfplumber(content, [1])[1]
    assert printed(ours) == printed(stock)
    for word, other in zip(ours.words, stock.words, strict=True):
        assert (word.box.x0, word.box.x1) == pytest.approx((other.box.x0, other.box.x1), abs=0.3)


@pytest.mark.parametrize(
    ("drawn", "words"),
    [
        (b"(Rad) Tj", ["Rad"]),
        (b"[(Rad) -300 (verkehr)] TJ", ["Rad", "verkehr"]),
        (b"[(Rad) -170 (verkehr)] TJ", ["Rad", "verkehr"]),
        (b"[(Rad) -100 (verkehr)] TJ", ["Radverkehr"]),
        (b"[(Rad) 60 (verkehr)] TJ", ["Radverkehr"]),
        (b"3 Tc (Rad) Tj", ["R", "a", "d"]),
        (b"[(Rad ) 300 (-)] TJ", ["Rad-"]),
        (b"-0.3 Tc (Radverkehr) Tj", ["Radverkehr"]),
    ],
)
def test_gaps_part_words_and_kerning_does_not(drawn: bytes, words: list[str]) -> None:
    def draw(page: pikepdf.Page, file: pikepdf.Pdf) -> None:
        page.Contents = file.make_stream(b"BT /" + font_of(page) + b" 12 Tf 70 700 Td " + drawn + b" ET")

    file = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf([[Text("Rad", 70, 80, 12)]]))) as opened:
        draw(opened.pages[0], opened)
        opened.save(file)
    [ours] = read_with_pdfium(file.getvalue())
    assert printed(ours) == words
    assert printed(read_with_pdfplumber(file.getvalue(), [1])[1]) == words


def font_of(page: pikepdf.Page) -> bytes:
    """The name of the first font of a page."""
    return min(page.Resources.Font.keys()).lstrip("/").encode()


def test_a_sampled_page_with_other_letters_is_read_whole_by_both_engines() -> None:
    """A page cropped to its right half: pdfminer draws both halves, which the quick look takes for a difference."""
    content = pdf([[Text("links " * 5, 10, 80), Text("rechts", 370, 80)]])

    def crop(page: pikepdf.Page) -> None:
        page.CropBox = pikepdf.Array([300, 0, 595, 842])

    reading = read_pages(with_pages(content, crop))
    assert [printed(page) for page in reading.pages] == [["rechts"]]
    assert reading.text_agreement == 1.0


@pytest.mark.parametrize(("at_once", "most"), [(2, 100), (1, 3), (50, 40)])
def test_pages_are_the_same_however_often_the_file_is_opened(
    at_once: int, most: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    content = pdf([[Text(f"Blatt {number}", 70, 80)] for number in range(1, 8)])
    monkeypatch.setattr(reader, "PAGES_AT_ONCE", at_once)
    monkeypatch.setattr(reader, "MOST_OPENINGS", most)
    pages = read_with_pdfium(content)
    assert [(page.number, printed(page)) for page in pages] == [(n, ["Blatt", str(n)]) for n in range(1, 8)]
