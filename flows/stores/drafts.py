"""Drafts: a release about to be written, and the bytes of all its files."""

from dataclasses import dataclass

from flows.stores import dcat, schema_org
from flows.stores.changelog import changelog, changes_since, notes
from flows.stores.concept_card import ConceptCard
from flows.stores.csv_files import canonical_csv, excel_csv_files
from flows.stores.datapackage import FILE_NAME, as_json, describe
from flows.stores.datasets import Dataset
from flows.stores.differences import Difference
from flows.stores.excel_files import workbook
from flows.stores.parquet_files import parquet_files
from flows.stores.provenance import FILE_NAME as PROVENANCE
from flows.stores.provenance import MadeBy, provenance
from flows.stores.published import data_files
from flows.stores.register import Release
from flows.stores.sqlite_files import sqlite_file
from flows.stores.verification import SUMS, sums_of

CHANGELOG, CHANGES = "CHANGELOG.md", "changes_since.json"


@dataclass(frozen=True, slots=True)
class Draft:
    """A release about to be written."""

    card: ConceptCard
    version: str
    dataset: Dataset
    made_by: MadeBy
    before: Release | None
    found: Difference | None
    """What differs from the release before; None for the first."""

    @property
    def level(self) -> str:
        """How grave the difference is; `first` for the first release."""
        return self.found.level if self.found else "first"

    @property
    def reasons(self) -> tuple[str, ...]:
        """Why the version has its number, in English."""
        return tuple(reason.english for reason in self.found.reasons) if self.found else ("first release",)

    @property
    def version_before(self) -> str | None:
        """The version this one is compared with."""
        return self.before.version if self.before else None


def files_of(draft: Draft) -> dict[str, bytes]:
    """Every file of the release by its place in it, the hashes of all the others last."""
    frames, card = draft.dataset.frames, draft.card
    csvs = {name: canonical_csv(frame) for name, frame in frames.items()}
    files = {f"{name}.csv": content for name, content in csvs.items()}
    files |= excel_csv_files(frames) | parquet_files(frames)
    files[f"{card.concept_id}.xlsx"] = workbook(card, draft.version, frames)
    files[f"{card.concept_id}.sqlite"] = sqlite_file(frames)
    files |= _catalogue_entries(draft, files)
    files[FILE_NAME] = as_json(describe(card, draft.version, frames, csvs))
    files[PROVENANCE] = as_json(provenance(draft.made_by, frames))
    files |= _changes(draft)
    files[SUMS] = sums_of(files)
    return files


def _catalogue_entries(draft: Draft, files: dict[str, bytes]) -> dict[str, bytes]:
    """The release as data portals and search engines list it."""
    card, version, published = draft.card, draft.version, list(data_files(files))
    for_portals = dcat.dataset(card, version, draft.version_before, published, notes(draft.found))
    for_searches = schema_org.dataset(card, version, draft.dataset.frames, published, dcat.KEYWORDS)
    return {dcat.FILE_NAME: as_json(for_portals), schema_org.FILE_NAME: as_json(for_searches)}


def _changes(draft: Draft) -> dict[str, bytes]:
    before = draft.version_before
    earlier = (draft.before.path / CHANGELOG).read_text(encoding="utf-8") if draft.before else ""
    return {
        CHANGELOG: changelog(draft.version, before, draft.found, earlier).encode(),
        CHANGES: as_json(changes_since(draft.version, before, draft.found)),
    }
