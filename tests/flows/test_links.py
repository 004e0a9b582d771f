"""Links: what a page leads to, and which link says what is wanted."""

import pytest

from flows.sources.findings import Link, Look
from flows.sources.links import embedded, find_links, matching_addresses, nearly_says, shown_by
from flows.sources.website import twins
from schemas.catalogue import Wanted

CONCEPT = Wanted(words=("Integrationskonzept 2017",), without=("Umsetzungsbericht",))


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
    "html",
    [
        '<iframe src="/konzept.pdf"></iframe>',
        '<object data="/konzept.pdf" type="application/pdf"><a href="/impressum">Impressum</a></object>',
        '<embed src="konzept.pdf#toolbar=0">',
        '<meta http-equiv="Refresh" content="0; URL=/konzept.pdf">',
    ],
)
def test_a_viewer_page_shows_its_file(html: str) -> None:
    assert embedded(html, "https://musterstadt.example/ansehen") == ("https://musterstadt.example/konzept.pdf",)


@pytest.mark.parametrize(
    ("address", "file"),
    [
        ("https://x.example/js/viewer.html?file=/medien/k.pdf", "https://x.example/medien/k.pdf"),
        ("https://x.example/js/viewer.html?file=..%2Fk%202.pdf", "https://x.example/k 2.pdf"),
        ("https://x.example/k.pdf", None),
        ("https://x.example/getfile.asp?id=7&type=do", None),
    ],
)
def test_a_viewer_is_told_which_file_to_show(address: str, file: str | None) -> None:
    assert shown_by(address) == file


@pytest.mark.parametrize(
    ("link", "says_it"),
    [
        (Link("https://x.example/a.pdf", "Integrationskonzept 2017 (PDF, 3 MB)"), True),
        (Link("https://x.example/Integrationskonzept-2017.pdf", "Download"), True),
        (Link("https://x.example/INTEGRATIONSKONZEPT%202017.pdf", ""), True),
        (Link("https://x.example/integrationskonzept_2017_web.pdf", ""), True),
        (Link("https://x.example/a.pdf", "Integrations\xadkonzept 2017"), True),
        (Link("https://x.example/a.pdf", "„Integrationskonzept“ (2017)"), True),
        (Link("https://x.example/a.pdf?t=1&n=2", "Integrationskonzept 2017"), True),
        (Link("https://x.example/a.pdf", "Integrationskonzept 2009"), False),
        (Link("https://x.example/a.pdf", "Umsetzungsbericht zum Integrationskonzept 2017"), False),
        (Link("https://x.example/inetgrationskonzept-2017.pdf", ""), True),
        (Link("https://x.example/a.pdf", "Intergrationskonzept 2017"), True),
        (Link("https://x.example/a.pdf", "Inetgrationskonzept 2027"), False),
        (Link("https://x.example/a.pdf", "Umsetzungsbericht Inetgrationskonzept 2017"), False),
    ],
)
def test_a_link_says_what_is_wanted_in_text_or_address(link: Link, says_it: bool) -> None:
    assert bool(matching_addresses(CONCEPT, [Look("p", (link,))])) == says_it


@pytest.mark.parametrize("text", ["Klimaschutzkonzept 2017", "Inklusionskonzept 2017", "Investitionskonzept 2017"])
def test_another_word_is_no_slip(text: str) -> None:
    assert not nearly_says(Link("https://x.example/a.pdf", text), CONCEPT)


def test_a_misspelt_link_counts_only_where_no_other_says_it() -> None:
    links = (
        Link("https://x.example/1.pdf", "Intergrationskonzept 2017"),
        Link("https://x.example/2.pdf", "Integrationskonzept 2017"),
    )
    assert matching_addresses(CONCEPT, [Look("p", links)]) == ("https://x.example/2.pdf",)


def test_files_come_before_pages_and_each_once() -> None:
    links = (
        Link("https://x.example/konzept-2017/", "Konzept 2017"),
        Link("https://x.example/konzept-2017.pdf", "Konzept 2017"),
        Link("https://x.example/konzept-2017.pdf", "noch einmal: Konzept 2017"),
    )
    looks = [Look("p", links)]
    assert matching_addresses(Wanted(words=("Konzept 2017",)), looks) == (links[1].address, links[0].address)


def test_twins_of_an_address_differ_in_scheme_and_www_only() -> None:
    assert twins("http://www.musterstadt.example/a/b.php?x=1") == (
        "https://www.musterstadt.example/a/b.php?x=1",
        "https://musterstadt.example/a/b.php?x=1",
        "http://musterstadt.example/a/b.php?x=1",
    )
