"""Promises: too few rows stop a release, and all broken promises are told at once."""

import pytest

from extractors.promises import check_promises, keep_promises
from schemas.catalogue import Promise
from schemas.changes import Change
from schemas.content import Section
from schemas.documents import Document
from schemas.errors import BrokenPromise
from schemas.extraction import Extraction


def extraction(edition: str, kind: str, sections: int, status: str = "ok") -> Extraction:
    document = Document(document_id="a", sha256="a", byte_size=1, edition_id=edition, kind=kind, status=status)
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
