"""Goals: headings that are goals ("Leitziel A 1: …"), and the items of lists under "Leitziele"."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace

from extractors.content.fields import Fields
from extractors.layout.baselines import MARKER
from extractors.structure.places import Places
from extractors.structure.sections import Part, slug
from schemas.content import GOAL_LEVELS, Goal
from schemas.documents import Given

LEVEL = re.compile(
    r"^(?:übergeordnete[rs]?\s+)?(?P<level>Leitbild|Leitziel|Teilziel|Handlungsziel|Ziel)e?(?:\s|:|$)", re.IGNORECASE
)
ITEM = re.compile(
    r"^(?:(?P<level>Leitziel|Teilziel|Handlungsziel|Ziel)\s+)?(?P<number>[A-Z]?\s?\d{1,2}(?:\.\d{1,2})*)?[.:)]?\s*(?P<text>.+)$"
)
LEAST_WORDS = 3


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
    listed = LEVEL.match(part.section.heading)
    if listed:
        for number, text, page in _items(part):
            yield _goal(part, fields, given, (listed["level"], number, text, page))


def _items(part: Part) -> Iterator[tuple[str | None, str, int]]:
    """Items of the section's list: number, wording, page."""
    offset = 0
    for paragraph in part.section.text.split("\n"):
        first, _, rest = paragraph.partition(" ")
        named = ITEM.match(paragraph)
        if named and named["level"]:
            yield named["number"], named["text"], _page_at(part, offset)
        elif MARKER.match(first) and len(rest.split()) >= LEAST_WORDS:
            number = first.strip(".)(") if any(sign.isdigit() for sign in first) else None
            yield number, rest, _page_at(part, offset)
        offset += len(paragraph) + 1


def _page_at(part: Part, offset: int) -> int:
    return max((page for start, page in part.pages if start <= offset), default=part.section.page_first)


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
