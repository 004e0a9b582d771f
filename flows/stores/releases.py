"""Releases: the published data of a concept, in immutable folders, and a pointer moved last.

    output/<concept>/<version>/            a release; nothing in it changes once it is named in releases.json
        <table>.csv                        canonical CSV, all tables
        excel/<table>.csv  <concept>.xlsx  for Excel
        parquet/<table>.parquet  <concept>.sqlite
        datapackage.json                   columns, keys, references, hashes, licence, sources
        dcat.jsonld  dataset.jsonld        for data portals (DCAT-AP.de) and search engines (schema.org)
        provenance.json                    documents, catalogue, corrections and program it was made of
        CHANGELOG.md  changes_since.json   what changed against the release before
        SHA256SUMS                         hash of each file above; `sha256sum --check` reads it
        site/                              the pages, which `publish` makes from the release; not part of the data
    output/<concept>/releases.json         every release, oldest first: version, hashes, when, why and by which commit
    output/<concept>/latest                the version of the newest release: a line of text, so that it works on every
                                           file system and web server (a symbolic link does not)
    output/<concept>/.draft                a release being written
    output/<concept>/.lock                 held while a release is written

**Failure.** A release is written to `.draft`, synced, renamed, named in releases.json, and only then in `latest`.
Killed at any moment, `latest` still names a whole release. The next run takes away the draft and a folder that was
renamed but never named, and moves `latest` on if only that was left to do.

**Sameness.** The content of a release is its canonical CSV files, the form of their tables and the concept's card. If
it is that of the newest release, none is made. No file holds a clock's time; when it was released, and by which commit,
stands in releases.json alone. The same documents, receipts, catalogue and code therefore give the same bytes, with the
same versions of the libraries (`provenance.json` names them all by their hashes).

Walking releases: `list_releases`, `latest_release`. Reading one: `read_release`.
"""

import shutil
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import pandas as pd

from flows.stores.concept_card import ConceptCard
from flows.stores.csv_files import canonical_csv, write_tables
from flows.stores.datapackage import as_json, read_dataset
from flows.stores.datasets import Dataset, dataset_of, refuse_contradictions
from flows.stores.differences import FIRST_VERSION, Difference, difference, next_version
from flows.stores.drafts import Draft, files_of
from flows.stores.files import alone, concept_folder, sha256_of, sync_folder, write_synced
from flows.stores.provenance import MadeBy
from flows.stores.register import (
    Release,
    newest_release,
    point_to,
    read_register,
    unnamed_folders,
    write_register,
)
from flows.stores.verification import SUMS, problems_of, refuse_damage
from schemas.errors import DamagedRelease

__all__ = [
    "ConceptCard",
    "Release",
    "ReleaseResult",
    "diff_releases",
    "latest_release",
    "list_releases",
    "read_release",
    "read_whole_release",
    "refuse_damage",
    "verify_release",
    "write_release",
    "write_tables",
]

DRAFT = ".draft"
UNKNOWN = MadeBy()


@dataclass(frozen=True, slots=True)
class ReleaseResult:
    """What became of a wish to release."""

    version: str
    path: Path

    is_new: bool
    """Whether `latest` names another release than before."""

    reason: str
    """Why there is a new release, or none."""


def say_nothing(_step: str) -> None:
    """The listener of those who do not want to know how far a release is."""


def write_release(
    root: Path,
    concept: ConceptCard,
    frames: Mapping[str, pd.DataFrame],
    *,
    released_at: str,
    made_by: MadeBy = UNKNOWN,
    announce: Callable[[str], None] = say_nothing,
) -> ReleaseResult:
    """Release these tables, unless they are those of the newest release.

    `root` is the output folder, `released_at` an ISO 8601 time in UTC, `made_by` the program that read the documents.
    `announce` hears of each step before it is taken. Raises BrokenPromise if rows contradict the tables' promises,
    DuplicateKey, Busy if another run is writing, DamagedRelease if the release before is not whole; then nothing has
    changed.
    """
    dataset = dataset_of(frames)
    refuse_contradictions(dataset)
    home = concept_folder(root, concept.concept_id)
    with alone(home, wait=False):
        releases = read_register(home)
        _clear_leftovers(home, releases, announce)
        content = _content_hash(concept, dataset)
        if releases and releases[-1].content_sha256 == content:
            return _stay(home, releases[-1], announce)
        draft = _draft(concept, dataset, made_by, releases[-1] if releases else None)
        release = _put_down(home, draft, content, released_at, announce)
        _make_known(home, [*releases, release], announce)
        return ReleaseResult(release.version, release.path, True, "; ".join(release.reasons))


