"""Explaining a row: page, box, quote, rule and correction of each value, from a release alone."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from flows.explaining import ExplainedValue, Explanation, as_lines, explain_row
from flows.stores.releases import write_release
from schemas.documents import Evidence, Issue
from schemas.errors import DamagedRelease, NoSuchRow
from schemas.tables import GOALS, MEASURES, STATUSES, VOTES, Table, printed_column
from tests.flows.release_cases import (
    CARD,
    CONCEPT_EXTRACTION,
    CONCEPT_ID,
    RELEASED_AT,
    REPORT_EXTRACTION,
    REPORT_ID,
    SPRACHKURSE,
    frames_of,
)


def proof(table: str, column: str, document_id: str, quote: str, row_id: str = "2017-007") -> Evidence:
    return Evidence(
        table=table, row_id=row_id, column=column, document_id=document_id, page=12, x0=1.5, top=2, x1=3.25, bottom=4,
        quote=quote, method="sheet", ocr_confidence=0.875 if column == "cost" else None,
    )  # fmt: skip


CORRECTED = Issue(
    document_id=CONCEPT_ID,
    severity="notice",
    kind="corrected",
    what="measures/2017-007/title: “Sprachkurse” → “Sprachkurse für Mütter, „Rucksack“” (Zeile: verdeckt; M. Muster)",
)
FRAMES = frames_of(
    replace(
        CONCEPT_EXTRACTION,
        measures=(replace(SPRACHKURSE, action_field_id="sprache", timeframe="ab 2018"),),
        evidence=(
            *CONCEPT_EXTRACTION.evidence,
            proof("measures", "cost", CONCEPT_ID, "Kosten: 12.500 €"),
            proof("measures", "timeframe", CONCEPT_ID, "ab 2018"),
        ),
        issues=(CORRECTED, replace(CORRECTED, what="measures/2017-0071/code: “a” → “b” (w; w)")),
    ),
    replace(REPORT_EXTRACTION, evidence=(proof("statuses", "status_printed", REPORT_ID, "läuft"),)),
)


@pytest.fixture(scope="module")
def output(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two concepts: one with two releases, and another."""
    root = tmp_path_factory.mktemp("output")
    write_release(root, CARD, frames_of(), released_at=RELEASED_AT)
    write_release(root, CARD, FRAMES, released_at=RELEASED_AT)
    write_release(root, replace(CARD, concept_id="anderswo"), frames_of(), released_at=RELEASED_AT)
    return root


@pytest.fixture(scope="module")
def explained(output: Path) -> Mapping[str, Explanation]:
    found = explain_row(output, "2017-007", CARD.concept_id)
    return {explanation.table: explanation for explanation in found}


def value_of(explanation: Explanation, column: str) -> ExplainedValue:
    return next(told for told in explanation.values if told.column == column)


def test_a_measure_and_what_reports_say_of_it(explained: Mapping[str, Explanation]) -> None:
    assert list(explained) == ["measures", "statuses"]
    assert {one.release for one in explained.values()} == {"2.0.0"}
    assert explained["measures"].see == (f"documents {CONCEPT_ID}", "goals 2017-ziel-1")


def test_a_value_has_its_own_place(explained: Mapping[str, Explanation]) -> None:
    cost = value_of(explained["measures"], "cost")
    assert cost.place is not None
    assert (cost.value, cost.place.page, cost.place.box) == ("12.500 €", 12, (1.5, 2.0, 3.25, 4.0))
    assert (cost.place.quote, cost.place.rule, cost.place.ocr_confidence) == ("Kosten: 12.500 €", "sheet", 0.875)
    assert cost.place.source_url == "https://musterlingen.example/konzept.pdf"
    assert cost.place.title == "Integrationskonzept 2017 – „Vielfalt“"
    assert (cost.read_from, cost.corrected) == (None, None)


def test_a_value_that_was_worked_out_leads_to_the_printed_words(explained: Mapping[str, Explanation]) -> None:
    lowest, start = (value_of(explained["measures"], name) for name in ("cost_eur_min", "start_year"))
    assert (lowest.value, lowest.read_from) == (12500.0, "cost")
    assert lowest.place is not None
    assert lowest.place.quote == "Kosten: 12.500 €"
    assert start.read_from == "timeframe"
    field = value_of(explained["measures"], "action_field_id")
    assert (field.read_from, field.place) == (None, None)


def test_a_value_without_a_place_stands_where_its_row_stands(explained: Mapping[str, Explanation]) -> None:
    funding = value_of(explained["measures"], "funding")
    assert funding.place is None
    row = explained["measures"].place
    assert row is not None
    assert (row.page, row.quote) == (12, "Sprachkurse für Mütter")
    status = explained["statuses"].place
    assert status is not None
    assert (status.page, status.box, status.document_id) == (3, None, REPORT_ID)


