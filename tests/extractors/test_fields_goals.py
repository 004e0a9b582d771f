"""Action fields that only measures point to, goals, items of lists, titles and kinds, and mentions without content."""

from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.content.actors import split_names
from extractors.content.candidates import Candidate, Value
from extractors.content.card_layouts import Label
from extractors.content.card_values import Field, text_of
from extractors.content.doubles import merge_doubles
from extractors.content.fields import find_fields, unknown_fields, unquoted
from extractors.content.goals import find_goals
from extractors.content.labels import LabelMeaning
from extractors.content.listed import list_text
from extractors.content.located import Locator
from extractors.content.measured_fields import with_measured_fields
from extractors.content.measures import to_measures
from extractors.content.mentions import find_mentions
from extractors.content.passages import cell_value
from extractors.content.running_fields import with_running_fields
from extractors.council.records import CouncilRecords
from extractors.language import build_language
from extractors.layout.lines import Arranged
from extractors.structure.outline import Heading
from extractors.structure.places import Places
from extractors.structure.sections import split_sections
from extractors.titles import find_kind, find_title
from schemas.catalogue import KnownField
from schemas.content import ActionField, Goal, Measure, Section
from schemas.council import Decision, Paper
from schemas.documents import Given, Issue
from schemas.geometry import Box, Line, Reading, Style, Word
from tests.extractors.measure_pages import heading, line, lines, of_lines

CONCEPT = Given(document_id="d", edition_id="2017", kind="concept")
KNOWN = (KnownField("sprache", "Sprache und Bildung", {"2017": "A"}, ()),)

Rows = Sequence[tuple[int, str | None, str, Sequence[str]]]
"""Level, number, title and paragraphs of sections in order, one section a page."""


def document(rows: Rows) -> tuple[Places, tuple[Line, ...]]:
    printed: list[Line] = []
    headings: list[Heading] = []
    for number, (level, own, title, texts) in enumerate(rows, 1):
        headings.append(heading(title, len(printed), level, own, number))
        printed.append(line(" ".join(filter(None, (own, title))), top=60, page=number))
        printed += [line(text, top=100 + 40 * at, page=number) for at, text in enumerate(texts)]
    laid = of_lines(printed)
    return Places(laid, split_sections(laid, headings, "d")), tuple(printed)


def measure_at(place: Line, field: str | None = None) -> Candidate:
    own = Value(field, place.page, place.box, field) if field else None
    title = Value(place.text, place.page, place.box, place.text)
    return Candidate(title, None, "list", 0.9, place.page, place.page, action_field=own)


def fields_and_measures(
    rows: Rows, printed: Sequence[str | None], owner: Given = CONCEPT, known: Sequence[KnownField] = KNOWN
) -> tuple[tuple[ActionField, ...], tuple[Measure, ...], tuple[Issue, ...]]:
    """What is published of a document in which every paragraph is a measure, with the fields they print."""
    places, all_lines = document(rows)
    titles = [found for found in all_lines if found.box.top > 60]
    candidates = [measure_at(title, field) for title, field in zip(titles, printed, strict=True)]
    fields = find_fields(places, owner, known)
    locator = Locator(places, fields, find_goals(places, fields, owner), owner, known)
    locator.look_at(candidates)
    measures = to_measures(
        merge_doubles(candidates), given=owner, field_of=locator.field_of, goal_of=locator.goal_of
    ).measures
    rows_found = with_measured_fields(fields.rows, measures, locator.named, owner)
    return rows_found, measures, tuple(unknown_fields(rows_found, owner, known))


def described(rows: Sequence[ActionField]) -> list[tuple[str, str | None, str, int, int]]:
    return [(row.action_field_id, row.code, row.label_printed, row.page_first, row.page_last) for row in rows]


def test_fields_printed_on_measures_have_rows() -> None:
    rows: Rows = [
        (1, None, "Maßnahmen", ["Kurse anbieten"]),
        (1, None, "Weitere", ["Lotsen schulen"]),
        (1, None, "Dritte", ["Wohnungen tauschen"]),
    ]
    printed = ["A Sprache und Bildung", "B Wohnen im Stadtteil", "B Wohnen im stadtteil"]
    fields, measures, issues = fields_and_measures(rows, printed)
    assert described(fields) == [
        ("sprache", "A", "Sprache und Bildung", 1, 1),
        ("wohnen-im-stadtteil", "B", "Wohnen im Stadtteil", 2, 3),
    ]
    assert [field.position for field in fields] == [1, 2]
    assert [m.action_field_id for m in measures] == ["sprache", "wohnen-im-stadtteil", "wohnen-im-stadtteil"]
    assert [m.action_field_printed for m in measures] == printed
    assert [issue.what for issue in issues] == ["action field B Wohnen im Stadtteil"]


