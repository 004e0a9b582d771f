"""Measure sheets: pages on which an administration fills in a form for each measure.

A sheet is a place where at least three labels that we know, for at least two columns, stand close together and are
set alike; its title is the prominent line above them. A sheet that explains the form, or leaves it blank, is none.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from extractors.content.candidates import ATTRIBUTES, Candidate, Value
from extractors.content.card_drafts import Draft, cell_top, drafts_of, text_above
from extractors.content.card_layouts import ROW_PT, Label, Region, regions_of
from extractors.content.card_pieces import Piece, Place
from extractors.content.card_titles import TitleZone, explains_form, explains_value, is_placeholder, without_chapter
from extractors.content.card_values import Field, drawn_squares, fields_of, text_of, value_of
from extractors.content.dated_reports import dated_reports, with_last_status
from extractors.content.labels import unit_and_code
from extractors.layout.hyphens import join_lines
from extractors.layout.lines import Arranged
from schemas.geometry import Box, Line, Rule

LEAST_LABELS = 3
LEAST_COLUMNS = 2
LONG_TITLE = 220
"""No title is longer; longer text behind "Titel" or "Maßnahme" describes."""

EXPLAINING_SHARE = 0.5
RATING = re.compile(r"[-+]?\s?\d{1,2}|[+o0–-]{1,3}")
"""Points that a sheet gives for a criterion."""

LEAST_RATINGS = 3
LEAST_ABOVE = 2
"""On a sheet so many values stand above the last label; below the head of a table stand all."""

LEAST_CONFIDENCE = 0.5


@dataclass(frozen=True, slots=True)
class _Sheet:
    """A piece that fills in a form."""

    title: Value
    code: str | None
    action_field: Value | None
    fields: tuple[Field, ...]
    values: Mapping[str, Value]

    @property
    def names(self) -> frozenset[str]:
        return frozenset(field.label.name for field in self.fields if field.label.meaning)


def find_cards(arranged: Arranged) -> tuple[Candidate, ...]:
    """All measure sheets, in document order."""
    regions = regions_of(arranged)
    sheets = [
        sheet
        for draft, end in drafts_of(regions)
        if _is_form(draft.piece) and (sheet := _sheet(draft, regions, end)) and not _explains(sheet, draft, regions)
    ]
    return tuple(
        _candidate(sheet, confidence)
        for sheet in sheets
        if (confidence := _confidence(sheet, [other.names for other in sheets if other is not sheet]))
        >= LEAST_CONFIDENCE
    )


def _is_form(piece: Piece) -> bool:
    columns = {label.column for _, label in piece.labels} & set(ATTRIBUTES)
    return len(piece.names) >= LEAST_LABELS and len(columns) >= LEAST_COLUMNS


def _sheet(draft: Draft, regions: Sequence[Region], end: Place) -> _Sheet | None:
    """The sheet of a piece; None without title and values, or if its labels stand in one row over a table."""
    parts = list(_parts(draft, regions, end))
    drawn = drawn_squares(region.page for region, _, _ in parts)
    fields = _without_ratings(fields_of(parts), drawn)
    title = _title(draft.zone, fields, drawn)
    if title is None or _is_table_head(fields, drawn):
        return None
    value, code, described = title
    values = {column: found for column in ATTRIBUTES if (found := _column(column, fields, drawn))}
    if len(values) < LEAST_COLUMNS:
        return None
    if "description" not in values and (text := described or text_above(draft, regions)):
        values["description"] = text
    field = _column("action_field", fields, drawn) or _named_field(draft.zone.field)
    printed_code = _column("code", fields, drawn)
    code = code or (printed_code.text if printed_code else None)
    return _Sheet(value, code, field, fields, values)


def _parts(draft: Draft, regions: Sequence[Region], end: Place) -> Iterator[tuple[Region, list[Label], list[Line]]]:
    """Of each region the sheet reaches: its labels there, and the lines between its first label and its end."""
    start, last = draft.piece.first_place, draft.piece.last_place
    top = min(start[1] - ROW_PT, cell_top(draft.piece.first[1], regions[start[0]]))
    heads = {(line.page, line.box, line.text) for line in draft.heads}
    for at in range(start[0], min(last[0] + 2, end[0] + 1, len(regions))):
        if at > last[0] and regions[at].page.number > regions[last[0]].page.number + 1:
            return
        labels = [label for place, label in draft.piece.labels if place == at]
        taken = {line.words[0] for label in labels for line in label.lines}
        lines = [
            line
            for line in regions[at].lines
            if (start[0], top) < (at, line.box.top) < end
            and (line.page, line.box, line.text) not in heads
            and line.words[0] not in taken
        ]
        yield regions[at], labels, lines


def _is_table_head(fields: Sequence[Field], drawn: Sequence[Rule]) -> bool:
    """Whether the values stand below all labels, as they do in a table."""
    known = [field.label for field in fields if field.label.meaning]
    last = max((label.page, label.box.top) for label in known)
    above = [
        field
        for field in fields
        if text_of(field, drawn) and all((line.page, line.box.top) < last for line in field.lines)
    ]
    return len(above) < LEAST_ABOVE


def _without_ratings(fields: Sequence[Field], drawn: Sequence[Rule]) -> tuple[Field, ...]:
    """The fields without rows of points: three or more labels in sequence with nothing but a small number."""
    kept: list[Field] = []
    for rated, run in groupby(fields, key=lambda field: bool(RATING.fullmatch(text_of(field, drawn) or ""))):
        found = list(run)
        if not (rated and len(found) >= LEAST_RATINGS):
            kept.extend(found)
    return tuple(kept)


def _column(column: str, fields: Sequence[Field], drawn: Sequence[Rule]) -> Value | None:
    return value_of((field for field in fields if field.label.column == column), drawn)


def _title(
    zone: TitleZone, fields: Sequence[Field], drawn: Sequence[Rule]
) -> tuple[Value, str | None, Value | None] | None:
    """Title, code and, if the label of the title leads a description instead, that."""
    labelled = _column("title", fields, drawn)
    if labelled and (len(labelled.text) <= LONG_TITLE or not zone.title):
        code, title = unit_and_code(labelled.text)
        return replace(labelled, text=title or labelled.text), code or zone.code_beside, None
    found = _lines_value(zone.lines)
    return (replace(found, text=zone.title), zone.code, labelled) if zone.title and found else None


def _lines_value(lines: Sequence[Line]) -> Value | None:
    if not lines:
        return None
    return Value(
        join_lines(line.text for line in lines), lines[0].page, Box.around(line.box for line in lines), lines[0].text
    )


def _named_field(lines: Sequence[Line]) -> Value | None:
    found = _lines_value(lines)
    return found and replace(found, text=without_chapter(found.text))


def _explains(sheet: _Sheet, draft: Draft, regions: Sequence[Region]) -> bool:
    """Whether the sheet says how sheets are filled in."""
    at, top = draft.piece.title_place
    announced = any(
        explains_form(line.text) for line in regions[at].lines if line.box.top < top and len(line.text) < 80
    )
    texts = [value.text for value in sheet.values.values()]
    explaining = sum(explains_value(text) for text in texts)
    return announced or is_placeholder(sheet.title.text, sheet.code) or explaining > EXPLAINING_SHARE * len(texts)


def _confidence(sheet: _Sheet, others: Sequence[frozenset[str]]) -> float:
    """How sure we are: a form comes again, its sheets have codes or labelled titles, and many labels."""
    named = sheet.code or any(field.label.column == "title" for field in sheet.fields)
    alike = sum(len(sheet.names & names) >= 0.6 * len(sheet.names | names) for names in others)
    return round(
        0.35
        + 0.3 * (alike >= 2)
        + 0.1 * (alike == 1)
        + 0.15 * bool(named)
        + 0.1 * (len(sheet.names) >= 5)
        + 0.07 * (len(sheet.values) >= 4),
        2,
    )


def _candidate(sheet: _Sheet, confidence: float) -> Candidate:
    pages = {line.page for field in sheet.fields for line in (*field.label.lines, *field.lines)} | {sheet.title.page}
    unread = (_unread(field) for field in sheet.fields if field.label.meaning is None)
    printed = ((f.label.text, value_of([f])) for f in sheet.fields if f.label.column == "status_printed")
    told = [(label, value) for label, value in printed if value]
    reports = dated_reports(told)
    return Candidate(
        title=sheet.title,
        code=sheet.code,
        method="sheet",
        confidence=confidence,
        page_first=min(pages),
        page_last=max(pages),
        values=with_last_status(sheet.values, told) if reports else sheet.values,
        action_field=sheet.action_field,
        reports=reports,
        unread=tuple(value for value in unread if value),
    )


def _unread(field: Field) -> Value | None:
    """An unknown label with its text."""
    label, value = field.label, value_of([field])
    return value and Value(f"{label.text}: {value.text}", label.page, label.box, label.lines[0].text)
