"""Arrange: pages to lines in reading order, without running heads and feet.

Lines in a ruled table come cell by cell and know their table, so that later stages can tell a table head from a
heading. Sideways words are left to the tables; they are no running text.
"""

from collections import Counter, deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from extractors.layout.baselines import Segment, left_edges, rows, segment, segments, with_markers
from extractors.layout.columns import blocks
from extractors.layout.footnotes import mark_footnotes
from extractors.layout.holders import Holders
from extractors.layout.line_numbers import without_line_numbers
from extractors.layout.margins import body_of
from extractors.layout.prints import Print
from schemas.geometry import Box, Cell, Grid, Line, Page, Reading, Word
from schemas.packed import sideways_of

BODY_FROM = 0.2
"""Tables that end above this share of the page's height may be letterheads."""

WALL_PT = 14.0
"""Drawn vertical lines at least this long divide the words on both sides."""


@dataclass(frozen=True, slots=True)
class Arranged:
    """The text of a document in reading order."""

    lines: tuple[Line, ...]
    pages: tuple[Page, ...]
    """The pages with the cells of their tables filled."""


def arrange(reading: Reading) -> Arranged:
    """The lines of a document, and its pages with filled tables."""
    printed = without_line_numbers(reading.pages)
    cut = [list(_segments_of(page)) for page in printed]
    bodies = body_of([(page.height, found, _content_tables(page)) for page, found in zip(printed, cut, strict=True)])
    pages = tuple(_filled(page, body) for page, body in zip(printed, bodies, strict=True))
    raw = [list(_lines(page, body)) for page, body in zip(pages, bodies, strict=True)]
    size = body_size(line for found in raw for line in found)
    marked = [mark_footnotes(found, page, size) for page, found in zip(pages, raw, strict=True)]
    return Arranged(tuple(line for found in marked for line in found), pages)


def body_size(lines: Iterable[Line]) -> float:
    """The type size in points that most letters of the document have; 0 without text."""
    letters: Counter[float] = Counter()
    for line in lines:
        letters[line.style.size] += len(line.text)
    return max(letters, key=lambda size: (letters[size], size), default=0.0)


def is_table(grid: Grid) -> bool:
    """Whether a grid is a table, not a frame around text: at least two rows and two columns, or three stacked cells."""
    columns = max(len(row) for row in grid.rows)
    return (len(grid.rows) >= 2 and columns >= 2) or len(grid.rows) >= 3


def _segments_of(page: Page) -> Iterator[Segment]:
    """The page's upright words in segments, cut at drawn vertical lines; those of different cells kept apart."""
    walls = [rule.box for rule in page.rules if rule.kind == "line" and rule.box.height >= WALL_PT]
    found = Print.of(page.words)
    for chosen in _by_cell(page, found):
        lines = rows(found, chosen)
        edges = left_edges(found, lines)
        for row in lines:
            for part in segments(found, row, _walls_at(found.middle(row[0])[1], walls), edges):
                yield segment(found, part)


def _content_tables(page: Page) -> list[Box]:
    """Tables that reach into the body of the page: their first rows are no running heads, even where sheets repeat."""
    least = BODY_FROM * page.height
    return [g.box for g in page.grids if is_table(g) and g.box.bottom > least and g.box.height > least / 2]


def _by_cell(page: Page, found: Print) -> Iterator[list[int]]:
    """The places of upright words outside tables, then of those of each cell."""
    tables = [grid for grid in page.grids if is_table(grid)]
    if not tables:
        yield found.upright()
        return
    cells = Holders([cell.box for grid in tables for row in grid.rows for cell in row if cell])
    outside: list[int] = []
    inside: dict[int, list[int]] = {}
    for place in found.upright():
        at = next(cells.of(found.middle(place)), None)
        (outside if at is None else inside.setdefault(at, [])).append(place)
    yield outside
    for at in sorted(inside):
        yield inside[at]


def _walls_at(height: float, walls: Iterable[Box]) -> list[float]:
    return sorted(wall.x0 for wall in walls if wall.top <= height <= wall.bottom)


def _filled(page: Page, body: Sequence[Segment]) -> Page:
    """The page with the text of its tables' cells."""
    frames = [grid.box.grown(1) for grid in page.grids]
    inside = _held([s.box for s in body], frames)
    turned = sideways_of(page.words) if frames else []
    sideways = _held([word.box for word in turned], frames)
    grids = tuple(
        _filled_grid(grid, [body[i] for i in inside[at]], [turned[i] for i in sideways[at]])
        for at, grid in enumerate(page.grids)
    )
    return replace(page, grids=grids)


