"""Words to lines in reading order: base lines, columns, running heads, tables, footnotes."""

from collections.abc import Sequence

import pytest

from extractors.layout.baselines import MARKER, left_edges, rows_of, segment_of, segments, with_markers
from extractors.layout.columns import blocks
from extractors.layout.lines import arrange, body_size, is_table
from extractors.layout.margins import PAGE_NUMBER
from extractors.layout.prints import Print
from schemas.geometry import Box, Cell, Grid, Rule, Word
from tests.extractors.pages import (
    HEIGHT,
    WIDTH,
    arranged,
    column,
    page,
    prose,
    reading,
    rule,
    sideways,
    styled,
    table,
    texts,
    words,
)

SMALL = styled(6.0)
NOTE = styled(8.0)


def test_lines_from_top_to_bottom() -> None:
    lower, upper = words("Zweite Zeile", 70, 113), words("Erste Zeile", 70, 100)
    assert texts(arranged(page(1, lower, upper))) == ["Erste Zeile", "Zweite Zeile"]


def test_page_without_words() -> None:
    assert arranged(page(1)).lines == ()
    assert arrange(reading()).pages == ()


def test_tight_leading_keeps_lines_apart() -> None:
    found = rows_of([*words("Erste Zeile eng gesetzt", 70, 100), *words("zweite Zeile gleich darunter", 70, 106.5)])
    assert [row[0].text for row in found] == ["Erste", "zweite"]


def test_words_of_a_line_may_stand_a_little_higher() -> None:
    found = rows_of([*words("Haus", 70, 100), *words("und", 95, 100.8), *words("Hof", 115, 99.4)])
    assert [[word.text for word in row] for row in found] == [["Haus", "und", "Hof"]]


def test_lowered_figure_belongs_to_its_word() -> None:
    carbon = words("CO", 70, 100)
    figure = words("2", 80.2, 105, SMALL)
    assert texts(arranged(page(1, carbon, figure, words("sparen", 88, 100)))) == ["CO2 sparen"]


def test_a_shadow_is_read_once_and_what_is_printed_over_is_another_word() -> None:
    twice = sorted([*words("Zukunft gestalten", 60, 100), *words("Zukunft gestalten", 62, 100)], key=lambda w: w.box.x0)
    assert segment_of(twice).text == "Zukunft gestalten"
    over = sorted([*words("Landwirtschaft", 60, 100), *words("Industrie", 80, 100)], key=lambda w: w.box.x0)
    assert segment_of(over).text == "Landwirtschaft Industrie"


def test_footnote_mark_is_dropped() -> None:
    mark = words("12", 105.5, 99, SMALL)
    assert texts(arranged(page(1, words("Konzept", 70, 100), mark, words("gilt", 115, 100)))) == ["Konzept gilt"]


@pytest.mark.parametrize(("unit", "printed"), [("m", "90 m2 groß"), ("km", "90 km2 groß"), ("ha", "90 ha2 groß")])
def test_raised_figure_after_a_unit_stays(unit: str, printed: str) -> None:
    right = 85 + 5 * len(unit)
    power = words("2", right + 0.2, 99, SMALL)
    found = texts(arranged(page(1, words(f"90 {unit}", 70, 100), power, words("groß", right + 8, 100))))
    assert found == [printed]


def parts_of(row: list[Word], walls: Sequence[float] = (), edges: frozenset[int] = frozenset()) -> list[list[Word]]:
    found = segments(Print.of(row), range(len(row)), walls, edges)
    return [[row[place] for place in part] for part in found]


def test_wide_gap_parts_a_row() -> None:
    row = [*words("Zuständig", 70, 100), *words("Amt 50", 200, 100)]
    assert [[word.text for word in part] for part in parts_of(row)] == [["Zuständig"], ["Amt", "50"]]


def test_narrow_gap_parts_at_an_edge_that_many_lines_share() -> None:
    lines = [[*words("Kosten", 70, 100 + 13 * n), *words("keine", 109, 100 + 13 * n)] for n in range(6)]
    found = Print.of([word for line in lines for word in line])
    edges = left_edges(found, [(2 * n, 2 * n + 1) for n in range(6)])
    assert 109 in edges
    assert len(parts_of(lines[0], edges=edges)) == 2
    assert len(parts_of(lines[0])) == 1


