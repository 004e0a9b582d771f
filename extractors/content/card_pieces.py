"""The lines of a document to the pieces that may be measure sheets: a title zone, then labels.

A new sheet begins where a prominent line stands (larger than the text, or in a bar over half the page) that the
document does not repeat, or where the first label of the sheet comes again.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from extractors.content.card_layouts import ROW_PT, Label, Region
from extractors.content.labels import is_counted, is_unit, names_unit_and_code, unit_and_code
from extractors.layout.lines import body_size
from schemas.geometry import Line, Page

LARGER_PT = 0.9
REPEATED = 3
"""What stands so often in the same words is a banner or a running head, no title."""

PALE = 3 * 200
"""Sum of red, green and blue from which on letters need a dark ground."""

MOST_PAGES_BETWEEN = 2
"""Labels of one sheet are no further apart."""

MOST_OPENING = 2
"""Labels that stand above a title: "Handlungsfeld", "Nr."."""

OPENING = ("action_field", "code", "priority", "timeframe", "status_printed")
"""Columns of labels that stand side by side above a labelled title."""

Place = tuple[int, float]
"""Index of a region, and points from the top of its page."""


@dataclass(slots=True)
class Piece:
    """What may be one sheet."""

    start: Place
    """Where its first line stands: of its head, else of its first label."""

    labels: list[tuple[int, Label]] = field(default_factory=list)
    """Index of the region, and the label."""

    titled: Place | None = None
    """Where the label below the title stands, if it is not the first one."""

    @property
    def title_place(self) -> Place:
        """The label below the title."""
        return self.titled or self.first_place

    @property
    def last_place(self) -> Place:
        """Where the last label stands."""
        at, label = self.labels[-1]
        return at, label.box.top

    @property
    def names(self) -> frozenset[str]:
        """The names of its labels."""
        return frozenset(label.name for _, label in self.labels)

    @property
    def first(self) -> tuple[int, Label]:
        """The index of the region, and the first label."""
        return self.labels[0]

    @property
    def first_place(self) -> Place:
        """Where the first label stands."""
        at, label = self.first
        return at, label.box.top


def pieces_of(regions: Sequence[Region]) -> tuple[Piece, ...]:
    """All runs of labels with the place where each begins."""
    breaks = _breaks(regions)
    found: list[Piece] = []
    head: Place | None = None
    for place, label in _events(regions, breaks):
        if label is None:
            head = head if head and head[0] == place[0] and not _is_labelled_since(found, head) else place
        elif found and not (_begins_anew(found[-1], label, place, head) or _opens_next(found, label, place)):
            found[-1].labels.append((place[0], label))
        else:
            found.append(Piece(head if head and head[0] == place[0] else place, [(place[0], label)]))
            head = None
    return tuple(_joined(found))


def is_prominent(line: Line, page: Page, body: float) -> bool:
    """Whether a line is set larger than the text, or pale in a dark bar over half the page."""
    stands_out = line.style.size > body + LARGER_PT or (_is_pale(line.style.color) and _stands_in_bar(line, page))
    return stands_out and any(map(str.isalnum, line.text))


def _breaks(regions: Sequence[Region]) -> tuple[tuple[Line, ...], ...]:
    """Of each region the lines that may begin a sheet: said once, or again only as the next sheet's page begins."""
    body = body_size(line for region in regions for line in region.lines)
    leading = [tuple(_leading_lines(region, body)) for region in regions]
    often = Counter(line.text.casefold() for lines in leading for line in lines)
    seen: set[str] = set()
    found: list[tuple[Line, ...]] = []
    for lines in leading:
        found.append(tuple(line for line in lines if often[line.text.casefold()] < REPEATED and line.text not in seen))
        seen = {line.text for line in lines} or seen
    return tuple(found)