def list_releases(root: Path, concept_id: str) -> list[Release]:
    """All releases of a concept, oldest first."""
    return read_register(concept_folder(root, concept_id))


def latest_release(root: Path, concept_id: str) -> Release | None:
    """The release that readers get; None before the first."""
    return newest_release(concept_folder(root, concept_id))


def verify_release(root: Path, concept_id: str, version: str | None = None) -> list[str]:
    """What is wrong with a release (the latest, if no version is given), a sentence each; empty: it is whole."""
    try:
        latest, releases = latest_release(root, concept_id), list_releases(root, concept_id)
    except DamagedRelease as damage:
        return [str(damage)]
    release = next((r for r in releases if r.version == version), None) if version else latest
    return list(problems_of(release)) if release else [f"{concept_id} has no release {version or 'yet'}"]


def read_release(path: Path) -> dict[str, pd.DataFrame]:
    """The tables in the folder of a release, with the columns and types of that release."""
    return dict(read_dataset(path).frames)


def read_whole_release(release: Release) -> dict[str, pd.DataFrame]:
    """The tables of a release, once its hashes prove that they are what was released; else DamagedRelease."""
    refuse_damage(release)
    return read_release(release.path)


def diff_releases(old: Path, new: Path) -> Difference:
    """What differs between two releases, given by their folders: rows added, removed and changed, and the form."""
    return difference(read_dataset(old), read_dataset(new))


def _clear_leftovers(home: Path, releases: Sequence[Release], announce: Callable[[str], None]) -> None:
    """Take away what killed runs left; only what was never named."""
    for leftover in [home / DRAFT, *unnamed_folders(home, releases)]:
        if leftover.exists():
            announce(f"take away {leftover.name}")
            shutil.rmtree(leftover)


def _content_hash(concept: ConceptCard, dataset: Dataset) -> str:
    """Hash of all that makes a release another one for its readers."""
    tables = {
        name: [dataset.shapes[name].told(), sha256_of(canonical_csv(frame))] for name, frame in dataset.frames.items()
    }
    return sha256_of(as_json({"concept": asdict(concept), "tables": tables}))


def _stay(home: Path, release: Release, announce: Callable[[str], None]) -> ReleaseResult:
    """The newest release holds the same; move the pointer if a killed run did not come to it."""
    refuse_damage(release)
    if newest_release(home) == release:
        return ReleaseResult(release.version, release.path, False, f"same content as release {release.version}")
    announce("move latest")
    point_to(home, release.version)
    return ReleaseResult(release.version, release.path, True, "; ".join(release.reasons))


def _draft(concept: ConceptCard, dataset: Dataset, made_by: MadeBy, before: Release | None) -> Draft:
    if before is None:
        return Draft(concept, FIRST_VERSION, dataset, made_by, None, None)
    refuse_damage(before)
    found = difference(read_dataset(before.path), dataset)
    return Draft(concept, next_version(before.version, found.level), dataset, made_by, before, found)


def _put_down(home: Path, draft: Draft, content: str, released_at: str, announce: Callable[[str], None]) -> Release:
    """Write all files beside the releases, then give the folder its name; nobody knows of it yet."""
    files = files_of(draft)
    for name, written in files.items():
        announce(f"write {name}")
        (home / DRAFT / name).parent.mkdir(parents=True, exist_ok=True)
        write_synced(home / DRAFT / name, written)
    for folder in {(home / DRAFT / name).parent for name in files}:
        sync_folder(folder)
    announce(f"rename to {draft.version}")
    path = (home / DRAFT).rename(home / draft.version)
    sync_folder(home)
    return Release(
        version=draft.version,
        released_at=released_at,
        content_sha256=content,
        sums_sha256=sha256_of(files[SUMS]),
        commit=draft.made_by.commit,
        level=draft.level,
        reasons=draft.reasons,
        rows={name: len(frame) for name, frame in draft.dataset.frames.items()},
        path=path,
    )


def _make_known(home: Path, releases: Sequence[Release], announce: Callable[[str], None]) -> None:
    announce("name in releases.json")
    write_register(home, releases)
    announce("move latest")
    point_to(home, releases[-1].version)
