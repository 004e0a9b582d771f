"""Where sentences begin in German administrative prose.

A full stop ends no sentence after an abbreviation (“gem. § 7 Abs. 1”), an ordinal (“1. Januar”) or a section number
(“4.1. Ziele”) – unless a word follows that has a capital letter only where a sentence begins.
"""

import re
from collections.abc import Sequence
from functools import cache

from schemas.vocabularies import load

BULLETS = frozenset("•▪●■◦‣")
_ENDS = frozenset((".", "!", "?", "…", "..."))
_CLOSING = frozenset("“”\"'»«)]‘’")

_NUMERAL = re.compile(r"[IVX]+|[A-Za-zäöü]")
"""A Roman numeral or a single letter, whose full stop the tokenizer divides off: “Dezernat III.”, “M. Beispiel”."""

_ORDINAL = re.compile(r"\d{1,3}(?:\.\d{1,2})*\.")
_NUMBER_AT_THE_END = re.compile(r"[\d.,/]*\d\.")


def sentence_starts(tokens: Sequence[str]) -> list[bool]:
    """Whether a sentence begins at each token; the first one always does.

    >>> sentence_starts(["Bis", "1.", "Januar", ".", "Dann", "nicht", "."])
    [True, False, False, False, True, False, False]
    """
    return [index == 0 or _starts(tokens, index) for index in range(len(tokens))]


def _starts(tokens: Sequence[str], index: int) -> bool:
    token = tokens[index]
    if token.isspace():
        return False
    if "\n" in tokens[index - 1] or token in BULLETS:
        return True
    if token in _CLOSING and tokens[index - 1] in _ENDS | _CLOSING:
        return False
    return _ends(tokens, _last_word(tokens, index), token)


def _last_word(tokens: Sequence[str], index: int) -> int:
    """Place of the token before, closing quotes, brackets and blanks passed over."""
    last = index - 1
    while last > 0 and (tokens[last] in _CLOSING or tokens[last].isspace()):
        last -= 1
    return last


def _ends(tokens: Sequence[str], last: int, following: str) -> bool:
    """Whether the token at `last` ends a sentence, seeing what follows."""
    token = tokens[last]
    if token in _ENDS:
        is_numeral = token == "." and last > 0 and _NUMERAL.fullmatch(tokens[last - 1])
        return following in _openers() if is_numeral else _may_begin(following)
    if not token.endswith(".") or load("abbreviations", "always_followed").resolve(token):
        return False
    if _NUMBER_AT_THE_END.fullmatch(token) and not _ORDINAL.fullmatch(token):
        return _may_begin(following)
    return following in _openers()


@cache
def _openers() -> frozenset[str]:
    """Articles, pronouns, prepositions and the like: capital letters at the beginning of a sentence only."""
    return frozenset(word for word, _ in load("abbreviations", "sentence_openers").spellings())


def _may_begin(token: str) -> bool:
    """Whether a sentence can begin with the token: a capital letter, a digit, an opening quote or bracket."""
    return token[0].isupper() or token[0].isdigit() or token[0] in "„“\"'»«([‚‘§–-"
