"""The outline of a council paper: its kind and subject on top, below them the parts that its labels open.

Papers are forms: "Betreff", "Beschlussvorschlag", "Begründung" open parts however they are set, and the subject is the
title, though it is often set smaller than the word "Beschlussvorlage" above it.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from statistics import median

from extractors.council.kinds import NUMBER_LABEL, first_page, is_strong_title, is_title, paper_number
from extractors.council.labels import has_neighbour, label_of
from extractors.council.papers import subject_lines
from extractors.layout.hyphens import join_lines
from extractors.structure.outline import Heading
from schemas.geometry import Line

OPENING = {"subject", "consultations", "proposal", "motion", "resolution", "reason", "content"}
"""Labels that open a part of the text wherever they stand alone."""

LETTERHEAD = re.compile(
    r"(?:(?:Der\s+)?Magistrat\s+der\s+|Verwaltung\s+der\s+)?"
    r"(?:Landeshaupt|Hanse|Universitäts|Kreis|Groß)?(?:Stadt|Gemeinde|Samtgemeinde|Verbandsgemeinde|Markt|Landkreis|Kreis)"
    r"(?:\s+[\w/.()-]+){1,4}",
    re.IGNORECASE,
)
"""The name of the administration on top of what it writes."""

ATTENDANCE = re.compile(
    r"(?:An|Ab)wesend\w*|Anwesenheit\w*|(?:Nicht\s+)?Entschuldigt\w*|Teilnehme\w+|Gäste|Verteiler", re.IGNORECASE
)
"""Parts of the form on top of minutes; they list who was there by group and party."""

LARGER = 1.1
"""Type that stands out is so much larger than most."""

LONGEST_PAPER = 12
"""Pages: what is longer holds a concept or report, which has an outline of its own."""


def without_letterhead(headings: Sequence[Heading], lines: Sequence[Line]) -> tuple[Heading, ...]:
    """The headings without the name of the administration that writes the paper or the minutes."""
    page = lines[0].page if lines else 0
    return tuple(h for h in headings if h.page != page or h.number or not LETTERHEAD.fullmatch(h.title.strip()))


def with_attendance(headings: Sequence[Heading], lines: Sequence[Line]) -> tuple[Heading, ...]:
    """The headings of minutes, with the bold heads of the list of those present, without the labels in it."""
    known = {index for heading in headings for index in heading.lines}
    page = lines[0].page if lines else 0
    own = [i for i, line in enumerate(lines) if line.page == page and _is_attendance(line)]
    if not own:
        return tuple(headings)
    size = lines[own[0]].style.size
    after = (h.first for h in headings if h.first > own[-1] and (h.number or lines[h.first].style.size > size))
    end = next(after, len(lines))
    listed = [h for h in headings if own[0] < h.first < end and h.title.endswith(":") and h.first not in own]
    level = 2 if headings and headings[0].first < own[0] else 1
    heads = [Heading((i,), None, lines[i].text.strip(), level, page, "label") for i in own if i not in known]
    kept = [h for h in headings if h not in listed]
    return tuple(sorted((*kept, *heads), key=lambda h: h.first))


def _is_attendance(line: Line) -> bool:
    return line.style.bold and bool(ATTENDANCE.fullmatch(line.text.strip().rstrip(":")))


def with_paper_headings(headings: Sequence[Heading], lines: Sequence[Line], page_count: int) -> tuple[Heading, ...]:
    """The headings of a paper: those found, those its labels open, and its subject, on their levels."""
    if not lines or page_count > LONGEST_PAPER:
        return tuple(headings)
    subject = _subject(lines)
    titles = [*((subject,) if subject else ()), *_number(lines)]
    taken = {index for title in titles for index in title.lines}
    found = [h for h in headings if taken.isdisjoint(h.lines) and not NUMBER_LABEL.match(h.title)]
    known = {index for heading in found for index in heading.lines} | taken
    kind = [heading for heading in _kind(lines) if known.isdisjoint(heading.lines)]
    outline = sorted((*found, *_labels(lines, known), *titles, *kind), key=lambda h: h.first)
    return tuple(_levelled(outline, lines, frozenset(title.first for title in titles)))


def _subject(lines: Sequence[Line]) -> Heading | None:
    """The subject as a heading, where it stands on lines of its own."""
    front = first_page(lines)
    places = {id(line): index for index, line in enumerate(front)}
    own = tuple(places[id(line)] for line in subject_lines(lines) if id(line) in places)
    if not own or not _stands_out(lines[own[0]], lines):
        return None
    title = join_lines(lines[index].text for index in own)
    return Heading(own, None, title, 1, lines[own[0]].page, "label")


def _kind(lines: Sequence[Line]) -> Iterator[Heading]:
    """What kind of paper it is, in larger type on top: on a page with little text its look alone does not tell."""
    usual = median(line.style.size for line in lines)
    for index, line in enumerate(first_page(lines)):
        if is_strong_title(line) and line.style.size > LARGER * usual:
            yield Heading((index,), None, line.text.strip(), 1, line.page, "label")
            return


def _stands_out(line: Line, lines: Sequence[Line]) -> bool:
    """Whether a line is bold, or larger than most of the text."""
    return line.style.bold or line.style.size > LARGER * median(other.style.size for other in lines)


def _number(lines: Sequence[Line]) -> Iterator[Heading]:
    """The number of the paper, where it is set as its title is."""
    front = first_page(lines)
    styles = [line.style for line in front if is_title(line)]
    number = paper_number(front)
    if number and number[1].text.strip() == number[0] and number[1].style in styles:
        index = next(index for index, line in enumerate(front) if line is number[1])
        yield Heading((index,), None, number[0], 1, number[1].page, "label")


def _labels(lines: Sequence[Line], known: set[int]) -> Iterator[Heading]:
    for index, line in enumerate(lines):
        label = label_of(line.text)
        if label is None or label.kind not in OPENING or label.value or index in known:
            continue
        stands_out = line.style.bold or line.text.rstrip().endswith((":", ";"))
        page = [other for other in lines if other.page == line.page]
        if stands_out and not has_neighbour(line, page):
            yield Heading((index,), None, line.text.strip(), 2, line.page, "label")


def _levelled(found: Sequence[Heading], lines: Sequence[Line], titles: frozenset[int]) -> Iterable[Heading]:
    """Titles on top, labels below them, all else below the label before it.

    "Kosten" may be a part of the form or of the reasons: it is of the form where it is set like the parts that are.
    """
    kinds = {h.first: label.kind for h in found if (label := label_of(lines[h.first].text)) is not None}
    form = min((h.level for h in found if kinds.get(h.first) in OPENING and h.method != "label"), default=9)
    parts = {h.first for h in found if kinds.get(h.first) in OPENING or (h.first in kinds and h.level <= form)}
    top = min((h.level for h in found if h.first not in titles and h.first not in parts), default=1)
    below = 0
    for heading in found:
        if heading.first in titles or is_title(lines[heading.first]):
            level, below = 1, 0
        elif heading.first in parts:
            level, below = 2, 2
        else:
            level = heading.level - top + 1 + below
        yield replace(heading, level=level)
