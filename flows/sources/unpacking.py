"""Bodies that are sent packed (Content-Encoding), unpacked step by step: a bomb never gets to go off in memory."""

import zlib
from collections.abc import Callable, Generator, Iterable, Iterator

STEP = 64 * 1024
"""Bytes that are unpacked at a time, however well they were packed."""

GZIP_OR_ZLIB, RAW_DEFLATE = zlib.MAX_WBITS | 32, -zlib.MAX_WBITS
GZIP_MARK = b"\x1f\x8b"


class BadPacking(ValueError):
    """The body cannot be unpacked; asking again gives the same."""


class CutShort(ValueError):
    """The body ends in the middle."""


def unpack(blocks: Iterable[bytes], encoding: str) -> Iterator[bytes]:
    """The body in pieces of `STEP` bytes at most. Raises BadPacking, CutShort."""
    encoding = encoding.strip().lower()
    if encoding in ("", "identity"):
        return iter(blocks)
    if encoding in ("gzip", "x-gzip"):
        return _inflate(blocks, lambda _: GZIP_OR_ZLIB)
    if encoding == "deflate":
        return _inflate(blocks, _deflate_of)
    raise BadPacking(f"packed as {encoding[:40]}, which we did not ask for")


def _deflate_of(start: bytes) -> int:
    """Deflate with zlib's header, as RFC 9110 has it, or without, as some servers have it."""
    has_header = start[0] & 0x0F == 8 and (len(start) < 2 or (start[0] * 256 + start[1]) % 31 == 0)
    return GZIP_OR_ZLIB if has_header else RAW_DEFLATE


def _inflate(blocks: Iterable[bytes], form_of: Callable[[bytes], int]) -> Iterator[bytes]:
    inflater = None
    for block in blocks:
        inflater = inflater or zlib.decompressobj(form_of(block))
        inflater = yield from _inflate_block(inflater, block)
    if inflater is None:
        return
    while not inflater.eof and (rest := _step(inflater, inflater.unconsumed_tail)):
        yield rest  # without a trailer, all bytes may be taken in while some are still to be given out
    if not inflater.eof:
        raise CutShort("ends in the middle of what is packed")


def _inflate_block(inflater: "zlib._Decompress", block: bytes) -> Generator[bytes, None, "zlib._Decompress"]:
    """Unpack a block; one packed file may follow another. Gives what unpacks the next block."""
    waiting = block
    while waiting:
        if inflater.eof and not waiting.startswith(GZIP_MARK):
            break  # padding after the end, which browsers pass over, too
        if inflater.eof:
            inflater = zlib.decompressobj(GZIP_OR_ZLIB)
        yield _step(inflater, waiting)
        waiting = inflater.unused_data if inflater.eof else inflater.unconsumed_tail
    return inflater


def _step(inflater: "zlib._Decompress", packed: bytes) -> bytes:
    try:
        return inflater.decompress(packed, STEP)
    except zlib.error as error:
        raise BadPacking(f"wrongly packed ({error})") from error
