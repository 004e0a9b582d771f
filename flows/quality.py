"""Quality as it is shown: promises kept, and how well each document was read."""

from collections.abc import Iterable

from extractors.quality import DocumentQuality
from schemas.documents import Check

ANSWER = {True: "yes", False: "no"}


def promise_rows(checks: Iterable[Check]) -> list[dict[str, object]]:
    """One row for each promise of the catalogue."""
    return [
        {
            "promise": check.scope,
            "measured": f"{check.value:.4g}",
            "bound": f"{check.name.replace('_', ' ')} {check.threshold:g}",
            "kept": ANSWER[check.passed],
        }
        for check in checks
    ]


def document_rows(documents: Iterable[DocumentQuality]) -> list[dict[str, object]]:
    """One row for each document; a dash where it gives nothing to check by."""
    return [
        {
            "document": one.title,
            "status": one.status,
            "contents found": _share(one.contents_recall),
            "engines agree": _share(one.text_agreement),
            "undecodable pages": one.undecodable_pages,
            "measures": one.measures,
            "without field": one.measures_without_field,
            "unread labels": one.unread_labels,
            "issues": one.issues,
        }
        for one in documents
    ]


def _share(share: float | None) -> str:
    return "–" if share is None else f"{share:.1%}"
