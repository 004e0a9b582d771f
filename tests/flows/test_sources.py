"""Sources: a polite, careful reader of web pages, tried on servers of this machine."""

import threading
from pathlib import Path

import pytest

from flows.sources.client import Client, Manners, NotServed
from flows.sources.findings import Link, Look
from flows.sources.local import LocalSource
from flows.sources.website import WebsiteSource, find_links, matching_addresses
from schemas.catalogue import Wanted, WantedDocument
from schemas.errors import SourceUnavailable
from tests.flows.web import PDF, Reply, Site, ok, serving

QUICK = {"pause_s": 0, "private_addresses": True, "connect_s": 5, "read_s": 5}


def client(**manners: object) -> Client:
    return Client(Manners(**{**QUICK, **manners}))  # type: ignore[arg-type]  # the tests know the names


def wanted(*words: str, without: tuple[str, ...] = ()) -> WantedDocument:
    return WantedDocument(kind="concept", title="Konzept 2017", wanted=Wanted(words=words, without=without))


def test_a_pdf_is_read_and_the_server_knows_who_asks() -> None:
    with serving({"/konzept.pdf": ok(PDF, "application/pdf")}) as city, client(contact="daten@example.org") as web:
        assert web.read_document(city.at("/konzept.pdf")).content == PDF
    assert city.paths == ["/robots.txt", "/konzept.pdf"]
    assert all("daten@example.org" in agent and "konzeptvergleich" in agent for _, agent in city.asked)


@pytest.mark.parametrize("status", [429, 500, 503])
def test_a_server_in_trouble_may_be_asked_again(status: int) -> None:
    with (
        serving({"/a": (status, {"Retry-After": "30"}, b"")}) as city,
        client() as web,
        pytest.raises(SourceUnavailable, match=f"status {status}, asks to wait 30"),
    ):
        web.read_page(city.at("/a"))


@pytest.mark.parametrize("status", [401, 403, 404, 410])
def test_what_is_not_served_is_not_asked_for_again(status: int) -> None:
    with (
        serving({"/a": (status, {}, b"")}) as city,
        client() as web,
        pytest.raises(NotServed, match=f"status {status}"),
    ):
        web.read_page(city.at("/a"))


def test_nobody_listening_may_be_asked_again() -> None:
    with serving({}) as city:
        address = city.at("/a")
    with client() as web, pytest.raises(SourceUnavailable):
        web.read_page(address)


def test_a_name_nobody_knows_may_be_asked_again() -> None:
    with client(private_addresses=False) as web, pytest.raises(SourceUnavailable, match="the name musterstadt"):
        web.read_page("http://musterstadt.invalid/a")


def test_a_web_page_instead_of_a_pdf_is_no_pdf() -> None:
    with (
        serving({"/konzept.pdf": ok("<html>Sitzung abgelaufen</html>", "application/pdf")}) as city,
        client() as web,
        pytest.raises(NotServed, match="no PDF"),
    ):
        web.read_document(city.at("/konzept.pdf"))


def test_robots_are_obeyed() -> None:
    robots = ok("User-agent: *\nDisallow: /intern/\n", "text/plain")
    site: Site = {"/robots.txt": robots, "/intern/a": ok("a"), "/b": ok("b")}
    with serving(site) as city, client() as web:
        assert web.read_page(city.at("/b")).text == "b"
        with pytest.raises(NotServed, match=r"robots\.txt"):
            web.read_page(city.at("/intern/a"))
    assert city.paths == ["/robots.txt", "/b"]


def test_robots_in_trouble_mean_later() -> None:
    with (
        serving({"/robots.txt": (503, {}, b""), "/a": ok("a")}) as city,
        client() as web,
        pytest.raises(SourceUnavailable, match="503"),
    ):
        web.read_page(city.at("/a"))
    assert "/a" not in city.paths


def test_redirects_are_followed_and_counted() -> None:
    site: Site = {
        "/alt": (301, {"Location": "/neu"}, b""),
        "/neu": ok("neu"),
        "/kreis": (302, {"Location": "/kreis"}, b""),
    }
    with serving(site) as city, client() as web:
        assert web.read_page(city.at("/alt")).address == city.at("/neu")
        with pytest.raises(NotServed, match="more than 5 redirects"):
            web.read_page(city.at("/kreis"))


@pytest.mark.parametrize("address", ["file:///etc/passwd", "ftp://musterstadt.example/a", "konzept.pdf", "http://"])
def test_other_schemes_are_refused(address: str) -> None:
    with client() as web, pytest.raises(NotServed, match="no web address"):
        web.read_page(address)


def test_a_redirect_to_another_scheme_is_refused() -> None:
    with (
        serving({"/a": (302, {"Location": "file:///etc/passwd"}, b"")}) as city,
        client() as web,
        pytest.raises(NotServed, match="no web address"),
    ):
        web.read_page(city.at("/a"))


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "10.0.0.1", "192.168.1.1", "169.254.169.254", "[::1]"])
def test_the_own_network_is_not_asked(host: str) -> None:
    with client(private_addresses=False) as web, pytest.raises(NotServed, match="private network"):
        web.read_page(f"http://{host}/a")


def test_an_endless_answer_is_cut_off() -> None:
    with (
        serving({"/a": ok(b"x" * 300_000)}) as city,
        client(max_page_bytes=100_000) as web,
        pytest.raises(NotServed, match="larger than"),
    ):
        web.read_page(city.at("/a"))


