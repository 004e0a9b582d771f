"""Serving: the releases of a concept on this machine, for a browser."""

import functools
import sys
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from flows.stores.files import concept_folder
from schemas.errors import KonzeptError

HOST = "127.0.0.1"


class NothingToServe(KonzeptError):
    """There is no page yet, or the port is taken."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason

    def __str__(self) -> str:
        return self.reason


class PageServer(ThreadingHTTPServer):
    """Listens on this machine only."""

    daemon_threads = True
    request_queue_size = 64  # browsers ask for many files at once; five, as the library has it, would make them wait

    @property
    def address(self) -> str:
        """What to type into the browser."""
        return f"http://{HOST}:{self.server_address[1]}/"

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Say nothing of a browser that hung up: whoever goes on to the next page does not wait for this one's rest."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)


class ReleaseFiles(SimpleHTTPRequestHandler):
    """Released files; drafts and locks, whose names begin with a dot, are nobody's business."""

    def send_head(self):  # type: ignore[no-untyped-def]  # the return type is private to the standard library
        """Find the file for a request."""
        parts = unquote(urlsplit(self.path).path).split("/")
        if any(part.startswith(".") for part in parts):
            self.send_error(404)
            return None
        return super().send_head()

    def log_message(self, *_: object) -> None:
        """Say nothing."""


def page_server(output: Path, concept_id: str, port: int) -> PageServer:
    """A server for the page that `publish` wrote; NothingToServe if there is none or the port is taken."""
    folder = concept_folder(output, concept_id)
    if not (folder / "index.html").is_file():
        raise NothingToServe(f"There is no page yet; make one with: konzept run {concept_id}")
    try:
        return PageServer((HOST, port), functools.partial(ReleaseFiles, directory=str(folder)))
    except OSError as error:
        raise NothingToServe(f"Port {port} cannot be used ({error.strerror}); try --port 0") from error
