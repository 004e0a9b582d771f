"""The site as files: what it says, that it is whole and safe, and that only what changed is written again."""

import json
import shutil
import warnings
import xml.etree.ElementTree as ET
import zipfile
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest

from extractors.comparison.runs import compare_words
from flows.publish import publish_concept, write_site
from flows.settings import BadSetting, Settings
from flows.site.book import open_book
from flows.site.build import Materials, build_site
from flows.site.charts import flow
from flows.site.index import ConceptOnPage, FileOnPage, ReleaseOnPage
from flows.site.passages import LEAST_HEIGHT_PT, Cutting, Picture, _cutting
from flows.site.quality import ISSUE_KINDS
from flows.site.release import SiteRelease
from flows.site.tables import tables_of
from flows.site.wordings import replaced
from flows.stores.releases import Release, read_release, verify_release
from schemas.tables import TABLES
from tests.site.example import CARD, EXAMPLE, HARM, LONG, Published, empty, harmful, publish
from tests.site.issue_kinds import told_kinds
from tests.site.pages import faults, seen, words

html5lib = pytest.importorskip("html5lib")

MB = 1_000_000


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Published:
    """A site in which every text is hostile, and no document is at hand."""
    root = tmp_path_factory.mktemp("hostile")
    found, extra = harmful()
    return publish(Settings(raw=root / "raw", output=root / "output"), CARD, found, extra)


@pytest.fixture(params=["example", "hostile"])
def published(request: pytest.FixtureRequest) -> Published:
    """Each of the sites."""
    found: Published = request.getfixturevalue(request.param)
    return found


def test_the_start_page_tells_what_became_of_the_measures(example: Published) -> None:
    text = words(example.site / "index.html")
    assert "Was aus 36 Maßnahmen von 2009 wurde" in text
    assert "Von 36 Maßnahmen aus 2009 finden sich 32 im Konzept 2017 wieder, 7 davon wörtlich." in text
    assert "4 von 36 Maßnahmen aus 2009 finden sich 2017 nicht wieder." in text
    assert "Zu 45 von 55 Maßnahmen aus 2017 nennt der Umsetzungsbericht 2019 einen Stand" in text
    assert (
        "Rat, 11. Dezember 2017: Vorlage 2017/0815 mehrheitlich mit Änderungen beschlossen (43 dafür, 3 dagegen)."
        in text
    )


def test_each_measure_has_a_page_at_its_own_address(example: Published) -> None:
    text = words(example.site / "massnahme" / "2017-a-1-2.html")
    for told in (
        "2009 als 1.2 geführt, 2017 als A 1.2 geführt; laut Umsetzungsbericht 2019 in Bearbeitung.",
        "Kommunales Integrationszentrum",
        "Integrationskonzept 2017, PDF-Seite 11.",
        "Quelle: Datei „integrationskonzept-2017.pdf“, Seite 11",
        "Umsetzungsbericht 2019 (Januar 2018 bis Mai 2019)",
    ):
        assert told in text
    assert len(list((example.site / "massnahme").iterdir())) == 91


def test_a_dropped_measure_keeps_its_page_and_says_so(example: Published) -> None:
    dropped = words(example.site / "aenderung" / "entfallen.html")
    assert "4 Maßnahmen: entfallen" in dropped
    [first, *_] = [link for link in seen(example.site / "aenderung" / "entfallen.html").links if "massnahme/" in link]
    assert "2017 nicht wiedergefunden" in words(example.site / "aenderung" / first)


def test_the_council_is_told_in_words_and_numbers(example: Published) -> None:
    page = words(example.site / "beschluss" / "2017-0815-rat-2017-12-11-oe-5.html")
    assert "mehrheitlich mit Änderungen beschlossen" in page
    assert "Stimmen nach Gruppen" in page
    assert "Gehört zum Konzept." in page


@pytest.mark.parametrize("kind", ["added", "dropped"])
def test_a_ribbon_of_one_side_ends_blind(kind: str) -> None:
    drawn = flow({"moved": (3, 3), kind: (2, 0) if kind == "dropped" else (0, 2)})
    assert [bool(r.left_height) for r in drawn.ribbons] == [True, kind == "dropped"]
    assert all("nan" not in r.path and r.path.endswith("Z") for r in drawn.ribbons)
    assert drawn.height > max(r.left_y + r.left_height for r in drawn.ribbons)


