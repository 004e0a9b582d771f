"""The clock: the one place that asks for the time."""

from datetime import UTC, datetime


def now() -> str:
    """The time as receipts and releases write it: ISO 8601, UTC, to the second."""
    return datetime.now(UTC).isoformat(timespec="seconds")