def test_narrow_gap_parts_label_from_value() -> None:
    row = [*words("Kosten", 70, 100, styled(bold=True)), *words("keine", 109, 100)]
    assert len(parts_of(row)) == 2


def test_wall_parts_words_without_a_gap() -> None:
    row = [*words("ja", 70, 100), *words("nein", 85, 100)]
    assert len(parts_of(row, walls=[82.0])) == 2
    wall = Rule(Box(82, 90, 82.5, 130), "line")
    assert texts(arranged(page(1, row, rules=[wall]))) == ["ja", "nein"]


@pytest.mark.parametrize("sign", ["•", "–", "1.", "12)", "a)", "(3)", "A 1", "4.1.2", "IV.", "☐", "M-07"])
def test_bullets_and_numbers_join_their_lines(sign: str) -> None:
    marker, line = segment_of(words(sign, 70, 100)), segment_of(words("Radwege bauen", 105, 100))
    assert MARKER.match(sign)
    assert [part.text for part in with_markers([marker, line])] == [f"{sign} Radwege bauen"]


def test_word_before_a_gap_is_no_marker() -> None:
    label, value = segment_of(words("Ziel", 70, 100)), segment_of(words("Radwege bauen", 115, 100))
    assert len(with_markers([label, value])) == 2


def test_two_columns_are_read_one_after_the_other() -> None:
    left, right = prose(12, 42), prose(12, 42, start=5)
    found = arranged(page(1, column(left, 70), column(right, 320)))
    assert texts(found) == [*left, *right]
    assert {line.column for line in found.lines} == {0, 1}


def test_three_columns() -> None:
    parts = [prose(12, 30, start=n) for n in range(3)]
    found = arranged(page(1, *(column(part, 40 + 180 * n) for n, part in enumerate(parts))))
    assert texts(found) == [line for part in parts for line in part]


def test_heading_over_both_columns_divides_them() -> None:
    first, second = [prose(6, 42, start=n) for n in range(2)], [prose(6, 42, start=n) for n in (3, 7)]
    head = "Eine Überschrift über beide Spalten hinweg, weit über die Mitte"
    found = arranged(
        page(
            1,
            column(first[0], 70, 100),
            column(first[1], 320, 100),
            words(head, 70, 200, styled(12, bold=True)),
            column(second[0], 70, 240),
            column(second[1], 320, 240),
        )
    )
    assert texts(found) == [*first[0], *first[1], head, *second[0], *second[1]]


def test_labels_beside_values_are_no_column() -> None:
    labels = ["Ziel", "", "", "Zuständig", "", "Kosten", "", "", "Beginn"]
    values = [f"{number} {line}" for number, line in enumerate(prose(8, 50))] + ["2026"]
    found = arranged(page(1, column(labels, 70, style=styled(bold=True)), column(values, 200)))
    read = texts(found)
    assert read.index("Kosten") == read.index(values[5]) - 1
    assert {line.column for line in found.lines} == {-1}


def test_few_lines_make_no_columns() -> None:
    found = blocks([segment_of(words("links", 70, 100)), segment_of(words("rechts", 320, 100))])
    assert [block.column for block in found] == [-1]


HEADS = ("Einleitung", "Klima", "Verkehr", "Wohnen", "Bildung", "Arbeit", "Ausblick", "Anhang")
"""Chapters named by the running head of a document."""


def test_running_title_is_dropped() -> None:
    sheets = [
        page(n, words("Integrationskonzept der Stadt Neustadt", 70, 40, NOTE), column(prose(10, start=n)))
        for n in range(1, 5)
    ]
    assert "Integrationskonzept der Stadt Neustadt" not in [line.text for line in arranged(*sheets).lines]


def test_running_title_with_page_number_is_dropped() -> None:
    sheets = [page(n, words(f"Konzept Neustadt Seite {n}", 70, 800, NOTE), column(prose(10))) for n in range(1, 5)]
    assert len(arranged(*sheets).lines) == 40


