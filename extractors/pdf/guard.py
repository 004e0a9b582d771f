"""Is this a PDF that can be read? Councils serve web pages, empty files and office documents named .pdf.

The header may stand after some junk: readers accept `%PDF-` within the first 1024 bytes (PDF reference 1.7,
appendix H, note 13). Servers put more before it, such as their own warnings; what stands before the header is cut off.
"""

import re
from collections.abc import Collection, Mapping

import pypdfium2

from extractors.pdf.formats import container, recognise
from extractors.pdf.rescue import rescue
from extractors.pdf.steps import GIVEN_UP
from schemas.errors import UnreadableDocument

HEADER = b"%PDF-"
HEADER_WITHIN = 1024
END = b"%%EOF"
FULL_HEADER = re.compile(rb"%PDF-\d\.\d")

MOST_OBJECTS = 2_000_000
"""More objects than this has no document of a council; tables of so many would fill all memory."""

LEAST_BYTES_OF_A_PAGE = 4
"""However well it is packed, a page takes more: a short file that declares a million pages does not have them."""

MOST_NAMED = 100
"""More missing pages than this are told together."""

MOST_PAGES = 20_000
"""No council prints more in one file; a file that holds more references to pages repeats a few."""

LARGEST_SHEET_PT = 100_000.0
"""Seven times the largest sheet that Acrobat makes, and longer than any plan is printed."""


BROKEN_OFF = ("truncated", "breaks off before its end; fetch it again")
"""Kind and reason."""


def find_pdf(content: bytes) -> bytes:
    """The PDF without what stands before it; raise UnreadableDocument, with the reason, when there is none."""
    if not content.strip(b"\x00 \t\r\n"):
        raise UnreadableDocument("empty", "is empty; fetch it again")
    start = content.find(HEADER, 0, HEADER_WITHIN)
    if start < 0:
        start = _later_header(content)
    objects = content.count(b" obj", start)
    if objects > MOST_OBJECTS:
        raise UnreadableDocument("too_many_objects", f"has {objects:,} objects, too many to be read; print it anew")
    return content[start : _end(content)]


def _end(content: bytes) -> int:
    """Where a PDF ends: much junk behind it is cut off, which pdfminer would search line by line; objects never are."""
    end = content.rfind(END)
    is_junk = end >= 0 and len(content) - end > HEADER_WITHIN and content.find(b" obj", end) < 0
    return end + len(END) if is_junk else len(content)


def _later_header(content: bytes) -> int:
    """Where a PDF begins behind more junk than readers skip; not one that another file holds as a part."""
    header = None if container(content) else FULL_HEADER.search(content)
    if header and content.find(b" obj", header.start()) >= 0:
        return header.start()
    other = recognise(content)
    if other:
        raise UnreadableDocument(other.kind, other.reason)
    raise UnreadableDocument("not_pdf", "does not begin like a PDF; fetch it again")


def open_with_pdfium(content: bytes) -> pypdfium2.PdfDocument:
    """Open the PDF with PDFium, which repairs more than pdfminer; raise UnreadableDocument when it can't."""
    return open_whole(content)[1]


def open_whole(content: bytes) -> tuple[bytes, pypdfium2.PdfDocument]:
    """The PDF, or what could be rescued of it, and the same opened; raise UnreadableDocument when there is nothing."""
    try:
        return content, pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        refusal = UnreadableDocument(*_reason(str(error).lower(), content))
    rescued = None if refusal.kind == "encrypted" else rescue(content)
    if rescued is None:
        raise refusal
    try:
        return rescued, pypdfium2.PdfDocument(rescued)
    except pypdfium2.PdfiumError:
        raise refusal from None


def _reason(message: str, content: bytes) -> tuple[str, str]:
    if b"/Encrypt" in content and ("password" in message or "security" in message):  # so of files without pages, too
        return "encrypted", "is protected by a password; ask the council for an open copy"
    if is_broken_off(content):
        return BROKEN_OFF
    return "damaged", "is damaged and cannot be opened; fetch it again"


def no_page(content: bytes, skipped: Mapping[int, str]) -> UnreadableDocument:
    """What is told of a file that can be opened, but has no page that can be read; `skipped`: pages and why."""
    if is_broken_off(content):
        return UnreadableDocument(*BROKEN_OFF)
    given_up = [(number, reason) for number, reason in skipped.items() if reason.startswith(GIVEN_UP)]
    if given_up:  # perhaps only for our limits: the reason says what helps
        number, reason = given_up[0]
        return UnreadableDocument("given_up", f"has no page that can be read: page {number} {reason}")
    why = next((f": page {number} {reason}" for number, reason in skipped.items()), "")
    return UnreadableDocument("damaged", f"has no page that can be read{why}; fetch it again")


def is_broken_off(content: bytes) -> bool:
    """Whether the file has no end, or objects behind it: then what came last is not all there."""
    end = content.rfind(END)
    return end < 0 or content.find(b" obj", end) >= 0


def count_pages(content: bytes) -> int:
    """How many pages PDFium finds declared; raise UnreadableDocument when it cannot open the file."""
    with open_with_pdfium(find_pdf(content)) as pdfium:
        return countable_pages(content, pdfium)


def countable_pages(content: bytes, pdfium: pypdfium2.PdfDocument) -> int:
    """How many pages are worth asking for: those declared, unless the file is too short to hold them."""
    count = min(len(pdfium), len(content) // LEAST_BYTES_OF_A_PAGE)
    if count > MOST_PAGES:
        raise UnreadableDocument("too_many_pages", f"holds {count:,} pages, too many to be read; divide it")
    return count


def sheet_fault(width: float, height: float) -> str:
    """What is wrong with the size of a page, in points; empty when it can be printed."""
    if 0 < width <= LARGEST_SHEET_PT and 0 < height <= LARGEST_SHEET_PT:  # not true of NaN either
        return ""
    return f"declares a size of {width:g} x {height:g} points, which no sheet has"


def missing_pages(seen: Collection[int], declared: int) -> tuple[tuple[int, str], ...]:
    """The pages that a file declares and none of its engines could read; very many are told as one."""
    if declared - len(seen) > MOST_NAMED:
        first = next(number for number in range(1, declared + 1) if number not in seen)
        return ((first, f"is missing, as are most of the {declared:,} pages that the file declares"),)
    return tuple((n, "cannot be read by either of two PDF engines") for n in range(1, declared + 1) if n not in seen)
