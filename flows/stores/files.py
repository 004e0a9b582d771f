"""Files: written whole or not at all, known by their hash, and one writer at a time.

A file counts as written once its bytes and its name in the folder have reached the disk (fsync of both). On Windows a
folder cannot be synced; there the file system's own journal keeps the order of renames.
"""

import hashlib
import os
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from flows.locks import lock_file
from schemas.errors import KonzeptError

FOLDER_NAME = re.compile(r"[a-z0-9]+(?:[-_][a-z0-9]+)*")
LONGEST_FOLDER_NAME = 100


class UnsafeName(KonzeptError):
    """A name that must not become part of a path."""

    def __init__(self, what: str, name: str) -> None:
        super().__init__(what, name)
        self.what, self.name = what, name

    def __str__(self) -> str:
        return f"{self.name!r} is no {self.what}: use lower-case letters a-z, digits and single hyphens"


class Busy(KonzeptError):
    """Another run holds the lock; waiting may help."""

    def __init__(self, folder: str) -> None:
        super().__init__(folder)
        self.folder = folder

    def __str__(self) -> str:
        return f"another run is writing to {self.folder}; try again when it is done"


def concept_folder(root: Path, concept_id: str) -> Path:
    """The folder of a concept; raises UnsafeName for an id that could lead elsewhere."""
    if len(concept_id) > LONGEST_FOLDER_NAME or not FOLDER_NAME.fullmatch(concept_id):
        raise UnsafeName("concept id", concept_id)
    return root / concept_id


def folder_of(address: str | Path) -> Path | None:
    """The folder of this machine that an address means; None: it lies elsewhere."""
    if isinstance(address, Path):
        return address
    path = address.removeprefix("file://")
    return None if "://" in path else Path(path)


def sha256_of(content: bytes) -> str:
    """Hash of the bytes, 64 hexadecimal digits."""
    return hashlib.sha256(content).hexdigest()


def sha256_of_file(path: Path) -> str:
    """Hash of a file's bytes, read piece by piece."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def write_whole(path: Path, content: bytes, *, synced: bool = True) -> None:
    """Write a file so that nobody ever sees half of it, even after a power cut.

    The draft beside it has a fixed name, so that the next try replaces what a killed run left. Only one writer at a
    time may write the same path: see `alone`. With `synced=False` a power cut may leave the file empty: for what is
    looked at, and made again, by the next run.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f".{path.name}.part")
    if not synced:
        draft.write_bytes(content)
        draft.replace(path)
        return
    write_synced(draft, content)
    draft.replace(path)
    sync_folder(path.parent)


def write_synced(path: Path, content: bytes) -> None:
    """Write a file and wait until its bytes are on the disk; for files inside a draft nobody reads yet.

    An OSError names the file, also where the system does not (a full disk).
    """
    try:
        with path.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
    except OSError as error:
        raise OSError(error.errno, error.strerror, str(path)) from error


def append_line(path: Path, line: bytes) -> None:
    """Add a line at the end; a torn last line, left by a killed run, is taken away first."""
    with path.open("ab+") as file:
        if not _ends_in_a_line(file):
            file.seek(0)
            file.truncate(file.read().rfind(b"\n") + 1)
        file.write(line + b"\n")
        file.flush()
        os.fsync(file.fileno())
    sync_folder(path.parent)


def _ends_in_a_line(file: BinaryIO) -> bool:
    end = file.seek(0, os.SEEK_END)
    file.seek(max(0, end - 1))
    return file.read() in (b"", b"\n")


def sync_folder(folder: Path) -> None:
    """Wait until the names in a folder are on the disk."""
    if sys.platform == "win32":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


@contextmanager
def alone(folder: Path, *, wait: bool) -> Iterator[None]:
    """Be the only writer in a folder, among processes and threads of this machine.

    The lock is a file `.lock` that stays there; the system frees it when its holder ends, however that happens. With
    `wait=False`, raises Busy if another run holds it.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / ".lock").open("ab") as file:
        try:
            lock_file(file.fileno(), wait=wait)
        except (BlockingIOError, PermissionError) as taken:
            raise Busy(folder.name) from taken
        yield
