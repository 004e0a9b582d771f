"""Pictures of pages for text recognition: rendered by PDFium, straightened, and told apart from blank paper."""

import io
import math
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import pypdfium2
from numpy.typing import NDArray
from PIL import Image

from schemas.geometry import Box, Turn

RESOLUTION_DPI = 300
"""What Tesseract was trained for."""

MOST_PIXELS = 25_000_000
"""A3 at 300 dpi has 17 million; larger sheets are drawn more coarsely."""

LOOK_DPI = 50
MARGIN = 0.04
"""Ink is looked for within this share of the page: scans have shadows along their edges."""

CONTRAST = 60
LEAST_INK = 0.0004
"""Paper is blank where less than this share of it differs from its colour by so many of 256 steps of grey."""

SKEW_PIXELS = 1200
"""Length of the longer side of the picture in which lines are looked for."""

MOST_SKEW = 5.0
LEAST_SKEW = 0.1
"""In degrees: feeders turn sheets by less than the one, and nobody sees less than the other."""

SURER = 1.02
"""Lines of print must stand out so much better after the turn."""

QUARTERS = (None, Image.Transpose.ROTATE_270, Image.Transpose.ROTATE_180, Image.Transpose.ROTATE_90)
"""What Pillow calls 0 to 3 quarter turns clockwise."""

Grey = NDArray[np.uint8]
"""Pixels, from 0 for black to 255 for white."""

Dots = NDArray[np.int64]
"""Where there is ink: rows or columns of pixels."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A page drawn in grey."""

    image: Image.Image
    dpi: float
    turn: Turn

    def encoded(self) -> bytes:
        """The picture as PGM: written in no time, and read by everything."""
        written = io.BytesIO()
        self.image.save(written, format="PPM")
        return written.getvalue()


def draw(page: pypdfium2.PdfPage) -> Picture:
    """The page as displayed."""
    width, height = page.get_size()
    dpi = min(RESOLUTION_DPI, 72 * math.sqrt(MOST_PIXELS / max(1.0, width * height)))
    return Picture(_drawn(page, dpi), dpi, Turn(width, height))


def is_blank(page: pypdfium2.PdfPage, known: Iterable[Box] = ()) -> bool:
    """Whether there is nothing on the paper but what is known; what lies along its edges does not count."""
    width, height = page.get_size()
    dpi = min(LOOK_DPI, 72 * math.sqrt(MOST_PIXELS / max(1.0, width * height)))
    grey = np.array(_drawn(page, dpi))
    for box in (one.grown(2) for one in known):
        grey[pixels(box, dpi / 72)] = np.median(grey)
    rows, columns = (max(1, round(side * MARGIN)) for side in grey.shape)
    inner = grey[rows:-rows, columns:-columns].astype(np.int16)
    return inner.size == 0 or float(np.mean(np.abs(inner - np.median(inner)) > CONTRAST)) < LEAST_INK


def pixels(box: Box, scale: float) -> tuple[slice, slice]:
    """The rows and columns of a box, at so many pixels a point."""
    top, bottom, left, right = (max(0, round(edge * scale)) for edge in (box.top, box.bottom, box.x0, box.x1))
    return slice(top, bottom), slice(left, right)


def turned(picture: Picture, quarters: int) -> Picture:
    """The picture, not yet straightened, after so many quarter turns clockwise."""
    way = QUARTERS[quarters % 4]
    image = picture.image if way is None else picture.image.transpose(way)
    return Picture(image, picture.dpi, Turn(picture.turn.width, picture.turn.height, quarters % 4))


def straightened(picture: Picture) -> Picture:
    """The picture with its lines level."""
    degrees = _skew(picture)
    if degrees == 0:
        return picture
    paper = int(np.median(np.asarray(picture.image)))
    image = picture.image.rotate(-degrees, resample=Image.Resampling.BICUBIC, fillcolor=paper)
    turn = Turn(picture.turn.width, picture.turn.height, picture.turn.quarters, degrees)
    return Picture(image, picture.dpi, turn)


def smaller(picture: Picture, dpi: float) -> Picture:
    """The picture at a lower resolution."""
    image = picture.image.resize(_scaled(picture.image.size, dpi / picture.dpi), Image.Resampling.BOX)
    return Picture(image, dpi, picture.turn)


def _drawn(page: pypdfium2.PdfPage, dpi: float) -> Image.Image:
    bitmap = page.render(scale=dpi / 72, grayscale=True)
    try:
        drawn = bitmap.to_pil()
        image: Image.Image = drawn.copy() if drawn.mode == "L" else drawn.convert("L")
    finally:
        bitmap.close()
    return image


def _scaled(size: tuple[int, int], scale: float) -> tuple[int, int]:
    return max(1, round(size[0] * scale)), max(1, round(size[1] * scale))


def _skew(picture: Picture) -> float:
    """Degrees clockwise that level the lines: then rows of ink and rows of paper differ most."""
    reduced = smaller(picture, min(picture.dpi, picture.dpi * SKEW_PIXELS / max(picture.image.size)))
    grey = np.asarray(reduced.image)
    ink = grey < np.median(grey) - CONTRAST
    y, x = np.nonzero(ink[:-1] & ~ink[1:])  # the lower edges of letters: they stand on the line
    if len(y) == 0:
        return 0.0
    best = _best_of(np.arange(-MOST_SKEW, MOST_SKEW + 0.1, 0.25), x, y)
    best = _best_of(best + np.arange(-0.25, 0.26, 0.05), x, y)
    is_askew = LEAST_SKEW <= abs(best) < MOST_SKEW
    return round(best, 2) if is_askew and _contrast(best, x, y) > SURER * _contrast(0.0, x, y) else 0.0


def _best_of(degrees: Iterable[float], x: Dots, y: Dots) -> float:
    return max(map(float, degrees), key=lambda angle: _contrast(angle, x, y))


def _contrast(degrees: float, x: Dots, y: Dots) -> float:
    """How much neighbouring rows differ once the dots are turned clockwise."""
    angle = math.radians(degrees)
    heights = np.rint(y * math.cos(angle) + x * math.sin(angle)).astype(np.int64)
    rows = np.bincount(heights - heights.min())
    return float(np.sum(np.diff(rows).astype(np.float64) ** 2))
