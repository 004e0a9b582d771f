"""Labels on measure sheets are no headings: "Zielgruppe" above or beside its value, "Priorität: hoch"."""

from collections.abc import Sequence

from extractors.content.candidates import Candidate, Value
from extractors.content.labels import read_label, run_in
from extractors.layout.lines import Arranged
from extractors.structure.outline import Heading
from schemas.geometry import Line

DIRECTLY = 1.6
"""A value begins at most this many type sizes below its label."""


def without_sheet_labels(
    headings: Sequence[Heading], sheets: Sequence[Candidate], arranged: Arranged
) -> tuple[Heading, ...]:
    """The headings that are not the label of a value on one of the sheets."""
    by_page: dict[int, list[Value]] = {}
    for sheet in sheets:
        for value in (*sheet.values.values(), *sheet.unread):
            by_page.setdefault(value.page, []).append(value)
    return tuple(h for h in headings if not _labels_one_of(h, arranged.lines[h.last], by_page.get(h.page, ())))


def _labels_one_of(heading: Heading, line: Line, values: Sequence[Value]) -> bool:
    if run_in(line.text):
        return any(line.box.holds(value.box.middle) for value in values)
    return read_label(heading.title) is not None and any(_labels(line, value) for value in values)


def _labels(line: Line, value: Value) -> bool:
    """Whether a value stands beside a line, or directly below it."""
    label, box = line.box, value.box
    beside = label.x1 <= box.x0 + 2 and abs(label.top - box.top) < label.height
    below = -2 <= box.top - label.bottom < DIRECTLY * line.style.size and label.x0 < box.x1 and box.x0 < label.x1
    return beside or below
