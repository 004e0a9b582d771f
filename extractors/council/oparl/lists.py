"""Answers of an OParl server: a page of a list, or one object; and which bodies of a list are the city wanted."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from extractors.council.oparl.values import WEB_ADDRESS, Fields, Raw, address_of, kind_of

GUESSES = (
    ("System", ("oparlVersion",)),
    ("Body", ("paper", "meeting", "organization")),
    ("Paper", ("consultation",)),
    ("Paper", ("reference",)),
    ("Paper", ("mainFile",)),
    ("Paper", ("auxiliaryFile", "name")),
)
"""Fields that tell the kind of an object without a type."""


@dataclass(frozen=True, slots=True)
class ListPage:
    """One page of a list."""

    objects: tuple[Raw, ...]
    linked: tuple[str, ...] = ()
    """Addresses that stand where objects belong."""

    following: str = ""
    """Where it goes on, as written; empty: nowhere."""

    broken: int = 0
    """Entries that are neither an object nor an address."""

    is_cut: bool = False
    """Whether it says that there are further pages, but not where."""

    @property
    def names(self) -> tuple[str, ...]:
        """Addresses of all entries that have one."""
        return (*filter(None, map(address_of, self.objects)), *self.linked)


def read_list(answer: object) -> ListPage | None:
    """The page of a list; None: the answer is something else.

    The standard puts entries under `data` and the next page under `links`; servers also send a bare array.
    """
    if isinstance(answer, list):
        return _page(answer, {})
    if not isinstance(answer, dict) or kind_of(answer) in ("System", "Body", "Paper"):
        return None
    for name in ("data", "items"):
        if isinstance(answer.get(name), list):
            return _page(answer[name], answer)
    is_empty = "data" in answer and answer["data"] is None
    return _page([], answer) if is_empty else None


def kind_seen(raw: Raw) -> str:
    """System, Body, Paper, …: what an object says it is, else what its fields tell; empty: nothing tells."""
    if named := kind_of(raw):
        return named
    return next((kind for kind, names in GUESSES if all(name in raw for name in names)), "")


def bodies_wanted(bodies: Sequence[Raw], wanted: str) -> tuple[Raw, ...]:
    """The bodies meant by an address, AGS or name; all of them if nothing is said.

    An AGS may lack its leading zero or its last three digits. Of a name each word must stand in the body's.
    """
    if not wanted:
        return tuple(bodies)
    for fits in (_is_at, _has_key, _is_called, _is_called_among_others):
        if found := tuple(body for body in bodies if fits(body, wanted)):
            return found
    return ()


def body_name(body: Raw) -> str:
    """What to call a body."""
    fields = Fields(body, [])
    return fields.text("name") or fields.text("shortName") or fields.address or "a body without a name"


def _page(entries: Iterable[object], answer: Raw) -> ListPage:
    entries = list(entries)
    objects = tuple(one for one in entries if isinstance(one, dict))
    linked = tuple(one.strip() for one in entries if isinstance(one, str) and WEB_ADDRESS.fullmatch(one.strip()))
    following = _following(answer)
    return ListPage(
        objects=objects,
        linked=linked,
        following=following,
        broken=len(entries) - len(objects) - len(linked),
        is_cut=not following and _says_more(answer, len(entries)),
    )


def _following(answer: Raw) -> str:
    links = answer.get("links")
    value = links.get("next") if isinstance(links, dict) else answer.get("nextPage")
    if isinstance(value, dict):
        value = value.get("href")
    return value.strip() if isinstance(value, str) else ""


def _says_more(answer: Raw, count: int) -> bool:
    """Whether the page counts more pages, or a first page more entries, than it gives."""
    paging = answer.get("pagination")
    if not isinstance(paging, dict):
        return False
    current, pages, total = (_whole(paging.get(name)) for name in ("currentPage", "totalPages", "totalElements"))
    if current and pages:
        return current < pages
    return bool(total) and (current or 1) == 1 and count < total


def _whole(value: object) -> int:
    """A count, also where it is written as a string; 0: none is given."""
    written = str(value).strip()
    return int(written) if re.fullmatch(r"[0-9]{1,9}", written) else 0


def _is_at(body: Raw, wanted: str) -> bool:
    return address_of(body).rstrip("/") == wanted.rstrip("/")


def _has_key(body: Raw, wanted: str) -> bool:
    key = Fields(body, []).text("ags") or ""
    return bool(re.fullmatch(r"\d+", wanted)) and key.isdigit() and _ags(key) == _ags(wanted)


def _ags(key: str) -> str:
    """Eight digits: two of the state, one, two and three below."""
    return (key if len(key) in (5, 8) else f"0{key}").ljust(8, "0")


def _is_called(body: Raw, wanted: str) -> bool:
    return any(_words(name) == _words(wanted) for name in _names(body))


def _is_called_among_others(body: Raw, wanted: str) -> bool:
    return bool(_words(wanted)) and any(set(_words(wanted)) <= set(_words(name)) for name in _names(body))


def _names(body: Raw) -> tuple[str, ...]:
    fields = Fields(body, [])
    return tuple(name for name in (fields.text("name"), fields.text("shortName")) if name)


def _words(name: str) -> list[str]:
    return re.findall(r"\w+", name.casefold())
