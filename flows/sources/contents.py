"""What an answer is: servers often say it wrongly, its first bytes do not."""

PDF = "application/pdf"
PDF_MARK, PDF_END = b"%PDF-", b"%%EOF"

START, END = 1024, 2048
"""Bytes at the beginning and at the end that tell what a body is, and whether it is whole."""

VAGUE = frozenset(
    (
        "",
        "application/octet-stream",
        "binary/octet-stream",
        "application/download",
        "application/force-download",
        "application/x-download",
    )
)
"""Types that say nothing."""

TEXT_TYPES = frozenset(("application/json", "application/javascript", "application/xml"))


def true_type(start: bytes, told: str) -> str:
    """The media type: as told, unless the first bytes know better."""
    if told == PDF or start.lstrip().startswith(PDF_MARK):
        return PDF if PDF_MARK in start else _type_by_bytes(start)
    return _type_by_bytes(start) if told in VAGUE else told


def why_no_pdf(start: bytes, told: str) -> str:
    """Why this is not the beginning of a PDF; empty: it is one."""
    if PDF_MARK in start:
        return ""
    return f"the answer is no PDF but {true_type(start, told)}, perhaps an error page" if start else "an empty answer"


def why_no_text(start: bytes, told: str) -> str:
    """Why this is not the beginning of a page or of data as text; empty: it is."""
    found = true_type(start, told)
    is_text = found.startswith("text/") or found in TEXT_TYPES or found.endswith(("+json", "+xml"))
    return "" if is_text else f"the answer is no page but {found}"


def _type_by_bytes(start: bytes) -> str:
    begins = start.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if begins.startswith((b"<!doctype html", b"<html")):
        return "text/html"
    if begins.startswith(b"<?xml"):
        return "application/xml"
    if begins.startswith((b"{", b"[")):
        return "application/json"
    return "application/octet-stream" if b"\0" in start else "text/plain"
