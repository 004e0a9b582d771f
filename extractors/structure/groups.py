"""Groups: neighbouring lines in one style, with what can be seen of them. Headings are chosen among groups."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from extractors.layout.baselines import MARKER
from extractors.layout.hyphens import join_lines
from extractors.layout.lines import Arranged
from extractors.structure.beside import with_neighbours
from extractors.structure.chains import BULLET, Chains, line_gap
from extractors.structure.drawn import Drawn
from extractors.structure.looks import Look, look_of
from extractors.structure.numbering import Numbered, split_number
from schemas.geometry import Box, Line, Page, made_by_the_million
from schemas.packed import weights_of

MOST_LINES = 6
"""A heading has no more."""

MIXED = 0.12

RUNS_ON = 0.8
"""Lines of one paragraph follow each other with a smaller gap, in type sizes."""


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a group is compared with."""

    edges: Mapping[tuple[int, int], tuple[float, float]]
    """(page, block) → left and right edge of the text."""

    labels: frozenset[int]
    """Lines with another one beside them."""

    has_columns: Mapping[int, Sequence[bool]]
    """Page → of each of its tables, whether a row has several cells."""


@made_by_the_million
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
    """Partly bold: a bold term in running text. Of what has more lines than any heading, nobody asks."""

    runs_on: bool
    """Its last line is full, and the next one goes on in bold, then plainly: bold words of a paragraph."""

    has_neighbour: bool
    """Another line stands beside it at the same height: a label with its value, or a cell."""

    gap_above: float
    """To the line above in its column, in type sizes; 9 at the top."""

    gap_below: float
    edges: tuple[float, float]
    """Left and right edge of the text column."""

    numbered: Numbered
    letters: int

    @property
    def first(self) -> int:
        return self.lines[0]

    @property
    def width_share(self) -> float:
        """Its width, relative to the text column."""
        return self.box.width / self._column_width

    @property
    def off_center(self) -> float:
        """From its middle to that of the text column, relative to the width of the column."""
        left, right = self.edges
        return abs(self.box.middle[0] - (left + right) / 2) / self._column_width

    @property
    def indent(self) -> float:
        """From the left edge of the text column, relative to its width."""
        return (self.box.x0 - self.edges[0]) / self._column_width

    @property
    def _column_width(self) -> float:
        return max(1.0, self.edges[1] - self.edges[0])

    @property
    def is_bullet(self) -> bool:
        return bool(BULLET.match(self.text))

    @property
    def is_caps(self) -> bool:
        return self.letters >= 4 and self.numbered.title.upper() == self.numbered.title


def find_groups(arranged: Arranged, known: Iterable[tuple[int, ...]] = ()) -> list[Group]:
    """All body lines of a document in groups, in reading order; `known` groups of lines are kept as they are."""
    lines = arranged.lines
    drawn = {page.number: Drawn(page) for page in arranged.pages}
    known_looks: dict[Look, Look] = {}
    seen = (look_of(line, drawn[line.page]) for line in lines)
    looks = [known_looks.setdefault(look, look) for look in seen]  # few, each kept once
    chains = Chains(lines, looks).all(sorted(known))
    columns = {page.number: _have_columns(page) for page in arranged.pages}
    around = Surroundings(_column_edges(lines), with_neighbours(lines), columns)
    return [_group(lines, chain, looks[chain[0]], around) for chain in chains]


def _have_columns(page: Page) -> list[bool]:
    return [any(sum(map(bool, row)) > 1 for row in grid.rows) for grid in page.grids]


def _column_edges(lines: Sequence[Line]) -> dict[tuple[int, int], tuple[float, float]]:
    """Left and right edge of the text in each block of each page."""
    edges: dict[tuple[int, int], tuple[float, float]] = {}
    for line in lines:
        key = line.page, line.block
        x0, x1 = edges.get(key, (line.box.x0, line.box.x1))
        edges[key] = min(x0, line.box.x0), max(x1, line.box.x1)
    return edges


def _group(lines: Sequence[Line], chain: tuple[int, ...], look: Look, around: Surroundings) -> Group:
    own = [lines[i] for i in chain]
    head = own[0]
    text = join_lines([line.text for line in own])
    box = head.box if len(own) == 1 else Box.around(line.box for line in own)
    return Group(
        lines=chain,
        page=head.page,
        column=head.column,
        text=text,
        box=box,
        look=look,
        is_footnote=head.role != "body",
        in_table=head.grid >= 0 and around.has_columns[head.page][head.grid],
        is_mixed=len(own) <= MOST_LINES and _is_mixed(own),
        runs_on=own[-1].style.bold and _runs_on(lines, chain[-1]),
        has_neighbour=not around.labels.isdisjoint(chain),
        gap_above=_gap(lines, chain[0] - 1, chain[0]),
        gap_below=_gap(lines, chain[-1], chain[-1] + 1),
        edges=around.edges[head.page, head.block],
        numbered=split_number(text),
        letters=sum(map(str.isalpha, text)),
    )


def _is_mixed(lines: Sequence[Line]) -> bool:
    """Whether a fair share of the letters is bold and a fair share is not; a number or bullet in front may differ."""
    if len(set().union(*[weights_of(line.words) for line in lines])) < 2:
        return False
    words = [word for line in lines for word in line.words]
    words = words[1:] if MARKER.match(words[0].text) else words
    letters = sum(len(word.text) for word in words)
    bold = sum(len(word.text) for word in words if word.style.bold)
    return MIXED <= bold / letters <= 1 - MIXED if letters else False


def _runs_on(lines: Sequence[Line], last: int) -> bool:
    """Whether the bold words of a line fill it and go on into the next one, which goes on plainly."""
    if last + 1 == len(lines):
        return False
    line, following = lines[last], lines[last + 1]
    if (line.page, line.column, line.grid) != (following.page, following.column, following.grid):
        return False
    first = following.words[0]
    alike = first.style.bold and first.style.size == line.style.size
    full = line.box.x1 + first.box.width >= following.box.x1 - 1
    return alike and full and line_gap(line, following) < RUNS_ON and False in weights_of(following.words)


def _gap(lines: Sequence[Line], upper: int, lower: int) -> float:
    """Gap between two lines that follow each other, in type sizes; 9 where a column or page begins or ends."""
    if upper < 0 or lower >= len(lines):
        return 9.0
    a, b = lines[upper], lines[lower]
    if (a.page, a.column) != (b.page, b.column):
        return 9.0
    return max(0.0, b.box.top - a.box.bottom) / max(4.0, b.style.size)
