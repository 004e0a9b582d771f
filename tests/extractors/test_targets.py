"""What decisions name of a concept, and the rows of ours that are meant."""

from dataclasses import replace

import pytest
from hypothesis import given as for_any
from hypothesis import strategies as st

from extractors.council.pages import AgendaItemPage
from extractors.council.reading import read_council
from extractors.council.targets import targets_in
from extractors.council.web_pages import page_records
from extractors.frames import to_frames
from extractors.linking import link_documents
from schemas.content import ActionField, Goal, Measure
from schemas.council import Decision, DecisionTarget
from schemas.documents import Document, Given
from schemas.extraction import Extraction
from tests.extractors.council_pages import lines_of

AMENDED = """\
1. Der Bericht über das Integrationskonzept erfolgt jährlich. \
4. Zum Handlungsfeld A „Sprachförderung“ Die Verwaltung gewinnt Sprachmittler. \
5. Zum Handlungsfeld B „Erziehung und (institutionelle) Bildung“: Die Arbeitsgruppe (Leitziel 3) wird eingerichtet. \
6. Zum Handlungsfeld E „Gesundheit“: Das Projekt „MiMi“ wird neu angesetzt. \
7. Leitziel 2 entfällt."""

Named = tuple[str, str, str | None]

TEXTS: list[tuple[str, list[Named]]] = [
    (
        AMENDED,
        [
            ("concept", "Integrationskonzept", None),
            ("action_field", "Handlungsfeld A „Sprachförderung“", None),
            ("action_field", "Handlungsfeld B „Erziehung und (institutionelle) Bildung“", None),
            ("goal", "Leitziel 3", "Handlungsfeld B „Erziehung und (institutionelle) Bildung“"),
            ("action_field", "Handlungsfeld E „Gesundheit“", None),
            ("measure", "Projekt „MiMi“", "Handlungsfeld E „Gesundheit“"),
            ("goal", "Leitziel 2", None),
        ],
    ),
    (
        "Zum Handlungsfeld B, Leitziel 3: Ein Zeitplan wird vorgelegt.",
        [("action_field", "Handlungsfeld B", None), ("goal", "Leitziel 3", "Handlungsfeld B")],
    ),
    (
        "Leitziel 3 im Handlungsfeld B wird ergänzt.",
        [("goal", "Leitziel 3", "Handlungsfeld B"), ("action_field", "Handlungsfeld B", None)],
    ),
    (
        "Handlungsfeld 1 Punkte 1,2 und 5: 2 dafür - 8 dagegen",
        [("action_field", "Handlungsfeld 1 Punkte 1,2 und 5", None)],
    ),
    (
        "Für die Handlungsfelder A, B und E wird ein Zeitplan vorgelegt, Leitziel 1 entfällt.",
        [
            ("action_field", "Handlungsfelder A", None),
            ("action_field", "Handlungsfelder B", None),
            ("action_field", "Handlungsfelder E", None),
            ("goal", "Leitziel 1", None),
        ],
    ),
    ("Im Handlungsfeld Gesundheit wird gefördert.", [("action_field", "Handlungsfeld Gesundheit", None)]),
    ("Die Maßnahme B 3.2 wird gestrichen.", [("measure", "Maßnahme B 3.2", None)]),
    (
        "Die Maßnahmen B 3.2 und B 3.3 des Integrationskonzepts 2017 werden zusammengelegt.",
        [
            ("measure", "Maßnahmen B 3.2", None),
            ("measure", "Maßnahmen B 3.3", None),
            ("concept", "Integrationskonzepts 2017", None),
        ],
    ),
    (
        "Die Handlungsempfehlungen 12 bis 14 des Klimaschutzkonzeptes (2015) gelten fort.",
        [
            ("measure", "Handlungsempfehlungen 12", None),
            ("measure", "Handlungsempfehlungen 13", None),
            ("measure", "Handlungsempfehlungen 14", None),
            ("concept", "Klimaschutzkonzeptes (2015)", None),
        ],
    ),
    (
        "Der Rat beschließt die Fortschreibung des Integrationskonzepts.",
        [("concept", "Fortschreibung des Integrationskonzepts", None)],
    ),
    (
        "Das Integrationskonzept aus dem Jahr 2009 gilt nicht mehr.",
        [("concept", "Integrationskonzept aus dem Jahr 2009", None)],
    ),
    ("Das Integrationskonzept (Vorlage 2017/1900) gilt.", [("concept", "Integrationskonzept", None)]),
    # no target
    ("Die Maßnahme 3 der Straßenbauliste wird vorgezogen.", []),
    ("Die Maßnahmen in den Handlungsfeldern werden umgesetzt.", []),
    ("Ziel 2030 bleibt die Klimaneutralität.", []),
    ("Das Projekt 5 % teurer zu bauen, wird abgelehnt.", []),
    ("Wie Vorlage", []),
]


