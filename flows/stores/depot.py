"""Depot: documents and what was read in them, each known by a hash, where every worker can reach them.

    <documents>/<sha256>.pdf              a document; without a shared store that is the folder of the concept in raw
    <results>/<aa>/<key>.json.gz          what was read, under its fingerprint, which begins with aa
    <results>/<aa>/.<key>.….part          a result being written, or left by a killed worker

An address is any that `reaching.py` reaches; nobody sees half a file there.

**Twice is no harm.** Two workers that read the same document write the same bytes under the same name. A result that
cannot be used is as good as none. All of it may be deleted at any time: it can be computed again.
"""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from flows.stores.reaching import Place
from flows.stores.result_files import NoResult, from_bytes, to_bytes
from schemas.extraction import Extraction

SETTING = "KONZEPT_STORE"


@dataclass(frozen=True, slots=True)
class Documents:
    """The documents at an address; DamagedStore and StoreUnavailable say what is wrong with them."""

    address: str

    setting: str = SETTING
    """The environment variable that names the address."""

    def keep(self, sha256: str, path: Path) -> None:
        """Bring a document in, unless it is there; its name ends as that of the file."""
        place, name = Place(self.address, self.setting), sha256 + path.suffix
        if place.size(name) is None:
            place.write(name, path)

    @contextmanager
    def borrowed(self, sha256: str, suffix: str = ".pdf") -> Iterator[Path]:
        """The document as a file on this machine, while the block runs; DamagedStore unless it is whole."""
        with Place(self.address, self.setting).lent(sha256 + suffix, sha256) as path:
            yield path


@dataclass(frozen=True, slots=True)
class Results:
    """What was read, at an address."""

    address: str

    def keep(self, key: str, extraction: Extraction) -> None:
        """Keep a result under its fingerprint."""
        self._place.write(_name(key), to_bytes(extraction))

    def find(self, key: str) -> Extraction | None:
        """The result under that fingerprint; None if there is none that can be used."""
        with suppress(NoResult):
            content = self._place.read(_name(key))
            return from_bytes(content) if content is not None else None
        return None

    @property
    def _place(self) -> Place:
        return Place(self.address, SETTING)


def _name(key: str) -> str:
    return f"{key[:2]}/{key}.json.gz"
