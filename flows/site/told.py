"""What reports tell of a measure: how far it got, report by report, also that a report is silent."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from flows.site.book import Book
from flows.site.passages import PageKey, Passage, Picture, passage_at, passages
from flows.site.tables import Row
from flows.site.words import NO_REPORT, NOT_MENTIONED, STATUSES, UNREAD_REPORT, year_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What one report says of one measure."""

    report: str
    year: str
    status: str
    printed: str
    period: str
    text: str
    passage: Passage | None
    """None: the report does not name the measure."""


def reports_on(book: Book, edition_id: str) -> tuple[Row, ...]:
    """The reports on an edition, oldest first."""
    found = [row for row in book.reports if row["edition_id"] == edition_id]
    return tuple(sorted(found, key=lambda row: (year_of(row["title"]), str(row["title"] or ""))))


def status_of(book: Book, measure_id: str) -> str:
    """How far a measure is, as the newest report tells that names it; else why nothing is known."""
    told = _in_order(book, measure_id)
    if told:
        return str(told[-1]["status"] or "unbekannt")
    own = book.measures[measure_id]["status"]
    if own:
        return str(own)
    reports = reports_on(book, book.edition_of(measure_id))
    if not reports:
        return NO_REPORT
    return UNREAD_REPORT if all(row["status"] == "quarantined" for row in reports) else NOT_MENTIONED


def status_counts(book: Book, measure_ids: Iterable[str]) -> list[tuple[str, int]]:
    """How many of the measures are how far, in the order of all pages; statuses that none has are left out."""
    found = Counter(status_of(book, one) for one in measure_ids)
    return [(status, found[status]) for status in STATUSES if found[status]]


def told_of(book: Book, pictures: Mapping[PageKey, Picture], measure_id: str) -> list[Told]:
    """What every report on its edition says of a measure, the newest first."""
    rows = _in_order(book, measure_id)
    told = [_told(book, pictures, measure_id, row) for row in rows]
    named = {str(row["document_id"]) for row in rows}
    silent = [r for r in reports_on(book, book.edition_of(measure_id)) if str(r["document_id"]) not in named]
    return sorted([*told, *map(_silent, silent)], key=lambda one: (one.year, one.report), reverse=True)


def _in_order(book: Book, measure_id: str) -> list[Row]:
    rows = book.statuses.get(measure_id, ())
    return sorted(rows, key=lambda row: year_of(book.document_title(row["document_id"]), row["period"]))


def _told(book: Book, pictures: Mapping[PageKey, Picture], measure_id: str, row: Row) -> Told:
    found = [p for p in passages(book, pictures, "statuses", measure_id) if p.where.document == _title(book, row)]
    title = _title(book, row)
    return Told(
        report=title,
        year=year_of(title, row["period"]),
        status=str(row["status"] or "unbekannt"),
        printed=str(row["status_printed"] or ""),
        period=str(row["period"] or ""),
        text=str(row["text"] or ""),
        passage=found[0] if found else passage_at(book, pictures, row),
    )


def _silent(report: Row) -> Told:
    title = str(report["title"] or report["document_id"])
    status = UNREAD_REPORT if report["status"] == "quarantined" else NOT_MENTIONED
    return Told(report=title, year=year_of(title), status=status, printed="", period="", text="", passage=None)


def _title(book: Book, row: Row) -> str:
    return book.document_title(row["document_id"])
