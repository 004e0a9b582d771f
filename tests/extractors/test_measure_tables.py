"""Measures in tables, in the forms in which administrations print them; all sentences are our own."""

from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.content.candidates import Candidate
from extractors.content.measure_tables import find_table_measures
from extractors.content.table_words import column_of
from schemas.geometry import Box, Line, Rule, Word
from tests.extractors.measure_pages import PLAIN, Sheet, line, of_lines, of_sheets, words_of

HEAD = ("Nr.", "Maßnahme", "Zuständigkeit", "Zeitraum", "Kosten")
WIDTHS = (40.0, 170.0, 90.0, 80.0, 80.0)
COURSE = ("A 1", "Sprachkurse am Abend", "Volkshochschule", "ab 2018", "12.000 €")
GUIDES = ("A 2", "Lotsen für neue\nNachbarn", "Fachbereich\nSoziales", "2018–2020", "–")


def told(measure: Candidate) -> tuple[str | None, str, dict[str, str]]:
    return measure.code, measure.title.text, {column: value.text for column, value in measure.values.items()}


def found_in(*sheets: Sheet) -> list[tuple[str | None, str, dict[str, str]]]:
    return [told(measure) for measure in find_table_measures(of_sheets(*sheets))]


COURSE_TOLD = (
    "A 1",
    "Sprachkurse am Abend",
    {"responsible": "Volkshochschule", "timeframe": "ab 2018", "cost": "12.000 €"},
)
GUIDES_TOLD = (
    "A 2",
    "Lotsen für neue Nachbarn",
    {"responsible": "Fachbereich Soziales", "timeframe": "2018–2020"},
)


def test_each_row_is_a_measure() -> None:
    assert found_in(Sheet().table([HEAD, COURSE, GUIDES], WIDTHS)) == [COURSE_TOLD, GUIDES_TOLD]


def test_a_value_says_where_it_stands() -> None:
    (measure,) = find_table_measures(of_sheets(Sheet(3).table([HEAD, GUIDES], WIDTHS)))
    assert (measure.method, measure.page_first, measure.page_last) == ("table", 3, 3)
    assert (measure.title.page, measure.title.quote) == (3, "Lotsen für neue")
    assert measure.values["responsible"].quote == "Fachbereich"


def test_bold_lines_are_the_title_and_the_rest_of_the_cell_describes() -> None:
    cell = "**Sprachkurse am\n**Abend**\nDie Kurse finden in den\nRäumen der Schulen statt."
    (measure,) = find_table_measures(of_sheets(Sheet().table([HEAD, ("A 1", cell, "VHS", "", "")], WIDTHS)))
    assert measure.title.text == "Sprachkurse am Abend"
    assert measure.values["description"].text == "Die Kurse finden in den Räumen der Schulen statt."


@pytest.mark.parametrize(
    "head",
    [
        ("Name", "Funktion", "Amt"),
        ("Maßnahme", "Einwohner", "Fläche"),
        ("Maßnahmen", "Annahmen", "Lokale Angaben"),
        ("Kennzahl", "Wert", "Stand"),
        ("Bezeichnung", "Kosten", "Jahr"),
    ],
)
def test_other_tables_hold_no_measures(head: Sequence[str]) -> None:
    rows = [head, ("Erste Zeile", "Zweite Spalte", "Dritte Spalte"), ("Noch eine Zeile", "4711", "12")]
    assert found_in(Sheet().table(rows, (150.0, 100.0, 100.0))) == []


def test_a_head_of_several_rows_and_ticks() -> None:
    widths = (40.0, 150.0, 70.0, 70.0, 70.0)
    rows = [
        ("", "Maßnahme", "Kosten", None, "Stand"),
        ("A 1", "Sprachkurse am Abend", "X", "", "in Arbeit"),
        ("A 2", "Lotsen für Nachbarn", "", "4.000 €", ""),
    ]
    sheet = Sheet().table(rows, widths)
    grid = sheet.grids[0]
    group = grid.rows[0][2]
    assert group is not None
    upper, lower = (
        replace(group, box=Box(group.box.x0, group.box.top, group.box.x1, group.box.top + 9)),
        [
            replace(group, text=text, box=Box(x, group.box.top + 9, x + 70, group.box.bottom))
            for text, x in (("keine", group.box.x0), ("jährlich", group.box.x0 + 70))
        ],
    )
    first = (grid.rows[0][0], grid.rows[0][1], upper, None, grid.rows[0][4])
    sheet.grids = [replace(grid, rows=(first, (None, None, *lower, None), *grid.rows[1:]))]
    assert found_in(sheet) == [
        ("A 1", "Sprachkurse am Abend", {"cost": "keine", "status_printed": "in Arbeit"}),
        ("A 2", "Lotsen für Nachbarn", {"cost": "jährlich: 4.000 €"}),
    ]


