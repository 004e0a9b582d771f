"""A city that speaks OParl 1.0 or 1.1 on this machine, well or with the faults that real servers have.

Musterlingen's council deals with two papers about its Integrationskonzept, many about playgrounds, and one about land
that is not public. What is not public holds the word SECRET, which must never be kept.
"""

import json
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from enum import Enum, auto
from typing import Any
from urllib.parse import parse_qs, urlsplit

from tests.flows.web import PDF, Reply, Visits, ok, serving

SECRET = "Personalangelegenheit"
Raw = dict[str, Any]
NOT_HERE: Reply = (404, {}, b"")
IN_TROUBLE: Reply = (500, {}, b"")


class Fault(Enum):
    """What is wrong with a server."""

    CIRCLE = auto()  # the last page leads back to the first
    CIRCLE_BY_ANOTHER_NAME = auto()  # … under an address that was not seen before
    ENDLESS = auto()  # after the last page comes the last page, again and again
    ENDLESS_EMPTY = auto()  # after the last page come empty pages
    OTHER_HOST = auto()  # the next page lies elsewhere
    NO_ADDRESS = auto()  # the next page is no address
    UNPAGED = auto()  # all papers on one page, no links
    BARE_ARRAY = auto()  # all papers in an array, without an object around it
    CUT = auto()  # counts further pages, names none
    IGNORES_FILTER = auto()
    REFUSES_FILTER = auto()
    BREAKS_AT_FILTER = auto()  # status 500
    FORGETS_FILTER = auto()  # on the second page
    LINKED = auto()  # addresses where the standard embeds objects
    EMBEDDED = auto()  # objects where the standard has addresses
    LINKED_LIST = auto()  # addresses of papers in the list
    WRONG_TYPES = auto()
    VENDOR = auto()  # fields the standard does not know
    MARKUP = auto()  # entities and tags in names
    CONTROL_LETTERS = auto()  # not escaped
    WRONG_CHARSET = auto()  # UTF-8 that calls itself otherwise
    OTHER_CHARSET = auto()  # not UTF-8, and says so
    BYTE_ORDER_MARK = auto()
    BODY_FOR_LIST = auto()  # the only body where the list of bodies belongs
    BROKEN_ENTRIES = auto()
    WITHOUT_TYPES = auto()
    OTHER_ADDRESSES = auto()  # objects name themselves otherwise than they are linked
    NO_MAIN_FILE = auto()
    LOST_FILES = auto()
    LOST_PAPER = auto()  # only the list has it
    LOST_MEETING = auto()
    ERROR_MEETING = auto()
    ERRORS = auto()  # for everything but lists and papers
    MANY = auto()  # consultations without end, each in a meeting of its own
    CLOSED_PAPER = auto()  # the report is not public, but listed
    NO_AGENDA_ITEMS = auto()  # consultations name their meeting only, agenda items name the consultation
    DELETED = auto()
    TWO_BODIES = auto()
    PAGED_BODIES = auto()  # … each on a page of its own
    BODIES_EMBEDDED = auto()
    LOST_SYSTEM = auto()
    HTML = auto()  # an error page with status 200


LOST: dict[Fault, tuple[re.Pattern[str], Reply]] = {
    Fault.LOST_SYSTEM: (re.compile("/system"), NOT_HERE),
    Fault.LOST_FILES: (re.compile("^/files/"), NOT_HERE),
    Fault.LOST_PAPER: (re.compile("^/oparl/paper/"), NOT_HERE),
    Fault.LOST_MEETING: (re.compile("/meeting/2"), NOT_HERE),
    Fault.ERROR_MEETING: (re.compile("/meeting/2"), IN_TROUBLE),
    Fault.ERRORS: (re.compile("/(meeting|organization|agendaitem)/"), IN_TROUBLE),
    Fault.HTML: (re.compile("^/oparl/paper/"), ok("<html><title>Wartung</title></html>")),
}
"""Faults that are served in place of objects, and of which."""


