"""Wording: when two texts say the same words, and how alike they are.

Differences that come from setting a text (soft hyphens, kinds of quotation marks and dashes, blanks, ligatures,
bullets, footnote numbers, ß or ss) are no differences of wording. Stops, hyphens before capitals and capitals are.
"""

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise

from rapidfuzz import fuzz
from rapidfuzz.distance import Indel

_TYPOGRAPHY = str.maketrans(
    {
        **dict.fromkeys("\u00ad\u200b\u200c\u200d\u2060\ufeff"),
        **dict.fromkeys('„“”‟«»″"', '"'),
        **dict.fromkeys("‚‘’‛‹›′´`'", "'"),
        **dict.fromkeys("‐‑‒–—―−", "-"),
        "ß": "ss",
        "ẞ": "SS",
    }
)
"""Signs that typesetting chooses, and what stands for them."""

_BULLET = re.compile(r"(?<!\S)(?:[•▪■□●○◦‣⁃∙·\uf0b7\uf0a7➢►✓✔]\s*|(?<![^\n])-\s)")
"""A sign before a list item, or a dash that opens a line; the private letters are bullets of Word's symbol fonts."""

_ARROW = re.compile(r"-[→➔➜]\s*(?=[a-zäöü])|[→➔➜]")
"""An arrow opens list items or points to the next page; it may stand in the middle of a divided word."""

_SOFT = re.compile(r"(?<=[a-zäöüß])-(?=[a-zäöüß])")
"""A hyphen before a small letter ("griechisch-orthodox"): at a line end nobody can tell it from a word break."""

_FOOTNOTE_NUMBER = re.compile(r"(?:(?<=[a-zäöü]{3})|(?<=[a-zäöü%][.,;:!?)\"'])|(?<=%))\d{1,3}(?=[.,;:!?)\"']*(?:\s|$))")
"""A number of up to three digits glued to a word or its stop ("beschlossen.12"): setting, each edition counts anew."""

_NO_LETTER = re.compile(r"[\W_]+")
_WORD = re.compile(r"\w+(?:[-'./*:]\w+)*")
_LEAST_LETTERS = 4
"""Shorter German words are articles, prepositions and joiners."""

_UNRELATED_RATIO = 0.4
"""What two German titles with nothing in common reach in letters alone."""


@lru_cache(maxsize=16384)
def normal(text: str) -> str:
    """The text as it would read in one plain setting.

    >>> normal("„Rad\u00adverkehr“ –  groß")
    '"Radverkehr" - gross'
    """
    plain = _BULLET.sub(" ", unicodedata.normalize("NFKC", _ARROW.sub("", text).translate(_TYPOGRAPHY)))
    return " ".join(_FOOTNOTE_NUMBER.sub("", _SOFT.sub("", plain)).split())


def same_words(one: str, other: str) -> bool:
    """Whether two texts differ at most in how they are set; blanks are where PDFs put them, so they do not count."""
    return normal(one).replace(" ", "") == normal(other).replace(" ", "")


def same_title(one: str, other: str) -> bool:
    """Whether two titles have the same words; one set in capitals is the same.

    >>> same_title("STAHL UND EISEN", "Stahl und Eisen"), same_title("Stahl und Eisen", "Stahl und eisen")
    (True, False)
    """
    if one.isupper() or other.isupper():
        return same_words(one.casefold(), other.casefold())
    return same_words(one, other)


@lru_cache(maxsize=16384)
def words(text: str) -> tuple[str, ...]:
    """The words of a text with their stops, in plain setting."""
    return tuple(normal(text).split())


@lru_cache(maxsize=16384)
def bare_words(text: str) -> tuple[str, ...]:
    """The words of a text without stops, in lower case."""
    return tuple(_WORD.findall(normal(text).casefold()))


def letters(text: str) -> str:
    """The letters and figures of a text in lower case, nothing between them.

    >>> letters("Rad- und Fußverkehr")
    'radundfussverkehr'
    """
    return _NO_LETTER.sub("", normal(text)).casefold()


def after_letters(text: str, count: int) -> int:
    """The place in a text behind so many of its letters and figures, as `letters` counts them.

    >>> after_letters("1. Rad-verkehr", 4)
    6
    """
    seen = 0
    for place, sign in enumerate(text):
        if seen >= count:
            return place
        seen += len(_NO_LETTER.sub("", sign.translate(_TYPOGRAPHY)).casefold())
    return len(text)


def content_words(text: str) -> tuple[str, ...]:
    """The words that carry meaning, in lower case: those of at least four letters, and numbers."""
    return tuple(word for word in bare_words(text) if len(word) >= _LEAST_LETTERS or word.isdigit())


def text_similarity(one: str, other: str) -> float:
    """Share of words two texts have in common in the same order, 0 to 1; two empty texts are alike."""
    if same_words(one, other):
        return 1.0
    return Indel.normalized_similarity(words(one), words(other))


def title_similarity(one: str, other: str) -> float:
    """How alike two titles are, 0 to 1: by letters, as compounds change in parts ("Klima-Ausgleich", "Klimaausgleich").

    >>> title_similarity("Sprachförderung in Kitas", "Straßenbeleuchtung") < 0.2
    True
    """
    ratio = fuzz.ratio(normal(one).casefold(), normal(other).casefold()) / 100
    return max(0.0, (ratio - _UNRELATED_RATIO) / (1 - _UNRELATED_RATIO))


def share_contained(part: Sequence[str], whole: Sequence[str]) -> float:
    """Share of the neighbouring words of `part` that are neighbours in `whole` too, 0 to 1; 0 below two words.

    Neighbours, because a long German text holds nearly all words of a short one on the same subject by chance.

    >>> share_contained(["ein", "neues", "Netz"], ["wir", "knüpfen", "ein", "neues", "Band"])
    0.5
    """
    neighbours = set(pairwise(part))
    return len(neighbours & set(pairwise(whole))) / len(neighbours) if neighbours else 0.0
