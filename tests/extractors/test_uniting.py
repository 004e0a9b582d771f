"""Several documents about one decision: one row, the proofs of all, and an issue where they say the contrary."""

from dataclasses import replace
from itertools import permutations

import pytest

from extractors.council.pages import AgendaItemPage, PageConsultation, PaperPage
from extractors.council.reading import read_council
from extractors.council.records import CouncilRecords
from extractors.council.web_pages import page_records
from extractors.frames import to_frames
from extractors.linking import link_documents
from schemas.council import Decision
from schemas.documents import Document, Given
from schemas.extraction import Extraction
from tests.extractors.council_pages import lines_of

MINUTES = """
**Niederschrift**
über die 28. Sitzung des Rates am 11.12.2017
**TOP 5 Konzept für Integration**
Vorlage: 2017/1900 (Beschlussvorlage)
Beschluss:
Der Rat beschließt das Konzept.
Abstimmungsergebnis: mehrheitlich beschlossen, 39 Ja-Stimmen, 1 Nein-Stimme, 5 Enthaltungen
**TOP 6 Radwege**
Beschluss:
Der Rat nimmt die Planung an.
- einstimmig -
"""
PAPER = """
**Beschlussvorlage**
Vorlage Nr.: 2017/1900
Betreff:
Konzept für Integration

**Beratungsfolge**|**Datum**|**Rolle**
Integrationsrat|30.11.2017|Vorberatung
Rat|11.12.2017|Entscheidung

Beschlussvorschlag:
Der Rat beschließt das Konzept für die
Integration.
Begründung:
Langer Text.
"""
ITEM = AgendaItemPage(
    address="https://ris.example/to0050.asp?__ktonr=1",
    body="Rat der Stadt Musterlingen",
    date="2017-12-11",
    agenda_number="Ö 5",
    subject="Konzept für Integration",
    paper="2017/1900",
    paper_kind="Beschlussvorlage",
    result="mehrheitlich beschlossen",
    text=("Beschluss:", "Wie Vorlage", "dafür: 39 (OB, 38 CDU)", "dagegen: 1 (FDP)", "Enth.: 5 (SPD)"),
)
PAGE = PaperPage(
    address="https://ris.example/vo0050.asp?__kvonr=1",
    paper="2017/1900",
    subject="Konzept für Integration",
    file_number="ar",
    kind="Beschlussvorlage",
    text=("Beschlussvorschlag:", "Der Rat beschließt das Konzept für die Integration.", "Begründung:", "Langer Text."),
    consultations=(
        PageConsultation(body="Integrationsrat", date="2017-11-30", result="einstimmig beschlossen"),
        PageConsultation(body="Rat", date="2017-12-11", agenda_number="Ö 5", role="Entscheidung"),
    ),
)
DECIDED = "2017/1900:Rat:2017-12-11:5"


def pdf(document_id: str, text: str) -> Extraction:
    given = Given(document_id=document_id, source_url=f"{document_id}.pdf")
    kind = "minutes" if "Niederschrift" in text else "paper"
    return extraction(document_id, kind, read_council(lines_of(text), (), given))


def web(document_id: str, page: AgendaItemPage | PaperPage) -> Extraction:
    given = Given(document_id=document_id, source_url=page.address, media_type="text/html")
    kind = "minutes" if isinstance(page, AgendaItemPage) else "paper"
    return extraction(document_id, kind, page_records([page], given))


def extraction(document_id: str, kind: str, council: CouncilRecords) -> Extraction:
    return Extraction(
        document=Document(document_id=document_id, kind=kind, sha256="0", byte_size=1, page_count=1),
        papers=council.papers,
        consultations=council.consultations,
        decisions=council.decisions,
        votes=council.votes,
        evidence=council.evidence,
        issues=council.issues,
    )


def decisions(*linked: Extraction) -> dict[str, Decision]:
    rows = [decision for extraction in linked for decision in extraction.decisions]
    assert len({row.decision_id for row in rows}) == len(rows)
    return {row.decision_id: row for row in rows}


def test_minutes_and_the_page_of_the_item_tell_of_one_decision() -> None:
    minutes, page = link_documents([pdf("m", MINUTES), web("w", ITEM)])
    row = decisions(minutes, page)[DECIDED]
    assert page.decisions == ()
    assert (row.votes_for, row.votes_against, row.votes_abstain) == (39, 1, 5)
    assert (row.resolution, row.source_url) == ("Der Rat beschließt das Konzept.", "m.pdf")
    assert [(vote.decision_id, vote.group, vote.count) for vote in page.votes] == [
        (DECIDED, "OB", 1),
        (DECIDED, "CDU", 38),
        (DECIDED, "FDP", 1),
        (DECIDED, "SPD", 5),
    ]
    proofs = [proof for one in (minutes, page) for proof in one.evidence if proof.row_id == DECIDED]
    assert [(proof.document_id, proof.edges is None) for proof in proofs] == [("m", False), ("w", True)]
    assert not page.issues


