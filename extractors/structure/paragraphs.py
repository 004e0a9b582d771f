"""Paragraphs: lines between two headings as running text, with the place of every line in it.

A paragraph ends at a wide gap, before a bullet or number, at an indented first line, and where a sentence ends at the
end of a column or page; otherwise the text runs on over columns and pages.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from extractors.layout.baselines import MARKER
from extractors.layout.hyphens import Joined
from extractors.structure.chains import line_gap, usual_gap
from schemas.geometry import Line
from schemas.packed import first_text_of

WIDE_GAP = 0.55
"""Gap above a new paragraph, in type sizes."""

WIDER = 0.3
"""A new paragraph stands so much farther below than the lines of the text do, in type sizes."""

INDENT_PT = (6.0, 40.0)
NO_MARKER = re.compile(r"^(?:\d+|\d{1,3}(?:\.\d{3})+|\d{4}\.|[A-Za-zÄÖÜ]\.|[A-Z]{1,3}[ -]?\d+)$")
"""Words that look like a marker but begin no item: 73.854, 2007., the "B." of "z. B.", B1."""

RANGE = re.compile(r"[-–—] ?\d")
SENTENCE_ENDS = tuple(".!?:;…")
CLOSING = '"“”)'
"""What may stand behind the end of a sentence."""


@dataclass(frozen=True, slots=True)
class Text:
    """Running text and where its pieces stand."""

    text: str
    """Paragraphs divided by a line feed."""

    pages: tuple[tuple[int, int], ...]
    """(offset of the first character, page) for each line, rising."""


def running_text(lines: Sequence[Line]) -> Text:
    """The body lines as one text; footnotes and notes in the margin stand at the end."""
    body = [line for line in lines if line.role == "body"]
    notes = [line for line in lines if line.role != "body"]
    usual = usual_gap(body)
    paragraphs = [paragraph := Joined()]
    start = 0
    pages: list[tuple[int, int]] = []
    last: Line | None = None
    for line in (*body, *notes):
        if last and _begins(last, line, usual):
            start += len(paragraph) + 1
            paragraphs.append(paragraph := Joined())
        last = line
        paragraph.add(line.text)
        pages.append((max(0, start + len(paragraph) - len(line.text)), line.page))
    return Text("\n".join(map(str, paragraphs)).strip(), tuple(pages))


def _begins(last: Line, line: Line, usual: float) -> bool:
    """Whether a line begins a new paragraph."""
    if last.role != line.role or last.grid != line.grid:
        return True
    same_block = (last.page, last.block) == (line.page, line.block)
    if same_block and last.text.endswith(("-", "\u2010")):
        return False
    if _is_marked(line):
        return not (same_block and _goes_on_with_a_range(last, line))
    ended = last.text.rstrip(CLOSING).endswith(SENTENCE_ENDS)
    if not same_block:
        return ended
    gap = line_gap(last, line)
    indented = INDENT_PT[0] < line.box.x0 - last.box.x0 < INDENT_PT[1] and ended
    restyled = last.style.bold != line.style.bold and gap > -0.5 and (ended or _ends_short(last, line))
    return gap > max(WIDE_GAP, usual + WIDER) or indented or restyled


def _ends_short(last: Line, line: Line) -> bool:
    """Whether a line leaves room for the next word, so that its writer ended it."""
    return last.box.x1 + line.words[0].box.width < max(line.box.x1, last.box.x1) - 1


def _goes_on_with_a_range(last: Line, line: Line) -> bool:
    """Whether a dash at the start of a line stands between two numbers: “3500”, “– 4000 Euro”."""
    return bool(last.text[-1:].isdigit() and RANGE.match(line.text))


def _is_marked(line: Line) -> bool:
    """Whether a line begins with a bullet or a number of a list; amounts and years begin no item."""
    first = first_text_of(line.words)
    return bool(MARKER.match(first)) and len(line.words) > 1 and not NO_MARKER.match(first)
