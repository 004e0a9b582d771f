"""Pictures of pages for readers: large enough that a cutting can be read on a telephone, small enough to be sent.

Text in few colours packs best as PNG of 16 colours: measured on 20 pages of concepts at 144 dpi, 42 to 101 kB and 26 to
36 ms a page, against 50 to 137 kB and 44 to 53 ms as WebP (quality 45), and 113 to 199 kB as JPEG.
"""

import io
from collections.abc import Iterator, Sequence

import pypdfium2
from PIL import Image

from extractors.pdf.guard import find_pdf, open_with_pdfium

FORM = "png16-144"
"""Changes with everything that changes the bytes of a picture: what was drawn before is then drawn anew."""

SCALE = 2.0
"""Pixels for each point: 144 dpi."""

COLOURS = 16
LONGEST_SIDE_PX = 2600
"""Maps and plans are drawn smaller."""


def draw_pages(content: bytes, pages: Sequence[int]) -> Iterator[tuple[int, bytes]]:
    """PNG pictures of pages, counted from 1; pages that cannot be drawn are left out.

    The resolution in the file is that of the picture, so that its size in points is known. Raises UnreadableDocument.
    """
    document = open_with_pdfium(find_pdf(content))
    try:
        for page in pages:
            picture = _drawn(document, page) if 1 <= page <= len(document) else None
            if picture:
                yield page, picture
    finally:
        document.close()


def _drawn(document: pypdfium2.PdfDocument, number: int) -> bytes | None:
    try:
        page = document[number - 1]
    except pypdfium2.PdfiumError:
        return None
    try:
        scale = min(SCALE, LONGEST_SIDE_PX / max(1.0, *page.get_size()))
        bitmap = page.render(scale=scale)
        return _packed(bitmap.to_pil().convert("RGB"), scale * 72)
    except (pypdfium2.PdfiumError, ValueError, MemoryError):
        return None
    finally:
        page.close()


def _packed(image: Image.Image, dpi: float) -> bytes:
    written = io.BytesIO()
    few = image.quantize(COLOURS, method=Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)
    few.save(written, format="PNG", dpi=(dpi, dpi))
    return written.getvalue()
