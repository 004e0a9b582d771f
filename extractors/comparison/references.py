"""References: what a new edition says itself about measures of the old one.

German administrations put the word before the number ("Fortführung der Maßnahme 2.3 aus 2009", "zusammengeführt aus
den Maßnahmen 1.2 und 1.4"), behind it ("Die Maßnahme 2.3 wird fortgeführt", "M 2.3 entfällt"), or let the year speak
("Der Dolmetscherdienst (Maßnahme 5.3 des Konzeptes von 2009)", "2009 als Maßnahme 5.5"). A mere "siehe Maßnahme 2.3"
says nothing of the kind; a number the old edition does not have is no reference.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from extractors.comparison.wording import bare_words, normal

_CODE = r"[A-ZÄÖÜ]{0,4}[ .-]?\d{1,3}(?:\.\d{1,3})*[a-z]?(?![\d%])"
_AND = r"(?:\s*(?:,|;|/|und|sowie|bis|&|\+)\s*)"
_CODES = rf"(?P<codes>{_CODE}(?:{_AND}(?:und\s+)?{_CODE})*)"
_NOUN = r"(?:Maßnahmen?|Massnahmen?|Handlungsans[aä]tze?s?|Handlungsempfehlung(?:en)?|Vorhaben|Projekte?s?)"
_OF_YEAR = (
    r"\s*\(?(?:(?:aus|von|vom|des|der|dem|im|in|IK|\w*[Kk]onzept(?:e?s)?|Jahre?s?)\s+)*(?P<year>(?:19|20)\d\d)\)?"
)
_SOURCE = rf"(?:{_OF_YEAR})?"
_NO_POINTER = "".join(rf"(?<!{word}\s)" for word in ("[Ss]iehe", r"[Vv]gl\.", "[Ss]tatt", "als", "zur", "der neuen"))
"""Words before "Maßnahme 2.3 aus 2009" that point to it or set something against it."""
_SMALL = r"(?:(?:der|die|des|dem|den|aus|von|vom|zu|bisherigen?|ehemaligen?|früheren?|alten?|vorherigen?|beiden)\s+)*"

_FROM = (
    r"(?:Fortführung|Fortsetzung|Weiterführung|Fortschreibung|Weiterentwicklung|Nachfolge|Zusammenführung|Zusammenlegung|"
    r"Zusammenfassung|Ausgliederung|[Zz]usammengeführt|[Zz]usammengelegt|[Zz]usammengefasst|[Hh]ervorgegangen|"
    r"[Aa]usgegliedert|[Aa]bgeleitet|[Ee]ntstanden|[Vv]ereint|[Bb]ündelt|[Ee]rsetzt|[Ee]hemals|[Vv]ormals|[Bb]isher|"
    r"Teil|[Ff]rüher|[Ff]ührt)"
)
_GOES_ON = (
    r"(?:fortgeführt|fortgesetzt|weitergeführt|weiterentwickelt|fortgeschrieben|zusammengeführt|zusammengefasst|fort)"
)
_ENDS = (
    r"(?:entfällt|entfallen|weggefallen|fällt weg|fallen weg|gestrichen|aufgegeben|eingestellt|"
    r"nicht (?:weiter )?(?:fort|weiter)geführt|nicht fortgesetzt|nicht (?:weiter|mehr) verfolgt)"
)
_WILL = r"(?:\s+(?:wird|werden|wurde|wurden|ist|sind|damit|daher|somit))*\s+"

_CONTINUES = (
    re.compile(rf"{_FROM}\s*:?\s+{_SMALL}{_NOUN}\s+(?:Nr\.\s*)?{_CODES}{_SOURCE}"),
    re.compile(rf"{_NOUN}\s+(?:Nr\.\s*)?{_CODES}{_SOURCE}{_WILL}{_GOES_ON}\b"),
    re.compile(rf"{_NO_POINTER}\b{_NOUN}\s+(?:Nr\.\s*)?{_CODES}{_OF_YEAR}"),
    re.compile(rf"\b(?P<year>(?:19|20)\d\d)\s+(?:als|unter|noch)\s+{_NOUN}\s+(?:Nr\.\s*)?{_CODES}"),
)
_STOPS = (
    re.compile(rf"{_NOUN}\s+(?:Nr\.\s*)?{_CODES}{_SOURCE}{_WILL}{_ENDS}\b"),
    re.compile(rf"\b(?=[A-ZÄÖÜ]{{1,4}}[ .-]?\d){_CODES}{_SOURCE}{_WILL}{_ENDS}\b"),
)
_STOPPED = re.compile(rf"\b{_ENDS}\b")

_MOST_WORDS_OF_A_STOP = 6
"""A measure that says no more than "entfällt (siehe Kapitel 4)" is the notice of its end."""


@dataclass(frozen=True, slots=True)
class Statement:
    """What one text says of old measures, by their codes as the old edition prints them."""

    continued: tuple[str, ...] = ()
    ended: tuple[str, ...] = ()


class OldCodes:
    """The codes an old edition prints, in its order."""

    def __init__(self, codes: Sequence[str], *, edition: str = "") -> None:
        self._codes = codes
        self._places = {_code_key(code): place for place, code in reversed(list(enumerate(codes)))}
        self._years = re.findall(r"(?:19|20)\d\d", edition)

    def find_statements(self, text: str) -> Statement:
        """Codes the text says it goes on with, and those it says are dropped; not of another year's concept."""
        plain = " ".join(text.split())
        ended = self._named(_STOPS, plain)
        continued = [code for code in self._named(_CONTINUES, plain) if code not in ended]
        return Statement(tuple(continued), tuple(ended))

    def _named(self, forms: Sequence[re.Pattern[str]], text: str) -> list[str]:
        """Codes named in one of the forms, each once."""
        matches = [match for form in forms for match in form.finditer(text) if self._is_meant(match["year"])]
        places = [place for match in matches for place in _places(match["codes"], self._places)]
        return [self._codes[place] for place in dict.fromkeys(places)]

    def _is_meant(self, year: str | None) -> bool:
        """A statement without a year is about the edition before; so is every one when that names no year."""
        return year is None or not self._years or year in self._years


def is_stop(text: str) -> bool:
    """Whether a measure consists of nothing but the notice that it is dropped."""
    return len(bare_words(text)) <= _MOST_WORDS_OF_A_STOP and bool(_STOPPED.search(" ".join(text.split())))


def _places(codes: str, known: Mapping[str, int]) -> list[int]:
    """Places of "1.2, 1.3 und 1.5 bis 1.7"; the letter of the first code holds for bare numbers after it."""
    found: list[int] = []
    prefix, through = "", False
    for piece in re.split(rf"({_AND})", codes):
        if place := [known[key] for key in (_code_key(piece), prefix + _code_key(piece)) if key in known]:
            found.extend(range(found[-1] + 1, place[0] + 1) if through and found else place[:1])
            prefix = prefix or re.sub(r"\d.*", "", _code_key(piece))
        through = piece.strip() == "bis"
    return list(dict.fromkeys(found))


def _code_key(code: str) -> str:
    return re.sub(r"[\s.\-]+$|[\s-]|(?<=[A-ZÄÖÜ])\.|^und\s", "", normal(code)).upper()
