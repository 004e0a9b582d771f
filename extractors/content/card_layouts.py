"""Where the labels of measure sheets stand on their pages.

A sheet sets its labels beside their values, above them, or in the same line before a colon; all labels of a
document look alike. So words count as a label if the vocabulary knows them and they are set as labels are: in a
style that the document uses for labels, before a colon, or in a column with other labels.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import islice, pairwise

from extractors.content.label_beginnings import MOST_LETTERS, may_be_label
from extractors.content.labels import LabelMeaning, read_label, run_in, run_in_unit
from extractors.layout.baselines import segment_of
from extractors.layout.hyphens import join_growing
from extractors.layout.lines import Arranged
from schemas.geometry import Box, Line, Page, Style
from schemas.packed import styles_of

MOST_LABEL_LINES = 4
"""Narrow label columns break a label over so many lines at most."""

MOST_LABELS = 100
"""A page with more known labels holds a register or nonsense, no sheets."""

SAME_EDGE_PT = 4.0
ROW_PT = 4.0
TWIN_PT = 150.0
LEAST_TWINS = 2
"""Of two sheets side by side so many labels come twice, at most so far above or below each other."""

LABEL_STYLE_SHARE = 0.15
"""A style is one for labels if so many of its short lines are labels that we know."""

LEAST_TITLES = 3

StyleKey = tuple[bool, float, str]


@dataclass(frozen=True)
class Label:
    """A printed label."""

    meaning: LabelMeaning | None
    """None: set like a label, but unknown."""

    text: str
    """As printed, hyphenation undone."""

    lines: tuple[Line, ...]
    value: Line | None = None
    """What follows in the same line."""

    has_colon: bool = False

    @property
    def page(self) -> int:
        """Page of its first line, counted from 1."""
        return self.lines[0].page

    @cached_property
    def box(self) -> Box:
        """The box around its lines."""
        return Box.around(line.box for line in self.lines)

    @property
    def name(self) -> str:
        """The same for the same field of all sheets."""
        return self.meaning.name if self.meaning else self.text.casefold()

    @property
    def column(self) -> str:
        """Column it fills; empty: none."""
        return self.meaning.column if self.meaning else ""


@dataclass(frozen=True, slots=True)
class Region:
    """A page, or one half of a page with sheets side by side: its lines from top to bottom, and its labels."""

    page: Page
    lines: tuple[Line, ...]
    labels: tuple[Label, ...] = ()


def style_key(style: Style) -> StyleKey:
    """What makes two lines look alike: weight, size to half a point, colour."""
    return style.bold, round(style.size * 2) / 2, style.color


def regions_of(arranged: Arranged) -> tuple[Region, ...]:
    """All pages with lines, cut in halves where sheets stand side by side, each with its labels."""
    whole = _with_habitual_units([_with_labels(region) for region in _pages(arranged)])
    halves = [half for region in whole for half in _halves(region)]
    styles = label_styles(halves)
    often = Counter(label.name for region in halves for label in region.labels if _is_styled(label, styles))
    names = {name for name, count in often.items() if count >= 3}
    return tuple(_with_trusted_labels(region, styles, names) for region in halves)


def _with_habitual_units(regions: Sequence[Region]) -> list[Region]:
    """The regions; "Maßnahme: …" leads a title only in a document that does so again and again."""
    units = Counter(label.name for region in regions for label in region.labels if _leads_title(label))
    rare = {name for name, count in units.items() if count < LEAST_TITLES}
    return [
        replace(region, labels=tuple(lb for lb in region.labels if not (_leads_title(lb) and lb.name in rare)))
        for region in regions
    ]


def _leads_title(label: Label) -> bool:
    """Whether a label is the word for a measure before its title."""
    return label.value is not None and run_in_unit(f"{label.text} {label.value.text}") is not None


def label_styles(regions: Iterable[Region]) -> frozenset[StyleKey]:
    """The styles in which a document sets labels: often enough, and not what it sets its text in."""
    lines, body = Counter[StyleKey](), Counter[StyleKey]()
    for region in regions:
        for line in region.lines:
            key, letters = style_key(line.style), len(line.text)
            body[key] += letters
            lines[key] += letters <= MOST_LETTERS
    labels = Counter(style_key(label.lines[0].style) for region in regions for label in region.labels)
    text_style = body.most_common(1)[0][0] if body else None
    return frozenset(
        key
        for key, count in labels.items()
        if count >= 3 and key != text_style and count >= LABEL_STYLE_SHARE * lines[key]
    )


def rows_of(labels: Iterable[Label]) -> tuple[tuple[Label, ...], ...]:
    """Labels of one region in rows from top to bottom."""
    found: list[list[Label]] = []
    for label in sorted(labels, key=lambda label: label.box.top):
        if found and label.box.top - found[-1][0].box.top < ROW_PT:
            found[-1].append(label)
        else:
            found.append([label])
    return tuple(tuple(sorted(row, key=lambda label: label.box.x0)) for row in found)


def part_of(line: Line, words: slice) -> Line:
    """Some of the words of a line, as a line."""
    chosen = line.words[words]
    box, text = Box.around(word.box for word in chosen), segment_of(chosen).text
    return replace(line, words=chosen, box=box, text=text, style=chosen[0].style)


def _pages(arranged: Arranged) -> Iterator[Region]:
    by_page: dict[int, dict[tuple[Box, str], Line]] = {}
    for line in arranged.lines:
        if line.role == "body" and line.text:
            by_page.setdefault(line.page, {})[line.box, line.text] = line
    for page in arranged.pages:
        if lines := by_page.get(page.number):
            yield Region(page, tuple(sorted(lines.values(), key=lambda line: (line.box.top, line.box.x0))))


def _with_labels(region: Region) -> Region:
    labels = tuple(islice(_labels(region.lines), MOST_LABELS + 1))
    return replace(region, labels=labels if len(labels) <= MOST_LABELS else ())


def _labels(lines: Sequence[Line]) -> Iterator[Label]:
    """All words that could be labels, each line used once."""
    used: set[int] = set()
    for at, line in enumerate(lines):
        if at in used or not (may_be_label(line.text) or run_in_unit(line.text)):
            continue
        chain = [at, *islice(_below(at, lines), MOST_LABEL_LINES - 1)]
        if found := _label_of(tuple(lines[i] for i in chain)):
            used.update(chain[: len(found.lines)])
            yield found


def _below(at: int, lines: Sequence[Line]) -> Iterator[int]:
    """The lines that continue a label: close below, same edge or middle, same style."""
    last = lines[at]
    for i in range(at + 1, len(lines)):
        line = lines[i]
        if line.box.top - last.box.bottom > 0.7 * last.box.height:
            return
        if _continues(last, line):
            yield i
            last = line


def _continues(last: Line, line: Line) -> bool:
    same_edge = (
        abs(line.box.x0 - last.box.x0) <= SAME_EDGE_PT or abs(line.box.middle[0] - last.box.middle[0]) <= SAME_EDGE_PT
    )
    return same_edge and line.box.top > last.box.middle[1] and style_key(line.style) == style_key(last.style)


def _label_of(chain: Sequence[Line]) -> Label | None:
    """The longest label that the first lines of a chain form."""
    beginnings = join_growing(line.text for line in chain[:MOST_LABEL_LINES])
    for count, text in reversed(list(enumerate(beginnings, 1))):
        if meaning := read_label(text):
            return Label(meaning, text, tuple(chain[:count]), has_colon=text.rstrip().endswith(":"))
    return _label_before_colon(chain[0]) or _label_by_style(chain[0])


def _label_before_colon(line: Line) -> Label | None:
    """A label and its value in one line: "Zuständigkeit: Amt 50"."""
    found = run_in(line.text) or run_in_unit(line.text)
    if not found:
        return None
    meaning, _ = found
    end = next((i for i, word in enumerate(line.words, 1) if word.text.endswith(":")), 0)
    if not 0 < end < len(line.words):
        return None
    head = part_of(line, slice(0, end))
    return Label(meaning, head.text, (head,), part_of(line, slice(end, None)), has_colon=True)


def _label_by_style(line: Line) -> Label | None:
    """A label that only its style divides from the value behind it."""
    if len(styles_of(line.words)) < 2:
        return None
    end = next((i for i, (a, b) in enumerate(pairwise(line.words), 1) if style_key(a.style) != style_key(b.style)), 0)
    if not 0 < end <= 6:
        return None
    head = part_of(line, slice(0, end))
    meaning = read_label(head.text)
    return Label(meaning, head.text, (head,), part_of(line, slice(end, None))) if meaning else None


def _halves(region: Region) -> Iterator[Region]:
    """The region, or its halves if the same labels stand in it twice side by side."""
    cut = _second_column(region.labels, region.page.width)
    if cut is None:
        yield region
        return
    for left in (True, False):
        lines = tuple(line for line in region.lines if (line.box.x0 < cut) is left)
        labels = tuple(label for label in region.labels if (label.box.x0 < cut) is left)
        yield Region(region.page, lines, labels)


def _second_column(labels: Sequence[Label], width: float) -> float | None:
    """Where the right one of two sheets begins: the same labels come again there, higher or lower as values run."""
    edge = min((label.box.x0 for label in labels), default=0.0)
    lefts = [label for label in labels if label.box.x0 - edge <= SAME_EDGE_PT]
    rights = [label for label in labels if label.box.x0 - edge > 0.3 * width]
    twins = {
        right.name: right.box.x0
        for right in rights
        for left in lefts
        if left.name == right.name and abs(left.box.top - right.box.top) < TWIN_PT
    }
    return min(twins.values()) - SAME_EDGE_PT if len(twins) >= LEAST_TWINS else None


def _with_trusted_labels(region: Region, styles: frozenset[StyleKey], names: Collection[str]) -> Region:
    """The region with those labels only that are set or placed as labels; `names` are those set so elsewhere."""
    colons = sum(label.has_colon for label in region.labels)
    styled = [label for label in region.labels if _is_styled(label, styles)]
    return replace(
        region,
        labels=tuple(
            label
            for label in region.labels
            if label in styled
            or (label.has_colon and colons >= 3)
            or (label.name in names and _is_misset(label, styled))
            or _stands_in_label_column(label, region)
        ),
    )


def _is_misset(label: Label, styled: Sequence[Label]) -> bool:
    """Whether a label stands below labels like them, and only its type differs, by a slip."""
    alone = label.value is None and all(other.name != label.name for other in styled)
    return alone and sum(_same_edge(label, other) for other in styled) >= 2


def _is_styled(label: Label, styles: frozenset[StyleKey]) -> bool:
    return style_key(label.lines[0].style) in styles


def _same_edge(label: Label, other: Label) -> bool:
    return abs(label.box.x0 - other.box.x0) <= SAME_EDGE_PT


def _stands_in_label_column(label: Label, region: Region) -> bool:
    """Whether a label in plain type heads a row, below or above other labels that do."""
    column = [other for other in region.labels if _same_edge(label, other)]
    return len(column) >= 3 and all(_has_value_beside(other, region) for other in (label, *column[:3]))


def _has_value_beside(label: Label, region: Region) -> bool:
    top, bottom = label.box.top - ROW_PT, label.box.bottom + ROW_PT
    return label.value is not None or any(
        line.box.x0 > label.box.x1 and top <= line.box.middle[1] <= bottom for line in region.lines
    )
