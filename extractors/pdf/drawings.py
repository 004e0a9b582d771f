"""What is drawn on a page beside its letters, as PDFium tells it: rules, edges for tables, pictures.

    page objects, also those in forms → subpaths → lines and rectangles, edges

As pdfminer classes them: a subpath of two points is a line; one of four that close and stand square is a rectangle; any
other is a curve, of which only the level and the upright pieces count as edges of a table.
"""

from collections.abc import Iterator, Sequence
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


def _images(objects: PageObjects, sheet: Sheet) -> Iterator[Box]:
    for bounds, around in zip(native.bounds_of_objects(objects.images), objects.around_images, strict=True):
        corners = _placed(bounds[[[0, 1], [2, 1], [0, 3], [2, 3]]], np.array([around]))
        points = sheet.points(corners)
        yield Box(*np.round(np.concatenate((points.min(axis=0), points.max(axis=0))), 2).tolist())


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


def _drawn(objects: PageObjects, sheet: Sheet) -> tuple[list[Rule], Floats, bool]:
    modes = native.modes_of_paths(objects.paths)
    painted = np.flatnonzero(modes.any(axis=1)).tolist()
    paths = [objects.paths[at] for at in painted]
    subpaths, whole = _subpaths(paths, [objects.around_paths[at] for at in painted], sheet)
    if not len(subpaths.starts):
        return [], np.zeros((0, 4)), whole
    lines = (subpaths.counts == 2) & (subpaths.curved == 0)
    boxes = _hulls(subpaths)
    chosen = np.flatnonzero((lines | _are_rectangles(subpaths)) & _on_sheet(boxes, sheet))
    rules = _rules(boxes[chosen], subpaths.path[chosen], modes[painted, 0], paths)
    return rules, _edges(subpaths), whole


def _rules(boxes: Floats, path: Integers, filled: Flags, paths: Sequence[Handle]) -> list[Rule]:
    """A rule for each box, with the colour of its path if that is filled."""
    thin = np.minimum(boxes[:, 2] - boxes[:, 0], boxes[:, 3] - boxes[:, 1]) < THIN_PT
    colored = sorted(set(path[filled[path]].tolist()))
    colors = dict(zip(colored, native.colors_of_objects([paths[at] for at in colored]), strict=True))
    return records(
        Rule,
        records(Box, *boxes.T.tolist()),
        ["line" if is_thin else "area" for is_thin in thin.tolist()],
        [colors.get(at, "") for at in path.tolist()],
    )


def _subpaths(paths: Sequence[Handle], around: Sequence[Matrix], sheet: Sheet) -> tuple[_Subpaths, bool]:
    """Paths cut where the pen moves, as displayed; false when there are more segments than are read."""
    counts = native.counts_of_segments(paths)
    kept = int((np.cumsum(counts) <= MOST_SEGMENTS).sum())
    whole, paths, counts = kept == len(paths), paths[:kept], counts[:kept]
    segments = native.segments_of_paths(paths, counts.tolist())
    points, kinds = native.points_of_segments(segments)
    starts = np.flatnonzero(kinds == MOVE)
    if not len(starts):
        return _Subpaths(points, kinds, starts, starts, starts, starts, starts), whole
    matrices = native.matrices_of_objects(paths)
    for nested in [place for place, out in enumerate(around[:kept]) if out is not OWN_SPACE]:
        matrices[nested] = product(matrices[nested].tolist(), around[nested])
    placed = sheet.points(_placed(points, np.repeat(matrices, counts, axis=0)))
    ends = np.append(starts[1:], len(kinds))
    lengths = ends - starts
    back = _meet(placed[starts], placed[ends - 1])
    closed = back | native.are_closing([segments[end - 1] for end in ends.tolist()])
    return _Subpaths(
        points=placed,
        kinds=kinds,
        starts=starts,
        counts=lengths - (back & (lengths > 2)),
        closed=closed.astype(np.int64),
        curved=np.add.reduceat((kinds == CURVE).astype(np.int64), starts),
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
