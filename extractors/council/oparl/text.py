"""Texts of OParl objects as a browser would display them: the standard forbids markup in them, servers send it."""

import re
from html import unescape
from html.parser import HTMLParser

MARKUP = re.compile(r"<(?:/?[a-z][^<>]*|!--.*?--|![^<>]*)>", re.IGNORECASE | re.DOTALL)
DECLARATION = re.compile(r"<!(?:--.*?-->|[^<>]*>)|<[!?]", re.DOTALL)
"""Comments and what word processors leave behind (`<![if !supportLists]>`); nothing of it is displayed."""

ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
NO_LETTER = re.compile(r"[\x00-\x08\x0e-\x1f\x7f\u200b\u200c\u200d\ufeff]")
LONE_SURROGATE = re.compile(r"[\ud800-\udfff]")
GAP = "  "
"""Between columns; a single blank is between words."""

BLOCK = re.compile(
    r"address|article|aside|blockquote|body|br|center|d[dlt]|div|fieldset|figure|footer|form|h[1-6]|head|header|hr|html|"
    r"li|main|nav|ol|p|pre|section|table|t(?:body|foot|head|r)|ul"
)
HIDDEN = frozenset(("script", "style", "title", "template"))
CELLS = frozenset(("td", "th"))


def displayed(text: str) -> tuple[str, ...]:
    """The lines of a text, with or without markup; empty lines are left out.

    >>> displayed("<p>Der Rat beschlie&szlig;t:</p><ol><li>das Konzept,</li><li>den Bericht.</li></ol>")
    ('Der Rat beschließt:', '1. das Konzept,', '2. den Bericht.')
    """
    if MARKUP.search(text):
        display = _Display()
        display.feed(DECLARATION.sub("", text))
        display.close()
        return _lines("".join(display.pieces))
    return _lines(ENTITY.sub(lambda found: unescape(found[0]), text))


def one_line(text: str) -> str:
    """The text on one line, with single blanks."""
    return " ".join(" ".join(displayed(text)).split())


def _lines(text: str) -> tuple[str, ...]:
    clean = LONE_SURROGATE.sub("\ufffd", NO_LETTER.sub("", text))
    lines = (re.sub(r"\s", " ", re.sub(r"\s{2,}|\t", GAP, line)).strip() for line in clean.splitlines())
    return tuple(line for line in lines if line)


class _Display(HTMLParser):
    """Lays out markup as lines: a new one for each block, a wide gap between cells, numbers before list items."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[str] = []
        self._hidden = 0
        self._lists: list[int] = []
        """For each open list the number of its last item; below zero: its items have no numbers."""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin a line, a column or a list item."""
        self._hidden += tag in HIDDEN
        self._break(tag)
        if tag in ("ol", "ul"):
            self._lists.append(_start(attrs) if tag == "ol" else -1)
        if tag == "li":
            self.pieces.append(self._item())

    def handle_endtag(self, tag: str) -> None:
        """End a line or a list."""
        self._hidden = max(0, self._hidden - (tag in HIDDEN))
        self._break(tag)
        if tag in ("ol", "ul") and self._lists:
            self._lists.pop()

    def handle_data(self, data: str) -> None:
        """Words; line ends of the source are blanks."""
        if not self._hidden:
            self.pieces.append(re.sub(r"[ \t\r\n\f]+", " ", data))

    def _break(self, tag: str) -> None:
        if BLOCK.fullmatch(tag):
            self.pieces.append("\n")
        elif tag in CELLS:
            self.pieces.append(GAP)

    def _item(self) -> str:
        """What stands before a list item."""
        if not self._lists or self._lists[-1] < 0:
            return "• "
        self._lists[-1] += 1
        return f"{self._lists[-1]}. "


def _start(attrs: list[tuple[str, str | None]]) -> int:
    """The number before the first of a list."""
    given = dict(attrs).get("start") or ""
    return max(0, int(given) - 1) if re.fullmatch(r"[0-9]{1,6}", given) else 0
