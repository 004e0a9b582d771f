"""Projects of a report in chapters that announce none: each section of such a chapter tells of one.

Habit: a report announces in its first chapters what was done ("1 Energie … Aktivitäten:"); later chapters of the same
count hold nothing but projects, and the name of each project is a heading ("5 Bildung: Klimadetektive, Kinderlabor").
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from extractors.content.announcements import Stretch, announces_measures

LEAST_ANNOUNCED = 3
"""So many chapters that announce measures are a habit of the report."""

LEAST_PROJECTS = 3

NO_PROJECTS = re.compile(
    r"(?:ausblick|fazit|zusammenfassung|resümee|einleitung|einführung|vorwort|anlass|hintergrund|grundlagen|methodik|"
    r"organisation|finanzierung|rahmenbedingungen|bilanz|monitoring|evaluation|controlling|anhang|anlagen?|quellen|"
    r"literatur|glossar|impressum|abkürzung|verzeichnis)",
    re.IGNORECASE,
)
"""Chapters before and behind the projects, which have sections without number, too."""


def project_sections(parts: Sequence[Stretch]) -> Iterator[tuple[Stretch, ...]]:
    """Of each chapter that holds nothing but projects, their sections."""
    chapters = _chapters(parts)
    announced = [chapter for chapter in chapters if _announces(chapter)]
    if len(announced) < LEAST_ANNOUNCED:
        return
    first = announced[0][0].heading.first
    for chapter, *sections in chapters:
        if chapter.heading.first <= first or NO_PROJECTS.search(chapter.heading.title):
            continue
        if len(sections) >= LEAST_PROJECTS and all(map(_is_project, sections)):
            yield tuple(sections)


def _chapters(parts: Sequence[Stretch]) -> list[Sequence[Stretch]]:
    """The numbered parts of the highest level, each with the parts below it."""
    numbered = [part for part in parts if (part.heading.number or "").isdigit()]
    level = min((part.heading.level for part in numbered), default=0)
    firsts = [part.heading.first for part in parts]
    return [
        parts[bisect_left(firsts, part.heading.first) : bisect_left(firsts, part.end_of_all)]
        for part in numbered
        if part.heading.level == level
    ]


def _announces(chapter: Sequence[Stretch]) -> bool:
    return any(announces_measures(part.heading.title) for part in chapter)


def _is_project(part: Stretch) -> bool:
    """Whether a section has no number and no parts: projects are counted by nobody."""
    return part.heading.number is None and part.end == part.end_of_all
