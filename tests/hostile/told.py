"""What must hold for every file, however broken: its loss is told, and what is published of it is sane."""

import math
from collections.abc import Iterator

from schemas.documents import DOCUMENT_STATUSES
from schemas.extraction import Extraction

ROWS = ("sections", "measures", "goals", "statuses", "indicators", "decisions", "votes", "evidence", "mentions")


def faults(found: Extraction) -> list[str]:
    """What is wrong with the extraction of a file; empty when everything is told."""
    return [*_state(found), *_issues(found), *_places(found)]


def _state(found: Extraction) -> Iterator[str]:
    document = found.document
    if document.status not in DOCUMENT_STATUSES:
        yield f"the status is {document.status}"
    if document.status == "ok" and not (found.sections or "no_headings" in {issue.kind for issue in found.issues}):
        yield "passes as ok, but is empty"
    if document.status != "ok" and not document.error:
        yield f"{document.status} without a reason"
    if "fault in the program" in (document.error or "") or "Traceback" in (document.error or ""):
        yield document.error or ""
    if document.status == "quarantined" and any(found.records(table) for table in ROWS):
        yield "quarantined, but with rows"


def _issues(found: Extraction) -> Iterator[str]:
    if found.document.status != "ok" and not any(issue.severity == "error" for issue in found.issues):
        yield f"{found.document.status} without an issue that says so"
    if not all(issue.what and (issue.hint or ";" in issue.what) for issue in found.issues):
        yield "an issue without a cure"
    if len(found.issues) > 3 * found.document.page_count + 300:
        yield f"{len(found.issues)} issues, which nobody reads"


def _places(found: Extraction) -> Iterator[str]:
    for proof in found.evidence:
        edges = proof.edges
        if edges is None or not all(map(math.isfinite, edges)) or edges[0] > edges[2] or edges[1] > edges[3]:
            yield f"evidence in a place that is none: {edges}"
        if not 1 <= proof.page <= found.document.page_count:
            yield f"evidence on page {proof.page} of {found.document.page_count}"