def test_a_slow_answer_is_given_up() -> None:
    with (
        serving({"/a": ok(b"x" * 300_000)}) as city,
        client(total_s=-1) as web,
        pytest.raises(SourceUnavailable, match="not finished"),
    ):
        web.read_page(city.at("/a"))


def test_a_silent_server_is_given_up() -> None:
    silence = threading.Event()

    def wait() -> Reply:
        silence.wait(5)
        return ok("spät")

    with (
        serving({"/a": wait}) as city,
        client(read_s=0.2) as web,
        pytest.raises(SourceUnavailable),
    ):
        web.read_page(city.at("/a"))
    silence.set()


def test_requests_to_a_host_keep_their_distance() -> None:
    pauses: list[float] = []
    robots = ok("User-agent: *\nCrawl-delay: 700", "text/plain")
    manners = Manners(pause_s=500, private_addresses=True)
    with serving({"/robots.txt": robots, "/a": ok("a")}) as city, Client(manners, sleep=pauses.append) as web:
        web.read_page(city.at("/a"))
        web.read_page(city.at("/a"))
    assert pauses[0] == 0
    assert all(600 < pause <= 700 for pause in pauses[1:])


def test_links_are_found_with_their_text() -> None:
    page = """
    <base href="https://musterstadt.example/integration/">
    <a href="konzept.pdf#seite=2"><span>Integrations&shy;konzept</span> 2017</a>
    <a href="/bericht" title="Umsetzungsbericht"><img alt="Titelbild" src="x"></a>
    <a href="mailto:x@example.org">Schreiben Sie uns</a> <a name="oben">kein Link</a> <a href="http://[">kaputt</a>
    <a href="offen.pdf">nie geschlossen
    """
    assert find_links(page, "https://musterstadt.example/") == (
        Link("https://musterstadt.example/integration/konzept.pdf", "Integrations\xadkonzept 2017"),
        Link("https://musterstadt.example/bericht", "Umsetzungsbericht Titelbild"),
        Link("https://musterstadt.example/integration/offen.pdf", "nie geschlossen"),
    )


@pytest.mark.parametrize(
    ("link", "says_it"),
    [
        (Link("https://x.example/a.pdf", "Integrationskonzept 2017 (PDF, 3 MB)"), True),
        (Link("https://x.example/Integrationskonzept-2017.pdf", "Download"), True),
        (Link("https://x.example/INTEGRATIONSKONZEPT%202017.pdf", ""), True),
        (Link("https://x.example/integrationskonzept_2017_web.pdf", ""), True),
        (Link("https://x.example/a.pdf", "Integrations\xadkonzept 2017"), True),
        (Link("https://x.example/a.pdf", "Integrationskonzept 2009"), False),
        (Link("https://x.example/a.pdf", "Umsetzungsbericht zum Integrationskonzept 2017"), False),
    ],
)
def test_a_link_says_what_is_wanted_in_text_or_address(link: Link, says_it: bool) -> None:
    document = wanted("Integrationskonzept 2017", without=("Umsetzungsbericht",))
    assert bool(matching_addresses(document.wanted, [Look("p", (link,))])) == says_it


def test_files_come_before_pages_and_each_once() -> None:
    links = (
        Link("https://x.example/konzept-2017/", "Konzept 2017"),
        Link("https://x.example/konzept-2017.pdf", "Konzept 2017"),
        Link("https://x.example/konzept-2017.pdf", "noch einmal: Konzept 2017"),
    )
    looks = [Look("p", links)]
    assert matching_addresses(wanted("Konzept 2017").wanted, looks) == (links[1].address, links[0].address)


def test_a_document_is_found_behind_a_link() -> None:
    site: Site = {
        "/integration": ok('<a href="/fehler.pdf">Konzept 2017 alt</a> <a href="/k.pdf">Konzept 2017</a>'),
        "/fehler.pdf": ok("<html>weg</html>"),
        "/k.pdf": ok(PDF, "application/pdf"),
    }
    with serving(site) as city, client() as web:
        source = WebsiteSource(web, (city.at("/integration"), city.at("/gibt-es-nicht")))
        looks = [source.look(place) for place in source.places]
        finding = source.get(wanted("Konzept 2017"), looks)
    assert (finding.content, finding.address) == (PDF, city.at("/k.pdf"))
    assert [look.problem for look in looks] == ["", "status 404"]


def test_what_is_not_found_is_told_with_all_that_was_looked_at() -> None:
    with serving({"/integration": ok('<a href="/a">Kontakt</a>')}) as city, client() as web:
        source = WebsiteSource(web, (city.at("/integration"),))
        finding = source.get(wanted("Konzept 2017"), [source.look(place) for place in source.places])
    assert finding.content is None
    assert "«Konzept 2017»" in finding.problem
    assert finding.looked_at == (f"{city.at('/integration')} (links: 1)",)


def test_local_files_are_read(tmp_path: Path) -> None:
    (tmp_path / "documents").mkdir()
    (tmp_path / "documents" / "k.pdf").write_bytes(PDF)
    source = LocalSource(tmp_path)
    here = WantedDocument(kind="concept", title="K", wanted=Wanted(file="documents/k.pdf"))
    gone = WantedDocument(kind="concept", title="K", wanted=Wanted(file="documents/fehlt.pdf"))
    assert source.get(here, []).content == PDF
    assert "cannot be read" in source.get(gone, []).problem
    assert "names no file" in source.get(wanted("x"), []).problem
