"""A small concept of a fictional city, with all that makes tables hard: for the tests of the stores."""

from dataclasses import replace

import pandas as pd

from extractors.frames import to_frames
from flows.stores.concept_card import ConceptCard
from schemas.changes import Change
from schemas.content import ActionField, Actor, Goal, Indicator, Measure, MeasureActor, Mention, Section, Status
from schemas.council import Decision, Paper, Vote
from schemas.documents import Check, Document, Evidence, Issue
from schemas.extraction import Extraction

CARD = ConceptCard(
    concept_id="musterlingen-integration",
    title="Integrationskonzept",
    city="Musterlingen",
    description="Was aus den Maßnahmen des Integrationskonzepts wurde.",
    licence="Datenlizenz Deutschland – Zero – Version 2.0",
    licence_url="https://www.govdata.de/dl-de/zero-2-0",
    contact="daten@musterlingen.example",
)
RELEASED_AT = "2026-11-22T09:00:00Z"

CONCEPT_ID, REPORT_ID = "0123456789abcdef", "12e4567890123456"
INJECTION = '=HYPERLINK("https://boese.example";"Hier klicken")'
LONG_TEXT = "Straßenfest für Groß und Klein. " * 1500
"""More than a cell of Excel holds."""

CONCEPT = Document(
    document_id=CONCEPT_ID,
    concept_id=CARD.concept_id,
    edition_id="2017",
    kind="concept",
    title="Integrationskonzept 2017 – „Vielfalt“",
    source_url="https://musterlingen.example/konzept.pdf",
    retrieved_at="2026-11-01T08:00:00Z",
    sha256=CONCEPT_ID * 4,
    byte_size=123_456,
    page_count=40,
    text_agreement=0.1 + 0.2,
)
REPORT = Document(
    document_id=REPORT_ID,
    concept_id=CARD.concept_id,
    edition_id="2017",
    kind="report",
    title="Umsetzungsbericht 2019",
    source_url="Bericht vom Amt.pdf",
    sha256=REPORT_ID * 4,
    byte_size=99,
    status="partial",
    error="Seite 3 ist nicht lesbar.",
)
SPRACHKURSE = Measure(
    measure_id="2017-007",
    document_id=CONCEPT_ID,
    edition_id="2017",
    code="007",
    title="Sprachkurse für Mütter, „Rucksack“",
    goal_id="2017-ziel-1",
    responsible="- Fachbereich Soziales\n- VHS",
    partners="+49 0214 406-0",
    funding="NA",
    start_year=2018,
    cost="12.500 €",
    cost_eur_min=12500.0,
    cost_eur_max=12500.5,
    description=INJECTION,
    page_first=12,
    page_last=13,
    quote="Sprachkurse für Mütter",
    confidence=0.9,
    method="sheet",
)
FEST = replace(SPRACHKURSE, measure_id="2017-1.2", code="1.2", title="@Fest; Tag der Kulturen", goal_id=None)

CONCEPT_EXTRACTION = Extraction(
    document=CONCEPT,
    sections=(
        Section(document_id=CONCEPT_ID, section_id="s-2", level=1, heading="Ziele", page_first=2, page_last=2),
        Section(
            document_id=CONCEPT_ID,
            section_id="s-1",
            level=1,
            heading="Ämter, Bürger\tund Größe",
            page_first=1,
            page_last=2,
            text=LONG_TEXT + "\nZweiter Absatz; mit Semikolon, Komma und \"Anführung\".",
        ),
    ),
    action_fields=(
        ActionField(
            document_id=CONCEPT_ID, action_field_id="a", label_printed="Sprache", position=1, page_first=2, page_last=9
        ),
    ),
    goals=(Goal(goal_id="2017-ziel-1", document_id=CONCEPT_ID, level="Leitziel", text="Alle sprechen.", page=4),),
    measures=(SPRACHKURSE, FEST),
    actors=(Actor(actor_id="vhs", name="Volkshochschule", kind="education"),),
    measure_actors=(MeasureActor(measure_id="2017-007", actor_id="vhs", role="responsible", name_printed="VHS"),),
    indicators=(
        Indicator(
            indicator_id="i-1", document_id=CONCEPT_ID, name="Anteil", value=-12.5, page=5, quote="minus 12,5 %"
        ),
    ),
    mentions=(Mention(document_id=CONCEPT_ID, section_id="s-1", kind="actor", text="VHS", page=1, start=0, end=3),),
    evidence=(
        Evidence(
            table="measures", row_id="2017-007", document_id=CONCEPT_ID, page=12, x0=1.5, top=2.0, x1=3.25, bottom=4.0,
            quote="Sprachkurse für Mütter", method="sheet",
        ),
    ),
    checks=(Check(name="contents_recall", scope=CONCEPT_ID, value=1.0, threshold=0.9, passed=True),),
)  # fmt: skip
REPORT_EXTRACTION = Extraction(
    document=REPORT,
    statuses=(Status(measure_id="2017-007", document_id=REPORT_ID, status="in Regelbetrieb", page=3),),
    actors=(Actor(actor_id="vhs", name="Volkshochschule", kind="education"),),
    papers=(Paper(paper="2017/1900", subject="Integrationskonzept", document_id=REPORT_ID),),
    decisions=(Decision(decision_id="d-1", paper="2017/1900", sums_ok=False, votes_for=40, page=1, quote="dafür: 40"),),
    votes=(Vote(decision_id="d-1", choice="for", group="CDU", group_printed="CDU-Fraktion", count=12),),
    issues=(Issue(document_id=REPORT_ID, page=3, severity="warning", kind="page_unread", what="Seite 3"),),
)
EXTRA = {
    "changes": (Change(from_edition="2009", to_edition="2017", level="measure", to_id="2017-007", change="added"),),
    "issues": (Issue(document_id="", severity="notice", kind="edition_missing", what="Die Ausgabe 2013 fehlt."),),
}


def frames_of(*extractions: Extraction) -> dict[str, pd.DataFrame]:
    """All tables; without arguments those of both documents."""
    return to_frames(extractions or (CONCEPT_EXTRACTION, REPORT_EXTRACTION), EXTRA)