def test_a_persons_word_is_told(explained: Mapping[str, Explanation]) -> None:
    title = value_of(explained["measures"], "title")
    assert title.corrected == "“Sprachkurse” → “Sprachkurse für Mütter, „Rucksack“” (Zeile: verdeckt; M. Muster)"
    assert [told.column for told in explained["measures"].values if told.corrected] == ["title"]


def test_people_read_it_line_by_line(explained: Mapping[str, Explanation]) -> None:
    lines = list(as_lines(explained["measures"]))
    assert lines[:3] == [
        "measures 2017-007 (release 2.0.0 of musterlingen-integration)",
        "    Integrationskonzept 2017 – „Vielfalt“, page 12 at 1.5, 2 to 3.25, 4 pt, found by: sheet"
        " (https://musterlingen.example/konzept.pdf)",
        "    «Sprachkurse für Mütter»",
    ]
    at = lines.index("cost: 12.500 €")
    assert "text recognition is sure to 0.88" in lines[at + 1]
    assert lines[at + 2 : at + 5] == ["    «Kosten: 12.500 €»", "cost_eur_min: 12500.0", "    read out of cost"]
    assert any(line.startswith("    corrected by a person: “Sprachkurse”") for line in lines)
    assert not any(line.startswith(("page_first", "quote", "method")) for line in lines)


@pytest.mark.parametrize(
    ("row_id", "tables"),
    [
        (CONCEPT_ID, ["documents"]),
        ("s-1", ["sections"]),
        (f"{CONCEPT_ID}|a", ["action_fields"]),
        ("2017-ziel-1", ["goals"]),
        ("vhs", ["actors"]),
        ("2017-007|vhs|responsible|VHS", ["measure_actors"]),
        ("2017/1900", ["papers"]),
        ("d-1", ["decisions"]),
    ],
)
def test_rows_of_every_table_with_a_key_are_explained(output: Path, row_id: str, tables: list[str]) -> None:
    found = explain_row(output, row_id, CARD.concept_id)
    assert [explanation.table for explanation in found] == tables
    assert list(as_lines(found[0]))


def test_rows_without_a_key_are_explained_when_asked_for(output: Path) -> None:
    [vote] = explain_row(output, "d-1", CARD.concept_id, table="votes")
    assert value_of(vote, "group").value == "CDU"
    assert vote.see == ("decisions d-1",)


def test_ids_and_links_of_ours_say_so(output: Path) -> None:
    [actor] = explain_row(output, "vhs", CARD.concept_id)
    assert actor.place is None
    assert list(as_lines(actor))[1] == "    stated by no document: an id or a link of ours"


def test_an_older_release_and_all_concepts_can_be_asked(output: Path) -> None:
    assert {one.release for one in explain_row(output, "2017-1.2", CARD.concept_id, "1.0.0")} == {"1.0.0"}
    assert {one.concept_id for one in explain_row(output, "2017-1.2")} == {"anderswo"}
    assert {one.concept_id for one in explain_row(output, "vhs")} == {"anderswo", CARD.concept_id}


@pytest.mark.parametrize(
    ("row_id", "concept", "version", "words"),
    [
        ("2017-07", CARD.concept_id, "", "in musterlingen-integration; did you mean '2017-007'"),
        ("2017-1.2", CARD.concept_id, "2.0.0", "in musterlingen-integration 2.0.0"),
        ("2017-1.2", CARD.concept_id, "9.9.9", "in musterlingen-integration 9.9.9; ids stand in the first columns"),
        ("xyz", "", "", "in any concept that has releases"),
    ],
)
def test_an_unknown_id_is_told_with_similar_ones(
    output: Path, row_id: str, concept: str, version: str, words: str
) -> None:
    with pytest.raises(NoSuchRow) as caught:
        explain_row(output, row_id, concept, version)
    assert words in str(caught.value)


def test_nothing_is_explained_from_a_release_that_was_changed(tmp_path: Path) -> None:
    path = write_release(tmp_path, CARD, FRAMES, released_at=RELEASED_AT).path
    table = path / "measures.csv"
    table.write_bytes(table.read_bytes().replace(b"12.500", b"99.500"))
    with pytest.raises(DamagedRelease, match=r"measures\.csv is not what was released"):
        explain_row(tmp_path, "2017-007")


@pytest.mark.parametrize(
    ("table", "column", "printed"),
    [
        (MEASURES, "status", "status_printed"),
        (MEASURES, "action_field_id", "action_field_printed"),
        (MEASURES, "cost_eur_max", "cost"),
        (MEASURES, "cost", None),
        (MEASURES, "status_printed", None),
        (GOALS, "action_field_id", None),
        (STATUSES, "status", "status_printed"),
        (VOTES, "group", "group_printed"),
    ],
)
def test_the_column_with_the_printed_words(table: Table, column: str, printed: str | None) -> None:
    assert printed_column(table, column) == printed
