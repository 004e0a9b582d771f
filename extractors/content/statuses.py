"""Implementation reports: the period a document reports on, and what it says of each measure in it.

Habit: a report names its period in its title ("Umsetzungsbericht 2017/2018"), as "Berichtszeitraum …", or in a sentence
on its first pages ("Der vorliegende Bericht umfasst …"); tables print periods over their columns ("Stand Juni 2019").
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import cache

from extractors.content.candidates import Candidate, Report, Value
from extractors.content.dated_reports import LONGEST_STATUS
from extractors.content.periods import Period, read_dates
from extractors.layout.hyphens import join_lines
from extractors.layout.lines import Arranged
from schemas.geometry import Line
from schemas.vocabularies import load

FIRST_PAGES = 4
"""The title, the imprint and the introduction stand on so many pages."""

TITLE_LINES = 16
"""The title stands in the first lines of the first page with text."""

NAMED = re.compile(r"Berichts(?:zeitraum|jahr|periode)\b\s*:?\s*(?=\S)")
COVERS = re.compile(
    r"\b(?:[Dd]er|[Dd]ieser|[Dd]em|[Ii]m)\s+(?:hier\s+)?(?:vorliegende[rnm]?\s+)?(?:\w+e[rnm]?\s+)?\w*[Bb]ericht(?:es|s)?\b(?P<rest>[^.!?]*)"
)
AFTER_TITLE = re.compile(r"[\s:–—(,-]*(?:(?:für|über|des|der|das|die|den|zum|Jahre?s?|Zeitraum|Berichtsjahr)\s+)*")
"""What may stand between the word for a report and its period; "Bericht zum Konzept 2017" names a concept."""

SPAN = re.compile(r"\b(?:umfasst|über|für|im|in|dem|den|das|die|der|von|vom|zum|Zeitraum|Zeit|Jahre?[sn]?)\s*$")
"""What stands before the period in a sentence about the report: "die Zeit von …", "im Jahr …"."""

LONGEST_PERIOD = 60
"""Letters of the longest period: "1. September 2017 bis 31. Dezember 2018"."""

WIDEST = 6
"""A report covers at most so many years; longer spans are goals."""


def is_report(arranged: Arranged) -> bool:
    """Whether a document reports on the implementation of a concept: its title or introduction says so."""
    return bool(_report_word(_title(arranged))) or reporting_period(arranged) is not None


def reporting_period(arranged: Arranged) -> str | None:
    """The period a document reports on, as printed; None when none is printed or the document is no report."""
    title, text = _title(arranged), _opening_text(arranged)
    named = (_period_at(text, found.end()) for found in NAMED.finditer(text))
    return next(filter(None, named), None) or _title_period(title) or _sentence_period(text)


def with_reports(
    candidates: Iterable[Candidate], arranged: Arranged, *, known_report: bool = False
) -> tuple[Candidate, ...]:
    """The measures with what the document reports on them; `known_report`: the catalogue says that it is a report.

    In a report a measure's text is what is reported. Elsewhere a few words for a status are an attribute of the
    measure, and only what is printed for a period, or tells at length, is a report.
    """
    report = known_report or is_report(arranged)
    period = reporting_period(arranged) if report else None
    return tuple(_with_report(candidate, period, report=report) for candidate in candidates)


def _with_report(candidate: Candidate, period: str | None, *, report: bool) -> Candidate:
    printed, described = candidate.values.get("status_printed"), candidate.values.get("description")
    if candidate.reports:
        reports = (replace(found, period=found.period or period) for found in candidate.reports)
        return replace(candidate, reports=tuple(found for found in reports if report or found.period or found.text))
    if printed is not None and len(printed.text) > LONGEST_STATUS:
        return _with_text(candidate, printed, period)
    if report and printed is not None:
        text = described.text if described else None
        return replace(candidate, reports=(Report(period, printed.text, text, printed.page),))
    if report and described is not None:
        return replace(candidate, reports=(Report(period, None, described.text, described.page),))
    return candidate


def _with_text(candidate: Candidate, printed: Value, period: str | None) -> Candidate:
    """A measure whose status is no few words but a text: the text is what is reported."""
    values = {column: value for column, value in candidate.values.items() if column != "status_printed"}
    return replace(candidate, values=values, reports=(Report(period, None, printed.text, printed.page),))


def _title(arranged: Arranged) -> str:
    """The lines that the document begins with, and its larger lines on the first page."""
    first = [line for line in arranged.lines if line.page == arranged.lines[0].page] if arranged.lines else []
    return join_lines(line.text for line in first[:TITLE_LINES])


def _opening_text(arranged: Arranged) -> str:
    return join_lines(line.text for line in _opening_lines(arranged.lines))


def _opening_lines(lines: Sequence[Line]) -> list[Line]:
    """The lines of the first pages, contents lists left out: their numbers are pages."""
    return [line for line in lines if line.page <= FIRST_PAGES and "...." not in line.text]


@cache
def _report_words() -> re.Pattern[str]:
    words = sorted((re.escape(word) for word, _ in load("tables", "reports").spellings()), key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(words)})\b", re.IGNORECASE)


def _report_word(title: str) -> re.Match[str] | None:
    return _report_words().search(title)


def _sentence_period(text: str) -> str | None:
    """The period in a sentence about the report: "Der vorliegende Bericht umfasst die Zeit von … bis …"."""
    for found in COVERS.finditer(text):
        rest = text[found.end("rest") - len(found["rest"]) : found.end("rest") + 40]
        for period in read_dates(rest):
            before = rest[: period.start]
            if period.start < len(found["rest"]) and SPAN.search(before) and _is_span(period):
                return _printed(period) + _second_year(period, rest[period.end :])
    return None


def _second_year(period: Period, behind: str) -> str:
    """The rest of "2020 und 2021": a report on two years names both."""
    found = re.match(r" und (\d{4})\b", behind)
    both = found and period.last and int(found[1]) == int(period.last[:4]) + 1
    return found[0] if found and both else ""


def _title_period(title: str) -> str | None:
    """The period behind the word for a report in the title."""
    word = _report_word(title)
    filled = AFTER_TITLE.match(title, word.end()) if word else None
    return _period_at(title, filled.end()) if filled else None


def _period_at(text: str, start: int) -> str | None:
    """The period that begins at a place of a text."""
    period = next(iter(read_dates(text[start : start + LONGEST_PERIOD])), None)
    return _printed(period) if period and period.start == 0 and _is_span(period) else None


def _is_span(period: Period) -> bool:
    """Whether a period can be reported on: it begins and ends, within a few years; a single day is a date of issue."""
    if not period.first or not period.last or (len(period.first) == 10 and period.first == period.last):
        return False
    return int(period.last[:4]) - int(period.first[:4]) <= WIDEST


def _printed(period: Period) -> str:
    """The period without the word before it."""
    return re.sub(r"^(?:von|vom|zwischen)\s+", "", period.printed, flags=re.IGNORECASE)
