"""Which edition, field, goal or measure of ours the targets of decisions mean, once all documents are read.

The edition is the one named by its year, else the one whose paper it is; within it a code goes before a title. Nothing
is guessed: what is not known, or could be two things, stays empty.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from rapidfuzz.fuzz import token_sort_ratio

from extractors.council.targets import PrintedTarget, concepts_in, reread
from extractors.structure.witnesses import key_of
from schemas.content import ActionField, Goal, Measure
from schemas.council import Decision, DecisionTarget
from schemas.extraction import Extraction

SAME_TITLE = 90.0
"""Titles at least this similar (0 to 100, words sorted) are the same."""


def link_targets(extractions: Sequence[Extraction]) -> tuple[Extraction, ...]:
    """The extractions, targets of decisions with edition and id, each once for its decision.

    A concept of another name than ours ("Radverkehrskonzept") is no target.
    """
    library = _Library.of(extractions)
    decisions = {d.decision_id: (d, e.document.edition_id) for e in extractions for d in e.decisions}
    seen: set[tuple[str, ...]] = set()
    linked = {}
    for at in sorted(range(len(extractions)), key=lambda at: _order(extractions[at])):
        targets = (_linked(t, library, decisions) for t in extractions[at].decision_targets if library.is_ours(t))
        linked[at] = replace(extractions[at], decision_targets=tuple(_first(targets, seen)))
    return tuple(linked[at] for at in range(len(extractions)))


def _order(extraction: Extraction) -> tuple[bool, str]:
    """Documents that keep the decision before others that tell of it."""
    return not extraction.decisions, extraction.document.document_id


def _first(targets: Iterable[DecisionTarget], seen: set[tuple[str, ...]]) -> Iterator[DecisionTarget]:
    """Each target of a decision once: known by its id, else by its words."""
    for target in targets:
        meant = target.target_id or f"{key_of(target.target_printed)}|{key_of(target.action_field_printed or '')}"
        key = (target.decision_id, target.level, meant)
        if key not in seen:
            seen.add(key)
            yield target


@dataclass(frozen=True, slots=True)
class _Library:
    """What the editions of the concept hold."""

    editions: frozenset[str]
    documents: dict[str, str]
    """Edition → its concept document."""

    names: frozenset[str]
    """What the editions call themselves: "integrationskonzept"."""

    fields: tuple[ActionField, ...]
    goals: tuple[Goal, ...]
    measures: tuple[Measure, ...]

    @classmethod
    def of(cls, extractions: Sequence[Extraction]) -> "_Library":
        concepts = [e for e in extractions if _is_edition(e)]
        documents = {e.document.edition_id or "": e.document.document_id for e in reversed(concepts)}
        main = [e for e in concepts if documents[e.document.edition_id or ""] == e.document.document_id]
        named = (reread(e.document.title or "", "concept") for e in concepts)
        return cls(
            editions=frozenset(e.document.edition_id for e in extractions if e.document.edition_id),
            documents=documents,
            names=frozenset(key_of(found.title or "") for found in named if found is not None),
            fields=tuple(row for e in main for row in e.action_fields),
            goals=tuple(row for e in main for row in e.goals),
            measures=tuple(row for e in main for row in e.measures),
        )

    def is_ours(self, target: DecisionTarget) -> bool:
        """Whether a concept that is named is this one; where no edition has such a name, any may be."""
        found = reread(target.target_printed, "concept") if target.level == "concept" else None
        return found is None or self.has_name(found)

    def has_name(self, concept: PrintedTarget) -> bool:
        """Whether an edition calls itself so."""
        return not self.names or key_of(concept.title or "") in self.names

    def edition_of(self, year: str) -> str | None:
        """The edition a year names; None: no known one, or two."""
        found = [edition for edition in self.editions if year in edition]
        return found[0] if len(found) == 1 else None


def _is_edition(extraction: Extraction) -> bool:
    document = extraction.document
    return document.kind == "concept" and bool(document.edition_id) and document.status != "quarantined"


def _linked(
    target: DecisionTarget, library: _Library, decisions: dict[str, tuple[Decision, str | None]]
) -> DecisionTarget:
    decision, edition_of_paper = decisions.get(target.decision_id, (None, None))
    edition = _edition(target, decision, edition_of_paper, library)
    found = reread(target.target_printed, target.level)
    if edition is None or found is None:
        return replace(target, edition_id=edition)
    return replace(target, edition_id=edition, target_id=_id_of(found, target, edition, library))


def _edition(
    target: DecisionTarget, decision: Decision | None, edition_of_paper: str | None, library: _Library
) -> str | None:
    """The edition named by its year in the target, else by the only year in the decision, else the paper's."""
    own = reread(target.target_printed, "concept") if target.level == "concept" else None
    if own is not None and own.year:
        return library.edition_of(own.year)
    texts = (decision.subject, decision.proposed, decision.resolution) if decision is not None else ()
    years = {named.year for named in concepts_in(filter(None, texts)) if named.year and library.has_name(named)}
    if len(years) == 1:
        return library.edition_of(next(iter(years)))
    return None if years else edition_of_paper


