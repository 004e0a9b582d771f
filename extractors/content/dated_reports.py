"""What is told of a measure under labels that name a time: "Sachstand 2019", "Umsetzungsstand 06/2021".

Habit: who keeps a catalogue of measures up to date adds a field for each report, and leaves the older ones.
"""

from collections.abc import Iterable, Mapping, Sequence

from extractors.content.candidates import Report, Value
from extractors.content.label_parts import period_of

LONGEST_STATUS = 80
"""Printed words for a status are few; longer text reports."""


def report_of(period: str | None, value: Value) -> Report:
    """What is printed for a period: a status in a few words, or a text."""
    is_text = len(value.text) > LONGEST_STATUS
    return Report(period, None if is_text else value.text, value.text if is_text else None, value.page)


def dated_reports(told: Iterable[tuple[str, Value]]) -> tuple[Report, ...]:
    """The reports under some labels for a status; none where no label names a time."""
    found = [report_of(period_of(label), value) for label, value in told]
    return tuple(found) if any(report.period for report in found) else ()


def with_last_status(values: Mapping[str, Value], told: Sequence[tuple[str, Value]]) -> dict[str, Value]:
    """The values with the status told last, if it is one in a few words."""
    short = [value for _, value in told if len(value.text) <= LONGEST_STATUS]
    rest = {column: value for column, value in values.items() if column != "status_printed"}
    return {**rest, "status_printed": short[-1]} if short else rest
