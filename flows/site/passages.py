"""Passages: what proves a row: the words, the page, the part of its picture with a frame, the address of the source."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath

from flows.site.book import Book
from flows.site.tables import Row, Tables

MARGIN_PT = 26.0
LEAST_WIDTH_PT, LEAST_HEIGHT_PT = 330.0, 90.0
MOST_HEIGHT_PT = 430.0
"""A cutting shows the passage and what stands around it, and stays readable on a telephone."""

PageKey = tuple[str, int]
"""Document and page, counted from 1."""


@dataclass(frozen=True, slots=True)
class Picture:
    """The picture of a page."""

    address: str
    """Inside the site."""

    width: float
    height: float
    """Of the page as displayed, in points."""


@dataclass(frozen=True, slots=True)
class Cutting:
    """Part of a page, in points."""

    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A page of a document, and where the document came from."""

    document: str
    page: int
    source: str
    """Address of the source at that page; empty: the source is no web address."""

    source_name: str
    retrieved: str
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """Where a value stands."""

    where: Place
    quote: str
    picture: Picture | None
    """None: the page could not be drawn."""

    frame: Cutting | None
    """The passage; None: the release does not hold its place on the page."""

    cutting: Cutting | None
    is_recognised: bool
    """Whether the words were read by text recognition."""


def page_of(row: Row) -> PageKey:
    """The page on which a row of evidence stands."""
    return str(row["document_id"]), int(row["page"])


def wanted_pages(tables: Tables) -> list[PageKey]:
    """The pages that need a picture, each once, in order: those of passages, and those on which rows stand.

    Passages without a place on their page stand on web pages, of which there is no picture.
    """
    proved = [page_of(row) for row in tables["evidence"] if row["table"] in PROVED and row["x0"] is not None]
    placed = [page_of(row) for name in PLACED for row in tables[name] if row["document_id"] and row["page"]]
    return sorted({*proved, *placed})


PROVED = ("measures", "statuses", "decisions")
"""Tables whose passages are shown as cuttings."""

PLACED = ("goals", "indicators")
"""Tables whose rows lead to the picture of their page."""


def passages(
    book: Book, pictures: Mapping[PageKey, Picture], table: str, row_id: str, column: str = ""
) -> list[Passage]:
    """What proves a row (or one of its columns)."""
    found = book.evidence.get((table, row_id), ())
    return [_passage(book, pictures, row) for row in found if (row["column"] or "") == column]


def _passage(book: Book, pictures: Mapping[PageKey, Picture], row: Row) -> Passage:
    key = page_of(row)
    picture, frame = pictures.get(key), _frame(row)
    return Passage(
        where=place_of(book, *key),
        quote=str(row["quote"] or ""),
        picture=picture,
        frame=frame,
        cutting=_cutting(picture, frame) if picture and frame else None,
        is_recognised=row["ocr_confidence"] is not None,
    )


def passage_at(book: Book, pictures: Mapping[PageKey, Picture], row: Row, page_column: str = "page") -> Passage:
    """The page a row names, for rows without evidence of their own; its quote as the row holds it."""
    key = (str(row["document_id"] or ""), int(row[page_column] or 1))
    return Passage(
        where=place_of(book, *key),
        quote=str(row.get("quote") or ""),
        picture=pictures.get(key),
        frame=None,
        cutting=None,
        is_recognised=row.get("ocr_confidence") is not None,
    )


def place_of(book: Book, document_id: str, page: int) -> Place:
    """What is known of a document's page."""
    document = book.documents.get(document_id, {})
    source = str(document.get("source_url") or "")
    on_the_web = source.startswith(("https://", "http://"))
    return Place(
        document=book.document_title(document_id),
        page=page,
        source=f"{source.partition('#')[0]}#page={page}" if on_the_web else "",
        source_name=source if on_the_web else PurePosixPath(source.replace("\\", "/")).name,
        retrieved=str(document.get("retrieved_at") or ""),
        sha256=str(document.get("sha256") or ""),
    )


def _frame(row: Row) -> Cutting | None:
    edges = [row["x0"], row["top"], row["x1"], row["bottom"]]
    if any(edge is None for edge in edges):
        return None
    x0, top, x1, bottom = (float(edge) for edge in edges)
    return Cutting(x0, top, max(1.0, x1 - x0), max(1.0, bottom - top))


def _cutting(picture: Picture, frame: Cutting) -> Cutting:
    """The passage with a margin, inside the page, neither too small nor too high to be read."""
    width = min(picture.width, max(LEAST_WIDTH_PT, frame.width + 2 * MARGIN_PT))
    height = min(picture.height, MOST_HEIGHT_PT, max(LEAST_HEIGHT_PT, frame.height + 2 * MARGIN_PT))
    x = min(max(0.0, frame.x + frame.width / 2 - width / 2), picture.width - width)
    above = frame.y - max(MARGIN_PT, (height - frame.height) / 2)
    y = min(max(0.0, above), picture.height - height)
    return Cutting(round(x, 1), round(y, 1), round(width, 1), round(height, 1))
