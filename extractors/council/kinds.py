"""What kind of council document this is, and the number by which a paper is known."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import takewhile

from extractors.council.labels import label_of, squash
from schemas.geometry import Line

PAPER_KIND = (
    r"(?:(?:Beschluss|Mitteilungs|Unterrichtungs|Informations|Sitzungs|Berichts|Tisch|"
    r"Verwaltungs|Rats|Kenntnisnahme|Bekanntgabe|Kreistags"
    r"|Ergänzungs|Änderungs|Beratungs|Antrags)(?:vorlage|drucksache)|Vorlage|Drucksache|"
    r"Beschluss(?:ausfertigung|empfehlung|auszug|antrag)"
    r"|(?:Änderungs|Dringlichkeits|Bürger|Ergänzungs|Fraktions|Rats|Prüf|Sach)?[Aa]ntrag|"
    r"(?:Große |Kleine )?Anfrage|Mitteilung|Bericht|Auszug)"
)
TITLE = re.compile(
    rf"(?i)^(?:(?:gemeinsame|interfraktionelle|öffentliche|"
    rf"nichtöffentliche)[rs]?\s+)?(?P<kind>{PAPER_KIND})(?P<rest>.*)$"
)
TITLE_REST = re.compile(
    r"(?i)^\s*(?:$|[-–:]?\s*(?:Nr|Nummer|\d|\w{1,5}[ /-]\d)|(?:zur|für die)\s+(?:\S+\s+){0,3}\S*sitzung|"
    r"(?:der|des)\s+(?:Fraktion|\S*fraktion|Gruppe|\S+-Gruppe|Verwaltung|Bürgermeister)|\(|"
    r"an (?:den|die)\b|[-–]\s*(?:federführend|öffentlich)|öffentlich|nichtöffentlich)"
)
WEAK_TITLES = re.compile(r"(?i)^(?:Vorlage|Drucksache|Mitteilung|Bericht|Auszug|Anfrage|Große Anfrage|Kleine Anfrage)$")
MINUTES_TITLE = re.compile(
    r"(?i)^(?:öffentliche\s+|nichtöffentliche\s+)?(?:(?:Auszug\s+aus\s+(?:der|"
    r"dem)\s+)?(?:Sitzungs|Ergebnis|Beschluss|Kurz|Verhandlungs)?-?"
    r"(?:Niederschrift|Protokoll)|Beschlussbuch)\b(?!.*\b(?:Anlage|zum Klima|von Kyoto)\b)"
)
SITTING = re.compile(r"(?i)\b\S*sitzung\b|\bBesprechung\b|\bTagesordnung\b|\bTOP\b")

NUMBER = (
    r"(?:[A-ZÄÖÜ][A-Za-zÄÖÜ]{0,6}(?:[-/ ][A-Z]{1,3})?[-/ ]?)?\d{1,5}(?:[-/.]\d{1,5}){0,2}"
    r"(?:[-/]\d{2,4}(?:-\d{2,4})?)(?:[-/][A-Z0-9]{1,4}){0,2}"
)
NUMBER_ALONE = re.compile(
    r"^(?P<number>[A-ZÄÖÜ][A-Za-z]{0,4}[-/ ](?:[A-Z]{1,4}[-/])?\d{1,5}[-/](?:\d{4}|\d\d)|"
    r"[A-ZÄÖÜ]{1,4}[-/ ]?(?:19|20)\d\d/\d{1,5}"
    r"|(?:19|20)\d\d/\d{3,5}|\d{1,5}/(?:19|20)\d\d)(?:-\d{1,2})?$"
)
NUMBER_LABEL = re.compile(
    r"(?i)^[(\s]*(?:(?:Vorlagen?|Drucksachen?|Antrags?|Beschluss|Beschlussvorlage|"
    r"Sitzungsvorlage|Mitteilungsvorlage|allris|Session)"
    r"[-\s.]*(?:Nr|Nummer|No)?\.?(?:\s*/\s*\S+)?|Beschluss zu|Nummer|"
    r"Geschäftszeichen der Vorlage|Vorlage\s+Nr\.?)(?![^\W\d_])\s*[-:;.]?\s*"
    rf"(?P<number>{NUMBER})\b"
)
PLAIN_NUMBER = re.compile(r"^(?:Nr\.?|Nummer)\s*:?\s*(?P<number>\d{1,5}/(?:19|20)\d\d|(?:19|20)\d\d/\d{1,5})$")
CITED = re.compile(
    rf"(?i)(?:Vorlagen?|Drucksachen?|Antrag|Beschlussvorlage|Mitteilungsvorlage|DS|Drs|"
    rf"VO)[-\s.]*(?:Nr|Nummer)?\.?\s*[:–-]?\s*(?P<number>{NUMBER})\b"
)
BRACKETED = re.compile(rf"\(\s*(?:[^()\d]{{0,25}}?\s)?(?P<number>{NUMBER})\s*\)")


def first_page(lines: Sequence[Line]) -> list[Line]:
    """The lines of the first page that has any."""
    return list(takewhile(lambda line: line.page == lines[0].page, lines)) if lines else []


def kind_of(lines: Sequence[Line]) -> str:
    """`minutes`, `paper`, or empty for any other document, from the words of its first page."""
    front = [squash(line.text.strip()) for line in first_page(lines)]
    if any(MINUTES_TITLE.match(text) and len(text.split()) < 25 for text in front) and any(map(SITTING.search, front)):
        return "minutes"
    return "paper" if paper_kind(lines) else ""


def paper_kind(lines: Sequence[Line]) -> str | None:
    """The kind of paper as its title prints it; None: no title of a paper, or nothing else of a paper around it.

    Words like "Vorlage" and "Bericht" stand on many title pages; they need the number or the course of consultation.
    """
    front = first_page(lines)
    titles = [title for line in front if (title := _title(line)) is not None]
    if not titles or not _has_marks(lines):
        return None
    return max(titles, key=lambda title: title.rank).kind


@dataclass(frozen=True, slots=True)
class _Title:
    kind: str
    rank: int
    """Titles of their own before labels like "Antrag Nr. 7", and both before words that stand for any paper."""


def _title(line: Line) -> _Title | None:
    found = TITLE.match(squash(line.text.strip()))
    if found is None or not TITLE_REST.match(found["rest"]):
        return None
    kind = found["kind"]
    rank = 2 * (WEAK_TITLES.match(kind) is None) + (re.search(r"\d", found["rest"]) is None)
    return _Title(kind.capitalize() if kind.isupper() else kind, rank)


def is_title(line: Line) -> bool:
    """Whether a line is the title of a paper: "Beschlussvorlage", "Antrag zur Sitzung des Rates am …"."""
    return _title(line) is not None


def is_strong_title(line: Line) -> bool:
    """Whether a line is the title of a paper in a word that stands for nothing else."""
    title = _title(line)
    return title is not None and title.rank > 1


def _has_marks(lines: Sequence[Line]) -> bool:
    """Whether a number of a paper stands on the first page, or a label only papers have on the first two."""
    front = first_page(lines)
    early = [line for line in lines if line.page <= front[0].page + 1]
    labels = {label.kind for line in early if (label := label_of(line.text)) is not None}
    return paper_number(front) is not None or bool(labels & {"proposal", "consultations", "motion"})


def paper_number(lines: Sequence[Line]) -> tuple[str, Line] | None:
    """The number of the paper as printed, and its line: behind a label, else alone on a line or behind "Nr."."""
    for at, line in enumerate(lines):
        text = line.text.strip()
        following = lines[at + 1].text.strip() if at + 1 < len(lines) else ""
        if found := NUMBER_LABEL.match(text) or NUMBER_LABEL.match(f"{text} {following}" if len(text) < 30 else ""):
            own = found["number"] in text
            return " ".join(found["number"].split()), line if own else lines[at + 1]
    for line in lines:
        if found := NUMBER_ALONE.match(line.text.strip()) or PLAIN_NUMBER.match(line.text.strip()):
            return " ".join(found["number"].split()), line
    return None
