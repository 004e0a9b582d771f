"""Labels that the vocabulary lacks: lines of a sheet that are set or placed as its known labels are."""

from collections.abc import Collection, Iterator, Sequence

from extractors.content.card_layouts import SAME_EDGE_PT, Label, StyleKey, part_of, style_key
from extractors.layout.hyphens import join_lines
from schemas.geometry import Line

LONGEST_UNKNOWN = 60
LEAST_BESIDE = 3
INDENT_PT = 25.0
"""Values begin at least so far to the right of the labels beside them."""


def with_unknown_labels(labels: Sequence[Label], lines: Sequence[Line]) -> tuple[Label, ...]:
    """The labels of a region, and the lines set or placed as labels that the vocabulary does not know."""
    edge = min((label.box.x0 for label in labels), default=0.0)
    text = {style_key(line.style) for line in lines if line.box.x0 > edge + INDENT_PT}
    text |= {style_key(label.value.style) for label in labels if label.value}
    styles = {style_key(label.lines[0].style) for label in labels} - text
    values = _value_edge(labels, lines)
    aligned = [line for line in lines if any(abs(line.box.x0 - label.box.x0) <= SAME_EDGE_PT for label in labels)]
    unknown = [
        line for line in aligned if _has_words(line) and (style_key(line.style) in styles or line.box.x1 < values)
    ]
    run_in = [found for line in aligned if line not in unknown and (found := _styled_before_colon(line, styles))]
    return (*labels, *_stacked(unknown), *run_in)


def _value_edge(labels: Sequence[Label], lines: Sequence[Line]) -> float:
    """Where the values begin if they stand beside at least three labels of one column; else 0."""
    left = [label for label in labels if abs(label.box.x0 - labels[0].box.x0) <= SAME_EDGE_PT]
    widest = max((label.box.x1 for label in left), default=0.0)
    beside = [
        line.box.x0
        for label in left
        for line in lines
        if line.box.x0 > widest and abs(line.box.middle[1] - label.box.middle[1]) <= label.box.height
    ]
    return min(beside) - SAME_EDGE_PT if len(beside) >= LEAST_BESIDE else 0.0


def _has_words(line: Line) -> bool:
    return len(line.text) <= LONGEST_UNKNOWN and any(letter.isalpha() for letter in line.text)


def _styled_before_colon(line: Line, styles: Collection[StyleKey]) -> Label | None:
    """An unknown label set as the others, before a colon and its value."""
    end = next((at for at, word in enumerate(line.words[:6], 1) if word.text.endswith(":")), 0)
    if not 0 < end < len(line.words) or style_key(line.words[0].style) not in styles:
        return None
    head = part_of(line, slice(0, end))
    return Label(None, head.text.rstrip(" :"), (head,), part_of(line, slice(end, None)), has_colon=True)


def _stacked(lines: Sequence[Line]) -> Iterator[Label]:
    """Unknown labels; lines close below each other are one."""
    stack: list[Line] = []
    for line in lines:
        if stack and (
            line.box.top - stack[-1].box.bottom > 0.7 * line.box.height
            or abs(line.box.x0 - stack[0].box.x0) > SAME_EDGE_PT
        ):
            yield _unknown(stack)
            stack = []
        stack.append(line)
    if stack:
        yield _unknown(stack)


def _unknown(lines: Sequence[Line]) -> Label:
    text = join_lines(line.text for line in lines)
    return Label(None, text.rstrip(" :"), tuple(lines), has_colon=text.endswith(":"))
