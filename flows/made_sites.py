"""Made sites: what the site of a concept was made from, so that a run with nothing new has no page to make.

    <output>/.cache/sites/<concept>.json    a hash of all it was made from, and its files with size and time

A site stands as it is while it was made from the same and none of its files was touched; else it is made again.
"""

import hashlib
import json
from collections.abc import Iterable
from contextlib import suppress
from functools import cache
from importlib.metadata import version
from pathlib import Path

from flows.fingerprint import code_version
from flows.stores.files import concept_folder, write_whole

MAKERS = ("publish.py", "picturing.py")
LIBRARIES = ("jinja2", "pandas")


def source_of(*parts: str) -> str:
    """A hash of what a site is made from: these, and the program that makes it."""
    return hashlib.sha256("\0".join((_program(), *parts)).encode()).hexdigest()


def remember(cache_folder: Path, concept_id: str, home: Path, source: str) -> None:
    """Note that the site in this folder was made from that source."""
    noted = {"source": source, "files": _files(home)}
    write_whole(_place(cache_folder, concept_id), json.dumps(noted).encode(), synced=False)


def count_as_made(cache_folder: Path, concept_id: str, home: Path, source: str) -> int:
    """How many files the site has, if it is as it was made from that source; else 0."""
    with suppress(OSError, ValueError, KeyError, TypeError):  # there is no note, or it is damaged: as good as none
        noted = json.loads(_place(cache_folder, concept_id).read_bytes())
        if noted["source"] == source and noted["files"] == _files(home):
            return len(noted["files"])
    return 0


def _files(home: Path) -> list[list[str | int]]:
    """Name, size and time of each file."""
    found = sorted(path for path in home.rglob("*") if path.is_file())
    return [[path.relative_to(home).as_posix(), path.stat().st_size, path.stat().st_mtime_ns] for path in found]


def _place(cache_folder: Path, concept_id: str) -> Path:
    return concept_folder(cache_folder / "sites", concept_id).with_name(f"{concept_id}.json")


@cache
def _program() -> str:
    here = Path(__file__).parent
    files: Iterable[Path] = (*(here / name for name in MAKERS), *sorted((here / "site").rglob("*")))
    digest = hashlib.sha256(repr((code_version(), *map(version, LIBRARIES))).encode())
    for path in (path for path in files if path.is_file() and path.suffix != ".pyc"):
        digest.update(path.relative_to(here).as_posix().encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()
