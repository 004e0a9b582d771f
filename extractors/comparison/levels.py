"""Levels: everything of one kind in both editions, how it is aligned, and what became of each part of it."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace

from extractors.comparison.candidates import Pair
from extractors.comparison.entries import Entry, units
from extractors.comparison.setting import same_text
from extractors.comparison.units import Alignment, Unit
from extractors.comparison.wording import same_title, text_similarity
from schemas.changes import Change

NOTHING_ALIGNED = Alignment()

Ids = tuple[str | None, str | None]
"""Id in the old and in the new edition."""


@dataclass(frozen=True, slots=True)
class Row:
    """A change, and both parts as they were compared."""

    change: Change
    old: Unit | None
    new: Unit | None
    place: tuple[int | None, int | None] = (None, None)
    """Where they stand among the parts of their level, in the old and in the new edition."""


@dataclass(frozen=True, slots=True)
class Level:
    """Action fields, goals, measures or sections."""

    name: str
    old: Sequence[Entry]
    new: Sequence[Entry]
    alignment: Alignment = NOTHING_ALIGNED
    moved: Collection[Pair] = frozenset()
    ended: Collection[Pair] = frozenset()
    """Old parts with the notice of their end in the new edition."""

    unchanged: Collection[Pair] = frozenset()
    """Pairs whose texts differ by reading only."""

    joined: Mapping[Pair, tuple[Unit, Unit]] = field(default_factory=dict)
    """Pairs that are compared with the texts of their neighbours."""

    said: Mapping[Ids, str | None] = field(default_factory=dict)
    """What a person says became of which parts; None: the rules say how."""

    @property
    def units(self) -> tuple[tuple[Unit, ...], tuple[Unit, ...]]:
        return units(self.old), units(self.new)

    def rows(self, heading: Change) -> list[Row]:
        """The rows of this level; `heading` holds what is the same in all of them."""
        heading = replace(heading, level=self.name)
        linked = [(link.old, link.new, self.kinds(link.kind, (link.old, link.new))) for link in self.alignment.links]
        dropped = [(i, None, "dropped") for i in self.alignment.dropped]
        rows = sorted([*linked, *dropped], key=lambda row: (row[0], row[1] or 0))
        return [
            *(self._row(heading, i, j, kinds) for i, j, kinds in rows),
            *(self._row(heading, None, j, "added") for j in self.alignment.added),
        ]

    def kinds(self, link_kind: str, pair: Pair) -> str:
        """The kinds of change that hold for a pair, the main one first."""
        if pair in self.ended:
            return "dropped"
        old, new = self._compared(pair)
        holding = {
            link_kind: link_kind != "one",
            "moved": pair in self.moved,
            "renamed": not same_title(old.title, new.title),
            "reworded": self._is_reworded(pair, old, new),
        }
        return "|".join(kind for kind, holds in holding.items() if holds) or "unchanged"

    def _compared(self, pair: Pair) -> tuple[Unit, Unit]:
        return self.joined.get(pair) or (self.old[pair[0]].unit, self.new[pair[1]].unit)

    def _is_reworded(self, pair: Pair, old: Unit, new: Unit) -> bool:
        """Where one edition lists titles only, nothing is known of its wording."""
        can_be_compared = self.name == "section" or bool(old.text and new.text)
        return can_be_compared and pair not in self.unchanged and not same_text(old.text, new.text)

    def _row(self, heading: Change, i: int | None, j: int | None, kinds: str) -> Row:
        old, new = None if i is None else self.old[i], None if j is None else self.new[j]
        compared = self._compared((i, j)) if i is not None and j is not None else None
        row = replace(row_between(heading, old, new, kinds, compared), place=(i, j))
        ids = row.change.from_id, row.change.to_id
        if ids not in self.said:
            return row
        return replace(row, change=replace(row.change, change=self.said[ids] or kinds, decided_by="person"))


def row_between(
    heading: Change, old: Entry | None, new: Entry | None, kinds: str, compared: tuple[Unit, Unit] | None = None
) -> Row:
    """The row of two parts, or of one that stands alone; `compared`: how they read, if not as they stand."""
    a, b = compared or (old.unit if old else None, new.unit if new else None)
    change = replace(
        heading,
        from_id=old.unit.unit_id if old else None,
        to_id=new.unit.unit_id if new else None,
        change=kinds,
        similarity=similarity(a, b) if a and b else None,
        from_page=old.page if old else None,
        to_page=new.page if new else None,
        from_quote=old.quote if old else None,
        to_quote=new.quote if new else None,
    )
    return Row(change, a, b)


def similarity(old: Unit, new: Unit) -> float:
    """Likeness of the texts, 0 to 1, to three digits; of the titles where one has no text."""
    texts = (old.text, new.text) if old.text and new.text else (old.title, new.title)
    return round(text_similarity(*texts), 3)
