"""Numbers in front of headings, what speaks for a heading, and which stands below which."""

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.layout.lines import Arranged
from extractors.structure.contents import Contents, find_contents
from extractors.structure.evidence import evidence_of, is_chromatic, survey
from extractors.structure.groups import Group, find_groups
from extractors.structure.headings import cover_pages, find_headings
from extractors.structure.numbering import FAMILIES, MAY_BE_NUMBERED, split_number
from extractors.structure.outline import Heading
from extractors.structure.witnesses import Witnesses, find_witnesses
from schemas.geometry import Bookmark, Box, Page, Rule, Style, Word
from tests.extractors.pages import arranged, column, page, prose, styled, table, words

HEAD = styled(14, bold=True)
SUBHEAD = styled(12, bold=True)
BOLD = styled(bold=True)
NOBODY = Witnesses({}, (), {})

BEGINNINGS = st.one_of([st.from_regex(pattern) for _, pattern in FAMILIES]).map(str.lstrip)

NUMBERED = (
    ("1 Einleitung", "decimal", "1", "Einleitung", 1),
    ("1. Einleitung", "decimal", "1", "Einleitung", 1),
    ("4.1 Wohnen", "decimal", "4.1", "Wohnen", 2),
    ("4.1. Wohnen", "decimal", "4.1", "Wohnen", 2),
    ("4.1.2 Wohnen im Alter", "decimal", "4.1.2", "Wohnen im Alter", 3),
    ("12.10.3 Kosten", "decimal", "12.10.3", "Kosten", 3),
    ("1.1.Anlass", "decimal", "1.1", "Anlass", 2),
    ("IV. Maßnahmen", "roman", "IV", "Maßnahmen", 1),
    ("II Ausgangslage", "roman", "II", "Ausgangslage", 1),
    ("A. Sprache", "letter", "A", "Sprache", 1),
    ("B) Bildung", "letter", "B", "Bildung", 1),
    ("A 1 Sprachkurse", "letter", "A 1", "Sprachkurse", 2),
    ("B 3.2 Lernförderung", "letter", "B 3.2", "Lernförderung", 3),
    ("A.1 Sprachkurse", "letter", "A.1", "Sprachkurse", 2),
    ("M-07 Radwege", "letter", "M-07", "Radwege", 2),
    ("KG 10 Ökostrom", "letter", "KG 10", "Ökostrom", 2),
    ("Ö 5 Haushalt", "letter", "Ö 5", "Haushalt", 2),
    ("Ü-01 Steuerung", "letter", "Ü-01", "Steuerung", 2),
    ("a) Ziele", "small", "a)", "Ziele", 1),
    ("b. Solarstrom im Freiland", "small", "b", "Solarstrom im Freiland", 1),
    ("(2) Der Rat beschließt", "small", "(2)", "Der Rat beschließt", 1),
    ("3) Kosten", "small", "3)", "Kosten", 1),
    ("§ 4 Begriffe", "paragraph", "§ 4", "Begriffe", 2),
    ("Teil II Maßnahmen", "named teil", "Teil II", "Maßnahmen", 1),
    ("Kapitel 3: Wohnen", "named kapitel", "Kapitel 3", "Wohnen", 1),
    ("Anlage 2 Zeitplan", "named anlage", "Anlage 2", "Zeitplan", 1),
    ("Handlungsfeld A: Sprache", "named handlungsfeld", "Handlungsfeld A", "Sprache", 1),
    ("Handlungsfeld 3 – Arbeit", "named handlungsfeld", "Handlungsfeld 3", "Arbeit", 1),
    ("Leitziel A 1: Kinder sprechen Deutsch.", "named leitziel", "Leitziel A 1", "Kinder sprechen Deutsch.", 2),
    ("Maßnahme B 3.2", "named massnahme", "Maßnahme B 3.2", "", 3),
    ("TOP 7 Verschiedenes", "named top", "TOP 7", "Verschiedenes", 1),
    ("TOP Ö 5 Haushalt", "named top", "TOP Ö 5", "Haushalt", 2),
    ("Feld 1: Bildung", "named feld", "Feld 1", "Bildung", 1),
    ("Säule II: Teilhabe", "named säule", "Säule II", "Teilhabe", 1),
    ("Handlungsempfehlung 4 – Kita", "named handlungsempfehlung", "Handlungsempfehlung 4", "Kita", 1),
    ("Maßnahme 01 von 39: Radwege", "named massnahme", "Maßnahme 01 von 39", "Radwege", 1),
    ("01 von 39", "counted", "01 von 39", "", 1),
    ("1: Anlass", "decimal", "1", "Anlass", 1),
    ("1.) Anlass", "decimal", "1", "Anlass", 1),
    ("1.1) Anlass", "decimal", "1.1", "Anlass", 2),
    ("1.1 – Anlass", "decimal", "1.1", "Anlass", 2),
    ("II – Ziele", "roman", "II", "Ziele", 1),
    ("II: Ziele", "roman", "II", "Ziele", 1),
    ("IV.2 Ziele", "roman", "IV.2", "Ziele", 2),
    ("(a) Ziele", "small", "(a)", "Ziele", 1),
    ("aa) Ziele", "small", "aa)", "Ziele", 1),
    ("§4 Kosten", "paragraph", "§4", "Kosten", 1),
)
"""Line, family, number, title, depth."""

