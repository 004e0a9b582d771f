"""Headings that announce measures: what follows under them, as a list or as sections, is what the council will do.

Maßnahmen · Die Maßnahmen im Einzelnen · Aktivitäten: · Das plant die Stadt Musterlingen · Handlungsansätze
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from extractors.layout.lines import Arranged
from extractors.structure.outline import Heading
from schemas.geometry import Line, Page
from schemas.packed import words_above
from schemas.vocabularies import load, spelling_key

NUMBER = re.compile(r"^(?:\d{1,2}(?:\.\d{1,2})*\.?|[IVX]{1,5}\.|[A-Z]\.?|[a-z]\))\s+")
BOUND = re.compile(
    r" (?:im|in|für|zu|zum|zur|der|des|aus|von|bis|nach|auf) (?:den |die |das |dem |der |unser\w* )?"
    r"(?:handlungsfeld|themenfeld|feld|bereich|(?:leit|teil)?ziel|klima|20\d\d)"
)
"""What binds a field, a goal or a time to the announcement: "Maßnahmen im Handlungsfeld Wohnen"."""

LONGEST_ADDITION = 8
"""A heading adds at most so many words to the announcement; more make a sentence."""

LONGEST_PLACE = 3
"""Words of a place's name: "Das plant die Stadt Bad Musterlingen am See"."""

HEAD_SHARE = 0.1
"""Running heads stand in this share of the page's height."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """The lines under a heading."""

    heading: Heading
    end: int
    """Index after the last line of its own text, up to the next heading."""

    end_of_all: int
    """Index after the last line that belongs to it, with the headings below it."""

    def lines(self, arranged: Arranged) -> list[Line]:
        """Its own body lines; those of its heading and footnotes left out."""
        return body_between(arranged, self.heading.lines, self.end)


def announces_measures(title: str) -> bool:
    """Whether a heading says that measures follow at once.

    >>> [announces_measures(title) for title in ("4.2.3 Maßnahmen", "Maßnahmen im Handlungsfeld Sport", "Aktivitäten:")]
    [True, True, True]
    >>> [announces_measures(title) for title in ("Maßnahmen der Bundesregierung zeigen Wirkung", "Maßnahmenplan")]
    [False, False]
    """
    bare = NUMBER.sub("", title.strip()).strip(" :")
    if term := load("tables", "announcements").resolve(bare):
        return term.term_id == "measures"
    key = spelling_key(bare)
    return any(_continues(key, known) for known in _known_keys("measures") if key.startswith(known))


def begins_with_measures(text: str) -> bool:
    """Whether the title of a table begins as an announcement: "Zusätzliche Maßnahmen für den Klimaplan".

    >>> begins_with_measures("Maßnahmen nach Handlungsfeldern"), begins_with_measures("Einwohner nach Alter")
    (True, False)
    """
    key = spelling_key(text.replace("- ", ""))
    return any(key == spelling or key.startswith(f"{spelling} ") for spelling in _known_keys())


@cache
def _known_keys(term_id: str = "") -> tuple[str, ...]:
    """Keys of the announcements, or of those that mean one thing."""
    known = load("tables", "announcements").spellings()
    return tuple(spelling_key(spelling) for spelling, term in known if term_id in ("", term.term_id))


def _continues(title: str, known: str) -> bool:
    """Whether a title is a known one with a field, a goal or a place added, and no sentence."""
    rest = title.removeprefix(known)
    if rest == title or not rest.startswith(" ") or len(rest.split()) > LONGEST_ADDITION:
        return False
    names_place = known.startswith("das plant") and len(rest.split()) <= LONGEST_PLACE
    return names_place or bool(BOUND.match(rest))


def stretches(arranged: Arranged, headings: Sequence[Heading]) -> Iterator[Stretch]:
    """The lines under each heading."""
    length = len(arranged.lines)
    ends_of_all = [length] * len(headings)
    open_above: list[int] = []
    for number, heading in enumerate(headings):
        while open_above and headings[open_above[-1]].level >= heading.level:
            ends_of_all[open_above.pop()] = heading.first
        open_above.append(number)
    ends = [*(heading.first for heading in headings[1:]), length]
    for heading, end, end_of_all in zip(headings, ends, ends_of_all, strict=False):
        yield Stretch(heading, end, end_of_all)


def body_between(arranged: Arranged, opening: Sequence[int], end: int) -> list[Line]:
    """The body lines from an opening, given by the indexes of its lines, up to an index."""
    own = frozenset(opening)
    inside = (arranged.lines[index] for index in range(min(own), end) if index not in own)
    return [line for line in inside if line.role == "body"]


def running_head_announces(page: Page) -> bool:
    """Whether a line at the head of a page says that its part of the document holds measures.

    Such lines are often set with wide spaces between their letters.
    """
    lines: dict[int, str] = {}
    at_head = (word for word in words_above(page.words, HEAD_SHARE * page.height) if word.upright)
    for word in sorted(at_head, key=lambda w: w.box.x0):
        lines[round(word.box.top)] = lines.get(round(word.box.top), "") + word.text
    return any(_squashed(line) in _squashed_announcements() for line in lines.values())


@cache
def _squashed_announcements() -> frozenset[str]:
    return frozenset(_squashed(spelling) for spelling, _ in load("tables", "announcements").spellings())


def _squashed(text: str) -> str:
    return spelling_key(text).replace(" ", "")
