"""The title of a measure sheet and its code: the prominent line above the first label.

O 3 Ausbau der Beratung        Maßnahme 1.2            Maßnahme   Ausbau der
─────────────────────          Ausbau der Beratung     03         Beratung
Ziel  …                        Ziel: …                 von 39     Ziel …
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from extractors.content.card_layouts import SAME_EDGE_PT, Region, style_key
from extractors.content.card_pieces import is_prominent
from extractors.content.labels import is_counted, is_unit, names_unit_and_code, read_label, unit_and_code
from extractors.layout.hyphens import join_lines
from schemas.geometry import Line
from schemas.vocabularies import load

CLOSE_LINES = 1.2
"""Lines of one title are at most so many line heights apart."""

BESIDE_PT = 60.0
"""A code on a line of its own stands at most so far above the title."""

CHAPTER = r"\d{1,2}(?:\.\d{1,2})*\.?\s+"
"""A number of the contents list before a heading: "4.4 Handlungsfeld 4: Wohnen"."""

HIGH_PT = 160.0
"""A title stands at most so far above the first label."""


@dataclass(frozen=True, slots=True)
class TitleZone:
    """What stands above the first label of a sheet."""

    lines: tuple[Line, ...] = ()
    """The lines of the title; none if a label leads it instead."""

    field: tuple[Line, ...] = ()
    """Lines that name the action field: "Handlungsfeld 2: Bildung"."""

    beside: tuple[Line, ...] = ()
    """Other lines: unit, code, running number."""

    @property
    def title(self) -> str:
        """The title without its code."""
        return unit_and_code(join_lines(line.text for line in self.lines))[1]

    @property
    def code(self) -> str | None:
        """The code before the title, else the one printed next to it."""
        return unit_and_code(join_lines(line.text for line in self.lines))[0] or self.code_beside

    @property
    def code_beside(self) -> str | None:
        """The code printed on a line of its own; of several the one nearest to the labels."""
        codes = (unit_and_code(_without_count(line.text))[0] for line in reversed(self.beside))
        return next((code for code in codes if code), None)


def find_title(region: Region, *, above: float, below: float, body: float) -> TitleZone:
    """What stands among the lines of a region between two heights, in points."""
    labelled = {id(line) for label in region.labels for line in label.lines}
    zone = [
        line
        for line in region.lines
        if max(above, below - HIGH_PT) <= line.box.top < below - 1 and id(line) not in labelled
    ]
    fields = tuple(line for line in zone if names_field(line.text))
    beside = tuple(line for line in zone if _is_beside(line.text))
    words = [
        line for line in zone if line not in fields and line not in beside and not is_unit(unit_and_code(line.text)[1])
    ]
    striking = [line for line in words if is_prominent(line, region.page, body)]
    bold = [line for line in words if line.style.bold or unit_and_code(line.text)[0]]
    lines = _beside_unit(beside, words) or _block(_naming_below(striking, bold) or striking or bold)
    first = min((line.box.top for line in lines), default=below)
    return TitleZone(lines, fields, tuple(line for line in beside if line.box.top >= first - BESIDE_PT))


def find_named(region: Region, *, above: float, below: float) -> tuple[Line, ...]:
    """The last bold line between two heights that names a measure by code and title, with the bold lines below it."""
    labelled = {id(line) for label in region.labels for line in label.lines}
    zone = [line for line in region.lines if above <= line.box.top < below and id(line) not in labelled]
    named = [at for at, line in enumerate(zone) if line.style.bold and _names_measure(line.text)]
    if not named:
        return ()
    end = next((at for at in range(named[-1] + 1, len(zone)) if not _belongs(zone[at - 1], zone[at])), len(zone))
    return tuple(zone[named[-1] : end])


def without_chapter(text: str) -> str:
    """The name of an action field without the number of its chapter."""
    return re.sub(f"^{CHAPTER}", "", text)


def names_field(text: str) -> bool:
    """Whether a line names an action field by its word and a code or a colon."""
    return bool(_naming_field().match(text))


@cache
def _naming_field() -> re.Pattern[str]:
    words = "|".join(re.escape(spelling) for spelling, _ in load("german", "fields").spellings())
    naming = rf"(?:{CHAPTER})?(?:{words})\s*(?:\s[A-ZIVX0-9][A-ZIVX0-9.]{{0,4}}\b|[:–])"
    return re.compile(naming, re.IGNORECASE)


def is_placeholder(title: str, code: str | None = None) -> bool:
    """Whether words stand where a form leaves room for a title: "Titel der Maßnahme", "XX".

    Behind a code a label is a title: "M 12 Evaluation" is a measure.
    """
    words = load("german", "forms").by_id["title"].spellings
    label = read_label(title)
    is_label = label is not None and (code is None or label.column in ("title", "code"))
    return bool(re.fullmatch(r"[\WXx_…]*|N\.?\s?N\.?", title)) or is_label or _begins_with(title, words)


def explains_form(text: str) -> bool:
    """Whether a heading announces how the sheets are made: "Aufbau der Maßnahmenblätter", "Muster"."""
    words = re.sub(r"^[\d.\s]+", "", text)
    first = re.split(r"\W", words, maxsplit=1)[0].casefold()
    openings = load("german", "forms").by_id["heading"].spellings
    return _begins_with(words, [one for one in openings if " " in one or one.casefold() == first])


def explains_value(text: str) -> bool:
    """Whether words explain what belongs in a field of a form, instead of filling it."""
    return text.endswith("?") or _begins_with(text, load("german", "forms").by_id["value"].spellings)


def _begins_with(text: str, openings: Sequence[str]) -> bool:
    return any(text.casefold().startswith(opening.casefold()) for opening in openings)


def _is_beside(text: str) -> bool:
    code, rest = unit_and_code(text)
    return is_unit(text) or is_counted(text) or bool(code and (not rest or is_counted(rest)))


def _without_count(text: str) -> str:
    """ "Maßnahme 01 von 39" without the number of all sheets; "von 39" alone counts nothing."""
    return re.sub(r"\s*(?:\bvon|/)\s*\d+$", "", text)


def _beside_unit(beside: Sequence[Line], words: Sequence[Line]) -> tuple[Line, ...]:
    """The words right of "Maßnahme" or "Maßnahme 1.2", with the lines above and below that look like them."""
    for unit in (line for line in reversed(beside) if is_unit(line.text) or names_unit_and_code(line.text)):
        right = [line for line in words if line.box.x0 > unit.box.x1]
        row = [at for at, line in enumerate(right) if abs(line.box.middle[1] - unit.box.middle[1]) < line.box.height]
        if row:
            below = next(
                (at for at in range(row[-1] + 1, len(right)) if not _belongs(right[at - 1], right[at])), len(right)
            )
            return _block(right[:below])
    return ()


def _naming_below(striking: Sequence[Line], bold: Sequence[Line]) -> Sequence[Line]:
    """The bold lines below all striking ones whose first says that it names a measure: those are headings above it."""
    lowest = max((line.box.bottom for line in striking), default=None)
    below = [line for line in bold if lowest is not None and line.box.top >= lowest]
    named = next((at for at, line in enumerate(below) if line.style.bold and _names_measure(line.text)), None)
    return below[named:] if named is not None else ()


def _names_measure(text: str) -> bool:
    """Whether a line holds code and title: "Maßnahme 1: Wohnraum", "M 3 Portal"; "I.1" or "2.1" may be a chapter."""
    code, title = unit_and_code(text)
    is_chapter = not code or bool(re.fullmatch(r"[IVX]*[\d.]*", code))
    return bool(code and title) and (names_unit_and_code(text) or not is_chapter)


def _block(lines: Sequence[Line]) -> tuple[Line, ...]:
    """The last line and those above it that look and stand like it."""
    block = list(lines[-1:])
    for line in reversed(lines[:-1]):
        if not _belongs(line, block[0]):
            break
        block.insert(0, line)
    return tuple(block)


def _belongs(line: Line, below: Line) -> bool:
    same_row = abs(line.box.middle[1] - below.box.middle[1]) < SAME_EDGE_PT
    close = below.box.top - line.box.bottom < CLOSE_LINES * below.box.height
    return style_key(line.style) == style_key(below.style) and (same_row or close)
