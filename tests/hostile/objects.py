"""PDFs written object by object, so that any of them can be wrong."""

import zlib
from collections.abc import Mapping

TEXT = b"BT /F 18 Tf 70 700 Td (Integrationskonzept) Tj 0 -40 Td /F 10 Tf (Die Verwaltung berichtet dem Rat.) Tj ET"
FONT = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"
CATALOG, PAGES, PAGE, CONTENTS, FONT_NUMBER, FREE = 1, 2, 3, 4, 5, 6
"""Numbers of the objects of a sound file; from FREE on they are free."""


def stream(content: bytes, entries: bytes = b"", *, packed: bool = False) -> bytes:
    """A stream object."""
    if packed:
        content, entries = zlib.compress(content), entries + b" /Filter /FlateDecode"
    return b"<< /Length %d %s >>\nstream\n%s\nendstream" % (len(content), entries, content)


def page(entries: bytes = b"", *, box: bytes = b"[0 0 595 842]", resources: bytes = b"") -> bytes:
    """A page object that shows the text, or whatever CONTENTS holds."""
    return (
        b"<< /Type /Page /Parent 2 0 R /MediaBox %s /Contents 4 0 R /Resources << /Font << /F 5 0 R >> %s >> %s >>"
        % (
            box,
            resources,
            entries,
        )
    )


def written(changed: Mapping[int, bytes] | None = None, *, trailer: bytes = b"") -> bytes:
    """A sound PDF of one page, but for the objects that are changed or added."""
    objects = {
        CATALOG: b"<< /Type /Catalog /Pages 2 0 R >>",
        PAGES: b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        PAGE: page(),
        CONTENTS: stream(TEXT),
        FONT_NUMBER: FONT,
        **(changed or {}),
    }
    content = b"%PDF-1.7\n"
    places = {}
    for number, body in objects.items():
        places[number] = len(content)
        content += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    count = max(objects) + 1
    lines = [b"%010d 00000 n \n" % places[n] if n in places else b"0000000000 65535 f \n" for n in range(count)]
    end = b"trailer\n<< /Size %d /Root 1 0 R %s >>\nstartxref\n%d\n%%%%EOF\n" % (count, trailer, len(content))
    return content + b"xref\n0 %d\n" % count + b"".join(lines) + end


def bomb(megabytes: int) -> bytes:
    """Blanks that unpack to so many megabytes from a thousandth: one packed block, repeated."""
    packing = zlib.compressobj()
    first = packing.compress(b" " * (1 << 20)) + packing.flush(zlib.Z_FULL_FLUSH)
    block = packing.compress(b" " * (1 << 20)) + packing.flush(zlib.Z_FULL_FLUSH)
    return first + block * (megabytes - 1) + b"\x03\x00"
