"""Subjects: how much two texts are about the same, whatever words they use.

Pieces of four letters are compared, the rarer the more they count. So compounds meet in their parts
("Existenzgründungsberatung", "Gründungsberatung"), and boilerplate that stands everywhere meets nothing.
"""

import re
from array import array
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import lru_cache

import numpy as np
from scipy.sparse import csr_array  # type: ignore[import-untyped]  # scipy ships no types

from extractors.comparison.candidates import Pair
from extractors.comparison.units import Unit
from extractors.comparison.wording import normal

_LETTERS = 4
_TITLE_WORTH = 2
"""A title names the subject: it counts twice."""

_PAIRS_AT_ONCE = 4096
"""Keeps memory small when thousands of units are compared."""

_WORD = re.compile(r"\w+")


def subject_likeness(old: Sequence[Unit], new: Sequence[Unit], pairs: Sequence[Pair]) -> Mapping[Pair, float]:
    """Cosine of the weighted letter pieces of both units, 0 to 1, for each pair."""
    if not pairs:
        return {}
    vectors = _vectors([*old, *new])
    rows, columns = (np.array(side) for side in zip(*pairs, strict=True))
    found: list[float] = []
    for start in range(0, len(pairs), _PAIRS_AT_ONCE):
        part = slice(start, start + _PAIRS_AT_ONCE)
        products = vectors[rows[part]].multiply(vectors[columns[part] + len(old)])
        found.extend(np.round(products.sum(axis=1), 6).tolist())
    return dict(zip(pairs, found, strict=True))


def letter_pieces(text: str) -> Counter[str]:
    """How often each piece of four letters stands in the words of a text; word ends count as letters."""
    return Counter(piece for word in _WORD.findall(normal(text).casefold()) for piece in _pieces(word))


@lru_cache(maxsize=16384)
def _pieces(word: str) -> tuple[str, ...]:
    padded = f" {word} "
    return tuple(padded[start : start + _LETTERS] for start in range(max(1, len(padded) - _LETTERS + 1)))


def _vectors(units: Sequence[Unit]) -> csr_array:
    """One row of length 1 per unit; a piece counts by the logarithms of its frequency and its rarity."""
    numbers: dict[str, int] = {}
    starts, columns, counts = [0], array("i"), array("i")  # 32 bits: millions of pieces in thousands of units
    for unit in units:
        pieces = letter_pieces(f"{' '.join([unit.title] * _TITLE_WORTH)} {unit.text}")
        columns.extend(numbers.setdefault(piece, len(numbers)) for piece in pieces)
        counts.extend(pieces.values())
        starts.append(len(columns))
    column = np.asarray(columns)
    held = np.bincount(column, minlength=len(numbers))
    weights = (1 + np.log(np.asarray(counts))) * np.log1p(len(units) / held[column])
    lengths = np.sqrt(np.add.reduceat(np.append(weights**2, 0.0), starts[:-1]) * (np.diff(starts) > 0))
    scaled = weights / np.repeat(np.where(lengths > 0, lengths, 1.0), np.diff(starts))
    return csr_array((scaled, column, np.array(starts)), shape=(len(units), max(1, len(numbers))))