def test_chapter_names_in_the_head_are_dropped_with_the_title_beside() -> None:
    sheets = [
        page(n, words("Konzept Neustadt", 70, 40, NOTE), words(HEADS[n - 1], 400, 40, NOTE), column(prose(10)))
        for n in range(1, 9)
    ]
    found = {line.text for line in arranged(*sheets).lines}
    assert found.isdisjoint({"Konzept Neustadt", *HEADS})


def test_heading_that_stands_alone_at_the_top_stays() -> None:
    sheets = [
        page(n, words(HEADS[n - 1], 70, 90, styled(16, bold=True)), column(prose(10), top=130)) for n in range(1, 9)
    ]
    assert [texts(arranged(*sheets), n)[0] for n in range(1, 9)] == list(HEADS)


def test_short_documents_have_no_running_heads() -> None:
    sheets = [page(n, words("Beschluss zur Vorlage", 70, 40), column(prose(3))) for n in (1, 2)]
    assert len([line for line in arranged(*sheets).lines if line.text == "Beschluss zur Vorlage"]) == 2


@pytest.mark.parametrize(
    "printed", ["7", "- 7 -", "– 12 –", "Seite 3", "Seite 3 von 12", "iv", "XII", "3 / 12", "S. 4"]
)
def test_page_numbers_are_dropped(printed: str) -> None:
    assert PAGE_NUMBER.match(printed)
    assert texts(arranged(page(1, column(prose(4)), words(printed, 290, 805)))) == prose(4)


@pytest.mark.parametrize("printed", ["7 Ausblick", "Neustadt", "3. Juni"])
def test_other_lone_lines_at_the_foot_stay(printed: str) -> None:
    assert texts(arranged(page(1, column(prose(4)), words(printed, 290, 805))))[-1] == printed


def test_number_in_the_body_is_no_page_number() -> None:
    assert texts(arranged(page(1, words("42", 290, 400)))) == ["42"]


def test_table_of_one_page_is_read_cell_by_cell() -> None:
    grid, printed = table(1, [["Nr.", "Maßnahme"], ["1", "Radwege"]], [60, 200], 70, 300)
    found = arranged(page(1, column(prose(3)), printed, column(prose(3), top=500), grids=[grid]))
    assert texts(found) == [*prose(3), "Nr.", "Maßnahme", "1", "Radwege", *prose(3)]
    assert [cell and cell.text for cell in found.pages[0].grids[0].rows[1]] == ["1", "Radwege"]
    assert [line.grid for line in found.lines] == [-1] * 3 + [0] * 4 + [-1] * 3


def test_cell_of_several_lines() -> None:
    box = Box(70, 300, 300, 360)
    grid = Grid(1, box, ((Cell(Box(70, 300, 185, 360)), Cell(Box(185, 300, 300, 360))),) * 2)
    found = arranged(page(1, column(["Bau von Rad-", "wegen"], 73, 303), words("Amt 66", 190, 303), grids=[grid]))
    assert [cell and cell.text for cell in found.pages[0].grids[0].rows[0]] == ["Bau von Rad-\nwegen", "Amt 66"]


def test_sideways_words_fill_cells_only() -> None:
    box = Box(70, 300, 300, 360)
    grid = Grid(1, box, ((Cell(Box(70, 300, 100, 360)), Cell(Box(100, 300, 300, 360))),) * 2)
    found = arranged(page(1, sideways(words("Handlungsfeld", 75, 320)), words("Amt 66", 110, 303), grids=[grid]))
    assert texts(found) == ["Amt 66"]
    assert [cell and cell.text for cell in found.pages[0].grids[0].rows[0]] == ["Handlungsfeld", "Amt 66"]


def test_table_in_the_margin_comes_once() -> None:
    grid, printed = table(1, [["Neustadt", "2026"], ["Seite", "1"]], [100, 60], 70, 20)
    found = [line.text for line in arranged(page(1, printed, column(prose(4), top=200), grids=[grid])).lines]
    assert sorted(found) == sorted({*found})


def test_letterheads_that_repeat_are_dropped_though_they_are_tables() -> None:
    sheets = []
    for n in range(1, 5):
        grid, printed = table(n, [["Stadt Neustadt", "Dezernat"], ["Vorlage", "Anlage"]], [100, 90], 70, 20)
        sheets.append(page(n, printed, column(prose(4), top=200), grids=[grid]))
    assert {line.text for line in arranged(*sheets).lines} == set(prose(4))


