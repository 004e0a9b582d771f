"""Action fields of two editions: by their ids where the catalogue knows them, by labels, by the measures they share."""

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from extractors.comparison.align import Hints, align, kind_of_link, overlap
from extractors.comparison.candidates import Pair
from extractors.comparison.units import Alignment, Link, Unit

_LEAST_SHARED_MEASURES = 2
_LEAST_SHARE = 0.5
"""An added field is part of an old one when at least two of its measures, and half of those not new, are from there."""

Memberships = Sequence[str | None]
"""For each measure the id of what it belongs to."""


def align_fields(old: Sequence[Unit], new: Sequence[Unit], shared: Mapping[Pair, float] | None = None) -> Alignment:
    """Fields with the same id belong together; of the rest those with like labels, or with `shared` measures."""
    return align(old, new, Hints(stated=_same_ids(old, new), shared=shared or {}))


def _same_ids(old: Sequence[Unit], new: Sequence[Unit]) -> frozenset[Pair]:
    """Of an id that stands twice the first with the first, the second with the second."""
    places: defaultdict[str, list[int]] = defaultdict(list)
    for index, unit in enumerate(new):
        places[unit.unit_id].append(index)
    found = [(i, places[unit.unit_id].pop(0)) for i, unit in enumerate(old) if places[unit.unit_id]]
    return frozenset(found)


@dataclass(frozen=True, slots=True)
class Members:
    """Which paired measures belong to which field or goal, by id."""

    together: Counter[tuple[str, str]]
    """How many paired measures belong to `a` in the old and to `b` in the new edition."""

    old_sizes: Counter[str]
    new_sizes: Counter[str]

    @classmethod
    def of(cls, old: Memberships, new: Memberships, pairs: Collection[Pair]) -> "Members":
        """Count for measures that are paired by index."""
        both = [(old[i], new[j]) for i, j in pairs]
        return cls(
            Counter((a, b) for a, b in both if a is not None and b is not None),
            Counter(a for a in old if a is not None),
            Counter(b for b in new if b is not None),
        )

    @property
    def mirrored(self) -> "Members":
        """The same, seen from the new edition."""
        turned = Counter({(b, a): count for (a, b), count in self.together.items()})
        return Members(turned, self.new_sizes, self.old_sizes)

    def shares(self, old: Sequence[Unit], new: Sequence[Unit]) -> dict[Pair, float]:
        """For each pair of units how much of their measures belong to both, 0 to 1."""
        first_old, first_new = _first_places(old), _first_places(new)
        return {
            (first_old[a], first_new[b]): overlap(count, self.old_sizes[a], self.new_sizes[b])
            for (a, b), count in self.together.items()
            if a in first_old and b in first_new
        }


def with_parts(alignment: Alignment, old: Sequence[Unit], new: Sequence[Unit], members: Members) -> Alignment:
    """Call a field split whose measures went to an added field as well, and merged the other way round.

    A field without a partner whose measures went to a single other one became that field.
    """
    found = [
        *((i, j) for j, i in _parts(alignment.added, new, old, members.mirrored)),
        *_parts(alignment.dropped, old, new, members),
    ]
    pairs = sorted({*alignment.pairs, *found})
    news, olds = Counter(i for i, _ in pairs), Counter(j for _, j in pairs)
    links = [Link(i, j, kind_of_link(news[i], olds[j])) for i, j in pairs]
    return Alignment.of(links, old_count=len(old), new_count=len(new))


def _parts(alone: Sequence[int], parts: Sequence[Unit], wholes: Sequence[Unit], members: Members) -> list[Pair]:
    """For fields that stand alone the field of the other edition most of their measures belong to."""
    first = _first_places(wholes)
    found = []
    for part in alone:
        name = parts[part].unit_id
        counts = {b: count for (a, b), count in members.together.items() if a == name and b in first}
        most = max(counts.values(), default=0)
        if most >= max(_LEAST_SHARED_MEASURES, _LEAST_SHARE * sum(counts.values())):
            found.append((part, min(first[b] for b, count in counts.items() if count == most)))
    return found


def _first_places(units: Sequence[Unit]) -> dict[str, int]:
    return {unit.unit_id: index for index, unit in reversed(list(enumerate(units)))}
