"""Gains and losses: how the rows of today differ from those of before, told by table and key, for a person to judge."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

Row = Mapping[str, object]
Rows = Mapping[str, Sequence[Row]]
"""Table → rows."""

LONGEST_TOLD = 90


def gains_and_losses(before: Rows, after: Rows, keys: Mapping[str, Sequence[str]]) -> list[str]:
    """One line for each row that came (+) or went (−) and each value that changed (~); order counts for nothing.

    >>> keys = {"measures": ("code", "title")}
    >>> old = {"measures": [{"code": "1", "title": "Chor", "cost": "5 €"}, {"code": "2", "title": "Fest"}]}
    >>> new = {"measures": [{"code": "1", "title": "Chor", "cost": "9 €"}, {"code": "2", "title": "Festival"}]}
    >>> print("\\n".join(gains_and_losses(old, new, keys)))
    ~ measures · 1 · Chor: cost “5 €” → “9 €”
    − measures · 2 · Fest
    + measures · 2 · Festival
    """
    return [line for table, key in keys.items() for line in _of_table(table, key, before, after)]


def _of_table(table: str, key: Sequence[str], before: Rows, after: Rows) -> Iterator[str]:
    old, new = (_by_key(rows.get(table, ()), key) for rows in (before, after))
    for name, row in old.items():
        if name in new:
            yield from (f"~ {_name(table, name)}: {change}" for change in _changes(row, new[name]))
        else:
            yield f"− {_name(table, name)}"
    yield from (f"+ {_name(table, name)}" for name in new if name not in old)


def _by_key(rows: Sequence[Row], key: Sequence[str]) -> dict[tuple[object, ...], Row]:
    """Rows by their keys; what comes again with the same key is counted."""
    seen: Counter[tuple[object, ...]] = Counter()
    found: dict[tuple[object, ...], Row] = {}
    for row in rows:
        name = tuple(row.get(column) for column in key)
        seen[name] += 1
        found[name if seen[name] == 1 else (*name, f"({seen[name]})")] = row
    return found


def _name(table: str, key: Sequence[object]) -> str:
    return _short(" · ".join([table, *(str(part) for part in key if part is not None)]))


def _changes(old: Row, new: Row) -> Iterator[str]:
    for column in dict.fromkeys([*old, *new]):
        if old.get(column) != new.get(column):
            yield f"{column} {_told(old.get(column))} → {_told(new.get(column))}"


def _told(value: object) -> str:
    return "nothing" if value is None else f"“{_short(str(value))}”"


def _short(text: str) -> str:
    """Long texts by their two ends: what was read too far or not far enough shows there."""
    half = LONGEST_TOLD // 2
    return text if len(text) <= LONGEST_TOLD else f"{text[:half]} … {text[-half:]}"
