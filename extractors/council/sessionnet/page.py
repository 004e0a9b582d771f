"""A page and what all kinds of pages have in common: its content without the frame, heading, links, files, fields."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from extractors.council.pages import Attachment
from extractors.council.sessionnet.addresses import canonical, thing
from extractors.council.sessionnet.display import displayed, in_one_line, is_chrome, words
from extractors.council.sessionnet.markup import Element, base_of, joined, parse

CONTENT_IDS = ("page-content", "smccontent")
PUBLIC_PART = re.compile(r"(?i)(?:^|[^a-zäöüß])(?:ö|oe)ffentlich")
CLOSED_PART = re.compile(r"(?i)(?:^|[^a-zäöüß])(?:(?:nicht|un)[\s-]*(?:ö|oe)ffentlich|vertraulich|geheim|geschlossen)")
NUMBER = re.compile(
    r"^(?:TOP\s*)?(?:(?P<part>NÖ|Ö|OE|N)\b\.?\s*)?(?P<number>\d+[a-z]?(?:\.\d+[a-z]?)*)?", re.IGNORECASE
)
REFRESH = re.compile(r"(?i)^\s*0\s*[;,]\s*url\s*=\s*['\"]?\s*(?P<address>[^'\"\s]+)")
CLOSED_FILE = re.compile(r"(?i)\bnicht[\s-]*öffentlich")
SIZE = re.compile(r"\s*\(?\b\d+(?:[.,]\d+)?\s*[KMG]B\b\)?\s*$")
DOWNLOAD = re.compile(r"(?i)^(?:Dokument\s+(?:Download|anzeigen)|Download)\s*:?\s*(?:Dateityp:\s*\w+)?\s*")
LABEL_CLASSES = re.compile(r"^(?:smc-cell-head|smctablehead|smc_topr|\w+_title)$")
FIELD_CLASS = re.compile(r"^smc_field_(?:smcdv0_box\d*_)?(?P<name>\w+)$")


@dataclass(frozen=True, slots=True)
class Anchor:
    """A link of a page."""

    address: str
    """Canonical."""

    text: str
    title: str
    """What is shown when the mouse rests on it."""

    element: Element


@dataclass(frozen=True, slots=True)
class Field:
    """A label and its value, in whatever layout."""

    label: str
    """Lower case, without colon; empty: the page gives only a name."""

    names: frozenset[str]
    """How SessionNet itself calls the value in its classes: `vobetr`, `btname`."""

    lines: tuple[str, ...]
    elements: tuple[Element, ...]
    """Where it stands, so that it is not read as text, too."""

    @property
    def value(self) -> str:
        """The value in one line."""
        return in_one_line(" ".join(self.lines))


class Page:
    """A page of the system."""

    def __init__(self, html: str, address: str) -> None:
        self.root = parse(html)
        self.address = canonical(address)
        self.is_program = html.lstrip().startswith("<?") and not html.lstrip().startswith("<?xml")
        self._base = base_of(self.root, address)

    @cached_property
    def content(self) -> Element:
        """The part that makes this page differ from others; the whole page, if it is not marked."""
        marked = [each for each in self.root.walk() if each.get("id") in CONTENT_IDS]
        return marked[0] if len(marked) == 1 else (self.root.first("main") or self.root)

    @cached_property
    def moved_to(self) -> str:
        """Where the page sends its reader at once, without a redirect of the server; empty: nowhere."""
        for each in self.root.all("meta"):
            found = REFRESH.search(each.get("content")) if each.get("http-equiv").lower() == "refresh" else None
            if found and (address := joined(self._base, found["address"])) != self.address:
                return address
        return ""

    @cached_property
    def title(self) -> str:
        """The title of the window, without the name of the system."""
        element = self.root.first("title")
        return re.sub(r"^SessionNet\s*\|\s*", "", in_one_line(element.text)) if element else ""

    @cached_property
    def headings(self) -> tuple[str, ...]:
        """The main headings of the content."""
        return tuple(said for each in self.content.all("h1") if (said := words(each)))

    @cached_property
    def fields(self) -> tuple[Field, ...]:
        """Labelled values of the head of the page, in its order."""
        return tuple(_fields(self.content))

    def field(self, *names: str) -> Field | None:
        """The first field of one of these names or labels that has a value; names in the order of preference."""
        found = (each for name in names for each in self.fields if name in each.names or name == each.label)
        return next((each for each in found if each.value), None)

    def value(self, *names: str) -> str | None:
        """The value of a field in one line."""
        found = self.field(*names)
        return found.value if found else None

    def anchors(self, within: Element | None = None, *, frame_too: bool = False) -> Iterator[Anchor]:
        """The links of the content, or of a part of it; with those of the frame (tabs, menus) if wanted."""
        start = within or (self.root if frame_too else self.content)
        for each in start.walk(_nothing if frame_too else is_chrome):
            if each.tag == "a" and each.get("href") and (address := joined(self._base, each.get("href"))):
                yield Anchor(
                    canonical(address), words(each), in_one_line(each.get("title") or each.get("aria-label")), each
                )

    def links_to(self, *things: str, within: Element | None = None) -> list[Anchor]:
        """The links to pages about these things."""
        return [anchor for anchor in self.anchors(within) if thing(anchor.address) in things]

    def attachments(self, within: Element | None = None) -> tuple[Attachment, ...]:
        """The public files offered, each once: icon and name are two links to one file."""
        titles: dict[str, str] = {}
        for anchor in self.anchors(within):
            if thing(anchor.address) == "file" or anchor.address.lower().endswith(".pdf"):
                titles[anchor.address] = titles.get(anchor.address) or _file_title(anchor)
        return tuple(
            Attachment(address=address, title=title)
            for address, title in titles.items()
            if not CLOSED_FILE.search(title)
        )

    def opened(self, within: Element) -> str:
        """The address of the details that a card fetches when it is opened; empty: it fetches none."""
        for each in within.walk():
            if found := re.search(r"to0058\.(?:asp|php)\?[^'\"\s]+", each.get("onclick")):
                return canonical(joined(self._base, found[0]))
        return ""


@dataclass(frozen=True, slots=True)
class Numbered:
    """The number of an agenda item, and in which part of the meeting it says to be."""

    number: str | None
    is_public: bool | None
    """None: the number does not say."""


def read_number(text: str) -> Numbered:
    """What a badge or cell says: "Ö 3", "N 5", "3.1 Nachtrag: 23.06.2016".

    >>> read_number("Ö 3"), read_number("N 5"), read_number("3.1 Nachtrag: 23.06.2016").number
    (Numbered(number='3', is_public=True), Numbered(number='5', is_public=False), '3.1')
    """
    if not (found := NUMBER.match(in_one_line(text))):
        return Numbered(None, None)
    part = (found["part"] or "").upper()
    return Numbered(found["number"], not part.startswith("N") if part else None)


def number_badge(element: Element) -> Element | None:
    """The badge that holds the number of an item; others count its documents."""
    badges = element.all("span", "badge")
    return next((each for each in badges if "smc-badge-count" not in each.classes and each.text), None)


def says_public(text: str) -> bool | None:
    """Whether a heading opens the public part of a meeting (True), a closed one (False), or is about something else.

    >>> says_public("Öffentlicher Teil:"), says_public("Nicht öffentlicher Teil: 18:17 Uhr"), says_public("Anträge")
    (True, False, None)
    """
    if CLOSED_PART.search(text):
        return False
    return True if PUBLIC_PART.search(text) else None


def _fields(content: Element) -> Iterator[Field]:
    table = content.with_id("smctablevorgang")
    plain = set(map(id, table.all("tr"))) if table else set()
    for element in content.walk(is_chrome):
        if "smc-table-row" in element.classes or element.tag == "tr":
            yield from _pairs(element, labels_end_in_colon=id(element) in plain)
        elif element.tag in ("p", "div", "span", "li") and (names := _names(element)):
            yield _labelled(element, names)


def _pairs(row: Element, *, labels_end_in_colon: bool) -> Iterator[Field]:
    """Label cells and the value cells behind them; a row may hold several pairs."""
    cells = row.elements
    for cell, following in pairwise(cells):
        said = words(cell)
        is_label = any(map(LABEL_CLASSES.match, cell.classes)) or (labels_end_in_colon and said.endswith(":"))
        if is_label and not any(map(LABEL_CLASSES.match, following.classes)):
            yield Field(_label(said), following.classes, displayed(following, links_too=True), (cell, following))


def _labelled(element: Element, names: frozenset[str]) -> Field:
    """A paragraph that begins with its label: "Beschluss: einstimmig"."""
    lines = displayed(element, links_too=True)
    label, colon, value = lines[0].partition(":") if lines else ("", "", "")
    if not colon or len(label) > 40:
        return Field("", names, lines, (element,))
    return Field(_label(label), names, tuple(filter(None, (value.strip(), *lines[1:]))), (element,))


def _names(element: Element) -> frozenset[str]:
    found = (FIELD_CLASS.match(name) for name in element.classes)
    return frozenset(name["name"] for name in found if name)


def _nothing(_: Element) -> bool:
    return False


def _label(text: str) -> str:
    return in_one_line(text).rstrip(": ").casefold()


def _file_title(anchor: Anchor) -> str:
    text = SIZE.sub("", DOWNLOAD.sub("", anchor.text))
    alt = next((each.get("alt") for each in anchor.element.all("img") if each.get("alt")), "")
    return text or DOWNLOAD.sub("", anchor.title) or DOWNLOAD.sub("", in_one_line(alt))