CHAPTERS: Rows = [
    (1, None, "Katalog", []),
    (2, "I", "ORGANISATION", ["Team gründen", "Plan schreiben"]),
    (2, "II", "VERKEHR", ["Radwege bauen"]),
    (2, "4.3", "ENERGIE", ["Dächer nutzen"]),
]


def test_headings_that_divide_measures_have_rows() -> None:
    fields, measures, _ = fields_and_measures(CHAPTERS, [None] * 4)
    assert described(fields) == [
        ("organisation", "I", "ORGANISATION", 2, 2),
        ("verkehr", "II", "VERKEHR", 3, 3),
        ("energie", None, "ENERGIE", 4, 4),
    ]
    assert {m.action_field_id for m in measures} == {field.action_field_id for field in fields}


@pytest.mark.parametrize("kind", ["paper", "minutes"])
def test_papers_and_minutes_have_no_fields_of_their_own(kind: str) -> None:
    owner = Given(document_id="d", kind=kind)
    fields, measures, _ = fields_and_measures(CHAPTERS, ["A Sprache", None, None, None], owner)
    assert fields == ()
    assert {m.action_field_id for m in measures} == {None}
    assert measures[0].action_field_printed == "A Sprache"


def test_a_heading_above_most_measures_divides_nothing() -> None:
    rows: Rows = [
        (1, None, "Muster der Blätter", []),
        (2, None, "Leitbild „Wohnen“", ["Häuser dämmen"]),
        (2, None, "Leitbild „Wohnen“", ["Wohnungen tauschen"]),
        (2, None, "Leitbild „Verkehr“", ["Radwege bauen"]),
        (1, None, "Leitbild „Bildung“", ["Schulen begrünen"]),
        (1, None, "Leitbild „Handel“", ["Märkte beleben"]),
    ]
    fields, measures, _ = fields_and_measures(rows, [None] * 5, known=())
    labels = ["Leitbild „Wohnen“", "Leitbild „Verkehr“", "Leitbild „Bildung“", "Leitbild „Handel“"]
    assert [field.label_printed for field in fields] == labels
    assert [m.action_field_printed for m in measures] == [labels[0], *labels]


INSIDE: Rows = [
    (1, "1", "Strom", ["Dächer nutzen", "Wind ernten"]),
    (1, "2", "Energie sparen", []),
    (2, "2.1", "Handlungsfeld Haushalte", ["Stromspar-Team"]),
    (2, "2.2", "Handlungsfeld Betriebe", ["Öko-Betriebe"]),
    (1, "3", "Verkehr", ["Radwege bauen"]),
    (1, "4", "Bildung", ["Schulen begrünen"]),
]


def test_fields_stand_beside_each_other() -> None:
    """A Handlungsfeld inside one of many chapters is a part of it; where fields hold most measures, they count."""
    _, measures, _ = fields_and_measures(INSIDE, [None] * 6, known=())
    assert [m.action_field_printed for m in measures] == [
        *("Strom", "Strom", "Energie sparen", "Energie sparen", "Verkehr", "Bildung")
    ]
    _, measures, _ = fields_and_measures([*INSIDE[1:4], *INSIDE[5:]], [None] * 3, known=())
    assert [m.action_field_printed for m in measures] == ["Haushalte", "Betriebe", "Bildung"]


def test_running_heads_name_the_field_of_sheets() -> None:
    heads = ("Handlungsfeld B: Wohnen", "Handlungsfeld B: Wohnen", "Handlungsfeld C: Arbeit")
    titles = [line(f"Kurs {number}", top=300, page=number) for number in (1, 2, 3)]
    laid = of_lines(
        [each for number, head in enumerate(heads, 1) for each in (line(head, top=40, page=number), titles[number - 1])]
    )
    found = with_running_fields([measure_at(title) for title in titles], laid.pages)
    above = [measure.field_above and measure.field_above.text for measure in found]
    assert above == ["Handlungsfeld B: Wohnen", "Handlungsfeld B: Wohnen", None]
    places = Places(laid, ())
    fields = find_fields(places, CONCEPT, ())
    locator = Locator(places, fields, find_goals(places, fields, CONCEPT), CONCEPT, ())
    locator.look_at(found)
    assert [locator.field_of(measure) for measure in found] == [*[("wohnen", "B Wohnen")] * 2, (None, None)]


