"""Is this a PDF that can be read? Councils serve web pages, empty files and office documents named .pdf.

The header may stand after some junk: readers accept `%PDF-` within the first 1024 bytes (PDF reference 1.7,
appendix H, note 13).
"""

import pypdfium2

from schemas.errors import UnreadableDocument

HEADER = b"%PDF-"
HEADER_WITHIN = 1024

OTHER_FORMATS = (
    (b"PK\x03\x04", "office", "is a ZIP or Office file, not a PDF; open it and save it as PDF"),
    (b"\xd0\xcf\x11\xe0", "office", "is an old Office file, not a PDF; open it and save it as PDF"),
    (b"\x89PNG", "image", "is a picture (PNG), not a PDF; it needs text recognition"),
    (b"\xff\xd8\xff", "image", "is a picture (JPEG), not a PDF; it needs text recognition"),
    (b"II*\x00", "image", "is a picture (TIFF), not a PDF; it needs text recognition"),
    (b"MM\x00*", "image", "is a picture (TIFF), not a PDF; it needs text recognition"),
    (b"{\\rtf", "office", "is an RTF text, not a PDF; open it and save it as PDF"),
)
WEB_PAGE_SIGNS = (b"<!doctype html", b"<html", b"<head", b"<?xml", b"<body")


def check_bytes(content: bytes) -> None:
    """Raise UnreadableDocument, with the reason, unless the bytes begin like a PDF."""
    if not content.strip(b"\x00 \t\r\n"):
        raise UnreadableDocument("empty", "is empty; fetch it again")
    if HEADER in content[:HEADER_WITHIN]:
        return
    for magic, kind, reason in OTHER_FORMATS:
        if content.startswith(magic):
            raise UnreadableDocument(kind, reason)
    if any(sign in content[:HEADER_WITHIN].lower() for sign in WEB_PAGE_SIGNS):
        raise UnreadableDocument("html", "is a web page, not a PDF; open its address in a browser and save the PDF")
    raise UnreadableDocument("not_pdf", "does not begin like a PDF; fetch it again")


def open_with_pdfium(content: bytes) -> pypdfium2.PdfDocument:
    """Open the PDF with PDFium, which repairs more than pdfminer; raise UnreadableDocument when it can't."""
    try:
        return pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        raise UnreadableDocument(*_reason(str(error), content)) from None


def _reason(message: str, content: bytes) -> tuple[str, str]:
    if "password" in message.lower() and b"/Encrypt" in content:  # PDFium says so of files without pages, too
        return "encrypted", "is protected by a password; ask the council for an open copy"
    if b"%%EOF" not in content[-2048:]:
        return "truncated", "breaks off before its end; fetch it again"
    return "damaged", "is damaged and cannot be opened; fetch it again"
