"""Small real PDFs for tests, written byte by byte: a few fonts, text, rules, pictures, an outline.

    pdf([[Text("Klimaschutz in Neustadt", 70, 80, size=18, font="bold"), *column(["Zeile", "Zeile"], 70, 120)]])

Places are points from the top left of the sheet as it lies in the file, before it is turned.
"""

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import pikepdf

WIDTH, HEIGHT = 595, 842
FONTS = ("regular", "bold", "italic", "wingdings", "drawn soft hyphens", "hidden soft hyphens", "undecodable")
SOFT_HYPHEN_CODE = 173


@dataclass(frozen=True, slots=True)
class Text:
    """Words of one line; the upper edge of the letters is about at `top`."""

    text: str
    x: float
    top: float
    size: float = 10
    font: str = "regular"
    color: str = "0 0 0"
    climbs: bool = False
    """Set sideways, from the bottom to the top of the sheet."""

    def drawn(self) -> bytes:
        """The operators of the content stream."""
        turn = "0 1 -1 0" if self.climbs else "1 0 0 1"
        at = f"{turn} {self.x} {HEIGHT - self.top - 0.8 * self.size:.2f} Tm"
        code = self.text.encode("cp1252").hex()
        name = FONTS.index(self.font)
        return f"BT /F{name} {self.size} Tf {self.color} rg {at} <{code}> Tj ET".encode()


