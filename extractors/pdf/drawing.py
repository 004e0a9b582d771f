"""Pictures of what was seen on a page, and of a passage, drawn with pdfplumber's visual debugging.

Colours: words grey, lines blue, columns green, tables orange, headings red, measures violet.
"""

import io
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass

import pdfplumber
import pypdfium2
from pdfplumber.page import Page

from extractors.pdf.guard import find_pdf, open_with_pdfium
from extractors.pdf.plumber import FAULTS
from schemas.errors import UnreadableDocument
from schemas.geometry import Box

RESOLUTION_DPI = 144
NO_FILL = (0, 0, 0, 0)

STROKES: Mapping[str, tuple[str | tuple[int, int, int, int], int]] = {
    "words": ((120, 120, 120, 70), 1),
    "lines": ("#2c6abe", 1),
    "columns": ("#0e8a5f", 2),
    "tables": ("#d97706", 2),
    "headings": ("#c11748", 3),
    "measures": ("#6d28d9", 3),
}
"""What is drawn, in this order: stroke colour and width in pixels."""


@dataclass(frozen=True, slots=True)
class Seen:
    """Boxes of one kind on a page."""

    kind: str
    """A key of STROKES."""

    boxes: tuple[Box, ...]


def draw_boxes(content: bytes, page: int, seen: Iterable[Seen]) -> bytes:
    """A PNG of a page with the boxes that were seen; raise UnreadableDocument when there is no such page."""
    with _page(content, page) as sheet:
        picture = sheet.to_image(resolution=RESOLUTION_DPI)
        by_kind = {one.kind: one.boxes for one in seen}
        for kind, (color, width) in STROKES.items():
            boxes = [(box.x0, box.top, box.x1, box.bottom) for box in by_kind.get(kind, ())]
            picture.draw_rects(boxes, stroke=color, stroke_width=width, fill=NO_FILL)
        png = io.BytesIO()
        picture.save(png, format="PNG", quantize=False)
        return png.getvalue()


PASSAGE = "#c11748"
AROUND_PT = 90.0
"""What is shown above and below a passage."""


def draw_passage(content: bytes, page: int, box: Box | None) -> bytes:
    """A PNG of a passage, marked, with what stands around it; the whole page, if it has no box.

    Raises UnreadableDocument when there is no such page, or it cannot be drawn.
    """
    with _page(content, page) as sheet:
        picture = _around(sheet, box).to_image(resolution=RESOLUTION_DPI)
        if box:
            mark = box.grown(2)
            picture.draw_rect((mark.x0, mark.top, mark.x1, mark.bottom), stroke=PASSAGE, stroke_width=3, fill=NO_FILL)
        png = io.BytesIO()
        picture.save(png, format="PNG", quantize=False)
        return png.getvalue()


@contextmanager
def _page(content: bytes, number: int) -> Iterator[Page]:
    """A page, taken out of its document by PDFium: pdfplumber cannot open every document that was read."""
    with closing(open_with_pdfium(find_pdf(content))) as pdfium:
        if not 1 <= number <= len(pdfium):
            raise UnreadableDocument("no_such_page", f"has {len(pdfium)} pages, there is no page {number}")
        alone = _alone(pdfium, number)
    try:
        with pdfplumber.open(io.BytesIO(alone)) as pdf:
            yield pdf.pages[0]
    except FAULTS as error:
        raise UnreadableDocument("not_drawn", f"has a page {number} that cannot be drawn") from error


def _around(sheet: Page, box: Box | None) -> Page:
    """The part of the sheet around the box; all of it without one."""
    if box is None:
        return sheet
    left, upper, right, lower = sheet.bbox
    return sheet.crop((left, max(upper, box.top - AROUND_PT), right, min(lower, box.bottom + AROUND_PT)), strict=False)


def _alone(pdfium: pypdfium2.PdfDocument, number: int) -> bytes:
    written = io.BytesIO()
    with closing(pypdfium2.PdfDocument.new()) as excerpt:
        try:
            excerpt.import_pages(pdfium, [number - 1])
            excerpt.save(written)
        except pypdfium2.PdfiumError as error:
            raise UnreadableDocument("not_drawn", f"has a page {number} that cannot be drawn") from error
    return written.getvalue()
