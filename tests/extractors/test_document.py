"""The whole chain on small PDFs and on real documents; kinds and titles; reports joined to their edition."""

import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from extractors.council.records import CouncilRecords
from extractors.document import Attempt, extract_document, identify
from extractors.layout.lines import arrange
from extractors.linking import link_documents
from extractors.pdf.reader import read_pages
from extractors.titles import find_kind, find_title
from schemas.content import Measure, Status
from schemas.documents import Document, Evidence, Given
from schemas.extraction import Extraction
from schemas.geometry import Reading, Word
from tests.extractors.pages import arranged, column, page, prose, styled, words
from tests.pdf_files import Drawn, Sheet, Text, pdf, ruled_table
from tests.pdf_files import column as printed

CORPUS = Path(__file__).parents[3] / "shared" / "corpus"
SMALL_DOCUMENTS = (
    "Beschlussvorlage_DS_53-2025.pdf",
    "Antrag_Interfraktionell.pdf",
    "2022-04-05_Niederschrift_Niederschrift_1_Sitzung_Buechenbach.pdf",
    "GER_Wolfsburg_CPC1_main_interim_report_zwischenstand_klimaschutzmaßnahmen_aus_RIS.pdf",
)

CHAPTERS = ("1 Einleitung", "2 Handlungsfeld A: Sprache", "2.1 Leitziele", "2.2 Maßnahmen", "3 Ausblick")


def read(content: bytes, kind: str = "", edition: str = "2017") -> Extraction:
    given = Given(document_id=identify(content), concept_id="neustadt", edition_id=edition, kind=kind)
    return extract_document(content, given)


def concept() -> bytes:
    """A concept of eight pages: cover, contents list, chapters with running heads and page numbers."""
    cover: Sheet = [Text("Integrationskonzept", 70, 300, 26, "bold"), Text("der Stadt Neustadt", 70, 335, 26, "bold")]
    dots = [f"{title} {'.' * (80 - len(title))} {number}" for number, title in enumerate(CHAPTERS, 3)]
    listed: Sheet = [Text("Inhalt", 70, 110, 16, "bold"), *printed(dots, 70, 150, 18)]
    sheets: list[Sheet] = [cover, listed]
    for number, title in enumerate(CHAPTERS, 3):
        body: list[Drawn] = [Text(title, 70, 120, 14, "bold"), *printed(prose(10, start=number), 70, 150)]
        if "Leitziele" in title:
            goals = ["• Kinder lernen früh Deutsch.", "• Eltern lernen gerne mit."]
            body = [Text(title, 70, 120, 14, "bold"), *printed(goals, 70, 150)]
        if "Maßnahmen" in title:
            rows = [
                ["Nr.", "Maßnahme", "Zuständig", "Kosten"],
                ["A 1", "Sprachkurse anbieten", "Fachbereich Soziales", "20.000 €"],
                ["A 2", "Eltern begleiten", "Jugendamt", "keine"],
            ]
            body += ruled_table(rows, [40, 160, 140, 80], 70, 350)
        sheets.append([*body, Text("Integrationskonzept Neustadt", 70, 40, 8), Text(str(number), 290, 800, 9)])
    sheets.append([*printed(prose(20), 70, 120), Text("Integrationskonzept Neustadt", 70, 40, 8)])
    return pdf(sheets)


@pytest.fixture(scope="module")
def whole() -> Extraction:
    """The small concept, read."""
    return read(concept())


def test_sections_of_a_small_concept(whole: Extraction) -> None:
    found = [(s.level, s.number, s.heading, s.page_first) for s in whole.sections]
    assert found == [
        (1, "1", "Einleitung", 3),
        (1, "2", "Handlungsfeld A: Sprache", 4),
        (2, "2.1", "Leitziele", 5),
        (2, "2.2", "Maßnahmen", 6),
        (1, "3", "Ausblick", 7),
    ]
    assert whole.document.contents_recall == 1.0
    assert whole.document.title == "Integrationskonzept der Stadt Neustadt"
    assert whole.document.kind == "concept"


def test_running_heads_are_in_no_text(whole: Extraction) -> None:
    assert not any("Integrationskonzept Neustadt" in section.text for section in whole.sections)


def test_field_and_goals_of_a_small_concept(whole: Extraction) -> None:
    assert [(f.code, f.label_printed, f.page_first, f.page_last) for f in whole.action_fields] == [
        ("A", "Sprache", 4, 6)
    ]
    assert [(g.text, g.page, g.action_field_id) for g in whole.goals] == [
        ("Kinder lernen früh Deutsch.", 5, "sprache"),
        ("Eltern lernen gerne mit.", 5, "sprache"),
    ]


