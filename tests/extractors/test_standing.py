"""Titles told by where they stand; and what stands like a title but belongs to something else."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from extractors.council.headings import with_attendance, with_paper_headings
from extractors.structure.contents import find_contents
from extractors.structure.evidence import HEADLINE_FONT, KEY_FIGURE, QUOTATION
from extractors.structure.headings import find_headings
from extractors.structure.outline import Heading
from extractors.structure.witnesses import find_witnesses
from schemas.geometry import Page, Rule, Style, Word
from tests.extractors.council_pages import lines_of
from tests.extractors.pages import PLAIN, WIDTH, arranged, column, page, prose, styled, words

HEAD = styled(14, bold=True)
BOLD = styled(bold=True)


def outline(*sheets: Page) -> list[tuple[int, str | None, str]]:
    laid = arranged(*sheets)
    contents = find_contents(laid.lines, len(laid.pages))
    found = find_headings(laid, contents, find_witnesses(laid.lines, contents, ()))
    return [(heading.level, heading.number, heading.title) for heading in found]


def titles(*sheets: Page) -> list[str]:
    return [" ".join(filter(None, (number, title))) for _, number, title in outline(*sheets)]


def middle(text: str, top: float, style: Style = PLAIN) -> list[Word]:
    """A line in the middle of the page."""
    return words(text, (WIDTH - 0.5 * style.size * len(text)) / 2, top, style)


def contract(sections: Sequence[str], recognised: float | None = None) -> list[Page]:
    """A contract in one type, three sections a page, their titles in the middle."""
    sheets = []
    for start in range(0, len(sections), 3):
        parts = []
        for place, title in enumerate(sections[start : start + 3]):
            top = 80 + 220 * place
            parts += [middle(title, top), column(prose(9, start=start + place), 95, top + 30)]
        sheets.append(replace(page(start // 3 + 1, *parts), recognised=recognised))
    return sheets


def test_titles_in_the_middle_of_a_contract_need_no_bold_type() -> None:
    sections = ["§ 1 Gegenstand", "§ 2 Dauer", "§ 3 Kosten und Haftung", "Schlussbestimmungen"]
    assert titles(*contract(sections)) == sections


def test_two_short_lines_in_the_middle_are_no_habit() -> None:
    assert titles(*contract(["§ 1 Gegenstand", "§ 2 Dauer"])) == []


def test_short_lines_at_the_left_edge_in_the_type_of_the_text_are_no_titles() -> None:
    parts = [column([f"Absatz {n} des Textes", "", *prose(7, start=n)], 70, 80 + 160 * n) for n in range(4)]
    assert titles(page(1, *parts)) == []


@pytest.mark.parametrize(
    "printed",
    [
        ["$ 1 Gegenstand", "& 2 Dauer", "8 3 Kosten", "8 4 Haftung"],
        ["8 1 Gegenstand", "82 Dauer", "$3 Kosten", "4 Haftung"],
        ["§ 1 Gegenstand", "§ 2 Dauer", "§ 3 Kosten", "S 4 Haftung"],
    ],
)
def test_paragraph_signs_that_were_misread_count_on(printed: list[str]) -> None:
    found = outline(*contract(printed, recognised=0.9))
    assert found == [(1, "§ 1", "Gegenstand"), (1, "§ 2", "Dauer"), (1, "§ 3", "Kosten"), (1, "§ 4", "Haftung")]


@pytest.mark.parametrize(
    ("printed", "recognised"),
    [
        (["8 1 Gegenstand", "8 2 Dauer", "8 3 Kosten", "8 4 Haftung"], None),
        (["8 4 Gegenstand", "8 2 Dauer", "8 9 Kosten", "8 1 Haftung"], 0.9),
        (["8 1 Gegenstand", "8 2 Dauer", "Kosten", "Haftung"], 0.9),
    ],
)
def test_other_numbers_are_no_paragraph_signs(printed: list[str], recognised: float | None) -> None:
    assert not any("§" in (number or "") for _, number, _ in outline(*contract(printed, recognised)))


def test_bold_words_that_run_on_are_no_title() -> None:
    lines = column(prose(12), 70, 130)
    run_in = [
        *words("Fahrräder für alle: Die Stadt fördert Fahrräder für alle, die hier wohnen und auch", 70, 330, BOLD),
        *words("arbeiten:", 70, 343, BOLD),
        *words("in allen Stadtteilen wird das Angebot für Kinder und Eltern Schritt für", 120, 343),
        *column(prose(6), 70, 356),
    ]
    assert titles(page(1, words("Ausgangslage", 70, 100, HEAD), lines, run_in)) == ["Ausgangslage"]


def test_a_bold_title_above_a_paragraph_that_begins_bold_stays_one() -> None:
    parts = [
        *words("Ziele der Stadt", 70, 330, BOLD),
        *words("Wohnen", 70, 347, BOLD),
        *words("in allen Stadtteilen wird das Angebot für Kinder und Eltern Schritt", 120, 347),
        *column(prose(6), 70, 360),
    ]
    assert "Ziele der Stadt" in titles(page(1, words("Ausgangslage", 70, 100, HEAD), column(prose(12), 70, 130), parts))


def test_who_said_a_motto_opens_no_section() -> None:
    motto = [
        *column(["„Wer in der Stadt wohnt,", "soll mitreden können.“"], 70, 130, styled(font="Sans-Italic")),
        *words("Erika Mustermann", 70, 157, BOLD),
        *column(prose(12), 70, 190),
    ]
    sheets = [page(n, words(f"{n} Kapitel mit Namen", 70, 100, HEAD), motto) for n in range(1, 5)]
    assert titles(*sheets) == [f"{n} Kapitel mit Namen" for n in range(1, 5)]


@pytest.mark.parametrize("text", ["„Wohnen ist ein Menschenrecht.“", "»Gut so!«", '"Alle reden mit"', "“Ja“."])
def test_quotations(text: str) -> None:
    assert QUOTATION.match(text)


@pytest.mark.parametrize("text", ["„Gut beraten“ – die Kampagne", "Kampagne „Gut beraten“ der Stadt", "Ziele"])
def test_words_in_quotation_marks_are_no_quotation(text: str) -> None:
    assert not QUOTATION.match(text)


def test_what_a_key_figure_counts_opens_no_section() -> None:
    figure = [
        *words("93 %", 70, 320, styled(24, bold=True)),
        *words("CO2-Einsparung bis 2030", 70, 348, styled(12, bold=True)),
        *column(prose(8), 70, 380),
    ]
    sheet = page(1, words("Strom", 70, 100, HEAD), column(prose(12), 70, 130), figure)
    assert titles(sheet) == ["Strom"]


@pytest.mark.parametrize(
    "text", ["93 %", "35 Mio. €", "4.509", "ca. 120 MWh", "+3,5 %", "1.200 €", "rund 7,4 Mrd. Euro"]
)
def test_key_figures(text: str) -> None:
    assert KEY_FIGURE.match(text)


@pytest.mark.parametrize("text", ["1", "01", "12.", "1. Wohnen", "2 Ziele", "4.1", "3 x 2", "1" + "a" * 60])
def test_numbers_of_titles_are_no_key_figures(text: str) -> None:
    assert text == "4.1" or not KEY_FIGURE.match(text)


def test_highlighted_text_that_goes_on_in_the_next_column_is_no_title() -> None:
    left = [
        *column(prose(14, 38), 70, 130),
        *column(["Bis 2035 steht der Stadt", "nur noch so viel zu,"], 70, 340, HEAD),
    ]
    right = [*words("wie sie 2020 verbrauchte", 320, 130, HEAD), *column(prose(16, 38, 5), 320, 160)]
    assert "wie sie 2020 verbrauchte" not in titles(
        page(1, words("Budget", 70, 80, styled(20, bold=True)), left, right)
    )


@pytest.mark.parametrize("font", ["StadtHeadline", "NotoSansDisplay", "Amtstitel-Roman"])
def test_fonts_made_for_titles(font: str) -> None:
    assert HEADLINE_FONT.search(font)
    named = ["Beratung der Betriebe", "Hilfe für Familien"]
    sheet = [
        page(
            n,
            words(title, 70, 320, styled(font=font)),
            column(prose(12), 70, 130),
            column(prose(9), 70, 340),
        )
        for n, title in enumerate(named, 1)
    ]
    assert titles(*sheet) == named


def boxes(caption: str) -> list[Page]:
    """Steps in coloured boxes below each other, with one left edge, above a caption."""
    steps = ["PPS 1 Auftrag klären", "PPS 2 Team bilden", "PPS 3 Plan schreiben", "PPS 4 Plan beschließen"]
    bars = [Rule(words(step, 70, 320 + 40 * n, BOLD)[0].box, "area", "#c0d0e0") for n, step in enumerate(steps)]
    wide = [
        replace(bar, box=replace(bar.box, x0=60, x1=300, top=bar.box.top - 4, bottom=bar.box.bottom + 4))
        for bar in bars
    ]
    parts = [words(step, 70, 320 + 40 * n, BOLD) for n, step in enumerate(steps)]
    sheet = page(
        1,
        words("Ablauf", 70, 100, HEAD),
        column(prose(12), 70, 130),
        *parts,
        words(caption, 70, 490),
        column(prose(9), 70, 520),
        rules=wide,
    )
    return [sheet]


def test_steps_in_the_boxes_of_a_diagram_are_no_titles() -> None:
    assert titles(*boxes("Abbildung 3: Ablauf des Projekts")) == ["Ablauf"]


def test_words_of_a_chart_below_each_other_are_no_paragraph() -> None:
    axis = column(
        ["Landnutzung", "und Landnutzungs-", "änderungen im", "Stadtgebiet 2011", "Abwasser", "und Abfälle"], 90, 350
    )
    sheet = page(
        1,
        words("Ausgangslage", 70, 100, HEAD),
        column(prose(12), 70, 130),
        words("Verursacher der Emissionen 2011", 70, 320, HEAD),
        axis,
        words("Abb. 6.2-9 Verursacher der Emissionen", 70, 470),
        column(prose(9), 70, 500),
    )
    assert titles(sheet) == ["Ausgangslage"]


def test_the_list_shortens_a_long_title() -> None:
    listed = [
        f"{title} {'.' * 30} {at}" for title, at in (("1 Anlass", 2), ("2 Wärme", 3), ("3 Strom", 4), ("4 Fazit", 5))
    ]
    bodies = [("1 Anlass",), ("2 Wärme", "aus erneuerbaren Quellen"), ("3 Strom",), ("4 Fazit",)]
    sheets = [page(1, words("Inhalt", 70, 110, HEAD), column(listed, 70, 150, pitch=1.6))]
    sheets += [page(n, column(title, 70, 100, HEAD), column(prose(20), 70, 160)) for n, title in enumerate(bodies, 2)]
    assert titles(*sheets) == ["1 Anlass", "2 Wärme aus erneuerbaren Quellen", "3 Strom", "4 Fazit"]


def numbered_parts(indent: float) -> list[Page]:
    """Parts in roman numbers, in the second one chapters that count through most of the document."""
    chapters = ("1. Wohnen", "2. Arbeit", "3. Schule", "4. Sport", "5. Kultur")
    rows = [
        (70.0, "I. Anlass", 2),
        (70.0, "II. Hinweise", 2),
        *((70 + indent, title, at) for at, title in enumerate(chapters, 3)),
    ]
    listing = [words(f"{title} {'.' * 40} {at}", x, 150 + 16 * place) for place, (x, title, at) in enumerate(rows)]
    second = page(
        2,
        words("I. Anlass", 70, 100, HEAD),
        column(prose(12), 70, 130),
        words("II. Hinweise", 70, 320, HEAD),
        column(prose(9), 70, 350),
    )
    later = [
        page(n, words(title, 70, 100, styled(12, bold=True)), column(prose(20), 70, 130))
        for n, title in enumerate(chapters, 3)
    ]
    return [page(1, words("Inhalt", 70, 110, HEAD), *listing), second, *later]


def test_chapters_below_parts_stand_below_them_as_the_list_indents_them() -> None:
    assert [level for level, _, _ in outline(*numbered_parts(12))] == [1, 1, 2, 2, 2, 2, 2]


def test_chapters_below_larger_parts_stand_below_them_without_a_list() -> None:
    assert [level for level, _, _ in outline(*numbered_parts(12)[1:])] == [1, 1, 2, 2, 2, 2, 2]


@pytest.mark.parametrize("title", ["Begründung", "Quellenverzeichnis", "Anhang: Karten", "Glossar"])
def test_back_matter_stands_behind_the_last_chapter_not_in_it(title: str) -> None:
    chapters = [
        page(n, words(f"{n} Kapitel mit Namen", 70, 100, HEAD), column(prose(20), 70, 130)) for n in range(1, 4)
    ]
    last = page(4, words(title, 70, 100, HEAD), column(prose(20), 70, 130))
    assert [level for level, _, _ in outline(*chapters, last)] == [1, 1, 1, 1]


def test_other_titles_set_like_chapters_stand_in_them() -> None:
    chapters = [
        page(n, words(f"{n} Kapitel mit Namen", 70, 100, HEAD), column(prose(20), 70, 130)) for n in range(1, 4)
    ]
    last = page(4, words("Rathaus Nord", 70, 100, HEAD), column(prose(20), 70, 130))
    assert [level for level, _, _ in outline(*chapters, last)] == [1, 1, 1, 2]


@pytest.mark.parametrize(
    "lines",
    [["3 Für eine", "Stadt, die allen eine Zukunft gibt"], ["3 Für eine Stadt, die allen eine", "Zukunft gibt"]],
)
def test_the_lines_of_a_title_over_both_columns_stay_together(lines: list[str]) -> None:
    above = [*column(prose(16, 38), 70, 80), *column(prose(16, 38, 3), 320, 80)]
    below = [*column(prose(16, 38), 70, 370), *column(prose(16, 38, 3), 320, 370)]
    found = titles(page(1, above, column(lines, 70, 310, styled(20), 1.2), below))
    assert found == ["3 Für eine Stadt, die allen eine Zukunft gibt"]


MINUTES = """
**Niederschrift**
**Anwesende:**|**Entschuldigt**|**Verteiler**
Verwaltung:|Herr Muster|alle Ämter
Frau Beispiel
Stadtrat:
Herr Vorbild