def test_no_word_is_lost_in_overlapping_tables() -> None:
    outer, printed = table(1, [["Nr.", "Maßnahme"], ["1", "Radwege"]], [60, 200], 70, 300)
    inner = Grid(1, Box(130, 318, 330, 336), outer.rows[1:] * 2)
    found = arranged(page(1, printed, grids=[outer, inner]))
    assert sorted(texts(found)) == ["1", "Maßnahme", "Nr.", "Radwege"]


@pytest.mark.parametrize(
    ("rows_", "columns", "expected"), [(1, 1, False), (1, 4, False), (2, 1, False), (2, 2, True), (3, 1, True)]
)
def test_frames_are_no_tables(rows_: int, columns: int, expected: bool) -> None:
    cell = Cell(Box(0, 0, 10, 10))
    assert is_table(Grid(1, cell.box, ((cell,) * columns,) * rows_)) is expected


def test_footnotes_under_a_short_rule() -> None:
    notes = column(["1 Stand der Daten: Juni 2026.", "fortgesetzt in der zweiten Zeile"], 70, 740, NOTE)
    found = arranged(page(1, column(prose(20)), notes, rules=[rule(70, 735, 200)]))
    assert [line.role for line in found.lines] == ["body"] * 20 + ["footnote"] * 2


def test_mark_set_close_to_its_note() -> None:
    notes = words("3Vgl. Ratsbeschluss", 70, 740, NOTE)
    assert arranged(page(1, column(prose(20)), notes, rules=[rule(70, 735, 200)])).lines[-1].role == "footnote"


@pytest.mark.parametrize("text", ["Quelle: eigene Erhebung", "Alle Angaben ohne Gewähr"])
def test_small_print_without_a_mark_is_no_footnote(text: str) -> None:
    found = arranged(page(1, column(prose(20)), words(text, 70, 740, NOTE), rules=[rule(70, 735, 200)]))
    assert found.lines[-1].role == "body"


def test_small_print_without_a_rule_is_no_footnote() -> None:
    found = arranged(page(1, column(prose(20)), words("1 Stand der Daten", 70, 740, NOTE)))
    assert found.lines[-1].role == "body"


def test_rule_over_the_whole_width_opens_no_notes() -> None:
    found = arranged(page(1, column(prose(20)), words("1 Stand", 70, 740, NOTE), rules=[rule(40, 735, WIDTH - 40)]))
    assert found.lines[-1].role == "body"


def test_body_size_is_what_most_letters_have() -> None:
    found = arranged(page(1, words("Titel", 70, 100, styled(24)), column(prose(5), top=200)))
    assert body_size(found.lines) == 10.0
    assert body_size([]) == 0.0


def test_each_upright_word_of_the_body_is_in_one_line() -> None:
    grid, printed = table(1, [["Nr.", "Maßnahme"], ["1", "Radwege"]], [60, 200], 70, 420)
    sheet = page(1, column(prose(12, 42), 70), column(prose(12, 42, 5), 320), printed, grids=[grid])
    found = [word for line in arranged(sheet).lines for word in line.words]
    assert sorted(map(_place, found)) == sorted(map(_place, sheet.words))
    assert all(word.box.bottom < HEIGHT for word in found)


def _place(word: Word) -> tuple[float, float, str]:
    return word.box.x0, word.box.top, word.text


def test_catchwords_in_the_margin_are_notes_and_stand_behind_the_text() -> None:
    text = column(prose(14), x=200)
    catchwords = column(["Elektroautos", "können Strom", "sparen"], x=60, top=146, style=styled(8))
    found = arranged(page(1, text, catchwords))
    assert [line.text for line in found.lines if line.role == "note"] == ["Elektroautos", "können Strom", "sparen"]
    assert [line.role for line in found.lines[:14]] == ["body"] * 14


def test_a_small_label_beside_the_first_line_of_its_value_is_no_note() -> None:
    value = column(["ein kurzer Anfang", *prose(12)], x=200, top=100)
    label = words("KURZBESCHREIBUNG", 60, 101, styled(8))
    found = arranged(page(1, value, label))
    assert {line.role for line in found.lines} == {"body"}
