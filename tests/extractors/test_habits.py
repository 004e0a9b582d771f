"""Levels that habits tell: kickers, counts, chapters, numbers set apart, sheets; and the outline of papers."""

from collections.abc import Sequence

import pytest

from extractors.content.candidates import Candidate, Value
from extractors.content.sheet_levels import with_sheets_in_chapters
from extractors.council.headings import with_paper_headings, without_letterhead
from extractors.structure.contents import find_contents
from extractors.structure.evidence import _begins_small
from extractors.structure.headings import find_headings
from extractors.structure.levels import close_up
from extractors.structure.numbering import Numbered, split_number
from extractors.structure.outline import Heading
from extractors.structure.witnesses import find_witnesses
from schemas.geometry import Box, Line, Page, Rule, Word
from tests.extractors.council_pages import lines_of
from tests.extractors.pages import arranged, column, page, prose, styled

KICKER, CLAIM, LEAD, TITLE = styled(16, bold=True), styled(30, bold=True), styled(12, bold=True), styled(14, bold=True)
BIG = styled(26, bold=True)


def outline(pages: Sequence[Page]) -> list[tuple[int, str | None, str]]:
    """Level, number and title of the headings."""
    text = arranged(*pages)
    contents = find_contents(text.lines, len(text.pages))
    found = find_headings(text, contents, find_witnesses(text.lines, contents, ()))
    return [(heading.level, heading.number, heading.title) for heading in found]


def filling(number: int, top: float, count: int = 12) -> list[Word]:
    return column(prose(count, start=number), top=top)


def brochure(kickers: Sequence[str]) -> list[Page]:
    """A chapter a page: its small name on top, a large claim, and the count of its measures under one title."""
    pages = [page(1, column(["Vorwort"], style=TITLE), filling(1, 130, 30))]
    for number, kicker in enumerate(kickers, 2):
        pages.append(
            page(
                number,
                column([kicker], style=KICKER, top=60),
                column([f"So schaffen wir {kicker} für alle"], style=CLAIM, top=90),
                filling(number, 140),
                column(["Maßnahmenpakete"], style=LEAD, top=320),
                column(["1"], style=BIG, top=345),
                column([f"Mehr {kicker} wagen"], style=TITLE, top=376),
                filling(number + 3, 400),
                column(["2"], style=BIG, top=570),
                column([f"Weniger {kicker} bezahlen"], style=TITLE, top=601),
                filling(number + 5, 625, 8),
            )
        )
    return pages


def test_a_small_kicker_names_the_chapter_of_the_large_claim_below() -> None:
    found = outline(brochure(["Energie", "Verkehr", "Wohnen", "Bildung"]))
    assert found[1:6] == [
        (1, None, "Energie"),
        (2, None, "So schaffen wir Energie für alle"),
        (3, None, "Maßnahmenpakete"),
        (4, "1", "Mehr Energie wagen"),
        (4, "2", "Weniger Energie bezahlen"),
    ]
    assert [level for level, _, _ in found[6:11]] == [1, 2, 3, 4, 4]


def test_once_is_no_habit() -> None:
    """A single page with a small line above a large title: type decides."""
    found = outline(brochure(["Energie"]))
    assert (1, None, "So schaffen wir Energie für alle") in found


def test_chapters_stand_at_the_top_whatever_is_set_larger_before_them() -> None:
    pages = [page(1, column(["Grußwort"], style=CLAIM, top=60), filling(1, 120, 30))]
    themes = ("Anlass", "Sprache", "Bildung", "Arbeit", "Wohnen", "Gesundheit", "Kultur", "Ausblick")
    for number, theme in enumerate(themes, 1):
        head = column([f"{number} {theme}"], style=TITLE, top=60)
        pages.append(page(number + 1, head, filling(number, 100, 40)))
    found = outline(pages)
    assert {level for level, number, _ in found if number} == {1}


@pytest.mark.parametrize(
    ("title", "closed"), [("A N T R A G", "ANTRAG"), ("Plan B 1", "Plan B 1"), ("A B C", "A B C"), ("Ö 5", "Ö 5")]
)
def test_spaced_letters_are_a_word(title: str, closed: str) -> None:
    assert close_up(title) == closed


def sheet(title: str, at: int) -> Candidate:
    return Candidate(Value(title, at, Box(0, 0, 1, 1), title), None, "sheet", 0.9, at, at)


def heading(first: int, number: str | None, title: str, level: int, at: int) -> Heading:
    return Heading((first,), number, title, level, at, "style")


def test_sheets_stand_in_the_numbered_chapter_before_them() -> None:
    headings = [
        heading(0, "3", "Maßnahmen", 1, 2),
        heading(1, "3.1", "Übersicht", 2, 2),
        heading(2, None, "Radwege bauen", 1, 3),
        heading(3, None, "Hinweis", 2, 3),
        heading(4, None, "Schulen sanieren", 1, 4),
        heading(5, None, "Busse fahren", 1, 5),
        heading(6, None, "Quellen", 1, 6),
    ]
    sheets = [sheet("Radwege bauen", 3), sheet("Schulen sanieren", 4), sheet("Busse fahren", 5)]
    assert [h.level for h in with_sheets_in_chapters(headings, sheets)] == [1, 2, 2, 3, 2, 2, 1]


def test_two_sheets_are_no_catalogue() -> None:
    headings = [heading(0, "3", "Maßnahmen", 1, 2), heading(2, None, "Radwege bauen", 1, 3)]
    assert with_sheets_in_chapters(headings, [sheet("Radwege bauen", 3)]) == tuple(headings)


