"""Dates and periods as German administrations print them.

    10.03. – 31.03.2017 · ab 01.02.2017 · Dezember 2017 · 2. Quartal 2016 · 2013/2014 · seit 2015 · bis Mitte 2014

Written in the parts of ISO 8601 that are printed: `2017-12` for a month, `2015/..` for a period without an end.
Words such as Anfang, Mitte or Sommer are finer than a year but no date: they stay in the printed words only.
"""

import re
from dataclasses import dataclass
from datetime import date

from extractors.content.patterns import written

MONTHS = ("Jan", "Feb", "Mär", "Apr", "Mai", "Jun", "Jul", "Aug", "Sep", "Okt", "Nov", "Dez")
"""How the names of the months begin; Jänner and Mrz. are spellings of the first and the third."""

_Day = tuple[int, ...]
"""Year, year and month, or year, month and day."""

_YEAR = r"(?:19|20)\d\d"
_MONTH = (
    r"(?:Januar|Jänner|Februar|März|April|Mai|Juni|Juli|August|September|Oktober|November|Dezember"
    r"|(?:Jan|Febr?|Mrz|Apr|Jun|Jul|Aug|Sept?|Okt|Nov|Dez)\.?)"
)
_POINT = (
    rf"(?:\d{{1,2}}\. ?\d{{1,2}}\. ?{_YEAR}|\d\d\.\d\d\.\d\d|(?:\d{{1,2}}\. )?{_MONTH} {_YEAR}|{_YEAR}-\d\d-\d\d"
    rf"|(?:[1-4]|I{{1,3}}|IV)\.? ?(?:Quartal|Halbjahr) {_YEAR}|Q[1-4](?: |/){_YEAR}|\d{{1,2}}/{_YEAR}|\d\d\.{_YEAR}"
    rf"|{_YEAR} ?/ ?{_YEAR}|{_YEAR}[/–-]\d\d|{_YEAR})(?!(?!ff?\b)[\w/]|[.,]\d)"
)
_PART = rf"(?:\d{{1,2}}\. ?\d{{1,2}}\.|\d{{1,2}}\.(?: {_MONTH})?|{_MONTH}|Anfang|Mitte|Frühjahr|Sommer|Herbst)"
"""The first end of a range may leave out what the second says: “10.03. – 31.03.2017”."""

_FILL = (
    r"(?:(?:dem|den|zum|zur|vom|im|einschließlich|einschl\.|voraussichtlich|spätestens|ca\.|etwa|Anfang|Mitte|Ende|Frühjahr|Frühling"
    r"|Sommer|Herbst|Winter|Jahreswechsel|Schuljahr|Haushaltsjahr|Kalenderjahr|Jahre?s?) )*"
)
_SINCE = r"(?:[Aa]b|[Ss]eit|[Bb]eginn(?:end)?:?|[Ss]tart:?)"
_PERIOD = written(
    r"(?<![\w.,§=&?])(?<!\d[-–/])(?:"
    rf"(?:(?:{_SINCE}|[Vv]o[nm]|(?P<between>[Zz]wischen)) {_FILL})?(?P<first>{_POINT}|{_PART})"
    rf"(?: ?[-–—] ?| ?;? ?[Bb]is |(?(between) und |(?!))){_FILL}(?P<last>{_POINT})"
    rf"|(?P<until>[Bb]is|[Ss]pätestens) {_FILL}(?P<to>{_POINT})"
    rf"|(?:(?P<since>{_SINCE}) {_FILL})?(?P<at>{_POINT}))(?![–-]\d)"
)
_LONGEST_WORD = 200
"""Letters of an address of the web."""

_ANY_YEAR = re.compile(rf"{_YEAR}|\d\d\.\d\d\.\d\d")
"""What no date is printed without; to look for it takes a tenth of the time that looking for dates does."""

_NO_DATE_BEFORE = written(
    r"(?:\b(?:Nr|Nrn|Drs|Az|Tel|Fax)\."
    r"|\b(?:Vorlage|Antrag|Drucksache|DS|BV|MV|UV|VO|DIN|EN|ISO|Agenda|Telefon|Nummer|KfW))(?: |:|-){0,2}$"
)
"""Words after which digits are a number of a paper, a norm or a telephone."""

_ADDRESS_OR_CODE = re.compile(r"""://|www\.|</?[a-z]|/>|\^\^|[{}]|=["']|[A-Za-z]:\d{4}:""", re.IGNORECASE)
"""What stands in a word that is an address of the web or a piece of code, and no date of the text."""