def test_a_large_chapter_of_single_measures_stays_a_field() -> None:
    """What stands below the heading of each measure alone is no field."""
    rows: Rows = [
        (1, "1", "Strom", []),
        (2, None, "Erstens", ["Lampen tauschen"]),
        (2, None, "Zweitens", ["Dächer nutzen"]),
        (2, None, "Drittens", ["Pumpen prüfen"]),
        (1, "2", "Verkehr", ["Radwege bauen"]),
        (1, "3", "Wasser", ["Brunnen bauen"]),
    ]
    _, measures, _ = fields_and_measures(rows, [None] * 5, known=())
    assert [m.action_field_printed for m in measures] == ["Strom", "Strom", "Strom", "Verkehr", "Wasser"]


@given(st.text(st.sampled_from("„“ A:Wohnen"), max_size=20))
def test_labels_lose_quotation_marks_only_as_a_pair(label: str) -> None:
    bare = unquoted(label)
    assert bare in label
    assert unquoted(f"„{bare}“") == bare.strip("„“") or bare[:1] in "„“" or bare[-1:] in "„“"


def goals_of(rows: Rows) -> tuple[Goal, ...]:
    places, _ = document(rows)
    return find_goals(places, find_fields(places, CONCEPT, ()), CONCEPT).rows


ITEMS = ["• Alle Kinder sprechen gut Deutsch.", "• Nachbarn finden Orte für Begegnung."]


@pytest.mark.parametrize(
    "title",
    [
        "Ziele",
        "Leitziele:",
        "Unsere Ziele",
        "Strategische Ziele",
        "Leitbild und Leitziele",
        "Teilziele",
        "Handlungsziele",
        "Leitlinien",
        "Leitlinien der Integration",
        "Ziele im Handlungsfeld Wohnen",
        "Leitziele der Stadt Musterlingen",
    ],
)
def test_lists_under_these_headings_are_goals(title: str) -> None:
    assert [goal.text for goal in goals_of([(1, None, title, ITEMS)])] == [item[2:] for item in ITEMS]


@pytest.mark.parametrize(
    "title",
    [
        "Leitbild „Klimabewusst leben“",
        "Potenziale und Ziele:",
        "Das sind unsere Ziele:",
        "Ziele und Maßnahmen",
        "Ziele der Öffentlichkeitsarbeit",
        "Ziel des Konzeptes",
        "Wie erreichen wir dieses Ziel?",
        "Neue Linien",
    ],
)
def test_lists_under_other_headings_are_none(title: str) -> None:
    assert goals_of([(1, None, title, ITEMS)]) == ()


@pytest.mark.parametrize(
    ("own", "title", "told"),
    [
        ("Leitziel 3", "Kinder sprechen Deutsch.", ("Leitziel", "3", "Kinder sprechen Deutsch.")),
        ("4.2", "Leitziel 3: Kinder sprechen Deutsch.", ("Leitziel", "3", "Kinder sprechen Deutsch.")),
        (None, "Oberziel 2 – Kinder sprechen Deutsch", ("Leitziel", "2", "Kinder sprechen Deutsch")),
        (None, "Unterziel 2.1: Kinder lesen viel", ("Teilziel", "2.1", "Kinder lesen viel")),
        (None, "Strategisches Ziel 1: Kinder lesen viel", ("Leitziel", "1", "Kinder lesen viel")),
        (None, "Operatives Ziel B.2: Kinder lesen viel", ("Teilziel", "B.2", "Kinder lesen viel")),
        (None, "Ziel 37: In regelmäßigem Turnus berichten", ("Ziel", "37", "In regelmäßigem Turnus berichten")),
        (None, "Ziel 1.2: Kinder lesen viel", ("Ziel", "1.2", "Kinder lesen viel")),
        (None, "Handlungsziel: Kinder lesen viel", ("Handlungsziel", None, "Kinder lesen viel")),
        ("Leitziel 3", "Leitziel 3", ("Leitziel", "3", "Die Stadt ist für alle da.")),
    ],
)
def test_headings_that_are_goals(own: str | None, title: str, told: tuple[str, str | None, str]) -> None:
    (goal,) = goals_of([(1, own, title, ["Die Stadt ist für alle da."])])
    assert (goal.level, goal.number, goal.text) == told


