"""Sections of two editions: mended, aligned, joined with their neighbours, and judged."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest

from extractors.comparison.align import align
from extractors.comparison.candidates import Pair
from extractors.comparison.entries import Entry, section_entries, with_labels
from extractors.comparison.levels import Level, Row, row_between
from extractors.comparison.mending import mend
from extractors.comparison.moves import moved_sections
from extractors.comparison.neighbours import join_neighbours
from extractors.comparison.setting import same_across_borders
from extractors.comparison.sheets import same_sheets
from extractors.comparison.wording import same_title
from schemas.changes import Change
from schemas.extraction import Extraction

Decided = Callable[[Level], Level]
"""Puts a person's word in the place of what the rules found."""


def section_rows(old: Extraction, new: Extraction, heading: Change, decided: Decided) -> list[Row]:
    """What became of every section, the second lines of torn headings included."""
    mended = mend(section_entries(old.sections, old.mentions), section_entries(new.sections, new.mentions))
    olds, news = (_without_parts(side) for side in mended)
    level = _aligned(Level("section", *with_labels(olds.entries, news.entries)))
    same = same_sheets(*level.units, _one_to_one(level), (old.measures, new.measures))
    level = decided(replace(level, unchanged=frozenset(level.unchanged) | same))
    rows = level.rows(heading)
    if not (olds.parts or news.parts):
        return rows
    return [*rows, *_rows_of_parts(level, olds.parts, news.parts, replace(heading, level=level.name))]


def _aligned(level: Level) -> Level:
    found = join_neighbours(*level.units, align(*level.units))
    level = replace(level, alignment=found.alignment, joined=found.joined)
    pairs = _one_to_one(level)
    unchanged = same_across_borders(*level.units, set(pairs) - found.joined.keys())
    return replace(level, unchanged=unchanged, moved=moved_sections(*level.units, pairs))


def _one_to_one(level: Level) -> list[Pair]:
    return [(link.old, link.new) for link in level.alignment.links if link.kind == "one"]


@dataclass(frozen=True, slots=True)
class _Sections:
    """The sections of an edition, the second lines of torn headings apart."""

    entries: tuple[Entry, ...]
    parts: Mapping[int, Sequence[Entry]]
    """Index of a heading → its further lines."""


def _without_parts(entries: Sequence[Entry]) -> _Sections:
    whole = [index for index, entry in enumerate(entries) if entry.part_of is None]
    place = {index: number for number, index in enumerate(whole)}
    place |= {i: place[e.part_of] for i, e in enumerate(entries) if e.part_of is not None}
    parts: dict[int, list[Entry]] = {}
    for entry in entries:
        if entry.part_of is not None:
            parts.setdefault(place[entry.part_of], []).append(entry)
    kept = (entries[index] for index in whole)
    return _Sections(tuple(_with_parent(entry, place) for entry in kept), parts)


def _with_parent(entry: Entry, place: Mapping[int, int]) -> Entry:
    """The entry with its parent counted anew; what stands below a second line stands below its heading."""
    parent = entry.unit.parent
    return replace(entry, unit=replace(entry.unit, parent=None if parent is None else place[parent]))


def _rows_of_parts(
    level: Level, olds: Mapping[int, Sequence[Entry]], news: Mapping[int, Sequence[Entry]], heading: Change
) -> Iterator[Row]:
    """Rows of second lines: what became of their heading became of them."""
    for link in level.alignment.links:
        place = link.old, link.new
        kind = "moved" if place in level.moved else "unchanged"
        for a, b in zip_longest(olds.get(link.old, ()), news.get(link.new, ())):
            if a and b:
                kinds = kind if same_title(a.unit.title, b.unit.title) else "renamed"
                row = row_between(heading, _line_only(a), _line_only(b), kinds)
            elif a:
                row = row_between(heading, _line_only(a), level.new[link.new], "merged|renamed")
            else:
                row = row_between(heading, level.old[link.old], _line_only(b), "split|renamed")
            yield replace(row, place=place)
    for i in level.alignment.dropped:
        yield from (replace(row_between(heading, a, None, "dropped"), place=(i, None)) for a in olds.get(i, ()))
    for j in level.alignment.added:
        yield from (replace(row_between(heading, None, b, "added"), place=(None, j)) for b in news.get(j, ()))


def _line_only(entry: Entry | None) -> Entry | None:
    """A second line without the text below it, which is compared with its heading."""
    return entry and replace(entry, unit=replace(entry.unit, text=""))
