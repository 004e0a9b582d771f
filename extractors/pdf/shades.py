"""Dark bars in the picture of a page: letters on them are white, which recognition reads badly or not at all.

picture, coarse → shade of the ground under the letters → dark rectangles → the picture with them turned light
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace

import numpy as np
from PIL import Image
from scipy import ndimage  # type: ignore[import-untyped]  # scipy ships no types

from extractors.pdf.native import Flags
from extractors.pdf.pictures import Picture, smaller
from schemas.geometry import Box, Rule, Word

GROUND_DPI = 54.0
GROUND_PT = 12.0
"""Letters cover less than half of any square of this size: the middle shade is that of the ground."""

DARKER = 90
"""Steps of grey below paper from which on letters are set in white."""

LEAST_WIDTH_PT = 24.0
LEAST_HEIGHT_PT = 10.0
MOST_OF_PAGE = 0.5
"""Smaller ones are letters, larger ones photos or coloured paper."""

RECTANGULAR = 0.9
"""Share of its own frame, fringes apart, that a rectangle fills."""

BLURRED_PT = 4.0
"""So far the edges of the coarse picture may be from those of the sharp one."""

RIM_PT = 0.7
"""So far an edge fades out."""

UNBROKEN = 0.95
"""Share of its rim that is dark: print has straight edges, what a copier smudges has none."""

WHITE = "#ffffff"


def find_bars(picture: Picture) -> tuple[Rule, ...]:
    """The dark rectangles of a straightened picture, in points."""
    reduced = smaller(picture, min(GROUND_DPI, picture.dpi))
    scale = 72 / reduced.dpi
    window = max(3, round(GROUND_PT / scale)) | 1
    ground = ndimage.median_filter(np.asarray(reduced.image, dtype=np.int16), window)
    paper = int(np.median(ground))
    labelled, _ = ndimage.label(ground < paper - DARKER)
    found = []
    for number, frame in enumerate(ndimage.find_objects(labelled), start=1):
        place = _without_fringes(labelled == number, frame)
        inside = labelled[place] == number
        if _is_bar(inside, scale) and inside.size < MOST_OF_PAGE * ground.size:
            shade = int(np.median(ground[place][inside]))
            box = _sharp(_box(place, scale), picture, (paper + shade) / 2)
            if _has_edges(box, picture, (paper + shade) / 2):
                found.append(Rule(box, "area", f"#{shade:02x}{shade:02x}{shade:02x}"))
    return tuple(found)


def _without_fringes(dark: Flags, frame: tuple[slice, slice]) -> tuple[slice, slice]:
    """The frame without the rows and columns at its edges that are less than half dark: coarse edges are ragged."""
    inside = dark[frame]
    down, across = (np.flatnonzero(inside.mean(axis=axis) > 0.5) for axis in (1, 0))
    if not len(down) or not len(across):
        return frame
    top, left = (side.start for side in frame)
    return slice(top + down[0], top + down[-1] + 1), slice(left + across[0], left + across[-1] + 1)


def _is_bar(inside: Flags, scale: float) -> bool:
    height, width = inside.shape
    is_large = width * scale >= LEAST_WIDTH_PT and height * scale >= LEAST_HEIGHT_PT
    return is_large and float(inside.mean()) >= RECTANGULAR


def _box(place: tuple[slice, slice], scale: float) -> Box:
    rows, columns = place
    return Box(columns.start * scale, rows.start * scale, columns.stop * scale, rows.stop * scale)


def _sharp(box: Box, picture: Picture, least: float) -> Box:
    """The box with the edges that the full picture shows: half of each row and column beyond them is light."""
    scale = 72 / picture.dpi
    rows, columns = _place(box.grown(BLURRED_PT), scale)
    dark = np.asarray(picture.image)[rows, columns] < least
    down, across = (np.flatnonzero(dark.mean(axis=axis) > 0.5) for axis in (1, 0))
    if not len(down) or not len(across):
        return box
    edges = (columns.start + across[0], rows.start + down[0], columns.start + across[-1], rows.start + down[-1])
    x0, top, x1, bottom = (float(edge) * scale for edge in edges)
    return Box(round(x0, 2), round(top, 2), round(x1 + scale, 2), round(bottom + scale, 2))


def _has_edges(box: Box, picture: Picture, least: float) -> bool:
    """Whether an unbroken dark line runs along all sides of the box, just within it."""
    scale = 72 / picture.dpi
    dark = np.asarray(picture.image)[_place(box.grown(-RIM_PT), scale)] < least
    return dark.size > 0 and float(np.concatenate([*dark[[0, -1]], *dark[:, [0, -1]].T]).mean()) >= UNBROKEN


def _place(box: Box, scale: float) -> tuple[slice, slice]:
    """The rows and columns of a box."""
    top, bottom, left, right = (max(0, round(edge / scale)) for edge in (box.top, box.bottom, box.x0, box.x1))
    return slice(top, bottom), slice(left, right)


def with_dark_letters(picture: Picture, bars: Iterable[Rule]) -> Picture:
    """The picture with its bars as light as paper, and the letters on them as dark as ink."""
    bars = tuple(bars)
    if not bars:
        return picture
    grey = np.array(picture.image)
    paper, scale = int(np.median(grey)), 72 / picture.dpi
    for bar in bars:
        inner = _place(bar.box.grown(-RIM_PT), scale)
        letters = paper + int(bar.fill[1:3], 16) - grey[inner].astype(np.int16)
        grey[_place(bar.box.grown(RIM_PT), scale)] = paper
        grey[inner] = np.clip(letters, 0, 255)
    return replace(picture, image=Image.fromarray(grey))


def in_white(words: Iterable[Word], rules: Iterable[Rule]) -> Iterator[Word]:
    """The words, those on bars in white."""
    places = [rule.box for rule in rules if rule.kind == "area"]
    for word in words:
        is_white = any(place.holds(word.box.middle) for place in places)
        yield replace(word, style=replace(word.style, color=WHITE)) if is_white else word
