"""Steps: what a reading is about to do, told while it goes on.

Who waits for it can tell a long reading from one that stands still, and leave out at the next try what stopped it.
"""

from collections.abc import Callable
from dataclasses import dataclass

SURVEY, READ, COMPARE, DRAW, RECOGNISE, UNDERSTAND = "survey", "read", "compare", "draw", "recognise", "understand"
"""DRAW: a page is drawn, and its picture looked at; UNDERSTAND: rows are made of what was read."""

ALL_PAGES = 0
"""Instead of the number of a page: what is said of it concerns all."""

GIVEN_UP = "was given up: "
"""How the reason begins why a page was left out that ended an earlier try; it says what helps."""

Told = Callable[[str, int], None]
"""(what is begun, one of the above; the page, 0 for the whole file)"""


@dataclass(frozen=True, slots=True)
class Avoided:
    """What stopped an earlier reading of the file, and is left out of this one."""

    second_engine: bool = False
    pages: tuple[tuple[int, str], ...] = ()
    """Numbers of pages, each with what happened there."""

    pictures: tuple[tuple[int, str], ...] = ()
    """Pages that are not drawn, likewise; ALL_PAGES: none is."""

    rows: str = ""
    """Why no rows are made, only the document's own."""


NOTHING = Avoided()


def in_silence(_step: str, _page: int) -> None:
    """Nobody wants to know."""
