"""Lines to printed values: hyphenation undone, items of lists divided, with page, box and quote."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import pairwise, takewhile

from extractors.content.candidates import Value
from extractors.content.listed import list_text
from extractors.layout.baselines import rows, segment, segment_of
from extractors.layout.hyphens import join_lines
from extractors.layout.prints import Print
from schemas.geometry import Box, Line, Word

BULLET = re.compile(r"^(?:[•▪■●◦‣∙·➢→\uf0b7\uf0a7\uf0d8✓-]|[–—*])\s+")
"""Bullets as they are printed; the dash only with a blank behind it."""

INDENT_PT = 4.0
"""The text behind a bullet begins at least so much to the right of it."""

LETTER_GAP = 0.15
"""Sideways letters closer than this share of the type size belong to one word."""


def value_of(lines: Sequence[Line]) -> Value:
    """The text of some lines (at least one) as one value, without bullets."""
    first = lines[0]
    box = Box.around(line.box for line in lines if line.page == first.page)
    return Value(list_text(line.text for line in lines), first.page, box, first.text)


def text_of(lines: Sequence[Line]) -> Value | None:
    """The text of some lines as one value; None when there is none beside bullets."""
    value = value_of(lines) if lines else None
    return value if value and value.text else None


def cell_value(text: str, page: int, box: Box) -> Value | None:
    """The text of a table's cell, its lines divided by line feeds; None when it is empty."""
    lines = [line for line in text.split("\n") if line.strip()]
    joined_text = list_text(lines)
    return Value(joined_text, page, box, lines[0]) if joined_text else None


def joined(first: Value, second: Value, between: str = " ") -> Value:
    """Two parts of one value; it stands where the first part stands."""
    if between == " ":
        return Value(join_lines([first.text, second.text]), first.page, first.box, first.quote)
    return Value(f"{first.text}{between}{second.text}", first.page, first.box, first.quote)


def running_text(lines: Sequence[Line]) -> list[Line]:
    """The lines without side notes: those that stand beside the text, at its height but outside its column."""
    found: list[Line] = []
    for same in _by_place(lines):
        column = max(same, key=lambda line: line.box.width).box
        text = [line for line in same if _overlaps(line.box, column)]
        heights = {height for line in text for height in _heights(line)}
        found.extend(line for line in same if _overlaps(line.box, column) or heights.isdisjoint(_heights(line)))
    return found


def _by_place(lines: Sequence[Line]) -> list[list[Line]]:
    """Lines by the part of the page they stand in, in their order."""
    found: dict[tuple[int, int, int], list[Line]] = {}
    for line in lines:
        found.setdefault(_place(line), []).append(line)
    return list(found.values())


def _overlaps(box: Box, column: Box) -> bool:
    return box.x0 < column.x1 and column.x0 < box.x1


def _heights(line: Line) -> range:
    """The points of the page's height that a line covers."""
    return range(round(line.box.top) + 1, round(line.box.bottom))


def part_of(line: Line, words: Sequence[Word]) -> Line:
    """Some words of a line (at least one) as a line of their own."""
    return replace(
        line,
        words=tuple(words),
        box=Box.around(word.box for word in words),
        text=segment_of(words).text,
        style=words[0].style,
    )


def is_bulleted(line: Line) -> bool:
    """Whether a line begins with a bullet."""
    return bool(BULLET.match(line.text))


def list_body(lines: Sequence[Line]) -> list[Line]:
    """The bullets at the beginning of some lines; all lines where the first is none.

    A list ends where a line without bullet begins at the height of the bullets; if that is the second line of a
    paragraph, its indented first line is no part of the list either.
    """
    edges: dict[tuple[int, int, int], float] = {}
    for line in filter(is_bulleted, lines):
        edges.setdefault(_place(line), line.box.x0)
    if not lines or not is_bulleted(lines[0]):
        return list(lines)
    found: list[Line] = []
    for line in lines:
        if not is_bulleted(line) and line.box.x0 <= edges.get(_place(line), -INDENT_PT) + INDENT_PT:
            return found[:-1] if _opens_paragraph(found, line) else found
        found.append(line)
    return found


def _opens_paragraph(lines: Sequence[Line], below: Line) -> bool:
    """Whether the last line is nearer to the one below it than to the one above: the first of a paragraph."""
    if len(lines) < 2 or is_bulleted(lines[-1]):
        return False
    return lines[-1].box.top - lines[-2].box.top > 1.1 * (below.box.top - lines[-1].box.top)


def printed_lines(words: Iterable[Word]) -> list[tuple[str, bool]]:
    """Words as lines from top to bottom, each with whether most of it is bold."""
    found = Print.of(tuple(words))
    parts = [segment(found, row) for row in rows(found, range(len(found.texts)))]
    return [(part.text, part.style.bold) for part in parts]


def lead_and_text(cell: Value, words: Iterable[Word]) -> tuple[Value, Value | None]:
    """The bold lines at the top of a cell and the text below them; the whole cell where that is not its look."""
    lines = [pair for pair in printed_lines(upright_words(words, cell.box)) if pair[0].strip()]
    lead = [text for text, _ in takewhile(lambda pair: pair[1], lines)]
    rest = [text for text, _ in lines[len(lead) :]]
    if not lead or not rest:
        return cell, None
    return (
        Value(join_lines(lead), cell.page, cell.box, lead[0]),
        Value(list_text(rest), cell.page, cell.box, rest[0]),
    )


def upright_words(words: Iterable[Word], box: Box) -> list[Word]:
    """The words whose middle lies in a box, sideways ones left out."""
    return [word for word in words if word.upright and box.holds(word.box.middle)]


def sideways_text(words: Iterable[Word], box: Box) -> str:
    """Sideways words in a box, read from the bottom upwards, one text column after the other."""
    turned = [word for word in words if not word.upright and box.holds(word.box.middle)]
    columns: list[list[Word]] = []
    for word in sorted(turned, key=lambda w: w.box.middle[0]):
        if columns and word.box.middle[0] - columns[-1][-1].box.middle[0] < 0.6 * word.box.width:
            columns[-1].append(word)
        else:
            columns.append([word])
    return "\n".join(_upwards(sorted(column, key=lambda w: -w.box.bottom)) for column in columns)


def _upwards(words: Sequence[Word]) -> str:
    """Words set upwards, the first at the bottom; PDFs often hold sideways text letter by letter."""
    text = words[0].text
    for below, word in pairwise(words):
        blank = below.box.top - word.box.bottom > LETTER_GAP * word.box.width
        text += f" {word.text}" if blank else word.text
    return text


def _place(line: Line) -> tuple[int, int, int]:
    return line.page, line.block, line.grid
