"""Text of one picture: the right way up, its lines level, its bars light; then words, and what is drawn around them.

page → picture → turned, straightened → lines and bars → words as Tesseract reads them, their sizes and weights
"""

import re
from collections.abc import Callable, Iterable
from contextlib import closing
from dataclasses import dataclass, replace
from functools import partial

import pypdfium2

from extractors.pdf.bullets import with_bullets
from extractors.pdf.gaps import with_blanks
from extractors.pdf.hocr import read_words
from extractors.pdf.pictures import Picture, draw, smaller, straightened, turned
from extractors.pdf.scans import LEAST_LETTERS, count_letters
from extractors.pdf.second_look import look_again
from extractors.pdf.shades import find_bars, in_white, with_dark_letters
from extractors.pdf.strokes import find_lines, without_lines
from extractors.pdf.weights import with_weights
from schemas.errors import RecognitionFailed
from schemas.geometry import Page, Rule, Turn, Unrecognised, Word

Recogniser = Callable[[bytes, str, int], str]
"""(picture as PGM, TEXT, ORIENTATION or BLOCK, dpi) → what Tesseract writes: hOCR, or the facts on orientation.

Raises RecognitionFailed when there is no answer.
"""

TEXT, ORIENTATION, BLOCK = "text", "orientation", "block"

ORIENTATION_DPI = 150

SURE = 0.8
"""From this mean certainty on, a page was the right way up."""

LEAST_SURE = 0.6
"""Below this mean certainty there is no print in the picture: photos give a few letters by chance."""

SPECK = 0.5
SCRIBBLE = 0.3
"""Signs without a letter, and one or two letters, of which recognition is less sure than this, are specks of dust,
stamps and signatures."""

STROKES = frozenset("|¦_")
"""What recognition calls short lines; between words nobody prints these signs."""

ROTATE = re.compile(r"^Rotate: (\d+)", re.MULTILINE)
"""What Tesseract says of the way up: degrees clockwise that are missing."""


@dataclass(frozen=True, slots=True)
class Recognised:
    """What stands in the picture of a page."""

    words: tuple[Word, ...]
    turn: Turn
    rules: tuple[Rule, ...] = ()
    """Lines and dark bars."""

    @property
    def certainty(self) -> float:
        """Mean certainty of the words, long ones counting more; 0 without words."""
        letters = count_letters(self.words)
        total = sum((word.recognised or 0) * sum(map(str.isalnum, word.text)) for word in self.words)
        return round(total / letters, 3) if letters else 0.0

    @property
    def upright_letters(self) -> int:
        """Letters and digits that stand upright."""
        return count_letters(word for word in self.words if word.upright)

    @property
    def is_level(self) -> bool:
        """Whether the page was the right way up: Tesseract reads sideways print, too, but is unsure of what stands on
        its head."""
        return self.certainty >= SURE and self.upright_letters > count_letters(self.words) / 2

    @property
    def is_print(self) -> bool:
        """Whether this is text, not what a photo gives by chance."""
        return count_letters(self.words) >= LEAST_LETTERS and self.certainty >= LEAST_SURE


@dataclass(frozen=True, slots=True)
class _Look:
    """A first look at a picture."""

    clear: Picture
    """The picture with nothing but dark letters."""

    found: Recognised


def look_at(document: pypdfium2.PdfDocument, recogniser: Recogniser, number: int) -> Recognised | Unrecognised:
    """What stands in the picture of a page, the right way up."""
    try:
        return _completed(_better_look(document, recogniser, number), recogniser)
    except RecognitionFailed as error:
        return Unrecognised(number, "failed", error.reason)


def see_drawn(document: pypdfium2.PdfDocument, page: Page) -> Recognised:
    """The words that a page has already, as its picture shows them, with lines and bars."""
    with closing(document[page.number - 1]) as own:
        level = straightened(draw(own))
    clear, rules = _cleared(level)
    return Recognised(with_weights(straight_words(page.words, level.turn), clear), level.turn, rules)


def straight_words(words: Iterable[Word], turn: Turn) -> tuple[Word, ...]:
    """The words where they stand on the straightened page."""
    is_upright = turn.quarters == 0
    return tuple(replace(word, box=turn.straightened(word.box), upright=word.upright and is_upright) for word in words)


def _better_look(document: pypdfium2.PdfDocument, recogniser: Recogniser, number: int) -> _Look:
    """A look at the page as it is; if it may not be the right way up, one after a turn, if that says more."""
    with closing(document[number - 1]) as page:
        picture = draw(page)
    look = _look(picture, recogniser)
    quarters = 0 if look.found.is_level and look.found.is_print else _quarters(picture, recogniser)
    other = _look(turned(picture, quarters), recogniser) if quarters else look
    return max(look, other, key=lambda one: one.found.certainty * one.found.upright_letters)


def _look(picture: Picture, recogniser: Recogniser) -> _Look:
    level = straightened(picture)
    clear, rules = _cleared(level)
    words = (word for word in _words(TEXT, recogniser, clear) if not _is_speck(word))
    return _Look(clear, Recognised(tuple(words), level.turn, rules))


def _completed(look: _Look, recogniser: Recogniser) -> Recognised:
    """With what a second look finds, blanks and bullets that the picture shows, and how the words are set."""
    try:
        again = look_again(look.found.words, look.clear, partial(_words, BLOCK, recogniser))
    except RecognitionFailed:  # a crumb that Tesseract stumbles over costs no page
        again = look.found.words
    words = with_weights(tuple(with_blanks(again, look.clear)), look.clear)
    words = tuple(in_white(with_bullets(words, look.clear), look.found.rules))
    return replace(look.found, words=words)


def _words(question: str, recogniser: Recogniser, picture: Picture) -> tuple[Word, ...]:
    return read_words(recogniser(picture.encoded(), question, round(picture.dpi)), picture.dpi)


def _cleared(picture: Picture) -> tuple[Picture, tuple[Rule, ...]]:
    """The picture with nothing but dark letters, and the lines and bars that were in it."""
    bars = find_bars(picture)
    light = with_dark_letters(picture, bars)
    lines = find_lines(light)
    return without_lines(light, lines), (*lines, *bars)


def _is_speck(word: Word) -> bool:
    sure = word.recognised or 0
    letters = sum(map(str.isalnum, word.text))
    if set(word.text) <= STROKES:
        return True
    if any(map(str.isdigit, word.text)) or letters >= 3:
        return False
    return sure < (SCRIBBLE if letters else SPECK)


def _quarters(picture: Picture, recogniser: Recogniser) -> int:
    """Quarter turns clockwise that bring the page upright; 0 when that cannot be told."""
    try:
        told = recogniser(smaller(picture, ORIENTATION_DPI).encoded(), ORIENTATION, ORIENTATION_DPI)
    except RecognitionFailed:  # too few letters to tell
        return 0
    found = ROTATE.search(told)
    return int(found[1]) // 90 if found else 0
