"""Steps: what a reading is about to do, told while it goes on.

Who waits for it can tell a long reading from one that stands still, and leave out at the next try what stopped it.
"""

from collections.abc import Callable
from dataclasses import dataclass

SURVEY, READ, COMPARE = "survey", "read", "compare"

Told = Callable[[str, int], None]
"""(what is begun: SURVEY, READ or COMPARE; the page, 0 for the whole file)"""


@dataclass(frozen=True, slots=True)
class Avoided:
    """What stopped an earlier reading of the file, and is left out of this one."""

    second_engine: bool = False
    pages: tuple[tuple[int, str], ...] = ()
    """Numbers of pages, each with what happened there."""


NOTHING = Avoided()


def in_silence(_step: str, _page: int) -> None:
    """Nobody wants to know."""
