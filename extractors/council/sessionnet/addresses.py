"""Addresses of SessionNet: which thing a page is about, and when two addresses are about the same.

    scheme://host/folder/PAGE.asp?ID&more       PAGE   vo0050 paper · vo0053 its consultations · to0050 agenda item
                                                       si0057, si0056, to0040 meeting · si0040 month · kp0040 committee
                                                ID     __kvonr, __ktonr, __ksinr, __kgrnr …; all else may be left out

The same system is often reachable with and without TLS, under /bi/ and /buergerinfo/, and under two host names; a city
that moves from ASP to PHP keeps its ids. `key` is the same for all of these, `canonical` keeps what the server needs.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import SplitResult, parse_qsl, quote, urlencode, urlsplit, urlunsplit


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of page."""

    thing: str
    """What it is about; pages of the same thing and id show the same."""

    ids: tuple[str, ...]
    """The parameters that identify it, in the order we write them."""


PAGES: Mapping[str, Kind] = {
    "vo0050": Kind("paper", ("__kvonr",)),
    "vo0051": Kind("consultations", ("__kvonr",)),
    "vo0053": Kind("consultations", ("__kvonr",)),
    "ag0050": Kind("motion", ("__kagnr",)),
    "to0050": Kind("item", ("__ktonr",)),
    "to0058": Kind("item", ("smctonr", "smcajax")),
    "si0050": Kind("meeting", ("__ksinr",)),
    "si0056": Kind("meeting", ("__ksinr",)),
    "si0057": Kind("meeting", ("__ksinr",)),
    "to0040": Kind("meeting", ("__ksinr",)),
    "si0040": Kind("calendar", ("__cjahr", "__cmonat", "year", "month")),
    "kp0040": Kind("committee", ("__kgrnr",)),
    "getfile": Kind("file", ("id", "type")),
    "ydocstart": Kind("file", ("id", "type")),
}
TENANT = "__cpanr"
"""Which of several municipalities of one system; ids are unique without it, months are not."""

PAGE = re.compile(r"(?i)^(?P<folder>.*/)?(?P<page>[a-z]{1,12}\d{0,4})\.(?P<dialect>asp|php)$")
OWN_PAGE = re.compile(
    r"(?i)^(?:[^?#]*/)?(?:[a-z]{2}\d{4}|getfile|ydocstart|ylogon|yvcs|info|default|infobi|error2?)\.(?:asp|php)\b"
)
USUAL_HOSTS = re.compile(
    r"^(?:www\d?|ris|bi|gi|buergerinfo|ratsinfo|ratsinformation|ratsinformationssystem|sessionnet|session|"
    r"sitzungsdienst|politik|rat)\.(?=[^.]+\.)"
)
USUAL_FOLDERS = frozenset(
    {"bi", "gi", "ri", "buergerinfo", "ratsinfo", "ratsinformation", "sessionnet", "sessionnetbi", "session", "ris"}
)
MEETING_PAGES = ("si0057", "si0056", "to0040")
"""Pages with the agenda of a meeting; each system shows it on one of them, not always on the one it links to."""


@dataclass(frozen=True, slots=True)
class _Parts:
    """An address taken apart."""

    split: SplitResult
    page: str
    dialect: str
    kind: Kind
    given: Mapping[str, str]

    @property
    def ids(self) -> dict[str, str]:
        """The parameters that identify the page, in our order."""
        return {name: self.given[name] for name in (*self.kind.ids, TENANT) if self.given.get(name)}


def canonical(address: str) -> str:
    """The address with nothing but what identifies the page; any other address only loses its fragment.

    >>> canonical("http://RIS.example.de/bi/vo0050.asp?voselect=853&__kvonr=5092#top")
    'http://ris.example.de/bi/vo0050.asp?__kvonr=5092'
    """
    parts = _parts(address)
    if parts is None:
        return address.strip().partition("#")[0].rstrip()
    query = urlencode(parts.ids, errors="replace", quote_via=quote)
    return urlunsplit((parts.split.scheme.lower(), parts.split.netloc.lower(), parts.split.path, query, ""))


def key(address: str) -> str:
    """The same for all addresses of the same thing; any other address is its own key.

    >>> key("http://ris.example.de/bi/to0050.asp?__ktonr=7") == key("https://www.example.de/buergerinfo/to0050.php?__ktonr=7")
    True
    """
    parts = _parts(address)
    if parts is None or not parts.ids:
        return canonical(address)
    ids = "/".join(_ids_of(parts))
    return f"{_family(parts.split)} {parts.kind.thing} {ids}"


def thing(address: str) -> str:
    """`paper`, `consultations`, `item`, `meeting`, `calendar`, `committee`, `motion`, `file`; empty: something else."""
    parts = _parts(address)
    return parts.kind.thing if parts else ""


def page_name(address: str) -> str:
    """The name of any page of the system: `vo0050`, `ylogon`; empty: no such page."""
    try:
        found = PAGE.match(urlsplit(address).path)
    except ValueError:
        return ""
    return found["page"].lower() if found else ""


