"""Printed contents lists, and the headings they lead to."""

from collections.abc import Sequence

import pytest

from extractors.layout.lines import Arranged
from extractors.structure.contents import Contents, Entry, find_contents, is_contents_page
from extractors.structure.witnesses import Witnesses, find_witnesses, key_of
from schemas.geometry import Bookmark, Page, Word
from tests.extractors.pages import arranged, column, page, prose, styled, words

CHAPTERS = (
    ("1", "Einleitung", 3),
    ("2", "Ausgangslage", 4),
    ("2.1", "Bevölkerung", 4),
    ("2.2", "Wohnen", 5),
    ("3", "Maßnahmen", 6),
    ("4", "Ausblick", 8),
)
HEAD = styled(14, bold=True)


def dotted(title: str, number: int, width: int = 80) -> str:
    """A title with dot leaders and its page."""
    return f"{title} {'.' * (width - len(title))} {number}"


LEADERS = [dotted(f"{number} {title}", at) for number, title, at in CHAPTERS]
PLAIN = [f"{number} {title} {at}" for number, title, at in CHAPTERS]


def body(chapters: Sequence[tuple[str, str, int]] = CHAPTERS, shift: int = 0) -> list[Page]:
    """Pages 3 to 10, headings where the list says, or `shift` pages later."""
    sheets = []
    for number in range(3, 11):
        heads = [f"{n} {title}".strip() for n, title, at in chapters if at + shift == number]
        parts = [words(head, 70, 120 + 150 * place, HEAD) for place, head in enumerate(heads)]
        filling = [column(prose(8), 70, 150 + 150 * place) for place in range(max(1, len(heads)))]
        sheets.append(page(number, *parts, *filling))
    return sheets


def document(rows: Sequence[str], sheets: Sequence[Page], title: str = "Inhalt") -> Arranged:
    """A cover, a contents list and pages."""
    listed = page(2, words(title, 70, 110, HEAD), column(rows, 70, 150, pitch=1.6))
    return arranged(page(1, words("Konzept der Stadt Neustadt", 70, 300, styled(24))), listed, *sheets)


def listed(found: Arranged) -> Contents:
    return find_contents(found.lines, len(found.pages))


def entries(found: Contents) -> list[tuple[str | None, str, int]]:
    return [(entry.number, entry.title, entry.printed_page) for entry in found.entries]


@pytest.mark.parametrize("rows", [LEADERS, PLAIN])
def test_list_with_and_without_leaders(rows: list[str]) -> None:
    found = listed(document(rows, body()))
    assert entries(found) == list(CHAPTERS)
    assert found.pages == {2}


@pytest.mark.parametrize("leader", ["....", "………", "____", "····", ". . . . . ."])
def test_leaders(leader: str) -> None:
    rows = [f"{number} {title} {leader} {at}" for number, title, at in CHAPTERS]
    assert entries(listed(document(rows, body(), title="Gliederung"))) == list(CHAPTERS)


def test_numbers_and_pages_that_stand_apart() -> None:
    parts = [words("Inhaltsverzeichnis", 70, 110, HEAD)]
    for place, (number, title, at) in enumerate(CHAPTERS):
        top = 150 + 16 * place
        parts += [words(number, 70, top), words(title, 110, top), words(str(at), 500, top)]
    found = arranged(page(1, words("Konzept", 70, 300)), page(2, *parts), *body())
    assert entries(listed(found)) == list(CHAPTERS)


def test_entry_of_two_lines() -> None:
    long = "Maßnahmen für Kinder, Jugendliche und ihre Familien in allen"
    rows = [*LEADERS[:4], f"3 {long}", dotted("Stadtteilen", 6), LEADERS[5]]
    found = entries(listed(document(rows, body())))
    assert found[4] == ("3", f"{long} Stadtteilen", 6)
    assert len(found) == 6


def test_entry_broken_inside_a_word() -> None:
    rows = [*LEADERS[:4], "3 Maßnahmen der Integrations-", dotted("politik", 6), LEADERS[5]]
    assert entries(listed(document(rows, body())))[4] == ("3", "Maßnahmen der Integrationspolitik", 6)


def test_pages_in_front_of_titles() -> None:
    rows = [f"{at} {title}" for _, title, at in CHAPTERS if title != "Bevölkerung"]
    found = entries(listed(document(rows, body())))
    assert found == [(None, title, at) for _, title, at in CHAPTERS if title != "Bevölkerung"]


def test_lists_of_figures_are_no_sections() -> None:
    figures = [dotted(f"Abbildung {n}: Verlauf im Stadtteil {n}", 2 + n) for n in range(1, 5)]
    found = listed(document([*LEADERS, *figures], body()))
    assert entries(found) == list(CHAPTERS)


@pytest.mark.parametrize(
    "rows",
    [
        prose(20),
        [*prose(10), "im Jahr 2020 waren es 57", "im Jahr 2021 waren es 61"],
        [f"{title} {at}" for title, at in (("Nord", 93), ("Süd", 12), ("Ost", 55), ("West", 31), ("Mitte", 7))],
        [],
    ],
)
def test_pages_that_are_no_contents_list(rows: list[str]) -> None:
    found = arranged(page(1, column(rows)))
    assert not is_contents_page(found.lines)


