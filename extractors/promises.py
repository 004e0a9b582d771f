"""What a release must hold at least: too few rows mean that something was not read."""

from collections.abc import Iterable, Sequence

from schemas.catalogue import Promise
from schemas.changes import Change
from schemas.documents import Check, Document
from schemas.errors import BrokenPromise
from schemas.extraction import Extraction

CHECK_NAME = "at_least"


def check_promises(
    promises: Iterable[Promise], extractions: Sequence[Extraction], changes: Sequence[Change] = ()
) -> tuple[Check, ...]:
    """Count the rows each promise speaks of."""
    return tuple(_check(promise, _count(promise, extractions, changes)) for promise in promises)


def keep_promises(checks: Iterable[Check]) -> None:
    """Raise once, naming every promise that is broken."""
    broken = [f"{c.scope} has {c.value:g} rows, promised are {c.threshold:g}" for c in checks if not c.passed]
    if broken:
        raise BrokenPromise(broken)


def _check(promise: Promise, count: int) -> Check:
    return Check(
        name=CHECK_NAME,
        scope=promise.scope,
        value=float(count),
        threshold=float(promise.at_least),
        passed=count >= promise.at_least,
    )


def _count(promise: Promise, extractions: Sequence[Extraction], changes: Sequence[Change]) -> int:
    if promise.table == "changes":
        return len(changes)
    return sum(len(e.records(promise.table)) for e in extractions if _is_meant(e.document, promise))


def _is_meant(document: Document, promise: Promise) -> bool:
    """Quarantined documents count for nothing: a promise is about what could be read."""
    return (
        document.status != "quarantined"
        and promise.edition_id in ("", document.edition_id)
        and promise.kind in ("", document.kind)
    )
