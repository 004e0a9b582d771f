"""Indicators: the numbers an administration watches, from tables headed "Kennzahl" or "Indikator", and from lists.

Habit: one row per number; the first column names it, the others hold values, headed by "Wert", or by the year or date
the value stands for; date and unit may have columns of their own. Monitoring numbers are no status of a measure.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from extractors.content.amounts import read_numbers
from extractors.content.fields import Fields
from extractors.content.indicator_lists import listed_indicators
from extractors.layout.hyphens import join_lines
from extractors.layout.lines import Arranged, is_table
from extractors.structure.places import Places
from extractors.structure.sections import slug
from schemas.content import Indicator
from schemas.documents import Given
from schemas.geometry import Cell, Grid

NAME_HEAD = re.compile(r"^(?:kennzahl(?:en)?|kenngröße|indikator(?:en)?|merkmal|messgröße)\b", re.IGNORECASE)
VALUE_HEAD = re.compile(r"^(?:wert|ist|ist-wert|zahl|anzahl|ergebnis)$", re.IGNORECASE)
DATE_HEAD = re.compile(r"^(?:stand|stichtag|jahr|datum|zeitpunkt|zeitraum)$", re.IGNORECASE)
UNIT_HEAD = re.compile(r"^(?:einheit|maßeinheit)$", re.IGNORECASE)
PERIOD_HEAD = re.compile(r"(?:19|20)\d\d")
UNIT_IN_NAME = re.compile(r"\((?:in )?(?P<unit>%|Prozent|€|Euro|Tsd\. €|Personen|t CO2|kWh|MWh)\)")


@dataclass(frozen=True, slots=True)
class _Columns:
    """Where a table keeps what."""

    values: tuple[tuple[int, str | None], ...]
    """(column, date of the column's head)."""

    date: int | None
    unit: int | None


def find_indicators(places: Places, arranged: Arranged, fields: Fields, given: Given) -> tuple[Indicator, ...]:
    """Indicators of all tables and lists in the order of their pages; a repeated id gets a counter."""
    grids = (grid for page in arranged.pages for grid in page.grids if is_table(grid))
    in_tables = (one for grid in grids for one in _read(grid, _field_of(grid, places, fields), given))
    found = sorted((*in_tables, *listed_indicators(places, fields, given)), key=lambda one: one.page)
    ids: Counter[str] = Counter()
    counted: list[Indicator] = []
    for indicator in found:
        ids[indicator.indicator_id] += 1
        counted.append(_counted(indicator, ids[indicator.indicator_id]))
    return tuple(counted)


def _counted(indicator: Indicator, count: int) -> Indicator:
    return indicator if count == 1 else replace(indicator, indicator_id=f"{indicator.indicator_id}~{count}")


def _field_of(grid: Grid, places: Places, fields: Fields) -> str | None:
    part = places.part_at(grid.page, grid.box)
    field = fields.of_section.get(part.section.section_id) if part else None
    return field.action_field_id if field else None


def _read(grid: Grid, action_field_id: str | None, given: Given) -> Iterator[Indicator]:
    head = [_text(cell) for cell in grid.rows[0]]
    if not head or not NAME_HEAD.match(head[0]):
        return
    columns = _columns(head)
    for row in grid.rows[1:]:
        name = _text(row[0])
        for column, period in columns.values:
            printed = _text(row[column]) if column < len(row) else ""
            numbers = read_numbers(printed)
            if name and len(numbers) == 1:
                yield _indicator(row, columns, (name, printed), period, (action_field_id, given, grid.page))


def _columns(head: Sequence[str]) -> _Columns:
    values = tuple(
        (i, text if PERIOD_HEAD.search(text) else None)
        for i, text in enumerate(head)
        if i and (VALUE_HEAD.match(text) or PERIOD_HEAD.search(text))
    )
    date = next((i for i, text in enumerate(head) if DATE_HEAD.match(text)), None)
    unit = next((i for i, text in enumerate(head) if UNIT_HEAD.match(text)), None)
    return _Columns(values, date, unit)


def _indicator(
    row: Sequence[Cell | None],
    columns: _Columns,
    printed: tuple[str, str],
    period: str | None,
    owner: tuple[str | None, Given, int],
) -> Indicator:
    name, value = printed
    action_field_id, given, page = owner
    number = read_numbers(value)[0]
    date = period or (_text(row[columns.date]) or None if columns.date is not None else None)
    named = UNIT_IN_NAME.search(name)
    unit = number.unit or (_text(row[columns.unit]) or None if columns.unit is not None else None)
    return Indicator(
        indicator_id=":".join((given.document_id, slug(name), slug(date or "ohne-datum"))),
        document_id=given.document_id,
        action_field_id=action_field_id,
        name=name,
        value=number.value,
        unit=unit or (named["unit"] if named else None),
        reference_date=date,
        page=page,
        quote=value,
    )


def _text(cell: Cell | None) -> str:
    return join_lines(cell.text.split("\n")) if cell else ""
