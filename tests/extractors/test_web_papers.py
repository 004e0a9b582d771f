"""Pages of papers, and the way of any kept page through `extract_document`."""

from collections.abc import Sequence

import pytest

from extractors.council.pages import AgendaItemPage, CouncilPage, PageConsultation, PaperPage
from extractors.council.records import CouncilRecords
from extractors.council.web_pages import page_records
from extractors.council.web_reading import READERS, read_web
from extractors.document import extract_document
from schemas.documents import Given
from schemas.errors import UnreadableDocument

ADDRESS = "https://ris.example/vo0050.asp?__kvonr=5092"
GIVEN = Given(document_id="w0", source_url=ADDRESS, media_type="text/html")

PAPER = PaperPage(
    address=ADDRESS,
    paper="2017/1900",
    subject="Integrationskonzept Stadt Musterlingen",
    file_number="011-40-10-gr",
    kind="Beschlussvorlage",
    text=(
        "Beschlussentwurf:",
        "Der Rat der Stadt beschließt die nachfolgenden Maßnahmen:",
        "1.    Der Rat beschließt das beigefügte Integrationskonzept.",
        "2.    Die Verwaltung wird beauftragt, die Umsetzung zu steuern.",
        "gezeichnet:",
        "                In Vertretung      In Vertretung",
        "Berg            Tal                Busch",
        "Begründung:",
        "Am 27.06.2016 hat der Rat die Fortschreibung beschlossen.",
    ),
    consultations=(
        PageConsultation(body="Integrationsrat", date="2017-11-30", role="Beratung", result="einstimmig beschlossen"),
        PageConsultation(
            body="Rat der Stadt Musterlingen",
            date="2017-12-11",
            agenda_number="Ö 5",
            role="Entscheidung",
            result="mehrheitlich beschlossen",
            votes="dafür: 39, dagegen: 1, Enth.: 5",
        ),
    ),
)
PROPOSED = (
    "Der Rat der Stadt beschließt die nachfolgenden Maßnahmen: 1. Der Rat beschließt das beigefügte"
    " Integrationskonzept. 2. Die Verwaltung wird beauftragt, die Umsetzung zu steuern."
)


def read(*pages: CouncilPage) -> CouncilRecords:
    return page_records(pages, GIVEN)


def page_of(*text: str, **more: str) -> PaperPage:
    return PaperPage(address=ADDRESS, text=text, **more)  # type: ignore[arg-type]


def test_a_paper_with_what_came_of_it() -> None:
    records = read(PAPER)
    [paper] = records.papers
    assert (paper.paper, paper.kind, paper.file_number) == ("2017/1900", "Beschlussvorlage", "011-40-10-gr")
    assert (paper.source_url, paper.document_id, paper.proposed) == (ADDRESS, "w0", PROPOSED)
    [decision] = records.decisions
    assert decision.decision_id == "2017/1900:Rat:2017-12-11:Ö 5"
    assert (decision.proposed, decision.resolution) == (PROPOSED, None)
    assert decision.result_printed == "mehrheitlich beschlossen"
    assert (decision.votes_for, decision.votes_against, decision.votes_abstain) == (39, 1, 5)
    assert not decision.recommendation_only


def test_the_course_of_consultation_as_printed() -> None:
    assert [(c.body, c.date, c.agenda_number, c.role, c.result) for c in read(PAPER).consultations] == [
        ("Integrationsrat", "2017-11-30", None, "Beratung", "einstimmig beschlossen"),
        (
            "Rat der Stadt Musterlingen",
            "2017-12-11",
            "Ö 5",
            "Entscheidung",
            "mehrheitlich beschlossen, dafür: 39, dagegen: 1, Enth.: 5",
        ),
    ]


def test_every_proof_is_a_line_of_the_page_without_a_box() -> None:
    proofs = [(proof.table, proof.row_id, proof.quote, proof.edges) for proof in read(PAPER).evidence]
    assert proofs == [
        ("decisions", "2017/1900:Rat:2017-12-11:Ö 5", PAPER.text[1], None),
        ("papers", "2017/1900", "2017/1900", None),
    ]


