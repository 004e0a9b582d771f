"""Sections with their texts, action fields, goals, indicators, and where a measure belongs."""

from collections.abc import Mapping, Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.content.candidates import Candidate, Value
from extractors.content.fields import Fields, find_fields, resolve
from extractors.content.goals import Goals, find_goals
from extractors.content.indicators import find_indicators
from extractors.content.located import Locator
from extractors.layout import hyphens
from extractors.layout.lines import Arranged
from extractors.structure.outline import Heading
from extractors.structure.paragraphs import running_text
from extractors.structure.places import Places
from extractors.structure.sections import kind_of, section_evidence, slug, split_sections
from schemas.catalogue import KnownField
from schemas.documents import Given
from schemas.geometry import Box, Line, Page
from tests.extractors.measure_pages import Sheet
from tests.extractors.measure_pages import line as typed
from tests.extractors.pages import arranged, column, page, styled, table, words

CONCEPT = Given(document_id="d", concept_id="neustadt", edition_id="2017", kind="concept")
HEAD = styled(14, bold=True)
KNOWN = (
    KnownField("sprache", "Sprache und Sprachförderung", {"2009": "1", "2017": "A"}, ("Sprachförderung",)),
    KnownField("wohnen", "Wohnen", {"2017": "B"}, ("Wohnen und Stadtteile",)),
)

Rows = Sequence[tuple[str | None, str, int, Sequence[str]]]
"""Number, title, level and text of sections in order."""


def document(rows: Rows, per_page: int = 4) -> tuple[Arranged, tuple[Heading, ...]]:
    """Sections below each other, some to a page."""
    sheets: list[Page] = []
    headings: list[Heading] = []
    count = 0
    for start in range(0, len(rows), per_page):
        number = start // per_page + 1
        printed = []
        for place, (own, title, level, texts) in enumerate(rows[start : start + per_page]):
            top = 110 + 180 * place
            printed += [*words(" ".join(filter(None, (own, title))), 70, top, HEAD), *column(texts, 70, top + 24)]
            headings.append(Heading((count,), own, title, level, number, "number" if own else "style"))
            count += 1 + len(texts)
        sheets.append(page(number, printed))
    laid = arranged(*sheets)
    assert [laid.lines[heading.first].style for heading in headings] == [HEAD] * len(headings)
    return laid, tuple(headings)


def places_of(rows: Rows, given: Given = CONCEPT) -> Places:
    laid, headings = document(rows)
    return Places(laid, split_sections(laid, headings, given.document_id))


def test_parents_follow_levels() -> None:
    rows: Rows = [
        ("1", "Bestand", 1, ["Text."]),
        ("1.1", "Wohnen", 2, []),
        (None, "Bedarf", 3, []),
        ("2", "Ziele", 1, []),
    ]
    found = [part.section for part in places_of(rows).parts]
    assert [(s.section_id, s.parent_id) for s in found] == [
        ("d:1", None),
        ("d:1-1", "d:1"),
        ("d:bedarf", "d:1-1"),
        ("d:2", None),
    ]


def test_titles_printed_twice_are_counted() -> None:
    rows: Rows = [(None, title, 1, []) for title in ("Bedarf", "Ziele", "Bedarf", "Bedarf")]
    assert [p.section.section_id for p in places_of(rows).parts] == ["d:bedarf", "d:ziele", "d:bedarf~2", "d:bedarf~3"]


def test_text_and_pages_of_a_section() -> None:
    laid = arranged(
        page(1, words("Bestand", 70, 700, HEAD), words("Die Stadt fördert Inte-", 70, 730)),
        page(2, column(["grationskurse in allen", "Stadtteilen."], 70, 120)),
    )
    (part,) = split_sections(laid, [Heading((0,), None, "Bestand", 1, 1, "style")], "d")
    assert part.section.text == "Die Stadt fördert Integrationskurse in allen Stadtteilen."
    assert (part.section.page_first, part.section.page_last) == (1, 2)
    assert [number for _, number in part.pages] == [1, 2, 2]


def test_a_range_that_a_line_divides_stays_in_its_paragraph() -> None:
    laid = arranged(
        page(1, words("Kosten", 70, 90, HEAD), column(["Ein Schrank kostet 3500", "– 4000 Euro."], 70, 120))
    )
    (part,) = split_sections(laid, [Heading((0,), None, "Kosten", 1, 1, "style")], "d")
    assert part.section.text == "Ein Schrank kostet 3500 – 4000 Euro."


