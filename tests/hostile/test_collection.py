"""The hostile collection: no file hangs or ends the run, none passes as read when it is not."""

from pathlib import Path

import pytest

from extractors.document import extract_document
from schemas.documents import Given
from tests.hostile.collection import GROUPS
from tests.hostile.nonsense import KINDS, made
from tests.hostile.reading import read_all, untold
from tests.hostile.told import faults

READABLE = {
    "wraps": "ok",
    "carried": "ok",
}
"""Groups whose files hold a sound text, which must be found."""

NOTED = {
    "JavaScript": "javascript",
    "program to be started": "launch",
    "embedded file": "embedded_files",
    "form in XFA": "xfa_form",
}


@pytest.mark.parametrize("group", [name for name in GROUPS if name not in READABLE])
def test_every_loss_is_told(group: str, tmp_path: Path) -> None:
    assert untold(GROUPS[group](), tmp_path) == {}


@pytest.mark.parametrize("group", READABLE)
def test_sound_text_is_read_whatever_is_around_it(group: str, tmp_path: Path) -> None:
    found = dict(read_all(GROUPS[group](), tmp_path))
    assert {name: each.document.status for name, each in found.items()} == dict.fromkeys(found, READABLE[group])


def test_what_a_file_carries_is_noted(tmp_path: Path) -> None:
    found = dict(read_all(GROUPS["carried"](), tmp_path))
    kinds = {name: {issue.kind for issue in each.issues} for name, each in found.items()}
    assert all(kind in kinds[name] for name, kind in NOTED.items()), kinds


@pytest.mark.parametrize("kind", KINDS)
def test_print_without_structure_gives_no_rows_and_says_so(kind: str) -> None:
    found = extract_document(made(kind, 3), Given(document_id="0", source_url=kind))
    assert faults(found) == []
    assert [*found.sections, *found.measures, *found.goals, *found.decisions] == []
    assert {issue.kind for issue in found.issues} & {"no_headings", "no_text"}


def test_type_without_a_usual_size_is_told() -> None:
    found = extract_document(made("every line another size", 3), Given(document_id="0"))
    assert [issue.what for issue in found.issues if issue.kind == "unclear_type"] == [
        "headings cannot be told apart by their type: of 24 sizes the commonest holds 7% of the signs"
    ]
