"""Bodies on their way to the disk: counted, hashed and looked at while they come, never whole in memory.

What was cut is resumed where the server can show that it still has the same (Range with If-Range), else begun anew. A
PDF is known by `%PDF-` near its beginning. If `%%EOF` is missing near its end, it counts as cut, unless the server had
said where it ends and sent as much: then that is what the city has, and readers of PDFs mend it.
"""

import hashlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self

from flows.sources.contents import END, START, true_type
from flows.sources.headers import (
    body_size,
    continues_at,
    is_packed,
    media_type,
    says_where_it_ends,
    strong_validator,
)
from flows.sources.network import Reply
from flows.sources.served import NotServed, OtherThanWanted
from flows.sources.unpacking import BadPacking, CutShort, unpack
from schemas.errors import SourceUnavailable


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What shall be read."""

    headers: dict[str, str]
    max_bytes: int
    why_not: Callable[[bytes, str], str]
    """Given the first bytes and the type that was told: why this is not what is wanted; empty: it is."""

    end: bytes = b""
    """What the last bytes must hold, where the server does not say where the body ends."""

    only_beginning: bool = False
    """Whether the rest of what is too large is left away; else it is refused."""


class Draft:
    """A body that is being written to a file."""

    def __init__(self, path: Path, wish: Wish) -> None:
        self.path, self.wish = path, wish
        self._begin_anew()

    def _begin_anew(self) -> None:
        self.size = 0
        self._hash = hashlib.sha256()
        self._start, self._end = b"", b""
        self._told, self._validator = "", ""
        self._whole: int | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, error: type[BaseException] | None, _: BaseException | None, __: TracebackType | None) -> None:
        """A draft that came to nothing leaves no file."""
        if error:
            self.path.unlink(missing_ok=True)

    @property
    def sha256(self) -> str:
        """Hash of what was written."""
        return self._hash.hexdigest()

    @property
    def media_type(self) -> str:
        """As told, unless the first bytes know better."""
        return true_type(self._start, self._told)

    @property
    def headers(self) -> dict[str, str]:
        """What asks for the rest of what was cut, if the server still has the same; empty: it must be begun anew."""
        if not self.size or not self._validator:
            return {}
        return {"Range": f"bytes={self.size}-", "If-Range": self._validator}

    def take(self, reply: Reply) -> None:
        """Write the body, or the rest of it. Raises NotServed, or SourceUnavailable if it was cut."""
        if self.headers and reply.status in (206, 416):
            self._check_goes_on(reply)
        else:
            self._begin_anew()
            self._whole = body_size(reply.headers)
            self._validator = _resumable_by(reply)
        self._told = media_type(reply.headers)
        with _packing_named(reply.address):
            self._check_size(reply.address, self.size + (body_size(reply.headers) or 0))
            self._write(reply)
        self._check_start(reply.address)
        self._check_end(reply)

    def _check_goes_on(self, reply: Reply) -> None:
        """Nothing is put together that does not belong together."""
        begins, whole = continues_at(reply.headers)
        name = "etag" if self._validator.startswith('"') else "last-modified"
        is_same = reply.headers.get(name, self._validator) == self._validator
        is_as_long = whole is None or self._whole is None or whole == self._whole
        if reply.status == 206 and begins == self.size and is_same and is_as_long and not is_packed(reply.headers):
            self._whole = self._whole or whole
            return
        self._begin_anew()
        raise SourceUnavailable(reply.address, "was cut, and does not go on where it was cut")

    def _write(self, reply: Reply) -> None:
        pieces = unpack(self._counted(reply), reply.headers.get("content-encoding", ""))
        if self.wish.only_beginning:
            pieces = _first_bytes(pieces, self.wish.max_bytes)
        try:
            with self.path.open("ab" if self.size else "wb") as file:
                for piece in pieces:
                    self._check_size(reply.address, self.size + len(piece))
                    file.write(piece)
                    self._note(piece)
                    if len(self._start) == START:
                        self._check_start(reply.address)
        except OSError as error:
            raise NotServed(reply.address, f"cannot be kept in {self.path.parent} ({error.strerror})") from error

    def _counted(self, reply: Reply) -> Iterator[bytes]:
        """The blocks of the body as it is sent, as long as they are not too many."""
        size = self.size
        for block in reply.blocks:
            size += len(block)
            self._check_size(reply.address, size)
            yield block

    def _note(self, piece: bytes) -> None:
        self._hash.update(piece)
        self.size += len(piece)
        if len(self._start) < START:
            self._start = (self._start + piece)[:START]
        self._end = (self._end + piece)[-END:]

    def _check_size(self, address: str, size: int) -> None:
        if size > self.wish.max_bytes and not self.wish.only_beginning:
            raise NotServed(address, f"larger than {self.wish.max_bytes / 1e6:g} MB, the most that is read")

    def _check_start(self, address: str) -> None:
        if reason := self.wish.why_not(self._start, self._told):
            raise OtherThanWanted(address, reason)

    def _check_end(self, reply: Reply) -> None:
        if self.wish.only_beginning or is_packed(reply.headers):
            return
        if self._whole is not None and self.size < self._whole:
            raise SourceUnavailable(reply.address, f"cut after {self.size} of {self._whole} bytes")
        if self.wish.end not in self._end and not says_where_it_ends(reply.headers):
            raise SourceUnavailable(reply.address, f"cut after {self.size} bytes, without {self.wish.end.decode()}")


def _resumable_by(reply: Reply) -> str:
    if is_packed(reply.headers) or reply.headers.get("accept-ranges", "").strip().lower() == "none":
        return ""
    return strong_validator(reply.headers)


def _first_bytes(pieces: Iterable[bytes], limit: int) -> Iterator[bytes]:
    left = limit
    for piece in pieces:
        yield piece[:left]
        left -= len(piece)
        if left <= 0:
            return


@contextmanager
def _packing_named(address: str) -> Iterator[None]:
    try:
        yield
    except BadPacking as error:
        raise NotServed(address, str(error)) from error
    except CutShort as error:
        raise SourceUnavailable(address, str(error)) from error
