"""Are all pages there, and is their content whole? Told without pdfminer where a file is plain.

PDFium takes damaged streams as far as they go. Whoever asks here hears "yes", or nothing: then pdfminer has to look.
"""

import zlib
from collections.abc import Mapping
from typing import Any

from extractors.pdf.plain_files import NotPlain, PlainFile, filters

LARGEST_CONTENT = 64 * 1024 * 1024
"""Bytes of one page's content, unpacked; the fullest maps have a fifth of it."""

PIECE = 1024 * 1024
"""Unpacked and let go at a time, so that nothing packed can fill the memory."""

ODD = (NotPlain, ValueError, TypeError, LookupError, AttributeError, RecursionError, zlib.error)
"""What a file leads to that is not plain, has entries of another kind than expected, or references without end."""


def is_known_sound(content: bytes, declared: int) -> bool:
    """Whether the file holds as many pages as declared, each of them whole."""
    try:
        return _sound_pages(PlainFile(content), declared) == declared
    except ODD:
        return False


def _sound_pages(file: PlainFile, most: int) -> int:
    """How many pages the file holds, all of them sound. Each branch is taken once, so that a circle of them ends."""
    waiting: list[Any] = [file.resolved(file.root)[b"Pages"]]
    taken: set[bytes] = set()
    sound: set[bytes] = set()
    count = 0
    while waiting and count <= most:
        reference = waiting.pop()
        node = file.resolved(reference)
        kids = file.resolved(node.get(b"Kids"))
        if kids is not None and reference not in taken:
            taken.add(reference)
            waiting += reversed(kids)
        elif kids is None:
            if reference not in sound and not _is_sound(file, node):
                raise NotPlain
            sound.add(reference)
            count += 1
    return count


def _is_sound(file: PlainFile, page: Mapping[bytes, Any]) -> bool:
    contents = file.resolved(page.get(b"Contents", []))
    streams = map(file.resolved, contents if isinstance(contents, list) else [contents])
    return all(
        filters(file, stream) != [b"/FlateDecode"] or flate_state(stream.packed) == "sound" for stream in streams
    )


def flate_state(packed: bytes) -> str:
    """Sound, damaged or bloated: unpacked piece by piece.

    The checksum at the end counts where it is whole: pdfminer may take its last byte off.
    """
    head, packed = packed[:2], packed[2:]
    unpacking = zlib.decompressobj(-zlib.MAX_WBITS)
    size, checksum = 0, 1
    try:
        while packed and not unpacking.eof:
            piece = unpacking.decompress(packed, PIECE)
            packed = unpacking.unconsumed_tail
            size, checksum = size + len(piece), zlib.adler32(piece, checksum)
            if size > LARGEST_CONTENT:
                return "bloated"
    except zlib.error:
        return "damaged"
    told = unpacking.unused_data[:4]
    is_right = len(told) < 4 or int.from_bytes(told) == checksum
    return "sound" if unpacking.eof and is_right and int.from_bytes(head) % 31 == 0 else "damaged"
