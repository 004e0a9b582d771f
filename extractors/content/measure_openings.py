"""Where the section of a single measure opens, because the words say so.

    Maßnahme B 3.2 Offene Werkstatt · M 07 Offene Werkstatt · Maßnahmenansatz „Offene Werkstatt“ · Projekt 3: Werkstatt

Headings do so, and lines that stand alone in their paragraph, or are bold, even when no heading was seen in them.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import takewhile

from extractors.content.labels import is_unit, unit_and_code
from extractors.layout.hyphens import join_lines
from extractors.layout.lines import Arranged
from extractors.structure.outline import Heading
from schemas.geometry import Line
from schemas.vocabularies import load

QUOTED = re.compile(r"^(?P<unit>[\w-]+)\s+[„“”\"»](?P<title>.+)[“”\"«]$")
CODED = re.compile(r"^(?P<unit>[\w-]+)\s+(?:Nr\.?\s*)?(?:[A-ZÄÖÜ]{0,4}[ .–-]?\d[\w.–-]*)\s*:")
M_CODE = re.compile(r"^M\s?[-–.]?\s?\d{1,3}(?:\.\d{1,2})*$")
MOST_LINES = 3
LONGEST_TITLE = 220
SPACE = 0.6
"""White space above a paragraph, as a share of the line's height."""


@dataclass(frozen=True, slots=True)
class Opening:
    """The words that open the section of a measure."""

    lines: tuple[int, ...]
    """Indexes of its lines in `Arranged.lines`."""

    title: str
    code: str | None


def find_openings(arranged: Arranged, headings: Sequence[Heading]) -> list[Opening]:
    """All openings of a document, in its order; where a heading and a line are the same, the heading."""
    found = sorted([*_of_headings(arranged, headings), *_of_lines(arranged.lines)], key=lambda opening: opening.lines)
    return [one for number, one in enumerate(found) if number == 0 or one.lines[0] > found[number - 1].lines[-1]]


def _of_headings(arranged: Arranged, headings: Sequence[Heading]) -> Iterator[Opening]:
    """Headings that name a measure; in the cells of a table they belong to a sheet."""
    for heading in (heading for heading in headings if arranged.lines[heading.first].grid < 0):
        number = heading.number or ""
        word, _, code = number.partition(" ")
        if code and is_unit(word) and heading.title:
            yield Opening(heading.lines, heading.title, code)
        elif M_CODE.match(number) and heading.title:
            yield Opening(heading.lines, heading.title, number)
        elif quoted := _quoted(heading.title):
            yield Opening(heading.lines, quoted, None)


def _of_lines(lines: Sequence[Line]) -> Iterator[Opening]:
    """Lines that name a measure where a paragraph begins, and are all of it or all of its bold beginning."""
    for first, line in enumerate(lines):
        if line.grid < 0 and _may_open(line.text) and _has_space_above(lines, first):
            end = _end_of_bold(lines, first) or _end_of_paragraph(lines, first)
            if end and (opening := _opening(lines, first, end)):
                yield opening


def _may_open(text: str) -> bool:
    """Whether a line begins with a word for a measure and a code or quote; nearly all lines do not."""
    word, _, rest = text.partition(" ")
    coded = CODED.match(text)
    return (rest.startswith(("„", "“", "”", '"', "»")) or coded is not None) and _is_opener(word)


def _opening(lines: Sequence[Line], first: int, end: int) -> Opening | None:
    text = join_lines(line.text for line in lines[first:end])
    indexes = tuple(range(first, end))
    if quoted := _quoted(text):
        return Opening(indexes, quoted, None)
    code, title = unit_and_code(text)
    is_title = CODED.match(text) and 4 <= len(title) <= LONGEST_TITLE and not title.endswith(".")
    return Opening(indexes, title, code) if code and is_title else None


def _end_of_paragraph(lines: Sequence[Line], first: int) -> int | None:
    """Index after the last line of a short paragraph."""
    ends = range(first + 1, min(first + MOST_LINES, len(lines)) + 1)
    return next((end for end in ends if end == len(lines) or _has_space_above(lines, end)), None)


def _end_of_bold(lines: Sequence[Line], first: int) -> int | None:
    """Index after the bold lines with which a paragraph begins."""
    bold = list(takewhile(lambda line: line.style.bold, lines[first : first + MOST_LINES + 1]))
    return first + len(bold) if 0 < len(bold) <= MOST_LINES else None


def _is_opener(word: str) -> bool:
    return is_unit(word) or load("tables", "openers").resolve(word) is not None


def _quoted(text: str) -> str | None:
    found = QUOTED.match(text.strip())
    return found["title"] if found and _is_opener(found["unit"]) and len(found["title"]) <= LONGEST_TITLE else None


def _has_space_above(lines: Sequence[Line], index: int) -> bool:
    if index == 0 or lines[index - 1].page != lines[index].page:
        return True
    gap = lines[index].box.top - lines[index - 1].box.bottom
    return gap > SPACE * lines[index].box.height or gap < 0
