"""Codes and counts of votes that text recognition may have misread are left empty, and told."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

import pytest

from extractors.document import extract_document
from extractors.doubts import without_doubtful
from schemas.content import Measure, MeasureActor
from schemas.council import Decision, Vote
from schemas.documents import Given
from schemas.extraction import Extraction
from tests.pdf_files import pdf

EMPTY = extract_document(pdf([[]]), Given(document_id="0"))


def concept(codes: Sequence[str], page: int = 1) -> Extraction:
    measures = tuple(
        Measure(
            measure_id=f"0:{code}:{at}", document_id="0", code=code, title=f"Sprachkurse {at}", page_first=page,
            page_last=page, quote=code, confidence=0.9, method="sheet",
        )
        for at, code in enumerate(codes)
    )  # fmt: skip
    actors = tuple(
        MeasureActor(measure_id=one.measure_id, actor_id="vhs", role="responsible", name_printed="VHS")
        for one in measures
    )
    return replace(EMPTY, measures=measures, measure_actors=actors, issues=())


ELEVEN = [f"A {number}.1" for number in range(1, 12)]


@pytest.mark.parametrize(
    ("codes", "words", "emptied"),
    [
        (ELEVEN, {}, []),
        (ELEVEN, {"A": 0.9, "3.1": 0.5}, ["A 3.1"]),
        ([*ELEVEN, "A.1"], {}, ["A.1"]),  # built like no other
        (["A 1", "A.2"], {}, []),  # too few to tell how codes are built
        (["A 1", "A 2", "D 3", "A 4", "A 5"], {}, ["D 3"]),  # a series goes on
        (["A 1", "A 2", "D 1", "D 2", "E 1"], {}, []),
    ],
)
def test_codes_in_doubt_are_left_empty_and_told(
    codes: Sequence[str], words: Mapping[str, float], emptied: Sequence[str]
) -> None:
    found = without_doubtful(concept(codes), {1: words})
    assert [one.code for one in found.measures] == [None if code in emptied else code for code in codes]
    assert [issue.kind for issue in found.issues] == ["doubtful_recognition"] * len(emptied)
    assert all(code in issue.what for code, issue in zip(emptied, found.issues, strict=True))
    assert [one.measure_id for one in found.measure_actors] == [one.measure_id for one in found.measures]
    assert not any(code in one.measure_id for code in emptied for one in found.measures)


def test_codes_of_pages_that_were_not_recognised_stay() -> None:
    before = concept([*ELEVEN, "A.1"], page=2)
    assert without_doubtful(before, {1: {"A.1": 0.1}}) == before


@pytest.mark.parametrize(
    ("total", "groups", "words", "kept"),
    [
        (42, (30, 12), {"42": 0.4}, True),  # the sum bears it out
        (42, (30, 13), {"13": 0.5}, False),
        (42, (30, 13), {"42": 0.9, "13": 0.9}, True),  # as printed: sums_ok tells
        (42, (30, None), {"42:": 0.5}, False),
        (78, (), {"78": 0.6}, False),
        (42, (), {"42": 0.95}, True),
        (None, (30, 13), {"13": 0.5}, False),  # groups without a total: nothing bears them out
        (None, (30, 13), {"13": 0.9}, True),
        (None, (), {"13": 0.5}, True),
    ],
)
def test_votes_in_doubt_are_left_empty_and_told(
    total: int | None, groups: Sequence[int | None], words: Mapping[str, float], kept: bool
) -> None:
    decision = Decision(decision_id="d", votes_for=total, page=1, quote="dafür")
    votes = tuple(
        Vote(decision_id="d", choice="for", group=f"G{at}", group_printed=f"G{at}", count=count)
        for at, count in enumerate(groups)
    )
    found = without_doubtful(replace(EMPTY, decisions=(decision,), votes=votes, issues=()), {1: words})
    assert found.decisions[0].votes_for == (total if kept else None)
    assert [vote.count for vote in found.votes] == [count if kept else None for count in groups]
    assert [issue.page for issue in found.issues] == ([] if kept else [1])
