"""Agenda items of minutes: number, title and paper as their heading prints them, and the lines below.

Headings read "TOP 3: …", "Ö 3 …", "zu TOP 3 …", or just "3. …" in bold or as in the printed agenda.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from extractors.council.bodies import body_in
from extractors.council.kinds import BRACKETED, CITED, NUMBER_ALONE, PAPER_KIND
from extractors.council.labels import label_of
from extractors.council.wording import DATE
from extractors.layout.hyphens import join_lines
from schemas.geometry import Line

MARKED = re.compile(
    r"^(?:(?:[Zz]u\s+)?(?:TOP|Top|Tagesordnungspunkt|Punkt|"
    r"Pkt\.)\.?\s*(?P<no>(?:[ÖöN]\s?)?\d{1,3}(?:\.\d{1,2})*[a-z]?)|"
    r"(?P<public>[ÖN]\s?\d{1,3}(?:\.\d{1,2})*))"
    r"\.?\s*[:)–-]?(?:\s+(?P<title>\S.*)|\s*)$"
)
PLAIN = re.compile(r"^(?:[Zz]u\s+)?(?P<no>\d{1,2}(?:\.\d{1,2}){0,2})\.?\)?(?:\s+(?P<title>[A-ZÄÖÜ„\"»\d].*)|\s*)$")
KIND_ALONE = re.compile(rf"(?i)^[-–(\s]*(?P<kind>{PAPER_KIND})\b")
KIND_NAMED = re.compile(
    rf"(?:^|\b)(?P<kind>{PAPER_KIND})(?=\s*(?:[-–:()]|Nr|Nummer|\S{{0,5}}\d|$|zum?\b|zur\b|der\b|des\b|vom\b|auf\b))"
)
WEAK_KINDS = ("Vorlage", "Drucksache", "Bericht", "Mitteilung", "Auszug")
"""Words that stand for any kind of paper."""

TITLE_START = re.compile(r"\s*[\w„“\"»]")

MANY = 3
"""So many titles that occur twice make a printed agenda."""

LEFT_OUT = 3
"""Numbers may jump by so many: items taken from the agenda are often not printed."""

LINE_STEP = 1.9
"""Lines of one heading follow each other within so many type sizes."""


@dataclass(frozen=True, slots=True)
class Item:
    """One agenda item; number None: what stands before the first."""

    number: str | None
    title: str | None
    paper: str | None
    kind: str | None
    heading: tuple[Line, ...]
    lines: tuple[Line, ...]


def read_items(lines: Sequence[Line]) -> tuple[Item, ...]:
    """The minutes cut at the headings of agenda items; the printed agenda itself gives items without text."""
    listed = _listed_titles(lines)
    last_of = {_key(lines, at): at for at in range(len(lines))}
    found = [at for at in range(len(lines)) if _is_heading(lines, at, listed)]
    starts = _in_sequence(lines, [at for at in found if last_of[_key(lines, at)] == at])
    if not starts:
        return (Item(None, None, None, None, (), tuple(lines)),)
    front = Item(None, None, None, None, (), tuple(lines[: starts[0]]))
    ends = [*starts[1:], len(lines)]
    return (front, *(_item(lines[start:end]) for start, end in zip(starts, ends, strict=True)))


def _listed_titles(lines: Sequence[Line]) -> set[tuple[str, str]]:
    """Numbers and beginnings of titles that occur twice: in the printed agenda and above the item."""
    seen: set[tuple[str, str]] = set()
    twice: set[tuple[str, str]] = set()
    for at in range(len(lines)):
        key = _key(lines, at)
        if key is not None:
            (twice if key in seen else seen).add(key)
    return twice


def _key(lines: Sequence[Line], at: int) -> tuple[str, str] | None:
    found = MARKED.match(lines[at].text.strip()) or PLAIN.match(lines[at].text.strip())
    if found is None:
        return None
    title = found["title"] or (lines[at + 1].text if at + 1 < len(lines) and _beside(lines[at], lines[at + 1]) else "")
    number = found["no"] or found.groupdict().get("public") or ""
    return (number.replace(" ", ""), title.strip().casefold()[:25]) if TITLE_START.match(title) else None


def _beside(left: Line, right: Line) -> bool:
    return left.page == right.page and abs(left.box.bottom - right.box.bottom) < 3 and left.box.x0 < right.box.x0


def _is_heading(lines: Sequence[Line], at: int, listed: set[tuple[str, str]]) -> bool:
    """A marked number with a title, or a plain number that is bold or listed in the agenda."""
    text = lines[at].text.strip()
    key = _key(lines, at)
    if key is None or body_in(text) or DATE.match(text):
        return False
    if MARKED.match(text):
        return not re.match(r"(?i)(?:wird|werden|wurde|und|bis|ist|sind|der Tagesordnung|von der)\b", key[1])
    if len(listed) >= MANY:
        return key in listed
    return lines[at].style.bold and not join_lines(line.text for line in _heading(lines[at : at + 5])).endswith(
        (".", ";")
    )


def _in_sequence(lines: Sequence[Line], starts: Sequence[int]) -> list[int]:
    """Headings without plain numbers that do not follow the item before: points of a text decided begin again at 1."""
    kept: list[int] = []
    last: tuple[int, ...] = ()
    for at in starts:
        number = _digits(lines[at].text)
        if MARKED.match(lines[at].text.strip()) or not last or _is_next(last, number):
            kept.append(at)
            last = number
    return kept


def _digits(text: str) -> tuple[int, ...]:
    found = MARKED.match(text.strip()) or PLAIN.match(text.strip())
    printed = (found["no"] or found.groupdict().get("public") or "") if found else ""
    return tuple(int(digits) for digits in re.findall(r"\d+", printed))


def _is_next(last: tuple[int, ...], number: tuple[int, ...]) -> bool:
    """Whether an item number follows another: 3 → 4, 3 → 3.1, 3.1 → 3.2, 3.2 → 4; agendas leave out single items."""
    return last < number and number[0] - last[0] <= LEFT_OUT


def _item(lines: Sequence[Line]) -> Item:
    heading = _heading(lines)
    found = MARKED.match(lines[0].text.strip()) or PLAIN.match(lines[0].text.strip())
    number = (found["no"] or found.groupdict().get("public") or "") if found else ""
    texts = [(found["title"] or "") if found else lines[0].text, *(line.text for line in heading[1:])]
    below = lines[len(heading) :]
    references = [join_lines(texts), *(line.text for line in below[:2] if _is_reference(line))]
    return Item(
        number=" ".join(number.split()),
        title=_without_number(join_lines(texts)) or None,
        paper=next((paper for text in references if (paper := cited_paper(text))), None),
        kind=next((kind for text in references if (kind := paper_kind_in(text))), None),
        heading=tuple(heading),
        lines=tuple(below),
    )


def _heading(lines: Sequence[Line]) -> list[Line]:
    """The first line and those that go on with its title, in its style and right below or beside it."""
    heading = [lines[0]]
    bare = MARKED.match(lines[0].text.strip()) or PLAIN.match(lines[0].text.strip())
    for line in lines[1:5]:
        title = len(heading) == 1 and bare is not None and not bare["title"] and _beside(heading[0], line)
        if not title and not _goes_on(heading[-1], line):
            break
        heading.append(line)
    return heading


def _goes_on(last: Line, line: Line) -> bool:
    close = line.page == last.page and 0 < line.box.top - last.box.top < LINE_STEP * last.style.size
    same = line.style.bold == last.style.bold and abs(line.style.size - last.style.size) < 1
    other = label_of(line.text) is not None or _is_reference(line)
    return (
        close
        and same
        and not other
        and (last.style.bold or line.text[:1].islower() or last.text.rstrip().endswith("-"))
    )


def _is_reference(line: Line) -> bool:
    """Whether a line below the title names the paper: "Vorlage: 2017/1900", "Beschlussvorlage DS 5/2020"."""
    text = line.text.strip(" ()-–")
    return len(text) < 90 and (
        NUMBER_ALONE.match(text) is not None
        or (KIND_ALONE.match(text) is not None and bool(CITED.search(text)))
        or bool(CITED.match(text))
    )


def cited_paper(text: str) -> str | None:
    """The number of the paper a heading names, with the letters that belong to it ("DS 80/2021")."""
    for pattern in (BRACKETED, CITED):
        if found := pattern.search(text):
            return _with_prefix(found)
    found = NUMBER_ALONE.match(text.strip(" ()-–"))
    return found["number"] if found else None


def _with_prefix(found: re.Match[str]) -> str:
    """ "DS 80/2021" is a number with its prefix; "Vorlage 80/2021" is a word and a number."""
    before = found.string[: found.start("number")]
    prefix = re.search(r"\b(DS|Ds|Drs|VO|BV|AT|IV|MV)[-.\s]*$", before)
    return f"{prefix[1]} {found['number']}" if prefix else found["number"]


def paper_kind_in(text: str) -> str | None:
    """The kind of paper a heading names: at its beginning, in brackets, or beside the number."""
    kinds = (found["kind"] for found in KIND_NAMED.finditer(text))
    return next((kind for kind in kinds if kind not in WEAK_KINDS), None)


def _without_number(title: str) -> str:
    """The title without the paper's number in brackets or behind it."""
    title = re.sub(r"\s*\([^()]*\d{1,5}[-/.]\d{2,4}[^()]*\)\s*$", "", title)
    title = re.sub(
        r"\s*[-–;,]?\s*(?:Beschluss|Mitteilungs|Informations|Sitzungs)?(?:[Vv]orlagen?|"
        r"[Dd]rucksache)\s*[-–]?\s*(?:Nr\.?|Nummer)?\s*:?\s*\S*\d+/\d+\S*\s*[-–]?$",
        "",
        title,
    )
    return title.strip(" -–:")
