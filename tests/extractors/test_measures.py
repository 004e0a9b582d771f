"""Candidates to rows: doubles, ids, years, euros, statuses, evidence and issues."""

from dataclasses import replace

import pytest

from extractors.content.candidates import Candidate, Report, Value
from extractors.content.doubles import MOST_BEARERS, merge_doubles
from extractors.content.measures import MeasureRows, to_measures
from schemas.documents import Given
from schemas.geometry import Box

CONCEPT = Given(document_id="0123456789abcdef", edition_id="2017", kind="concept")
REPORT = Given(document_id="0123456789abcdef", kind="report")


def value(text: str, page: int = 1, top: float = 100) -> Value:
    return Value(text, page, Box(50, top, 300, top + 12), text)


def candidate(title: str, code: str | None = None, method: str = "sheet", page: int = 1, **values: str) -> Candidate:
    return Candidate(
        title=value(title, page),
        code=code,
        method=method,
        confidence=0.9,
        page_first=page,
        page_last=page,
        values={column: value(text, page, 120) for column, text in values.items()},
    )


def rows(*candidates: Candidate, given: Given = CONCEPT) -> MeasureRows:
    return to_measures(merge_doubles(candidates), given=given, field_of=field_of, goal_of=lambda found: None)


def field_of(found: Candidate) -> tuple[str | None, str | None]:
    return (None, found.action_field.text) if found.action_field else (None, None)


def test_an_overview_of_all_measures_adds_what_no_sheet_says() -> None:
    names = ("Lotsen ausbilden", "Offene Werkstatt", "Kurse am Abend")
    sheets = [candidate(name, f"B {n}", page=n, responsible="Sozialamt") for n, name in enumerate(names, start=10)]
    overview = [
        candidate(name, f"B {n}", "table", 3, cost="5.000 €", responsible="KI")
        for n, name in enumerate(names, start=10)
    ]
    found = rows(*sheets, *overview)
    assert [(m.responsible, m.cost, m.page_first) for m in found.measures] == [
        ("Sozialamt", "5.000 €", page) for page in (10, 11, 12)
    ]
    assert [(proof.page, proof.quote) for proof in found.evidence if proof.column == "cost"] == [(3, "5.000 €")] * 3


def test_a_sheet_and_its_row_in_the_overview_are_one_measure() -> None:
    field = value("B Bildung", 3)
    found = rows(
        candidate("Sprachkurse im Verein", "B 2", page=22, responsible="Sozialamt"),
        candidate("Beratung auf Rädern", "B 3", page=24, responsible="Sozialamt"),
        replace(candidate("Lotsen ausbilden", "B 1", "table", 3, cost="5.000 €", indicator="Zahl"), action_field=field),
        candidate("Lotsinnen und Lotsen ausbilden", "B 1", page=20, responsible="Sozialamt"),
    )
    measure, *_ = found.measures
    assert (measure.measure_id, measure.title, measure.page_first) == ("2017:B 1", "Lotsinnen und Lotsen ausbilden", 20)
    assert (measure.responsible, measure.cost, measure.action_field_printed) == ("Sozialamt", None, "B Bildung")
    assert measure.confidence > 0.9


def test_a_shortened_title_with_a_wrong_code_is_still_the_measure_of_the_sheet() -> None:
    found = rows(
        candidate("Energie-Check-Kampagne Handwerk berät Handwerk", "IG 4", page=20),
        candidate("Austausch mit Kammern und Verbänden", "IG 3", page=19),
        candidate("Energie-Check Handwerk", "IG 3", "table", 3),
    )
    assert [measure.code for measure in found.measures] == ["IG 3", "IG 4"]


def test_rows_fill_the_gaps_of_rows() -> None:
    found = rows(
        candidate("Lotsen", "1", "table", 3, cost="1 €"), candidate("Lotsen", "1", "list", 9, timeframe="ab 2018")
    )
    (measure,) = found.measures
    assert (measure.cost, measure.timeframe, measure.start_year, measure.end_year) == ("1 €", "ab 2018", 2018, None)


