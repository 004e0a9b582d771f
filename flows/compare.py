"""Compare: what became of each action field, goal and measure from one edition to the next."""

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

from prefect import flow, task
from prefect.artifacts import create_table_artifact
from prefect.cache_policies import NO_CACHE
from prefect.futures import PrefectFuture

from extractors.comparison.changes import compare_extractions
from flows.extract import Gathered, extract
from flows.progress import Step, say
from flows.settings import Settings
from schemas.changes import CHANGE_KINDS, Change
from schemas.extraction import Extraction


def compare_concept(concept_id: str, settings: Settings) -> tuple[Change, ...]:
    """Read the documents of a concept (or take what was read before) and compare its editions."""
    return compare_editions(extract(concept_id, settings))


def compare_editions(gathered: Gathered) -> tuple[Change, ...]:
    """The changes between each edition and the next for which there is a document."""
    pairs = list(pairwise(concepts_by_edition(gathered)))
    concept_id = gathered.catalogue.concept.concept_id
    futures = [compare_task.submit(old, new, concept_id) for old, new in pairs]
    changes = [_told(f, Step("compare", n, len(pairs))) for n, f in enumerate(futures, start=1)]
    flat = tuple(change for group in changes for change in group)
    _publish_table(concept_id, flat)
    return flat


def concepts_by_edition(gathered: Gathered) -> tuple[Extraction, ...]:
    """The concept of each edition, from old to new; editions whose concept could not be read are left out."""
    readable = [e for e in gathered.extractions if e.document.kind == "concept" and e.document.status != "quarantined"]
    order = gathered.catalogue.concept.edition_ids
    first = {e.document.edition_id: e for e in sorted(readable, key=lambda e: e.document.title or "", reverse=True)}
    return tuple(first[edition] for edition in order if edition in first)


def compare_pair(old: Extraction, new: Extraction, concept_id: str) -> tuple[Change, ...]:
    """The changes from one edition to the next."""
    return compare_extractions(
        old,
        new,
        concept_id=concept_id,
        from_edition=old.document.edition_id or "",
        to_edition=new.document.edition_id or "",
    )


compare_task = task(name="compare-editions", cache_policy=NO_CACHE)(compare_pair)


def tally(changes: Sequence[Change]) -> dict[str, int]:
    """How often each kind of change occurs; of several kinds the main one counts."""
    kinds = [change.change.partition("|")[0] for change in changes]
    return {kind: kinds.count(kind) for kind in CHANGE_KINDS if kind in kinds}


def _told(future: PrefectFuture[Any], step: Step) -> tuple[Change, ...]:
    changes: tuple[Change, ...] = future.result()
    counts = ", ".join(f"{count} {kind}" for kind, count in tally(changes).items())
    names = f"{changes[0].from_edition} → {changes[0].to_edition}: " if changes else ""
    say(f"{names}{counts or 'no changes'}", step)
    return changes


def _publish_table(concept_id: str, changes: Sequence[Change]) -> None:
    rows = [{"change": kind, "rows": count} for kind, count in tally(changes).items()]
    create_table_artifact(key=f"changes-{concept_id}", table=rows, description="Changes between editions")


compare = flow(name="compare")(compare_concept)
