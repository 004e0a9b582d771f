"""Cuttings of the picture of a page, shown to recognition below each other, each in several sizes.

place → its part of the picture → sheets of many cuttings → what each look saw in each of them
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
from PIL import Image

from extractors.pdf.gaps import BLANK, parts_of
from extractors.pdf.pictures import Picture, pixels
from schemas.geometry import Box, Word

Reader = Callable[[Picture], Sequence[Word]]
"""Picture → its words, read as one block of lines."""

ROOM_PT = 12.0
"""White around each cutting."""

SCALES = (1.0, 0.7, 1.4)
"""Recognition brings each line to a height of its own: another size is another look."""

SHEET_PT2, TALLEST_PT = 500_000.0, 5_000.0
"""A picture of cuttings takes no more memory than that of a page; Tesseract refuses sides longer than 32,767 pixels."""


@dataclass(frozen=True, slots=True)
class Cutting:
    """A piece of the page that is looked at again."""

    box: Box
    size: float
    first: Word | None = None
    """What the first look saw there."""


def looks_at(cuttings: Sequence[Cutting], picture: Picture, read: Reader) -> list[list[list[Word]]]:
    """Per cutting and look, the words seen."""
    return [seen for some in _sheets(cuttings) for seen in _looks_on_sheet(some, picture, read)]


def _sheets(cuttings: Iterable[Cutting]) -> Iterator[list[Cutting]]:
    """The cuttings in groups that, one below the other in all sizes, make a picture to be looked at."""
    group: list[Cutting] = []
    width = height = 0.0
    for cutting in cuttings:
        own = len(SCALES) * (cutting.box.height + ROOM_PT)
        width, height = max(width, cutting.box.width), height + own
        if group and (width * height > SHEET_PT2 or height > TALLEST_PT):
            yield group
            group, width, height = [], cutting.box.width, own
        group.append(cutting)
    if group:
        yield group


def _looks_on_sheet(cuttings: Sequence[Cutting], picture: Picture, read: Reader) -> list[list[list[Word]]]:
    sheet, tops = _sheet([_cut(picture, cutting) for cutting in cuttings], picture)
    seen: list[list[list[Word]]] = [[[] for _ in SCALES] for _ in cuttings]
    scale = picture.dpi / 72
    for word in read(sheet):
        place = int(np.searchsorted(tops, word.box.middle[1] * scale, "right")) - 1
        if 0 <= place < len(cuttings) * len(SCALES) and any(map(str.isalnum, word.text)):
            look, at = divmod(place, len(cuttings))
            seen[at][look].append(word)
    return seen


def _cut(picture: Picture, cutting: Cutting) -> Image.Image:
    """The cutting with its parts set well apart: recognition runs together what is set close."""
    grey = np.asarray(picture.image)[pixels(cutting.box.grown(1), picture.dpi / 72)]
    em = cutting.size * picture.dpi / 72
    parts = [grey[:, first:last] for first, last in parts_of(grey, BLANK * em)]
    paper = np.full((len(grey), max(1, round(em / 3))), np.percentile(grey, 85), dtype=np.uint8)
    apart = [piece for part in parts for piece in (part, paper)]
    return Image.fromarray(np.hstack(apart[:-1])) if apart else Image.fromarray(grey)


def _sheet(cuttings: Sequence[Image.Image], picture: Picture) -> tuple[Picture, list[int]]:
    """All cuttings below each other, once in each size; and from where on downwards each has the sheet."""
    room = round(ROOM_PT * picture.dpi / 72)
    pieces = [
        cutting.resize((max(1, round(cutting.width * scale)), max(1, round(cutting.height * scale))))
        for scale in SCALES
        for cutting in cuttings
    ]
    height = sum(piece.height + room for piece in pieces) + room
    paper = int(np.median(np.asarray(picture.image)))
    sheet = Image.new("L", (max(piece.width for piece in pieces) + 2 * room, height), paper)
    tops, top = [], room // 2
    for piece in pieces:
        sheet.paste(piece, (room, top + room // 2))
        tops.append(top)
        top += piece.height + room
    return replace(picture, image=sheet), tops
