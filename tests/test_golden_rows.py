"""What is read of our own documents, row by row, is what a person last accepted; see golden.py."""

import pytest

from tests.golden import GOLDEN, accept, changes, documents, golden_rows, rows_read


def test_every_document_has_golden_rows() -> None:
    assert sorted(path.stem for path in GOLDEN.glob("*.json")) == sorted(documents())


@pytest.mark.parametrize("stem", documents())
def test_no_row_came_or_went(stem: str) -> None:
    if told := changes(stem, rows_read(documents()[stem])):
        report = "\n".join([f"{stem}: gains (+), losses (−), changes (~) against tests/golden:", *told])
        pytest.fail(f"{report}\nIf every line is right: make golden, and say why in the commit.", pytrace=False)


def test_accepted_rows_are_golden(tmp_path: object, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tests.golden.GOLDEN", tmp_path)
    rows = {"measures": [{"measure_id": "2017:A 1", "title": "Chor"}, {"measure_id": "2017:A 2", "title": "Fest"}]}
    assert changes("new", rows) == ["+ measures · 2017:A 1", "+ measures · 2017:A 2"]
    accept("new", rows)
    assert golden_rows("new") == rows
    assert changes("new", rows) == []
    lost = {"measures": [{"measure_id": "2017:A 1", "title": "Chöre"}]}
    assert changes("new", lost) == [
        "~ measures · 2017:A 1: title “Chor” → “Chöre”",
        "− measures · 2017:A 2",
    ]
