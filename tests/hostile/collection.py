"""A hostile collection: files that mean harm, or are harmed, each with the name of what is wrong with it."""

import random
from collections.abc import Callable, Iterator, Mapping

from tests.hostile.nonsense import nonsense
from tests.hostile.objects import (
    CATALOG,
    CONTENTS,
    FONT_NUMBER,
    FREE,
    PAGE,
    PAGES,
    TEXT,
    bomb,
    page,
    stream,
    written,
)

GOOD = written()
MB = 1 << 20

DEEP = 20_000
WIDE = 100_000


def truncations(content: bytes, points: int = 20) -> Iterator[tuple[str, bytes]]:
    """The file broken off at so many places."""
    for number in range(points):
        yield f"cut at {number}/{points}", content[: len(content) * number // points]


def flips(content: bytes, seeds: range) -> Iterator[tuple[str, bytes]]:
    """The file with one byte changed, at a place that the seed tells."""
    for seed in seeds:
        chance = random.Random(seed)
        damaged = bytearray(content)
        damaged[chance.randrange(len(damaged))] ^= chance.randrange(1, 256)
        yield f"flipped byte, seed {seed}", bytes(damaged)


def _bombs() -> Iterator[tuple[str, bytes]]:
    packed = stream(bomb(600), b"/Filter /FlateDecode")
    nested = stream(bomb(600), b"/Filter [/FlateDecode /FlateDecode]")
    yield "bomb in a page", written({CONTENTS: packed})
    yield (
        "bomb behind another filter",
        written({CONTENTS: stream(bomb(200).hex().encode() + b">", b"/Filter [/ASCIIHexDecode /FlateDecode]")}),
    )
    yield "bomb packed twice", written({CONTENTS: nested})
    meaning = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /ToUnicode 6 0 R >>"
    yield "bomb in the meaning of a font", written({FONT_NUMBER: meaning, FREE: packed})
    about = b"<< /Type /FontDescriptor /FontName /X /Flags 32 /FontFile2 7 0 R >>"
    font = b"<< /Type /Font /Subtype /TrueType /BaseFont /X /FontDescriptor 6 0 R >>"
    yield "bomb in the file of a font", written({FONT_NUMBER: font, FREE: about, FREE + 1: packed})
    form = stream(bomb(600), b"/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Filter /FlateDecode")
    yield "bomb in a form", _with_drawing(form)
    objects = stream(bomb(600), b"/Type /ObjStm /N 1 /First 4 /Filter /FlateDecode")
    yield "bomb in an object stream", written({FREE: objects})
    mega = b"/Type /XObject /Subtype /Image /Width 30000 /Height 30000 /ColorSpace /DeviceRGB /BitsPerComponent 8"
    yield "bomb in a picture", _with_drawing(stream(bomb(2000), mega + b" /Filter /FlateDecode"))


def _with_drawing(thing: bytes, also: Mapping[int, bytes] | None = None) -> bytes:
    """A page that draws the object FREE beside its text."""
    resources = page(resources=b"/XObject << /X 6 0 R >>")
    drawn = stream(TEXT + b" q 100 0 0 100 0 0 cm /X Do Q")
    return written({PAGE: resources, CONTENTS: drawn, FREE: thing, **(also or {})})


def _form(content: bytes, uses: bytes = b"") -> bytes:
    return stream(
        content, b"/Type /XObject /Subtype /Form /BBox [0 0 600 900] /Resources << /XObject << %s >> >>" % uses
    )


def _circles() -> Iterator[tuple[str, bytes]]:
    yield "page tree that holds itself", written({PAGES: b"<< /Type /Pages /Kids [2 0 R 3 0 R] /Count 2 >>"})
    yield (
        "page tree of two that hold each other",
        written(
            {PAGES: b"<< /Type /Pages /Kids [6 0 R] /Count 1 >>", FREE: b"<< /Type /Pages /Kids [2 0 R] /Count 1 >>"}
        ),
    )
    yield "page that is its own parent", written({PAGE: page().replace(b"/Parent 2 0 R", b"/Parent 3 0 R")})
    yield "form that draws itself", _with_drawing(_form(b"/X Do", b"/X 6 0 R"))
    both = {FREE + 1: _form(b"/X Do", b"/X 6 0 R")}
    yield "forms that draw each other", _with_drawing(_form(b"/X Do", b"/X 7 0 R"), both)
    levels = {FREE + n: _form(b"/X Do " * 10, b"/X %d 0 R" % (FREE + n + 1)) for n in range(10)}
    yield "forms that draw ten forms each, ten deep", _with_drawing(levels[FREE], {**levels, FREE + 10: _form(TEXT)})
    yield "stream whose length is itself", written({CONTENTS: b"<< /Length 4 0 R >>\nstream\n%s\nendstream" % TEXT})
    yield "reference to itself", written({PAGE: b"3 0 R"})
    yield "references in a circle", written({CONTENTS: b"6 0 R", FREE: b"7 0 R", FREE + 1: b"6 0 R"})
    catalog = b"<< /Type /Catalog /Pages 2 0 R /Outlines 6 0 R /PageLabels 8 0 R /Names << /Dests 8 0 R >> >>"
    mark = b"<< /Title (Kapitel) /Parent 6 0 R /Next 7 0 R /Prev 7 0 R /First 7 0 R /Dest [3 0 R /Fit] >>"
    round_about = {FREE: b"<< /First 7 0 R /Last 7 0 R >>", FREE + 1: mark, FREE + 2: b"<< /Kids [8 0 R] >>"}
    yield "outline, labels and names in circles", written({CATALOG: catalog, **round_about})
    glyphs = (
        b"<< /Type /Font /Subtype /Type3 /FontBBox [0 0 9 9] /FontMatrix [1 0 0 1 0 0] /FirstChar 65 /LastChar 122 "
    )
    font = glyphs + b"/Widths [%s] /Encoding << /Differences [65 /a] >> /CharProcs << /a 6 0 R >> %s >>" % (
        b"1 " * 58,
        b"/Resources << /Font << /F 5 0 R >> >>",
    )
    letter = stream(b"1 0 d0 BT /F 10 Tf (A) Tj ET")
    shown = stream(TEXT.replace(b"Integrations", b"AAAA"))
    yield "letter that is drawn with itself", written({FONT_NUMBER: font, FREE: letter, CONTENTS: shown})
    yield "cross references in a circle", _same_prev(GOOD)
    yield (
        "object stream within itself",
        written({FREE: stream(b"6 0 << >>", b"/Type /ObjStm /N 1 /First 4 /Extends 6 0 R")}),
    )


def _same_prev(content: bytes) -> bytes:
    place = int(content.rpartition(b"startxref\n")[2].split()[0])
    return content.replace(b"/Root 1 0 R ", b"/Root 1 0 R /Prev %d " % place)


def _crowds() -> Iterator[tuple[str, bytes]]:
    yield "a million pages declared", written({PAGES: b"<< /Type /Pages /Kids [3 0 R] /Count 1000000 >>"})
    yield (
        "a million times the same page",
        written({PAGES: b"<< /Type /Pages /Kids [%s] /Count 1000000 >>" % (b"3 0 R " * 1_000_000)}),
    )
    tree = {
        FREE + n: b"<< /Type /Pages /Kids [%s] /Count %d >>" % (b"%d 0 R " % (FREE + n + 1) * 10, 10 ** (6 - n))
        for n in range(6)
    }
    leaf = {PAGES: tree[FREE].replace(b"<<", b"<< "), FREE + 6: page()}
    yield "ten to the sixth pages in a tree of few", written({**tree, **leaf})
    yield "minus one pages", written({PAGES: b"<< /Type /Pages /Kids [3 0 R] /Count -1 >>"})
    yield "no pages", written({PAGES: b"<< /Type /Pages /Kids [] /Count 0 >>"})
    words = b" ".join(b"1 0 0 1 %d %d Tm (Wort) Tj" % (10 + 2 * (n % 290), 10 + n // 125) for n in range(WIDE))
    yield "a hundred thousand words", written({CONTENTS: stream(b"BT /F 2 Tf %s ET" % words, packed=True)})
    rules = b" ".join(b"%d %d 200 0.5 re f" % (10 + 7 * (n % 50), 10 + 4 * (n // 50)) for n in range(10_000))
    yield "ten thousand rules", written({CONTENTS: stream(TEXT + b" " + rules, packed=True)})
    grid = b" ".join(b"%d 50 m %d 800 l S 50 %d m 550 %d l S" % (n, n, n, n) for n in range(50, 550))
    yield "a grid of half a thousand rows and columns", written({CONTENTS: stream(TEXT + b" " + grid, packed=True)})
    many = b"[" + b"4 0 R " * 10_000 + b"]"
    yield "ten thousand times the same content", written({PAGE: page().replace(b"4 0 R", many)})
    marks = {
        FREE + 1 + n: b"<< /Title (M) /Parent 6 0 R /Dest [3 0 R /Fit] /Next %d 0 R >>" % (FREE + 2 + n)
        for n in range(20_000)
    }
    catalog = b"<< /Type /Catalog /Pages 2 0 R /Outlines 6 0 R >>"
    yield "twenty thousand bookmarks", written({CATALOG: catalog, FREE: b"<< /First 7 0 R /Last 7 0 R >>", **marks})
    yield "two million objects", GOOD.replace(b"xref\n", b"9 0 obj 0\nendobj\n" * 2_100_000 + b"xref\n", 1)
    yield "title of ten megabytes", written({FREE: b"<< /Title (%s) >>" % (b"x" * 10 * MB)}, trailer=b"/Info 6 0 R")


def _depths() -> Iterator[tuple[str, bytes]]:
    yield "states within states", written({CONTENTS: stream(b"q " * WIDE + TEXT)})
    yield "lists within lists", written({CONTENTS: stream(b"[" * WIDE + TEXT + b"]" * WIDE)})
    yield "lists within lists in an object", written({FREE: b"[" * DEEP + b"]" * DEEP, PAGE: page(b"/X 6 0 R")})
    yield "dictionaries within dictionaries", written({PAGE: page(b"/X << " * DEEP + b">> " * DEEP)})
    tree = {FREE + n: b"<< /Type /Pages /Kids [%d 0 R] /Count 1 >>" % (FREE + n + 1) for n in range(3000)}
    top = {PAGES: b"<< /Type /Pages /Kids [6 0 R] /Count 1 >>", FREE + 3000: page()}
    yield "page at the end of three thousand branches", written({**tree, **top})
    forms = {FREE + n: _form(b"/X Do", b"/X %d 0 R" % (FREE + n + 1)) for n in range(3000)}
    yield "forms three thousand deep", _with_drawing(forms[FREE], {**forms, FREE + 3000: _form(TEXT)})
    yield "brackets without end", written({CONTENTS: stream(TEXT + b" BT (" + b"(" * WIDE)})


BOXES = {
    "negative": b"[595 842 0 0]",
    "of no size": b"[0 0 0 0]",
    "not a number": b"[NaN NaN NaN NaN]",
    "infinite": b"[0 0 1e999 1e999]",
    "of forty digits": b"[0 0 %s %s]" % (b"9" * 40, b"9" * 40),
    "as wide as a country": b"[0 0 2000000000 842]",
    "far away": b"[1000000 1000000 1000595 1000842]",
    "of words": b"[(a) (b) (c) (d)]",
    "too short": b"[0 0]",
    "a name": b"/Box",
    "of nothing": b"[null null null null]",
}


def _boxes() -> Iterator[tuple[str, bytes]]:
    for name, box in BOXES.items():
        yield f"box {name}", written({PAGE: page(box=box)})
    yield "box cut to nothing", written({PAGE: page(b"/CropBox [9000 9000 9001 9001]")})
    yield "turned by 45 degrees", written({PAGE: page(b"/Rotate 45")})
    yield "turned by no number", written({PAGE: page(b"/Rotate /Left")})
    yield "unit of a million", written({PAGE: page(b"/UserUnit 1000000")})
    yield "letters as large as a house", written({CONTENTS: stream(TEXT.replace(b"/F 18 Tf", b"/F 1e30 Tf"))})
    yield "letters of no size", written({CONTENTS: stream(TEXT.replace(b"/F 18 Tf", b"/F 0 Tf"))})
    yield "letters set nowhere", written({CONTENTS: stream(TEXT.replace(b"70 700 Td", b"NaN 1e400 Td"))})
    yield "everything drawn on one point", written({CONTENTS: stream(b"0 0 0 0 0 0 cm " + TEXT)})


SIMPLE = b"/Type /Font /Subtype /Type1 /BaseFont /X"
COMPOSED = b"/Type /Font /Subtype /Type0 /BaseFont /X /Encoding /Identity-H"

FONTS = {
    "nothing": b"null",
    "a number": b"7",
    "without a name": b"<< /Type /Font /Subtype /TrueType >>",
    "with widths of words": b"<< %s /FirstChar 0 /LastChar 9 /Widths [(a) /b null] >>" % SIMPLE,
    "with a million letters": b"<< %s /FirstChar -1 /LastChar 1000000000 /Widths [1] >>" % SIMPLE,
    "of no kind": b"<< /Type /Font /Subtype /Comic /BaseFont /X >>",
    "without descendants": b"<< %s /DescendantFonts [] >>" % COMPOSED,
    "its own descendant": b"<< %s /DescendantFonts [5 0 R] >>" % COMPOSED,
    "of an unknown coding": b"<< %s /Encoding << /Differences [9999 /a (b) -4 /c] >> >>" % SIMPLE,
    "with a coding in a circle": b"<< %s /Encoding 5 0 R >>" % SIMPLE,
}

CMAPS = {
    "of chance": random.Random(1).randbytes(2000),
    "of everything": b"1 beginbfrange <00000000> <FFFFFFFF> <0041> endbfrange",
    "of all pairs": b"1 begincodespacerange <0000> <FFFF> endcodespacerange "
    b"1 beginbfrange <0000> <FFFF> <0041> endbfrange",
    "of long words": b"1 beginbfchar <49> <%s> endbfchar" % (b"0041" * 20_000),
    "that goes backwards": b"1 beginbfrange <FF> <00> <0041> endbfrange",
    "with half a sign": b"2 beginbfchar <49> <D800> <6E> <DC> endbfchar",
    "that never ends": b"1 beginbfchar <49>",
}


def _fonts() -> Iterator[tuple[str, bytes]]:
    for name, font in FONTS.items():
        yield f"font {name}", written({FONT_NUMBER: font})
    for name, meaning in CMAPS.items():
        font = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding /ToUnicode 6 0 R >>"
        yield f"meaning of letters {name}", written({FONT_NUMBER: font, FREE: stream(meaning)})
    for kind in (b"FontFile", b"FontFile2", b"FontFile3"):
        about = b"<< /Type /FontDescriptor /FontName /X /Flags 32 /%s 7 0 R >>" % kind
        font = b"<< /Type /Font /Subtype /TrueType /BaseFont /X /FontDescriptor 6 0 R >>"
        chance = stream(random.Random(2).randbytes(5000), b"/Subtype /Type1C")
        yield f"{kind.decode()} of chance", written({FONT_NUMBER: font, FREE: about, FREE + 1: chance})


def _pictures() -> Iterator[tuple[str, bytes]]:
    huge = b"/Type /XObject /Subtype /Image /Width 100000 /Height 100000 /ColorSpace /DeviceRGB /BitsPerComponent 8"
    yield "picture of ten thousand megapixels", _with_drawing(stream(b"\x00" * 100, huge))
    for name in ("DCTDecode", "JPXDecode", "JBIG2Decode", "CCITTFaxDecode", "LZWDecode", "RunLengthDecode"):
        chance = random.Random(name).randbytes(3000)
        yield f"picture of chance, {name}", _with_drawing(stream(chance, huge + b" /Filter /" + name.encode()))
    inline = TEXT + b" BI /W 100000 /H 100000 /CS /RGB /BPC 8 ID x EI"
    yield "huge picture within the text", written({CONTENTS: stream(inline)})
    yield (
        "picture within the text that never ends",
        written({CONTENTS: stream(TEXT + b" BI /W 9 /H 9 ID " + b"x" * MB)}),
    )
    yield "mask of a picture that is itself", _with_drawing(stream(b"x", huge + b" /SMask 6 0 R"))
    tile = stream(
        b"0 0 1 1 re f",
        b"/Type /Pattern /PatternType 1 /PaintType 1 /TilingType 1 /BBox [0 0 1 1] "
        b"/XStep 1e-9 /YStep 1e-9 /Resources << >>",
    )
    painted = stream(TEXT + b" /Pattern cs /P scn 0 0 595 842 re f")
    yield (
        "endlessly many tiles",
        written({PAGE: page(resources=b"/Pattern << /P 6 0 R >>"), CONTENTS: painted, FREE: tile}),
    )


def _wraps() -> Iterator[tuple[str, bytes]]:
    chance = random.Random(3)
    yield "junk before", b"HTTP/1.1 200 OK\r\nServer: Rathaus\r\n\r\n" + GOOD
    yield "ten kilobytes of junk before", b"<br />\n<b>Warning</b>: mysql\n" * 400 + GOOD
    yield "five megabytes of chance before", chance.randbytes(5 * MB) + GOOD
    yield "five megabytes of chance behind", GOOD + chance.randbytes(5 * MB)
    yield "twenty megabytes of nothing behind", GOOD + bytes(20 * MB)
    yield "two files in one", GOOD + GOOD
    yield "web page behind", GOOD + b"<html><body>Zeitlimit</body></html>"
    yield "line ends of another system", GOOD.replace(b"\n", b"\r\n")
    yield "read as text and written again", GOOD.decode("latin-1").encode("utf-8", "replace").replace(b"\n", b"\r\n")
    yield "all blanks doubled", GOOD.replace(b" ", b"  ")


def _tables() -> Iterator[tuple[str, bytes]]:
    yield "cross references to nowhere", GOOD.replace(b"startxref\n", b"startxref\n9999999")
    yield "cross references before the beginning", GOOD.replace(b"startxref\n", b"startxref\n-")
    yield "no cross references", GOOD[: GOOD.rindex(b"xref\n0")]
    yield "two thousand million objects declared", GOOD.replace(b"/Size 6", b"/Size 2000000000")
    yield "table of two thousand million lines", GOOD.replace(b"xref\n0 6", b"xref\n0 2000000000")
    entries = b"/Type /XRef /Size 2000000000 /W [1 8 8] /Root 1 0 R /Index [0 2000000000]"
    start = GOOD[: GOOD.rindex(b"xref\n0")]
    crossing = b"9 0 obj\n%s\nendobj\nstartxref\n%d\n%%%%EOF" % (stream(b"\x01" * 170, entries), len(start))
    yield "cross reference stream without end", start + crossing
    yield "object of the number thousand million", GOOD.replace(b"5 0 obj", b"1000000000 0 obj")
    yield (
        "protected by a lock of no kind",
        written(trailer=b"/Encrypt << /Filter /Standard /V 99 /R 99 /O () /U () /P -1 >>"),
    )
    yield "protected by a lock of another company", written(trailer=b"/Encrypt << /Filter /Adobe.PubSec /V 4 >>")
    yield "root that is no dictionary", written({CATALOG: b"[1 2 3]"})
    yield "page that is a number", written({PAGE: b"42"})
    yield "kids that are no list", written({PAGES: b"<< /Type /Pages /Kids 3 0 R /Count 1 >>"})
    yield "string without end", GOOD.replace(b"(Integrationskonzept)", b"(Integrationskonzept")
    yield "comment without end", GOOD.replace(b"/Type /Page ", b"/Type /Page %")
    yield "stream without end", GOOD.replace(b"endstream", b"")
    yield "stream longer than the file", GOOD.replace(b"/Length ", b"/Length 99999")
    yield (
        "unknown operators",
        written({CONTENTS: stream(TEXT + b" xyz Qq %% ]] >> 1 2 3 4 5 6 7 8 9 Tj sh Do " * 1000)}),
    )


def _carried() -> Iterator[tuple[str, bytes]]:
    script = b"/OpenAction << /S /JavaScript /JS (app.alert\\(1\\); while \\(true\\) {}) >>"
    yield "JavaScript", written({CATALOG: b"<< /Type /Catalog /Pages 2 0 R %s >>" % script})
    launch = b"/OpenAction << /S /Launch /F (C:\\\\cmd.exe) >>"
    yield "program to be started", written({CATALOG: b"<< /Type /Catalog /Pages 2 0 R %s >>" % launch})
    files = b"/Names << /EmbeddedFiles << /Names [(a.exe) 6 0 R] >> >>"
    carried = {
        FREE: b"<< /Type /Filespec /F (a.exe) /EF << /F 7 0 R >> >>",
        FREE + 1: stream(b"MZ", b"/Type /EmbeddedFile"),
    }
    yield "embedded file", written({CATALOG: b"<< /Type /Catalog /Pages 2 0 R %s >>" % files, **carried})
    form = b"/AcroForm << /Fields [] /XFA 6 0 R >>"
    xfa = {FREE: stream(b"<xdp:xdp xmlns:xdp='http://ns.adobe.com/xdp/'/>")}
    yield "form in XFA", written({CATALOG: b"<< /Type /Catalog /Pages 2 0 R %s >>" % form, **xfa})


GROUPS: Mapping[str, Callable[[], Iterator[tuple[str, bytes]]]] = {
    "bombs": _bombs,
    "circles": _circles,
    "crowds": _crowds,
    "depths": _depths,
    "boxes": _boxes,
    "fonts": _fonts,
    "pictures": _pictures,
    "wraps": _wraps,
    "tables": _tables,
    "carried": _carried,
    "nonsense": nonsense,
}
"""What is wrong → the files, made when they are asked for."""
