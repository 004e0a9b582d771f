"""Receipts: what a visit to an address brought, as one line of JSON."""

import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, fields
from typing import Any

from flows.stores.reaching import DamagedStore

SHA256 = re.compile(r"[0-9a-f]{64}")
PDF = "application/pdf"


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """One look at an address, and what is known of the document found there. Empty: this visit does not say."""

    address: str
    """URL where it was served, after redirects; or the name of the file on disk it was taken from."""

    time: str
    """ISO 8601, UTC."""

    asked: str = ""
    """URL that was asked for; empty: the same."""

    status: int | None = None
    """HTTP status; None: taken from disk."""

    edition: str = ""
    """With kind and title: what the catalogue says of the document, or the place where it was found."""

    kind: str = ""
    """`page`: kept to explain what was found, not read."""

    title: str = ""

    media_type: str = ""
    """Lower case, without parameters; empty: a PDF, since all documents were PDFs when receipts did not say it."""

    original_name: str = ""
    """File name as the server or the user's disk has it. For people only: never part of a path."""

    etag: str = ""
    last_modified: str = ""
    """What the server wants to hear when it is asked whether the document has changed since."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """A visit and the document it brought, or confirmed."""

    visit: Visit

    sha256: str = ""
    """Empty: the visit brought no document."""

    byte_size: int = 0


NAMES = tuple(field.name for field in fields(Visit))


def to_line(receipt: Receipt) -> bytes:
    """A receipt as JSON in ASCII, without line break."""
    flat = {"sha256": receipt.sha256, "byte_size": receipt.byte_size, **asdict(receipt.visit)}
    return json.dumps(flat).encode("ascii")


def from_line(line: bytes, place: str) -> Receipt:
    """The receipt again; raises DamagedStore naming the place of a line that is none."""
    try:
        return _from_json(json.loads(line))
    except (ValueError, TypeError, KeyError, AttributeError) as unreadable:
        raise DamagedStore(place, "this is no receipt; restore it or delete it") from unreadable


def by_hash(receipts: Iterable[Receipt]) -> dict[str, list[Receipt]]:
    """The receipts of each document, in the order of the first visits; those without document are left out."""
    found: dict[str, list[Receipt]] = {}
    for receipt in receipts:
        if receipt.sha256:
            found.setdefault(receipt.sha256, []).append(receipt)
    return found


def latest_word(visits: Sequence[Visit]) -> Visit:
    """What the visits to one document say of it, each thing as said last.

    A visit that names no edition does not overrule those that do: it saw the same bytes elsewhere, say as an attachment
    of a council paper. One that says nothing of the document confirms it.
    """
    best = max(map(_weight, visits))
    return merged(visit for visit in visits if _weight(visit) in (0, best))


def merged(visits: Iterable[Visit]) -> Visit:
    """Each thing as said last; a later visit that does not say it leaves it as it was."""
    return Visit(**{name: value for visit in visits for name in NAMES if (value := getattr(visit, name)) != ""})


def _weight(visit: Visit) -> int:
    """How much a visit says of where the document belongs."""
    if visit.edition:
        return 2
    return 1 if visit.kind or visit.title else 0


def _from_json(flat: dict[str, Any]) -> Receipt:
    sha256, byte_size = flat.pop("sha256"), flat.pop("byte_size")
    visit = Visit(**flat)
    if not isinstance(byte_size, int) or (sha256 and not SHA256.fullmatch(sha256)):
        raise ValueError(sha256)
    said: dict[str, object] = {name: getattr(visit, name) for name in NAMES}
    if not isinstance(said.pop("status"), int | None) or not all(isinstance(text, str) for text in said.values()):
        raise TypeError(flat)
    return Receipt(visit=visit, sha256=sha256, byte_size=byte_size)
