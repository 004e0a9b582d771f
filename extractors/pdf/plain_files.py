"""Whether all pages of a file are there and their content is whole, told in a few looks where the file is plain.

A walk through the pages needs few objects: each is looked up where the directory says, and nothing else is read. Nearly
all files are spelled plainly enough for it. Of what is not, or not sound, nothing is said here: pdfminer looks at it.
"""

import re
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

START = re.compile(rb"startxref\s+(\d{1,10})\s")
TABLE = re.compile(rb"\s*xref\s+")
PART = re.compile(rb"(\d{1,7}) (\d{1,7})\s*?(?:\r\n|\n|\r)")
ENTRY = re.compile(rb"(\d{10}) \d{5} ([nf])[ \r\n]{2}")
ENTRY_BYTES = 20
TRAILER = re.compile(rb"\s*trailer")
BEGIN = re.compile(rb"\s*(\d{1,7})\s+\d{1,5}\s+obj")
STREAM = re.compile(rb"\s*stream\r?\n")
END, END_OF_STREAM = re.compile(rb"\s*endobj"), re.compile(rb"\s*endstream")
REFERENCE = re.compile(rb"(\d{1,7})\s+\d{1,5}\s+R")
ITEM = re.compile(rb"\d+\s+\d+\s+R\b|[^\s\0]+")

SPELLED = re.compile(
    rb"""[\s\0]*+(?:
      (?P<open><<) | (?P<close>>>)
    | \[(?P<flat>[^\[\]()<>/%]*+)\] | (?P<begin>\[) | (?P<end>\])
    | /(?P<name>[^\s\0()<>\[\]{}/%]*+)
    | (?P<value>\d+\s+\d+\s+R\b | [-+.\d]++ | true\b | false\b | null\b
        | \((?:[^()\\]|\\.|\((?:[^()\\]|\\.)*+\))*+\) | <[0-9A-Fa-f\s]*+>)
    )""",
    re.VERBOSE | re.DOTALL,
)
"""Parts of objects; an array of numbers or references is one."""

MOST_DIRECTORIES = 50
MOST_UNPACKED = 16 * 1024 * 1024
"""Bytes of a directory or of a stream of objects; of more pdfminer may say what it is."""


class NotPlain(Exception):
    """The file is damaged, locked, or spelled in a way that few producers write."""


@dataclass(frozen=True, slots=True)
class Stream:
    """A stream as it lies in the file."""

    entries: dict[bytes, Any]
    packed: bytes


Place = tuple[int, int] | None
"""The stream of objects, 0 for none; and the index in it, or the place in the file."""


class PlainFile:
    """Objects by number; values are bytes as spelled, lists and dictionaries."""

    def __init__(self, content: bytes) -> None:
        self._content = content
        self._directories: list[Callable[[int], Place]] = []
        self._known: dict[int, Any] = {}
        self._asked: set[int] = set()
        self._packed: dict[int, tuple[bytes, list[int], int]] = {}
        start = START.match(content, max(content.rfind(b"startxref"), 0))
        self.root = self._read_directories(int(start[1]) if start else -1)

    def resolved(self, value: Any) -> Any:
        """What a value is, or refers to."""
        reference = REFERENCE.fullmatch(value) if isinstance(value, bytes) else None
        return self._object(int(reference[1])) if reference else value

    def whole_number(self, value: Any) -> int:
        """A value that must be a whole number."""
        spelled = self.resolved(value)
        if not (isinstance(spelled, bytes) and spelled.isdigit()):
            raise NotPlain
        return int(spelled)

    def _object(self, number: int) -> Any:
        if number not in self._known:
            if number in self._asked:  # a circle
                raise NotPlain
            self._asked.add(number)
            self._known[number] = self._looked_up(number)
        return self._known[number]

    def _looked_up(self, number: int) -> Any:
        place = next(filter(None, (directory(number) for directory in self._directories)), None)
        if place is None:
            raise NotPlain
        return self._unpacked_object(number, *place) if place[0] else self._at(place[1], number)

    def _at(self, place: int, number: int) -> Any:
        """The object that begins at a place of the file."""
        begin = BEGIN.match(self._content, place)
        if not begin or number not in (0, int(begin[1])):
            raise NotPlain
        value, end = parsed(self._content, begin.end())
        stream = STREAM.match(self._content, end)
        if not stream:
            _expect(END, self._content, end)
            return value
        packed = self._content[stream.end() : stream.end() + self.whole_number(value.get(b"Length"))]
        _expect(END_OF_STREAM, self._content, stream.end() + len(packed))
        return Stream(value, packed)

    def _unpacked_object(self, number: int, stream_number: int, index: int) -> Any:
        """An object out of a stream of objects: looked up in its list, read alone."""
        if stream_number not in self._packed:
            stream = self._object(stream_number)
            text = self._unpacked(stream)
            first = self.whole_number(stream.entries.get(b"First"))
            self._packed[stream_number] = text, list(map(int, text[:first].split())), first
        text, listed, first = self._packed[stream_number]
        if listed[2 * index : 2 * index + 1] != [number]:
            raise NotPlain
        return parsed(text, first + listed[2 * index + 1])[0]

    def _unpacked(self, stream: Stream) -> bytes:
        packing = filters(self, stream)
        if not packing:
            return stream.packed
        if packing != [b"/FlateDecode"]:
            raise NotPlain
        unpacking = zlib.decompressobj()
        text = unpacking.decompress(stream.packed, MOST_UNPACKED)
        if not unpacking.eof:
            raise NotPlain
        return text

    def _read_directories(self, place: int) -> Any:
        """The root. Newer directories come first, and the newest names the root."""
        waiting = [place]
        trailers: list[dict[bytes, Any]] = []
        while waiting:
            if len(trailers) == MOST_DIRECTORIES:
                raise NotPlain
            place = waiting.pop()
            table = TABLE.match(self._content, place) if place >= 0 else None
            trailers.append(self._table(table.end()) if table else self._packed_directory(place))
            waiting += [self.whole_number(trailers[-1][key]) for key in (b"Prev", b"XRefStm") if key in trailers[-1]]
        if any(b"Encrypt" in trailer for trailer in trailers):
            raise NotPlain
        return next(trailer[b"Root"] for trailer in trailers if b"Root" in trailer)

    def _table(self, place: int) -> dict[bytes, Any]:
        parts: list[tuple[int, int, int]] = []
        while part := PART.match(self._content, place):
            parts.append((int(part[1]), int(part[2]), part.end()))
            place = part.end() + ENTRY_BYTES * int(part[2])
        self._directories.append(lambda number: self._in_table(parts, number))
        return _dictionary(parsed(self._content, _expect(TRAILER, self._content, place))[0])

    def _in_table(self, parts: list[tuple[int, int, int]], number: int) -> Place:
        for first, count, place in reversed(parts):
            if first <= number < first + count:
                entry = ENTRY.match(self._content, place + ENTRY_BYTES * (number - first))
                if not entry:
                    raise NotPlain
                return (0, int(entry[1])) if entry[2] == b"n" else None
        return None

    def _packed_directory(self, place: int) -> dict[bytes, Any]:
        stream = self._at(place, 0)
        entries = stream.entries
        widths = [int(width) for width in entries[b"W"]]
        rows = _rows(self._unpacked(stream), sum(widths), entries.get(b"DecodeParms", {}))
        ranges = [int(bound) for bound in entries.get(b"Index", [b"0", entries[b"Size"]])]
        self._directories.append(lambda number: _in_rows(rows, widths, ranges, number))
        return _dictionary(entries)


