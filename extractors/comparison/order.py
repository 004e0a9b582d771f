"""Order: which parts were moved, and which merely stand after something that was."""

from bisect import bisect_left
from collections.abc import Sequence

Weight = tuple[int, int]


def out_of_order(places: Sequence[int], weights: Sequence[int]) -> set[int]:
    """Indexes of the fewest items that must move so that the rest of `places` ascends.

    Where several choices move as few items, those with the least weight in all move: the short chapter went past the
    long one. Places are distinct.

    >>> out_of_order([0, 3, 1, 2], [1, 1, 1, 1])
    {1}
    """
    best = _BestBefore(places)
    chains: list[tuple[Weight, int | None]] = []
    for index, place in enumerate(places):
        (count, weight), before = best.below(place)
        chains.append(((count + 1, weight + weights[index]), before))
        best.offer(place, chains[-1][0], index)
    (_, last), kept = best.below(None), set[int]()
    while last is not None:
        kept.add(last)
        last = chains[last][1]
    return set(range(len(places))) - kept


class _BestBefore:
    """The heaviest chain that ends below a place: a Fenwick tree of maxima, so that thousands of items stay cheap."""

    def __init__(self, places: Sequence[int]) -> None:
        self._ranked = sorted(places)
        self._tree: list[tuple[Weight, int | None]] = [((0, 0), None)] * (len(places) + 1)

    def below(self, place: int | None) -> tuple[Weight, int | None]:
        """The heaviest chain below a place (None: of all) and the index of its last item."""
        rank = len(self._ranked) if place is None else bisect_left(self._ranked, place)
        best: tuple[Weight, int | None] = ((0, 0), None)
        while rank > 0:
            best = max(best, self._tree[rank], key=lambda chain: chain[0])
            rank -= rank & -rank
        return best

    def offer(self, place: int, weight: Weight, index: int) -> None:
        rank = bisect_left(self._ranked, place) + 1
        while rank < len(self._tree):
            self._tree[rank] = max(self._tree[rank], (weight, index), key=lambda chain: chain[0])
            rank += rank & -rank
