"""Packed words: what a page or line holds, in a fraction of the memory; each is made again when it is looked at.

A document of a thousand pages has half a million words; kept each by itself, with its box and numbers, they take 300
bytes apiece.
"""

from array import array
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import chain
from typing import Self, TypeAlias, overload

from schemas.geometry import Box, Style, Word

HUNDREDTHS, EXACT = "i", "d"
"""How places are kept: as whole hundredths of a point, to which readers round; else as they are."""

Places: TypeAlias = "array[float]"
"""Numbers in a row, whole ones where they are hundredths."""

Look = tuple[Style, bool, float | None]
"""What neighbouring words mostly share: style, upright or not, how sure text recognition is."""

MOST_IN_A_BYTE = 256

Which: TypeAlias = "bytes | array[int]"
"""Which of some looks each word has; empty where all have the first."""


class Words(Sequence[Word]):
    """Words that do not change, in little memory; equal to any sequence of the same words.

    Those of a line mostly follow each other on the page: they look their places up among those of the page.
    """

    __slots__ = ("_count", "_first", "_looks", "_places", "_text", "_which")

    def __init__(self, words: Sequence[Word], text: str = "") -> None:
        """Pack the words; `text` is used for their texts if it says the same: it is kept anyway."""
        self._text = _joined([word.text for word in words], text)
        boxes = [word.box for word in words]
        self._places = _packed([place for box in boxes for place in (box.x0, box.top, box.x1, box.bottom)])
        self._first, self._count = 0, len(words)
        self._looks, self._which = _looks(words)

    @classmethod
    def packed(cls, texts: Sequence[str], places: Places, looks: Sequence[Look], text: str = "") -> Self:
        """Words from their texts, the four sides of their boxes one after the other, and their looks."""
        return cls._made(texts, (places, 0), _shared(looks), text)

    @classmethod
    def _made(
        cls, texts: Sequence[str], places: tuple[Places, int], looks: tuple[tuple[Look, ...], Which], text: str
    ) -> Self:
        """Words whose places lie among others, from a word on."""
        words = cls.__new__(cls)
        words._text, words._count = _joined(texts, text), len(texts)
        words._places, words._first = places
        words._looks, words._which = looks
        return words

    def __len__(self) -> int:
        return self._count

    def __iter__(self) -> Iterator[Word]:
        boxes = map(Box, *self.sides())
        for text, box, (style, upright, recognised) in zip(self.texts(), boxes, self._look_of_each(), strict=True):
            yield Word(text, box, style, upright, recognised)

    @overload
    def __getitem__(self, index: int) -> Word: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[Word, ...]: ...
    def __getitem__(self, index: int | slice) -> Word | tuple[Word, ...]:
        if isinstance(index, slice):
            return tuple(self)[index]
        at = range(self._count)[index]
        look = self._looks[self._which[at] if self._which else 0]
        text = self._text.split(" ", at + 1)[at] if isinstance(self._text, str) else self._text[at]
        return Word(text, self._box(at), *look)

    def __eq__(self, other: object) -> bool:
        if isinstance(other, Words):
            return self._parts() == other._parts()
        return tuple(self) == tuple(other) if isinstance(other, Sequence) else NotImplemented

    def __hash__(self) -> int:
        return hash(tuple(self))

    def __repr__(self) -> str:
        return repr(tuple(self))

    def at(self, places: Sequence[int], texts: Sequence[str], text: str = "") -> "Words":
        """The words at some places, in that order; `texts` are those of all words, `text` is used if it says the same.

        Who takes a page apart, word by word, has all texts at hand: here each part would have to look for them anew.
        """
        start, end = places[0], places[-1] + 1
        if list(places) == list(range(start, end)):
            return self._made(texts[start:end], (self._places, self._first + start), self._looks_of(start, end), text)
        looks = self._look_of_each()
        sides = self._places[:0]
        for place in places:
            sides += self._own_places(place, place + 1)
        return self.packed([texts[place] for place in places], sides, [looks[place] for place in places], text)

    def above(self, height: float) -> list[Word]:
        """The words that end above a height or at it; no others are made."""
        chosen = [i for i, bottom in enumerate(self.sides()[3]) if bottom <= height]
        texts, looks = (self.texts(), self._look_of_each()) if chosen else ([], ())
        return [Word(texts[i], self._box(i), *looks[i]) for i in chosen]

    @property
    def are_upright(self) -> bool:
        """Whether no word is set sideways."""
        return all(upright for _, upright, _ in self._occurring())

    @property
    def first_text(self) -> str:
        """What the first word says; there must be one."""
        return self._text.partition(" ")[0] if isinstance(self._text, str) else self._text[0]

    @property
    def signs(self) -> str:
        """The letters and other signs of all words, blanks between them or not."""
        return self._text if isinstance(self._text, str) else "".join(self._text)

    @property
    def weights(self) -> set[bool]:
        """Whether words are bold: all, none, or some."""
        return {style.bold for style, _, _ in self._occurring()}

    @property
    def styles(self) -> frozenset[Style]:
        """The styles that occur."""
        return frozenset(style for style, _, _ in self._occurring())

    def upright_places(self) -> list[int]:
        """The places of the words that are not set sideways."""
        if self._which:
            return [place for place, (_, upright, _) in enumerate(self._look_of_each()) if upright]
        return list(range(len(self))) if self.are_upright else []

    def style_of_each(self) -> list[Style]:
        """The style of each word."""
        styles = [style for style, _, _ in self._looks]
        return [styles[which] for which in self._which] if self._which else styles * self._count

    def sides(self) -> tuple[list[float], list[float], list[float], list[float]]:
        """Of all boxes x0, of all top, x1 and bottom."""
        points = _points(self._own_places(0, self._count))
        return points[0::4], points[1::4], points[2::4], points[3::4]

    def texts(self) -> list[str]:
        """What the words say, without making the words."""
        if isinstance(self._text, str):
            return self._text.split(" ") if self._count else []
        return list(self._text)

    def _parts(self) -> tuple[object, ...]:
        return self.texts(), self.sides(), self._look_of_each()

    def _look_of_each(self) -> tuple[Look, ...]:
        return tuple(map(self._looks.__getitem__, self._which)) if self._which else self._looks * self._count

    def _occurring(self) -> tuple[Look, ...]:
        """The looks that occur: those of the page may be more."""
        return tuple(map(self._looks.__getitem__, set(self._which))) if self._which else self._looks

    def _looks_of(self, start: int, end: int) -> tuple[tuple[Look, ...], Which]:
        """The looks of words from one to another; only one if all are alike."""
        which = self._which[start:end]
        alike = which.count(which[0]) == len(which) if which else False
        return (_alike(self._looks[which[0]]), b"") if alike else (self._looks, which)

    def _own_places(self, start: int, end: int) -> Places:
        """The sides of the boxes of words from one to another."""
        return self._places[4 * (self._first + start) : 4 * (self._first + end)]

    def _box(self, at: int) -> Box:
        return Box(*_points(self._own_places(at, at + 1)))


