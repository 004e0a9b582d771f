"""Documents behind links of web pages: a city's pages name them in words that change less often than addresses."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html.parser import HTMLParser
from urllib.parse import unquote, urldefrag, urljoin, urlsplit

from flows.sources.client import Client, NotServed
from flows.sources.findings import Finding, Link, Look
from schemas.catalogue import Wanted, WantedDocument

SOFT_HYPHEN = "\u00ad"


@dataclass(frozen=True, slots=True)
class WebsiteSource:
    """Pages whose links are read."""

    client: Client
    places: tuple[str, ...]

    def look(self, place: str) -> Look:
        """The links of a page; a page that is not served is a look with a problem."""
        try:
            page = self.client.read_page(place)
        except NotServed as error:
            return Look(place, problem=error.reason)
        return Look(place, find_links(page.text, page.address))

    def get(self, document: WantedDocument, looks: Sequence[Look]) -> Finding:
        """The first PDF behind a link that says what is wanted."""
        seen = [str(look) for look in looks]
        if not document.wanted.words:
            return Finding(None, problem="the catalogue gives no words of a link", looked_at=tuple(seen))
        for address in matching_addresses(document.wanted, looks):
            try:
                answer = self.client.read_document(address)
            except NotServed as error:
                seen.append(str(error))
                continue
            return Finding(answer.content, address=address, looked_at=tuple(seen))
        words = " or ".join(f"«{phrase}»" for phrase in document.wanted.words)
        problem = f"no link with {words} leads to a PDF"
        if all(look.problem for look in looks):
            problem = f"no page could be read to find a link with {words}"
        return Finding(None, problem=problem, looked_at=tuple(seen))


def matching_addresses(wanted: Wanted, looks: Sequence[Look]) -> tuple[str, ...]:
    """Addresses of links that say what is wanted: files before pages, else in the order of the pages."""
    links = [link for look in looks for link in look.links if says(link, wanted)]
    return tuple(dict.fromkeys(sorted((link.address for link in links), key=_looks_like_a_page)))


def says(link: Link, wanted: Wanted) -> bool:
    """Whether text or address of the link hold one of the phrases, and none that leads elsewhere."""
    said = f"{_plain(link.text)} | {_plain(unquote(link.address))}"
    return any(_plain(w) in said for w in wanted.words) and not any(_plain(w) in said for w in wanted.without)


def find_links(html: str, address: str) -> tuple[Link, ...]:
    """All links of a page, absolute and without fragment; http and https only."""
    collector = _LinkCollector(address)
    collector.feed(html)
    collector.close()
    return tuple(collector.links())


class _LinkCollector(HTMLParser):
    """Gathers `<a href>` with text, title and label; obeys `<base>`."""

    def __init__(self, address: str) -> None:
        super().__init__(convert_charrefs=True)
        self._base = address
        self._found: list[tuple[str, list[str]]] = []
        self._is_open = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Open a link, or learn the base."""
        given = {name: value or "" for name, value in attrs}
        if tag == "base" and given.get("href"):
            self._base = urljoin(self._base, given["href"])
        if tag == "a" and given.get("href"):
            self._is_open = True
            self._found.append((given["href"], [given.get("title", ""), given.get("aria-label", "")]))
        if tag == "img" and self._is_open:
            self._found[-1][1].append(given.get("alt", ""))

    def handle_endtag(self, tag: str) -> None:
        """Close the link."""
        if tag == "a":
            self._is_open = False

    def handle_data(self, data: str) -> None:
        """Text inside a link belongs to it."""
        if self._is_open:
            self._found[-1][1].append(data)

    def links(self) -> Iterator[Link]:
        """The links in the order of the page."""
        for href, texts in self._found:
            try:
                address = urldefrag(urljoin(self._base, href.strip()))[0]
                scheme = urlsplit(address).scheme
            except ValueError:  # an address that is none, e.g. http://[
                continue
            if scheme in ("http", "https"):
                yield Link(address, " ".join(" ".join(texts).split()))


def _plain(text: str) -> str:
    """Words without case and joiners: addresses write Integrationskonzept-2017 or integrationskonzept_2017."""
    return re.sub(r"[\s\-_+.·–]+", " ", text.casefold().replace(SOFT_HYPHEN, "")).strip()


def _looks_like_a_page(address: str) -> bool:
    path = urlsplit(address)
    return not (path.path.lower().endswith(".pdf") or "getfile" in path.path or "download" in path.path)
