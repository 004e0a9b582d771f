"""Querying: a page on the SQLite file of the newest release, by Datasette, for this machine and for reading only.

Datasette comes with the extra `serve`. Its own words are English; tables and columns have their German titles.
"""

import socket
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from importlib.util import find_spec
from types import MappingProxyType
from typing import Any

from flows.serving import HOST, NothingToServe
from flows.stores.releases import Release
from schemas.tables import TABLES, Table

FACETS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "documents": ("kind", "edition_id", "status"),
        "sections": ("kind", "document_id"),
        "goals": ("level", "edition_id", "action_field_id"),
        "measures": ("edition_id", "action_field_id", "status", "method"),
        "measure_actors": ("role", "actor_id"),
        "actors": ("kind",),
        "statuses": ("status", "document_id"),
        "mentions": ("kind",),
        "decisions": ("result", "body"),
        "votes": ("choice", "group"),
        "changes": ("level", "change", "decided_by"),
        "evidence": ("table", "column"),
        "issues": ("severity", "kind"),
    }
)
"""What readers first choose rows by."""

SETTINGS = {"sql_time_limit_ms": 3000, "default_page_size": 50, "suggest_facets": False, "max_returned_rows": 5000}
START_S = 20.0


def can_query() -> bool:
    """Whether Datasette is installed."""
    return find_spec("datasette") is not None


def described(concept_title: str, version: str, database: str) -> dict[str, Any]:
    """What Datasette says of database, tables and columns: our titles, in German."""
    tables = {table.name: _described(table) for table in TABLES}
    title = f"{concept_title}, Datenstand {version}"
    about = "Nur zum Lesen. Jede Zeile nennt Dokument und Seite; was nicht gedruckt ist, bleibt leer."
    return {"title": title, "description": about, "databases": {database: {"title": title, "tables": tables}}}


def _described(table: Table) -> dict[str, Any]:
    columns = {column.name: f"{column.column.title}. {column.column.description}" for column in table.columns}
    facets = [name for name in FACETS.get(table.name, ()) if name in table.header]
    return {"title": table.title, "columns": columns, "facets": facets}


@contextmanager
def query_page(release: Release, concept_id: str, concept_title: str, port: int) -> Iterator[str]:
    """The address of a query page that answers while the block runs; `port` 0 is any free one.

    Raises NothingToServe if the port is taken or the release has no database.
    """
    import uvicorn
    from datasette.app import Datasette

    path = release.path / f"{concept_id}.sqlite"
    if not path.is_file():
        raise NothingToServe(f"{path.name} is not in release {release.version}; see: konzept verify {concept_id}")
    line = _line(port)
    about = described(concept_title, release.version, path.stem)
    pages = Datasette(immutables=[str(path)], metadata=about, settings=SETTINGS)
    server = uvicorn.Server(uvicorn.Config(pages.app(), log_config=None, lifespan="on"))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [line]}, daemon=True)
    thread.start()
    try:
        _wait(server, thread)
        yield f"http://{HOST}:{line.getsockname()[1]}/{path.stem}"
    finally:
        server.should_exit = True
        thread.join()
        line.close()


def _line(port: int) -> socket.socket:
    line = socket.socket()
    try:
        line.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        line.bind((HOST, port))
    except OSError as error:
        line.close()
        raise NothingToServe(f"Port {port} cannot be used ({error.strerror}); try --query-port 0") from error
    return line


def _wait(server: Any, thread: threading.Thread) -> None:
    """Until the server answers."""
    end = time.monotonic() + START_S
    while not server.started:
        if not thread.is_alive() or time.monotonic() > end:
            raise NothingToServe("Datasette does not start; try again without the query page: --no-query")
        time.sleep(0.02)
