"""Links of web pages, and which of them say what is wanted."""

import re
from collections.abc import Iterable, Iterator, Sequence
from html.parser import HTMLParser
from urllib.parse import parse_qs, unquote, urldefrag, urljoin, urlsplit

from rapidfuzz.distance import OSA

from flows.sources.findings import Link, Look
from schemas.catalogue import Wanted

SOFT_HYPHEN = "\u00ad"
JOINERS = re.compile(r"[\s\-_+.·–/|?=&,;:()\"„“«»]+")
HOLDERS = {"a": "href", "area": "href", "iframe": "src", "embed": "src", "object": "data"}
"""Elements that lead to a file, or show one."""

SLIPS = ((10, 2), (6, 1))
"""A word of so many letters may differ in so many strokes: «inetgrationskonzept» stands in real addresses."""


def find_links(html: str, address: str) -> tuple[Link, ...]:
    """All links of a page and the files it shows, absolute and without fragment; http and https only."""
    collector = _collected(html, address)
    return tuple(collector.links())


def embedded(html: str, address: str) -> tuple[str, ...]:
    """The files a viewer page shows: in a frame, as an object, or behind a refresh."""
    collector = _collected(html, address)
    return tuple(dict.fromkeys(link.address for link in collector.links(shown=True)))


def shown_by(address: str) -> str | None:
    """The file that a viewer in the browser is told to show: `viewer.html?file=/konzept.pdf`."""
    for value in parse_qs(urlsplit(address).query).get("file", ()):
        return urljoin(address, value)
    return None


def says(link: Link, wanted: Wanted) -> bool:
    """Whether text or address of the link hold one of the phrases, and none that leads elsewhere."""
    said = f"{plain(link.text)} | {plain(unquote(link.address))}"
    return any(plain(w) in said for w in wanted.words) and not any(plain(w) in said for w in wanted.without)


def nearly_says(link: Link, wanted: Wanted) -> bool:
    """The same, where each long word may be misspelt; digits never."""
    said = plain(f"{link.text} {unquote(link.address)}").split()
    return any(_nearly(phrase, said) for phrase in wanted.words) and not any(_nearly(p, said) for p in wanted.without)


def matching_addresses(wanted: Wanted, looks: Iterable[Look]) -> tuple[str, ...]:
    """Addresses of links that say what is wanted: files before pages, else in the order of the pages.

    Links with a misspelt word count only where no other says it.
    """
    links = [link for look in looks for link in look.links]
    chosen = [link for link in links if says(link, wanted)] or [link for link in links if nearly_says(link, wanted)]
    return tuple(dict.fromkeys(sorted((link.address for link in chosen), key=_looks_like_a_page)))


def plain(text: str) -> str:
    """Words without case and joiners: addresses write Integrationskonzept-2017 or integrationskonzept_2017."""
    return JOINERS.sub(" ", text.casefold().replace(SOFT_HYPHEN, "")).strip()


def slips(letters: int) -> int:
    """How many strokes a word of so many letters may be misspelt in."""
    return next((allowed for least, allowed in SLIPS if letters >= least), 0)


def _nearly(phrase: str, said: Sequence[str]) -> bool:
    return all(any(_is_slip(word, other) for other in said) for word in plain(phrase).split())


def _is_slip(word: str, other: str) -> bool:
    if word == other or not word.isalpha():
        return word == other
    allowed = slips(len(word))
    return bool(allowed) and OSA.distance(word, other, score_cutoff=allowed) <= allowed


def _looks_like_a_page(address: str) -> bool:
    path = urlsplit(address).path.lower()
    return not (path.endswith(".pdf") or "getfile" in path or "download" in path)


def _collected(html: str, address: str) -> "_LinkCollector":
    collector = _LinkCollector(address)
    collector.feed(html)
    collector.close()
    return collector


class _LinkCollector(HTMLParser):
    """Gathers what leads to files, with text, title and label; obeys `<base>`."""

    def __init__(self, address: str) -> None:
        super().__init__(convert_charrefs=True)
        self._base = address
        self._found: list[tuple[str, list[str], bool]] = []
        self._is_open = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Open a link, or learn the base."""
        given = {name: value or "" for name, value in attrs}
        if tag == "base" and given.get("href"):
            self._base = urljoin(self._base, given["href"])
        if tag == "meta" and given.get("http-equiv", "").lower() == "refresh":
            self._add(given.get("content", "").partition("=")[2].strip("'\" "), given, shown=True)
        if tag in HOLDERS:
            self._is_open = tag == "a" and bool(given.get("href"))
            self._add(given.get(HOLDERS[tag], ""), given, shown=tag not in ("a", "area"))
        if tag == "img" and self._is_open:
            self._found[-1][1].append(given.get("alt", ""))

    def _add(self, address: str, given: dict[str, str], *, shown: bool) -> None:
        if address:
            self._found.append((address, [given.get("title", ""), given.get("aria-label", "")], shown))

    def handle_endtag(self, tag: str) -> None:
        """Close the link."""
        if tag == "a":
            self._is_open = False

    def handle_data(self, data: str) -> None:
        """Text inside a link belongs to it."""
        if self._is_open:
            self._found[-1][1].append(data)

    def links(self, *, shown: bool = False) -> Iterator[Link]:
        """The links in the order of the page; `shown`: only files the page itself shows."""
        for href, texts, is_shown in self._found:
            try:
                address = urldefrag(urljoin(self._base, href.strip()))[0]
                scheme = urlsplit(address).scheme
            except ValueError:  # an address that is none, e.g. http://[
                continue
            if scheme in ("http", "https") and (is_shown or not shown):
                yield Link(address, " ".join(" ".join(texts).split()))