**Ergebnis**
**TOP 1: Haushalt**
"""


def heading(first: int, title: str, number: str | None = None) -> Heading:
    return Heading((first,), number, title, 1, 1, "style")


def test_minutes_are_outlined_by_the_heads_of_those_present() -> None:
    lines = lines_of(MINUTES)
    texts = [line.text for line in lines]
    found = [heading(0, "Niederschrift"), heading(texts.index("Stadtrat:"), "Stadtrat:")]
    found.append(heading(texts.index("TOP 1: Haushalt"), "Haushalt", "TOP 1"))
    outlined = with_attendance(found, lines)
    assert [h.title for h in outlined] == ["Niederschrift", "Anwesende:", "Entschuldigt", "Verteiler", "Haushalt"]
    assert [h.level for h in outlined] == [1, 2, 2, 2, 1]


def test_minutes_without_such_heads_keep_their_headings() -> None:
    lines = lines_of("**Niederschrift**\nAnwesend: Frau Beispiel\n**TOP 1: Haushalt**")
    found = [heading(0, "Niederschrift"), heading(2, "Haushalt:", "TOP 1")]
    assert with_attendance(found, lines) == tuple(found)
    assert with_attendance([], ()) == ()


def test_the_kind_of_a_short_paper_stands_on_top_in_larger_type() -> None:
    first, *rest = lines_of(
        "BESCHLUSSEMPFEHLUNG\n\nAntrag Nr.: A0126/15\n\n**Beschlussvorschlag:**\nDer Rat stimmt zu."
    )
    large = replace(first, style=replace(first.style, size=17.0))
    assert [h.title for h in with_paper_headings((), (large, *rest), 1)] == [
        "BESCHLUSSEMPFEHLUNG",
        "Beschlussvorschlag:",
    ]
    assert [h.title for h in with_paper_headings((), (first, *rest), 1)] == ["Beschlussvorschlag:"]


@pytest.mark.parametrize("bullet", ["•", "©", "®", "☑"])
def test_items_behind_bullets_are_no_titles_however_they_were_recognised(bullet: str) -> None:
    item = words(f"{bullet} die Sicherung der Mitbestimmung", 70, 320, styled(12))
    assert titles(
        page(1, words("Ziele", 70, 100, HEAD), column(prose(12), 70, 130), item, column(prose(9), 70, 350))
    ) == ["Ziele"]