PAPER = """
**Beschlussvorlage**
**VO/0815/2017**
Betreff:
**Integrationskonzept der Stadt Musterlingen**

**Beschlussvorschlag:**
Der Rat beschließt das Konzept.

**Begründung:**
Das Konzept von 2009 ist überholt.
**Kosten**
Es entstehen keine Kosten.
**Finanzielle Auswirkungen:**
keine
"""


def paper_outline(text: str, found: Sequence[str]) -> list[tuple[int, str]]:
    """The outline of a paper in which some lines were found to be headings before, all on one level."""
    lines = lines_of(text)
    places = {line.text: index for index, line in enumerate(lines)}
    before = [heading(places[title], None, title, 2, 1) for title in found]
    return [(h.level, h.title) for h in with_paper_headings(before, lines, 1)]


def test_a_paper_is_outlined_by_its_form() -> None:
    assert paper_outline(PAPER, ["Beschlussvorlage", "Begründung:"]) == [
        (1, "Beschlussvorlage"),
        (1, "VO/0815/2017"),
        (2, "Betreff:"),
        (1, "Integrationskonzept der Stadt Musterlingen"),
        (2, "Beschlussvorschlag:"),
        (2, "Begründung:"),
    ]


def test_the_subject_of_what_is_attached_is_not_that_of_the_paper() -> None:
    attached = "---\n**Antrag**\nBetreff:\n**Radwege im Norden**\n**Begründung:**\nSie fehlen."
    assert (1, "Integrationskonzept der Stadt Musterlingen") in paper_outline(PAPER + attached, ["Beschlussvorlage"])


def test_a_subject_in_plain_type_is_no_heading() -> None:
    found = paper_outline(PAPER.replace("**Integrationskonzept der Stadt Musterlingen**", "Integrationskonzept"), [])
    assert "Integrationskonzept" not in [title for _, title in found]


def test_a_long_document_keeps_its_own_outline() -> None:
    lines: tuple[Line, ...] = lines_of(PAPER)
    assert with_paper_headings([], lines, page_count=40) == ()
    assert with_paper_headings([], (), page_count=1) == ()


@pytest.mark.parametrize(
    ("title", "is_letterhead"),
    [
        ("Stadt Musterlingen", True),
        ("LANDESHAUPTSTADT MUSTERLINGEN", True),
        ("Der Magistrat der Stadt Musterlingen am See", True),
        ("Gemeinde Musterdorf", True),
        ("Stadtentwicklung", False),
        ("Stadt und Land – Hand in Hand für das Klima von morgen", False),
        ("Kreislaufwirtschaft", False),
    ],
)
def test_the_name_of_the_administration_opens_no_section(title: str, is_letterhead: bool) -> None:
    lines = lines_of(title)
    assert (without_letterhead([heading(0, None, title, 1, 1)], lines) == ()) == is_letterhead


@pytest.mark.parametrize(
    ("title", "small"),
    [("und weiter", True), ("klima-positiv stellen", True), ("dct:title – Titel", False), ("e.coFit-Beratung", False)],
)
def test_names_may_begin_small(title: str, small: bool) -> None:
    assert _begins_small(title) == small


def test_titles_that_count_on_in_small_letters_stand_below_the_open_heading() -> None:
    italic = styled(bold=True)
    pages = [page(1, column(["1 Potenziale"], style=TITLE, top=60), filling(1, 90, 30))]
    parts = [
        column([f"{letter}. {name}"], style=italic, top=60 + 160 * at)
        for at, (letter, name) in enumerate(
            zip("abcd", ("Solarstrom", "Windkraft", "Biomasse", "Erdwärme"), strict=True)
        )
    ]
    texts = [filling(at, 84 + 160 * at, 8) for at in range(4)]
    pages.append(page(2, *parts, *texts))
    assert [(level, number) for level, number, _ in outline(pages)] == [
        (1, "1"),
        (2, "a"),
        (2, "b"),
        (2, "c"),
        (2, "d"),
    ]


def test_words_in_the_boxes_of_a_diagram_are_no_headings() -> None:
    white = styled(11, bold=True, color="#ffffff")
    boxes = [(80, 100), (230, 160), (380, 220), (150, 300), (300, 380)]
    words = [column([f"Arbeitspaket {chr(65 + at)}"], x=x, top=top, style=white) for at, (x, top) in enumerate(boxes)]
    bars = [Rule(Box(x - 5, top - 5, x + 120, top + 16), "area", "#004f9f") for x, top in boxes]
    pages = [page(1, column(["1 Ablauf"], style=TITLE, top=60), filling(1, 90, 30)), page(2, *words, rules=bars)]
    assert [title for _, _, title in outline(pages)] == ["Ablauf"]


def test_a_title_goes_on_where_a_rule_stands_below_its_last_line() -> None:
    title = column(["Restliche Emissionen", "ausgleichen und sparen"], style=TITLE, top=60)
    rule = Rule(Box(70, 93.5, 250, 93.5), "line")
    pages = [page(1, title, filling(1, 110, 30), rules=[rule]), page(2, filling(2, 60, 40))]
    assert [title for _, _, title in outline(pages)] == ["Restliche Emissionen ausgleichen und sparen"]


def test_a_comment_on_an_article_stands_where_an_article_does() -> None:
    assert split_number("Zu Artikel 1 (Transparenz)") == Numbered(
        "named artikel", None, "Zu Artikel 1 (Transparenz)", 1
    )
    assert split_number("Zu Fuß und mit dem Rad") == Numbered("", None, "Zu Fuß und mit dem Rad", 0)