def is_own_page(href: str) -> bool:
    """Whether a link of a page leads to a page or file of the system, or nowhere."""
    stripped = href.strip()
    return stripped in ("", "#") or stripped.startswith(("#", "javascript:")) or OWN_PAGE.match(stripped) is not None


def twins(meeting: str) -> tuple[str, ...]:
    """The other pages that may hold the agenda of a meeting."""
    return tuple(sibling(meeting, page) for page in MEETING_PAGES if page != page_name(meeting))


def sibling(address: str, page: str) -> str:
    """Another page about the same id: the consultations of a paper, another view of a meeting."""
    parts = _parts(address)
    if parts is None:
        return ""
    path = re.sub(r"[^/]+$", f"{page}.{parts.dialect}", parts.split.path)
    return canonical(urlunsplit(parts.split._replace(path=path)))


def calendar_near(address: str, dialect: str = "") -> str:
    """The calendar in the folder of an address; empty, if neither the address nor we know whether pages are ASP or PHP.

    >>> calendar_near("https://ris.example.de/bi/info.php?__cpanr=3"), calendar_near("https://ris.example.de/bi/")
    ('https://ris.example.de/bi/si0040.php?__cpanr=3', '')
    """
    split = urlsplit(address)
    known = dialect or dialect_of(address)
    if not known:
        return ""
    given = dict(parse_qsl(split.query))
    tenant = urlencode({TENANT: given[TENANT]}) if TENANT in given else ""
    path = re.sub(r"[^/]*$", f"si0040.{known}", split.path or "/", count=1)
    return urlunsplit((split.scheme, split.netloc, path, tenant, ""))


def dialect_of(address: str) -> str:
    """`asp` or `php`; empty: the address is none of a page."""
    try:
        found = PAGE.match(urlsplit(address).path)
    except ValueError:
        return ""
    return found["dialect"].lower() if found else ""


def month_of(calendar: str) -> tuple[int, int] | None:
    """Year and month that a calendar's address asks for."""
    parts = _parts(calendar)
    if parts is None or parts.kind.thing != "calendar":
        return None
    year, month = _ids_of(parts)[:2]
    return (int(year), int(month)) if year.isdecimal() and month.isdecimal() else None


def months(base: str, period: tuple[str, str]) -> tuple[str, ...]:
    """The calendar of each month of a period (two ISO dates), as the page at `base` is asked for it.

    >>> months("https://ris.example.de/si0040.asp?month=6&year=2020", ("2019-12-31", "2020-01-01"))[1]
    'https://ris.example.de/si0040.asp?year=2020&month=1'
    """
    split = urlsplit(base)
    given = dict(parse_qsl(split.query))
    names = ("year", "month") if "year" in given or "month" in given else ("__cjahr", "__cmonat")
    tenant = {TENANT: given[TENANT]} if TENANT in given else {}
    return tuple(
        urlunsplit(split._replace(query=urlencode({names[0]: year, names[1]: month, **tenant}), fragment=""))
        for year, month in _months(*period)
    )


def _months(first: str, last: str) -> Iterator[tuple[int, int]]:
    """Years and months from the month of the first to that of the last date."""
    start, end = (12 * int(date[:4]) + int(date[5:7]) - 1 for date in (first, last))
    return ((number // 12, number % 12 + 1) for number in range(start, end + 1))


def _parts(address: str) -> _Parts | None:
    """A page we know, or None."""
    try:
        split = urlsplit(address.strip())
        found = PAGE.match(split.path)
        given = {name.removeprefix("amp;").lower(): value for name, value in parse_qsl(split.query)}
    except ValueError:  # no address, e.g. http://[
        return None
    if found is None or split.scheme.lower() not in ("http", "https") or not split.netloc:
        return None
    kind = PAGES.get(found["page"].lower())
    return _Parts(split, found["page"].lower(), found["dialect"].lower(), kind, given) if kind else None


def _ids_of(parts: _Parts) -> tuple[str, ...]:
    if parts.kind.thing == "calendar":
        year, month = (parts.given.get(old) or parts.given.get(new, "") for old, new in _MONTH_NAMES)
        return (year, month.lstrip("0"), parts.given.get(TENANT, ""))
    return (parts.given.get(parts.kind.ids[0], ""),)


_MONTH_NAMES = (("__cjahr", "year"), ("__cmonat", "month"))


def _family(split: SplitResult) -> str:
    """What all addresses of one system share: the host without its usual first name, the folders without usual names.

    Hosts that serve many cities tell them apart by a folder, and that stays.
    """
    host = USUAL_HOSTS.sub("", split.netloc.lower().rpartition("@")[2])
    host = re.sub(r":(?:80|443)$", "", host)
    folders = [part for part in split.path.lower().split("/")[:-1] if part and part not in USUAL_FOLDERS]
    return "/".join((host, *folders))
