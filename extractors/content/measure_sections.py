"""Measures as sections: a heading names the measure, the text below describes it.

Four habits: the heading says so itself ("Maßnahme B 3.2 …", "Maßnahmenansatz „…“"); a heading such as "Projekte"
announces that each section below it is a measure; the sections of a report print the same labels again and again
("Zielsetzung:", "Umsetzungsstand:"); or chapters of a report hold nothing but projects.
"""

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from extractors.content.announcements import Stretch, announces_measures, body_between, stretches
from extractors.content.candidates import Candidate
from extractors.content.inline_labels import LabelledText, divide_at_labels, has_labels
from extractors.content.labels import is_unit, read_label, unit_and_code
from extractors.content.measure_openings import Opening, find_openings
from extractors.content.passages import running_text, value_of
from extractors.content.reported_projects import project_sections
from extractors.content.statuses import is_report
from extractors.layout.lines import Arranged
from extractors.structure.outline import Heading
from schemas.geometry import Line
from schemas.vocabularies import load

LEAST_LETTERS = 40
"""A section with less text than this describes nothing."""

LEAST_SECTIONS = 3
LEAST_LABELS = 2
LEAST_LABELLED = 3
"""So many sections with the same labels are a habit of the document."""

MOST_BELOW = 2
"""Measures stand at most so many levels below the heading that announces them: a field or goal may stand between."""

SHEET_LABELS = 3
"""So many different labels without a colon make a sheet."""


def find_section_measures(arranged: Arranged, headings: Sequence[Heading]) -> tuple[Candidate, ...]:
    """The measures that have a section of their own, in document order."""
    parts = list(stretches(arranged, headings))
    found = {candidate[0]: candidate[1] for candidate in _labelled(arranged, parts)}
    for first, candidate in (*_opened(arranged, headings), *_announced(arranged, parts), *_reported(arranged, parts)):
        found.setdefault(first, candidate)
    return tuple(found[first] for first in sorted(found))


# ---------------------------------------------------------------- openings that say so themselves


def _opened(arranged: Arranged, headings: Sequence[Heading]) -> Iterator[tuple[int, Candidate]]:
    """Measures whose opening says that it is one; they end at the next opening or heading."""
    openings = find_openings(arranged, headings)
    starts = sorted({*(o.lines[0] for o in openings), *(h.first for h in headings), len(arranged.lines)})
    for opening in openings:
        end = starts[bisect_right(starts, opening.lines[-1])]
        if candidate := _candidate(arranged, opening, end):
            yield opening.lines[0], candidate


# ---------------------------------------------------------------- sections that a heading announces


def _announced(arranged: Arranged, parts: Sequence[Stretch]) -> Iterator[tuple[int, Candidate]]:
    """The lowest sections under a heading that announces measures; a single one is a remark."""
    firsts = [part.heading.first for part in parts]
    for number, part in enumerate(parts):
        if not announces_measures(part.heading.title):
            continue
        end = bisect_left(firsts, part.end_of_all)
        near = [p for p in parts[number + 1 : end] if p.heading.level <= part.heading.level + MOST_BELOW]
        leaves = [p for p in near if p.end == p.end_of_all and _names_measure(p.heading)]
        found = [(p.heading.first, c) for p in leaves if (c := _section(arranged, p, confidence=0.8))]
        if len(found) >= LEAST_SECTIONS:
            yield from found


def _names_measure(heading: Heading) -> bool:
    """Whether a heading can be the title of a measure; numbered as chapters are ("8.1") it is none."""
    is_chapter = bool(re.fullmatch(r"\d+(?:\.\d+)?", heading.number or ""))
    return not (is_chapter or _names_else(heading))


def _names_else(heading: Heading) -> bool:
    """Whether a heading is a label, announces measures, or names a field, a goal or a common part of documents."""
    title = heading.title.strip(" :")
    words = {part.split()[0].strip(":") for part in (heading.number, title) if part}
    names_unit = any(load("german", section).resolve(word) for section in ("fields", "goals") for word in words)
    known = load("tables", "plain_headings").resolve(title) or read_label(title)
    return bool(names_unit or known or announces_measures(title))


