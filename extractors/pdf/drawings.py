"""What is drawn on a page beside its letters, as PDFium tells it: rules, edges for tables, pictures.

    page objects, also those in forms → subpaths → lines and rectangles, edges

As pdfminer classes them: a subpath of two points is a line; one of four that close and stand square is a rectangle; any
other is a curve, of which only the level and the upright pieces count as edges of a table.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from extractors.pdf import native
from extractors.pdf.native import Flags, Floats, Handle, Integers
from extractors.pdf.objects import OWN_SPACE, PageObjects
from extractors.pdf.records import records
from extractors.pdf.sheets import Matrix, Sheet, product
from schemas.geometry import Box, Rule

THIN_PT = 3.0
"""Rectangles thinner than this are drawn lines."""

SQUARE_PT = 0.01
"""PDFium keeps 32-bit numbers: corners are square when they are off by less."""

MOST_SEGMENTS = 60_000
"""Beyond these a page is a map or a drawing, or was made to stop us; what lies beyond is left out."""

LINE, CURVE, MOVE = 0, 1, 2

NO_EDGES = np.zeros((0, 4))


@dataclass(frozen=True, slots=True)
class Drawings:
    """What is drawn on a page, in points of the page as displayed."""

    rules: tuple[Rule, ...]
    images: tuple[Box, ...]
    edges: Floats
    """Level and upright pieces of all paths: x0, top, x1, bottom."""

    complete: bool = True
    """False: more is drawn than was read."""


def read_drawings(objects: PageObjects, sheet: Sheet) -> Drawings:
    """Rules, edges and pictures of a page."""
    rules, edges, complete = _drawn(objects, sheet)
    return Drawings(tuple(rules), tuple(_images(objects, sheet)), edges, complete)


def _images(objects: PageObjects, sheet: Sheet) -> list[Box]:
    """The boxes around the corners of all pictures as displayed: what is in a form may be turned."""
    if not objects.images:
        return []
    bounds = native.bounds_of_objects(objects.images)
    around = np.array(objects.around_images).T[:, :, None]
    corners = _placed(_placed((bounds[:, [0, 2, 0, 2]], bounds[:, [1, 1, 3, 3]]), around), sheet.matrix)
    return records(Box, *np.round(np.concatenate((corners.min(axis=2), corners.max(axis=2))), 2).tolist())


@dataclass(frozen=True, slots=True)
class _Subpaths:
    """Subpaths of all paths of a page; points lie one after the other."""

    points: Floats
    """Two rows: x and y."""

    kinds: Integers
    """How the pen comes to each point: in a line 0, in a curve 1, lifted 2."""

    starts: Integers
    ends: Integers
    """Place of the first point of each, and the place after its last."""

    counts: Integers
    """Points of a subpath, without one that only closes it."""

    closed: Flags
    """Whether the subpath ends where it begins."""

    curved: Flags
    """Whether any of its segments is a curve."""

    path: Integers
    """Position of its path."""


def _drawn(objects: PageObjects, sheet: Sheet) -> tuple[list[Rule], Floats, bool]:
    if not objects.paths:
        return [], NO_EDGES, True
    modes = native.modes_of_paths(objects.paths)
    painted = np.flatnonzero(modes.any(axis=1)).tolist()
    paths = [objects.paths[at] for at in painted]
    subpaths, whole = _subpaths(paths, [objects.around_paths[at] for at in painted], sheet)
    if not subpaths:
        return [], NO_EDGES, whole
    boxes = _hulls(subpaths)
    chosen = np.flatnonzero((_are_lines(subpaths) | _are_rectangles(subpaths)) & _on_sheet(boxes, sheet))
    rules = _rules(boxes[:, chosen], subpaths.path[chosen].tolist(), modes[painted, 0].tolist(), paths)
    return rules, _edges(subpaths), whole


def _rules(boxes: Floats, path: Sequence[int], filled: Sequence[bool], paths: Sequence[Handle]) -> list[Rule]:
    """A rule for each box, with the colour of its path if that is filled."""
    x0, top, x1, bottom = boxes
    thin = np.minimum(x1 - x0, bottom - top) < THIN_PT
    colored = [at for at in dict.fromkeys(path) if filled[at]]
    colors = dict(zip(colored, native.colors_of_objects([paths[at] for at in colored]), strict=True))
    return records(
        Rule,
        records(Box, *boxes.tolist()),
        ["line" if is_thin else "area" for is_thin in thin.tolist()],
        [colors.get(at, "") for at in path],
    )


def _subpaths(paths: Sequence[Handle], around: Sequence[Matrix], sheet: Sheet) -> tuple[_Subpaths | None, bool]:
    """Paths cut where the pen moves, as displayed; false when there are more segments than are read."""
    counts = native.counts_of_segments(paths)
    reach = counts.cumsum()
    kept = int(np.searchsorted(reach, MOST_SEGMENTS, side="right"))
    whole, paths, counts = kept == len(paths), paths[:kept], counts[:kept]
    segments = native.segments_of_paths(paths, counts.tolist())
    points, kinds = native.points_of_segments(segments)
    starts = np.flatnonzero(kinds == MOVE)
    if not len(starts):
        return None, whole
    ends = np.concatenate((starts[1:], [len(kinds)]))
    matrices = np.repeat(_matrices(paths, around), counts, axis=1)
    points = _placed(_placed(points, matrices), sheet.matrix)
    back = np.asarray((np.abs(points[:, starts] - points[:, ends - 1]) < SQUARE_PT).all(axis=0))
    lengths = ends - starts
    return _Subpaths(
        points=points,
        kinds=kinds,
        starts=starts,
        ends=ends,
        counts=lengths - (back & (lengths > 2)),
        closed=back | native.are_closing([segments[end - 1] for end in ends.tolist()]),
        curved=np.logical_or.reduceat(kinds == CURVE, starts),
        path=np.searchsorted(reach, starts, side="right"),
    ), whole


def _matrices(paths: Sequence[Handle], around: Sequence[Matrix]) -> Floats:
    """What the points of each path are multiplied with to stand in the page's own space: six rows."""
    matrices = native.matrices_of_objects(paths)
    for nested in [place for place, form in enumerate(around[: len(paths)]) if form is not OWN_SPACE]:
        matrices[nested] = product(matrices[nested].tolist(), around[nested])
    return matrices.T


