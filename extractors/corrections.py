"""A person's word wins: reviewed values in place of what was read.

A correction names the document its author looked at. When that document, or the row in it, is no longer there, nothing
is changed and an issue asks a person to look again; so a correction never lands on a text its author has not seen.
"""

import dataclasses
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from schemas.catalogue import Correction
from schemas.catalogue_parsing import typed_value
from schemas.documents import Issue
from schemas.extraction import Extraction
from schemas.tables import TABLES_BY_NAME


def apply_corrections(
    extractions: Sequence[Extraction], corrections: Iterable[Correction]
) -> tuple[tuple[Extraction, ...], tuple[Issue, ...]]:
    """The extractions with corrected values, and an issue for each correction: what it did, or why it did nothing."""
    by_document: dict[str, list[Correction]] = defaultdict(list)
    for correction in corrections:
        if correction.table != "changes":  # extractors/comparison/reviewed.py has those
            by_document[correction.document_id].append(correction)
    results = [_corrected(e, by_document.pop(e.document.document_id, [])) for e in extractions]
    homeless = [_review(c, "the document is no longer there") for group in by_document.values() for c in group]
    issues = [issue for _, found in results for issue in found]
    return tuple(extraction for extraction, _ in results), (*issues, *homeless)


def row_id(record: object, table: str) -> str:
    """The key of a row as corrections write it: several key columns are joined by `|`."""
    return "|".join(str(getattr(record, column)) for column in TABLES_BY_NAME[table].key)


def _corrected(extraction: Extraction, corrections: Sequence[Correction]) -> tuple[Extraction, list[Issue]]:
    issues = []
    for correction in corrections:
        extraction, issue = _apply(extraction, correction)
        issues.append(issue)
    return extraction, issues


def _apply(extraction: Extraction, correction: Correction) -> tuple[Extraction, Issue]:
    records = extraction.records(correction.table)
    matches = [record for record in records if row_id(record, correction.table) == correction.row_id]
    if not matches:
        return extraction, _review(correction, "the row is no longer there")
    changed = [_with_value(record, correction) if record in matches else record for record in records]
    before = getattr(matches[0], correction.column)
    if correction.table == "documents":
        return _replaced(extraction, "document", changed[0]), _done(correction, before)
    return _replaced(extraction, correction.table, tuple(changed)), _done(correction, before)


def _with_value(record: object, correction: Correction) -> object:
    column = next(c for c in TABLES_BY_NAME[correction.table].columns if c.name == correction.column)
    value = typed_value(correction.value, column)
    return _replaced(record, correction.column, value)


def _replaced(record: Any, attribute: str, value: object) -> Any:
    """`dataclasses.replace` for a record and an attribute that are known by name only."""
    return dataclasses.replace(record, **{attribute: value})


def _done(correction: Correction, before: object) -> Issue:
    was = "empty" if before is None else f"“{before}”"
    what = f"{_place(correction)}: {was} → “{correction.value}” ({correction.why}; {correction.who})"
    return Issue(document_id=correction.document_id, severity="notice", kind="corrected", what=what)


def _review(correction: Correction, reason: str) -> Issue:
    return Issue(
        document_id=correction.document_id,
        severity="warning",
        kind="correction_not_applied",
        what=f"{_place(correction)} := “{correction.value}” was not applied: {reason}",
        hint="look at the new document, then change the line in corrections.csv, or delete it",
    )


def _place(correction: Correction) -> str:
    return f"{correction.table}/{correction.row_id}/{correction.column}"
