"""Naming: how German sentences for readers name rows of tables, and count them."""

import re
from collections.abc import Mapping

from flows.stores.datasets import Row
from schemas.tables import TABLES_BY_NAME
from schemas.wording import table_words

LONGEST_NAME = 120

NAMED_BY: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "documents": ("", ("title", "source_url", "document_id")),
    "action_fields": ("code", ("label_printed",)),
    "goals": ("number", ("text",)),
    "measures": ("code", ("title",)),
    "papers": ("paper", ("subject",)),
    "decisions": ("paper", ("subject", "decision_id")),
}
"""Tables whose rows are told one by one: the column of their number or code, and those of their title, the first
that is filled. Rows of other tables are counted."""

MARKDOWN = re.compile(r"([\\`*_<>\[\]#|])")


def counted(count: int, table: str) -> str:
    """A number of rows as Germans say it.

    >>> counted(1, "measures"), counted(12, "measures")
    ('1 Maßnahme', '12 Maßnahmen')
    """
    words = table_words(table)
    return f"{count} {words.one if count == 1 else words.many}"


def title_of(table: str) -> str:
    """The German title of a table, also of one that is no longer published."""
    return TABLES_BY_NAME[table].title if table in TABLES_BY_NAME else table


def name_of(table: str, row: Row) -> str:
    """What a row is called, safe in Markdown: its number or code as it is, its title in German quotes."""
    number, titles = NAMED_BY[table]
    code = plain(row[number]) if row.get(number) is not None else ""
    title = next((quoted(row[name]) for name in titles if row.get(name) is not None), "")
    return f"{code} {title}".strip()


def quoted(value: object) -> str:
    """A value in German quotes."""
    return f"„{plain(value)}“"


def plain(value: object) -> str:
    """A value on one line, short, safe in Markdown; numbers and truth values as Germans write them."""
    if isinstance(value, bool):
        return "ja" if value else "nein"
    if isinstance(value, float):
        return f"{value:g}".replace(".", ",") if not value.is_integer() else f"{value:.0f}"
    words = " ".join(str(value).split())
    short = words if len(words) <= LONGEST_NAME else words[: LONGEST_NAME - 1] + "…"
    return MARKDOWN.sub(r"\\\1", short)
