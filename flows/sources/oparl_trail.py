"""What an OParl source remembers between its looks: pages gone through, papers chosen, bodies of the council met."""

import hashlib
import shutil
import tempfile
import threading
import weakref
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from extractors.council.oparl.values import Raw
from flows.sources.served import Served

MOST_PAGES = 5_000
"""Of one list; a city's papers of thirty years fill fewer."""

MOST_STALE = 3
"""Pages in a row without any new entry, after which a list is believed to go on for ever."""

MOST_LINKED = 2_000
"""Papers that lists name by their address only, so that each must be asked for to learn its name."""


class Trail:
    """May be used by several threads. Looking at a page again changes nothing."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._pages: dict[str, tuple[int, int, str]] = {}
        """Page → its number in its list, stale pages up to the one before, the page that led to it."""

        self._first_seen: dict[str, int] = {}
        """Entry → hash of the page on which it stood first."""

        self._chosen: dict[str, Raw | None] = {}
        self._linked: dict[str, None] = {}
        self._organizations: dict[str, Raw] = {}

    def is_first(self, page: str) -> bool:
        """Whether no other page led to this one."""
        return self._pages.get(page, (1, 0, ""))[2] == ""

    def dead_end(self, page: str, following: str, entries: Iterable[str]) -> str:
        """Why the page that follows is not gone to; empty: it is."""
        with self._lock:
            number, stale, _ = self._pages.setdefault(page, (1, 0, ""))
            here = hash(page)
            is_new = [self._first_seen.setdefault(entry, here) == here for entry in entries]
            stale = 0 if any(is_new) else stale + 1
            known = self._pages.get(following)
            if following == page or (known is not None and known[2] != page):
                return f"its next page {following} was seen before; the list goes in a circle"
            if stale >= MOST_STALE:
                return f"the last {stale} pages held nothing new; the list seems to have no end"
            if number >= MOST_PAGES:
                return f"the list has more than {MOST_PAGES:,} pages; the rest was not looked at"
            self._pages[following] = (number + 1, stale, page)
            return ""

    def choose(self, address: str, paper: Raw) -> None:
        """Remember a paper of a list that is to be looked at, as the list gives it."""
        with self._lock:
            self._chosen.setdefault(address, paper)

    def is_chosen(self, address: str) -> bool:
        """Whether a list held this paper, and it is wanted."""
        return address in self._chosen

    def copy_of(self, address: str) -> Raw | None:
        """The chosen paper as its list gave it, until it was looked at."""
        return self._chosen.get(address)

    def done(self, address: str) -> None:
        """The chosen paper was looked at: its copy is needed no more."""
        with self._lock:
            if address in self._chosen:
                self._chosen[address] = None

    def to_ask(self, linked: Iterable[str]) -> tuple[tuple[str, ...], int]:
        """Which papers known by address only are asked for, and how many are too many."""
        given = tuple(dict.fromkeys(linked))
        with self._lock:
            for address in given:
                if len(self._linked) < MOST_LINKED:
                    self._linked.setdefault(address)
            asked = tuple(address for address in given if address in self._linked)
        return asked, len(given) - len(asked)

    def organization(self, address: str) -> Raw | None:
        """A body of the council that another paper led to."""
        return self._organizations.get(address)

    def keep_organization(self, address: str, raw: Raw) -> None:
        """Remember a body of the council: papers share them."""
        with self._lock:
            self._organizations[address] = raw


@dataclass(frozen=True, slots=True, kw_only=True)
class Shelved(Served):
    """An answer made by us. Its file lies there as long as it, or its shelf, is in use."""

    shelf: "Shelf" = field(repr=False, compare=False)


class Shelf:
    """Answers made by us, in a folder that goes when nobody holds one of them any more."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._folder: Path | None = None

    def put(self, content: bytes, address: str) -> Served:
        """A bundle as if the address had served it."""
        sha256 = hashlib.sha256(content).hexdigest()
        path = self._made() / f"{sha256}.json"
        path.write_bytes(content)
        return Shelved(
            shelf=self,
            asked=address,
            address=address,
            status=200,
            path=path,
            sha256=sha256,
            byte_size=len(content),
            media_type="application/json",
        )

    def _made(self) -> Path:
        with self._lock:
            if self._folder is None:
                self._folder = Path(tempfile.mkdtemp(prefix="konzept-oparl-"))
                weakref.finalize(self, shutil.rmtree, self._folder, ignore_errors=True)
            return self._folder
