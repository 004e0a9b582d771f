"""Lines: the life of each measure over all editions and reports.

    2009 1.3 ─ 2017 A 2.1 (split) ─ report 2019: in Bearbeitung ─ …
             ╲ 2017 A 2.2 (split) ─ report 2019: not mentioned

A line begins with a measure that no earlier edition has, and follows what became of it. Where a measure was split, each
branch is a line of its own, with the same steps before; where several were merged, their lines end alike. A line ends
where the measure is dropped. What no document says stays unknown.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from schemas.changes import Change, LifeStep
from schemas.content import Measure, Status
from schemas.extraction import Extraction

_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")


@dataclass(frozen=True, slots=True)
class Edition:
    """An edition and what there is about it."""

    edition_id: str
    concept: Extraction | None
    """None: there is no readable document of it."""

    reports: tuple[Extraction, ...] = ()
    """Reports about it in their order, those that could not be read included."""

    @property
    def measures(self) -> tuple[Measure, ...]:
        return self.concept.measures if self.concept else ()


def life_lines(editions: Sequence[Edition], changes: Iterable[Change], concept_id: str = "") -> tuple[LifeStep, ...]:
    """The lines of all measures; editions, and so the lines, from old to new."""
    told, speaking = _Told.of(changes), _Steps(editions)
    steps = [step for line in _lines(editions, told) for step in speaking.of(line)]
    steps += [step for edition in editions for report in edition.reports for step in _own_lines(edition, report)]
    counts: Counter[str] = Counter()
    numbered = []
    for step in steps:
        counts[step.line_id] += 1
        numbered.append(replace(step, concept_id=concept_id, position=counts[step.line_id]))
    return tuple(numbered)


Place = tuple[str, str]
"""Edition and id of a measure."""


@dataclass(frozen=True, slots=True)
class _Told:
    """What the changes tell of measures."""

    after: Mapping[Place, Sequence[Change]]
    """What became of a measure."""

    before: Mapping[Place, Change]
    """That a measure was added; of others how they came from one before."""

    @classmethod
    def of(cls, changes: Iterable[Change]) -> "_Told":
        after: defaultdict[Place, list[Change]] = defaultdict(list)
        before: dict[Place, Change] = {}
        for change in changes:
            if change.level == "measure" and change.from_id is not None:
                after[change.from_edition, change.from_id].append(change)
            if change.level == "measure" and change.to_id is not None:
                before.setdefault((change.to_edition, change.to_id), change)
        return cls(after, before)


@dataclass(frozen=True, slots=True)
class _Line:
    """A measure through the editions it lives in."""

    line_id: str
    measures: Mapping[str, str | None] = field(default_factory=dict)
    """Edition → id; None: it is dropped there."""

    changes: Mapping[str, Change] = field(default_factory=dict)
    """Edition → what became of it there."""

    def with_step(self, edition: str, measure_id: str | None, change: Change | None) -> "_Line":
        """The line one step longer."""
        changes = {**self.changes, edition: change} if change else self.changes
        return _Line(self.line_id, {**self.measures, edition: measure_id}, changes)


def _lines(editions: Sequence[Edition], told: _Told) -> Iterator[_Line]:
    """The lines of all measures that no earlier edition has."""
    for edition in editions:
        for measure in edition.measures:
            came = told.before.get((edition.edition_id, measure.measure_id))
            if came is None or came.from_id is None:
                first = _Line(measure.measure_id).with_step(edition.edition_id, measure.measure_id, came)
                yield from _branches(first, edition.edition_id, measure.measure_id, told)


def _branches(line: _Line, edition: str, measure_id: str, told: _Told) -> Iterator[_Line]:
    """The line and those that part from it; the first of several heirs goes on under its name."""
    heirs = told.after.get((edition, measure_id), ())
    if not heirs:
        yield line
    for number, change in enumerate(heirs):
        branch = line if number == 0 else replace(line, line_id=f"{line.line_id}/{change.to_id}")
        if change.to_id is None or change.change == "dropped":
            yield branch.with_step(change.to_edition, None, change)
        else:
            longer = branch.with_step(change.to_edition, change.to_id, change)
            yield from _branches(longer, change.to_edition, change.to_id, told)


class _Steps:
    """Tells lines step by step."""

    def __init__(self, editions: Sequence[Edition]) -> None:
        self._editions = editions
        self._measures = {(e.edition_id, m.measure_id): m for e in editions for m in e.measures}
        self._statuses: defaultdict[Place, list[Status]] = defaultdict(list)
        for edition in editions:
            for report in edition.reports:
                for status in report.statuses:
                    self._statuses[report.document.document_id, status.measure_id].append(status)

    def of(self, line: _Line) -> Iterator[LifeStep]:
        """What each edition and report says, from the first edition of the line to its end."""
        first, lives = next(iter(line.measures)), False
        for edition in self._editions:
            lives = lives or edition.edition_id == first
            if lives:
                yield from self._in_edition(line, edition)
            lives = lives and line.measures.get(edition.edition_id, "") is not None

    def _in_edition(self, line: _Line, edition: Edition) -> Iterator[LifeStep]:
        step = _step(line.line_id, "edition", edition, edition.concept)
        change = line.changes.get(edition.edition_id)
        if change:
            step = replace(step, change=change.change, decided_by=change.decided_by)
        measure = self._measures.get((edition.edition_id, line.measures.get(edition.edition_id) or ""))
        if measure is None:
            is_known = edition.edition_id in line.measures
            page = change.to_page if change else None
            yield replace(step, presence="absent", page=page) if is_known else replace(step, presence="unread")
            return
        yield _with_measure(step, measure)
        for report in edition.reports:
            yield from self._in_report(line, edition, report, measure)

    def _in_report(self, line: _Line, edition: Edition, report: Extraction, measure: Measure) -> Iterator[LifeStep]:
        step = _step(line.line_id, "report", edition, report)
        if report.document.status == "quarantined":
            yield replace(step, presence="unread")
            return
        found = self._statuses[report.document.document_id, measure.measure_id]
        for status in found:
            yield _with_status(_with_measure(step, measure), status)
        if not found:
            yield replace(step, presence="absent", status="unbekannt")


def _own_lines(edition: Edition, report: Extraction) -> Iterator[LifeStep]:
    """Measures that only a report knows: each a line of its own, of that report alone."""
    known = {measure.measure_id for measure in edition.measures}
    for measure in report.measures:
        if measure.measure_id not in known:
            step = _with_measure(_step(measure.measure_id, "report", edition, report), measure)
            found = [status for status in report.statuses if status.measure_id == measure.measure_id]
            yield from (_with_status(step, status) for status in found)
            if not found:
                yield replace(step, status=measure.status or "unbekannt")


def _step(line_id: str, kind: str, edition: Edition, source: Extraction | None) -> LifeStep:
    document = source.document if source else None
    return LifeStep(
        line_id=line_id,
        position=0,
        step=kind,
        edition_id=edition.edition_id,
        document_id=document.document_id if document else None,
        year=year_of(source) if source and kind == "report" else _last_year(edition.edition_id),
        presence="stated",
    )


def _with_measure(step: LifeStep, measure: Measure) -> LifeStep:
    return replace(
        step,
        measure_id=measure.measure_id,
        code=measure.code,
        title=measure.title,
        action_field_id=measure.action_field_id,
        status=measure.status,
        status_printed=measure.status_printed,
        page=measure.page_first,
    )


def _with_status(step: LifeStep, status: Status) -> LifeStep:
    return replace(
        step, period=status.period, status=status.status, status_printed=status.status_printed, page=status.page
    )


def year_of(report: Extraction) -> int | None:
    """The latest year that the title of a report names, else the periods it speaks of."""
    periods = " ".join(status.period or "" for status in report.statuses)
    return _last_year(report.document.title or "") or _last_year(periods)


def _last_year(text: str) -> int | None:
    return max((int(year) for year in _YEAR.findall(text)), default=None)