@dataclass(frozen=True, slots=True)
class Area:
    """A filled rectangle; a thin one is a drawn line."""

    x0: float
    top: float
    x1: float
    bottom: float
    color: str = "0 0 0"

    def drawn(self) -> bytes:
        """The operators of the content stream."""
        sides = f"{self.x0} {HEIGHT - self.bottom} {self.x1 - self.x0} {self.bottom - self.top}"
        return f"{self.color} rg {sides} re f".encode()


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture, its left half dark and its right half light."""

    x0: float
    top: float
    x1: float
    bottom: float

    def drawn(self) -> bytes:
        """The operators of the content stream."""
        matrix = f"{self.x1 - self.x0} 0 0 {self.bottom - self.top} {self.x0} {HEIGHT - self.bottom} cm"
        return f"q {matrix} BI /W 2 /H 1 /CS /G /BPC 8 ID ".encode() + b"\x40\xc0 EI Q"


Drawn = Text | Area | Picture
Sheet = Sequence[Drawn]


def column(lines: Iterable[str], x: float, top: float, pitch: float = 13, size: float = 10) -> list[Text]:
    """Lines of running text below each other."""
    return [Text(line, x, top + pitch * number, size) for number, line in enumerate(lines)]


def ruled_table(rows: Sequence[Sequence[str]], widths: Sequence[float], x: float, top: float) -> list[Drawn]:
    """A table with all its rules; one line per cell."""
    height = 18.0
    edges = [x + sum(widths[:n]) for n in range(len(widths) + 1)]
    bottom = top + height * len(rows)
    across: list[Drawn] = [Area(x, top + height * n, edges[-1], top + height * n + 0.5) for n in range(len(rows) + 1)]
    down = [Area(edge, top, edge + 0.5, bottom) for edge in edges]
    texts = [
        Text(cell, edges[n] + 3, top + height * number + 4, 9, "bold" if number == 0 else "regular")
        for number, row in enumerate(rows)
        for n, cell in enumerate(row)
    ]
    return [*across, *down, *texts]


def pdf(sheets: Sequence[Sheet], *, turned: int = 0, outline: Sequence[tuple[str, int]] = (), title: str = "") -> bytes:
    """A PDF; `turned` in degrees clockwise, outline as (title, page from 1)."""
    file = _File()
    fonts = b" ".join(b"/F%d %d 0 R" % (n, file.add(_font(name, file))) for n, name in enumerate(FONTS))
    tree = file.reserve()
    pages = [file.add(_page(sheet, tree, fonts, turned, file)) for sheet in sheets]
    kids = b" ".join(b"%d 0 R" % page for page in pages)
    file.fill(tree, b"<< /Type /Pages /Kids [%s] /Count %d >>" % (kids, len(pages)))
    marks = b" /Outlines %d 0 R" % _outline(outline, pages, file) if outline else b""
    root = file.add(b"<< /Type /Catalog /Pages %d 0 R%s >>" % (tree, marks))
    facts = file.add(b"<< /Title (%s) /Producer (pdf_files) >>" % title.encode("latin-1"))
    return file.closed(root, facts)


def encrypted(content: bytes, password: str) -> bytes:
    """The PDF protected by a password; an empty one opens by itself, as PDFs do that forbid only printing."""
    written = io.BytesIO()
    with pikepdf.open(io.BytesIO(content)) as file:
        file.save(written, encryption=pikepdf.Encryption(user=password, owner="geheim"))
    return written.getvalue()


class _File:
    """Objects of a PDF, numbered from 1."""

    def __init__(self) -> None:
        self._objects: list[bytes] = []

    def add(self, body: bytes) -> int:
        self._objects.append(body)
        return len(self._objects)

    def reserve(self) -> int:
        return self.add(b"")

    def fill(self, number: int, body: bytes) -> None:
        self._objects[number - 1] = body

    def closed(self, root: int, facts: int) -> bytes:
        content = b"%PDF-1.5\n"
        table = b"0000000000 65535 f \n"
        for number, body in enumerate(self._objects, 1):
            table += b"%010d 00000 n \n" % len(content)
            content += b"%d 0 obj\n%s\nendobj\n" % (number, body)
        count = len(self._objects) + 1
        ends = b"<< /Size %d /Root %d 0 R /Info %d 0 R >>" % (count, root, facts)
        return content + b"xref\n0 %d\n%strailer\n%s\nstartxref\n%d\n%%%%EOF\n" % (count, table, ends, len(content))


def _page(sheet: Sheet, tree: int, fonts: bytes, turned: int, file: _File) -> bytes:
    stream = b"\n".join(part.drawn() for part in sheet)
    content = file.add(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream))
    return b"<< /Type /Page /Parent %d 0 R /MediaBox [0 0 %d %d] /Rotate %d /Contents %d 0 R " % (
        tree, WIDTH, HEIGHT, turned, content
    ) + b"/Resources << /Font << %s >> >> >>" % fonts  # fmt: skip


def _font(name: str, file: _File) -> bytes:
    standard = {"regular": b"Helvetica", "bold": b"Helvetica-Bold", "italic": b"Helvetica-Oblique"}
    if name in standard:
        return b"<< /Type /Font /Subtype /Type1 /BaseFont /%s /Encoding /WinAnsiEncoding >>" % standard[name]
    if name == "undecodable":
        return _nameless(file)
    base = b"Wingdings" if name == "wingdings" else b"Softly"
    shown = {SOFT_HYPHEN_CODE: 0} if name.startswith("hidden") else {}
    widths = b" ".join(b"%d" % shown.get(code, 500) for code in range(32, 256))
    about = file.add(b"<< /Type /FontDescriptor /FontName /%s /Flags 32 /FontBBox [0 -200 1000 800] "
                     b"/ItalicAngle 0 /Ascent 800 /Descent -200 /CapHeight 700 /StemV 80 >>" % base)  # fmt: skip
    return (
        b"<< /Type /Font /Subtype /TrueType /BaseFont /%s /FirstChar 32 /LastChar 255 /Widths [%s] "
        b"/FontDescriptor %d 0 R %s>>" % (base, widths, about, _meaning(name, file))
    )


def _nameless(file: _File) -> bytes:
    """A font that numbers its glyphs, two bytes each, and does not say which characters they are."""
    system = b"<< /Registry (Adobe) /Ordering (Identity) /Supplement 0 >>"
    own = file.add(b"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Secret /CIDSystemInfo %s /DW 500 >>" % system)
    return b"<< /Type /Font /Subtype /Type0 /BaseFont /Secret /Encoding /Identity-H /DescendantFonts [%d 0 R] >>" % own


def _meaning(name: str, file: _File) -> bytes:
    """How codes become characters: a soft hyphen has to be named, since the usual coding calls it a hyphen."""
    if name == "wingdings":
        return b"/Encoding /WinAnsiEncoding "
    letters = b"\n".join(b"<%02X> <%04X>" % (code, ord(bytes([code]).decode("cp1252"))) for code in range(160, 256))
    basic = b"<20> <7E> <0020>"
    stream = (
        b"/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /Own def "
        b"1 begincodespacerange <00> <FF> endcodespacerange\n1 beginbfrange\n%s\nendbfrange\n"
        b"96 beginbfchar\n%s\nendbfchar\nendcmap end end" % (basic, letters)
    )
    number = file.add(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream))
    return b"/Encoding /WinAnsiEncoding /ToUnicode %d 0 R " % number


def _outline(marks: Sequence[tuple[str, int]], pages: Sequence[int], file: _File) -> int:
    root = file.reserve()
    own = [file.reserve() for _ in marks]
    for place, (title, page) in enumerate(marks):
        later = b" /Next %d 0 R" % own[place + 1] if place + 1 < len(own) else b""
        earlier = b" /Prev %d 0 R" % own[place - 1] if place else b""
        written = b"<%s>" % (b"\xfe\xff" + title.encode("utf-16-be")).hex().encode()
        goal = b"[%d 0 R /Fit]" % pages[page - 1]
        file.fill(own[place], b"<< /Title %s /Parent %d 0 R /Dest %s%s%s >>" % (written, root, goal, later, earlier))
    file.fill(root, b"<< /Type /Outlines /First %d 0 R /Last %d 0 R /Count %d >>" % (own[0], own[-1], len(own)))
    return root
