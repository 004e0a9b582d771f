"""The bundle: what is kept of a paper from an OParl server, as one JSON document made by us of objects as served.

    {"oparl": "https://schema.oparl.org/1.1/",   the standard the paper names
     "paper": "https://…/paper/749",             its address
     "objects": [ … ],                           paper, consultations, meetings, agenda items, organizations, files
     "missing": [ … ],                           addresses that were asked for in vain
     "not_public": [ … ],                        agenda items that are not kept, and consultations that lead to them
     "addresses": { … }}                         addresses asked for → addresses the objects say they have

The last three stand there only if they say something. Objects are as served, vendors' own fields included, but for
three things: whatever is not public, other agenda items of a meeting, and who sits where. The order is fixed and no
time is written, so that the same content has the same hash. Order of keys is no content: keys are sorted.
"""

import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from extractors.council.oparl.course import Known, Step, course
from extractors.council.oparl.public import about_the_paper
from extractors.council.oparl.values import Fields, Raw, address_of, kind_of, load, standard_of
from schemas.errors import UnreadableDocument

ORDER = ("Paper", "Consultation", "Meeting", "AgendaItem", "Organization", "File")


@dataclass(frozen=True, slots=True)
class Bundle:
    """A bundle, opened."""

    paper: Raw
    known: Known
    standard: str


def make_bundle(
    address: str,
    objects: Iterable[Raw],
    *,
    lost: Collection[str] = (),
    not_public: Collection[str] = (),
    addresses: Mapping[str, str] | None = None,
) -> bytes:
    """The paper at the address with the objects around it; their order does not matter."""
    whole = sorted(objects, key=_place)
    known = Known(whole, addresses=addresses, lost=lost, not_public=not_public)
    paper = known.find(address) or {}
    steps = course(paper, known, [])
    ours = frozenset(name for step in steps for name in _names(step))
    kept = {_written(raw): raw for raw in sorted((about_the_paper(raw, ours) for raw in whole), key=_place)}
    bundle: dict[str, object] = {
        "oparl": standard_of(paper),
        "paper": address,
        "objects": [*kept.values()],
        "missing": sorted(lost),
        "not_public": sorted(ours.intersection(not_public)),
        "addresses": dict(addresses or {}),
    }
    told = {name: part for name, part in bundle.items() if part or name in ("oparl", "paper", "objects")}
    return (_written(told, indent=1) + "\n").encode("utf-8", "backslashreplace")


def open_bundle(content: bytes) -> Bundle:
    """A bundle that was kept; UnreadableDocument if the bytes are none."""
    try:
        found = load(content.decode("utf-8"))
    except ValueError as error:
        raise UnreadableDocument("no_bundle", "is no JSON text; fetch it again") from error
    if not isinstance(found, dict) or not isinstance(found.get("objects"), list):
        raise UnreadableDocument("no_bundle", "is no bundle of OParl objects; fetch the paper again")
    known = Known(
        (one for one in found["objects"] if isinstance(one, dict)),
        addresses=_strings_by_string(found.get("addresses")),
        lost=_strings(found.get("missing")),
        not_public=_strings(found.get("not_public")),
    )
    paper = known.find(str(found.get("paper")))
    if paper is None:
        raise UnreadableDocument("no_bundle", "holds no paper; fetch it again")
    return Bundle(paper, known, str(found.get("oparl") or ""))


def _names(step: Step) -> Iterable[str]:
    """Addresses under which the agenda item of a step may be listed."""
    item_ref = Fields(step.consultation, []).ref("agendaItem")
    linked = item_ref if isinstance(item_ref, str) else address_of(item_ref or {})
    return filter(None, (address_of(step.consultation), address_of(step.item or {}), linked))


def _place(raw: Raw) -> tuple[int, str, str]:
    """Where an object stands in the bundle."""
    kind = kind_of(raw)
    return (ORDER.index(kind) if kind in ORDER else len(ORDER), address_of(raw), _written(raw))


def _written(value: object, indent: int | None = None) -> str:
    """The JSON text: keys sorted, letters as they are."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, indent=indent)


def _strings(value: object) -> tuple[str, ...]:
    return tuple(one for one in value if isinstance(one, str)) if isinstance(value, list) else ()


def _strings_by_string(value: object) -> dict[str, str]:
    return {name: str(one) for name, one in value.items()} if isinstance(value, dict) else {}
