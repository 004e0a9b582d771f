"""What was seen on a page: words, lines, columns, tables, headings and measures, ready to be drawn."""

from collections.abc import Iterable, Iterator, Sequence

from extractors.layout.lines import arrange
from extractors.pdf.drawing import Seen
from extractors.pdf.reader import read_pages
from schemas.documents import Evidence
from schemas.geometry import Box, Line


def see_page(content: bytes, page: int, evidence: Sequence[Evidence]) -> Iterator[Seen]:
    """Boxes of one page, kind by kind, those of rows from their evidence.

    Raises UnreadableDocument when the PDF cannot be read.
    """
    arranged = arrange(read_pages(content))
    lines = [line for line in arranged.lines if line.page == page]
    own = next((one for one in arranged.pages if one.number == page), None)
    yield Seen("words", tuple(word.box for word in own.words) if own else ())
    yield Seen("lines", tuple(line.box for line in lines))
    yield Seen("columns", tuple(_blocks(lines)))
    yield Seen("tables", tuple(grid.box for grid in own.grids) if own else ())
    yield Seen("headings", tuple(_boxes(evidence, "sections", page)))
    yield Seen("measures", tuple(_boxes(evidence, "measures", page)))


def _blocks(lines: Iterable[Line]) -> Iterator[Box]:
    blocks: dict[int, list[Box]] = {}
    for line in lines:
        blocks.setdefault(line.block, []).append(line.box)
    return (Box.around(boxes).grown(3) for boxes in blocks.values())


def _boxes(evidence: Iterable[Evidence], table: str, page: int) -> Iterator[Box]:
    return (
        Box(*one.edges).grown(2)
        for one in evidence
        if one.table == table and one.page == page and not one.column and one.edges is not None
    )