_NO_DATE_AFTER = written(
    r" ?(?:€|EUR\b|Euro\b|T€|TEUR\b|Tsd|Mio|Mrd|%|Prozent\b|(?:k|M|G|T)Wh\b|kW|m²|qm\b|ha\b|km\b|t\b|kg\b|Uhr\b)"
)

_GOES_ON = written(
    r"\b(?:fort)?laufend|kontinuierlich|dauerhaft|\bDauer(?:aufgabe|maßnahme)|unbefristet|unbegrenzt|\bständig|permanent|langfristig"
    r"|verstetig|(?:\b|(?<=\d))(?:ff\b|f\.)|(?<=\d)\+|(?:–|-|bis)\s?(?:heute|dato|offen)\b",
    re.IGNORECASE,
)
_GOES_ON_AFTER = written(r"\b(?:danach|dann|anschließend\w*|später|im Anschluss)\b", re.IGNORECASE)
_COUNT = r"(?:\d+|ein|zwei|drei|vier|fünf|sechs|sieben|acht|neun|zehn|zwölf|mehrere)"
_LASTS = written(rf"\b{_COUNT}[nrms]?e?[nrms]?\s(?:Jahr|Monat)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Period:
    """A date or period as printed."""

    start: int
    end: int
    printed: str
    """The words from `start` to `end`."""

    first: str | None
    """ISO date, month or year it begins with; None if no beginning is printed."""

    last: str | None
    """The same of its end."""

    is_bounded: bool = False
    """Its end is printed as an end: “bis 2020”, “2018–2020”; a date alone has none."""

    @property
    def normalised(self) -> str:
        """ISO date, or interval with `..` for an open end."""
        return self.first if self.first and self.first == self.last else f"{self.first or '..'}/{self.last or '..'}"


def read_dates(text: str) -> tuple[Period, ...]:
    """All dates and periods, in order; what the calendar does not know is none.

    >>> [period.normalised for period in read_dates("10.03. – 31.03.2017, ab 01.02.2017, Dezember 2017, 31.02.2017")]
    ['2017-03-10/2017-03-31', '2017-02-01/..', '2017-12']
    """
    if not _ANY_YEAR.search(text):
        return ()
    return tuple(period for match in _PERIOD.finditer(text) if (period := _period(text, match)))


def years(text: str | None) -> tuple[int | None, int | None]:
    """First and last year of a timeframe; the last is None if it goes on, or lasts for a time whose end is not printed.

    >>> years("2010–2012"), years("ab 2018"), years("bis Mitte 2014"), years("2014; kontinuierlich"), years("1–2 Jahre")
    ((2010, 2012), (2018, None), (None, 2014), (2014, None), (None, None))
    """
    printed = text or ""
    periods = read_dates(printed)
    is_open = _is_open(printed, periods)
    firsts = [int(period.first[:4]) for period in periods if period.first]
    ends = [int(period.last[:4]) for period in periods if period.last and (period.is_bounded or not is_open)]
    first, last = min(firsts, default=None), None if _goes_on_after(printed) else max(ends, default=None)
    return first, last if first is None or last is None or last >= first else None


def _is_open(text: str, periods: tuple[Period, ...]) -> bool:
    """Whether something is said to go on, so that a year alone is no end."""
    return any(period.last is None for period in periods) or bool(_GOES_ON.search(text) or _LASTS.search(text))


def _goes_on_after(text: str) -> bool:
    """Whether it goes on after the period named: “2014–2016, danach fortlaufend”."""
    return any(_GOES_ON.search(text, then.end()) for then in _GOES_ON_AFTER.finditer(text))


def _period(text: str, match: re.Match[str]) -> Period | None:
    before = text[max(0, match.start() - 20) : match.start()]
    if _NO_DATE_BEFORE.search(before) or _NO_DATE_AFTER.match(text, match.end()):
        return None
    if _ADDRESS_OR_CODE.search(_with_its_words(text, match)):
        return None
    ends = _ends(match)
    if ends is None:
        return None
    first, last = (None if day is None else _iso(day) for day in ends)
    is_bounded = bool(match["until"] or match["last"])
    return Period(match.start(), match.end(), match.group(), first, last, is_bounded)


def _with_its_words(text: str, match: re.Match[str]) -> str:
    """What was matched, and what is printed without a blank before and behind."""
    before, after = text[max(0, match.start() - _LONGEST_WORD) : match.start()], text[match.end() :][:_LONGEST_WORD]
    return re.split(r"\s", before)[-1] + match.group() + re.split(r"\s", after, maxsplit=1)[0]


def _ends(match: re.Match[str]) -> tuple[_Day | None, _Day | None] | None:
    """First and last day of what is printed; None if that is no date."""
    if match["last"]:
        return _range(match["first"], match["last"])
    found = _point(match["to"] or match["at"])
    if found is None:
        return None
    if match["until"]:
        return None, found[1]
    return found[0], None if match["since"] else found[1]


def _range(first: str, last: str) -> tuple[_Day, _Day] | None:
    end = _point(last)
    begin = _point(first) or (_completed(first, end[1]) if end else None)
    if begin is None or end is None or begin[0][0] > end[1][0]:
        return None
    return begin[0], end[1]


def _completed(part: str, last: _Day) -> tuple[_Day, _Day] | None:
    """A date without year or month, completed from the end of the range; December before January is the year before."""
    day, month = _day_and_month(part)
    if not (day or month):
        return _valid(last[:1])
    month = month or (last[1] if len(last) > 1 else 0)
    year = last[0] - (len(last) > 1 and month > last[1])
    return _valid((year, month, day) if day else (year, month))


def _day_and_month(part: str) -> tuple[int, int]:
    """Day and month of “10.”, “10.03.”, “1. März”, “März” or “Mitte”; 0 where not printed."""
    numbers = [int(number) for number in re.findall(r"\d+", part)]
    name = re.search(r"[^\W\d]+", part)
    if name:
        return (numbers[0] if numbers else 0), _month(name.group())
    return numbers[0], (numbers[1] if len(numbers) > 1 else 0)


def _point(text: str) -> tuple[_Day, _Day] | None:
    """First and last day, month or year of a single date; None if the calendar does not know it."""
    if found := re.fullmatch(rf"({_YEAR})-(\d\d)-(\d\d)", text):
        return _valid(tuple(map(int, found.groups())))
    if found := re.fullmatch(r"(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4}|\d\d)", text):
        day, month, year = map(int, found.groups())
        return _valid((_century(year), month, day))
    if found := re.fullmatch(rf"(?:(\d{{1,2}})\.\s)?({_MONTH})\s(\d{{4}})", text):
        day_printed, name, year_printed = found.groups()
        return _valid((int(year_printed), _month(name), *((int(day_printed),) if day_printed else ())))
    return _part_of_year(text) or _whole_years(text)


def _part_of_year(text: str) -> tuple[_Day, _Day] | None:
    """“2. Quartal 2016”, “Q2/2016”, “1. Halbjahr 2017”, “10/2017”, “10.2017”."""
    if found := re.fullmatch(rf"(\d{{1,2}})[/.]({_YEAR})", text):
        return _valid((int(found[2]), int(found[1])))
    found = re.fullmatch(rf"Q?([1-4]|I{{1,3}}|IV)\.?\s?(Quartal|Halbjahr)?[\s/]({_YEAR})", text)
    if not found:
        return None
    number = {"I": 1, "II": 2, "III": 3, "IV": 4}.get(found[1]) or int(found[1])
    length, year = 6 if found[2] == "Halbjahr" else 3, int(found[3])
    if number * length > 12:
        return None
    return (year, number * length - length + 1), (year, number * length)


def _whole_years(text: str) -> tuple[_Day, _Day] | None:
    """“2017”, “2013/2014”, “2016/17”, “2018-20”; not 2017/1900, the number of a paper."""
    found = re.fullmatch(rf"({_YEAR})(?:\s?[/–-]\s?(\d{{4}}|\d\d))?", text)
    if not found:
        return None
    first = int(found[1])
    last = int(found[2]) if found[2] else first
    last = last if last > 99 else first - first % 100 + last
    return ((first,), (last,)) if first <= last <= first + 20 else None


def _century(year: int) -> int:
    """Two digits mean the years 1950 to 2049: administrations print no PDF about earlier or later days."""
    if year > 99:
        return year
    return 2000 + year if year < 50 else 1900 + year


def _month(name: str) -> int:
    """Number of a month from its name or abbreviation; 0 if it is none."""
    start = {"Jän": "Jan", "Mrz": "Mär"}.get(name[:3], name[:3])
    return MONTHS.index(start) + 1 if start in MONTHS else 0


def _valid(day: _Day) -> tuple[_Day, _Day] | None:
    """The day or month twice, as both ends of itself, if the calendar knows it."""
    try:
        date(*(*day, 1, 1)[:3])
    except ValueError:
        return None
    return day, day


def _iso(day: _Day) -> str:
    year, *rest = day
    return "-".join([f"{year:04}", *(f"{part:02}" for part in rest)])
