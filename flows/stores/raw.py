"""Raw: documents exactly as councils served them.

    raw/<concept>/<sha256>.pdf      written once, never changed, never deleted
    raw/<concept>/receipts.jsonl    one line per visit: address, time, status, sha256, and what was said of the document
    raw/<concept>/.lock             held while one of them is written

A document is known by its bytes. A receipt is written after its document, so every receipt points at a whole file; a
document without receipt is what a killed run left, and is ignored. A torn last line of the receipts is no receipt
(the next visit takes it away); any other unreadable line is damage and named. Names that servers give are kept in the
receipt and never become a path.

Walking visits: `receipts`. Walking documents: `documents`, one entry per document, in the order of the first visit.
"""

import json
import re
from collections.abc import Iterable
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Any

from flows.stores.files import UnsafeName, alone, append_line, concept_folder, sha256_of, write_whole
from schemas.errors import KonzeptError

SHA256 = re.compile(r"[0-9a-f]{64}")
DOCUMENT_ID_DIGITS = 16


class DamagedStore(KonzeptError):
    """A kept document or receipt is not what was kept."""

    def __init__(self, place: str, problem: str) -> None:
        super().__init__(place, problem)
        self.place, self.problem = place, problem

    def __str__(self) -> str:
        return f"{self.place}: {self.problem}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """One look at an address, and what is known of the document found there. Empty: this visit does not say."""

    address: str
    """URL, or the name of the file on disk it was taken from."""

    time: str
    """ISO 8601, UTC."""

    status: int | None = None
    """HTTP status; None: taken from disk."""

    edition: str = ""
    kind: str = ""
    title: str = ""

    original_name: str = ""
    """File name as the server or the user's disk has it. For people only: never part of a path."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """A visit and the document it brought, or confirmed."""

    visit: Visit

    sha256: str = ""
    """Empty: the visit brought no document."""

    byte_size: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredDocument:
    """A whole document in the store."""

    concept_id: str
    sha256: str
    path: Path
    byte_size: int

    kept_at: str
    """When it was kept first: `retrieved_at` of the published table."""

    visit: Visit
    """The latest visit; what it does not say is taken from earlier ones."""

    @property
    def document_id(self) -> str:
        """Our id of the document: the first 16 digits of its hash."""
        return self.sha256[:DOCUMENT_ID_DIGITS]


def keep(root: Path, concept_id: str, content: bytes, visit: Visit) -> Receipt:
    """Keep a document and the receipt of the visit that brought it; bytes known already are not written again."""
    receipt = Receipt(visit=visit, sha256=sha256_of(content), byte_size=len(content))
    folder = concept_folder(root, concept_id)
    with alone(folder, wait=True):
        path = folder / f"{receipt.sha256}.pdf"
        if not path.exists() or sha256_of(path.read_bytes()) != receipt.sha256:
            write_whole(path, content)
        append_line(folder / "receipts.jsonl", _as_line(receipt))
    return receipt


def note(root: Path, concept_id: str, visit: Visit, sha256: str = "") -> Receipt:
    """Write down a visit that brought no new bytes: unchanged since (give the known hash), gone, or refused."""
    folder = concept_folder(root, concept_id)
    known = next((d for d in documents(root, concept_id) if d.sha256 == sha256), None)
    receipt = Receipt(visit=visit, sha256=known.sha256 if known else "", byte_size=known.byte_size if known else 0)
    with alone(folder, wait=True):
        append_line(folder / "receipts.jsonl", _as_line(receipt))
    return receipt


def receipts(root: Path, concept_id: str) -> list[Receipt]:
    """All visits in the order they were made; raises DamagedStore naming a line that is no receipt."""
    path = concept_folder(root, concept_id) / "receipts.jsonl"
    if not path.exists():
        return []
    whole_lines = path.read_bytes().split(b"\n")[:-1]
    return [_from_line(path, number, line) for number, line in enumerate(whole_lines, start=1)]


def documents(root: Path, concept_id: str) -> list[StoredDocument]:
    """The documents of a concept in the order they were kept; only those whose file is there, with all its bytes."""
    visits: dict[str, list[Receipt]] = {}
    for receipt in receipts(root, concept_id):
        visits.setdefault(receipt.sha256, []).append(receipt)
    folder = concept_folder(root, concept_id)
    found = [_stored(folder, same) for sha256, same in visits.items() if sha256]
    return [document for document in found if _is_whole(document)]


def read(root: Path, concept_id: str, sha256: str) -> bytes:
    """The bytes of a document; raises DamagedStore if they are gone or not the ones that were kept."""
    if not SHA256.fullmatch(sha256):
        raise UnsafeName("SHA-256", sha256)
    path = concept_folder(root, concept_id) / f"{sha256}.pdf"
    if not path.exists():
        raise DamagedStore(f"raw/{concept_id}/{path.name}", "this document is not in the store; fetch or add it again")
    content = path.read_bytes()
    if sha256_of(content) != sha256:
        raise DamagedStore(f"raw/{concept_id}/{path.name}", "its bytes have changed; fetch or add it again")
    return content


def _as_line(receipt: Receipt) -> bytes:
    flat = {"sha256": receipt.sha256, "byte_size": receipt.byte_size, **asdict(receipt.visit)}
    return json.dumps(flat).encode("ascii")


def _from_line(path: Path, number: int, line: bytes) -> Receipt:
    try:
        return _from_json(json.loads(line))
    except (ValueError, TypeError, KeyError) as unreadable:
        place = f"raw/{path.parent.name}/{path.name}, line {number}"
        raise DamagedStore(place, "this is no receipt; restore the line or delete it") from unreadable


def _from_json(flat: dict[str, Any]) -> Receipt:
    sha256, byte_size = flat.pop("sha256"), flat.pop("byte_size")
    if not isinstance(byte_size, int) or (sha256 and not SHA256.fullmatch(sha256)):
        raise ValueError(sha256)
    return Receipt(visit=Visit(**flat), sha256=sha256, byte_size=byte_size)


def _stored(folder: Path, same: list[Receipt]) -> StoredDocument:
    first = same[0]
    return StoredDocument(
        concept_id=folder.name,
        sha256=first.sha256,
        path=folder / f"{first.sha256}.pdf",
        byte_size=first.byte_size,
        kept_at=first.visit.time,
        visit=_latest_word(receipt.visit for receipt in same),
    )


def _latest_word(visits: Iterable[Visit]) -> Visit:
    """Each thing as said last; a later visit that does not say it leaves it as it was."""
    said = {f.name: value for visit in visits for f in fields(visit) if (value := getattr(visit, f.name)) != ""}
    return Visit(**said)


def _is_whole(document: StoredDocument) -> bool:
    return document.path.is_file() and document.path.stat().st_size == document.byte_size
