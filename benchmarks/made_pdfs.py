"""Made PDFs: documents of any length with the habits of a council's concept, written byte by byte, always the same.

Each page has a heading, running text and a ruled table of measures; each document names another edition and quarter.
"""

from collections.abc import Iterator

WIDTH, HEIGHT, LEFT = 595, 842, 70
TEXT = (
    "Die Stadt fördert das Zusammenleben im Quartier und stärkt die Beratung der Familien vor Ort durch Angebote "
    "der Vereine und der Verwaltung sowie durch neue Räume für Begegnung und Bildung in jedem Stadtteil"
)
WORDS = TEXT.split()
WORDS_A_LINE, LINES_A_PAGE, MEASURES_A_PAGE = 11, 22, 8
COLUMNS = (40, 270, 130)
ROW_HEIGHT, LEADING = 18, 13


def make_pdf(pages: int, number: int = 0) -> bytes:
    """A document of so many pages; another number makes another document."""
    streams = [_page(number, page).encode("cp1252") for page in range(1, pages + 1)]
    kids = " ".join(f"{4 + 2 * n} 0 R" for n in range(pages))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {pages} >>".encode(),
        f"<< /F1 {_font('Helvetica')} /F2 {_font('Helvetica-Bold')} >>".encode(),
    ]
    for n, stream in enumerate(streams):
        box = f"/MediaBox [0 0 {WIDTH} {HEIGHT}] /Resources << /Font 3 0 R >> /Contents {5 + 2 * n} 0 R"
        objects.append(f"<< /Type /Page /Parent 2 0 R {box} >>".encode())
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream))
    return _file(objects)


def _page(number: int, page: int) -> str:
    """The operators of one page: heading, text, table."""
    lines = [_text(16, LEFT, 80, f"{page}. Handlungsfeld Quartier {number + page}", "F2")]
    top = 110
    for line in range(LINES_A_PAGE):
        first = number + 7 * page + 3 * line
        words = " ".join(WORDS[(first + n) % len(WORDS)] for n in range(WORDS_A_LINE))
        lines.append(_text(10, LEFT, top + LEADING * line, words))
    return "\n".join([*lines, *_table(number, page, top + LEADING * (LINES_A_PAGE + 2))])


def _table(number: int, page: int, top: int) -> Iterator[str]:
    """A ruled table of measures."""
    rows = [("Nr.", "Maßnahme", "Zuständig")]
    rows += [
        (f"{page}.{n}", f"Treffpunkt {number}-{page}-{n} einrichten", "Amt") for n in range(1, MEASURES_A_PAGE + 1)
    ]
    edges = [LEFT + sum(COLUMNS[:n]) for n in range(len(COLUMNS) + 1)]
    bottom = top + ROW_HEIGHT * len(rows)
    yield from (_rule(LEFT, top + ROW_HEIGHT * n, edges[-1], top + ROW_HEIGHT * n + 0.5) for n in range(len(rows) + 1))
    yield from (_rule(edge, top, edge + 0.5, bottom) for edge in edges)
    for n, row in enumerate(rows):
        for cell, edge in zip(row, edges, strict=False):
            yield _text(9, edge + 3, top + ROW_HEIGHT * n + 4, cell, "F1" if n else "F2")


def _text(size: int, x: float, top: float, text: str, font: str = "F1") -> str:
    return f"BT /{font} {size} Tf {x} {HEIGHT - top - size} Td ({text}) Tj ET"


def _rule(x0: float, top: float, x1: float, bottom: float) -> str:
    return f"{x0} {HEIGHT - bottom} {x1 - x0} {bottom - top} re f"


def _font(name: str) -> str:
    return f"<< /Type /Font /Subtype /Type1 /BaseFont /{name} /Encoding /WinAnsiEncoding >>"


def _file(objects: list[bytes]) -> bytes:
    """The objects, numbered from 1, with their table of places."""
    content, places = b"%PDF-1.5\n", []
    parts = [content]
    position = len(content)
    for n, body in enumerate(objects, start=1):
        parts.append(b"%d 0 obj\n%s\nendobj\n" % (n, body))
        places.append(b"%010d 00000 n \n" % position)
        position += len(parts[-1])
    count = len(objects) + 1
    parts.append(b"xref\n0 %d\n0000000000 65535 f \n%s" % (count, b"".join(places)))
    parts.append(b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (count, position))
    return b"".join(parts)