@pytest.mark.parametrize(
    "title",
    ["Ziel der Maßnahme", "Ziel und Strategie", "Zielgruppe 3: Kinder", "Leitbild: Stadt für alle", "Ziel: Lesen"],
)
def test_headings_that_are_none(title: str) -> None:
    assert goals_of([(1, None, title, ["Die Stadt will für alle da sein."])]) == ()


def test_counted_goals_in_text() -> None:
    texts = ("Teilziel 1.2: Kinder lesen viel.", "Leitziel 3 wird später überprüft.", "Ziel 4: Lesen ........ 12")
    (goal,) = goals_of([(1, None, "Vorgehen", [text]) for text in texts])
    assert (goal.level, goal.number, goal.text) == ("Teilziel", "1.2", "Kinder lesen viel.")


def test_a_goal_printed_again_belongs_to_its_field() -> None:
    told = "Leitziel 1: Kinder lesen viel."
    rows: Rows = [(1, None, "Überblick", [told]), (1, None, "Handlungsfeld A: Bildung", [told])]
    (goal,) = goals_of(rows)
    assert (goal.action_field_id, goal.page) == ("bildung", 2)


@pytest.mark.parametrize(
    ("title", "level"),
    [
        ("Leitziele", "Leitziel"),
        ("Strategische Ziele", "Leitziel"),
        ("Unterziele", "Teilziel"),
        ("Unsere Ziele", "Ziel"),
    ],
)
def test_lists_name_the_level_of_their_goals(title: str, level: str) -> None:
    assert [goal.level for goal in goals_of([(1, None, title, ITEMS)])] == [level] * 2


def goals_in(text: str) -> list[str]:
    """The goals in a text under "Ziele", its paragraphs divided by line feeds."""
    places, _ = document([(1, None, "Ziele", ["Text."])])
    part = replace(places.parts[0], section=replace(places.parts[0].section, text=text))
    torn = Places(of_lines([line("Ziele", top=60)]), (part,))
    return [goal.text for goal in find_goals(torn, find_fields(torn, CONCEPT, ()), CONCEPT).rows]


def test_items_that_are_measures_or_broken_off_are_no_goals() -> None:
    text = (
        "• Kernmaßnahme „Abwärme“: Netze werden gebaut.\n"
        "• Projekt Lotsen: Ehrenamtliche begleiten Familien.\n"
        "• Erstellung und Umsetzung eines geförderten Konzeptes für die\n"
        "3 Stand Juni 2017, Auswertung der Verwaltung.\n"
        "• Die Vereine öffnen sich für alle."
    )
    assert goals_in(text) == ["Die Vereine öffnen sich für alle."]


def test_an_item_goes_on_in_the_next_paragraph() -> None:
    """As where a page ends within an item."""
    text = "• Stadtteile bleiben lebenswert und\ndurchmischt.\nEin neuer Absatz.\n• Alle haben Arbeit."
    assert goals_in(text) == ["Stadtteile bleiben lebenswert und durchmischt.", "Alle haben Arbeit."]


def test_numbered_goals_in_one_paragraph() -> None:
    texts = ["Fünf Ziele gelten. Leitziel 1: Alle lernen Deutsch. Leitziel 2: Alle wohnen gut."]
    assert [(goal.level, goal.number, goal.text) for goal in goals_of([(1, None, "Leitziele", texts)])] == [
        ("Leitziel", "1", "Alle lernen Deutsch."),
        ("Leitziel", "2", "Alle wohnen gut."),
    ]