NO_NUMBERS = (
    "2 Mio. Euro für Radwege",
    "1. Januar 2010",
    "12 Uhr Eröffnung",
    "20 % der Kosten",
    "5 km Radweg",
    "3 Monate Zeit",
    "17 Tonnen im Jahr",
    "4 weitere Stellen",
    "2.5 mal so viel",
    "1.2 Mio. Euro",
    "2009 wurde das Konzept beschlossen",
    "z. B. im Rathaus",
    "u. Ä. kommt vor",
    "s. Anlage 2",
    "CO2 sparen",
    "PM 10 an der Hauptstraße",
    "Im Jahr 2009",
    "Rad- und Fußverkehr",
    "Maßnahmen",
    "Handlungsfeld Gesundheit",
    "Teilhabe für alle",
    "Zielgruppe",
    "IT Ausstattung",
    "7 von 12 Kitas",
    "D. h. mehr Plätze",
    "I. d. R. im Rathaus",
    "§ 4 Abs. 2 BauGB",
    "§ 34 BauGB",
    "§§ 4 und 5 der Satzung",
    "",
)


@given(BEGINNINGS)
def test_the_first_look_at_a_line_passes_over_no_number(text: str) -> None:
    assert MAY_BE_NUMBERED.match(text) or not any(pattern.match(text) for _, pattern in FAMILIES)


@pytest.mark.parametrize(("line", "family", "number", "title", "depth"), NUMBERED)
def test_numbers(line: str, family: str, number: str, title: str, depth: int) -> None:
    found = split_number(line)
    assert (found.family, found.number, found.title, found.depth) == (family, number, title, depth)


@pytest.mark.parametrize("line", NO_NUMBERS)
def test_what_is_no_number(line: str) -> None:
    found = split_number(line)
    assert (found.number, found.title, found.depth) == (None, line, 0)


@given(st.text(max_size=40))
def test_no_letter_of_a_line_is_lost(line: str) -> None:
    found = split_number(line)
    kept = f"{found.number or ''}{found.title}"
    assert [c for c in kept if c.isalnum()] == [c for c in line if c.isalnum()]


def found_in(*sheets: Page, bookmarks: Sequence[Bookmark] = ()) -> tuple[Heading, ...]:
    laid = arranged(*sheets)
    contents = find_contents(laid.lines, len(laid.pages))
    return find_headings(laid, contents, find_witnesses(laid.lines, contents, bookmarks))


def named(headings: Sequence[Heading]) -> list[str]:
    return [" ".join(filter(None, (heading.number, heading.title))) for heading in headings]


def chapter(title: str, top: float, style: Style = HEAD, count: int = 8) -> list[Word]:
    """A heading with running text below."""
    return [*words(title, 70, top, style), *column(prose(count), 70, top + 2 * style.size)]


def groups_of(laid: Arranged) -> list[Group]:
    return find_groups(laid)


def test_larger_bold_line_above_text() -> None:
    assert named(found_in(page(1, chapter("Ausgangslage", 100), chapter("Maßnahmen", 300)))) == [
        "Ausgangslage",
        "Maßnahmen",
    ]


@pytest.mark.parametrize(
    ("titles", "numbers"),
    [
        (("1. Energie", "14. Filmtage", "2. Verkehr", "Baumpaten"), ["1", None, "2", None]),
        (("1. Energie", "14. Filmtage", "2. Verkehr"), ["1", "14", "2"]),
        (("1. Energie", "3. Verkehr", "2. Wohnen", "Baumpaten"), ["1", "3", "2", None]),
        (("1. Energie", "14. Filmtage", "15. Verkehr", "Baumpaten"), ["1", "14", "15", None]),
    ],
)
def test_ordinals_are_no_numbers_of_chapters(titles: Sequence[str], numbers: Sequence[str | None]) -> None:
    sheet = page(1, *(chapter(title, 80 + 170 * at) for at, title in enumerate(titles)))
    found = found_in(sheet)
    assert [heading.number for heading in found] == numbers
    assert named(found)[1] in (titles[1], titles[1].replace(".", "", 1))


