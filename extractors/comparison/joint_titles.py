"""Joint titles: "A und B" of one edition that are A and B in the other.

Administrations that lay measures together join the titles, and those that part them share the title out, with other
words around: "Kompetenzfeststellung für Zugewanderte" and "Beratung zur Anerkennung ausländischer Abschlüsse" become
"Kompetenzfeststellung und Anerkennungsberatung".
"""

import re
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence

from extractors.comparison.candidates import Pair
from extractors.comparison.subjects import letter_pieces
from extractors.comparison.units import AlignmentRules, Link, Unit

_JOINT = re.compile(r"\s+(?:und|sowie|&)\s+|,\s+|\s*/\s*")
_LEAST_LETTERS = 10
"""A shorter half ("Kinder und Jugendliche") names no measure."""


def find_joint_titles(
    old: Sequence[Unit],
    new: Sequence[Unit],
    *,
    pairs: Collection[Pair],
    compared: Sequence[Pair],
    rules: AlignmentRules,
) -> list[Link]:
    """Links of old units whose joint title several new ones share out, and the other way round."""
    partners, partners_new = dict(pairs), {j: i for i, j in pairs}
    split = _shared_out(old, new, partners, [(i, j) for i, j in compared if j not in partners_new], rules)
    taken = {j for parts in split.values() for j in parts}
    free = [(j, i) for i, j in compared if i not in partners and i not in split and j not in taken]
    merged = _shared_out(new, old, partners_new, free, rules)
    links = [Link(i, j, "split") for i, parts in split.items() for j in parts]
    return [*links, *(Link(i, j, "merged") for j, parts in merged.items() for i in parts)]


def _shared_out(
    wholes: Sequence[Unit],
    parts: Sequence[Unit],
    partners: Mapping[int, int],
    compared: Sequence[Pair],
    rules: AlignmentRules,
) -> dict[int, list[int]]:
    """Wholes with the parts that share out their titles; each part goes to one whole.

    A whole whose partner kept the title was not parted.
    """
    candidates: defaultdict[int, list[int]] = defaultdict(list)
    for whole, part in compared:
        candidates[whole].append(part)
    found: dict[int, list[int]] = {}
    for whole, free in sorted(candidates.items()):
        taken = {part for others in found.values() for part in others}
        known = [partners[whole]] if whole in partners else []
        takers = _takers(wholes[whole].title, [*known, *(part for part in free if part not in taken)], parts, rules)
        kept = any(_share(wholes[whole].title, parts[part].title) >= rules.partner_covers for part in known)
        if len(takers) > 1 and set(known) <= set(takers) and not kept:
            found[whole] = takers
    return found


def _takers(title: str, candidates: Sequence[int], parts: Sequence[Unit], rules: AlignmentRules) -> list[int]:
    """For each half of a joint title the part that holds most of it; none when a half has no taker of its own."""
    halves = _JOINT.split(title)
    if len(halves) == 1 or any(sum(map(str.isalpha, half)) < _LEAST_LETTERS for half in halves):
        return []
    takers: list[int] = []
    for half in halves:
        shares = [(_share(half, parts[part].title), -place, part) for place, part in enumerate(candidates)]
        share, _, part = max((s for s in shares if s[2] not in takers), default=(0.0, 0, -1))
        if share < rules.half_taken:
            return []
        takers.append(part)
    return takers


def _share(half: str, title: str) -> float:
    """Share of the letter pieces of a half title that stand in a title."""
    pieces, others = letter_pieces(half), letter_pieces(title)
    return (pieces & others).total() / max(1, pieces.total())