def test_no_list_at_all() -> None:
    assert listed(arranged(*body())) == Contents()


def test_headings_are_found_where_the_list_says() -> None:
    found = document(LEADERS, body())
    witnesses = find_witnesses(found.lines, listed(found), ())
    assert _titles(found, witnesses) == [f"{number} {title}" for number, title, _ in CHAPTERS]
    assert witnesses.missing == ()


@pytest.mark.parametrize("shift", [1, 2])
def test_covers_that_are_not_counted_shift_the_pages(shift: int) -> None:
    found = document(LEADERS, body(shift=shift))
    witnesses = find_witnesses(found.lines, listed(found), ())
    assert witnesses.missing == ()


def test_page_wrong_by_one_is_forgiven() -> None:
    rows = [dotted("1 Einleitung", 3), *LEADERS[1:5], dotted("4 Ausblick", 7)]
    found = document(rows, body())
    assert find_witnesses(found.lines, listed(found), ()).missing == ()


def test_missing_headings_are_named() -> None:
    found = document([*LEADERS, dotted("5 Anhang mit Karten", 9)], body())
    assert find_witnesses(found.lines, listed(found), ()).missing == ("5 Anhang mit Karten",)


def test_title_over_two_lines_in_the_body() -> None:
    sheets = [
        page(3, column(["1 Maßnahmen für Kinder", "und Jugendliche"], 70, 120, HEAD), column(prose(9), top=200)),
        *body()[1:],
    ]
    rows = [dotted("1 Maßnahmen für Kinder und Jugendliche", 3), *LEADERS[1:]]
    found = document(rows, sheets)
    witnesses = find_witnesses(found.lines, listed(found), ())
    assert len(min(witnesses.by_lines)) == 2


def test_the_same_title_twice_is_found_twice() -> None:
    chapters = (("", "Ausgangslage", 3), ("", "Ziele im Feld", 4), ("", "Ausgangslage", 6), ("", "Ziele im Feld", 8))
    found = document([dotted(title, at) for _, title, at in chapters], body(chapters))
    witnesses = find_witnesses(found.lines, listed(found), ())
    assert [found.lines[chain[0]].page for chain in sorted(witnesses.by_lines)] == [3, 4, 6, 8]


def test_title_in_running_text_is_no_heading() -> None:
    sheets = [page(3, column([*prose(4), "wie im Abschnitt Ausblick gesagt"])), *body()[1:]]
    found = document(LEADERS, sheets)
    assert all(found.lines[chain[0]].style == HEAD for chain in find_witnesses(found.lines, listed(found), ()).by_lines)


def test_bookmarks_are_witnesses_too() -> None:
    found = arranged(*body())
    marks = [Bookmark("3 Maßnahmen", 1, 6), Bookmark("Titelblatt", 1, 1), Bookmark("4 Ausblick", 1, None)]
    witnesses = find_witnesses(found.lines, Contents(), marks)
    assert _titles(found, witnesses) == ["3 Maßnahmen"]
    assert set(witnesses.by_lines.values()) == {"bookmark"}


def test_contents_list_is_not_its_own_witness() -> None:
    found = document(LEADERS, [page(3, column(prose(20)))])
    witnesses = find_witnesses(found.lines, listed(found), ())
    assert witnesses.by_lines == {}
    assert len(witnesses.missing) == len(CHAPTERS)


def test_left_edges_are_kept() -> None:
    entry = Entry(None, "Ausgangslage", 4, 2, 85.0)
    found = arranged(*body((("", "Ausgangslage", 4),)))
    witnesses = find_witnesses(found.lines, Contents((entry,), frozenset({2})), ())
    assert list(witnesses.indents.values()) == [85.0]


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("4.1 Rad- und Fußverkehr", "4.1  RAD- UND FUSSVERKEHR", True),
        ("Bildungs- und Teilhabe­paket", "Bildungs- und Teilhabepaket", True),
        ("4.1 Wohnen", "4.2 Wohnen", False),
    ],
)
def test_titles_are_compared_by_letters(one: str, other: str, alike: bool) -> None:
    assert (key_of(one) == key_of(other)) is alike


def _titles(found: Arranged, witnesses: Witnesses) -> list[str]:
    return [" ".join(found.lines[i].text for i in chain) for chain in sorted(witnesses.by_lines)]


def placed(rows: Sequence[tuple[str, int | None]], x: float, right: float, top: float = 150) -> list[Word]:
    """Entries below each other, their page numbers on one right edge."""
    found: list[Word] = []
    for place, (title, at) in enumerate(rows):
        found += words(title, x, top + 16 * place)
        found += words(str(at), right - 5 * len(str(at)), top + 16 * place) if at is not None else []
    return found


