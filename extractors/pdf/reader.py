"""The door to a PDF: bytes to pages of words, rules and grids, in points of the page as displayed.

    bytes → guard → PDFium: letters, drawings → words, rules, tables → Reading

PDFium tells what stands on a page in a tenth of the time that pdfminer takes; words are made of it by the rules of
pdfplumber and tables by pdfplumber itself. pdfminer reads sampled pages again, so that a document can check itself, and
pages that PDFium cannot read or decode.
"""

from collections.abc import Container, Iterator

import pypdfium2

from extractors.pdf.agreement import compare_engines
from extractors.pdf.drawings import read_drawings
from extractors.pdf.grids import find_grids
from extractors.pdf.guard import countable_pages, find_pdf, missing_pages, open_with_pdfium
from extractors.pdf.letters import count_named_blank, read_letters
from extractors.pdf.objects import page_objects
from extractors.pdf.sheets import sheet_of
from extractors.pdf.survey import survey
from extractors.pdf.words import words_of
from schemas.errors import UnreadableDocument
from schemas.geometry import Bookmark, Page, Reading
from schemas.packed import Words

PAGES_AT_ONCE = 50
MOST_OPENINGS = 40
"""A file is opened anew after so many pages, but only so often: each time the table of its objects is read."""


def read_pages(content: bytes) -> Reading:
    """Read all pages of a PDF; raise UnreadableDocument, with the reason, when there is nothing to read."""
    content = find_pdf(content)
    pdfium = open_with_pdfium(content)
    try:
        looked = survey(content, pdfium)
        skipped = dict(looked.not_to_read)
        found, unread = _read_all(content, countable_pages(content, pdfium), skipped)
        pages, _, agreement = compare_engines(content, pdfium, found, unread)
        if not pages:
            raise UnreadableDocument("damaged", "has no page that can be read; fetch it again")
        return Reading(
            pages=pages,
            bookmarks=tuple(_bookmarks(pdfium)),
            producer=pdfium.get_metadata_value("Producer").strip("\x00 "),
            title=pdfium.get_metadata_value("Title").strip("\x00 "),
            text_agreement=agreement,
            unread_pages=(
                *looked.not_to_read,
                *missing_pages({*skipped, *(page.number for page in pages)}, len(pdfium)),
            ),
            notes=looked.notes,
        )
    finally:
        pdfium.close()


def read_with_pdfium(content: bytes) -> list[Page]:
    """The pages that PDFium can read, without a second opinion; raise UnreadableDocument when the file won't open."""
    pdfium = open_with_pdfium(content)
    count = len(pdfium)
    pdfium.close()
    return _read_all(content, count)[0]


def _read_all(content: bytes, count: int, skipped: Container[int] = ()) -> tuple[list[Page], list[int]]:
    """The pages that PDFium can read, but for those to be skipped; and the numbers of those it cannot.

    PDFium keeps what it has unpacked until a file is closed, so that it is closed now and then.
    """
    pages: list[Page] = []
    unread: list[int] = []
    numbers = [number for number in range(1, count + 1) if number not in skipped]
    at_once = max(PAGES_AT_ONCE, len(numbers) // MOST_OPENINGS + 1)
    for start in range(0, len(numbers), at_once):
        pdfium = open_with_pdfium(content)
        try:
            for number in numbers[start : start + at_once]:
                try:
                    pages.append(_read_page(pdfium, number))
                except pypdfium2.PdfiumError:
                    unread.append(number)
        finally:
            pdfium.close()
    return pages, unread


def _read_page(pdfium: pypdfium2.PdfDocument, number: int) -> Page:
    page = pdfium[number - 1]
    textpage = page.get_textpage()
    try:
        sheet = sheet_of(page)
        objects = page_objects(page)
        letters = read_letters(textpage, objects.texts, sheet)
        drawings = read_drawings(objects, sheet)
    finally:
        textpage.close()
        page.close()
    words, undecodable = words_of(letters)
    grids, ruled = find_grids(drawings.edges, number)
    return Page(
        number=number,
        width=sheet.box.width,
        height=sheet.box.height,
        words=Words(words),
        rules=drawings.rules,
        images=drawings.images,
        grids=grids,
        undecodable=undecodable + (count_named_blank(letters) if letters else 0),
        complete=objects.complete and drawings.complete and ruled,
    )


def _bookmarks(pdfium: pypdfium2.PdfDocument) -> Iterator[Bookmark]:
    for mark in pdfium.get_toc():
        target = mark.get_dest()
        index = target.get_index() if target else None
        yield Bookmark(mark.get_title().strip(), mark.level + 1, None if index is None else index + 1)
