"""Sources: what they find behind links and on the disk, tried on servers of this machine."""

from pathlib import Path

import pytest

from flows.sources.client import Client, Manners
from flows.sources.findings import Link, Look
from flows.sources.local import LocalSource
from flows.sources.website import WebsiteSource, find_links, matching_addresses
from schemas.catalogue import Wanted, WantedDocument
from tests.flows.web import PDF, Site, ok, serving

QUICK = {"pause_s": 0, "private_addresses": True, "connect_s": 5, "read_s": 5}


def client(**manners: object) -> Client:
    return Client(Manners(**{**QUICK, **manners}))  # type: ignore[arg-type]  # the tests know the names


def wanted(*words: str, without: tuple[str, ...] = ()) -> WantedDocument:
    return WantedDocument(kind="concept", title="Konzept 2017", wanted=Wanted(words=words, without=without))


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
