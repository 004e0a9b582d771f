"""Lines in the picture of a page: what a PDF would tell as drawings. Tables and underlined headings rest on them.

picture → valleys of grey, thin and long → pieces of even darkness → rules
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray
from PIL import Image
from scipy import ndimage  # type: ignore[import-untyped]  # scipy ships no types

from extractors.pdf.native import Flags, Floats
from extractors.pdf.pictures import Picture, smaller
from schemas.geometry import Box, Rule

LINES_DPI = 150.0
"""The thinnest rule of office programs, a quarter of a point, still darkens a pixel of this size by half."""

SMOOTHED_PT = 4.0
"""Shades is averaged along the way of a line: dots of dotted ones run together, noise of the sensor evens out."""

THIN_PT = 3.0
"""Wider is an area, no line."""

LEAST_DARKER = 12
"""Steps of grey by which a line is darker than the paper on both sides."""

RIM_PT = 0.7
"""So far a line fades out."""

SHORTEST_LEVEL_PT, SHORTEST_UPRIGHT_PT = 24.0, 36.0
"""Strokes of letters are shorter: dashes, the bars of large capitals, the stems of thin display type."""

WAVERING_PT = 3.0
"""A line that is straight on paper may waver by so much across the picture, its faded rims included."""

DARK_GROUND = 80
"""Steps of grey below paper from which on the ground is ink: within large letters there are no lines."""

EVEN = 0.5
MOST_UNEVEN = 0.15
"""A line is nowhere, but for this share of it, less than half as dark as it mostly is; rows of letters have gaps."""

Shades = NDArray[np.float32] | NDArray[np.uint8]
"""Pixels, from 0 for black to 255 for white."""

Edges = tuple[float, float, float, float]
"""x0, top, x1, bottom."""


def find_lines(picture: Picture) -> tuple[Rule, ...]:
    """The level and the upright lines of a straightened picture, in points."""
    reduced = smaller(picture, min(LINES_DPI, picture.dpi))
    grey = np.asarray(reduced.image, dtype=np.float32)
    scale = 72 / reduced.dpi
    level = [_box(*edges, scale) for edges in _level(grey, scale, SHORTEST_LEVEL_PT)]
    grey = np.ascontiguousarray(grey.T)
    upright = [_box(x0, top, x1, bottom, scale) for top, x0, bottom, x1 in _level(grey, scale, SHORTEST_UPRIGHT_PT)]
    return tuple(Rule(box, "line") for box in (*level, *upright))


def _box(x0: float, top: float, x1: float, bottom: float, scale: float) -> Box:
    return Box(*(round(edge * scale, 2) for edge in (x0, top, x1, bottom)))


def edges_of(rules: Iterable[Rule]) -> Floats:
    """What the tables of a page are found from: each line once, in its middle, and the four sides of each area."""
    edges = [edge for rule in rules for edge in (_sides(rule.box) if rule.kind == "area" else [_middle(rule.box)])]
    return np.array(edges).reshape(-1, 4)


def _middle(box: Box) -> Edges:
    x, y = box.middle
    return (box.x0, y, box.x1, y) if box.width > box.height else (x, box.top, x, box.bottom)


def _sides(box: Box) -> list[Edges]:
    level = [(box.x0, y, box.x1, y) for y in (box.top, box.bottom)]
    return [*level, *((x, box.top, x, box.bottom) for x in (box.x0, box.x1))]


def without_lines(picture: Picture, lines: Iterable[Rule]) -> Picture:
    """The picture with its lines painted over; strokes of letters that cross them stay."""
    lines = tuple(lines)
    if not lines:
        return picture
    grey = np.array(picture.image)
    scale = 72 / picture.dpi
    for line in lines:
        x0, top, x1, bottom = (
            round(edge / scale) for edge in (line.box.x0, line.box.top, line.box.x1, line.box.bottom)
        )
        if line.box.width > line.box.height:
            _paint_over(grey, (x0, top, x1, bottom), scale)
        else:
            _paint_over(grey.T, (top, x0, bottom, x1), scale)
    return replace(picture, image=Image.fromarray(grey))


def _paint_over(grey: Shades, edges: tuple[int, int, int, int], scale: float) -> None:
    """Paint over a level line with what lies above and below it."""
    x0, top, x1, bottom = edges
    rim, around = _pixels(RIM_PT, scale), 2 * _pixels(THIN_PT, scale)
    first, start = max(0, top - around), max(0, top - rim)
    columns = slice(max(0, x0 - rim), x1 + rim)
    patch = grey[first : bottom + around, columns]
    grey[start : bottom + rim, columns] = _lighter(patch, scale)[start - first : bottom + rim - first]


def _level(grey: Shades, scale: float, shortest: float) -> Iterator[Edges]:
    """Edges of the level lines, in pixels."""
    long = _opened(ndimage.maximum_filter1d(_dark(grey, scale), 3, axis=0), _pixels(shortest, scale))
    labelled, _ = ndimage.label(long, np.ones((3, 3)))
    for rows, columns in ndimage.find_objects(labelled):
        darkness = _darker(grey, (rows, columns), scale).max(axis=0)
        inked = np.flatnonzero(darkness >= EVEN * np.median(darkness))
        is_even = len(inked) >= (1 - MOST_UNEVEN) * len(darkness)
        if is_even and (rows.stop - rows.start) * scale <= THIN_PT + WAVERING_PT:
            yield columns.start + inked[0], rows.start + 1, columns.start + inked[-1] + 1, rows.stop - 1


def _dark(grey: Shades, scale: float) -> Flags:
    """Where the picture, averaged along the way of a line, is darker than what lies above and below."""
    smooth = ndimage.uniform_filter1d(grey, _pixels(SMOOTHED_PT, scale), axis=1)
    ground = _lighter(smooth, scale)
    on_paper = ground > np.median(grey) - DARK_GROUND
    ground -= smooth
    return np.asarray(on_paper & (ground > LEAST_DARKER))


def _darker(grey: Shades, place: tuple[slice, slice], scale: float) -> Shades:
    """By how much each point of a place is darker than what lies above and below it."""
    rows, columns = place
    around = 2 * _pixels(THIN_PT + 2 * RIM_PT, scale)
    first = max(0, rows.start - around)
    patch = grey[first : rows.stop + around, columns]
    return (_lighter(patch, scale) - patch)[rows.start - first : rows.stop - first]


def _lighter(grey: Shades, scale: float) -> Shades:
    """The darker of what lies above and below each point, a line's breadth away."""
    window = _pixels(THIN_PT + 2 * RIM_PT, scale)
    return np.asarray(ndimage.minimum_filter1d(ndimage.maximum_filter1d(grey, window, axis=0), window, axis=0))


def _opened(mask: Flags, length: int) -> Flags:
    """What of each row is at least so many pixels long."""
    return np.asarray(ndimage.maximum_filter1d(ndimage.minimum_filter1d(mask, length, axis=1), length, axis=1))


def _pixels(points: float, scale: float) -> int:
    """An odd number of pixels: windows have a middle."""
    return round(points / scale) | 1
