"""Column: what a published value means, said once, at the attribute that holds it.

    class Vote:
        count: Annotated[int | None, Column("Stimmen", "Number of votes the group cast.")] = None

Everything published (header, type, data dictionary) is derived from such annotations by `tables.py`; the English title
and the German description are translations in `vocabulary/columns.yml`.
"""

from dataclasses import dataclass
from typing import Annotated


@dataclass(frozen=True, slots=True)
class Column:
    """What a column means to its readers."""

    title: str
    """German title, for journalists."""

    description: str
    """English description: meaning, unit, where the value comes from."""

    choices: tuple[str, ...] = ()
    """The values a coded column may hold; empty = any."""


OcrConfidence = Annotated[
    float | None,
    Column(
        "OCR-Sicherheit",
        "How sure text recognition is of the words the row was read from, 0 to 1: mean of the page (of rows without a "
        "page the least sure page), or the least sure word of a printed code or number; empty: the PDF's own text.",
    ),
]
"""Says of a row that it rests on text recognition (OCR)."""
