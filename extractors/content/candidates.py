"""What every form of a measure (sheet, table row, list item, section) is read into before it becomes a row."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from schemas.geometry import Box

ATTRIBUTES = (
    "responsible",
    "partners",
    "target_group",
    "timeframe",
    "cost",
    "funding",
    "indicator",
    "priority",
    "status_printed",
    "description",
)
"""Columns of `measures` that a printed label can fill."""


@dataclass(frozen=True, slots=True)
class Value:
    """A printed value and where it stands."""

    text: str
    """As printed, hyphenation undone, single blanks."""

    page: int
    box: Box
    quote: str
    """Words of its first line, as they stand on that page."""


@dataclass(frozen=True, slots=True)
class Report:
    """What a report says of a measure in one period."""

    period: str | None
    status_printed: str | None
    text: str | None
    page: int


@dataclass(frozen=True, slots=True)
class Candidate:
    """One measure as found on the page."""

    title: Value
    code: str | None
    method: str
    """`sheet`, `table`, `list`, `labels` or `section`."""

    confidence: float
    """0 to 1."""

    page_first: int
    page_last: int
    values: Mapping[str, Value] = field(default_factory=dict)
    """Column of ATTRIBUTES → value."""

    action_field: Value | None = None
    """Action field named by the measure itself; else the sections above it tell."""

    reports: tuple[Report, ...] = ()
    unread: tuple[Value, ...] = ()
    """Labels with their texts that the vocabulary lacks."""

    field_above: Value | None = None
    """Action field that the running head of its page names; counts where nothing nearer names one."""
