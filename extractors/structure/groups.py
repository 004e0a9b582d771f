"""Groups: neighbouring lines in one style, with what can be seen of them. Headings are chosen among groups."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from extractors.layout.baselines import MARKER
from extractors.layout.hyphens import join_lines
from extractors.layout.lines import Arranged
from extractors.structure.drawn import Drawn
from extractors.structure.numbering import Numbered, split_number
from schemas.geometry import Box, Line, Page

CLOSE = 0.65
WIDER = 0.25
"""Lines of one heading follow each other with at most this gap, in type sizes, or so much more than the usual one."""

CLOSE_TO_NUMBER = 1.05
"""A number on a line of its own ("Artikel 1") may stand so far above its title."""

LOOK_AHEAD = 6
"""A line beside a heading (a label left of its title) may come between its lines; not many do."""

MIXED = 0.12

RIVAL_SIZE = 0.7
"""A small label beside a large title does not make the title a label."""

DISPLAY_PT = 18.0
"""Type from this size on is set for titles."""

TITLE_PT = 12.0
"""Bold type from this size on is seldom set for anything but titles."""

HEIGHT_STEP_PT = 4.0

FARTHEST_PT = 250.0
"""Lines of one heading begin at most this far apart (centred titles)."""

BULLET = re.compile(r"^[•▪■●◦‣∙·–—☐☑☒✓➢→*-]\s")


@dataclass(frozen=True, slots=True)
class Look:
    """What sets lines of one kind apart from others of the document."""

    font: str
    size: float
    bold: bool
    italic: bool
    color: str
    underlined: bool
    on_bar: bool
    """Set on a coloured area."""


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a group is compared with."""

    heights: Mapping[tuple[int, int], Sequence[Line]]
    widths: Mapping[tuple[int, int], float]
    page: Page


@dataclass(frozen=True, slots=True)
class Group:
    """Lines that read as one: a heading, or a paragraph (or a piece of one)."""

    lines: tuple[int, ...]
    """Indexes into `Arranged.lines`, rising."""

    page: int
    column: int
    text: str
    box: Box
    look: Look
    is_footnote: bool
    """A footnote, or a note in the margin."""

    in_table: bool
    """In a cell of a table with several columns."""

    is_mixed: bool
    """Partly bold: a bold term in running text."""

    has_neighbour: bool
    """Another line stands beside it at the same height: a label with its value, or a cell."""

    gap_above: float
    """To the line above in its column, in type sizes; 9 at the top."""

    gap_below: float
    width_share: float
    """Width of its widest line, relative to the text column."""

    numbered: Numbered
    letters: int

    @property
    def first(self) -> int:
        return self.lines[0]

    @property
    def is_bullet(self) -> bool:
        return bool(BULLET.match(self.text))

    @property
    def is_caps(self) -> bool:
        return self.letters >= 4 and self.numbered.title.upper() == self.numbered.title


def find_groups(arranged: Arranged, known: Iterable[tuple[int, ...]] = ()) -> list[Group]:
    """All body lines of a document in groups, in reading order; `known` groups of lines are kept as they are."""
    pages = {page.number: page for page in arranged.pages}
    drawn = {number: Drawn(page) for number, page in pages.items()}
    looks = [_look(line, drawn[line.page]) for line in arranged.lines]
    widths = _column_widths(arranged.lines)
    heights = _heights(arranged.lines)
    chains = _Chains(arranged.lines, looks).all(sorted(known))
    around = {number: Surroundings(heights, widths, page) for number, page in pages.items()}
    return [_group(arranged.lines, chain, looks[chain[0]], around[arranged.lines[chain[0]].page]) for chain in chains]


def _look(line: Line, drawn: Drawn) -> Look:
    style = line.style
    return Look(
        style.font,
        round(style.size * 2) / 2,
        style.bold,
        style.italic,
        style.color,
        drawn.underlines(line.box),
        drawn.is_behind(line.box),
    )


class _Chains:
    """Lines of one look that follow each other downwards; lines beside them may stand between in reading order."""

    def __init__(self, lines: Sequence[Line], looks: Sequence[Look]) -> None:
        self._lines, self._looks = lines, looks
        self._close = max(CLOSE, usual_gap(lines) + WIDER)
        self._usual = _usual_look(lines, looks)

    def all(self, known: Sequence[tuple[int, ...]]) -> list[tuple[int, ...]]:
        """Every line in one chain; `known` chains only grow by lines in the look of titles that go on with them."""
        used = {i for chain in known for i in chain}
        chains = [self._grown(chain, used) for chain in known]
        for start in range(len(self._lines)):
            if start in used:
                continue
            chain = [start]
            while (following := self._next(chain, used)) is not None:
                chain.append(following)
            used.update(chain)
            chains.append(tuple(chain))
        return sorted(chains)

    def _grown(self, chain: tuple[int, ...], used: set[int]) -> tuple[int, ...]:
        """A chain with the rest of its title: contents lists shorten long ones."""
        grown = list(chain)
        while self._looks[grown[0]] != self._usual and (following := self._next(grown, used)) is not None:
            grown.append(following)
            used.add(following)
        return tuple(grown)

    def _next(self, chain: Sequence[int], used: set[int]) -> int | None:
        last, lines = chain[-1], self._lines
        for i in range(last + 1, min(last + LOOK_AHEAD, len(lines))):
            if (
                i not in used
                and _goes_on(self._looks[last], self._looks[i])
                and _continues(lines[chain[0]], lines[last], lines[i], self._close)
            ):
                return i
            if not _is_beside(lines[i], lines[last]):
                return None
        return None


def _usual_look(lines: Iterable[Line], looks: Iterable[Look]) -> Look | None:
    """The look that carries most letters."""
    letters: Counter[Look] = Counter()
    for line, look in zip(lines, looks, strict=True):
        letters[look] += len(line.text)
    return max(letters, key=lambda look: letters[look], default=None)


