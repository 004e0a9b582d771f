"""The start page: what became of the measures, in sentences with their numbers, and as a picture."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from flows.site.book import Book
from flows.site.charts import Bar, bars
from flows.site.findings import Finding, findings_of
from flows.site.passings import Passing, passings
from flows.site.tables import Row
from flows.site.told import reports_on, status_counts
from flows.site.words import CHANGES, counted

MOST_FINDINGS = 5


@dataclass(frozen=True, slots=True)
class FieldLine:
    """An action field on the start page."""

    label: str
    address: str
    counts: tuple[tuple[str, int], ...]
    """Edition and number of its measures."""

    bars: tuple[Bar, ...]
    """Kinds of change of its measures in the newest edition."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Overview:
    """All that the start page tells of the content."""

    heading: str
    findings: tuple[Finding, ...]
    passings: tuple[Passing, ...]
    statuses: tuple[tuple[str, int], ...]
    status_bars: tuple[Bar, ...]
    status_edition: str
    reports: tuple[Row, ...]
    fields: tuple[FieldLine, ...]
    documents: tuple[Row, ...]


def overview(book: Book, title: str) -> Overview:
    """The start page of a concept with this title."""
    found = tuple(passings(book, book.measures))
    reported = next((e for e in reversed(book.editions) if reports_on(book, e.edition_id) and e.measure_ids), None)
    statuses = tuple(status_counts(book, reported.measure_ids)) if reported else ()
    return Overview(
        heading=_heading(book, found, title),
        findings=tuple(findings_of(book, found, reported, statuses))[:MOST_FINDINGS],
        passings=found,
        statuses=statuses,
        status_bars=bars(statuses),
        status_edition=reported.edition_id if reported else "",
        reports=reports_on(book, reported.edition_id) if reported else (),
        fields=tuple(_field_lines(book)),
        documents=tuple(book.documents.values()),
    )


def _heading(book: Book, found: Sequence[Passing], title: str) -> str:
    if found and found[-1].old.measure_ids:
        old = found[-1].old
        return f"Was aus {counted(len(old.measure_ids), 'Maßnahme', 'Maßnahmen')} von {old.edition_id} wurde"
    if book.measures:
        return f"{counted(len(book.measures), 'Maßnahme', 'Maßnahmen')}: {title}"
    return title


def _field_lines(book: Book) -> Iterator[FieldLine]:
    for field in book.fields.values():
        counts: list[tuple[str, int]] = []
        latest: tuple[str, ...] = ()
        for edition in book.editions:
            ids = tuple(i for i in edition.measure_ids if (book.measures[i]["action_field_id"] or "") == field.field_id)
            counts.append((edition.edition_id, len(ids)))
            latest = ids or latest
        kinds = Counter(book.kinds(one)[0] for one in latest)
        stacked = bars([(kind, kinds[kind]) for kind in CHANGES])
        yield FieldLine(field.label, book.address("handlungsfeld", field.field_id), tuple(counts), stacked)
