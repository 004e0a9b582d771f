"""Carried over: a measure set beside the heir of an old one that still holds words of the old.

When administrations divide a measure, both halves stand side by side and get new titles and new texts, yet a turn of
phrase is carried over: "Unterrichtet wird von Lehramtsstudierenden, die …". So a measure without a partner, right
beside the partner of an old one and in its field, is the other half when both hold a run of words around one that no
other measure of either edition uses. Seen from the other side, two measures were laid together.
"""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence

from extractors.comparison.units import Alignment, Link, Unit
from extractors.comparison.wording import bare_words

_LEAST_RUN = 4
"""Words in a row; three are often the name of an office."""

_LEAST_LETTERS = 8
"""A shorter word is too common to tell a measure, even where chance set it once."""

_IN_BOTH = 2
"""One measure of each edition: units that hold a word which only the whole and the part hold."""


def with_carried(
    old: Sequence[Unit], new: Sequence[Unit], alignment: Alignment, ended: Collection[int] = ()
) -> Alignment:
    """The alignment with links to the other halves of divided measures, and of measures laid together.

    `ended`: old ones that the new edition says are dropped.
    """
    ones = {link.old: link.new for link in alignment.links if link.kind == "one"}
    split = _halves(alignment.added, {j: i for i, j in ones.items()}, new, old)
    merged = _halves([i for i in alignment.dropped if i not in ended], ones, old, new)
    kinds = {(link.old, link.new): link.kind for link in alignment.links}
    for i, j in split.items():
        kinds |= {(i, ones[i]): "split", (i, j): "split"}
    for j, i in merged.items():
        partner = next(a for a, b in ones.items() if b == j)
        if partner not in split:
            kinds |= {(partner, j): "merged", (i, j): "merged"}
    links = [Link(i, j, kind) for (i, j), kind in kinds.items()]
    return Alignment.of(links, old_count=len(old), new_count=len(new))


def _halves(
    alone: Sequence[int], wholes_of: Mapping[int, int], parts: Sequence[Unit], wholes: Sequence[Unit]
) -> dict[int, int]:
    """For wholes the part beside their partner that stands alone and holds words of theirs; the first of several."""
    beside = [
        (whole, other, part)
        for part in alone
        for other in (part - 1, part + 1)
        if (whole := wholes_of.get(other)) is not None and _same_place(parts[part], parts[other], wholes[whole])
    ]
    if not beside:
        return {}
    held = Counter(word for side in (parts, wholes) for unit in side for word in set(_words(unit)))
    found: dict[int, int] = {}
    for whole, other, part in beside:
        if _carries(_words(wholes[whole]), _words(parts[part]), set(_words(parts[other])), held):
            found.setdefault(whole, part)
    return found


def _same_place(*units: Unit) -> bool:
    return bool(units[0].place) and len({unit.place for unit in units}) == 1


def _words(unit: Unit) -> tuple[str, ...]:
    return bare_words(unit.text)


def _carries(whole: Sequence[str], part: Sequence[str], partner: set[str], held: Mapping[str, int]) -> bool:
    """Whether both hold a run of words around one that only they hold."""
    telling = {word for word in part if len(word) >= _LEAST_LETTERS and held[word] == _IN_BOTH} - partner
    at_whole = {word: place for place, word in enumerate(whole) if word in telling}
    return any(
        _run_around(whole, at_whole[word], part, place) >= _LEAST_RUN
        for place, word in enumerate(part)
        if word in at_whole
    )


def _run_around(one: Sequence[str], i: int, other: Sequence[str], j: int) -> int:
    """How many words in a row both have in common around a place in each."""
    before = after = 0
    while before < min(i, j) and one[i - before - 1] == other[j - before - 1]:
        before += 1
    while after < min(len(one) - i, len(other) - j) and one[i + after] == other[j + after]:
        after += 1
    return before + after
