"""Raw: documents exactly as councils served them.

    <raw>/<concept>/<sha256>.pdf        written once, never changed, never deleted; also .html, .json, else .bin

in a folder of this machine:

    <raw>/<concept>/receipts.jsonl      one line per visit: address, time, status, sha256, and what was said
    <raw>/<concept>/.lock               held while one of them is written
    <raw>/<concept>/.draft              a document being written, or left by a killed run

at any other address (`s3://bucket/raw`):

    <raw>/<concept>/receipts/<time>-….json      one object per visit; names sort by time, and none comes twice
    <raw>/<concept>/receipts/packs/….json       copies of hundreds, so that few requests read all; may be deleted

A document is known by its bytes. A receipt is written after its document, so every receipt points at a whole file; a
document without receipt is what a killed run left, and is ignored. A torn last line of the receipts is no receipt
(the next visit takes it away); any other unreadable receipt is damage and named. Names that servers give are kept in
the receipt and never become a path. Documents whose bytes have changed are found on reading, and written again when
they are brought in again.

**Two at once.** In a folder, writers take turns. Machines that share a bucket cannot lock it, and need not: who writes
the same document writes the same bytes under the same name, and a receipt is an object of its own, so that there is
nothing two could change at the same time.

**One address, several documents; one document, several addresses.** Each visit is a receipt, so both are kept. That a
page changed does not make a new edition: what a document belongs to is what the visits say.

Walking visits: `receipts`. Walking documents: `documents`, one entry per document, in the order of the first visit.
What was seen at an address: `memory`.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from flows.stores.files import UnsafeName, concept_folder, folder_of, sha256_of, sha256_of_file
from flows.stores.memory import RawMemory, Record, Remembered, seen_at
from flows.stores.reaching import DamagedStore, Place, joined
from flows.stores.receipts import PDF, SHA256, Receipt, Visit, by_hash, from_line, latest_word, to_line
from flows.stores.shelves import SETTING, FolderShelf, ObjectShelf, Shelf

__all__ = ["DamagedStore", "RawStore", "Receipt", "StoredDocument", "Visit"]

DOCUMENT_ID_DIGITS = 16

SUFFIXES = {
    "": ".pdf",
    PDF: ".pdf",
    "text/html": ".html",
    "application/xhtml+xml": ".html",
    "application/json": ".json",
}
UNKNOWN = ".bin"
ENDINGS = (*dict.fromkeys(SUFFIXES.values()), UNKNOWN)


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredDocument:
    """A whole document in the store."""

    concept_id: str
    sha256: str
    path: Path
    """Its file; in a store that is no folder of this machine, the name only."""

    byte_size: int

    kept_at: str
    """When it was kept first: `retrieved_at` of the published table."""

    visit: Visit
    """The latest visit; what it does not say is taken from earlier ones."""

    address: str = ""
    """Where the documents of the concept lie."""

    @property
    def document_id(self) -> str:
        """Our id of the document: the first 16 digits of its hash."""
        return self.sha256[:DOCUMENT_ID_DIGITS]

    @property
    def media_type(self) -> str:
        """As said by the latest visit."""
        return self.visit.media_type or PDF

    @contextmanager
    def borrowed(self) -> Iterator[Path]:
        """A file of this machine with its bytes, while the block runs; DamagedStore if they are gone or changed."""
        with Place(self.address, SETTING).lent(self.path.name, self.sha256) as path:
            yield path


@dataclass(frozen=True, slots=True)
class RawStore:
    """The documents of all concepts in a folder, or at any address that fsspec knows.

    StoreUnavailable says why nothing can be written or read there: what was kept before is not touched by that.
    """

    address: Path | str

    def keep(self, concept_id: str, content: Path | bytes, visit: Visit) -> Receipt:
        """Keep a document and the receipt of the visit that brought it; bytes known already are not written again.

        A file is copied, block by block, and stays where it is.
        """
        shelf, sha256 = self._shelf(concept_id), _sha256(content)
        byte_size = len(content) if isinstance(content, bytes) else content.stat().st_size
        receipt = Receipt(visit=visit, sha256=sha256, byte_size=byte_size)
        with shelf.writing():
            name = _name(shelf, sha256) or sha256 + SUFFIXES.get(visit.media_type, UNKNOWN)
            if shelf.size(name) != byte_size or not shelf.is_unchanged(name, sha256):
                shelf.put(name, content)
            shelf.add(to_line(receipt), visit.time)
        return receipt

    def note(self, concept_id: str, visit: Visit, sha256: str = "") -> Receipt:
        """Write down a visit that brought no new bytes: unchanged since (give the known hash), gone, or refused."""
        shelf = self._shelf(concept_id)
        name = _name(shelf, sha256) if sha256 else None
        byte_size = (shelf.size(name) or 0) if name else 0
        receipt = Receipt(visit=visit, sha256=sha256 if name else "", byte_size=byte_size)
        with shelf.writing():
            shelf.add(to_line(receipt), visit.time)
        return receipt

    def receipts(self, concept_id: str) -> list[Receipt]:
        """All visits in the order they were made; raises DamagedStore naming one that is no receipt."""
        shelf = self._shelf(concept_id)
        lines = shelf.lines()
        found = [from_line(line, f"raw/{concept_id}/{place}") for place, line in lines]
        shelf.pack(lines)
        return found

    def documents(self, concept_id: str) -> list[StoredDocument]:
        """Documents and pages in the order they were kept; only those whose file is there, with all its bytes."""
        shelf, visits = self._shelf(concept_id), by_hash(self.receipts(concept_id))
        names = _whole(shelf.sizes(), visits)
        return [_stored(concept_id, shelf, name, visits[sha256]) for sha256, name in names.items()]

    def read(self, concept_id: str, sha256: str) -> bytes:
        """The bytes of a document; raises DamagedStore if they are gone or not the ones that were kept."""
        shelf = self._shelf(concept_id)
        with Place(shelf.address, SETTING).lent(_name(shelf, sha256) or sha256, sha256) as path:
            return path.read_bytes()

    def memory(self, concept_id: str, record: Record[Remembered]) -> RawMemory[Remembered]:
        """What was seen at each address until now, remembered as such a record; read once, so quick to ask."""
        receipts, shelf = self.receipts(concept_id), self._shelf(concept_id)
        return RawMemory(record, shelf, seen_at(receipts), _whole(shelf.sizes(), by_hash(receipts)))

    def _shelf(self, concept_id: str) -> Shelf:
        folder, name = folder_of(self.address), concept_folder(Path(), concept_id).name
        return FolderShelf(folder / name) if folder else ObjectShelf(joined(str(self.address), name))


def _names(sha256: str) -> tuple[str, ...]:
    """How the file of a document may be called; the same bytes may have been served as different types."""
    return tuple(sha256 + ending for ending in ENDINGS)


def _name(shelf: Shelf, sha256: str) -> str | None:
    """How the file of a document is called; None: there is none. UnsafeName for a hash that could lead elsewhere."""
    if not SHA256.fullmatch(sha256):
        raise UnsafeName("SHA-256", sha256)
    return next((name for name in _names(sha256) if shelf.size(name) is not None), None)


def _whole(sizes: Mapping[str, int], visits: Mapping[str, Sequence[Receipt]]) -> dict[str, str]:
    """The files that are there with all their bytes, by hash, in the order of the visits."""
    named = ((sha256, _names(sha256), same[0].byte_size) for sha256, same in visits.items())
    there = {sha256: [name for name in names if sizes.get(name) == size] for sha256, names, size in named}
    return {sha256: names[0] for sha256, names in there.items() if names}


def _stored(concept_id: str, shelf: Shelf, name: str, same: Sequence[Receipt]) -> StoredDocument:
    first = same[0]
    return StoredDocument(
        concept_id=concept_id,
        sha256=first.sha256,
        path=shelf.path(name),
        byte_size=first.byte_size,
        kept_at=first.visit.time,
        visit=latest_word([receipt.visit for receipt in same]),
        address=shelf.address,
    )


def _sha256(content: Path | bytes) -> str:
    return sha256_of(content) if isinstance(content, bytes) else sha256_of_file(content)
