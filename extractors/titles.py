"""What a document is and what it calls itself, from its first pages."""

import re
from collections.abc import Iterator, Sequence

from extractors.content.statuses import is_report
from extractors.council.kinds import kind_of as council_kind
from extractors.council.records import CouncilRecords
from extractors.layout.hyphens import join_lines
from extractors.layout.lines import Arranged, body_size
from schemas.geometry import Line, Reading

CONCEPT = re.compile(
    r"(?:konzept|leitbild|aktionsplan|aktionsprogramm|masterplan|handlungsprogramm|ma(?:ß|ss)nahmen(?:katalog|plan|programm)"
    r"|integrationsplan|klima(?:schutz|anpassungs|stadt)?plan)\b",
    re.IGNORECASE,
)
"""Words by which administrations name their concepts, alone or at the end of a longer word."""

REPORT = re.compile(
    r"(?:umsetzungs(?:stands)?|status|sachstands|zwischen|fortschritts|controlling-?|tätigkeits|monitoring-?"
    r"|erfahrungs|evaluations|jahres)berichte?s?\b",
    re.IGNORECASE,
)
"""Reports on a concept; its "Abschlussbericht" is the concept itself, named after the work on it."""

OTHER = re.compile(
    r"wahlprogramm|vertrag\b|gesetz(?:entwurf)?\b|verordnung\b|satzung\b"
    r"|handbuch\b|leitfaden\b|handreichung\b",
    re.IGNORECASE,
)
"""Words in the titles of programmes, laws and handbooks, which speak of concepts, too."""

FRONT_LINES = 16
"""A title page has so many lines."""

TITLE_SHARE = 0.62
"""Lines of the title are at least this share as large as the largest line of the cover."""

MOST_TITLE_LINES = 6
TITLE_PAGES = 3
"""The title comes again, often with the full name, on the pages behind the cover."""

LARGER = 1.08
"""Type larger than the text by so much is not body-size any more."""

SUBTITLE = 1.3
"""Lines of a subtitle are larger than the text by so much."""

SLANTED = (0.05, 0.6)
"""Lines of one size that stand above each other by such a share of it are pieces of slanted writing."""

CONTENTS = re.compile(r"^(?:Inhalt(?:sverzeichnis|sübersicht)?|Gliederung)\s*:?$|(?:\. ?){4}", re.IGNORECASE)
SECTION = re.compile(r"^(?:§+|Artikel|Abschnitt|Kapitel|Teil|\d+(?:\.\d+)+)\s*\d*\b")
SENTENCE = re.compile(r"(?:\S+\s+){7,}\S+[.!?]$")

SITTING = re.compile(
    r"(?:Niederschrift|Protokoll)(?P<extract> \((?:Auszug|Entwurf)\))? über "
    r"(?P<sitting>(?:die|eine) .{0,80}?[Ss]itzung .{3,120}?)"
    r"(?P<day>,? (?:am|vom) )(?:\w+tag\w*, ?(?:de[nm] )?)?(?P<date>\d{1,2}\. ?(?:\w+|\d{1,2}\.) ?\d{4})"
)
"""How minutes begin: "Niederschrift über die 3. Sitzung des Rates am Montag, 1. März 2021"."""

ISO_DAY = re.compile(r"\b(\d{4})-(\d\d)-(\d\d)$")
LONGEST_TITLE = 300


def find_kind(arranged: Arranged) -> str:
    """`paper` or `minutes` by the form of council systems; `report` or `concept` by the title's words; else `other`."""
    council = council_kind(arranged.lines)
    if council:
        return council
    title = " ".join(line.text for line in _title_lines(arranged.lines))
    if OTHER.search(title):
        return "other"
    front = " ".join(line.text for line in arranged.lines[:FRONT_LINES])
    is_named_concept = CONCEPT.search(title) and not REPORT.search(front)
    if not is_named_concept and is_report(arranged):
        return "report"
    subtitles = " ".join(line.text for line in _subtitle_lines(arranged.lines))
    is_concept = CONCEPT.search(title) or (CONCEPT.search(subtitles) and not OTHER.search(subtitles))
    return "concept" if is_concept else "other"


def find_title(arranged: Arranged, reading: Reading, kind: str, council: CouncilRecords) -> str | None:
    """What a document calls itself: a paper by its subject, minutes by their sitting, others by their cover.

    The PDF's own title when the cover says nothing.
    """
    cover = join_lines(line.text for line in _title_lines(arranged.lines))
    if kind == "paper":
        subject = next((paper.subject for paper in council.papers if paper.subject), None)
        return (subject or cover)[:LONGEST_TITLE] or reading.title or None
    if kind == "minutes":
        return _sitting(arranged.lines) or _of_decisions(cover, council) or reading.title or None
    return cover[:LONGEST_TITLE] or reading.title or None


def _sitting(lines: Sequence[Line]) -> str | None:
    """The sentence with which minutes begin, up to the date."""
    front = join_lines(line.text for line in lines if line.page == lines[0].page)
    found = SITTING.search(front)
    if found is None:
        return None
    return f"Niederschrift{found['extract'] or ''} über {found['sitting']}{found['day']}{found['date']}"


def _of_decisions(cover: str, council: CouncilRecords) -> str:
    """The title of minutes that print body and day apart from it."""
    said = next((f"{d.body}, {d.date}" for d in council.decisions if d.body and d.date), None)
    return "Niederschrift " + ISO_DAY.sub(r"\3.\2.\1", said) if said else cover[:LONGEST_TITLE]


def _title_lines(lines: Sequence[Line]) -> Iterator[Line]:
    """The lines in the largest type of the first page that has words, and those hardly smaller below them.

    Where nothing is larger than the text, its first line; a sentence, a section or the contents end the title.
    """
    cover = _cover(lines)
    if not cover:
        return
    largest, body = max(line.style.size for line in cover), body_size(lines)
    least = max(TITLE_SHARE * largest, min(largest, LARGER * body))
    at = next(i for i, line in enumerate(cover) if line.style.size == largest)
    for number, line in enumerate(cover[at : at + MOST_TITLE_LINES]):
        if line.style.size < least or CONTENTS.search(line.text):
            return
        if number and (SENTENCE.search(line.text) or SECTION.match(line.text)):
            return
        yield line
        if largest <= LARGER * body:
            return


def _cover(lines: Sequence[Line]) -> list[Line]:
    """The lines with words on the first page that has any, without slanted writing."""
    first = next((line.page for line in lines if _has_words(line)), None)
    cover = [line for line in lines if line.page == first and _has_words(line)]
    return [line for line in cover if not any(_is_slanted(line, other) for other in cover)] or cover


def _has_words(line: Line) -> bool:
    return sum(map(str.isalpha, line.text)) > 1


def _is_slanted(line: Line, other: Line) -> bool:
    """Whether two lines are pieces of writing that rises over the page, which no reader puts together."""
    size = line.style.size
    apart = abs(line.box.top - other.box.top)
    beside = line.box.x1 <= other.box.x0 + size or other.box.x1 <= line.box.x0 + size
    return beside and abs(size - other.style.size) < 0.5 and SLANTED[0] * size < apart < SLANTED[1] * size


def _subtitle_lines(lines: Sequence[Line]) -> Iterator[Line]:
    """The large lines of the first pages, without contents lists, which name parts of the document."""
    body = body_size(lines)
    for page in sorted({line.page for line in lines})[:TITLE_PAGES]:
        own = [line for line in lines if line.page == page]
        if not any(CONTENTS.search(line.text) for line in own):
            yield from (line for line in own if line.style.size >= SUBTITLE * body)
