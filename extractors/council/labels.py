"""Labels at the beginning of lines: "Betreff", "Beschlussvorschlag:", "Abstimmungsergebnis: einstimmig"."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from schemas.geometry import Line

LABELS = {
    "proposal": (
        r"(?:Geänderter\s+|Neuer\s+|Ergänzter\s+)?(?:Beschluss(?:vorschlag|entwurf|antrag|"
        r"formulierung)|Antragstext|Antragstenor|Wortlaut des Antrags|"
        r"Empfehlung der Verwaltung|Verwaltungsvorschlag)(?:\s+der\s+Verwaltung)?"
    ),
    "result": (
        r"(?:Beratungs|Abstimmungs|Beschluss|Wahl)-?ergebnis(?:se)?|"
        r"Abst(?:immungs)?\.?-?\s?Erg(?:ebnis|\.)?|Abstimmung|Beschlussart|Abstimmungsverhältnis|"
        r"Ergebnis der Abstimmung"
    ),
    "resolution": (
        r"(?:Geänderter\s+|Abweichender\s+|Neuer\s+|Ergebnis\s*/\s*)?(?:Beschluss(?:text|fassung)?|Beschlüsse|"
        r"Beschlussempfehlung(?:\s+an\s+\w+\s+[\w-]+)?(?:\s+zu\s+.{1,40}?)?|"
        r"Empfehlung(?:sbeschluss)?|Empfehlung an .{3,40}?)(?:\s*-?\s*(?:Nr\.?|Nummer)?\s*[\w./-]*\d[\w./-]*)?|"
        r"Es\s+ergeht\s+folgender\s+Beschluss|"
        r"(?:Der|Die)\s+(?:(?!einstimmig|mehrheitlich|einvernehmlich)[^.:]){2,60}?\s"
        r"(?:(?:fasst|fassen)\s+folgenden\s+Beschluss|beschließ(?:t|en)\s+(?:wie\s+folgt|Folgendes))"
    ),
    "consultations": r"Beratungsfolge|Gremienweg|Gremienfolge|Beratungsgang|Beratungsverlauf|Sitzungsfolge|Gremium",
    "subject": (
        r"Betreff|über|Gegenstand(?:\s+der\s+(?:Vorlage|Beratung))?|Betrifft|Betr\.|Thema|Tagesordnungspunkt|"
        r"(?:Bezeichnung|Titel)(?:\s+der\s+Vorlage)?"
    ),
    "paper": (
        r"(?:Vorlagen?|Drucksachen?)(?:-?\s?(?:Nr\.?|Nummer))?|Antrag(?:s-?)?\s?Nr\.?|Vorlagen?art|Art(?:\s+der\s+Vorlage)?"
    ),
    "file_number": r"Aktenzeichen|Az\.?|Geschäftszeichen|AZ",
    "date": r"Datum|Stand vom|Vom",
    "reason": (
        r"(?:Problembeschreibung\s*/\s*)?Begründung(?:en)?(?:\s+(?:des|der)\s+\S+)?|"
        r"Sachverhalt(?:sdarstellung)?|Sach-\s?und\s+Rechtslage|Sachdarstellung|"
        r"Problembeschreibung|Sachstand(?:sbericht)?|Ausgangslage|Rechtslage|Kurzfassung|"
        r"Zusammenfassung|Erläuterung(?:en)?|Vorbemerkung(?:en)?"
    ),
    "talk": r"Protokoll|Diskussion(?:sverlauf)?|Aussprache|Wortprotokoll|Beratung|Wortmeldungen|Verhandlung",
    "content": (
        r"Inhalt\s+der\s+(?:Mitteilung|Vorlage)|Unterrichtung|Mitteilung(?:stext)?(?:\s+der\s+Verwaltung)?|"
        r"Bericht(?:stext)?|Stellungnahme(?:\s+der\s+Verwaltung)?"
    ),
    "other": (
        r"Finanzielle\s+Auswirkung(?:en)?|Auswirkung(?:en)?\s+auf\s+.{3,60}|Klima(?:relevanz|"
        r"auswirkung(?:en)?|schutz)|Anlagen?(?:/n)?|Historie|Kosten|Haushalt\S*|"
        r"gez(?:eichnet)?\.?(?:\s.*)?|Verteiler|Anwesend\S*|Verfasser(?:in)?|Amt|Referat|"
        r"Federführ\S+|Unterschrift(?:en)?|Hinweise?|Folgekosten|Beteiligung\S*|"
        r"Im Auftrag|In Vertretung|Fachbereich|Dezernat|Telefon|Auskunft erteilt|Mitzeichnung|"
        r"Nachtrag|Status|Sitzung|Zusatz|Ort|Raum|Beginn|Ende"
    ),
}
KINDS = "|".join(rf"(?P<{kind}>{words})" for kind, words in LABELS.items())
LABEL = re.compile(rf"(?:{KINDS})(?=\s*(?:[:;]|$))", re.IGNORECASE)
MOTION = re.compile(
    r"(?i)^(?P<words>(?:(?:Der|Die|Das)\s+.{2,60}?(?:möge|wolle|soll|"
    r"wird\s+gebeten)[^.:]{0,60}?beschließen|.{0,60}\bbeschließen\s+zu\s+wollen|"
    r"Wir\s+beantragen(?:\s+daher)?|Antrag(?:stext)?|(?:Der|Die)\s+.{2,60}\s+beantrag(?:t|"
    r"en)(?:\s+daher)?|Es\s+wird\s+beantragt))\s*(?P<colon>[:,])?\s*(?P<value>.*)$"
)


WORDS_OF_MOTIONS = ("antrag", "beschliessen")
"""One of them stands in every motion; to look for them takes a tenth of the time that looking for a motion does."""

WORDS_OF_REQUESTS = (*WORDS_OF_MOTIONS, "beschluss", "verwaltung")
"""One of them stands in every label of a proposal or motion."""

_SPACED = re.compile(r" (?<=\b\w )(?=\w\b)")
"""The blanks between letters that stand alone."""


@dataclass(frozen=True, slots=True)
class Label:
    """A label at the beginning of a line and what stands behind it on that line."""

    kind: str
    value: str


def squash(text: str) -> str:
    """Letter-spaced words closed up: "A N T R A G" → "ANTRAG"."""
    return _SPACED.sub("", text)


def label_of(text: str) -> Label | None:
    """The label a line begins with, if it ends there or a colon follows.

    >>> label_of("Abstimmungsergebnis: einstimmig")
    Label(kind='result', value='einstimmig')
    >>> label_of("Beschlussvorschlag der Verwaltung"), label_of("Begründung dafür ist die Lage")
    (Label(kind='proposal', value=''), None)
    """
    stripped = squash(text.strip())
    if (motion := _motion(stripped)) and (motion["colon"] or not motion["value"]):
        return Label("motion", motion["value"])
    found = LABEL.match(stripped)
    if found is None or found.lastgroup is None:
        return None
    value = re.sub(r"^\s*[:;]\s*", "", stripped[found.end() :])
    return Label(found.lastgroup, value.strip())


def asks_for_decision(text: str) -> bool:
    """Whether a line begins with the label of a proposal or a motion.

    >>> [asks_for_decision(text) for text in ("Beschlussvorschlag:", "A N T R A G", "Begründung", "Der Antrag ruht")]
    [True, True, False, False]
    """
    folded = text.replace(" ", "").casefold()
    if not any(word in folded for word in WORDS_OF_REQUESTS):
        return False
    label = label_of(text)
    return label is not None and label.kind in ("proposal", "motion")


def _motion(text: str) -> re.Match[str] | None:
    folded = text.casefold()
    return MOTION.match(text) if any(word in folded for word in WORDS_OF_MOTIONS) else None


def has_neighbour(line: Line, lines: Sequence[Line]) -> bool:
    """Whether something stands beside the line, as in an unruled table; a label that opens a text stands alone."""
    return any(o is not line and o.page == line.page and abs(o.box.bottom - line.box.bottom) < 3 for o in lines)
