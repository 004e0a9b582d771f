"""Candidates of every form to rows: measures, what reports say of them, where each value stands, what was not read."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from extractors.content.candidates import ATTRIBUTES, Candidate, Report, Value
from extractors.content.costs import cost_range
from extractors.content.doubles import Merged
from extractors.content.labels import shared_status
from extractors.content.periods import years
from extractors.structure.sections import slug
from schemas.content import Measure, Status
from schemas.documents import Evidence, Given, Issue

UNKNOWN = "unbekannt"
LONGEST_STATUS = 80
"""A printed status is a few words; longer text tells about it."""

FieldOf = Callable[[Candidate], tuple[str | None, str | None]]
"""Id and printed words of a measure's action field."""

GoalOf = Callable[[Candidate], str | None]


@dataclass(frozen=True, slots=True)
class MeasureRows:
    """Everything that is published of the measures of a document."""

    measures: tuple[Measure, ...] = ()
    statuses: tuple[Status, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    issues: tuple[Issue, ...] = ()


def to_measures(merged: Sequence[Merged], *, given: Given, field_of: FieldOf, goal_of: GoalOf) -> MeasureRows:
    """The rows of all measures, doubles merged before, in document order."""
    ids = _ids([one.candidate for one in merged], given)
    found = [
        (one.candidate, _measure(one.candidate, measure_id, given, _field(one, field_of), goal_of(one.candidate)))
        for one, measure_id in zip(merged, ids, strict=True)
    ]
    measures = tuple(measure for _, measure in found)
    return MeasureRows(
        measures=measures,
        statuses=tuple(status for candidate, measure in found for status in _statuses(candidate, measure, given)),
        evidence=tuple(proof for candidate, measure in found for proof in _evidence(candidate, measure)),
        issues=(*_unread_labels(found, given), *_without_field(measures, given)),
    )


def _ids(candidates: Iterable[Candidate], given: Given) -> Iterator[str]:
    """Edition (else document) and code, else title, as printed; what comes again gets a number in document order."""
    owner = given.edition_id or given.document_id
    seen: Counter[str] = Counter()
    taken: set[str] = set()
    for candidate in candidates:
        plain = f"{owner}:{candidate.code or slug(candidate.title.text)}"
        seen[plain] += 1
        measure_id = plain if seen[plain] == 1 else f"{plain}-{seen[plain]}"
        while measure_id in taken:
            seen[plain] += 1
            measure_id = f"{plain}-{seen[plain]}"
        taken.add(measure_id)
        yield measure_id


def _field(merged: Merged, field_of: FieldOf) -> tuple[str | None, str | None]:
    """The field named by the measure or the headings above it, else by an overview that lists it."""
    field = field_of(merged.candidate)
    return field_of(merged.field_elsewhere) if merged.field_elsewhere and not any(field) else field


def _measure(
    candidate: Candidate, measure_id: str, given: Given, field: tuple[str | None, str | None], goal_id: str | None
) -> Measure:
    printed: dict[str, Any] = {name: candidate.values[name].text for name in ATTRIBUTES if name in candidate.values}
    if reported := _last_status(candidate.reports):
        printed.setdefault("status_printed", reported)
    first, last = years(printed.get("timeframe"))
    least, most = cost_range(printed.get("cost"))
    proof = _proof(candidate)
    return Measure(
        measure_id=measure_id,
        document_id=given.document_id,
        edition_id=given.edition_id or None,
        code=candidate.code,
        title=candidate.title.text,
        action_field_id=field[0],
        action_field_printed=field[1],
        goal_id=goal_id,
        start_year=first,
        end_year=last,
        cost_eur_min=least,
        cost_eur_max=most,
        status=shared_status(printed.get("status_printed")),
        page_first=candidate.page_first,
        page_last=candidate.page_last,
        quote=proof.quote,
        confidence=candidate.confidence,
        method=candidate.method,
        **printed,
    )


def _last_status(reports: Sequence[Report]) -> str | None:
    return next((report.status_printed for report in reversed(reports) if report.status_printed), None)


def _proof(candidate: Candidate) -> Value:
    """The value whose words state the measure on its first page: the title, wherever it stands there."""
    on_first = (value for value in candidate.values.values() if value.page == candidate.page_first)
    return candidate.title if candidate.title.page == candidate.page_first else next(on_first, candidate.title)


def _statuses(candidate: Candidate, measure: Measure, given: Given) -> Iterator[Status]:
    for report in candidate.reports or _own_report(candidate, given):
        yield Status(
            measure_id=measure.measure_id,
            document_id=given.document_id,
            code=candidate.code,
            period=report.period,
            status=shared_status(report.status_printed) or UNKNOWN,
            status_printed=report.status_printed,
            text=report.text,
            page=report.page,
        )


def _own_report(candidate: Candidate, given: Given) -> tuple[Report, ...]:
    """In a report, the status that a sheet prints under its label; a concept's status is no report."""
    value = candidate.values.get("status_printed")
    if value is None or given.kind != "report":
        return ()
    printed = value.text if len(value.text) <= LONGEST_STATUS else None
    return (Report(None, printed, value.text, value.page),)


def _evidence(candidate: Candidate, measure: Measure) -> Iterator[Evidence]:
    """Where the measure stands, and where each of its values."""
    yield _at("", _proof(candidate), candidate, measure)
    for column, value in candidate.values.items():
        yield _at(column, value, candidate, measure)
    if candidate.action_field and measure.action_field_printed == candidate.action_field.text:
        yield _at("action_field_printed", candidate.action_field, candidate, measure)


def _at(column: str, value: Value, candidate: Candidate, measure: Measure) -> Evidence:
    return Evidence(
        table="measures",
        row_id=measure.measure_id,
        column=column,
        document_id=measure.document_id,
        page=value.page,
        x0=value.box.x0,
        top=value.box.top,
        x1=value.box.x1,
        bottom=value.box.bottom,
        quote=value.quote,
        method=candidate.method,
    )


def _unread_labels(found: Iterable[tuple[Candidate, Measure]], given: Given) -> Iterator[Issue]:
    """Labels that the vocabulary lacks, with the text that stands there."""
    for candidate, measure in found:
        for value in candidate.unread:
            yield Issue(
                document_id=given.document_id,
                page=value.page,
                severity="notice",
                kind="unread_label",
                what=f"{measure.measure_id} has a label that we don't know: {value.text}",
                hint="add the label to schemas/vocabulary/german.yml, under a column or under `ignored`",
            )


def _without_field(measures: Sequence[Measure], given: Given) -> Iterator[Issue]:
    """Measures without an action field; one issue if none has any."""
    lost = [measure for measure in measures if not measure.action_field_printed]
    if lost and len(lost) == len(measures):
        yield _field_issue(given, None, f"none of the {len(lost)} measures has an action field")
        return
    for measure in lost:
        yield _field_issue(
            given, measure.page_first, f"the measure {measure.code or ''} {measure.title} has no action field"
        )


def _field_issue(given: Given, page: int | None, what: str) -> Issue:
    return Issue(
        document_id=given.document_id,
        page=page,
        severity="warning",
        kind="measure_without_field",
        what=" ".join(what.split()),
        hint="look at the headings above the measure; add a correction if the document names a field",
    )
