"""What a server gave, and what is remembered of earlier visits."""

from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from schemas.errors import KonzeptError


class NotServed(KonzeptError):
    """The server gives something else, or nothing, or must not be asked; asking again will not help."""

    def __init__(self, address: str, reason: str) -> None:
        super().__init__(address, reason)
        self.address, self.reason = address, reason

    def __str__(self) -> str:
        return f"{self.address}: {self.reason}"


class OtherThanWanted(NotServed):
    """Something was served, but nothing of the kind that was wanted: a page in place of a PDF."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Served:
    """An answer whose body lies in a file until a store takes it."""

    asked: str
    """The address that was asked for."""

    address: str
    """Where it was served, after redirects."""

    status: int | None
    """HTTP status; None: taken from this machine."""

    path: Path | None
    """The body; None: unchanged since the visit that memory recalls (status 304)."""

    sha256: str
    byte_size: int

    media_type: str
    """From Content-Type, without parameters, lower case; where that is wrong, from the first bytes."""

    name: str = ""
    """File name as the server gives it (Content-Disposition, else the address). For people only: never a path."""

    etag: str = ""
    last_modified: str = ""


@dataclass(frozen=True, slots=True)
class WebPage:
    """A page that was read for its links or its text."""

    served: Served
    text: str

    @property
    def address(self) -> str:
        """Where it was served; links are relative to it."""
        return self.served.address


@dataclass(frozen=True, slots=True, kw_only=True)
class Remembered:
    """What an earlier visit to an address brought."""

    sha256: str
    byte_size: int
    media_type: str
    name: str = ""
    etag: str = ""
    last_modified: str = ""


class Memory(Protocol):
    """Earlier visits, so that what has not changed is not sent again."""

    def recall(self, address: str) -> Remembered | None:
        """The latest visit to exactly this address that brought something which is still kept whole."""

    def content(self, sha256: str) -> bytes:
        """The kept bytes."""


class NoMemory:
    """Every visit is the first."""

    def recall(self, address: str) -> Remembered | None:
        """Nothing was seen before."""
        return None

    def content(self, sha256: str) -> bytes:
        """Never asked for, since nothing is recalled."""
        raise LookupError(sha256)


class Web(Protocol):
    """What a source needs of the client. SourceUnavailable: ask again later; NotServed: asking again won't help."""

    def read_page(self, address: str) -> WebPage:
        """A web page or JSON text."""

    def read_document(self, address: str) -> Served:
        """A PDF, checked to be one and to be whole."""