def test_heading_of_three_lines() -> None:
    title = ["Maßnahmen für Kinder, Jugendliche", "und ihre Familien in den Stadt-", "teilen des Nordens"]
    (heading,) = found_in(page(1, column(title, 70, 100, HEAD, 1.2), column(prose(12), 70, 170)))
    assert heading.title == "Maßnahmen für Kinder, Jugendliche und ihre Familien in den Stadtteilen des Nordens"
    assert heading.lines == (0, 1, 2)


def test_two_headings_below_each_other_stay_two() -> None:
    sheet = page(1, words("4 Maßnahmen", 70, 100, HEAD), chapter("4.1 Wohnen", 122), chapter("4.2 Arbeit", 320))
    assert named(found_in(sheet)) == ["4 Maßnahmen", "4.1 Wohnen", "4.2 Arbeit"]


def test_heading_on_a_coloured_bar() -> None:
    bar = Rule(Box(60, 96, 530, 118), "area", "#1893be")
    white = styled(12, bold=True, color="#ffffff")
    sheet = page(1, chapter("Handlungsfeld A: Sprache", 100, white), column(prose(8), 70, 300), rules=[bar])
    (heading,) = found_in(sheet)
    assert (heading.number, heading.title) == ("Handlungsfeld A", "Sprache")
    laid = arranged(sheet)
    assert groups_of(laid)[0].look.on_bar


def test_underlined_heading() -> None:
    line = Rule(Box(70, 111, 150, 111.5), "line", "#000000")
    sheet = page(1, chapter("Ausgangslage und Bedarf", 100, styled(11, bold=True)), rules=[line])
    assert groups_of(arranged(sheet))[0].look.underlined
    assert named(found_in(sheet)) == ["Ausgangslage und Bedarf"]


def test_head_of_a_table_is_no_heading() -> None:
    grid, printed = table(1, [["Maßnahme", "Zuständig", "Kosten"], ["Radwege", "Amt 66", "keine"]], [150] * 3, 70, 330)
    bold = [Word(w.text, w.box, BOLD) if w.box.top < 345 else w for w in printed]
    assert named(found_in(page(1, chapter("Ausgangslage", 100), bold, grids=[grid]))) == ["Ausgangslage"]


@pytest.mark.parametrize("caption", ["Abbildung 3: Verlauf", "Tabelle 1: Kosten", "Quelle: Statistik", "Foto: Stadt"])
def test_caption_is_no_heading(caption: str) -> None:
    sheet = page(1, chapter("Ausgangslage", 100), words(caption, 70, 330, BOLD), column(prose(8), 70, 350))
    assert named(found_in(sheet)) == ["Ausgangslage"]


def test_bold_words_in_running_text_are_no_heading() -> None:
    lines = column(prose(12), 70, 130)
    bold = [Word(w.text, w.box, BOLD) if 200 < w.box.top < 210 else w for w in lines]
    assert named(found_in(page(1, words("Ausgangslage", 70, 100, HEAD), bold))) == ["Ausgangslage"]


def test_bold_sentence_is_no_heading() -> None:
    sentence = words("Die Verwaltung wird beauftragt, dem Rat bis Ende Juni zu berichten.", 70, 330, BOLD)
    sheet = page(1, chapter("Ausgangslage", 100), sentence, column(prose(8), 70, 350))
    assert named(found_in(sheet)) == ["Ausgangslage"]


def test_bold_bullet_is_no_heading() -> None:
    bullets = column(["• Radwege bauen", "• Kitas öffnen", "• Kurse fördern"], 70, 330, BOLD)
    assert named(found_in(page(1, chapter("Ausgangslage", 100), bullets, column(prose(8), 70, 400)))) == [
        "Ausgangslage"
    ]


def test_labels_of_a_sheet_are_no_headings() -> None:
    labels = column(["Ziel", "Zuständig", "Kosten", "Beginn", "Dauer"], 70, 330, BOLD, 2)
    values = column(["Wohnen für alle", "Amt 66 und Amt 50", "keine", "2026", "drei Jahre"], 220, 330, pitch=2)
    assert named(found_in(page(1, chapter("Ausgangslage", 100), labels, values))) == ["Ausgangslage"]


