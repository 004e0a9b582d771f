"""Measure sheets in the forms that administrations give them; all sentences are our own."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.content.candidates import Candidate
from extractors.content.cards import find_cards
from extractors.layout.lines import Arranged
from schemas.geometry import Box, Cell, Grid, Line, Page, Rule, Style, Word

LETTER_PT = 5.0
WIDTH, HEIGHT = 595.0, 842.0
BLUE = "#1f4e79"


@dataclass(frozen=True, slots=True)
class Look:
    """How a line is set."""

    size: float = 10.0
    bold: bool = False
    color: str = "#000000"


def line(text: str, x: float, y: float, look: Look = Look(), page: int = 1) -> Line:
    """A line whose letters are all of one width."""
    style = Style("Arial-Bold" if look.bold else "Arial", look.size, look.bold, False, look.color)
    words, at = [], x
    for part in text.split():
        words.append(Word(part, Box(at, y, at + LETTER_PT * len(part), y + look.size), style))
        at += LETTER_PT * (len(part) + 1)
    return Line(page, tuple(words), Box.around(word.box for word in words), text, style)


def label(text: str, x: float, y: float, *, page: int = 1) -> Line:
    return line(text, x, y, page=page, look=Look(bold=True, color=BLUE))


def arranged(
    lines: Sequence[Line], rules: Sequence[Rule] = (), grids: Sequence[Grid] = (), width: float = WIDTH
) -> Arranged:
    numbers = sorted({line.page for line in lines}) or [1]
    pages = tuple(
        Page(number, width, HEIGHT, rules=tuple(rules), grids=tuple(grid for grid in grids if grid.page == number))
        for number in range(1, numbers[-1] + 1)
    )
    return Arranged(tuple(lines), pages)


def texts(card: Candidate) -> dict[str, str]:
    return {column: value.text for column, value in card.values.items()}


def prose(page: int, y: float = 700) -> list[Line]:
    words = (
        "Die Verwaltung hat die Vorschläge der Arbeitskreise gesammelt und geordnet, damit der Rat entscheiden kann."
    )
    return [line(words, 60, y + 14 * row, page=page) for row in range(8)]


def beside(number: int, title: str, *, page: int, y: float = 60) -> list[Line]:
    """A sheet with its labels in a left column."""
    return [
        line(f"M {number} {title}", 60, y, page=page, look=Look(size=16, bold=True)),
        label("Kurzbeschreibung", 60, y + 40, page=page),
        line(f"Der Kurs {number} findet jede Woche im Stadtteil statt, auch in den Fe-", 200, y + 40, page=page),
        line("rien.", 200, y + 52, page=page),
        label("Zuständigkeit", 60, y + 80, page=page),
        line("Amt für Soziales", 200, y + 80, page=page),
        label("Kooperationspartner", 60, y + 110, page=page),
        line("• Caritas", 200, y + 110, page=page),
        line("• Volkshochschule", 200, y + 122, page=page),
        label("Geplanter Start", 60, y + 150, page=page),
        line("Herbst 2019", 200, y + 150, page=page),
        label("Laufzeit", 60, y + 170, page=page),
        line("drei Jahre", 200, y + 170, page=page),
    ]


def test_labels_beside_their_values() -> None:
    lines = [found for n in (1, 2, 3) for found in (*beside(n, "Sprachkurse im Stadtteil", page=n), *prose(n))]
    cards = find_cards(arranged(lines))
    assert [(card.code, card.title.text, card.page_first) for card in cards] == [
        (f"M {n}", "Sprachkurse im Stadtteil", n) for n in (1, 2, 3)
    ]
    assert texts(cards[1]) == {
        "responsible": "Amt für Soziales",
        "partners": "Caritas; Volkshochschule",
        "timeframe": "Herbst 2019; drei Jahre",
        "description": "Der Kurs 2 findet jede Woche im Stadtteil statt, auch in den Ferien.",
    }
    assert cards[1].values["partners"].quote == "Caritas"
    assert all(card.confidence > 0.8 and card.method == "sheet" for card in cards)


def test_a_status_for_each_date() -> None:
    """Who keeps a catalogue up to date adds a field for each report."""
    told = "Die Kurse laufen in allen Stadtteilen, für das nächste Jahr sind weitere geplant und bereits bewilligt."
    lines = [
        found
        for n in (1, 2, 3)
        for found in (
            *beside(n, "Sprachkurse im Stadtteil", page=n),
            label("Sachstand 2019", 60, 240, page=n),
            line("in Umsetzung", 200, 240, page=n),
            label("Sachstand 2021", 60, 270, page=n),
            line(told, 200, 270, page=n),
            *prose(n),
        )
    ]
    (card, *_) = find_cards(arranged(lines))
    assert [(report.period, report.status_printed, report.text) for report in card.reports] == [
        ("2019", "in Umsetzung", None),
        ("2021", None, told),
    ]
    assert texts(card)["status_printed"] == "in Umsetzung"


def in_prose(number: int, title: str, y: float, unit: str = "Maßnahme") -> list[Line]:
    """A measure in running text: labels before colons, in plain type, and sentences below them."""
    texts = (
        f"{unit}: {title}",
        "Zuständigkeit: Amt für Soziales",
        "Zeitraum: 2018 bis 2020",
        f"Kosten: ca. {number}.000 € p. a.",
        f"Die Kurse {number} finden in allen Stadtteilen statt und werden von",
        "der Volkshochschule begleitet.",
    )
    return [line(text, 60, y + 14 * row) for row, text in enumerate(texts)]


def test_measures_in_prose_with_labels() -> None:
    titles = ("Sprachkurse im Stadtteil", "Lotsen", "Fahrradkurse")
    lines = [found for n, title in enumerate(titles, 1) for found in in_prose(n, title, 120 * n)]
    cards = find_cards(arranged([*lines, *prose(1)]))
    assert [card.title.text for card in cards] == list(titles)
    assert texts(cards[1]) == {
        "responsible": "Amt für Soziales",
        "timeframe": "2018 bis 2020",
        "cost": "ca. 2.000 € p. a.",
        "description": "Die Kurse 2 finden in allen Stadtteilen statt und werden von der Volkshochschule begleitet.",
    }


def test_a_unit_leads_titles_only_by_habit() -> None:
    lines = [
        found for n, unit in enumerate(("Maßnahme", "Projekt"), 1) for found in in_prose(n, "Kurse", 120 * n, unit)
    ]
    assert find_cards(arranged([*lines, *prose(1)])) == ()


def standard(number: int, title: str, page: int) -> list[Line]:
    """The form that federal grants ask for: field, number, kind, beginning and duration side by side over the title."""
    over = ("Handlungsfeld:", "Maßnahmen-Nummer:", "Maßnahmen-Typ:", "Einführung der Maßnahme:", "Dauer der Maßnahme:")
    values = ("Mobilität", f"M {number}", "Information", "kurzfristig", "3 Jahre")
    below = {
        "Maßnahmen-Titel:": title,
        "Ausgangslage:": "Bisher gibt es nur wenige Angebote.",
        "Beschreibung:": f"Die Stadt richtet {number} neue Stationen ein.",
        "Initiator:": "Fachbereich Verkehr",
        "Akteure:": "Verkehrsbetrieb, Schulen",
        "Erfolgsindikatoren/Meilensteine:": "Zahl der Ausleihen",
        "Gesamtaufwand/(Anschub-)kosten:": "ca. 35.000 €",
        "Flankierende Maßnahmen:": "M 9",
    }
    found = [label(text, 40 + 140 * at, 60, page=page) for at, text in enumerate(over)]
    found += [line(text, 40 + 140 * at, 72, page=page) for at, text in enumerate(values)]
    for row, (text, value) in enumerate(below.items()):
        found += [label(text, 40, 100 + 30 * row, page=page), line(value, 40, 112 + 30 * row, page=page)]
    return found


def test_labels_side_by_side_over_a_labelled_title() -> None:
    titles = ("Leihräder im Stadtteil", "Radwege ausbauen", "Schulwege sichern")
    lines = [found for n, title in enumerate(titles, 1) for found in (*standard(n, title, n), *prose(n))]
    cards = find_cards(arranged(lines, width=HEIGHT))
    assert [(card.code, card.title.text) for card in cards] == [(f"M {n}", title) for n, title in enumerate(titles, 1)]
    assert [card.action_field.text for card in cards if card.action_field] == ["Mobilität"] * 3
    assert texts(cards[1]) == {
        "responsible": "Fachbereich Verkehr",
        "partners": "Verkehrsbetrieb, Schulen",
        "timeframe": "kurzfristig; 3 Jahre",
        "cost": "ca. 35.000 €",
        "indicator": "Zahl der Ausleihen",
        "description": "Die Stadt richtet 2 neue Stationen ein.",
    }


def test_a_label_behind_a_code_is_a_title() -> None:
    lines = [found for n in (1, 2, 3) for found in (*beside(n, "Evaluation", page=n), *prose(n))]
    assert [card.title.text for card in find_cards(arranged(lines))] == ["Evaluation"] * 3


def labelled_prose(number: int, page: int, top: float) -> list[Line]:
    """A bold title, a sentence, and labels before colons."""
    look = Look(bold=True)
    return [
        line(f"Maßnahme {number}: Offene Werkstatt {number}", 60, top, page=page, look=look),
        line(f"Die Werkstatt {number} steht allen offen, die etwas reparieren wollen.", 60, top + 20, page=page),
        line("Zuständigkeit: Amt für Soziales", 60, top + 40, page=page),
        line("Zeitplan: ab 2019", 60, top + 52, page=page),
        line("Kosten: keine", 60, top + 64, page=page),
    ]


def test_a_bold_title_below_a_chapter_heading_and_text_above_the_labels() -> None:
    chapter = line("3 Handlungsfeld B: Wohnen", 60, 60, look=Look(size=16, bold=True))
    lines = [chapter, *(found for n in (1, 2, 3) for found in labelled_prose(n, 1, 100 * n)), *prose(1)]
    cards = find_cards(arranged(lines))
    assert [(card.code, card.title.text) for card in cards] == [(str(n), f"Offene Werkstatt {n}") for n in (1, 2, 3)]
    assert cards[0].action_field is not None
    assert cards[0].action_field.text == "Handlungsfeld B: Wohnen"
    assert texts(cards[1])["description"] == "Die Werkstatt 2 steht allen offen, die etwas reparieren wollen."


def test_a_title_that_stands_alone_at_the_foot_of_the_page_before() -> None:
    first, *rest = labelled_prose(3, 2, 60)
    title = line(first.text, 60, 780, look=Look(bold=True))
    lines = [*labelled_prose(1, 1, 100), *labelled_prose(2, 1, 200), title, *rest, *prose(2)]
    cards = find_cards(arranged(lines))
    assert [(card.code, card.page_first, texts(card)["cost"]) for card in cards] == [
        ("1", 1, "keine"),
        ("2", 1, "keine"),
        ("3", 1, "keine"),
    ]
    assert "description" in cards[2].values


def test_a_chapter_heading_ends_the_last_sheet() -> None:
    heading = line("4 Ausblick", 60, 385, look=Look(size=16, bold=True))
    lines = [found for n in (1, 2, 3) for found in labelled_prose(n, 1, 100 * n)]
    cards = find_cards(arranged([*lines, heading, *prose(1, 405)]))
    assert [texts(card)["cost"] for card in cards] == ["keine"] * 3


def test_two_sheets_on_one_page() -> None:
    lines = [*beside(1, "Sprachkurse", page=1), *beside(2, "Lotsen", page=1, y=300), *prose(1)]
    assert [(card.code, texts(card)["timeframe"]) for card in find_cards(arranged(lines))] == [
        ("M 1", "Herbst 2019; drei Jahre"),
        ("M 2", "Herbst 2019; drei Jahre"),
    ]


def moved_down(one: Line, by: float) -> Line:
    style = one.style
    look = Look(size=style.size, bold=style.bold, color=style.color)
    return line(one.text, one.box.x0, one.box.top + by, look=look, page=one.page)


@pytest.mark.parametrize("lower", [0.0, 9.0, 36.0])
def test_sheets_side_by_side(lower: float) -> None:
    """A longer value on one of them moves all labels below it."""
    left = [moved_down(one, lower) if one.box.top > 120 else one for one in beside(1, "Kurse", page=1)]
    right = [
        line(
            found.text,
            found.box.x0 + 420,
            found.box.top,
            look=Look(size=found.style.size, bold=found.style.bold, color=found.style.color),
        )
        for found in beside(2, "Lotsen", page=1)
    ]
    cards = find_cards(arranged([*left, *right, *prose(1)], width=HEIGHT))
    assert [(card.code, card.title.text) for card in cards] == [("M 1", "Kurse"), ("M 2", "Lotsen")]
    assert texts(cards[0]) == {**texts(cards[1]), "description": texts(cards[0])["description"]}


def running(number: int, page: int) -> list[Line]:
    """A sheet over two pages: labels over values in a row, then beside; the second page goes on without a title."""
    after = page + 1
    return [
        label("Maßnahme", 40, 100, page=page),
        line("Ein Mobilitätstag", 150, 99, page=page, look=Look(size=18, bold=True)),
        line(f"0{number}", 40, 116, page=page, look=Look(size=30, bold=True, color=BLUE)),
        line("für alle Schulen", 150, 121, page=page, look=Look(size=18, bold=True)),
        label("von 12", 40, 150, page=page),
        label("Handlungsfeld", 40, 200, page=page),
        label("Priorität", 300, 200, page=page),
        label("Verantwortliche/r", 400, 200, page=page),
        line("B Mobilität", 40, 215, page=page),
        line("mittel", 300, 215, page=page),
        line("Umweltamt", 400, 215, page=page),
        label("Ziele", 44, 260, page=page),
        line("Weniger Elterntaxis", 150, 260, page=page),
        label("Kurzbeschreibung", 44, 300, page=page),
        line(f"Am Tag {number} kommen alle zu Fuß.", 150, 300, page=page),
        label("Fördermittel /", 44, 60, page=after),
        line("keine", 150, 60, page=after),
        label("Finanzierungswege", 44, 72, page=after),
        label("Indikatoren für", 44, 100, page=after),
        label("Monitoring", 44, 112, page=after),
        label("Kosteneinschätzung", 44, 140, page=after),
        line("2.000 € je Schule", 150, 140, page=after),
        label("Priorität insgesamt", 44, 200, page=after),
        line("12", 150, 200, page=after, look=Look(bold=True)),
        label("Personalaufwand", 44, 220, page=after),
        line("3", 150, 220, page=after, look=Look(bold=True)),
        label("Finanzierung/Förderung", 44, 240, page=after),
        line("0", 150, 240, page=after, look=Look(bold=True)),
        label("Notwendigkeit", 44, 260, page=after),
        line("2", 150, 260, page=after, look=Look(bold=True)),
    ]


def test_a_sheet_over_two_pages_with_labels_above_and_beside() -> None:
    lines = [found for n in (1, 2, 3) for found in running(n, 2 * n - 1)]
    cards = find_cards(arranged([*lines, *prose(6)]))
    assert [(card.code, card.title.text, card.page_first, card.page_last) for card in cards] == [
        (f"0{n}", "Ein Mobilitätstag für alle Schulen", 2 * n - 1, 2 * n) for n in (1, 2, 3)
    ]
    assert texts(cards[0]) == {
        "priority": "mittel",
        "responsible": "Umweltamt",
        "description": "Am Tag 1 kommen alle zu Fuß.",
        "funding": "keine",
        "cost": "2.000 € je Schule",
    }
    assert cards[0].action_field is not None
    assert cards[0].action_field.text == "B Mobilität"
    assert cards[0].unread == ()


def stacked(code: str, title: str, page: int) -> list[Line]:
    """Label and value one below the other, the title pale in a dark bar."""
    return [
        line(f"{code} {title}", 70, 60, page=page, look=Look(size=12, bold=True, color="#ffffff")),
        label("Ziel", 70, 80, page=page),
        line("Mehr Bäume", 70, 92, page=page),
        label("Akteure", 70, 110, page=page),
        line("Gartenamt,", 70, 122, page=page),
        line("Bürgervereine", 70, 134, page=page),
        label("Kostenaspekte (Investitionskosten, Sachkosten)", 70, 150, page=page),
        line("ca. 1 Personenmo-", 70, 162, page=page),
        line("nat/Jahr", 70, 174, page=page),
        label("Umsetzungszeitraum", 70, 190, page=page),
        line("ab 2020", 70, 202, page=page),
    ]


def test_labels_above_their_values_below_a_bar() -> None:
    bar = Rule(Box(60, 55, 530, 76), "area", BLUE)
    lines = [found for n in (1, 2, 3) for found in (*stacked(f"IG {n}", "Grüne Höfe", n), *prose(n))]
    cards = find_cards(arranged(lines, rules=[bar]))
    assert [card.code for card in cards] == ["IG 1", "IG 2", "IG 3"]
    assert texts(cards[2]) == {
        "responsible": "Gartenamt, Bürgervereine",
        "cost": "ca. 1 Personenmonat/Jahr",
        "timeframe": "ab 2020",
    }


def ruled(page: int, top: float, rows: Sequence[tuple[str, str]]) -> tuple[list[Line], Grid]:
    """A table of a label cell and a value cell in each row; the label stands in the middle of its cell."""
    lines: list[Line] = []
    cells: list[tuple[Cell, ...]] = []
    for name, value in rows:
        parts = value.split("|")
        bottom = top + 12 * len(parts) + 6
        lines.append(line(name, 65, (top + bottom) / 2 - 5, page=page))
        lines += [line(part, 200, top + 3 + 12 * row, page=page) for row, part in enumerate(parts)]
        cells.append((Cell(Box(60, top, 195, bottom), name), Cell(Box(195, top, 530, bottom), value)))
        top = bottom
    return lines, Grid(page, Box(60, cells[0][0].box.top, 530, top), tuple(cells))


def test_ruled_cells_in_plain_type_with_labels_in_the_middle() -> None:
    rows = [
        ("Maßnahmentitel", "Lotsen im|Klinikum"),
        ("Beschreibung", "Lotsinnen gehen mit,|erklären und übersetzen,|auch am Wochenende"),
        ("Federführung", "Gesundheitsamt"),
        ("Zielgruppe(n)", "Kranke und|ihre Familien"),
        ("Synergien", "Pflegestützpunkt"),
        ("Wetterlage", "heiter bis|wolkig"),
    ]
    lines, grid = ruled(1, 80, rows)
    cards = find_cards(arranged([*lines, *prose(1, 500)], grids=[grid]))
    assert [card.title.text for card in cards] == ["Lotsen im Klinikum"]
    assert texts(cards[0])["description"] == "Lotsinnen gehen mit, erklären und übersetzen, auch am Wochenende"
    assert texts(cards[0])["responsible"] == "Gesundheitsamt"
    assert texts(cards[0])["target_group"] == "Kranke und ihre Familien"


@pytest.mark.parametrize(("unit", "code"), [("Maßnahme", None), ("Maßnahme 4.2", "4.2"), ("Projekt Nr. 7:", "7")])
def test_the_title_in_the_cell_beside_the_unit(unit: str, code: str | None) -> None:
    rows = [
        (unit, "Lotsen im|Klinikum"),
        ("Beschreibung", "Lotsinnen gehen mit.|Sie übersetzen auch."),
        ("Zuständigkeit", "Gesundheitsamt"),
        ("Zeitraum", "2019"),
        ("Kosten", "3.000 €"),
    ]
    first, upper = ruled(1, 80, rows)
    second, lower = ruled(1, 300, rows)
    cards = find_cards(arranged([*first, *second, *prose(1, 600)], grids=[upper, lower]))
    assert [(card.code, card.title.text) for card in cards] == [(code, "Lotsen im Klinikum")] * 2
    assert texts(cards[0]) == texts(cards[1])
    assert texts(cards[0])["cost"] == "3.000 €"


def test_four_cells_in_a_row() -> None:
    lines = [found for n in (1, 2) for found in beside(n, "Sprachkurse", page=n)]
    lines += [label("Kosten", 330, 210, page=2), line("5.000 €", 420, 210, page=2)]
    assert texts(find_cards(arranged([*lines, *prose(1), *prose(2)]))[1])["timeframe"] == "Herbst 2019; drei Jahre"
    assert texts(find_cards(arranged([*lines, *prose(1), *prose(2)]))[1])["cost"] == "5.000 €"


def run_in(number: int, y: float) -> list[Line]:
    return [
        line(f"Maßnahme {number}.1: Beratung im Rathaus", 60, y, look=Look(bold=True)),
        line("Zuständigkeit: Bürgerbüro", 60, y + 14),
        line("Zeitraum: 2018 bis 2021", 60, y + 28),
        line("Kosten: 12.000 € im Jahr, davon die", 60, y + 42),
        line("Hälfte vom Land", 60, y + 56),
        line("Erfolgsindikatoren: Zahl der Gespräche", 60, y + 70),
    ]


def test_labels_before_a_colon() -> None:
    cards = find_cards(arranged([*run_in(1, 60), *run_in(2, 200), *run_in(3, 340), *prose(2)]))
    assert [(card.code, card.title.text) for card in cards] == [(f"{n}.1", "Beratung im Rathaus") for n in (1, 2, 3)]
    assert texts(cards[1]) == {
        "responsible": "Bürgerbüro",
        "timeframe": "2018 bis 2021",
        "cost": "12.000 € im Jahr, davon die Hälfte vom Land",
        "indicator": "Zahl der Gespräche",
    }


def test_an_unknown_label_is_kept_with_its_text() -> None:
    lines = [
        *(found for n in (1, 2) for found in beside(n, "Sprachkurse", page=n)),
        label("Mondphase", 60, 250, page=2),
        line("zunehmend", 200, 250, page=2),
    ]
    first, second = find_cards(arranged([*lines, *prose(1), *prose(2)]))
    assert first.unread == ()
    assert [value.text for value in second.unread] == ["Mondphase: zunehmend"]
    assert texts(second)["timeframe"] == "Herbst 2019; drei Jahre"


def test_of_tick_boxes_the_ticked_label_is_the_value() -> None:
    lines = [*beside(1, "Sprachkurse", page=1), label("Priorität", 60, 250), line("☐ hoch ☒ mittel ☐ gering", 200, 250)]
    lines += [label("Status", 60, 270), line("☐ geplant ☐ begonnen", 200, 270)]
    (card,) = find_cards(arranged([*lines, *prose(1)]))
    assert card.values["priority"].text == "mittel"
    assert "status_printed" not in card.values


EMPTY = Rule(Box(200, 250, 209, 259), "area")
SQUARE = Rule(Box(260, 250, 269, 259), "area")


@pytest.mark.parametrize(
    "ticked", [(replace(SQUARE, fill="#000000"),), (SQUARE, SQUARE, SQUARE)], ids=["dark", "crossed"]
)
def test_drawn_squares_are_tick_boxes(ticked: tuple[Rule, ...]) -> None:
    """The two lines of a cross have the box of their square."""
    lines = [*beside(1, "Sprachkurse", page=1), label("Priorität", 60, 250)]
    lines += [line("hoch", 212, 250), line("gering", 272, 250)]
    (card,) = find_cards(arranged([*lines, *prose(1)], rules=[EMPTY, *ticked]))
    assert card.values["priority"].text == "gering"


def test_the_field_above_the_title_is_no_title() -> None:
    lines = [
        line("Handlungsfeld 2: Bildung", 60, 30, look=Look(size=13, bold=True)),
        *beside(1, "Sprachkurse", page=1),
        *prose(1),
    ]
    (card,) = find_cards(arranged(lines))
    assert card.title.text == "Sprachkurse"
    assert card.action_field is not None
    assert card.action_field.text == "Handlungsfeld 2: Bildung"


def test_text_after_the_last_sheet_is_no_value() -> None:
    after = line("Der folgende Text gehört nicht mehr zur Maßnahme.", 60, 330)
    (card,) = find_cards(arranged([*beside(1, "Sprachkurse", page=1), after, *prose(1)]))
    assert texts(card)["timeframe"] == "Herbst 2019; drei Jahre"


@pytest.mark.parametrize(
    "title", ["Titel der Maßnahme", "Titel", "XX", "Name des Projekts", "…"], ids=str
)  # fmt: skip
def test_a_form_with_a_placeholder_for_the_title_is_no_measure(title: str) -> None:
    form = [line(title, 60, 60, look=Look(size=16, bold=True)), *beside(1, "x", page=1)[1:]]
    assert find_cards(arranged([*form, *prose(1)])) == ()


def test_a_form_that_explains_itself_is_no_measure() -> None:
    form = [
        line("M 0 Unser Blatt", 60, 60, look=Look(size=16, bold=True)),
        label("Kurzbeschreibung", 60, 100),
        line("Hier wird die Maßnahme in wenigen Sätzen beschrieben.", 200, 100),
        label("Zuständigkeit", 60, 130),
        line("Wer ist für die Umsetzung verantwortlich?", 200, 130),
        label("Zielgruppe", 60, 160),
        line("Angabe, an wen sich die Maßnahme richtet", 200, 160),
        label("Laufzeit", 60, 190),
        line("drei Jahre", 200, 190),
    ]
    assert find_cards(arranged([*form, *prose(1)])) == ()
    announced = [
        line("Aufbau der Maßnahmenblätter", 60, 20, look=Look(size=14, bold=True)),
        *beside(1, "Sprachkurse", page=1),
    ]
    assert find_cards(arranged([*announced, *prose(1)])) == ()


def test_a_blank_form_and_a_list_of_labels_are_no_measures() -> None:
    labels = [found for found in beside(1, "Sprachkurse", page=1) if found.style.bold]
    assert find_cards(arranged([*labels, *prose(1)])) == ()
    bullets = [
        line(f"• {name}", 60, 60 + 14 * n) for n, name in enumerate(["Ziele", "Kosten", "Priorität", "Laufzeit"])
    ]
    assert find_cards(arranged([line("Das Blatt", 60, 30, look=Look(size=16)), *bullets, *prose(1)])) == ()


def test_the_head_of_a_table_is_no_sheet() -> None:
    heads = [("Maßnahme", 60), ("Zuständigkeit", 200), ("Kosten", 320), ("Laufzeit", 420)]
    lines = [line("Übersicht der Maßnahmen", 60, 30, look=Look(size=16, bold=True))]
    lines += [label(text, x, 60 if n % 2 else 66) for n, (text, x) in enumerate(heads)]
    for row in range(6):
        lines += [
            line(text, x, 90 + 20 * row)
            for text, x in [("Lotsen", 60), ("Amt 50", 200), ("3.000 €", 320), ("2018", 420)]
        ]
    assert find_cards(arranged([*lines, *prose(1)])) == ()


def test_prose_holds_no_sheets() -> None:
    assert find_cards(arranged(prose(1))) == ()
    assert find_cards(Arranged((), ())) == ()


WORDS = st.sampled_from(
    ["Ziel", "Kosten", "Titel", "Maßnahme", "M 1", "Kosten: 5 €", "Zuständigkeit:", "☒", "x", "3", "Handlungsfeld"]
)


@given(
    st.lists(
        st.tuples(
            WORDS,
            st.integers(0, 500),
            st.integers(0, 800),
            st.integers(1, 4),
            st.booleans(),
            st.sampled_from([8, 10, 20]),
        ),
        max_size=40,
    )
)
def test_nonsense_never_raises_and_every_value_has_words(
    found: list[tuple[str, int, int, int, bool, int]],
) -> None:
    lines = [line(text, x, y, page=page, look=Look(size=size, bold=bold)) for text, x, y, page, bold, size in found]
    for card in find_cards(arranged(lines)):
        assert card.title.text
        assert all(value.text and value.quote for value in card.values.values())
        assert 0 < card.confidence <= 1
        assert card.page_first <= card.title.page <= card.page_last
