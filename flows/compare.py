"""Compare: what became of each action field, goal and measure from one edition to the next, and over all of them.

    Gathered → one task per pair of editions → changes, synopsis → life lines, overviews

A person's decisions in `corrections.csv` win; those about documents that were replaced are put up for review.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from prefect import flow, task
from prefect.artifacts import create_table_artifact
from prefect.cache_policies import NO_CACHE
from prefect.futures import PrefectFuture

from extractors.comparison.changes import compare as compare_extractions
from extractors.comparison.lines import Edition, life_lines, year_of
from extractors.comparison.overview import overview_actors, overview_fields
from extractors.comparison.remarks import remarks
from extractors.comparison.reviewed import decisions_on, homeless, told
from extractors.comparison.synopsis import synopsis_rows
from flows.extract import Gathered, extract
from flows.progress import Step, say
from flows.settings import Settings
from schemas.catalogue import Correction
from schemas.changes import CHANGE_KINDS, Change, SynopsisRow
from schemas.documents import Issue
from schemas.extraction import Extraction


@dataclass(frozen=True, slots=True)
class Compared:
    """All that follows from comparing the editions of a concept."""

    changes: tuple[Change, ...] = ()
    issues: tuple[Issue, ...] = ()
    """What a person decided, what waits for her, and what readers must know of a pair."""

    tables: Mapping[str, Sequence[object]] = field(default_factory=dict)
    """Records by table: changes, life_lines, synopsis, overview_fields, overview_actors."""


def compare_concept(concept_id: str, settings: Settings) -> tuple[Change, ...]:
    """Read the documents of a concept (or take what was read before) and compare its editions."""
    return compare_editions(extract(concept_id, settings)).changes


def compare_editions(gathered: Gathered) -> Compared:
    """Each edition with the next for which there is a document, and all of them over the years."""
    concepts = concepts_by_edition(gathered)
    pairs = list(pairwise(concepts))
    concept_id, corrections = gathered.catalogue.concept.concept_id, gathered.catalogue.corrections
    futures = [compare_task.submit(old, new, concept_id, corrections) for old, new in pairs]
    found = [_told(f, Step("compare", n, len(pairs))) for n, f in enumerate(futures, start=1)]
    changes = tuple(change for pair in found for change in pair.changes)
    issues = tuple(issue for pair in found for issue in pair.issues)
    _publish_table(concept_id, changes)
    tables = {
        "changes": changes,
        "synopsis": tuple(row for pair in found for row in pair.synopsis),
        "life_lines": life_lines(_editions(gathered, concepts), changes, concept_id),
        "overview_fields": overview_fields(concepts, changes, concept_id),
        "overview_actors": overview_actors(concepts, concept_id),
    }
    return Compared(changes, (*issues, *homeless(pairs, corrections)), tables)


def concepts_by_edition(gathered: Gathered) -> tuple[Extraction, ...]:
    """The concept of each edition, from old to new; editions whose concept could not be read are left out.

    Of several documents of an edition it is the first, which reports are linked to as well.
    """
    first: dict[str, Extraction] = {}
    for extraction in gathered.extractions:
        document = extraction.document
        if document.kind == "concept" and document.edition_id and document.status != "quarantined":
            first.setdefault(document.edition_id, extraction)
    return tuple(first[edition] for edition in gathered.catalogue.concept.edition_ids if edition in first)


def _editions(gathered: Gathered, concepts: Sequence[Extraction]) -> list[Edition]:
    """All editions of the catalogue with what was read of them, reports by year."""
    read = {concept.document.edition_id: concept for concept in concepts}
    reports = [e for e in gathered.extractions if e.document.kind == "report"]
    reports.sort(key=lambda e: (year_of(e) or 0, e.document.title or "", e.document.document_id))
    return [
        Edition(edition, read.get(edition), tuple(e for e in reports if e.document.edition_id == edition))
        for edition in gathered.catalogue.concept.edition_ids
    ]


@dataclass(frozen=True, slots=True)
class ComparedPair:
    """What follows from comparing two editions."""

    changes: tuple[Change, ...]
    synopsis: tuple[SynopsisRow, ...]
    issues: tuple[Issue, ...]


def compare_pair(
    old: Extraction, new: Extraction, concept_id: str, corrections: Sequence[Correction] = ()
) -> ComparedPair:
    """One edition with the next; where a person has decided, the rules are asked first, so that it can be told."""
    names = old.document.edition_id or "", new.document.edition_id or ""
    reviewed = decisions_on(old, new, corrections)
    found = compare_extractions(old, new, concept_id=concept_id, from_edition=names[0], to_edition=names[1])
    ruled = found.changes
    if reviewed.decisions:
        found = compare_extractions(
            old, new, concept_id=concept_id, from_edition=names[0], to_edition=names[1], decisions=reviewed.decisions
        )
    issues = (*told(reviewed, ruled), *reviewed.issues, *remarks(old, new, found))
    return ComparedPair(found.changes, tuple(synopsis_rows(found, concept_id)), issues)


compare_task = task(name="compare-editions", cache_policy=NO_CACHE)(compare_pair)


def tally(changes: Sequence[Change]) -> dict[str, int]:
    """How often each kind of change occurs; of several kinds the main one counts."""
    kinds = [change.change.partition("|")[0] for change in changes]
    return {kind: kinds.count(kind) for kind in CHANGE_KINDS if kind in kinds}


def _told(future: PrefectFuture[Any], step: Step) -> ComparedPair:
    pair: ComparedPair = future.result()
    counts = ", ".join(f"{count} {kind}" for kind, count in tally(pair.changes).items())
    names = f"{pair.changes[0].from_edition} → {pair.changes[0].to_edition}: " if pair.changes else ""
    say(f"{names}{counts or 'no changes'}", step)
    return pair


def _publish_table(concept_id: str, changes: Sequence[Change]) -> None:
    rows = [{"change": kind, "rows": count} for kind, count in tally(changes).items()]
    create_table_artifact(key=f"changes-{concept_id}", table=rows, description="Changes between editions")


compare = flow(name="compare")(compare_concept)
