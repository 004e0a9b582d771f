"""Setting: differences between texts that come from setting pages and reading them, not from writing.

* A table over a page break repeats its head. What stands twice in one text, and once in the other, is such a head.
* Cells and labels of figures may be read in another order. Words in a row that stand elsewhere in the other text are
  such a piece, as long as no sentence ends in them; sentences in another order are an author's work.
* Columns are read down to the foot of the page, past a heading that stands across them. So what one section lacks then
  stands in the next: sections in a row whose texts hold the same words together were not reworded.
"""

import re
from collections import Counter
from collections.abc import Collection, Sequence

from rapidfuzz.distance import Indel

from extractors.comparison.candidates import Pair
from extractors.comparison.units import Unit
from extractors.comparison.wording import bare_words, normal, same_words, words

_LEAST_REPEATED = 3
"""Fewer words are repeated by chance."""

_MOST_IN_A_ROW = 3
"""Sections that share a page's columns."""

_DIVIDES = re.compile(r"[\s-]")
"""Blanks, and hyphens at line ends."""


def same_text(one: str, other: str) -> bool:
    """Whether two texts say the same, however they are set."""
    return same_words(one, other) or _same_but_for_reading(words(one), words(other))


def _same_but_for_reading(one: Sequence[str], other: Sequence[str]) -> bool:
    """Whether all that differs are table heads that one text repeats, and pieces that stand elsewhere in the other."""
    codes = [code for code in Indel.opcodes(one, other) if code.tag != "equal"]
    gone = Counter(tuple(one[c.src_start : c.src_end]) for c in codes if c.src_end > c.src_start)
    come = Counter(tuple(other[c.dest_start : c.dest_end]) for c in codes if c.dest_end > c.dest_start)
    pieces, extra = gone & come, (gone - come) + (come - gone)
    return all(map(_is_piece, pieces)) and all(_is_head(run, one, other) for run in extra)


def _is_piece(run: Sequence[str]) -> bool:
    return len(run) >= _LEAST_REPEATED and not any(word.endswith((".", "!", "?")) for word in run)


def _is_head(run: Sequence[str], one: Sequence[str], other: Sequence[str]) -> bool:
    if len(run) < _LEAST_REPEATED:
        return False
    head, texts = f" {' '.join(run)} ", (f" {' '.join(one)} ", f" {' '.join(other)} ")
    counts = sorted(text.count(head) for text in texts)
    return 1 <= counts[0] < counts[1]


def same_across_borders(old: Sequence[Unit], new: Sequence[Unit], pairs: Collection[Pair]) -> frozenset[Pair]:
    """Pairs in a row with other texts each, which hold the same words together."""
    differing = sorted((i, j) for i, j in pairs if not same_text(old[i].text, new[j].text))
    found: set[Pair] = set()
    for count in range(2, _MOST_IN_A_ROW + 1):
        for start in range(len(differing) - count + 1):
            group = differing[start : start + count]
            if _in_a_row(group) and not found & set(group) and _same_together(old, new, group):
                found.update(group)
    return frozenset(found)


def _in_a_row(group: Sequence[Pair]) -> bool:
    i, j = group[0]
    return list(group) == [(i + step, j + step) for step in range(len(group))]


def _same_together(old: Sequence[Unit], new: Sequence[Unit], group: Sequence[Pair]) -> bool:
    """Whether the texts have the same signs and figures; words may be torn at other places."""
    before = " ".join(old[i].text for i, _ in group)
    after = " ".join(new[j].text for _, j in group)
    return _signs(before) == _signs(after) and _figures(before) == _figures(after)


def _signs(text: str) -> Counter[str]:
    return Counter(_DIVIDES.sub("", normal(text)))


def _figures(text: str) -> Counter[str]:
    return Counter(word for word in bare_words(text) if word.isdigit())
