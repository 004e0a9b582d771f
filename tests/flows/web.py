"""A city's web server on this machine, with the pages a test gives it."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

PDF = b"%PDF-1.7\nMusterstadt"
Reply = tuple[int, dict[str, str], bytes]
Site = dict[str, Reply | Callable[[], Reply]]


def ok(content: bytes | str, media_type: str = "text/html; charset=utf-8") -> Reply:
    body = content.encode() if isinstance(content, str) else content
    return 200, {"Content-Type": media_type}, body


class Visits(ThreadingHTTPServer):
    """A city's web server, and what it was asked."""

    daemon_threads = True

    def __init__(self, site: Site) -> None:
        super().__init__(("127.0.0.1", 0), Answers)
        self.site = site
        self.asked: list[tuple[str, str]] = []

    def handle_error(self, *_: object) -> None:
        """A client that has given up is no error here."""

    @property
    def paths(self) -> list[str]:
        return [path for path, _ in self.asked]

    def at(self, path: str) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}{path}"


class Answers(BaseHTTPRequestHandler):
    server: Visits

    def do_GET(self) -> None:
        self.server.asked.append((self.path, self.headers["User-Agent"]))
        reply = self.server.site.get(self.path, (404, {}, b"not here"))
        status, headers, body = reply() if callable(reply) else reply
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Quiet."""


@contextmanager
def serving(site: Site) -> Iterator[Visits]:
    with Visits(site) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        try:
            yield server
        finally:
            server.shutdown()
            thread.join()
