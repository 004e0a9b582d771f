"""Who carries a measure: lists taken apart, names resolved."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.content.actors import known_actor, name_actors, split_names
from extractors.content.organisations import find_organisations
from schemas.content import Actor, Measure


def measure(
    measure_id: str = "2017-m1",
    *,
    responsible: str | None = None,
    partners: str | None = None,
    target_group: str | None = None,
) -> Measure:
    return Measure(
        measure_id=measure_id,
        document_id="d1",
        title="Lotsen",
        responsible=responsible,
        partners=partners,
        target_group=target_group,
        page_first=7,
        page_last=7,
        quote="Lotsen",
        confidence=1.0,
        method="sheet",
    )


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("Fachbereich Soziales (Federführung), Jobcenter", ["fachbereich-soziales", "jobcenter"]),
        ("Caritas, Diakonie und AWO", ["caritas", "diakonie", "awo"]),
        ("Fachbereich Soziales, Jobcenter und Caritas", ["fachbereich-soziales", "jobcenter", "caritas"]),
        ("Amt für Jugend, Familie und Soziales", ["amt-fuer-jugend-familie-und-soziales"]),
        ("Amt für Jugend,\nFamilie und Soziales", ["amt-fuer-jugend-familie-und-soziales"]),
        ("Amt für Jugend, Familie und Soziales, Jobcenter", ["amt-fuer-jugend-familie-und-soziales", "jobcenter"]),
        ("Fachbereich Kinder, Jugend und Familie", ["fachbereich-kinder-jugend-und-familie"]),
        ("Stadt Musterlingen (Umwelt,\nVerkehr)\nPolizei", ["stadt-musterlingen", "polizei"]),
        ("Stadt Musterlingen (Umwelt\nPolizei", ["stadt-musterlingen", "polizei"]),
        ("Sozial- und Jugendamt", ["sozial-und-jugendamt"]),
        ("Bau-, Umwelt- und Verkehrsamt; Polizei", ["bau-umwelt-und-verkehrsamt", "polizei"]),
        ("Stadt Musterlingen, ggf. Klimamanager", ["stadt-musterlingen"]),
        (
            "Stadt Musterlingen (Sozialer Dienst, FD Umwelt)\nStadtwerke Musterlingen",
            ["stadt-musterlingen", "stadtwerke"],
        ),
        ("IHK/HWK/RKW", ["ihk", "handwerkskammer", "rkw"]),
        ("Fachhochschule Muster/Lingen, Fachbereich Technik", ["fachhochschule-muster-lingen", "fachbereich-technik"]),
        ("Kommunen/ LK", ["kommunen", "lk"]),
        ("Fachdienst Umwelt sowie Fachdienst Personal", ["fachdienst-umwelt", "fachdienst-personal"]),
        ("FB Soziales", ["fachbereich-soziales"]),
        ("IHK Industrie- und Handelskammer für Muster und Lingen", ["ihk"]),
        ("• Volkshochschule\n• Stadtbibliothek", ["volkshochschule", "stadtbibliothek"]),
        ("- Diakonie\n- AWO", ["diakonie", "awo"]),
        ("KI in Kooperation mit der Caritas", ["ki", "caritas"]),
        ("Federführung: Kommunales Integrationszentrum Musterlingen", ["kommunales-integrationszentrum"]),
        ("AWO Kreisverband Musterkreis e. V.", ["awo"]),
        ("Haus & Grund, Mieterverein", ["haus-und-grund", "mieterverein"]),
        ("Schulen und Kitas", ["schulen", "kindertageseinrichtungen"]),
        ("Bürger und Unternehmen", ["buerger-und-unternehmen"]),
        ("Bürger/innen", ["buerger-innen"]),
        ("Dienstleister, mitwirkende Vereine", ["dienstleister", "mitwirkende-vereine"]),
        ("BUND, NABU", ["bund-fuer-umwelt-und-naturschutz", "nabu"]),
        ("Bund, Land", ["bund", "land"]),
        ("Dezernat III, Dezernat IV", ["dezernat-iii", "dezernat-iv"]),
        ("Diverse, N. N., u. a.", []),
        ("-", []),
        ("", []),
    ],
)
def test_lists_are_taken_apart_where_they_are_lists(text: str, ids: list[str]) -> None:
    assert [named.actor_id for named in split_names(text)] == ids


def test_a_name_keeps_its_print_and_says_its_kind() -> None:
    office, unknown = split_names("FB Soziales (Federführung), Lautlos GmbH")
    assert (office.name, office.kind, office.name_printed) == (
        "Fachbereich Soziales",
        "office",
        "FB Soziales (Federführung)",
    )
    assert (unknown.name, unknown.kind) == ("Lautlos GmbH", "unresolved")


@pytest.mark.parametrize(
    ("name", "known"),
    [
        ("die Caritas", "caritas"),
        ("Jobcenter Musterlingen", "jobcenter"),
        ("JOBCENTER", "jobcenter"),
        ("Bund", None),
        ("Eltern", None),
    ],
)
def test_known_actors(name: str, known: str | None) -> None:
    assert known_actor(name) == known


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("des Fachbereichs Soziales", [("Fachbereichs Soziales", "Fachbereich Soziales", "office")]),
        ("Fachbereich 50 des Jobcenters", [("Fachbereich 50", "Fachbereich 50", "office")]),
        ("beim Grünflächenamt", [("Grünflächenamt", "Grünflächenamt", "office")]),
        (
            "Ausschuss für Soziales, Gesundheit und Senioren",
            [("Ausschuss für Soziales, Gesundheit und Senioren",) * 2 + ("council",)],
        ),
        ("in der Stadt Maßnahmenumsetzung, im Ehrenamt, insgesamt", []),
    ],
)
def test_organisations_known_by_how_they_are_named(text: str, found: list[tuple[str, str, str]]) -> None:
    assert [(name.printed, name.name, name.kind) for name in find_organisations(text)] == found


def test_measures_name_their_actors_by_role() -> None:
    actors, roles, issues = name_actors(
        [
            measure(responsible="Fachbereich Soziales", partners="Caritas, Caritas", target_group="Eltern, Schulen"),
            measure("2017-m2", responsible="FB Soziales"),
        ]
    )
    assert Actor(actor_id="caritas", name="Caritas", kind="welfare") in actors
    assert [actor.actor_id for actor in actors] == ["fachbereich-soziales", "caritas", "schulen"]
    assert [(role.measure_id, role.actor_id, role.role, role.name_printed) for role in roles] == [
        ("2017-m1", "fachbereich-soziales", "responsible", "Fachbereich Soziales"),
        ("2017-m1", "caritas", "partner", "Caritas"),
        ("2017-m1", "schulen", "target", "Schulen"),
        ("2017-m2", "fachbereich-soziales", "responsible", "FB Soziales"),
    ]
    assert issues == ()


def test_a_sentence_in_place_of_names_becomes_an_issue() -> None:
    sentence = "Hier wird das Jobcenter gemeinsam noch festlegen wer am Ende welche Aufgabe in welchem Jahr übernimmt"
    actors, _, (issue,) = name_actors([measure(responsible=sentence)])
    assert [actor.actor_id for actor in actors] == ["jobcenter"]
    assert (issue.kind, issue.page, issue.document_id) == ("actors_in_a_sentence", 7, "d1")
    assert sentence in issue.what


@given(st.text("AaBmt -,;/()ufürdgn.•\n", max_size=60))
def test_any_text_can_be_taken_apart_and_names_stand_in_it(text: str) -> None:
    for named in split_names(text):
        assert named.actor_id
        assert named.name_printed.replace(" ", "") in "".join(text.split())