def _goes_on(above: Look, below: Look) -> bool:
    """Whether a line may go on with the one above: one look, or a title with a rule below its last line."""
    is_title = above.bold and above.size >= TITLE_PT
    return above == below or (is_title and below.underlined and replace(above, underlined=True) == below)


def usual_gap(lines: Sequence[Line]) -> float:
    """The gap between lines that follow each other, in type sizes: the median; documents differ in leading."""
    gaps = sorted(line_gap(a, b) for a, b in pairwise(lines) if (a.page, a.block) == (b.page, b.block))
    return gaps[len(gaps) // 2] if gaps else 0.0


def line_gap(above: Line, line: Line) -> float:
    """The gap between two lines, in type sizes of the lower one."""
    return (line.box.top - above.box.bottom) / max(4.0, line.style.size)


def _is_beside(line: Line, other: Line) -> bool:
    apart = line.box.x1 <= other.box.x0 or line.box.x0 >= other.box.x1
    return line.page == other.page and apart


def _continues(head: Line, above: Line, line: Line, close: float) -> bool:
    """Whether a line of the same look goes on with the one above; `close`: the widest gap, in type sizes."""
    if (above.page, above.grid, above.role) != (line.page, line.grid, line.role):
        return False
    if above.column != line.column and not _is_display(above, line):
        return False
    gap = line.box.top - above.box.bottom
    near = CLOSE_TO_NUMBER if head is above and _is_only_number(head) else close
    if gap < -0.6 * line.box.height or gap > near * line.style.size or _is_beside(line, above):
        return False
    if BULLET.match(line.text):
        return False
    if MARKER.match(line.words[0].text):
        return split_number(line.text).number is None
    return abs(line.box.x0 - head.box.x0) < FARTHEST_PT


def _is_display(above: Line, line: Line) -> bool:
    """Display type runs over the columns below it: its wide lines belong to none, its short ones to the first."""
    left_alike = abs(above.box.x0 - line.box.x0) < line.style.size
    return line.style.size >= DISPLAY_PT and left_alike


def _is_only_number(line: Line) -> bool:
    """Whether a heading's number has a line of its own: "Artikel 1" above its title."""
    numbered = split_number(line.text)
    return numbered.number is not None and not numbered.title


def _column_widths(lines: Sequence[Line]) -> dict[tuple[int, int], float]:
    """Width of the text in each block of each page."""
    edges: dict[tuple[int, int], tuple[float, float]] = {}
    for line in lines:
        key = line.page, line.block
        x0, x1 = edges.get(key, (line.box.x0, line.box.x1))
        edges[key] = min(x0, line.box.x0), max(x1, line.box.x1)
    return {key: max(1.0, x1 - x0) for key, (x0, x1) in edges.items()}


def _heights(lines: Iterable[Line]) -> dict[tuple[int, int], list[Line]]:
    """The lines of a page by height, in steps; lone numbers are left out."""
    found: dict[tuple[int, int], list[Line]] = {}
    for line in lines:
        if not (len(line.words) == 1 and MARKER.match(line.text)):
            found.setdefault((line.page, _step(line)), []).append(line)
    return found


def _step(line: Line) -> int:
    return int(line.box.middle[1] / HEIGHT_STEP_PT)


def _group(lines: Sequence[Line], chain: tuple[int, ...], look: Look, around: Surroundings) -> Group:
    own = [lines[i] for i in chain]
    head = own[0]
    text = join_lines(line.text for line in own)
    return Group(
        lines=chain,
        page=head.page,
        column=head.column,
        text=text,
        box=Box.around(line.box for line in own),
        look=look,
        is_footnote=head.role != "body",
        in_table=head.grid >= 0 and max(len([c for c in row if c]) for row in around.page.grids[head.grid].rows) > 1,
        is_mixed=_is_mixed(own),
        has_neighbour=any(_has_neighbour(line, around.heights) for line in own),
        gap_above=_gap(lines, chain[0] - 1, chain[0]),
        gap_below=_gap(lines, chain[-1], chain[-1] + 1),
        width_share=max(line.box.width for line in own) / around.widths[head.page, head.block],
        numbered=split_number(text),
        letters=sum(map(str.isalpha, text)),
    )


def _is_mixed(lines: Sequence[Line]) -> bool:
    """Whether a fair share of the letters is bold and a fair share is not; a number in front may differ."""
    words = [word for line in lines for word in line.words][1:]
    letters = sum(len(word.text) for word in words)
    bold = sum(len(word.text) for word in words if word.style.bold)
    return MIXED <= bold / letters <= 1 - MIXED if letters else False


def _has_neighbour(line: Line, heights: Mapping[tuple[int, int], Sequence[Line]]) -> bool:
    """Whether a line of hardly smaller type stands beside it in its block: a label has its value there."""
    page, step, middle = line.page, _step(line), line.box.middle[1]
    near = (other for at in (step - 1, step, step + 1) for other in heights.get((page, at), ()))
    return any(
        other is not line
        and other.block == line.block
        and abs(other.box.middle[1] - middle) < HEIGHT_STEP_PT
        and other.style.size > RIVAL_SIZE * line.style.size
        for other in near
    )


def _gap(lines: Sequence[Line], upper: int, lower: int) -> float:
    """Gap between two lines that follow each other, in type sizes; 9 where a column or page begins or ends."""
    if upper < 0 or lower >= len(lines):
        return 9.0
    a, b = lines[upper], lines[lower]
    if (a.page, a.column) != (b.page, b.column):
        return 9.0
    return max(0.0, b.box.top - a.box.bottom) / max(4.0, b.style.size)
