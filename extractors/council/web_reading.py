"""The door between what council systems answer and their typed pages: one reader for each media type.

A reader takes the bytes and their address, and gives the pages they hold; none if they hold no page it knows.
"""

from collections.abc import Callable, Sequence
from typing import TypeAlias

from extractors.council.oparl.reading import parse_bundle
from extractors.council.pages import CouncilPage
from extractors.council.sessionnet.reading import parse_council_pages
from schemas.documents import Given
from schemas.errors import UnreadableDocument

Reader: TypeAlias = Callable[[bytes, str], Sequence[CouncilPage]]

READERS: dict[str, Reader] = {"text/html": parse_council_pages, "application/json": parse_bundle}
"""Media type → reader. What is not here cannot be read and is set aside, with that reason."""


def read_web(content: bytes, given: Given) -> tuple[CouncilPage, ...]:
    """The pages in the bytes of a council system's answer.

    Raises UnreadableDocument if nobody reads such answers, or if this one holds no page that can be read.
    """
    reader = READERS.get(given.media_type)
    if reader is None:
        raise UnreadableDocument(
            "no_reader", f"is {given.media_type}, which this version cannot read; add the PDF instead"
        )
    pages = tuple(reader(content, given.source_url))
    if not pages:
        raise UnreadableDocument(
            "no_council_page",
            "is no page of a paper or an agenda item that can be read; look at it, the system may have changed",
        )
    return pages
