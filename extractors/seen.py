"""What was seen on a page: words, lines, columns, tables, headings and measures, ready to be drawn."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from extractors.document import FIRST, Attempt
from extractors.layout.lines import arrange
from extractors.pdf.drawing import Seen
from extractors.pdf.ocr import recognise_pages
from extractors.pdf.picture_text import Recogniser
from extractors.pdf.steps import UNDERSTAND
from schemas.documents import Evidence
from schemas.geometry import Box, Line, Reading


def see_page(
    content: bytes,
    page: int,
    evidence: Sequence[Evidence],
    recogniser: Recogniser | None = None,
    attempt: Attempt = FIRST,
) -> Iterator[Seen]:
    """Boxes of one page as displayed, kind by kind, those of rows from their evidence.

    Raises UnreadableDocument when the PDF cannot be read.
    """
    reading = _with_recognised(content, page, recogniser, attempt)
    attempt.told(UNDERSTAND, 0)
    arranged = arrange(reading)
    lines = [line for line in arranged.lines if line.page == page]
    own = next((one for one in arranged.pages if one.number == page), None)
    printed = {
        "words": [word.box for word in own.words] if own else [],
        "lines": [line.box for line in lines],
        "columns": list(_blocks(lines)),
        "tables": [grid.box for grid in own.grids] if own else [],
    }
    turn = own.turn if own else None
    for kind, boxes in printed.items():
        yield Seen(kind, tuple(turn.as_displayed(box) if turn else box for box in boxes))
    yield Seen("headings", tuple(_boxes(evidence, "sections", page)))
    yield Seen("measures", tuple(_boxes(evidence, "measures", page)))


def _with_recognised(content: bytes, page: int, recogniser: Recogniser | None, attempt: Attempt) -> Reading:
    """The reading of a document, with the text of that page's picture."""
    reading = attempt.read(content, attempt.told, attempt.avoided)
    one = replace(reading, pages=tuple(each for each in reading.pages if each.number == page))
    seen = recognise_pages(content, one, recogniser, attempt.told, attempt.avoided.pictures).pages
    return replace(reading, pages=tuple(seen[0] if each.number == page else each for each in reading.pages))


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
