"""What a decision is about, as its text names it: "Zum Handlungsfeld B, Leitziel 3 …", "Integrationskonzept 2017".

Only what is named counts. Which row of ours is meant is found out once all documents are read (`extractors.targeting`).
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from extractors.council.wording import passage
from schemas.council import TARGET_LEVELS, DecisionTarget
from schemas.documents import Given
from schemas.geometry import Line
from schemas.vocabularies import load

NUMBERED = r"(?:[A-ZÄÖÜ]{1,3}[\s.-]?)?\d{1,3}(?:\.\d{1,3}){0,3}[a-z]?(?![\w%€]|\.\d|,\d)"
CODE = rf"(?:{NUMBERED}|[A-ZÄÖÜ](?![\w.])|[IVX]{{1,5}}(?!\w))"
CODES = rf"{CODE}(?:\s*(?:,|/|und|sowie|bis)\s*{CODE})*"
QUOTED = r"[„“\"»](?P<title>[^„“”\"»«]{3,120})[“”\"«]"
INFLECTED = r"(?:er|ern|es|en|e|n|s)?"
POINTS = r"(?:\s*,?\s+Punkte?n?\s+\d[\d., ]*(?:\s*(?:und|bis)\s*\d+)*)?"
PLAIN_TITLE = r"(?P<plain>[A-ZÄÖÜ][\wäöüß-]{2,}(?:(?:,|\s+und|\s*/)\s+[A-ZÄÖÜ][\wäöüß-]+)*)"
CONCEPT = re.compile(
    r"\b(?P<printed>(?:(?:Fortschreibung|Neufassung|Aktualisierung|Weiterentwicklung|Überarbeitung|Änderung)\s+(?:des|der)\s+"
    r"(?:[a-zäöüß]+en\s+)?)?(?P<name>[A-ZÄÖÜ]\w*(?:konzept|leitbild|aktionsplan|masterplan|klimaplan|klimaschutzplan|"
    r"integrationsplan|aktionsprogramm|schutzprogramm))(?:e?s)?"
    r"(?:\s+(?:(?:der|für\s+die)\s+(?:Stadt|Gemeinde)\s+[A-ZÄÖÜ]\S+\s+)?(?:(?:aus\s+dem\s+Jahre?|von|vom\s+Jahre?|Stand)\s+)?"
    r"\(?(?P<year>(?:19|20)\d\d)(?![/.\d-])\)?)?)(?!\w)"
)
SECTIONS = {"action_field": "fields", "goal": "goals", "measure": "measure_units"}
"""Where the vocabulary holds the words for each level."""

NEW_POINT = re.compile(r"(?:^|\s)(?:\d{1,2}\.|[IVX]{1,4}\.|[a-z]\))\s+(?=[A-ZÄÖÜ„])")
"""A numbered point: the field named in the point before is not that of this one."""

OWN_LETTER = re.compile(r"^[A-ZÄÖÜ]{1,3}[\s.-]?\d")
"""A code that names its field: "B 3.2"."""

RANGE = re.compile(r"^(?P<first>\d{1,3})\s*bis\s*(?P<last>\d{1,3})$")
LONGEST_RANGE = 40

BINDS = re.compile(r"^\s*[,(]?\s*(?:im|des|in|aus|vom|zum|unter)\s+(?:dem\s+)?$")
"""What stands between a goal and the field it belongs to: "Leitziel 3 im Handlungsfeld B"."""


@dataclass(frozen=True, slots=True)
class PrintedTarget:
    """Something a decision names."""

    level: str
    """One of `schemas.council.TARGET_LEVELS`."""

    printed: str
    code: str | None
    """Letter or number as printed."""

    title: str | None
    """Title or name as printed."""

    year: str | None
    """Of an edition, where it is named."""

    field: str | None
    """The one action field under which the text names it, as printed."""

    start: int
    end: int


def targets_in(text: str) -> tuple[PrintedTarget, ...]:
    """All that a text names, in its order.

    Goals and measures count where it speaks of a concept or its fields, and everywhere with a code like "B 3.2".
    """
    concepts, fields, goals, measures = (list(_named(text, level)) for level in TARGET_LEVELS)
    below = [replace(target, field=_field_of(target, fields, text)) for target in (*goals, *measures)]
    if not (concepts or fields):
        below = [target for target in below if OWN_LETTER.match(target.code or "")]
    return tuple(sorted((*concepts, *fields, *below), key=lambda target: (target.start, target.level)))


def reread(printed: str, level: str) -> PrintedTarget | None:
    """A printed target taken apart again."""
    return next(_named(printed, level), None)


def _named(text: str, level: str) -> Iterator[PrintedTarget]:
    if level == "concept":
        yield from (_concept(found) for found in CONCEPT.finditer(text))
        return
    for found in _pattern(SECTIONS[level]).finditer(text):
        yield from _coded(found, level)


@cache
def _pattern(section: str) -> re.Pattern[str]:
    """A word of the vocabulary, and the number or title behind it."""
    terms = load("german", section).terms
    printed = {
        word
        for term in terms
        if term.term_id != "sheet"
        for word in (term.term_id, *term.spellings)
        if word[0].isupper()
    }
    words = "|".join(re.escape(word) for word in sorted(printed, key=len, reverse=True))
    behind = rf"(?:\s*[:,–-]?\s*{QUOTED})?"
    alone = rf"|\s*[:–-]?\s*{QUOTED.replace('title', 'only')}"
    plain = rf"|\s+{PLAIN_TITLE}" if section == "fields" else ""
    points = POINTS if section == "fields" else ""
    return re.compile(
        rf"\b(?P<word>(?:{words}){INFLECTED})(?:\s+(?:Nr\.\s*)?(?P<codes>{CODES}){points}{behind}{alone}{plain})"
    )


def _concept(found: re.Match[str]) -> PrintedTarget:
    return PrintedTarget(
        level="concept",
        printed=_one_line(found["printed"]),
        code=None,
        title=found["name"],
        year=found["year"],
        field=None,
        start=found.start(),
        end=found.end(),
    )


def _coded(found: re.Match[str], level: str) -> Iterator[PrintedTarget]:
    """One target for each number; one by its title where no number is printed."""
    groups = found.groupdict()
    title = groups.get("title") or groups.get("only") or groups.get("plain")
    codes = _codes(found["codes"] or "")
    whole = _one_line(found.group())
    for code in codes or (None,):
        yield PrintedTarget(
            level=level,
            printed=whole if len(codes) < 2 else f"{found['word']} {code}",
            code=code,
            title=title if len(codes) < 2 else None,
            year=None,
            field=None,
            start=found.start(),
            end=found.end(),
        )


def _codes(printed: str) -> list[str]:
    """Each number; "12 bis 14" names three."""
    if (found := RANGE.match(printed)) and 0 < int(found["last"]) - int(found["first"]) < LONGEST_RANGE:
        return [str(number) for number in range(int(found["first"]), int(found["last"]) + 1)]
    return [_one_line(code) for code in re.findall(CODE, printed)]


def _field_of(target: PrintedTarget, fields: Sequence[PrintedTarget], text: str) -> str | None:
    """The field named right behind it, else the last one named before in the same point; several are none.

    A code like "B 3.2" names its field itself.
    """
    if OWN_LETTER.match(target.code or ""):
        return None
    for field in fields:
        if field.start >= target.end and BINDS.match(text[target.end : field.start]):
            return _only(field, fields)
    before = [field for field in fields if field.end <= target.start]
    if not before or NEW_POINT.search(text, before[-1].end, target.start + 1):
        return None
    return _only(before[-1], fields)


def _only(field: PrintedTarget, fields: Sequence[PrintedTarget]) -> str | None:
    """The field, unless others are named in the same breath: "die Handlungsfelder A, B und E"."""
    return field.printed if sum(other.start == field.start for other in fields) == 1 else None


def concepts_in(texts: Iterable[str]) -> Iterator[PrintedTarget]:
    """The concepts that texts name."""
    return (found for text in texts for found in _named(text, "concept"))


def _one_line(printed: str) -> str:
    return " ".join(printed.split())


def target_rows(decision_id: str, told: Sequence[Line], given: Given) -> Iterator[DecisionTarget]:
    """What the lines of a decision name, each where it stands; the ids of what is meant are still open."""
    text = passage(told)
    for target in targets_in(text.text):
        line = text.line_at(target.start)
        yield DecisionTarget(
            decision_id=decision_id,
            level=target.level,
            target_printed=target.printed,
            action_field_printed=target.field,
            document_id=given.document_id,
            page=line.page,
            quote=line.text.rstrip("\u00ad "),
        )
