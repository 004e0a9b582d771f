"""Book: the rows of a release joined once, so that every page finds what it tells by looking it up."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from flows.site.addresses import addresses
from flows.site.tables import Row, Tables
from flows.site.words import UNCOMPARED

K = TypeVar("K")
V = TypeVar("V")

NO_FIELD = ""
"""The field of measures that stand in none."""


@dataclass(frozen=True, slots=True)
class Edition:
    """What the council adopted at one time, and the measures it states."""

    edition_id: str
    title: str
    measure_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Field:
    """An action field through all editions."""

    field_id: str
    label: str
    """As the newest edition prints it."""

    by_edition: Mapping[str, Row]


@dataclass(frozen=True, slots=True)
class Link:
    """One step of a measure from an edition to the next."""

    old: str | None
    new: str | None
    change: Row

    @property
    def kinds(self) -> tuple[str, ...]:
        """Kinds of change, the main one first."""
        return tuple(str(self.change["change"]).split("|"))


@dataclass(frozen=True, slots=True)
class Book:
    """Everything the pages look up."""

    tables: Tables
    documents: Mapping[str, Row]
    editions: tuple[Edition, ...]
    """Oldest first."""

    measures: Mapping[str, Row]
    goals: Mapping[str, Row]
    fields: Mapping[str, Field]
    reports: tuple[Row, ...]
    """Documents that report on an edition, oldest first."""

    before: Mapping[str, tuple[Link, ...]]
    after: Mapping[str, tuple[Link, ...]]
    """Measure → its steps from the edition before, and to the edition after."""

    statuses: Mapping[str, tuple[Row, ...]]
    carriers: Mapping[str, tuple[Row, ...]]
    """Measure → its rows of `measure_actors`."""

    evidence: Mapping[tuple[str, str], tuple[Row, ...]]
    """Table and row → its passages."""

    decided: Mapping[tuple[str, str], tuple[Row, ...]]
    """Level (`action_field`, `goal`, `measure`) and id → the decisions whose text names it."""

    places: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """Folder → id → address of its page."""

    def address(self, folder: str, one: str | None) -> str:
        """Where the page of a row lies inside the site; empty if it has none."""
        return self.places.get(folder, {}).get(one or "", "")

    def edition_of(self, measure_id: str) -> str:
        """The edition that states a measure; of documents outside any edition their id."""
        row = self.measures.get(measure_id)
        return str(row["edition_id"] or row["document_id"]) if row else ""

    def steps(self, measure_id: str) -> tuple[Link, ...]:
        """The steps by which a measure is told: how it came, or what became of it if no edition was before."""
        return self.before.get(measure_id, ()) or self.after.get(measure_id, ())

    def kinds(self, measure_id: str) -> tuple[str, ...]:
        """What became of a measure, the main kind first."""
        steps = self.steps(measure_id)
        return steps[0].kinds if steps else (UNCOMPARED,)

    def pairs(self) -> tuple[tuple[str, str], ...]:
        """Editions that were compared, in their order."""
        found = {(str(row["from_edition"]), str(row["to_edition"])) for row in self.tables["changes"]}
        order = {edition.edition_id: place for place, edition in enumerate(self.editions)}
        return tuple(sorted(found, key=lambda pair: (order.get(pair[1], -1), order.get(pair[0], -1), pair)))

    def document_title(self, document_id: str | None) -> str:
        """What readers call a document."""
        row = self.documents.get(document_id or "")
        return str(row["title"] or row["source_url"] or document_id) if row else "unbekanntes Dokument"


def open_book(tables: Tables) -> Book:
    """Join the rows of a release."""
    documents = {str(row["document_id"]): row for row in tables["documents"]}
    measures = {str(row["measure_id"]): row for row in tables["measures"]}
    editions = _editions(documents, measures)
    links = [_link(row) for row in tables["changes"] if row["level"] == "measure"]
    fields = _fields(tables, [edition.edition_id for edition in editions])
    return Book(
        tables=tables,
        documents=documents,
        editions=editions,
        measures=measures,
        goals={str(row["goal_id"]): row for row in tables["goals"]},
        fields=fields,
        reports=tuple(row for row in documents.values() if row["kind"] == "report"),
        before=_grouped((link.new, link) for link in links if link.new is not None),
        after=_grouped((link.old, link) for link in links if link.old is not None),
        statuses=_grouped((str(row["measure_id"]), row) for row in tables["statuses"]),
        carriers=_grouped((str(row["measure_id"]), row) for row in tables["measure_actors"]),
        evidence=_grouped(((str(row["table"]), str(row["row_id"])), row) for row in tables["evidence"]),
        decided=_decided(tables),
        places=_places(tables, measures, fields),
    )


def _grouped(pairs: Iterable[tuple[K, V]]) -> dict[K, tuple[V, ...]]:
    found: dict[K, list[V]] = defaultdict(list)
    for key, value in pairs:
        found[key].append(value)
    return {key: tuple(values) for key, values in found.items()}


def _editions(documents: Mapping[str, Row], measures: Mapping[str, Row]) -> tuple[Edition, ...]:
    """Editions in the order of the documents, also those without a measure."""
    titles: dict[str, str] = {}
    for row in documents.values():
        if row["kind"] == "concept" and row["edition_id"]:
            titles.setdefault(str(row["edition_id"]), str(row["title"] or row["edition_id"]))
    stated: dict[str, list[str]] = {edition_id: [] for edition_id in titles}
    for measure_id, row in measures.items():
        edition_id = str(row["edition_id"] or row["document_id"])
        stated.setdefault(edition_id, []).append(measure_id)
    found = [Edition(one, titles.get(one) or _title(documents, one), tuple(ids)) for one, ids in stated.items()]
    return tuple(sorted(found, key=lambda edition: (edition.edition_id not in titles, edition.edition_id)))


def _title(documents: Mapping[str, Row], edition_id: str) -> str:
    row = documents.get(edition_id)
    return str(row["title"] or edition_id) if row else edition_id


def _decided(tables: Tables) -> dict[tuple[str, str], tuple[Row, ...]]:
    """Each decision once for what it names, also of releases that do not say what decisions name."""
    decisions = {row["decision_id"]: row for row in tables["decisions"]}
    targets = {(row["level"], row["target_id"], row["decision_id"]): row for row in tables["decision_targets"]}
    known = [(level, one, decision) for level, one, decision in targets if one and decision in decisions]
    return _grouped(((str(level), str(one)), decisions[decision]) for level, one, decision in known)


def _link(row: Row) -> Link:
    return Link(row["from_id"], row["to_id"], row)


def _fields(tables: Tables, editions: Sequence[str]) -> dict[str, Field]:
    """Action fields in the order of the newest edition, those it no longer has behind them."""
    rows = [row for row in tables["action_fields"] if row["edition_id"] in editions]
    rows.sort(key=lambda row: (-editions.index(row["edition_id"]), row["position"] or 0))
    concepts = {row["document_id"] for row in tables["documents"] if row["kind"] == "concept"}
    by_field: dict[str, dict[str, Row]] = {}
    for row in sorted(rows, key=lambda row: row["document_id"] not in concepts):
        by_field.setdefault(str(row["action_field_id"]), {}).setdefault(str(row["edition_id"]), row)
    found = {
        one: Field(one, str(next(iter(named.values()))["label_printed"]), named) for one, named in by_field.items()
    }
    for row in tables["measures"]:
        one = str(row["action_field_id"] or NO_FIELD)
        if one not in found:
            label = str(row["action_field_printed"] or one) if one else "Ohne Handlungsfeld"
            found[one] = Field(one, label, {})
    return found


def _places(tables: Tables, measures: Mapping[str, Row], fields: Mapping[str, Field]) -> dict[str, dict[str, str]]:
    field_names = {one or "ohne-handlungsfeld": one for one in fields}
    return {
        "massnahme": addresses("massnahme", measures),
        "handlungsfeld": {field_names[k]: v for k, v in addresses("handlungsfeld", field_names).items()},
        "synopse": {field_names[k]: v for k, v in addresses("synopse", field_names).items()},
        "akteur": addresses("akteur", (str(row["actor_id"]) for row in tables["actors"])),
        "beschluss": addresses("beschluss", (str(row["decision_id"]) for row in tables["decisions"])),
    }