def _leading_lines(region: Region, body: float) -> Iterator[Line]:
    """Prominent lines, and bold ones with the unit and a code ("Maßnahme 1.2")."""
    labelled = {id(line) for label in region.labels for line in label.lines}
    for line in region.lines:
        if id(line) in labelled:
            continue
        prominent = is_prominent(line, region.page, body) and not _is_bare_number(line)
        if prominent or (line.style.bold and names_unit_and_code(line.text)):
            yield line


def _is_bare_number(line: Line) -> bool:
    """Large figures, points of a rating, running codes: they lead no sheet by themselves."""
    code, title = unit_and_code(line.text)
    return bool(code and not title) or is_counted(line.text) or is_unit(line.text)


def _events(regions: Sequence[Region], breaks: Sequence[Sequence[Line]]) -> Iterator[tuple[Place, Label | None]]:
    """Prominent lines (without label) and labels, in reading order."""
    for at, region in enumerate(regions):
        events: list[tuple[Place, float, Label | None]] = [((at, line.box.top), 0.0, None) for line in breaks[at]]
        events += [((at, label.box.top), label.box.x0, label) for label in region.labels]
        for place, _, label in sorted(events, key=lambda event: event[:2]):
            yield place, label


def _is_labelled_since(found: Sequence[Piece], head: Place) -> bool:
    """Whether a label came after a prominent line."""
    if not found:
        return False
    at, label = found[-1].labels[-1]
    return (at, label.box.top) > head


def _begins_anew(piece: Piece, label: Label, place: Place, head: Place | None) -> bool:
    last_at, last = piece.labels[-1]
    if head is not None and head > (last_at, last.box.top):
        return True
    if place[0] - last_at > MOST_PAGES_BETWEEN:
        return True
    if label.column == "title" and len(piece.labels) > MOST_OPENING:
        return True
    repeated = label.name in piece.names
    return repeated and (label.name == piece.first[1].name or place[0] != last_at)


def _opens_next(found: Sequence[Piece], label: Label, place: Place) -> bool:
    """Whether a label on a new page is the one that stood first over the labelled title of this sheet."""
    if len(found) < 2:
        return False
    row, titled = found[-2:]
    return place[0] != titled.last_place[0] and titled.first[1].column == "title" and label.name == row.first[1].name


def _joined(pieces: Sequence[Piece]) -> Iterator[Piece]:
    """Pieces that a line in between divided though they are one sheet.

    A few labels at the top of the page ("Handlungsfeld", "Nr.") belong to the sheet whose title follows them.
    """
    waiting: Piece | None = None
    for piece in pieces:
        if waiting and _opens(waiting, piece):
            waiting = Piece(waiting.start, [*waiting.labels, *piece.labels], piece.first_place)
            continue
        if waiting:
            yield waiting
        waiting = piece
    if waiting:
        yield waiting


def _opens(first: Piece, second: Piece) -> bool:
    columns = {label.column for _, label in first.labels}
    same_page = {at for at, _ in first.labels} == {second.first_place[0]}
    few = len(first.labels) <= MOST_OPENING and columns <= {"action_field", "code", "priority", ""}
    return (few or _is_row_over_title(first, second, columns)) and same_page and not first.names & second.names


def _is_row_over_title(first: Piece, second: Piece, columns: set[str]) -> bool:
    """Whether labels stand side by side over the title: field, number, kind, beginning and duration of the measure."""
    heights = [label.box.top for _, label in first.labels]
    beside = max(heights) - min(heights) < ROW_PT
    return beside and second.first[1].column == "title" and columns <= {*OPENING, ""}


@lru_cache(maxsize=1000)
def _is_pale(color: str) -> bool:
    return sum(int(color[at : at + 2], 16) for at in (1, 3, 5)) >= PALE


def _stands_in_bar(line: Line, page: Page) -> bool:
    x, y = line.box.middle
    return any(
        rule.kind == "area"
        and rule.fill
        and rule.box.width > 0.5 * page.width
        and rule.box.height < 80
        and rule.box.holds((x, y))
        for rule in page.rules
    )
