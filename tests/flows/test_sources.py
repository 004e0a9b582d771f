"""Sources: documents behind links of a city's pages, on servers of this machine; and beside the catalogue."""

from pathlib import Path

import pytest

from flows.sources.client import Client, Manners
from flows.sources.findings import Finding, Look
from flows.sources.local import LocalSource
from flows.sources.website import SITEMAP, WebsiteSource
from schemas.catalogue import Wanted, WantedDocument
from tests.flows.web import PDF, Site, ok, serving

QUICK = {"pause_s": 0, "private_addresses": True, "connect_s": 5, "read_s": 5}
FILE = ok(PDF, "application/pdf")


def client() -> Client:
    return Client(Manners(**QUICK))  # type: ignore[arg-type]


def wanted(*words: str, without: tuple[str, ...] = ()) -> WantedDocument:
    return WantedDocument(kind="concept", title="Konzept 2017", wanted=Wanted(words=words, without=without))


def found(site: Site, *places: str, words: str = "Konzept 2017") -> tuple[Finding, list[Look], str]:
    """What a website has of it, looking at the places and where they lead; paths are those of the server."""
    with serving(site) as city, client() as web:
        source = WebsiteSource(web, tuple(city.at(place) for place in places))
        waiting, looks = list(source.places), []
        while waiting:
            looks.append(source.look(waiting.pop(0)))
            waiting += [p for p in looks[-1].further if p not in [*waiting, *(look.place for look in looks)]]
        finding = source.get(wanted(words), looks)
        return finding, looks, city.at("")


def test_a_document_is_found_behind_a_link() -> None:
    site: Site = {
        "/integration": ok('<a href="/fehler.pdf">Konzept 2017 alt</a> <a href="/k.pdf">Konzept 2017</a>'),
        "/fehler.pdf": ok("<html>weg</html>"),
        "/k.pdf": FILE,
    }
    finding, looks, city = found(site, "/integration", "/gibt-es-nicht")
    assert finding.address == f"{city}/k.pdf"
    assert [look.problem for look in looks[:2]] == ["", "status 404"]


@pytest.mark.parametrize(
    ("pages", "why"),
    [
        ({"/s": ok('<a href="/a">Konzept 2017</a>'), "/a": ok('<iframe src="/k.pdf"></iframe>')}, "a viewer page"),
        ({"/s": ok('<a href="/v.html?file=/k.pdf">Konzept 2017</a>')}, "a viewer told by its address"),
        ({"/s": ok('<a href="/a">Konzept 2017</a>'), "/a": ok('<a href="/k.pdf">Download (PDF, 3 MB)</a>')}, "a page"),
        ({"/s": ok('<a href="/a?id=7">Konzept 2017</a>'), "/a?id=7": (302, {"Location": "/k.pdf"}, b"")}, "redirected"),
        ({"/s": (301, {"Location": "/neu/"}, b""), "/neu/": ok('<a href="../k.pdf">Konzept 2017</a>')}, "a moved page"),
    ],
)
def test_a_document_is_found_behind(pages: Site, why: str) -> None:
    finding, _, city = found({**pages, "/k.pdf": FILE}, "/s")
    assert finding.address == f"{city}/k.pdf", why


def test_the_only_other_file_of_a_page_is_not_taken_for_the_document() -> None:
    site: Site = {
        "/s": ok('<a href="/a">Konzept 2017</a>'),
        "/a": ok('<a href="/satzung.pdf">Hundesteuersatzung</a>'),
        "/satzung.pdf": FILE,
    }
    assert found(site, "/s")[0].served is None


def test_a_page_that_has_moved_is_found_in_the_sitemap() -> None:
    def sitemap() -> tuple[int, dict[str, str], bytes]:
        pages = "".join(
            f"<url><loc>{base[0]}{path}</loc></url>" for path in ("/a", "/neu/zuwanderung/konzept-integration")
        )
        return ok(f"<urlset>{pages}</urlset>", "application/xml")

    base = [""]
    site: Site = {
        SITEMAP: sitemap,
        "/neu/zuwanderung/konzept-integration": ok('<a href="/k.pdf">Konzept 2017</a>'),
        "/k.pdf": FILE,
    }
    with serving(site) as city, client() as web:
        base[0] = city.at("")
        source = WebsiteSource(web, (city.at("/alt/integration-konzept.php"),))
        gone = source.look(source.places[0])
        assert gone.problem == "status 404"
        assert city.at(SITEMAP) in gone.further
        assert source.look(city.at(SITEMAP)).further == (city.at("/neu/zuwanderung/konzept-integration"),)


def test_all_links_that_say_it_are_told_and_the_first_is_taken() -> None:
    site: Site = {
        "/s": ok('<a href="/k.pdf">Konzept 2017</a> <a href="/kurz.pdf">Konzept 2017 kurz</a>'),
        "/k.pdf": FILE,
    }
    finding, _, city = found(site, "/s")
    assert finding.address == f"{city}/k.pdf"
    assert f"{city}/kurz.pdf (says it too, not taken)" in finding.looked_at


def test_the_page_itself_is_kept_to_explain_what_was_found() -> None:
    _, [look], city = found({"/s": ok("Alles neu")}, "/s")
    assert [(f.kind, f.served.address) for f in look.found] == [("page", f"{city}/s")]


def test_what_is_not_found_is_told_with_all_that_was_looked_at() -> None:
    finding, _, city = found({"/integration": ok('<a href="/a">Kontakt</a>')}, "/integration")
    assert finding.served is None
    assert "«Konzept 2017»" in finding.problem
    assert finding.looked_at == (f"{city}/integration (links: 1)",)


def test_local_files_are_read(tmp_path: Path) -> None:
    (tmp_path / "documents").mkdir()
    (tmp_path / "documents" / "k.pdf").write_bytes(PDF)
    source = LocalSource(tmp_path)
    here = WantedDocument(kind="concept", title="K", wanted=Wanted(file="documents/k.pdf"))
    gone = WantedDocument(kind="concept", title="K", wanted=Wanted(file="documents/fehlt.pdf"))
    served = source.get(here, []).served
    assert served
    assert (served.path, served.byte_size) == (tmp_path / "documents" / "k.pdf", len(PDF))
    assert "cannot be read" in source.get(gone, []).problem
    assert "names no file" in source.get(wanted("x"), []).problem
