"""What every source gives: a look at its places first, then a finding for each document wanted."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from schemas.catalogue import WantedDocument


@dataclass(frozen=True, slots=True)
class Link:
    """A link on a page."""

    address: str
    text: str


@dataclass(frozen=True, slots=True)
class Look:
    """A place that was looked at."""

    place: str
    links: tuple[Link, ...] = ()
    problem: str = ""
    """Why it could not be looked at; empty: it could."""

    def __str__(self) -> str:
        return f"{self.place} ({self.problem or f'links: {len(self.links)}'})"


@dataclass(frozen=True, slots=True)
class Finding:
    """What came of looking for a document."""

    content: bytes | None
    """The PDF; None: not found."""

    address: str = ""
    """Where it was found."""

    problem: str = ""
    """Why there is no content."""

    looked_at: tuple[str, ...] = ()
    """All that was looked at, for the person who goes on searching."""


class Source(Protocol):
    """An adapter: places to look at, and a way to get a document from what was seen."""

    @property
    def places(self) -> tuple[str, ...]:
        """Where this source looks."""

    def look(self, place: str) -> Look:
        """Look at a place; SourceUnavailable if asking again later may help."""

    def get(self, document: WantedDocument, looks: Sequence[Look]) -> Finding:
        """The document, or why not; SourceUnavailable if asking again later may help."""
