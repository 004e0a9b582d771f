"""What stands beside, below or behind the labels of a sheet: each line goes to one label.

A line belongs to the label in whose ruled cell or row it stands; else to the lowest row of labels above it, there to
the last label that begins left of it.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from extractors.content.candidates import Value
from extractors.content.card_layouts import ROW_PT, SAME_EDGE_PT, Label, Region, rows_of
from extractors.content.label_parts import takes_part
from extractors.content.labels import LabelMeaning
from extractors.content.listed import join_items, list_text
from extractors.content.tick_boxes import squares, text_with_boxes, ticked
from extractors.content.unknown_labels import with_unknown_labels
from extractors.layout.hyphens import join_lines
from schemas.geometry import Box, Cell, Line, Page, Rule

BULLET = re.compile(r"^(?:[•▪■●○◦‣➢►·]\s*|[-–—*o]\s+(?!\d))")
NOTHING = frozenset(["", "-", "–", "—", "--", "---", "./.", "…"])
"""What is printed in a field that is left empty."""

END_OF_SHEET_LINES = 3.0
"""After the last label of a sheet, a gap of so many line heights ends its value."""


ASK_FOR_NAMES = ("responsible", "partners", "target_group")
"""Columns whose labels ask for names, which forms often hold one a line."""

LONGEST_NAME = 12
"""A name has so many words at most; longer items are sentences."""

WELL_SHORT = 0.1
"""A line ends an item if the next word and so much of the column's width had still had room behind it."""

GOES_ON = re.compile(r"(?:[,(/&:–-]|\b(?:und|oder|sowie|bzw\.|ggf\.|für|der|des|die|mit|von|im|in|am|zur?))$")
"""Ends of lines that the next line goes on."""

LEAST_WORDS = 6
"""Sentences below a value have so many words; fewer may be a part of it."""

SHORT = (*ASK_FOR_NAMES, "timeframe", "cost", "priority")
"""Columns whose values are no paragraphs."""

BELOW_VALUES = "text below"
"""Names the field that no label opens."""

INDENT_PT = 25.0
"""How far the columns of a table may shift from page to page."""


@dataclass(frozen=True, slots=True)
class Field:
    """A label of a sheet with the lines of its value in reading order."""

    label: Label
    lines: tuple[Line, ...] = ()
    edge: float = 0.0
    """Right edge of the column in which the value stands, in points from the left."""


def fields_of(regions: Sequence[tuple[Region, Sequence[Label], Sequence[Line]]]) -> tuple[Field, ...]:
    """The fields of one sheet from its regions, each with its labels and those of its lines that are none."""
    fields: list[Field] = []
    for region, labels, lines in regions:
        known = with_unknown_labels(labels, lines)
        taken = {line.words[0] for label in known for line in label.lines}
        rows = rows_of(known)
        assigned: dict[Label, list[Line]] = {label: [] for row in rows for label in row}
        for line in (line for line in lines if line.words[0] not in taken):
            label = _owner_in_cells(line, known, region.page) or _owner_above(line, rows)
            if label is not None:
                assigned[label].append(line)
            elif fields and _goes_on(fields[-1], line):
                fields[-1] = replace(fields[-1], lines=(*fields[-1].lines, line))
        for label, found in assigned.items():
            fields.extend(_divided(Field(label, tuple(found), _right_edge(found, region))))
    return _with_partners([*fields[:-1], _ended(fields[-1], regions[0][0].page.height)]) if fields else ()


def _with_partners(fields: Sequence[Field]) -> tuple[Field, ...]:
    """The fields; "Akteure" are partners on a sheet that names who leads under a label of its own."""
    leading = [field.label.name for field in fields if field.label.column == "responsible" and _all_lines(field)]
    return tuple(_as_partners(field) if takes_part(field.label.name, leading) else field for field in fields)


def _as_partners(field: Field) -> Field:
    meaning = LabelMeaning(field.label.name, "partners")
    return replace(field, label=replace(field.label, meaning=meaning))


def _divided(field: Field) -> Iterator[Field]:
    """A field, and the text below it that is none of its value.

    Behind "Kosten:" a value ends where sentences begin on a line of their own, below the label: they describe the
    measure.
    """
    before = field.label.value
    for at, line in enumerate(field.lines):
        if before and _begins_text(before, line, field):
            below = Label(LabelMeaning(BELOW_VALUES, "description"), BELOW_VALUES, field.label.lines)
            yield replace(field, lines=field.lines[:at])
            yield Field(below, field.lines[at:], field.edge)
            return
        before = line
    yield field


def _begins_text(before: Line, line: Line, field: Field) -> bool:
    """Whether a line opens sentences at the label's edge though there was room for its first word above."""
    if (
        not field.label.has_colon
        or field.label.column not in SHORT
        or abs(line.box.x0 - field.label.box.x0) > SAME_EDGE_PT
    ):
        return False
    text = join_lines(below.text for below in field.lines[field.lines.index(line) :])
    sentences = text[:1].isupper() and text.rstrip().endswith(".") and len(text.split()) >= LEAST_WORDS
    return sentences and _opens_item(before, line, field.edge, aligned=True)


def _right_edge(found: Sequence[Line], region: Region) -> float:
    """Where the ruled cell of a value ends, else the longest line that begins below or above it."""
    first = next(iter(found), None)
    if first is None:
        return 0.0
    cells = (cell for grid in region.page.grids for row in grid.rows for cell in row if cell)
    own = next((cell.box.x1 for cell in cells if cell.box.holds(first.box.middle)), None)
    aligned = (line.box.x1 for line in region.lines if abs(line.box.x0 - first.box.x0) <= SAME_EDGE_PT)
    return own if own is not None else max(aligned, default=first.box.x1)