def test_footnote_is_no_heading() -> None:
    note = words("1 Stand der Daten Juni 2026", 70, 740, styled(8, bold=True))
    line = Rule(Box(70, 735, 200, 735.5), "line", "#000000")
    sheet = page(1, chapter("Ausgangslage", 100), column(prose(15), 70, 400), note, rules=[line])
    assert named(found_in(sheet)) == ["Ausgangslage"]


def test_title_of_the_list_is_no_heading() -> None:
    assert named(found_in(page(1, chapter("Inhaltsverzeichnis", 100), chapter("Maßnahmen", 300)))) == ["Maßnahmen"]


def test_listed_title_in_body_type_is_a_heading() -> None:
    marks = [Bookmark("Zuständigkeit der Ämter", 1, 1)]
    sheet = page(1, column(prose(8)), words("Zuständigkeit der Ämter", 70, 230, BOLD), column(prose(8), 70, 250))
    assert "Zuständigkeit der Ämter" in named(found_in(sheet, bookmarks=marks))
    assert [heading.method for heading in found_in(sheet, bookmarks=marks)] == ["bookmark"]


def test_cover_of_a_longer_document_opens_no_section() -> None:
    cover = page(1, words("Integrationskonzept", 70, 300, styled(28, bold=True)), words("Neustadt", 70, 350, HEAD))
    sheets = [page(n, chapter(f"{n - 1} Kapitel mit Namen", 130), column(prose(20), 70, 350)) for n in range(2, 10)]
    assert cover_pages(arranged(cover, *sheets)) == {1}
    assert found_in(cover, *sheets)[0].page == 2
    assert cover_pages(arranged(cover)) == frozenset()


def test_document_without_text() -> None:
    assert found_in(page(1)) == ()
    assert find_headings(arranged(), Contents(), NOBODY) == ()


def test_every_line_bold() -> None:
    sheets = [page(n, column(prose(50, start=n), 70, 60, BOLD)) for n in range(1, 6)]
    assert len(found_in(*sheets)) <= 5


def test_one_word_a_line() -> None:
    sheets = [page(n, column(["Radverkehr"] * 55, 70, 60)) for n in range(1, 6)]
    assert len(found_in(*sheets)) <= 5


