"""Wording: what tables, columns and codes are called in the other language, and how German sentences name their rows.

A column is defined once, at the attribute that holds it, with its German title and its English description (`columns`).
This is the translation, `vocabulary/columns.yml`, which people who do not program can review. What has no translation
yet falls back on its name; `tests/test_house.py` holds that every published table, column and code has one.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from ruamel.yaml import YAML


@dataclass(frozen=True, slots=True)
class ColumnWords:
    """A column in the other language."""

    english: str
    """English title."""

    german: str = ""
    """German description; empty: not translated yet."""

    gained: str = ""
    """What a row has got once it is filled, as the object of a German sentence: `einen Verantwortlichen`."""


@dataclass(frozen=True, slots=True)
class TableWords:
    """A table in the other language, and its rows."""

    english: str
    """English title."""

    german: str
    """German description; empty: not translated yet."""

    one: str
    """One row, in German: `Maßnahme`."""

    many: str
    """Several rows, in German: `Maßnahmen`."""


@dataclass(frozen=True, slots=True)
class CodeWords:
    """A value of a coded column, for people."""

    german: str
    english: str


def column_words(table: str, column: str) -> ColumnWords:
    """The words of a column: those of its table, else those common to all tables."""
    wording = _wording()
    told = wording["tables"].get(table, {}).get("columns", {}).get(column) or wording["common"].get(column)
    return ColumnWords(*told) if told else ColumnWords(column.replace("_", " ").capitalize())


def table_words(table: str) -> TableWords:
    """The words of a table and of its rows."""
    told = _wording()["tables"].get(table)
    if told is None:
        return TableWords(table.replace("_", " ").capitalize(), "", f"Zeile von {table}", f"Zeilen von {table}")
    return TableWords(told["english"], told["german"], told["one"], told["many"])


def code_words(code: str) -> CodeWords:
    """The words for a value of a coded column."""
    return CodeWords(*_wording()["codes"].get(code, (code, code)))


def told_of() -> tuple[frozenset[tuple[str, str]], frozenset[str], frozenset[str]]:
    """All that the file tells of: columns by table, columns common to all tables, codes."""
    wording = _wording()
    columns = {(table, column) for table, told in wording["tables"].items() for column in told["columns"]}
    return frozenset(columns), frozenset(wording["common"]), frozenset(wording["codes"])


@cache
def _wording() -> Mapping[str, Mapping[str, Any]]:
    wording: Mapping[str, Mapping[str, Any]] = YAML(typ="safe").load(
        files("schemas").joinpath("vocabulary", "columns.yml").read_text("utf-8")
    )
    return wording