def test_lines_of_a_heading_are_not_in_its_text() -> None:
    laid = arranged(page(1, column(["Maßnahmen für", "Kinder"], 70, 120, HEAD), words("Text.", 70, 170)))
    (part,) = split_sections(laid, [Heading((0, 1), None, "Maßnahmen für Kinder", 1, 1, "style")], "d")
    assert part.section.text == "Text."


def test_evidence_quotes_the_first_line() -> None:
    places = places_of([("4.1", "Wohnen", 1, ["Text."])])
    laid, _ = document([("4.1", "Wohnen", 1, ["Text."])])
    proof = section_evidence(laid, places.parts[0])
    assert (proof.table, proof.row_id, proof.quote, proof.page) == ("sections", "d:4-1", "4.1 Wohnen", 1)


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("Handlungsfeld A", "action_field"),
        ("Maßnahmen im Überblick", "measure"),
        ("Handlungsempfehlungen", "measure"),
        ("Massnahmen", "measure"),
        ("Projekte", "measure"),
        ("Leitziele", "goal"),
        ("Unser Leitbild", "goal"),
        ("Bedarf", "need"),
        ("Ausgangslage", "situation"),
        ("Bestandsaufnahme", "situation"),
        ("Schulische Rahmenbedingungen", "situation"),
        ("Sachstand", "status"),
        ("Aktueller Sachstand der Planung", "status"),
        ("Stand der Klimaschutzmaßnahmen in der Stadt", "status"),
        ("4 Ziele und Maßnahmen", "measure"),
        ("Anhang 13 Maßnahmenkatalog (Stand: August 2010)", "measure"),
        ("Digitalisierungs- und IKT-Projekte", "measure"),
        ("Projekt 3: Lesepaten", "measure"),
        ("Maßnahme 1: Offene Werkstatt aufbauen", "measure"),
        ("Leitziel A 2: Familien stärken", "goal"),
        ("Problem und Ziel", "goal"),
        ("Das sind unsere Ziele:", "goal"),
        ("Große Herausforderungen", "need"),
        ("Handlungsbedarf", "need"),
        ("Übersicht über die Handlungsfelder", "action_field"),
        ("Vorwort", "other"),
        ("Stadtteile", "other"),
        ("Spielplätze", "other"),
        ("Bildung für nachhaltige Entwicklung stärken", "other"),
        ("Entwicklung der Erwerbstätigen nach Wirtschaftszweigen", "other"),
        ("Sanierung Gebäudebestand", "other"),
        ("Strategie als Konkretisierungsbestandteil des Masterplans", "other"),
        ("DAS PROJEKT STEUERN: DURCHFÜHRUNGSPHASE", "other"),
        ("Projekt-Dashboard", "other"),
        ("PROJEKTARTEN", "other"),
        ("Fördermaßnahmen vereinfachen und Wege verkürzen", "other"),
        ("Verankerung des Klimaschutzes im Leitbild", "other"),
        ("Überprüfen der Maßnahmen", "other"),
        ("Erfassung der Maßnahmenumsetzung", "other"),
        ("Zielgruppen", "other"),
        ("Aufbau einer bedarfsgerechten Infrastruktur", "other"),
        ("Energiebedarf", "other"),
        ("Standorte", "other"),
    ],
)
def test_what_a_section_is_about(title: str, kind: str) -> None:
    assert kind_of(Heading((0,), None, title, 1, 1, "style")) == kind


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("4.1 Rad- und Fußverkehr", "4-1-rad-und-fussverkehr"),
        ("Übergänge gestalten!", "uebergaenge-gestalten"),
        ("…", "ohne-titel"),
        ("", "ohne-titel"),
        ("a" * 80, "a" * 60),
    ],
)
def test_slugs(text: str, expected: str) -> None:
    assert slug(text) == expected


@given(st.text(max_size=80))
def test_slugs_are_safe(text: str) -> None:
    found = slug(text)
    assert 0 < len(found) <= 60
    assert set(found) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")
    assert slug(found) == found


def at(text: str, top: float, x: float = 70.0, number: int = 1) -> Line:
    return typed(text, x, top, number)