def value_of(fields: Iterable[Field], drawn: Sequence[Rule] = ()) -> Value | None:
    """The printed value of fields that mean the same, divided by "; "; None if nothing is printed or ticked."""
    found = [(field, text) for field in fields if (text := text_of(field, drawn)) is not None]
    if not found:
        return None
    lines = [line for field, _ in found for line in _all_lines(field)]
    first = lines[0]
    box = Box.around(line.box for line in lines if line.page == first.page)
    return Value("; ".join(text for _, text in found), first.page, box, BULLET.sub("", first.text))


def text_of(field: Field, drawn: Sequence[Rule] = ()) -> str | None:
    """The text of one field, items divided by "; ", hyphenation undone; None if nothing is printed or ticked."""
    rows = [text_with_boxes(line, drawn) for line in _all_lines(field)]
    plain = join_lines(BULLET.sub("", row) for row in rows if row)
    text = ticked(plain)
    if text is None or text.strip() in NOTHING:
        return None
    return text if text != plain else join_items(map(list_text, _items(field, rows)))


def drawn_squares(pages: Iterable[Page]) -> tuple[Rule, ...]:
    """The squares of the pages of a sheet."""
    return tuple(rule for page in pages for rule in squares(page.rules))


def _items(field: Field, rows: Sequence[str]) -> list[list[str]]:
    """The rows of each item of a list without bullets, one item a line; all rows together where that is not clear."""
    if field.label.column not in ASK_FOR_NAMES or any(BULLET.match(row) for row in rows):
        return [list(rows)]
    items: list[list[str]] = [[]]
    for at, (row, line) in enumerate(zip(rows, lines := _all_lines(field), strict=True)):
        if at and _opens_item(lines[at - 1], line, field.edge):
            items.append([])
        items[-1].append(row)
    is_list = all(len(" ".join(item).split()) <= LONGEST_NAME for item in items)
    return items if is_list else [list(rows)]


def _opens_item(before: Line, line: Line, edge: float, *, aligned: bool = False) -> bool:
    """Whether a line is an item of its own: it begins with a capital that had room in the line before."""
    column = edge - line.box.x0
    aligned = aligned or (line.page == before.page and abs(line.box.x0 - before.box.x0) <= SAME_EDGE_PT)
    room = edge - before.box.x1 - line.words[0].box.width
    return aligned and room > WELL_SHORT * column and line.text[:1].isupper() and not GOES_ON.search(before.text)


def _all_lines(field: Field) -> tuple[Line, ...]:
    return (field.label.value, *field.lines) if field.label.value else field.lines


def _owner_in_cells(line: Line, labels: Sequence[Label], page: Page) -> Label | None:
    """The label in the same cell above the line, or in the same row left of it."""
    middle = line.box.middle
    for grid in page.grids:
        if not grid.box.holds(middle):
            continue
        for row in grid.rows:
            cells = [cell for cell in row if cell]
            own = next((cell for cell in cells if cell.box.holds(middle)), None)
            if own and (found := _in_cell(line, labels, own) or _in_row(line, labels, cells, own)):
                return found
    return None


def _in_cell(line: Line, labels: Sequence[Label], cell: Cell) -> Label | None:
    inside = [lb for lb in labels if cell.box.holds(lb.box.middle)]
    return _owner_above(line, rows_of(inside)) if inside else None


def _in_row(line: Line, labels: Sequence[Label], cells: Sequence[Cell], own: Cell) -> Label | None:
    """The last label left of the line in a row of which no other cell divides them by a value of its own."""
    before = [lb for lb in labels if lb.box.x0 < line.box.x0]
    left = [lb for cell in cells if cell is not own for lb in before if cell.box.holds(lb.box.middle)]
    return max(left, key=lambda lb: (lb.box.x0, lb.box.top), default=None)


def _owner_above(line: Line, rows: Sequence[Sequence[Label]]) -> Label | None:
    """The last label that begins left of the line, in the lowest row of labels that has one above or beside it."""
    for row in reversed(rows):
        if row[0].box.top > line.box.top + ROW_PT:
            continue
        left = [label for label in row if label.box.x0 <= line.box.x0 + 2 * SAME_EDGE_PT]
        if left:
            return left[-1]
    return None


def _goes_on(field: Field, line: Line) -> bool:
    """Whether a line at the head of a page continues the last value of the page before."""
    edge = field.lines[0].box.x0 if field.lines else field.label.box.x0
    return line.box.x0 >= edge - INDENT_PT


def _ended(field: Field, height: float) -> Field:
    """The last field of a sheet without the lines that only follow the sheet, on pages of a height in points."""
    kept: list[Line] = []
    beside = bool(field.lines) and field.lines[0].box.x0 > field.label.box.x1
    for line in field.lines:
        last = kept[-1] if kept else field.label.lines[-1]
        if line.page != last.page and not (beside and last.box.bottom > 0.8 * height):
            break
        if line.page == last.page and line.box.top - last.box.bottom > END_OF_SHEET_LINES * line.box.height:
            break
        if kept and beside and line.box.x0 < kept[0].box.x0 - INDENT_PT:
            break
        kept.append(line)
    return replace(field, lines=tuple(kept))
