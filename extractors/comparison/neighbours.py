"""Neighbours: a heading set into a text, or taken out of it, changes no word of the text.

When a section of one edition reads like a section of the other and the ones right behind it together, the headings
between them were put in (or taken out, or reading saw one where there is none). So the first is compared with the texts
joined; those behind it are shown as split off from it, or merged into it.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from extractors.comparison.candidates import Pair
from extractors.comparison.units import Alignment, Link, Unit
from extractors.comparison.wording import same_title, same_words, text_similarity, title_similarity

_SAME_TITLE = 0.8
_SAME_TEXT = 0.9
"""So alike are the titles, and the texts once they are joined."""

_MOST_JOINED = 6
"""Sections behind the first: a chapter laid together from more is more than a heading taken out."""


@dataclass(frozen=True, slots=True)
class Neighbours:
    """An alignment, and how the pairs read that are compared with the texts of their neighbours."""

    alignment: Alignment
    joined: Mapping[Pair, tuple[Unit, Unit]]


def join_neighbours(old: Sequence[Unit], new: Sequence[Unit], alignment: Alignment) -> Neighbours:
    """Join texts over headings that only one edition has."""
    split = _joined(old, new, alignment.pairs)
    merged = _joined(new, old, {(j, i) for i, j in alignment.pairs})
    links = {(link.old, link.new): link.kind for link in alignment.links}
    joined: dict[Pair, tuple[Unit, Unit]] = {}
    for i, (j, behind, unit) in split.items():
        joined[i, j] = (old[i], unit)
        links |= {(i, j): "one", **{(i, k): "split" for k in behind}}
    for j, (i, behind, unit) in merged.items():
        if (i, j) not in joined:
            joined[i, j] = (unit, new[j])
            links |= {(i, j): "one", **{(k, j): "merged" for k in behind}}
    found = [Link(i, j, kind) for (i, j), kind in links.items()]
    return Neighbours(Alignment.of(found, old_count=len(old), new_count=len(new)), joined)


def _joined(
    wholes: Sequence[Unit], parts: Sequence[Unit], pairs: frozenset[Pair] | set[Pair]
) -> Mapping[int, tuple[int, Sequence[int], Unit]]:
    """For wholes that read like several parts in a row: the first part, those behind it, and all as one unit."""
    parts_of, wholes_of = defaultdict(set), defaultdict(set)
    for whole, part in pairs:
        parts_of[whole].add(part)
        wholes_of[part].add(whole)
    found: dict[int, tuple[int, Sequence[int], Unit]] = {}
    for whole, own in parts_of.items():
        first = min(own)
        behind = [
            part for part in range(first + 1, min(len(parts), first + 1 + _MOST_JOINED)) if wholes_of[part] <= {whole}
        ]
        if wholes_of[first] == {whole} and _may_lead(wholes[whole], parts[first]):
            best = _best(wholes[whole], parts, first, _in_a_row(first, behind))
            if best and own <= {first, *best[0]}:
                found[whole] = (first, *best)
    return found


def _in_a_row(first: int, behind: Sequence[int]) -> list[int]:
    return [part for place, part in enumerate(behind, start=first + 1) if part == place]


def _may_lead(whole: Unit, part: Unit) -> bool:
    alike = same_title(whole.title, part.title) or title_similarity(whole.title, part.title) >= _SAME_TITLE
    return alike and bool(whole.text) and not same_words(whole.text, part.text)


def _best(whole: Unit, parts: Sequence[Unit], first: int, behind: Sequence[int]) -> tuple[Sequence[int], Unit] | None:
    """The parts behind the first with which it reads most like the whole, if it reads better so."""
    readings = [
        (text_similarity(whole.text, text), -count, text)
        for count in range(1, len(behind) + 1)
        for text in _readings(parts, first, behind[:count])
    ]
    likeness, fewest, text = max(readings, default=(0.0, 0, ""))
    if likeness < _SAME_TEXT or likeness <= text_similarity(whole.text, parts[first].text):
        return None
    return behind[:-fewest], replace(parts[first], text=text)


def _readings(parts: Sequence[Unit], first: int, behind: Sequence[int]) -> Iterator[str]:
    """The texts one below the other, without the headings between them and with them."""
    yield "\n".join([parts[first].text, *(parts[k].text for k in behind)])
    yield "\n".join([parts[first].text, *(f"{parts[k].title}\n{parts[k].text}" for k in behind)])