@pytest.mark.parametrize(
    ("lines", "text"),
    [
        ([at("Erster Absatz.", 100), at("geht weiter", 112)], "Erster Absatz. geht weiter"),
        ([at("Drei", 100), at("Zeilen", 112), at("Absatz.", 124), at("Zweiter", 146)], "Drei Zeilen Absatz.\nZweiter"),
        ([at("Erster Absatz.", 100), at("Eingerückt", 112, 82)], "Erster Absatz.\nEingerückt"),
        ([at("Ziele", 100), at("• Kurse geben", 112), at("• Kitas bauen", 124)], "Ziele\n• Kurse geben\n• Kitas bauen"),
        ([at("Wir wollen", 100), at("1. Kurse fördern", 112)], "Wir wollen\n1. Kurse fördern"),
        ([at("Der Satz geht", 700), at("hier weiter.", 100, number=2)], "Der Satz geht hier weiter."),
        ([at("Der Satz endet.", 700), at("Ein neuer", 100, number=2)], "Der Satz endet.\nEin neuer"),
        ([at("im Jahr", 100), at("2017 beschlossen", 112)], "im Jahr 2017 beschlossen"),
        ([at("**Fett** **gesetzt:**", 100), at("nicht fett", 112)], "Fett gesetzt:\nnicht fett"),
        ([], ""),
    ],
)  # fmt: skip
def test_paragraphs(lines: Sequence[Line], text: str) -> None:
    assert running_text(lines).text == text


def test_place_of_every_line() -> None:
    lines = [at("Die Stadt fördert Inte-", 100), at("grationskurse.", 112), at("Zweiter Absatz", 100, number=2)]
    found = running_text(lines)
    assert [(found.text[offset:][:8], number) for offset, number in found.pages] == [
        ("Die Stad", 1),
        ("grations", 1),
        ("Zweiter ", 2),
    ]


@given(st.lists(st.tuples(st.text("abcdef. -", min_size=1, max_size=20), st.integers(0, 3)), max_size=12))
def test_offsets_rise_and_stay_inside(rows: list[tuple[str, int]]) -> None:
    tops = [100.0 + 12 * place + 8 * gap for place, (_, gap) in enumerate(rows)]
    lines = [at(text, top) for (text, _), top in zip(rows, tops, strict=True) if text.strip()]
    found = running_text(lines)
    offsets = [offset for offset, _ in found.pages]
    assert offsets == sorted(offsets)
    assert all(0 <= offset <= len(found.text) for offset in offsets)


def test_footnotes_stand_at_the_end() -> None:
    note = Line(1, (), Box(70, 700, 200, 708), "1 Stand Juni", HEAD, role="footnote")
    assert running_text([at("Text auf Seite eins", 100), note, at("und zwei.", 100, number=2)]).text == (
        "Text auf Seite eins und zwei.\n1 Stand Juni"
    )


def test_places_find_sections() -> None:
    places = places_of([("1", "Bestand", 1, ["Text."]), ("2", "Ziele", 1, ["Mehr Text."])])
    assert [_id(places, top) for top in (112, 135, 292, 315, 800)] == ["d:1", "d:1", "d:2", "d:2", "d:2"]
    assert places.part_at(9, Box(70, 100, 90, 110)) is None


def test_no_section_before_the_first_heading() -> None:
    laid = arranged(page(1, words("Stadt Neustadt", 70, 110), words("Bestand", 70, 200, HEAD)))
    places = Places(laid, split_sections(laid, [Heading((1,), None, "Bestand", 1, 1, "style")], "d"))
    assert places.part_at(1, Box(70, 110, 120, 120)) is None


def _id(places: Places, top: float) -> str | None:
    part = places.part_at(1, Box(70, top, 120, top + 10))
    return part.section.section_id if part else None


def fields_of(rows: Rows, known: Sequence[KnownField] = (), given: Given = CONCEPT) -> Fields:
    return find_fields(places_of(rows, given), given, known)


