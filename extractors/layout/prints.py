"""The print of a page in columns: of all words the texts, of all words the sides of their boxes, and so on.

Arranging compares each word with its neighbours many times. To look up a number in a list takes a fifth of the time
that it takes to make a word with its box from what is packed; so words are called by their place in these lists.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

from schemas.geometry import Box, Style, Word
from schemas.packed import Words


@dataclass(frozen=True, slots=True)
class Print:
    """Words by their place, counted from 0; lists of one length, in points of the page as displayed."""

    words: Words
    texts: list[str]
    x0: list[float]
    top: list[float]
    x1: list[float]
    bottom: list[float]
    height: list[float]
    stand: list[tuple[float, float]]
    """Lower edge and height."""

    order: list[tuple[float, float]]
    """Lower edge and x0: from top to bottom, on one base line from left to right."""

    styles: list[Style]
    sizes: list[float]

    @classmethod
    def of(cls, words: Sequence[Word]) -> Self:
        """The print of some words."""
        packed = words if isinstance(words, Words) else Words(words)
        x0, top, x1, bottom = packed.sides()
        height = [low - high for high, low in zip(top, bottom, strict=True)]
        stand, order = list(zip(bottom, height, strict=True)), list(zip(bottom, x0, strict=True))
        styles = packed.style_of_each()
        sizes = [style.size for style in styles]
        return cls(packed, packed.texts(), x0, top, x1, bottom, height, stand, order, styles, sizes)

    def upright(self) -> list[int]:
        """The places of words that are not set sideways."""
        return self.words.upright_places()

    def middle(self, place: int) -> tuple[float, float]:
        """The middle of a word's box."""
        return (self.x0[place] + self.x1[place]) / 2, (self.top[place] + self.bottom[place]) / 2

    def box_around(self, places: Sequence[int]) -> Box:
        """The smallest box around words; there must be one."""
        return Box(
            min(map(self.x0.__getitem__, places)),
            min(map(self.top.__getitem__, places)),
            max(map(self.x1.__getitem__, places)),
            max(map(self.bottom.__getitem__, places)),
        )
