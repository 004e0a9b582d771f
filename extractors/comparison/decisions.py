"""Decisions: what a person says became of a part stands in the place of what the rules found."""

from collections import Counter
from collections.abc import Collection, Container, Mapping, Sequence
from dataclasses import dataclass, replace

from extractors.comparison.align import kind_of_link
from extractors.comparison.candidates import Pair
from extractors.comparison.levels import Ids, Level
from extractors.comparison.units import Alignment, Link


@dataclass(frozen=True, slots=True)
class Decision:
    """What became of a part, as a person says."""

    level: str
    from_id: str | None
    """None: the new part was added."""

    to_id: str | None
    """None: the old part was dropped."""

    kinds: str | None = None
    """Kinds of change; None: the rules say how the parts differ."""


def with_decisions(level: Level, *, decisions: Sequence[Decision]) -> Level:
    """The level with pairs made and parted as a person says; decisions about parts that are not there are passed over.

    A part that she pairs with another loses the partners the rules gave it, unless she calls it split (or merged): then
    it keeps them.
    """
    olds, news = ({unit.unit_id: i for i, unit in reversed(list(enumerate(side)))} for side in level.units)
    kinds = {(link.old, link.new): link.kind for link in level.alignment.links}
    said: dict[Ids, str | None] = {}
    touched: set[Pair] = set()
    for one in decisions:
        if one.level == level.name and is_known(one, olds, news):
            pair = olds.get(one.from_id or ""), news.get(one.to_id or "")
            touched |= _decide(kinds, pair, one)
            said[one.from_id, one.to_id] = one.kinds
    return replace(level, alignment=_aligned(level, kinds, touched), said=said) if said else level


def is_known(one: Decision, olds: Container[str], news: Container[str]) -> bool:
    """Whether both parts are there."""
    return (one.from_id is None or one.from_id in olds) and (one.to_id is None or one.to_id in news)


def _decide(kinds: dict[Pair, str], pair: tuple[int | None, int | None], one: Decision) -> set[Pair]:
    """Part and pair as decided; gives the pairs that were touched."""
    i, j = pair
    said = (one.kinds or "").split("|")
    keeps_old, keeps_new = "split" in said, "merged" in said
    if i is not None and j is not None and pair in kinds:
        return set()
    parted = {(a, b) for a, b in kinds if (a == i and not keeps_old) or (b == j and not keeps_new)}
    for other in parted:
        del kinds[other]
    if i is None or j is None:
        return parted
    kinds[i, j] = "one"
    return {*parted, (i, j)}


def _aligned(level: Level, kinds: Mapping[Pair, str], touched: Collection[Pair]) -> Alignment:
    """The alignment; how a part is linked is counted anew where a person paired or parted it."""
    counts = Counter(i for i, _ in kinds), Counter(j for _, j in kinds)
    olds, news = {i for i, _ in touched}, {j for _, j in touched}
    links = [
        Link(i, j, kind_of_link(counts[0][i], counts[1][j]) if i in olds or j in news else kind)
        for (i, j), kind in kinds.items()
    ]
    return Alignment.of(links, old_count=len(level.old), new_count=len(level.new))
