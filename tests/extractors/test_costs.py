"""What a measure costs, told apart from savings, prices, examples, and items of a sum."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.content.costs import cost_range


@pytest.mark.parametrize(
    ("text", "lowest", "highest"),
    [
        ("keine", None, None),
        ("kostenneutral", None, None),
        ("", None, None),
        (None, None, None),
        ("10.000 €", 10000, 10000),
        ("20.000–30.000 Euro", 20000, 30000),
        ("bis zu 10.000 €", None, 10000),
        ("max. 10.000 €", None, 10000),
        ("mindestens 10.000 Euro", 10000, None),
        ("ab 5.000 €", 5000, None),
        ("< 10.000 €", None, 10000),
        ("≥ ca. 100.000 €", 100000, None),
        ("weniger als 5 T€", None, 5000),
        ("zw. 1 und 2 Mio. €", 1_000_000, 2_000_000),
        ("Förderung über 20.000 €", 20000, 20000),
        ("Als Minimum sollte man hier 10.000 Euro pro Jahr einplanen.", 10000, None),
        ("Die Obergrenze liegt bei 10.000 Euro.", None, 10000),
        ("mindestens 5.000 €, höchstens 10.000 €", 5000, 10000),
        ("5.000 € oder 8.000 €", 5000, 8000),
        ("0,5 Stelle, ca. 33.000 € p. a.", 33000, 33000),
        ("Personalkosten: ca. 35.000 €", 35000, 35000),
        ("10.000 € zzgl. MwSt.", 10000, 10000),
        ("10.000 € einschließlich Personalkosten", 10000, 10000),
        ("Mehr Transparenz: 4.000 €", 4000, 4000),
        ("Gewinnung von Ehrenamtlichen: 4.000 €", 4000, 4000),
    ],
)
def test_the_cost_of_a_measure(text: str | None, lowest: float | None, highest: float | None) -> None:
    assert cost_range(text) == (lowest, highest)


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("25.000 € (50 € je Haushalt)", 25000),
        ("25.000 € (50 € x 500 Haushalte = 25.000 €)", 25000),
        ("10.000 € (2014: 4.000 €, 2015: 6.000 €)", 10000),
        ("Personal 30.000 €, Sachmittel 5.000 €, insgesamt 35.000 €", 35000),
        ("Plakate: 300 €; Flyer: 200 €; Gesamtkosten: 500 €", 500),
        ("50.000 €, davon 20.000 € vom Land", 50000),
    ],
)
def test_a_printed_sum_counts_and_its_items_do_not(text: str, whole: float) -> None:
    assert cost_range(text) == (whole, whole)


@pytest.mark.parametrize(
    "text",
    [
        "ca. 200 €/Stück",
        "3.000 € pro Veranstaltung",
        "120 €/m²",
        "500 Haushalte à 50 €",
        "500 € x 50 Wohngebäude",
        "50 × 500 €",
        "Caritas und Diakonie je 5 T€",
        "Die Anschaffungskosten für einen Bus liegen bei etwa 200.000 Euro.",
        "gegen eine Bearbeitungsgebühr von 100 €",
        "26.000 € Kosteneinsparung pro Jahr",
        "Eingesparte Energiekosten: 540.000 €",
        "Die Kosten für Treibstoffe können von 136 Mio. Euro auf 126 Mio. Euro sinken",
        "Zuschuss derzeit 136.000 € pro Jahr",
        "Zum Beispiel kostet ein Kurs dieser Art 400 €.",
        "Abhängig vom Umfang, etwa 5.000 €",
        "Sachkosten: 1.000 €, 12.000 € für Veranstaltungen",
        "Programmierung (ca. 2.000 €), laufende Pflege (ca. 1.000 € pro Jahr)",
        "einmalig 40.000 €, danach 55.000 € p. a.",
        "72.000 € p. a. zuzüglich 20.000 € Verfügungsfonds",
        "10.000 € (zuzüglich 2.000 € für Plakate)",
        "Personalaufwand: ca. 2 Personenmonate/Jahr Sachkosten: 500 €",
        "10.000 € zzgl. Personalkosten",
    ],
)
def test_euros_stay_empty_where_they_are_not_surely_the_cost(text: str) -> None:
    assert cost_range(text) == (None, None)


@given(st.text("0123456789.,–-€ x()TMio\n;davonjeinsgesamt", max_size=80))
def test_any_text_has_a_range_or_none(text: str) -> None:
    low, high = cost_range(text)
    assert low is None or low >= 0
    assert high is None or high >= 0
