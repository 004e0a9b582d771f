"""Release: rows that keep the catalogue's promises become an immutable release; else the old one stays."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd
from prefect import flow, task
from prefect.artifacts import create_table_artifact
from prefect.cache_policies import NO_CACHE

from extractors.frames import to_frames
from extractors.gaps import editions_without_measures
from extractors.promises import check_promises, keep_promises, surpluses
from extractors.quality import DocumentQuality, quality_of
from flows.clock import now
from flows.compare import Compared, compare_editions
from flows.extract import Gathered, extract
from flows.progress import Step, say
from flows.provenance import made_by
from flows.settings import Settings
from flows.stores.catalogues import find_catalogue
from flows.stores.losses import refuse_less
from flows.stores.releases import ConceptCard, ReleaseResult, write_release
from schemas.catalogue import Catalogue, Concept
from schemas.changes import Change
from schemas.council import Paper
from schemas.documents import Check
from schemas.errors import KonzeptError


class NothingToRelease(KonzeptError):
    """The store has no document of the concept."""

    def __init__(self, concept_id: str) -> None:
        super().__init__(concept_id)
        self.concept_id = concept_id

    def __str__(self) -> str:
        return f"There is no document of {self.concept_id} to release; see: konzept fetch, konzept add"


def release_concept(concept_id: str, settings: Settings, allow_less: bool = False) -> ReleaseResult:
    """Read, compare, check and release; BrokenPromise if there is too little to release.

    LessThanBefore if the release before holds documents that this one would not, unless `allow_less` is said.
    """
    gathered = extract(concept_id, settings)
    if not gathered.extractions:
        raise NothingToRelease(concept_id)
    return release_rows(gathered, compare_editions(gathered), settings, allow_less=allow_less)


@dataclass(frozen=True, slots=True)
class Checked:
    """What is promised, and how well each document was read."""

    promises: tuple[Check, ...]
    documents: tuple[DocumentQuality, ...]


def check_concept(concept_id: str, settings: Settings) -> Checked:
    """Read and compare, measure what the catalogue promises, and what each document says of its own reading."""
    gathered = extract(concept_id, settings)
    checks = check_rows(gathered, compare_editions(gathered).changes)
    return Checked(checks, tuple(map(quality_of, gathered.extractions)))


def check_rows(gathered: Gathered, changes: Sequence[Change]) -> tuple[Check, ...]:
    """Measure what the catalogue promises."""
    concept = gathered.catalogue.concept
    checks = check_promises(concept.kept_promises, gathered.extractions, changes)
    kept = sum(check.passed for check in checks)
    say(f"{kept} of {len(checks)} promises kept", Step("check", kept, len(checks)))
    rows = [
        {"promise": c.scope, "measured": c.value, "bound": f"{c.name} {c.threshold:g}", "kept": str(c.passed)}
        for c in checks
    ]
    create_table_artifact(key=f"checks-{concept.concept_id}", table=rows, description="Promises of the catalogue")
    return checks


def release_rows(
    gathered: Gathered, compared: Compared, settings: Settings, *, allow_less: bool = False
) -> ReleaseResult:
    """Check the promises, then release; with broken promises, or less than before, nothing changes."""
    checks = check_rows(gathered, compared.changes)
    keep_promises(checks)
    frames = frames_of(gathered, compared, checks)
    if not allow_less:
        refuse_less(settings.output, gathered.catalogue.concept.concept_id, frames)
    result = write_task(gathered.catalogue, frames, settings)
    news = f"{result.version} ({result.reason})" if result.is_new else f"nothing new: {result.reason}"
    say(news, Step("release", 1, 1))
    return result


def frames_of(gathered: Gathered, compared: Compared, checks: Sequence[Check]) -> dict[str, pd.DataFrame]:
    """The tables of a release."""
    issues = (*gathered.issues, *compared.issues, *editions_without_measures(gathered.extractions), *surpluses(checks))
    extra = {**compared.tables, "checks": checks, "issues": issues, "papers": _papers(gathered.catalogue.concept)}
    return to_frames(gathered.extractions, extra)


def write_tables(catalogue: Catalogue, frames: Mapping[str, pd.DataFrame], settings: Settings) -> ReleaseResult:
    """Write the release."""
    concept = catalogue.concept
    by = made_by(catalogue, find_catalogue(concept.concept_id, settings.catalogue))
    return write_release(settings.output, _card(concept), frames, released_at=now(), made_by=by)


write_task = task(name="write-release", cache_policy=NO_CACHE)(write_tables)


def _card(concept: Concept) -> ConceptCard:
    return ConceptCard(
        concept_id=concept.concept_id,
        title=concept.title,
        city=concept.city,
        ags=concept.ags or "",
        description=concept.description,
        licence=concept.licence.title,
        licence_name=concept.licence.name,
        licence_url=concept.licence.path,
        contact=concept.contact,
        publisher=concept.publisher,
        address=concept.address,
        themes=concept.themes,
    )


def _papers(concept: Concept) -> list[Paper]:
    """The council papers a person found; what their PDFs say is added to them."""
    return [Paper(**entry.model_dump(exclude={"edition"})) for entry in concept.papers]


check = flow(name="check")(check_concept)
release = flow(name="release")(release_concept)
