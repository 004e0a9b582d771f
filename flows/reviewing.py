"""Reviewing: what a person should look at, gathered from the catalogue, the store and the newest release; worst first.

Each has its page, and a picture of the passage on request. What the person finds goes into `corrections.csv`.
"""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from flows.drawing import NotDrawn, draw_marked
from flows.inventory import current_documents, missing_documents
from flows.settings import Settings
from flows.stores.catalogues import find_catalogue, read_catalogue
from flows.stores.files import write_whole
from flows.stores.raw import RawStore, StoredDocument
from flows.stores.releases import latest_release, read_release
from schemas.catalogue import ActionFieldEntry, Catalogue
from schemas.catalogue_parsing import CORRECTION_COLUMNS, parse_corrections
from schemas.errors import KonzeptError
from schemas.geometry import Box
from schemas.tables import TABLES_BY_NAME

WORST_FIRST = ("missing", "error", "unsure", "warning", "unconfirmed")
UNSURE = 0.85
"""Measures that the program itself is less sure of wait for a person."""


class NothingToCorrect(KonzeptError):
    """The newest release has no such row."""

    def __init__(self, table: str, row_id: str) -> None:
        super().__init__(table, row_id)
        self.table, self.row_id = table, row_id

    def __str__(self) -> str:
        return f"the newest release has no row {self.row_id} in {self.table}; see: konzept review"


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One thing that waits for a person."""

    weight: str
    """One of WORST_FIRST."""

    kind: str
    what: str
    document_id: str = ""
    page: int | None = None
    """Page of the document, counted from 1."""

    table: str = ""
    row_id: str = ""
    """The row concerned, as corrections name it."""

    box: Box | None = None
    """Where the row stands on the page."""

    @property
    def where(self) -> str:
        """The place, for people."""
        page = f", p. {self.page}" if self.page else ""
        return f"{self.document_id or 'concept'}{page}"


def waiting_for_a_person(concept_id: str, settings: Settings) -> tuple[Item, ...]:
    """Missing documents, rows we are unsure of, issues of the newest release, unconfirmed fields; worst first."""
    catalogue = read_catalogue(find_catalogue(concept_id, settings.catalogue))
    tables = _newest(concept_id, settings)
    found = (
        *_missing(catalogue, concept_id, settings),
        *_unconfirmed(catalogue.action_fields),
        *(_issues(tables["issues"]) if tables else ()),
        *(_unsure(tables["measures"], tables["evidence"]) if tables else ()),
    )
    return tuple(sorted(found, key=lambda item: WORST_FIRST.index(item.weight)))


def _newest(concept_id: str, settings: Settings) -> Mapping[str, pd.DataFrame] | None:
    release = latest_release(settings.output, concept_id)
    return read_release(release.path) if release else None


def _missing(catalogue: Catalogue, concept_id: str, settings: Settings) -> Iterator[Item]:
    stored = current_documents(RawStore(settings.raw).documents(concept_id), catalogue)
    for issue in missing_documents(catalogue, stored):
        yield Item(weight="missing", kind="document missing", what=issue.what)


def _unconfirmed(fields: Iterable[ActionFieldEntry]) -> Iterator[Item]:
    for field in fields:
        for edition, shape in field.editions.items():
            if shape.unconfirmed:
                what = f"{edition} «{shape.label or shape.code}» = {field.id}? {shape.why}".strip()
                yield Item(weight="unconfirmed", kind="unconfirmed action field", what=what)


def _issues(issues: pd.DataFrame) -> Iterator[Item]:
    """The issues worth a look; missing documents were told above, as they are now."""
    for issue in _records(issues):
        if issue["severity"] in ("error", "warning") and issue["kind"] != "document_missing":
            yield Item(
                weight=str(issue["severity"]),
                kind=str(issue["kind"]),
                what=str(issue["what"]),
                document_id=str(issue["document_id"] or ""),
                page=issue["page"] and int(issue["page"]),
            )


def _unsure(measures: pd.DataFrame, evidence: pd.DataFrame) -> Iterator[Item]:
    """Measures whose confidence is low, the least sure first."""
    whole = evidence[(evidence["table"] == "measures") & evidence["column"].fillna("").eq("")]
    proofs = {proof["row_id"]: proof for proof in _records(whole)}
    unsure = measures[measures["confidence"].astype(float) < UNSURE].sort_values("confidence", kind="stable")
    for measure in _records(unsure):
        proof = proofs.get(measure["measure_id"])
        yield Item(
            weight="unsure",
            kind=f"measure found by {measure['method']}, {float(measure['confidence']):.0%} sure",
            what=" ".join(filter(None, (measure["code"], measure["title"]))),
            document_id=str(measure["document_id"]),
            page=int(measure["page_first"]),
            table="measures",
            row_id=str(measure["measure_id"]),
            box=_box(proof) if proof else None,
        )


def _box(proof: Mapping[str, Any]) -> Box | None:
    edges = [proof[name] for name in ("x0", "top", "x1", "bottom")]
    return None if None in edges else Box(*map(float, edges))


def _records(frame: pd.DataFrame) -> list[dict[str, Any]]:
    plain = frame.astype(object).where(lambda values: values.notna(), None)
    return [{str(name): value for name, value in row.items()} for row in plain.to_dict("records")]


def draw_items(items: Sequence[Item], concept_id: str, settings: Settings, folder: Path) -> dict[int, Path | str]:
    """A picture of the passage or page of each item that has one: place in `items` → file, or why there is none."""
    folder.mkdir(parents=True, exist_ok=True)
    stored = {document.document_id: document for document in RawStore(settings.raw).documents(concept_id)}
    drawn: dict[int, Path | str] = {}
    for number, item in enumerate(items):
        if item.page is None:
            continue
        document = stored.get(item.document_id)
        if document is None:
            drawn[number] = "none: the document is no longer in the store"
        elif document.path.name.endswith(".pdf"):
            name = re.sub(r"[^\w.-]+", "-", f"{number + 1:03} {item.kind} {item.document_id} p{item.page}")
            drawn[number] = _drawn(document, item.page, item.box, folder / f"{name}.png", settings)
    return drawn


def _drawn(document: StoredDocument, page: int, box: Box | None, file: Path, settings: Settings) -> Path | str:
    try:
        with document.borrowed() as path:
            file.write_bytes(draw_marked(path, page, box, settings))
    except KonzeptError as error:
        return f"none: {error.reason if isinstance(error, NotDrawn) else error}"
    return file


def write_correction(concept_id: str, settings: Settings, row: Mapping[str, str]) -> Path:
    """Add a row to the `corrections.csv` of a concept, for the document that states the row now.

    Raises NothingToCorrect if there is no such row, CatalogueError if the value does not fit the column.
    """
    folder = find_catalogue(concept_id, settings.catalogue)
    path = folder / "corrections.csv"
    document_id = _document_of(concept_id, settings, row["table"], row["row_id"])
    before = path.read_text(encoding="utf-8") if path.exists() else ",".join(CORRECTION_COLUMNS) + "\n"
    line = io.StringIO()
    csv.writer(line, lineterminator="\n").writerow([{**row, "document_id": document_id}[n] for n in CORRECTION_COLUMNS])
    text = before.rstrip("\n") + "\n" + line.getvalue()
    parse_corrections(text, str(path))
    write_whole(path, text.encode())
    return path


def _document_of(concept_id: str, settings: Settings, table: str, row_id: str) -> str:
    tables = _newest(concept_id, settings) or {}
    keys = TABLES_BY_NAME[table].key if table in TABLES_BY_NAME else ()
    for row in _records(tables[table]) if table in tables and keys else ():
        if "|".join(str(row[key]) for key in keys) == row_id:
            return str(row.get("document_id") or "")
    raise NothingToCorrect(table, row_id)
