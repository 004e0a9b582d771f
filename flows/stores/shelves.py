"""Shelves: where the documents and receipts of one concept lie, on this machine or at any address.

Writing differs, reading does not: a store that was copied from a folder to a bucket, or back, goes on.
"""

import hashlib
import io
import json
import os
import re
import time
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol
from uuid import uuid4

from flows.stores import files
from flows.stores.reaching import DamagedStore, Place, StoreUnavailable, unavailable

SETTING = "KONZEPT_RAW"
LINES = "receipts.jsonl"
OBJECTS = "receipts"
PACKS = "receipts/packs"
PACKED = " (packed)"
MANY = 500
"""Receipts that are packed once they lie singly: each costs a request when all are read."""

BLOCK = 2**20
"""Bytes of a document that are in memory at a time."""

DRAFT = ".draft"
"""A document being written into a folder, or left by a killed run; the next one to write takes it away."""


class Shelf(Protocol):
    """A place for documents, by name, and for receipts, in the order of the visits. Nothing in it is ever deleted."""

    @property
    def address(self) -> str:
        """Where it is, for whoever reads documents elsewhere."""

    def path(self, name: str) -> Path:
        """The file of a document; elsewhere its name only."""

    def writing(self) -> AbstractContextManager[None]:
        """To be held while a document and its receipt are written."""

    def sizes(self) -> dict[str, int]:
        """All files, with their bytes."""

    def size(self, name: str) -> int | None:
        """The bytes of one file; None: there is none."""

    def is_unchanged(self, name: str, sha256: str) -> bool:
        """Whether a file that is there still has that hash, as far as can be said without fetching it."""

    def put(self, name: str, content: bytes | Path) -> None:
        """Write a document, whole or not at all."""

    def add(self, receipt: bytes, visited: str) -> None:
        """Add a receipt of a visit at that time."""

    def lines(self) -> list[tuple[str, bytes]]:
        """All receipts, and the place of each in the words of a person."""

    def pack(self, lines: Sequence[tuple[str, bytes]]) -> None:
        """Make those lines, found to be whole, quicker to read next time."""


