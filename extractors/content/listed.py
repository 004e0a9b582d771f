"""Lists inside a value: bullets taken off, each item set apart by a semicolon.

• Stadt Musterlingen
• Verkehrsbetrieb der            →   Stadt Musterlingen; Verkehrsbetrieb der Region; ADFC
  Region
• ADFC
"""

import re
from collections.abc import Iterable, Sequence
from functools import reduce

from extractors.layout.hyphens import join_lines

_BULLET = re.compile(r"^[•▪■●○◦‣∙➢➣►➔→✓\uf0b7\uf0a7\uf0d8\uf0fc]\s*")
_DASH = re.compile(r"^(?:[·*o-]|[–—])(?:\s+(?!\d)|$)")
"""Signs that begin an item, but in running text also stand between words, where a line may begin with them."""

_LIST_SHARE = 1 / 3
"""Dashes make a list where so many lines begin with one, the first does, or the text before ends with a colon."""

_NO_SEMICOLON = re.compile(r"(?:[.,:;!?–-]|\b(?:und|oder|sowie|bzw\.))$")
"""Behind these the item before leads on to the next, or has its own sign."""

_LONGEST_END = 10
"""Letters; none of them is longer, and further to the front nobody need look."""


def list_text(lines: Iterable[str]) -> str:
    """The text of some lines; items of a list divided by "; ", bullets without text left out.

    >>> list_text(["• Stadt Musterlingen", "• Verkehrsbetrieb der", "Region", "•", "• ADFC"])
    'Stadt Musterlingen; Verkehrsbetrieb der Region; ADFC'
    >>> list_text(["Akteure sind:", "- Vereine", "- Schulen"])
    'Akteure sind: Vereine; Schulen'
    >>> list_text(["Eigentümer", "– vor allem private", "und Mieter"])
    'Eigentümer – vor allem private und Mieter'
    >>> list_text(["–"])
    '–'
    """
    return join_items(map(join_lines, _items([line.strip() for line in lines if line.strip()])))


def join_items(items: Iterable[str]) -> str:
    """Items in one text, divided by "; " where they do not end with a sign of their own."""
    return reduce(_append, filter(None, items), "")


def _append(text: str, item: str) -> str:
    if not text:
        return item
    return f"{text} {item}" if _NO_SEMICOLON.search(text[-_LONGEST_END:]) else f"{text}; {item}"


def _items(lines: Sequence[str]) -> list[list[str]]:
    """The lines of each item, without its bullet; what stands before the first bullet comes first."""
    items: list[list[str]] = [[]]
    dashes = _is_dashed(lines)
    for line in lines:
        opened = _BULLET.match(line) or (_DASH.match(line) if dashes else None)
        if opened:
            items.append([])
        items[-1].append(line[opened.end() :] if opened else line)
    return items


def _is_dashed(lines: Sequence[str]) -> bool:
    """Whether the dashes at the beginnings of lines are bullets; dashes alone say that there is nothing."""
    dashed = [at for at, line in enumerate(lines) if _DASH.match(line)]
    if not dashed or not any(_DASH.sub("", line) for line in lines):
        return False
    leads = dashed[0] == 0 or lines[dashed[0] - 1].endswith(":")
    return leads or (len(dashed) > 1 and len(dashed) >= _LIST_SHARE * len(lines))
