"""The course of a paper through the bodies, put together from objects that are embedded in each other or linked.

Consultation → Meeting (when) → AgendaItem (what came of it) → Organization (who). The standard embeds consultations in
papers and agenda items in meetings and links the rest; servers embed and link as they like, and leave out links.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from extractors.council.oparl.values import Fields, Note, Raw, Ref, address_of, kind_of, nested

PAPER_FILES = ("mainFile", "auxiliaryFile")
ITEM_FILES = ("resolutionFile", "auxiliaryFile")
MINUTES_FILES = ("resultsProtocol", "verbatimProtocol")
MOST_STEPS = 100
"""Consultations of one paper that are looked at; the longest courses of real papers have some twenty."""


class Known:
    """Objects by their address, those embedded in others too."""

    def __init__(
        self,
        objects: Iterable[Raw],
        *,
        addresses: Mapping[str, str] | None = None,
        lost: Iterable[str] = (),
        not_public: Iterable[str] = (),
    ) -> None:
        self._found: dict[str, dict[str, object]] = {}
        self._addresses = dict(addresses or {})
        self.lost = frozenset(lost)
        """Addresses that were asked for in vain."""

        self.not_public = frozenset(not_public)
        """Agenda items that are not kept, and consultations that lead to them."""

        whole = list(objects)
        for raw in (*whole, *nested(whole)):
            if address := address_of(raw):
                known = self._found.setdefault(address, {})
                known.update((name, value) for name, value in raw.items() if name not in known)

    def find(self, ref: Ref | None) -> Raw | None:
        """The object meant, as far as it is known; an embedded one may be known more fully from elsewhere."""
        if ref is None:
            return None
        address = ref if isinstance(ref, str) else address_of(ref)
        known = self._found.get(self._addresses.get(address, address))
        return ref if known is None and not isinstance(ref, str) else known


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One consultation, with what is known around it."""

    consultation: Raw
    meeting: Raw | None = None
    item: Raw | None = None
    organizations: tuple[Raw, ...] = ()
    is_public: bool = True
    missing: tuple[str, ...] = ()
    """Addresses of objects that would tell more."""


def course(paper: Raw, known: Known, notes: list[Note]) -> tuple[Step, ...]:
    """The consultations of a paper in the order in which it names them."""
    refs = Fields(paper, notes).refs("consultation")
    if len(refs) > MOST_STEPS:
        notes.append(Note("too_many", address_of(paper), _address(refs[MOST_STEPS])))
    named = [(ref, known.find(ref)) for ref in refs[:MOST_STEPS]]
    standing = [ref for ref, raw in named if raw is None or _standing(raw, notes) is not None]
    once = {_address(ref) or number: ref for number, ref in enumerate(standing)}
    return tuple(_step(ref, paper, known, notes) for ref in once.values())


def missing(paper: Raw, known: Known) -> tuple[str, ...]:
    """Addresses to ask for next: what the paper leads to, is not known, and was not asked for in vain."""
    unheard: list[Note] = []
    steps = course(paper, known, unheard)
    holders = [(paper, PAPER_FILES)]
    holders += [(step.item, ITEM_FILES) for step in steps if step.item is not None]
    holders += [(step.meeting, MINUTES_FILES) for step in steps if step.meeting is not None and step.is_public]
    files = [ref for raw, names in holders for ref in file_refs(raw, names, unheard)]
    unknown = [ref for ref in files if isinstance(ref, str) and known.find(ref) is None]
    wanted = (*(address for step in steps for address in step.missing), *unknown)
    return tuple(dict.fromkeys(address for address in wanted if address not in known.lost))


def file_refs(raw: Raw, names: Iterable[str], notes: list[Note]) -> Iterator[Ref]:
    """The files in the named fields; what is plainly another kind of object is left out."""
    fields = Fields(raw, notes)
    for name in names:
        refs = fields.refs(name) if name == "auxiliaryFile" else (fields.ref(name),)
        for ref in refs:
            if ref is not None and (isinstance(ref, str) or kind_of(ref) in ("", "File")):
                yield ref
            elif ref is not None:
                fields.note("other_object", name)


def _step(ref: Ref, paper: Raw, known: Known, notes: list[Note]) -> Step:
    consultation = known.find(ref)
    if consultation is None:
        return Step(consultation={"id": ref}, missing=(ref,) if isinstance(ref, str) else ())
    fields = Fields(consultation, notes)
    item_ref = fields.ref("agendaItem")
    item = _standing(known.find(item_ref), notes)
    meeting_ref = fields.ref("meeting") or (Fields(item, notes).ref("meeting") if item is not None else None)
    meeting = _standing(known.find(meeting_ref), notes)
    if item is None and meeting is not None:
        item = _item_of(meeting, consultation, paper, known)
    around = _organizations(consultation, meeting, notes)
    found = tuple(body for one in around if (body := known.find(one)) is not None)
    hidden = not known.not_public.isdisjoint((_address(item_ref), fields.address)) and item is None
    lacking = [] if hidden else list(_lacking(item_ref, item, meeting_ref, meeting, known))
    lacking += [one for one in around if isinstance(one, str) and known.find(one) is None]
    return Step(
        consultation=consultation,
        meeting=meeting,
        item=None if hidden else item,
        organizations=found,
        is_public=not hidden,
        missing=tuple(lacking),
    )


def _standing(raw: Raw | None, notes: list[Note]) -> Raw | None:
    """The object, unless it was deleted."""
    if raw is not None and Fields(raw, notes).flag("deleted"):
        notes.append(Note("deleted", address_of(raw)))
        return None
    return raw


def _lacking(
    item_ref: Ref | None, item: Raw | None, meeting_ref: Ref | None, meeting: Raw | None, known: Known
) -> Iterator[str]:
    """The meeting is asked for first, since it holds its agenda items; the item itself only where it does not."""
    if meeting is None and isinstance(meeting_ref, str) and meeting_ref not in known.lost:
        yield meeting_ref
    elif item is None and isinstance(item_ref, str):
        yield item_ref


def _item_of(meeting: Raw, consultation: Raw, paper: Raw, known: Known) -> Raw | None:
    """The agenda item of a meeting that says it belongs to the consultation; its title is no proof."""
    own = address_of(consultation)
    for ref in Fields(meeting, []).refs("agendaItem"):
        item = known.find(ref)
        back = Fields(item, []).ref("consultation") if item is not None else None
        if own and _address(back) == own:
            return item
        if (
            isinstance(back, Mapping)
            and address_of(paper)
            and _address(Fields(back, []).ref("paper")) == address_of(paper)
        ):
            return item
    return None


def _organizations(consultation: Raw, meeting: Raw | None, notes: list[Note]) -> tuple[Ref, ...]:
    """Who consults: as the consultation says, else whose meeting it is."""
    own = Fields(consultation, notes).refs("organization")
    return own or (Fields(meeting, notes).refs("organization") if meeting is not None else ())


def _address(ref: Ref | None) -> str:
    return ref if isinstance(ref, str) else address_of(ref or {})
