"""Corrections: a person's word wins where she looked, and nowhere else."""

from extractors.corrections import apply_corrections
from schemas.catalogue import Correction
from schemas.content import Measure
from schemas.documents import Document
from schemas.extraction import Extraction

READ = Extraction(
    document=Document(document_id="abc", sha256="abc", byte_size=1, title="Konzept"),
    measures=tuple(
        Measure(
            measure_id=f"2017:M{number}",
            document_id="abc",
            title="Deutsch fur Eltern",
            page_first=1,
            page_last=1,
            quote="q",
            confidence=1.0,
            method="list",
        )
        for number in (1, 2)
    ),
)


def correct(**changed: str) -> tuple[Extraction, str, str]:
    given = {
        "table": "measures",
        "row_id": "2017:M1",
        "column": "title",
        "value": "Deutsch für Eltern",
        "why": "Umlaut",
        "who": "M. Muster",
        "document_id": "abc",
    }
    [extraction], [issue] = apply_corrections([READ], [Correction(**{**given, **changed})])
    return extraction, issue.kind, issue.what


def test_the_value_is_replaced_and_the_change_is_published() -> None:
    extraction, kind, what = correct()
    assert [m.title for m in extraction.measures] == ["Deutsch für Eltern", "Deutsch fur Eltern"]
    assert kind == "corrected"
    assert what == "measures/2017:M1/title: “Deutsch fur Eltern” → “Deutsch für Eltern” (Umlaut; M. Muster)"


def test_numbers_and_empty_values_have_the_type_of_the_column() -> None:
    assert correct(column="start_year", value="2018")[0].measures[0].start_year == 2018
    assert correct(column="cost_eur_min", value="10.5")[0].measures[0].cost_eur_min == 10.5
    assert correct(column="status", value="")[0].measures[0].status is None


def test_the_document_itself_can_be_corrected() -> None:
    extraction, kind, _ = correct(table="documents", row_id="abc", value="Integrationskonzept 2017")
    assert extraction.document.title == "Integrationskonzept 2017"
    assert kind == "corrected"


def test_a_row_that_is_gone_is_put_up_for_review() -> None:
    extraction, kind, what = correct(row_id="2017:M9")
    assert extraction == READ
    assert kind == "correction_not_applied"
    assert "the row is no longer there" in what


def test_a_document_that_is_gone_is_put_up_for_review() -> None:
    extraction, kind, what = correct(document_id="def")
    assert extraction == READ
    assert kind == "correction_not_applied"
    assert "the document is no longer there" in what


def test_without_corrections_nothing_changes() -> None:
    assert apply_corrections([READ], []) == ((READ,), ())