def _in_rows(rows: Any, widths: list[int], ranges: list[int], number: int) -> Place:
    before = 0
    for first, count in zip(ranges[::2], ranges[1::2], strict=True):
        if first <= number < first + count:
            row = rows[before + number - first].tobytes()
            kind, place, index = (
                int.from_bytes(row[sum(widths[:field]) : sum(widths[: field + 1])]) for field in range(3)
            )
            return {1: (0, place), 2: (place, index)}.get(kind if widths[0] else 1)
        before += count
    return None


def _rows(text: bytes, width: int, told: dict[bytes, Any]) -> Any:
    """The rows of a packed directory: as they are, or each as its difference from the one above."""
    if told.get(b"Predictor", b"1") == b"1":
        return np.frombuffer(text, np.uint8).reshape(-1, width)
    rows = np.frombuffer(text, np.uint8).reshape(-1, width + 1)
    if told.get(b"Columns") != b"%d" % width or not (rows[:, 0] == 2).all():
        raise NotPlain
    return np.cumsum(rows[:, 1:], axis=0, dtype=np.uint8)


def filters(file: PlainFile, stream: Stream) -> list[Any]:
    """How a stream is packed."""
    if b"F" in stream.entries:  # it lies in another file
        raise NotPlain
    named = file.resolved(stream.entries.get(b"Filter", []))
    return named if isinstance(named, list) else [named]


def parsed(text: bytes, place: int) -> tuple[Any, int]:
    """The value that begins at a place, and where it ends."""
    around: list[Any] = []
    values: list[Any] = []
    while True:
        part = SPELLED.match(text, place)
        if not part:
            raise NotPlain
        kind, place = part.lastgroup, part.end()
        if kind in ("open", "begin"):
            around.append((kind, values))
            values = []
            continue
        if kind in ("close", "end"):
            opened, outer = around.pop() if around else ("", [])
            if opened != ("open" if kind == "close" else "begin"):
                raise NotPlain
            values = [*outer, _paired(values) if kind == "close" else values]
        else:
            values.append(ITEM.findall(part[kind]) if kind == "flat" else part[0].strip(b"\0\t\n\f\r "))
        if not around:
            return values[0], place


def _paired(values: list[Any]) -> dict[bytes, Any]:
    keys = values[::2]
    if len(values) % 2 or not all(isinstance(key, bytes) and key[:1] == b"/" and b"#" not in key for key in keys):
        raise NotPlain
    return {key[1:]: value for key, value in zip(keys, values[1::2], strict=True)}


def _dictionary(value: Any) -> dict[bytes, Any]:
    if not isinstance(value, dict):
        raise NotPlain
    return value


def _expect(what: re.Pattern[bytes], text: bytes, place: int) -> int:
    found = what.match(text, place)
    if not found:
        raise NotPlain
    return found.end()
