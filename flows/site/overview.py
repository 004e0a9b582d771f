"""The start page: what became of the measures, in sentences with their numbers, and as a picture."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from flows.site.addresses import change_page
from flows.site.book import Book, Edition, Link
from flows.site.charts import Bar, Flow, bars, flow
from flows.site.tables import Row
from flows.site.told import reports_on, status_counts
from flows.site.words import CHANGES, NO_REPORT, NOT_MENTIONED, UNCOMPARED, UNREAD_REPORT, counted, day, number

KEPT = tuple(kind for kind in CHANGES if kind not in ("added", "dropped", UNCOMPARED))
"""Kinds of change of measures that both editions have."""

SILENT = (NOT_MENTIONED, NO_REPORT, UNREAD_REPORT)
"""What is said where no report tells a status."""

MOST_FINDINGS = 5


@dataclass(frozen=True, slots=True)
class Finding:
    """A sentence with a number, and where to read on."""

    figure: str
    """The number, large."""

    text: str
    address: str
    more: str
    """Words of the link."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KindCount:
    """How many measures had a kind of change, in the old and in the new edition."""

    kind: str
    old: int
    new: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Passing:
    """What became of the measures from one edition to the next."""

    old: Edition
    new: Edition
    counts: tuple[KindCount, ...]
    flow: Flow
    old_bars: tuple[Bar, ...]
    new_bars: tuple[Bar, ...]

    def old_of(self, *kinds: str) -> int:
        """Measures of the old edition with one of these kinds of change."""
        return sum(count.old for count in self.counts if count.kind in kinds)

    def new_of(self, *kinds: str) -> int:
        """Measures of the new edition with one of these kinds of change."""
        return sum(count.new for count in self.counts if count.kind in kinds)


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
        findings=tuple(_findings(book, found, reported, statuses))[:MOST_FINDINGS],
        passings=found,
        statuses=statuses,
        status_bars=bars(statuses),
        status_edition=reported.edition_id if reported else "",
        reports=reports_on(book, reported.edition_id) if reported else (),
        fields=tuple(_field_lines(book)),
        documents=tuple(book.documents.values()),
    )


def passings(book: Book, measure_ids: Iterable[str]) -> Iterator[Passing]:
    """What became of these measures between the editions that were compared."""
    chosen = set(measure_ids)
    by_id = {edition.edition_id: edition for edition in book.editions}
    for old_id, new_id in book.pairs():
        if old_id in by_id and new_id in by_id:
            found = passing(book, by_id[old_id], by_id[new_id], chosen)
            if found.counts:
                yield found


def passing(book: Book, old: Edition, new: Edition, chosen: set[str]) -> Passing:
    """Each measure is counted once, by its main kind of change."""
    olds = Counter(_kind(book.after.get(one, ()), new.edition_id, "to") for one in old.measure_ids if one in chosen)
    news = Counter(_kind(book.before.get(one, ()), old.edition_id, "from") for one in new.measure_ids if one in chosen)
    counts = tuple(KindCount(kind=k, old=olds[k], new=news[k]) for k in CHANGES if olds[k] or news[k])
    return Passing(
        old=old,
        new=new,
        counts=counts,
        flow=flow({count.kind: (count.old, count.new) for count in counts}),
        old_bars=bars([(count.kind, count.old) for count in counts]),
        new_bars=bars([(count.kind, count.new) for count in counts]),
    )


def _kind(links: Sequence[Link], edition_id: str, end: str) -> str:
    return next((link.kinds[0] for link in links if link.change[f"{end}_edition"] == edition_id), UNCOMPARED)


def _heading(book: Book, found: Sequence[Passing], title: str) -> str:
    if found and found[-1].old.measure_ids:
        old = found[-1].old
        return f"Was aus {counted(len(old.measure_ids), 'Maßnahme', 'Maßnahmen')} von {old.edition_id} wurde"
    if book.measures:
        return f"{counted(len(book.measures), 'Maßnahme', 'Maßnahmen')}: {title}"
    return title


