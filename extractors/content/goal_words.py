"""Goals that say what they are: "Leitziel A 1: …", "Strategisches Ziel 2 – …", "Ziel 1.2: …".

Habit: administrations count their goals; a reference to one ("Leitziel 3 wird …") has no sign behind the number.
"""

import re
from dataclasses import dataclass
from functools import cache

from schemas.vocabularies import load

COUNTED = r"[A-ZÄÖÜ]?[ .-]?\d{1,2}(?:\.\d{1,2}){0,3}[a-z]?|[A-ZÄÖÜ](?=\s*[:–-])|[IVX]{1,4}"
LEAST_WORDS = 2
UNCOUNTED = ("Leitziel", "Teilziel", "Handlungsziel")
"""Levels whose word alone, with a colon, opens a goal in a heading; "Ziel:" labels what a text is about."""

LEADERS = re.compile(r"\.{4}|(?:\. ){4}")


@dataclass(frozen=True, slots=True)
class Named:
    """A goal as printed."""

    level: str
    """One of `content.GOAL_LEVELS`."""

    number: str | None
    text: str


def named_goal(text: str, *, is_heading: bool = False) -> Named | None:
    """The goal that a paragraph or heading states after a word for a goal and its number; None for other text.

    >>> named_goal("Oberziel 2: Alle Kinder sprechen Deutsch."), named_goal("Leitziel 3 wird später überprüft.")
    (Named(level='Leitziel', number='2', text='Alle Kinder sprechen Deutsch.'), None)
    """
    found = _opening().match(text)
    if found is None or LEADERS.search(text):
        return None
    level = level_of(found["level"])
    wording = found["text"].strip()
    counts = found["number"] and (is_heading or found["sign"])
    if not counts and not (is_heading and level in UNCOUNTED and found["sign"] == ":"):
        return None
    if len(wording.split()) < LEAST_WORDS and not (is_heading and found["number"] and not wording):
        return None
    return Named(level, found["number"].strip() if found["number"] else None, wording)


@cache
def level_of(text: str) -> str:
    """The level that the longest known word for goals in a text names: "Strategische Ziele der Stadt"."""
    for spelling, term_id in _spellings():
        if re.search(rf"(?<!\w){re.escape(spelling)}(?!\w)", text, re.IGNORECASE):
            return term_id
    return "Ziel"


@cache
def _spellings() -> list[tuple[str, str]]:
    known = ((spelling, term.term_id) for spelling, term in load("german", "goals").spellings())
    return sorted(
        ((spelling, term_id) for spelling, term_id in known if term_id != "Leitbild"), key=lambda s: -len(s[0])
    )


@cache
def _opening() -> re.Pattern[str]:
    words = "|".join(re.escape(spelling) for spelling, _ in _spellings() if not spelling.endswith("ele"))
    return re.compile(
        rf"^(?P<level>(?i:{words}))(?:\s+(?:Nr\.\s*)?(?P<number>{COUNTED}))?(?![\w.]*\w)\s*(?P<sign>[:.–-])?\s*(?P<text>.*)$"
    )
