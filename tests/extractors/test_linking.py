"""Measures of a report that name the edition's in other words."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from extractors.linking import link_documents, link_reports
from schemas.content import Measure, Status
from schemas.documents import Document
from schemas.extraction import Extraction
from tests.extractors.comparison_cases import measure

PLANNED = (
    measure("Sprachmittlerpool für Behörden und Beratungsstellen", code="A 1", field_id="sprache"),
    measure("Feriensprachkurse für neu zugewanderte Kinder", code="A 2", field_id="sprache"),
    measure("Quartiersmanagement im Hafenviertel", code="D 1", field_id="wohnen"),
)


CONCEPT = Document(document_id="k", sha256="", byte_size=0, kind="concept", edition_id="2017")
REPORT = Document(document_id="r", sha256="", byte_size=0, kind="report", edition_id="2017")


def linked(planned: Sequence[Measure], told: Sequence[Measure]) -> Extraction:
    """The report, after it was linked to the edition."""
    statuses = tuple(Status(measure_id=m.measure_id, document_id="r", status="verzögert", page=1) for m in told)
    report = Extraction(document=REPORT, measures=tuple(told), statuses=statuses)
    return link_reports([Extraction(document=CONCEPT, measures=tuple(planned)), report])[1]


def said(title: str, *, code: str | None = None, field_id: str | None = None) -> Measure:
    return replace(measure(title, code=code, field_id=field_id), measure_id=f"r:{title}", document_id="r")


@pytest.mark.parametrize(
    ("title", "field_id", "meant"),
    [
        ("Sprachmittlerpool", "sprache", "A 1"),
        ("Ferienkurse für zugewanderte Kinder", "sprache", "A 2"),
        ("Quartiersmanagement Hafen", "wohnen", "D 1"),
    ],
)
def test_measure_in_other_words_is_found_and_said_so(title: str, field_id: str, meant: str) -> None:
    report = linked(PLANNED, [said(title, field_id=field_id)])
    assert [status.measure_id for status in report.statuses] == [meant]
    assert report.measures == ()
    (issue,) = report.issues
    assert (issue.kind, issue.severity) == ("measure_found_by_wording", "notice")
    assert f"«{title}» was taken for «{meant} " in issue.what


@pytest.mark.parametrize(
    ("title", "code"), [("Fahrradwerkstatt im Jugendtreff", None), ("Sprachmittlerpool", "A 9"), ("Beratung", None)]
)
def test_other_measures_stay_the_report_s_own(title: str, code: str | None) -> None:
    report = linked(PLANNED, [said(title, code=code, field_id="sprache")])
    assert [m.title for m in report.measures] == [title]
    assert [issue.kind for issue in report.issues] == ["measure_not_in_edition"]


def test_measure_that_is_named_by_code_is_not_found_again_by_words() -> None:
    report = linked(PLANNED, [said("Pool", code="A 1"), said("Sprachmittlerpool für Behörden")])
    assert [status.measure_id for status in report.statuses] == ["A 1", "r:Sprachmittlerpool für Behörden"]


def test_second_document_of_an_edition_confuses_no_report() -> None:
    first = Extraction(document=CONCEPT, measures=PLANNED)
    copy = replace(first, document=replace(CONCEPT, document_id="k2"))
    told = said("Sprachmittlerpool für Behörden und Beratungsstellen", code="A 1")
    report = Extraction(
        document=REPORT,
        measures=(told,),
        statuses=(Status(measure_id=told.measure_id, document_id="r", status="verzögert", page=1),),
    )
    assert [status.measure_id for status in link_documents([first, copy, report])[2].statuses] == ["A 1"]
    lost = replace(copy, document=replace(copy.document, status="quarantined"), measures=())
    assert [status.measure_id for status in link_documents([lost, first, report])[2].statuses] == ["A 1"]