def test_a_table_goes_on_with_and_without_its_head() -> None:
    repeated = (Sheet(1).table([HEAD, COURSE], WIDTHS), Sheet(2).table([HEAD, GUIDES], WIDTHS))
    headless = (Sheet(1).table([HEAD, COURSE], WIDTHS), Sheet(2).table([GUIDES], WIDTHS, left=80.0))
    assert found_in(*repeated) == found_in(*headless) == [COURSE_TOLD, GUIDES_TOLD]


def test_a_table_two_pages_later_is_another_one() -> None:
    assert found_in(Sheet(1).table([HEAD, COURSE], WIDTHS), Sheet(2), Sheet(3).table([GUIDES], WIDTHS)) == [COURSE_TOLD]


def test_a_row_cut_by_the_page_is_one_measure() -> None:
    begun = ("A 2", "Lotsen für neue", "Fachbereich", "2018–2020", "–")
    rest = ("", "Nachbarn", "Soziales", "", "")
    sheets = (Sheet(1).table([HEAD, COURSE, begun], WIDTHS), Sheet(2).table([HEAD, rest], WIDTHS))
    assert found_in(*sheets) == [COURSE_TOLD, GUIDES_TOLD]
    assert [measure.page_last for measure in find_table_measures(of_sheets(*sheets))] == [1, 2]


def test_a_title_cut_by_the_page_is_no_group_where_bands_head_them() -> None:
    band, begun = ("Handlungsfeld Wohnen", None, None, None, None), ("A 2", "Lotsen für neue", *GUIDES[2:])
    sheets = (
        Sheet(1).table([HEAD, band, COURSE, begun], WIDTHS),
        Sheet(2).table([("", "Nachbarn", "", "", "")], WIDTHS),
    )
    assert found_in(*sheets) == [COURSE_TOLD, GUIDES_TOLD]


def test_group_rows_and_carried_down_cells_name_the_field() -> None:
    spanning = [HEAD, ("Handlungsfeld Wohnen", None, None, None, None), COURSE, GUIDES]
    lone = [HEAD, ("", "Wohnen", "", "", ""), COURSE, GUIDES]
    carried = [("Handlungsfeld", *HEAD[1:]), ("Wohnen", *COURSE[1:]), ("", *GUIDES[1:])]
    for rows, field in ((spanning, "Handlungsfeld Wohnen"), (lone, "Wohnen"), (carried, "Wohnen")):
        measures = find_table_measures(of_sheets(Sheet().table(rows, WIDTHS)))
        assert [measure.action_field.text for measure in measures if measure.action_field] == [field, field]


def test_sums_are_no_measures() -> None:
    assert found_in(Sheet().table([HEAD, COURSE, ("", "Summe", "", "", "12.000 €")], WIDTHS)) == [COURSE_TOLD]


def test_several_columns_of_one_meaning_keep_their_labels_and_units() -> None:
    rows = [("Maßnahme", "Investitionen [€]", "Sachkosten [€/a]"), ("Trinkbrunnen aufstellen", "20.000", "500")]
    assert found_in(Sheet().table(rows, (200.0, 100.0, 100.0))) == [
        (None, "Trinkbrunnen aufstellen", {"cost": "Investitionen: 20.000 €; Sachkosten: 500 €/a"})
    ]


def test_periods_over_columns() -> None:
    rows = [
        ("Maßnahme", "Stand 2017/2018", "Stand 2019", "Bemerkung"),
        ("Trinkbrunnen aufstellen", "begonnen", "umgesetzt", "Sechs Brunnen stehen."),
    ]
    (measure,) = find_table_measures(of_sheets(Sheet().table(rows, (150.0, 100.0, 100.0, 120.0))))
    told = [(report.period, report.status_printed, report.text) for report in measure.reports]
    assert told == [("2017/2018", "begonnen", None), ("2019", "umgesetzt", "Sechs Brunnen stehen.")]


def test_the_last_status_of_several_dates_counts() -> None:
    rows = [
        ["Maßnahme", "Verantwortlich", "Akteure", "Sachstand 2019", "Sachstand 2021"],
        ["Offene Werkstatt", "Amt 50", "Caritas", "begonnen", "fertiggestellt"],
    ]
    (measure,) = find_table_measures(of_sheets(Sheet().table(rows, [120, 90, 80, 80, 80])))
    assert {column: value.text for column, value in measure.values.items()} == {
        "responsible": "Amt 50",
        "partners": "Caritas",
        "status_printed": "fertiggestellt",
    }
    assert [(report.period, report.status_printed) for report in measure.reports] == [
        ("2019", "begonnen"),
        ("2021", "fertiggestellt"),
    ]


def test_unknown_columns_are_kept_with_their_labels() -> None:
    rows = [("Maßnahme", "Kosten", "Windrichtung", "Bemerkungen"), ("Trinkbrunnen aufstellen", "5 €", "Nordost", "–")]
    (measure,) = find_table_measures(of_sheets(Sheet().table(rows, (150.0, 80.0, 90.0, 80.0))))
    assert [value.text for value in measure.unread] == ["Windrichtung: Nordost"]


