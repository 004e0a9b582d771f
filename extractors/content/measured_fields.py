"""Action fields that only measures point to: printed on the measures themselves, or headings that divide them.

Such a field has no heading with the word "Handlungsfeld"; it reaches from its heading, else from its first measure, to
the last measure that names it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from schemas.content import ActionField, Measure
from schemas.documents import Given


@dataclass(frozen=True, slots=True)
class NamedField:
    """An action field as a measure names it, or as the heading above the measures prints it."""

    action_field_id: str
    code: str | None
    label: str
    page: int | None = None
    """Page of the heading, counted from 1; None where the measures themselves name the field."""


def with_measured_fields(
    rows: Sequence[ActionField], measures: Sequence[Measure], named: Mapping[str, NamedField], given: Given
) -> tuple[ActionField, ...]:
    """The rows and one more for every other field that measures point to, in the order of their pages."""
    below: dict[str, list[Measure]] = {}
    for measure in measures:
        if measure.action_field_id and measure.action_field_id in named:
            below.setdefault(measure.action_field_id, []).append(measure)
    known = {row.action_field_id for row in rows}
    further = [_row(named[own], found, given) for own, found in below.items() if own not in known]
    ordered = sorted((*rows, *further), key=lambda row: row.page_first)
    return tuple(replace(row, position=position) for position, row in enumerate(ordered, 1))


def _row(field: NamedField, measures: Sequence[Measure], given: Given) -> ActionField:
    first = min(measure.page_first for measure in measures)
    return ActionField(
        concept_id=given.concept_id or None,
        edition_id=given.edition_id or None,
        document_id=given.document_id,
        action_field_id=field.action_field_id,
        code=field.code,
        label_printed=field.label,
        position=0,
        page_first=first if field.page is None else min(field.page, first),
        page_last=max(measure.page_last for measure in measures),
    )
