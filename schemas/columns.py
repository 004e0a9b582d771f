"""Column: what a published value means, said once, at the attribute that holds it.

    class Vote:
        count: Annotated[int | None, Column("Stimmen", "Number of votes the group cast.")] = None

Everything published (header, type, data dictionary) is derived from such annotations by `tables.py`.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Column:
    """What a column means to its readers."""

    title: str
    """German title, for journalists."""

    description: str
    """English description: meaning, unit, where the value comes from."""

    choices: tuple[str, ...] = ()
    """The values a coded column may hold; empty = any."""
