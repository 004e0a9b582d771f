"""Dates and periods as German administrations print them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.content.periods import read_dates, years

MONTHS = [
    *("Januar", "Februar", "März", "April", "Mai", "Juni"),
    *("Juli", "August", "September", "Oktober", "November", "Dezember"),
]


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2010–2012", 2010, 2012),
        ("2018-2020", 2018, 2020),
        ("2018–20", 2018, 2020),
        ("von 2010 bis 2012", 2010, 2012),
        ("ab 2018", 2018, None),
        ("2018 ff.", 2018, None),
        ("2018ff", 2018, None),
        ("2023+", 2023, None),
        ("06.2019 – 12.2020", 2019, 2020),
        ("Q3/2025 – Ende 2027", 2025, 2027),
        ("ab dem Jahr 2018", 2018, None),
        ("Start: 2018", 2018, None),
        ("seit 2015", 2015, None),
        ("bis 2020", None, 2020),
        ("bis Mitte 2014", None, 2014),
        ("2018", 2018, 2018),
        ("Ende 2020", 2020, 2020),
        ("Anfang bis Mitte 2014", 2014, 2014),
        ("Ab Januar 2014; Bis Mitte 2014", 2014, 2014),
        ("Ab 2015; Sehr langfristig bis 2030", 2015, 2030),
        ("2. Quartal 2016", 2016, 2016),
        ("2013/2014", 2013, 2014),
        ("Schuljahr 2016/17", 2016, 2017),
        ("10.03. – 31.03.2017", 2017, 2017),
        ("ab 01.02.2017", 2017, None),
        ("25.06.09", 2009, 2009),
        ("Dezember 2017", 2017, 2017),
        ("2014, 2016 und 2018", 2014, 2018),
        ("laufend", None, None),
        ("fortlaufend", None, None),
        ("Ab sofort; kontinuierlich", None, None),
        ("kurzfristig (1–2 Jahre)", None, None),
        ("2014; kontinuierlich", 2014, None),
        ("2015; zunächst zwei Jahre", 2015, None),
        ("Mitte 2014; Aufbau innerhalb von 12 Monaten", 2014, None),
        ("Ausbau 2010/2011, fortlaufende Pflege", 2010, None),
        ("Ab 2010/2011 fortlaufend", 2010, None),
        ("2010–2012, danach fortlaufend", 2010, None),
        ("bis 2020 fortlaufend", None, 2020),
        ("2014 - heute", 2014, None),
        ("2016 ff.", 2016, None),
        ("2012 – 2014 (verlängert bis 2016)", 2012, 2016),
        ("2000 Euro", None, None),
        ("Vorlage Nr. 2017/1900", None, None),
        ("", None, None),
        (None, None, None),
    ],
)
def test_first_and_last_year(text: str | None, first: int | None, last: int | None) -> None:
    assert years(text) == (first, last)


@pytest.mark.parametrize(
    ("text", "printed", "normalised"),
    [
        ("vom 10.03. – 31.03.2017 online", "vom 10.03. – 31.03.2017", "2017-03-10/2017-03-31"),
        ("01.01.2014-31.12.2016", "01.01.2014-31.12.2016", "2014-01-01/2016-12-31"),
        ("01.12. – 31.01.2018", "01.12. – 31.01.2018", "2017-12-01/2018-01-31"),
        ("am 3.–5.10.2018", "3.–5.10.2018", "2018-10-03/2018-10-05"),
        ("1. bis 5. Mai 2017", "1. bis 5. Mai 2017", "2017-05-01/2017-05-05"),
        ("Januar bis März 2017", "Januar bis März 2017", "2017-01/2017-03"),
        ("Nr. 10 vom 22. Dezember 2016", "22. Dezember 2016", "2016-12-22"),
        ("ab 01.02.2017 beginnt", "ab 01.02.2017", "2017-02-01/.."),
        ("bis zum 31.12.2013", "bis zum 31.12.2013", "../2013-12-31"),
        ("im Dezember\N{NO-BREAK SPACE}2017", "Dezember\N{NO-BREAK SPACE}2017", "2017-12"),
        ("Dez. 2017", "Dez. 2017", "2017-12"),
        ("25.06.09", "25.06.09", "2009-06-25"),
        ("25.06.98", "25.06.98", "1998-06-25"),
        ("10/2017", "10/2017", "2017-10"),
        ("II. Quartal 2018", "II. Quartal 2018", "2018-04/2018-06"),
        ("Q3/2016", "Q3/2016", "2016-07/2016-09"),
        ("1. Halbjahr 2017", "1. Halbjahr 2017", "2017-01/2017-06"),
        ("zwischen 2010 und 2012", "zwischen 2010 und 2012", "2010/2012"),
        ("2017-03-10", "2017-03-10", "2017-03-10"),
    ],
)
def test_dates_and_intervals(text: str, printed: str, normalised: str) -> None:
    (period,) = read_dates(text)
    assert (period.printed, period.normalised) == (printed, normalised)


@pytest.mark.parametrize(
    "text",
    [
        "31.02.2017",
        "45.13.2017",
        "3. Halbjahr 2017",
        "2017/1900",
        "Antrag 2016/1154",
        "DS 12/2025",
        "Tel. 0214/406-2000",
        "1990 kWh und 2000 €",
        "DIN 2008",
        "2020 bis 2018",
        "36.2017 und 1.2014,5",
    ],
)
def test_what_is_no_date(text: str) -> None:
    assert read_dates(text) == ()


@given(st.dates(date(1950, 1, 1), date(2049, 12, 31)))
def test_each_day_can_be_written_in_four_ways(day: date) -> None:
    month = MONTHS[day.month - 1]
    spellings = (f"{day:%d.%m.%Y}", f"{day:%d.%m.%y}", f"{day.day}. {month} {day.year}", day.isoformat())
    assert [read_dates(f"am {spelling} im Rat")[0].normalised for spelling in spellings] == [day.isoformat()] * 4


@given(st.text("0123456789./–- abisJunQu\n", max_size=40))
def test_any_text_can_be_read_and_each_date_quotes_itself(text: str) -> None:
    first, last = years(text)
    assert first is None or last is None or first <= last
    for period in read_dates(text):
        assert text[period.start : period.end] == period.printed
