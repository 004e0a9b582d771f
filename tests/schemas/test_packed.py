"""Packed words are the words that were packed, whatever they hold."""

import math
import pickle
import tracemalloc

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.geometry import Box, Page, Style, Word
from schemas.packed import Words, sideways_of, words_above

PLAIN, BOLD = Style("Frutiger", 10.0, False, False, "#000000"), Style("Frutiger-Bold", 12.0, True, False, "#cc0000")
MEASURE = (
    Word("M", Box(70.0, 80.12, 79.99, 90.0), BOLD),
    Word("1.2", Box(82.5, 80.12, 95.0, 90.0), BOLD),
    Word("Sprachkurse", Box(99.0, 80.0, 160.07, 90.0), PLAIN, recognised=0.91),
    Word("2019", Box(20.0, 300.0, 30.0, 330.5), PLAIN, upright=False),
)
numbers = st.one_of(st.floats(-2000, 2000), st.floats(), st.integers(-99_999, 99_999).map(lambda n: n / 100))
words = st.builds(
    Word,
    st.text(),
    st.builds(Box, numbers, numbers, numbers, numbers),
    st.sampled_from([PLAIN, BOLD]),
    st.booleans(),
    st.none() | st.floats(0, 1),
)


@given(st.lists(words), st.text())
def test_words_are_what_was_packed(given_words: list[Word], kept: str):
    packed = Words(given_words, kept)
    assert len(packed) == len(given_words)
    for word, made in zip(given_words, packed, strict=True):
        assert (word.text, word.style, word.upright, word.recognised) == (
            made.text, made.style, made.upright, made.recognised,
        )  # fmt: skip
        assert all(a == b or (math.isnan(a) and math.isnan(b)) for a, b in zip(sides(word), sides(made), strict=True))


def sides(word: Word) -> tuple[float, float, float, float]:
    return word.box.x0, word.box.top, word.box.x1, word.box.bottom


def test_a_word_is_found_by_its_number_or_in_a_slice():
    packed = Words(MEASURE)
    assert [packed[n] for n in range(-4, 4)] == [MEASURE[n] for n in range(-4, 4)]
    assert (packed[1:3], packed[:1], packed[5:]) == (MEASURE[1:3], MEASURE[:1], ())
    with pytest.raises(IndexError):
        packed[4]


def test_equal_are_the_same_words_however_they_are_kept():
    page = Page(1, 595, 842, Words(MEASURE))
    assert page == Page(1, 595, 842, MEASURE)
    assert hash(page) == hash(Page(1, 595, 842, MEASURE))
    assert Words(MEASURE) == Words(MEASURE, "M 1.2 Sprachkurse 2019")
    assert Words(MEASURE) != Words(MEASURE[:3])
    assert Words(()) == ()
    assert list(Words(())) == []


def test_packed_words_go_to_other_processes():
    assert pickle.loads(pickle.dumps(Words(MEASURE))) == MEASURE


def test_words_take_a_small_part_of_the_memory():
    many = [Word(f"Wort{n}", Box(n / 100, n / 50, n / 20, n / 10), PLAIN) for n in range(1000)]
    tracemalloc.start()
    try:
        packed = Words(many)
        del many
        taken = tracemalloc.get_traced_memory()[0]
    finally:
        tracemalloc.stop()
    assert len(packed) == 1000
    assert taken < 40 * len(packed)


@given(st.lists(words), numbers)
def test_asked_for_some_words_packed_ones_tell_the_same(given_words: list[Word], height: float):
    packed = Words(given_words)
    told = [[repr(word) for word in chosen] for chosen in (words_above(packed, height), sideways_of(packed))]
    assert told[0] == [repr(word) for word in packed if word.box.bottom <= height]
    assert told[1] == [repr(word) for word in packed if not word.upright]
    plain = tuple(packed)
    assert told == [[repr(word) for word in chosen] for chosen in (words_above(plain, height), sideways_of(plain))]


def test_words_of_a_line_take_no_places_of_their_own():
    page = Words([Word("Ziel", Box(float(n), 0.0, n + 1.0, 9.0), PLAIN) for n in range(1000)])
    texts = page.texts()
    tracemalloc.start()
    try:
        line = page.at(range(900), texts, said := " ".join(texts[:900]))
        taken = tracemalloc.get_traced_memory()[0] - len(said)
    finally:
        tracemalloc.stop()
    assert line == tuple(page)[:900]
    assert taken < 900


def test_parts_of_parts_are_words_of_the_page():
    line = Words(MEASURE).at([1, 2, 3], [word.text for word in MEASURE])
    assert line.at([1, 2], line.texts()) == MEASURE[2:]
    assert (line[0], line[-1], line.weights) == (MEASURE[1], MEASURE[3], {True, False})
    assert line.at([1, 2], line.texts()).styles == {PLAIN}
    assert line.at([2, 0], line.texts()) == (MEASURE[3], MEASURE[1])


def test_words_may_look_in_many_ways():
    seen = tuple(Word("Ziel", Box(0.0, 0.0, 9.0, 9.0), PLAIN, recognised=n / 500) for n in range(500))
    assert Words(seen) == seen
    assert Words(seen).at([300, 301], ["Ziel"] * 500) == seen[300:302]


@given(st.lists(words, min_size=1), st.data())
def test_some_words_of_a_page_are_those_words(given_words: list[Word], data: st.DataObject):
    packed = Words(given_words)
    places = data.draw(st.lists(st.integers(0, len(given_words) - 1), min_size=1))
    text = " ".join(given_words[place].text for place in places)
    assert repr(packed.at(places, packed.texts(), text)) == repr(tuple(packed[place] for place in places))


@given(st.lists(words))
def test_a_page_in_columns_tells_the_same_as_its_words(given_words: list[Word]):
    packed = Words(given_words)
    boxes = [tuple(box) for box in zip(*packed.sides(), strict=True)]
    assert repr(boxes) == repr([sides(word) for word in packed])
    assert packed.style_of_each() == [word.style for word in packed]
    assert packed.upright_places() == [place for place, word in enumerate(packed) if word.upright]
