"""Looks: what sets lines of one kind apart from others of the document."""

from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

from extractors.structure.drawn import Drawn
from schemas.geometry import Line


class Look(NamedTuple):
    """What sets lines of one kind apart from others of the document; a tuple, for lines are compared all the time."""

    font: str
    size: float
    bold: bool
    italic: bool
    color: str
    underlined: bool
    on_bar: bool
    """Set on a coloured area."""


def look_of(line: Line, drawn: Drawn) -> Look:
    """How a line is set."""
    style = line.style
    return Look(
        style.font,
        round(style.size * 2) / 2,
        style.bold,
        style.italic,
        style.color,
        drawn.underlines(line.box),
        drawn.is_behind(line.box),
    )


def usual_look(lines: Iterable[Line], looks: Iterable[Look]) -> Look | None:
    """The look that carries most letters."""
    letters: Counter[Look] = Counter()
    for line, look in zip(lines, looks, strict=True):
        letters[look] += len(line.text)
    return max(letters, key=lambda look: letters[look], default=None)
