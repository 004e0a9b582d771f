"""ZIP files whose bytes do not depend on the machine; a second door to pyarrow, for its compression.

Python compresses with the zlib of the system, and systems differ: some have zlib-ng, which packs the same content into
other bytes. The zlib inside pyarrow is pinned by our lock like any library. No file has a time.
"""

import struct
import zipfile
import zlib
from dataclasses import dataclass
from io import BytesIO

import pyarrow as pa

LEVEL = 6
GZIP_HEADER, GZIP_TRAILER = 10, 8
"""Bytes around the packed ones; pyarrow writes neither a name nor a time (RFC 1952)."""

LOCAL, CENTRAL, END = b"PK\x03\x04", b"PK\x01\x02", b"PK\x05\x06"
NEEDED = 20
"""Version 2.0 of the format: packed files and folders."""

UTF8, DEFLATED = 1 << 11, 8
FIRST_DAY = (0, 0x21)
"""Midnight of 1 January 1980, where the time of ZIP begins."""


@dataclass(frozen=True, slots=True)
class _Member:
    """A file of the archive; numbers are little-endian, as the format (APPNOTE 4.3) wants them."""

    name: bytes
    content: bytes
    packed: bytes

    def facts(self) -> bytes:
        """What both headers of a file say: from its version to the length of its name."""
        sizes = zlib.crc32(self.content), len(self.packed), len(self.content), len(self.name)
        return struct.pack("<HHHHHIIIH", NEEDED, UTF8, DEFLATED, *FIRST_DAY, *sizes)

    def local(self) -> bytes:
        """The file with its header."""
        return LOCAL + self.facts() + struct.pack("<H", 0) + self.name + self.packed

    def central(self, offset: int) -> bytes:
        """Its entry in the list of contents: no comment, first disk, no attributes."""
        return (
            CENTRAL
            + struct.pack("<H", NEEDED)
            + self.facts()
            + struct.pack("<HHHHII", 0, 0, 0, 0, 0, offset)
            + self.name
        )


def repacked(content: bytes) -> bytes:
    """The same files in the same order, packed the same way on every machine."""
    with zipfile.ZipFile(BytesIO(content)) as archive:
        members = [_member(name, archive.read(name)) for name in archive.namelist()]
    files, listed = bytearray(), bytearray()
    for member in members:
        listed += member.central(len(files))
        files += member.local()
    count = len(members)
    return bytes(files + listed) + END + struct.pack("<HHHHIIH", 0, 0, count, count, len(listed), len(files), 0)


def _member(name: str, content: bytes) -> _Member:
    gzip: bytes = pa.Codec("gzip", compression_level=LEVEL).compress(content, asbytes=True)
    return _Member(name.encode(), content, gzip[GZIP_HEADER:-GZIP_TRAILER])
