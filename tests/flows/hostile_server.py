"""A city's web server that is ill or means harm, on this machine: each address behaves in its own way.

    with hostile({"/konzept.pdf": cut(PDF, after=100), "/a": in_turn(answer("", 500), answer("a"))}) as city:
        city.at("/konzept.pdf")

It ends at once, whatever it is busy with: those who wait, wait for its end, too.
"""

import gzip
import socket
import ssl
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from email.message import Message
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

PDF = b"%PDF-1.7\n" + b"Musterstadt " * 1000 + b"\n%%EOF\n"
ETAG, CHANGED = '"stand-2017"', "Mon, 06 Nov 2017 10:00:00 GMT"

Behaviour = Callable[["Visit"], None]
Site = Mapping[str, Behaviour]


@dataclass(frozen=True)
class Asked:
    """A request as it came in."""

    path: str
    headers: Message


class HostileServer(ThreadingHTTPServer):
    """Serves a site, and remembers what it was asked."""

    daemon_threads = False
    block_on_close = True

    def __init__(self, site: Site, tls: ssl.SSLContext | None) -> None:
        super().__init__(("127.0.0.1", 0), Visit)
        self.site, self.tls = site, tls
        self.asked: list[Asked] = []
        self.closing = threading.Event()
        self._open: set[socket.socket] = set()
        self._lock = threading.Lock()

    @property
    def paths(self) -> list[str]:
        return [each.path for each in self.asked]

    def at(self, path: str, host: str = "127.0.0.1") -> str:
        return f"{'https' if self.tls else 'http'}://{host}:{self.server_address[1]}{path}"

    def headers(self, path: str) -> list[Message]:
        """With what headers an address was asked for, each time."""
        return [each.headers for each in self.asked if each.path == path]

    def finish_request(self, request: Any, client_address: Any) -> None:
        with self._lock:
            self._open.add(request)
        try:
            if self.tls is None:
                super().finish_request(request, client_address)
            else:
                with self.tls.wrap_socket(request, server_side=True) as secured:
                    super().finish_request(secured, client_address)
        finally:
            with self._lock:
                self._open.discard(request)

    def handle_error(self, *_: object) -> None:
        """A client that has hung up is no error here."""

    def end(self) -> None:
        """Wake those who wait, and hang up on all."""
        self.closing.set()
        self.shutdown()
        with self._lock:
            for request in self._open:
                try:
                    request.shutdown(socket.SHUT_RDWR)
                except OSError:  # it has hung up already
                    continue


class Visit(BaseHTTPRequestHandler):
    """One connection; each request behaves as its address does."""

    server: HostileServer
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True

    def do_GET(self) -> None:
        self.server.asked.append(Asked(self.path, self.headers))
        self.server.site.get(self.path, answer("not here", 404))(self)

    def head(self, status: int, headers: Mapping[str, str]) -> None:
        """Status and headers; a body without announced end ends with the connection."""
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        if "Content-Length" not in headers and "Transfer-Encoding" not in headers and status != 304:
            self.send_header("Connection", "close")
        self.end_headers()

    def hang_up(self) -> None:
        self.close_connection = True

    def log_message(self, *_: object) -> None:
        """Quiet."""


def answer(body: bytes | str = b"", status: int = 200, /, **headers: str) -> Behaviour:
    """A whole answer; header names are written with `_`."""
    content = body.encode() if isinstance(body, str) else body
    told = {"Content-Type": "text/html; charset=utf-8", "Content-Length": str(len(content)), **_named(headers)}

    def behave(visit: Visit) -> None:
        visit.head(status, told)
        visit.wfile.write(content)

    return behave


def pdf(body: bytes = PDF, *, Content_Type: str = "application/pdf", **headers: str) -> Behaviour:
    return answer(body, Content_Type=Content_Type, **headers)


def raw(content: bytes) -> Behaviour:
    """Bytes as they are, then the connection ends."""

    def behave(visit: Visit) -> None:
        visit.wfile.write(content)
        visit.hang_up()

    return behave


def redirect(to: str, status: int = 302) -> Behaviour:
    return answer("", status, Location=to)


def in_turn(*behaviours: Behaviour) -> Behaviour:
    """One after the other, visit by visit; the last one for ever."""
    left = list(behaviours)

    def behave(visit: Visit) -> None:
        (left.pop(0) if len(left) > 1 else left[0])(visit)

    return behave


def silent(visit: Visit) -> None:
    """Takes the request and never answers."""
    visit.server.closing.wait()
    visit.hang_up()


def dripping_headers(visit: Visit) -> None:
    """Headers letter by letter, each soon enough not to be called silent, without end."""
    visit.wfile.write(b"HTTP/1.1 200 OK\r\nX-Slow: ")
    while not visit.server.closing.wait(0.02):
        visit.wfile.write(b"a")
    visit.hang_up()


def dripping(body: bytes, **headers: str) -> Behaviour:
    """A body byte by byte."""

    def behave(visit: Visit) -> None:
        visit.head(200, {"Content-Length": str(len(body)), **_named(headers)})
        for number in range(len(body)):
            if visit.server.closing.wait(0.02):
                break
            visit.wfile.write(body[number : number + 1])
        visit.hang_up()

    return behave


def cut(body: bytes, status: int = 200, /, *, after: int, **headers: str) -> Behaviour:
    """The connection ends in the middle of a body whose length was told."""

    def behave(visit: Visit) -> None:
        visit.head(status, {"Content-Length": str(len(body)), **_named(headers)})
        visit.wfile.write(body[:after])
        visit.hang_up()

    return behave


def unannounced(body: bytes, **headers: str) -> Behaviour:
    """A body that just ends with the connection."""

    def behave(visit: Visit) -> None:
        visit.head(200, _named(headers))
        visit.wfile.write(body)
        visit.hang_up()

    return behave


def part(body: bytes, first: int, *, total: int | None = None, **headers: str) -> Behaviour:
    """The rest of a body, as it is asked for with Range."""
    rest = body[first:]
    told = f"bytes {first}-{len(body) - 1}/{len(body) if total is None else total}"
    return answer(rest, 206, Content_Range=told, **headers)


def endless(visit: Visit) -> None:
    """A body that never ends, as fast as it is taken."""
    visit.head(200, {"Content-Type": "text/html"})
    while not visit.server.closing.is_set():
        visit.wfile.write(b"%PDF-1.7 und so weiter " * 1000)


def bomb(megabytes: int, start: bytes = b"%PDF-1.7\n") -> Behaviour:
    """A small packed body that unpacks to many megabytes."""
    packed = gzip.compress(start + bytes(megabytes * 1_000_000))
    return answer(packed, Content_Encoding="gzip")


def _named(headers: Mapping[str, str]) -> dict[str, str]:
    return {name.replace("_", "-"): value for name, value in headers.items()}


@contextmanager
def hostile(site: Site, tls: ssl.SSLContext | None = None) -> Iterator[HostileServer]:
    """A server for as long as it is needed."""
    with HostileServer(site, tls) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        try:
            yield server
        finally:
            server.end()
            thread.join()
