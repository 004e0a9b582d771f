"""How labels begin: a look at the first word tells most lines of a document from labels.

The first word of a label that we know may vary by gender and case, or be parted: "Partner*innen", "Zuständiges Amt",
"Maßnahmen-Titel". What the varied label means is told by `labels.py`.
"""

import re
import unicodedata
from functools import cache, lru_cache

from extractors.layout.hyphens import SOFT_HYPHENS
from schemas.vocabularies import load

MOST_LETTERS = 80
"""No printed label is longer; longer lines are not looked up."""

BEGINNING = 3
"""So many letters tell most words from labels where the first word may not be the label's own."""

NUMBERING = re.compile(r"^(?:[•▪■●○◦‣➢►·*–—-]\s*|\(?(?:\d{1,2}(?:\.\d{1,2})*|[a-z]|[IVX]{1,4})[.)]\s+)")
"""A bullet or a number before a label."""

INVISIBLE = re.compile(f"[{SOFT_HYPHENS}]")

_FIRST_WORD = re.compile(r"(?P<before>[^\w(\[]*)\W*(?P<word>\w+)(?P<hyphen>-?)")
_PLAIN = re.compile(r"[A-Za-zÄÖÜäöüß]{4,}(?=[ :])")
"""A first word without anything before or within it; most lines begin with one."""

_ENDING = re.compile(r"(?<=\w\w)(?:_?in(?:nen)?|_?[mnrs])$")
"""Gender and case: "Partner_innen", "Verantwortliche_r", "Zuständiges"."""


def may_be_label(text: str) -> bool:
    """Whether words begin as a label that we know does; spares the closer look at most lines of a document.

    >>> [may_be_label(text) for text in ("2. Zuständiges Amt", "Ziel-Gruppe", "Zielgerade", "Der Rat beschließt")]
    [True, True, False, False]
    """
    if plain := _PLAIN.match(text):
        return _may_be_first(plain.group())
    letters = unicodedata.normalize("NFKC", without_numbering(text[:MOST_LETTERS]))
    first = _FIRST_WORD.match(INVISIBLE.sub("", letters))
    return first is not None and _may_begin(first)


def without_numbering(text: str) -> str:
    """The text without the bullet or number it begins with."""
    number = NUMBERING.match(text)
    return text[number.end() :] if number else text


def _may_begin(first: re.Match[str]) -> bool:
    """Whether a label that we know begins with what was found: a word, with what stands before and behind it."""
    word = first["word"].casefold()
    in_brackets = first.end("before") < first.start("word")
    if in_brackets:
        return word[:BEGINNING] in _beginnings()
    if first["hyphen"]:  # the word may go on behind it
        return word[:BEGINNING] in _beginnings() if _is_of_people(word) else _ENDING.sub("", word) in _beginnings()
    return _may_be_first(first["word"])


@lru_cache(maxsize=20_000)
def _may_be_first(printed: str) -> bool:
    """Whether a label that we know begins with this word, or with another form of it."""
    word = printed.casefold()
    if _is_of_people(word):
        return word[:BEGINNING] in _beginnings()
    return word in _first_words() or _ENDING.sub("", word) in _first_words()


def _is_of_people(word: str) -> bool:
    """Whether the label may begin behind the word: "Bürgerinnen und Bürger"."""
    return word.endswith("innen")


@cache
def _first_words() -> frozenset[str]:
    """The first words of all labels, and of what may stand before them; also without the e of a plural."""
    labels = load("german", "labels")
    parts = load("german", "label_words").by_id
    leads = (word for name in ("lead", "responsible", "partners") for word in parts[name].spellings)
    words = (*labels.by_key, *labels.ignored, *leads)
    firsts = {first.group() for word in words if (first := re.search(r"\w+", word.casefold()))}
    return frozenset(firsts | {word.removesuffix("e") for word in firsts})


@cache
def _beginnings() -> frozenset[str]:
    """What the first words begin with, from one letter on."""
    return frozenset(word[:end] for word in _first_words() for end in range(1, len(word) + 1))
