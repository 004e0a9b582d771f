"""The printed contents list: the first witness of a document's sections.

Habit: it stands in the first pages under "Inhalt…", its lines end in the page number, mostly after dot leaders; long
titles run over two lines. Page numbers in it are the printed ones: they differ from the PDF's by a constant, or,
where covers are counted differently, by several. Lists of figures and tables have the same form.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from extractors.layout.hyphens import join_lines
from extractors.structure.contents_rows import LEADER, Row, contents_rows
from extractors.structure.numbering import split_number
from schemas.geometry import Line

ENTRY = re.compile(r"^(?P<title>.*?\S)(?P<leader>[\s.…·_‧]{2,}|\s)(?:S\.\s?|Seite\s)?(?P<page>\d{1,3})$")
LEADING = re.compile(r"^(?P<page>\d{1,3})\s+(?P<title>\D.*)$")
"""Brochures set the page number in front of the title."""

SHORT_NUMBER = re.compile(r"(?<![^\W_])\d{1,3}(?!\S)")
"""A page number may only be what ends a word, behind a sign or nothing: no year, no name of a form."""

NAMES = ("inhalt", "inhaltsverzeichnis", "inhaltsübersicht", "gliederung", "übersicht")
CONTENTS_WORDS = re.compile(rf"^\W*(?:{'|'.join(NAMES)})\W*$", re.IGNORECASE)
"""The name of the list, on a line of its own."""

LISTS = re.compile(r"^\W*(?:abbildung|tabelle|abb\.|tab\.|bild|grafik|diagramm|karte)s?\w*\s*\d", re.IGNORECASE)

FRONT_SHARE = 0.35
FRONT_PAGES = 10
"""A contents list stands in this first share of the document, or in its first ten pages."""

LEAST_ENTRIES = 4
LEAST_SHARE = 0.4
"""Of the rows of a contents page at least this share ends in a page number."""

LEAST_IN_COLUMN = 6
ALIGNED_PT = 3.0
"""Without title and leaders, so many page numbers in one column, on one right edge, are a contents list."""

CLOSE = 0.4
"""The lines of one entry follow each other with a smaller gap, in type sizes, where entries stand apart."""


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

    one_line: str = ""
    """What is left if, of several lines that seem to belong to it, only that with the page number does."""


@dataclass(frozen=True, slots=True)
class Contents:
    """The contents list with the pages it stands on."""

    entries: tuple[Entry, ...] = ()
    pages: frozenset[int] = frozenset()
    """Pages of the PDF that hold nothing but contents lists (also of figures and tables)."""


def find_contents(lines: Sequence[Line], page_count: int) -> Contents:
    """The printed contents list; empty when there is none."""
    last = max(FRONT_PAGES, int(page_count * FRONT_SHARE))
    by_page: dict[int, list[Line]] = {}
    for line in lines:
        by_page.setdefault(line.page, []).append(line)
    pages = [page for page in sorted(by_page) if page <= last and is_contents_page(by_page[page])]
    pages = pages or _plain_pages({page: own for page, own in by_page.items() if page <= FRONT_PAGES}, page_count)
    entries = [entry for page in pages for entry in _entries(page, by_page[page])]
    kept = tuple(e for e in entries if not LISTS.match(e.title) and e.printed_page <= page_count + 400)
    back = {p for p in by_page if p > last and is_contents_page(by_page[p], strict=True)}
    return Contents(kept, frozenset(pages) | back)


def is_contents_page(lines: Sequence[Line], *, strict: bool = False) -> bool:
    """Whether a page is a contents list: enough rows end in rising page numbers, with leaders or under "Inhalt"."""
    if not _may_be_contents(lines, strict=strict):
        return False
    rows = contents_rows(lines)
    if not strict and _has_leading_pages(rows):
        return True
    hits = _rising(rows)
    leaders = sum(row.has_leader for row in rows)
    titled = any(CONTENTS_WORDS.match(row.text) for row in rows[:6])
    return bool(hits) and (leaders >= 0.3 * len(rows) or (titled and not strict))


def _may_be_contents(lines: Sequence[Line], *, strict: bool) -> bool:
    """Whether a page is worth a closer look: most have too few numbers, or neither leaders nor the name of the list."""
    text = _text_of(lines)
    if _page_numbers_in(text) < LEAST_ENTRIES:
        return False
    folded = text.casefold()
    return (not strict and any(name in folded for name in NAMES)) or bool(LEADER.search(text))


def _text_of(lines: Iterable[Line]) -> str:
    return "\n".join([line.text for line in lines])


def _page_numbers_in(text: str) -> int:
    """How many words of a text may be page numbers."""
    return len(SHORT_NUMBER.findall(text))


def _rising(rows: Sequence[Row]) -> list[Row]:
    """The rows that end in page numbers, if they are enough and the numbers rise."""
    hits = [row for row in rows if ENTRY.match(row.text)]
    numbers = [int(found["page"]) for row in hits if (found := ENTRY.match(row.text))]
    rising = sum(a <= b for a, b in pairwise(numbers)) >= 0.8 * (len(numbers) - 1)
    return hits if rising and len(hits) >= max(LEAST_ENTRIES, LEAST_SHARE * len(rows)) else []


def _plain_pages(by_page: Mapping[int, Sequence[Line]], page_count: int) -> list[int]:
    """Pages of a contents list without leaders and title: their page numbers stand in columns of their own.

    Habit: brochures set "Inhalt" upright in the margin. Figures of a table rise seldom, and not through the document.
    """
    found = {page: _page_column(lines) for page, lines in sorted(by_page.items())}
    numbers = [number for column in found.values() for number in column]
    if len(set(numbers)) < 0.6 * len(numbers) or numbers != sorted(numbers):
        return []
    through = bool(numbers) and numbers[-1] <= page_count and numbers[-1] - numbers[0] >= 0.5 * page_count
    return [page for page, column in found.items() if column] if through else []


def _page_column(lines: Sequence[Line]) -> list[int]:
    """The page numbers of the rows of a page, if they rise on one right edge, with room in front."""
    if _page_numbers_in(_text_of(lines)) < LEAST_IN_COLUMN:
        return []
    hits = _rising(contents_rows(lines))
    edges = sorted(row.x1 for row in hits)
    aligned = sum(abs(row.x1 - edges[len(edges) // 2]) <= ALIGNED_PT for row in hits)
    apart = all(row.room >= 1.0 for row in hits)
    if len(hits) < LEAST_IN_COLUMN or aligned < 0.9 * len(hits) or not apart:
        return []
    return [int(found["page"]) for row in hits if (found := ENTRY.match(row.text))]


def _has_leading_pages(rows: Sequence[Row]) -> bool:
    """Whether rows begin with rising page numbers under "Inhalt"; where they end in some, too, chapters are counted."""
    leading = [row for row in rows if LEADING.match(row.text)]
    if sum(bool(ENTRY.match(row.text)) for row in leading) > 0.5 * len(leading):
        return False
    numbers = [int(found["page"]) for row in leading if (found := LEADING.match(row.text))]
    rising = all(a <= b for a, b in pairwise(numbers)) and len(set(numbers)) >= 0.6 * len(numbers)
    titled = any(CONTENTS_WORDS.match(row.text) for row in rows[:3])
    return titled and rising and len(numbers) >= max(LEAST_ENTRIES, LEAST_SHARE * len(rows))


def _entries(page: int, lines: Sequence[Line]) -> Iterable[Entry]:
    rows = contents_rows(lines)
    return _leading_entries(page, rows) if _has_leading_pages(rows) else _trailing_entries(page, rows)


def _leading_entries(page: int, rows: Sequence[Row]) -> Iterable[Entry]:
    """Entries behind their page numbers; a row close below one, set alike and without number, goes on with it."""
    found: list[list[Row]] = []
    for row in rows:
        if LEADING.match(row.text):
            found.append([row])
        elif found and row.size == found[-1][-1].size and row.top - found[-1][-1].bottom < CLOSE * row.size:
            found[-1].append(row)
    for own in found:
        text = join_lines(row.text for row in own)
        if entry := LEADING.match(text):
            alone = LEADING.sub(r"\g<title>", own[0].text) if len(own) > 1 else ""
            yield Entry(None, entry["title"].strip(), int(entry["page"]), page, own[0].second_x0, alone)


def _trailing_entries(page: int, rows: Sequence[Row]) -> Iterable[Entry]:
    """Entries before their page numbers; rows without page number are the beginning of the next row's title."""
    waiting: list[str] = []
    for row in rows:
        found = ENTRY.match(row.text)
        if not found:
            opens = not CONTENTS_WORDS.match(row.text) and not row.has_leader  # what has one, has a roman page number
            waiting = [*waiting[-1:], row.text] if opens else []
            continue
        own = found["title"].strip(" .…·_\ufffd")
        joins = bool(waiting) and split_number(own).number is None
        numbered = split_number(join_lines([*waiting, own]) if joins else own)
        if any(letter.isalpha() for letter in numbered.title):
            yield Entry(numbered.number, numbered.title, int(found["page"]), page, row.x0, own if joins else "")
        waiting = []
