"""Tables that only list measures by field: "Maßnahmen …" as their head, fields on the left, measures on the right.

Habit: the field is printed once and its cell stays empty for the further measures of the field.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from extractors.content.announcements import begins_with_measures
from extractors.content.candidates import Candidate, Value
from extractors.content.labels import unit_and_code
from extractors.content.passages import cell_value
from extractors.content.table_heads import HEAD_ROWS, label_text
from schemas.geometry import Cell, Grid

CONFIDENCE = 0.75
LEAST_ROWS = 3
LEAST_CARRIED = 0.2
"""At least this share of the cells for the field is empty; else the table says something of each row."""

LONGEST_TITLE = 220


def listed_by_field(grid: Grid) -> Iterator[Candidate]:
    """The measures of a table that lists them by field; none when the grid is no such table."""
    rows = [[cell for cell in row if cell] for row in grid.rows]
    heads = _head_rows(rows)
    pairs = [(row[0], row[-1]) for row in rows[heads:] if len(row) == 2]
    if heads and len(pairs) == len(rows) - heads >= LEAST_ROWS and _carries_fields(pairs):
        yield from _measures(grid.page, pairs)


def _head_rows(rows: Sequence[Sequence[Cell]]) -> int:
    """How many rows the announcing head covers, 0 if there is none."""
    text = ""
    for count, row in enumerate(rows[:HEAD_ROWS], start=1):
        filled = [cell for cell in row if cell.text.strip()]
        if len(filled) != 1:
            return count - 1 if begins_with_measures(text) else 0
        text = f"{text} {label_text(filled[0])}".strip()
    return 0


def _carries_fields(pairs: Sequence[tuple[Cell, Cell]]) -> bool:
    empty = sum(not field.text.strip() for field, _ in pairs)
    titles = [label_text(title) for _, title in pairs]
    named = bool(pairs[0][0].text.strip())
    return named and empty >= LEAST_CARRIED * len(pairs) and all(4 <= len(title) <= LONGEST_TITLE for title in titles)


def _measures(page: int, pairs: Sequence[tuple[Cell, Cell]]) -> Iterator[Candidate]:
    field: Value | None = None
    for left, right in pairs:
        field = cell_value(left.text, page, left.box) or field
        title = cell_value(right.text, page, right.box)
        if title:
            code, text = unit_and_code(title.text)
            yield Candidate(replace(title, text=text), code, "table", CONFIDENCE, page, page, action_field=field)
