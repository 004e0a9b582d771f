"""Organisations known by how they are named: Fachbereich Soziales, Amt für Jugend, Familie und Soziales, Stadt X.

German administrations name an office by its kind and its subjects. The subjects may be a list that ends with “und”, so
its commas divide subjects and not offices – unless one of them is itself an actor: “Fachbereich Soziales, Jobcenter
und Caritas” are three.
"""

import re
from dataclasses import dataclass

from extractors.content.patterns import written
from schemas.vocabularies import load

_WORD = r"[A-ZÄÖÜ][\w*-]*[\wäöüß*-]"
_SUBJECT = rf"(?:[A-ZÄÖÜ]\w+e )?{_WORD}"
_SUBJECTS = rf"{_SUBJECT}(?:(?:, {_SUBJECT})* und {_SUBJECT})?"
_FOR = rf"für (?:die |das |den |[a-zäöüß]{{4,}}e[nrs]? )?{_SUBJECTS}"
_UNIT = (
    r"(?:Fachbereich|FB|Fachdienst|FD|Dezernat|Dez\.|Abteilung|Abt\.|Referat|Stabs?stelle|Sachgebiet|Geschäftsbereich|GB"
    r"|Fachgebiet|Fachgruppe|Fachstelle|Koordinierungsstelle|Eigenbetrieb)(?:e?s)?"
)
_NUMBERED = r"(?:\d{1,3}(?:\.\d+)?|[IVX]+)(?![\w.,]*\d)\b"
_OF_NUMBERED = rf"(?:(?: ?[–-] ?| \(| )(?!{_UNIT}){_SUBJECTS}(?![\w*-]| ?:)\)?)?"
"""What follows the number of an office; neither the next office nor the next label: “Dezernat 4 Verfasser: …”."""

_MUNICIPALITY = r"(?:Stadt|Hansestadt|Bundesstadt|Landkreis|Kreis|Gemeinde|Samtgemeinde|Verbandsgemeinde)"
_PLACE = (
    r"(?!\w+(?:keit|ung|schaft|tion|kosten|aufwand)(?:en)?\b)(?:Bad |Sankt |St\. )?"
    rf"{_WORD}(?:/{_WORD})?(?: (?:am|an der|ob der) {_WORD})?"
)
"""A place; in German its name never ends like the abstract nouns that follow “der Stadt” without a comma."""

_KINDS = {
    "office": rf"{_UNIT} (?:{_NUMBERED}{_OF_NUMBERED}|{_FOR}|{_SUBJECTS})"
    rf"|Amt(?:e?s)? (?:{_NUMBERED}|{_FOR})"
    rf"|(?:{_WORD}-(?:, {_WORD}-){{0,4}} und )?(?!Ehrenamt|Gesamt|Insgesamt|Beamt|Bundesamt|Landesamt)"
    r"[A-ZÄÖÜ][a-zäöüß-]+(?:(?<!be)amt|behörde)(?:e?s)?\b(?![*:_·/]-?[Ii]n)"
    rf"|Beauftragte[rn]? {_FOR}",
    "agency": rf"(?:Bundes|Landes)(?:amt|anstalt)(?:e?s)? {_FOR}",
    "ministry": rf"(?:[A-ZÄÖÜ]\w+m|M)inisterium(?:s)? (?:{_FOR}|(?:der|des) {_SUBJECTS})",
    "council": rf"(?:Beirat|Ausschuss)(?:e?s)? {_FOR}",
    "education": rf"(?:Fachhochschule|Hochschule|Technische Universität|Universität) {_PLACE}",
    "municipality": rf"{_MUNICIPALITY} {_PLACE}",
}
_ORGANISATION = written(
    r"(?=[A-ZÄÖÜ])(?<![\w-])(?:" + "|".join(f"(?P<{kind}>{pattern})" for kind, pattern in _KINDS.items()) + ")"
)
_BETWEEN_SUBJECTS = written(r"(?<!-)(?:, | und )")

_SHORT = {"FB": "Fachbereich", "FD": "Fachdienst", "GB": "Geschäftsbereich", "Dez.": "Dezernat", "Abt.": "Abteilung"}
_GENITIVE = re.compile(
    r"^(\w*(?:[Aa]mt|[Bb]ereich|[Dd]ienst|[Bb]etrieb|[Dd]ezernat|[Rr]eferat|[Gg]ebiet|[Mm]inisterium|Ausschuss|Beirat))e?s\b"
)


@dataclass(frozen=True, slots=True)
class Organisation:
    """A name that says itself what kind of organisation it is."""

    kind: str
    """office, agency, ministry, council, education or municipality."""

    start: int
    end: int
    printed: str

    @property
    def name(self) -> str:
        """The name in the nominative, its kind written out: “FB Soziales” and “des Fachbereichs Soziales” are one."""
        head, blank, subjects = self.printed.partition(" ")
        return _GENITIVE.sub(r"\1", _SHORT.get(head, head)) + blank + subjects


def find_organisations(text: str) -> tuple[Organisation, ...]:
    """All such names, in order.

    >>> [found.printed for found in find_organisations("Amt für Familie, Sport und Soziales, FB 50 und Caritas")]
    ['Amt für Familie, Sport und Soziales', 'FB 50']
    """
    return tuple(_organisation(match) for match in _ORGANISATION.finditer(text))


def _organisation(match: re.Match[str]) -> Organisation:
    printed = _without_known_actors(match.group())
    return Organisation(match.lastgroup or "office", match.start(), match.start() + len(printed), printed)


def _without_known_actors(name: str) -> str:
    """The name without a list of other actors that follows it."""
    subjects = [(between.start(), between.end()) for between in _BETWEEN_SUBJECTS.finditer(name)]
    ends = [start for start, _ in subjects[1:]] + [len(name)]
    known = load("actors").resolve_name
    if any(known(name[start:end]) for (_, start), end in zip(subjects, ends, strict=False)):
        return name[: subjects[0][0]]
    return name
