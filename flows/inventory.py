"""Inventory: the documents that count, and those that are missing."""

from collections.abc import Iterable, Sequence

from flows.stores.raw import StoredDocument
from schemas.catalogue import Catalogue
from schemas.documents import Issue

PAGE = "page"
"""Kind of what is kept only to explain what was found there."""


def current_documents(stored: Iterable[StoredDocument], catalogue: Catalogue) -> tuple[StoredDocument, ...]:
    """The documents that count: of several for the same place, the one seen last.

    What the catalogue wants, or a person added, has its place by edition, kind and title; what a council system brought
    besides, by its address. Pages that were looked at for their links only don't count.
    """
    wanted = {
        (edition.edition, document.kind, document.title)
        for edition in catalogue.concept.editions
        for document in edition.documents
    }
    newest: dict[tuple[str, ...], StoredDocument] = {}
    for document in sorted(stored, key=lambda d: d.visit.time):
        visit = document.visit
        name = (visit.edition, visit.kind, visit.title)
        is_named = name in wanted or not visit.address.startswith(("http://", "https://"))
        if visit.kind != PAGE:
            newest[name if is_named else (visit.kind, visit.address)] = document
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
