"""Pictures of what was seen on a page, and of a passage, drawn with pdfplumber's visual debugging.

Colours: words grey, lines blue, columns green, tables orange, headings red, measures violet.
"""

import io
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import pdfplumber

from extractors.pdf.guard import find_pdf
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
    with pdfplumber.open(io.BytesIO(find_pdf(content))) as pdf:
        if not 1 <= page <= len(pdf.pages):
            raise UnreadableDocument("no_such_page", f"has {len(pdf.pages)} pages, there is no page {page}")
        picture = pdf.pages[page - 1].to_image(resolution=RESOLUTION_DPI)
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

    Raises UnreadableDocument when there is no such page.
    """
    with pdfplumber.open(io.BytesIO(find_pdf(content))) as pdf:
        if not 1 <= page <= len(pdf.pages):
            raise UnreadableDocument("no_such_page", f"has {len(pdf.pages)} pages, there is no page {page}")
        sheet = pdf.pages[page - 1]
        left, upper, right, lower = sheet.bbox
        if box:
            edges = (left, max(upper, box.top - AROUND_PT), right, min(lower, box.bottom + AROUND_PT))
            sheet = sheet.crop(edges, strict=False)
        picture = sheet.to_image(resolution=RESOLUTION_DPI)
        if box:
            mark = box.grown(2)
            picture.draw_rect((mark.x0, mark.top, mark.x1, mark.bottom), stroke=PASSAGE, stroke_width=3, fill=NO_FILL)
        png = io.BytesIO()
        picture.save(png, format="PNG", quantize=False)
        return png.getvalue()
