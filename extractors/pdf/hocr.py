"""What Tesseract says in hOCR: words with their places and how sure it is of each.

A word's own box is as high as its letters happen to be ("am", "Tag"). PDFs give every letter of a line the same
height; so words get the base line of their line, and a box as high as the type size.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from statistics import median
from xml.etree import ElementTree

from schemas.errors import RecognitionFailed
from schemas.geometry import Box, Style, Word

FONT = "recognised"
"""Where a PDF names the font: pictures have none."""

INK_HEIGHT = 0.93
"""From the top of b to the bottom of p, as a share of the type size."""

DESCENT = 0.21
"""What a PDF's letters reach below the base line, as a share of the type size."""

CAPITALS = 0.73
"""Height of capitals, digits and the letters from b to l, as a share of the type size: alike in most typefaces."""

TALL = re.compile(r"[A-Zbdfhkl0-9]")
ACCENTED = re.compile(r"[ÄÖÜ]")

FAR_OFF = 1.3
"""A size by capitals that differs more from what Tesseract says of the line has measured something else."""

TALLEST = 1.6
"""Print higher than this many times what its line says has no useful base line: a stamp across, a ruled frame."""

STEEP = 0.5
"""A base line that climbs more than this belongs to print that stands sideways."""

FACT = re.compile(r"(\w+)((?: -?[\d.]+)+)")
"""One of the facts in a title: `bbox 326 467 1744 524`."""

Facts = dict[str, list[float]]


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of print, in pixels."""

    x0: float
    bottom: float
    slope: float
    offset: float
    size: float
    upright: bool

    def base(self, x: float) -> float:
        """Where the letters stand at that x."""
        return self.bottom + self.offset + self.slope * (x - self.x0)


def read_words(hocr: str, dpi: float) -> tuple[Word, ...]:
    """The words of a page in points; raise RecognitionFailed for an answer that is no hOCR."""
    try:
        root = ElementTree.fromstring(hocr)
    except ElementTree.ParseError as error:
        raise RecognitionFailed(f"the answer of Tesseract cannot be read ({error})") from None
    return tuple(_words(root, 72 / dpi))


def resized(word: Word, size: float) -> Word:
    """The word on its base line, in another type size."""
    if not word.upright or size == word.style.size:
        return word
    bottom = word.box.bottom + DESCENT * (size - word.style.size)
    box = Box(word.box.x0, round(bottom - size, 2), word.box.x1, round(bottom, 2))
    return replace(word, box=box, style=replace(word.style, size=size))


def _words(root: ElementTree.Element, scale: float) -> Iterator[Word]:
    for line in root.iter():
        words = [part for part in line if part.get("class") == "ocrx_word"]
        facts = _facts(line) if words else {}
        told = [("".join("".join(part.itertext()).split()), _facts(part)) for part in words]
        if "bbox" in facts:
            printed = _line(facts)
            printed = replace(printed, size=_type_size(printed, told))
            yield from (_word(text, word, printed, scale) for text, word in told if text)


def _facts(element: ElementTree.Element) -> Facts:
    found = FACT.findall(element.get("title", ""))
    return {name: [float(number) for number in numbers.split()] for name, numbers in found}


def _type_size(line: _Line, words: Iterable[tuple[str, Facts]]) -> float:
    """By the height of capitals; what Tesseract says of the line is thrown off by a rule or a sign of other height."""
    told = line.size / INK_HEIGHT
    boxes = [word["bbox"] for text, word in words if TALL.search(text) and not ACCENTED.search(text)]
    measured = median([line.base((x0 + x1) / 2) - top for x0, top, x1, _ in boxes] or [0.0]) / CAPITALS
    return measured if told / FAR_OFF <= measured <= told * FAR_OFF else told


def _word(text: str, word: Facts, line: _Line, scale: float) -> Word:
    box = Box(*(edge * scale for edge in word["bbox"]))
    size = box.width
    if line.upright:
        size = line.size * scale
        bottom = line.base((word["bbox"][0] + word["bbox"][2]) / 2) * scale + DESCENT * size
        box = Box(box.x0, bottom - size, box.x1, bottom)
    placed = Box(*(round(edge, 2) for edge in (box.x0, box.top, box.x1, box.bottom)))
    style = Style(FONT, round(size, 1), bold=False, italic=False, color="#000000")
    return Word(text, placed, style, line.upright, recognised=word.get("x_wconf", [0.0])[0] / 100)


def _line(facts: Facts) -> _Line:
    x0, top, _, bottom = facts["bbox"]
    size = facts.get("x_size", [bottom - top])[0]
    slope, offset = facts.get("baseline", [0.0, 0.0])
    upright = "textangle" not in facts and abs(slope) < STEEP
    if bottom - top > TALLEST * size:
        slope, offset = 0.0, (top - bottom) / 2 + size / 2 - DESCENT * size
    return _Line(x0, bottom, slope, offset, size, upright)
