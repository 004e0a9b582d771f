"""Tables of measures as rows under a head: over page breaks, with cells that cover several rows, and group rows."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from extractors.content.candidates import ATTRIBUTES, Value
from extractors.content.passages import cell_value, joined
from extractors.content.table_alignment import aligned_grids
from extractors.content.table_heads import TableColumn, TableHead, find_head, repeats
from extractors.content.table_rules import open_grids
from extractors.layout.lines import Arranged
from schemas.geometry import Box, Cell, Grid, Line, Page

PROOF = frozenset({*ATTRIBUTES} - {"description"})
"""Beside its titles a table of measures has at least one of these columns."""

SPANNING = 0.6
"""A cell that covers this share of the table's width heads a group of rows."""

COVERED = 0.5
"""A row of which this share is covered by cells from above is a part of the row above."""

SAME_EDGE_PT = 4.0
INSIDE_PT = 2.0


@dataclass(frozen=True, slots=True)
class TableRow:
    """A row under a head: column → what its cells say."""

    page: int
    cells: Mapping[TableColumn, Value] = field(default_factory=dict)
    spanning: Value | None = None
    """The text of a row that is one cell over the table's width."""

    page_last: int = 0
    """The page on which the rest of a cut row stands; 0: it is not cut."""

    def at(self, key: str) -> Value | None:
        """What the first column of that meaning says."""
        return next((value for column, value in self.cells.items() if column.key == key), None)


@dataclass(slots=True)
class MeasureTable:
    """A table of measures, over as many pages as it covers."""

    head: TableHead
    last_page: int
    rows: list[TableRow] = field(default_factory=list)


def measure_tables(arranged: Arranged) -> list[MeasureTable]:
    """The tables of a document that list measures."""
    found: list[MeasureTable] = []
    lines = _by_page(arranged.lines)
    for page in arranged.pages:
        for position, grid in enumerate(_grids(page, lines.get(page.number, []))):
            head = find_head(grid)
            if head is not None and lists_measures(head):
                if not (found and _repeated(found[-1], head, page.number)):
                    found.append(MeasureTable(head, page.number))
                _add_rows(found[-1], grid, grid.rows[head.rows :])
            elif head is None and position == 0 and found and _goes_on(found[-1], grid):
                _add_rows(found[-1], grid, grid.rows)
    return found


def lists_measures(head: TableHead) -> bool:
    """Whether a head has a column of titles and one more that only measures have."""
    return "title" in head.keys and bool(head.keys & PROOF)


def _by_page(lines: Iterable[Line]) -> dict[int, list[Line]]:
    found: dict[int, list[Line]] = {}
    for line in lines:
        found.setdefault(line.page, []).append(line)
    return found


def _grids(page: Page, lines: Sequence[Line]) -> list[Grid]:
    """Closed tables, those drawn with open lines, and aligned ones; of two that overlap the one that lists measures."""
    listing = [grid for grid in page.grids if _lists(grid)]
    for grid in (*open_grids(page), *aligned_grids(page, lines)):
        if _lists(grid) and not any(_overlap(grid.box, other.box) for other in listing):
            listing.append(grid)
    others = [grid for grid in page.grids if not any(_overlap(grid.box, known.box) for known in listing)]
    return sorted([*listing, *others], key=lambda grid: grid.box.top)


def _lists(grid: Grid) -> bool:
    head = find_head(grid)
    return head is not None and lists_measures(head)


def _overlap(one: Box, other: Box) -> bool:
    return one.x0 < other.x1 and other.x0 < one.x1 and one.top < other.bottom and other.top < one.bottom


def _repeated(table: MeasureTable, head: TableHead, page: int) -> bool:
    """Whether a head is that of the table of the page before, printed again."""
    same = table.head.columns == head.columns
    edges = [column.x0 for column in head.columns]
    return same and page - table.last_page in (0, 1) and _same_edges(table.head, edges, edges[0])


def _goes_on(table: MeasureTable, grid: Grid) -> bool:
    """Whether the first table of a page continues the last one of the page before: its columns are the same."""
    edges = {cell.box.x0 for row in grid.rows for cell in row if cell}
    return grid.page == table.last_page + 1 and len(edges) > 1 and _same_edges(table.head, edges, grid.box.x0)


