"""Release: rows that keep the catalogue's promises become an immutable release; else the old one stays."""

from collections.abc import Sequence

from prefect import flow, task
from prefect.artifacts import create_table_artifact
from prefect.cache_policies import NO_CACHE

from extractors.frames import to_frames
from extractors.promises import check_promises, keep_promises
from flows.clock import now
from flows.compare import Compared, compare_editions
from flows.extract import Gathered, extract
from flows.progress import Step, say
from flows.settings import Settings
from flows.stores.releases import ConceptCard, ReleaseResult, write_release
from schemas.catalogue import Concept
from schemas.changes import Change
from schemas.council import Paper
from schemas.documents import Check


def release_concept(concept_id: str, settings: Settings) -> ReleaseResult:
    """Read, compare, check and release; BrokenPromise if there is too little to release."""
    gathered = extract(concept_id, settings)
    return release_rows(gathered, compare_editions(gathered), settings)


def check_concept(concept_id: str, settings: Settings) -> tuple[Check, ...]:
    """Read and compare, and measure what the catalogue promises."""
    gathered = extract(concept_id, settings)
    return check_rows(gathered, compare_editions(gathered).changes)


def check_rows(gathered: Gathered, changes: Sequence[Change]) -> tuple[Check, ...]:
    """Measure what the catalogue promises."""
    concept = gathered.catalogue.concept
    checks = check_promises(concept.kept_promises, gathered.extractions, changes)
    kept = sum(check.passed for check in checks)
    say(f"{kept} of {len(checks)} promises kept", Step("check", kept, len(checks)))
    rows = [{"promise": c.scope, "rows": c.value, "at least": c.threshold, "kept": str(c.passed)} for c in checks]
    create_table_artifact(key=f"checks-{concept.concept_id}", table=rows, description="Promises of the catalogue")
    return checks


def release_rows(gathered: Gathered, compared: Compared, settings: Settings) -> ReleaseResult:
    """Check the promises, then release; with broken promises nothing changes."""
    checks = check_rows(gathered, compared.changes)
    keep_promises(checks)
    result = write_task(gathered, compared, checks, settings)
    news = f"{result.version} ({result.reason})" if result.is_new else f"nothing new: {result.reason}"
    say(news, Step("release", 1, 1))
    return result


def write_tables(gathered: Gathered, compared: Compared, checks: Sequence[Check], settings: Settings) -> ReleaseResult:
    """Build the tables and write the release."""
    concept = gathered.catalogue.concept
    issues = (*gathered.issues, *compared.issues)
    extra = {**compared.tables, "checks": checks, "issues": issues, "papers": _papers(concept)}
    frames = to_frames(gathered.extractions, extra)
    return write_release(settings.output, _card(concept), frames, released_at=now())


write_task = task(name="write-release", cache_policy=NO_CACHE)(write_tables)


def _card(concept: Concept) -> ConceptCard:
    return ConceptCard(
        concept_id=concept.concept_id,
        title=concept.title,
        city=concept.city,
        description=concept.description,
        licence=concept.licence.title,
        licence_url=concept.licence.path,
        contact=concept.contact,
    )


def _papers(concept: Concept) -> list[Paper]:
    """The council papers a person found; what their PDFs say is added to them."""
    return [Paper(**entry.model_dump()) for entry in concept.papers]


check = flow(name="check")(check_concept)
release = flow(name="release")(release_concept)
