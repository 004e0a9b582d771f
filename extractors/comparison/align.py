"""Align: which units of two editions belong together: by wording, place, neighbours, codes and what is stated."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from extractors.comparison.assignment import best_pairs
from extractors.comparison.candidates import Pair, find_candidates
from extractors.comparison.joint_titles import find_joint_titles
from extractors.comparison.parts import find_parts
from extractors.comparison.subjects import subject_likeness
from extractors.comparison.units import Alignment, AlignmentRules, Link, Unit
from extractors.comparison.wording import normal, same_words, text_similarity, title_similarity

RULES = AlignmentRules()


@dataclass(frozen=True, slots=True, kw_only=True)
class Hints:
    """What is known of the units beside themselves."""

    stated: frozenset[Pair] = frozenset()
    """Pairs the new edition states itself ("Fortführung der Maßnahme 2.3 aus 2009"); they are taken as they are."""

    ended: frozenset[int] = frozenset()
    """Old units the new edition says are dropped ("Maßnahme 2.3 entfällt")."""

    shared: Mapping[Pair, float] = field(default_factory=dict)
    """Share of what both hold in common, 0 to 1, e.g. of the measures of two action fields."""


NO_HINTS = Hints()


def align(
    old: Sequence[Unit], new: Sequence[Unit], hints: Hints = NO_HINTS, rules: AlignmentRules = RULES
) -> Alignment:
    """Find what belongs together: first what is stated, then the best one-to-one pairs, then splits and merges."""
    stated = _stated_links(hints)
    free_old = frozenset(range(len(old))) - hints.ended - {link.old for link in stated}
    free_new = frozenset(range(len(new))) - {link.new for link in stated}
    compared = sorted((i, j) for i, j in find_candidates(old, new, rules) if i in free_old and j in free_new)
    evidence = _Evidence(old, new, compared, rules)
    shared = {(i, j): share for (i, j), share in hints.shared.items() if i in free_old and j in free_new}
    fixed = frozenset((link.old, link.new) for link in stated)
    pairs = _settled_pairs(evidence, shared=shared, fixed=fixed)
    parts = find_parts(old, new, pairs=pairs, compared=compared, rules=rules)
    left, free = _untouched(sorted(pairs), parts), _untouched(compared, parts)
    parts += find_joint_titles(old, new, pairs=left, compared=free, rules=rules)
    replaced = {(link.old, link.new) for link in parts}
    links = [*stated, *parts, *(Link(i, j) for i, j in pairs if (i, j) not in replaced)]
    return Alignment.of(links, old_count=len(old), new_count=len(new))


def _untouched(pairs: Sequence[Pair], parts: Sequence[Link]) -> list[Pair]:
    """Pairs of units that no split or merge explains yet."""
    old, new = {link.old for link in parts}, {link.new for link in parts}
    return [(i, j) for i, j in pairs if i not in old and j not in new]


def _stated_links(hints: Hints) -> list[Link]:
    """Stated pairs as links: several old ones in one new are merged, several new ones of one old are split."""
    stated = sorted((i, j) for i, j in hints.stated if i not in hints.ended)
    olds, news = Counter(i for i, _ in stated), Counter(j for _, j in stated)
    return [Link(i, j, kind_of_link(olds[i], news[j])) for i, j in stated]


def kind_of_link(news_of_old: int, olds_of_new: int) -> str:
    """Kind of a link between an old unit with so many new ones, and a new unit with so many old ones."""
    if olds_of_new > 1:
        return "merged"
    return "split" if news_of_old > 1 else "one"


def _settled_pairs(evidence: "_Evidence", *, shared: Mapping[Pair, float], fixed: frozenset[Pair]) -> frozenset[Pair]:
    """The best pairs, found again with the neighbours and kin they imply until nothing changes."""
    counts = len(evidence.old), len(evidence.new)
    fixed_old, fixed_new = {i for i, _ in fixed}, {j for _, j in fixed}
    pairs: frozenset[Pair] = frozenset()
    for _ in range(evidence.rules.rounds):
        kin = {**shared_kin(evidence.old, evidence.new, pairs | fixed), **shared}
        free = {(i, j): share for (i, j), share in kin.items() if i not in fixed_old and j not in fixed_new}
        scores = evidence.scores(pairs | fixed, free)
        found = best_pairs(scores, accept=evidence.rules.accept, old_count=counts[0], new_count=counts[1])
        if found == pairs:
            break
        pairs = found
    return pairs


class _Evidence:
    """How much speaks for each pair; wording is measured once, the rest again in each round."""

    def __init__(
        self, old: Sequence[Unit], new: Sequence[Unit], compared: Sequence[Pair], rules: AlignmentRules
    ) -> None:
        self.old, self.new, self.rules = old, new, rules
        repeated = _repeated_titles(old) | _repeated_titles(new)
        subjects = subject_likeness(old, new, compared)
        self._held = Counter(actor for side in (old, new) for unit in side for actor in unit.actors)
        self._wording = {
            (i, j): max(wording_evidence(old[i], new[j], repeated, rules), subject_evidence(subjects[i, j], rules))
            for i, j in compared
        }

    def scores(self, pairs: Collection[Pair], kin: Mapping[Pair, float]) -> Mapping[Pair, float]:
        """Evidence for each pair, 0 to about 1, given the pairs found so far and what units hold in common."""
        return {pair: self._score(pair, pairs, kin.get(pair, 0.0)) for pair in self._wording.keys() | kin.keys()}

    def _score(self, pair: Pair, pairs: Collection[Pair], kin: float) -> float:
        rules = self.rules
        return (
            rules.wording_weight * self._wording.get(pair, 0.0)
            + rules.place_weight * _same_place(self.old[pair[0]], self.new[pair[1]])
            + rules.neighbours_weight * self._neighbours(pair, pairs)
            + rules.code_weight * _same_code(self.old[pair[0]], self.new[pair[1]])
            + rules.actors_weight * self._shared_actors(pair)
            + rules.kin_weight * kin
        )

    def _neighbours(self, pair: Pair, pairs: Collection[Pair]) -> float:
        """Share of the two neighbours that are paired; the beginnings of both editions, and their ends, count too."""
        i, j = pair
        before = (i - 1, j - 1) in pairs or i == j == 0
        after = (i + 1, j + 1) in pairs or (i + 1 == len(self.old) and j + 1 == len(self.new))
        return (before + after) / 2

    def _shared_actors(self, pair: Pair) -> float:
        """How much it says that both name an actor, 0 to 1: little of one that many measures name."""
        shared = self.old[pair[0]].actors & self.new[pair[1]].actors
        return min(1.0, sum(1 / (self._held[actor] - 1) for actor in shared))


def wording_evidence(old: Unit, new: Unit, repeated: Collection[str], rules: AlignmentRules) -> float:
    """Likeness of titles and texts, 0 to 1: half the better of both, half their mean.

    A text or title that one of the two lacks says nothing; a title that is repeated in an edition says less.
    """
    if same_words(old.title, new.title) and same_words(old.text, new.text):
        alone = not old.text and (not old.title or normal(old.title) in repeated)
        return rules.repeated_title_worth if alone else 1.0
    likeness = []
    if old.text and new.text:
        likeness.append(text_similarity(old.text, new.text))
    if old.title and new.title:
        worth = rules.repeated_title_worth if normal(old.title) in repeated or normal(new.title) in repeated else 1.0
        likeness.append(worth * title_similarity(old.title, new.title))
    return max(likeness) / 2 + sum(likeness) / len(likeness) / 2 if likeness else 0.0


def subject_evidence(likeness: float, rules: AlignmentRules) -> float:
    """What the same subject in other words is worth, 0 to 1: nothing for texts that are merely of the same concept."""
    share = (likeness - rules.unrelated_subject) / (rules.same_subject - rules.unrelated_subject)
    return rules.subject_worth * min(1.0, max(0.0, share))


def _repeated_titles(units: Sequence[Unit]) -> set[str]:
    counts = Counter(normal(unit.title) for unit in units)
    return {title for title, count in counts.items() if count > 1}


def _same_place(old: Unit, new: Unit) -> float:
    """1: same place, 0: another; one half where it is not known."""
    if not old.place or not new.place:
        return 0.5
    return float(old.place == new.place)


def _same_code(old: Unit, new: Unit) -> bool:
    return bool(old.code and new.code) and normal(old.code or "") == normal(new.code or "")


def shared_kin(old: Sequence[Unit], new: Sequence[Unit], pairs: Collection[Pair]) -> dict[Pair, float]:
    """For units above paired units how much what is below them is paired with each other, 0 to 1."""
    above_old, above_new = units_above(old), units_above(new)
    together = Counter(
        (above_old[i], above_new[j]) for i, j in pairs if above_old[i] is not None and above_new[j] is not None
    )
    below_old, below_new = Counter(above_old), Counter(above_new)
    return {
        (i, j): overlap(count, below_old[i], below_new[j])
        for (i, j), count in together.items()
        if i is not None and j is not None
    }


def units_above(units: Sequence[Unit]) -> list[int | None]:
    """For each unit the one above it: its parent, or a lone heading right before it, which stands for what follows."""
    parents = {unit.parent for unit in units}
    above = [unit.parent for unit in units]
    for index, unit in enumerate(units[:-1]):
        is_lone = unit.title and not unit.text and index not in parents
        if is_lone and units[index + 1].parent in (None, unit.parent):
            above[index + 1] = index
    return above


def overlap(shared: int, size: int, other_size: int) -> float:
    """How much two sets have in common, 0 to 1: half the share of both, half the share of the smaller one.

    A chapter that also took in others is still the same chapter; one of many children alone proves little.
    """
    return shared / (size + other_size) + shared / min(size, other_size) / 2
