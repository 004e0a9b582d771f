"""The whole way: from a catalogue to a release and its page, on a toy council, with Prefect."""

import csv
import dataclasses
import functools
import hashlib
import importlib.metadata
import json
import shutil
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from prefect.client.orchestration import get_client
from prefect.client.schemas.filters import ArtifactFilter, ArtifactFilterKey
from prefect.testing.utilities import prefect_test_harness

import flows.provenance
from extractors.published import DuplicateKey
from flows import reading
from flows.compare import compare
from flows.extract import extract
from flows.fetch import fetch
from flows.pipeline import NothingToRead, Outcome, pipeline
from flows.provenance import code_sha256, commit
from flows.publish import NothingReleased, publish
from flows.release import NothingToRelease, check, release
from flows.reviewing import waiting_for_a_person
from flows.settings import Settings
from flows.stores.releases import latest_release
from flows.workers import Workers
from schemas.errors import BrokenPromise, LessThanBefore
from tests.flows.toy import CONCEPT_ID, make_catalogue, read_toy, write_pdf
from tests.flows.web import PDF, Site, ok, serving


@pytest.fixture(scope="module", autouse=True)
def _prefect() -> Iterator[None]:
    """One temporary Prefect server for all tests here."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the server's own libraries warn while it starts
        with prefect_test_harness(server_startup_timeout=180):
            yield


def settings_in(root: Path) -> Settings:
    return Settings(raw=root / "raw", output=root / "output", catalogue=root / "catalogue", workers=2, retry_delay_s=0)


@pytest.fixture(autouse=True)
def _toy_reader(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "Workers", functools.partial(Workers, extract=read_toy))


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """A council nobody has looked at yet."""
    make_catalogue(tmp_path / "catalogue")
    return settings_in(tmp_path)


@pytest.fixture(scope="module")
def first_run(_prefect: None, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Outcome]:
    """A first run that all tests may look at, and copy."""
    root = tmp_path_factory.mktemp("first")
    make_catalogue(root / "catalogue")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(reading, "Workers", functools.partial(Workers, extract=read_toy))
        return root, pipeline(CONCEPT_ID, settings_in(root))


@pytest.fixture
def released(first_run: tuple[Path, Outcome], tmp_path: Path) -> Settings:
    """A council with a first release."""
    shutil.copytree(first_run[0], tmp_path / "copy")
    return settings_in(tmp_path / "copy")


def documents_of(settings: Settings) -> Path:
    assert settings.catalogue
    return settings.catalogue / CONCEPT_ID / "documents"


def rewrite(settings: Settings, file: str, change: Callable[[str], str]) -> None:
    assert settings.catalogue
    path = settings.catalogue / CONCEPT_ID / file
    path.write_text(change(path.read_text(encoding="utf-8")), encoding="utf-8")


def readings(settings: Settings) -> list[str]:
    return readings_in(settings.raw)


def readings_in(folder: Path) -> list[str]:
    return (folder / "readings").read_text(encoding="utf-8").splitlines()


def rows(outcome: Outcome, table: str) -> list[dict[str, str]]:
    with (outcome.release.path / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_a_run_makes_a_release_and_its_page(first_run: tuple[Path, Outcome]) -> None:
    _, outcome = first_run
    assert outcome.release.is_new
    assert (outcome.missing, outcome.lost) == ((), ())
    assert len(rows(outcome, "documents")) == 3
    assert [row["title"] for row in rows(outcome, "measures") if row["edition_id"] == "2009"] == [
        "Sprachkurse für Eltern",
        "Hausaufgabenhilfe",
    ]
    assert {row["change"] for row in rows(outcome, "changes") if row["level"] == "measure"} >= {"added", "dropped"}
    assert rows(outcome, "checks")[0]["scope"] == "measures/2017/concept"
    page = outcome.page.read_text(encoding="utf-8")
    assert "Integrationskonzept Musterstadt" in page
    assert f'href="{outcome.release.version}/measures.csv"' in page


def test_a_second_run_reads_nothing_again_and_releases_nothing(released: Settings) -> None:
    outcome = pipeline(CONCEPT_ID, released)
    assert len(readings(released)) == 3
    assert not outcome.release.is_new


def test_a_changed_document_alone_is_read_again(released: Settings) -> None:
    write_pdf(documents_of(released) / "2017.pdf", ["A1 Sprachkurse", "B1 Wohnungslotsen"])
    outcome = pipeline(CONCEPT_ID, released)
    assert readings(released)[3:] == ["Konzept 2017"]
    assert outcome.release.is_new
    assert len(rows(outcome, "documents")) == 3


def test_a_corrupt_result_is_computed_again(released: Settings) -> None:
    for result in (released.cache / "results").rglob("*.gz"):
        result.write_bytes(result.read_bytes()[:40])
    assert not extract(CONCEPT_ID, released).lost
    assert len(readings(released)) == 6


def test_a_document_that_kills_its_reader_is_quarantined_and_tried_again_when_asked(settings: Settings) -> None:
    write_pdf(documents_of(settings) / "2019.pdf", ["KAPUTT"])
    outcome = pipeline(CONCEPT_ID, settings)
    assert outcome.release.is_new
    assert [lost.partition(" died")[0] for lost in outcome.lost] == ["Bericht 2019: the reading process"]
    assert [r["status"] for r in rows(outcome, "documents") if r["kind"] == "report"] == ["quarantined"]
    assert any(row["kind"] == "quarantined" for row in rows(outcome, "issues"))
    assert len(extract(CONCEPT_ID, settings).lost) == 1
    assert readings(settings).count("Bericht 2019") == 1
    assert len(extract(CONCEPT_ID, settings, again=True).lost) == 1
    assert readings(settings).count("Bericht 2019") == 2
    assert len(readings(settings)) == 4


def test_under_other_limits_a_lost_document_is_tried_again(settings: Settings) -> None:
    write_pdf(documents_of(settings) / "2019.pdf", ["KAPUTT"])
    fetch(CONCEPT_ID, settings)
    extract(CONCEPT_ID, settings)
    extract(CONCEPT_ID, dataclasses.replace(settings, document_timeout_s=1000))
    assert readings(settings).count("Bericht 2019") == 2
    assert len(readings(settings)) == 4


def test_a_document_whose_bytes_changed_in_the_store_is_read_once_it_is_whole(settings: Settings) -> None:
    fetch(CONCEPT_ID, settings)
    [broken] = [p for p in (settings.raw / CONCEPT_ID).glob("*.pdf") if b"Bericht" in p.read_bytes()]
    whole = broken.read_bytes()
    broken.write_bytes(whole.swapcase())
    [lost] = extract(CONCEPT_ID, settings).lost
    assert "its bytes have changed" in str(lost.document.error)
    broken.write_bytes(whole)
    assert not extract(CONCEPT_ID, settings).lost


def test_results_go_by_a_shared_store_if_one_is_named(settings: Settings, tmp_path: Path) -> None:
    sharing = dataclasses.replace(settings, store=f"file://{tmp_path}/store")
    outcome = pipeline(CONCEPT_ID, sharing)
    assert outcome.release.is_new
    assert len(list((tmp_path / "store" / "documents").glob("*.pdf"))) == 3
    assert len(list((tmp_path / "store" / "results").rglob("*.json.gz"))) == 3
    elsewhere = dataclasses.replace(sharing, output=tmp_path / "other")
    assert pipeline(CONCEPT_ID, elsewhere).release.version == outcome.release.version
    assert len(readings_in(tmp_path / "store")) == 3


def test_a_broken_promise_leaves_the_old_release(released: Settings) -> None:
    before = latest_release(released.output, CONCEPT_ID)
    write_pdf(documents_of(released) / "2017.pdf", ["A1 Sprachkurse"])
    with pytest.raises(BrokenPromise, match="measures/2017/concept has 1 rows, promised are 2"):
        pipeline(CONCEPT_ID, released)
    assert latest_release(released.output, CONCEPT_ID) == before
    assert [c.passed for c in check(CONCEPT_ID, released).promises] == [False]


def test_a_missing_document_is_published_as_an_issue(settings: Settings) -> None:
    (documents_of(settings) / "2019.pdf").unlink()
    outcome = pipeline(CONCEPT_ID, settings)
    assert [one.document.title for one in outcome.missing] == ["Bericht 2019"]
    assert [r["what"] for r in rows(outcome, "issues") if r["kind"] == "document_missing"] == [
        "edition 2017: Bericht 2019 is missing"
    ]


def test_a_document_kept_earlier_stays_when_its_source_is_gone(settings: Settings) -> None:
    fetch(CONCEPT_ID, settings)
    (documents_of(settings) / "2019.pdf").unlink()
    fetched = fetch(CONCEPT_ID, settings)
    assert not fetched.missing
    assert "kept earlier" in str(fetched.wanted[2])


def test_a_website_that_stumbles_is_asked_again(settings: Settings) -> None:
    stumbles = iter([(503, {}, b""), ok('<a href="/k.pdf">Konzept 2017 (PDF)</a> <a href="/weg.pdf">Bericht</a>')])
    site: Site = {"/integration": lambda: next(stumbles), "/k.pdf": ok(PDF, "application/pdf")}
    with serving(site) as city:
        pages = f"  - adapter: website\n    pages: [{city.at('/integration')}, {city.at('/gibt-es-nicht')}]\n"
        rewrite(settings, "concept.yml", lambda text: text.replace("  - adapter: local\n", pages))
        for year, words in {"2009": "Konzept 2009", "2017": "Konzept 2017", "2019": "Bericht"}.items():
            wanted = f"{{file: documents/{year}.pdf}}", f"{{words: [{words}]}}"
            rewrite(settings, "concept.yml", lambda text, wanted=wanted: text.replace(*wanted))
        asking = dataclasses.replace(settings, private_addresses=True, request_pause_s=0, contact="x@example.org")
        fetched = {one.document.title: one for one in fetch(CONCEPT_ID, asking).wanted}
    assert {title: one.is_kept for title, one in fetched.items()} == {
        "Konzept 2009": False,
        "Konzept 2017": True,
        "Bericht 2019": False,
    }
    assert f"{city.at('/weg.pdf')}: status 404" in fetched["Bericht 2019"].finding.looked_at
    assert city.paths.count("/integration") == 2
    assert city.paths.count("/gibt-es-nicht") == 1


def test_without_any_document_there_is_nothing_to_read(settings: Settings) -> None:
    for path in documents_of(settings).iterdir():
        path.unlink()
    with pytest.raises(NothingToRead) as caught:
        pipeline(CONCEPT_ID, settings)
    assert len(caught.value.missing) == 3


def test_a_persons_word_wins(first_run: tuple[Path, Outcome], released: Settings) -> None:
    _, first = first_run
    [row] = [r for r in rows(first, "measures") if r["measure_id"] == "2017:B1"]
    line = f"measures,2017:B1,title,Wohnungslotsinnen und -lotsen,Titel unvollständig,M. Muster,{row['document_id']}\n"
    rewrite(released, "corrections.csv", lambda text: text + line + line.replace("2017:B1", "2017:B9"))
    outcome = pipeline(CONCEPT_ID, released)
    assert "Wohnungslotsinnen und -lotsen" in [r["title"] for r in rows(outcome, "measures")]
    kinds = [r["kind"] for r in rows(outcome, "issues")]
    assert kinds.count("corrected") == kinds.count("correction_not_applied") == 1
    assert len(readings(released)) == 3


def document_ids(outcome: Outcome) -> dict[str, str]:
    return {row["title"]: row["document_id"] for row in rows(outcome, "documents")}


def changes_of_measures(outcome: Outcome) -> dict[tuple[str, str], tuple[str, str]]:
    """Kinds and who decided, by the ids of both editions."""
    found = [row for row in rows(outcome, "changes") if row["level"] == "measure"]
    return {(row["from_id"], row["to_id"]): (row["change"], row["decided_by"]) for row in found}


def decide(settings: Settings, outcome: Outcome, row_id: str, column: str, value: str) -> None:
    ids = document_ids(outcome)
    documents = f"{ids['Konzept 2009']}|{ids['Konzept 2017']}"
    line = f"changes,{row_id},{column},{value},beide gelesen,M. Muster,{documents}\n"
    rewrite(settings, "corrections.csv", lambda text: text + line)


def test_what_a_person_decides_about_a_change_wins_and_stays(
    first_run: tuple[Path, Outcome], released: Settings
) -> None:
    _, first = first_run
    assert changes_of_measures(first)["2009:A1", "2017:A1"] == ("unchanged", "rule")
    assert changes_of_measures(first)["2009:A2", ""] == ("dropped", "rule")
    decide(released, first, "measure|2009:A1|2017:A1", "change", "reworded")
    decide(released, first, "measure|2009:A2|", "to_id", "2017:B2")
    outcome = pipeline(CONCEPT_ID, released)
    decided = {
        ("2009:A1", "2017:A1"): ("reworded", "person"),
        ("2009:A2", "2017:B2"): ("renamed", "person"),
        ("", "2017:B1"): ("added", "rule"),
    }
    assert changes_of_measures(outcome) == decided
    assert [r["kind"] for r in rows(outcome, "issues")].count("corrected") == 2
    line = [r for r in rows(outcome, "life_lines") if r["line_id"] == "2009:A2"]
    assert [(r["measure_id"], r["change"], r["decided_by"]) for r in line] == [
        ("2009:A2", "", ""),
        ("2017:B2", "renamed", "person"),
        ("", "", ""),
    ]
    again = pipeline(CONCEPT_ID, released)
    assert (again.release.is_new, changes_of_measures(again)) == (False, decided)
    write_pdf(documents_of(released) / "2019.pdf", ["Bericht in zweiter Fassung"])
    other = pipeline(CONCEPT_ID, released)
    assert (other.release.is_new, changes_of_measures(other)) == (True, decided)


def test_decision_about_a_replaced_document_is_put_up_for_review(
    first_run: tuple[Path, Outcome], released: Settings
) -> None:
    decide(released, first_run[1], "measure|2009:A1|2017:A1", "change", "reworded")
    decide(released, first_run[1], "measure|2009:A1|2017:C9", "change", "reworded")
    write_pdf(documents_of(released) / "2017.pdf", ["A1 Sprachkurse für Eltern", "B1 Wohnungslotsen"])
    outcome = pipeline(CONCEPT_ID, released)
    assert changes_of_measures(outcome)["2009:A1", "2017:A1"] == ("unchanged", "rule")
    reviews = [r for r in rows(outcome, "issues") if r["kind"] == "correction_not_applied"]
    assert len(reviews) == 2
    assert "measure|2009:A1|2017:A1" in reviews[0]["what"]
    waiting = [item for item in waiting_for_a_person(CONCEPT_ID, released) if item.kind == "correction_not_applied"]
    assert len(waiting) == 2


def test_a_release_tells_the_life_of_each_measure_and_holds_the_synopsis(first_run: tuple[Path, Outcome]) -> None:
    _, outcome = first_run
    steps = [(r["line_id"], r["step"], r["presence"], r["change"], r["status"]) for r in rows(outcome, "life_lines")]
    assert steps == [
        ("2009:A1", "edition", "stated", "", ""),
        ("2009:A1", "edition", "stated", "unchanged", ""),
        ("2009:A1", "report", "absent", "", "unbekannt"),
        ("2009:A2", "edition", "stated", "", ""),
        ("2009:A2", "edition", "absent", "dropped", ""),
        ("2017:B1", "edition", "stated", "added", ""),
        ("2017:B1", "report", "absent", "", "unbekannt"),
        ("2017:B2", "edition", "stated", "added", ""),
        ("2017:B2", "report", "absent", "", "unbekannt"),
    ]
    assert rows(outcome, "synopsis") == []
    counted = [(r["edition_id"], r["action_field_id"], r["measures"]) for r in rows(outcome, "overview_fields")]
    assert counted == [("2009", "", "2"), ("2017", "", "3")]
    assert rows(outcome, "overview_actors") == []


def test_each_stage_runs_alone(settings: Settings) -> None:
    with pytest.raises(NothingReleased):
        publish(CONCEPT_ID, settings)
    assert not fetch(CONCEPT_ID, settings).missing
    assert len(extract(CONCEPT_ID, settings).extractions) == 3
    assert {change.to_edition for change in compare(CONCEPT_ID, settings)} == {"2017"}
    result = release(CONCEPT_ID, settings)
    assert result.is_new
    assert publish(CONCEPT_ID, settings).is_file()
    assert len(readings(settings)) == 3


def test_results_and_failures_are_artifacts(first_run: tuple[Path, Outcome]) -> None:
    keys = [f"{name}-{CONCEPT_ID}" for name in ("fetched", "documents", "failures", "changes", "checks")]
    with get_client(sync_client=True) as client:
        found = client.read_artifacts(artifact_filter=ArtifactFilter(key=ArtifactFilterKey(any_=keys)))
    assert {artifact.key for artifact in found} == set(keys)


def test_a_document_that_is_gone_stops_the_release_until_a_person_says_otherwise(released: Settings) -> None:
    before = latest_release(released.output, CONCEPT_ID)
    (documents_of(released) / "2019.pdf").unlink()
    shutil.rmtree(released.raw)
    with pytest.raises(LessThanBefore, match=r"«Bericht 2019» \(2017 report\) is not there any more.*--allow-less"):
        pipeline(CONCEPT_ID, released)
    assert latest_release(released.output, CONCEPT_ID) == before
    outcome = pipeline(CONCEPT_ID, released, allow_less=True)
    assert (outcome.release.version, len(rows(outcome, "documents"))) == ("2.0.0", 2)
    assert not pipeline(CONCEPT_ID, released).release.is_new


def test_a_document_that_cannot_be_read_any_more_stops_the_release(released: Settings) -> None:
    write_pdf(documents_of(released) / "2019.pdf", ["KAPUTT"])
    fetch(CONCEPT_ID, released)
    with pytest.raises(LessThanBefore, match=r"«Bericht 2019» \(2017 report\) cannot be read any more \(the reading"):
        release(CONCEPT_ID, released)
    assert release(CONCEPT_ID, released, allow_less=True).is_new


def test_more_than_promised_is_published_as_an_issue(released: Settings) -> None:
    rewrite(released, "concept.yml", lambda text: text.replace("{at_least: 2}", "{at_least: 2, at_most: 2}"))
    outcome = pipeline(CONCEPT_ID, released)
    assert outcome.release.is_new
    [surplus] = [row for row in rows(outcome, "issues") if row["kind"] == "more_than_promised"]
    assert surplus["what"] == "measures/2017/concept has 3 rows, expected are at most 2"
    assert [(row["name"], row["passed"]) for row in rows(outcome, "checks")] == [
        ("at_least", "true"),
        ("at_most", "false"),
    ]


def test_nothing_is_released_of_nothing(settings: Settings) -> None:
    with pytest.raises(NothingToRelease, match="konzept add"):
        release(CONCEPT_ID, settings)


def test_an_edition_without_measures_says_so(settings: Settings) -> None:
    write_pdf(documents_of(settings) / "2009.pdf", [])
    outcome = pipeline(CONCEPT_ID, settings)
    [issue] = [row for row in rows(outcome, "issues") if row["kind"] == "no_measures"]
    assert (issue["severity"], issue["what"]) == ("warning", "no measure was found in the concept of edition 2009")
    assert {row["change"] for row in rows(outcome, "changes") if row["level"] == "measure"} == {"added"}


def test_two_measures_of_one_code_that_nobody_told_apart_are_not_released(released: Settings) -> None:
    before = latest_release(released.output, CONCEPT_ID)
    write_pdf(documents_of(released) / "2017.pdf", ["A1 Sprachkurse", "A1 Sprachkurse für Mütter"])
    with pytest.raises(DuplicateKey) as caught:
        pipeline(CONCEPT_ID, released)
    assert str(caught.value) == "table measures: 2 rows have the key 2017:A1"
    assert latest_release(released.output, CONCEPT_ID) == before


def test_a_release_names_its_program_and_catalogue(first_run: tuple[Path, Outcome]) -> None:
    root, outcome = first_run
    told = json.loads((outcome.release.path / "provenance.json").read_bytes())
    assert told["program"]["version"] == importlib.metadata.version("konzeptvergleich")
    assert (told["program"]["code_sha256"], told["program"]["lock_sha256"]) == (code_sha256(), lock_sha256())
    assert [len(document["sha256"]) for document in told["documents"]] == [64, 64, 64]
    entry = latest_release(root / "output", CONCEPT_ID)
    assert entry is not None
    assert entry.commit == commit()


def lock_sha256() -> str:
    content = (Path(flows.provenance.HOUSE) / "requirements.lock").read_bytes()
    return hashlib.sha256(f"requirements.lock\0{len(content)}\0".encode() + content).hexdigest()
