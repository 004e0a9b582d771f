"""Candidates: which units of two editions are worth comparing, so that cost grows gently with their number."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import pairwise

from extractors.comparison.units import AlignmentRules, Unit
from extractors.comparison.wording import content_words, normal

Pair = tuple[int, int]


def find_candidates(old: Sequence[Unit], new: Sequence[Unit], rules: AlignmentRules) -> set[Pair]:
    """Pairs (old, new) that may belong together: all of them when few, else those that share rare words or a code."""
    if len(old) * len(new) <= rules.compare_all_up_to:
        return {(i, j) for i in range(len(old)) for j in range(len(new))}
    forward = _kindred(old, new, rules)
    backward = {(i, j) for j, i in _kindred(new, old, rules)}
    return forward | backward | same_content(old, new)


def same_content(old: Sequence[Unit], new: Sequence[Unit]) -> set[Pair]:
    """Units with the same title and text: of several the first with the first, the second with the second."""
    groups = _by_content(new)
    return {
        (i, j)
        for content, olds in _by_content(old).items()
        for i, j in zip(olds, groups.get(content, ()), strict=False)
    }


def _by_content(units: Sequence[Unit]) -> Mapping[tuple[str, str], list[int]]:
    groups: defaultdict[tuple[str, str], list[int]] = defaultdict(list)
    for index, unit in enumerate(units):
        groups[normal(unit.title), normal(unit.text)].append(index)
    return groups


def _kindred(units: Sequence[Unit], others: Sequence[Unit], rules: AlignmentRules) -> set[Pair]:
    """For each unit those others that share most of its rare marks."""
    holders = _holders(others)
    scale = len(others) / len(units) if units else 0.0
    found: set[Pair] = set()
    for index, unit in enumerate(units):
        ranked = _ranked(unit, holders, position=index * scale, rules=rules)
        found.update((index, other) for other in ranked[: rules.candidates_per_unit])
    return found


def _ranked(unit: Unit, holders: Mapping[str, Sequence[int]], *, position: float, rules: AlignmentRules) -> list[int]:
    """Others that hold the unit's rarest marks, best first; a mark counts the more the rarer it is."""
    held = sorted((mark for mark in marks(unit) if mark in holders), key=lambda mark: (len(holders[mark]), mark))
    worth: defaultdict[int, float] = defaultdict(float)
    for mark in held[: rules.rare_words_per_unit]:
        for other in _nearest(holders[mark], position, rules.nearest_holders):
            worth[other] += 1 / len(holders[mark])
    return sorted(worth, key=lambda other: (-worth[other], abs(other - position), other))


def _holders(units: Sequence[Unit]) -> Mapping[str, Sequence[int]]:
    holders: defaultdict[str, list[int]] = defaultdict(list)
    for index, unit in enumerate(units):
        for mark in marks(unit):
            holders[mark].append(index)
    return dict(holders)


def marks(unit: Unit) -> set[str]:
    """What a unit can be known by: its words, neighbouring words of its title, its title and its code."""
    title = content_words(unit.title)
    code = {f"code {normal(unit.code)}"} if unit.code else set()
    whole = {f"title {normal(unit.title)}"} if unit.title else set()
    return {*title, *content_words(unit.text), *map(" ".join, pairwise(title)), *code, *whole}


def _nearest(holders: Sequence[int], position: float, count: int) -> Sequence[int]:
    """Up to so many of the ascending holders around a position."""
    start = bisect_left(holders, position) - count // 2
    start = max(0, min(start, len(holders) - count))
    return holders[start : start + count]