def _placed(points: Floats | tuple[Floats, Floats], matrix: Floats | Matrix) -> Floats:
    """Points (x and y) in the space around them; one matrix for all, or its six numbers for each point."""
    x, y = points
    a, b, c, d, e, f = matrix
    return np.array((a * x + c * y + e, b * x + d * y + f))


def _are_lines(subpaths: _Subpaths) -> Flags:
    return np.asarray((subpaths.counts == 2) & ~subpaths.curved)


def _are_rectangles(subpaths: _Subpaths) -> Flags:
    """Four corners, closed, each side level or upright in turn."""
    found = (subpaths.counts == 4) & subpaths.closed & ~subpaths.curved
    corners = subpaths.points[:, subpaths.starts[found] + np.array([[0], [1], [2], [3], [0]])]
    upright, level = np.abs(corners[:, 1:] - corners[:, :-1]) < SQUARE_PT
    found[found] = (level[::2] & upright[1::2]).all(axis=0) | (upright[::2] & level[1::2]).all(axis=0)
    return np.asarray(found)


def _hulls(subpaths: _Subpaths) -> Floats:
    """The boxes around the subpaths: four rows."""
    least = np.minimum.reduceat(subpaths.points, subpaths.starts, axis=1)
    most = np.maximum.reduceat(subpaths.points, subpaths.starts, axis=1)
    return np.asarray(np.round(np.concatenate((least, most)), 2))


def _on_sheet(boxes: Floats, sheet: Sheet) -> Flags:
    x, y = (boxes[:2] + boxes[2:]) / 2
    edge = sheet.box.grown(2)
    return np.asarray((x >= edge.x0) & (x <= edge.x1) & (y >= edge.top) & (y <= edge.bottom))


def _edges(subpaths: _Subpaths) -> Floats:
    """The level and upright pieces of all subpaths, with the piece that closes one."""
    points, last = subpaths.points, subpaths.ends - 1
    following = np.arange(1, len(subpaths.kinds) + 1)
    following[last] = subpaths.starts
    drawn = subpaths.kinds[following] == LINE
    drawn[last] = subpaths.closed
    drawn[: subpaths.starts[0]] = False
    straight = drawn & (np.abs(points[:, following] - points) < SQUARE_PT).any(axis=0)
    one, other = points[:, straight], points[:, following[straight]]
    return np.asarray(np.round(np.concatenate((np.minimum(one, other), np.maximum(one, other))), 2).T)
