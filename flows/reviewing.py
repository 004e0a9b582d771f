"""Reviewing: what a person should look at, gathered from the catalogue, the store and the newest release."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from flows.inventory import current_documents, missing_documents
from flows.settings import Settings
from flows.stores.catalogues import find_catalogue, read_catalogue
from flows.stores.raw import RawStore
from flows.stores.releases import latest_release, read_release
from schemas.catalogue import ActionFieldEntry, Catalogue

LOOK = ("error", "warning")


@dataclass(frozen=True, slots=True)
class Item:
    """One thing that waits for a person."""

    kind: str
    where: str
    what: str


def waiting_for_a_person(concept_id: str, settings: Settings) -> tuple[Item, ...]:
    """Missing documents, unconfirmed action fields, and the issues of the newest release."""
    catalogue = read_catalogue(find_catalogue(concept_id, settings.catalogue))
    return (
        *_missing(catalogue, concept_id, settings),
        *_unconfirmed(catalogue.action_fields),
        *_issues(concept_id, settings),
    )


def _missing(catalogue: Catalogue, concept_id: str, settings: Settings) -> Iterator[Item]:
    stored = current_documents(RawStore(settings.raw).documents(concept_id), catalogue)
    yield from (Item("document missing", "raw", issue.what) for issue in missing_documents(catalogue, stored))


def _unconfirmed(fields: Iterable[ActionFieldEntry]) -> Iterator[Item]:
    for field in fields:
        for edition, shape in field.editions.items():
            if shape.unconfirmed:
                what = f"{edition} «{shape.label or shape.code}» = {field.id}? {shape.why}".strip()
                yield Item("unconfirmed action field", "action_fields.yml", what)


def _issues(concept_id: str, settings: Settings) -> Iterator[Item]:
    """The issues worth a look; missing documents were told above, as they are now."""
    release = latest_release(settings.output, concept_id)
    if release is None:
        return
    issues = read_release(release.path)["issues"].astype(object).where(lambda frame: frame.notna(), None)
    for issue in issues.to_dict("records"):
        if issue["severity"] in LOOK and issue["kind"] != "document_missing":
            page = f", p. {issue['page']}" if issue["page"] else ""
            yield Item(str(issue["kind"]), f"{issue['document_id'] or 'concept'}{page}", str(issue["what"]))
