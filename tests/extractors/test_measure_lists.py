"""Measures in lists, in the forms in which administrations print them; all sentences are our own."""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.content.announcements import announces_measures
from extractors.content.candidates import Candidate
from extractors.content.measure_lists import find_list_measures
from extractors.content.passages import list_body
from schemas.geometry import Box, Line, Rule
from tests.extractors.measure_pages import heading, line, lines, of_lines

YELLOW = "#ffd200"


def told(measure: Candidate) -> tuple[str | None, str, dict[str, str]]:
    return measure.code, measure.title.text, {column: value.text for column, value in measure.values.items()}


def found_under(title: str, body: Sequence[Line]) -> list[tuple[str | None, str, dict[str, str]]]:
    """The measures of a list under a heading, with another section behind it."""
    last = body[-1]
    behind = [
        line("Ausblick", 70, last.box.top + 30, last.page),
        line("• **Nächster Bericht** 2020", 70, last.box.top + 45, last.page),
    ]
    found = [line(title, 70, 80), *body, *behind]
    headings = [heading(title, 0), heading("Ausblick", len(body) + 1, page=last.page)]
    return [told(measure) for measure in find_list_measures(of_lines(found), headings)]


def test_bold_titles_with_the_office_at_the_right_end() -> None:
    body = [
        *lines(
            "• **Sprachkurse am Abend**", "      Die Kurse finden in den Räumen der Volkshoch-", "      schule statt."
        ),
        *lines("• **Lotsen für neue Nachbarn**", "      s. Punkt 1.3", top=136),
        line("**Amt für Soziales**", 380, 101),
        line("**Caritas/KI**", 380, 137),
    ]
    ordered = sorted(body, key=lambda each: (round(each.box.top / 4), each.box.x0))
    assert found_under("Aktivitäten:", ordered) == [
        (
            None,
            "Sprachkurse am Abend",
            {
                "responsible": "Amt für Soziales",
                "description": "Die Kurse finden in den Räumen der Volkshochschule statt.",
            },
        ),
        (None, "Lotsen für neue Nachbarn", {"responsible": "Caritas/KI", "description": "s. Punkt 1.3"}),
    ]


@pytest.mark.parametrize(
    ("beside", "column"),
    [("ca. 12.000 €", "cost"), ("2018–2020", "timeframe"), ("Fachbereich Schule", "responsible")],
)
def test_what_stands_at_the_right_end(beside: str, column: str) -> None:
    body = [line("• **Sprachkurse am Abend**", 70, 100), line(f"**{beside}**", 380, 100), line("Text dazu", 80, 112)]
    ((_, _, values),) = found_under("Maßnahmen", body)
    assert values[column] == beside


def test_bold_beginnings_from_which_the_text_runs_on() -> None:
    body = lines(
        "• **C 1.1 Ausbildungspaten** Menschen mit Erfahrung begleiten",
        "      Jugendliche im letzten Schuljahr.",
        "• **C 1.2 Fahrradkurse für Frauen und**",
        "      **Mädchen** In sechs Wochen lernen sie das Fahren.",
    )
    assert found_under("4.3 Maßnahmen", body) == [
        (
            "C 1.1",
            "Ausbildungspaten",
            {"description": "Menschen mit Erfahrung begleiten Jugendliche im letzten Schuljahr."},
        ),
        ("C 1.2", "Fahrradkurse für Frauen und Mädchen", {"description": "In sechs Wochen lernen sie das Fahren."}),
    ]


def test_bold_lines_without_bullets() -> None:
    body = lines(
        "**Kurse am Abend:**", "Die Kurse sind kostenfrei.", "**Lotsen**", "Ehrenamtliche helfen.", "Sie sind geschult."
    )
    assert [title for _, title, _ in found_under("Die Maßnahmen im Einzelnen", body)] == ["Kurse am Abend", "Lotsen"]


def test_bullets_that_are_titles() -> None:
    body = lines(
        "• Jährliche Woche der Kulturen mit Beiträgen aus allen",
        "      Stadtteilen",
        "• Mehrsprachiger Kalender",
        "• Tag der offenen Tür",
    )
    assert found_under("Das plant die Stadt Musterlingen", body) == [
        (None, "Jährliche Woche der Kulturen mit Beiträgen aus allen Stadtteilen", {}),
        (None, "Mehrsprachiger Kalender", {}),
        (None, "Tag der offenen Tür", {}),
    ]


