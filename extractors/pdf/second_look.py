"""A second look at what recognition left out, or is unsure of: single numbers, codes, amounts, signs of paragraphs.

ink that no word covers, short words in doubt → cuttings → words that two looks agree on

Recognition of a whole page drops short lines that stand alone ("§ 4") and narrow columns ("A 1"), and runs the parts of
codes together. Each place is shown to it again in several sizes: two wrong looks rarely agree.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
from scipy import ndimage  # type: ignore[import-untyped]  # scipy ships no types

from extractors.pdf.cuttings import Cutting, Reader, looks_at
from extractors.pdf.hocr import DESCENT, FONT
from extractors.pdf.native import Flags
from extractors.pdf.pictures import CONTRAST, MARGIN, Picture, pixels
from schemas.geometry import Box, Style, Word

DOUBTFUL = 0.8
"""Short words of which recognition is less sure are looked at again."""

LONGEST = 8
"""Letters and digits of a short word: longer ones have a dictionary, and each other, to be read by."""

CRUMB = 3
"""So few letters without a figure, where the first look saw nothing, are no print."""

IN_DOUBT = 0.5
"""How sure we are at most of a short word on which no two looks agree."""

HEIGHT = (0.4, 1.1)
"""What may be a letter is so high, as a share of the usual type size: from low letters to those with an accent."""

WIDEST = 1.2
"""No letter is wider, as a share of the type size."""

BESIDE = 0.9
"""Letters so near to each other, as a share of the type size, are looked at together."""

CLOSE = 0.35
"""Ink so near to a word, as a share of the type size, is a letter of it, or the next one after a narrow blank."""

FREE = 0.15
"""So far around a word ink is part of it, as a share of its type size: dots, tails, a letter left out."""

MOST_CUTTINGS = 60
"""More pieces of ink without words are a drawing, a photo or noise."""

ENDS = ".,;:|'’`"
"""Signs so small that looks may differ in them."""


@dataclass(frozen=True, slots=True)
class _Said:
    """What one look saw in a cutting."""

    words: tuple[Word, ...]
    sure: float

    @property
    def texts(self) -> list[str]:
        return [word.text for word in self.words]

    @property
    def key(self) -> str:
        """The same for looks that differ in no more than blanks and the point or comma behind."""
        return "".join(self.texts).strip(ENDS)

    @property
    def has_figures(self) -> bool:
        """Whether any figure was seen."""
        return any(map(str.isdigit, self.key))


def look_again(words: Sequence[Word], picture: Picture, read: Reader) -> tuple[Word, ...]:
    """The words of a straightened page, with what a second look at doubtful places made of them."""
    size = float(np.median([word.style.size for word in words for _ in word.text] or [0.0]))
    cuttings = _cuttings(words, _left_out(words, picture, size), size) if size else []
    if not cuttings:
        return tuple(words)
    looks = looks_at(cuttings, picture, read)
    agreed = [_agreed(cutting, seen) for cutting, seen in zip(cuttings, looks, strict=True)]
    again = {id(cutting.first): found for cutting, found in zip(cuttings, agreed, strict=True) if cutting.first}
    told = (each for word in words for each in again.get(id(word), (word,)))
    added = (each for cutting, found in zip(cuttings, agreed, strict=True) if not cutting.first for each in found)
    return (*told, *added)


def _cuttings(words: Sequence[Word], left_out: Sequence[Box], size: float) -> list[Cutting]:
    """Short words in doubt, and ink that no word covers; ink beside a short word is part of that word."""
    beside: dict[int, list[Box]] = {}
    alone: list[Box] = []
    for box in left_out:
        near = next((word for word in words if _is_beside(word, box)), None)
        if near is None:
            alone.append(box)
        elif _letters_of(near) <= LONGEST:
            beside.setdefault(id(near), []).append(box)
    doubtful = [word for word in words if id(word) in beside or _is_doubtful(word)]
    known = [Cutting(Box.around((word.box, *beside.get(id(word), ()))), word.style.size, word) for word in doubtful]
    return [*known, *(Cutting(box, size) for box in alone)]


def _is_doubtful(word: Word) -> bool:
    letters = _letters_of(word)
    is_short = letters <= LONGEST and (letters <= 3 or any(map(str.isdigit, word.text)))
    return word.upright and letters > 0 and is_short and (word.recognised or 0) < DOUBTFUL


def _letters_of(word: Word) -> int:
    return sum(map(str.isalnum, word.text))


def _is_beside(word: Word, box: Box) -> bool:
    """Whether ink lies so near to a word in its line that it may be a letter of it."""
    near = CLOSE * word.style.size
    return (
        word.upright
        and word.box.x0 - near <= box.x1
        and box.x0 <= word.box.x1 + near
        and (word.box.top <= box.middle[1] <= word.box.bottom)
    )


def _left_out(words: Iterable[Word], picture: Picture, size: float) -> list[Box]:
    """Places with ink like letters, in rows, that no word covers; none where there are too many to be print."""
    scale = picture.dpi / 72
    grey = np.asarray(picture.image)
    dark = grey < np.median(grey) - CONTRAST
    for word in words:
        dark[pixels(word.box.grown(FREE * word.style.size), scale)] = False
    letters = list(_letters(dark, size * scale))
    rows: list[Box] = []
    for letter in sorted(letters, key=lambda box: box.x0):
        near = next((at for at, row in enumerate(rows) if _continues(row, letter, size * scale)), None)
        if near is None:
            rows.append(letter)
        else:
            rows[near] = Box.around((rows[near], letter))
    found = [_in_points(row, size, scale) for row in rows]
    return found if len(found) <= MOST_CUTTINGS else []


def _letters(dark: Flags, em: float) -> Iterator[Box]:
    """Pieces of ink as large as letters, in pixels, away from the edges of the paper."""
    height, width = dark.shape
    inner = Box(MARGIN * width, MARGIN * height, (1 - MARGIN) * width, (1 - MARGIN) * height)
    labelled = np.zeros(dark.shape, np.uint16)
    try:
        ndimage.label(dark, output=labelled)
    except RuntimeError:  # more pieces than can be numbered are noise
        return
    for rows, columns in ndimage.find_objects(labelled):
        box = Box(columns.start, rows.start, columns.stop, rows.stop)
        is_high = HEIGHT[0] * em <= box.height <= HEIGHT[1] * em
        if is_high and box.width <= WIDEST * em and inner.holds(box.middle):
            yield box


def _continues(row: Box, letter: Box, em: float) -> bool:
    return row.top <= letter.middle[1] <= row.bottom and letter.x0 - row.x1 <= BESIDE * em


def _in_points(row: Box, size: float, scale: float) -> Box:
    """The place of a row of letters, as high as a line: commas and tails are part of it."""
    x0, x1, bottom = row.x0 / scale, row.x1 / scale, row.bottom / scale + DESCENT * size
    return Box(x0, min(row.top / scale - FREE * size, bottom - size), x1 + FREE * size, bottom)


def _agreed(cutting: Cutting, looks: Sequence[Sequence[Word]]) -> tuple[Word, ...]:
    """What two looks agree on, the first one counted, if one of them is surer than that; else the first, in doubt.

    A look that sees letters where the first one saw figures is none: it takes 1 for l ("All" for "A 1.1").
    """
    said = [_Said(tuple(look), min(word.recognised or 0 for word in look)) for look in looks if look]
    first = _Said((cutting.first,), cutting.first.recognised or 0) if cutting.first else None
    every = [first, *said] if first else said
    counted = Counter(one.key for one in every)
    agreed = (one for one in every if counted[one.key] > 1 and (one.has_figures or not (first and first.has_figures)))
    best = max(agreed, key=lambda one: one.sure, default=None)
    if first is None:
        return tuple(_placed(best, cutting)) if best and _is_credible(best) else ()
    if best and best.sure >= first.sure:
        return tuple(_placed(best, cutting))
    word = first.words[0]
    return (_in_doubt(replace(word, box=cutting.box if first.has_figures else word.box)),)


def _is_credible(said: _Said) -> bool:
    """Whether print may have been left out here: figures, or a sure word. Stains and photos give crumbs of letters."""
    return said.has_figures or (said.sure >= DOUBTFUL and max(map(_letters_of, said.words)) > CRUMB)


def _in_doubt(word: Word) -> Word:
    """The word of a first look that was not borne out."""
    sure = word.recognised or 0
    return word if sure >= DOUBTFUL else replace(word, recognised=min(IN_DOUBT, sure))


def _placed(said: _Said, cutting: Cutting) -> Iterator[Word]:
    """The words side by side in the place of the cutting, as wide as they are long."""
    style = cutting.first.style if cutting.first else Style(FONT, round(cutting.size, 1), False, False, "#000000")
    texts = ["".join(said.texts)] if cutting.first else said.texts
    stands = cutting.first if cutting.first and len(texts[0]) <= len(cutting.first.text) else cutting
    box, whole = stands.box, sum(map(len, texts)) + len(texts) - 1
    start = 0
    for text in texts:
        x0, x1 = (box.x0 + box.width * at / whole for at in (start, start + len(text)))
        placed = Box(round(x0, 2), round(box.top, 2), round(x1, 2), round(box.bottom, 2))
        yield Word(text, placed, style, recognised=said.sure)
        start += len(text) + 1