@pytest.mark.parametrize(
    ("number", "title", "code", "label"),
    [
        ("Handlungsfeld A", "Sprache", "A", "Sprache"),
        ("4.1", "Handlungsfeld 1: Wohnen", "1", "Wohnen"),
        (None, "Handlungsfeld Gesundheit", None, "Gesundheit"),
        (None, "Handlungsfeld „Gesundheit“", None, "Gesundheit"),
        (None, "Feld 1: Bildung", "1", "Bildung"),
        (None, "Themenfeld II – Arbeit", "II", "Arbeit"),
    ],
)
def test_field_as_printed(number: str | None, title: str, code: str | None, label: str) -> None:
    (row,) = fields_of([(number, title, 1, ["Text."])]).rows
    assert (row.code, row.label_printed, row.action_field_id) == (code, label, slug(label))


@pytest.mark.parametrize(
    "title", ["Handlungsfelder", "Handlungsfelder und Maßnahmen", "Handlungsfeld", "Feldwege", "Felder"]
)
def test_what_is_no_field(title: str) -> None:
    assert fields_of([("4", title, 1, ["Text."])]).rows == ()


@pytest.mark.parametrize(
    ("code", "label", "expected"),
    [
        ("A", "Sprache und Sprachförderung", "sprache"),
        ("A", "Sprachförderung", "sprache"),
        ("B", "Wohnen", "wohnen"),
        (None, "WOHNEN UND STADTTEILE", "wohnen"),
        ("C", "Wohnen", "wohnen"),
        ("A", "Gesundheit", "gesundheit"),
        ("A", "Wohnen", "wohnen"),
        ("1", "Sprachförderung", "sprache"),
    ],
)
def test_known_fields_are_recognised(code: str | None, label: str, expected: str) -> None:
    assert resolve(code, label, CONCEPT, KNOWN) == expected


def test_field_printed_in_a_summary_counts_once() -> None:
    rows: Rows = [
        ("1", "Zusammenfassung", 1, []),
        (None, "Handlungsfeld A: Sprache", 2, ["Kurz."]),
        ("2", "Felder", 1, []),
        ("Handlungsfeld A", "Sprache", 2, ["Lang und breit."]),
        (None, "Ziele", 3, ["Noch mehr Text."]),
    ]
    found = fields_of(rows, KNOWN)
    assert [(row.code, row.page_first, row.position) for row in found.rows] == [("A", 1, 1)]
    assert set(found.of_section) == {"d:handlungsfeld-a-sprache", "d:handlungsfeld-a", "d:ziele"}


def goals_of(rows: Rows) -> Goals:
    places = places_of(rows)
    return find_goals(places, find_fields(places, CONCEPT, KNOWN), CONCEPT)


def test_goals_as_headings() -> None:
    rows: Rows = [("Handlungsfeld A", "Sprache", 1, []), ("Leitziel A 1", "Kinder sprechen Deutsch.", 2, ["Text."])]
    (goal,) = goals_of(rows).rows
    assert (goal.level, goal.number, goal.text, goal.page) == ("Leitziel", "A 1", "Kinder sprechen Deutsch.", 1)
    assert (goal.goal_id, goal.action_field_id) == ("2017:goal:sprache:a-1", "sprache")


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (["• Kinder lernen früh Deutsch.", "• Eltern lernen mit."], [None, None]),
        (["Leitziel 1: Kinder lernen früh Deutsch.", "Leitziel 2: Eltern lernen mit."], ["1", "2"]),
        (["1. Kinder lernen früh Deutsch.", "2. Eltern lernen gerne mit."], ["1", "2"]),
    ],
)
def test_goals_in_lists(lines: Sequence[str], expected: Sequence[str | None]) -> None:
    found = goals_of([("3", "Ziele", 1, lines)]).rows
    assert [goal.number for goal in found] == expected
    assert found[0].text == "Kinder lernen früh Deutsch."


def test_prose_below_goals_is_no_goal() -> None:
    assert goals_of([("3", "Ziele", 1, ["Die Stadt verfolgt mehrere Ziele zugleich."])]).rows == ()
    assert goals_of([("3", "Zielgruppen", 1, ["• Kinder aus allen Stadtteilen"])]).rows == ()


def test_same_goals_get_ids_of_their_own() -> None:
    rows: Rows = [
        ("3", "Ziele", 1, ["• Kinder lernen früh Deutsch."]),
        ("4", "Ziele", 1, ["• Kinder lernen früh Deutsch."]),
    ]
    ids = [goal.goal_id for goal in goals_of(rows).rows]
    assert len(set(ids)) == 2


