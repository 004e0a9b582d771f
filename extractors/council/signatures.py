"""Signatures: the place and date, the name and the office below a text; none of them is part of what was decided.

Habit: "Musterlingen, den 3. Mai 2026", then a name, then the office on a line of its own. The date may be stamped or
written by hand, so that recognition reads little of it.
"""

import re
from collections.abc import Sequence

from schemas.geometry import Line

PLACE_AND_DATE = re.compile(
    r"^(?:[A-ZÄÖÜ][\w./ -]{1,40},\s*(?:den\s+)?)?\d{1,2}\.\s?(?:\d{1,2}\.\s?|\w+\s+)(?:\d{4}|\d{2})$"
)
PLACE_AND_STAMP = re.compile(r"^[A-ZÄÖÜ][\w./ -]{1,40},\s*(?:den\b)?[\d\W_]*(?:x+\.x+\.[\dx]+)?$")
"""A place with nothing behind it but what is left of a date: "Musterlingen, den ____", "Musterlingen, , 2, 2018"."""

OFFICE = re.compile(
    r"^(?:(?:Der|Die|Stellv\.|Stellvertretende[r]?|Erste[r]?)\s+)?"
    r"(?:(?:Ober)?bürgermeister|Landr(?:at|ätin)|(?:\w+-?)?vorsitzende|Schriftführer|Protokollführer|"
    r"(?:Ober)?stadtdirektor|(?:Ober)?kreisdirektor|Beigeordnete|Dezernent|Stadtr(?:at|ätin)|Amtsleiter)(?:in|r|n)?"
    r"(?:\s+(?:der|des|für)\s.{2,60})?$",
    re.IGNORECASE,
)
SENTENCE_ENDS = (".", ":", ";", ",")
MOST_BETWEEN = 5
"""A name, a title and what is left of a stamp stand between the place and the office."""


def above_signature(lines: Sequence[Line]) -> tuple[Line, ...]:
    """The lines above the signature; all of them where none is found."""
    for at, line in enumerate(lines):
        text = line.text.strip()
        opens = PLACE_AND_DATE.match(text) or PLACE_AND_STAMP.match(text)
        if opens and _is_signed(lines[at + 1 : at + 2 + MOST_BETWEEN]):
            return tuple(lines[:at])
    return tuple(lines)


def _is_signed(below: Sequence[Line]) -> bool:
    """Whether an office follows, and no line of a sentence before it."""
    for line in below:
        if OFFICE.match(line.text.strip()):
            return True
        if line.text[:1].islower() or line.text.rstrip().endswith(SENTENCE_ENDS):
            return False
    return False
