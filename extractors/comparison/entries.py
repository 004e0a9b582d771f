"""Entries: the records of an extraction as units to be aligned, with the page and quote that prove them."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from extractors.comparison.units import Unit
from extractors.comparison.wording import normal
from schemas.content import ActionField, Goal, Measure, Section

_LEAST_LABELS = 10
"""More often than a concept has action fields, whose chapters repeat their headings too."""

TOP = "/"
"""Place of sections without a heading above."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A unit and where it stands."""

    unit: Unit
    page: int
    quote: str


def units(entries: Sequence[Entry]) -> tuple[Unit, ...]:
    """The units alone."""
    return tuple(entry.unit for entry in entries)


def field_entries(fields: Sequence[ActionField]) -> tuple[Entry, ...]:
    """Action fields; their label is their title, and they have no text."""
    return tuple(
        Entry(Unit(unit_id=f.action_field_id, code=f.code, title=f.label_printed), f.page_first, f.label_printed)
        for f in fields
    )


def goal_entries(goals: Sequence[Goal], places: Mapping[str, str]) -> tuple[Entry, ...]:
    """Goals; `places` translates ids of action fields into words both editions share."""
    return tuple(
        Entry(
            Unit(unit_id=g.goal_id, code=g.number, text=g.text.strip(), place=_place(g.action_field_id, places)),
            g.page,
            g.text,
        )
        for g in goals
    )


def measure_entries(measures: Sequence[Measure], places: Mapping[str, str]) -> tuple[Entry, ...]:
    """Measures; their text is their description."""
    return tuple(
        Entry(
            Unit(
                unit_id=m.measure_id,
                code=m.code,
                title=m.title,
                text=(m.description or "").strip(),
                place=_place(m.action_field_id, places),
            ),
            m.page_first,
            m.quote,
        )
        for m in measures
    )


def section_entries(sections: Sequence[Section]) -> tuple[Entry, ...]:
    """Sections; their place is the heading above them, their quote their heading."""
    index_of = {section.section_id: index for index, section in reversed(list(enumerate(sections)))}
    parents = [_parent(section, index, index_of) for index, section in enumerate(sections)]
    return tuple(
        Entry(
            Unit(
                unit_id=s.section_id,
                code=s.number,
                title=s.heading,
                text=s.text.strip(),
                place=TOP if parent is None else normal(sections[parent].heading).casefold(),
                parent=parent,
            ),
            s.page_first,
            s.heading,
        )
        for s, parent in zip(sections, parents, strict=True)
    )


def with_labels(entries: Sequence[Entry]) -> tuple[Entry, ...]:
    """Sections with the texts of the labels below them added to their own.

    Measure sheets set "Erläuterung" or "Zielgruppe" like headings, once per measure. A heading that stands ten times
    in an edition, each time with nothing below it, is such a label, and what it labels belongs to the section above.
    """
    counts = Counter(normal(entry.unit.title) for entry in entries)
    parents = {entry.unit.parent for entry in entries}
    texts = {index: [entry.unit.text] for index, entry in enumerate(entries)}
    for index, entry in enumerate(entries):
        unit = entry.unit
        if unit.parent is not None and index not in parents and counts[normal(unit.title)] >= _LEAST_LABELS:
            texts[unit.parent].extend((unit.title, unit.text))
    return tuple(
        replace(entry, unit=replace(entry.unit, text="\n".join(text for text in texts[index] if text)))
        for index, entry in enumerate(entries)
    )


def _parent(section: Section, index: int, index_of: Mapping[str, int]) -> int | None:
    """The section above; a parent stands before its children, so that no circle can come from repeated ids."""
    parent = index_of.get(section.parent_id or "")
    return parent if parent is not None and parent < index else None


def _place(action_field_id: str | None, places: Mapping[str, str]) -> str:
    return places.get(action_field_id or "", action_field_id or "")
