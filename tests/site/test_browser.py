"""The site in a real browser, opened from disk: found, chosen, downloaded, read, with and without a script.

Debian's Chromium, driven by Playwright. Screenshots of every page type are kept in build/site.
"""

import csv
import shutil
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from flows.serving import page_server
from tests.site.example import EXAMPLE, Published

playwright = pytest.importorskip("playwright.sync_api", reason="Playwright is not installed")
axe_core = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe is not installed")

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed: apt-get install chromium")

PAGES = {
    "start": "index.html",
    "measures": "massnahmen.html",
    "measure": "massnahme/2017-a-1-2.html",
    "dropped": "massnahme/2009-1-1.html",
    "chosen": "aenderung/entfallen.html",
    "fields": "handlungsfelder.html",
    "field": "handlungsfeld/sprache.html",
    "synopses": "synopse.html",
    "synopsis": "synopse/sprache.html",
    "council": "beschluesse.html",
    "decision": "beschluss/2017-0815-rat-2017-12-11-oe-5.html",
    "actors": "akteure.html",
    "actor": "akteur/caritas.html",
    "data": "daten.html",
    "dictionary": "datenwoerterbuch.html",
    "releases": "../../index.html",
}
"""One page of each type."""

PHONE, DESKTOP = {"width": 360, "height": 740}, {"width": 1280, "height": 900}
WCAG = {
    "preload": False,  # axe would ask for the style sheet again, which the content security policy forbids
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]},
}


@pytest.fixture(scope="module")
def browser() -> Iterator["playwright.Browser"]:
    with playwright.sync_playwright() as running:
        browser = running.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        yield browser
        browser.close()


@pytest.fixture
def page(browser: "playwright.Browser") -> Iterator["playwright.Page"]:
    """A page that complains about every error on it and every request that leaves the disk."""
    with _context(browser, viewport=DESKTOP) as page:
        yield page


class _context:
    """A page in a context of its own; leaving it raises if something went wrong on the page."""

    def __init__(self, browser: "playwright.Browser", **options: object) -> None:
        self.context = browser.new_context(locale="de-DE", **options)
        self.wrong: list[str] = []

    def __enter__(self) -> "playwright.Page":
        page = self.context.new_page()
        page.on("console", lambda message: self.wrong.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: self.wrong.append(str(error)))
        page.on("requestfailed", lambda request: self._failed(request.failure or "", request.url))
        page.on("request", lambda request: self._watch(request.url))
        return page

    def _failed(self, why: str, url: str) -> None:
        # The browser itself gives up what a page was still loading (its icon, mostly) when one goes on or leaves.
        if "ERR_ABORTED" not in why:
            self.wrong.append(f"failed: {url} ({why})")

    def _watch(self, url: str) -> None:
        if not url.startswith(("file:", "blob:", "data:", "http://127.0.0.1:")):
            self.wrong.append(f"left home: {url}")

    def __exit__(self, kind: object, *_: object) -> None:
        self.context.close()
        if kind is None:
            assert self.wrong == []


def at(example: Published, name: str, rest: str = "") -> str:
    """The address of a page on disk."""
    return (example.site / PAGES[name]).resolve().as_uri() + rest


def rows(page: "playwright.Page") -> list[str]:
    """The titles in the table of measures, as shown."""
    found: list[str] = page.locator("#massnahmen tbody th").all_inner_texts()
    return found


def test_a_measure_is_found_from_the_start_page(page: "playwright.Page", example: Published) -> None:
    page.goto(at(example, "start"))
    page.get_by_label("Maßnahme suchen").fill("foerder")
    page.get_by_role("button", name="Suchen").click()
    page.wait_for_url("**/massnahmen.html*")
    assert len(rows(page)) > 1
    assert all("förder" in row.lower() for row in page.locator("#massnahmen tbody tr").all_inner_texts())
    page.get_by_role("link", name="1.1 Zusätzliche Sprachförderung in Kindertageseinrichtungen", exact=True).click()
    assert (
        page.get_by_role("heading", level=1).inner_text() == "Zusätzliche Sprachförderung in Kindertageseinrichtungen"
    )