def test_two_columns_of_entries() -> None:
    left = [(f"{number} {title}", at) for number, title, at in CHAPTERS]
    right = [("5 Kosten", 9), ("6 Zeitplan der", None), ("Verwaltung", 9), ("7 Beteiligung", 10), ("Anhang", 10)]
    sheet = page(2, words("Inhalt", 70, 110, HEAD), placed(left, 70, 280), placed(right, 310, 520))
    found = listed(arranged(page(1, words("Konzept", 70, 300, styled(24))), sheet, *body()))
    assert entries(found) == [
        *CHAPTERS,
        ("5", "Kosten", 9),
        ("6", "Zeitplan der Verwaltung", 9),
        ("7", "Beteiligung", 10),
        (None, "Anhang", 10),
    ]


@pytest.mark.parametrize("sign", ["�", "·", "-", "•"])
def test_leaders_the_font_does_not_name(sign: str) -> None:
    rows = [f"{number} {title} {' '.join([sign] * 12)} {at}" for number, title, at in CHAPTERS]
    assert entries(listed(document(rows, body(), title="Gliederung"))) == list(CHAPTERS)


def test_leaders_behind_the_page() -> None:
    rows = [f"{number} {title} {at} {'. ' * 12}" for number, title, at in CHAPTERS]
    assert entries(listed(document(rows, body()))) == list(CHAPTERS)


@pytest.mark.parametrize("word", ["S. ", "S.", "Seite "])
def test_pages_with_a_word(word: str) -> None:
    rows = [f"{number} {title} {'.' * 20} {word}{at}" for number, title, at in CHAPTERS]
    assert entries(listed(document(rows, body()))) == list(CHAPTERS)


def test_list_without_title_and_leaders_on_two_pages() -> None:
    first = [(title, at) for _, title, at in CHAPTERS]
    second = [(f"Maßnahme im Stadtteil {number}", number) for number in range(9, 15)]
    titles = {at: title for title, at in [*first, *second]}
    sheets = [page(number, chapter_words(titles.get(number, "Anhang"), number)) for number in range(3, 16)]
    listing = [page(1, placed(first, 70, 500)), page(2, placed(second, 70, 500))]
    found = listed(arranged(*listing, *sheets))
    assert found.pages == {1, 2}
    assert len(found.entries) == 12


def chapter_words(title: str, number: int) -> list[Word]:
    """A page with a heading and text."""
    return [*words(title, 70, 120, HEAD), *column(prose(20, start=number), 70, 160)]


@pytest.mark.parametrize(
    "figures",
    [
        [57, 61, 43, 12, 80, 33, 24],
        [410, 420, 430, 440, 450, 460, 470],
        [1, 1, 1, 1, 1, 2, 10],
    ],
)
def test_figures_in_a_column_are_no_pages(figures: Sequence[int]) -> None:
    rows = [(f"Stadtteil {name}", figure) for name, figure in zip("ABCDEFG", figures, strict=True)]
    sheets = [page(number, column(prose(20))) for number in range(2, 12)]
    assert listed(arranged(page(1, placed(rows, 70, 500)), *sheets)) == Contents()


def test_front_matter_with_roman_pages_is_no_part_of_the_next_entry() -> None:
    rows = [
        dotted("Einleitung", 3),
        f"Abkürzungsverzeichnis {'.' * 40} IV",
        *(dotted(t, a) for _, t, a in CHAPTERS[1:]),
    ]
    assert ("Ausgangslage", 4) in [(title, at) for _, title, at in entries(listed(document(rows, body())))]


def test_title_behind_its_page_goes_on_close_below() -> None:
    parts = [words("Inhalt", 70, 110, HEAD)]
    for place, (_, title, at) in enumerate(CHAPTERS):
        parts += [words(f"{at} {title}", 70, 150 + 40 * place, HEAD)]
    parts += [words("und Herausforderungen", 84, 150 + 40 + 17, HEAD)]
    found = entries(listed(arranged(page(1, words("Konzept", 70, 300)), page(2, *parts), *body())))
    assert found[1] == (None, "Ausgangslage und Herausforderungen", 4)
    assert len(found) == 6


def test_a_title_without_page_above_an_entry_is_not_forced_on_it() -> None:
    chapters = [("", "Vorwort des Rates", 3), *(("", title, at) for _, title, at in CHAPTERS[1:])]
    rows = ["Vorworte", *(dotted(title, at) for _, title, at in chapters)]
    found = document(rows, body(chapters))
    assert find_witnesses(found.lines, listed(found), ()).missing == ()


def test_pages_are_shifted_by_what_most_titles_say() -> None:
    """Kickers and charts say titles on many pages; each title has one vote for each shift."""
    kickers = [page(n, column(["Wohnen"] * 4, 70, 120, pitch=9), column(prose(12), 70, 500)) for n in range(11, 16)]
    found = document(LEADERS, [*body(shift=2), *kickers])
    assert find_witnesses(found.lines, listed(found), ()).missing == ()


def test_an_outline_that_points_to_wrong_pages_proves_nothing() -> None:
    found = arranged(*body())
    marks = [Bookmark(f"{number} {title}", 1, 3) for number, title, _ in CHAPTERS]
    assert find_witnesses(found.lines, Contents(), [*marks[:1], *marks[4:]]).by_lines == {}