@dataclass(frozen=True)
class City:
    """What a council server holds and how it behaves."""

    version: str = "1.1"
    faults: frozenset[Fault] = frozenset()
    playgrounds: int = 9
    page_size: int = 4
    is_turned: bool = False
    """Whether lists run from the last paper to the first."""

    base: str = ""

    def get(self, path: str, default: Reply) -> Reply | Callable[[], Reply]:
        """The answer to a request; stands in for the table of replies of the web server."""
        parts = urlsplit(path)
        if fault := self._fault_at(parts.path):
            return fault
        if parts.path.startswith("/files/"):
            return ok(PDF, "application/pdf")
        if parts.path == "/oparl/body/1/paper":
            return self._papers_at(path, default)
        found = self.objects().get(parts.path)
        return default if found is None else self._reply(found)

    def _fault_at(self, path: str) -> Reply | None:
        """What is served in place of an object."""
        faults = (fault for fault, (lost, _) in LOST.items() if fault in self.faults and lost.search(path))
        return next((LOST[fault][1] for fault in faults), None)

    def _reply(self, found: object) -> Reply:
        text = json.dumps(found, ensure_ascii=False)
        if Fault.CONTROL_LETTERS in self.faults:
            text = text.replace("Konzepts", "Konzepts\x07")
        return self._encoded(text)

    def _encoded(self, text: str) -> Reply:
        if Fault.WRONG_CHARSET in self.faults:
            return ok(text, "text/json; charset=iso-8859-1")
        if Fault.OTHER_CHARSET in self.faults:
            return ok(text.encode("cp1252"), "application/json; charset=windows-1252")
        return ok("\ufeff" + text if Fault.BYTE_ORDER_MARK in self.faults else text, "application/json")

    def _papers_at(self, path: str, default: Reply) -> Reply:
        """One page of the list of papers."""
        query = parse_qs(urlsplit(path).query)
        since = query.get("modified_since", [""])[0]
        if since and Fault.REFUSES_FILTER in self.faults:
            return default
        if since and Fault.BREAKS_AT_FILTER in self.faults:
            return IN_TROUBLE
        heeds = Fault.IGNORES_FILTER not in self.faults
        papers = [paper for paper in self.papers() if not (heeds and since) or paper["modified"] >= since]
        papers = (papers[::-1] if self.is_turned else papers) + self._broken()
        if Fault.LINKED_LIST in self.faults:
            papers = [paper["id"] for paper in papers]
        if Fault.BARE_ARRAY in self.faults:
            return self._reply(papers)
        if Fault.UNPAGED in self.faults:
            return self._reply({"data": papers})
        return self._reply(self._page(papers, int(query.get("page", ["1"])[0]), since))

    def _page(self, papers: list[Any], page: int, since: str) -> Raw:
        last = -(-len(papers) // self.page_size)
        start = (min(page, last) if Fault.ENDLESS in self.faults else page) * self.page_size - self.page_size
        links = {"next": following} if (following := self._following(page, last, since)) else {}
        if Fault.CUT in self.faults:
            links = {}
        return {
            "data": papers[start : start + self.page_size],
            "pagination": {"currentPage": page, "totalPages": last, "elementsPerPage": self.page_size},
            "links": {"first": self.base + "/oparl/body/1/paper", **links},
        }

    def _following(self, page: int, last: int, since: str) -> str:
        address = f"{self.base}/oparl/body/1/paper"
        kept = f"&modified_since={since}" if since and Fault.FORGETS_FILTER not in self.faults else ""
        if page >= last:
            if Fault.CIRCLE in self.faults:
                return f"{address}?modified_since={since}" if since else address
            if Fault.CIRCLE_BY_ANOTHER_NAME in self.faults:
                return f"{address}?page=1{kept}"
            if not {Fault.ENDLESS, Fault.ENDLESS_EMPTY} & self.faults:
                return ""
        if Fault.OTHER_HOST in self.faults:
            return "http://anderswo.example/paper?page=2"
        return "http://[" if Fault.NO_ADDRESS in self.faults else f"{address}?page={page + 1}{kept}"

    def _broken(self) -> list[Any]:
        broken: list[Any] = []
        if Fault.BROKEN_ENTRIES in self.faults:
            broken += [None, 7, [], {"name": "ohne Adresse", "type": self._type("Paper")}, {"type": 9, "id": []}]
            broken += [{"id": self.at("/meeting/1"), "type": self._type("Meeting")}]
        if Fault.DELETED in self.faults:
            broken += [{"id": self.at(f"/paper/{n}"), "deleted": True, "modified": "2024-01-01"} for n in (901, 902)]
        return broken

    # What the city holds

    def at(self, path: str) -> str:
        """The address of an object."""
        return f"{self.base}/oparl{path}"

    def _type(self, kind: str) -> str:
        return f"https://schema.oparl.org/{self.version}/{kind}"

    def objects(self) -> dict[str, object]:
        """All objects by their path; those that the standard embeds too, as version 1.1 serves them alone, too."""
        papers = self.papers()
        singles = [self._system(), *self._bodies(), *papers, *self._meetings(), *self._organizations()]
        found = {urlsplit(raw["id"]).path: raw for raw in singles}
        found["/oparl/body"] = {"data": self._bodies(), "links": {}, "pagination": {}}
        if Fault.PAGED_BODIES in self.faults:
            first, second = self._bodies()
            found["/oparl/body"] = {"data": [first], "links": {"next": self.at("/bodies")}}
            found["/oparl/bodies"] = {"data": [second], "links": {}}
        if Fault.BODY_FOR_LIST in self.faults:
            found["/oparl/body"] = self._bodies()[0]
        if self.version == "1.1" or Fault.LINKED in self.faults:
            found |= {urlsplit(raw["id"]).path: raw for raw in self._parts()}
        return {path: self._own(raw) for path, raw in found.items()}

    def _own(self, raw: Raw) -> Raw:
        """An object as it stands at its own address."""
        if Fault.OTHER_ADDRESSES in self.faults and "/meeting/" in str(raw.get("id")):
            return {**raw, "id": raw["id"].replace("/v2/", "/")}
        return raw

    def _system(self) -> Raw:
        bodies: Any = self.at("/body")
        if Fault.BODIES_EMBEDDED in self.faults:
            bodies = self._bodies()
        return {
            "id": self.at("/system"),
            "type": self._type("System"),
            "oparlVersion": f"https://schema.oparl.org/{self.version}/",
            "body": bodies,
        }

    def _bodies(self) -> list[Raw]:
        bodies = [self._body("1", "Stadt Musterlingen", "05999012")]
        if Fault.TWO_BODIES in self.faults:
            bodies.append(self._body("2", "Gemeinde Musterlingen-Land", "05999016"))
        return bodies

    def _body(self, number: str, name: str, ags: str) -> Raw:
        own = self.at(f"/body/{number}")
        lists = ("organization", "person", "meeting", "paper", "legislativeTermList")
        if self.version == "1.1":
            lists += ("agendaItem", "consultation", "file", "locationList", "membership")
        return {
            **{name: f"{own}/{name}" for name in lists},
            "id": own,
            "type": self._type("Body"),
            "name": name,
            "ags": ags,
            "legislativeTerm": [],
        }

    def papers(self) -> list[Raw]:
        """All papers, as the list has them."""
        titles = ["Integrationskonzept der Stadt Musterlingen", "Bericht zum Integrationskonzept", "Verkauf von Land"]
        wanted = [
            self._paper(1, titles[0], "2017/1900", "2017-11-06"),
            self._paper(2, titles[1], "2019/0042", "2019-09-02"),
            self._paper(3, titles[2], "2018/0300", "2018-03-01"),
        ]
        if Fault.CLOSED_PAPER in self.faults:
            wanted[1] |= {"public": False, "name": f"{SECRET} {titles[1]}"}
        others = [self._playground(n) for n in range(self.playgrounds)]
        return [self._changed(paper) for paper in (*others, *wanted)]

    def _playground(self, n: int) -> Raw:
        year = 2010 + n % 12
        own = {"id": self.at(f"/paper/{100 + n}"), "type": self._type("Paper")}
        return {
            **own,
            "body": self.at("/body/1"),
            "name": f"Spielplatz {n}",
            "reference": f"{year}/{n:04}",
            "date": f"{year}-05-02",
            "paperType": "Antrag",
            "created": f"{year}-05-02T08:00:00+02:00",
            "modified": f"{year}-05-02T08:00:00+02:00",
        }

    def _paper(self, n: int, name: str, reference: str, date: str) -> Raw:
        files = [self._file(n * 10, f"Vorlage {reference}"), self._file(n * 10 + 1, f"Anlage 1 {name}")]
        paper = {
            "id": self.at(f"/paper/{n}"),
            "type": self._type("Paper"),
            "body": self.at("/body/1"),
            "name": name,
            "reference": reference,
            "date": date,
            "paperType": "Beschlussvorlage",
            "mainFile": files[0],
            "auxiliaryFile": files[1:],
            "consultation": self._consultations(n),
            "web": f"{self.base}/vo0050.asp?__kvonr={n}",
            "keyword": [],
            "created": f"{date}T08:00:00+01:00",
            "modified": f"{date}T08:00:00+01:00",
        }
        if Fault.NO_MAIN_FILE in self.faults:
            del paper["mainFile"]
            paper["auxiliaryFile"] = files[::-1]
        return paper

    def _file(self, n: int, name: str) -> Raw:
        return {
            "id": self.at(f"/file/{n}"),
            "type": self._type("File"),
            "name": name,
            "fileName": f"{n}.pdf",
            "mimeType": "application/pdf",
            "accessUrl": f"{self.base}/files/{n}.pdf",
            "downloadUrl": f"{self.base}/files/download/{n}.pdf",
            "size": len(PDF),
            "created": "2017-11-06T08:00:00+01:00",
            "modified": "2017-11-06T08:00:00+01:00",
        }

    def _consultations(self, paper: int) -> list[Raw]:
        if Fault.MANY in self.faults:
            return [{"id": self.at(f"/consultation/{n}"), "meeting": self.at(f"/meeting/{n}")} for n in range(100, 300)]
        if paper == 3:
            return [self._consultation(31, 3, 13, "Entscheidung", 1)]
        return [
            self._consultation(paper * 10 + 1, paper, 10 + paper, "Vorberatung", 1),
            self._consultation(paper * 10 + 2, paper, 20 + paper, "Entscheidung", 2),
        ]

    def _consultation(self, n: int, paper: int, item: int, role: str, meeting: int) -> Raw:
        consultation: Raw = {
            "id": self.at(f"/consultation/{n}"),
            "type": self._type("Consultation"),
            "paper": self.at(f"/paper/{paper}"),
            "agendaItem": self.at(f"/agendaitem/{item}"),
            "meeting": self.at(f"/{self._other}meeting/{meeting}"),
            "organization": [self.at(f"/organization/{meeting}")],
            "authoritative": role == "Entscheidung",
            "role": role,
        }
        if Fault.NO_AGENDA_ITEMS in self.faults:
            del consultation["agendaItem"]
        if Fault.EMBEDDED in self.faults:
            consultation["meeting"] = self._meetings()[meeting - 1]
            consultation["organization"] = [self._organizations()[meeting - 1]]
        return consultation

    @property
    def _other(self) -> str:
        return "v2/" if Fault.OTHER_ADDRESSES in self.faults else ""

    def _meetings(self) -> list[Raw]:
        return [
            self._meeting(1, "Sitzung des Integrationsrates", "2017-11-20T23:30:00Z", 1, self._agenda(1)),
            self._meeting(2, "31. Sitzung des Rates", "2017-12-11T16:00:00+01:00", 2, self._agenda(2)),
        ]

    def _meeting(self, n: int, name: str, start: str, organization: int, agenda: list[Any]) -> Raw:
        if Fault.LINKED in self.faults:
            agenda = [item["id"] for item in agenda]
        return {
            "id": self.at(f"/{self._other}meeting/{n}"),
            "type": self._type("Meeting"),
            "name": name,
            "meetingState": "durchgeführt",
            "cancelled": False,
            "start": start,
            "organization": [self.at(f"/organization/{organization}")],
            "participant": [self.at("/person/1"), self.at("/person/2")],
            "resultsProtocol": self._file(70 + n, "Niederschrift"),
            "agendaItem": agenda,
            "created": "2017-01-06T12:01:00+01:00",
            "modified": "2018-01-08T14:05:27+01:00",
        }

    def _agenda(self, meeting: int) -> list[Raw]:
        if meeting == 2:
            return [self._item(21, 2, "Ö 12", "mehrheitlich mit Änderungen beschlossen"), self._item(22, 2, "Ö 13", "")]
        return [
            self._item(11, 1, "Ö 5", "einstimmig empfohlen"),
            self._item(12, 1, "Ö 6", "zur Kenntnis genommen"),
            {**self._item(13, 1, "N 2", "beschlossen"), "public": False, "name": f"{SECRET} Grundstück"},
            {**self._item(14, 1, "N 3", "beschlossen"), "name": f"{SECRET} Müller", "public": False},
        ]

    def _item(self, n: int, meeting: int, number: str, result: str) -> Raw:
        item: Raw = {
            "id": self.at(f"/agendaitem/{n}"),
            "type": self._type("AgendaItem"),
            "meeting": self.at(f"/{self._other}meeting/{meeting}"),
            "number": number,
            "name": "Integrationskonzept der Stadt Musterlingen",
            "public": True,
            "consultation": self.at(f"/consultation/{n % 10}{n // 10}"),
            "result": result,
        }
        if n == 21:
            votes = "daf&uuml;r: 39&nbsp;&nbsp;&nbsp;(OB, 14 CDU)"
            item["resolutionText"] = f"<p>Der Rat beschlie&szlig;t die Annahme des Konzepts.</p><p>{votes}</p>"
            item["resolutionFile"] = self._file(80, "Auszug")
        return item

    def _organizations(self) -> list[Raw]:
        names = ("Integrationsrat", "Rat")
        return [
            {
                "id": self.at(f"/organization/{n}"),
                "type": self._type("Organization"),
                "name": name,
                "membership": [self.at(f"/membership/{n}{m}") for m in range(3)],
            }
            for n, name in enumerate(names, start=1)
        ]

    def _parts(self) -> Iterator[Raw]:
        """Objects that stand inside others."""
        sound = replace(self, faults=self.faults - {Fault.LINKED, Fault.NO_MAIN_FILE, *CHANGES})
        for paper in sound.papers()[-3:]:
            yield from (*paper["consultation"], paper["mainFile"], *paper["auxiliaryFile"])
        yield from (item for meeting in (1, 2) for item in sound._agenda(meeting))
        yield from (self._file(n, "Niederschrift") for n in (71, 72))
        yield self._file(80, "Auszug")

    def _changed(self, paper: Raw) -> Raw:
        """The paper with the faults that concern its fields."""
        for fault, change in CHANGES.items():
            if fault in self.faults:
                paper = change(paper)
        return paper


def _linked(paper: Raw) -> Raw:
    linked = {**paper, "consultation": [one["id"] for one in paper.get("consultation", ())]}
    if "mainFile" in paper:
        linked |= {"mainFile": paper["mainFile"]["id"], "auxiliaryFile": [f["id"] for f in paper["auxiliaryFile"]]}
    return linked


def _wrong(paper: Raw) -> Raw:
    """Types that the standard does not allow, meanings that are still plain."""
    year, month, day = paper["date"].split("-")
    wrong = {**paper, "name": [paper["name"]], "date": f"{day}.{month}.{year}", "keyword": None, "deleted": "false"}
    if "mainFile" in paper:
        consultations = [{**one, "organization": one["organization"][0]} for one in paper["consultation"]]
        wrong |= {
            "mainFile": [paper["mainFile"]],
            "auxiliaryFile": paper["auxiliaryFile"][0],
            "consultation": consultations,
            "body": {"id": paper["body"]},
        }
    return wrong


def _vendors(paper: Raw) -> Raw:
    own = {"order": 100001, "public": True, "confidential": None, "tags": [[], {}, {"a": [1.5]}]}
    return {**paper, "vendor:details": own, "x-status": "freigegeben"}


def _marked(paper: Raw) -> Raw:
    return {**paper, "name": f"<b>{paper['name'].replace(' ', '&nbsp;')}</b><br/>"}


def _typeless(paper: Raw) -> Raw:
    return {name: value for name, value in paper.items() if name != "type"}


CHANGES: dict[Fault, Callable[[Raw], Raw]] = {
    Fault.LINKED: _linked,
    Fault.WRONG_TYPES: _wrong,
    Fault.VENDOR: _vendors,
    Fault.MARKUP: _marked,
    Fault.WITHOUT_TYPES: _typeless,
}


@contextmanager
def speaking(*faults: Fault, **how: Any) -> Iterator[tuple[City, Visits]]:
    """A city on this machine, and what it is asked."""
    with serving({}) as visits:
        city = City(faults=frozenset(faults), base=visits.at(""), **how)
        visits.site = city  # type: ignore[assignment]
        yield city, visits
