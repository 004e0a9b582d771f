"""Publish: make the releases of a concept visible, from the releases and nothing else."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from prefect import flow

from flows.progress import Step, say
from flows.settings import Settings
from flows.site.index import ConceptOnPage, FileOnPage, ReleaseOnPage, index_page
from flows.stores.files import concept_folder, write_whole
from flows.stores.releases import Release, latest_release, list_releases
from schemas.errors import KonzeptError

SECTION = re.compile(r"^## (\S+).*$", re.MULTILINE)
ESCAPED = re.compile(r"\\([\\`*_<>\[\]#|])")


class NothingReleased(KonzeptError):
    """There is no release to publish yet."""

    def __init__(self, concept_id: str) -> None:
        super().__init__(concept_id)
        self.concept_id = concept_id

    def __str__(self) -> str:
        return f"{self.concept_id} has no release yet; make one with: konzept run {self.concept_id}"


def publish_concept(concept_id: str, settings: Settings) -> Path:
    """Write the page that lists the releases and their files; NothingReleased before the first release."""
    latest = latest_release(settings.output, concept_id)
    if latest is None:
        raise NothingReleased(concept_id)
    changes = changes_by_version((latest.path / "CHANGELOG.md").read_text(encoding="utf-8"))
    releases = [_on_page(release, changes) for release in reversed(list_releases(settings.output, concept_id))]
    page = concept_folder(settings.output, concept_id) / "index.html"
    write_whole(page, index_page(_concept(latest), releases).encode())
    say(str(page), Step("publish", 1, 1))
    return page


def changes_by_version(changelog: str) -> dict[str, tuple[str, ...]]:
    """The lines of each section of a CHANGELOG.md, as plain text; a list in a list is set in by two blanks."""
    _, *parts = SECTION.split(changelog)
    return {version: tuple(_lines(text)) for version, text in zip(parts[::2], parts[1::2], strict=True)}


def _lines(section: str) -> Iterator[str]:
    for line in section.splitlines():
        if line.strip():
            yield ESCAPED.sub(r"\1", re.sub(r"^(\s*)- ", r"\1", line))


def _on_page(release: Release, changes: dict[str, tuple[str, ...]]) -> ReleaseOnPage:
    sums = (release.path / "SHA256SUMS").read_text(encoding="utf-8")
    pairs = [line.split("  ", 1) for line in sums.splitlines()]
    files = [FileOnPage(name, (release.path / name).stat().st_size, sha256) for sha256, name in pairs]
    return ReleaseOnPage(release.version, release.released_at, changes.get(release.version, ()), tuple(files))


def _concept(release: Release) -> ConceptOnPage:
    described: dict[str, Any] = json.loads((release.path / "datapackage.json").read_bytes())
    licence: dict[str, str] = next(iter(described.get("licenses", [])), {})
    contact: dict[str, str] = next(iter(described.get("contributors", [])), {})
    return ConceptOnPage(
        title=described["title"],
        description=described.get("description", ""),
        licence=licence.get("title", ""),
        licence_url=licence.get("path", ""),
        contact=contact.get("title", ""),
    )


publish = flow(name="publish")(publish_concept)
