"""What every source gives: a look at its places first, then a finding for each document wanted."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from flows.sources.served import Served
from schemas.catalogue import WantedDocument

TOLD_NOTES = 3
"""Of a look that is told on one line."""


@dataclass(frozen=True, slots=True)
class Link:
    """A link on a page."""

    address: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A document that a place is, or brings with it, wanted by name or not: the page itself, a council paper."""

    served: Served
    kind: str
    """One of KINDS, or `page`: looked at for its links, kept to explain what was found, not read."""

    title: str = ""
    edition: str = ""


@dataclass(frozen=True, slots=True)
class Look:
    """A place that was looked at."""

    place: str
    links: tuple[Link, ...] = ()
    problem: str = ""
    """Why it could not be looked at; empty: it could."""

    found: tuple[Found, ...] = ()
    """What lies there."""

    further: tuple[str, ...] = ()
    """Places it leads to that this source wants to look at too."""

    notes: tuple[str, ...] = ()
    """What a person should know of it, although it could be looked at: one sentence each."""

    def __str__(self) -> str:
        told = [self.problem or f"links: {len(self.links)}", *self.notes[:TOLD_NOTES]]
        more = len(self.notes) - TOLD_NOTES
        return f"{self.place} ({'; '.join(told)}{f'; and {more} more notes' if more > 0 else ''})"


@dataclass(frozen=True, slots=True)
class Finding:
    """What came of looking for a document."""

    served: Served | None
    """The PDF; None: not found."""

    problem: str = ""
    """Why there is none."""

    looked_at: tuple[str, ...] = ()
    """All that was looked at, for the person who goes on searching."""

    @property
    def address(self) -> str:
        """Where it was found."""
        return self.served.address if self.served else ""


class Source(Protocol):
    """An adapter: places to look at, and a way to get a document from what was seen."""

    @property
    def places(self) -> tuple[str, ...]:
        """Where this source begins to look."""

    def key(self, place: str) -> str:
        """The same for two addresses of one place, so that it is looked at once."""

    def look(self, place: str) -> Look:
        """Look at a place; SourceUnavailable if asking again later may help."""

    def get(self, document: WantedDocument, looks: Sequence[Look]) -> Finding:
        """The document, or why not; SourceUnavailable if asking again later may help."""