def _id_of(found: PrintedTarget, target: DecisionTarget, edition: str, library: _Library) -> str | None:
    if target.level == "concept":
        return library.documents.get(edition)
    field = reread(target.action_field_printed, "action_field") if target.action_field_printed else None
    field_id = _field_id(field, edition, library) if field is not None else None
    if target.level == "action_field":
        return _field_id(found, edition, library)
    if field is not None and field_id is None:
        return None
    if target.level == "goal":
        return _goal_id(found, field_id, edition, library)
    return _measure_id(found, field_id, edition, library)


def _field_id(found: PrintedTarget, edition: str, library: _Library) -> str | None:
    """By the letter or number the edition prints, else by title."""
    fields = [field for field in library.fields if field.edition_id == edition]
    coded = {f.action_field_id for f in fields if _same_code(found.code, f.code)}
    titled = {f.action_field_id for f in fields if found.title and _alike(found.title, f.label_printed)}
    return _only(coded) or (None if found.code and any(f.code for f in fields) else _only(titled))


def _goal_id(found: PrintedTarget, field_id: str | None, edition: str, library: _Library) -> str | None:
    """By number, within its field where one is named."""
    goals = [goal for goal in library.goals if goal.edition_id == edition and goal.number]
    if field_id is not None:
        goals = [goal for goal in goals if goal.action_field_id == field_id]
    letters = {f.action_field_id: _plain(f.code) for f in library.fields if f.edition_id == edition}
    wanted = _plain(found.code)
    return _only({goal.goal_id for goal in goals if wanted and wanted in _numbers(goal, letters)})


def _numbers(goal: Goal, letters: dict[str, str]) -> tuple[str, str]:
    """The number of a goal with and without that of its field: B 3 and 3."""
    number = _plain(goal.number)
    return number, number.removeprefix(letters.get(goal.action_field_id or "", "")).lstrip(".")


def _measure_id(found: PrintedTarget, field_id: str | None, edition: str, library: _Library) -> str | None:
    """By code, else by title."""
    measures = [m for m in library.measures if m.edition_id == edition]
    if field_id is not None:
        measures = [m for m in measures if m.action_field_id == field_id]
    coded = {m.measure_id for m in measures if _same_code(found.code, m.code)}
    titled = {m.measure_id for m in measures if found.title and _alike(found.title, m.title)}
    return _only(coded) or (None if found.code else _only(titled))


def _same_code(one: str | None, other: str | None) -> bool:
    return _plain(one) != "" and _plain(one) == _plain(other)


def _plain(code: str | None) -> str:
    """A code without blanks and hyphens; its full stops count: 1.1 is not 11."""
    return re.sub(r"[\s_-]+", "", code or "").casefold().strip(".")


def _alike(one: str, other: str) -> bool:
    return token_sort_ratio(one.casefold(), other.casefold()) >= SAME_TITLE


def _only(ids: set[str]) -> str | None:
    """The id, if it is the only one that fits."""
    return next(iter(ids)) if len(ids) == 1 else None
