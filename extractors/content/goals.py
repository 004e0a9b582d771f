"""Goals: headings that are goals ("Leitziel A 1: …"), and the items of lists under "Leitziele".

Precision comes first: a heading that only speaks of goals ("Potenziale und Ziele", "Leitbild „Klimabewusstes Leben“",
"Ziele und Maßnahmen") opens prose or measures, and no list of goals.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace

from extractors.content.fields import Fields
from extractors.layout.baselines import MARKER
from extractors.layout.hyphens import join_lines
from extractors.structure.places import Places
from extractors.structure.sections import Part, slug
from schemas.content import GOAL_LEVELS, Goal
from schemas.documents import Given

LEVEL = re.compile(
    r"^(?:übergeordnete[rs]?\s+)?(?P<level>Leitbild|Leitziel|Teilziel|Handlungsziel|Ziel)e?(?:\s|:|$)", re.IGNORECASE
)
LISTED = re.compile(
    r"^(?:Leitbild\s+und\s+)?(?:\w+e[nr]?\s+){0,2}(?:(?P<level>Leit|Teil|Handlungs|Ober|Unter|Haupt)?ziele|Leitlinien)"
    r"(?:\s+und\s+(?:(?:Leit|Teil|Handlungs|Unter)?ziele|Leitlinien))?"
    r"(?:\s+(?:im|in den|der|des|für|für das|für den|für die)\s+(?:Handlungsfeld|Themenfeld|Aktionsfeld|Feld|Bereich|"
    r"Stadt|Kommune|Gemeinde|Landkreis|Kreis|\w*[Kk]onzept|Integration|Inklusion)(?:e?s|er|e|en)?\b(?:\s.*)?)?\s*:?$",
    re.IGNORECASE,
)
"""Headings of lists of goals: "Leitziele", "Strategische Ziele", "Ziele im Handlungsfeld Wohnen"."""

ITEM = re.compile(
    r"^(?:(?P<level>Leitziel|Teilziel|Handlungsziel|Ziel)\s+)?(?P<number>[A-Z]?\s?\d{1,2}(?:\.\d{1,2})*)?[.:)]?\s*(?P<text>.+)$"
)
NUMBERED = re.compile(
    r"(?<=[.!?;]) (?=(?:Leitziel|Teilziel|Handlungsziel|Ziel) [A-Z]?\s?\d{1,2}(?:\.\d{1,2})*\s?[:.–] )"
)
"""Before a numbered goal that stands in the paragraph of the one before."""

LEAST_WORDS = 3

MEASURE = re.compile(r"^[„\"»]?(?:\w+-)?\w*(?:ma(?:ß|ss)nahme|projekt|vorhaben)", re.IGNORECASE)
"""How items begin that name measures: "Kernmaßnahme „Abwärme“"."""

BROKEN_OFF = re.compile(
    r"(?:[-–,(/]|\b(?:und|oder|sowie|der|die|das|des|dem|den|ein|eine[rnms]?|für|mit|von|zu[rm]?|im|in|z\.|B\.))$"
)
"""Ends of text that goes on elsewhere."""


@dataclass(frozen=True, slots=True)
class Goals:
    """The goals of a document."""

    rows: tuple[Goal, ...]
    of_section: dict[str, str]
    """Section whose heading is a goal → its goal_id."""


def find_goals(places: Places, fields: Fields, given: Given) -> Goals:
    """Goals in reading order; ids from edition (else document), field, level and number or wording."""
    rows: list[Goal] = []
    of_section: dict[str, str] = {}
    seen: Counter[str] = Counter()
    for part in places.parts:
        for goal in _goals_of(part, fields, given):
            seen[goal.goal_id] += 1
            own = goal if seen[goal.goal_id] == 1 else replace(goal, goal_id=f"{goal.goal_id}~{seen[goal.goal_id]}")
            rows.append(own)
            if _is_goal_heading(part):
                of_section[part.section.section_id] = own.goal_id
    return Goals(tuple(rows), of_section)


def _is_goal_heading(part: Part) -> bool:
    return bool(part.section.number and LEVEL.match(part.section.number))


def _goals_of(part: Part, fields: Fields, given: Given) -> Iterator[Goal]:
    if _is_goal_heading(part):
        level, _, value = (part.section.number or "").partition(" ")
        yield _goal(part, fields, given, (level, value.strip() or None, part.section.heading, part.section.page_first))
        return
    listed = LISTED.match(part.section.heading)
    if listed:
        for number, text, page in _items(part):
            yield _goal(part, fields, given, (f"{listed['level'] or ''}ziel", number, text, page))


def _items(part: Part) -> Iterator[tuple[str | None, str, int]]:
    """Items of the section's list: number, wording, page; those that are measures or not whole are left out."""
    for offset, paragraph in _whole_paragraphs(part.section.text):
        number, text = _item(paragraph)
        if text and not MEASURE.match(text) and not BROKEN_OFF.search(text):
            yield number, text, part.page_at(offset)


def _whole_paragraphs(text: str) -> Iterator[tuple[int, str]]:
    """Paragraphs with their offsets; one that begins within a sentence belongs to the one before."""
    offset, start, whole = 0, 0, ""
    for paragraph in NUMBERED.sub("\n", text).split("\n"):
        goes_on = paragraph[:1].islower() or (BROKEN_OFF.search(whole) and paragraph[:1].isalpha())
        if whole and goes_on and not _item(paragraph)[1]:
            whole = join_lines([whole, paragraph])
        else:
            if whole:
                yield start, whole
            start, whole = offset, paragraph
        offset += len(paragraph) + 1
    yield start, whole


def _item(paragraph: str) -> tuple[str | None, str | None]:
    """Number and wording of an item; without wording it is none: bare digits lead a footnote or a count."""
    named = ITEM.match(paragraph)
    if named and named["level"]:
        return named["number"], named["text"]
    first, _, rest = paragraph.partition(" ")
    if not MARKER.match(first) or first.isdigit() or len(rest.split()) < LEAST_WORDS:
        return None, None
    return first.strip(".)(") if any(sign.isdigit() for sign in first) else None, rest


def _goal(part: Part, fields: Fields, given: Given, goal: tuple[str, str | None, str, int]) -> Goal:
    level, number, text, page = goal
    field = fields.of_section.get(part.section.section_id)
    name = number if number and any(letter.isalpha() for letter in number) else slug(text)[:40]
    owner = given.edition_id or given.document_id
    return Goal(
        goal_id=":".join(filter(None, (owner, "goal", field.action_field_id if field else None, slug(name)))),
        document_id=given.document_id,
        edition_id=given.edition_id or None,
        action_field_id=field.action_field_id if field else None,
        level=next((known for known in GOAL_LEVELS if known.casefold() == level.casefold()), "Ziel"),
        number=number,
        text=text,
        page=page,
    )
