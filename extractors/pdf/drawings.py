"""What is drawn on a page beside its letters, as PDFium tells it: rules, edges for tables, pictures.

    page objects, also those in forms → subpaths → lines and rectangles, edges

As pdfminer classes them: a subpath of two points is a line; one of four that close and stand square is a rectangle; any
other is a curve, of which only the level and the upright pieces count as edges of a table.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from extractors.pdf import native
from extractors.pdf.native import Flags, Floats, Integers
from extractors.pdf.objects import IMAGE, PATH, PageObject
from extractors.pdf.sheets import Sheet, product
from schemas.geometry import Box, Rule

THIN_PT = 3.0
"""Rectangles thinner than this are drawn lines."""

SQUARE_PT = 0.01
"""PDFium keeps 32-bit numbers: corners are square when they are off by less."""

MOST_SEGMENTS = 60_000
"""Beyond these a page is a map or a drawing, or was made to stop us; what lies beyond is left out."""

LINE, MOVE = 0, 2


@dataclass(frozen=True, slots=True)
class Drawings:
    """What is drawn on a page, in points of the page as displayed."""

    rules: tuple[Rule, ...]
    images: tuple[Box, ...]
    edges: Floats
    """Level and upright pieces of all paths: x0, top, x1, bottom."""

    complete: bool = True
    """False: more is drawn than was read."""


def read_drawings(objects: Sequence[PageObject], sheet: Sheet) -> Drawings:
    """Rules, edges and pictures of a page."""
    paths = [each for each in objects if each.kind == PATH]
    images = tuple(_image(each, sheet) for each in objects if each.kind == IMAGE)
    rules, edges, complete = _drawn(paths, sheet)
    return Drawings(tuple(rules), images, edges, complete)


def _image(image: PageObject, sheet: Sheet) -> Box:
    x0, y0, x1, y1 = native.bounds_of(image.pointer)
    corners = _placed(np.array([(x0, y0), (x1, y0), (x0, y1), (x1, y1)]), np.array([image.around]))
    points = sheet.points(corners)
    return Box(*np.round(np.concatenate((points.min(axis=0), points.max(axis=0))), 2).tolist())


@dataclass(frozen=True, slots=True)
class _Subpaths:
    """Subpaths of all paths of a page; points lie one after the other."""

    points: Floats
    kinds: Integers
    """How the pen comes to each point: in a line 0, in a curve 1, lifted 2."""

    starts: Integers
    counts: Integers
    """Points of a subpath, without one that only closes it."""

    closed: Integers
    """1: the subpath ends where it begins."""

    curved: Integers
    """Number of its segments that are curves."""

    path: Integers
    """Position of its path."""


def _drawn(paths: Sequence[PageObject], sheet: Sheet) -> tuple[list[Rule], Floats, bool]:
    modes = [native.draws(path.pointer) for path in paths]
    painted = [(path, filled) for path, (filled, stroked) in zip(paths, modes, strict=True) if filled or stroked]
    subpaths, whole = _subpaths([path for path, _ in painted], sheet)
    if not len(subpaths.starts):
        return [], np.zeros((0, 4)), whole
    lines = (subpaths.counts == 2) & (subpaths.curved == 0)
    rectangles = _are_rectangles(subpaths)
    boxes = _hulls(subpaths)
    fills = {at: native.color_of(path.pointer) for at, (path, filled) in enumerate(painted) if filled}
    chosen = np.flatnonzero((lines | rectangles) & _on_sheet(boxes, sheet))
    rules = [
        Rule(Box(*box), "line" if min(box[2] - box[0], box[3] - box[1]) < THIN_PT else "area", fills.get(path, ""))
        for box, path in zip(boxes[chosen].tolist(), subpaths.path[chosen].tolist(), strict=True)
    ]
    return rules, _edges(subpaths), whole


def _subpaths(paths: Sequence[PageObject], sheet: Sheet) -> tuple[_Subpaths, bool]:
    """Paths cut where the pen moves, as displayed; false when there are more segments than are read."""
    counts = np.array([max(0, native.segment_count(path.pointer)) for path in paths], dtype=np.int64)
    kept = np.cumsum(counts) <= MOST_SEGMENTS
    whole = bool(kept.all())
    paths, counts = [path for path, keep in zip(paths, kept, strict=True) if keep], counts[kept]
    points, kinds, closes = native.segments_of_paths([path.pointer for path in paths], counts.tolist())
    matrices = np.array([product(native.matrix_of_object(path.pointer), path.around) for path in paths])
    placed = sheet.points(_placed(points, np.repeat(matrices, counts, axis=0))) if len(points) else points
    starts = np.flatnonzero(kinds == MOVE)
    ends = np.append(starts[1:], len(kinds)) if len(starts) else starts
    lengths = ends - starts
    back = np.zeros(len(starts), dtype=bool) if not len(starts) else _meet(placed[starts], placed[ends - 1])
    curved = np.add.reduceat((kinds == 1).astype(np.int64), starts) if len(starts) else starts
    return _Subpaths(
        points=placed,
        kinds=kinds,
        starts=starts,
        counts=lengths - (back & (lengths > 2)),
        closed=(back | (closes[ends - 1] != 0)).astype(np.int64) if len(starts) else starts,
        curved=curved,
        path=np.repeat(np.arange(len(counts)), counts)[starts],
    ), whole


def _placed(points: Floats, matrices: Floats) -> Floats:
    """Points in the space around them; one matrix for all, or one for each."""
    a, b, c, d, e, f = matrices.T
    x, y = points[:, 0], points[:, 1]
    return np.column_stack((a * x + c * y + e, b * x + d * y + f))


def _meet(one: Floats, other: Floats) -> Flags:
    return np.asarray((np.abs(one - other) < SQUARE_PT).all(axis=1))


def _are_rectangles(subpaths: _Subpaths) -> Flags:
    """Four corners, closed, each side level or upright in turn."""
    found = (subpaths.counts == 4) & (subpaths.closed == 1) & (subpaths.curved == 0)
    corners = subpaths.points[subpaths.starts[found, None] + np.arange(4)]
    sides = np.abs(np.roll(corners, -1, axis=1) - corners) < SQUARE_PT
    level, upright = sides[:, :, 1], sides[:, :, 0]
    turns = (level[:, [0, 2]] & upright[:, [1, 3]]).all(axis=1) | (upright[:, [0, 2]] & level[:, [1, 3]]).all(axis=1)
    found[np.flatnonzero(found)[~turns]] = False
    return np.asarray(found)


def _hulls(subpaths: _Subpaths) -> Floats:
    """The box around each subpath."""
    least = np.minimum.reduceat(subpaths.points, subpaths.starts)
    most = np.maximum.reduceat(subpaths.points, subpaths.starts)
    return np.round(np.hstack((least, most)), 2)


def _on_sheet(boxes: Floats, sheet: Sheet) -> Flags:
    x, y = (boxes[:, 0] + boxes[:, 2]) / 2, (boxes[:, 1] + boxes[:, 3]) / 2
    edge = sheet.box.grown(2)
    return np.asarray((x >= edge.x0) & (x <= edge.x1) & (y >= edge.top) & (y <= edge.bottom))


def _edges(subpaths: _Subpaths) -> Floats:
    """The level and upright pieces of all subpaths, with the piece that closes one."""
    own = np.repeat(np.arange(len(subpaths.starts)), np.diff(subpaths.starts, append=len(subpaths.points)))
    first = subpaths.starts[0]
    points = subpaths.points[first:]
    following = np.roll(points, -1, axis=0)
    last = np.append(np.diff(own) != 0, True)
    following[last] = points[subpaths.starts - first][own[last]]
    drawn = np.where(last, subpaths.closed[own] == 1, np.roll(subpaths.kinds[first:], -1) == LINE)
    straight = drawn & (np.abs(following - points) < SQUARE_PT).any(axis=1)
    pieces = np.hstack((np.minimum(points, following), np.maximum(points, following)))[straight]
    return np.asarray(np.round(pieces, 2))
