"""The clock: the one place that asks for the time."""

from datetime import UTC, date, datetime


def now() -> str:
    """The time as receipts and releases write it: ISO 8601, UTC, to the second."""
    return datetime.now(UTC).isoformat(timespec="seconds")


def today() -> date:
    """The day in UTC: the end of a period that is left open."""
    return datetime.now(UTC).date()
