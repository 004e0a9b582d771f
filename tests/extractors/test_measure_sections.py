"""Measures as sections, in the forms in which administrations print them; all sentences are our own."""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.content.candidates import Candidate
from extractors.content.measure_sections import find_section_measures
from extractors.content.passages import running_text
from extractors.structure.numbering import split_number
from extractors.structure.outline import Heading
from schemas.geometry import Line
from tests.extractors.measure_pages import heading, line, lines, of_lines

TEXT = "Die Verwaltung richtet gemeinsam mit den Vereinen eine offene Werkstatt ein."


def told(measure: Candidate) -> tuple[str | None, str, str, dict[str, str]]:
    values = {column: value.text for column, value in measure.values.items()}
    return measure.code, measure.title.text, measure.method, values


def document(*parts: tuple[int, str, Sequence[str]]) -> tuple[list[Line], list[Heading]]:
    """Headings with a level (0: none, only text) and the text below each."""
    found: list[Line] = []
    headings: list[Heading] = []
    top = 80.0
    for level, title, body in parts:
        if level:
            numbered = split_number(title)
            headings.append(heading(numbered.title, len(found), level, numbered.number))
        for text in (title, *body):
            found.append(line(text, 70, top))
            top += 12
        top += 18
    return found, headings


def measures_of(*parts: tuple[int, str, Sequence[str]]) -> list[tuple[str | None, str, str, dict[str, str]]]:
    found, headings = document(*parts)
    return [told(measure) for measure in find_section_measures(of_lines(found), headings)]


@pytest.mark.parametrize(
    ("title", "code", "printed"),
    [
        ("Maßnahme B 3.2: Offene Werkstatt", "B 3.2", "Offene Werkstatt"),
        ("Projekt 7 Offene Werkstatt", "7", "Offene Werkstatt"),
        ("M 07 Offene Werkstatt", "M 07", "Offene Werkstatt"),
        ("Leitprojekt „Offene Werkstatt“", None, "Offene Werkstatt"),
    ],
)
def test_headings_that_name_a_measure(title: str, code: str | None, printed: str) -> None:
    assert measures_of((2, "Wohnen", [TEXT]), (3, title, [TEXT]), (2, "Ausblick", [TEXT])) == [
        (code, printed, "section", {"description": TEXT})
    ]


@pytest.mark.parametrize(
    "title", ["B 3.2 Offene Werkstatt", "Offene Werkstatt", "Kapitel 3 Maßnahmen", "Maßnahme zur Lage in der Stadt"]
)
def test_other_headings_do_not(title: str) -> None:
    assert measures_of((3, title, [TEXT])) == []


def test_lines_that_name_a_measure_alone_in_their_paragraph() -> None:
    found = [
        *lines(TEXT, "", "Maßnahmenansatz „Offene Werkstatt in allen", "Stadtteilen“", "", TEXT),
        *lines("Im Rahmen der Planung wird die", "Maßnahme „Lotsen“ später", "fortgeführt und geprüft.", top=190),
    ]
    (measure,) = find_section_measures(of_lines(found), [])
    assert measure.title.text == "Offene Werkstatt in allen Stadtteilen"
    assert measure.values["description"].text.startswith(TEXT)


def test_labels_such_as_measure_3_open_a_measure_in_prose() -> None:
    found = [
        *lines("**Maßnahme 3: Offene Werkstatt**", TEXT, "Zuständigkeit: Volkshochschule"),
        *lines("Maßnahme 4: Lotsen für neue Nachbarn", "", TEXT, top=160),
        *lines("Maßnahme 4: und weitere werden im nächsten Jahr", "ausführlich beschrieben, sobald Mittel", top=220),
        *lines("bereitstehen und der Rat der Stadt zustimmt,", "wie er es im Mai angekündigt hat.", top=244),
    ]
    measures = [told(measure) for measure in find_section_measures(of_lines(found), [])]
    assert [(code, title) for code, title, _, _ in measures] == [
        ("3", "Offene Werkstatt"),
        ("4", "Lotsen für neue Nachbarn"),
    ]
    assert measures[0][3] == {"description": TEXT, "responsible": "Volkshochschule"}


