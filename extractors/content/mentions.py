"""Mentions: what a section names, with its place in the section's text and its page.

Left out is what says nothing without its surroundings: a bare year ("2017"; hundreds in any concept), and no euros
("0 €"), which stand at the axes of charts. Left out, too, are tasks that bear the name of an office: “Aufbau eines
Klimaschutzmanagements” names no actor, “zuständig ist das Klimaschutzmanagement” does.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence

from extractors.content.actors import known_actor
from extractors.content.patterns import written
from extractors.language import Entity, Language
from schemas.content import Mention, Section

BARE_YEAR = re.compile(r"(?:19|20)\d\d")
NO_EUROS = frozenset(["0", "0/0"])

TASK = re.compile(r"^\w+(?:management|wirtschaft|förderung)s?$")
OF_A_TASK = written(
    r"(?:\b[Ee]ine?[smnr]?(?: [a-zäöüß-]+)?|[Ii]m Rahmen de[sr]|\b[a-zäöüß]{3,}tes|\b[a-zäöüß]{3,}tes [a-zäöüß]+es"
    r"|(?:\bfür|[-–•+&]) [a-zäöüß]{3,}te|\bfür|[+&]) $"
)
COORDINATED = written(r"(?P<other>[A-ZÄÖÜ][\w-]+)(?: und| oder) $")
LETTERS_BEFORE = 40

PagedSection = tuple[Section, Sequence[tuple[int, int]]]
"""A section, and where each of its pages begins: (first character in the section's text, page)."""


def find_mentions(section: Section, pages: Sequence[tuple[int, int]], language: Language) -> tuple[Mention, ...]:
    """Actors, laws, programmes, places, amounts and dates named in a section."""
    return tuple(find_all_mentions([(section, pages)], language))


def find_all_mentions(sections: Iterable[PagedSection], language: Language) -> Iterator[Mention]:
    """The mentions of many sections, in order; faster than one section after the other."""
    paged = list(sections)
    named = language.entities(section.text for section, _ in paged)
    for (section, pages), entities in zip(paged, named, strict=True):
        yield from (_mention(section, pages, entity) for entity in entities if _says_something(entity, section.text))


def page_at(start: int, pages: Sequence[tuple[int, int]], default: int) -> int:
    """The page on which the character stands; `default` where no page is said to begin before it."""
    index = bisect_right(pages, start, key=lambda begin: begin[0])
    return pages[index - 1][1] if index else default


def _says_something(entity: Entity, text: str) -> bool:
    if entity.kind == "actor":
        return not (TASK.search(entity.text) and _is_a_task(text[max(0, entity.start - LETTERS_BEFORE) : entity.start]))
    if entity.kind == "date":
        return BARE_YEAR.fullmatch(entity.text) is None
    return entity.kind != "money" or entity.normalised not in NO_EUROS


def _is_a_task(before: str) -> bool:
    """Whether the words before tell of a task: no article, or an indefinite one, and no list of offices."""
    coordinated = COORDINATED.search(before)
    return bool(OF_A_TASK.search(before) or (coordinated and known_actor(coordinated["other"]) is None))


def _mention(section: Section, pages: Sequence[tuple[int, int]], entity: Entity) -> Mention:
    return Mention(
        document_id=section.document_id,
        section_id=section.section_id,
        kind=entity.kind,
        text=entity.text,
        normalised=entity.normalised,
        page=page_at(entity.start, pages, section.page_first),
        start=entity.start,
        end=entity.end,
    )
