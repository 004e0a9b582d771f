"""Parts: splits and merges, found among the units that no one-to-one pair explains."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence

from extractors.comparison.candidates import Pair
from extractors.comparison.units import AlignmentRules, Link, Unit
from extractors.comparison.wording import bare_words, share_contained


def find_parts(
    old: Sequence[Unit],
    new: Sequence[Unit],
    *,
    pairs: Collection[Pair],
    compared: Sequence[Pair],
    rules: AlignmentRules,
) -> list[Link]:
    """Links of old units split into several new ones, and of several old ones merged into one.

    A part is a unit without a partner whose words stand in a unit of the other edition; a whole has at least two
    parts, its partner among them when that holds some but not nearly all of the whole.
    """
    partners, partners_new = dict(pairs), {j: i for i, j in pairs}
    split = _wholes(old, new, partners, [(i, j) for i, j in compared if j not in partners_new], rules)
    links = [Link(i, j, "split") for i, parts in split.items() for j in parts]
    touched = {link.old for link in links}, {link.new for link in links}
    free = [(j, i) for i, j in compared if i not in partners and i not in touched[0] and j not in touched[1]]
    merged = _wholes(new, old, partners_new, free, rules)
    return [*links, *(Link(i, j, "merged") for j, parts in merged.items() for i in parts)]


def _wholes(
    wholes: Sequence[Unit],
    parts: Sequence[Unit],
    partners: Mapping[int, int],
    compared: Sequence[Pair],
    rules: AlignmentRules,
) -> Mapping[int, list[int]]:
    """Wholes with at least two parts."""
    grouped: defaultdict[int, list[int]] = defaultdict(list)
    for part, whole in _best_wholes(wholes, parts, compared, rules).items():
        grouped[whole].append(part)
    for whole in list(grouped):
        if whole in partners:
            grouped[whole].append(partners[whole])
            if not _is_partial(wholes[whole], parts[partners[whole]], rules):
                grouped[whole].clear()
    return {whole: found for whole, found in grouped.items() if len(found) > 1}


def _best_wholes(
    wholes: Sequence[Unit], parts: Sequence[Unit], compared: Sequence[Pair], rules: AlignmentRules
) -> Mapping[int, int]:
    """For each part the whole that holds most of its words; of equals the first."""
    best: dict[int, tuple[float, int]] = {}
    for whole, part in compared:
        words = _part_words(parts[part], rules)
        share = share_contained(words, _all_words(wholes[whole])) if len(words) >= rules.least_part_words else 0.0
        if share >= rules.part_contained and (share, -whole) > best.get(part, (0.0, 0)):
            best[part] = (share, -whole)
    return {part: -whole for part, (_, whole) in sorted(best.items())}


def _is_partial(whole: Unit, partner: Unit, rules: AlignmentRules) -> bool:
    """Whether the partner came from the whole, yet leaves room for further parts."""
    of_partner = share_contained(_part_words(partner, rules), _all_words(whole))
    of_whole = share_contained(_part_words(whole, rules), _all_words(partner))
    return of_partner >= rules.partner_contained and of_whole < rules.partner_covers


def _part_words(unit: Unit, rules: AlignmentRules) -> Sequence[str]:
    """The words a part is known by: its text, since parts get new titles; with the title when the text is short."""
    text = bare_words(unit.text)
    return text if len(text) >= rules.least_part_words else _all_words(unit)


def _all_words(unit: Unit) -> Sequence[str]:
    return bare_words(unit.title) + bare_words(unit.text)
