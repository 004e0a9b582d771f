"""What a section is about, by the words that administrations put at the head of its heading.

    Maßnahmen im Überblick · 3.2 Ziele und Maßnahmen · Aktueller Sachstand · Die Ausgangslage · Übersicht der Maßnahmen

Such a heading names the kind at its start, or as one of the nouns it consists of. In German the last part of a compound
says what it is: “Klimaschutzmaßnahmen” are measures, a “Gebäudebestand” is buildings, a “Projektplan” is no project.
Words that stand further in only tell what else the heading speaks of: “Verankerung von Klimaschutz im Leitbild”.
"""

import re

_ENUMERATED = (
    r"\W*(?:(?:Anhang|Anlage|Kapitel|Teil|Abschnitt|§)\s?[\dA-Z]+[.:]?\s+)?(?:(?:\d+(?:\.\d+)*|[IVX]+|[A-Z])[.:)]?\s+)?"
)
_DETERMINED = r"(?:(?:die|der|das|unsere?|ihre?|das (?:sind|ist)|dies sind|es gibt|weitere|welche)\s+){0,2}"
_OVERVIEW = (
    r"(?:(?:übersicht|überblick|katalog|liste|zusammenstellung|darstellung|beschreibung|zusammenfassung|analyse|paket"
    r"|auswahl)\s+(?:(?:über|der|des|zu|zur|zum|von|aller)\s+){0,2})?"
)
_DESCRIBED = r"(?:(?!(?:der|dieser|über|alle[rns]?|unter|hinter|wegen|gegen)\s)[a-zäöüß-]+(?:e|en|er|es)\s+){0,3}"
_LISTED = r"(?:[\w-]+(?:,|\s+und|\s*&|\s*/)\s+){0,3}"
_START = _ENUMERATED + _DETERMINED + _OVERVIEW + _DETERMINED + _LISTED + _DESCRIBED
_END = r"(?![\w*-])"

_COLLECTED = (
    r"katalog|paket|blatt|blätter|plan|pläne|programm|liste|übersicht|tabelle|ansatz|ansätze|vorschlag|vorschläge"
    r"|empfehlung|bündel|steckbrief|beschreibung|karte"
)
"""Compounds with “Maßnahmen” that are made of measures, unlike the “Maßnahmenumsetzung”."""

_HEADS = (
    ("action_field", r"(?:handlungs|themen|aktions)felde?(?:r|rn|s)?|feld\s(?=[A-Z\d]\b)"),
    (
        "measure",
        rf"[\w-]*ma(?:ß|ss)nahmen?(?:-?(?:{_COLLECTED})(?:en|e|n|s)?)?|handlungs(?:ansatz|ansätze|empfehlung|schritt)e?n?"
        r"|vorhaben|[\w-]*projekte|(?:leit|pilot|modell|einzel)?projekt(?=\s*(?:\d|[:„“\"–]))",
    ),
    ("goal", r"[\w,-]*ziele?|ziel(?:setzung|stellung)(?:en)?|[\w-]*leitbild(?:er)?|[\w-]*leitlinien?"),
    (
        "need",
        r"(?:handlungs|förder|unterstützungs|beratungs|entwicklungs|hilfe|änderungs|verbesserungs)?bedarfe?"
        r"|(?:das )?ist nötig|herausforderung(?:en)?",
    ),
    (
        "situation",
        r"ausgangs(?:lage|punkt)|bestand(?:saufnahme|sanalyse|serhebung)?|[\w-]*situation(?:sanalyse)?"
        r"|ist-(?:analyse|stand|zustand|situation)|rahmenbedingung(?:en)?",
    ),
    (
        "status",
        r"(?:umsetzungs|sach|zwischen|verfahrens|projekt|bearbeitungs)?stand(?=\W*$|\s+(?:der|des|zu|zur|in|im)\s|\s+[A-ZÄÖÜ])",
    ),
)
_KINDS = tuple((kind, re.compile(rf"{_START}(?:{heads}){_END}", re.IGNORECASE)) for kind, heads in _HEADS)
"""The first kind that fits counts: measures are told apart from goals even where a section holds both."""

_DEMAND = re.compile(r"[a-zäöüß](?:en|ern|eln)\W*$")
_COUNTED = re.compile(r"\W*[A-ZÄÖÜ][a-zäöüß]+ (?:[A-Z]{1,2}[ .-]?)?(?:\d[\d.]*|[IVX]+|[A-Z])\b")
"""A unit by its number: “Leitziel A 2: Familien stärken” is a goal, whatever it demands."""


def kind_named_by(heading: str) -> str:
    """What a section is about; `other` when its heading does not say.

    >>> kind_named_by("4.2 Ziele und Maßnahmen"), kind_named_by("Sanierung des Gebäudebestands")
    ('measure', 'other')
    """
    if _is_demand(heading):
        return "other"
    return next((kind for kind, named in _KINDS if named.match(heading)), "other")


def _is_demand(heading: str) -> bool:
    """Whether it says what shall be done: “Fördermaßnahmen vereinfachen” heads a demand, and no list of measures."""
    if _COUNTED.match(heading):
        return False
    last = heading.split()[-1] if heading.split() else ""
    return last[:1].islower() and _DEMAND.search(last) is not None