@pytest.mark.parametrize(
    "frame", [Cutting(0, 0, 1, 1), Cutting(590, 835, 5, 5), Cutting(-50, -9, 9000, 9000), Cutting(100, 100, 200, 600)]
)
def test_a_cutting_lies_on_the_page(frame: Cutting) -> None:
    page = Picture("bild.png", 595.0, 842.0)
    cut = _cutting(page, frame)
    assert 0 <= cut.x <= cut.x + cut.width <= page.width
    assert 0 <= cut.y <= cut.y + cut.height <= page.height
    assert cut.height >= LEAST_HEIGHT_PT


@pytest.mark.parametrize(
    ("old", "new", "listed"),
    [
        ("für Ausländer in Not", "für Zugewanderte in Not", [("Ausländer", "Zugewanderte")]),
        ("die Stadt plant und baut jetzt", "die Stadt plant und baut", [("jetzt", "")]),
        ("die Stadt plant und baut", "heute die Stadt plant und baut", [("", "heute")]),
        ("gleich", "gleich", []),
    ],
)
def test_changes_are_listed_word_for_word(old: str, new: str, listed: list[tuple[str, str]]) -> None:
    assert list(replaced(compare_words(old, new).runs)) == listed


# Whole


def test_every_page_is_html(published: Published) -> None:
    for path in published.pages():
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", DeprecationWarning)  # of html5lib itself, on new versions of Python
            html5lib.HTMLParser(strict=True).parse(path.read_text(encoding="utf-8"))


def test_no_link_is_dead_and_nothing_is_loaded_from_elsewhere(published: Published) -> None:
    home = published.release.parent.resolve()
    pages = [*published.pages(), home / "index.html"]
    ids = {path.resolve(): set(seen(path).ids) for path in pages}
    found = {path.name: told for path in pages if (told := faults(path.resolve(), home, ids))}
    assert not found


def test_the_start_page_is_light(example: Published) -> None:
    loaded = {example.site / name for name in seen(example.site / "index.html").loaded}
    assert sum(path.stat().st_size for path in (*loaded, example.site / "index.html")) < 300_000
    assert sum(path.stat().st_size for path in example.site.rglob("*") if path.is_file()) < 10 * MB


def test_the_release_stays_what_it_was(example: Published) -> None:
    assert verify_release(example.settings.output, example.concept_id) == []


def test_archives_hold_what_the_release_holds(example: Published) -> None:
    [whole] = [path for path in (example.site / "daten").glob("*.zip") if "csv" not in path.name]
    with zipfile.ZipFile(whole) as packed:
        assert packed.read("measures.csv") == (example.release / "measures.csv").read_bytes()
        assert {"SHA256SUMS", f"{EXAMPLE}.sqlite", "excel/measures.csv"} <= set(packed.namelist())


def test_programs_find_what_they_look_for(example: Published) -> None:
    text = (example.site / "index.html").read_text(encoding="utf-8")
    described = json.loads(text.partition('<script type="application/ld+json">')[2].partition("</script>")[0])
    assert described["@type"] == "Dataset"
    assert {one["contentUrl"] for one in described["distribution"]} >= {"../measures.csv", f"../{EXAMPLE}.xlsx"}
    feed = ET.parse(example.site / "feed.atom").getroot()
    atom = "{http://www.w3.org/2005/Atom}"
    assert [one.findtext(f"{atom}title") for one in feed.iter(f"{atom}entry")] == [
        "Datenstand 1.0.0 vom 25. November 2026"
    ]
    assert not (example.site / "sitemap.xml").exists()  # it must name whole addresses, and none is known


def test_a_known_address_gives_a_sitemap_and_canonical_links(example: Published) -> None:
    settings = Settings.from_environment({"KONZEPT_SITE_URL": "https://stadt.example/konzept"})
    files = dict(build_site(_materials(example, site_url=settings.site_url)))
    assert b"<loc>https://stadt.example/konzept/massnahme/2017-a-1-2.html</loc>" in files["sitemap.xml"]
    assert b'<link rel="canonical" href="https://stadt.example/konzept/daten.html">' in files["daten.html"]
    with pytest.raises(BadSetting, match="KONZEPT_SITE_URL"):
        Settings.from_environment({"KONZEPT_SITE_URL": "javascript:alert(1)"})


# Again


