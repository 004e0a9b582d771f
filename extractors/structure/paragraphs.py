"""Paragraphs: lines between two headings as running text, with the place of every line in it.

A paragraph ends at a wide gap, before a bullet or number, at an indented first line, and where a sentence ends at the
end of a column or page; otherwise the text runs on over columns and pages.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from extractors.layout.baselines import MARKER
from extractors.layout.hyphens import join_lines
from schemas.geometry import Line

WIDE_GAP = 0.55
"""Gap above a new paragraph, in type sizes."""

INDENT_PT = (6.0, 40.0)
SENTENCE_END = re.compile(r"[.!?:;…][\"“”)]*$")


@dataclass(frozen=True, slots=True)
class Text:
    """Running text and where its pieces stand."""

    text: str
    """Paragraphs divided by a line feed."""

    pages: tuple[tuple[int, int], ...]
    """(offset of the first character, page) for each line, rising."""


def running_text(lines: Sequence[Line]) -> Text:
    """The body lines as one text; footnotes stand at the end."""
    body = [line for line in lines if line.role == "body"]
    notes = [line for line in lines if line.role == "footnote"]
    text = ""
    pages: list[tuple[int, int]] = []
    paragraph: list[Line] = []
    for line in (*body, *notes):
        if paragraph and _begins(paragraph, line):
            text += "\n"
            paragraph = []
        before = text.rpartition("\n")[0]
        paragraph.append(line)
        head = f"{before}\n" if "\n" in text else ""
        text = head + join_lines(one.text for one in paragraph)
        pages.append((max(0, len(text) - len(line.text)), line.page))
    return Text(text.strip(), tuple(pages))


def _begins(paragraph: Sequence[Line], line: Line) -> bool:
    """Whether a line begins a new paragraph."""
    last = paragraph[-1]
    if last.role != line.role or last.grid != line.grid or _is_marked(line):
        return True
    if (last.page, last.block) != (line.page, line.block):
        return bool(SENTENCE_END.search(last.text))
    gap = (line.box.top - last.box.bottom) / max(4.0, line.style.size)
    indent = line.box.x0 - last.box.x0
    indented = INDENT_PT[0] < indent < INDENT_PT[1] and bool(SENTENCE_END.search(last.text))
    restyled = last.style.bold != line.style.bold and gap > -0.5
    return gap > WIDE_GAP or indented or restyled


def _is_marked(line: Line) -> bool:
    return len(line.words) > 1 and bool(MARKER.match(line.words[0].text)) and not line.words[0].text.isdigit()
