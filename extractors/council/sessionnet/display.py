"""What a reader sees of a part of a page: one string per displayed line.

Blank space that HTML collapses is one blank; unbreakable blanks are shown, and two or more of them set columns apart
("dafür:   37  (OB, …)", or two signatures side by side), so they stay two blanks. Cells of a table row stand side by
side as long as each is one line. Lines that are nothing but links to other pages of the system are navigation, not
text.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from extractors.council.sessionnet.addresses import is_own_page
from extractors.council.sessionnet.markup import Element

BLOCKS = re.compile(
    r"address|article|aside|blockquote|body|center|d[dlt]|details|div|fieldset|figcaption|figure|footer|form|h[1-6r]|"
    r"header|li|main|nav|ol|p|pre|section|summary|table|tbody|tfoot|thead|ul"
)
UNSEEN = re.compile(r"head|iframe|label|noscript|object|script|select|style|svg|template|textarea|title")
HIDDEN = frozenset({"sr-only", "visually-hidden", "d-none", "smcdv6_hidden", "smc-badges", "smcdosize"})
"""Classes of what is not displayed, or says only what kind or size of files there are."""

CHROME_IDS = re.compile(r"smc-?(?:footer|menu|header|navi|somacosinfo|breadcrumb)|navbar|sidebar", re.IGNORECASE)
CHROME_CLASSES = frozenset({"breadcrumb", "dropdown-menu", "nav", "navbar", "pagination", "smc-menu-bottom", "smcnavi"})
CHROME_TAGS = frozenset({"footer", "header", "nav"})

LONGEST = 2000
"""Letters of a heading, label, link or cell; patterns search these, so that none may grow without end."""

COLLAPSED = re.compile(r"[ \t\r\n\f]+")
SHOWN_BLANK = re.compile("[\u00a0\u2007\u202f]")
UNPRINTED = re.compile("[\u00ad\u200b-\u200f\u2028-\u202e\u2060\ufeff\ufffc\x00-\x08\x0b\x0e-\x1f]")


@dataclass(slots=True)
class _Screen:
    """Lines as they fill."""

    links_too: bool
    lines: list[str] = field(default_factory=list)
    _pieces: list[tuple[str, bool]] = field(default_factory=list)

    def write(self, text: str, *, is_link: bool) -> None:
        """Go on in the same line."""
        self._pieces.append((text, is_link))

    def end_line(self) -> None:
        """Begin a new line, unless this one is empty."""
        line = as_displayed("".join(text for text, _ in self._pieces))
        if line and any(self.links_too or not is_link for text, is_link in self._pieces if text.strip()):
            self.lines.append(line)
        self._pieces.clear()


def displayed(
    element: Element, without: Callable[[Element], bool] = lambda _: False, *, links_too: bool = False
) -> tuple[str, ...]:
    """The lines of an element, empty ones left out; what is `without` is not displayed."""
    screen = _Screen(links_too)
    _show(element, screen, without, is_link=False)
    screen.end_line()
    return tuple(screen.lines)


def words(element: Element, without: Callable[[Element], bool] = lambda _: False) -> str:
    """All that is displayed of a heading, label, link or cell, as one line of single blanks."""
    return in_one_line(" ".join(displayed(element, without, links_too=True)))


def in_one_line(text: str) -> str:
    """Single blanks, and not longer than what a person may have written into one line."""
    return " ".join(text[:LONGEST].split())


def as_displayed(text: str) -> str:
    """A line of text with its blanks as a browser shows them; columns stay two blanks apart.

    >>> as_displayed(" dafür:\\xa0\\xa0\\xa0 37\\xa0 (OB,\\n 15 CDU) ")
    'dafür:  37  (OB, 15 CDU)'
    """
    shown = SHOWN_BLANK.sub(" ", COLLAPSED.sub(" ", UNPRINTED.sub("", text)))
    return re.sub(" {2,}", "  ", shown).strip()


def is_chrome(element: Element) -> bool:
    """Whether an element belongs to the frame of every page: menus, header, footer."""
    return (
        element.tag in CHROME_TAGS
        or bool(element.classes & CHROME_CLASSES)
        or CHROME_IDS.match(element.get("id")) is not None
    )


def is_unseen(element: Element) -> bool:
    """Whether a browser does not show it."""
    return (
        UNSEEN.fullmatch(element.tag) is not None
        or "hidden" in element.attributes
        or bool(element.classes & HIDDEN)
        or "display:none" in element.get("style").replace(" ", "").lower()
    )


def _show(element: Element, screen: _Screen, without: Callable[[Element], bool], *, is_link: bool) -> None:
    is_link = is_link or (element.tag == "a" and is_own_page(element.get("href")))
    for child in element.children:
        if isinstance(child, str):
            _write(child, screen, element, is_link=is_link)
        elif child.tag == "br":
            screen.end_line()
        elif not is_unseen(child) and not without(child):
            _enter(child, screen, without, is_link=is_link)


def _enter(element: Element, screen: _Screen, without: Callable[[Element], bool], *, is_link: bool) -> None:
    if element.tag == "tr":
        screen.end_line()
        cells = [cell for cell in element.elements if not is_unseen(cell) and not without(cell)]
        screen.lines += _side_by_side(displayed(cell, without, links_too=screen.links_too) for cell in cells)
        return
    is_block = BLOCKS.fullmatch(element.tag) is not None
    if is_block:
        screen.end_line()
    _show(element, screen, without, is_link=is_link)
    if is_block:
        screen.end_line()


def _write(text: str, screen: _Screen, parent: Element, *, is_link: bool) -> None:
    if parent.tag != "pre":
        screen.write(text, is_link=is_link)
        return
    for number, line in enumerate(text.split("\n")):
        if number:
            screen.end_line()
        screen.write(line.replace(" ", "\u00a0"), is_link=is_link)


def _side_by_side(cells: Iterable[tuple[str, ...]]) -> list[str]:
    """The lines of a row: one, if no cell holds more, else those of one cell after the other."""
    filled = [cell for cell in cells if cell]
    if all(len(cell) == 1 for cell in filled):
        return ["  ".join(cell[0] for cell in filled)] if filled else []
    return [line for cell in filled for line in cell]
