"""The course of consultation of a paper (Beratungsfolge): rows of a table in older layouts, cards in newer ones."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from extractors.council.pages import PageConsultation
from extractors.council.sessionnet.addresses import thing
from extractors.council.sessionnet.display import is_chrome, words
from extractors.council.sessionnet.markup import Element
from extractors.council.sessionnet.page import FIELD_CLASS, Page, read_number, says_public
from extractors.council.wording import date_in

TABLE_ID = re.compile(r"^smc_page_vo005[013]_contenttable")
TABLE_SUMMARY = re.compile(r"Beratung(?:en|sfolge) der Vorlage", re.IGNORECASE)
CARD = re.compile(
    r"^(?P<date>\d{1,2}\.\d{1,2}\.\d{4})?[\s,-]*(?P<body>\S.*?)"
    r"(?:,?\s+TOP\s+(?P<top>(?:(?:NÖ|Ö|N)\s*)?[\d.]+\w?))?"
    r"(?:,?\s+(?P<part>nicht[\s-]*öffentlich|öffentlich))?(?:\s+[-–]\s+(?P<role>[^-–].*))?$",
    re.IGNORECASE,
)
COLUMNS: Mapping[str, str] = {
    **dict.fromkeys(("sidat", "sitzung", "datum", "termin", "sitzungsdatum"), "date"),
    **dict.fromkeys(("grname", "sigrname", "gremium"), "body"),
    **dict.fromkeys(("tofnum", "top", "toponr"), "number"),
    **dict.fromkeys(("txname", "art", "beratungsart", "zuständigkeit", "beratung", "rolle", "beratungsform"), "role"),
    **dict.fromkeys(("btname", "ergebnis", "beschluss", "beschlussart", "beratungsergebnis"), "result"),
    **dict.fromkeys(("toabst", "totexta", "abstimmung", "abstimmungsergebnis"), "votes"),
    **dict.fromkeys(("status", "öffentlichkeit", "sitzungsteil", "ö/n", "siost"), "part"),
}
"""What the columns are called, in classes of cells and in their heads."""

USUAL_ORDER = ("date", "body", "number", "role", "result", "votes")


@dataclass(frozen=True, slots=True)
class Consulted:
    """A consultation and the meeting it belongs to."""

    row: PageConsultation
    meeting: str
    """Address of the meeting; empty: not linked, or not public."""


def read_consultations(page: Page) -> tuple[Consulted, ...]:
    """The consultations in the order of the page."""
    found = [_from_row(page, cells, row) for row, cells in _rows(page)]
    found += [_from_card(page, card) for card in _cards(page)]
    return tuple(each for each in found if each is not None)


def consultation_elements(page: Page) -> list[Element]:
    """Where the consultations stand, so that they are not read as text, too."""
    return [*_tables(page), *_cards(page)]


def _tables(page: Page) -> list[Element]:
    tables = [each for each in page.content.walk(is_chrome) if each.tag == "table"]
    return [
        table
        for table in tables
        if TABLE_SUMMARY.search(table.get("summary")) or (TABLE_ID.match(table.get("id")) and _names_a_body(table))
    ]


def _names_a_body(table: Element) -> bool:
    """Whether it is a table of meetings; the same id stands on tables of labels and values in other versions."""
    said = {words(cell).casefold().rstrip(":") for cell in table.all("th")}
    return "gremium" in said or table.first("td", "grname") is not None


def _rows(page: Page) -> Iterator[tuple[Element, dict[str, Element]]]:
    for table in _tables(page):
        heads = [COLUMNS.get(words(cell).casefold().rstrip(":"), "") for cell in table.all("th")]
        for row in table.all("tr"):
            cells = [cell for cell in row.elements if cell.tag == "td"]
            if len(cells) > 1:
                yield row, _by_column(cells, heads)


def _by_column(cells: list[Element], heads: list[str]) -> dict[str, Element]:
    """The cells of a row under what they mean: by their classes, else their heads, else the usual order."""
    order = heads if len(heads) == len(cells) and any(heads) else USUAL_ORDER
    named: dict[str, Element] = {}
    for cell, by_place in zip(cells, (*order, *[""] * len(cells)), strict=False):
        column = _column_of(cell) or by_place
        if column and column not in named:
            named[column] = cell
    return named


def _column_of(cell: Element) -> str:
    names = (COLUMNS.get(name) or COLUMNS.get(_bare(name), "") for name in sorted(cell.classes))
    return next(filter(None, names), "") or COLUMNS.get(cell.get("data-label").casefold().rstrip(": "), "")


def _bare(name: str) -> str:
    found = FIELD_CLASS.match(name)
    return found["name"] if found else ""


def _from_row(page: Page, cells: Mapping[str, Element], row: Element) -> Consulted | None:
    said = {column: words(cell) for column, cell in cells.items()}
    if not said.get("body") and not said.get("date"):
        return None
    number = read_number(said.get("number", ""))
    is_public = number.is_public is not False and says_public(said.get("part", "")) is not False
    is_public = is_public and says_public(said.get("role", "")) is not False
    return _consulted(page, row, said, number.number, is_public=is_public)


def _cards(page: Page) -> list[Element]:
    """Cards whose button names a meeting, as the page of consultations shows them."""
    cards = [each for each in page.content.walk(is_chrome) if "card" in each.classes]
    return [card for card in cards if _is_consultation(page, card)]


def _is_consultation(page: Page, card: Element) -> bool:
    """Whether the head of a card names a meeting; other cards hold texts, whose heads may begin with a date, too."""
    button = card.first("button")
    found = CARD.match(words(button)) if button else None
    if found is None or not found["date"]:
        return False
    named = found["top"] or found["part"] or page.links_to("meeting", "item", within=card)
    return bool(named) or thing(page.address) == "consultations"


def _from_card(page: Page, card: Element) -> Consulted | None:
    button = card.first("button")
    found = CARD.match(words(button)) if button else None
    if found is None:
        return None
    number = read_number(found["top"] or "")
    is_public = number.is_public is not False and says_public(found["part"] or "") is not False
    said = {"date": found["date"], "body": found["body"].strip(" ,-–"), "role": found["role"] or ""}
    for field in card.walk():
        names = (_bare(name) for name in field.classes)
        if column := next((COLUMNS[name] for name in names if name in COLUMNS), ""):
            said.setdefault(column, words(field).partition(":")[2].strip() or words(field))
    return _consulted(page, card, said, number.number, is_public=is_public)


def _consulted(
    page: Page, element: Element, said: Mapping[str, str], number: str | None, *, is_public: bool
) -> Consulted:
    """A consultation; of one that is not public nothing is told but that it took place, and nothing is linked."""
    items = [anchor.address for anchor in page.links_to("item", within=element)]
    meetings = [anchor.address for anchor in page.links_to("meeting", within=element)]
    row = PageConsultation(
        body=said.get("body", ""),
        date=date_in(said.get("date", "")),
        agenda_number=number,
        role=said.get("role") or None,
        result=(said.get("result") or None) if is_public else None,
        votes=(said.get("votes") or None) if is_public else None,
        agenda_item=next(iter(items), None) if is_public else None,
        is_public=is_public,
    )
    return Consulted(row, next(iter(meetings), "") if is_public else "")
