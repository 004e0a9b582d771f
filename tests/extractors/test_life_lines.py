"""The life of a measure over editions and reports; what is unknown stays unknown."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from extractors.comparison.lines import Edition, life_lines, year_of
from schemas.changes import Change, LifeStep
from schemas.content import Measure, Status
from schemas.documents import Document
from schemas.extraction import Extraction
from tests.extractors.comparison_cases import measure


def concept(edition: str, *codes: str) -> Extraction:
    document = Document(document_id=f"k{edition}", sha256="", byte_size=0, kind="concept", edition_id=edition)
    return Extraction(document=document, measures=tuple(_measure(edition, code) for code in codes))


def _measure(edition: str, code: str) -> Measure:
    return replace(measure(f"Titel {code}", code=code), measure_id=f"{edition}:{code}", page_first=4)


def report(
    edition: str, title: str, *said: tuple[str, str], own: Sequence[Measure] = (), lost: bool = False
) -> Extraction:
    document = Document(
        document_id=title,
        sha256="",
        byte_size=0,
        kind="report",
        edition_id=edition,
        title=title,
        status="quarantined" if lost else "ok",
    )
    statuses = tuple(
        Status(measure_id=m, document_id=title, status=status, status_printed=status, period="2018", page=9)
        for m, status in said
    )
    return Extraction(document=document, statuses=statuses, measures=tuple(own))


def change(editions: str, old: str | None, new: str | None, kinds: str) -> Change:
    a, b = editions.split()
    return Change(
        from_edition=a,
        to_edition=b,
        level="measure",
        from_id=old and f"{a}:{old}",
        to_id=new and f"{b}:{new}",
        change=kinds,
        to_page=5 if new else None,
    )


def told(steps: Sequence[LifeStep]) -> list[tuple[str, str]]:
    """Line, and what happens at each of its steps."""
    lines: dict[str, list[str]] = {}
    for step in steps:
        word = step.change or step.status or "–"
        lines.setdefault(step.line_id, []).append(f"{step.document_id or '?'} {step.presence}: {word}")
    return [(line, " | ".join(words)) for line, words in lines.items()]


def test_from_edition_to_edition_to_report() -> None:
    editions = [
        Edition("2009", concept("2009", "1", "2")),
        Edition(
            "2017",
            concept("2017", "A", "B"),
            (report("2017", "Bericht 2019", ("2017:A", "in Bearbeitung")), report("2017", "Bericht 2024", lost=True)),
        ),
    ]
    changes = [
        change("2009 2017", "1", "A", "renamed"),
        change("2009 2017", "2", None, "dropped"),
        change("2009 2017", None, "B", "added"),
    ]
    assert told(life_lines(editions, changes)) == [
        (
            "2009:1",
            "k2009 stated: – | k2017 stated: renamed | Bericht 2019 stated: in Bearbeitung | Bericht 2024 unread: –",
        ),
        ("2009:2", "k2009 stated: – | k2017 absent: dropped"),
        ("2017:B", "k2017 stated: added | Bericht 2019 absent: unbekannt | Bericht 2024 unread: –"),
    ]


def test_steps_hold_place_and_year() -> None:
    editions = [
        Edition("2009", concept("2009", "1")),
        Edition("2017", concept("2017", "A"), (report("2017", "Bericht 2019", ("2017:A", "verzögert")),)),
    ]
    first, second, third = life_lines(editions, [change("2009 2017", "1", "A", "moved")], "stadt")
    assert [step.position for step in (first, second, third)] == [1, 2, 3]
    assert (first.concept_id, first.step, first.year, first.measure_id, first.page) == (
        "stadt",
        "edition",
        2009,
        "2009:1",
        4,
    )
    assert (second.change, second.decided_by, second.code, second.title) == ("moved", "rule", "A", "Titel A")
    assert (third.step, third.year, third.period, third.status_printed, third.page) == (
        "report",
        2019,
        "2018",
        "verzögert",
        9,
    )
    assert (third.measure_id, third.change) == ("2017:A", None)


def test_split_measure_has_two_lines_and_merged_ones_end_alike() -> None:
    editions = [Edition("2009", concept("2009", "1", "2", "3")), Edition("2017", concept("2017", "A", "B", "C"))]
    changes = [
        change("2009 2017", "1", "A", "split"),
        change("2009 2017", "1", "B", "split"),
        change("2009 2017", "2", "C", "merged"),
        change("2009 2017", "3", "C", "merged"),
    ]
    assert told(life_lines(editions, changes)) == [
        ("2009:1", "k2009 stated: – | k2017 stated: split"),
        ("2009:1/2017:B", "k2009 stated: – | k2017 stated: split"),
        ("2009:2", "k2009 stated: – | k2017 stated: merged"),
        ("2009:3", "k2009 stated: – | k2017 stated: merged"),
    ]


def test_edition_that_could_not_be_read_is_a_step_of_which_nothing_is_known() -> None:
    editions = [
        Edition("2009", concept("2009", "1")),
        Edition("2013", None, (report("2013", "Bericht 2015", ("x", "verzögert"), own=[_measure("b", "7")]),)),
        Edition("2017", concept("2017", "A")),
    ]
    steps = life_lines(editions, [change("2009 2017", "1", "A", "unchanged")])
    assert told(steps)[0] == ("2009:1", "k2009 stated: – | ? unread: – | k2017 stated: unchanged")
    assert told(steps)[1] == ("b:7", "Bericht 2015 stated: unbekannt")


def test_notice_of_the_end_ends_the_line_with_its_page() -> None:
    editions = [
        Edition("2009", concept("2009", "1")),
        Edition("2017", concept("2017", "1")),
        Edition("2025", concept("2025")),
    ]
    steps = life_lines(editions, [change("2009 2017", "1", "1", "dropped")])
    assert told(steps) == [("2009:1", "k2009 stated: – | k2017 absent: dropped")]
    assert (steps[1].page, steps[1].measure_id) == (5, None)


def test_measure_that_only_a_report_knows_is_a_line_of_its_own() -> None:
    own = _measure("Bericht 2019", "N 1")
    about = report("2017", "Bericht 2019", ("Bericht 2019:N 1", "neu"), own=[own])
    steps = life_lines([Edition("2017", concept("2017", "A"), (about,))], [])
    assert told(steps)[1] == ("Bericht 2019:N 1", "Bericht 2019 stated: neu")


def test_several_periods_are_several_steps() -> None:
    about = report("2017", "Bericht 2019", ("2017:A", "verzögert"), ("2017:A", "in Bearbeitung"))
    steps = life_lines([Edition("2017", concept("2017", "A"), (about,))], [])
    assert [step.status for step in steps] == [None, "verzögert", "in Bearbeitung"]


def test_nothing_has_no_lines() -> None:
    assert life_lines([], []) == ()
    assert life_lines([Edition("2009", None)], []) == ()


@pytest.mark.parametrize(
    ("title", "year"),
    [
        ("Umsetzungsbericht 2019", 2019),
        ("Bericht zum Integrationskonzept 2017, Stand Juni 2019", 2019),
        ("Zweiter Statusbericht", 2018),
        ("Bericht Nr. 120199", 2018),
    ],
)
def test_year_of_a_report(title: str, year: int) -> None:
    assert year_of(report("2017", title, ("2017:A", "neu"))) == year
