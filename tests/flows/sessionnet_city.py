"""The council system of Musterlingen, a city that does not exist: SessionNet on this machine.

In both dialects (ASP, PHP) and both layouts: `sessionnet_pages/` holds how they write pages, `sessionnet_council` what
was consulted and decided. Names of classes and parameters are those of real systems, all words are ours.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal
from urllib.parse import parse_qsl, urlsplit

import jinja2

from tests.flows.sessionnet_council import FILES, ITEMS, MEETINGS, PAPERS, Meeting
from tests.flows.web import Reply, Visits, ok
from tests.flows.web import serving as serving_site

Dialect = Literal["asp", "php"]
Layout = Literal["tables", "cards"]
FOLDERS = ("/bi", "/buergerinfo")
MONTHS = "Januar Februar März April Mai Juni Juli August September Oktober November Dezember".split()  # noqa: SIM905
TEMPLATES = jinja2.Environment(loader=jinja2.FileSystemLoader(Path(__file__).with_name("sessionnet_pages")))


def notice(name: str, *words: str) -> str:
    """A page that is none: `login`, `error`, `maintenance` …"""
    return str(getattr(TEMPLATES.get_template("notices.html.j2").module, name)(*words))


@dataclass(frozen=True)
class Ris:
    """The pages of the city. Only page and id count; what else an address carries is nothing to the server."""

    dialect: Dialect
    layout: Layout
    is_closed: bool = False
    """Under maintenance."""

    def answer(self, address: str) -> Reply:
        """What the server gives for a path with its query."""
        parts = urlsplit(address)
        folder, _, name = parts.path.rpartition("/")
        page, _, dialect = name.partition(".")
        if folder not in FOLDERS or (name and dialect != self.dialect):
            return 404, {}, b"not here"
        if self.is_closed:
            return ok(notice("maintenance"))
        if not name:
            return 302, {"Location": f"{folder}/info.{self.dialect}"}, b""
        given = dict(parse_qsl(parts.query))
        if page == "getfile":
            return file(given.get("id", ""))
        return ok(self.html(page, given) or notice("error", "Die Fehlerinformation steht nicht mehr zur Verfügung."))

    def html(self, page: str, given: dict[str, str]) -> str:
        """The HTML of a page; empty: there is none."""
        write: Any = TEMPLATES.get_template(f"{self.layout}.html.j2").module
        ident = next((value for name, value in given.items() if name.startswith(("__k", "smctonr"))), "")
        return str(self._written(page, ident, given, write)).strip()

    def _written(self, page: str, ident: str, given: dict[str, str], write: Any) -> str:
        if page in ("vo0050", "vo0053") and (paper := PAPERS.get(ident)):
            if paper.needs_login:
                return notice("login")
            return (write.paper if page == "vo0050" else write.consultations)(paper, self.dialect)
        if page == "to0050" and (item := ITEMS.get(ident)):
            return write.item(item, MEETINGS[item.ksinr], PAPERS.get(item.kvonr), self.dialect)
        if page == "to0058" and (item := ITEMS.get(ident)):
            return write.details(item, self.dialect)
        if page in ("si0056", "si0057", "to0040") and (meeting := MEETINGS.get(ident)):
            return write.meeting(page, meeting, _items(meeting), self.dialect)
        return self._listed(page, given, write)

    def _listed(self, page: str, given: dict[str, str], write: Any) -> str:
        if page == "si0040":
            year, month = int(given["__cjahr"]), int(given["__cmonat"])
            met = [each for each in MEETINGS.values() if each.date.endswith(f".{month:02d}.{year}")]
            turns = [(number // 12, number % 12 + 1) for number in (12 * year + month - 2, 12 * year + month)]
            return write.calendar(f"{MONTHS[month - 1]} {year}", met, turns, self.dialect)
        if page == "kp0040":
            met = [each for each in MEETINGS.values() if each.body == "Integrationsrat"]
            return write.committee("Integrationsrat", met, self.dialect)
        return notice("start", self.dialect) if page == "info" else ""


def file(ident: str) -> Reply:
    """A file as `getfile` hands it out: its name is only in the header. Missing ones come as an error page."""
    if ident not in FILES:
        return ok(notice("error", "Das Dokument wurde nicht gefunden."))
    name, content = FILES[ident]
    return 200, {"Content-Type": "application/pdf", "Content-Disposition": f'inline; filename="{name}"'}, content


class _Routed(dict[str, Reply]):
    """A site that asks the council system for every address."""

    def __init__(self, ris: Ris) -> None:
        super().__init__()
        self.ris = ris

    def get(self, path: str, default: Any = None) -> Any:
        return default if path == "/robots.txt" else self.ris.answer(path)


@contextmanager
def serving(dialect: Dialect = "asp", layout: Layout = "cards", *, is_closed: bool = False) -> Iterator[Visits]:
    """The council system on this machine; `city.at("/bi/…")` is an address of it."""
    with serving_site(_Routed(Ris(dialect, layout, is_closed))) as city:  # type: ignore[arg-type]  # answers like a site
        yield city


def _items(meeting: Meeting) -> list[tuple[object, object]]:
    return [(each, PAPERS.get(each.kvonr)) for each in ITEMS.values() if each.ksinr == meeting.ksinr]