WITH_CALL, HYPHENED = "Der Rat beschließt wie folgt: 1. Bau.", "I. Bau. a) Rad- und Fußweg"
PROPOSALS = [
    (("Beschlussvorschlag:", "Es wird gebaut.", "Begründung:", "Weil es fehlt."), "Es wird gebaut."),
    (("Beschlussvorschlag", "Der Rat beschließt wie folgt:", "1. Bau.", "Finanzielle Auswirkungen: keine"), WITH_CALL),
    (("Der Rat möge beschließen:", "Es wird gebaut.", "Sachverhalt:", "Es fehlt."), "Es wird gebaut."),
    (("Beschlussvorschlag: Der Bericht wird zur Kenntnis genommen.",), "Der Bericht wird zur Kenntnis genommen."),
    (
        ("Beschlussempfehlung", "Es wird nicht gebaut.", "Beschlussentwurf:", "I. Bau.", "a) Rad-", "und Fußweg"),
        HYPHENED,
    ),
    (("Sachstand:", "Die Brücke ist gesperrt."), None),
    ((), None),
]


@pytest.mark.parametrize(("text", "proposed"), PROPOSALS)
def test_the_proposed_text_ends_at_signatures_and_reasons(text: tuple[str, ...], proposed: str | None) -> None:
    [paper] = read(page_of(*text, paper="1/2026")).papers
    assert paper.proposed == proposed


def test_a_paper_that_nobody_decided_yet_proposes_only() -> None:
    records = read(page_of("Beschlussvorschlag:", "Es wird gebaut.", paper="1/2026", subject="Brücke"))
    assert [(d.decision_id, d.result, d.proposed) for d in records.decisions] == [
        ("1/2026:Vorschlag", None, "Es wird gebaut.")
    ]


def test_a_paper_without_number_is_an_issue() -> None:
    records = read(page_of("Beschlussvorschlag:", "Es wird gebaut.", subject="Brücke"))
    assert records.papers == ()
    assert [issue.kind for issue in records.issues] == ["paper_without_number"]


def test_a_page_that_gives_its_number_only_decides_nothing() -> None:
    assert read(page_of(paper="1/2026")).decisions == ()


ITEM = AgendaItemPage(
    address="https://ris.example/oparl/items/7",
    body="Rat",
    date="2017-12-11",
    agenda_number="Ö 5",
    subject="Integrationskonzept",
    paper="2017/1900",
    result="mehrheitlich beschlossen",
    text=("Beschluss:", "Wie Vorlage", "dafür: 2 (1 A-Fraktion, 1 FDP)"),
)


def reader(pages: Sequence[CouncilPage]) -> object:
    return lambda content, address: pages if content == b"page" else ()


def test_a_kept_page_becomes_a_document_with_its_rows(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(READERS, "text/html", reader([PAPER]))
    found = extract_document(b"page", GIVEN)
    document = found.document
    assert (document.kind, document.status, document.page_count) == ("paper", "ok", 1)
    assert (document.title, document.source_url) == (PAPER.subject, ADDRESS)
    assert [paper.paper for paper in found.papers] == ["2017/1900"]
    assert [decision.result for decision in found.decisions] == ["mehrheitlich beschlossen"]
    assert found.sections == ()


def test_several_pages_of_one_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(READERS, "application/json", reader([ITEM, PAPER]))
    given = Given(document_id="w1", source_url="https://ris.example/oparl", media_type="application/json", kind="paper")
    found = extract_document(b"page", given)
    assert (found.document.kind, found.document.title) == ("paper", "Integrationskonzept")
    [decision] = found.decisions
    assert (decision.source_url, decision.resolution, decision.proposed) == (ITEM.address, "Wie Vorlage", PROPOSED)
    assert {proof.row_id for proof in found.evidence if proof.table == "decisions"} == {decision.decision_id}


def test_what_is_no_page_of_a_council_system_is_set_aside(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(READERS, "text/html", reader([PAPER]))
    found = extract_document(b"<p>404</p>", GIVEN)
    assert found.document.status == "quarantined"
    assert (found.document.error or "").startswith("vo0050.asp?__kvonr=5092 is no page of a paper or an agenda item")
    assert [issue.severity for issue in found.issues] == ["error"]


def test_what_nobody_reads_is_set_aside_with_the_reason(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(READERS, "application/json", raising=False)
    given = Given(document_id="w1", media_type="application/json")
    with pytest.raises(UnreadableDocument, match="application/json, which this version cannot read"):
        read_web(b"{}", given)
    assert extract_document(b"{}", given).document.status == "quarantined"


def test_nothing_of_a_page_that_is_not_public_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    hidden = AgendaItemPage(address=ADDRESS, subject="Grundstück", result="einstimmig beschlossen", is_public=False)
    monkeypatch.setitem(READERS, "text/html", reader([hidden]))
    found = extract_document(b"page", GIVEN)
    assert found.document.title is None
    assert found.decisions == ()
    assert "Grundstück" not in repr(found)
