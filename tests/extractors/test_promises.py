"""Promises: too few rows stop a release, all broken promises are told at once, and too many rows become issues."""

import pytest

from extractors.promises import check_promises, keep_promises, surpluses
from schemas.changes import Change
from schemas.content import Section
from schemas.documents import Document
from schemas.errors import BrokenPromise
from schemas.extraction import Extraction
from schemas.promises import Promise


def extraction(edition: str, kind: str, sections: int, status: str = "ok", recall: float | None = None) -> Extraction:
    document = Document(
        document_id="a", sha256="a", byte_size=1, edition_id=edition, kind=kind, status=status, contents_recall=recall
    )
    rows = [
        Section(document_id="a", section_id=str(n), level=1, heading="h", page_first=1, page_last=1)
        for n in range(sections)
    ]
    return Extraction(document=document, sections=tuple(rows))


READ = [
    extraction("2017", "concept", 10),
    extraction("2017", "report", 5),
    extraction("2009", "concept", 3),
    extraction("2017", "concept", 7, status="quarantined"),
]


@pytest.mark.parametrize(
    ("table", "edition", "kind", "count"),
    [
        ("sections", "", "", 18),
        ("sections", "2017", "", 15),
        ("sections", "2017", "concept", 10),
        ("sections", "", "concept", 13),
        ("documents", "2017", "", 2),
        ("measures", "", "", 0),
        ("changes", "", "", 1),
    ],
)
def test_rows_are_counted_where_they_are_promised(table: str, edition: str, kind: str, count: int) -> None:
    change = Change(from_edition="2009", to_edition="2017", level="measure", change="added")
    [check] = check_promises([Promise(table, edition, kind, 1)], READ, [change])
    assert check.value == count
    assert check.passed == (count >= 1)


def test_all_broken_promises_are_told_at_once() -> None:
    checks = check_promises([Promise("measures", "2017", "", 40), Promise("goals", "", "", 1)], READ)
    with pytest.raises(BrokenPromise, match=r"measures/2017 has 0 rows, promised are 40; goals has 0 rows"):
        keep_promises(checks)


def test_kept_promises_pass_in_silence() -> None:
    keep_promises(check_promises([Promise("sections", "", "", 18)], READ))


def test_more_than_promised_is_an_issue_and_stops_nothing() -> None:
    checks = check_promises(
        [Promise("sections", "2017", "concept", 8, 9), Promise("sections", "2009", "", None, 3)], READ
    )
    assert [(c.name, c.scope, c.value, c.threshold, c.passed) for c in checks] == [
        ("at_least", "sections/2017/concept", 10, 8, True),
        ("at_most", "sections/2017/concept", 10, 9, False),
        ("at_most", "sections/2009", 3, 3, True),
    ]
    keep_promises(checks)
    [issue] = surpluses(checks)
    assert (issue.severity, issue.kind, issue.document_id) == ("warning", "more_than_promised", "")
    assert issue.what == "sections/2017/concept has 10 rows, expected are at most 9"


@pytest.mark.parametrize(
    ("recalls", "value", "kept"),
    [
        ((1.0, 1.0), 1.0, True),
        ((1.0, 0.9), 0.9, False),
        ((1.0, None), 1.0, True),
        ((None,), 0.0, False),
        ((), 0.0, False),
    ],
)
def test_the_worst_document_counts(recalls: tuple[float | None, ...], value: float, kept: bool) -> None:
    read = [extraction("2017", "concept", 1, recall=recall) for recall in recalls]
    unreadable = extraction("2017", "concept", 0, status="quarantined", recall=0.1)
    [check] = check_promises([Promise("contents_recall", "2017", "concept", 1.0)], [*read, unreadable])
    assert (check.scope, check.value, check.passed) == ("contents_recall/2017/concept", value, kept)
    if not kept:
        with pytest.raises(BrokenPromise, match=rf"contents_recall/2017/concept is {value:g}, promised is 1$"):
            keep_promises([check])
