"""The course of consultation a paper prints: which body, when, in what role, with what result.

Most systems print a table, ruled or not, one row for each body; a row is known by its date, else by "öffentlich".
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from extractors.council.bodies import is_body
from extractors.council.labels import has_neighbour, label_of
from extractors.council.results import is_form
from extractors.council.wording import date_in
from extractors.layout.hyphens import join_lines
from schemas.geometry import Line, Page

ROLE = re.compile(
    r"(?i)^(?:\d\. Lesung|(?:vor)?beratend|beschließend|empfehlend|federführend|mitberatend|"
    r"(?:Vor|Mit)?beratung|Beratung und|Beschluss(?:fassung)?$|"
    r"Entscheidung|Kenntnis(?:nahme)?|zur Kenntnis|Mitteilung|Anhörung|Empfehlung|Information|"
    r"Bericht$|Stellungnahme)(?:\b|$)"
)
DECIDES = re.compile(r"(?i)beschluss|beschließ|entscheid")
PUBLIC = re.compile(r"(?i)^(?:nicht\s*-?)?öffentlich\b")
AGENDA = re.compile(r"^(?:TOP|Top)\s*:?\s*(?P<number>[ÖN]?\s?\d[\d.]*)?\s*(?:(?:nicht\s*)?öffentlich)?$")
RESULT_HEAD = re.compile(r"(?i)^(?:Abstimmung(?:sergebnis)?|(?:Beratungs)?ergebnis|Beschluss|Behandlung)$")
STOPS = {"proposal", "motion", "reason", "content", "subject"}
LEVEL_PT = 3.0
"""Base lines that differ by less stand side by side."""


@dataclass(frozen=True, slots=True)
class Step:
    """One body in the course of consultation."""

    body: str
    date: str | None
    role: str | None
    agenda_number: str | None
    result: str | None
    lines: tuple[Line, ...]


def read_steps(lines: Sequence[Line], pages: Sequence[Page]) -> tuple[Step, ...]:
    """The steps printed behind "Beratungsfolge", "Gremienweg" or in the table that begins so."""
    region = _region(lines)
    heads = [line for line in region if RESULT_HEAD.match(line.text.strip())]
    rows = (part for row in _ruled_rows(region, pages) for part in _parted(row))
    return tuple(step for row in rows if (step := _step(row, heads)) is not None)


def deciding(steps: Sequence[Step]) -> Step | None:
    """The step that decides: the last with a deciding role, else the last."""
    return next((step for step in reversed(steps) if DECIDES.search(step.role or "")), steps[-1] if steps else None)


def _region(lines: Sequence[Line]) -> list[Line]:
    """The lines from the label on: those of its table, or up to the next label."""
    start = next((i for i, line in enumerate(lines) if _opens(line)), None)
    if start is None:
        return []
    grid = _grid_of(lines, start)
    if grid is not None:
        return [line for line in lines[start:] if (line.page, line.grid) == grid]
    found = [lines[start]]
    for line in lines[start + 1 :]:
        label = label_of(line.text)
        if label is not None and label.kind in STOPS and not has_neighbour(line, lines):
            break
        found.append(line)
    return found


def _opens(line: Line) -> bool:
    label = label_of(line.text)
    return label is not None and label.kind == "consultations"


def _grid_of(lines: Sequence[Line], start: int) -> tuple[int, int] | None:
    """The ruled table in which the label stands, or which begins on the next line."""
    for line in lines[start : start + 2]:
        if line.grid >= 0:
            return line.page, line.grid
    return None


def _ruled_rows(region: Sequence[Line], pages: Sequence[Page]) -> Iterator[list[Line]]:
    """The lines by rows of the ruled table; without one, all of them."""
    for _, row in groupby(region, key=lambda line: _row_number(line, pages)):
        yield list(row)


def _row_number(line: Line, pages: Sequence[Page]) -> tuple[int, int, int]:
    if line.grid < 0:
        return 0, -1, -1
    page = next(page for page in pages if page.number == line.page)
    for number, row in enumerate(page.grids[line.grid].rows):
        if any(cell is not None and cell.box.holds(line.box.middle) for cell in row):
            return line.page, line.grid, number
    return line.page, line.grid, -1


def _parted(row: Sequence[Line]) -> list[list[Line]]:
    """A ruled row that holds several steps, parted at each date, else at each "öffentlich", else at each body."""
    for is_anchor in (_has_date, _is_public, _names_body):
        anchors = [line for line in row if is_anchor(line)]
        if anchors:
            return _split(row, anchors)
    return [list(row)]


def _has_date(line: Line) -> bool:
    return date_in(line.text) is not None


def _is_public(line: Line) -> bool:
    return PUBLIC.match(line.text.strip()) is not None


def _names_body(line: Line) -> bool:
    return is_body(line.text)


def _split(row: Sequence[Line], anchors: Sequence[Line]) -> list[list[Line]]:
    if len(anchors) == 1:
        return [list(row)]
    parts: list[list[Line]] = [[] for _ in anchors]
    for line in row:
        above = [i for i, anchor in enumerate(anchors) if _place(anchor) <= (line.page, line.box.bottom + LEVEL_PT)]
        if above:
            parts[above[-1]].append(line)
    return parts


def _place(line: Line) -> tuple[int, float]:
    return line.page, line.box.bottom


def _step(row: Sequence[Line], heads: Sequence[Line]) -> Step | None:
    texts = [line for line in row if line not in heads]
    body = next((line for line in texts if is_body(_bare(line.text))), None)
    if body is None or _opens(body):
        return None
    role = next((line for line in texts if ROLE.match(line.text.strip()) and line is not body), None)
    date = next((found for line in texts if (found := date_in(line.text))), None)
    result = _under(texts, heads, {id(body), id(role)})
    if date is None and role is None and not any(map(_is_public, texts)):
        return None
    return Step(
        body=_bare(_column(texts, body)),
        date=date,
        role=_column(texts, role) if role else None,
        agenda_number=next(
            (m["number"] for line in texts if (m := AGENDA.match(line.text.strip())) and m["number"]), None
        ),
        result=result,
        lines=tuple(texts),
    )


def _bare(text: str) -> str:
    """A body without the date or the word "öffentlich" that stands on the same line."""
    without = re.sub(r"^\d{1,2}\.\d{1,2}\.\d{2,4}\s+|\s+\d{1,2}\.\d{1,2}\.\d{2,4}.*$", "", text.strip())
    return re.sub(r"\s+(?:nicht\s*)?öffentlich.*$", "", without).strip()


def _column(row: Sequence[Line], head: Line) -> str:
    """The line and those that go on right below it, begun at the same place and set alike."""
    found = [head]
    for line in row[row.index(head) + 1 :]:
        if (
            abs(line.box.x0 - head.box.x0) < LEVEL_PT
            and not AGENDA.match(line.text.strip())
            and _goes_on(found[-1], line)
        ):
            found.append(line)
    return join_lines(line.text for line in found)


def _goes_on(last: Line, line: Line) -> bool:
    near = line.page == last.page and 0 < line.box.top - last.box.top < 1.8 * last.style.size
    return near and line.style.bold == last.style.bold and not _is_public(line)


def _under(row: Sequence[Line], heads: Sequence[Line], taken: set[int]) -> str | None:
    """What stands in the column headed "Abstimmung" or "Ergebnis"; the boxes of an empty form say nothing."""
    below = [
        line
        for line in row
        for head in heads
        if id(line) not in taken and head.box.x0 - 2 * LEVEL_PT <= line.box.x0 <= head.box.x1 + LEVEL_PT
    ]
    text = join_lines(line.text for line in below)
    return text if text and not is_form(text) and not PUBLIC.match(text) and not ROLE.match(text) else None
