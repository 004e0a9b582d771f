"""Rescue: what is left of a file that broke off on the way, or whose directory is lost, made into a file again.

A PDF ends with its directory: where each object lies, and which one is the root. No engine opens a file without a root,
even if most of its pages are there. Objects are found by how they begin, also those packed into object streams, and a
new directory is written with them. Pages come in the order in which they lie in the file: writers put them in order.
What a page needs may be lost although the page is there: `survey.py` looks for that, and such pages are not read.
"""

import re
import zlib
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

import pypdfium2

MARK = b"rescued by konzeptvergleich"
"""The identifier of a file that was put together here."""

OBJECT = re.compile(rb"(?<!\d)(\d{1,7})\s{1,3}\d{1,5}\s{1,3}obj\b")
STREAM = re.compile(rb"\bstream\r?\n")
END_OF_OBJECT = b"endobj"

PAGE = re.compile(rb"/Type\s*/Page(?![A-Za-z])")
PAGES = re.compile(rb"/Type\s*/Pages\b")
CATALOG = re.compile(rb"/Type\s*/Catalog\b")
ROOT_OF_PAGES = re.compile(rb"/Pages\s+(\d+)\s+\d+\s+R")
LOCK = re.compile(rb"/Filter\s*/Standard\b")
PACKED_OBJECTS = re.compile(rb"/Type\s*/ObjStm\b")
COUNT, FIRST = re.compile(rb"/N\s+(\d{1,7})\b"), re.compile(rb"/First\s+(\d{1,9})\b")
FLATE = re.compile(rb"/Filter\s*\[?\s*/Fl(?:ateDecode)?\b")

LONGEST_HEAD = 64 * 1024
"""Bytes of an object in which its kind is looked for."""

MOST_UNPACKED = 64 * 1024 * 1024
"""Object streams of a council's document hold a hundredth of it."""

Objects = dict[int, bytes]
"""Bodies by number, in the order in which they begin in the file."""


def rescue(content: bytes) -> bytes | None:
    """A file with the pages that are left of this one; None when there are none, or the key to them is lost."""
    objects = _objects(content)
    heads = {number: _head(body) for number, body in objects.items()}
    pages = [number for number, head in heads.items() if PAGE.search(head)]
    if not pages or any(map(LOCK.search, heads.values())):
        return None
    root = _root(heads)
    if root is None:
        root = max(objects) + 1
        objects |= _tree(root, pages)
    return _written(objects, root)


def is_rescued(pdfium: pypdfium2.PdfDocument) -> bool:
    """Whether an open file was put together here."""
    return bool(pdfium.get_identifier() == MARK)


def _objects(content: bytes) -> Objects:
    """All objects; of those written anew the last one counts."""
    found: Objects = {}
    unpacked = 0
    starts = list(OBJECT.finditer(content))
    bounds = [*(start.start() for start in starts), len(content)]
    for start, end in zip(starts, bounds[1:], strict=True):
        body = _body(content[start.end() : end])
        if body is None:
            continue
        found[int(start[1])] = body
        for number, packed in _unpacked(body, MOST_UNPACKED - unpacked):
            unpacked += len(packed)
            found[number] = packed
    return found


def _body(rest: bytes) -> bytes | None:
    """An object up to its end; of those that break off before it only objects packed together are of use."""
    end = rest.rfind(END_OF_OBJECT)
    if end >= 0:
        return rest[:end]
    return rest + b"\nendstream" if PACKED_OBJECTS.search(_head(rest)) else None


def _head(body: bytes) -> bytes:
    """The dictionary of an object, without its stream."""
    stream = STREAM.search(body, 0, LONGEST_HEAD)
    return body[: stream.start() if stream else LONGEST_HEAD]


def _unpacked(body: bytes, most: int) -> Iterator[tuple[int, bytes]]:
    """The objects in an object stream, as far as they are whole."""
    head = _head(body)
    count, first = COUNT.search(head), FIRST.search(head)
    if not (PACKED_OBJECTS.search(head) and count and first and most > 0):
        return
    text = _stream(body, head, most)
    numbers = [int(word) for word in text[: int(first[1])].split()[: 2 * int(count[1])] if word.isdigit()]
    places = [*(int(first[1]) + place for place in numbers[1::2]), len(text)]
    for number, (start, end) in zip(numbers[::2], pairwise(places), strict=False):
        if start < end <= len(text):
            yield number, text[start:end]


def _stream(body: bytes, head: bytes, most: int) -> bytes:
    """What an object's stream holds, unpacked as far as it goes."""
    packed = body[len(head) :].partition(b"\n")[2]
    if not FLATE.search(head):
        return packed[:most]
    unpacking = zlib.decompressobj()
    pieces: list[bytes] = []
    try:
        while packed and most > 0 and not unpacking.eof:
            pieces.append(unpacking.decompress(packed[:4096], most))
            packed, most = unpacking.unconsumed_tail + packed[4096:], most - len(pieces[-1])
    except zlib.error:  # damaged from here on
        pass
    return b"".join(pieces)


def _root(heads: Objects) -> int | None:
    """The file's own root, if it and the top of its page tree are left: then the file itself tells all its pages."""
    for number in reversed(heads):
        top = ROOT_OF_PAGES.search(heads[number]) if CATALOG.search(heads[number]) else None
        if top and PAGES.search(heads.get(int(top[1]), b"")):
            return number
    return None


def _tree(root: int, kids: Sequence[int]) -> Objects:
    """A root, and a page tree of one branch."""
    listed = b" ".join(b"%d 0 R" % page for page in kids)
    return {
        root: b"<< /Type /Catalog /Pages %d 0 R >>" % (root + 1),
        root + 1: b"<< /Type /Pages /Kids [%s] /Count %d >>" % (listed, len(kids)),
    }


def _written(objects: Mapping[int, bytes], root: int) -> bytes:
    parts, table, place = [b"%PDF-1.7\n"], [], len(b"%PDF-1.7\n")
    for number, body in objects.items():
        parts.append(b"%d 0 obj\n%s\nendobj\n" % (number, body))
        table.append(b"%d 1\n%010d 00000 n \n" % (number, place))
        place += len(parts[-1])
    identity = MARK.hex().encode()
    end = b"trailer\n<< /Size %d /Root %d 0 R /ID [<%s> <%s>] >>\nstartxref\n%d\n%%%%EOF\n"
    directory = b"xref\n0 1\n0000000000 65535 f \n" + b"".join(table)
    return b"".join([*parts, directory, end % (max(objects) + 1, root, identity, identity, place)])
