"""Publish: make the releases of a concept visible, from the releases and pictures of the pages that prove them.

The site of the newest release lies in its folder, beside the data and not sealed with it: it can be made again at will,
by a better program, without a new release. The same release and documents give the same bytes. The folder of a concept
can be put on any web space as it is.
"""

import json
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import ExitStack, suppress
from pathlib import Path
from typing import Any

from prefect import flow

from flows.made_sites import count_as_made, remember, source_of
from flows.picturing import Sheet, draw_all
from flows.progress import Step, say
from flows.settings import Settings
from flows.site.book import Book, open_book
from flows.site.build import Materials, build_site
from flows.site.index import ConceptOnPage, FileOnPage, ReleaseOnPage, index_page
from flows.site.passages import PageKey, Picture, wanted_pages
from flows.site.release import SiteRelease, archives
from flows.site.tables import tables_of
from flows.stores.files import concept_folder, write_whole
from flows.stores.raw import DamagedStore, RawStore
from flows.stores.releases import Release, latest_release, list_releases, read_release
from schemas.errors import KonzeptError

SITE, PICTURES, SUMS = "site", "bilder", "SHA256SUMS"
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
    """Write the site of the newest release and the page that lists all; NothingReleased before the first release.

    Returns the page of releases, which leads to the site.
    """
    latest = latest_release(settings.output, concept_id)
    if latest is None:
        raise NothingReleased(concept_id)
    release = _site_release(concept_id, latest, settings)
    known = list_releases(settings.output, concept_id)
    written, same = _bring_up_to_date(latest, release, _source(concept_id, latest, known, settings), settings)
    say(f"{written} files of the site written, {same} as they were")
    page = concept_folder(settings.output, concept_id) / "index.html"
    on_page = [_on_page(one, release_changes(latest)) for one in reversed(known)]
    write_whole(page, index_page(release.concept, on_page).encode())
    say(str(page), Step("publish", 1, 1))
    return page


def _source(concept_id: str, latest: Release, known: Sequence[Release], settings: Settings) -> str:
    """A hash of all that the site shows: releases, documents, its address."""
    documents = (document.sha256 for document in RawStore(settings.raw).documents(concept_id))
    releases = (
        f"{one.version} {one.released_at} {one.path == latest.path or (one.path / SITE).is_dir()} "
        + (one.path / SUMS).read_text(encoding="utf-8")
        for one in known
    )
    return source_of(settings.site_url, latest.version, *releases, *documents)


def _bring_up_to_date(latest: Release, release: SiteRelease, source: str, settings: Settings) -> tuple[int, int]:
    """Write the site unless it stands as it was made; how many files were written, and how many were as they should be.

    A site that lacks pictures is made again each time: what kept them from being drawn may be over.
    """
    home, concept_id = latest.path / SITE, release.concept_id
    if same := count_as_made(settings.cache, concept_id, home, source):
        return 0, same
    written, kept, is_whole = write_site(latest, release, settings)
    if is_whole:
        remember(settings.cache, concept_id, home, source)
    return written, kept


def write_site(latest: Release, release: SiteRelease, settings: Settings) -> tuple[int, int, bool]:
    """Write the site of a release.

    Returns how many files were written, how many were as they should be, and whether no picture is missing.
    """
    book = open_book(tables_of(read_release(latest.path)))
    sheets = _draw(release.concept_id, book, settings)
    names = [*(file.name for file in release.newest.files), SUMS]
    files = {name: (latest.path / name).read_bytes() for name in names}
    wanted = wanted_pages(book.tables)
    materials = Materials(
        release=release,
        book=book,
        pictures={key: Picture(_picture(key), sheet.width, sheet.height) for key, sheet in sheets.items()},
        missing_pages=sum(key not in sheets for key in wanted),
        archives=archives(release, files),
    )
    home, kept, written = latest.path / SITE, set(), 0
    for address, content in _everything(materials, sheets):
        written += _put(home / address, content)
        kept.add(home / address)
    _take_away(home, kept)
    return written, len(kept) - written, not materials.missing_pages


def _everything(materials: Materials, sheets: Mapping[PageKey, Sheet]) -> Iterator[tuple[str, bytes]]:
    """Every file of the site; pictures before the pages that show them."""
    for key, sheet in sheets.items():
        yield _picture(key), sheet.path.read_bytes()
    yield from build_site(materials)


