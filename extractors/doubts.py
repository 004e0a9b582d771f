"""What text recognition may have misread is left empty and told, not stated: codes, and counts of votes."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import fields, replace
from itertools import groupby
from typing import Any

from schemas.content import Measure
from schemas.council import CHOICES, Decision, Vote
from schemas.documents import Issue
from schemas.extraction import Extraction

SURE = 0.7
"""A code of whose words recognition is less sure is left empty."""

SURE_COUNT = 0.8
"""The same for votes that no sum bears out: one of them may be a wrong figure."""

SERIES = 8
"""So many codes of a document show how its codes are built."""

RARE = 0.1
"""A form that a smaller share of these codes has is that of a misread one: administrations number all alike."""

KIND = "doubtful_recognition"
HINT = "read it on the page; corrections.csv may say it"


def without_doubtful(extraction: Extraction, pages: Mapping[int, Mapping[str, float]]) -> Extraction:
    """The extraction without codes and counts that recognition may have misread, and what was left out as issues.

    pages: page → word → how sure recognition is of it.
    """
    codes = _doubtful_codes(extraction.measures, pages)
    decisions = [decision for decision in extraction.decisions if decision.page in pages]
    counts = [each for one in decisions for each in _doubtful_counts(one, extraction.votes, pages[one.page])]
    if not codes and not counts:
        return extraction
    issues = [*_told_codes(codes), *_told_counts(decisions, counts, extraction.document.document_id)]
    cleared = replace(
        extraction,
        decisions=tuple(_without_counts(decision, counts) for decision in extraction.decisions),
        votes=tuple(_without_count(vote, counts) for vote in extraction.votes),
        issues=(*extraction.issues, *issues),
    )
    return _without_codes(cleared, codes)


# Codes


def _doubtful_codes(measures: Sequence[Measure], pages: Mapping[int, Mapping[str, float]]) -> dict[str, Measure]:
    """By their ids, the measures on recognised pages whose code is unsure, or unlike those around it."""
    coded = [measure for measure in measures if measure.code]
    forms = Counter(_form(measure.code or "") for measure in coded)
    strange = {form for form, count in forms.items() if len(coded) >= SERIES and count < RARE * len(coded)}
    stray = set(_strays(coded))
    return {
        measure.measure_id: measure
        for measure in coded
        if measure.page_first in pages and (
            _form(measure.code or "") in strange
            or measure.measure_id in stray
            or _certainty(measure.code or "", pages[measure.page_first]) < SURE
        )
    }  # fmt: skip


def _form(code: str) -> str:
    """How a code is built: `A 9.9` for "B 1.12"."""
    return re.sub(r"\d+", "9", re.sub(r"[A-ZÄÖÜ]", "A", re.sub(r"[a-zäöüß]", "a", code)))


def _strays(measures: Iterable[Measure]) -> Iterator[str]:
    """Measures whose code begins with another letter than those before and behind them, which go on in one series."""
    runs = [
        (letter, list(run)) for letter, run in groupby(measures, key=lambda each: (each.code or "").strip()[:1].upper())
    ]
    for (before, one), (letter, run), (after, other) in zip(runs, runs[1:], runs[2:], strict=False):
        if letter != before == after and len(run) <= min(len(one), len(other)):
            yield from (measure.measure_id for measure in run)


def _certainty(code: str, words: Mapping[str, float]) -> float:
    return min((words[part] for part in code.split() if part in words), default=1.0)


def _told_codes(codes: Mapping[str, Measure]) -> Iterator[Issue]:
    for measure in codes.values():
        what = (
            f"the code of the measure “{measure.title}” was recognised as {measure.code}, perhaps wrongly: left empty"
        )
        yield _issue(measure.document_id, measure.page_first, what)


def _without_codes(extraction: Extraction, codes: Mapping[str, Measure]) -> Extraction:
    """The extraction without these codes, also within ids; a measure without a code has the next free number."""
    taken = {measure.measure_id for measure in extraction.measures}
    ids: dict[str, str] = {}
    for old, measure in codes.items():
        owner = measure.edition_id or measure.document_id
        ids[old] = next(new for number in range(1, len(taken) + 2) if (new := f"{owner}:ocr-{number}") not in taken)
        taken.add(ids[old])
    cleared: dict[str, Any] = {
        each.name: tuple(_renamed(record, ids) for record in getattr(extraction, each.name))
        for each in fields(extraction)
        if each.name != "document"
    }
    return replace(extraction, **cleared)


def _renamed(record: Any, ids: Mapping[str, str]) -> Any:
    """The record with the new ids, and without the code of what is renamed."""
    changed: dict[str, Any] = {
        each.name: ids[value]
        for each in fields(record)
        if isinstance(value := getattr(record, each.name), str) and value in ids
    }
    if "measure_id" in changed and hasattr(record, "code"):
        changed["code"] = None
    return replace(record, **changed) if changed else record


# Votes

Count = tuple[str, str]
"""Decision and choice."""


def _doubtful_counts(decision: Decision, votes: Iterable[Vote], words: Mapping[str, float]) -> Iterator[Count]:
    """Choices with a number that is unsure, where no sum of groups bears it out."""
    for choice in CHOICES:
        total = getattr(decision, f"votes_{choice}")
        groups = [v.count for v in votes if (v.decision_id, v.choice) == (decision.decision_id, choice)]
        known = [count for count in groups if count is not None]
        is_borne_out = bool(known) and len(known) == len(groups) and sum(known) == total
        numbers = known if total is None else [total, *known]
        if not is_borne_out and _least_sure(numbers, words) < SURE_COUNT:
            yield decision.decision_id, choice


def _least_sure(counts: Iterable[int], words: Mapping[str, float]) -> float:
    """How sure recognition is of the numbers of a page, where it is least sure of them."""
    printed = {str(count) for count in counts}
    return min((sure for word, sure in words.items() if word.strip("(.,;:") in printed), default=1.0)


def _without_counts(decision: Decision, counts: Sequence[Count]) -> Decision:
    empty: dict[str, Any] = {f"votes_{choice}": None for each, choice in counts if each == decision.decision_id}
    return replace(decision, **empty)


def _without_count(vote: Vote, counts: Sequence[Count]) -> Vote:
    return replace(vote, count=None) if (vote.decision_id, vote.choice) in counts else vote


WORDS = {"for": "in favour", "against": "against", "abstain": "that abstained"}


def _told_counts(decisions: Iterable[Decision], counts: Sequence[Count], document_id: str) -> Iterator[Issue]:
    for decision in decisions:
        for choice in (choice for each, choice in counts if each == decision.decision_id):
            what = (
                f"the votes {WORDS[choice]} of {decision.decision_id} were recognised with doubt,"
                " and no sum bears them out: left empty"
            )
            yield _issue(document_id, decision.page, what)


def _issue(document_id: str, page: int, what: str) -> Issue:
    return Issue(document_id=document_id, page=page, severity="warning", kind=KIND, what=what, hint=HINT)