def _same_edges(head: TableHead, edges: Iterable[float], left: float) -> bool:
    """Whether columns begin at the same distances from the table's left edge; pages are bound left and right."""
    shift = left - head.columns[0].x0
    found = list(edges)
    same = sum(any(abs(column.x0 + shift - edge) <= SAME_EDGE_PT for edge in found) for column in head.columns)
    return same >= 0.8 * len(head.columns)


def _add_rows(table: MeasureTable, grid: Grid, rows: Iterable[Sequence[Cell | None]]) -> None:
    """Read the rows of a page; the rest of a row that the page break cut is joined to its beginning."""
    first = bool(table.rows) and grid.page > table.last_page
    head = table.head.shifted(grid.box.x0 - table.head.columns[0].x0)
    for cells in _whole_rows(rows, head):
        row = _row(head, cells, grid.page)
        if repeats(head, cells) or not (row.cells or row.spanning):
            continue
        if table.rows and _belongs_above(table, row, after_break=first):
            table.rows[-1] = _with(table.rows[-1], row)
        else:
            table.rows.append(row)
        first = False
    table.last_page = grid.page


def _whole_rows(rows: Iterable[Sequence[Cell | None]], head: TableHead) -> Iterator[list[Cell]]:
    """Rows as printed: one whose width is covered by cells from above is a part of the row above.

    Coloured areas behind single lines of a cell look like cells of their own: a cell inside another one is left out.
    """
    width = head.columns[-1].x1 - head.columns[0].x0
    whole: list[Cell] = []
    for row in rows:
        own = [cell for cell in row if cell]
        cells = [cell for cell in own if not _is_inner(cell, (*whole, *own))]
        top = min((cell.box.top for cell in cells), default=0.0)
        covered = sum(cell.box.width for cell in whole if cell.box.bottom > top + INSIDE_PT)
        if whole and covered < COVERED * width:
            yield whole
            whole = []
        whole.extend(cells)
    if whole:
        yield whole


def _is_inner(cell: Cell, others: Iterable[Cell]) -> bool:
    """Whether a cell lies inside another one."""
    box, grown = cell.box, (other.box.grown(0.5) for other in others if other is not cell)
    return any(other.holds((box.x0, box.top)) and other.holds((box.x1, box.bottom)) for other in grown)


def _row(head: TableHead, cells: Sequence[Cell], page: int) -> TableRow:
    filled = [cell for cell in cells if cell.text.strip()]
    width = head.columns[-1].x1 - head.columns[0].x0
    if len(filled) == 1 and _spans(filled[0], head, width):
        return TableRow(page, spanning=cell_value(filled[0].text, page, filled[0].box))
    found: dict[TableColumn, Value] = {}
    for cell in filled:
        column, value = head.column_at(cell.box), cell_value(cell.text, page, cell.box)
        if column and value:
            found[column] = joined(found[column], value) if column in found else value
    return TableRow(page, found)


def _spans(cell: Cell, head: TableHead, width: float) -> bool:
    """Whether a cell covers the table, or the titles and a column beside them: it heads the rows below."""
    covered = [c for c in head.columns if cell.box.x0 - SAME_EDGE_PT <= c.x0 and c.x1 <= cell.box.x1 + SAME_EDGE_PT]
    return len(covered) > 1 and (cell.box.width >= SPANNING * width or any(c.key == "title" for c in covered))


def _belongs_above(table: MeasureTable, row: TableRow, *, after_break: bool) -> bool:
    """Whether a row is the rest of the one above.

    A row without a title is; after a page break also one that lacks the code, or begins in the middle of a sentence.
    A title alone may head a group of rows, unless bands do in this table.
    """
    above = table.rows[-1]
    if row.spanning or above.spanning:
        return False
    title, before = row.at("title"), above.at("title")
    if title is None:
        return not row.at("code")
    if not after_break:
        return False
    is_group = len(row.cells) == 1 and not any(other.spanning for other in table.rows)
    lacks_code = any(other.at("code") for other in table.rows) and not row.at("code") and not is_group
    return lacks_code or title.text[0].islower() or bool(before and before.text.endswith(("-", ",")))


def _with(above: TableRow, rest: TableRow) -> TableRow:
    cells = dict(above.cells)
    for column, value in rest.cells.items():
        cells[column] = joined(cells[column], value) if column in cells else value
    return TableRow(above.page, cells, page_last=rest.page)
