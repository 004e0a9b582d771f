"""Written: what lies in the folders of `konzept extract`, so that a run with the same files has nothing to write.

    <out>/.cache/written/<hash of the folder's name>.json    from which reading the folder was written, and its files

A folder stands as it is while its files have the size and time that they were written with; else it is written anew.
"""

import hashlib
import json
from collections.abc import Collection, Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from flows.stores.files import write_whole
from schemas.tables import TABLES

FILES = (*(f"{table.name}.csv" for table in TABLES), "document.json")
MAKERS = ("writing.py", "summary.py", "stores/plain_csv.py")
"""What says how a folder looks, beside what its reading depends on."""


@dataclass(frozen=True, slots=True)
class Told:
    """What is said of a document once its tables are written."""

    facts: Mapping[str, object]
    sentence: str


def remember(memory: Path, folder: Path, key: str, told: Told) -> None:
    """Note that a folder holds the tables of the reading with that key."""
    noted = {"key": key, "form": _form(), "files": _files(folder), "facts": told.facts, "sentence": told.sentence}
    write_whole(_place(memory, folder), json.dumps(noted).encode(), synced=False)


def recall(memory: Path, folder: Path, keys: Collection[str]) -> Told | None:
    """What was told of the folder, if it still holds the tables of a reading with one of these keys."""
    with suppress(OSError, ValueError, KeyError, TypeError):  # there is no note, or it is damaged: as good as none
        noted = json.loads(_place(memory, folder).read_bytes())
        if noted["key"] in keys and noted["form"] == _form() and noted["files"] == _files(folder):
            return Told(dict(noted["facts"]), str(noted["sentence"]))
    return None


def _files(folder: Path) -> list[list[int]]:
    """Size and time of each file."""
    stats = [(folder / name).stat() for name in FILES]
    return [[stat.st_size, stat.st_mtime_ns] for stat in stats]


def _place(memory: Path, folder: Path) -> Path:
    return memory / "written" / f"{hashlib.sha256(folder.name.encode()).hexdigest()[:40]}.json"


@cache
def _form() -> str:
    """Hash of the code that writes folders."""
    here = Path(__file__).parent
    return hashlib.sha256(b"\0".join((here / name).read_bytes() for name in MAKERS)).hexdigest()[:16]
