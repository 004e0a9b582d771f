"""The door to pdfplumber: bytes to pages of words, rules and grids, in points of the page as displayed.

pdfplumber keeps every page it has parsed in memory until `page.close()`, and may open a damaged file with 0 pages
and no error; both are minded here. PDFium, the second engine, gives the outline, counts the pages and reads sampled
pages again, so that a document can check itself.
"""

import io
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any

import pdfplumber
import pypdfium2
from pdfminer.pdfparser import PDFSyntaxError
from pdfplumber.page import Page as PlumberPage
from pdfplumber.utils.exceptions import MalformedPDFException, PdfminerException
from pdfplumber.utils.text import extract_words

from extractors.pdf.glyphs import readable
from extractors.pdf.guard import check_bytes, open_with_pdfium
from schemas.errors import UnreadableDocument
from schemas.geometry import Bookmark, Box, Cell, Grid, Page, Reading, Rule, Style, Word

BOLD = re.compile(r"bold|black|heavy|demi|cmbx|fett|(?<![a-z])bd(?![a-z])", re.IGNORECASE)
ITALIC = re.compile(r"italic|oblique|kursiv|slanted", re.IGNORECASE)

WORD_GAP = 0.16
"""Letters farther apart than this share of the type size belong to two words (a thin space is 1/6 em)."""

SAME_PLACE_PT = 0.75
"""Letters printed twice stand less than about twice this apart."""

LEAST_BLANKS = 6
LEAST_WIDTHS = 4
"""Blanks in a row, and their different widths, from which they are letters without a name."""

SOFT_HYPHEN = "\u00ad"

THIN_PT = 3.0
"""Rectangles thinner than this are drawn lines."""

MOST_RULES = 4000
"""Pages with more rules are maps or drawings: no tables are looked for on them."""

SAMPLED_PAGES = 5

PARSER_FAULTS = (PdfminerException, MalformedPDFException, PDFSyntaxError)


def read_pages(content: bytes) -> Reading:
    """Read all pages of a PDF; raise UnreadableDocument, with the reason, when there is nothing to read."""
    check_bytes(content)
    pdfium = open_with_pdfium(content)
    try:
        pages, unread = _read_with_pdfplumber(content, pdfium)
        return Reading(
            pages=pages,
            bookmarks=tuple(_bookmarks(pdfium)),
            producer=pdfium.get_metadata_value("Producer").strip("\x00 "),
            title=pdfium.get_metadata_value("Title").strip("\x00 "),
            text_agreement=_agreement(pages, pdfium),
            unread_pages=unread,
        )
    finally:
        pdfium.close()


def _read_with_pdfplumber(
    content: bytes, pdfium: pypdfium2.PdfDocument
) -> tuple[tuple[Page, ...], tuple[tuple[int, str], ...]]:
    """All pages; a file that pdfminer cannot follow is written anew by PDFium and read again."""
    expected = len(pdfium)
    pages, unread = _try_pdfplumber(content)
    if len(pages) + len(unread) < expected:
        mended = io.BytesIO()
        pdfium.save(mended)
        pages, unread = _try_pdfplumber(mended.getvalue())
    if not pages:
        raise UnreadableDocument("damaged", "has no page that can be read; fetch it again")
    seen = {page.number for page in pages} | {number for number, _ in unread}
    missing = [(n, "only one of two PDF engines finds this page") for n in range(1, expected + 1) if n not in seen]
    return pages, (*unread, *missing)


def _try_pdfplumber(content: bytes) -> tuple[tuple[Page, ...], tuple[tuple[int, str], ...]]:
    pages: list[Page] = []
    unread: list[tuple[int, str]] = []
    try:
        with pdfplumber.open(io.BytesIO(content)) as pdf:
            for page in pdf.pages:
                try:
                    pages.append(_read_page(page))
                except (*PARSER_FAULTS, ValueError, TypeError, KeyError) as error:
                    unread.append((page.page_number, f"cannot be read: {type(error).__name__}"))
                page.close()
    except PARSER_FAULTS:
        return (), ()
    return tuple(pages), tuple(unread)


def _read_page(page: PlumberPage) -> Page:
    sheet = Box(0.0, 0.0, float(page.width), float(page.height))
    chars = [_seen(char) for char in _once(page.chars) if sheet.holds(_box(char).middle) and _is_seen(char)]
    words, undecodable = _words(chars)
    rules = tuple(_rules(page, sheet))
    return Page(
        number=page.page_number,
        width=sheet.width,
        height=sheet.height,
        words=words,
        rules=rules,
        images=tuple(_box(image) for image in page.images),
        grids=tuple(_grids(page)) if 4 <= len(rules) <= MOST_RULES else (),
        undecodable=undecodable + _letters_named_blank(chars),
    )


