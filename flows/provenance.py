"""Provenance: which program reads here, and what its catalogue says, as hashes that are the same on every machine."""

import hashlib
import subprocess
from collections.abc import Iterable
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import extractors
import flows
import schemas
from flows.stores.provenance import MadeBy
from schemas.catalogue import Catalogue

PROGRAM = "konzeptvergleich"
HOUSE = Path(schemas.__file__).parents[1]
"""The folder of the three rooms: that of the repository, or of the installed program."""

CODE = (".py", ".yml")
CATALOGUE = ("concept.yml", "action_fields.yml")
CORRECTIONS = "corrections.csv"
PATIENCE_S = 10


def made_by(catalogue: Catalogue, folder: Path) -> MadeBy:
    """This program, with this catalogue, whose files lie in `folder`."""
    return MadeBy(
        version=_version(),
        commit=commit(),
        code_sha256=code_sha256(),
        lock_sha256=_hash_of([HOUSE / "requirements.lock"], HOUSE),
        catalogue_sha256=_hash_of([folder / name for name in CATALOGUE], folder),
        corrections_sha256=_hash_of([folder / CORRECTIONS], folder),
        corrections=len(catalogue.corrections),
    )


@cache
def code_sha256() -> str:
    """Hash of all code and vocabularies, by their place in the house."""
    rooms = [Path(room.__file__ or "").parent for room in (schemas, extractors, flows)]
    files = [path for room in rooms for path in room.rglob("*") if path.suffix in CODE]
    return _hash_of(sorted(path for path in files if "catalogue" not in path.relative_to(HOUSE).parts), HOUSE)


@cache
def commit() -> str:
    """The commit of the source, with `+` if files were changed since; empty where it is no repository."""
    if not (HOUSE / ".git").exists():
        return ""
    head, changed = _git("rev-parse", "HEAD"), _git("status", "--porcelain", "--untracked-files=no")
    return f"{head}+" if head and changed else head


def _git(*command: str) -> str:
    """What git says; empty if it is missing or does not answer."""
    try:
        told = subprocess.run(
            ["git", "-C", str(HOUSE), *command], capture_output=True, text=True, check=False, timeout=PATIENCE_S
        )
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return told.stdout.strip() if told.returncode == 0 else ""


def _hash_of(files: Iterable[Path], root: Path) -> str:
    """One hash of several files, of their names too; empty if none is there."""
    there = [path for path in files if path.is_file()]
    digest = hashlib.sha256()
    for path in there:
        content = path.read_bytes().replace(b"\r\n", b"\n")  # git on Windows writes other line ends
        digest.update(f"{path.relative_to(root).as_posix()}\0{len(content)}\0".encode() + content)
    return digest.hexdigest() if there else ""


def _version() -> str:
    try:
        return version(PROGRAM)
    except PackageNotFoundError:
        return ""
