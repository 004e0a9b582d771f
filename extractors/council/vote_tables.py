"""The table of results at the end of a paper: one row for each body, with columns Einstimmig, Ja, Nein, Enthaltung.

Offices fill it in after the meeting; most are published empty.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from extractors.council.votes import VoteCount
from extractors.layout.hyphens import join_lines
from schemas.geometry import Cell, Grid, Page

COUNTED = ("ja", "nein", "enthaltung")
TICK = re.compile(r"^[xX✓✔☒☑⊠]$")


@dataclass(frozen=True, slots=True)
class TableResult:
    """What one body's row says."""

    body: str
    result: str | None
    """The heads of the ticked columns, divided by commas."""

    vote: VoteCount | None


def read_vote_tables(pages: Sequence[Page]) -> tuple[TableResult, ...]:
    """The filled rows of all tables of results."""
    grids = (grid for page in pages for grid in page.grids)
    return tuple(row for grid in grids for row in _filled_rows(grid))


def _filled_rows(grid: Grid) -> Iterator[TableResult]:
    heads = [_text(cell) for cell in grid.rows[0]]
    if not {"ja", "nein"} <= {_key(head) for head in heads}:
        return
    for row in grid.rows[1:]:
        values = [_text(cell) for cell in row]
        vote = _vote([_key(head) for head in heads], values)
        ticked = [head for head, value in zip(heads, values, strict=False) if TICK.match(value)]
        if values[0] and (vote or ticked):
            yield TableResult(values[0], ", ".join(ticked) or None, vote)


def _text(cell: Cell | None) -> str:
    return join_lines(cell.text.split("\n")) if cell else ""


def _key(head: str) -> str:
    """ "Ent-haltungen" → enthaltung."""
    return re.sub(r"\W", "", head).casefold().removesuffix("en")


def _vote(heads: Sequence[str], values: Sequence[str]) -> VoteCount | None:
    numbers = {head: int(value) for head, value in zip(heads, values, strict=False) if value.isdecimal()}
    if not numbers.keys() & set(COUNTED):
        return None
    pro, contra, abstain = (numbers.get(head) for head in COUNTED)
    return VoteCount(pro, contra, abstain, (), 0, 0)
