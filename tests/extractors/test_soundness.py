"""Plain files are told to be sound without pdfminer; of all others nothing is told."""

import zlib
from collections.abc import Sequence
from pathlib import Path

import pypdfium2
import pytest

from extractors.pdf.plain_files import NotPlain, parsed
from extractors.pdf.soundness import is_known_sound

EXAMPLES = sorted((Path(__file__).parents[1] / "musterlingen").rglob("*.pdf"))
TEXT = zlib.compress(b"BT /F1 12 Tf (Klimaschutz) Tj ET " * 20)


def file(content: bytes = TEXT, kids: bytes = b"3 0 R", trailer: bytes = b"", more: Sequence[bytes] = ()) -> bytes:
    """A file of one page, its directory spelled as usual; `more` are objects from number 5."""
    bodies = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [%s] /Count 1 >>" % kids,
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R >>",
        b"<< /Filter /FlateDecode /Length %d >>\nstream\n%s\nendstream" % (len(content), content),
        *more,
    ]
    written, table = b"%PDF-1.5\n", b"0000000000 65535 f \n"
    for number, body in enumerate(bodies, 1):
        table += b"%010d 00000 n \n" % len(written)
        written += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    end = b"xref\n0 %d\n%strailer\n<< /Size %d /Root 1 0 R %s>>\nstartxref\n%d\n%%%%EOF\n"
    return written + end % (len(bodies) + 1, table, len(bodies) + 1, trailer, len(written))


def test_a_plain_file_is_known_to_be_sound() -> None:
    assert is_known_sound(file(), 1)


@pytest.mark.parametrize(
    ("content", "declared"),
    [
        (file(), 2),
        (file(kids=b"3 0 R 3 0 R"), 1),
        (file(kids=b"3 0 R 2 0 R 9 0 R"), 1),
        (file(kids=b"2 0 R"), 1),
        (file(TEXT[:20]), 1),
        (file(TEXT[:-6] + b"\0" * 6), 1),
        (file(zlib.compress(b" " * (65 << 20))), 1),
        (file(trailer=b"/Encrypt 4 0 R "), 1),
        (file(trailer=b"/Prev 0 "), 1),
        (file()[:-40], 1),
        (file().replace(b"/Length ", b"/Length 1"), 1),
        (file().replace(b"4 0 obj", b"7 0 obj"), 1),
        (b"", 0),
    ],
)
def test_of_what_is_odd_nothing_is_told(content: bytes, declared: int) -> None:
    assert not is_known_sound(content, declared)


def test_lengths_that_refer_to_lengths_without_end_are_left_to_pdfminer() -> None:
    chain = [b"<< /Length %d 0 R >>\nstream\n1\nendstream" % number for number in range(6, 3000)]
    chained = file(kids=b"5 0 R", more=[*chain, b"1"])
    assert not is_known_sound(chained, 1)


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.name)
def test_a_file_that_breaks_off_is_never_known_to_be_sound(path: Path) -> None:
    content = path.read_bytes()
    with pypdfium2.PdfDocument(content) as pdfium:
        assert not is_known_sound(content[: len(content) // 2], len(pdfium))


@pytest.mark.parametrize(
    ("spelled", "value"),
    [
        (b"<< /A 1 /B [1 0 R 2 0 R] >>", {b"A": b"1", b"B": [b"1 0 R", b"2 0 R"]}),
        (b" [ /A (a (b) \\) c) << /B <41> >> ]", [b"/A", b"(a (b) \\) c)", {b"B": b"<41>"}]),
        (b"12 0 R", b"12 0 R"),
    ],
)
def test_objects_as_spelled(spelled: bytes, value: object) -> None:
    assert parsed(spelled, 0)[0] == value


@pytest.mark.parametrize("spelled", [b"", b"<< /A", b"[ 1 >>", b"<< /A#20 1 >>", b"<< 1 2 >>", b"(open", b"]"])
def test_odd_objects_are_left_to_pdfminer(spelled: bytes) -> None:
    with pytest.raises(NotPlain):
        parsed(spelled, 0)
