"""Build: every page of the site by its address, from a release and the pictures of its pages."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from flows.site.actors import actor_pages
from flows.site.addresses import change_page, status_page
from flows.site.book import Book
from flows.site.council import council_of
from flows.site.fields import field_page, series_of
from flows.site.listing import Facets, Line, facets_of, lines_of
from flows.site.measures import measure_page
from flows.site.overview import overview
from flows.site.passages import PageKey, Picture
from flows.site.quality import quality_of
from flows.site.release import SiteRelease, atom_feed, dataset_json, downloads, sitemap
from flows.site.rendering import render, static_files
from flows.site.synopsis import SynopsisPage, synopsis_pages
from flows.site.words import CHANGES, counted


@dataclass(frozen=True, slots=True, kw_only=True)
class Materials:
    """What a site is made from."""

    release: SiteRelease
    book: Book
    pictures: Mapping[PageKey, Picture]
    missing_pages: int
    """Pages with evidence that have no picture."""

    archives: Mapping[str, bytes]
    """By address."""


def build_site(materials: Materials) -> Iterator[tuple[str, bytes]]:
    """Address and content of every file of the site but the pictures; the start page last."""
    addresses = []
    for address, content in _pages(materials):
        addresses.append(address)
        yield address, content.encode()
    yield from static_files().items()
    yield from materials.archives.items()
    yield "feed.atom", atom_feed(materials.release)
    if materials.release.site_url:
        yield "sitemap.xml", sitemap(materials.release, ["index.html", *sorted(addresses)])
    yield "index.html", _start(materials).encode()


def _pages(materials: Materials) -> Iterator[tuple[str, str]]:
    book = materials.book
    lines = lines_of(book)
    facets = facets_of(lines)
    yield "massnahmen.html", _page(materials, "measures.html", "massnahmen.html", lines=lines, facets=facets)
    yield from _chosen(materials, lines, facets)
    yield from _fields(materials)
    synopses = list(synopsis_pages(book))
    yield from _synopses(materials, synopses)
    yield from _measures(materials, synopses)
    yield from _council(materials)
    yield from _actors(materials)
    yield from _data(materials)


def _start(materials: Materials) -> str:
    release = materials.release
    told = overview(materials.book, release.concept.title)
    given = {
        "overview": told,
        "downloads": downloads(release, materials.archives),
        "dataset": dataset_json(release),
        "editions": materials.book.editions,
    }
    return _page(materials, "start.html", "index.html", **given)


def _chosen(materials: Materials, lines: list[Line], facets: Facets) -> Iterator[tuple[str, str]]:
    """The lists of measures with one kind of change or one status: filters for those without a script."""
    for facet in facets.changes:
        held = [line for line in lines if facet.key in line.mains]
        heading = f"{counted(len(held), 'Maßnahme', 'Maßnahmen')}: {CHANGES[facet.key]}"
        address = change_page(facet.key)
        yield address, _page(materials, "chosen.html", address, lines=held, heading=heading, kind=facet.key, status="")
    for facet in facets.statuses:
        held = [line for line in lines if line.status == facet.key]
        heading = f"{counted(len(held), 'Maßnahme', 'Maßnahmen')}: {facet.word}"
        address = status_page(facet.key)
        yield address, _page(materials, "chosen.html", address, lines=held, heading=heading, kind="", status=facet.key)


def _fields(materials: Materials) -> Iterator[tuple[str, str]]:
    pages = [field_page(materials.book, field) for field in materials.book.fields.values()]
    general = [row for row in materials.book.tables["indicators"] if not row["action_field_id"]]
    own = "" in materials.book.fields
    series = () if own else tuple(series_of(iter(general)))
    yield "handlungsfelder.html", _page(materials, "fields.html", "handlungsfelder.html", pages=pages, series=series)
    for page in pages:
        yield page.address, _page(materials, "field.html", page.address, page=page)


def _measures(materials: Materials, synopses: Sequence[SynopsisPage]) -> Iterator[tuple[str, str]]:
    places = {part.anchor: f"{page.address}#{part.anchor}" for page in synopses for part in page.parts}
    for measure_id in materials.book.measures:
        page = measure_page(materials.book, materials.pictures, places, measure_id)
        yield page.address, _page(materials, "measure.html", page.address, page=page)


def _synopses(materials: Materials, pages: Sequence[SynopsisPage]) -> Iterator[tuple[str, str]]:
    for page in pages:
        yield page.address, _page(materials, "synopsis.html", page.address, page=page)
    pairs = [((old, new), [p for p in pages if (p.old, p.new) == (old, new)]) for old, new in materials.book.pairs()]
    yield "synopse.html", _page(materials, "synopses.html", "synopse.html", pages=pages, pairs=pairs[::-1])


def _council(materials: Materials) -> Iterator[tuple[str, str]]:
    council = council_of(materials.book, materials.pictures)
    yield "beschluesse.html", _page(materials, "council.html", "beschluesse.html", council=council)
    for page in council.decisions:
        yield page.address, _page(materials, "decision.html", page.address, page=page)


def _actors(materials: Materials) -> Iterator[tuple[str, str]]:
    pages = actor_pages(materials.book)
    given = {"pages": pages, "editions": materials.book.editions}
    yield "akteure.html", _page(materials, "actors.html", "akteure.html", **given)
    for page in pages:
        yield page.address, _page(materials, "actor.html", page.address, page=page)


def _data(materials: Materials) -> Iterator[tuple[str, str]]:
    given = {
        "quality": quality_of(materials.book, materials.missing_pages),
        "documents": tuple(materials.book.documents.values()),
        "downloads": downloads(materials.release, materials.archives),
        "has_sitemap": bool(materials.release.site_url),
    }
    yield "daten.html", _page(materials, "data.html", "daten.html", **given)
    resources = materials.release.described.get("resources", [])
    yield "datenwoerterbuch.html", _page(materials, "dictionary.html", "datenwoerterbuch.html", resources=resources)


def _page(materials: Materials, template: str, address: str, **given: object) -> str:
    """A page that knows where it lies, so that its links lead from there."""
    root = "../" * address.count("/")
    shared = {"root": root, "address": address, "release": materials.release, "pictures": materials.pictures}
    return render(template, **shared, **given)