def texts_of(words: Iterable[Word]) -> list[str]:
    """What the words say, the quickest way."""
    return words.texts() if isinstance(words, Words) else [word.text for word in words]


def signs_of(words: Iterable[Word]) -> Iterable[str]:
    """The letters and other signs of all words, blanks between them or not, the quickest way."""
    return words.signs if isinstance(words, Words) else chain.from_iterable(word.text for word in words)


def first_text_of(words: Sequence[Word]) -> str:
    """What the first word says, the quickest way; there must be one."""
    return words.first_text if isinstance(words, Words) else words[0].text


def styles_of(words: Iterable[Word]) -> frozenset[Style]:
    """The styles of the words, the quickest way."""
    return words.styles if isinstance(words, Words) else frozenset(word.style for word in words)


def weights_of(words: Iterable[Word]) -> set[bool]:
    """Whether the words are bold, all, none, or some, the quickest way."""
    return words.weights if isinstance(words, Words) else {word.style.bold for word in words}


def words_above(words: Iterable[Word], height: float) -> list[Word]:
    """The words that end above a height or at it, the quickest way."""
    return words.above(height) if isinstance(words, Words) else [word for word in words if word.box.bottom <= height]


def sideways_of(words: Iterable[Word]) -> list[Word]:
    """The words that are set sideways, the quickest way: mostly there are none."""
    return [] if isinstance(words, Words) and words.are_upright else [word for word in words if not word.upright]


def _looks(words: Sequence[Word]) -> tuple[tuple[Look, ...], Which]:
    """The looks that occur, and which of them each word has."""
    if not words:
        return (), b""
    first = words[0]
    style, upright, recognised = first.style, first.upright, first.recognised
    if all(w.style is style and w.upright is upright and w.recognised is recognised for w in words):
        return _alike((style, upright, recognised)), b""
    return _shared([(word.style, word.upright, word.recognised) for word in words])


def _shared(looks: Sequence[Look]) -> tuple[tuple[Look, ...], Which]:
    """The looks that occur, equal ones only once in memory, and which of them each word has."""
    if not looks or all(look is looks[0] for look in looks):
        return _alike(*looks[:1]), b""
    known: dict[Look, int] = {}
    once = dict(zip(map(id, looks), looks, strict=True))  # to compare styles takes longer
    numbers = {of: known.setdefault(look, len(known)) for of, look in once.items()}
    if len(known) == 1:
        return _alike(*known), b""
    which = [numbers[id(look)] for look in looks]
    return tuple(known), bytes(which) if len(known) <= MOST_IN_A_BYTE else array("L", which)


@lru_cache(maxsize=1000)
def _alike(*looks: Look) -> tuple[Look, ...]:
    """One look, or none, kept once for all lines that are set so."""
    return looks


def _joined(texts: Sequence[str], kept: str) -> str | tuple[str, ...]:
    """The texts as one, or each by itself where one holds a blank."""
    joined = " ".join(texts)
    if joined.count(" ") != max(len(texts) - 1, 0):
        return tuple(texts)
    return kept if kept == joined else joined


def _points(places: Places) -> list[float]:
    return list(places) if places.typecode == EXACT else [place / 100 for place in places]


def _packed(places: list[float]) -> Places:
    try:
        whole: list[float] = [round(place * 100) for place in places]
        hundredths = array(HUNDREDTHS, whole)
    except (ValueError, OverflowError):  # not a number, or beyond any sheet
        return array(EXACT, places)
    return hundredths if [place / 100 for place in hundredths] == places else array(EXACT, places)