def indicators_of(rows: Sequence[Sequence[str]]) -> list[tuple[str, float, str | None, str | None]]:
    grid, printed = table(1, rows, [200, 90, 90, 70][: len(rows[0])], 70, 200)
    laid = arranged(page(1, words("4 Zahlen", 70, 110, HEAD), printed, grids=[grid]))
    places = Places(laid, split_sections(laid, [Heading((0,), "4", "Zahlen", 1, 1, "number")], "d"))
    found = find_indicators(places, laid, find_fields(places, CONCEPT, ()), CONCEPT)
    assert len({one.indicator_id for one in found}) == len(found)
    return [(one.name, one.value, one.unit, one.reference_date) for one in found]


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        (
            [["Kennzahl", "Wert", "Stand"], ["Kinder in Kitas", "1.312", "2018"]],
            [("Kinder in Kitas", 1312.0, None, "2018")],
        ),
        (
            [["Indikator", "2008", "2016"], ["Anteil", "11,4 %", "15,3 %"]],
            [("Anteil", 11.4, "%", "2008"), ("Anteil", 15.3, "%", "2016")],
        ),
        (
            [["Merkmal", "Einheit", "2020"], ["Mittel", "Euro", "36.745"]],
            [("Mittel", 36745.0, "Euro", "2020")],
        ),
        ([["Kennzahl (in %)", "Wert"], ["Anteil (%)", "58,4"]], [("Anteil (%)", 58.4, "%", None)]),
        ([["Kennzahl", "Wert"], ["Kinder", "keine Angabe"], ["Eltern", "–"]], []),
        ([["Kennzahl", "Wert"], ["Kinder", "7"], ["Kinder", "7"]], [("Kinder", 7.0, None, None)] * 2),
        ([["Maßnahme", "Wert"], ["Kurse", "12"]], []),
        ([["Wert", "Kennzahl"], ["12", "Kurse"]], []),
    ],
)
def test_indicators(
    rows: Sequence[Sequence[str]], expected: Sequence[tuple[str, float, str | None, str | None]]
) -> None:
    assert indicators_of(rows) == list(expected)


def listed(heading: str, *items: str) -> list[tuple[str, float, str | None, str | None, int]]:
    """The indicators that lines below a heading state."""
    places = places_of([("3", heading, 1, items)])
    laid = arranged(page(1))
    found = find_indicators(places, laid, find_fields(places, CONCEPT, ()), CONCEPT)
    return [(one.name, one.value, one.unit, one.reference_date, one.page) for one in found]


@pytest.mark.parametrize(
    ("item", "expected"),
    [
        ("• Plätze in Kitas: 1.312", ("Plätze in Kitas", 1312.0, None, None)),
        ("• Stromverbrauch 2012: ca. 189,56 GWh 25% Anteil", ("Stromverbrauch 2012", 189.56, "GWh", "2012")),
        ("• Anzahl der Beratungen: 325 (2013)", ("Anzahl der Beratungen", 325.0, None, "2013")),
        ("• Menschen: 73 854 Personen (Stand 31.12.2023)", ("Menschen", 73854.0, "Personen", "31.12.2023")),
        ("• Verbrauch: 4.312 kWh/ Einw. (2009, geschätzt)", ("Verbrauch", 4312.0, "kWh/ Einw.", "2009")),
        ("• Anteil der Bahn: 43,5 %", ("Anteil der Bahn", 43.5, "%", None)),
        ("• Mittel: 1,2 Mio. € pro Jahr", ("Mittel", 1200000.0, "€ pro Jahr", None)),
        ("• Busse: Zahl der Linien: 24", ("Busse: Zahl der Linien", 24.0, None, None)),
        ("• Anbau: 8700 ha (2013); davon Mais: 7760 ha", ("Anbau", 8700.0, "ha", "2013")),
    ],
)
def test_indicators_in_lists(item: str, expected: tuple[str, float, str | None, str | None]) -> None:
    assert listed("Indikatoren:", item) == [(*expected, 1)]
    name, *rest = expected
    assert listed("Kennzahlen: Haushalte", item) == [(f"Haushalte: {name}", *rest, 1)]


@pytest.mark.parametrize(
    "item",
    [
        "• Fahrgäste: N.N.",
        "• Haushalte: # angeschlossene",
        "• Ziel 2030: 420 GWh",
        "• Ertrag: 320 – 420 GWh",
        "• Zahl der Kommunen mit Ökostrom",
        "• Sprechstunde: 9:00 Uhr bis 12:00 Uhr",
        "Die Zahlen stammen vom Landesamt.",
    ],
)
def test_lines_without_a_measured_number_are_no_indicators(item: str) -> None:
    assert listed("Indikatoren", item) == []


