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
"""Share of its own frame that a rectangle fills."""

WHITE = "#ffffff"


def find_bars(picture: Picture) -> tuple[Rule, ...]:
    """The dark rectangles of a straightened picture, in points."""
    reduced = smaller(picture, min(GROUND_DPI, picture.dpi))
    scale = 72 / reduced.dpi
    window = max(3, round(GROUND_PT / scale)) | 1
    ground = ndimage.median_filter(np.asarray(reduced.image, dtype=np.int16), window)
    labelled, _ = ndimage.label(ground < np.median(ground) - DARKER)
    found = ndimage.find_objects(labelled)
    return tuple(
        Rule(box, "area", f"#{shade:02x}{shade:02x}{shade:02x}")
        for number, place in enumerate(found, start=1)
        if _is_rectangle(inside := labelled[place] == number, scale) and inside.size < MOST_OF_PAGE * ground.size
        for box, shade in [(_box(place, scale), int(np.median(ground[place][inside])))]
    )


def _is_rectangle(inside: Flags, scale: float) -> bool:
    height, width = inside.shape
    is_large = width * scale >= LEAST_WIDTH_PT and height * scale >= LEAST_HEIGHT_PT
    return is_large and float(inside.mean()) >= RECTANGULAR


def _box(place: tuple[slice, slice], scale: float) -> Box:
    rows, columns = place
    edges = (columns.start, rows.start, columns.stop, rows.stop)
    return Box(*(round(edge * scale, 2) for edge in edges))


def with_dark_letters(picture: Picture, bars: Iterable[Rule]) -> Picture:
    """The picture with its bars as light as paper, and the letters on them as dark as ink."""
    grey = np.array(picture.image, dtype=np.int16)
    paper = int(np.median(grey))
    for bar in bars:
        edges = (round(edge * picture.dpi / 72) for edge in (bar.box.top, bar.box.bottom, bar.box.x0, bar.box.x1))
        top, bottom, left, right = edges
        grey[top:bottom, left:right] = paper + int(bar.fill[1:3], 16) - grey[top:bottom, left:right]
    return replace(picture, image=Image.fromarray(np.clip(grey, 0, 255).astype(np.uint8)))


def in_white(words: Iterable[Word], bars: Iterable[Rule]) -> Iterator[Word]:
    """The words, those on bars in white."""
    places = [bar.box for bar in bars]
    for word in words:
        is_white = any(place.holds(word.box.middle) for place in places)
        yield replace(word, style=replace(word.style, color=WHITE)) if is_white else word