def _section(arranged: Arranged, part: Stretch, confidence: float) -> Candidate | None:
    code = heading_code(part.heading)
    opening = Opening(part.heading.lines, part.heading.title, code)
    return _candidate(arranged, opening, part.end, confidence)


def heading_code(heading: Heading) -> str | None:
    """The number of a heading where it is the code of a measure: "M 3", "3" in "Maßnahme 3"; else it counts."""
    number = heading.number or ""
    word, _, code = number.partition(" ")
    if code and is_unit(word):
        return code
    is_code = any(letter.isdigit() for letter in number) and any(letter.isalpha() for letter in number)
    return number if is_code else None


def _reported(arranged: Arranged, parts: Sequence[Stretch]) -> Iterator[tuple[int, Candidate]]:
    """The sections of those chapters of a report that hold nothing but projects."""
    for sections in project_sections(parts) if is_report(arranged) else ():
        if all(_names_measure(part.heading) for part in sections):
            yield from ((p.heading.first, c) for p in sections if (c := _project(arranged, p)))


def _project(arranged: Arranged, part: Stretch) -> Candidate | None:
    """A project of a report; "14. Filmtage" and "KITA21" are names, no codes."""
    found = _section(arranged, part, confidence=0.75)
    return found and replace(found, code=None, title=replace(found.title, text=part.heading.title))


# ---------------------------------------------------------------- sections with labels


def _labelled(arranged: Arranged, parts: Sequence[Stretch]) -> Iterator[tuple[int, Candidate]]:
    """Sections in which the same labels return, one of them with a column of `measures`."""
    texts = ((part, running_text(part.lines(arranged))) for part in parts)
    divided = [(part, divide_at_labels(text)) for part, text in texts if has_labels(text)]
    report = is_report(arranged)
    habits = Counter(
        text.names
        for part, text in divided
        if (len(text.names) >= LEAST_LABELS and text.values) or (report and _tells_status(part, text))
    )
    for part, text in divided:
        if any(habit <= text.names and count >= LEAST_LABELLED for habit, count in habits.items()):
            yield part.heading.first, _with_labels(arranged, part, text)


def _tells_status(part: Stretch, text: LabelledText) -> bool:
    """Whether a section of a report has no label but "Umsetzungsstand:", and its heading can name a measure."""
    return len(text.names) == 1 and "status_printed" in text.values and not _names_else(part.heading)


def _with_labels(arranged: Arranged, part: Stretch, text: LabelledText) -> Candidate:
    title = value_of([arranged.lines[index] for index in part.heading.lines])
    last = max(line.page for line in arranged.lines[part.heading.first : part.end])
    printed = replace(title, text=part.heading.title)
    code = heading_code(part.heading)
    return Candidate(printed, code, "labels", 0.9, title.page, last, text.values, reports=text.reports)


# ---------------------------------------------------------------- common


def _is_sheet(text: Sequence[Line]) -> bool:
    """Whether labels stand alone in their lines or cells, as on a measure sheet; those are read as sheets."""
    alone = {found.name for line in text if not line.text.endswith(":") and (found := read_label(line.text))}
    return len(alone) >= SHEET_LABELS


def _candidate(arranged: Arranged, opening: Opening, end: int, confidence: float = 0.85) -> Candidate | None:
    """The measure of a section; none when nothing is said about it."""
    body = body_between(arranged, opening.lines, end)
    text = running_text(body)
    if sum(len(line.text) for line in text) < LEAST_LETTERS or _is_sheet(body):
        return None
    title = value_of([arranged.lines[index] for index in opening.lines])
    code, words = (opening.code, opening.title) if opening.code else unit_and_code(opening.title)
    divided = divide_at_labels(text)
    return Candidate(
        title=replace(title, text=words),
        code=code,
        method="section",
        confidence=confidence,
        page_first=title.page,
        page_last=max(line.page for line in text),
        values=divided.values,
        reports=divided.reports,
    )
