"""The source of SessionNet, walking through a council system of this machine in both layouts and both dialects."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import httpx
import pytest

from extractors.council.pages import AgendaItemPage, CouncilPage, PaperPage
from extractors.council.sessionnet.addresses import key, thing
from extractors.council.sessionnet.reading import joined, parse_council_pages
from flows.sources.client import NotServed
from flows.sources.findings import Found, Look, Source
from flows.sources.served import Served, WebPage
from flows.sources.sessionnet import SessionNetSource
from schemas.catalogue import Wanted, WantedDocument
from schemas.errors import SourceUnavailable
from tests.flows.sessionnet_city import Dialect, Layout, notice, serving
from tests.flows.web import ok
from tests.flows.web import serving as serving_site

WORDS = ("Integrationskonzept",)
YEAR = ("2017-01-01", "2017-12-31")
SYSTEMS: list[tuple[Dialect, Layout]] = [("asp", "tables"), ("asp", "cards"), ("php", "tables"), ("php", "cards")]
every_system = pytest.mark.parametrize(("dialect", "layout"), SYSTEMS)


@dataclass
class AskingWeb:
    """The web as a source needs it, without the manners of the real client."""

    folder: Path
    http: httpx.Client
    asked: list[str] = field(default_factory=list)

    def read_page(self, address: str) -> WebPage:
        served = self._ask(address)
        assert served.path is not None
        return WebPage(served, served.path.read_text(encoding="utf-8"))

    def read_document(self, address: str) -> Served:
        served = self._ask(address)
        assert served.path is not None
        if not served.path.read_bytes().startswith(b"%PDF-"):
            raise NotServed(address, "the answer is no PDF, perhaps an error page")
        return served

    def _ask(self, address: str) -> Served:
        self.asked.append(address)
        try:
            answer = self.http.get(address)
        except httpx.TransportError as error:
            raise SourceUnavailable(address, str(error)) from error
        if answer.status_code >= 500:
            raise SourceUnavailable(address, f"status {answer.status_code}")
        if answer.status_code != 200:
            raise NotServed(address, f"status {answer.status_code}")
        path = self.folder / f"{len(self.asked)}"
        path.write_bytes(answer.content)
        return Served(
            asked=address,
            address=str(answer.url),
            status=200,
            path=path,
            sha256=hashlib.sha256(answer.content).hexdigest(),
            byte_size=len(answer.content),
            media_type=answer.headers["content-type"].partition(";")[0],
        )


@pytest.fixture(scope="module")
def http() -> Iterator[httpx.Client]:
    with httpx.Client(follow_redirects=True) as client:
        yield client


@pytest.fixture
def web(tmp_path: Path, http: httpx.Client) -> AskingWeb:
    return AskingWeb(tmp_path, http)


def walk(source: SessionNetSource) -> dict[str, Look]:
    """All looks, each thing once, as the stage that fetches goes about it."""
    looks: dict[str, Look] = {}
    waiting = list(source.places)
    while waiting:
        place = waiting.pop(0)
        if source.key(place) not in looks:
            looks[source.key(place)] = source.look(place)
            waiting += looks[source.key(place)].further
            assert len(looks) < 200, "a walk without end"
    return looks


def found(looks: dict[str, Look]) -> Iterator[Found]:
    return (each for look in looks.values() for each in look.found)


def council_pages(looks: dict[str, Look]) -> list[CouncilPage]:
    """What the reader of kept documents will read of what was found."""
    pages: list[CouncilPage] = []
    for each in found(looks):
        if each.kind != "page" and each.served.media_type == "text/html" and each.served.path:
            pages += parse_council_pages(each.served.path.read_bytes(), each.served.address)
    return list(joined(pages))


def names(served: list[Found], kind: str) -> set[tuple[str, str]]:
    """Kind of thing and title of what was found."""
    return {(thing(each.served.address), each.title) for each in served if each.kind == kind}


SUBJECT = "Integrationskonzept „Gemeinsam in Musterlingen“ - Fortschreibung 2017"
MOTION = "Antrag Nr. 2017/0590: Bericht zum Integrationskonzept"


def test_it_is_a_source(web: AskingWeb) -> None:
    source: Source = SessionNetSource(web)
    assert source.places == ()


@every_system
def test_a_period_is_searched_for_the_words_of_the_catalogue(web: AskingWeb, dialect: Dialect, layout: Layout) -> None:
    with serving(dialect, layout) as city:
        source = SessionNetSource(web, (), WORDS, YEAR, base=city.at(f"/bi/info.{dialect}"))
        assert len(source.places) == 12
        looks = walk(source)
    everything = list(found(looks))
    papers = {page.paper: page for page in council_pages(looks) if isinstance(page, PaperPage)}
    assert set(papers) == {"2017/0310"}, "not the cycle path, nor what is not public"
    assert [step.body for step in papers["2017/0310"].consultations] == [
        "Integrationsrat",
        "Haupt- und Personalausschuss",
        "Rat",
    ]
    items = [page for page in council_pages(looks) if isinstance(page, AgendaItemPage)]
    decided = {(i.subject, i.body, i.date): i for i in items if i.result}
    assert {("Integrationsrat", "2017-06-12"), ("Rat", "2017-06-26")} == {k[1:] for k in decided if k[0] == SUBJECT}
    assert decided[(SUBJECT, "Rat", "2017-06-26")].text[1] == "Beschluss:"
    assert decided[(SUBJECT, "Integrationsrat", "2017-06-12")].text[0] == "Beschlussempfehlung an den Rat:"
    assert decided[(MOTION, "Rat", "2017-12-18")].result == "mehrheitlich abgelehnt"
    assert ("file", SUBJECT) in names(everything, "paper"), "the PDF of the paper itself"
    assert {thing(each.served.address) for each in everything if each.kind == "page"} <= {"calendar", "meeting"}


@every_system
def test_nothing_that_is_not_public_is_followed_or_kept(web: AskingWeb, dialect: Dialect, layout: Layout) -> None:
    """The closed item has the words in its subject, and in the older layout even links."""
    with serving(dialect, layout) as city:
        looks = walk(SessionNetSource(web, (), WORDS, YEAR, base=city.at(f"/bi/info.{dialect}")))
    assert not [address for address in web.asked if "8110" in address or "4730" in address]
    assert all(page.is_public for page in council_pages(looks) if isinstance(page, AgendaItemPage))


@every_system
def test_what_is_not_public_is_not_kept_even_if_named(web: AskingWeb, dialect: Dialect, layout: Layout) -> None:
    with serving(dialect, layout) as city:
        closed = tuple(
            city.at(f"/bi/{page}") for page in (f"vo0050.{dialect}?__kvonr=4730", f"to0050.{dialect}?__ktonr=8110")
        )
        looks = [SessionNetSource(web, closed, WORDS).look(place) for place in closed]
    for look, place in zip(looks, closed, strict=True):
        assert look == Look(place, problem="the page says that it is not public, so it is not kept")


@every_system
def test_a_named_paper_leads_to_all_that_was_done_with_it(web: AskingWeb, dialect: Dialect, layout: Layout) -> None:
    """Without words and without a period; its subject need not have any words."""
    with serving(dialect, layout) as city:
        looks = walk(SessionNetSource(web, (city.at(f"/bi/vo0050.{dialect}?__kvonr=4711&voselect=3"),)))
    [paper] = [page for page in council_pages(looks) if isinstance(page, PaperPage)]
    assert paper.paper == "2017/0310"
    assert paper.consultations
    decided = {
        page.date for page in council_pages(looks) if isinstance(page, AgendaItemPage) and page.paper == "2017/0310"
    }
    assert decided == {"2017-06-12", "2017-06-26"}
    assert not any("si0040" in address for address in web.asked)


@pytest.mark.parametrize("dialect", ["asp", "php"])
def test_named_consultations_lead_to_their_paper(web: AskingWeb, dialect: Dialect) -> None:
    with serving(dialect, "cards") as city:
        look = SessionNetSource(web).look(city.at(f"/bi/vo0053.{dialect}?__kvonr=4711"))
    assert look.further[0] == city.at(f"/bi/vo0050.{dialect}?__kvonr=4711")
    assert [(each.kind, each.title) for each in look.found] == [("paper", "2017/0310")]


@every_system
def test_a_named_agenda_item_leads_to_its_paper(web: AskingWeb, dialect: Dialect, layout: Layout) -> None:
    with serving(dialect, layout) as city:
        place = city.at(f"/bi/to0050.{dialect}?__ktonr=8103")
        look = SessionNetSource(web, (place,)).look(place)
    assert look.further == (city.at(f"/bi/vo0050.{dialect}?__kvonr=4712"),)
    assert [(each.kind, each.title) for each in look.found] == [("minutes", "Radweg an der Lindenallee")]


@every_system
def test_a_wanted_pdf_is_found_by_the_words_of_its_link(web: AskingWeb, dialect: Dialect, layout: Layout) -> None:
    concept = WantedDocument(
        kind="concept", title="Konzept", wanted=Wanted(words=("Anlage 1 Integrationskonzept 2017",))
    )
    with serving(dialect, layout) as city:
        source = SessionNetSource(web, (city.at(f"/bi/vo0050.{dialect}?__kvonr=4711"),))
        finding = source.get(concept, [source.look(place) for place in source.places])
    assert finding.served is not None
    assert finding.address == city.at(f"/bi/getfile.{dialect}?id=902&type=do")
    assert finding.served.media_type == "application/pdf"


def test_a_pdf_that_is_linked_but_missing_is_told(web: AskingWeb) -> None:
    costs = WantedDocument(kind="other", title="Kosten", wanted=Wanted(words=("Kostenübersicht",)))
    with serving() as city:
        source = SessionNetSource(web, (city.at("/bi/vo0050.asp?__kvonr=4711"),))
        finding = source.get(costs, [source.look(place) for place in source.places])
    assert finding.served is None
    assert finding.problem == "no link with «Kostenübersicht» in the council system leads to a PDF"
    assert any("no PDF" in seen for seen in finding.looked_at)


def test_a_document_without_words_cannot_be_found(web: AskingWeb) -> None:
    finding = SessionNetSource(web).get(WantedDocument(kind="other", title="Kosten", wanted=Wanted()), [])
    assert finding.problem == "the catalogue gives no words of a link"


@every_system
def test_a_broken_file_does_not_lose_its_paper(web: AskingWeb, dialect: Dialect, layout: Layout) -> None:
    with serving(dialect, layout) as city:
        place = city.at(f"/bi/vo0050.{dialect}?__kvonr=4720")
        look = SessionNetSource(web, (place,)).look(place)
    assert [each.kind for each in look.found] == ["paper"]
    assert "«Mitteilungsvorlage» could not be fetched" in look.problem


def test_a_server_in_trouble_costs_the_file_not_the_paper(web: AskingWeb) -> None:
    page = (
        '<body class="smc-body"><div id="page-content"><h1>Integrationskonzept</h1><p>Text</p>'
        '<a href="getfile.asp?id=1&type=do">Vorlage</a></div></body>'
    )
    site = {"/bi/vo0050.asp?__kvonr=1": ok(page), "/bi/getfile.asp?id=1&type=do": (503, {}, b"")}
    with serving_site(site) as city:
        look = SessionNetSource(web, (), WORDS).look(city.at("/bi/vo0050.asp?__kvonr=1"))
    assert [each.kind for each in look.found] == ["paper"]
    assert "status 503" in look.problem


def test_files_of_papers_nobody_asked_for_are_left_alone(web: AskingWeb) -> None:
    with serving() as city:
        SessionNetSource(web, (), ("Radweg",)).look(city.at("/bi/vo0050.asp?__kvonr=4711"))
    assert not [address for address in web.asked if "getfile" in address]


# Where to begin


@every_system
def test_a_folder_as_base_is_asked_for_its_dialect(web: AskingWeb, dialect: Dialect, layout: Layout) -> None:
    with serving(dialect, layout) as city:
        source = SessionNetSource(web, base=city.at("/bi/"), words=WORDS, period=("2017-06-01", "2017-07-31"))
        assert source.places == (city.at("/bi/"),)
        look = source.look(city.at("/bi/"))
    assert look.further == tuple(city.at(f"/bi/si0040.{dialect}?__cjahr=2017&__cmonat={month}") for month in (6, 7))


def test_a_start_page_that_leads_on_at_once_is_followed(web: AskingWeb) -> None:
    site = {"/": ok('<meta http-equiv="refresh" content="0; URL=/ris/bi/info.php">')}
    with serving_site(site) as city:
        source = SessionNetSource(web, period=("2017-06-01", "2017-06-30"), base=city.at("/"))
        assert source.look(source.places[0]).further == (city.at("/ris/bi/si0040.php?__cjahr=2017&__cmonat=6"),)


def test_a_start_page_that_leads_on_to_a_folder_says_which(web: AskingWeb) -> None:
    with serving_site({"/": ok('<meta http-equiv="refresh" content="0;url=/bi/">')}) as city:
        look = SessionNetSource(web, period=YEAR, base=city.at("/")).look(city.at("/"))
        assert look.problem == f"the start page only leads on to {city.at('/bi/')}: name that as base"


@every_system
@pytest.mark.parametrize("view", ["si0057", "si0056", "to0040"])
def test_whatever_view_of_a_meeting_is_named_its_agenda_is_found(
    web: AskingWeb, dialect: Dialect, layout: Layout, view: str
) -> None:
    with serving(dialect, layout) as city:
        look = SessionNetSource(web, (), WORDS).look(city.at(f"/bi/{view}.{dialect}?__ksinr=303"))
    assert {thing(address) for address in look.further} == {"item", "paper"}


def test_a_view_that_is_not_served_does_not_lose_the_meeting(web: AskingWeb) -> None:
    link = '<a href="to0050.asp?__ktonr=5">Integrationskonzept</a>'
    table = f'<table><tr><td class="tofnum">Ö 1</td><td class="tobetr">{link}</td></tr></table>'
    page = f'<body class="smc-body"><div id="page-content"><h1>Rat</h1>{table}</div></body>'
    with serving_site({"/si0056.asp?__ksinr=1": ok(page)}) as city:
        look = SessionNetSource(web, (), WORDS).look(city.at("/si0057.asp?__ksinr=1"))
        assert look.further == (city.at("/to0050.asp?__ktonr=5"),)


def test_a_named_page_tells_the_dialect(web: AskingWeb) -> None:
    source = SessionNetSource(
        web,
        ("https://ris.a.de/bi/vo0050.php?__kvonr=1",),
        period=("2017-06-01", "2017-06-30"),
        base="https://ris.a.de/bi/",
    )
    assert source.places == (
        "https://ris.a.de/bi/vo0050.php?__kvonr=1",
        "https://ris.a.de/bi/si0040.php?__cjahr=2017&__cmonat=6",
    )


def test_a_calendar_as_base_is_asked_as_it_wants_to_be(web: AskingWeb) -> None:
    base = "https://ris.a.de/bi/si0040.asp?month=1&year=2020&__cpanr=3"
    source = SessionNetSource(web, period=("2017-06-01", "2017-06-30"), base=base)
    assert source.places == ("https://ris.a.de/bi/si0040.asp?year=2017&month=6&__cpanr=3",)


def test_twins_among_the_named_pages_are_one_place(web: AskingWeb) -> None:
    start = (
        "http://ris.a.de/bi/vo0050.asp?__kvonr=7&voselect=3",
        "https://ris.a.de/buergerinfo/vo0050.php?__kvonr=7",
        "https://ris.a.de/bi/vo0050.asp?__kvonr=8",
    )
    assert SessionNetSource(web, start).places == (
        "http://ris.a.de/bi/vo0050.asp?__kvonr=7",
        "https://ris.a.de/bi/vo0050.asp?__kvonr=8",
    )


@every_system
def test_no_thing_is_visited_twice(web: AskingWeb, dialect: Dialect, layout: Layout) -> None:
    with serving(dialect, layout) as city:
        walk(SessionNetSource(web, (), WORDS, YEAR, base=city.at(f"/bi/info.{dialect}")))
    views = [address for address in web.asked if thing(address) != "meeting"]
    assert len(views) == len(set(map(key, views)))
    assert len(web.asked) == len(set(web.asked))


@every_system
def test_no_place_leads_back_to_itself(web: AskingWeb, dialect: Dialect, layout: Layout) -> None:
    with serving(dialect, layout) as city:
        looks = walk(SessionNetSource(web, (city.at(f"/bi/vo0050.{dialect}?__kvonr=4711"),), WORDS))
    assert not [look.place for look in looks.values() if look.place in look.further]


def test_meetings_outside_the_period_are_not_visited(web: AskingWeb) -> None:
    """The calendar of June is asked, since the period ends in it."""
    with serving() as city:
        source = SessionNetSource(web, (), WORDS, ("2017-05-01", "2017-06-12"), base=city.at("/bi/info.asp"))
        look = source.look(source.places[-1])
    assert look.further == (city.at("/bi/si0057.asp?__ksinr=301"),)


def test_a_committee_leads_to_its_meetings(web: AskingWeb) -> None:
    with serving() as city:
        look = SessionNetSource(web).look(city.at("/bi/kp0040.asp?__kgrnr=5"))
    assert look.further == (city.at("/bi/si0057.asp?__ksinr=301"),)
    assert [(each.kind, each.title) for each in look.found] == [("page", "Integrationsrat")]


def test_words_that_lead_elsewhere_are_obeyed(web: AskingWeb) -> None:
    with serving() as city:
        source = SessionNetSource(web, (), WORDS, YEAR, without=("Fortschreibung",), base=city.at("/bi/info.asp"))
        looks = walk(source)
    assert {page.subject for page in council_pages(looks)} == {MOTION}


# Pages that are none


@pytest.mark.parametrize(
    ("name", "problem"),
    [
        ("login", "the page asks for a login"),
        ("forbidden", "SessionNet answers with an error page: «Keine Berechtigung.»"),
        ("notice", "SessionNet answers with an error page: «Die Anwendung ist zurzeit nicht verfügbar.»"),
        ("maintenance", "the answer is no page of SessionNet: «Wartungsarbeiten»"),
        ("program", "the server shows its program instead of a page"),
    ],
)
@pytest.mark.parametrize("page", ["vo0050.asp?__kvonr=1", "to0050.asp?__ktonr=1", "si0057.asp?__ksinr=1", "si0040.asp"])
def test_an_answer_that_is_none_is_a_problem_and_no_paper(web: AskingWeb, page: str, name: str, problem: str) -> None:
    site = {path: ok(notice(name)) for path in (f"/{page}", "/si0056.asp?__ksinr=1", "/to0040.asp?__ksinr=1")}
    with serving_site(site) as city:
        place = city.at(f"/{page}")
        assert SessionNetSource(web).look(place) == Look(place, problem=problem)


@every_system
def test_an_unknown_id_is_answered_with_an_error_page(web: AskingWeb, dialect: Dialect, layout: Layout) -> None:
    with serving(dialect, layout) as city:
        look = SessionNetSource(web).look(city.at(f"/bi/to0050.{dialect}?__ktonr=301_3"))
    assert "error page" in look.problem
    assert not look.found


def test_a_redirect_to_the_login_is_no_paper(web: AskingWeb) -> None:
    site = {
        "/vo0050.asp?__kvonr=1": (302, {"Location": "/ylogon.asp"}, b""),
        "/ylogon.asp": ok("<body class='smc-body'><h1>Integrationskonzept</h1><p>Bitte</p></body>"),
    }
    with serving_site(site) as city:
        look = SessionNetSource(web, (), WORDS).look(city.at("/vo0050.asp?__kvonr=1"))
    assert (look.problem, look.found) == ("the page asks for a login", ())


def test_a_system_under_maintenance_is_told_once_per_place(web: AskingWeb) -> None:
    with serving(is_closed=True) as city:
        source = SessionNetSource(web, (), WORDS, YEAR, base=city.at("/bi/"))
        looks = walk(source)
    assert [look.problem for look in looks.values()] == ["the answer is no page of SessionNet: «Wartungsarbeiten»"]


def test_a_page_that_is_not_served_is_a_problem(web: AskingWeb) -> None:
    with serving_site({}) as city:
        place = city.at("/vo0050.asp?__kvonr=1")
        assert SessionNetSource(web).look(place) == Look(place, problem="status 404")


def test_a_server_in_trouble_may_be_asked_again(web: AskingWeb) -> None:
    with serving_site({"/vo0050.asp?__kvonr=1": (503, {}, b"")}) as city:
        with pytest.raises(SourceUnavailable):
            SessionNetSource(web).look(city.at("/vo0050.asp?__kvonr=1"))


def test_a_calendar_that_shows_another_month_is_told(web: AskingWeb) -> None:
    """Some versions do not know our parameters and show the month of today."""
    page = (
        '<body class="smc-body"><div id="page-content"><h1>Sitzungskalender September 2026</h1><p>Rat</p></div></body>'
    )
    with serving_site({"/si0040.asp?__cjahr=2017&__cmonat=6": ok(page)}) as city:
        look = SessionNetSource(web).look(city.at("/si0040.asp?__cjahr=2017&__cmonat=6"))
    assert look.problem == "the calendar shows 2026-09 instead of the month it was asked for"


def test_a_start_page_without_pages_is_told(web: AskingWeb) -> None:
    page = '<body class="smc-body"><div id="page-content"><h1>Willkommen</h1><p>Hier ist nichts.</p></div></body>'
    with serving_site({"/bi/": ok(page)}) as city:
        look = SessionNetSource(web, period=YEAR, base=city.at("/bi/")).look(city.at("/bi/"))
    assert look.problem == "the start page leads to no page of SessionNet"