def test_counted_sentences_are_measures_without_codes() -> None:
    body = lines("1. Das Haus bekommt zwei Räume mehr.", "2. Kinder erhalten eine", "      eigene Ansprechperson.")
    assert found_under("Maßnahmen", body) == [
        (None, "Das Haus bekommt zwei Räume mehr.", {}),
        (None, "Kinder erhalten eine eigene Ansprechperson.", {}),
    ]


def test_bullets_that_are_sentences_are_no_measures() -> None:
    body = lines(
        "• Die Ämter sollten ihre Öffnungszeiten überdenken.",
        "• Für neue Gebiete wird ein Konzept empfohlen.",
        "• Der Bund ist gefordert.",
    )
    assert found_under("Maßnahmen", body) == []


def test_a_list_that_is_a_small_part_of_its_section_is_no_list_of_measures() -> None:
    prose = ["Die Maßnahmen wurden nach mehreren Merkmalen geordnet und bewertet, so wie es"] * 6
    assert found_under("Maßnahmen", lines(*prose, "• Wirkung", "• Kosten", "• Dauer")) == []


def test_labels_inside_an_item() -> None:
    body = lines(
        "• **Sprachkurse**",
        "      Die Kurse sind kostenfrei.",
        "      Zuständigkeit: Volkshochschule",
        "      Kosten: 8.000 €",
        "• **Lotsen**",
        "      Ehrenamtliche helfen.",
    )
    assert found_under("Maßnahmen", body)[0] == (
        None,
        "Sprachkurse",
        {"description": "Die Kurse sind kostenfrei.", "responsible": "Volkshochschule", "cost": "8.000 €"},
    )


@pytest.mark.parametrize(
    ("title", "announces"),
    [
        ("MASSNAHMEN", True),
        ("4.2.3 Maßnahmen", True),
        ("Maßnahmen im Handlungsfeld Wohnen", True),
        ("Maßnahmen zum Leitziel 3", True),
        ("Das plant die Stadt Bad Musterlingen", True),
        ("Weitere Maßnahmen:", True),
        ("Maßnahmenkatalog", False),
        ("Auswahl der Maßnahmen", False),
        ("Maßnahmen der Bundesregierung reichen nicht aus", False),
        ("Projekte und ihre Geschichte", False),
        ("", False),
    ],
)
def test_announcing_headings(title: str, announces: bool) -> None:
    assert announces_measures(title) is announces


def highlighted(found: Sequence[Line]) -> list[Rule]:
    """A coloured area behind the bold words of each line."""
    bold = [[word.box for word in each.words if word.style.bold] for each in found]
    return [Rule(Box.around(boxes).grown(0.5), "area", YELLOW) for boxes in bold if boxes]


def test_highlighted_titles_under_a_running_head() -> None:
    titles = ("Höfe begrünen", "Dächer mieten", "Lampen tauschen", "Wege bauen", "Busse ordern")
    found = [line("M A ß N A H M E N K A T A L O G", 70, 40)]
    for number, title in enumerate(titles):
        found += lines(f"**{title}:**", "- Der erste Schritt", "- der zweite", "", top=100 + 60 * number)
    rules = highlighted(found)
    measures = find_list_measures(of_lines(found, rules), [])
    assert [measure.title.text for measure in measures] == list(titles)
    assert measures[0].values["description"].text == "Der erste Schritt; der zweite"
    assert list(find_list_measures(of_lines(found[1:], rules), [])) == []


def test_a_list_ends_where_the_text_goes_on() -> None:
    found = [
        *lines("- Der erste Schritt", "      geht weit.", "- Der zweite"),
        line("Im ganzen Land wird das", 90, 160),
        line("nun so gemacht.", 70, 172),
    ]
    assert [each.text for each in list_body(found)] == ["- Der erste Schritt", "geht weit.", "- Der zweite"]


PIECES = st.sampled_from(
    ["• **Kurse** Text", "• Kurse", "**Kurse**", "Text.", "-", "• **A 1**", "1. Lotsen", "Kosten: 5 €"]
)


@given(st.lists(PIECES, min_size=1, max_size=12))
def test_any_list_is_read_without_error(texts: list[str]) -> None:
    body = [each for text in texts for each in lines(text) if text.replace("*", "").strip()]
    found = [line("Maßnahmen", 70, 80), *(line(each.text, 70, 100 + 12 * n) for n, each in enumerate(body))]
    for measure in find_list_measures(of_lines(found), [heading("Maßnahmen", 0)]):
        assert sum(letter.isalpha() for letter in measure.title.text) >= 4
