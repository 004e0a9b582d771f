"""Sheets: sections that are the sheet of a measure, where the order of cells and the printed labels are no wording.

One program sets "Zuständigkeit: Volkshochschule" cell by cell, another all labels first and then all values; one
repeats "Maßnahme 1.2" above each sheet. So of two sheets the words are compared as a heap, labels and codes left out;
the measure itself is compared word for word on its own level.
"""

from collections import Counter
from collections.abc import Collection, Sequence
from functools import cache

from extractors.comparison.candidates import Pair
from extractors.comparison.units import Unit
from extractors.comparison.wording import bare_words, letters
from schemas.content import Measure
from schemas.vocabularies import load


def same_sheets(
    old: Sequence[Unit], new: Sequence[Unit], pairs: Collection[Pair], measures: tuple[Sequence[Measure], ...]
) -> frozenset[Pair]:
    """Pairs of sheets with the same words, and of sections that hold nothing but labels and codes."""
    titles = [{letters(measure.title) for measure in side} for side in measures]
    codes = frozenset(word for side in measures for measure in side for word in bare_words(measure.code or ""))
    return frozenset(
        (i, j)
        for i, j in pairs
        if (heap := _heap(old[i].text, codes)) == _heap(new[j].text, codes)
        and (not heap or (letters(old[i].title) in titles[0] and letters(new[j].title) in titles[1]))
    )


def _heap(text: str, codes: Collection[str]) -> Counter[str]:
    labels = _label_words()
    return Counter(word for word in bare_words(text) if word not in labels and word not in codes)


@cache
def _label_words() -> frozenset[str]:
    """All words of the labels that administrations print on sheets, and of what they call a measure."""
    vocabularies = [load("german", name) for name in ("labels", "label_words", "measure_units")]
    spellings = [spelling for vocabulary in vocabularies for spelling, _ in vocabulary.spellings()]
    ignored = [spelling for vocabulary in vocabularies for spelling in vocabulary.ignored]
    return frozenset(word for spelling in (*spellings, *ignored) for word in bare_words(spelling))
