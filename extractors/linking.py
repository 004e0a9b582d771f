"""Links between documents of one concept: reports to the edition they report on, copies told apart, decisions united.

A report is no edition: a measure it names by the code (else the title) of the edition is the edition's measure, and
only its status is kept. One that it names in other words, without a code, is found by these words, and said so. A
measure that the edition lacks stays, as the report's own, and is reported.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from rapidfuzz.fuzz import token_sort_ratio

from extractors.comparison.align import align
from extractors.comparison.units import AlignmentRules, Unit
from extractors.council.records import CouncilRecords
from extractors.council.uniting import unite
from extractors.structure.witnesses import key_of
from extractors.targeting import link_targets
from schemas.content import Measure
from schemas.documents import Issue
from schemas.extraction import Extraction

SAME_TITLE = 90.0
"""Titles at least this similar (0 to 100, words sorted) name the same measure."""

ALIKE = AlignmentRules(accept=0.7)
"""A wrong status is worse than none: more evidence is asked for than between two editions."""


def link_documents(extractions: Sequence[Extraction]) -> tuple[Extraction, ...]:
    """The extractions of a concept with ids that hold together.

    Copies of an edition are told apart, reports linked, each decision told once though several documents tell of it;
    and what decisions name is looked up in the editions.
    """
    return link_targets(unite_decisions(link_reports(tell_copies_apart(extractions))))


def unite_decisions(extractions: Sequence[Extraction]) -> tuple[Extraction, ...]:
    """The extractions, each decision and consultation in one of them: minutes before papers, PDFs before pages."""
    order = sorted(range(len(extractions)), key=lambda at: _rank(extractions[at]))
    sources = [_council_of(extractions[at]) for at in order]
    told = unite(sources, [extractions[at].document.document_id for at in order])
    united = {at: _with_council(extractions[at], records) for at, records in zip(order, told, strict=True)}
    return tuple(united[at] for at in range(len(extractions)))


def _rank(extraction: Extraction) -> tuple[bool, bool, str]:
    """Nothing on a web page has a box. Among equals the id decides, so that the order of the store does not."""
    is_web_page = any(proof.edges is None for proof in extraction.evidence)
    return is_web_page, extraction.document.kind != "minutes", extraction.document.document_id


def _council_of(extraction: Extraction) -> CouncilRecords:
    return CouncilRecords(
        consultations=extraction.consultations,
        decisions=extraction.decisions,
        votes=extraction.votes,
        decision_targets=extraction.decision_targets,
        evidence=extraction.evidence,
        issues=extraction.issues,
    )


def _with_council(extraction: Extraction, records: CouncilRecords) -> Extraction:
    return replace(
        extraction,
        consultations=records.consultations,
        decisions=records.decisions,
        votes=records.votes,
        decision_targets=records.decision_targets,
        evidence=records.evidence,
        issues=records.issues,
    )


def tell_copies_apart(extractions: Sequence[Extraction]) -> tuple[Extraction, ...]:
    """Ids name the edition; of two documents of one edition (the paper's, the published) the second gets its own.

    The first in the order of the store stays the edition's document.
    """
    seen: set[str] = set()
    told: list[Extraction] = []
    for extraction in extractions:
        edition = extraction.document.edition_id
        is_copy = extraction.document.kind == "concept" and edition in seen
        told.append(_with_own_ids(extraction) if is_copy else extraction)
        if extraction.document.kind == "concept" and edition and extraction.document.status != "quarantined":
            seen.add(edition)
    return tuple(told)


def _with_own_ids(copy: Extraction) -> Extraction:
    document = copy.document
    edition = f"{document.edition_id}:"

    def own(row_id: str) -> str:
        return f"{document.document_id}:{row_id}" if row_id.startswith(edition) else row_id

    note = Issue(
        document_id=document.document_id,
        severity="notice",
        kind="second_document_of_edition",
        what=f"there is more than one document of edition {document.edition_id}; editions are compared by the first",
        hint="if it is the same text, remove it from the raw store",
    )
    return replace(
        copy,
        goals=tuple(replace(g, goal_id=own(g.goal_id)) for g in copy.goals),
        measures=tuple(
            replace(m, measure_id=own(m.measure_id), goal_id=own(m.goal_id) if m.goal_id else None)
            for m in copy.measures
        ),
        measure_actors=tuple(replace(a, measure_id=own(a.measure_id)) for a in copy.measure_actors),
        statuses=tuple(replace(s, measure_id=own(s.measure_id)) for s in copy.statuses),
        evidence=tuple(replace(e, row_id=own(e.row_id)) for e in copy.evidence),
        issues=(*copy.issues, note),
    )


def link_reports(extractions: Sequence[Extraction]) -> tuple[Extraction, ...]:
    """The extractions, statuses of reports pointing to the measures of the edition they report on."""
    planned: dict[str, Sequence[Measure]] = {}
    for extraction in extractions:
        document = extraction.document
        if document.kind == "concept" and document.edition_id and document.status != "quarantined":
            planned.setdefault(document.edition_id, extraction.measures)  # of copies the first: it keeps the ids
    return tuple(
        _linked(extraction, planned.get(extraction.document.edition_id or "", ()))
        if extraction.document.kind == "report"
        else extraction
        for extraction in extractions
    )


def _linked(report: Extraction, planned: Sequence[Measure]) -> Extraction:
    if not planned:
        return report
    same = {m.measure_id: twin.measure_id for m in report.measures if (twin := _twin(m, planned))}
    alike = _in_other_words(report.measures, planned, same)
    same |= {measure.measure_id: twin.measure_id for measure, twin in alike}
    return replace(
        report,
        measures=tuple(m for m in report.measures if m.measure_id not in same),
        measure_actors=tuple(a for a in report.measure_actors if a.measure_id not in same),
        statuses=tuple(replace(s, measure_id=same.get(s.measure_id, s.measure_id)) for s in report.statuses),
        evidence=tuple(
            replace(e, table="statuses", row_id=same[e.row_id]) if e.table == "measures" and e.row_id in same else e
            for e in report.evidence
        ),
        issues=(*report.issues, *_unplanned(report.measures, same), *_found_alike(alike)),
    )


def _twin(measure: Measure, planned: Iterable[Measure]) -> Measure | None:
    """The edition's measure that a report means: by code, else by title; none where two would fit."""
    return next((found[0] for found in _named(measure, planned) if len(found) == 1), None)


def _named(measure: Measure, planned: Iterable[Measure]) -> tuple[list[Measure], list[Measure]]:
    """The edition's measures with the code of a report's measure, and those with its title."""
    known = list(planned)
    titled = [m for m in known if token_sort_ratio(m.title.casefold(), measure.title.casefold()) >= SAME_TITLE]
    coded = [m for m in known if measure.code and m.code and key_of(m.code) == key_of(measure.code)]
    return coded, titled


def _in_other_words(
    measures: Sequence[Measure], planned: Sequence[Measure], same: Mapping[str, str]
) -> list[tuple[Measure, Measure]]:
    """Measures of a report with those of the edition that they mean, by wording, field and neighbours.

    What has a code of its own, where the edition has codes, is a measure of its own; what names two means neither.
    """
    has_codes, taken = any(m.code for m in planned), set(same.values())
    left = [m for m in measures if m.measure_id not in same and not (m.code and has_codes)]
    left = [m for m in left if not any(_named(m, planned))]
    free = [m for m in planned if m.measure_id not in taken]
    found = align([_as_unit(m) for m in free], [_as_unit(m) for m in left], rules=ALIKE)
    return [(left[link.new], free[link.old]) for link in found.links if link.kind == "one"]


def _as_unit(measure: Measure) -> Unit:
    return Unit(
        unit_id=measure.measure_id,
        code=measure.code,
        title=measure.title,
        text=measure.description or "",
        place=measure.action_field_id or "",
    )


def _found_alike(alike: Iterable[tuple[Measure, Measure]]) -> Iterable[Issue]:
    for measure, twin in alike:
        yield Issue(
            document_id=measure.document_id,
            page=measure.page_first,
            severity="notice",
            kind="measure_found_by_wording",
            what=f"the report's «{measure.title}» was taken for «{_name(twin)}» of the edition, by its wording",
            hint="compare both; if they are not the same, correct the status",
        )


def _name(measure: Measure) -> str:
    return " ".join(filter(None, (measure.code, measure.title)))


def _unplanned(measures: Iterable[Measure], same: Mapping[str, str]) -> Iterable[Issue]:
    for measure in measures:
        if measure.measure_id not in same:
            yield Issue(
                document_id=measure.document_id,
                page=measure.page_first,
                severity="notice",
                kind="measure_not_in_edition",
                what=f"the report names a measure that the edition lacks: {_name(measure)}",
                hint="compare with the concept; if it is the same measure, add a correction",
            )