def test_measures_of_a_small_concept(whole: Extraction) -> None:
    found = [(m.measure_id, m.title, m.responsible, m.cost, m.cost_eur_max, m.page_first) for m in whole.measures]
    assert found == [
        ("2017:A 1", "Sprachkurse anbieten", "Fachbereich Soziales", "20.000 €", 20000.0, 6),
        ("2017:A 2", "Eltern begleiten", "Jugendamt", "keine", None, 6),
    ]
    assert {m.action_field_id for m in whole.measures} == {"sprache"}


def test_reading_twice_gives_the_same(whole: Extraction) -> None:
    assert read(concept()) == whole


def test_report_and_paper_own_their_measures() -> None:
    assert {m.measure_id.partition(":")[0] for m in read(concept(), "report").measures} == {identify(concept())}
    assert read(concept(), "minutes").measures == ()


def test_two_columns_of_a_pdf_are_read_one_after_the_other() -> None:
    left, right = prose(12, 40), prose(12, 40, start=4)
    laid = arrange(read_pages(pdf([[*printed(left, 60, 120), *printed(right, 320, 120)]])))
    assert [line.text for line in laid.lines] == [*left, *right]


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("Integrationskonzept der Stadt Neustadt", "concept"),
        ("Leitbild Integration", "concept"),
        ("Masterplan Klimaschutz", "concept"),
        ("Kommunaler Aktionsplan Inklusion", "concept"),
        ("Umsetzungsbericht zum Integrationskonzept", "report"),
        ("Zwischenbericht 2019", "report"),
        ("Controllingbericht zum Masterplan", "report"),
        ("Haushaltsrede der Oberbürgermeisterin", "other"),
    ],
)
def test_kind_by_the_title(title: str, kind: str) -> None:
    laid = arranged(page(1, words(title, 70, 300, styled(24)), column(prose(5), top=500)))
    assert find_kind(laid) == kind


def title_of(cover: Sequence[Word]) -> str | None:
    sheets = (page(1, cover), page(2, column(prose(30))))
    return find_title(arranged(*sheets), Reading(()), "concept", CouncilRecords())


def test_title_of_several_lines() -> None:
    cover = [
        *column(["Integrations-", "konzept der", "Stadt Neustadt"], 70, 300, styled(26)),
        *words("Juni 2017", 70, 500),
    ]
    assert title_of(cover) == "Integrationskonzept der Stadt Neustadt"


def test_title_of_the_file_where_nothing_is_printed() -> None:
    assert (
        find_title(arranged(page(1)), Reading((), title="Konzept 2017"), "concept", CouncilRecords()) == "Konzept 2017"
    )
    assert find_title(arranged(page(1)), Reading(()), "concept", CouncilRecords()) is None


def measure(owner: str, code: str | None, title: str, document: str = "e") -> Measure:
    name = code or title
    return Measure(measure_id=f"{owner}:{name}", document_id=document, edition_id=None, code=code, title=title,
                   page_first=1, page_last=1, quote=title, confidence=1.0, method="table")  # fmt: skip


def edition(*measures: Measure, document: str = "e") -> Extraction:
    own = Document(document_id=document, edition_id="2017", kind="concept", sha256="", byte_size=0)
    return Extraction(document=own, measures=measures)


def report(*measures: Measure) -> Extraction:
    own = Document(document_id="r", edition_id="2017", kind="report", sha256="", byte_size=0)
    statuses = tuple(Status(measure_id=m.measure_id, document_id="r", page=1) for m in measures)
    at = Evidence(
        table="measures", row_id="", document_id="r", page=1, x0=0, top=0, x1=1, bottom=1, quote="", method=""
    )
    proof = tuple(replace(at, row_id=m.measure_id, quote=m.title) for m in measures)
    return Extraction(document=own, measures=measures, statuses=statuses, evidence=proof)


PLANNED = (measure("2017", "A 1.1", "Sprachkurse anbieten"), measure("2017", None, "Rat der Religionen"))


@pytest.mark.parametrize(
    ("code", "title", "twin"),
    [
        ("A 1.1", "Sprachkurse", "2017:A 1.1"),
        ("A1.1", "Kurse", "2017:A 1.1"),
        (None, "Rat der Religionen", "2017:Rat der Religionen"),
        (None, "anbieten Sprachkurse", "2017:A 1.1"),
        ("Z 9", "Etwas ganz anderes", None),
    ],
)
def test_what_a_report_says_is_joined_to_the_edition(code: str | None, title: str, twin: str | None) -> None:
    linked = link_documents([edition(*PLANNED), report(measure("r", code, title, "r"))])[1]
    if twin is None:
        assert [m.title for m in linked.measures] == [title]
        assert [issue.kind for issue in linked.issues] == ["measure_not_in_edition"]
        return
    assert linked.measures == ()
    assert [s.measure_id for s in linked.statuses] == [twin]
    assert [(e.table, e.row_id) for e in linked.evidence] == [("statuses", twin)]