@pytest.mark.parametrize(
    ("printed", "text"),
    [
        (["• Stadt Musterlingen", "• Radclub", "• BUND"], "Stadt Musterlingen; Radclub; BUND"),
        (["• Verkehrsbetrieb der", "Region Süd", "•", "• Schulen"], "Verkehrsbetrieb der Region Süd; Schulen"),
        (["•", "Vereine", "•", "Schulen"], "Vereine; Schulen"),
        (["Beteiligt sind:", "- Vereine,", "- Schulen"], "Beteiligt sind: Vereine, Schulen"),
        (["Stadt Muster", "- Amt für Um-", "weltschutz", "- Bauhof"], "Stadt Muster; Amt für Umweltschutz; Bauhof"),
        (["Eigentümer", "– vor allem private –", "und Mieter"], "Eigentümer – vor allem private – und Mieter"),
        (["Die Stadt berät.", "Sie fördert."], "Die Stadt berät. Sie fördert."),
        (["–"], "–"),
        (["•"], ""),
    ],
)  # fmt: skip
def test_items_of_lists_are_divided(printed: list[str], text: str) -> None:
    assert list_text(printed) == text


@given(st.lists(st.text(st.sampled_from("•-– Aa.,:;\t"), max_size=12), max_size=8))
def test_lists_keep_every_letter(printed: list[str]) -> None:
    letters = [sign for text in printed for sign in text if sign.isalpha()]
    assert [sign for sign in list_text(printed) if sign.isalpha()] == letters


def test_a_cell_with_a_list_names_its_actors() -> None:
    value = cell_value("• Stadt Musterlingen\n• ADFC\n• Caritas", 1, Box(0, 0, 100, 40))
    assert value is not None
    assert [actor.name_printed for actor in split_names(value.text)] == ["Stadt Musterlingen", "ADFC", "Caritas"]


@pytest.mark.parametrize(
    ("column", "printed", "text"),
    [
        ("responsible", ["Stadt Musterlingen", "Radclub", "Schulen"], "Stadt Musterlingen; Radclub; Schulen"),
        ("responsible", ["Amt für Jugend,", "Familie und", "Soziales"], "Amt für Jugend, Familie und Soziales"),
        ("responsible", ["Stadt Musterlingen", "und Radclub"], "Stadt Musterlingen und Radclub"),
        ("description", ["Stadt Musterlingen", "Radclub"], "Stadt Musterlingen Radclub"),
    ],
)
def test_lists_without_bullets_only_where_names_are_asked_for(column: str, printed: list[str], text: str) -> None:
    known = Label(LabelMeaning(column, column), column, (line(column, top=80),))
    assert text_of(Field(known, tuple(lines(*printed)), edge=500.0)) == text


def test_a_full_line_goes_on() -> None:
    known = Label(LabelMeaning("partners", "partners"), "Partner", (line("Partner", top=80),))
    found = lines("Handwerkskammer für die Region Musterland", "Süd")
    assert text_of(Field(known, tuple(found), edge=found[0].box.x1 + 10)) == found[0].text + " Süd"
    assert text_of(Field(known, tuple(found), edge=found[0].box.x1 + 150)) == found[0].text + "; Süd"


def set_in(size: float, text: str, top: float, x: float = 70.0, page: int = 1) -> Line:
    style = Style("Sans", size, False, False, "#000000")
    words = [Word(part, Box(x, top, x + 60, top + size), style) for part in text.split()]
    return Line(page, tuple(words), Box(x, top, x + 6.0 * len(text), top + size), text, style)


TEXT = [set_in(11, "Die Verwaltung hat die Vorschläge der Arbeitskreise gesammelt.", 300 + 14 * n) for n in range(12)]


def cover(*printed: tuple[float, str]) -> Arranged:
    top, found = 60.0, []
    for size, text in printed:
        found.append(set_in(size, text, top))
        top += 1.2 * size
    return Arranged((*found, *TEXT), ())


def title_of(document: Arranged, kind: str = "other", council: CouncilRecords | None = None) -> str | None:
    return find_title(document, Reading((), title="Entwurf.docx"), kind, council or CouncilRecords())


@pytest.mark.parametrize(
    ("printed", "title"),
    [
        ([(24, "Konzept"), (20, "der Stadt Musterlingen"), (11, "Stand 2017")], "Konzept der Stadt Musterlingen"),
        ([(16, "Bericht 12/2014"), (11, "Im April hatte der Rat das Ziel beschlossen.")], "Bericht 12/2014"),
        ([(20, "Vertrag für morgen"), (14, "Inhaltsverzeichnis"), (14, "Präambel")], "Vertrag für morgen"),
        ([(14, "Artikel 1"), (14, "Mustergesetz"), (14, "Abschnitt 1: Grundsätze")], "Artikel 1 Mustergesetz"),
    ],
)  # fmt: skip
def test_the_title_stops_where_the_text_begins(printed: list[tuple[float, str]], title: str) -> None:
    assert title_of(cover(*printed)) == title


