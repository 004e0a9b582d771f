"""The whole way of a concept: fetch → extract → compare → check → release → publish."""

import os
from dataclasses import dataclass
from pathlib import Path

from prefect import flow

from flows.compare import compare_editions
from flows.extract import extract
from flows.fetch import Fetched, fetch
from flows.publish import publish
from flows.release import release_rows
from flows.settings import Settings
from flows.stores.releases import ReleaseResult
from schemas.errors import KonzeptError

EXAMPLE = "musterlingen-integration"


class NothingToRead(KonzeptError):
    """The store has no document of the concept."""

    def __init__(self, concept_id: str, missing: tuple[Fetched, ...]) -> None:
        super().__init__(concept_id, missing)
        self.concept_id, self.missing = concept_id, missing

    def __str__(self) -> str:
        return f"There is no document of {self.concept_id} to read."


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a run left behind."""

    release: ReleaseResult
    page: Path
    missing: tuple[Fetched, ...]
    """Documents the catalogue wants and the store does not have."""

    lost: tuple[str, ...]
    """Documents that could not be read, with the reason."""


def run_pipeline(concept_id: str = EXAMPLE, settings: Settings | None = None, allow_less: bool = False) -> Outcome:
    """Bring a concept up to date; settings are those of the environment unless given.

    `allow_less`: release also if documents of the release before are missing or unreadable now.
    """
    settings = settings or Settings.from_environment(os.environ)
    missing = fetch(concept_id, settings).missing
    gathered = extract(concept_id, settings)
    if not gathered.extractions:
        raise NothingToRead(concept_id, missing)
    result = release_rows(gathered, compare_editions(gathered), settings, allow_less=allow_less)
    page = publish(concept_id, settings)
    lost = tuple(f"{e.document.title or e.document.document_id}: {e.document.error}" for e in gathered.lost)
    return Outcome(result, page, missing, lost)


pipeline = flow(name="pipeline")(run_pipeline)
