"""Explaining: where each value of a row comes from, told from a release alone.

A value has a place of its own, or that of the printed words it was read out of, or that of its whole row. Rows that no
document states (an actor, a link between two rows) lead to the rows they speak of.
"""

import difflib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeAlias

import pandas as pd

from extractors.frames import rows
from extractors.published import Value
from flows.stores.releases import Release, list_releases, read_whole_release
from flows.stores.releases import latest_release as latest
from schemas.errors import NoSuchRow
from schemas.tables import TABLES_BY_NAME, Table, printed_column

Row: TypeAlias = dict[str, Value]
Proofs: TypeAlias = Mapping[str, Row]
"""Column → where its value stands; the empty name stands for the whole row."""

ABOUT_OTHERS = ("evidence", "issues", "checks")
"""Tables about other rows; a row of theirs needs no explanation."""

HOW_IT_WAS_READ = frozenset({
    "confidence", "document_id", "method", "ocr_confidence", "page", "page_first", "page_last", "quote",
})  # fmt: skip
"""Columns that people see in the place of the row."""

MOST_SUGGESTED = 3
LONGEST_SHOWN = 160
BOX = ("x0", "top", "x1", "bottom")


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a value stands."""

    document_id: str
    title: str
    """Of the document."""

    source_url: str | None
    page: Value
    box: tuple[float, ...] | None
    """Left, upper, right and lower edge in points from the top left of the page as displayed; None: not known."""

    quote: str
    rule: str
    """The rule that found it."""

    ocr_confidence: Value


@dataclass(frozen=True, slots=True, kw_only=True)
class ExplainedValue:
    """A value of a row and where it comes from."""

    column: str
    value: Value
    place: Place | None
    """Where it stands; None: it has no place of its own beside that of its row."""

    read_from: str | None
    """The column whose printed words it was read out of; None: it is printed itself, or ours."""

    corrected: str | None
    """What a person changed, why and who; None: nobody did."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """A row, value by value."""

    concept_id: str
    release: str
    table: str
    row_id: str
    place: Place | None
    """Where the row stands; None: no document states it."""

    values: tuple[ExplainedValue, ...]
    see: tuple[str, ...]
    """Rows it speaks of: `measures 2017:A 1.1`."""


def explain_row(
    output: Path, row_id: str, concept_id: str = "", version: str = "", table: str = ""
) -> tuple[Explanation, ...]:
    """Explain a row by its id, in every table that has one of that id; of measures also what reports say of them.

    Without a concept, all concepts with releases are looked through; without a version, the newest release is read.
    Raises NoSuchRow with similar ids, DamagedRelease.
    """
    found: list[Explanation] = []
    known: list[str] = []
    for concept, release in _releases(output, concept_id, version):
        frames = read_whole_release(release)
        found += [_explained(concept, release, frames, name, row) for name, row in _matches(frames, row_id, table)]
        known += _known_ids(frames)
    if not found:
        where = " ".join(part for part in (concept_id or "any concept that has releases", version) if part)
        raise NoSuchRow(row_id, where, difflib.get_close_matches(row_id, known, MOST_SUGGESTED))
    return tuple(found)


def as_lines(explanation: Explanation) -> Iterator[str]:
    """The explanation for people: where the row stands, what it says, and below each value where that stands."""
    yield f"{explanation.table} {explanation.row_id} (release {explanation.release} of {explanation.concept_id})"
    if explanation.place:
        yield from _stands(explanation.place)
    else:
        yield "    stated by no document: an id or a link of ours"
    for told in explanation.values:
        if told.column not in HOW_IT_WAS_READ or told.corrected:
            yield f"{told.column}: {_short(told.value)}"
            yield from _origin(told)
    yield from (f"see {other}" for other in explanation.see)


def _origin(told: ExplainedValue) -> Iterator[str]:
    if told.corrected:
        yield f"    corrected by a person: {told.corrected}"
    if told.read_from:
        yield f"    read out of {told.read_from}"
    elif told.place:
        yield from _stands(told.place)


def _stands(place: Place) -> Iterator[str]:
    yield f"    {_where(place)}"
    if place.quote:
        yield f"    «{_short(place.quote)}»"


def _where(place: Place) -> str:
    box = "" if place.box is None else " at {:g}, {:g} to {:g}, {:g} pt".format(*place.box)
    rule = f", found by: {place.rule}" if place.rule else ""
    sure = "" if place.ocr_confidence is None else f", text recognition is sure to {place.ocr_confidence:.2f}"
    page = "" if place.page is None else f", page {place.page}"
    return f"{place.title}{page}{box}{rule}{sure} ({place.source_url or place.document_id})"


def _short(value: Value) -> str:
    words = " ".join(str("(empty)" if value is None else value).split())
    return words if len(words) <= LONGEST_SHOWN else f"{words[: LONGEST_SHOWN - 1]}…"


def _releases(output: Path, concept_id: str, version: str) -> Iterator[tuple[str, Release]]:
    names = [concept_id] if concept_id else sorted(path.parent.name for path in output.glob("*/releases.json"))
    for name in names:
        releases = list_releases(output, name) if version else [latest(output, name)]
        yield from ((name, one) for one in releases if one and version in ("", one.version))


def _matches(frames: Mapping[str, pd.DataFrame], row_id: str, table: str) -> Iterator[tuple[str, Row]]:
    for name, frame in frames.items():
        if name in ABOUT_OTHERS or table not in ("", name) or name not in TABLES_BY_NAME:
            continue
        if key := _naming(TABLES_BY_NAME[name], frames, asked=bool(table)):
            yield from ((name, row) for row in _rows(frame) if _id(row, key) == row_id)


def _naming(table: Table, frames: Mapping[str, pd.DataFrame], *, asked: bool) -> tuple[str, ...]:
    """The columns by which rows are asked for: the key; without one, the row they speak of, if they are proven."""
    if table.key:
        return table.key
    about = _about(table)
    proven = asked or table.name in set(frames["evidence"]["table"])
    return (about,) if about and proven else ()


def _about(table: Table) -> str:
    """The first column that names a row of another table than documents."""
    keys = {other.key[0] for other in TABLES_BY_NAME.values() if len(other.key) == 1} - {"document_id"}
    return next((name for name in table.header if name in keys), "")


def _explained(concept: str, release: Release, frames: Mapping[str, pd.DataFrame], name: str, row: Row) -> Explanation:
    table = TABLES_BY_NAME[name]
    row_id = _id(row, table.key or (_about(table),))
    documents = {document["document_id"]: document for document in _rows(frames["documents"])}
    proofs = _proofs(frames["evidence"], name, row_id, row)
    corrections = _corrections(frames["issues"], name, row_id)
    told = [column for column in row if row[column] is not None or column in corrections]
    return Explanation(
        concept_id=concept,
        release=release.version,
        table=name,
        row_id=row_id,
        place=_place(proofs[""], documents) if "" in proofs else None,
        values=tuple(_value(table, column, row, proofs, corrections, documents) for column in told),
        see=tuple(f"{other} {row[column]}" for column, (other, _) in table.foreign.items() if row[column] is not None),
    )


def _value(
    table: Table, column: str, row: Row, proofs: Proofs, corrections: Mapping[str, str], documents: Mapping[Value, Row]
) -> ExplainedValue:
    printed = printed_column(table, column)
    read_from = printed if printed and row.get(printed) is not None else None
    proof = proofs.get(column) or proofs.get(read_from or "no column")
    return ExplainedValue(
        column=column,
        value=row[column],
        place=_place(proof, documents) if proof else None,
        read_from=read_from,
        corrected=corrections.get(column),
    )


def _proofs(evidence: pd.DataFrame, name: str, row_id: str, row: Row) -> dict[str, Row]:
    """What proves the row and its values; where nothing does, the page and quote that the row itself names."""
    same = evidence[(evidence["table"] == name) & (evidence["row_id"] == row_id)]
    proofs = {
        str(one["column"] or ""): one for one in _rows(same) if row.get("document_id") in (None, one["document_id"])
    }
    page = row.get("page", row.get("page_first"))
    if "" not in proofs and page is not None and row.get("document_id"):
        proofs[""] = {**row, "page": page}
    return proofs


def _place(proof: Row, documents: Mapping[Value, Row]) -> Place:
    document = documents.get(proof["document_id"], {})
    edges = [proof.get(edge) for edge in BOX]
    return Place(
        document_id=str(proof["document_id"]),
        title=str(document.get("title") or document.get("source_url") or proof["document_id"]),
        source_url=_text(document.get("source_url")),
        page=proof["page"],
        box=tuple(float(edge) for edge in edges if edge is not None) if None not in edges else None,
        quote=str(proof.get("quote") or ""),
        rule=str(proof.get("method") or ""),
        ocr_confidence=proof.get("ocr_confidence"),
    )


def _corrections(issues: pd.DataFrame, name: str, row_id: str) -> dict[str, str]:
    """What a person corrected in the row, by column: every correction is published as an issue of its own."""
    start = f"{name}/{row_id}/"
    done = [str(what) for what in issues[issues["kind"] == "corrected"]["what"] if str(what).startswith(start)]
    return dict(what.removeprefix(start).split(": ", 1) for what in done)


def _known_ids(frames: Mapping[str, pd.DataFrame]) -> list[str]:
    tables = [TABLES_BY_NAME[name] for name in frames if name in TABLES_BY_NAME and name not in ABOUT_OTHERS]
    return [_id(row, table.key) for table in tables if table.key for row in _rows(frames[table.name][list(table.key)])]


def _rows(frame: pd.DataFrame) -> Iterator[Row]:
    names = list(frame.columns)
    return (dict(zip(names, row, strict=True)) for row in rows(frame))


def _id(row: Row, key: Sequence[str]) -> str:
    """The id of a row as corrections write it: several key columns are joined by `|`."""
    return "|".join(str(row[column]) for column in key)


def _text(value: Any) -> str | None:
    return None if value is None else str(value)
