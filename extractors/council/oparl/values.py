"""Values of OParl objects: where the type is wrong but the meaning is plain, the value is read, and it is told.

Servers send a string where a list belongs, numbers where the standard has strings, nulls, "N/A", dates with and without
a zone. Nothing here raises: what cannot be read is left out with a note.
"""

import json
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from math import isfinite

from extractors.council.oparl.text import displayed, one_line
from extractors.council.wording import date_in

Raw = Mapping[str, object]
"""An object as served."""

Ref = str | Raw
"""What stands where another object is meant: its address, or the object itself."""

NOTES = {
    "wrong_type": "«{}» has another type than the standard says; read all the same",
    "unreadable": "«{}» cannot be read and is left out",
    "no_date": "«{}» holds no date",
    "no_address": "«{}» names no web address and is left out",
    "no_id": "does not say its address; the one it was asked for under stands for it",
    "nameless": "the paper «{}» does not say its address and is left out",
    "other_object": "«{}» leads to another kind of object and is left out",
    "deleted": "was deleted there; what was kept earlier stays",
    "not_public": "«{}» is not public and is not kept",
    "missing": "«{}» was not served; what it says is missing",
    "no_body": "«{}» does not say which body consults",
    "joint": "«{}» is before several bodies; the first leads",
    "cancelled": "the meeting «{}» was cancelled",
    "too_many": "leads to more objects than are asked for: «{}» and further ones are missing",
    "ignored_filter": "was changed last before the day asked for; the server ignores «{}»",
    "no_consultations": "names no consultations",
    "no_main_file": "names no file that holds the paper itself",
}
"""What can be said of an object; {} is the field or the object meant."""

EMPTY = frozenset(("", "n/a", "null", "none", "-"))
YES, NO = frozenset(("true", "1", "ja", "yes")), frozenset(("false", "0", "nein", "no"))
EARLIEST = 1946
"""Years before are no dates of a council's papers but what programs write for «none»: 0001, 1899, 1900."""

