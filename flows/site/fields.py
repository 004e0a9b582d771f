"""The page of an action field: goals, measures of all editions side by side, statuses, actors, indicators, votes."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from flows.site.book import Book, Field, Link
from flows.site.charts import Bar, Spark, bars, spark
from flows.site.council import Named as Decided
from flows.site.council import decisions_on
from flows.site.passings import Passing, passings
from flows.site.stations import name_of
from flows.site.tables import Row
from flows.site.told import reports_on, status_of
from flows.site.words import CHANGES, NO_REPORT, STATUSES, UNCOMPARED, counted, number, year_of


@dataclass(frozen=True, slots=True)
class Named:
    """A measure with its page and its status."""

    name: str
    address: str
    status: str


@dataclass(frozen=True, slots=True)
class Step:
    """A measure in the old edition, and what it became in the new."""

    old: Named | None
    new: Named | None
    kinds: tuple[str, ...]
    here: str
    """Says that the other side stands in another field; else empty."""


@dataclass(frozen=True, slots=True)
class Steps:
    """The measures of a field with one main kind of change."""

    kind: str
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Side:
    """Measures of a field between two editions."""

    old: str
    new: str
    groups: tuple[Steps, ...]


@dataclass(frozen=True, slots=True)
class StatusOverTime:
    """How far the measures of a field were, report by report."""

    report: str
    counts: tuple[tuple[str, int], ...]
    bars: tuple[Bar, ...]


@dataclass(frozen=True, slots=True)
class Series:
    """An indicator at several dates."""

    name: str
    unit: str
    values: tuple[Row, ...]
    spark: Spark | None
    """None: there is one value only."""

    alternative: str
    """What the picture shows, in words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldPage:
    """All that is told of an action field."""

    field: Field
    address: str
    label: str
    sentence: str
    editions: tuple[tuple[str, str, str, int], ...]
    """Edition, label as printed, pages, number of measures."""

    passings: tuple[Passing, ...]
    sides: tuple[Side, ...]
    loose: tuple[Named, ...]
    """Measures that no comparison names."""

    goals: tuple[tuple[str, tuple[Row, ...]], ...]
    """Edition and its goals."""

    progress: tuple[StatusOverTime, ...]
    actors: tuple[tuple[str, str, tuple[tuple[str, int], ...]], ...]
    """Actor, address, and by edition in how many measures of the field."""

    series: tuple[Series, ...]
    decisions: tuple[Decided, ...]
    synopsis: str


def field_page(book: Book, field: Field) -> FieldPage:
    """The page of one field."""
    ids = [one for one, row in book.measures.items() if (row["action_field_id"] or "") == field.field_id]
    found = tuple(passings(book, ids))
    return FieldPage(
        field=field,
        address=book.address("handlungsfeld", field.field_id),
        label=field.label,
        sentence=_sentence(found, ids),
        editions=tuple(_editions(book, field, ids)),
        passings=found,
        sides=tuple(_sides(book, set(ids))),
        loose=tuple(named(book, one) for one in ids if book.kinds(one) == (UNCOMPARED,)),
        goals=tuple(_goals(book, field)),
        progress=tuple(_progress(book, ids)),
        actors=tuple(_actors(book, ids)),
        series=tuple(
            series_of(row for row in book.tables["indicators"] if (row["action_field_id"] or "") == field.field_id)
        ),
        decisions=decisions_on(book, "action_field", field.field_id),
        synopsis=book.address("synopse", field.field_id) if found else "",
    )


def _sentence(found: Sequence[Passing], ids: Sequence[str]) -> str:
    if not found:
        return f"{counted(len(ids), 'Maßnahme', 'Maßnahmen')} in diesem Handlungsfeld."
    one = found[-1]
    olds, news = one.old_of(*CHANGES), one.new_of(*CHANGES)
    came = counted(news, "Maßnahme", "Maßnahmen")
    return (
        f"{counted(olds, 'Maßnahme', 'Maßnahmen')} aus {one.old.edition_id}, {number(one.old_of('dropped'))} davon "
        f"{one.new.edition_id} nicht wiedergefunden; {came} aus {one.new.edition_id}, "
        f"{number(one.new_of('added'))} davon neu."
    )


