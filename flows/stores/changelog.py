"""What changed against the release before: for readers in German (CHANGELOG.md), for machines row by row."""

import re
from collections.abc import Iterator, Sequence
from typing import Any

from extractors.frames import Value
from flows.stores.datasets import Row
from flows.stores.differences import ChangedRow, Difference, Reason, TableDifference
from schemas.tables import TABLES_BY_NAME

MOST_NAMED = 20
"""So many rows of a kind are named; the rest is counted."""

LONGEST_NAME = 120

NAMED_BY = {
    "documents": ("title", "source_url", "document_id"),
    "action_fields": ("code", "label_printed"),
    "goals": ("number", "text"),
    "measures": ("code", "title"),
    "papers": ("paper", "subject"),
    "decisions": ("paper", "subject"),
}
"""Tables whose rows are named in the changelog, by these columns; of the others only numbers are told."""

MARKDOWN = re.compile(r"([\\`*_<>\[\]#|])")
HEADING = "# Änderungen der Daten\n"

MEANING = {
    "major": "Abfragen und Verweise auf frühere Datenstände müssen geprüft werden",
    "minor": "Neues ist dazugekommen, Bisheriges gilt weiter",
    "patch": "Dieselben Dokumente, genauer gelesen",
}


def changelog(version: str, before: str | None, found: Difference | None, earlier: str) -> str:
    """The changelog with the section of this release on top; `earlier` is that of the release before, or empty."""
    section = _first_section(version) if before is None or found is None else _section(version, before, found)
    return "\n".join([HEADING, *section, earlier.removeprefix(HEADING).lstrip("\n")]).rstrip("\n") + "\n"


def changes_since(version: str, before: str | None, found: Difference | None) -> dict[str, Any]:
    """The same for machines: each row added or removed, and each changed value before and now."""
    told: dict[str, Any] = {"version": version, "since": before}
    if found is None:
        return {**told, "level": None, "reasons": [], "tables": {}}
    reasons = [{"level": reason.level, "reason": reason.english} for reason in found.reasons]
    tables = {name: _for_machines(table) for name, table in found.tables.items()}
    return {**told, "level": found.level, "reasons": reasons, "tables": tables}


def _first_section(version: str) -> list[str]:
    return [f"## {version}\n", "Erster Datenstand.\n"]


def _section(version: str, before: str, found: Difference) -> list[str]:
    reasons = "; ".join(_german(found.reasons))
    lines = [line for name, table in found.tables.items() for line in _table_lines(name, table)]
    head = [f"## {version} (gegenüber {before})\n", f"{MEANING[found.level]}: {reasons}.\n"]
    return [*head, "\n".join(lines) + "\n"] if lines else head


def _german(reasons: Sequence[Reason]) -> list[str]:
    """The reasons that decided on the number; lesser ones are told by the list of tables."""
    return [reason.german for reason in reasons if reason.level == reasons[0].level]


def _table_lines(name: str, table: TableDifference) -> Iterator[str]:
    title = TABLES_BY_NAME[name].title if name in TABLES_BY_NAME else name
    yield f"- {title}: {_counts(table)}."
    if name not in NAMED_BY:
        return
    yield from _named("neu", [_name(name, row) for row in table.added])
    yield from _named("weggefallen", [_name(name, row) for row in table.removed])
    yield from _named("geändert", [_changed_name(name, change) for change in table.changed])


def _counts(table: TableDifference) -> str:
    kinds = ((table.added, "hinzugekommen"), (table.removed, "weggefallen"), (table.changed, "geändert"))
    return ", ".join(f"{_lines(len(found))} {verb}" for found, verb in kinds if found)


def _lines(count: int) -> str:
    return f"{count} Zeile" if count == 1 else f"{count} Zeilen"


def _named(word: str, names: Sequence[str]) -> Iterator[str]:
    yield from (f"  - {word}: {name}" for name in names[:MOST_NAMED])
    if left := len(names[MOST_NAMED:]):
        yield f"  - {word}: {left} weitere, siehe changes_since.json"


def _name(table: str, row: Row) -> str:
    """What the row is called, as a quotation; for documents the first name there is."""
    values = [str(row[name]) for name in NAMED_BY[table] if row.get(name) is not None]
    words = " ".join(" ".join(values[:1] if table == "documents" else values).split())
    short = words if len(words) <= LONGEST_NAME else words[: LONGEST_NAME - 1] + "…"
    return "„" + MARKDOWN.sub(r"\\\1", short) + "“"


def _changed_name(table: str, change: ChangedRow) -> str:
    titles = {c.name: c.column.title for c in TABLES_BY_NAME[table].columns}
    return f"{_name(table, change.row)} ({', '.join(titles.get(name, name) for name in change.columns)})"


def _for_machines(table: TableDifference) -> dict[str, Any]:
    return {
        "added": list(table.added),
        "removed": list(table.removed),
        "changed": [{"key": change.key, "columns": _pairs(change)} for change in table.changed],
    }


def _pairs(change: ChangedRow) -> dict[str, dict[str, Value]]:
    return {name: {"before": before, "now": now} for name, (before, now) in change.columns.items()}