def _held(boxes: Sequence[Box], frames: Sequence[Box]) -> list[list[int]]:
    """For each frame the indexes of the boxes whose middle it holds."""
    found: list[list[int]] = [[] for _ in frames]
    if not boxes or not frames:
        return found
    holders = Holders(frames)
    for i, box in enumerate(boxes):
        for at in holders.of(box.middle):
            found[at].append(i)
    return found


def _filled_grid(grid: Grid, inside: Sequence[Segment], sideways: Sequence[Word]) -> Grid:
    cells = [cell.box for row in grid.rows for cell in row if cell]
    here = iter(_held([s.box for s in inside], cells))
    turned = iter(_held([word.box for word in sideways], cells))

    def filled(cell: Cell) -> Cell:
        return _filled_cell(cell, [inside[i] for i in next(here)], [sideways[i] for i in next(turned)])

    return Grid(grid.page, grid.box, tuple(tuple(cell and filled(cell) for cell in row) for row in grid.rows))


def _filled_cell(cell: Cell, here: Sequence[Segment], turned: Sequence[Word]) -> Cell:
    lines = [" ".join(w.text for w in turned)] if turned else []
    last: Segment | None = None
    for part in sorted(here, key=lambda s: (round(s.box.middle[1] / 3), s.box.x0)):
        if last is not None and abs(part.box.middle[1] - last.box.middle[1]) < 3:
            lines[-1] += f" {part.text}"
        else:
            lines.append(part.text)
        last = part
    return Cell(cell.box, "\n".join(lines))


def _lines(page: Page, body: Sequence[Segment]) -> Iterator[Line]:
    """Lines outside tables by columns; each table, cell by cell, stands where its upper edge is."""
    tables = {i: grid for i, grid in enumerate(page.grids) if is_table(grid)}
    free, inside = _by_table(body, tables)
    waiting = deque(sorted(tables, key=lambda i: tables[i].box.top))
    number = 0
    for block in blocks(free):
        for part in with_markers(block.segments):
            while waiting and _comes_before(tables[waiting[0]].box, part.box):
                number += 1
                yield from _table_lines(page, waiting[0], inside[waiting.popleft()], number)
                number += 1
            role = "note" if block.is_notes else "body"
            yield _line(page.number, part, column=block.column, block=number, role=role)
        number += 1
    for index in waiting:
        yield from _table_lines(page, index, inside[index], number)
        number += 1


def _by_table(body: Sequence[Segment], tables: Mapping[int, Grid]) -> tuple[list[Segment], Mapping[int, list[Segment]]]:
    """Segments outside all tables, and those of each: of tables that lie within each other the first has them."""
    free, inside = _shared_out(body, [grid.box.grown(1) for grid in tables.values()])
    return free, dict(zip(tables, inside, strict=True))


def _shared_out(body: Sequence[Segment], frames: Sequence[Box]) -> tuple[list[Segment], list[list[Segment]]]:
    """Segments that no frame holds, and those of each frame that no earlier one holds."""
    holders = Holders(frames)
    outside: list[Segment] = []
    inside: list[list[Segment]] = [[] for _ in frames]
    for part in body:
        at = next(holders.of(part.box.middle), None)
        (outside if at is None else inside[at]).append(part)
    return outside, inside


def _comes_before(table: Box, part: Box) -> bool:
    """Whether a table ends above a line of the column it stands in."""
    return table.bottom <= part.middle[1] and table.x0 < part.x1 and part.x0 < table.x1


def _table_lines(page: Page, index: int, inside: Sequence[Segment], block: int) -> Iterator[Line]:
    """The lines of a table cell by cell, then those between its cells."""
    cells = [cell.box for row in page.grids[index].rows for cell in row if cell]
    between, of_cells = _shared_out(inside, cells)
    for own in of_cells:
        for part in with_markers(sorted(own, key=lambda s: (s.box.top, s.box.x0))):
            yield _line(page.number, part, block=block, grid=index)
    for part in between:
        yield _line(page.number, part, block=block, grid=index)


def _line(page: int, part: Segment, *, column: int = -1, block: int = 0, grid: int = -1, role: str = "body") -> Line:
    return Line(page, part.words, part.box, part.text, part.style, column, block, grid, role)
