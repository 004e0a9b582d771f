"""Heads of tables of measures: which row is the head, and what each column means.

Habit: a table of measures has a column "Maßnahme" (Projekt, Vorhaben, Handlungsempfehlung …) and beside it columns for
who, when, how much. The head may have several rows (a group such as "Kosten" over its columns) and sideways labels.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from extractors.content.label_parts import takes_part
from extractors.content.table_words import column_of
from extractors.layout.hyphens import join_lines
from schemas.geometry import Box, Cell, Grid

HEAD_ROWS = 5
"""The head stands in the first rows of a table: at most so many, titles and groups included."""

LONGEST_LABEL = 90
"""Labels of columns are short; what is longer is a cell."""

MOST_COLUMNS = 60
"""No table of measures has more; drawings that look like tables do."""

PLAIN_TITLE = re.compile(r"ma(?:ß|ss)nahmen?", re.IGNORECASE)
INSIDE_PT = 3.0


@dataclass(frozen=True, slots=True)
class TableColumn:
    """A column of a table of measures."""

    x0: float = field(compare=False)
    x1: float = field(compare=False)
    position: int
    """From the left, from 0."""

    label: str
    """As printed, hyphenation undone; empty where none is printed."""

    group: str = ""
    """Label printed over several columns together."""

    key: str | None = None
    """`title`, `code`, `action_field`, `goal`, a column of `measures`; None: not known."""


@dataclass(frozen=True, slots=True)
class TableHead:
    """The head of a table."""

    columns: tuple[TableColumn, ...]
    rows: int
    """So many rows of the grid belong to it, from the top."""

    def column_at(self, box: Box) -> TableColumn | None:
        """The column that shares most width with a cell."""
        shared = {column: min(column.x1, box.x1) - max(column.x0, box.x0) for column in self.columns}
        best = max(shared, key=lambda column: shared[column])
        return best if shared[best] > 0 else None

    def shifted(self, by: float) -> "TableHead":
        """The head on a page where the table stands so many points further to the right."""
        return replace(self, columns=tuple(replace(c, x0=c.x0 + by, x1=c.x1 + by) for c in self.columns))

    @property
    def keys(self) -> frozenset[str]:
        return frozenset(column.key for column in self.columns if column.key)


def find_head(grid: Grid) -> TableHead | None:
    """The head of a grid; None when no row of it names a column of measures."""
    if max(map(len, grid.rows), default=0) > MOST_COLUMNS:
        return None
    for number, row in enumerate(grid.rows[:HEAD_ROWS]):
        title = next((cell for cell in row if cell and _key(cell) == "title"), None)
        if title is not None:
            return _head(grid, number, title)
    return None


def repeats(head: TableHead, row: Sequence[Cell | None]) -> bool:
    """Whether a row prints the labels of the head again."""
    labels = {column.label for column in head.columns if column.label}
    cells = [label_text(cell) for cell in row if cell and cell.text.strip()]
    return bool(cells) and sum(text in labels for text in cells) > 0.5 * len(cells)


def label_text(cell: Cell) -> str:
    """The text of a cell on one line."""
    return join_lines(cell.text.split("\n"))


def _key(cell: Cell) -> str | None:
    text = label_text(cell)
    return column_of(text) if len(text) <= LONGEST_LABEL else None


def _head(grid: Grid, number: int, title: Cell) -> TableHead:
    """The head whose row `number` holds the label of the title column."""
    last = number
    while last + 1 < len(grid.rows) and _begins_above(grid.rows[last + 1], title.box.bottom - INSIDE_PT):
        last += 1
    cells = [cell for row in grid.rows[: last + 1] for cell in row if cell]
    leaves = sorted((cell for cell in cells if _is_leaf(cell, cells)), key=lambda c: c.box.x0)
    columns = tuple(_column(position, leaf, cells) for position, leaf in enumerate(leaves))
    return TableHead(_with_partners(_one_title(columns)), last + 1)


def _begins_above(row: Sequence[Cell | None], height: float) -> bool:
    tops = [cell.box.top for cell in row if cell]
    return bool(tops) and min(tops) < height


def _is_leaf(cell: Cell, cells: Sequence[Cell]) -> bool:
    """Whether no other cell of the head stands below it."""
    return not any(
        other.box.top >= cell.box.bottom - INSIDE_PT and _shared_width(other.box, cell.box) > INSIDE_PT
        for other in cells
    )


def _shared_width(one: Box, other: Box) -> float:
    return min(one.x1, other.x1) - max(one.x0, other.x0)


def _column(position: int, leaf: Cell, cells: Sequence[Cell]) -> TableColumn:
    higher = (cell for cell in cells if cell.box.bottom <= leaf.box.top + INSIDE_PT and cell.text.strip())
    above = (cell for cell in higher if cell.box.x0 - INSIDE_PT <= leaf.box.middle[0] <= cell.box.x1 + INSIDE_PT)
    group = " ".join(label_text(cell) for cell in above)
    label = label_text(leaf)
    key = column_of(label) or (column_of(group) if group else None)
    return TableColumn(leaf.box.x0, leaf.box.x1, position, label, group, key)


def _with_partners(columns: Sequence[TableColumn]) -> tuple[TableColumn, ...]:
    """The columns; "Akteure" are partners beside a column that names who leads."""
    leading = [column.label for column in columns if column.key == "responsible"]
    return tuple(replace(c, key="partners") if takes_part(c.label, leading) else c for c in columns)


def _one_title(columns: Sequence[TableColumn]) -> tuple[TableColumn, ...]:
    """Only one column holds the titles: of several the one labelled by a single word such as "Maßnahme"."""
    titles = [column for column in columns if column.key == "title"]
    plain = (column for column in titles if PLAIN_TITLE.fullmatch(column.label))
    first = next(plain, titles[0] if titles else None)
    return tuple(replace(c, key=None) if c.key == "title" and c is not first else c for c in columns)