def test_lists_of_measures_by_name_hold_no_measures() -> None:
    entries = [f"Maßnahme {number}: Titel der Maßnahme ........ {number}" for number in range(1, 6)]
    assert find_section_measures(of_lines([line(text, 70, 80 + 30 * n) for n, text in enumerate(entries)]), []) == ()


def test_a_heading_announces_the_sections_below_it() -> None:
    parts = [
        (2, "3.3 Projekte", []),
        (3, "Offene Werkstatt", [TEXT]),
        (3, "Lotsen für Nachbarn", [TEXT, "Zuständigkeit: Caritas"]),
        (3, "Zusammenfassung", [TEXT]),
        (3, "Fahrradkurse", [TEXT]),
        (2, "3.4 Ausblick", [TEXT]),
        (3, "Wie es weitergeht", [TEXT]),
    ]
    assert measures_of(*parts) == [
        (None, "Offene Werkstatt", "section", {"description": TEXT}),
        (None, "Lotsen für Nachbarn", "section", {"description": TEXT, "responsible": "Caritas"}),
        (None, "Fahrradkurse", "section", {"description": TEXT}),
    ]


@pytest.mark.parametrize(
    "titles",
    [
        ("8.1 Vorgehen bei der Auswahl", "8.2 Bewertung der Ideen", "8.3 Katalog"),
        ("Handlungsfeld A: Wohnen", "Handlungsfeld B: Arbeit", "Handlungsfeld C: Sport"),
        ("Ausgangslage", "Ziele", "Nächste Schritte"),
        ("Offene Werkstatt", "Lotsen für Nachbarn"),
    ],
)
def test_chapters_fields_labels_and_pairs_are_no_measures(titles: Sequence[str]) -> None:
    assert measures_of((2, "8 Maßnahmen", []), *((3, title, [TEXT]) for title in titles)) == []


LABELLED = ["Zielsetzung:", TEXT, "Umsetzungsstand:", "Der Umbau ist seit Mai fertig."]


def test_sections_that_print_the_same_labels() -> None:
    titles = ("Offene Werkstatt", "Lotsen für Nachbarn", "Fahrradkurse")
    parts = [*((3, title, LABELLED) for title in titles), (3, "Anlagen", [TEXT])]
    assert measures_of(*parts) == [
        (None, title, "labels", {"description": TEXT, "status_printed": "Der Umbau ist seit Mai fertig."})
        for title in titles
    ]
    assert measures_of(*parts[:2], parts[3]) == []


TITLE = "Umsetzungsbericht 2018"
ANNOUNCING = ("1 Sprache", "2 Bildung", "3 Wohnen")


def report(title: str, chapters: Sequence[str], *last: tuple[int, str, Sequence[str]]) -> list[str]:
    """Titles of the measures in a document whose first chapters announce their activities in running text."""
    told_first = [part for name in chapters for part in ((1, name, [TEXT]), (2, "Aktivitäten:", [TEXT]))]
    return [found[1] for found in measures_of((0, title, [TEXT]), *told_first, *last)]


PROJECTS = [(2, "Filmtage", [TEXT]), (2, "KITA21 – Forscher", [TEXT]), (2, "Baumpaten", [TEXT])]


def test_chapters_of_a_report_that_hold_nothing_but_projects() -> None:
    chapters = ((1, "4 Umwelt", [TEXT]), *PROJECTS, (1, "5 Netzwerke", [TEXT]), (2, "Runder Tisch", [TEXT]))
    assert report(TITLE, ANNOUNCING, *chapters) == ["Filmtage", "KITA21 – Forscher", "Baumpaten"]