def test_the_same_release_gives_the_same_site(example: Published, tmp_path: Path) -> None:
    before = {path: path.read_bytes() for path in example.site.rglob("*") if path.is_file()}
    copied = example.settings.output / EXAMPLE / "again"
    shutil.rmtree(example.settings.cache / "pages")
    shutil.move(example.site, copied)
    try:
        publish_concept(EXAMPLE, example.settings)
        assert {path: path.read_bytes() for path in example.site.rglob("*") if path.is_file()} == before
    finally:
        shutil.rmtree(copied)


def test_only_what_changed_is_written_again(example: Published) -> None:
    page, stale = example.site / "daten.html", example.site / "massnahme" / "gibt-es-nicht.html"
    times = {path: path.stat().st_mtime_ns for path in example.site.rglob("*") if path.is_file() and path != page}
    page.write_text("von jemand anderem", encoding="utf-8")
    stale.write_text("von einem früheren Programm", encoding="utf-8")
    publish_concept(EXAMPLE, example.settings)
    assert "Daten und Methode" in page.read_text(encoding="utf-8")
    assert not stale.exists()
    assert {path: path.stat().st_mtime_ns for path in times} == times


@pytest.fixture
def makings(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """A name for each time a site is really made."""
    made: list[str] = []

    def write_and_tell(latest: Release, release: SiteRelease, settings: Settings) -> tuple[int, int, bool]:
        made.append(release.concept_id)
        return write_site(latest, release, settings)

    monkeypatch.setattr("flows.publish.write_site", write_and_tell)
    return made


def test_a_site_that_stands_as_it_was_made_is_not_made_again(example: Published, makings: list[str]) -> None:
    publish_concept(EXAMPLE, example.settings)
    makings.clear()
    publish_concept(EXAMPLE, example.settings)
    assert makings == []
    (example.site / "daten.html").touch()
    publish_concept(EXAMPLE, example.settings)
    assert makings == [EXAMPLE]
    publish_concept(EXAMPLE, replace(example.settings, site_url="https://daten.example/"))
    assert makings == [EXAMPLE] * 2
    publish_concept(EXAMPLE, example.settings)
    assert makings == [EXAMPLE] * 3
    note = example.settings.cache / "sites" / f"{EXAMPLE}.json"
    note.write_text("{", encoding="utf-8")
    publish_concept(EXAMPLE, example.settings)
    assert makings == [EXAMPLE] * 4


# Bad input


def test_texts_of_documents_are_shown_never_run(hostile: Published) -> None:
    for path in hostile.pages():
        text = path.read_text(encoding="utf-8")
        assert "<script>document" not in text
        assert "<img src=x" not in text
        assert "javascript:" not in "".join(seen(path).links)
    assert "hacked" in (hostile.site / "index.html").read_text(encoding="utf-8")
    assert "49" not in words(hostile.site / "index.html").split()


def test_long_texts_are_whole_on_the_page_of_the_measure(hostile: Published) -> None:
    pages = [words(path) for path in (hostile.site / "massnahme").iterdir()]
    assert any(LONG.strip() in text for text in pages)
    assert len(pages) == 3


def test_a_missing_document_is_told(hostile: Published) -> None:
    told = words(hostile.site / "daten.html")
    assert "2 Seiten mit Belegen haben kein Bild" in told
    assert "1 Angabe der Berichte gehört zu keiner gefundenen Maßnahme." in told
    [page] = [path for path in (hostile.site / "massnahme").iterdir() if path.name.startswith("2017")]
    assert "Bild der Seite fehlt" in words(page)
    assert not (hostile.site / "bilder").exists()


def test_an_edition_without_measures_is_told(tmp_path: Path) -> None:
    settings = Settings(raw=tmp_path / "raw", output=tmp_path / "output")
    published = publish(settings, CARD, empty(), {})
    assert "wurde keine Maßnahme gefunden. Das heißt nicht, dass es keine gibt." in words(published.site / "daten.html")
    assert "Kein Beschluss gefunden." in words(published.site / "beschluesse.html")


@pytest.mark.parametrize("missing", [table.name for table in TABLES] + ["all"])
def test_the_site_is_whole_without_a_table(example: Published, missing: str) -> None:
    frames = read_release(example.release)
    kept = {name: frame for name, frame in frames.items() if missing not in (name, "all")}
    files = dict(build_site(_materials(example, frames=kept)))
    assert b"</html>" in files["index.html"]
    assert b"</html>" in files["daten.html"]


def test_a_page_without_a_place_shows_its_quote(example: Published) -> None:
    frames = read_release(example.release)
    frames["evidence"] = frames["evidence"].assign(x0=pd.NA)
    files = dict(build_site(_materials(example, frames=frames, pictures={})))
    assert "Bild der Seite fehlt" in files["massnahme/2017-a-1-2.html"].decode()


def _materials(
    example: Published,
    *,
    frames: dict[str, pd.DataFrame] | None = None,
    site_url: str = "",
    pictures: dict[tuple[str, int], Picture] | None = None,
) -> Materials:
    concept = ConceptOnPage(title="Konzept", description="", licence="", licence_url="", contact=HARM)
    files = (FileOnPage("measures.csv", 1, "0" * 64),)
    release = SiteRelease(
        concept_id=EXAMPLE,
        concept=concept,
        releases=(ReleaseOnPage("1.0.0", "2026-11-25T09:00:00+00:00", (), files),),
        described={},
        site_url=site_url,
    )
    tables = tables_of(read_release(example.release) if frames is None else frames)
    book = open_book(tables)
    return Materials(release=release, book=book, pictures=pictures or {}, missing_pages=0, archives={})


# Many


def test_many_parts_of_a_synopsis_are_divided_and_links_lead_to_them(example: Published) -> None:
    frames = read_release(example.release)
    frames["measures"] = frames["measures"].assign(action_field_id="eines")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("flows.site.synopsis.MOST_PARTS", 20)
        files = dict(build_site(_materials(example, frames=frames)))
    assert {"synopse/eines.html", "synopse/eines--2.html", "synopse/eines--3.html"} <= files.keys()
    link = '<a href="../synopse/eines--2.html#'
    places = [text.partition(link)[2].partition('"')[0] for text in map(bytes.decode, files.values()) if link in text]
    assert places
    assert all(f'id="{place}"' in files["synopse/eines--2.html"].decode() for place in places)


def test_three_editions_are_told_one_after_the_other(example: Published) -> None:
    frames = read_release(example.release)
    third = frames["documents"].iloc[[1]].assign(document_id="f" * 16, edition_id="2024", title="Konzept 2024")
    frames["documents"] = pd.concat([frames["documents"], third])
    changes = frames["changes"][frames["changes"]["level"] == "measure"].iloc[[0]]
    dropped = changes.assign(
        from_edition="2017", to_edition="2024", from_id="2017:A 1.1", to_id=pd.NA, change="dropped", similarity=pd.NA
    )
    frames["changes"] = pd.concat([frames["changes"], dropped])
    files = dict(build_site(_materials(example, frames=frames)))
    assert "Von 2017 nach 2024" in files["index.html"].decode()
    assert "A 1.1 Zusätzliche Sprachförderung" in files["aenderung/entfallen.html"].decode()
    assert "2024 nicht wiedergefunden" in files["massnahme/2017-a-1-1.html"].decode()


def test_decisions_lead_to_and_from_what_they_name(example: Published) -> None:
    frames = read_release(example.release)
    decided = frames["decisions"].iloc[3]["decision_id"]
    target = {"decision_id": decided, "level": "measure", "target_id": "2017:A 1.2"}
    frames["decision_targets"] = pd.DataFrame([target, target, {**target, "target_id": None}])
    files = dict(build_site(_materials(example, frames=frames)))
    page = files["massnahme/2017-a-1-2.html"].decode()
    assert page.count(open_book(tables_of(frames)).address("beschluss", decided)) == 1
    assert "Kein Beschluss gefunden" in files["massnahme/2017-a-1-1.html"].decode()


def test_every_kind_of_issue_has_its_german_word() -> None:
    kinds = told_kinds()
    assert {"unclear_type", "titles_only", "embedded_files", "encrypted", "undecodable", "truncated"} <= kinds
    assert sorted(kinds - ISSUE_KINDS.keys()) == []
    assert sorted(ISSUE_KINDS.keys() - kinds) == [], "words for kinds that nothing tells"


def test_every_kind_that_was_told_is_known_to_the_source(example: Published) -> None:
    told = set(pd.read_csv(example.release / "issues.csv")["kind"])
    assert told
    assert told <= told_kinds()