def test_measures_are_chosen_and_the_address_keeps_the_choice(page: "playwright.Page", example: Published) -> None:
    page.goto(at(example, "measures"))
    assert page.get_by_role("status").inner_text() == "91 von 91 Maßnahmen"
    page.get_by_label("Ausgabe").select_option("2017")
    page.get_by_label("Handlungsfeld").select_option("Gesundheit")
    page.get_by_label("Wichtigste Änderung").select_option("neu")
    page.get_by_label("Stand").select_option("in Regelbetrieb")
    page.get_by_label("Akteur", exact=True).fill("gesundheitsamt")
    chosen = rows(page)
    assert 0 < len(chosen) < 10
    assert (
        page.get_by_role("heading", level=1)
        .inner_text()
        .startswith("Maßnahmen: Gesundheit, 2017, neu, in Regelbetrieb")
    )
    address = page.url
    page.goto("about:blank")
    page.goto(address)
    assert rows(page) == chosen
    page.get_by_role("button", name="Filter zurücksetzen").click()
    assert len(rows(page)) == 91
    page.get_by_label("Suche in Titel").fill("gibt es nicht")
    assert page.get_by_role("status").inner_text() == "Keine Maßnahme passt zu dieser Auswahl."


def test_columns_are_sorted_as_germans_count(page: "playwright.Page", example: Published) -> None:
    page.goto(at(example, "measures", "#ausgabe=2009&sortiert=titel-auf"))
    codes = [row.split()[0] for row in rows(page) if row[0].isdigit()]
    assert codes == sorted(codes, key=lambda code: [int(part) for part in code.split(".")])
    button = page.get_by_role("button", name="Maßnahme", exact=True)
    assert page.locator("th[aria-sort]").get_attribute("aria-sort") == "ascending"
    button.click()
    assert [row.split()[0] for row in rows(page) if row[0].isdigit()] == codes[::-1]
    assert page.url.endswith("sortiert=titel-ab")


def test_the_choice_is_downloaded_as_csv(page: "playwright.Page", example: Published, tmp_path: Path) -> None:
    page.goto(at(example, "measures", "#aenderung=entfallen"))
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Auswahl als CSV laden").click()
    waiting.value.save_as(tmp_path / "auswahl.csv")
    content = (tmp_path / "auswahl.csv").read_bytes()
    assert content.startswith(b"\xef\xbb\xbf")
    found = list(csv.DictReader(content.decode("utf-8-sig").splitlines(), delimiter=";"))
    assert [row["Maßnahme"] for row in found] == rows(page)
    assert {row["Änderung"] for row in found} == {"entfallen"}
    assert all(row["Adresse"].startswith("file:") for row in found)


def test_evidence_shows_the_words_and_where_they_stand(page: "playwright.Page", example: Published) -> None:
    page.goto(at(example, "measure"))
    page.get_by_text("Beleg ansehen für Kosten").click()
    proof = page.locator("dd", has_text="46.000 € p. a.").first
    picture = proof.get_by_role("img", name="Ausschnitt aus Integrationskonzept 2017, PDF-Seite 11")
    assert picture.is_visible()
    box, frame = picture.bounding_box(), picture.locator(".frame").bounding_box()
    assert box
    assert frame
    assert box["x"] - 4 <= frame["x"]
    assert frame["y"] + frame["height"] <= box["y"] + box["height"] + 4
    assert (
        page.evaluate(
            "async a => { const i = new Image(); i.src = a; await i.decode(); return i.naturalWidth }", _picture(page)
        )
        > 1000
    )
    page.get_by_text("Ganze Seite zeigen").click()
    assert page.get_by_role("img", name="Bild der Seite: Integrationskonzept 2017, PDF-Seite 11").is_visible()


def _picture(page: "playwright.Page") -> str:
    found: str = page.evaluate("new URL(document.querySelector('svg image').getAttribute('href'), location).href")
    return found


def test_both_wordings_are_compared(page: "playwright.Page", example: Published) -> None:
    page.goto(at(example, "measure"))
    page.get_by_role("link", name="In der Synopse des Handlungsfelds zeigen").click()
    part = page.locator(".part:target")
    assert "Rucksack Kita" in part.inner_text()
    everything = page.locator(".part:visible").count()
    page.get_by_label("nur Änderungen").check()
    assert 0 < page.locator(".part:visible").count() < everything
    assert "unverändert" not in page.locator("main").inner_text()
    marked = page.locator("del").nth(1)
    assert "line-through" in marked.evaluate("one => getComputedStyle(one).textDecorationLine")
    assert marked.inner_text().startswith("gestrichen:")


def test_the_keyboard_is_enough(page: "playwright.Page", example: Published) -> None:
    page.goto(at(example, "start"))
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Zum Inhalt springen"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "inhalt"
    page.goto(at(example, "measures"))
    page.get_by_label("Suche in Titel").focus()
    page.keyboard.type("Rucksack")
    for _ in range(40):
        page.keyboard.press("Tab")
        focused = page.evaluate(
            "(e => [e.textContent.trim(), getComputedStyle(e).outlineStyle, e.tagName])(document.activeElement)"
        )
        assert focused[1] != "none", f"nobody sees that {focused[0]} has the focus"
        if focused[0] == "A 1.2 Rucksack Kita: Elternbildung und Mehrsprachigkeit":
            break
    page.keyboard.press("Enter")
    page.wait_for_url("**/massnahme/2017-a-1-2.html")
    summary = page.locator("summary").first
    summary.focus()
    page.keyboard.press("Enter")
    assert page.locator("details[open]").count() == 1


