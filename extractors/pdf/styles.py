"""How letters are set: bold and italic told from the font's name, colour as `#rrggbb`."""

import re
from functools import lru_cache

from schemas.geometry import Style

BOLD = re.compile(r"bold|black|heavy|demi|cmbx|fett|(?<![a-z])bd(?![a-z])", re.IGNORECASE)
ITALIC = re.compile(r"italic|oblique|kursiv|slanted", re.IGNORECASE)


@lru_cache(maxsize=4096)
def style_of(font: str, size: float, color: str) -> Style:
    """The style of a font (with or without the prefix of a subset) at a size in points; equal ones are one object."""
    name = font.rpartition("+")[2]
    return Style(name, round(size, 1), bold=bool(BOLD.search(name)), italic=bool(ITALIC.search(name)), color=color)
