"""What of OParl objects may be kept: nothing that is not public, and nothing that says more than the paper's course."""

from collections.abc import Collection, Mapping

from extractors.council.oparl.objects import is_public
from extractors.council.oparl.values import Fields, Raw, address_of

DEEPEST = 40
"""Objects are nested five deep at most; what is deeper is left out."""

PEOPLE = ("participant", "membership")
"""Who sits where tells nothing of a paper, and changes with every election."""


def without_hidden(raw: Raw) -> tuple[Raw | None, frozenset[str]]:
    """The object without what is not public (None: nothing is left), and the addresses that lead to what was."""
    hidden: set[str] = set()
    found = _open(raw, hidden, "", 0)
    return (found if isinstance(found, Mapping) else None), frozenset(hidden)


def about_the_paper(raw: Raw, ours: Collection[str]) -> Raw:
    """A meeting with the agenda items of the paper only; meetings and organizations without people; all else as it is.

    `ours`: addresses of the paper's agenda items and consultations.
    """
    return {name: _about(name, value, ours) for name, value in raw.items() if name not in PEOPLE}


def _about(name: str, value: object, ours: Collection[str]) -> object:
    if isinstance(value, Mapping):
        return about_the_paper(value, ours)
    if not isinstance(value, list):
        return value
    kept = [one for one in value if _is_ours(one, ours)] if name == "agendaItem" else value
    return [_about("", one, ours) for one in kept]


def _is_ours(item: object, ours: Collection[str]) -> bool:
    back = _address(item.get("consultation")) if isinstance(item, Mapping) else ""
    return _address(item) in ours or back in ours


def _open(value: object, hidden: set[str], meeting: str, depth: int) -> object:
    """The value without what is hidden in it; None: it is hidden itself."""
    if depth > DEEPEST:
        return None
    if isinstance(value, list):
        opened = [(one, _open(one, hidden, meeting, depth + 1)) for one in value]
        return [new for one, new in opened if new is not None or one is None]
    if not isinstance(value, Mapping):
        return value
    if not is_public(value, meeting):
        hidden.update(filter(None, (address_of(value), _address(Fields(value, []).ref("consultation")))))
        return None
    return {name: part for name, part in _parts(value, hidden, depth) if part is not None or value[name] is None}


def _parts(raw: Raw, hidden: set[str], depth: int) -> list[tuple[str, object]]:
    """The opened fields of an object; a consultation whose agenda item is hidden is named among the hidden."""
    meeting = str(raw.get("name") or "")
    parts = []
    for name, value in raw.items():
        part = _open(value, hidden, meeting if name == "agendaItem" else "", depth + 1)
        if name == "agendaItem" and part is None and value is not None and address_of(raw):
            hidden.add(address_of(raw))
        parts.append((name, part))
    return parts


def _address(ref: object) -> str:
    """The address an object is known by; empty: it has none."""
    if isinstance(ref, str):
        return ref.strip()
    return address_of(ref) if isinstance(ref, Mapping) else ""
