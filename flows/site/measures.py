"""The page of a measure: its life line, what every report says of it, and each attribute with its proof."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from extractors.comparison.passages import Paragraphs
from extractors.comparison.runs import Comparison, compare_words
from flows.site.book import Book, Link
from flows.site.council import Named, decisions_on
from flows.site.passages import PageKey, Passage, Picture, passage_at, passages
from flows.site.stations import Station, name_of, station, stations
from flows.site.tables import Row
from flows.site.told import Told, status_of, told_of
from flows.site.wordings import pairs_of
from flows.site.words import column_title, number

ATTRIBUTES = (
    "description",
    "responsible",
    "partners",
    "target_group",
    "timeframe",
    "cost",
    "funding",
    "indicator",
    "priority",
    "status_printed",
)
"""What sheets say of a measure, in the order of the page."""

MOST_TOLD = 3
"""Steps from the edition before, and to the one after, that the sentence on top names."""

SURE = 0.6


@dataclass(frozen=True, slots=True)
class Attribute:
    """What a measure says of itself, and where."""

    title: str
    value: str
    note: str
    proofs: tuple[Passage, ...]


@dataclass(frozen=True, slots=True)
class WordPair:
    """An attribute in two editions, word by word."""

    title: str
    comparison: Comparison


@dataclass(frozen=True, slots=True, kw_only=True)
class Counterpart:
    """The measure of another edition it came from, or became, and both wordings."""

    old_edition: str
    new_edition: str
    kinds: tuple[str, ...]
    old: Station | None
    new: Station | None
    similarity: float | None
    by_person: bool
    is_unsure: bool
    pairs: tuple[WordPair, ...]
    paragraphs: tuple[Paragraphs, ...]
    """Both descriptions side by side."""

    changed: tuple[str, ...]
    """Titles of what differs."""

    synopsis: str
    """Address of the place in the synopsis; empty: there is none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasurePage:
    """All that is told of a measure."""

    measure_id: str
    address: str
    name: str
    title: str
    code: str
    edition: str
    edition_title: str
    field: str
    field_address: str
    kinds: tuple[str, ...]
    status: str
    sentence: str
    goal: str
    stations: tuple[Station, ...]
    reports: tuple[Told, ...]
    proofs: tuple[Passage, ...]
    attributes: tuple[Attribute, ...]
    counterparts: tuple[Counterpart, ...]
    carriers: tuple[tuple[str, str, str], ...]
    """Role, name, address of the actor's page."""

    decisions: tuple[Named, ...]
    notes: tuple[str, ...]
    """What is unsure."""


def measure_page(
    book: Book, pictures: Mapping[PageKey, Picture], synopses: Mapping[str, str], measure_id: str
) -> MeasurePage:
    """The page of one measure; `synopses` are the places in the synopses by their anchors."""
    row = book.measures[measure_id]
    edition_id = book.edition_of(measure_id)
    counterparts = tuple(_counterparts(book, synopses, measure_id))
    field = book.fields[str(row["action_field_id"] or "")]
    reports = tuple(told_of(book, pictures, measure_id))
    return MeasurePage(
        measure_id=measure_id,
        address=book.address("massnahme", measure_id),
        name=name_of(row),
        title=str(row["title"]),
        code=str(row["code"] or ""),
        edition=edition_id,
        edition_title=next((e.title for e in book.editions if e.edition_id == edition_id), edition_id),
        field=field.label,
        field_address=book.address("handlungsfeld", field.field_id),
        kinds=book.kinds(measure_id),
        status=status_of(book, measure_id),
        sentence=_sentence(book, measure_id, reports),
        goal=_goal(book, row),
        stations=tuple(stations(book, measure_id)),
        reports=reports,
        proofs=tuple(_proofs(book, pictures, row)),
        attributes=tuple(_attributes(book, pictures, row)),
        counterparts=counterparts,
        carriers=tuple(_carriers(book, measure_id)),
        decisions=decisions_on(book, "measure", measure_id),
        notes=tuple(_notes(row, counterparts)),
    )


def _sentence(book: Book, measure_id: str, reports: Sequence[Told]) -> str:
    """What became of it, in one sentence with the years."""
    steps = (*book.before.get(measure_id, ())[:MOST_TOLD], *book.after.get(measure_id, ())[:MOST_TOLD])
    came = "; ".join(_step_told(book, link, measure_id) for link in steps)
    told = next((f"laut {one.report} {one.status}" for one in reports if one.passage), "")
    silent = next((f"im {one.report} nicht erwähnt" for one in reports if not one.passage), "")
    here = f"{book.edition_of(measure_id)} {_code_told(book, measure_id)}"
    return (
        "; ".join(
            part for part in (came or f"{here} genannt, mit keiner anderen Ausgabe verglichen", told or silent) if part
        )
        + "."
    )


