"""Pictures of print: blanks and points between letters, second looks at short words, bars and smudges."""

from collections.abc import Callable, Sequence
from itertools import pairwise

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from extractors.pdf.gaps import with_blanks
from extractors.pdf.hocr import DESCENT, FONT, read_words
from extractors.pdf.picture_text import BLOCK
from extractors.pdf.pictures import Picture
from extractors.pdf.second_look import look_again
from extractors.pdf.shades import find_bars
from flows.recognition import find_recogniser
from schemas.geometry import Box, Style, Turn, Word
from tests.extractors.pages import prose

DPI, SIZE = 300, 12.0
SCALE = DPI / 72
EM = round(SIZE * SCALE)
BLANK = 0.3
"""White at a `|`, as a share of the type size, beside that of the letters."""

STYLE = Style(FONT, SIZE, False, False, "#000000")


def paper() -> Image.Image:
    return Image.new("L", (round(595 * SCALE), round(842 * SCALE)), 255)


def picture(image: Image.Image) -> Picture:
    return Picture(image, DPI, Turn(595, 842))


def printed(image: Image.Image, shown: str, x: int, base: int) -> Box:
    """Letters set one by one, a `|` for a blank; where they stand, in points."""
    font, draw, right = ImageFont.load_default(EM), ImageDraw.Draw(image), x
    for letter in shown:
        if letter == "|":
            right += round(BLANK * EM)
            continue
        left, _, end, _ = font.getbbox(letter, anchor="ls")
        draw.text((right - left, base), letter, font=font, fill=0, anchor="ls")
        right += round(end - left)
    edges = (x, base - 0.8 * EM, right, base + DESCENT * EM)
    return Box(*(edge / SCALE for edge in edges))


@pytest.mark.parametrize(
    ("shown", "read", "words"),
    [
        ("A|1.1", "A1.1", ["A", "1.1"]),
        ("A1.1", "A1.1", ["A1.1"]),
        ("3|OM", "3OM", ["3", "OM"]),
        ("9800|€", "9800€", ["9800", "€"]),
        ("B2.3", "B23", ["B2.3"]),
        ("B|2.3", "B23", ["B", "2.3"]),
        ("1.1", "1l1", ["1.1"]),
        ("2017", "2017", ["2017"]),
        ("a|b", "ab", ["ab"]),
    ],
)
def test_words_with_figures_are_parted_and_pointed_as_the_picture_shows(
    shown: str, read: str, words: Sequence[str]
) -> None:
    image = paper()
    box = printed(image, shown, 400, 600)
    found = list(with_blanks([Word(read, box, STYLE, recognised=0.9)], picture(image)))
    assert [word.text for word in found] == words
    assert all(one.box.x1 < other.box.x0 for one, other in pairwise(found))


def saying(*said: tuple[str, float]) -> Callable[[Picture], Sequence[Word]]:
    """A reader that says these words of the rows of ink, from top to bottom."""

    def read(sheet: Picture) -> Sequence[Word]:
        inked = (np.asarray(sheet.image) < 128).any(axis=1)
        turns = np.flatnonzero(np.diff(np.pad(inked, 1).astype(int))).reshape(-1, 2) / SCALE
        assert len(turns) == len(said)
        rows = zip(turns, said, strict=True)
        return [Word(text, Box(10, top, 40, bottom), STYLE, recognised=sure) for (top, bottom), (text, sure) in rows]

    return read