@dataclass(frozen=True, slots=True)
class FolderShelf:
    """A folder of this machine: receipts are lines of one file, and one writer at a time holds a lock."""

    folder: Path

    @property
    def address(self) -> str:
        """The folder."""
        return str(self.folder)

    def path(self, name: str) -> Path:
        """The file."""
        return self.folder / name

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Be the only writer; new folders are on the disk before anything lies in them."""
        with self._told():
            new = [folder for folder in (self.folder, *self.folder.parents) if not folder.exists()]
            with files.alone(self.folder, wait=True):
                for folder in new:
                    files.sync_folder(folder.parent)
                self.path(DRAFT).unlink(missing_ok=True)
                yield

    def sizes(self) -> dict[str, int]:
        """All files, with their bytes."""
        with self._told():
            if not self.folder.is_dir():
                return {}
            entries = (entry for entry in os.scandir(self.folder) if not entry.name.startswith("."))  # a draft may go
            return {entry.name: entry.stat().st_size for entry in entries if entry.is_file()}

    def size(self, name: str) -> int | None:
        """The bytes of one file; None: there is none."""
        with self._told():
            return self.path(name).stat().st_size if self.path(name).is_file() else None

    def is_unchanged(self, name: str, sha256: str) -> bool:
        """Whether the file has that hash."""
        with self._told():
            return files.sha256_of_file(self.path(name)) == sha256

    def put(self, name: str, content: bytes | Path) -> None:
        """Write it beside, wait until it is on the disk, then give it its name."""
        draft = self.path(DRAFT)
        with self._told():
            try:
                _write(draft, content, name)
            except (OSError, DamagedStore):
                draft.unlink(missing_ok=True)  # a full disk needs the room
                raise
            draft.replace(self.path(name))
            files.sync_folder(self.folder)

    def add(self, receipt: bytes, visited: str) -> None:
        """Add a line."""
        with self._told():
            files.append_line(self.path(LINES), receipt)

    def lines(self) -> list[tuple[str, bytes]]:
        """The lines; what follows the last line break is what a killed run left, or is being written."""
        with self._told():
            file, objects = self.path(LINES), self.path(OBJECTS)
            whole = _numbered(file.read_bytes()) if file.exists() else []
            return whole + [(f"{OBJECTS}/{path.name}", path.read_bytes()) for path in sorted(objects.glob("*.json"))]

    def pack(self, lines: Sequence[tuple[str, bytes]]) -> None:
        """They lie in one file already."""

    @contextmanager
    def _told(self) -> Iterator[None]:
        """A full disk, a folder that must not be written: said of the folder."""
        try:
            yield
        except OSError as error:
            raise unavailable(self.address, error, SETTING) from error


@dataclass(frozen=True, slots=True)
class ObjectShelf:
    """A folder at an address: each receipt is an object of its own, and nobody needs to wait for anybody."""

    address: str

    def path(self, name: str) -> Path:
        """Its name: there is no file on this machine."""
        return Path(name)

    def writing(self) -> AbstractContextManager[None]:
        """Nothing is held: equal names have equal bytes, and no two receipts have one name."""
        return nullcontext()

    def sizes(self) -> dict[str, int]:
        """All files, with their bytes."""
        return self._place.sizes()

    def size(self, name: str) -> int | None:
        """The bytes of one file; None: there is none."""
        return self._place.size(name)

    def is_unchanged(self, name: str, sha256: str) -> bool:
        """Taken for granted: such stores check their bytes themselves, and we would have to fetch all of them."""
        return True

    def put(self, name: str, content: bytes | Path) -> None:
        """Send it."""
        self._place.write(name, content)

    def add(self, receipt: bytes, visited: str) -> None:
        """Send it under a name that sorts by the time of the visit, then by our clock."""
        moment = re.sub(r"[^0-9T]", "", visited)[:15]
        self._place.write(f"{OBJECTS}/{moment}-{time.time_ns()}-{uuid4().hex[:8]}.json", receipt)

    def lines(self) -> list[tuple[str, bytes]]:
        """The receipts of a folder that was copied here, then our own."""
        packed = self._packed()
        names = [f"{OBJECTS}/{name}" for name in self._place.sizes(OBJECTS) if name.endswith(".json")]
        single = [name for name in names if name not in packed]
        ours = [(f"{name}{PACKED}", line) for name, line in packed.items()]
        ours += zip(single, self._place.read_all(single), strict=True)
        return _numbered(self._place.read(LINES) or b"") + sorted(ours)

    def pack(self, lines: Sequence[tuple[str, bytes]]) -> None:
        """Write those that lie singly into one object besides, if there are many; who may only read goes on without."""
        single = {place: line.decode() for place, line in lines if place.endswith(".json")}
        if len(single) >= MANY:
            with suppress(StoreUnavailable, UnicodeDecodeError):
                self._place.write(f"{PACKS}/{uuid4().hex}.json", json.dumps(single).encode())

    def _packed(self) -> dict[str, bytes]:
        """What lies in packs, by name; a pack that cannot be read is none: its receipts lie there singly too."""
        found: dict[str, bytes] = {}
        for content in self._place.read_all([f"{PACKS}/{name}" for name in self._place.sizes(PACKS)]):
            with suppress(ValueError, AttributeError):
                found |= {name: line.encode() for name, line in json.loads(content).items()}
        return found

    @property
    def _place(self) -> Place:
        return Place(self.address, SETTING)


def _numbered(content: bytes) -> list[tuple[str, bytes]]:
    """The lines that are whole, and their places."""
    return [(f"{LINES}, line {number}", line) for number, line in enumerate(content.split(b"\n")[:-1], start=1)]


def _write(draft: Path, content: bytes | Path, name: str) -> None:
    """Write the bytes, or those of a file block by block, until they are on the disk; DamagedStore if they changed."""
    digest = hashlib.sha256()
    with draft.open("wb") as file, io.BytesIO(content) if isinstance(content, bytes) else content.open("rb") as source:
        while block := source.read(BLOCK):
            digest.update(block)
            file.write(block)
        file.flush()
        os.fsync(file.fileno())
    if digest.hexdigest() != name.partition(".")[0]:
        raise DamagedStore(name, "the file was changed while it was being kept; try again")
