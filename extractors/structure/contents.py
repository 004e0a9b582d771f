"""The printed contents list: the first witness of a document's sections.

Habit: it stands in the first pages under "Inhalt…", its lines end in the page number, mostly after dot leaders; long
titles run over two lines. Page numbers in it are the printed ones: they differ from the PDF's by a constant, or,
where covers are counted differently, by several. Lists of figures and tables have the same form.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from extractors.layout.hyphens import join_lines
from extractors.structure.numbering import split_number
from schemas.geometry import Line

ENTRY = re.compile(r"^(?P<title>.*?\S)(?P<leader>[\s.…·_‧�]{2,}|\s)(?P<page>\d{1,3})(?P<behind>[\s.…·_‧�]{4,})?$")
LEADING = re.compile(r"^(?P<page>\d{1,3})\s+(?P<title>\D.*)$")
"""Brochures set the page number in front of the title."""

LEADER = re.compile(r"(?:\.\s?){4,}|…{2,}|_{4,}|(?:·\s?){4,}|(?:�\s?){2,}|\s�$")
"""Dots, also of fonts whose dots mean no character (“�”); these may arrive behind the page number."""
CONTENTS_WORDS = re.compile(
    r"^\W*(?:inhalt|inhaltsverzeichnis|inhaltsübersicht|gliederung|übersicht)\W*$", re.IGNORECASE
)
LISTS = re.compile(r"^\W*(?:abbildung|tabelle|abb\.|tab\.|bild|grafik|diagramm|karte)s?\w*\s*\d", re.IGNORECASE)

FRONT_SHARE = 0.35
"""A contents list stands in this first share of the document, or in its first ten pages."""

LEAST_ENTRIES = 4
LEAST_SHARE = 0.4
"""Of the rows of a contents page at least this share ends in a page number."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the contents list."""

    number: str | None
    title: str
    printed_page: int
    page: int
    """Page of the PDF on which the contents list stands."""

    x0: float
    """Left edge in points: deeper entries are indented."""


@dataclass(frozen=True, slots=True)
class Contents:
    """The contents list with the pages it stands on."""

    entries: tuple[Entry, ...] = ()
    pages: frozenset[int] = frozenset()
    """Pages of the PDF that hold nothing but contents lists (also of figures and tables)."""


def find_contents(lines: Sequence[Line], page_count: int) -> Contents:
    """The printed contents list; empty when there is none."""
    last = max(10, int(page_count * FRONT_SHARE))
    by_page: dict[int, list[Line]] = {}
    for line in lines:
        by_page.setdefault(line.page, []).append(line)
    pages = [page for page in sorted(by_page) if page <= last and is_contents_page(by_page[page])]
    entries = [entry for page in pages for entry in _entries(page, by_page[page])]
    kept = tuple(e for e in entries if not LISTS.match(e.title) and e.printed_page <= page_count + 400)
    back = {p for p in by_page if p > last and is_contents_page(by_page[p], strict=True)}
    return Contents(kept, frozenset(pages) | back)


def is_contents_page(lines: Sequence[Line], *, strict: bool = False) -> bool:
    """Whether a page is a contents list: enough rows end in rising page numbers, with leaders or under "Inhalt"."""
    rows = _rows(lines)
    if not strict and _has_leading_pages(rows):
        return True
    hits = [found for row in rows if (found := ENTRY.match(row.text))]
    if len(hits) < LEAST_ENTRIES or len(hits) < LEAST_SHARE * len(rows):
        return False
    numbers = [int(found["page"]) for found in hits]
    rising = sum(a <= b for a, b in pairwise(numbers)) >= 0.8 * (len(numbers) - 1)
    leaders = sum(bool(LEADER.search(row.text)) for row in rows)
    titled = any(CONTENTS_WORDS.match(row.text) for row in rows[:6])
    return rising and (leaders >= 0.3 * len(rows) or (titled and not strict))


def _has_leading_pages(rows: Sequence["_Row"]) -> bool:
    """Whether rows begin with rising page numbers under "Inhalt"; where they end in some, too, chapters are counted."""
    leading = [row for row in rows if LEADING.match(row.text)]
    if sum(bool(ENTRY.match(row.text)) for row in leading) > 0.5 * len(leading):
        return False
    numbers = [int(found["page"]) for row in leading if (found := LEADING.match(row.text))]
    rising = all(a <= b for a, b in pairwise(numbers)) and len(set(numbers)) >= 0.6 * len(numbers)
    titled = any(CONTENTS_WORDS.match(row.text) for row in rows[:3])
    return titled and rising and len(numbers) >= max(LEAST_ENTRIES, LEAST_SHARE * len(rows))


@dataclass(frozen=True, slots=True)
class _Row:
    text: str
    x0: float


def _rows(lines: Iterable[Line]) -> list[_Row]:
    """Lines of one column on the same height joined: title, leaders and page number arrive apart."""
    rows: list[list[Line]] = []
    for line in sorted(lines, key=lambda one: (one.block, round(one.box.middle[1] / 4), one.box.x0)):
        last = rows[-1][-1] if rows else None
        if last and last.block == line.block and abs(last.box.middle[1] - line.box.middle[1]) < 4:
            rows[-1].append(line)
        else:
            rows.append([line])
    return [_Row(" ".join(part.text for part in row), row[0].box.x0) for row in rows]


def _entries(page: int, lines: Sequence[Line]) -> Iterable[Entry]:
    """Entries of a page; rows without page number are the beginning of the next row's title."""
    rows = _rows(lines)
    if _has_leading_pages(rows):
        for row in rows:
            if found := LEADING.match(row.text):
                yield Entry(None, found["title"].strip(), int(found["page"]), page, row.x0)
        return
    waiting: list[str] = []
    for row in rows:
        found = ENTRY.match(row.text)
        if not found:
            waiting = [*waiting[-1:], row.text] if not CONTENTS_WORDS.match(row.text) else []
            continue
        own = LEADER.sub(" ", found["title"]).strip(" .…·_�")
        starts = split_number(own).number is not None or LISTS.match(own) is not None
        text = own if starts or not waiting else join_lines([*waiting, own])
        numbered = split_number(text)
        if any(letter.isalpha() for letter in numbered.title):
            yield Entry(numbered.number, numbered.title, int(found["page"]), page, row.x0)
        waiting = []
