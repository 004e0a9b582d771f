"""Documents behind links of web pages: a city's pages name them in words that change less often than addresses.

A page that has moved is looked for under its twin addresses (http and https, with and without www) and in the sitemap
of its host, under the last word of its path; a new content system changes paths, but seldom the words in them.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit, urlunsplit

from rapidfuzz import fuzz

from flows.sources.behind_links import find_behind_links
from flows.sources.findings import Finding, Found, Link, Look
from flows.sources.links import find_links, plain
from flows.sources.served import NotServed, Web
from schemas.catalogue import WantedDocument

SITEMAP = "/sitemap.xml"
LOCATION = re.compile(r"<loc>\s*(?:<!\[CDATA\[)?\s*(.*?)\s*(?:\]\]>)?\s*</loc>", re.IGNORECASE | re.DOTALL)
MOVED_TO = 5
"""Pages of a sitemap that are looked at in place of one that has moved, at most."""

SAME_WORDS = 85.0
"""Similarity (0 to 100) of the last words of two paths that name the same page."""


@dataclass(frozen=True, slots=True)
class WebsiteSource:
    """Pages whose links are read."""

    web: Web
    places: tuple[str, ...]

    def key(self, place: str) -> str:
        """Every address is a place of its own."""
        return place

    def look(self, place: str) -> Look:
        """The links of a page; a page that is not served leads to where it may have gone."""
        try:
            page = self.web.read_page(place)
        except NotServed as error:
            return Look(place, problem=error.reason, further=tuple(self._elsewhere(place)))
        kept = (Found(served=page.served, kind="page"),)
        if urlsplit(place).path == SITEMAP:
            links = tuple(_locations(page.text))
            return Look(place, links, found=kept, further=tuple(self._moved(links)))
        return Look(place, find_links(page.text, page.address), found=kept)

    def _elsewhere(self, place: str) -> Iterator[str]:
        if urlsplit(place).path == SITEMAP:
            return
        yield from twins(place)
        parts = urlsplit(place)
        yield urlunsplit((parts.scheme, parts.netloc, SITEMAP, "", ""))

    def _moved(self, links: Sequence[Link]) -> Iterator[str]:
        """Pages of a sitemap that are named like one of ours."""
        names = [name for place in self.places if (name := _name(place))]
        near = [link.address for link in links if any(_is_named(link.address, name) for name in names)]
        yield from near[:MOVED_TO]

    def get(self, document: WantedDocument, looks: Sequence[Look]) -> Finding:
        """The first PDF behind a link that says what is wanted; further links that say it are told."""
        return find_behind_links(self.web, document, looks)


def twins(address: str) -> tuple[str, ...]:
    """The same page with http or https, with or without www."""
    parts = urlsplit(address)
    bare = parts.netloc.removeprefix("www.")
    hosts = (
        [bare] if bare.rpartition(":")[0] == "localhost" or _is_number(bare) else [parts.netloc, bare, f"www.{bare}"]
    )
    found = (urlunsplit((scheme, host, *parts[2:])) for host in hosts for scheme in ("https", "http"))
    return tuple(twin for twin in dict.fromkeys(found) if twin != address)


def _is_number(host: str) -> bool:
    return host.partition(":")[0].replace(".", "").isdigit()


def _locations(sitemap: str) -> Iterator[Link]:
    for address in LOCATION.findall(sitemap):
        if urlsplit(address).scheme in ("http", "https"):
            yield Link(address.replace("&amp;", "&"), "")


def _name(address: str) -> str:
    """The last words of the path, as the content system made them of the title."""
    pieces = [piece for piece in unquote(urlsplit(address).path).split("/") if piece]
    names = [name for piece in reversed(pieces) if (name := re.sub(r"\.\w+$", "", piece)) != "index"]
    return plain(names[0]) if names else ""


def _is_named(address: str, name: str) -> bool:
    return bool(found := _name(address)) and fuzz.token_sort_ratio(found, name) >= SAME_WORDS