def _draw(concept_id: str, book: Book, settings: Settings) -> dict[PageKey, Sheet]:
    """Pictures of the pages that prove something, as far as the documents are at hand."""
    hashes = {document_id: str(row["sha256"]) for document_id, row in book.documents.items()}
    wanted = [key for key in wanted_pages(book.tables) if key[0] in hashes]
    with ExitStack() as borrowed:
        paths = dict(_borrow({hashes[document_id] for document_id, _ in wanted}, concept_id, settings, borrowed))
        drawn = draw_all(paths, [(hashes[document_id], page) for document_id, page in wanted], settings)
    return {key: drawn[place] for key in wanted if (place := (hashes[key[0]], key[1])) in drawn}


def _borrow(
    hashes: Collection[str], concept_id: str, settings: Settings, borrowed: ExitStack
) -> Iterator[tuple[str, Path]]:
    """Files of the documents that are in the store, by hash; those that are gone or changed give no pictures."""
    for document in RawStore(settings.raw).documents(concept_id):
        if document.sha256 in hashes:
            with suppress(DamagedStore):
                yield document.sha256, borrowed.enter_context(document.borrowed())


def _picture(key: PageKey) -> str:
    document_id, page = key
    return f"{PICTURES}/{document_id}-{page}.png"


def _put(path: Path, content: bytes) -> bool:
    """Write a file of the site, whole or not at all; False if it is there already.

    Not synced, as a site can be made again: syncing thousands of pages would take longer than making them.
    """
    if path.is_file() and path.stat().st_size == len(content) and path.read_bytes() == content:
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f".{path.name}.part")
    draft.write_bytes(content)
    draft.replace(path)
    return True


def _take_away(home: Path, kept: set[Path]) -> None:
    """Take away what an earlier program wrote and this one does not."""
    for path in sorted(home.rglob("*"), reverse=True):
        if path.is_dir():
            if not any(path.iterdir()):
                path.rmdir()
        elif path not in kept:
            path.unlink()


def _site_release(concept_id: str, latest: Release, settings: Settings) -> SiteRelease:
    """What the site says of its release and those before it."""
    changes = release_changes(latest)
    known = list_releases(settings.output, concept_id)
    upto = known[: [one.version for one in known].index(latest.version) + 1]
    return SiteRelease(
        concept_id=concept_id,
        concept=concept_on_page(latest),
        releases=tuple(_on_page(one, changes) for one in reversed(upto)),
        described=_described(latest),
        site_url=settings.site_url,
    )


def release_changes(release: Release) -> dict[str, tuple[str, ...]]:
    """What changed in this release and in each before it."""
    return changes_by_version((release.path / "CHANGELOG.md").read_text(encoding="utf-8"))


def changes_by_version(changelog: str) -> dict[str, tuple[str, ...]]:
    """The lines of each section of a CHANGELOG.md, as plain text; a list in a list is set in by two blanks."""
    _, *parts = SECTION.split(changelog)
    return {version: tuple(_lines(text)) for version, text in zip(parts[::2], parts[1::2], strict=True)}


def _lines(section: str) -> Iterator[str]:
    for line in section.splitlines():
        if line.strip():
            yield ESCAPED.sub(r"\1", re.sub(r"^(\s*)- ", r"\1", line))


def _on_page(release: Release, changes: Mapping[str, tuple[str, ...]]) -> ReleaseOnPage:
    sums = (release.path / SUMS).read_text(encoding="utf-8")
    pairs = [line.split("  ", 1) for line in sums.splitlines()]
    files = [FileOnPage(name, (release.path / name).stat().st_size, sha256) for sha256, name in pairs]
    return ReleaseOnPage(
        version=release.version,
        released_at=release.released_at,
        changes=changes.get(release.version, ()),
        files=tuple(files),
        has_site=(release.path / SITE / "index.html").is_file(),
    )


def _described(release: Release) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((release.path / "datapackage.json").read_bytes())
    return found


def concept_on_page(release: Release) -> ConceptOnPage:
    """What a release says of its concept."""
    described = _described(release)
    licence: dict[str, str] = next(iter(described.get("licenses", [])), {})
    people: list[dict[str, Any]] = described.get("contributors", [])
    contact = next((one for one in people if "contact" in one.get("roles", ())), next(iter(people), {}))
    told = [str(contact[name]) for name in ("title", "email") if contact.get(name)]
    return ConceptOnPage(
        title=described["title"],
        description=described.get("description", ""),
        licence=licence.get("title", ""),
        licence_url=licence.get("path", ""),
        contact=", ".join(dict.fromkeys(told)),
    )


publish = flow(name="publish")(publish_concept)
