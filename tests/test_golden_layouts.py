"""Fourteen small documents, each in one habit of German administrations, against what is true about them."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from extractors.document import extract_document
from extractors.structure.witnesses import key_of
from schemas.documents import Given
from schemas.extraction import Extraction
from tests.gains import Rows, gains_and_losses

LAYOUTS = Path(__file__).parent / "musterlingen" / "layouts"
STEMS = sorted(path.stem for path in LAYOUTS.glob("*.pdf"))
KEYS = {
    "action_fields": ("code", "label"),
    "headings": ("number", "title"),
    "goals": ("text",),
    "measures": ("code", "title"),
    "statuses": ("code", "title"),
}
PRINTED = ("responsible", "partners", "target_group", "timeframe", "cost", "funding", "indicator", "priority")
KNOWN: Mapping[tuple[str, str], str] = {
    ("two-columns", "headings"): "the first heading below the title is taken for text, the last stands too deep",
}
"""Layout and table that we do not read right yet → why."""


def test_every_layout_has_its_truth() -> None:
    assert len(STEMS) >= 8
    assert [path.stem for path in sorted(LAYOUTS.glob("*.json"))] == STEMS
    assert [path.stem for path in sorted(LAYOUTS.glob("*.yml"))] == STEMS


@pytest.fixture(scope="module")
def read() -> Mapping[str, Extraction]:
    return {stem: _read(stem) for stem in STEMS}


def _read(stem: str) -> Extraction:
    return extract_document((LAYOUTS / f"{stem}.pdf").read_bytes(), Given(document_id=stem))


@pytest.mark.parametrize("stem", STEMS)
def test_nothing_is_missing(stem: str, read: Mapping[str, Extraction]) -> None:
    document = read[stem].document
    assert (document.status, document.error, document.pages_without_text) == ("ok", None, 0)


def _cases() -> list[Any]:
    return [
        pytest.param(stem, table, id=f"{stem}-{table}", marks=_marks(stem, table)) for stem in STEMS for table in KEYS
    ]


def _marks(stem: str, table: str) -> list[Any]:
    return [pytest.mark.xfail(reason=KNOWN[stem, table])] if (stem, table) in KNOWN else []


@pytest.mark.parametrize(("stem", "table"), _cases())
def test_rows_are_those_printed(stem: str, table: str, read: Mapping[str, Extraction]) -> None:
    truth = json.loads((LAYOUTS / f"{stem}.json").read_text(encoding="utf-8"))
    changes = gains_and_losses(truth, _rows(read[stem], truth), {table: KEYS[table]})
    if changes:
        told = "\n".join(["printed and not read (−), read and not printed (+), read otherwise (~):", *changes])
        pytest.fail(told, pytrace=False)


def _rows(found: Extraction, truth: Mapping[str, Any]) -> Rows:
    """What was read, as the truth puts it."""
    fields = {field.action_field_id: field.label_printed for field in found.action_fields}
    names = ("code", "title", *PRINTED, "description", "page_first", "page_last")
    measures = {measure.measure_id: measure for measure in found.measures}
    return {
        "action_fields": [
            {"code": f.code, "label": f.label_printed, "page": f.page_first} for f in found.action_fields
        ],
        "headings": _headings(found, truth),
        "goals": [
            {"text": g.text, "page": g.page, "action_field": fields.get(g.action_field_id or "")} for g in found.goals
        ],
        "measures": [
            {name: getattr(m, name) for name in names} | {"action_field": fields.get(m.action_field_id or "")}
            for m in found.measures
        ],
        "statuses": [
            {"code": s.code, "title": measures[s.measure_id].title, "status": s.status_printed, "text": s.text}
            | {"period": s.period, "page": s.page}
            for s in found.statuses
        ],
    }


def _headings(found: Extraction, truth: Mapping[str, Any]) -> list[dict[str, object]]:
    """The headings; titles of measures and of the document count neither way, nor that all stand below it."""
    titles = {key_of(f"{m['code'] or ''}{m['title']}") for m in truth["measures"]}
    titles |= {key_of(m["title"]) for m in truth["measures"]} | {key_of(found.document.title or "")}
    counted = [s for s in found.sections if not {key_of(f"{s.number or ''}{s.heading}"), key_of(s.heading)} & titles]
    above = min((s.level for s in counted), default=1) - 1
    return [{"number": s.number, "title": s.heading, "level": s.level - above, "page": s.page_first} for s in counted]