def test_all_four_documents_give_one_proposal_and_one_decision() -> None:
    linked = link_documents([pdf("p", PAPER), pdf("m", MINUTES), web("w", ITEM), web("v", PAGE)])
    proposal = "2017/1900:Rat:2017-12-11:Vorschlag"
    assert decisions(*linked).keys() == {proposal, DECIDED, "Radwege:Rat:2017-12-11:6"}
    frames = to_frames(linked)
    [paper] = frames["papers"].to_dict("records")
    assert (paper["document_id"], paper["file_number"]) == ("p", "ar")
    assert sorted(frames["consultations"]["body"]) == ["Integrationsrat", "Rat"]
    assert frames["consultations"].set_index("body").loc["Integrationsrat", ["role", "result"]].tolist() == [
        "Vorberatung",
        "einstimmig beschlossen",
    ]
    assert set(frames["votes"]["decision_id"]) <= set(frames["decisions"]["decision_id"])
    assert "papers_disagree" not in set(frames["issues"]["kind"])


def test_the_order_of_documents_changes_nothing() -> None:
    told = [pdf("p", PAPER), pdf("m", MINUTES), web("w", ITEM), web("v", PAGE)]
    first = to_frames(link_documents(told))
    for order in permutations(told):
        again = to_frames(link_documents(order))
        assert all(again[name].equals(first[name]) for name in first)


def test_what_the_minutes_lack_comes_from_the_page() -> None:
    short = MINUTES.replace(", 39 Ja-Stimmen, 1 Nein-Stimme, 5 Enthaltungen", "")
    minutes, page = link_documents([pdf("m", short), web("w", ITEM)])
    row = decisions(minutes, page)[DECIDED]
    assert (row.votes_for, row.votes_against, row.votes_abstain, row.sums_ok) == (39, 1, 5, True)
    assert len(page.votes) == 4


def test_other_votes_on_the_item_stay_rows_of_their_own() -> None:
    asked = "Rh. Berg beantragt, den Antrag zu vertagen."
    called = "Der Vorsitzende lässt darüber abstimmen."
    more = replace(ITEM, text=(asked, called, "dafür: 4 (FDP)", "dagegen: 41 (41 CDU)", *ITEM.text))
    minutes, page = link_documents([pdf("m", MINUTES), web("w", more)])
    rows = decisions(minutes, page)
    assert [(row.subject, row.votes_for) for row in page.decisions] == [("den Antrag zu vertagen", 4)]
    assert rows[DECIDED].votes_for == 39
    assert {vote.decision_id for vote in page.votes} == {DECIDED, page.decisions[0].decision_id}


@pytest.mark.parametrize(
    ("page", "what"),
    [
        (replace(ITEM, text=("Beschluss:", "Wie Vorlage", "dafür: 38 (CDU)", "dagegen: 2 (FDP)")), "38/2/-"),
        (replace(ITEM, result="mehrheitlich abgelehnt", text=()), "“mehrheitlich abgelehnt” is printed here"),
    ],
)
def test_what_documents_say_against_each_other_is_an_issue(page: AgendaItemPage, what: str) -> None:
    minutes, item = link_documents([pdf("m", MINUTES), web("w", page)])
    assert decisions(minutes, item)[DECIDED].votes_for == 39
    [issue] = [issue for issue in item.issues if issue.kind == "decisions_disagree"]
    assert what in issue.what


def test_the_same_document_twice_gives_its_rows_once() -> None:
    one, other = link_documents([pdf("a", MINUTES), pdf("b", MINUTES)])
    assert len(one.decisions) == 2
    assert other.decisions == ()


def test_items_of_other_meetings_are_others() -> None:
    later = replace(ITEM, date="2018-02-05")
    assert len(decisions(*link_documents([pdf("m", MINUTES), web("w", later)]))) == 3
    unknown = replace(ITEM, date=None, paper=None, subject="Niederschrift")
    assert len(decisions(*link_documents([web("a", unknown), web("b", replace(unknown, text=()))]))) == 2


def test_details_of_an_item_are_placed_by_its_address() -> None:
    """Cards fetch what was decided from an address that says neither body nor date; the agenda has both."""
    address = "https://ris.example/to0058.asp?smctonr=7&smcajax=11t"
    row = replace(ITEM, address=address, votes="dafür: 39, dagegen: 1, Enth.: 5", text=())
    details = AgendaItemPage(address=address, text=("Beschluss:", "Wie Vorlage", *VOTE_LINES))
    agenda, fetched = link_documents([web("a", row), web("d", details)])
    [decision] = decisions(agenda, fetched).values()
    assert (decision.body, decision.resolution, decision.votes_for, decision.sums_ok) == (
        "Rat",
        "Wie Vorlage",
        39,
        True,
    )
    assert {(vote.decision_id, vote.paper) for vote in fetched.votes} == {(decision.decision_id, "2017/1900")}


VOTE_LINES = ("dafür:   39  (OB, 38 CDU)", "dagegen:   1  (FDP)", "Enth.:   5  (SPD)")
