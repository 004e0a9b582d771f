"""Action fields: which headings open a Handlungsfeld, and which known field each of them is.

Habit: administrations name the unit before its label ("Handlungsfeld A: Sprache", "4.1 Handlungsfeld 1: Wohnen",
"Feld 1: Bildung", "Handlungsfeld Gesundheit"). A known field is matched first by the code its edition prints, then by
label or alias; a code whose label says something else is reported. Fields the catalogue lacks get an id from their
label and are reported, not dropped.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from rapidfuzz.fuzz import token_sort_ratio

from extractors.structure.places import Places
from extractors.structure.sections import Part, slug
from extractors.structure.witnesses import key_of
from schemas.catalogue import KnownField
from schemas.content import ActionField
from schemas.documents import Given, Issue

NAMED = re.compile(
    r"^(?:Handlungsfeld|Themenfeld|Aktionsfeld|Handlungsbereich|Feld)(?![a-zäöü])\s*"
    r"(?:(?P<code>[A-Z]|\d{1,2}|[IVX]{1,5})(?=[\s:.–-]|$)\s*[:.]?\s*[–-]?\s*)?(?P<label>.*)$"
)
QUOTES = '„“”"»«'
WITHOUT_FIELDS = ("paper", "minutes")
"""What a council decides on, or notes, has no action fields of its own; it names those of the concept."""

SAME_LABEL = 60.0
"""Labels at least this similar (0 to 100, words sorted) may share a code."""


@dataclass(frozen=True, slots=True)
class PrintedField:
    """An action field as one heading prints it."""

    part: Part
    action_field_id: str
    code: str | None
    label: str


@dataclass(frozen=True, slots=True)
class Fields:
    """The action fields of a document."""

    rows: tuple[ActionField, ...]
    of_section: Mapping[str, PrintedField]
    """Section → the field whose heading stands above it (or is it)."""


def find_fields(places: Places, given: Given, known: Sequence[KnownField]) -> Fields:
    """The action fields that headings open, and the field of every section below them; papers and minutes have none."""
    if given.kind in WITHOUT_FIELDS:
        return Fields((), {})
    printed = [field for part in places.parts if (field := _read(part, given, known))]
    by_section = {field.part.section.section_id: field for field in printed}
    of_section = {
        part.section.section_id: by_section[above.section.section_id]
        for part in places.parts
        for above in places.ancestors(part)
        if above.section.section_id in by_section
    }
    rows = tuple(_rows(printed, of_section, places.parts, given))
    return Fields(rows, of_section)


def _read(part: Part, given: Given, known: Sequence[KnownField]) -> PrintedField | None:
    text = " ".join(filter(None, (part.section.number, part.section.heading)))
    named = NAMED.match(text) or NAMED.match(part.section.heading)
    if named:
        code, label = named["code"], unquoted(named["label"])
        if not label:
            return None
        return PrintedField(part, resolve(code, label, given, known), code, label)
    match = _by_label(part.section.heading, known)
    return PrintedField(part, match.action_field_id, part.section.number, part.section.heading) if match else None


def resolve(code: str | None, label: str, given: Given, known: Sequence[KnownField]) -> str:
    """The id of a printed field: by code when the label agrees, by label or alias, else made from the label."""
    by_code = next((f for f in known if code and f.codes.get(given.edition_id) == code), None)
    if by_code and _agrees(label, by_code):
        return by_code.action_field_id
    by_label = _by_label(label, known)
    return by_label.action_field_id if by_label else slug(label)


def _agrees(label: str, field: KnownField) -> bool:
    return any(token_sort_ratio(label.casefold(), name.casefold()) >= SAME_LABEL for name in _names(field)) or any(
        key_of(label) in key_of(name) or key_of(name) in key_of(label) for name in _names(field)
    )


def _by_label(label: str, known: Iterable[KnownField]) -> KnownField | None:
    key = key_of(label)
    return next((field for field in known if key in {key_of(name) for name in _names(field)}), None)


def _names(field: KnownField) -> tuple[str, ...]:
    return (field.label, *field.aliases)


def _rows(
    printed: Sequence[PrintedField], of_section: Mapping[str, PrintedField], parts: Sequence[Part], given: Given
) -> Iterator[ActionField]:
    """One row per field: a field may be printed in a summary, too; the heading with most text below it counts."""
    ends: dict[str, tuple[int, int]] = {}
    for part in parts:
        field = of_section.get(part.section.section_id)
        if field:
            words, last = ends.get(field.part.section.section_id, (0, 0))
            ends[field.part.section.section_id] = words + len(part.section.text), max(last, part.section.page_last)
    best: dict[str, PrintedField] = {}
    for field in printed:
        rival = best.get(field.action_field_id)
        if rival is None or ends[field.part.section.section_id][0] > ends[rival.part.section.section_id][0]:
            best[field.action_field_id] = field
    ordered = sorted(best.values(), key=lambda f: f.part.heading.first)
    for position, field in enumerate(ordered, 1):
        yield ActionField(
            concept_id=given.concept_id or None,
            edition_id=given.edition_id or None,
            document_id=given.document_id,
            action_field_id=field.action_field_id,
            code=field.code,
            label_printed=field.label,
            position=position,
            page_first=field.part.section.page_first,
            page_last=ends[field.part.section.section_id][1],
        )


def unknown_fields(rows: Iterable[ActionField], given: Given, known: Sequence[KnownField]) -> Iterator[Issue]:
    """An issue for each field that the catalogue lacks; none where it knows no fields at all."""
    ids = {field.action_field_id for field in known}
    for row in rows:
        if ids and row.action_field_id not in ids:
            yield Issue(
                document_id=given.document_id,
                page=row.page_first,
                severity="warning",
                kind="unknown_action_field",
                what=" ".join(filter(None, ("action field", row.code, row.label_printed))),
                hint="add it, or its spelling as an alias, to action_fields.yml",
            )


def unquoted(label: str) -> str:
    """A label without a colon behind it and without quotation marks around the whole of it.

    >>> unquoted("„Sprache und Bildung“:"), unquoted("Leitbild „Stadt der kurzen Wege“")
    ('Sprache und Bildung', 'Leitbild „Stadt der kurzen Wege“')
    """
    bare = label.strip(" :")
    return bare.strip(QUOTES) if bare[:1] in QUOTES and bare[-1:] in QUOTES else bare
