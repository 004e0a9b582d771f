"""Inventory: the documents that count, and those that are missing."""

from collections.abc import Iterable, Sequence

from flows.stores.raw import StoredDocument
from schemas.catalogue import Catalogue
from schemas.documents import Issue


def current_documents(stored: Iterable[StoredDocument]) -> tuple[StoredDocument, ...]:
    """The documents that count: of several for the same place (edition, kind, title), the one seen last."""
    newest: dict[tuple[str, str, str], StoredDocument] = {}
    for document in sorted(stored, key=lambda d: d.visit.time):
        newest[document.visit.edition, document.visit.kind, document.visit.title] = document
    return tuple(newest.values())


def missing_documents(catalogue: Catalogue, stored: Sequence[StoredDocument]) -> tuple[Issue, ...]:
    """An issue for each document the catalogue wants and the store does not have."""
    known = {(d.visit.edition, d.visit.kind, d.visit.title) for d in stored}
    return tuple(
        Issue(
            document_id="",
            severity="error",
            kind="document_missing",
            what=f"edition {edition.edition}: {document.title} is missing",
            hint="look for the PDF and add it with `konzept add`",
        )
        for edition in catalogue.concept.editions
        for document in edition.documents
        if (edition.edition, document.kind, document.title) not in known
    )
