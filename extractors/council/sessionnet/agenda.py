"""The rows of an agenda, and which of them are public.

Headings open the public part of a meeting or end it, numbers say "Ö 3" or "N 5", some layouts do both. An item counts
as public only if a heading or its number plainly says so, and none of them the contrary. Where a page is so damaged
that rows run into each other, the rows concerned are not public.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from extractors.council.sessionnet.display import is_chrome, words
from extractors.council.sessionnet.markup import Element
from extractors.council.sessionnet.page import Numbered, number_badge, read_number, says_public

NUMBER_CELLS = frozenset({"tofnum", "smc_tophn"})
HEADING_MARKS = frozenset({"smc-table-group", "smcrowh", "totrenn"})
RESULT_ROW = "smc_tophz"
PART = re.compile(r"(?i)^(?:nicht[\s-]*)?öffentlich\w*\s*(?:Teil|Sitzung|Tagesordnung)\b")


@dataclass(slots=True)
class Row:
    """A row or card of the agenda, and the rows below it that tell its result."""

    element: Element
    number: str
    is_public: bool
    results: list[Element] = field(default_factory=list)


@dataclass(slots=True)
class _Walk:
    """On the way down the agenda."""

    rows: list[Row] = field(default_factory=list)
    is_open: bool | None = None
    """Whether this is the public part; None: no heading says so."""

    last: Row | None = None
    """The item that a row of results belongs to."""

    def take(self, element: Element) -> None:
        """Go one row further."""
        if RESULT_ROW in element.classes:
            if self.last is not None:
                self.last.results.append(element)
        elif numbers := _numbers(element):
            self.last = Row(element, numbers[0].number or "", self._is_public(numbers))
            self.rows.append(self.last)
        else:
            self.last = None
            self._open(element)

    def _is_public(self, numbers: list[Numbered]) -> bool:
        [said, *others] = numbers
        return (
            not others
            and self.is_open is not False
            and (said.is_public or (said.is_public is None and self.is_open)) is True
        )

    def _open(self, element: Element) -> None:
        """A row without a number: a heading of another kind leaves it open which part follows."""
        heading = words(element.first(name="card-header") or element)
        if is_heading(element) or PART.match(heading):
            self.is_open = says_public(heading)


def agenda_rows(content: Element) -> list[Row]:
    """The items in the order of the agenda."""
    walk = _Walk()
    for element in _candidates(content):
        walk.take(element)
    return walk.rows


def is_heading(element: Element) -> bool:
    """Whether it only divides the agenda: a row marked so without cell for a number, or a card without badge."""
    if "card" in element.classes:
        return number_badge(element) is None
    if element.tag == "td":
        return bool(HEADING_MARKS & element.classes)
    parts = [element, *element.elements]
    is_row = element.tag == "tr" and not any(part.tag == "th" for part in parts)
    return is_row and any(HEADING_MARKS & part.classes for part in parts) and not _number_cells(element)


def _candidates(content: Element) -> Iterator[Element]:
    """Rows of agenda tables, and cards that hold no others; not the rows of the tables inside them.

    Cells with the name of a part count by themselves, too: where ends of rows are missing they stand in other rows.
    """
    for element in content.walk(is_chrome):
        if "card" in element.classes:
            if not any("card" in each.classes for child in element.elements for each in child.walk()):
                yield element
        elif is_heading(element) or _number_cells(element) or (element.tag == "tr" and RESULT_ROW in element.classes):
            yield element


def _numbers(element: Element) -> list[Numbered]:
    badge = number_badge(element) if "card" in element.classes else None
    said: Iterable[str] = [badge.text] if badge else (words(cell) for cell in _number_cells(element))
    return [number for number in map(read_number, said) if number.number is not None]


def _number_cells(row: Element) -> list[Element]:
    """The cells for numbers of a row, however deep; not those of rows of a table inside it."""
    if row.tag != "tr":
        return []
    own = row.walk(lambda each: each.tag == "tr" and each is not row)
    return [cell for cell in own if NUMBER_CELLS & cell.classes]
