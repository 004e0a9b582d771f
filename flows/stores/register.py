"""The register of a concept's releases: `releases.json` and the pointer `latest` (see `releases` for the layout)."""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from flows.stores.datapackage import as_json
from flows.stores.files import write_whole
from schemas.errors import DamagedRelease

REGISTER, POINTER = "releases.json", "latest"
VERSION = re.compile(r"\d+\.\d+\.\d+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Release:
    """A release as the register names it."""

    version: str
    released_at: str
    """ISO 8601, UTC."""

    content_sha256: str
    """Hash of what makes two releases the same: see `releases`."""

    sums_sha256: str
    """Hash of the release's SHA256SUMS, and by it of every file."""

    level: str
    """`first`, `major`, `minor` or `patch`."""

    reasons: tuple[str, ...]
    rows: Mapping[str, int]
    """Number of rows by table."""

    path: Path
    """Its folder; in the register it is the version."""

    commit: str = ""
    """Commit of the program that made it, with `+` if its files were changed since; empty: not known."""


def read_register(home: Path) -> list[Release]:
    """The releases in a concept's folder, oldest first; raises DamagedRelease if register and pointer disagree.

    The pointer is read first: it is moved last, so that the register read after it knows what it names, also while
    another run is writing.
    """
    pointer = _pointer(home)
    releases = _listed(home)
    if pointer and pointer not in {release.version for release in releases}:
        raise DamagedRelease(pointer, f"{POINTER} names it, but {REGISTER} does not; restore {REGISTER}")
    return releases


def newest_release(home: Path) -> Release | None:
    """The release that `latest` names; None before the first."""
    pointer = _pointer(home)
    return next((release for release in read_register(home) if release.version == pointer), None)


def write_register(home: Path, releases: Sequence[Release]) -> None:
    """Name these releases and no others."""
    write_whole(home / REGISTER, as_json([_as_entry(release) for release in releases]))


def point_to(home: Path, version: str) -> None:
    """Make this the release that readers get."""
    write_whole(home / POINTER, f"{version}\n".encode())


def unnamed_folders(home: Path, releases: Sequence[Release]) -> list[Path]:
    """Folders of releases that a killed run renamed and never named.

    Only one run at a time writes, so there is at most one; more of them without a register mean that the register
    was lost, and then nothing may be taken away: raises DamagedRelease.
    """
    named = {release.version for release in releases}
    found = sorted(p for p in home.iterdir() if p.is_dir() and VERSION.fullmatch(p.name) and p.name not in named)
    if len(found) > 1:
        raise DamagedRelease(found[-1].name, f"{REGISTER} names neither it nor {found[0].name}; restore {REGISTER}")
    return found


def _listed(home: Path) -> list[Release]:
    path = home / REGISTER
    if not path.exists():
        return []
    try:
        return [_from_entry(home, entry) for entry in json.loads(path.read_bytes())]
    except (ValueError, TypeError, KeyError) as unreadable:
        raise DamagedRelease(f"of {home.name}", f"{REGISTER} cannot be read; restore it") from unreadable


def _pointer(home: Path) -> str:
    """The version that `latest` names; a damaged one names none that is there."""
    path = home / POINTER
    return path.read_text(encoding="utf-8", errors="replace").strip() if path.exists() else ""


def _as_entry(release: Release) -> dict[str, Any]:
    return {
        "version": release.version,
        "released_at": release.released_at,
        "level": release.level,
        "reasons": list(release.reasons),
        "rows": dict(release.rows),
        "content_sha256": release.content_sha256,
        "sums_sha256": release.sums_sha256,
        "commit": release.commit,
    }


def _from_entry(home: Path, entry: dict[str, Any]) -> Release:
    version = entry["version"]
    if not VERSION.fullmatch(version):
        raise ValueError(version)
    return Release(**{**entry, "reasons": tuple(entry["reasons"])}, path=home / version)
