"""What is drawn in pictures of pages: lines, bars, bullets and heavy print are found where the PDF has them."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pypdfium2
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from extractors.pdf.bullets import with_bullets
from extractors.pdf.grids import find_grids
from extractors.pdf.pictures import Picture as Sight
from extractors.pdf.pictures import draw, straightened
from extractors.pdf.reader import read_pages
from extractors.pdf.shades import find_bars, in_white, with_dark_letters
from extractors.pdf.strokes import edges_of, find_lines, without_lines
from extractors.pdf.weights import with_weights
from schemas.geometry import Box, Page, Rule, Turn
from tests.extractors.pages import prose
from tests.musterlingen.make_scans import RESOLUTION_DPI, Sheet, scanned
from tests.pdf_files import HEIGHT, WIDTH, Area, Drawn, Text, column, pdf, ruled_table

NEAR_PT = 2.0

TABLE = ruled_table([["Nr.", "Maßnahme", "Zeitraum"], ["1", "Radwege", "2018"], ["2", "Schulwege", "2019"]],
                    [40, 200, 90], 70, 300)  # fmt: skip


def drawn(sheet: Sequence[Drawn]) -> Sight:
    """The picture of a sheet as it was set."""
    with pypdfium2.PdfDocument(pdf([sheet])) as document:
        return draw(document[0])


def from_paper(sheet: Sequence[Drawn], degrees: float = 0.0) -> Sight:
    """The picture of a sheet that was printed and scanned, straightened."""
    with pypdfium2.PdfDocument(pdf([sheet])) as document:
        image = scanned(document[0], Sheet(1, degrees), np.random.default_rng(7))
    return straightened(Sight(image, RESOLUTION_DPI, Turn(WIDTH, HEIGHT)))


def read(sheet: Sequence[Drawn]) -> Page:
    """The page as the PDF tells it."""
    return read_pages(pdf([sheet])).pages[0]


def is_near(one: Box, other: Box) -> bool:
    """Whether no edge of the boxes is far from that of the other."""
    edges = ((one.x0, other.x0), (one.top, other.top), (one.x1, other.x1), (one.bottom, other.bottom))
    return all(abs(a - b) <= NEAR_PT for a, b in edges)


# Lines


@pytest.mark.parametrize("degrees", [0.0, 0.8, -1.3])
def test_the_table_of_a_scan_is_that_of_the_pdf(degrees: float) -> None:
    sheet = [*column(prose(10), 70, 100), *TABLE]
    [grid] = read(sheet).grids
    [seen] = find_grids(edges_of(find_lines(from_paper(sheet, degrees))), 1)[0]
    assert is_near(seen.box, grid.box)
    assert [len(row) for row in seen.rows] == [len(row) for row in grid.rows]


@pytest.mark.parametrize("breadth", [0.25, 0.5, 1.0, 2.5])
@pytest.mark.parametrize("grey", ["0 0 0", ".6 .6 .6"])
def test_hairlines_and_thick_lines_are_found(breadth: float, grey: str) -> None:
    [line] = find_lines(from_paper([Area(70, 200, 500, 200 + breadth, grey)]))
    assert is_near(line.box, Box(70, 200, 500, 200 + breadth))


@pytest.mark.parametrize(
    "sheet",
    [
        column(prose(40), 70, 100),
        column(["mmmmmmmmmmmmmmmmmmmmmmmmmm nnnnnnnnnnnnnnnnnnnnn", "IIIIIIIIIIIIIIII EEEEEEEEEEEEEEEE"], 70, 100),
        [Text("Leitlinien", 70, 100, 48, "bold"), Text("Leitlinien", 70, 200, 40), Text("– – – 1. – –", 70, 300)],
        [Area(70, 200, 90, 201)],
    ],
    ids=["prose", "even letters", "display type", "a dash"],
)
def test_letters_are_no_lines(sheet: Sequence[Drawn]) -> None:
    assert find_lines(from_paper(sheet)) == ()


def test_what_is_underlined_loses_its_line_and_keeps_its_letters() -> None:
    title = Text("TOP 1: Status unserer Projekte", 70, 100, 12, "bold")
    plain, lined = drawn([title]), drawn([title, Area(70, 112, 250, 113)])
    cleared = without_lines(lined, find_lines(lined))
    assert np.abs(_dark(lined) - _dark(plain)) > 3000
    assert np.abs(_dark(cleared) - _dark(plain)) < 300


def _dark(picture: Sight) -> int:
    return int((np.asarray(picture.image) < 128).sum())


@given(st.lists(st.tuples(st.integers(0, 90), st.integers(0, 120)), max_size=40))
def test_lines_and_bars_of_any_speckled_picture_lie_inside_it(specks: list[tuple[int, int]]) -> None:
    grey = np.full((120, 90), 230, dtype=np.uint8)
    for x, y in specks:
        grey[y : y + 9, x : x + 30] = 20
    picture = Sight(Image.fromarray(grey), 72, Turn(90, 120))
    rules = (*find_lines(picture), *find_bars(picture))
    assert all(Box(-1, -1, 91, 121).holds(corner) for rule in rules for corner in _corners(rule.box))
    assert with_dark_letters(without_lines(picture, rules), find_bars(picture)).image.size == (90, 120)


def _corners(box: Box) -> list[tuple[float, float]]:
    return [(box.x0, box.top), (box.x1, box.bottom)]


# Bars


BAR = [Area(70, 100, 400, 120, ".06 .37 .42"), Text("Sprache im Alltag", 78, 104, 11, "bold", "1 1 1")]


@pytest.mark.parametrize("degrees", [0.0, -0.9])
def test_white_letters_on_a_bar_become_dark_ones_on_paper(degrees: float) -> None:
    dark = [Text("Sprache im Alltag", 78, 104, 11, "bold")]
    picture = from_paper([*BAR, *column(prose(10), 70, 200)], degrees)
    [bar] = find_bars(picture)
    assert is_near(bar.box, Box(70, 100, 400, 120))
    readable = _dark(with_dark_letters(picture, [bar]))
    assert readable == pytest.approx(_dark(from_paper([*dark, *column(prose(10), 70, 200)], degrees)), rel=0.1)


@pytest.mark.parametrize(
    "sheet",
    [
        column(prose(40), 70, 100),
        [Text("Leitlinien", 70, 100, 72, "bold")],
        [Area(70, 100, 400, 120, ".9 .9 .9")],
        [Area(70, 100, 400, 104)],
        [Area(0, 0, 595, 842, ".2 .2 .2")],
    ],
    ids=["prose", "display type", "a tint", "a thick line", "a dark page"],
)
def test_what_is_no_bar(sheet: Sequence[Drawn]) -> None:
    assert find_bars(from_paper(sheet)) == ()


def test_words_on_bars_are_white() -> None:
    words = read([*BAR, Text("Darunter", 70, 200)]).words
    bars = [Rule(Box(70, 100, 400, 120), "area", "#333333")]
    plain = read([Text("Sprache im Alltag", 78, 104, 11), Text("Darunter", 70, 200)]).words
    assert [word.style.color for word in in_white(plain, bars)] == [word.style.color for word in words]


# Weights


@pytest.mark.parametrize("size", [8, 10, 14, 20])
@pytest.mark.parametrize("degrees", [0.0, 0.8])
def test_bold_words_are_told_by_their_strokes(size: float, degrees: float) -> None:
    sheet = [
        *column(prose(12), 70, 100),
        *(Text(text, 70, 300 + 30 * number, size, font)
          for number, (text, font) in enumerate((("Sprache und Bildung", "bold"), ("Arbeit und Beruf", "regular")))),
    ]  # fmt: skip
    words = read(sheet).words
    plain = [replace(word, style=replace(word.style, bold=False)) for word in words]
    assert [word.style.bold for word in with_weights(plain, from_paper(sheet, degrees))] == [
        word.style.bold for word in words
    ]


def test_a_number_is_as_heavy_as_its_title() -> None:
    words = read([*column(prose(12), 70, 100), Text("1. Sprache", 70, 300, 12, "bold")]).words
    seen = with_weights(words, drawn([*column(prose(12), 70, 100), Text("1. Sprache", 70, 300, 12, "bold")]))
    assert [word.text for word in seen if word.style.bold] == ["1.", "Sprache"]


# Bullets


def listed(bullet: str) -> list[Drawn]:
    """A list whose items have a bullet each, and lines that go on without one."""
    marks = [Text(bullet, 78, top, 10) for top in (100, 140, 180)]
    return [*marks, *column(prose(6), 95, 100, pitch=20)]


@pytest.mark.parametrize("degrees", [0.0, 0.8])
def test_bullets_that_recognition_lost_are_found(degrees: float) -> None:
    sheet = listed("•")
    lost = [word for word in read(sheet).words if word.text != "•"]
    found = [word.box for word in with_bullets(lost, from_paper(sheet, degrees)) if word.text == "•"]
    printed = [word.box for word in read(sheet).words if word.text == "•"]
    assert [box.middle for box in found] == [pytest.approx(box.middle, abs=NEAR_PT) for box in printed]


def test_what_recognition_took_a_bullet_for_is_replaced() -> None:
    mistaken = [replace(word, text="«") if word.text == "•" else word for word in read(listed("•")).words]
    seen = with_bullets(mistaken, from_paper(listed("•")))
    assert {word.text for word in seen} == {word.text for word in read(listed("•")).words}


@pytest.mark.parametrize("mark", ["–", "o", "1.", "a)", ".", "-"])
def test_other_marks_are_no_bullets(mark: str) -> None:
    words = read(listed(mark)).words
    assert set(with_bullets(words, from_paper(listed(mark)))) == set(words)
