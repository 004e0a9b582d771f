"""Every published table: its record, key and foreign keys. All else is derived from the records' annotations."""

import dataclasses
import types
import typing
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache

from schemas.changes import Change, LifeStep, SynopsisRow
from schemas.columns import Column
from schemas.content import (
    ActionField,
    Actor,
    Goal,
    Indicator,
    Measure,
    MeasureActor,
    Mention,
    Section,
    Status,
)
from schemas.council import Consultation, Decision, DecisionTarget, Paper, Vote
from schemas.documents import Check, Document, Evidence, Issue
from schemas.overviews import ActorOverview, FieldOverview
from schemas.wording import ColumnWords, TableWords, column_words, table_words

TYPE_NAMES = {str: "string", int: "integer", float: "number", bool: "boolean"}
"""Python types and their names in the Data Package standard."""


@dataclass(frozen=True, slots=True)
class TypedColumn:
    """A column as every format needs it."""

    name: str
    type: str
    """`string`, `integer`, `number` or `boolean`."""

    required: bool
    column: Column
    words: ColumnWords
    """The same in the other language."""


@dataclass(frozen=True, slots=True)
class Table:
    """A published table."""

    name: str
    title: str
    """German title."""

    record: type
    key: tuple[str, ...] = ()
    """Columns that tell rows apart; empty: rows are known by all their values."""

    foreign: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    """Column → (table, column) it refers to."""

    @property
    def columns(self) -> tuple[TypedColumn, ...]:
        """The columns in published order."""
        return _columns(self.name, self.record)

    @property
    def header(self) -> tuple[str, ...]:
        return tuple(column.name for column in self.columns)

    @property
    def words(self) -> TableWords:
        """What the table and its rows are called in German and English."""
        return table_words(self.name)

    @property
    def description(self) -> str:
        """What a row is, in English: the first paragraph of the record's docstring, on one line."""
        return " ".join((self.record.__doc__ or "").partition("\n\n")[0].split())


@cache
def _columns(table: str, record: type) -> tuple[TypedColumn, ...]:
    """The columns that the attributes of a record are."""
    hints = typing.get_type_hints(record, include_extras=True)
    names = [f.name for f in dataclasses.fields(record)]
    return tuple(_typed(name, hints[name], column_words(table, name)) for name in names)


def _typed(name: str, hint: object, words: ColumnWords) -> TypedColumn:
    """The column behind `Annotated[int | None, Column(…)]`."""
    value, column = typing.get_args(hint)
    alternatives = typing.get_args(value) if isinstance(value, types.UnionType) else (value,)
    kind = next(a for a in alternatives if a is not types.NoneType)
    return TypedColumn(name, TYPE_NAMES[kind], types.NoneType not in alternatives, column, words)


DOCUMENTS = Table("documents", "Dokumente", Document, ("document_id",))
SECTIONS = Table("sections", "Abschnitte", Section, ("section_id",), {"document_id": ("documents", "document_id")})
ACTION_FIELDS = Table(
    "action_fields",
    "Handlungsfelder",
    ActionField,
    ("document_id", "action_field_id"),
    {"document_id": ("documents", "document_id")},
)
GOALS = Table("goals", "Ziele", Goal, ("goal_id",), {"document_id": ("documents", "document_id")})
MEASURES = Table(
    "measures",
    "Maßnahmen",
    Measure,
    ("measure_id",),
    {"document_id": ("documents", "document_id"), "goal_id": ("goals", "goal_id")},
)
ACTORS = Table("actors", "Akteure", Actor, ("actor_id",))
MEASURE_ACTORS = Table(
    "measure_actors",
    "Akteure der Maßnahmen",
    MeasureActor,
    ("measure_id", "actor_id", "role", "name_printed"),
    {"measure_id": ("measures", "measure_id"), "actor_id": ("actors", "actor_id")},
)
STATUSES = Table("statuses", "Umsetzungsstand", Status, (), {"document_id": ("documents", "document_id")})
INDICATORS = Table(
    "indicators", "Kennzahlen", Indicator, ("indicator_id",), {"document_id": ("documents", "document_id")}
)
MENTIONS = Table("mentions", "Nennungen", Mention, (), {"section_id": ("sections", "section_id")})
PAPERS = Table("papers", "Vorlagen", Paper, ("paper",))
CONSULTATIONS = Table("consultations", "Beratungen", Consultation)
DECISIONS = Table("decisions", "Beschlüsse", Decision, ("decision_id",))
VOTES = Table("votes", "Stimmen", Vote, (), {"decision_id": ("decisions", "decision_id")})
DECISION_TARGETS = Table(
    "decision_targets",
    "Beschlussgegenstände",
    DecisionTarget,
    (),
    {"decision_id": ("decisions", "decision_id"), "document_id": ("documents", "document_id")},
)
CHANGES = Table("changes", "Änderungen", Change)
LIFE_LINES = Table(
    "life_lines",
    "Lebenslinien",
    LifeStep,
    ("line_id", "position"),
    {"document_id": ("documents", "document_id"), "measure_id": ("measures", "measure_id")},
)
SYNOPSIS = Table("synopsis", "Synopse", SynopsisRow)
OVERVIEW_FIELDS = Table(
    "overview_fields",
    "Überblick Handlungsfelder",
    FieldOverview,
    (),
    {"document_id": ("documents", "document_id")},
)
OVERVIEW_ACTORS = Table(
    "overview_actors",
    "Überblick Akteure",
    ActorOverview,
    (),
    {"document_id": ("documents", "document_id"), "actor_id": ("actors", "actor_id")},
)
EVIDENCE = Table("evidence", "Belege", Evidence, (), {"document_id": ("documents", "document_id")})
ISSUES = Table("issues", "Unverstandenes", Issue)
CHECKS = Table("checks", "Prüfungen", Check, ("name", "scope"))

TABLES = (
    DOCUMENTS,
    SECTIONS,
    ACTION_FIELDS,
    GOALS,
    MEASURES,
    ACTORS,
    MEASURE_ACTORS,
    STATUSES,
    INDICATORS,
    MENTIONS,
    PAPERS,
    CONSULTATIONS,
    DECISIONS,
    VOTES,
    DECISION_TARGETS,
    CHANGES,
    LIFE_LINES,
    SYNOPSIS,
    OVERVIEW_FIELDS,
    OVERVIEW_ACTORS,
    EVIDENCE,
    ISSUES,
    CHECKS,
)
"""All tables, in the order in which they are published."""

TABLES_BY_NAME = {table.name: table for table in TABLES}

READ_FROM: Mapping[str, str] = {
    "cost_eur_max": "cost",
    "cost_eur_min": "cost",
    "end_year": "timeframe",
    "start_year": "timeframe",
}
"""Columns whose values were read out of the printed words of another one, where its name does not say so."""


def printed_column(table: Table, name: str) -> str | None:
    """The column whose printed words a value was read out of: `status_printed` for `status`; None: there is none."""
    candidates = (READ_FROM.get(name, ""), f"{name}_printed", f"{name.removesuffix('_id')}_printed")
    return next((column for column in candidates if column in table.header and column != name), None)