def test_lines_of_chance_words() -> None:
    sheets = [
        page(n, *(words(f"Wort{i}", 40 + 60 * (i % 9), 60 + 12 * (i // 9)) for i in range(500))) for n in range(1, 4)
    ]
    assert len(found_in(*sheets)) <= 3


def test_work_grows_with_the_lines_not_with_their_square(monkeypatch: pytest.MonkeyPatch) -> None:
    def looks(lines: int) -> int:
        counted = 0
        whole = vars(Box)["middle"].fget

        def count(self: Box) -> Any:
            nonlocal counted
            counted += 1
            return whole(self)

        sheets = [page(n, column(prose(50, start=n), 70, 60)) for n in range(1, lines // 50 + 1)]
        with monkeypatch.context() as patch:
            patch.setattr(Box, "middle", property(count))
            found_in(*sheets)
        return counted

    assert looks(2000) < 2.6 * looks(1000)


def levels(*rows: tuple[str, Style], listed: Sequence[str] = ()) -> list[int]:
    """Levels of headings that stand below each other on pages of their own, three by three."""
    sheets = [
        page(n + 1, *(chapter(title, 110 + 220 * place, style, 12) for place, (title, style) in enumerate(part)))
        for n, part in enumerate([rows[start : start + 3] for start in range(0, len(rows), 3)])
    ]
    marks = [Bookmark(title, 1, rows.index(row) // 3 + 1) for row in rows for title in (row[0],) if title in listed]
    headings = found_in(*sheets, bookmarks=marks)
    assert named(headings) == [title.replace(": ", " ") if "feld" in title else title for title, _ in rows]
    return [heading.level for heading in headings]


def test_numbers_tell_levels() -> None:
    rows = ("1 Einleitung", "1.1 Anlass", "1.2 Auftrag", "2 Bestand", "2.1 Zahlen", "2.1.1 Wohnen", "3 Ausblick")
    assert levels(*((title, HEAD) for title in rows)) == [1, 2, 2, 1, 2, 3, 1]


def test_type_tells_levels_without_numbers() -> None:
    rows = (("Einleitung", HEAD), ("Anlass", SUBHEAD), ("Auftrag", SUBHEAD), ("Ausblick", HEAD), ("Kosten", SUBHEAD))
    assert levels(*rows) == [1, 2, 2, 1, 2]


def test_heading_without_number_below_a_numbered_one() -> None:
    rows = (
        ("1 Bestand", HEAD),
        ("1.1 Wohnen", SUBHEAD),
        ("Bedarf", BOLD),
        ("1.2 Arbeit", SUBHEAD),
        ("Bedarf an Kursen", BOLD),
    )
    assert levels(*rows) == [1, 2, 3, 2, 3]


def test_goal_below_measures_of_its_field() -> None:
    rows = (
        ("Handlungsfeld A: Sprache", styled(18, bold=True)),
        ("Maßnahmen der Stadt", HEAD),
        ("Leitziel A 1: Kinder lernen früh", SUBHEAD),
        ("Leitziel A 2: Eltern lernen mit", SUBHEAD),
        ("Handlungsfeld B: Bildung", styled(18, bold=True)),
    )
    laid = [
        page(n + 1, *(chapter(title, 110 + 220 * place, style, 12) for place, (title, style) in enumerate(part)))
        for n, part in enumerate([rows[:3], rows[3:]])
    ]
    assert [heading.level for heading in found_in(*laid)] == [1, 2, 3, 3, 1]


def test_glossary_stands_beside_numbered_chapters() -> None:
    listed = [
        f"{title} {'.' * 60} {at}"
        for title, at in (("1 Einleitung", 2), ("2 Bestand", 3), ("3 Ausblick", 4), ("Glossar", 5))
    ]
    sheets = [page(1, words("Inhalt", 70, 110, HEAD), column(listed, 70, 150, pitch=1.6))]
    titles = ("1 Einleitung", "2 Bestand", "3 Ausblick", "Glossar")
    sheets += [page(n, chapter(title, 130, HEAD, 20)) for n, title in enumerate(titles, 2)]
    headings = found_in(*sheets)
    assert named(headings) == list(titles)
    assert [heading.level for heading in headings] == [1, 1, 1, 1]
    assert {heading.method for heading in headings} == {"contents"}


def test_measures_stand_below_goals_of_other_families() -> None:
    rows = (
        ("Leitziel 1: Wohnen", HEAD),
        ("Maßnahme 3 Ankauf", HEAD),
        ("Maßnahme 4 Umbau", HEAD),
        ("Leitziel 2: Arbeit", HEAD),
    )
    sheets = [page(n, chapter(title, 130, style, 20)) for n, (title, style) in enumerate(rows, 1)]
    assert [heading.level for heading in found_in(*sheets)] == [1, 2, 2, 1]


def test_levels_never_leave_one_out() -> None:
    rows = (("1.1.1 Wohnen", BOLD), ("2 Bestand", HEAD), ("2.3.4 Kurse", BOLD), ("Anhang", HEAD))
    found = levels(*rows)
    assert found[0] == 1
    assert all(later - level <= 1 for level, later in pairwise(found))


def test_groups_hold_every_line_once() -> None:
    laid = arranged(page(1, chapter("Ausgangslage", 100), chapter("Maßnahmen", 300)), page(2, column(prose(30))))
    used = [i for group in groups_of(laid) for i in group.lines]
    assert sorted(used) == list(range(len(laid.lines)))


def test_known_groups_stay_as_they_are() -> None:
    laid = arranged(page(1, column(["Maßnahmen", "für Kinder"], 70, 100, HEAD, 3), column(prose(8), 70, 200)))
    assert find_groups(laid, [(0, 1)])[0].text == "Maßnahmen für Kinder"
    assert find_groups(laid)[0].text == "Maßnahmen"


def test_evidence_has_names() -> None:
    laid = arranged(page(1, chapter("4.1 Ausgangslage", 100, HEAD, 20)))
    groups = groups_of(laid)
    seen = survey(groups, (0,), laid.pages)
    assert {"bolder", "much larger", "in the contents list", "deep number", "text follows"} <= evidence_of(
        groups[0], seen
    )
    assert {"same type as the body", "look of running text"} <= evidence_of(groups[1], seen)


@pytest.mark.parametrize(
    ("color", "expected"),
    [("#1893be", True), ("#c11748", True), ("#000000", False), ("#ffffff", False), ("#808285", False)],
)
def test_colours(color: str, expected: bool) -> None:
    assert is_chromatic(color) is expected