def test_slanted_writing_is_no_title() -> None:
    pieces = [set_in(35, text, 200 - 11 * n, 100 + 160 * n) for n, text in enumerate(("eiden", "schaft", "lich"))]
    laid = Arranged((set_in(24, "Wahlprogramm der Musterpartei", 60), *pieces, *TEXT), ())
    assert title_of(laid) == "Wahlprogramm der Musterpartei"


PAPER = Paper(paper="12/2017", subject="Neues Integrationskonzept", document_id="d")


def test_papers_are_called_by_their_subject() -> None:
    laid = cover((20, "Beschlussvorlage"))
    assert title_of(laid, "paper", CouncilRecords(papers=(PAPER,))) == "Neues Integrationskonzept"
    assert title_of(laid, "paper") == "Beschlussvorlage"


def test_minutes_are_called_by_their_sitting() -> None:
    laid = cover(
        (16, "Niederschrift (Auszug)"), (12, "über die 28. Sitzung des Rates der Stadt am Montag, 11. Dezember"),
        (12, "2017"), (11, "Ort"), (11, "Rathaus"),
    )  # fmt: skip
    assert (
        title_of(laid, "minutes")
        == "Niederschrift (Auszug) über die 28. Sitzung des Rates der Stadt am 11. Dezember 2017"
    )
    decided = Decision(decision_id="x", body="Beirat Mitte", date="2020-01-22", subject="Wege", page=1, quote="Wege")
    apart = cover((16, "Niederschrift"), (11, "Besprechung am"))
    assert title_of(apart, "minutes", CouncilRecords(decisions=(decided,))) == "Niederschrift Beirat Mitte, 22.01.2020"
    assert title_of(apart, "minutes") == "Niederschrift"


@pytest.mark.parametrize(
    ("printed", "kind"),
    [
        ([(24, "Klimaschutzkonzept für Musterlingen")], "concept"),
        ([(24, "Klimaschutzkonzept für Musterlingen"), (16, "Abschlussbericht")], "concept"),
        ([(24, "Klimastadtplan"), (24, "Musterlingen")], "concept"),
        ([(24, "Musterlingen 2030"), (15, "Klimaschutzaktionsprogramm 2020 bis 2030")], "concept"),
        ([(24, "Integrationsplan")], "concept"),
        ([(24, "Umsetzungsbericht zum Integrationskonzept")], "report"),
        ([(24, "Aktivitäten der Stadt"), (11, "Der vorliegende Bericht zeigt die Arbeit im Jahr 2013.")], "report"),
        ([(24, "Mut für morgen"), (16, "Wahlprogramm 2021"), (16, "Unser Konzept")], "other"),
        ([(24, "Handbuch"), (16, "Vom Konzept zum Projekt")], "other"),
        ([(24, "Anpassung in den Städten")], "other"),
    ],
)  # fmt: skip
def test_kinds_by_title_and_subtitle(printed: list[tuple[float, str]], kind: str) -> None:
    assert find_kind(cover(*printed)) == kind


def test_parts_named_in_a_contents_list_name_no_kind() -> None:
    parts = [set_in(16, "Inhalt", 60, page=2), set_in(16, "Das Konzept", 90, page=2)]
    laid = Arranged((set_in(24, "Musterlingen wächst", 60), *TEXT, *parts), ())
    assert find_kind(laid) == "other"


def test_bare_years_and_no_euros_are_no_mentions() -> None:
    text = "Im Jahr 2017 und 2018 waren es 0 €. Bis 2020 sind es 500 €, am 11.12.2017 und 2013/2014 mehr."
    section = Section(
        document_id="d", section_id="d:1", level=1, heading="Kosten", page_first=1, page_last=1, text=text
    )
    found = [(m.kind, m.text) for m in find_mentions(section, [(0, 1)], build_language())]
    assert found == [("date", "Bis 2020"), ("money", "500 €"), ("date", "11.12.2017"), ("date", "2013/2014")]
