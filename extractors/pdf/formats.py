"""What a file is that is no PDF: councils serve web pages, office documents and pictures under the name of a PDF.

Told by the first bytes, as the formats define them; what is text is told by how it begins.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass

SAVE_AS_PDF = "open it and save it as PDF"
RECOGNISE = "it needs text recognition"
UNPACK = "unpack it and take the PDF out of it"
SAVE_ATTACHMENT = "save the PDF that is attached to it"
FETCH_AGAIN = "fetch it again"
FROM_BROWSER = "open its address in a browser and save the PDF"

SNIFFED = 16 * 1024
"""So many bytes are looked at: web pages may begin with long comments."""

SHOWN = 60
"""So many letters of a plain text are shown."""


@dataclass(frozen=True, slots=True)
class Format:
    """A format that is no PDF."""

    kind: str
    """Short name, published as the kind of the issue."""

    name: str
    """What it is, after the word "is"."""

    cure: str

    @property
    def reason(self) -> str:
        """What the file is, and what to do about it."""
        return f"is {self.name}, not a PDF; {self.cure}"


def _picture(name: str) -> Format:
    return Format("image", f"a picture ({name})", RECOGNISE)


def _archive(name: str) -> Format:
    return Format("archive", f"a packed file ({name})", UNPACK)


OFFICE = Format("office", "an Office file", SAVE_AS_PDF)
OLD_OFFICE = Format("office", "an old Office file", SAVE_AS_PDF)
MAIL = Format("mail", "a mail", SAVE_ATTACHMENT)
WEB_PAGE = Format("html", "a web page", FROM_BROWSER)

MAGIC: tuple[tuple[int, bytes, Format], ...] = (
    (0, b"\x89PNG", _picture("PNG")),
    (0, b"\xff\xd8\xff", _picture("JPEG")),
    (0, b"II*\x00", _picture("TIFF")),
    (0, b"MM\x00*", _picture("TIFF")),
    (0, b"GIF8", _picture("GIF")),
    (8, b"WEBP", _picture("WebP")),
    (4, b"jP  \r\n\x87\n", _picture("JPEG 2000")),
    (0, b"\xff\x4f\xff\x51", _picture("JPEG 2000")),
    (4, b"ftyphei", _picture("HEIC")),
    (4, b"ftypmif1", _picture("HEIC")),
    (4, b"ftypavif", _picture("AVIF")),
    (0, b"AT&TFORM", _picture("DjVu")),
    (0, b"\x1f\x8b", _archive("gzip")),
    (0, b"7z\xbc\xaf\x27\x1c", _archive("7z")),
    (0, b"Rar!\x1a\x07", _archive("RAR")),
    (0, b"BZh", _archive("bzip2")),
    (0, b"\xfd7zXZ\x00", _archive("xz")),
    (0, b"{\\rtf", Format("office", "an RTF text", SAVE_AS_PDF)),
    (0, b"%!PS", Format("postscript", "a PostScript file", "turn it into a PDF, e.g. with ps2pdf")),
    (0, b"\xc5\xd0\xd3\xc6", Format("postscript", "a PostScript file", "turn it into a PDF, e.g. with ps2pdf")),
    (0, b"%FDF-", Format("form", "the filling of a form (FDF)", "ask the council for the form itself")),
    (0, b"MZ", Format("program", "a program", "do not open it; ask the council for the document")),
    (0, b"\x7fELF", Format("program", "a program", "do not open it; ask the council for the document")),
)
"""Where a format has its sign, and which."""

ZIP, OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
OFFICE_PARTS = (b"[Content_Types].xml", b"word/", b"xl/", b"ppt/", b"mimetypeapplication/vnd.oasis", b"_rels/")
MESSAGE_PART = "__substg1.0_".encode("utf-16-le")
"""How the parts of an Outlook message are called inside."""

WEB_PAGE_SIGN = re.compile(rb"<!doctype html|<html|<head\b|<body\b|<script\b|<meta\b|<br\b|<b>", re.IGNORECASE)
MAIL_SIGN = re.compile(
    rb"\A(?:[\w-]+:[^\n]*\n(?:[ \t][^\n]*\n)*)*?(?:MIME-Version|Received|Return-Path):", re.IGNORECASE
)
FORM_SIGN = re.compile(rb"<xdp:xdp\b")
PRINTED = re.compile(r"[^\x00-\x08\x0e-\x1f\x7f\ufffd]*")


def recognise(content: bytes) -> Format | None:
    """Which other format the bytes are of; None for those that are none we know."""
    return container(content) or _text(content[:SNIFFED])


def container(content: bytes) -> Format | None:
    """Which format the bytes begin with, of those that may hold a whole PDF somewhere within."""
    if content.startswith(ZIP):
        return OFFICE if any(part in content[:SNIFFED] for part in OFFICE_PARTS) else _archive("ZIP")
    if content.startswith(OLE):
        return MAIL if MESSAGE_PART in content else OLD_OFFICE
    if content.startswith(b"BM") and content[6:10] == bytes(4):
        return _picture("BMP")
    return next((found for start, sign, found in MAGIC if content.startswith(sign, start)), None)


def _text(head: bytes) -> Format | None:
    """What a text is; None for bytes that are no text. Blanks and byte order marks before it do not count."""
    plain = head.replace(b"\x00", b"").lstrip(b"\xef\xbb\xbf\xfe\xff \t\r\n")
    return next((found for is_it, found in TEXTS if is_it(plain)), None) or _plain_text(head)


TEXTS: tuple[tuple[Callable[[bytes], object], Format], ...] = (
    (FORM_SIGN.search, Format("form", "a form (XDP) for Adobe's own programs", SAVE_AS_PDF)),
    (MAIL_SIGN.search, MAIL),
    (WEB_PAGE_SIGN.search, WEB_PAGE),
    (re.compile(rb"<\?xml|<\w").match, Format("xml", "an answer in XML", FETCH_AGAIN)),
    (re.compile(rb"\{\s*[\"}]|\[\s*[\[\]{\"]").match, Format("json", "an answer in JSON", FETCH_AGAIN)),
)
"""How texts that are made for programs begin."""


def _plain_text(head: bytes) -> Format | None:
    coding = "utf-16" if head[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8"
    text = head[: SNIFFED - 4].decode(coding, errors="replace")
    if "\ufffd" in text.rstrip("\ufffd"):
        text = head.decode("cp1252", errors="replace")
    if not PRINTED.fullmatch(text):
        return None
    shown = " ".join(text.split())
    words = shown if len(shown) <= SHOWN else f"{shown[:SHOWN].rstrip()} …"
    return Format("text", f"a plain text (“{words}”)", FETCH_AGAIN)
