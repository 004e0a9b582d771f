"""Assignment: the best one-to-one pairs of all that have enough evidence."""

from collections.abc import Mapping

import numpy as np
from scipy.sparse import csr_array  # type: ignore[import-untyped]  # scipy ships no types
from scipy.sparse.csgraph import min_weight_full_bipartite_matching  # type: ignore[import-untyped]  # as above

Pair = tuple[int, int]

_CERTAINTY = 0.05
"""Lifts a pair that is only just accepted above no pair at all."""

_POSITION_WEIGHT = 1e-6
"""Settles ties between equal units: in the order of the editions. Squares, so that pairs do not cross."""

_FIRST_WEIGHT = 1e-9
"""Settles what is left: the earlier of equal units finds its partner first, in both directions alike."""


def best_pairs(scores: Mapping[Pair, float], *, accept: float, old_count: int, new_count: int) -> frozenset[Pair]:
    """One-to-one pairs with the most evidence in all; none below `accept`.

    Evidence counts by its square above `accept`: one sure pair is worth more than two doubtful ones.
    """
    rows = sorted({i for (i, _), score in scores.items() if score >= accept})
    row_of = {i: row for row, i in enumerate(rows)}
    if not rows:
        return frozenset()
    pairs = [pair for pair in sorted(scores) if scores[pair] >= accept]
    costs = [_cost(pair, scores[pair] - accept, old_count, new_count) for pair in pairs]
    # Each old unit may stay alone: a column of its own, at a cost above that of every accepted pair.
    matrix = csr_array(
        (
            np.array([*costs, *[_ALONE] * len(rows)]),
            (
                np.array([*(row_of[i] for i, _ in pairs), *range(len(rows))]),
                np.array([*(j for _, j in pairs), *range(new_count, new_count + len(rows))]),
            ),
        ),
        shape=(len(rows), new_count + len(rows)),
    )
    chosen_rows, columns = min_weight_full_bipartite_matching(matrix)
    return frozenset((rows[row], int(j)) for row, j in zip(chosen_rows, columns, strict=True) if j < new_count)


_ALONE = 3.0
"""Cost of an old unit without a partner; the cost must stay positive, as sparse matrices know no zero."""


def _cost(pair: Pair, above: float, old_count: int, new_count: int) -> float:
    i, j = pair
    apart = i / old_count - j / new_count
    return (
        _ALONE
        - (above + _CERTAINTY) ** 2
        + _POSITION_WEIGHT * apart**2
        + _FIRST_WEIGHT * (i + j) / (old_count + new_count)
    )
