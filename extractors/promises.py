"""What a release must hold, as its catalogue promises.

Lower bounds stop a release: too few rows mean that something was not read. Upper bounds do not: too many rows mean that
somebody should look, so they become issues.
"""

from collections.abc import Iterable, Iterator, Sequence

from schemas.changes import Change
from schemas.documents import Check, Document, Issue
from schemas.errors import BrokenPromise
from schemas.extraction import Extraction
from schemas.promises import QUALITIES, Promise

AT_LEAST, AT_MOST = "at_least", "at_most"


def check_promises(
    promises: Iterable[Promise], extractions: Sequence[Extraction], changes: Sequence[Change] = ()
) -> tuple[Check, ...]:
    """Measure what each promise speaks of; a check for each of its bounds."""
    return tuple(check for promise in promises for check in _checks(promise, extractions, changes))


def keep_promises(checks: Iterable[Check]) -> None:
    """Raise once, naming every lower bound that is not reached."""
    broken = [_shortfall(check) for check in checks if check.name == AT_LEAST and not check.passed]
    if broken:
        raise BrokenPromise(broken)


def surpluses(checks: Iterable[Check]) -> tuple[Issue, ...]:
    """An issue for each upper bound that is exceeded."""
    return tuple(_surplus(check) for check in checks if check.name == AT_MOST and not check.passed)


def _checks(promise: Promise, extractions: Sequence[Extraction], changes: Sequence[Change]) -> Iterator[Check]:
    value = _measured(promise, extractions, changes)
    if promise.at_least is not None:
        yield _check(AT_LEAST, promise, value, promise.at_least, value >= promise.at_least)
    if promise.at_most is not None:
        yield _check(AT_MOST, promise, value, promise.at_most, value <= promise.at_most)


def _check(name: str, promise: Promise, value: float, bound: float, passed: bool) -> Check:
    return Check(name=name, scope=promise.scope, value=value, threshold=float(bound), passed=passed)


def _measured(promise: Promise, extractions: Sequence[Extraction], changes: Sequence[Change]) -> float:
    if promise.table in QUALITIES:
        return _worst(promise, extractions)
    if promise.table == "changes":
        return float(len(changes))
    return float(sum(len(e.records(promise.table)) for e in extractions if _is_meant(e.document, promise)))


def _worst(promise: Promise, extractions: Sequence[Extraction]) -> float:
    """The quality of the worst document; nought where none could be measured: nobody can say that it was kept."""
    meant = [getattr(e.document, promise.table) for e in extractions if _is_meant(e.document, promise)]
    return min((float(value) for value in meant if value is not None), default=0.0)


def _is_meant(document: Document, promise: Promise) -> bool:
    """Quarantined documents count for nothing: a promise is about what could be read."""
    return (
        document.status != "quarantined"
        and promise.edition_id in ("", document.edition_id)
        and promise.kind in ("", document.kind)
    )


def _shortfall(check: Check) -> str:
    if _is_share(check):
        return f"{check.scope} is {check.value:.3g}, promised is {check.threshold:g}"
    return f"{check.scope} has {check.value:g} rows, promised are {check.threshold:g}"


def _surplus(check: Check) -> Issue:
    what = f"{check.scope} is {check.value:.3g}" if _is_share(check) else f"{check.scope} has {check.value:g} rows"
    return Issue(
        severity="warning",
        kind="more_than_promised",
        what=f"{what}, expected are at most {check.threshold:g}",
        hint="look for rows that are none; if all are right, raise `at_most` in concept.yml",
    )


def _is_share(check: Check) -> bool:
    return check.scope.partition("/")[0] in QUALITIES
