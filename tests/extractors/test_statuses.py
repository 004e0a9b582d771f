"""Implementation reports: periods and statuses as administrations print them; all sentences are our own."""

from collections.abc import Mapping

import pytest

from extractors.content.candidates import Candidate, Report, Value
from extractors.content.statuses import is_report, reporting_period, with_reports
from extractors.layout.lines import Arranged
from schemas.geometry import Box
from tests.extractors.measure_pages import line, of_lines


def document(*texts: str) -> Arranged:
    return of_lines([line(text, 70, 80 + 14 * number) for number, text in enumerate(texts)])


def value(text: str) -> Value:
    return Value(text, 1, Box(0, 0, 10, 10), text)


def measure(values: Mapping[str, str], *reports: Report) -> Candidate:
    found = {column: value(text) for column, text in values.items()}
    return Candidate(value("Sprachkurse"), "A 1", "list", 0.9, 1, 1, found, None, reports)


@pytest.mark.parametrize(
    ("texts", "period"),
    [
        (("Umsetzungsbericht 2017/2018",), "2017/2018"),
        (("Tätigkeitsbericht für das Jahr 2013",), "2013"),
        (("Sachstandsbericht", "Berichtszeitraum Januar 2018 bis Mai 2019"), "Januar 2018 bis Mai 2019"),
        (("Statusbericht", "Berichtsjahr: 2020"), "2020"),
        (
            ("Bericht", "Der vorliegende erste Bericht umfasst die Zeit von Januar 2018 bis Mai 2019."),
            "Januar 2018 bis Mai 2019",
        ),
        (("Der vorliegende Bericht beschreibt die Entwicklung in der Stadt im Jahr 2013.",), "2013"),
        (("Bericht", "Der Bericht zeigt, was in den Jahren 2020 und 2021 geschehen ist."), "2020 und 2021"),
        (("Umsetzungsbericht zum Integrationskonzept 2017",), None),
        (("Zwischenbericht", "Im April 2009 hatte der Rat das Konzept beschlossen."), None),
        (("Zwischenbericht vom 18.03.2014",), None),
        (("Integrationskonzept 2017", "Bis 2030 soll die Stadt klimaneutral sein."), None),
        (("Ein Bericht über die Jahre 1990 bis 2050 liegt vor.",), None),
        ((), None),
    ],
)
def test_reporting_period(texts: tuple[str, ...], period: str | None) -> None:
    assert reporting_period(document(*texts)) == period


@pytest.mark.parametrize(
    ("texts", "report"),
    [
        (("Klimaschutz in Musterlingen", "hier: 2. Zwischenbericht"), True),
        (("Dieser Bericht gibt einen Überblick für das Jahr 2013.",), True),
        (("Integrationskonzept", "Die Verwaltung legt jährlich Zahlen vor."), False),
    ],
)
def test_what_is_a_report(texts: tuple[str, ...], report: bool) -> None:
    assert is_report(document(*texts)) is report


REPORT = document("Umsetzungsbericht 2017/2018")
CONCEPT = document("Integrationskonzept")


def test_in_a_report_the_description_is_what_is_reported() -> None:
    (found,) = with_reports([measure({"description": "Alle Kurse waren voll."})], REPORT)
    assert found.reports == (Report("2017/2018", None, "Alle Kurse waren voll.", 1),)
    assert with_reports([measure({"description": "Alle Kurse waren voll."})], CONCEPT)[0].reports == ()


def test_a_printed_status_stands_beside_the_text() -> None:
    values = {"status_printed": "in Umsetzung", "description": "Neun Gruppen arbeiten."}
    (found,) = with_reports([measure(values)], REPORT)
    assert found.reports == (Report("2017/2018", "in Umsetzung", "Neun Gruppen arbeiten.", 1),)


def test_long_words_for_a_status_are_text() -> None:
    text = "Die Gruppen haben im Frühjahr begonnen, drei weitere folgen nach den Ferien und eine im Herbst."
    (found,) = with_reports([measure({"status_printed": text, "description": "Gruppen bilden"})], CONCEPT)
    assert found.reports == (Report(None, None, text, 1),)
    assert "status_printed" not in found.values


def test_periods_of_columns_win() -> None:
    reports = (Report("2016", "begonnen", None, 1), Report(None, "umgesetzt", None, 1))
    (found,) = with_reports([measure({}, *reports)], REPORT)
    assert [report.period for report in found.reports] == ["2016", "2017/2018"]


def test_a_few_words_in_a_concept_are_an_attribute() -> None:
    (found,) = with_reports([measure({"status_printed": "laufend"})], CONCEPT)
    assert (found.reports, found.values["status_printed"].text) == ((), "laufend")
    reports = (Report(None, "laufend", None, 1), Report("2016", "begonnen", None, 1))
    assert with_reports([measure({}, *reports)], CONCEPT)[0].reports == reports[1:]


def test_the_catalogue_knows_a_report() -> None:
    (found,) = with_reports([measure({"status_printed": "laufend"})], CONCEPT, known_report=True)
    assert found.reports == (Report(None, "laufend", None, 1),)
