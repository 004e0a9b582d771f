"""Charts: where the shapes of a picture stand; templates draw them as SVG, and put the numbers in a table beside it.

Our own, because there are three simple kinds: a library for charts brings an engine of 34 MB, and its pictures neither
links, nor patterns beside colours, nor the same bytes from every version.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

FLOW_WIDTH = 640.0
PILLAR = 14.0
GAP = 6.0
"""Between two ribbons."""

FLOW_HEIGHT = 300.0
LABEL = 18.0
"""Least height of a ribbon with its label."""

STUB = 170.0
"""How far a ribbon reaches that ends blind."""

SPARK_WIDTH, SPARK_HEIGHT, SPARK_MARGIN = 220.0, 64.0, 8.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Ribbon:
    """The measures of one kind, from the old edition on the left to the new on the right."""

    kind: str
    left: int
    right: int
    path: str
    """Of the area, as SVG wants it; a kind of one side only ends blind."""

    left_y: float
    left_height: float
    right_y: float
    right_height: float


@dataclass(frozen=True, slots=True)
class Flow:
    """A picture of all kinds of change between two editions."""

    ribbons: tuple[Ribbon, ...]
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Bar:
    """A part of a stacked bar, in per cent of its width."""

    key: str
    count: int
    start: float
    share: float


@dataclass(frozen=True, slots=True)
class Spark:
    """A small line through the values of an indicator."""

    points: tuple[tuple[float, float], ...]
    path: str


def flow(counts: Mapping[str, tuple[int, int]]) -> Flow:
    """Ribbons for the kinds in the order given; `counts` are the measures of the old and of the new edition."""
    most = max(1, *(sum(side) for side in zip(*counts.values(), strict=True))) if counts else 1
    lefts = _stacked([left for left, _ in counts.values()], most)
    rights = _stacked([right for _, right in counts.values()], most)
    ribbons = tuple(
        Ribbon(
            kind=kind,
            left=left,
            right=right,
            path=_path(at_left, at_right) if left and right else _stub(at_left, at_right),
            left_y=at_left[0],
            left_height=at_left[1],
            right_y=at_right[0],
            right_height=at_right[1],
        )
        for (kind, (left, right)), at_left, at_right in zip(counts.items(), lefts, rights, strict=True)
    )
    bottom = max((y + height for y, height in (*lefts, *rights)), default=0.0)
    return Flow(ribbons, FLOW_WIDTH, round(bottom + GAP, 1))


def _stacked(counts: Sequence[int], most: int) -> list[tuple[float, float]]:
    """Top and height of each part, one below the other; a part without measures has no height."""
    places, y = [], 0.0
    for count in counts:
        height = max(LABEL, FLOW_HEIGHT * count / most) if count else 0.0
        places.append((round(y, 1), round(height, 1)))
        y += height + GAP if count else 0.0
    return places


def _path(left: tuple[float, float], right: tuple[float, float]) -> str:
    x0, x1, middle = PILLAR, FLOW_WIDTH - PILLAR, FLOW_WIDTH / 2
    (top0, height0), (top1, height1) = left, right
    upper = f"M{x0:g} {top0:g}C{middle:g} {top0:g} {middle:g} {top1:g} {x1:g} {top1:g}"
    bottom0, bottom1 = round(top0 + height0, 1), round(top1 + height1, 1)
    return f"{upper}V{bottom1:g}C{middle:g} {bottom1:g} {middle:g} {bottom0:g} {x0:g} {bottom0:g}Z"


def _stub(left: tuple[float, float], right: tuple[float, float]) -> str:
    """A ribbon from the side that has the kind."""
    (y, height), x0 = (left, PILLAR) if left[1] else (right, FLOW_WIDTH - PILLAR - STUB)
    return f"M{x0:g} {y:g}h{STUB:g}v{height:g}h-{STUB:g}Z" if height else ""


def bars(counts: Sequence[tuple[str, int]]) -> tuple[Bar, ...]:
    """A stacked bar; parts that hold nothing are left out.

    >>> [(bar.key, bar.start, bar.share) for bar in bars([("a", 1), ("b", 0), ("c", 3)])]
    [('a', 0.0, 25.0), ('c', 25.0, 75.0)]
    """
    total, start, found = sum(count for _, count in counts), 0, []
    for key, count in counts:
        if count:
            found.append(Bar(key, count, round(100 * start / total, 2), round(100 * count / total, 2)))
        start += count
    return tuple(found)


def spark(values: Sequence[float]) -> Spark:
    """A line through the values, evenly spaced; the axis begins at 0 unless a value is below."""
    low, high = min(0.0, *values), max(0.0, *values)
    span = (high - low) or 1.0
    inner_width, inner_height = SPARK_WIDTH - 2 * SPARK_MARGIN, SPARK_HEIGHT - 2 * SPARK_MARGIN
    step = inner_width / max(1, len(values) - 1)
    points = tuple(
        (round(SPARK_MARGIN + step * at, 1), round(SPARK_MARGIN + inner_height * (1 - (value - low) / span), 1))
        for at, value in enumerate(values)
    )
    return Spark(points, "M" + "L".join(f"{x:g} {y:g}" for x, y in points))
