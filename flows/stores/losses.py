"""Losses: what the release before held and this one would not, so that nobody publishes less by accident.

A source that did not answer, a document whose reader crashed, a machine without text recognition: each would make a
release that looks well and says less. A document counts as the one of before if its bytes are the same, or if it stands
in the same place (edition, kind and title). A person who means it says so: `--allow-less`.
"""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pandas as pd

from extractors.frames import rows
from flows.stores.datapackage import read_dataset
from flows.stores.datasets import Row
from flows.stores.files import concept_folder
from flows.stores.register import newest_release
from schemas.errors import LessThanBefore

QUARANTINED = "quarantined"


def refuse_less(root: Path, concept_id: str, frames: Mapping[str, pd.DataFrame]) -> None:
    """Raise LessThanBefore, naming all of it, if these tables hold less than the newest release; DamagedRelease."""
    before = newest_release(concept_folder(root, concept_id))
    if before is None:
        return
    if lost := list(losses(read_dataset(before.path).frames["documents"], frames["documents"])):
        raise LessThanBefore(concept_id, before.version, lost)


def losses(before: pd.DataFrame, now: pd.DataFrame) -> Iterator[str]:
    """What was lost of the documents of before, a sentence each."""
    documents = _documents(now)
    by_id = {row["document_id"]: row for row in documents}
    by_place = {_place(row): row for row in documents}
    for old in _documents(before):
        new = by_id.get(old["document_id"]) or by_place.get(_place(old))
        if old["status"] != QUARANTINED and (loss := _loss(old, new)):
            yield f"{_name(old)} {loss}"


def _loss(old: Row, new: Row | None) -> str:
    if new is None:
        return "is not there any more"
    if new["status"] == QUARANTINED:
        return f"cannot be read any more ({_sentence(new['error'])})"
    if old["document_id"] != new["document_id"]:
        return ""
    if _number(new, "pages_without_text") > _number(old, "pages_without_text"):
        return f"has {new['pages_without_text']} pages without text now, before {old['pages_without_text']}"
    if (old["status"], new["status"]) == ("ok", "partial"):
        return f"is read in part only ({_sentence(new['error'])})"
    return ""


def _documents(frame: pd.DataFrame) -> list[Row]:
    names = list(frame.columns)
    return [dict(zip(names, row, strict=True)) for row in rows(frame)]


def _place(document: Row) -> tuple[object, ...]:
    return document["edition_id"], document["kind"], document["title"]


def _name(document: Row) -> str:
    name = document["title"] or document["source_url"] or document["document_id"]
    place = " ".join(str(part) for part in (document["edition_id"], document["kind"]) if part)
    return f"«{name}» ({place})"


def _number(document: Row, column: str) -> int:
    return int(document[column] or 0)


def _sentence(error: Any) -> str:
    return str(error or "no reason is known").rstrip(".")
