"""Memory: what earlier visits to an address brought, so that what has not changed is not sent again."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

from flows.stores.reaching import Place
from flows.stores.receipts import PDF, Receipt, merged
from flows.stores.shelves import SETTING, Shelf

Remembered = TypeVar("Remembered")
Remembered_co = TypeVar("Remembered_co", covariant=True)

Seen = dict[str, dict[str, list[Receipt]]]
"""Address → hash → receipts; the document that was seen there last comes last."""


class Record(Protocol[Remembered_co]):
    """The class of what is remembered. It is given: those who ask the web and those who keep don't know each other."""

    def __call__(
        self, *, sha256: str, byte_size: int, media_type: str, name: str, etag: str, last_modified: str
    ) -> Remembered_co:
        """Make one."""


@dataclass(frozen=True, slots=True)
class RawMemory(Generic[Remembered]):
    """Earlier visits to the places of a concept, as they were known when the memory was made."""

    record: Record[Remembered]
    shelf: Shelf
    seen: Seen

    names: Mapping[str, str]
    """The files that are there with all their bytes, by hash."""

    def recall(self, address: str) -> Remembered | None:
        """The latest visit to exactly this address that brought something which is still kept whole."""
        for sha256, same in reversed(self.seen.get(address, {}).items()):
            name = self.names.get(sha256)
            if name and self.shelf.is_unchanged(name, sha256):
                return self._remembered(sha256, same)
        return None

    def content(self, sha256: str) -> bytes:
        """The kept bytes of what was recalled; raises DamagedStore if they have changed, LookupError if unknown."""
        with Place(self.shelf.address, SETTING).lent(self.names[sha256], sha256) as path:
            return path.read_bytes()

    def _remembered(self, sha256: str, same: list[Receipt]) -> Remembered:
        said = merged(receipt.visit for receipt in same)
        return self.record(
            sha256=sha256,
            byte_size=same[0].byte_size,
            media_type=said.media_type or PDF,
            name=said.original_name,
            etag=said.etag,
            last_modified=said.last_modified,
        )


def seen_at(receipts: Iterable[Receipt]) -> Seen:
    """The visits that brought or confirmed a document, by the address that was asked for and the one that served it."""
    seen: Seen = {}
    for receipt in receipts:
        for address in {receipt.visit.asked, receipt.visit.address} - {""} if receipt.sha256 else ():
            there = seen.setdefault(address, {})
            there[receipt.sha256] = [*there.pop(receipt.sha256, ()), receipt]  # to the end: seen last
    return seen