MOMENT = re.compile(
    r"(?P<day>\d{4}-\d{2}-\d{2})(?:[T ](?P<hour>\d{2}):(?P<minute>\d{2})(?::\d{2}(?:[.,]\d+)?)?"
    r"\s*(?P<zone>Z|[+-]\d{2}:?\d{2})?)?(?!\d)",
    re.IGNORECASE,
)
WEB_ADDRESS = re.compile(r"https?://[^\s/]\S*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Note:
    """Something about an object that a person should know."""

    kind: str
    """One of NOTES."""

    where: str
    """Address of the object; empty: it says none."""

    what: str = ""

    def __str__(self) -> str:
        return f"{self.where or 'an object'}: {NOTES[self.kind].format(self.what)}"


class Fields:
    """The fields of an object, each read as the type the standard gives it."""

    def __init__(self, raw: Raw, notes: list[Note]) -> None:
        self.raw = raw
        self._notes = notes
        self.address = address_of(raw)

    def note(self, kind: str, what: str = "") -> None:
        """Tell something about this object."""
        self._notes.append(Note(kind, self.address, what))

    def text(self, name: str) -> str | None:
        """A text on one line."""
        return one_line(self._string(name)) or None

    def lines(self, name: str) -> tuple[str, ...]:
        """A text as displayed."""
        return displayed(self._string(name))

    def web(self, name: str) -> str | None:
        """A web address."""
        found = self._string(name).strip()
        if found and not WEB_ADDRESS.fullmatch(found):
            self.note("no_address", name)
            return None
        return found or None

    def flag(self, name: str) -> bool | None:
        """True or false; None: not said."""
        value = self.raw.get(name)
        if value is None or isinstance(value, bool):
            return value
        said = str(value).strip().casefold()
        if said not in YES | NO:
            self.note("unreadable", name)
            return None
        self.note("wrong_type", name)
        return said in YES

    def day(self, name: str) -> str | None:
        """The day in Germany, ISO 8601."""
        found = self._string(name)
        day = day_in(found)
        if found and day is None:
            self.note("no_date", name)
        return day

    def ref(self, name: str) -> Ref | None:
        """The one other object a field leads to."""
        value = self.raw.get(name)
        if isinstance(value, list):
            if value:
                self.note("wrong_type", name)
            value = value[0] if value else None
        return self._ref(name, value)

    def refs(self, name: str) -> tuple[Ref, ...]:
        """The other objects a field leads to, in their order."""
        value = self.raw.get(name)
        if not isinstance(value, list):
            if not _is_empty(value):
                self.note("wrong_type", name)
            value = [value]
        found = (self._ref(name, one) for one in value)
        return tuple(ref for ref in found if ref is not None)

    def _ref(self, name: str, value: object) -> Ref | None:
        if isinstance(value, dict):
            return value
        if _is_empty(value):
            return None
        if isinstance(value, str) and WEB_ADDRESS.fullmatch(value.strip()):
            return value.strip()
        self.note("unreadable", name)
        return None

    def _string(self, name: str) -> str:
        """The field as a string; empty where it says nothing."""
        value = self.raw.get(name)
        if isinstance(value, list) and len(value) == 1 and isinstance(value[0], str):
            self.note("wrong_type", name)
            value = value[0]
        if _is_empty(value):
            return ""
        if isinstance(value, str):
            return value
        is_number = isinstance(value, int | float) and not isinstance(value, bool)
        self.note("wrong_type" if is_number else "unreadable", name)
        return str(value) if is_number else ""


def load(text: str) -> object:
    """What a JSON text says; ValueError if it is none.

    Control letters inside strings, which some servers forget to escape, are let pass; NaN and Infinity are nulls.
    """
    try:
        found: object = json.loads(
            text.lstrip("\ufeff"), strict=False, parse_constant=lambda _: None, parse_float=_finite
        )
    except RecursionError as error:
        raise ValueError("nested too deeply") from error
    return found


def address_of(raw: Raw) -> str:
    """The address of an object, which is its id; empty if it says none."""
    value = raw.get("id")
    return value.strip() if isinstance(value, str) and WEB_ADDRESS.fullmatch(value.strip()) else ""


def kind_of(raw: Raw) -> str:
    """Paper, Meeting, …: the last part of the type; empty if none is given.

    >>> kind_of({"type": "https://schema.oparl.org/1.1/Paper"}), kind_of({"type": "http://oparl.org/schema/1.0/File"})
    ('Paper', 'File')
    """
    given = raw.get("type")
    name = given.strip().rstrip("/").rpartition("/")[2] if isinstance(given, str) else ""
    return name[:1].upper() + name[1:]


def standard_of(raw: Raw) -> str:
    """The standard an object names: https://schema.oparl.org/1.1/; empty if none."""
    given = raw.get("type")
    return "".join(given.strip().rpartition("/")[:2]) if isinstance(given, str) else ""


def day_in(text: str) -> str | None:
    """The day in Germany that a date or a moment names, ISO 8601; a moment without a zone is taken as local.

    >>> day_in("2017-12-10T23:00:00Z"), day_in("2017-12-11T16:00:00+01:00"), day_in("11.12.2017"), day_in("2017")
    ('2017-12-11', '2017-12-11', '2017-12-11', None)
    """
    found = MOMENT.match(text.strip())
    printed = found["day"] if found else date_in(text)
    try:
        day = date.fromisoformat(printed or "")
        if found and found["zone"] and not re.search(r"[1-9]", found["zone"]):
            day = _in_germany(datetime.combine(day, datetime.min.time()), int(found["hour"]), int(found["minute"]))
    except (ValueError, OverflowError):
        return None
    return day.isoformat() if day.year >= EARLIEST else None


def summary(notes: Sequence[Note]) -> tuple[str, ...]:
    """The notes as sentences, each kind once with a count; deletions one by one: each may be of a kept paper."""
    counted = Counter((note.kind, note.what) for note in notes)
    first = {(note.kind, note.what): note for note in reversed(notes) if note.kind != "deleted"}
    deleted = dict.fromkeys(str(note) for note in notes if note.kind == "deleted")
    return (*(_counted(note, counted[key]) for key, note in sorted(first.items())), *deleted)


def nested(values: Iterable[object]) -> Iterable[Raw]:
    """All objects inside the values, outer before inner."""
    waiting = list(values)[::-1]
    while waiting:
        value = waiting.pop()
        if isinstance(value, Mapping):
            yield value
            waiting += list(value.values())[::-1]
        elif isinstance(value, list):
            waiting += value[::-1]


def _finite(digits: str) -> float | None:
    value = float(digits)
    return value if isfinite(value) else None


def _counted(note: Note, count: int) -> str:
    return str(note) if count == 1 else f"{note} (and {count - 1} more like it)"


def _is_empty(value: object) -> bool:
    return value is None or (isinstance(value, str) and value.strip().casefold() in EMPTY)


def _in_germany(midnight: datetime, hour: int, minute: int) -> date:
    """The day in Germany at a moment given in UTC."""
    moment = midnight + timedelta(hours=hour, minutes=minute)
    summer = _last_sunday(moment.year, 3) <= moment < _last_sunday(moment.year, 10)
    return (moment + timedelta(hours=2 if summer else 1)).date()


def _last_sunday(year: int, month: int) -> datetime:
    """When the clocks change, in UTC; both months have 31 days."""
    return datetime(year, month, 31 - date(year, month, 31).isoweekday() % 7, 1)
