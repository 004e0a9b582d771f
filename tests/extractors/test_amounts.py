"""Amounts and numbers as German administrations print them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.content.amounts import read_amounts, read_numbers


@pytest.mark.parametrize(
    ("text", "normalised"),
    [
        ("1,2 Mio. €", ["1200000"]),
        ("ca. 35.000 € p. a.", ["35000"]),
        ("10.000 EUR", ["10000"]),
        ("1.410.746,46 €", ["1410746.46"]),
        ("73 854 €", ["73854"]),
        ("100.000\N{NO-BREAK SPACE}€", ["100000"]),
        ("20.000–30.000 Euro", ["20000/30000"]),
        ("2.000 - 3.000 €", ["2000/3000"]),
        ("zwischen 5.000 und 10.000 €", ["5000/10000"]),
        ("Zwischen 600 und 870 Euro", ["600/870"]),
        ("je 5 T€", ["5000"]),
        ("TEUR 12", ["12000"]),
        ("12 TEUR", ["12000"]),
        ("T€ 12", ["12000"]),
        ("50 Tsd. Euro", ["50000"]),
        ("50k€", ["50000"]),
        ("2,5 Mrd. Euro", ["2500000000"]),
        ("2 Milliarden Euro", ["2000000000"]),
        ("1 Million Euro", ["1000000"]),
        ("2.5 Mio. €", ["2500000"]),
        ("iHv. 100.000 €", ["100000"]),
        ("ca.5.000€", ["5000"]),
        ("€ 5.000,-", ["5000"]),
        ("5.000,-- €", ["5000"]),
        ("EUR 5.000 bis 10.000", ["5000/10000"]),
        ("5 bis 10 Mio. €", ["5000000/10000000"]),
        ("500.000 bis 1 Mio. €", ["500000/1000000"]),
        ("10 T€ bis 15 T€", ["10000/15000"]),
        ("zwischen 1 Mio. € und 2 Mio. €", ["1000000/2000000"]),
        ("10.000 € für 2014 und 5.000 € für 2015", ["10000", "5000"]),
        ("am 10.03.2017 12 €", ["12"]),
        ("Haushaltsansatz 2014 5.000 €", ["5000"]),
        ("kostenneutral", []),
        ("keine", []),
        ("Kosten in EUR 2014", []),
        ("12 Europäer, 5 Eurobonds", []),
        ("im Jahr 2020\n€", []),
    ],
)
def test_sums_of_money(text: str, normalised: list[str]) -> None:
    assert [amount.normalised for amount in read_amounts(text)] == normalised


@pytest.mark.parametrize(
    ("text", "is_yearly"),
    [
        ("35.000 € p. a.", True),
        ("35.000 € p.a.", True),
        ("35.000 €/Jahr", True),
        ("1.000 €/a", True),
        ("136.000 € pro Jahr", True),
        ("5.000 € je Haushaltsjahr", True),
        ("5.000 € jährlich", True),
        ("jährlich ca. 5.000 €", True),
        ("Jährliche Kosten von rund 5.000 Euro", True),
        ("5.000 € im Jahr 2014", False),
        ("5.000 € einmalig", False),
        ("jährliches Treffen; 5.000 €", False),
    ],
)
def test_what_recurs_every_year(text: str, is_yearly: bool) -> None:
    assert [amount.is_yearly for amount in read_amounts(text)] == [is_yearly]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("73 854 Personen = 43,5 Prozent", [(73854, "Personen"), (43.5, "Prozent")]),
        ("36.745 Männer und 37.109 Frauen", [(36745, "Männer"), (37109, "Frauen")]),
        ("27.000 ausländische Kinder", [(27000, "ausländische Kinder")]),
        ("6704 (31.12.2023) gegenüber 3682 in 2017", [(6704, None), (3682, None)]),
        ("33,9 %, im Vorjahr 32%", [(33.9, "%"), (32, "%")]),
        ("1,2 Mio. t CO2", [(1_200_000, "t CO2")]),
        ("1990 kWh", [(1990, "kWh")]),
        ("Anzahl der Beratungen: 125", [(125, None)]),
        ("§ 7 Abs. 1 Satz 2 SGB II", []),
        ("Kapitel 4.1 Ziele, M 3.1 Lotsen, CO2", []),
        ("2017 Personen, am 25.06.09 um 18.30 Uhr", []),
        ("Vorlage 2017/1900, 2. Quartal 2016", []),
    ],
)
def test_numbers_with_what_they_count(text: str, found: list[tuple[float, str | None]]) -> None:
    assert [(number.value, number.unit) for number in read_numbers(text)] == found


@given(st.integers(0, 10**9 - 1))
def test_thousands_may_be_divided_by_a_full_stop_or_a_blank(value: int) -> None:
    for divider in (".", " ", "\N{NO-BREAK SPACE}", "\N{NARROW NO-BREAK SPACE}"):
        (amount,) = read_amounts(f"Kosten: {value:,} €".replace(",", divider))
        assert amount.value_eur == value


@given(st.text("0123456789.,–-€ TsdMioEuro()/\njabis", max_size=60))
def test_any_text_can_be_read_and_each_amount_quotes_itself(text: str) -> None:
    amounts = [(amount.start, amount.end, amount.printed) for amount in read_amounts(text)]
    numbers = [(number.start, number.end, number.printed) for number in read_numbers(text)]
    assert all(text[start:end] == printed for start, end, printed in amounts + numbers)
