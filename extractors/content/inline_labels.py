"""Labels inside running text: "Zuständigkeit: Amt 50", or "Umsetzungsstand:" on a line of its own above its text."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from extractors.content.candidates import Report, Value
from extractors.content.dated_reports import report_of
from extractors.content.label_parts import period_of, takes_part
from extractors.content.labels import LabelMeaning, read_label, run_in
from extractors.content.passages import text_of
from schemas.geometry import Line

LONGEST_LABEL = 60


@dataclass(frozen=True, slots=True)
class LabelledText:
    """The text of a measure, divided at its labels."""

    values: Mapping[str, Value]
    """Column of `measures` → value; what stands before the first label, and under labels that have no column,
    describes the measure where no label says what does."""

    names: frozenset[str]
    """All labels met, those without a column too."""

    reports: tuple[Report, ...] = ()
    """What is told under labels for a status with a date: "Sachstand 2021:"."""


def divide_at_labels(lines: Sequence[Line]) -> LabelledText:
    """Text divided at the known labels in it."""
    parts: dict[str, list[Line]] = {}
    dated: dict[str, list[Line]] = {}
    names: set[str] = set()
    other: list[Line] = []
    target = other
    for meaning, rest in _with_partners([_label(line) for line in lines]):
        if meaning is not None:
            names.add(meaning.name)
            target = _part(meaning, parts, dated) if meaning.column else other
        if rest is not None:
            target.append(rest)
    values = {column: value for column, found in parts.items() if (value := text_of(found))}
    if description := text_of(other):
        values.setdefault("description", description)
    told = (report_of(period, value) for period, found in dated.items() if (value := text_of(found)))
    return LabelledText(values, frozenset(names), tuple(told))


def has_labels(lines: Sequence[Line]) -> bool:
    """Whether text can be divided at labels; most cannot, and this spares putting it together."""
    return any(_label(line)[0] is not None for line in lines)


def _with_partners(
    found: Sequence[tuple[LabelMeaning | None, Line | None]],
) -> Iterator[tuple[LabelMeaning | None, Line | None]]:
    """Labels and lines; "Akteure" are partners where another label names who leads."""
    leading = {meaning.name for meaning, _ in found if meaning and meaning.column == "responsible"}
    for meaning, rest in found:
        named = meaning is not None and takes_part(meaning.name, leading)
        yield LabelMeaning(meaning.name, "partners") if meaning and named else meaning, rest


def _part(meaning: LabelMeaning, parts: dict[str, list[Line]], dated: dict[str, list[Line]]) -> list[Line]:
    """Where the text below a label goes: to its column, or to the period that a status stands for."""
    period = period_of(meaning.name) if meaning.column == "status_printed" else None
    return dated.setdefault(period, []) if period else parts.setdefault(meaning.column, [])


def _label(line: Line) -> tuple[LabelMeaning | None, Line | None]:
    """The label a line begins with, and what of the line is left."""
    text = line.text.strip()
    if text.endswith(":") and len(text) <= LONGEST_LABEL and (alone := read_label(text)):
        return alone, None
    found = run_in(text) if ":" in text[:LONGEST_LABEL] else None
    if found is None or not found[0].column:
        return None, line
    meaning, value = found
    return meaning, _rest(line, value)


def _rest(line: Line, value: str) -> Line:
    """A line without the label in front."""
    return Line(line.page, line.words, line.box, value, line.style, line.column, line.block, line.grid, line.role)
