"""Places: on which page of the finished PDF each anchor stands. Nothing here is typed by hand.

Texts are compared without blanks, hyphens, punctuation and case, so that line ends and hyphenation don't matter.
Anchors are searched in printing order, each behind the one before; headings have to fill whole lines, which keeps
entries of the contents list ("Vorwort ..... 4") and words of the running text out.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pypdfium2 as pdfium


class NotPrinted(LookupError):
    """An anchor is not on the pages: the PDF does not show what the source says."""


@dataclass(frozen=True)
class PageText:
    """Squashed text of a page and the offsets at which its lines begin (the end of the page counts as one)."""

    text: str
    line_starts: frozenset[int]


def squash(text: str) -> str:
    """Letters and digits only, lower case."""
    return "".join(c for c in unicodedata.normalize("NFKC", text).casefold() if c.isalnum())


def page_text(raw: str) -> PageText:
    """Squash a page line by line."""
    text, starts = "", {0}
    for line in raw.splitlines():
        text += squash(line)
        starts.add(len(text))
    return PageText(text, frozenset(starts))


def read_pages(pdf: Path) -> list[PageText]:
    """Text of every page as PDFium reads it."""
    with pdfium.PdfDocument(pdf) as document:
        return [page_text(page.get_textpage().get_text_range()) for page in document]


def find_pages(anchors: list[dict[str, Any]], pages: list[PageText]) -> list[int]:
    """Page number (from 1) of each anchor."""
    found: list[int] = []
    page, offset = 0, 0
    for anchor in anchors:
        wanted = squash(anchor["text"])
        page, start = find_next(wanted, pages, page, offset, line=anchor["line"])
        offset = start if anchor.get("same") else start + len(wanted)
        found.append(page + 1)
    return found


def find_next(wanted: str, pages: list[PageText], page: int, offset: int, *, line: bool) -> tuple[int, int]:
    """Next place of a text at or behind an offset, as (page index, offset)."""
    for index in range(page, len(pages)):
        start = find_on_page(wanted, pages[index], offset if index == page else 0, line=line)
        if start is not None:
            return index, start
    raise NotPrinted(f"{wanted!r} not found from page {page + 1} on")


def find_on_page(wanted: str, page: PageText, offset: int, *, line: bool) -> int | None:
    """Offset of a text on one page; with `line` only where it fills whole lines."""
    start = page.text.find(wanted, offset)
    while start >= 0:
        if not line or {start, start + len(wanted)} <= page.line_starts:
            return start
        start = page.text.find(wanted, start + 1)
    return None
