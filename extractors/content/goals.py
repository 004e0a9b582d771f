"""Goals: headings that are goals ("Leitziel A 1: …"), the items of lists under "Leitziele", and numbered paragraphs.

Precision comes first: a heading that only speaks of goals ("Potenziale und Ziele", "Leitbild „Klimabewusstes Leben“",
"Ziele und Maßnahmen") opens prose or measures, and no list of goals; "Die Stadt will …" states none.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from extractors.content.fields import Fields
from extractors.content.goal_words import Named, level_of, named_goal
from extractors.layout.baselines import MARKER
from extractors.layout.hyphens import join_lines
from extractors.structure.places import Places
from extractors.structure.sections import Part, slug
from extractors.structure.witnesses import key_of
from schemas.content import Goal
from schemas.documents import Given

LISTED = re.compile(
    r"^(?:Leitbild\s+und\s+)?(?:\w+e[nr]?\s+){0,2}(?:(?:Leit|Teil|Handlungs|Ober|Unter|Haupt|Mittler|Maßnahmen)?ziele|Leitlinien)"
    r"(?:\s+und\s+(?:(?:Leit|Teil|Handlungs|Unter)?ziele|Leitlinien))?"
    r"(?:\s+(?:im|in den|der|des|für|für das|für den|für die)\s+(?:Handlungsfeld|Themenfeld|Aktionsfeld|Feld|Bereich|"
    r"Stadt|Kommune|Gemeinde|Landkreis|Kreis|\w*[Kk]onzept|Integration|Inklusion)(?:e?s|er|e|en)?\b(?:\s.*)?)?\s*:?$",
    re.IGNORECASE,
)
"""Headings of lists of goals: "Leitziele", "Strategische Ziele", "Ziele im Handlungsfeld Wohnen"."""

NUMBERED = re.compile(
    r"(?<=[.!?;]) (?=(?:(?:Leit|Teil|Handlungs|Ober|Unter|Haupt)ziel|Ziel) [A-Z]?\s?\d{1,2}(?:\.\d{1,2})*\s?[:.–] )"
)
"""Before a numbered goal that stands in the paragraph of the one before."""

LEAST_WORDS = 3

MEASURE = re.compile(r"^[„\"»]?(?:\w+-)?\w*(?:ma(?:ß|ss)nahme|projekt|vorhaben)", re.IGNORECASE)
"""How items begin that name measures: "Kernmaßnahme „Abwärme“"."""

BROKEN_OFF = re.compile(
    r"(?:[-–,(/]|\b(?:und|oder|sowie|der|die|das|des|dem|den|ein|eine[rnms]?|für|mit|von|zu[rm]?|im|in|z\.|B\.))$"
)
"""Ends of text that goes on elsewhere."""

LONGEST_END = 10
"""Letters; none of them is longer, and further to the front nobody need look."""


@dataclass(frozen=True, slots=True)
class Goals:
    """The goals of a document."""

    rows: tuple[Goal, ...]
    of_section: dict[str, str]
    """Section whose heading is a goal → its goal_id."""


@dataclass(frozen=True, slots=True)
class _Stated:
    """A goal where it is printed."""

    part: Part
    named: Named
    page: int
    is_heading: bool


def find_goals(places: Places, fields: Fields, given: Given) -> Goals:
    """Goals in reading order; ids from edition (else document), field, level and number or wording."""
    stated = [found for part in places.parts for found in _goals_of(part)]
    counts = _that_count(stated, fields)
    rows: dict[int, Goal] = {}
    seen: Counter[str] = Counter()
    for at, found in enumerate(stated):
        if counts[at] == at:
            goal = _goal(found.part, fields, given, found.named, found.page)
            seen[goal.goal_id] += 1
            many = seen[goal.goal_id]
            rows[at] = goal if many == 1 else replace(goal, goal_id=f"{goal.goal_id}~{many}")
    headings = {at: found.part.section.section_id for at, found in enumerate(stated) if found.is_heading}
    return Goals(tuple(rows.values()), {section: rows[counts[at]].goal_id for at, section in headings.items()})


def _that_count(stated: Sequence[_Stated], fields: Fields) -> list[int]:
    """Of each goal the place that counts: one with a number that a summary prints, too, stands where its field does."""
    best: dict[tuple[str, str, str], int] = {}
    keys = [(s.named.level, s.named.number or f"#{at}", key_of(s.named.text)) for at, s in enumerate(stated)]
    for at in sorted(range(len(stated)), key=lambda at: stated[at].part.section.section_id not in fields.of_section):
        best.setdefault(keys[at], at)
    return [best[key] for key in keys]


def _of_heading(part: Part) -> Named | None:
    """The goal that a heading is; where the heading only counts ("Leitziel 3"), the paragraph below it says which."""
    number, title = part.section.number or "", part.section.heading
    named = named_goal(title, is_heading=True) or named_goal(f"{number} {title}", is_heading=True)
    if named is None or named.text:
        return named
    first = part.section.text.partition("\n")[0]
    return replace(named, text=first) if first else None


def _goals_of(part: Part) -> Iterator[_Stated]:
    """The goals that a section states."""
    heading = _of_heading(part)
    if heading:
        yield _Stated(part, heading, part.section.page_first, is_heading=True)
        return
    listed = LISTED.match(part.section.heading)
    for offset, paragraph in _whole_paragraphs(part.section.text):
        found = named_goal(paragraph) or (_item(paragraph, level_of(part.section.heading)) if listed else None)
        if found and not MEASURE.match(found.text) and not BROKEN_OFF.search(found.text):
            yield _Stated(part, found, part.page_at(offset), is_heading=False)


def _whole_paragraphs(text: str) -> Iterator[tuple[int, str]]:
    """Paragraphs with their offsets; one that begins within a sentence belongs to the one before."""
    offset, start, whole = 0, 0, ""
    for paragraph in NUMBERED.sub("\n", text).split("\n"):
        goes_on = paragraph[:1].islower() or (paragraph[:1].isalpha() and BROKEN_OFF.search(whole[-LONGEST_END:]))
        if whole and goes_on and not _item(paragraph, "") and not named_goal(paragraph):
            whole = join_lines([whole, paragraph])
        else:
            if whole:
                yield start, whole
            start, whole = offset, paragraph
        offset += len(paragraph) + 1
    yield start, whole


def _item(paragraph: str, level: str) -> Named | None:
    """Number and wording of an item; without wording it is none: bare digits lead a footnote or a count."""
    first, _, rest = paragraph.partition(" ")
    if not MARKER.match(first) or first.isdigit() or len(rest.split()) < LEAST_WORDS:
        return None
    return Named(level, first.strip(".)(") if any(sign.isdigit() for sign in first) else None, rest)


def _goal(part: Part, fields: Fields, given: Given, goal: Named, page: int) -> Goal:
    field = fields.of_section.get(part.section.section_id)
    name = goal.number if goal.number and any(letter.isalpha() for letter in goal.number) else slug(goal.text)[:40]
    owner = given.edition_id or given.document_id
    return Goal(
        goal_id=":".join(filter(None, (owner, "goal", field.action_field_id if field else None, slug(name)))),
        document_id=given.document_id,
        edition_id=given.edition_id or None,
        action_field_id=field.action_field_id if field else None,
        level=goal.level,
        number=goal.number,
        text=goal.text,
        page=page,
    )
