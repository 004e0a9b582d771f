"""HTML as a small tree. The only door to lxml.

libxml2 repairs what browsers repair, too: missing ends of rows, cells, list items and paragraphs. Its events are
balanced for every input, so whatever a server sends becomes a tree; one that is nested deeper than any page a person
wrote is made flat at that depth, so that walking it can neither fail nor take for ever.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from urllib.parse import urljoin

from lxml import etree

MAX_DEPTH = 100
"""Real pages of SessionNet nest about thirty deep, texts pasted from a word processor included."""

CHARSET = re.compile(rb"""(?i)<meta[^>]{0,200}?charset\s*=\s*["']?\s*(?P<name>[\w-]+)""")


@dataclass(slots=True, eq=False)
class Element:
    """A tag with what is in it."""

    tag: str
    attributes: Mapping[str, str] = field(default_factory=dict)
    children: list["Element | str"] = field(default_factory=list)

    @property
    def classes(self) -> frozenset[str]:
        """The names in `class`."""
        return frozenset(self.get("class").split())

    @property
    def elements(self) -> list["Element"]:
        """The children without the text between them."""
        return [child for child in self.children if isinstance(child, Element)]

    @property
    def text(self) -> str:
        """All text inside, blanks collapsed."""
        return " ".join("".join(_strings(self)).split())

    def get(self, name: str) -> str:
        """An attribute; empty if there is none."""
        return self.attributes.get(name, "")

    def walk(self, without: Callable[["Element"], bool] = lambda _: False) -> Iterator["Element"]:
        """This element and all inside, in the order of the page; what is `without` is left out with all inside."""
        if without(self):
            return
        yield self
        for child in self.elements:
            yield from child.walk(without)

    def all(self, tag: str = "", name: str = "") -> list["Element"]:
        """The elements inside with this tag and this class."""
        return [each for each in self.walk() if tag in ("", each.tag) and (not name or name in each.classes)]

    def first(self, tag: str = "", name: str = "") -> "Element | None":
        """The first element inside with this tag and this class."""
        return next(iter(self.all(tag, name)), None)

    def with_id(self, ident: str) -> "Element | None":
        """The element of this id."""
        return next((each for each in self.walk() if each.get("id") == ident), None)


class _Builder:
    """Takes the parser's events and grows the tree."""

    def __init__(self) -> None:
        self.root = Element("#page")
        self._open = [self.root]

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """A tag begins. Below the greatest depth its content goes to the parent, as if it had ended at once."""
        element = Element(str(tag).lower(), dict(attributes))
        self._open[-1].children.append(element)
        self._open.append(element if len(self._open) < MAX_DEPTH else self._open[-1])

    def end(self, _tag: str) -> None:
        """A tag ends."""
        if len(self._open) > 1:
            self._open.pop()

    def data(self, text: str) -> None:
        """Text; what follows text directly belongs to it."""
        self._open[-1].children.append(text)

    def close(self) -> Element:
        """The whole page."""
        return self.root


def parse(html: str) -> Element:
    """The page as a tree, whatever is wrong with it; without comments and processing instructions."""
    builder = _Builder()
    parser = etree.HTMLParser(target=builder, encoding="utf-8", recover=True)
    parser.feed(html.encode("utf-8", errors="replace"))
    parser.close()
    return builder.root


def decoded(content: bytes) -> str:
    """The text of a kept page: as it says itself, else UTF-8, else as old ASP pages are written.

    >>> decoded("<p>Köln".encode()), decoded("<p>Köln".encode("cp1252"))
    ('<p>Köln', '<p>Köln')
    """
    said = CHARSET.search(content[:4096])
    names = [said["name"].decode("ascii")] if said else []
    for name in (*names, "utf-8"):
        try:
            return content.decode(name).removeprefix("\ufeff")
        except (LookupError, UnicodeDecodeError):  # a charset nobody knows, or not the one the bytes are in
            continue
    return content.decode("cp1252", errors="replace")


def base_of(page: Element, address: str) -> str:
    """What the links of a page are relative to."""
    base = page.first("base")
    return joined(address, base.get("href")) if base and base.get("href") else address


def joined(base: str, href: str) -> str:
    """A link made absolute; empty if it is no address, as in `http://[`."""
    try:
        return urljoin(base, href.strip())
    except ValueError:
        return ""


def _strings(element: Element) -> Iterator[str]:
    for child in element.children:
        if isinstance(child, str):
            yield child
        elif child.tag not in ("script", "style"):
            yield from _strings(child)
