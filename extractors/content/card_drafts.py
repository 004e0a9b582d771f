"""Pieces with their titles: where each sheet begins and ends, and what it says between its title and its labels."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

from extractors.content.candidates import Value
from extractors.content.card_layouts import Label, Region
from extractors.content.card_pieces import Piece, Place, is_prominent, pieces_of
from extractors.content.card_titles import TitleZone, find_named, find_title
from extractors.content.passages import running_text, value_of
from extractors.layout.lines import body_size
from schemas.geometry import Cell, Line

LEAST_LETTERS = 40
"""Text above the labels describes the measure if it has so many."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A piece with the zone of its title, before its lines are given to its labels."""

    piece: Piece
    zone: TitleZone
    titled: int
    """Index of the region in which the title stands."""

    @property
    def start(self) -> Place:
        """Where the first of its lines stands."""
        at, top = self.piece.title_place
        titles = ((self.titled, line.box.top) for line in self.zone.lines)
        return min([self.piece.start, (at, top), *titles, *((at, line.box.top) for line in self.around)])

    @property
    def around(self) -> tuple[Line, ...]:
        """The lines above the first label that name field, unit or code."""
        return (*self.zone.field, *self.zone.beside)

    @property
    def heads(self) -> tuple[Line, ...]:
        """The lines above the first label that are no value of another sheet."""
        return (*self.zone.lines, *self.around)


def drafts_of(regions: Sequence[Region]) -> tuple[tuple[Draft, Place], ...]:
    """The pieces with their titles, each with the place where its sheet ends."""
    body = body_size(line for region in regions for line in region.lines)
    drafts = _drafts(regions, body)
    starts = [*(draft.start for draft in drafts), (len(regions), 0.0)][1:]
    return tuple((draft, _end(draft, start, regions, body)) for draft, start in zip(drafts, starts, strict=True))


def text_above(draft: Draft, regions: Sequence[Region]) -> Value | None:
    """The running text between the title and the first label: it describes the measure when no label does."""
    if not draft.zone.lines or draft.piece.titled:
        return None
    start, end = (draft.titled, draft.zone.lines[-1].box.bottom), draft.piece.first_place
    heads = set(draft.heads)
    between = [
        line
        for at in range(draft.titled, end[0] + 1)
        for line in regions[at].lines
        if start <= (at, line.box.top) < end and line not in heads and not line.style.bold
    ]
    text = running_text(between)
    return value_of(text) if sum(len(line.text) for line in text) >= LEAST_LETTERS else None


def cell_top(label: Label, region: Region) -> float:
    """Where the ruled cells of a label and its value begin; without cells beside each other, the top of the label."""
    rows = ([cell for cell in row if cell] for grid in region.page.grids for row in grid.rows)
    tops = (min(cell.box.top for cell in row) for row in rows if len(row) > 1 and _holds(row, label))
    return min(tops, default=label.box.top)


def _holds(row: Sequence[Cell], label: Label) -> bool:
    return any(cell.box.holds(label.box.middle) for cell in row)


def _end(draft: Draft, next_start: Place, regions: Sequence[Region], body: float) -> Place:
    """Where a sheet ends: at the next one, or before at a heading below its last label."""
    at, last = draft.piece.last_place
    headings = (
        (place, line.box.top)
        for place in range(at, min(at + 2, len(regions)))
        for line in regions[place].lines
        if (place, line.box.top) > (at, last) and is_prominent(line, regions[place].page, body)
    )
    return min(next_start, next(headings, next_start))


def _drafts(regions: Sequence[Region], body: float) -> list[Draft]:
    """The pieces with their titles; each title stands below the last label of the piece before."""
    drafts: list[Draft] = []
    before: Place = (0, 0.0)
    for piece in pieces_of(regions):
        at, top = piece.title_place
        above = before[1] + 1 if before[0] == at else 0.0
        below = min(
            cell_top(label, regions[at]) for place, label in piece.labels if (place, label.box.top) == (at, top)
        )
        zone = find_title(regions[at], above=above, below=below, body=body)
        drafts.append(_with_title_before(Draft(piece, zone, at), regions, before, below))
        before = piece.last_place
    return drafts


def _with_title_before(draft: Draft, regions: Sequence[Region], before: Place, below: float) -> Draft:
    """The draft with a title further above its labels: over a long text, or alone at the foot of the page before."""
    at = draft.titled
    for place in (at, at - 1) if not draft.zone.lines else ():
        if place >= before[0] and regions[place].page.number >= regions[at].page.number - 1:
            above = before[1] + 1 if before[0] == place else 0.0
            if lines := find_named(regions[place], above=above, below=below if place == at else math.inf):
                return replace(draft, zone=replace(draft.zone, lines=lines), titled=place)
    return draft
