"""Moves: which sections stand elsewhere in the new edition."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from extractors.comparison.candidates import Pair
from extractors.comparison.order import out_of_order
from extractors.comparison.units import Unit
from extractors.comparison.wording import words


def moved_sections(old: Sequence[Unit], new: Sequence[Unit], pairs: Collection[Pair]) -> set[Pair]:
    """Pairs that stand under another heading or in another order, with all that moved along below them.

    A heading put in between, or one level more or less, moves nothing: the headings above contradict each other only
    when one of them, which the other edition has as well, comes behind the section there.
    """
    partners, sizes = dict(sorted(pairs)), _subtree_words(old)
    chains = _find_chains(old, new, partners)
    chapters = frozenset(j for _, j in _with_all_below(_late(chains, sizes), chains))
    chains = {pair: chain.without(chapters) if chain.contradict else chain for pair, chain in chains.items()}
    moved = _late(chains, sizes) | {pair for pair, chain in chains.items() if chain.contradict}
    return _with_all_below(moved, chains)


def _with_all_below(moved: set[Pair], chains: Mapping[Pair, "_Chains"]) -> set[Pair]:
    moved_new = {j for _, j in moved}
    return moved | {pair for pair, chain in chains.items() if chain.common & moved_new}


@dataclass(frozen=True, slots=True)
class _Chains:
    """The headings above a pair that both editions have, named by their index in the new one."""

    old: frozenset[int]
    new: frozenset[int]
    contrary: frozenset[int]
    """Those of them that come behind the section in the other edition: nobody can set them above it by mistake."""

    @property
    def common(self) -> frozenset[int]:
        return self.old & self.new

    @property
    def contradict(self) -> bool:
        return bool(self.contrary)

    def without(self, moved: frozenset[int]) -> "_Chains":
        """The chains without chapters that were moved: one that came to stand before a section did not move that."""
        return _Chains(self.old - moved, self.new - moved, self.contrary - moved)


def _find_chains(old: Sequence[Unit], new: Sequence[Unit], partners: Mapping[int, int]) -> dict[Pair, _Chains]:
    origins = {j: i for i, j in partners.items()}
    chains: dict[Pair, _Chains] = {}
    for i, j in partners.items():
        above_old = frozenset(partners[above] for above in ancestors(old, i) if above in partners)
        above_new = frozenset(above for above in ancestors(new, j) if above in origins)
        contrary = {above for above in above_old if above > j} | {above for above in above_new if origins[above] > i}
        chains[i, j] = _Chains(above_old, above_new, frozenset(contrary))
    return chains


def _late(chains: Mapping[Pair, _Chains], sizes: Sequence[int]) -> set[Pair]:
    """Pairs that stand out of order among those under the same heading."""
    late: set[Pair] = set()
    for siblings in _groups(chains):
        places = out_of_order([j for _, j in siblings], [sizes[i] for i, _ in siblings])
        late.update(siblings[index] for index in places)
    return late


def _groups(chains: Mapping[Pair, _Chains]) -> list[list[Pair]]:
    """Pairs under the same lowest heading both editions have: they have an order among themselves."""
    groups: defaultdict[int | None, list[Pair]] = defaultdict(list)
    for pair, chain in chains.items():
        if not chain.contradict:
            groups[max(chain.common, default=None)].append(pair)
    return list(groups.values())


def ancestors(units: Sequence[Unit], index: int) -> list[int]:
    """Indexes of the units above one, nearest first; each stands before its children."""
    found: list[int] = []
    parent = units[index].parent
    while parent is not None:
        found.append(parent)
        parent = units[parent].parent
    return found


def _subtree_words(units: Sequence[Unit]) -> list[int]:
    """Number of words of each unit with all units below it."""
    sizes = [len(words(unit.title)) + len(words(unit.text)) for unit in units]
    for index in range(len(units) - 1, -1, -1):
        parent = units[index].parent
        if parent is not None:
            sizes[parent] += sizes[index]
    return sizes
