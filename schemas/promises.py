"""Promise: what a release must hold, as a catalogue says it under `promises`."""

from dataclasses import dataclass

QUALITIES = ("contents_recall", "text_agreement")
"""Columns of `documents` that a promise may bind beside numbers of rows: shares, 0 to 1; the worst document counts."""


@dataclass(frozen=True, slots=True)
class Promise:
    """A release must hold so many rows, or documents that were read so well."""

    table: str
    """Table whose rows are counted, or one of QUALITIES."""

    edition_id: str
    """Empty: all editions."""

    kind: str
    """Kind of document; empty: all kinds."""

    at_least: float | None
    """Less stops the release; None: no lower bound."""

    at_most: float | None = None
    """More becomes an issue; None: no upper bound."""

    @property
    def scope(self) -> str:
        """As written in the catalogue: `measures/2017/concept`."""
        return "/".join(part for part in (self.table, self.edition_id, self.kind) if part)
