"""The door to a PDF: bytes to pages of words, rules and grids, in points of the page as displayed.

    bytes → guard → PDFium: letters, drawings → words, rules, tables → Reading

PDFium tells what stands on a page in a tenth of the time that pdfminer takes; words are made of it by the rules of
pdfplumber and tables by its tolerances. pdfminer reads the letters of sampled pages again, so that a document can check
itself, and pages that PDFium cannot read or decode.
"""

import gc
from collections.abc import Container, Iterator
from contextlib import contextmanager

import pypdfium2

from extractors.pdf.agreement import compare_engines
from extractors.pdf.drawings import read_drawings
from extractors.pdf.grids import find_grids
from extractors.pdf.guard import countable_pages, find_pdf, missing_pages, no_page, open_whole, open_with_pdfium
from extractors.pdf.letters import read_letters
from extractors.pdf.objects import page_objects
from extractors.pdf.sheets import sheet_of
from extractors.pdf.steps import NOTHING, READ, SURVEY, Avoided, Told, in_silence
from extractors.pdf.survey import survey
from extractors.pdf.words import words_of
from schemas.geometry import Bookmark, Page, Reading

PAGES_AT_ONCE = 50
MOST_OPENINGS = 40
"""A file is opened anew after so many pages, but only so often: each time the table of its objects is read."""


def read_pages(content: bytes, told: Told = in_silence, avoided: Avoided = NOTHING) -> Reading:
    """Read all pages of a PDF; raise UnreadableDocument, with the reason, when there is nothing to read.

    `told` hears of each step before it is taken; what is `avoided` is left out, and its loss is part of the reading.
    """
    told(SURVEY, 0)
    original = find_pdf(content)
    content, pdfium = open_whole(original)
    try:
        looked = survey(content, pdfium, second_engine=not avoided.second_engine)
        skipped = dict(sorted((*looked.not_to_read, *avoided.pages)))
        found, unread = _read_all(content, countable_pages(content, pdfium), skipped, told)
        if avoided.second_engine:
            pages, agreement = tuple(found), None
        else:
            pages, _, agreement = compare_engines(content, pdfium, found, unread, told)
        if not pages:
            raise no_page(original, skipped)
        return Reading(
            pages=pages,
            bookmarks=tuple(_bookmarks(pdfium)),
            producer=pdfium.get_metadata_value("Producer").strip("\x00 "),
            title=pdfium.get_metadata_value("Title").strip("\x00 "),
            text_agreement=agreement,
            unread_pages=(
                *skipped.items(),
                *missing_pages({*skipped, *(page.number for page in pages)}, len(pdfium)),
            ),
            notes=looked.notes,
        )
    finally:
        pdfium.close()


def read_with_pdfium(content: bytes) -> list[Page]:
    """The pages that PDFium can read, without a second opinion; raise UnreadableDocument when the file won't open."""
    with _opened(content) as pdfium:
        count = len(pdfium)
    return _read_all(content, count)[0]


def _read_all(
    content: bytes, count: int, skipped: Container[int] = (), told: Told = in_silence
) -> tuple[list[Page], list[int]]:
    """The pages that PDFium can read, but for those to be skipped; and the numbers of those it cannot.

    PDFium keeps what it has unpacked until a file is closed, so that it is closed now and then.
    """
    pages: list[Page] = []
    unread: list[int] = []
    numbers = [number for number in range(1, count + 1) if number not in skipped]
    at_once = max(PAGES_AT_ONCE, len(numbers) // MOST_OPENINGS + 1)
    for start in range(0, len(numbers), at_once):
        with _opened(content) as pdfium, _uncollected():
            for number in numbers[start : start + at_once]:
                told(READ, number)
                try:
                    pages.append(_read_page(pdfium, number))
                except pypdfium2.PdfiumError:
                    unread.append(number)
    return pages, unread


@contextmanager
def _opened(content: bytes) -> Iterator[pypdfium2.PdfDocument]:
    pdfium = open_with_pdfium(content)
    try:
        yield pdfium
    finally:
        pdfium.close()


@contextmanager
def _uncollected() -> Iterator[None]:
    """Without the search for cycles, a seventh of the time: words make none, and it would look at all of them again."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


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
        words=words,
        rules=drawings.rules,
        images=drawings.images,
        grids=grids,
        undecodable=undecodable + (letters.named_blank if letters else 0),
        complete=objects.complete and drawings.complete and ruled,
    )


def _bookmarks(pdfium: pypdfium2.PdfDocument) -> Iterator[Bookmark]:
    for mark in pdfium.get_toc():
        target = mark.get_dest()
        index = target.get_index() if target else None
        yield Bookmark(mark.get_title().strip(), mark.level + 1, None if index is None else index + 1)
