"""What changed against the release before: for readers in German (CHANGELOG.md), for machines row by row."""

from collections.abc import Iterator, Sequence
from typing import Any

from extractors.published import Value
from flows.stores.differences import ChangedRow, Difference, Reason, TableDifference
from flows.stores.naming import NAMED_BY
from flows.stores.sentences import counts, sentences

HEADING = "# Änderungen der Daten\n"
FIRST = "Erster Datenstand."

MEANING = {
    "major": "Abfragen und Verweise auf frühere Datenstände müssen geprüft werden",
    "minor": "Neues ist dazugekommen, Bisheriges gilt weiter",
    "patch": "Dieselben Dokumente, genauer gelesen oder berichtigt",
}


def changelog(version: str, before: str | None, found: Difference | None, earlier: str) -> str:
    """The changelog with the section of this release on top; `earlier` is that of the release before, or empty."""
    section = [f"## {version}\n", f"{FIRST}\n"] if before is None or found is None else _section(version, before, found)
    return "\n".join([HEADING, *section, earlier.removeprefix(HEADING).lstrip("\n")]).rstrip("\n") + "\n"


def notes(found: Difference | None) -> str:
    """What a release is about, in one German sentence."""
    return f"{MEANING[found.level]}: {'; '.join(_german(found.reasons))}." if found else FIRST


def changes_since(version: str, before: str | None, found: Difference | None) -> dict[str, Any]:
    """The same for machines: each row added or removed, and each changed value before and now."""
    told: dict[str, Any] = {"version": version, "since": before}
    if found is None:
        return {**told, "level": None, "reasons": [], "tables": {}}
    reasons = [{"level": reason.level, "reason": reason.english} for reason in found.reasons]
    tables = {name: _for_machines(table) for name, table in found.tables.items()}
    return {**told, "level": found.level, "reasons": reasons, "tables": tables}


def _section(version: str, before: str, found: Difference) -> list[str]:
    lines = [*_told(found), *_counted(found)]
    head = [f"## {version} (gegenüber {before})\n", f"{notes(found)}\n"]
    return [*head, "\n".join(lines) + "\n"] if lines else head


def _german(reasons: Sequence[Reason]) -> list[str]:
    """The reasons that decided on the number; lesser ones are told by the list of changes."""
    return [reason.german for reason in reasons if reason.level == reasons[0].level]


def _told(found: Difference) -> Iterator[str]:
    """What became of rows that have a name."""
    new = found.tables.get("documents", TableDifference()).added
    new_documents = frozenset(row["document_id"] for row in new)
    for name, table in found.tables.items():
        yield from sentences(name, table, new_documents)


def _counted(found: Difference) -> Iterator[str]:
    """What became of all other rows, in numbers."""
    told = [counts(name, table) for name, table in found.tables.items() if name not in NAMED_BY]
    if told:
        yield f"- Außerdem: {'; '.join(told)}."


def _for_machines(table: TableDifference) -> dict[str, Any]:
    return {
        "added": list(table.added),
        "removed": list(table.removed),
        "changed": [{"key": change.key, "columns": _pairs(change)} for change in table.changed],
    }


def _pairs(change: ChangedRow) -> dict[str, dict[str, Value]]:
    return {name: {"before": before, "now": now} for name, (before, now) in change.columns.items()}