@pytest.mark.parametrize(
    ("first", "looks", "expected"),
    [
        (("A11", 0.6), [("A1.1", 0.9), ("A1.1", 0.7), ("Al1", 0.9)], ("A1.1", 0.9)),
        (("78", 0.6), [("7.", 0.9), ("7", 0.8), ("73", 0.95)], ("7.", 0.9)),
        (("B2", 0.6), [("B2", 0.85), ("82", 0.9), ("E2", 0.9)], ("B2", 0.85)),
        (("B2", 0.6), [("82", 0.9), ("E2", 0.9), ("52", 0.9)], ("B2", 0.5)),
        (("A1.1", 0.6), [("All", 0.9), ("All", 0.9), ("All", 0.9)], ("A1.1", 0.5)),
        (("42", 0.7), [("47", 0.4), ("47", 0.6), ("4", 0.9)], ("42", 0.5)),
    ],
)
def test_a_short_word_in_doubt_is_what_two_looks_agree_on(
    first: tuple[str, float], looks: Sequence[tuple[str, float]], expected: tuple[str, float]
) -> None:
    image = paper()
    box = printed(image, "HHH", 400, 600)
    [found] = look_again([Word(first[0], box, STYLE, recognised=first[1])], picture(image), saying(*looks))
    assert (found.text, found.recognised) == expected
    assert found.box.middle == pytest.approx(box.middle, abs=2)


@pytest.mark.parametrize(
    ("said", "sure", "added"), [("4.2", 0.6, ["4.2"]), ("St", 0.9, []), ("Ziele", 0.9, ["Ziele"]), ("Ziele", 0.6, [])]
)
def test_what_was_left_out_is_added_if_it_may_be_print(said: str, sure: float, added: Sequence[str]) -> None:
    image = paper()
    known = Word("Integration", printed(image, "Integration", 400, 600), STYLE, recognised=0.95)
    printed(image, "HHH", 900, 1500)
    found = look_again([known], picture(image), saying(*[(said, sure)] * 3))
    assert [word.text for word in found] == ["Integration", *added]


@pytest.mark.skipif(find_recogniser() is None, reason="Tesseract with German is not installed: konzept doctor")
def test_many_doubts_are_looked_at_in_pictures_no_larger_than_a_page() -> None:
    """The noise of a bad copy gave hundreds, and one picture of them took more memory than all else."""
    image, seen = paper(), []
    words = [
        Word("1.1", printed(image, "1.1", 200 + 300 * column, 200 + 80 * row), STYLE, recognised=0.3)
        for row in range(35)
        for column in range(7)
    ]

    def read(sheet: Picture) -> Sequence[Word]:
        seen.append(sheet.image.size)
        return ()

    assert len(look_again(words, picture(image), read)) == len(words)
    assert len(seen) > 1
    assert all(width * height <= 1.5 * image.width * image.height and height < 32_767 for width, height in seen)


def test_noise_of_more_specks_than_can_be_numbered_is_no_print() -> None:
    image = paper()
    known = [Word("Ziel", printed(image, "Ziel", 200, 400), STYLE, recognised=0.95)]
    grey = np.array(image)
    grey[1000::2, ::2] = 0
    assert look_again(known, picture(Image.fromarray(grey)), lambda _: pytest.fail("looked at noise")) == tuple(known)


def test_a_number_alone_on_its_line_is_read() -> None:
    recogniser = find_recogniser()
    assert recogniser is not None
    image, words = paper(), []
    for number, line in enumerate(prose(8)):
        shown = line.replace(" ", "|")[:40]
        words.append(
            Word(shown.replace("|", ""), printed(image, shown, 300, 500 + 80 * number), STYLE, recognised=0.95)
        )
    printed(image, "A|4.2", 1100, 1500)
    found = look_again(
        words, picture(image), lambda sheet: read_words(recogniser(sheet.encoded(), BLOCK, DPI), DPI)
    )  # fmt: skip
    assert "A4.2" in "".join(word.text for word in found[len(words) :])


# Bars


def test_a_dark_rectangle_is_a_bar_and_a_smudge_is_none() -> None:
    image = paper()
    grey = np.array(image)
    grey[400:480, 300:2100] = 90
    rng = np.random.default_rng(7)
    for column, edge in enumerate(np.repeat(rng.integers(0, 30, 60), 6)):
        grey[1500 + edge : 1600 + edge // 2, 300 + column] = 90
    [bar] = find_bars(picture(Image.fromarray(grey)))
    assert (bar.box.x0, bar.box.top) == pytest.approx((300 / SCALE, 400 / SCALE), abs=0.5)
    assert (bar.box.x1, bar.box.bottom) == pytest.approx((2100 / SCALE, 480 / SCALE), abs=0.5)