@pytest.mark.parametrize(
    ("title", "chapters", "sections"),
    [
        ("Integrationskonzept 2018", ANNOUNCING, PROJECTS),
        (TITLE, ANNOUNCING[:2], PROJECTS),
        (TITLE, ANNOUNCING, PROJECTS[:2]),
        (TITLE, ANNOUNCING, [*PROJECTS, (2, "Ausblick", [TEXT])]),
        (TITLE, ANNOUNCING, [*PROJECTS, (2, "4.1 Einwohner", [TEXT])]),
        (TITLE, ANNOUNCING, [*PROJECTS, (2, "Herkunft", [TEXT]), (3, "Alter", [TEXT])]),
    ],
)
def test_other_chapters_do_not(
    title: str, chapters: Sequence[str], sections: Sequence[tuple[int, str, Sequence[str]]]
) -> None:
    assert report(title, chapters, (1, "4 Umwelt", [TEXT]), *sections) == []


@pytest.mark.parametrize("chapter", ["4 Ausblick", "4 Fazit und Empfehlungen", "4 Monitoring", "4 Anhang"])
def test_chapters_behind_the_projects_hold_none(chapter: str) -> None:
    assert report(TITLE, ANNOUNCING, (1, chapter, [TEXT]), *PROJECTS) == []


def test_sections_that_report_for_several_dates() -> None:
    body = ["Zielsetzung:", TEXT, "Sachstand 2019:", "begonnen", "Sachstand 2021:", "Der Umbau ist seit Mai fertig."]
    found, headings = document(*((3, title, body) for title in ("Offene Werkstatt", "Lotsen", "Fahrradkurse")))
    measure, *_ = find_section_measures(of_lines(found), headings)
    assert [(report.period, report.status_printed) for report in measure.reports] == [
        ("2019", "begonnen"),
        ("2021", "Der Umbau ist seit Mai fertig."),
    ]
    assert told(measure)[3] == {"description": TEXT}


@pytest.mark.parametrize(
    ("title", "sections", "found"),
    [
        (TITLE, ("Offene Werkstatt", "Lotsen", "Fahrradkurse"), ["Offene Werkstatt", "Lotsen", "Fahrradkurse"]),
        (TITLE, ("4.1 Offene Werkstatt", "4.2 Lotsen", "4.3 Kurse"), ["Offene Werkstatt", "Lotsen", "Kurse"]),
        (TITLE, ("Offene Werkstatt", "Lotsen"), []),
        (TITLE, ("Handlungsfeld A: Wohnen", "Handlungsfeld B: Arbeit", "Handlungsfeld C: Sport"), []),
        ("Integrationskonzept 2018", ("Offene Werkstatt", "Lotsen", "Fahrradkurse"), []),
    ],
)
def test_sections_of_a_report_that_tell_only_a_status(title: str, sections: Sequence[str], found: list[str]) -> None:
    body = [TEXT, "Umsetzungsstand:", "Der Umbau ist seit Mai fertig."]
    measures = measures_of((0, title, [TEXT]), *((3, section, body) for section in sections))
    assert [measure[1] for measure in measures] == found
    assert all(measure[3]["status_printed"] == "Der Umbau ist seit Mai fertig." for measure in measures)


def test_what_is_set_as_a_sheet_is_left_to_the_sheets() -> None:
    sheet = ["Kurzbeschreibung", TEXT, "Akteure", "Caritas", "Zielgruppe", "Alle"]
    assert measures_of((3, "Maßnahme 1: Offene Werkstatt", sheet)) == []


def test_side_notes_are_no_running_text() -> None:
    text = lines("Die Werkstatt soll in allen Stadtteilen", "offen sein.", "Sie kostet wenig.")
    note = line("Werkstatt", 420, 106)
    assert running_text([text[0], note, *text[1:]]) == text


TITLES = st.sampled_from(
    ["3.3 Projekte", "Maßnahme 1", "Maßnahmenansatz „A“", "Offene Werkstatt", "M 1 Kurse", "Ziele"]
)
BODIES = st.lists(st.sampled_from([TEXT, "Kosten: 5 €", "Umsetzungsstand:", "Projekt „Kurse“", "x"]), max_size=4)


@given(st.lists(st.tuples(st.integers(0, 4), TITLES, BODIES), min_size=1, max_size=6))
def test_any_document_is_read_without_error(parts: list[tuple[int, str, list[str]]]) -> None:
    found, headings = document(*parts)
    for measure in find_section_measures(of_lines(found), headings):
        assert measure.title.text
        assert measure.page_first == measure.page_last == 1
