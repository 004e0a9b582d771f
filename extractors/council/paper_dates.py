"""The dates on the first page of a paper: its own, and that of the sitting that decided."""

import re
from collections.abc import Collection, Sequence

from extractors.council.bodies import body_in
from extractors.council.labels import label_of
from extractors.council.signatures import PLACE_AND_DATE
from extractors.council.wording import date_in
from schemas.geometry import Line

SITTING_DATE = re.compile(
    r"(?i)^(?:Sitzung(?:stermin|stag|sdatum)?|Termin)(?:\s+(?:am|vom))?\s*[:;]?\s*(?P<date>\d.*)?$"
)
DATED_BY_SITTING = "Beschlussempfehlung"
"""The kind of paper that a committee's chair makes out at its sitting: its vote and its “Datum” are of one day."""


def decision_date(front: Sequence[Line], kind: str | None, *, is_voted: bool) -> str | None:
    """The date of the sitting; that of the paper only where a committee's vote is all the paper tells."""
    found = _sitting_date(front)
    return _labelled_date(front) if found is None and is_voted and kind == DATED_BY_SITTING else found


def paper_date(front: Sequence[Line], sittings: Collection[str | None]) -> str | None:
    """The date behind its label, else one that stands alone or behind a place and is not that of a meeting."""
    if any(_is_date_label(line) for line in front):
        return _labelled_date(front)
    alone = (date_in(line.text) for line in front if line.grid < 0 and PLACE_AND_DATE.match(line.text.strip()))
    return next((date for date in alone if date and date not in sittings), None)


def _sitting_date(front: Sequence[Line]) -> str | None:
    """The date of the meeting; never that of the paper or of an addendum ("Nachtrag")."""
    for at, line in enumerate(front):
        if body_in(line.text) and (date := date_in(line.text)):
            return date
        if found := SITTING_DATE.match(line.text.strip()):
            return date_in(found["date"] or _below(front, at))
    return None


def _labelled_date(front: Sequence[Line]) -> str | None:
    """The date behind the first "Datum:", or on the next line."""
    for at, line in enumerate(front):
        label = label_of(line.text)
        if label is not None and label.kind == "date":
            return date_in(label.value or _below(front, at))
    return None


def _is_date_label(line: Line) -> bool:
    label = label_of(line.text)
    return label is not None and label.kind == "date"


def _below(front: Sequence[Line], at: int) -> str:
    return front[at + 1].text if at + 1 < len(front) else ""