def test_only_headings_that_say_so_list_indicators() -> None:
    item = "• Plätze in Kitas: 1.312"
    headings = ("Zahlen und Fakten", "Aktuelle Zahlen", "Kennzahlen für das Handlungsfeld Wohnen", "Erfolgsindikatoren")
    assert [len(listed(heading, item)) for heading in headings] == [1, 1, 1, 1]
    assert [listed(heading, item) for heading in ("Ausgangslage", "Indikatorenbewertung", "Anzahl der Plätze")] == [
        []
    ] * 3


def candidate(title: str, top: float, number: int = 1, field: str | None = None) -> Candidate:
    box = Box(70, top, 200, top + 10)
    own = Value(field, number, box, field) if field else None
    return Candidate(Value(title, number, box, title), None, "list", 0.9, number, number, action_field=own)


def locator(rows: Rows, found: Sequence[Candidate]) -> Locator:
    places = places_of(rows)
    fields = find_fields(places, CONCEPT, KNOWN)
    made = Locator(places, fields, find_goals(places, fields, CONCEPT), CONCEPT, KNOWN)
    made.look_at(found)
    return made


def test_field_and_goal_above_a_measure() -> None:
    rows: Rows = [
        ("Handlungsfeld A", "Sprache", 1, []),
        ("Leitziel A 1", "Kinder sprechen Deutsch.", 2, ["Kurse anbieten"]),
    ]
    measure = candidate("Kurse anbieten", 316)
    found = locator(rows, [measure])
    assert found.field_of(measure) == ("sprache", "A Sprache")
    assert found.goal_of(measure) == "2017:goal:sprache:a-1"


@pytest.mark.parametrize("printed", ["Handlungsfeld B: Wohnen", "B Wohnen", "B. Wohnen", "Wohnen"])
def test_field_named_by_the_measure_itself(printed: str) -> None:
    measure = candidate("Ankauf von Wohnungen", 135, field=printed)
    found = locator([("Handlungsfeld A", "Sprache", 1, ["Ankauf von Wohnungen"])], [measure])
    assert found.field_of(measure) == ("wohnen", printed)


def test_chapters_divide_measures_where_no_field_is_named() -> None:
    rows: Rows = [
        ("1", "Einleitung", 1, ["Text."]),
        ("2", "Strom sparen", 1, ["Lampen"]),
        ("3", "Verkehr", 1, ["Radwege"]),
        ("4", "Gebäude", 1, ["Dämmung"]),
    ]
    measures = [candidate("Lampen", 314), candidate("Radwege", 494), candidate("Dämmung", 674)]
    found = locator(rows, measures)
    printed = [found.field_of(measure)[1] for measure in measures]
    assert printed == ["Strom sparen", "Verkehr", "Gebäude"]


def test_one_chapter_divides_nothing() -> None:
    rows: Rows = [("1", "Strom", 1, ["Lampen", "Radwege"]), ("2", "Ausblick", 1, ["Text."])]
    measures = [candidate("Lampen", 134), candidate("Radwege", 147)]
    found = locator(rows, measures)
    assert [found.field_of(measure) for measure in measures] == [(None, None), (None, None)]


def test_a_long_paragraph_costs_each_line_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    looked_at: list[int] = []

    def counted(text: str, line: str) -> str:
        looked_at.append(len(text))
        return join(text, line)

    join = hyphens._join
    monkeypatch.setattr(hyphens, "_join", counted)
    found = running_text([at("und so weiter", 100 + 12.0 * n) for n in range(500)])
    assert found.text == " ".join(["und so weiter"] * 500)
    assert max(looked_at) <= 2 * hyphens.LONGEST_WORD


def test_sheets_of_others_have_no_headings() -> None:
    """A document of tables only has no parts: nothing is above its measures."""
    places = Places(Arranged((), (Sheet().page(),)), ())
    assert places.part_at(1, Box(0, 0, 10, 10)) is None
    nothing: Mapping[str, object] = find_fields(places, CONCEPT, KNOWN).of_section
    assert nothing == {}
