"""Depot: documents and what was read in them, each known by a hash, where every worker can reach them.

    <documents>/<sha256>.pdf              a document; on one machine that is the folder of the concept in raw
    <results>/<aa>/<key>.json.gz          what was read, under its fingerprint, which begins with aa
    <results>/<aa>/.<key>.….part          a result being written, or left by a killed worker

An address is any that fsspec knows: a folder (`file:///srv/konzept`), a bucket (`s3://konzept`, with s3fs installed).

**Twice is no harm.** A result is written beside and then moved to its name, so that nobody sees half of one. Two
workers that read the same document write the same bytes under the same name. A result that cannot be used is as good
as none. All of it may be deleted at any time: it can be computed again.
"""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

from fsspec import AbstractFileSystem
from fsspec.core import url_to_fs

from flows.stores.files import sha256_of_file
from flows.stores.raw import DamagedStore
from flows.stores.result_files import NoResult, from_bytes, to_bytes
from schemas.errors import KonzeptError
from schemas.extraction import Extraction


class StoreUnavailable(KonzeptError):
    """The address of a store cannot be used."""

    def __init__(self, address: str, reason: str) -> None:
        super().__init__(address, reason)
        self.address, self.reason = address, reason

    def __str__(self) -> str:
        return f"the store {self.address} cannot be used ({self.reason}); set KONZEPT_STORE to one that can"


@dataclass(frozen=True, slots=True)
class Documents:
    """The documents at an address."""

    address: str

    def keep(self, sha256: str, path: Path) -> None:
        """Bring a document in, unless it is there."""
        with _reaching(self.address) as (files, root):
            place = f"{root}/{sha256}.pdf"
            if not files.exists(place):
                _write(files, place, path.read_bytes())

    @contextmanager
    def borrowed(self, sha256: str) -> Iterator[Path]:
        """The document as a file on this machine, while the block runs; DamagedStore unless it is whole."""
        with tempfile.TemporaryDirectory(prefix="konzept-") as folder:
            path = self._on_this_machine(sha256, Path(folder))
            if not path.is_file():
                raise DamagedStore(path.name, "this document is not in the store; fetch or add it again")
            if sha256_of_file(path) != sha256:
                raise DamagedStore(path.name, "its bytes have changed; fetch or add it again")
            yield path

    def _on_this_machine(self, sha256: str, folder: Path) -> Path:
        """Where the document lies, or was copied to; there is no file if the store has none."""
        with _reaching(self.address) as (files, root):
            place = f"{root}/{sha256}.pdf"
            if "file" in files.protocol:
                return Path(place)
            copy = folder / f"{sha256}.pdf"
            with suppress(FileNotFoundError):
                files.get_file(place, str(copy))
            return copy


@dataclass(frozen=True, slots=True)
class Results:
    """What was read, at an address."""

    address: str

    def keep(self, key: str, extraction: Extraction) -> None:
        """Keep a result under its fingerprint."""
        with _reaching(self.address) as (files, root):
            _write(files, _place(root, key), to_bytes(extraction))

    def find(self, key: str) -> Extraction | None:
        """The result under that fingerprint; None if there is none that can be used."""
        with _reaching(self.address) as (files, root), suppress(FileNotFoundError, NoResult):
            return from_bytes(files.cat_file(_place(root, key)))
        return None


def _place(root: str, key: str) -> str:
    return f"{root}/{key[:2]}/{key}.json.gz"


def _write(files: AbstractFileSystem, place: str, content: bytes) -> None:
    """Write a file so that nobody sees half of it, whoever else writes it now."""
    folder, _, name = place.rpartition("/")
    draft = f"{folder}/.{name}.{uuid4().hex}.part"
    files.makedirs(folder, exist_ok=True)
    files.pipe_file(draft, content)
    files.mv(draft, place)


@contextmanager
def _reaching(address: str) -> Iterator[tuple[AbstractFileSystem, str]]:
    """The file system behind an address, and the path in it; whatever is wrong there is said of the address."""
    try:
        files, root = url_to_fs(address)
        yield files, root.rstrip("/")
    except Exception as error:  # each kind of store has errors of its own, and more kinds can be installed
        reason = str(error).strip().partition("\n")[0].rstrip(".") or type(error).__name__
        raise StoreUnavailable(address, reason) from error