def test_title_that_two_measures_share_joins_nothing() -> None:
    twice = (measure("2017", "A 1", "Runder Tisch"), measure("2017", "B 1", "Runder Tisch"))
    linked = link_documents([edition(*twice), report(measure("r", None, "Runder Tisch", "r"))])[1]
    assert len(linked.measures) == 1


def test_report_without_its_edition_stays_as_it_is() -> None:
    alone = report(measure("r", "A 1.1", "Sprachkurse anbieten", "r"))
    assert link_documents([alone]) == (alone,)


def test_second_copy_of_an_edition_gets_ids_of_its_own() -> None:
    copy = edition(replace(PLANNED[0], document_id="f"), document="f")
    first, second = link_documents([edition(*PLANNED), copy])
    assert [m.measure_id for m in first.measures] == ["2017:A 1.1", "2017:Rat der Religionen"]
    assert [m.measure_id for m in second.measures] == ["f:2017:A 1.1"]
    assert [issue.kind for issue in second.issues] == ["second_document_of_edition"]


@pytest.fixture(scope="module", params=SMALL_DOCUMENTS)
def real(request: pytest.FixtureRequest) -> tuple[Extraction, Reading]:
    """A real document, as we read it."""
    path = CORPUS / request.param
    if not path.exists():
        pytest.skip(f"{path.name} is not on this machine: the corpus belongs to its authors")
    content = path.read_bytes()
    reading = read_pages(content)
    return extract_document(
        content, Given(document_id=identify(content)), attempt=Attempt(read=lambda *_: reading)
    ), reading


def test_real_document_is_read(real: tuple[Extraction, Reading]) -> None:
    found, reading = real
    assert found.document.status == "ok"
    assert found.sections
    assert found.document.page_count == len(reading.pages)


def test_quotes_of_a_real_document_stand_on_their_pages(real: tuple[Extraction, Reading]) -> None:
    found, reading = real
    laid = arrange(reading)
    seen = {sheet.number: _solid("".join(word.text for word in sheet.words)) for sheet in reading.pages}
    for line in laid.lines:
        seen[line.page] += _solid(line.text)
    quotes = [*((e.page, e.quote) for e in found.evidence), *((m.page_first, m.quote) for m in found.measures),
              *((d.page, d.quote) for d in found.decisions)]  # fmt: skip
    assert quotes
    assert [one for one in quotes if _solid(one[1]) not in seen[one[0]]] == []


def _solid(text: str) -> str:
    return re.sub(r"\s", "", text)


def test_rows_of_a_real_document_hold_together(real: tuple[Extraction, Reading]) -> None:
    found, _ = real
    ids = [section.section_id for section in found.sections]
    assert _unique(ids)
    assert _unique([measure.measure_id for measure in found.measures])
    assert _unique([goal.goal_id for goal in found.goals])
    assert _unique([decision.decision_id for decision in found.decisions])
    assert {section.parent_id for section in found.sections} <= {None, *ids}
    assert {mention.section_id for mention in found.mentions} <= set(ids)
    assert {vote.decision_id for vote in found.votes} <= {decision.decision_id for decision in found.decisions}


def _unique(ids: Sequence[str]) -> bool:
    return len(set(ids)) == len(ids)


def test_pages_of_a_real_document_are_in_range(real: tuple[Extraction, Reading]) -> None:
    found, _ = real
    pages = range(1, found.document.page_count + 1)
    assert all(s.page_first in pages and s.page_last in pages and s.page_first <= s.page_last for s in found.sections)
    assert all(m.page_first in pages and m.page_last in pages for m in found.measures)
    assert all(row.page in pages for rows in (found.evidence, found.mentions, found.decisions) for row in rows)


def test_levels_of_a_real_document_leave_none_out(real: tuple[Extraction, Reading]) -> None:
    found, _ = real
    levels = {section.section_id: section.level for section in found.sections}
    assert all(s.level == (levels[s.parent_id] + 1 if s.parent_id else 1) for s in found.sections)


def test_mentions_of_a_real_document_are_cut_from_the_text(real: tuple[Extraction, Reading]) -> None:
    found, _ = real
    texts = {section.section_id: section.text for section in found.sections}
    assert all(texts[mention.section_id][mention.start : mention.end] == mention.text for mention in found.mentions)
