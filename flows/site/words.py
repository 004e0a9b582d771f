"""Words: how the site says kinds of change, statuses, roles, numbers and dates, in German."""

import re
import unicodedata
from collections.abc import Mapping
from datetime import datetime
from types import MappingProxyType
from typing import Any

from schemas.tables import TABLES_BY_NAME

UNCOMPARED = "uncompared"
"""Kind of change of a measure that no comparison names: not the same as unchanged."""

CHANGES: Mapping[str, str] = MappingProxyType(
    {
        "unchanged": "unverändert",
        "reworded": "umformuliert",
        "renamed": "umbenannt",
        "moved": "verschoben",
        "split": "geteilt",
        "merged": "zusammengelegt",
        "added": "neu",
        "dropped": "entfallen",
        UNCOMPARED: "nicht verglichen",
    }
)
"""Kinds of change in the order in which every page shows them."""

NOT_MENTIONED = "nicht erwähnt"
NO_REPORT = "kein Bericht"
UNREAD_REPORT = "noch nicht geprüft"

STATUSES: Mapping[str, str] = MappingProxyType(
    {
        "in Regelbetrieb": "regelbetrieb",
        "in Bearbeitung": "bearbeitung",
        "abgeschlossen": "abgeschlossen",
        "verzögert": "verzoegert",
        "nicht weiter verfolgt": "beendet",
        "neu": "neu",
        "unbekannt": "unbekannt",
        NOT_MENTIONED: "unerwaehnt",
        UNREAD_REPORT: "ungeprueft",
        NO_REPORT: "ohne-bericht",
    }
)
"""Statuses in the order in which every page shows them, and the names of their symbols and addresses."""

ROLES: Mapping[str, str] = MappingProxyType(
    {"responsible": "federführend", "partner": "beteiligt", "target": "genannt"}
)
CHOICES: Mapping[str, str] = MappingProxyType({"for": "dafür", "against": "dagegen", "abstain": "enthalten"})
DOCUMENT_KINDS: Mapping[str, str] = MappingProxyType(
    {"concept": "Konzept", "report": "Bericht", "paper": "Vorlage", "minutes": "Niederschrift", "other": "Dokument"}
)
DOCUMENT_STATES: Mapping[str, str] = MappingProxyType(
    {"ok": "gelesen", "partial": "teilweise gelesen", "quarantined": "nicht lesbar"}
)
SEVERITIES: Mapping[str, str] = MappingProxyType({"error": "fehlt", "warning": "prüfen", "notice": "Hinweis"})
ACTOR_KINDS: Mapping[str, str] = MappingProxyType(
    {
        "municipality": "Verwaltung",
        "office": "Dienststelle",
        "council": "Rat und Beiräte",
        "agency": "Behörde",
        "ministry": "Ministerium",
        "welfare": "Wohlfahrtsverband",
        "chamber": "Kammer",
        "utility": "Versorger",
        "education": "Bildungseinrichtung",
        "health": "Gesundheitswesen",
        "housing": "Wohnungswirtschaft",
        "association": "Verein oder Verband",
        "church": "Kirche oder Religionsgemeinschaft",
        "finance": "Geldgeber",
        "schools": "Schulen",
        "group": "Gruppe",
        "unresolved": "nicht zugeordnet",
    }
)
METHODS: Mapping[str, str] = MappingProxyType(
    {
        "sheet": "Maßnahmenblatt",
        "table": "Tabelle",
        "list": "Liste",
        "labels": "Beschriftungen im Text",
        "section": "eigener Abschnitt",
    }
)
UMLAUTS = {ord("ä"): "ae", ord("ö"): "oe", ord("ü"): "ue", ord("ß"): "ss"}
YEAR = re.compile(r"(?:19|20)\d\d")
MONTHS = (
    "Januar", "Februar", "März", "April", "Mai", "Juni",
    "Juli", "August", "September", "Oktober", "November", "Dezember",
)  # fmt: skip


def number(value: float | int | None, digits: int = 2) -> str:
    """A number as Germans write it, with at most so many decimals.

    >>> number(1240), number(43.5), number(0.126)
    ('1.240', '43,5', '0,13')
    """
    if value is None:
        return ""
    text = f"{value:,.{digits}f}".rstrip("0").rstrip(".") if isinstance(value, float) and digits else f"{value:,.0f}"
    return text.translate(str.maketrans(",.", ".,"))


def percent(share: float | None) -> str:
    """A share as per cent, with a narrow space that does not break.

    >>> percent(0.435)
    '43,5\\u202f%'
    """
    return "" if share is None else f"{number(100 * share, 1)}\u202f%"


def day(text: str | None) -> str:
    """A date or time of ISO 8601 in words; other texts as they are.

    >>> day("2017-12-11"), day("2026-11-25T13:35:07+00:00"), day("Frühjahr 2018")
    ('11. Dezember 2017', '25. November 2026', 'Frühjahr 2018')
    """
    moment = _moment(text)
    return f"{moment.day}. {MONTHS[moment.month - 1]} {moment.year}" if moment else text or ""


def short_day(text: str | None) -> str:
    """A date in digits, for tables.

    >>> short_day("2017-12-11")
    '11.12.2017'
    """
    moment = _moment(text)
    return f"{moment:%d.%m.%Y}" if moment else text or ""


def _moment(text: str | None) -> datetime | None:
    try:
        return datetime.fromisoformat(text or "")
    except ValueError:
        return None


def size(count: int) -> str:
    """A number of bytes as Germans write it.

    >>> size(1_240_000), size(512)
    ('1,2 MB', '512 Bytes')
    """
    for unit, each in (("MB", 1_000_000), ("kB", 1_000)):
        if count >= each:
            return f"{number(count / each, 1)} {unit}"
    return f"{count} Bytes"


def counted(count: int, one: str, many: str) -> str:
    """A count with its noun.

    >>> counted(1, "Maßnahme", "Maßnahmen"), counted(1240, "Maßnahme", "Maßnahmen")
    ('1 Maßnahme', '1.240 Maßnahmen')
    """
    return f"{number(count)} {one if count == 1 else many}"


def year_of(*texts: str | None) -> str:
    """The last year that the first text with a year names; empty if none does."""
    return next((found[-1] for text in texts if (found := YEAR.findall(text or ""))), "")


def folded(text: str) -> str:
    """A text as search compares it: lower case, ä as ae, ß as ss, other accents dropped. The script does the same.

    >>> folded("Straßen-Übergänge, Café")
    'strassen-uebergaenge, cafe'
    """
    plain = text.lower().translate(UMLAUTS)
    return "".join(c for c in unicodedata.normalize("NFKD", plain) if not unicodedata.combining(c))


def shortened(text: str, most: int = 160) -> str:
    """The beginning of a long text, cut between words."""
    flat = " ".join(text.split())
    return flat if len(flat) <= most else f"{flat[:most].rsplit(' ', 1)[0]} …"


def column_title(table: str, column: str) -> str:
    """The German title of a column; its name, if no table of today has it."""
    known: dict[str, Any] = {c.name: c.column for c in TABLES_BY_NAME[table].columns} if table in TABLES_BY_NAME else {}
    return known[column].title if column in known else column