@pytest.mark.parametrize(("text", "named"), TEXTS)
def test_what_a_text_names(text: str, named: list[Named]) -> None:
    assert [(target.level, target.printed, target.field) for target in targets_in(text)] == named


@for_any(st.text(alphabet="Handlungsfeld Leitziel Maßnahme Konzept ABC 123.,„“()", max_size=80))
def test_any_text_is_read_without_error(text: str) -> None:
    assert all(0 <= target.start < target.end <= len(text) for target in targets_in(text))


def document(document_id: str, kind: str, edition: str | None, title: str | None = None) -> Document:
    return Document(
        document_id=document_id, kind=kind, edition_id=edition, title=title, sha256="0", byte_size=1, page_count=1
    )


def field(edition: str, code: str, field_id: str, label: str) -> ActionField:
    place = {"document_id": f"c{edition}", "edition_id": edition, "position": 1, "page_first": 1, "page_last": 1}
    return ActionField(action_field_id=field_id, code=code, label_printed=label, **place)  # type: ignore[arg-type]


def goal(edition: str, number: str, field_id: str) -> Goal:
    name = f"{edition}:goal:{field_id}:{number}"
    return Goal(
        goal_id=name,
        document_id=f"c{edition}",
        edition_id=edition,
        action_field_id=field_id,
        level="Leitziel",
        number=number,
        text="…",
        page=1,
    )


def measure(edition: str, code: str | None, title: str, field_id: str) -> Measure:
    return Measure(
        measure_id=f"{edition}:{code or title}",
        document_id=f"c{edition}",
        edition_id=edition,
        code=code,
        title=title,
        action_field_id=field_id,
        page_first=1,
        page_last=1,
        quote=title,
        confidence=1.0,
        method="sheet",
    )


OLD = Extraction(
    document=document("c2009", "concept", "2009", "Integrationskonzept 2009"),
    action_fields=(field("2009", "A", "bildung", "Bildung"),),
    measures=(measure("2009", "B 3.2", "Elterncafé", "bildung"),),
)
NEW = Extraction(
    document=document("c2017", "concept", "2017", "Integrationskonzept der Stadt Musterlingen 2017"),
    action_fields=(
        field("2017", "A", "sprache", "Sprache / Sprachförderung"),
        field("2017", "B", "bildung", "Erziehung und (institutionelle) Bildung"),
        field("2017", "E", "gesundheit", "Gesundheit"),
    ),
    goals=(goal("2017", "B 2", "bildung"), goal("2017", "B 3", "bildung"), goal("2017", "3", "gesundheit")),
    measures=(
        measure("2017", "B 3.2", "Elterncafé", "bildung"),
        measure("2017", "B 32", "Lernpaten", "bildung"),
        measure("2017", "E 1.1", "MiMi", "gesundheit"),
    ),
)


def decided(resolution: str, edition: str | None = "2017", subject: str = "Änderungsantrag") -> Extraction:
    """A paper of an edition with one decision, as reading leaves it."""
    row = Decision(decision_id="1:Rat", paper="1", subject=subject, resolution=resolution, page=1, quote="…")
    targets = (
        DecisionTarget(
            decision_id="1:Rat",
            level=target.level,
            target_printed=target.printed,
            action_field_printed=target.field,
            document_id="m",
            page=1,
            quote="…",
        )
        for target in targets_in(resolution)
    )
    return Extraction(document=document("m", "minutes", edition), decisions=(row,), decision_targets=tuple(targets))


def meant(*extractions: Extraction) -> list[tuple[str | None, str, str | None]]:
    linked = link_documents(extractions)
    return [(t.edition_id, t.target_printed, t.target_id) for e in linked for t in e.decision_targets]


def test_an_amendment_is_linked_to_fields_goals_and_measures() -> None:
    assert meant(OLD, NEW, decided(AMENDED)) == [
        ("2017", "Integrationskonzept", "c2017"),
        ("2017", "Handlungsfeld A „Sprachförderung“", "sprache"),
        ("2017", "Handlungsfeld B „Erziehung und (institutionelle) Bildung“", "bildung"),
        ("2017", "Leitziel 3", "2017:goal:bildung:B 3"),
        ("2017", "Handlungsfeld E „Gesundheit“", "gesundheit"),
        ("2017", "Projekt „MiMi“", "2017:E 1.1"),
        ("2017", "Leitziel 2", "2017:goal:bildung:B 2"),
    ]