def _editions(book: Book, field: Field, ids: Sequence[str]) -> Iterator[tuple[str, str, str, int]]:
    stated = Counter(book.edition_of(one) for one in ids)
    for edition in book.editions:
        row = field.by_edition.get(edition.edition_id)
        label = " ".join(str(part) for part in (row["code"], row["label_printed"]) if part) if row else "nicht gefunden"
        pages = f"PDF-Seiten {row['page_first']} bis {row['page_last']}" if row else "nicht gefunden"
        yield edition.title, label, pages, stated[edition.edition_id]


def named(book: Book, measure_id: str) -> Named:
    """A measure of the release by its name."""
    return Named(name_of(book.measures[measure_id]), book.address("massnahme", measure_id), status_of(book, measure_id))


def _known(book: Book, measure_id: str | None) -> Named | None:
    return named(book, measure_id) if measure_id and measure_id in book.measures else None


def _sides(book: Book, ids: set[str]) -> Iterator[Side]:
    """Every step that begins or ends in the field, by kind."""
    links = {id(link): link for ends in (book.before, book.after) for found in ends.values() for link in found}
    inside = [link for link in links.values() if link.old in ids or link.new in ids]
    for old, new in book.pairs():
        steps: dict[str, list[Step]] = defaultdict(list)
        for link in inside:
            if (link.change["from_edition"], link.change["to_edition"]) == (old, new):
                steps[link.kinds[0]].append(_step(book, link, ids))
        if steps:
            yield Side(old, new, tuple(Steps(kind, tuple(steps[kind])) for kind in CHANGES if kind in steps))


def _step(book: Book, link: Link, ids: set[str]) -> Step:
    elsewhere = ""
    for end, word in ((link.old, "stand in"), (link.new, "steht in")):
        if end and end not in ids and end in book.measures:
            elsewhere = f"{word}: {book.fields[str(book.measures[end]['action_field_id'] or '')].label}"
    return Step(_known(book, link.old), _known(book, link.new), link.kinds, elsewhere)


def _goals(book: Book, field: Field) -> Iterator[tuple[str, tuple[Row, ...]]]:
    for edition in book.editions:
        found = [row for row in book.tables["goals"] if row["edition_id"] == edition.edition_id]
        own = tuple(row for row in found if (row["action_field_id"] or "") == field.field_id)
        if own:
            yield edition.title, own


def _progress(book: Book, ids: Sequence[str]) -> Iterator[StatusOverTime]:
    """For each report on an edition, how far it says the field's measures of that edition were."""
    for edition in book.editions:
        chosen = [one for one in ids if book.edition_of(one) == edition.edition_id]
        for report in reports_on(book, edition.edition_id):
            found = Counter(_told_by(book, report, one) for one in chosen)
            counts = tuple((status, found[status]) for status in STATUSES if found[status])
            if counts:
                yield StatusOverTime(str(report["title"] or "Bericht"), counts, bars(counts))


def _told_by(book: Book, report: Row, measure_id: str) -> str:
    rows = [row for row in book.statuses.get(measure_id, ()) if row["document_id"] == report["document_id"]]
    if rows:
        return str(rows[-1]["status"])
    return NO_REPORT if report["status"] == "quarantined" else "nicht erwähnt"


def _actors(book: Book, ids: Sequence[str]) -> Iterator[tuple[str, str, tuple[tuple[str, int], ...]]]:
    names = {str(row["actor_id"]): str(row["name"]) for row in book.tables["actors"]}
    found: dict[str, Counter[str]] = defaultdict(Counter)
    for one in ids:
        for actor in {str(row["actor_id"]) for row in book.carriers.get(one, ())}:
            found[actor][book.edition_of(one)] += 1
    for actor in sorted(found, key=lambda a: (-found[a].total(), names.get(a, a))):
        by_edition = tuple((edition.edition_id, found[actor][edition.edition_id]) for edition in book.editions)
        yield names.get(actor, actor), book.address("akteur", actor), by_edition


def series_of(rows: Iterator[Row]) -> Iterator[Series]:
    """Indicators with the same name and unit, each in the order of its dates."""
    by_name: Mapping[tuple[str, str], list[Row]] = defaultdict(list)
    for row in rows:
        by_name[str(row["name"]), str(row["unit"] or "")].append(row)
    for (name, unit), found in by_name.items():
        ordered = sorted(found, key=lambda row: (year_of(row["reference_date"]), str(row["reference_date"] or "")))
        values = [float(row["value"]) for row in ordered]
        told = "; ".join(
            f"{row['reference_date'] or 'ohne Stichtag'}: {number(row['value'])} {unit}".strip() for row in ordered
        )
        yield Series(name, unit, tuple(ordered), spark(values) if len(values) > 1 else None, told)