def _step_told(book: Book, link: Link, measure_id: str) -> str:
    old_edition, new_edition = link.change["from_edition"], link.change["to_edition"]
    if link.old not in book.measures:
        return f"{new_edition} {_code_told(book, measure_id)}, {old_edition} nicht gefunden"
    if link.new not in book.measures:
        return f"{old_edition} {_code_told(book, measure_id)}, {new_edition} nicht wiedergefunden"
    olds, news = _code_told(book, str(link.old)), _code_told(book, str(link.new))
    return f"{old_edition} {olds}, {new_edition} {news}"


def _code_told(book: Book, measure_id: str) -> str:
    row = book.measures[measure_id]
    return f"als {row['code']} geführt" if row["code"] else f"als „{row['title']}“ geführt"


def _goal(book: Book, row: Row) -> str:
    found = book.goals.get(str(row["goal_id"]))
    return " ".join(str(part) for part in (found["level"], found["number"], found["text"]) if part) if found else ""


def _proofs(book: Book, pictures: Mapping[PageKey, Picture], row: Row) -> list[Passage]:
    found = passages(book, pictures, "measures", str(row["measure_id"]))
    return found or [passage_at(book, pictures, row, "page_first")]


def _attributes(book: Book, pictures: Mapping[PageKey, Picture], row: Row) -> Iterator[Attribute]:
    for name in ATTRIBUTES:
        if row[name]:
            proofs = tuple(passages(book, pictures, "measures", str(row["measure_id"]), name))
            yield Attribute(column_title("measures", name), str(row[name]), _note(row, name), proofs)


def _note(row: Row, name: str) -> str:
    """What we take the printed words to mean."""
    if name == "cost" and row["cost_eur_min"] is not None:
        ends = dict.fromkeys(number(row[end]) for end in ("cost_eur_min", "cost_eur_max") if row[end] is not None)
        return f"gelesen als {' bis '.join(ends)} €"
    if name == "timeframe" and row["start_year"]:
        return f"gelesen als {row['start_year']} bis {row['end_year'] or 'auf Weiteres'}"
    return ""


def _counterparts(book: Book, synopses: Mapping[str, str], measure_id: str) -> Iterator[Counterpart]:
    for link in (*book.before.get(measure_id, ()), *book.after.get(measure_id, ())):
        old, new = book.measures.get(link.old or ""), book.measures.get(link.new or "")
        change = link.change
        pairs = tuple(_word_pairs(old, new)) if old and new else ()
        texts = [str(row["description"] or "") if row else "" for row in (old, new)]
        paragraphs = pairs_of(*texts) if old and new else ()
        yield Counterpart(
            old_edition=str(change["from_edition"]),
            new_edition=str(change["to_edition"]),
            kinds=link.kinds,
            old=station(book, link.old, change["from_edition"]) if old else None,
            new=station(book, link.new, change["to_edition"]) if new else None,
            similarity=change["similarity"],
            by_person=change["decided_by"] == "person",
            is_unsure=change["decided_by"] != "person" and (change["similarity"] or 1.0) < SURE and bool(old and new),
            pairs=pairs,
            paragraphs=paragraphs,
            changed=tuple(_changed(pairs, paragraphs)),
            synopsis=synopses.get(anchor(book, link), ""),
        )


def _word_pairs(old: Row, new: Row) -> Iterator[WordPair]:
    for name in ("title", *ATTRIBUTES[1:]):
        if old[name] or new[name]:
            yield WordPair(column_title("measures", name), compare_words(str(old[name] or ""), str(new[name] or "")))


def _changed(pairs: Sequence[WordPair], paragraphs: Sequence[Paragraphs]) -> Iterator[str]:
    """What differs; the kind of change speaks of title and description only."""
    yield from (pair.title for pair in pairs if pair.comparison.deleted or pair.comparison.inserted)
    if any(pair.deleted or pair.inserted for pair in paragraphs):
        yield column_title("measures", "description")


def anchor(book: Book, link: Link) -> str:
    """The name of a step's place in the synopsis."""
    ends = [book.address("massnahme", one).rpartition("/")[2].removesuffix(".html") for one in (link.old, link.new)]
    return "v-" + "-zu-".join(end for end in ends if end)


def _carriers(book: Book, measure_id: str) -> Iterator[tuple[str, str, str]]:
    for row in book.carriers.get(measure_id, ()):
        yield str(row["role"]), str(row["name_printed"]), book.address("akteur", row["actor_id"])


def _notes(row: Row, counterparts: Sequence[Counterpart]) -> Iterator[str]:
    if (row["confidence"] or 1.0) < SURE:
        yield "Unsicher, ob diese Stelle eine Maßnahme ist."
    if row["ocr_confidence"] is not None:
        yield "Per Texterkennung gelesen; der Wortlaut kann abweichen."
    if any(one.is_unsure for one in counterparts):
        yield "Zuordnung unsicher: ähnlicher Titel, stark veränderter Text."
    if counterparts and not any(one.by_person for one in counterparts):
        yield "Automatisch zugeordnet, nicht geprüft."