def test_a_list_by_field() -> None:
    rows = [
        ("Zusätzliche Maßnahmen\nfür den Klimaplan", ""),
        ("Verkehr", "Radweg am Kanal"),
        ("", "Fähre im Sommer"),
        ("Wohnen", "Höfe begrünen"),
    ]
    measures = find_table_measures(of_sheets(Sheet().table(rows, (120.0, 250.0))))
    assert [(m.title.text, m.action_field and m.action_field.text) for m in measures] == [
        ("Radweg am Kanal", "Verkehr"),
        ("Fähre im Sommer", "Verkehr"),
        ("Höfe begrünen", "Wohnen"),
    ]


def rule(x0: float, top: float, x1: float, bottom: float) -> Rule:
    return Rule(Box(x0, top, x1, bottom), "line")


def test_a_table_of_open_lines_with_sideways_heads() -> None:
    sheet = Sheet()
    walls = (110.0, 260.0, 320.0)
    sheet.rules = [rule(x, 60, x, 220) for x in walls]
    for y in (160, 190, 220):
        sheet.rules += [rule(left, y, right, y) for left, right in ((65, 105), (115, 255), (265, 315), (325, 375))]
    sheet.words = [*words_of("Maßnahme", 120, 145)]
    for number, letter in enumerate("OE"):
        sheet.words.append(Word(letter, Box(285, 150 - 5 * number, 293, 155 - 5 * number), PLAIN, upright=False))
    for number, letter in enumerate("Kosten"):
        sheet.words.append(Word(letter, Box(345, 150 - 5 * number, 353, 155 - 5 * number), PLAIN, upright=False))
    for top, cells in ((165, ("1", "Lampen tauschen", "66", "X")), (195, ("2", "Dächer mieten", "19", "8 Mio. €"))):
        for x, text in zip((80, 120, 275, 330), cells, strict=True):
            sheet.words.extend(words_of(text, x, top))
    assert found_in(sheet) == [
        ("1", "Lampen tauschen", {"responsible": "66", "cost": "Kosten"}),
        ("2", "Dächer mieten", {"responsible": "19", "cost": "8 Mio. €"}),
    ]


def larger(one: Line) -> Line:
    """The line in the size of a heading."""
    return replace(one, style=replace(one.style, size=15.0))


def test_an_aligned_table_without_lines() -> None:
    columns = (70.0, 110.0, 300.0, 420.0)
    rows = [
        (100, ("Nr.", "Maßnahme", "Zuständigkeit", "Zeitraum")),
        (120, ("1", "Sprachkurse am Abend in", "Volkshochschule", "ab 2018")),
        (132, ("", "allen Stadtteilen", "", "")),
        (150, ("2", "Lotsen für Nachbarn", "Caritas", "laufend")),
    ]
    found = [line(t, x, top) for top, texts in rows for x, t in zip(columns, texts, strict=True) if t]
    found += [larger(line("3 Schluss", 70, 180))]
    found += [line("Die Verwaltung berichtet dem Rat jährlich über den Stand der Umsetzung aller Punkte.", 70, 200)]
    assert [told(measure) for measure in find_table_measures(of_lines(found))] == [
        ("1", "Sprachkurse am Abend in allen Stadtteilen", {"responsible": "Volkshochschule", "timeframe": "ab 2018"}),
        ("2", "Lotsen für Nachbarn", {"responsible": "Caritas", "timeframe": "laufend"}),
    ]


@pytest.mark.parametrize(
    ("label", "key"),
    [
        ("MASSNAHME", "title"),
        ("Projekt / Maßnahme", "title"),
        ("Projektname", "title"),
        ("Name", None),
        ("lfd. Nr.", "code"),
        ("OE", "responsible"),
        ("Bis wann?", "timeframe"),
        ("Wann", "timeframe"),
        ("Kosten in € (brutto)", "cost"),
        ("Umsetzungsstand 2019", "status_printed"),
        ("Bemerkungen", "remark"),
        ("2019", None),
        ("", None),
    ],
)
def test_column_labels(label: str, key: str | None) -> None:
    assert column_of(label) == key


TEXTS = st.sampled_from(["", "Maßnahme", "Kosten", "Stand 2018", "x", "A 1", "Radweg am Kanal", "– ", "12,5", "\n"])


@given(st.lists(st.tuples(TEXTS, TEXTS, TEXTS), min_size=1, max_size=6), st.integers(1, 3))
def test_any_table_is_read_without_error_and_quotes_itself(rows: list[tuple[str, str, str]], copies: int) -> None:
    sheets = [Sheet(number + 1).table(rows, (90.0, 120.0, 80.0)) for number in range(copies)]
    for measure in find_table_measures(of_sheets(*sheets)):
        assert measure.title.text
        assert measure.page_first <= measure.page_last <= copies