def test_the_same_title_in_two_fields_are_two_measures() -> None:
    one = replace(candidate("Öffentlichkeitsarbeit", None, "table", 3), action_field=value("Bildung"))
    other = replace(candidate("Öffentlichkeitsarbeit", None, "table", 4), action_field=value("Wohnen"))
    found = rows(one, other)
    assert [measure.measure_id for measure in found.measures] == [
        "2017:oeffentlichkeitsarbeit",
        "2017:oeffentlichkeitsarbeit-2",
    ]


def test_a_double_is_found_by_its_rare_words_however_many_measures_share_the_others() -> None:
    last = MOST_BEARERS + 50
    tabled = [candidate(f"Klimakonzept Ortsteil{n} erstellen", f"M {n}", "table", n) for n in range(1, last + 1)]
    listed = candidate(f"Klimakonzept Ortsteil{last} erstellen", method="list", page=900, responsible="Bauamt")
    found = rows(*tabled, listed)
    assert len(found.measures) == last
    assert [measure.code for measure in found.measures if measure.responsible] == [f"M {last}"]


def test_bullets_of_a_sheet_are_no_measures() -> None:
    sheet = candidate("Lotsen", "B 1", description="Werbung in Vereinen Kurse am Abend Zeugnisse")
    assert len(rows(sheet, candidate("Kurse am Abend", None, "list")).measures) == 1


@pytest.mark.parametrize(("cost", "least", "most"), [("5.000 bis 8.000 €", 5000, 8000), ("kostenneutral", None, None)])
def test_euros_stand_beside_the_printed_cost(cost: str, least: float | None, most: float | None) -> None:
    (measure,) = rows(candidate("Lotsen", cost=cost)).measures
    assert (measure.cost, measure.cost_eur_min, measure.cost_eur_max) == (cost, least, most)


def test_a_report_gives_statuses_in_shared_words_beside_the_printed_ones() -> None:
    reports = (Report("2017", "in Umsetzung", "Zwölf Lotsen.", 4), Report("2018", "abgeschlossen", None, 4))
    found = rows(replace(candidate("Lotsen", "B 1", "table", 4), reports=reports), given=REPORT)
    assert [(row.period, row.status, row.status_printed, row.measure_id) for row in found.statuses] == [
        ("2017", "in Bearbeitung", "in Umsetzung", "0123456789abcdef:B 1"),
        ("2018", "abgeschlossen", "abgeschlossen", "0123456789abcdef:B 1"),
    ]
    assert (found.measures[0].status, found.measures[0].status_printed) == ("abgeschlossen", "abgeschlossen")


def test_the_status_on_a_sheet_counts_as_a_report_only_in_a_report() -> None:
    sheet = candidate("Lotsen", status_printed="ruht")
    assert rows(sheet).statuses == ()
    (status,) = rows(sheet, given=REPORT).statuses
    assert (status.status, status.text) == ("verzögert", "ruht")
    (silent,) = rows(candidate("Lotsen", status_printed="Im Mai trafen sich alle. " * 5), given=REPORT).statuses
    assert (silent.status, silent.status_printed) == ("unbekannt", None)


def test_every_value_has_its_place() -> None:
    found = rows(candidate("Lotsen", "B 1", responsible="Sozialamt", cost="5 €"))
    assert [(proof.column, proof.quote, proof.method) for proof in found.evidence] == [
        ("", "Lotsen", "sheet"),
        ("responsible", "Sozialamt", "sheet"),
        ("cost", "5 €", "sheet"),
    ]
    assert found.measures[0].quote == "Lotsen"
    assert {proof.row_id for proof in found.evidence} == {"2017:B 1"}


def test_the_quote_stands_on_the_first_page() -> None:
    sheet = replace(candidate("Lotsen", page=2), page_first=1, values={"priority": value("hoch", 1)})
    assert rows(sheet).measures[0].quote == "hoch"


def test_unknown_labels_and_missing_fields_become_issues() -> None:
    lost = replace(candidate("Lotsen", "B 1"), unread=(value("Mondphase: voll"),))
    found = rows(lost, replace(candidate("Sport", "B 2"), action_field=value("B Freizeit")))
    assert [(issue.kind, issue.page) for issue in found.issues] == [("unread_label", 1), ("measure_without_field", 1)]
    assert "Mondphase: voll" in found.issues[0].what
    (one,) = rows(candidate("Lotsen"), candidate("Sport")).issues
    assert one.page is None


def test_no_candidates_no_rows() -> None:
    assert rows() == MeasureRows()
