"""Numbers in front of headings: the families that German administrations use, and how deep they are nested.

`4.1.2`, `IV.`, `A`, `A.1`, `B 3.2`, `a)`, `a.`, `(2)`, `§ 4`, `Teil II`, `Kapitel 3`, `Anlage 2`, `Handlungsfeld A`,
`Leitziel 3`, `Maßnahme B 3.2`, `M-07`, `01 von 39`, `Ö 5` (of the public part of a sitting).
"""

import re

from schemas.geometry import made_by_the_million

NAMED = (
    "Teil|Kapitel|Abschnitt|Artikel|Art\\.|Anlage|Anhang|Handlungsfeld|Themenfeld|Aktionsfeld|Feld|Schwerpunkt|"
    "Handlungsansatz|Handlungsempfehlung|Handlungsbereich|Handlungsschwerpunkt|Themenbereich|Leitthema|Säule|Cluster|"
    "Leitziel|Teilziel|Handlungsziel|Ziel|Leitlinie|Leitprojekt|Schlüsselprojekt|Schlüsselmaßnahme|Maßnahme|Massnahme|"
    "Strategie|Modul|Baustein|Projekt|TOP"
)
"""Words that take a number and open a section."""

_VALUE = r"(?:[IVX]{1,6}|\d{1,3}(?:\.\d{1,2})*|[A-ZÄÖÜ]{1,2}(?:[ .-]?\d{1,3}(?:\.\d{1,2})*)?)"
_COUNTED = r"(?:\s+von\s+\d{1,3})?"
"""Sheets count themselves: "Maßnahme 1 von 39"."""

FAMILIES = (
    ("named", re.compile(rf"(?P<number>(?:{NAMED})\s+{_VALUE}{_COUNTED})(?:[.:]|\s[–-])?(?=\s|$)")),
    ("paragraph", re.compile(r"(?P<number>§§?\s*\d{1,3}[a-z]?)(?=\s|$)")),
    ("counted", re.compile(r"(?P<number>\d{1,3}\s+von\s+\d{1,3})$")),
    ("decimal", re.compile(r"(?P<number>\d{1,2}(?:\.\d{1,2}){1,5})(?:[.):]?(?=\s|$)|\.(?=[A-ZÄÖÜ]))")),
    ("decimal", re.compile(r"(?P<number>\d{1,2})(?:\.\)|[.:])?(?=\s)")),
    ("roman", re.compile(r"(?P<number>[IVX]{1,6}(?:\.\d{1,2}){0,4})(?:[.:]|(?=\s+(?:[–-]\s+)?[A-ZÄÖÜ„\"]))(?=\s|$)")),
    ("letter", re.compile(r"(?P<number>[A-ZÄÖÜ]{1,3}[ .-]?\d{1,3}(?:\.\d{1,2}){0,3})[.:]?(?=\s|$)")),
    ("letter", re.compile(r"(?P<number>[A-ZÄÖÜ])(?:[.:)])(?=\s|$)")),
    ("small", re.compile(r"(?P<number>[a-z]\)|\([a-z]\)|(?:aa|bb|cc|dd|ee)\)|\(\d{1,2}\)|\d{1,2}\))(?=\s)")),
    ("small", re.compile(r"(?P<number>[a-rt-z])\.(?=\s+[„\"]?[A-ZÄÖÜ][^\W\d_]{2})")),
)


MAY_BE_NUMBERED = re.compile(
    rf"[\d§(]|Zu |(?:{NAMED})\s|[IVX]{{1,6}}[.:\s]|[A-ZÄÖÜ]{{1,3}}[ .-]?\d|[A-ZÄÖÜ][.:)]|[a-z]{{1,2}}[.)]"
)
"""How all families begin; most lines of a document begin otherwise, and need no closer look."""

COMMENT = re.compile(r"Zu (?P<unit>Artikel|Abschnitt|Kapitel|Teil) (?:\d+|[IVX]+)\b")
"""The reasons for a bylaw comment on its units: "Zu Artikel 1 (…)" stands where an Artikel stands."""


@made_by_the_million
class Numbered:
    """A heading's text divided into number and title."""

    family: str
    """`named …`, `paragraph`, `decimal`, `roman`, `letter`, `small`; empty: no number."""

    number: str | None
    title: str
    depth: int
    """Number of parts: 4.1.2 → 3; 0: no number."""


def split_number(text: str) -> Numbered:
    """Divide a line into number and title.

    >>> split_number("4.1 Handlungsfeld 1: Wohnen").number
    '4.1'
    >>> split_number("Handlungsfeld A: Sprache")
    Numbered(family='named handlungsfeld', number='Handlungsfeld A', title='Sprache', depth=1)
    >>> split_number("Im Jahr 2009").number is None
    True
    """
    if not MAY_BE_NUMBERED.match(text):
        return Numbered("", None, text.strip(), 0)
    if comment := COMMENT.match(text):
        return Numbered(f"named {comment['unit'].casefold()}", None, text.strip(), 1)
    for family, pattern in FAMILIES:
        found = pattern.match(text)
        if found and _is_number(family, found["number"], text[found.end() :]):
            number = found["number"]
            name = f"{family} {number.split()[0].casefold()}" if family == "named" else family
            return Numbered(name, number, text[found.end() :].strip(" \t–-:") or "", _depth(family, number))
    return Numbered("", None, text.strip(), 0)


def _is_number(family: str, number: str, rest: str) -> bool:
    """Not a quantity, a date or a substance: "2 Mio. Euro", "1. Januar", "CO2"."""
    rest = rest.strip()
    if family == "paragraph":
        return not CITED.match(rest)
    if family in ("letter", "roman"):
        return not SUBSTANCE.fullmatch(number) and not ABBREVIATED.match(rest)
    if family == "decimal" and "." not in number:
        return bool(rest) and not rest[0].islower() and not QUANTITY.match(rest)
    if family == "decimal":
        plain_word = rest[:1].islower() and rest.split()[0].isalpha()
        return not QUANTITY.match(rest) and not (plain_word and number.count(".") == 1)
    return True


CITED = re.compile(
    r"(?:Abs\.|Absatz|Absätze|Satz|Sätze|Nr\.|Nummer|Ziff|S\.|ff?\.|und\b|bis\b|sowie\b|i\.\s?V|[A-ZÄÖÜ]\w*[A-Z])"
)
"""A paragraph of a law that is cited: "§ 4 Abs. 2", "§ 34 BauGB"."""

ABBREVIATED = re.compile(r"[a-zäöü]{1,2}\.")
"""No number but the beginning of "D. h.", "I. d. R."."""

SUBSTANCE = re.compile(r"(?:CO|NO|SO|CH|PM) ?\d{1,2}(?:\.\d)?")

QUANTITY = re.compile(
    r"(?:Mio|Mrd|Tsd|Euro|EUR|€|%|Prozent|Uhr|Jahre?n?\b|Monate?|Tage?n?\b|Stunden|Personen|Tonnen|kWh|MWh|GWh|km|"
    r"Januar|Februar|März|April|Mai|Juni|Juli|August|September|Oktober|November|Dezember)\b|[€%]"
)


def _depth(family: str, number: str) -> int:
    number = number.partition(" von ")[0]
    parts = re.split(r"[ .-]+", number.split(" ", 1)[-1] if family == "named" else number)
    return len([part for part in parts if part])
