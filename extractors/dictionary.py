"""The data dictionary: every published table and column, told from the tables themselves."""

from collections.abc import Iterable, Iterator

from schemas.tables import TABLES, Table, TypedColumn

PREFACE = """\
# Data dictionary

Every table of a release and its columns, in published order. This page is written by `make dictionary` from
[`schemas/tables.py`](../schemas/tables.py); the same definitions stand in the `datapackage.json` of each release.

- Column names and descriptions are English; values stay as the documents print them, in German.
- A column that is not *always* filled is empty where the document does not say it. Nothing is guessed.
- `…_printed` keeps the words of the document; the column without the suffix is what we take them to mean.
- Pages are those of the PDF, counted from 1. Boxes are points (1/72 inch) from the top left of the page as displayed.
"""


def data_dictionary(tables: Iterable[Table] = TABLES) -> str:
    """The whole page, as Markdown."""
    return "\n".join([PREFACE, *(line for table in tables for line in _chapter(table))])


def _chapter(table: Table) -> Iterator[str]:
    yield f"## {table.name}\n"
    yield f"**{table.title}.** {table.description} {_key(table)}\n"
    yield "| column | German title | type | always | meaning |"
    yield "|---|---|---|---|---|"
    for column in table.columns:
        yield _row(column, table.foreign.get(column.name))
    yield ""


def _key(table: Table) -> str:
    if not table.key:
        return "Rows are known by all their values."
    return f"Key: {', '.join(f'`{name}`' for name in table.key)}."


def _row(column: TypedColumn, target: tuple[str, str] | None) -> str:
    meaning = column.column.description
    if column.column.choices:
        meaning += f" One of: {', '.join(f'`{choice}`' for choice in column.column.choices)}."
    if target:
        meaning += f" Refers to [{target[0]}](#{target[0]})."
    always = "yes" if column.required else ""
    cells = (f"`{column.name}`", column.column.title, column.type, always, meaning)
    return f"| {' | '.join(cell.replace('|', '&#124;') for cell in cells)} |"
