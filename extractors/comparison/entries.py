"""Entries: the records of an extraction as units to be aligned, with the page and quote that prove them."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from extractors.comparison.units import Unit
from extractors.comparison.wording import normal
from schemas.content import ActionField, Goal, Measure, MeasureActor, Mention, Section

_LEAST_LABELS = 10
"""Measure sheets set "Erläuterung" or "Zielgruppe" like headings, once per measure: what stands so often in an edition,
each time with nothing below it, is a label. More often than a concept has action fields, whose chapters repeat their
headings too."""

_GOES_ON = re.compile(r"(?!siehe\b|vgl\b|ca\b)[a-zäöüß]{2,}[\s,]")

TOP = "/"
"""Place of sections without a heading above."""

_NEXT_NUMBER = re.compile(r"(^|\n|[.!?»“)→]\d{0,3}\s)\s*(?:\d{1,2}\s+)*\d{1,2}$")


@dataclass(frozen=True, slots=True)
class Entry:
    """A unit and where it stands."""

    unit: Unit
    page: int | None
    """None: not known, as the unit was found within a section of several pages."""

    quote: str
    last_page: int | None = None
    """Last page of a section's own text."""

    anchors: tuple[tuple[int, int], ...] = ()
    """Places of its text of which the page is known: character from 0, page."""

    part_of: int | None = None
    """Index of the entry whose heading this one continues."""

    def page_at(self, place: int) -> int | None:
        """The page on which a character of the text stands, if what is known around it leaves no doubt."""
        before = max((page for at, page in self.anchors if at <= place), default=self.page)
        after = min((page for at, page in self.anchors if at >= place), default=self.last_page)
        return before if before == after else None


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


def measure_entries(
    measures: Sequence[Measure], places: Mapping[str, str], carriers: Iterable[MeasureActor] = ()
) -> tuple[Entry, ...]:
    """Measures; their text is their description, their actors all but those they are for."""
    actors: defaultdict[str, set[str]] = defaultdict(set)
    for carrier in carriers:
        if carrier.role != "target":
            actors[carrier.measure_id].add(carrier.actor_id)
    return tuple(
        Entry(
            Unit(
                unit_id=m.measure_id,
                code=m.code,
                title=m.title,
                text=(m.description or "").strip(),
                place=_place(m.action_field_id, places),
                actors=frozenset(actors[m.measure_id]),
            ),
            m.page_first,
            m.quote,
        )
        for m in measures
    )


def section_entries(sections: Sequence[Section], mentions: Sequence[Mention] = ()) -> tuple[Entry, ...]:
    """Sections; their place is the heading above them, their quote their heading. Mentions tell pages within texts."""
    index_of = {section.section_id: index for index, section in reversed(list(enumerate(sections)))}
    anchors: defaultdict[str, list[tuple[int, int]]] = defaultdict(list)
    for mention in mentions:
        anchors[mention.section_id].append((mention.start, mention.page))
    return with_places(
        [
            Entry(
                Unit(
                    unit_id=s.section_id,
                    code=s.number,
                    title=s.heading,
                    text=own_text(s.text),
                    parent=_parent(s, index, index_of),
                ),
                s.page_first,
                s.heading,
                s.page_last,
                tuple(anchors[s.section_id]),
            )
            for index, s in enumerate(sections)
        ]
    )


def own_text(text: str) -> str:
    """A section's text without the number of the section behind it, which may stand in the margin at its end."""
    return _NEXT_NUMBER.sub(r"\1", text.strip()).strip()


def with_places(entries: Sequence[Entry]) -> tuple[Entry, ...]:
    """Sections with the heading above them as their place."""
    places = [TOP if e.unit.parent is None else normal(entries[e.unit.parent].unit.title).casefold() for e in entries]
    return tuple(replace(e, unit=replace(e.unit, place=place)) for e, place in zip(entries, places, strict=True))


def with_labels(old: Sequence[Entry], new: Sequence[Entry]) -> tuple[tuple[Entry, ...], tuple[Entry, ...]]:
    """Sections with the texts of the labels below them added to their own: a label divides nothing, it is read on.

    What is a section of its own in the other edition is none here either.
    """
    labels = _labels(old), _labels(new)
    titles = [{normal(entry.unit.title) for entry in side} for side in (old, new)]
    named = [{normal(side[i].unit.title) for i in found} for side, found in zip((old, new), labels, strict=True)]
    kept_old = [i for i in labels[0] if normal(old[i].unit.title) not in titles[1] - named[1]]
    kept_new = [j for j in labels[1] if normal(new[j].unit.title) not in titles[0] - named[0]]
    return _read_on(old, kept_old), _read_on(new, kept_new)


def _read_on(entries: Sequence[Entry], labels: Iterable[int]) -> tuple[Entry, ...]:
    texts: defaultdict[int | None, list[str]] = defaultdict(list)
    for index in labels:
        unit = entries[index].unit
        texts[unit.parent].extend((unit.title, unit.text))
    return tuple(
        replace(e, unit=replace(e.unit, text="\n".join(filter(None, (e.unit.text, *texts[i]))))) if i in texts else e
        for i, e in enumerate(entries)
    )


def _labels(entries: Sequence[Entry]) -> list[int]:
    """Indexes of the headings that are labels of the section above them."""
    counts = Counter(normal(entry.unit.title) for entry in entries)
    below = Counter(entry.unit.parent for entry in entries)
    found = []
    for index, entry in enumerate(entries):
        unit, parent = entry.unit, entry.unit.parent
        if parent is None or below[index]:
            continue
        is_repeated = counts[normal(unit.title)] >= _LEAST_LABELS
        is_lead = below[parent] == 1 and bool(entries[parent].unit.text) and _leads_on(unit.title)
        if is_repeated or is_lead or (parent == index - 1 and _runs_on(unit)):
            found.append(index)
    return found


def _leads_on(title: str) -> bool:
    """Whether a heading that has no other beside it leads to what follows: one word, or words with a colon."""
    plain = normal(title)
    return plain.endswith(":") or " " not in plain


def _runs_on(unit: Unit) -> bool:
    """Whether a text goes on with the sentence of its heading: German sentences do not begin with small letters."""
    return bool(_GOES_ON.match(unit.text)) and not normal(unit.title).endswith((".", "!", "?", ":"))


def _parent(section: Section, index: int, index_of: Mapping[str, int]) -> int | None:
    """The section above; a parent stands before its children, so that no circle can come from repeated ids."""
    parent = index_of.get(section.parent_id or "")
    return parent if parent is not None and parent < index else None


def _place(action_field_id: str | None, places: Mapping[str, str]) -> str:
    return places.get(action_field_id or "", action_field_id or "")