EDITIONS = [
    # the year that is named goes before the edition of the paper
    ("Maßnahme B 3.2 des Integrationskonzepts 2009", "2017", [("2009", "2009:B 3.2"), ("2009", "c2009")]),
    ("Maßnahme B 3.2 des Integrationskonzepts", "2009", [("2009", "2009:B 3.2"), ("2009", "c2009")]),
    ("Maßnahme B 3.2 des Integrationskonzepts 2017", None, [("2017", "2017:B 3.2"), ("2017", "c2017")]),
    # neither is known, a year of no edition, two years: nothing is guessed
    ("Maßnahme B 3.2", None, [(None, None)]),
    ("Maßnahme B 3.2 des Integrationskonzepts 2021", "2017", [(None, None), (None, None)]),
    (
        "Das Integrationskonzept 2009 weicht dem Integrationskonzept 2017, Maßnahme B 3.2 gilt.",
        "2017",
        [("2009", "c2009"), ("2017", "c2017"), (None, None)],
    ),
    # what the edition does not have, or has twice
    ("Maßnahme B 9.9", "2017", [("2017", None)]),
    ("Leitziel 3 des Integrationskonzepts", "2017", [("2017", None), ("2017", "c2017")]),
    ("Handlungsfeld X, Leitziel 3", "2017", [("2017", None), ("2017", None)]),
    # another concept, and its year
    ("Maßnahme B 3.2 wird im Radverkehrskonzept 2019 ergänzt.", "2017", [("2017", "2017:B 3.2")]),
    ("Das Radverkehrskonzept 2017 wird beschlossen.", "2017", []),
]


@pytest.mark.parametrize(("text", "edition", "rows"), EDITIONS)
def test_the_edition_is_named_or_that_of_the_paper(
    text: str, edition: str | None, rows: list[tuple[str | None, str | None]]
) -> None:
    assert [(found, target) for found, _, target in meant(OLD, NEW, decided(text, edition))] == rows


def test_the_year_may_stand_in_the_subject() -> None:
    paper = decided("Zum Handlungsfeld A: Mehr Bücher.", None, subject="Antrag zum Integrationskonzept 2009")
    assert meant(OLD, NEW, paper) == [("2009", "Handlungsfeld A", "bildung")]


def test_the_order_of_documents_changes_nothing() -> None:
    told = [OLD, NEW, decided(AMENDED)]
    first = to_frames(link_documents(told))["decision_targets"]
    assert to_frames(link_documents(told[::-1]))["decision_targets"].equals(first)
    assert len(first) == 7


MINUTES = """
**Niederschrift**
über die 28. Sitzung des Rates am 11.12.2017
**TOP 5 Änderungsantrag zum Integrationskonzept**
Vorlage: 2017/1900 (Antrag)
Beschluss:
1. Es wird jährlich berichtet.
2. Zum Handlungsfeld B, Leit-
ziel 3: Ein Zeitplan wird vorgelegt.
Abstimmungsergebnis: einstimmig
"""
ITEM = AgendaItemPage(
    address="https://ris.example/to0050.asp?__ktonr=1",
    body="Rat",
    date="2017-12-11",
    agenda_number="Ö 5",
    subject="Änderungsantrag zum Integrationskonzept",
    paper="2017/1900",
    result="einstimmig beschlossen",
    text=("Beschluss:", "2.   Zum Handlungsfeld B, Leitziel 3: Ein Zeitplan wird vorgelegt.", "- einstimmig -"),
)


def test_each_target_stands_where_its_quote_says() -> None:
    records = read_council(lines_of(MINUTES), (), Given(document_id="m"))
    printed = {(line.page, line.text) for line in lines_of(MINUTES)}
    assert [target.target_printed for target in records.decision_targets] == ["Handlungsfeld B", "Leitziel 3"]
    assert all((target.page, target.quote) in printed for target in records.decision_targets)
    on_page = page_records([ITEM], Given(document_id="w", media_type="text/html")).decision_targets
    assert {(target.page, target.quote) for target in on_page} == {(1, ITEM.text[1])}


def test_what_two_documents_name_is_one_target() -> None:
    minutes = read_council(lines_of(MINUTES), (), Given(document_id="m"))
    page = page_records([ITEM], Given(document_id="w", media_type="text/html"))
    told = [
        Extraction(
            document=document(name, "minutes", "2017"),
            decisions=records.decisions,
            votes=records.votes,
            decision_targets=records.decision_targets,
            evidence=records.evidence,
        )
        for name, records in (("m", minutes), ("w", page))
    ]
    [old, new, one, other] = link_documents([OLD, NEW, *told])
    assert [(t.decision_id, t.target_id) for t in one.decision_targets] == [
        ("2017/1900:Rat:2017-12-11:5", "bildung"),
        ("2017/1900:Rat:2017-12-11:5", "2017:goal:bildung:B 3"),
    ]
    assert (old.decision_targets, new.decision_targets, other.decision_targets) == ((), (), ())


def test_a_concept_without_a_name_of_its_own_takes_any() -> None:
    nameless = replace(NEW, document=replace(NEW.document, title="Potenziale – Wege – Chancen"))
    assert meant(nameless, decided("Das Handlungskonzept gilt.")) == [("2017", "Handlungskonzept", "c2017")]
