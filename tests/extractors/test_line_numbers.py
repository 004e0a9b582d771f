"""Figures that count the lines of a page, and figures that say something."""

from collections.abc import Iterable, Sequence

import pytest

from extractors.layout.line_numbers import without_line_numbers
from schemas.geometry import Page, Word
from tests.extractors.pages import HEIGHT, column, page, prose, styled, words

PITCH = 20.0
SMALL = styled(8.0)


def numbers(values: Iterable[object], *, right: float = 55.0, top: float = 100.0, every: int = 1) -> list[Word]:
    """Figures below each other, aligned at the right, one for every so many lines."""
    found: list[Word] = []
    for place, value in enumerate(values):
        x = right - 0.5 * 8.0 * len(str(value))
        found += words(str(value), x, top + PITCH * every * place, SMALL)
    return found


def body(count: int = 30, *, left: float = 70.0, top: float = 100.0) -> list[Word]:
    return column(prose(count), left, top, pitch=2.0)


def kept(*pages: Page) -> list[list[str]]:
    """The figures that are left of each page."""
    return [[word.text for word in p.words if word.text.isdigit()] for p in without_line_numbers(pages)]


def test_numbers_through_the_document() -> None:
    pages = [page(n + 1, numbers(range(30 * n + 1, 30 * n + 31)), body()) for n in range(3)]
    assert kept(*pages) == [[], [], []]


def test_numbers_of_each_page_and_in_the_right_margin() -> None:
    right = [word for n in range(1, 31) for word in words(str(n), 560, 100 + PITCH * (n - 1), SMALL)]
    assert kept(page(1, numbers(range(1, 31)), body()), page(2, numbers(range(1, 31)), body())) == [[], []]
    assert kept(page(1, right, body()), page(2, right, body())) == [[], []]


@pytest.mark.parametrize("step", [5, 10])
def test_every_fifth_or_tenth_line(step: int) -> None:
    counted = numbers(range(step, 31, step), top=100 + PITCH * (step - 1), every=step)
    assert kept(page(1, counted, body()), page(2, counted, body())) == [[], []]


def test_page_with_little_text_follows_the_others() -> None:
    full = [page(n, numbers(range(1, 31)), body()) for n in (1, 2)]
    assert kept(*full, page(3, numbers(range(31, 34)), body(3))) == [[], [], []]


def test_figures_in_the_text_and_page_numbers_stay() -> None:
    text = [*body(28), *words("Im Jahr 2017 waren es 12", 70, 100 + 28 * PITCH), *words("und 13", 70, 100 + 29 * PITCH)]
    foot = words("7", 300, HEIGHT - 30)
    counted = page(1, numbers(range(1, 31)), text, foot)
    assert kept(counted, counted) == [["2017", "12", "13", "7"]] * 2


@pytest.mark.parametrize(
    ("figures", "text"),
    [
        (numbers(range(1, 31)), [*words("Nr.", 50, 80), *body()]),
        (numbers(range(1, 16), every=2), body()),
        (numbers([1, 2, 3, 5, 8, 13, 21, 34, 55, 89, 90, 91]), body(12)),
        (numbers(range(30, 0, -1)), body()),
        (numbers(range(1, 6)), body(5)),
        (numbers(range(2001, 2031), right=130), [*body(left=140), *words("Jahre", 70, 85)]),
    ],
    ids=["column of a table", "list of long entries", "sums", "downwards", "short list", "column within the text"],
)
def test_other_figures_stay(figures: Sequence[Word], text: Sequence[Word]) -> None:
    assert [len(left) for left in kept(page(1, figures, text), page(2, figures, text))] == [len(figures)] * 2


def test_one_counted_page_of_many_is_chance() -> None:
    pages = [page(1, numbers(range(1, 31)), body()), *(page(n, body()) for n in range(2, 6))]
    assert len(kept(*pages)[0]) == 30


def test_nothing_to_count() -> None:
    assert without_line_numbers([]) == ()
    assert kept(page(1), page(2, body())) == [[], []]


def test_figures_of_any_length_are_no_line_numbers() -> None:
    """Longer ones than Python reads as numbers, too: files that mean harm hold such."""
    long = words("9" * 5_000, 70, 100 + 30 * PITCH)
    counted = page(1, numbers(range(1, 31)), body(), long)
    assert kept(counted, page(2, long)) == [["9" * 5_000]] * 2
