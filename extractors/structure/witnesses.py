"""Witnesses: what the printed contents list and the bookmarks say stands on which page, looked up line by line.

A title is found when the lines that begin somewhere on (or next to) its page read as its words, over up to five lines.
Printed page numbers differ from the PDF's by a shift, which is the commonest difference found.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from extractors.structure.contents import Contents
from schemas.geometry import Bookmark, Line

MOST_LINES = 5
START = 3
"""Letters by which lines are found; titles with fewer are none."""

NEAR = 2
"""A title may stand so many pages from where the list says."""

LEAST_PROVEN = 0.5
"""An outline whose titles mostly do not stand where it says proves nothing."""


@dataclass(frozen=True, slots=True)
class Witnesses:
    """Lines that the contents list or the outline names as headings."""

    by_lines: Mapping[tuple[int, ...], str]
    """Indexes of a heading's lines → `contents` or `bookmark`."""

    missing: tuple[str, ...]
    """Titles of the contents list that were not found."""

    indents: Mapping[tuple[int, ...], float]
    """Indexes of a heading's lines → left edge of its entry in the contents list, in points."""


def key_of(text: str) -> str:
    """Letters and digits only, folded: how titles are compared.

    >>> key_of("4.1 Rad- und Fußverkehr") == key_of("4.1  RAD- UND FUSSVERKEHR")
    True
    """
    return "".join(filter(str.isalnum, text.casefold()))


def start_of(text: str, letters: int = START) -> str:
    """The first letters of the key of a text; mostly they are among the first signs."""
    start = key_of(text[: 3 * letters])
    return (start if len(start) >= letters else key_of(text))[:letters]


def find_witnesses(lines: Sequence[Line], contents: Contents, bookmarks: Sequence[Bookmark]) -> Witnesses:
    """Where the titles of the contents list and of the outline stand in the body."""
    finder = _Finder(lines, contents.pages)
    shift = finder.shift(contents)
    found: dict[tuple[int, ...], str] = {}
    missing: list[str] = []
    indents: dict[tuple[int, ...], float] = {}
    for entry in contents.entries:
        texts = (f"{entry.number or ''}{entry.title}", entry.title, entry.one_line)
        at = finder.near(texts, entry.printed_page + shift)
        if at is None:
            missing.append(" ".join(filter(None, (entry.number, entry.title))))
        else:
            found[at] = "contents"
            indents[at] = entry.x0
    for at in _bookmarked(finder, bookmarks):
        found.setdefault(at, "bookmark")
    return Witnesses(_without_overlaps(found), tuple(missing), indents)


def _bookmarked(finder: "_Finder", bookmarks: Iterable[Bookmark]) -> list[tuple[int, ...]]:
    """Where the titles of the outline stand; none if it is wrong."""
    places = [finder.near((mark.title,), mark.page) for mark in bookmarks if mark.page]
    found = [at for at in places if at is not None]
    return found if len(found) >= LEAST_PROVEN * len(places) else []


def _without_overlaps(found: Mapping[tuple[int, ...], str]) -> dict[tuple[int, ...], str]:
    """Longer chains win over shorter ones that share a line."""
    kept: dict[tuple[int, ...], str] = {}
    used: set[int] = set()
    for chain in sorted(found, key=lambda c: (-len(c), c)):
        if used.isdisjoint(chain):
            kept[chain] = found[chain]
            used.update(chain)
    return kept


class _Finder:
    """The lines of the body by the letters they begin with."""

    def __init__(self, lines: Sequence[Line], without: Iterable[int]) -> None:
        skipped = frozenset(without)
        self.lines = lines
        self.keys: dict[int, str] = {}
        self.starts: dict[str, list[int]] = defaultdict(list)
        for i, line in enumerate(lines):
            if line.page not in skipped:
                self.starts[start_of(line.text)].append(i)

    def key(self, i: int) -> str:
        """The letters of a line; most lines begin like no title, so nobody asks for theirs."""
        if i not in self.keys:
            self.keys[i] = key_of(self.lines[i].text)
        return self.keys[i]

    def shift(self, contents: Contents) -> int:
        """By how much printed page numbers differ from the PDF's: the commonest difference over unique titles."""
        shifts: Counter[int] = Counter()
        for entry in contents.entries:
            places = list(self.places(f"{entry.number or ''}{entry.title}")) or list(self.places(entry.title))
            shifts.update({self.lines[chain[0]].page - entry.printed_page for chain in places})
        return max(shifts, key=lambda s: (shifts[s], -abs(s)), default=0)

    def near(self, texts: Iterable[str], page: int) -> tuple[int, ...] | None:
        """The lines with one of the texts nearest to a page, the largest of them in type."""
        for text in texts:
            places = [c for c in self.places(text) if abs(self.lines[c[0]].page - page) <= NEAR]
            if places:
                return min(places, key=lambda c: (abs(self.lines[c[0]].page - page), -self.lines[c[0]].style.size))
        return None

    def places(self, text: str) -> Iterable[tuple[int, ...]]:
        """Chains of lines that read as the text."""
        key = key_of(text)
        if len(key) < START:
            return
        for first in self.starts[key[:START]]:
            chain = self.chain(first, key)
            if chain:
                yield chain

    def chain(self, first: int, key: str) -> tuple[int, ...] | None:
        """The lines from the first on whose letters are exactly the key; lines beside them are passed over."""
        chain: list[int] = []
        for i in range(first, min(first + 2 * MOST_LINES, len(self.lines))):
            own = self.key(i)
            if own and key.startswith(own) and self.lines[i].page == self.lines[first].page:
                chain.append(i)
                key = key[len(own) :]
                if not key:
                    return tuple(chain)
            elif not chain or len(chain) == MOST_LINES:
                return None
        return None
