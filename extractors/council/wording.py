"""Lines of a council document as running text, with the way back from each letter to its line."""

import re
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass

from extractors.layout.hyphens import join_lines
from schemas.geometry import Line

MONTHS = (
    *("januar", "februar", "märz", "april", "mai", "juni"),
    *("juli", "august", "september", "oktober", "november", "dezember"),
)
MONTH = "|".join((*MONTHS, "maerz"))
DATE = re.compile(
    rf"(?<![\d.])(?P<day>\d{{1,2}})\.\s?(?:(?P<month>\d{{1,2}})\.\s?(?P<year>\d{{4}}|"
    rf"\d{{2}}(?!\d))|(?P<name>{MONTH})\s+(?P<long>\d{{4}}))",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Passage:
    """Joined lines: hyphenation undone, single blanks."""

    text: str
    lines: tuple[Line, ...]
    starts: tuple[int, ...]
    """Where each line begins in the text."""

    def line_at(self, position: int) -> Line:
        """The line in which a letter of the text stands."""
        return self.lines[max(0, bisect_right(self.starts, position) - 1)]

    def lines_of(self, start: int, end: int) -> tuple[Line, ...]:
        """The lines that hold the letters from start to before end."""
        first, last = bisect_right(self.starts, start) - 1, bisect_right(self.starts, max(start, end - 1)) - 1
        return self.lines[max(0, first) : last + 1]


def passage(lines: Iterable[Line]) -> Passage:
    """The lines as one text that knows where its letters come from."""
    kept = tuple(line for line in lines if line.text.strip())
    text, starts = "", []
    for line in kept:
        joined = join_lines([text, " ".join(line.text.split())])
        starts.append(len(joined) - len(" ".join(line.text.split())))
        text = joined
    return Passage(text, kept, tuple(starts))


def date_in(text: str) -> str | None:
    """The first date printed, as ISO 8601; None: no date.

    >>> date_in("Sitzung am 5. April 2022"), date_in("04.09.15"), date_in("Punkt 3.1")
    ('2022-04-05', '2015-09-04', None)
    """
    for found in DATE.finditer(text):
        if iso := _iso(found):
            return iso
    return None


def _iso(found: re.Match[str]) -> str | None:
    name = (found["name"] or "").lower().replace("maerz", "märz")
    month = MONTHS.index(name) + 1 if name else int(found["month"])
    year = int(found["long"] or found["year"])
    day = int(found["day"])
    if not (1 <= month <= 12 and 1 <= day <= 31):
        return None
    return f"{year + 2000 if year < 100 else year:04d}-{month:02d}-{day:02d}"
