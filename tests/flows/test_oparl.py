"""Papers from an OParl server: found whatever is wrong with the server, and what is wrong is told."""

import hashlib
import json
import pickle
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import httpx
import pytest

from extractors.council.oparl.reading import parse_bundle
from extractors.council.pages import AgendaItemPage, Attachment, PageConsultation, PaperPage
from flows.sources.client import NotServed
from flows.sources.findings import Found, Look, Source
from flows.sources.oparl import OParlSource
from flows.sources.oparl_trail import MOST_STALE
from flows.sources.served import Served, WebPage
from schemas.catalogue import Wanted, WantedDocument
from schemas.errors import SourceUnavailable
from tests.flows.oparl_city import SECRET, City, Fault, speaking

WORDS = ("Integrationskonzept",)


class PlainWeb:
    """Reads what is served on this machine, without any manners."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._http = httpx.Client(trust_env=False)

    def read_page(self, address: str) -> WebPage:
        response = self._http.get(address)
        if response.status_code >= 500:
            raise SourceUnavailable(address, f"status {response.status_code}")
        if response.status_code != 200:
            raise NotServed(address, f"status {response.status_code}")
        return WebPage(self._served(address, response.content), response.text)

    def read_document(self, address: str) -> Served:
        page = self.read_page(address)
        if not page.text.startswith("%PDF"):
            raise NotServed(address, "the answer is no PDF")
        return page.served

    def _served(self, address: str, content: bytes) -> Served:
        sha256 = hashlib.sha256(content).hexdigest()
        path = self._folder / sha256
        path.write_bytes(content)
        media_type = "application/pdf" if content.startswith(b"%PDF") else "application/json"
        return Served(
            asked=address,
            address=address,
            status=200,
            path=path,
            sha256=sha256,
            byte_size=len(content),
            media_type=media_type,
        )

    def close(self) -> None:
        self._http.close()


@pytest.fixture
def web(tmp_path: Path) -> Iterator[PlainWeb]:
    plain = PlainWeb(tmp_path)
    yield plain
    plain.close()


def source(web: PlainWeb, city: City, **how: Any) -> OParlSource:
    return OParlSource(web, system=city.at("/system"), **{"words": WORDS, **how})


def walk(source: Source) -> list[Look]:
    """Looks at all places as fetch does: each once, wave after wave."""
    looks: list[Look] = []
    known, waiting = set(source.places), list(source.places)
    while waiting:
        new = [source.look(place) for place in waiting]
        looks += new
        waiting = list(dict.fromkeys(place for look in new for place in look.further if place not in known))
        known.update(waiting)
    return looks


def bundles(looks: Sequence[Look]) -> dict[str, bytes]:
    """What is kept of papers, by their address."""
    found = [one.served for look in looks for one in look.found if one.served.media_type == "application/json"]
    return {served.address: served.path.read_bytes() for served in found if served.path}


def papers(looks: Sequence[Look]) -> dict[str | None, tuple[Any, ...]]:
    """The pages that reading will find, by the number of the paper."""
    read = [parse_bundle(content, address) for address, content in sorted(bundles(looks).items())]
    return {pages[0].paper: pages for pages in read}


def told(looks: Sequence[Look]) -> str:
    """All that is told, one sentence a line."""
    return "\n".join(text for look in looks for text in (*filter(None, [look.problem]), *look.notes))


def concept(city: City) -> PaperPage:
    """The paper about the concept, as every server means it."""
    return PaperPage(
        address=city.at("/paper/1"),
        paper="2017/1900",
        subject="Integrationskonzept der Stadt Musterlingen",
        kind="Beschlussvorlage",
        date="2017-11-06",
        consultations=(
            PageConsultation(
                body="Integrationsrat",
                date="2017-11-21",
                agenda_number="Ö 5",
                role="Vorberatung",
                result="einstimmig empfohlen",
                agenda_item=city.at("/agendaitem/11"),
            ),
            PageConsultation(
                body="Rat",
                date="2017-12-11",
                agenda_number="Ö 12",
                role="Entscheidung",
                result="mehrheitlich mit Änderungen beschlossen",
                agenda_item=city.at("/agendaitem/21"),
            ),
        ),
        attachments=(
            Attachment(address=f"{city.base}/files/10.pdf", title="Vorlage 2017/1900"),
            Attachment(
                address=f"{city.base}/files/11.pdf", title="Anlage 1 Integrationskonzept der Stadt Musterlingen"
            ),
        ),
    )


def decision(city: City) -> AgendaItemPage:
    """What the council decided of it."""
    return AgendaItemPage(
        address=city.at("/agendaitem/21"),
        body="Rat",
        date="2017-12-11",
        agenda_number="Ö 12",
        subject="Integrationskonzept der Stadt Musterlingen",
        paper="2017/1900",
        paper_kind="Beschlussvorlage",
        paper_address=city.at("/paper/1"),
        result="mehrheitlich mit Änderungen beschlossen",
        text=("Beschluss:", "Der Rat beschließt die Annahme des Konzepts.", "dafür: 39  (OB, 14 CDU)"),
        attachments=(Attachment(address=f"{city.base}/files/80.pdf", title="Auszug"),),
    )


# Papers are found


@pytest.mark.parametrize("version", ["1.0", "1.1"])
def test_papers_are_found_by_words_of_their_title(web: PlainWeb, version: str) -> None:
    with speaking(version=version) as (city, visits):
        one = source(web, city)
        assert one.places == (city.at("/system"),)
        looks = walk(one)
        found = papers(looks)
        assert list(found) == ["2017/1900", "2019/0042"]
        paper, _, last = found["2017/1900"]
        assert (paper, last) == (concept(city), decision(city))
        assert not told(looks)
        kept = [(found.kind, found.title, found.served.address) for look in looks for found in look.found][:2]
        title = "Integrationskonzept der Stadt Musterlingen"
        assert kept == [("paper", title, city.at("/paper/1")), ("paper", title, f"{city.base}/files/10.pdf")]
        pdfs = [path for path in visits.paths if path.startswith("/files/")]
        assert visits.paths.count("/oparl/organization/1") == 1, "papers share the bodies of the council"
        assert pdfs == ["/files/10.pdf", "/files/20.pdf"], "attachments are not downloaded unless somebody wants them"


HARMLESS = [
    (Fault.CIRCLE, r"next page \S+ was seen before; the list goes in a circle"),
    (Fault.CIRCLE_BY_ANOTHER_NAME, "was seen before|held nothing new"),
    (Fault.ENDLESS, "the last 3 pages held nothing new; the list seems to have no end"),
    (Fault.ENDLESS_EMPTY, "the last 3 pages held nothing new"),
    (Fault.UNPAGED, ""),
    (Fault.BARE_ARRAY, ""),
    (Fault.IGNORES_FILTER, "the server ignores «modified_since»"),
    (Fault.REFUSES_FILTER, "status 404; asked again without modified_since"),
    (Fault.BREAKS_AT_FILTER, "status 500; asked again without modified_since"),
    (Fault.FORGETS_FILTER, ""),
    (Fault.LINKED, ""),
    (Fault.EMBEDDED, ""),
    (Fault.LINKED_LIST, ""),
    (Fault.WRONG_TYPES, "«name» has another type than the standard says; read all the same"),
    (Fault.VENDOR, ""),
    (Fault.MARKUP, ""),
    (Fault.CONTROL_LETTERS, ""),
    (Fault.WRONG_CHARSET, ""),
    (Fault.OTHER_CHARSET, ""),
    (Fault.BYTE_ORDER_MARK, ""),
    (
        Fault.BROKEN_ENTRIES,
        "entries that are no objects: 2(.|\n)*other kinds were passed over: Meeting(.|\n)*«ohne Adresse»",
    ),
    (Fault.WITHOUT_TYPES, ""),
    (Fault.OTHER_ADDRESSES, ""),
    (Fault.NO_MAIN_FILE, ""),
    (Fault.LOST_FILES, r"«Vorlage 2017/1900»: .*status 404"),
    (Fault.LOST_PAPER, "status 404; taken as its list gives it"),
    (Fault.NO_AGENDA_ITEMS, ""),
    (Fault.DELETED, r"paper/901: was deleted there; what was kept earlier stays"),
    (Fault.BODIES_EMBEDDED, ""),
    (Fault.BODY_FOR_LIST, ""),
    (Fault.HTML, "the answer is no JSON text, perhaps an error page; taken as its list gives it"),
]
"""Faults that lose nothing, and what is told of them."""


@pytest.mark.parametrize("version", ["1.0", "1.1"])
@pytest.mark.parametrize(("fault", "sentence"), HARMLESS, ids=lambda value: getattr(value, "name", ""))
def test_a_fault_of_the_server_loses_nothing(web: PlainWeb, version: str, fault: Fault, sentence: str) -> None:
    with speaking(fault, version=version) as (city, _):
        looks = walk(source(web, city, since="2012"))
        found = papers(looks)
        assert set(found) == {"2017/1900", "2019/0042"}
        paper, _, last = found["2017/1900"]
        attachments = paper.attachments[::-1] if fault is Fault.NO_MAIN_FILE else paper.attachments
        assert replace(paper, attachments=attachments) == concept(city)
        assert last == decision(city)
        assert re.search(sentence, told(looks))
        assert bool(sentence) == bool(told(looks)), told(looks)


def test_a_bundle_is_the_same_however_the_list_is_paged(web: PlainWeb) -> None:
    """A city served from one address, with pages of another size in another order."""
    seen = []
    with speaking() as (city, visits):
        for how in ({}, {"page_size": 7}, {"is_turned": True}, {"playgrounds": 0, "page_size": 1}):
            visits.site = replace(city, **how)  # type: ignore[assignment, arg-type]
            seen.append(bundles(walk(source(web, city))))
    assert len(seen[0]) == 2
    assert seen == [seen[0]] * 4


def test_what_was_not_changed_is_not_asked_for(web: PlainWeb) -> None:
    """The day before, since servers do not agree on zones; colons as they are, since some servers know no others."""
    with speaking() as (city, visits):
        walk(source(web, city, since="2017"))
        lists = [path for path in visits.paths if path.startswith("/oparl/body/1/paper")]
        assert lists[0] == "/oparl/body/1/paper?modified_since=2016-12-31T00:00:00Z"
        assert len(lists) == 2, "three papers and two playgrounds are of 2017 or later"


# Which papers


WHICH = [
    ({"words": ("Bericht",)}, {"2019/0042"}),
    ({"words": ("bericht zum integrations",)}, {"2019/0042"}),
    ({"words": ("Integrationskonzept",), "without": ("Bericht",)}, {"2017/1900"}),
    ({"words": ("2017/1900",)}, {"2017/1900"}),
    ({"words": (), "papers": ("2017/1900",)}, {"2017/1900"}),
    ({"words": (), "papers": ("2017 / 1900", "2019/0042")}, {"2017/1900", "2019/0042"}),
    ({"words": (), "papers": ("2017/190",)}, set()),
    ({"words": (), "papers": ("17/1900",)}, set()),
    ({"since": "2018-01-01"}, {"2019/0042"}),
    ({"since": "2017-11", "until": "2017-11"}, {"2017/1900"}),
    ({"until": "2019-09-01"}, {"2017/1900"}),
    ({"until": "2019-09-02"}, {"2017/1900", "2019/0042"}),
    ({"since": "2019", "papers": ("2017/1900",)}, {"2017/1900", "2019/0042"}),
    ({"since": "2017", "until": "2017", "papers": ("2019/0042",)}, {"2017/1900", "2019/0042"}),
    ({"words": ("Spielplatz 3",), "since": "2013"}, {"2013/0003"}),
    ({"words": ("Klimaschutzkonzept",)}, set()),
]
"""What the catalogue says, and the numbers of the papers found. A number counts in any period."""


@pytest.mark.parametrize(("how", "numbers"), WHICH)
def test_papers_are_chosen_by_number_words_and_period(web: PlainWeb, how: dict[str, Any], numbers: set[str]) -> None:
    with speaking() as (city, _):
        assert set(papers(walk(source(web, city, **how)))) == numbers


def test_a_filter_that_nobody_asked_for_is_no_fault(web: PlainWeb) -> None:
    with speaking() as (city, _):
        look = source(web, city).look(city.at("/body/1/paper?modified_since=2030"))
        assert not look.notes


def test_without_words_and_numbers_nothing_is_asked(web: PlainWeb) -> None:
    with speaking() as (city, visits):
        [look] = walk(source(web, city, words=()))
        assert "neither words nor numbers" in look.problem
        assert not visits.asked


BODIES = [
    ("", set(), "several bodies; name one of them in the catalogue as body: Stadt Musterlingen, Gemeinde Musterlingen"),
    ("Musterlingen", set(), "several bodies"),
    ("Stadt Musterlingen", {"2017/1900"}, ""),
    ("musterlingen stadt", {"2017/1900"}, ""),
    ("05999012", {"2017/1900"}, ""),
    ("5999012", {"2017/1900"}, ""),
    ("05999016", set(), ""),
    ("{base}/oparl/body/1", {"2017/1900"}, ""),
    ("Neustadt", set(), "none of these bodies is «Neustadt»: Stadt Musterlingen, Gemeinde Musterlingen-Land"),
]
"""What the catalogue calls the city, the paper found, and what is told."""


@pytest.mark.parametrize("fault", [Fault.TWO_BODIES, Fault.BODIES_EMBEDDED])
@pytest.mark.parametrize(("body", "numbers", "sentence"), BODIES)
def test_the_city_is_one_of_the_bodies(
    web: PlainWeb, fault: Fault, body: str, numbers: set[str], sentence: str
) -> None:
    with speaking(Fault.TWO_BODIES, fault) as (city, _):
        looks = walk(source(web, city, body=body.format(base=city.base), words=(), papers=("2017/1900",)))
        assert set(papers(looks)) == numbers
        assert sentence in told(looks)


@pytest.mark.parametrize(("body", "numbers"), [("", set()), ("Stadt Musterlingen", {"2017/1900"})])
def test_a_second_page_of_bodies_makes_several(web: PlainWeb, body: str, numbers: set[str]) -> None:
    with speaking(Fault.TWO_BODIES, Fault.PAGED_BODIES) as (city, visits):
        looks = walk(source(web, city, body=body, words=(), papers=("2017/1900",)))
        assert set(papers(looks)) == numbers
        assert not [path for path in visits.paths if path.startswith("/oparl/body/2")]
        assert ("there are several bodies" in told(looks)) is not bool(body)


def test_so_many_papers_are_asked_for_by_their_address(web: PlainWeb, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("flows.sources.oparl_trail.MOST_LINKED", 5)
    with speaking(Fault.LINKED_LIST, is_turned=True) as (city, visits):
        looks = walk(source(web, city))
        assert set(papers(looks)) == {"2017/1900", "2019/0042"}
        assert len([path for path in visits.paths if path.startswith("/oparl/paper/")]) == 5
        assert "papers named by address only that were not asked for, being too many: 3" in told(looks)


def test_with_the_address_of_the_body_the_system_is_not_needed(web: PlainWeb) -> None:
    with speaking(Fault.LOST_SYSTEM) as (city, _):
        [look] = walk(source(web, city))
        assert look.problem == "status 404"
        assert set(papers(walk(source(web, city, body=city.at("/body/1"))))) == {"2017/1900", "2019/0042"}


# What is lost


def test_an_endless_list_is_left_soon(web: PlainWeb) -> None:
    for fault in (Fault.ENDLESS, Fault.ENDLESS_EMPTY):
        with speaking(fault) as (city, visits):
            walk(source(web, city))
            lists = [path for path in visits.paths if path.startswith("/oparl/body/1/paper")]
            assert len(lists) == 3 + MOST_STALE, "three pages of four papers"


@pytest.mark.parametrize(
    ("fault", "sentence"),
    [
        (Fault.OTHER_HOST, "http://anderswo.example/paper?page=2 lies on another host and was not asked for"),
        (Fault.NO_ADDRESS, "its next page «http://[» is no web address"),
        (Fault.CUT, "the list says that it goes on, but not where"),
    ],
)
def test_a_list_that_breaks_off_is_told(web: PlainWeb, fault: Fault, sentence: str) -> None:
    with speaking(fault, is_turned=True) as (city, visits):
        looks = walk(source(web, city))
        assert set(papers(looks)) == {"2017/1900", "2019/0042"}, "they stand on the first page"
        assert sentence in told(looks)
        assert len([path for path in visits.paths if path.startswith("/oparl/body/1/paper")]) == 1


@pytest.mark.parametrize("fault", [Fault.LOST_MEETING, Fault.ERROR_MEETING])
def test_a_lost_object_is_missed_and_loses_no_other(web: PlainWeb, fault: Fault) -> None:
    with speaking(fault, version="1.0") as (city, _):
        looks = walk(source(web, city))
        paper = papers(looks)["2017/1900"][0]
        assert paper.consultations[0] == concept(city).consultations[0]
        assert paper.consultations[1] == PageConsultation(body="Rat", role="Entscheidung")
        lost = [city.at("/agendaitem/21"), city.at("/meeting/2")]
        assert json.loads(bundles(looks)[city.at("/paper/1")])["missing"] == lost
        assert f"«{city.at('/meeting/2')}» was not served; what it says is missing" in told(looks)


def test_a_lost_meeting_leaves_the_agenda_item(web: PlainWeb) -> None:
    with speaking(Fault.LOST_MEETING, version="1.1") as (city, _):
        paper, *items = papers(walk(source(web, city)))["2017/1900"]
        assert items[1] == replace(decision(city), date=None)
        assert paper.consultations[1] == replace(concept(city).consultations[1], date=None)


def test_a_paper_leads_to_so_many_objects_and_no_more(web: PlainWeb) -> None:
    with speaking(Fault.MANY) as (city, visits):
        looks = walk(source(web, city, papers=("2017/1900",), words=()))
        meetings = [path for path in visits.paths if path.startswith("/oparl/meeting/")]
        assert len(meetings) == 100
        assert f"«{city.at('/consultation/200')}» and further ones are missing" in told(looks)
        assert len(papers(looks)["2017/1900"][0].consultations) == 100
    with speaking(Fault.MANY, Fault.LINKED) as (city, visits):
        looks = walk(source(web, city, papers=("2017/1900",), words=()))
        asked = [path for path in visits.paths if path.startswith(("/oparl/meeting/", "/oparl/consultation/"))]
        assert len(asked) + len(("mainFile", "auxiliaryFile")) == 150
        assert "and further ones are missing" in told(looks)


def test_a_server_in_trouble_is_asked_later(web: PlainWeb) -> None:
    with speaking(Fault.ERRORS) as (city, _):
        one = source(web, city)
        look = one.look(city.at("/body/1/paper?page=3"))
        assert look.further == (city.at("/paper/1"), city.at("/paper/2"))
        with pytest.raises(SourceUnavailable, match="status 500"):
            one.look(city.at("/paper/1"))


def test_looking_again_sees_the_same(web: PlainWeb) -> None:
    """A look that failed is asked for again, pages that went well with it."""
    with speaking() as (city, _):
        one = source(web, city)
        first = walk(one)
        again = walk(one)
        assert [(look.place, look.further, look.notes) for look in again] == [
            (look.place, look.further, look.notes) for look in first
        ]
        assert bundles(again) == bundles(first)


# What is not kept


@pytest.mark.parametrize("fault", [None, Fault.LINKED, Fault.EMBEDDED, Fault.NO_AGENDA_ITEMS])
def test_what_is_not_public_is_never_kept(web: PlainWeb, fault: Fault | None) -> None:
    with speaking(*filter(None, [fault])) as (city, visits):
        looks = walk(source(web, city, words=("Integrationskonzept", "Verkauf")))
        kept = bundles(looks)
        assert len(kept) == 3
        assert not [address for address, content in kept.items() if "missing" in json.loads(content)]
        assert not [address for address, content in kept.items() if SECRET.encode() in content]
        assert not [look for look in looks if SECRET in repr(look)]
        [closed] = [look for look in looks if look.place == city.at("/paper/3")]
        assert [link.text for link in closed.links if "Niederschrift" in link.text] == []
        [paper] = papers(looks)["2018/0300"]
        assert paper.consultations == (
            PageConsultation(body="Integrationsrat", date="2017-11-21", role="Entscheidung", is_public=False),
        )
        assert "is not public and is not kept" in told(looks)
        assert "/oparl/agendaitem/14" not in visits.paths, "what is nothing to the paper is not asked for"


def test_a_paper_that_is_not_public_is_not_even_asked_for(web: PlainWeb) -> None:
    with speaking(Fault.CLOSED_PAPER) as (city, visits):
        looks = walk(source(web, city))
        assert set(papers(looks)) == {"2017/1900"}
        assert "/oparl/paper/2" not in visits.paths
        assert "«a paper» is not public and is not kept" in told(looks)
        assert not [look for look in looks if SECRET in repr(look)]
        with_address = source(web, city).look(city.at("/paper/2"))
        assert not with_address.found


def test_a_bundle_says_nothing_of_people_and_other_items(web: PlainWeb) -> None:
    with speaking() as (city, _):
        content = bundles(walk(source(web, city)))[city.at("/paper/1")]
        assert b"/person/" not in content
        assert b"/membership/" not in content
        assert b"/agendaitem/12" not in content, "an item of the same meeting about another paper"
        kinds = [one["type"].rpartition("/")[2] for one in json.loads(content)["objects"]]
        assert kinds == ["Paper", "Meeting", "Meeting", "Organization", "Organization"]


def test_vendors_fields_are_kept_as_served(web: PlainWeb) -> None:
    with speaking(Fault.VENDOR) as (city, _):
        [served] = [one for one in city.papers() if one["id"] == city.at("/paper/1")]
        bundle = json.loads(bundles(walk(source(web, city)))[city.at("/paper/1")])
        assert bundle["objects"][0] == served
        assert bundle["oparl"] == "https://schema.oparl.org/1.1/"


def test_deleted_papers_are_told_one_by_one(web: PlainWeb) -> None:
    with speaking(Fault.DELETED) as (city, _):
        looks = walk(source(web, city))
        assert [note for look in looks for note in look.notes] == [
            f"{city.at(f'/paper/{n}')}: was deleted there; what was kept earlier stays" for n in (901, 902)
        ]


def test_a_look_stays_small(web: PlainWeb) -> None:
    """Of twenty thousand papers the looks remember the few that are wanted."""
    with speaking(playgrounds=20_000, page_size=2_000) as (city, _):
        looks = walk(source(web, city))
        lists = [look for look in looks if not look.found]
        assert len(lists) == 13
        assert len(pickle.dumps(lists)) < 5_000


# Files


def test_a_wanted_document_is_found_by_the_name_of_a_file(web: PlainWeb) -> None:
    with speaking() as (city, visits):
        one = source(web, city)
        looks = walk(one)
        for words, path in (("Anlage 1 Integrationskonzept", 11), ("2019/0042 Anlage", 21), ("Niederschrift", 71)):
            finding = one.get(WantedDocument(kind="concept", title="K", wanted=Wanted(words=(words,))), looks)
            assert finding.address == f"{city.base}/files/{path}.pdf", words
        finding = one.get(WantedDocument(kind="report", title="B", wanted=Wanted(words=("Statusbericht",))), looks)
        assert finding.problem == "no link with «Statusbericht» among the files of the papers leads to a PDF"
        assert f"{city.at('/paper/1')} (links: 9)" in finding.looked_at
        assert "/files/download/11.pdf" not in visits.paths


def test_a_lost_file_is_told_with_all_its_addresses(web: PlainWeb) -> None:
    with speaking(Fault.LOST_FILES) as (city, _):
        one = source(web, city)
        looks = walk(one)
        finding = one.get(WantedDocument(kind="concept", title="K", wanted=Wanted(words=("Anlage 1",))), looks)
        assert finding.served is None
        assert f"{city.base}/files/download/11.pdf: status 404" in finding.looked_at
        assert f"the page of the paper for people is {city.base}/vo0050.asp?__kvonr=1" in told(looks)


def test_without_a_main_file_the_one_called_vorlage_is_read(web: PlainWeb) -> None:
    with speaking(Fault.NO_MAIN_FILE) as (city, visits):
        walk(source(web, city))
        assert [path for path in visits.paths if path.startswith("/files/")] == ["/files/10.pdf", "/files/20.pdf"]


def test_files_lie_there_as_long_as_they_are_held(web: PlainWeb) -> None:
    with speaking() as (city, _):
        found: list[Found] = [one for look in walk(source(web, city)) for one in look.found]
    paths = [one.served.path for one in found if one.served.media_type == "application/json" and one.served.path]
    assert all(path.read_bytes().startswith(b"{") for path in paths)
    del found
    assert not [path for path in paths if path.exists()]