def _once(chars: Iterable[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Each letter once: fake bold prints it again at nearly the same place.

    Like pdfplumber's `dedupe_chars`, whose time grows with the square of the letters of a page.
    """
    printed: set[tuple[str, str, int, int]] = set()
    for char in chars:
        x, y = round(float(char["x0"]) / SAME_PLACE_PT), round(float(char["top"]) / SAME_PLACE_PT)
        near = {(char["text"], char["fontname"], x + dx, y + dy) for dx in (-1, 0, 1) for dy in (-1, 0, 1)}
        if printed.isdisjoint(near):
            printed.add((char["text"], char["fontname"], x, y))
            yield char


def _is_seen(char: Mapping[str, Any]) -> bool:
    """Soft hyphens that are not drawn have no width."""
    return char["text"] != SOFT_HYPHEN or float(char["x1"]) - float(char["x0"]) > 0.05 * float(char["size"])


def _seen(char: dict[str, Any]) -> dict[str, Any]:
    """The letter as a reader sees it.

    A soft hyphen that is drawn is a hyphen: some producers give both signs the same glyph and name it U+00AD. Of a
    sideways letter pdfminer takes the width for the type size; its height lies across the page.
    """
    text = "-" if char["text"] == SOFT_HYPHEN else char["text"]
    size = char["size"] if char["upright"] else round(float(char["x1"]) - float(char["x0"]), 2)
    return {**char, "text": text, "size": size}


def _box(thing: Mapping[str, Any]) -> Box:
    return Box(*(round(float(thing[edge]), 2) for edge in ("x0", "top", "x1", "bottom")))


def _letters_named_blank(chars: Sequence[dict[str, Any]]) -> int:
    """Glyphs that a broken font names blank although it draws letters: long runs of blanks, each of another width."""
    count = 0
    for is_blank, run in groupby(chars, key=lambda char: str(char["text"]).isspace()):
        widths = [round(float(char["x1"]) - float(char["x0"]), 1) for char in run] if is_blank else []
        if len(widths) >= LEAST_BLANKS and len(set(widths)) >= LEAST_WIDTHS:
            count += len(widths)
    return count


def _words(chars: Sequence[dict[str, Any]]) -> tuple[tuple[Word, ...], int]:
    """The words, and how many of their glyphs are undecodable.

    pdfplumber sorts sideways letters from top to bottom; text that climbs the page (`b` of its matrix is
    positive) is asked for from bottom to top.
    """
    upright = [char for char in chars if char["upright"]]
    climbing = [char for char in chars if not char["upright"] and char["matrix"][1] > 0]
    falling = [char for char in chars if not char["upright"] and char["matrix"][1] <= 0]
    found = [
        *_raw_words(upright, "ltr"),
        *_raw_words(climbing, "btt"),
        *_raw_words(falling, "ttb"),
    ]
    read = [_word(raw) for raw in found]
    return tuple(word for word, _ in read if word.text), sum(lost for _, lost in read)


def _raw_words(chars: list[dict[str, Any]], direction: str) -> list[dict[str, Any]]:
    if not chars:
        return []
    turned = {} if direction == "ltr" else {"char_dir_rotated": direction, "line_dir_rotated": "ltr"}
    return extract_words(
        chars, x_tolerance_ratio=WORD_GAP, y_tolerance=2, extra_attrs=["fontname", "size"], return_chars=True, **turned
    )


def _word(raw: Mapping[str, Any]) -> tuple[Word, int]:
    font = str(raw["fontname"]).rpartition("+")[2]
    text, lost = readable(str(raw["text"]), font)
    style = Style(
        font=font,
        size=round(float(raw["size"]), 1),
        bold=bool(BOLD.search(font)),
        italic=bool(ITALIC.search(font)),
        color=_color(raw["chars"][0].get("non_stroking_color")),
    )
    return Word(text.strip(), _box(raw), style, upright=bool(raw["upright"])), lost


def _color(value: object) -> str:
    """Gray, RGB or CMYK components as `#rrggbb`; black when the PDF gives a pattern or nothing."""
    parts = value if isinstance(value, (tuple, list)) else (value,)
    numbers = [min(1.0, max(0.0, float(part))) for part in parts if isinstance(part, (int, float))]
    match numbers:
        case [gray]:
            rgb = [gray] * 3
        case [_, _, _]:
            rgb = numbers
        case [cyan, magenta, yellow, black]:
            rgb = [(1 - ink) * (1 - black) for ink in (cyan, magenta, yellow)]
        case _:
            rgb = [0.0] * 3
    return "#" + "".join(f"{round(part * 255):02x}" for part in rgb)


def _rules(page: PlumberPage, sheet: Box) -> Iterator[Rule]:
    for drawn in (*page.lines, *page.rects):
        box = _box(drawn)
        if not sheet.grown(2).holds(box.middle):
            continue
        is_line = min(box.width, box.height) < THIN_PT
        filled = bool(drawn.get("fill"))
        yield Rule(box, "line" if is_line else "area", _color(drawn.get("non_stroking_color")) if filled else "")


def _grids(page: PlumberPage) -> Iterator[Grid]:
    for table in page.find_tables():
        rows = tuple(tuple(Cell(Box(*cell)) if cell else None for cell in row.cells) for row in table.rows)
        yield Grid(page.page_number, Box(*table.bbox), rows)


def _bookmarks(pdfium: pypdfium2.PdfDocument) -> Iterator[Bookmark]:
    for mark in pdfium.get_toc():
        target = mark.get_dest()
        index = target.get_index() if target else None
        yield Bookmark(mark.get_title().strip(), mark.level + 1, None if index is None else index + 1)


def _agreement(pages: Sequence[Page], pdfium: pypdfium2.PdfDocument) -> float | None:
    """Share of words on sampled pages which both engines find; None when there are no words."""
    step = max(1, len(pages) // SAMPLED_PAGES)
    shared = total = 0
    for page in pages[::step]:
        ours = Counter(_letters(word.text for word in page.words))
        theirs = Counter(_letters(_pdfium_text(pdfium, page.number).split()))
        shared += (ours & theirs).total()
        total += max(ours.total(), theirs.total())
    return round(shared / total, 4) if total else None


def _letters(words: Iterable[str]) -> list[str]:
    """Letters and digits, three by three: engines divide words differently, but the letters are the same."""
    run = "".join(letter for word in words for letter in word if letter.isalnum())
    return [run[i : i + 3] for i in range(len(run) - 2)]


def _pdfium_text(pdfium: pypdfium2.PdfDocument, number: int) -> str:
    if number > len(pdfium):
        return ""
    page = pdfium[number - 1]
    text_page = page.get_textpage()
    try:
        return str(text_page.get_text_bounded())
    finally:
        text_page.close()
        page.close()