def test_everything_can_be_read_without_a_script(browser: "playwright.Browser", example: Published) -> None:
    with _context(browser, viewport=DESKTOP, java_script_enabled=False) as page:
        page.goto(at(example, "measures"))
        assert len(rows(page)) == 91
        assert not page.get_by_label("Suche in Titel").is_visible()
        page.get_by_role("link", name="entfallen").first.click()
        assert page.get_by_role("heading", level=1).inner_text() == "4 Maßnahmen: entfallen"
        page.goto(at(example, "synopsis"))
        everything = page.locator(".part:visible").count()
        page.get_by_label("nur Änderungen").check()
        assert page.locator(".part:visible").count() < everything


@pytest.fixture
def served(example: Published) -> Iterator[str]:
    """The address of the site behind a server."""
    with page_server(example.settings.output, EXAMPLE, 0) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        try:
            yield server.address
        finally:
            server.shutdown()
            thread.join()


def test_the_site_is_the_same_behind_a_server(browser: "playwright.Browser", served: str) -> None:
    # The page is left before the server ends: the browser asks for the icon last, and who waits for a server that
    # has stopped answering is turned away when it closes.
    with _context(browser, viewport=DESKTOP) as page:
        page.goto(served)
        page.get_by_role("link", name="Zu den Seiten dieses Datenstands").click()
        assert "Was aus 36 Maßnahmen" in page.get_by_role("heading", level=1).inner_text()
        page.get_by_role("link", name="Maßnahmen", exact=True).click()
        assert page.get_by_role("status").inner_text() == "91 von 91 Maßnahmen"


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_bars_anyone(
    browser: "playwright.Browser", example: Published, results: Path, name: str, scheme: str
) -> None:
    """axe finds no violation; the screen of a desktop is kept."""
    with _context(browser, viewport=DESKTOP, color_scheme=scheme) as page:
        page.goto(at(example, name))
        page.screenshot(path=results / f"{name}-{scheme}.png", full_page=True)
        page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true })")
        found = axe_core.Axe().run(page, options=WCAG)
        told = [f"{one['id']}: {one['nodes'][0]['html'][:160]}" for one in found.response["violations"]]
        assert told == []


@pytest.mark.parametrize("name", PAGES)
def test_pages_fit_a_telephone_and_large_text(
    browser: "playwright.Browser", example: Published, results: Path, name: str
) -> None:
    """No page scrolls sideways at 360 px, nor at 640 px, which is what a zoom of 200 % leaves of 1280 px."""
    for viewport in (PHONE, {"width": 640, "height": 450}):
        with _context(browser, viewport=viewport) as page:
            page.goto(at(example, name))
            assert page.evaluate("document.documentElement.scrollWidth") <= viewport["width"]
            small = page.evaluate(SMALL_TARGETS)
            assert small == []
            if viewport is PHONE:
                page.screenshot(path=results / f"{name}-phone.png", full_page=True)


SMALL_TARGETS = """[...document.querySelectorAll('button, input, select, summary')]
    .filter(one => one.offsetParent)
    .filter(one => Math.min(one.getBoundingClientRect().height, one.getBoundingClientRect().width) < 20)
    .map(one => one.outerHTML.slice(0, 100))"""


def test_print_shows_what_is_folded_and_hides_what_needs_a_screen(
    page: "playwright.Page", example: Published, results: Path
) -> None:
    page.goto(at(example, "measure"))
    page.emulate_media(media="print")
    assert not page.get_by_role("navigation").first.is_visible()
    assert page.locator("blockquote", has_text="46.000").first.is_visible()
    page.pdf(path=results / "measure.pdf", format="A4")
    assert (results / "measure.pdf").stat().st_size > 10_000


def test_forced_colours_leave_words_and_symbols(
    browser: "playwright.Browser", example: Published, results: Path
) -> None:
    with _context(browser, viewport=DESKTOP, forced_colors="active") as page:
        page.goto(at(example, "start"))
        page.screenshot(path=results / "start-forced-colours.png", full_page=True)
        colour = page.locator(".kind").first.evaluate("one => getComputedStyle(one, '::before').backgroundColor")
        assert colour not in ("rgba(0, 0, 0, 0)", "transparent")
