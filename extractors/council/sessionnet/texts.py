"""The body of a page: what is left of its content once head, links and tables of the system are set aside."""

from collections.abc import Iterable

from extractors.council.sessionnet.display import displayed, is_chrome
from extractors.council.sessionnet.markup import Element
from extractors.council.sessionnet.page import Page

SYSTEM_TABLES = ("smcdocbox", "smc-documents", "smctablevorgang")


def body_lines(page: Page, aside: Iterable[Element]) -> tuple[str, ...]:
    """The displayed lines of the body; what is `aside` has been read already."""
    read = set(map(id, aside))

    def is_aside(element: Element) -> bool:
        return id(element) in read or is_chrome(element) or _is_of_the_system(element)

    return displayed(page.content, is_aside)


def head_elements(page: Page, known: Iterable[str]) -> list[Element]:
    """Where the head of the page stands: its rows, and those of its labelled paragraphs that are known.

    Unknown labelled paragraphs stay in the text, so that nothing is lost.
    """
    names = set(known)
    rows = [e for field in page.fields for e in field.elements if e.tag not in ("p", "span", "li")]
    said = [e for field in page.fields if names & (field.names | {field.label}) for e in field.elements]
    return [*rows, *said, *page.content.all("h1")]


def _is_of_the_system(element: Element) -> bool:
    return bool(element.classes & set(SYSTEM_TABLES)) or element.get("id") in SYSTEM_TABLES
