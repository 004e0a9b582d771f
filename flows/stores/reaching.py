"""Reaching: folders at any address that fsspec knows; the only door to it.

An address is a folder of this machine (`/srv/konzept`, `file:///srv/konzept`) or one elsewhere (`s3://bucket/konzept`,
with s3fs installed: the extra `s3`).

**Nobody sees half a file.** S3 shows an object once all of it has arrived, and never if its sender was killed. Anywhere
else a file is written beside, under a name of its own, and then moved to its place.
"""

import errno
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

from fsspec import AbstractFileSystem
from fsspec.core import url_to_fs

from flows.stores.files import sha256_of_file
from schemas.errors import KonzeptError

MIB = 2**20
S3_PARTS = {"chunksize": 8 * MIB, "max_concurrency": 4}
"""How a file goes to S3 and comes from it: at most 32 MiB of it are in memory, where s3fs by itself takes 500."""

FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}


class DamagedStore(KonzeptError):
    """A kept document or receipt is not what was kept."""

    def __init__(self, place: str, problem: str) -> None:
        super().__init__(place, problem)
        self.place, self.problem = place, problem

    def __str__(self) -> str:
        return f"{self.place}: {self.problem}"


class StoreUnavailable(KonzeptError):
    """The address of a store cannot be used; what was kept before is not touched by that."""

    def __init__(self, address: str, reason: str, setting: str = "KONZEPT_STORE", cure: str = "") -> None:
        super().__init__(address, reason, setting, cure)
        self.address, self.reason, self.setting, self.cure = address, reason, setting, cure

    def __str__(self) -> str:
        cures = f"{self.cure}, or " if self.cure else ""
        return f"the store {self.address} cannot be used ({self.reason}); {cures}set {self.setting} to one that can"


@dataclass(frozen=True, slots=True)
class Place:
    """A folder at an address. What goes wrong there is raised as StoreUnavailable."""

    address: str

    setting: str
    """The environment variable that names the address."""

    def sizes(self, folder: str = "") -> dict[str, int]:
        """The files that lie here, or in a folder below, by name; none if there is no such folder."""
        with self._reaching() as (files, root), suppress(FileNotFoundError, NotADirectoryError):
            entries = files.ls(f"{root}/{folder}".rstrip("/"), detail=True)
            return {_last(entry["name"]): entry["size"] for entry in entries if entry["type"] == "file"}
        return {}

    def size(self, name: str) -> int | None:
        """The bytes of a file; None: there is none."""
        with self._reaching() as (files, root), suppress(FileNotFoundError):
            return int(files.info(f"{root}/{name}")["size"])
        return None

    def read(self, name: str) -> bytes | None:
        """A file's bytes; None: there is none."""
        with self._reaching() as (files, root), suppress(FileNotFoundError):
            return bytes(files.cat_file(f"{root}/{name}"))
        return None

    def read_all(self, names: Sequence[str]) -> list[bytes]:
        """The bytes of many small files, asked for side by side where that is possible."""
        with self._reaching() as (files, root):
            return list(files.cat_ranges([f"{root}/{name}" for name in names], None, None, on_error="raise"))

    def write(self, name: str, content: bytes | Path) -> None:
        """Write a file, given its bytes or a file of this machine, whoever else writes it now."""
        with self._reaching() as (files, root):
            place = f"{root}/{name}"
            if "s3" in files.protocol:
                _send(files, content, place)
                return
            folder = place.rpartition("/")[0]
            draft = f"{folder}/.{_last(name)}.{uuid4().hex}.part"
            files.makedirs(folder, exist_ok=True)
            _send(files, content, draft)
            files.mv(draft, place)

    @contextmanager
    def lent(self, name: str, sha256: str) -> Iterator[Path]:
        """A file on this machine, while the block runs; DamagedStore unless its bytes have that hash."""
        with tempfile.TemporaryDirectory(prefix="konzept-") as folder:
            path = self._on_this_machine(name, Path(folder))
            if not path.is_file():
                raise DamagedStore(name, "this document is not in the store; fetch or add it again")
            if sha256_of_file(path) != sha256:
                raise DamagedStore(name, "its bytes have changed; take it away, then fetch or add it again")
            yield path

    def _on_this_machine(self, name: str, folder: Path) -> Path:
        """Where the file lies, or was copied to; there is no file if the store has none."""
        with self._reaching() as (files, root):
            if "file" in files.protocol:
                return Path(root) / name
            with suppress(FileNotFoundError):
                files.get_file(f"{root}/{name}", str(folder / name), **_parts(files))
            return folder / name

    @contextmanager
    def _reaching(self) -> Iterator[tuple[AbstractFileSystem, str]]:
        """The file system, and the path of the folder in it."""
        try:
            files, root = url_to_fs(self.address)
            files.invalidate_cache()  # others write there too
            yield files, root.rstrip("/")
        except Exception as error:  # each kind of store has errors of its own, and more kinds can be installed
            raise unavailable(self.address, error, self.setting) from error


def joined(address: str, name: str) -> str:
    """The address of a folder below; `memory://` and `s3://` end in slashes that count."""
    return address + name if address.endswith("/") else f"{address}/{name}"


def unavailable(address: str, error: Exception, setting: str) -> StoreUnavailable:
    """What to tell the user of an error of a file system."""
    reason = getattr(error, "strerror", None) or str(error).strip().partition("\n")[0].rstrip(".")
    return StoreUnavailable(address, reason or type(error).__name__, setting, _cure(error))


def _cure(error: Exception) -> str:
    if isinstance(error, ImportError):
        return "install that with pip"
    return "make room there" if isinstance(error, OSError) and error.errno in FULL else ""


def _send(files: AbstractFileSystem, content: bytes | Path, place: str) -> None:
    if isinstance(content, bytes):
        files.pipe_file(place, content)
    else:
        files.put_file(str(content), place, **_parts(files))


def _parts(files: AbstractFileSystem) -> Mapping[str, int]:
    return S3_PARTS if "s3" in files.protocol else {}


def _last(place: str) -> str:
    return place.rpartition("/")[2]
