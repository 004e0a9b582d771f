"""The sheet a page is shown on: from the page's own space, which counts upwards, to points from the top left.

A viewer shows the crop box, turned by the page's rotation; what lies outside is not there for a reader. Source: PDF
reference 1.7, table 3.27 (MediaBox, CropBox, Rotate).
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pypdfium2

from extractors.pdf.native import Floats
from schemas.geometry import Box

Matrix = tuple[float, float, float, float, float, float]
"""a, b, c, d, e, f as in a PDF: x' = ax + cy + e, y' = bx + dy + f."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """Size of the page as displayed, and the way there from the page's own space."""

    box: Box
    matrix: Matrix

    def directions(self, dx: Floats, dy: Floats) -> tuple[Floats, Floats]:
        """Directions of the page's own space as displayed; both count upwards."""
        a, b, c, d, _, _ = self.matrix
        return a * dx + c * dy, -(b * dx + d * dy)

    def points(self, own: Floats) -> Floats:
        """Points of the page's own space as displayed, counted downwards."""
        a, b, c, d, e, f = self.matrix
        shown = np.empty((len(own), 2))
        shown[:, 0] = a * own[:, 0] + c * own[:, 1] + e
        shown[:, 1] = b * own[:, 0] + d * own[:, 1] + f
        return shown

    def boxes(self, own: Floats) -> Floats:
        """Boxes (two corners each) as displayed: x0, top, x1, bottom."""
        one, other = self.points(own[:, :2]), self.points(own[:, 2:])
        return np.concatenate((np.minimum(one, other), np.maximum(one, other)), axis=1)


def sheet_of(page: pypdfium2.PdfPage) -> Sheet:
    """The sheet a page is shown on."""
    x0, y0, x1, y1 = page.get_bbox()
    width, height = x1 - x0, y1 - y0
    match page.get_rotation():
        case 90:
            return Sheet(Box(0.0, 0.0, height, width), (0, 1, 1, 0, -y0, -x0))
        case 180:
            return Sheet(Box(0.0, 0.0, width, height), (-1, 0, 0, 1, x1, -y0))
        case 270:
            return Sheet(Box(0.0, 0.0, height, width), (0, -1, -1, 0, y1, x1))
        case _:
            return Sheet(Box(0.0, 0.0, width, height), (1, 0, 0, -1, -x0, y1))


def product(first: Sequence[float], then: Sequence[float]) -> Matrix:
    """One matrix for two that are applied one after the other.

    >>> product((1, 0, 0, 1, 5, 0), (2, 0, 0, 2, 0, 0))
    (2, 0, 0, 2, 10, 0)
    """
    a, b, c, d, e, f = first
    g, h, i, j, k, m = then
    return a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + m