def _findings(
    book: Book, found: Sequence[Passing], reported: Edition | None, statuses: Sequence[tuple[str, int]]
) -> Iterator[Finding]:
    for one in reversed(found):
        yield from _passing_findings(one)
    if reported:
        yield from _status_findings(book, reported, dict(statuses))
    yield from _council_findings(book)
    if not found and book.measures:
        yield Finding(number(len(book.measures)), "Es gibt nur eine Ausgabe mit Maßnahmen; verglichen werden kann noch nichts.", "massnahmen.html", "Alle Maßnahmen")


def _passing_findings(one: Passing) -> Iterator[Finding]:
    total, kept = len(one.old.measure_ids), one.old_of(*KEPT)
    old, new = one.old.edition_id, one.new.edition_id
    same, dropped, added = one.old_of("unchanged"), one.old_of("dropped"), one.new_of("added")
    if not total:
        yield Finding("0", f"In der Ausgabe {old} wurden keine Maßnahmen gefunden.", "daten.html#luecken", "Was fehlt")
        return
    yield Finding(
        f"{number(kept)} von {number(total)}",
        f"Von {counted(total, 'Maßnahme', 'Maßnahmen')} aus {old} {'findet' if kept == 1 else 'finden'} sich "
        f"{number(kept)} im Konzept {new} wieder, {number(same)} davon wörtlich.",
        "synopse.html",
        "Wortlaut vergleichen",
    )
    yield Finding(
        f"{number(dropped)} von {number(total)}",
        f"{number(dropped)} von {counted(total, 'Maßnahme', 'Maßnahmen')} aus {old} {'findet' if dropped == 1 else 'finden'} "
        f"sich {new} nicht wieder.",
        change_page("dropped"),
        "Welche das sind",
    )
    if new_total := len(one.new.measure_ids):
        yield Finding(
            f"{number(added)} von {number(new_total)}",
            f"{number(added)} von {counted(new_total, 'Maßnahme', 'Maßnahmen')} aus {new} "
            f"{'hat' if added == 1 else 'haben'} kein Gegenstück in {old}.",
            change_page("added"),
            "Welche das sind",
        )


def _status_findings(book: Book, reported: Edition, statuses: dict[str, int]) -> Iterator[Finding]:
    report = str(reports_on(book, reported.edition_id)[-1]["title"] or "Bericht")
    total = len(reported.measure_ids)
    named = total - sum(statuses.get(word, 0) for word in SILENT)
    parts = [f"{number(count)} {word}" for word, count in statuses.items() if word not in SILENT]
    listed = f": {', '.join(parts)}" if parts else ""
    yield Finding(
        f"{number(named)} von {number(total)}",
        f"Zu {number(named)} von {counted(total, 'Maßnahme', 'Maßnahmen')} aus {reported.edition_id} nennt der "
        f"{report} einen Stand{listed}.",
        "#umsetzung",
        "Stand der Umsetzung",
    )


def _council_findings(book: Book) -> Iterator[Finding]:
    papers = {row["paper"] for row in book.tables["papers"]}
    for row in book.tables["decisions"]:
        if row["paper"] in papers and row["result"] and not row["recommendation_only"]:
            votes = [(row[f"votes_{choice}"], word) for choice, word in (("for", "dafür"), ("against", "dagegen"), ("abstain", "enthalten"))]
            told = ", ".join(f"{number(count)} {word}" for count, word in votes if count is not None)
            yield Finding(
                f"{number(row['votes_for'])} zu {number(row['votes_against'] or 0)}" if row["votes_for"] is not None else "",
                f"{row['body'] or 'Ein Gremium'}, {day(row['date']) or 'ohne Datum'}: Vorlage {row['paper']} {row['result']}"
                f"{f' ({told})' if told else ''}.",
                book.address("beschluss", row["decision_id"]),
                "Wer wie stimmte",
            )


def _field_lines(book: Book) -> Iterator[FieldLine]:
    for field in book.fields.values():
        counts, latest = [], ()
        for edition in book.editions:
            ids = tuple(i for i in edition.measure_ids if (book.measures[i]["action_field_id"] or "") == field.field_id)
            counts.append((edition.edition_id, len(ids)))
            latest = ids or latest
        kinds = Counter(book.kinds(one)[0] for one in latest)
        stacked = bars([(kind, kinds[kind]) for kind in CHANGES])
        yield FieldLine(field.label, book.address("handlungsfeld", field.field_id), tuple(counts), stacked)
