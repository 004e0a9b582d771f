"""Printed labels, codes and status words as administrations vary them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.content.candidates import ATTRIBUTES
from extractors.content.label_beginnings import may_be_label
from extractors.content.labels import (
    is_counted,
    is_unit,
    read_label,
    run_in,
    shared_status,
    unit_and_code,
)
from schemas.content import GOAL_LEVELS, STATUSES
from schemas.vocabularies import load


@pytest.mark.parametrize(
    ("printed", "column"),
    [
        ("Zuständigkeit", "responsible"),
        ("ZUSTÄNDIGKEIT:", "responsible"),
        ("Verantwortliche/r", "responsible"),
        ("Verantwortliche(r):", "responsible"),
        ("Akteure", "responsible"),
        ("Akteur*innen", "responsible"),
        ("Akteur:innen", "responsible"),
        ("AkteurInnen", "responsible"),
        ("Akteurinnen und Akteure", "responsible"),
        ("Ansprechpartner/-in", "responsible"),
        ("Federführung (Amt)", "responsible"),
        ("Zuständigkeit für die Umsetzung", "responsible"),
        ("Beteiligte", "partners"),
        ("Weitere Akteur*innen", "partners"),
        ("Kooperationspartner/-innen", "partners"),
        ("Projektpartner", "partners"),
        ("ZIELGRUPPE(N)", "target_group"),
        ("3. Zielgruppe:", "target_group"),
        ("• Laufzeit", "timeframe"),
        ("Geplanter Start", "timeframe"),
        ("Geplanter Zeitraum der Umsetzung", "timeframe"),
        ("Beginn/Ende", "timeframe"),
        ("Kostenaspekte (Investitionskosten, Personalkosten)", "cost"),
        ("Geschätzte Kosten [€]", "cost"),
        ("Kosten in Euro", "cost"),
        ("Förderprogramme / Finanzierungswege", "funding"),
        ("Indikatoren für Monitoring", "indicator"),
        ("Messbarkeit", "indicator"),
        ("Priorität der Maßnahme", "priority"),
        ("Stand der Umsetzung", "status_printed"),
        ("Kurzbeschreibung", "description"),
        ("Handlungsfeld", "action_field"),
        ("Titel der Massnahme", "title"),
        ("Maßnahmen-Nr.", "code"),
        ("Ziele", ""),
        ("Priorität insgesamt", ""),
        ("CO₂-Minderungspotenzial", ""),
        ("Handlungs\N{SOFT HYPHEN}schritte", ""),
    ],
)
def test_a_label_means_a_column(printed: str, column: str) -> None:
    meaning = read_label(printed)
    assert meaning is not None
    assert meaning.column == column


PRINTED = {
    "responsible": """
        Zuständiges Fachamt; Zuständige Stelle(n); Federführendes Dezernat;
        Federführende Organisationseinheit; Wer?; Verantwortliche Akteur*innen; Hauptverantwortlicher Akteur;
        Umsetzende Stelle; Koordination; Träger der Maßnahme; Zuständige Ämter und Fachdienste;
        Verantwortlich für die Umsetzung; Projektleitung; Initiator; Federführung
    """,
    "partners": """
        Beteiligte/Akteure; Weitere beteiligte Akteure; Zu beteiligende Stellen; Einzubeziehende Akteure;
        Mit wem?; Kooperationspartnerinnen und -partner; Beteiligte Ämter und Institutionen; Externe Partner;
        Mitwirkende
    """,
    "target_group": "Zielgruppe(n); Adressat*innen; Für wen?; Teilnehmerkreis; Angesprochene Zielgruppe",
    "timeframe": """
        Zeitplan; Zeitschiene; Zeitlicher Horizont; Umsetzungszeitraum; Geplanter Umsetzungszeitraum;
        Bis wann?; Turnus; Einführung der Maßnahme; Start / Dauer; Umsetzung (Jahr); Laufzeit der Maßnahme;
        Fälligkeit; Fristigkeit; Beginn
    """,
    "cost": """
        Kosten p. a.; Geschätzte Kosten; Personal- und Sachkosten; Investive Kosten; Investitionsvolumen;
        Was kostet es?; Kosten für die Kommune; Finanzielle Auswirkungen; Haushaltsansatz;
        Finanzierungsbedarf; Kosten (einmalig)
    """,
    "funding": "Finanzierungs- und Fördermöglichkeiten; Fördermittelgeber; Mögliche Förderung; Finanzierung durch",
    "indicator": """
        Indikator(en); Erfolgsindikatoren/Meilensteine; Woran messen wir den Erfolg?; Kennziffern;
        Wirkungsindikatoren; Monitoring-Indikator; Erfolgskontrolle
    """,
    "priority": "Priorität (1-3); Prioritätsklasse; Wichtigkeit; Umsetzungspriorität",
    "status_printed": """
        Umsetzungsstand; Sachstand 2021; Sachstand (06/2021); Umsetzungsstand Dezember 2022;
        Aktueller Umsetzungsstand; Stand der Umsetzung; Status; Zwischenstand; Umsetzungsgrad
    """,
    "title": "Maßnahmen-Titel; Name des Projekts; Kurztitel",
    "code": "Maßnahmen-Nummer; Lfd. Nr; Kennung; Nr. / Kürzel",
    "action_field": "Handlungsfeld; Themengebiet; Zugehöriges Handlungsfeld",
    "description": "Was wird gemacht?; Ausführliche Beschreibung; Inhalt und Ziel; Worum geht es?; Projektskizze",
    "": """
        Meilensteine; Handlungsschritte; Hemmnisse; THG-Einsparung; THG-Minderungspotenzial;
        Flankierende Maßnahmen; Ziele; Ausgangslage; Handlungsbedarf; Zielkonflikte; Rechtsgrundlage; Wie?;
        Warum?; Best Practice; Personal; Sonstiges; Erwartete Energieeinsparung; Stand; Synergien;
        Wertschöpfung; Beitrag zu den SDG; Kosten-Nutzen-Verhältnis
    """,
}
"""Column → labels printed for it in concepts of many administrations; the last are known and have no column."""


@pytest.mark.parametrize(
    ("printed", "column"), [(text.strip(), column) for column, texts in PRINTED.items() for text in texts.split(";")]
)
def test_labels_of_many_administrations(printed: str, column: str) -> None:
    meaning = read_label(printed)
    assert meaning is not None
    assert meaning.column == column


@pytest.mark.parametrize(
    "printed", ["Stellen", "Weitere Kosten der Vereine", "Beteiligte Straße", "Kosten 2020", "Stand 2019", "Ämter"]
)
def test_parts_of_labels_alone_are_none(printed: str) -> None:
    """A year stands for the time of a status only: "Stand 2019" dates the page, "Kosten 2020" is one of several."""
    assert read_label(printed) is None


def test_a_dated_label_is_one_of_its_own() -> None:
    first, second = read_label("Sachstand 2019"), read_label("Sachstand 2021")
    assert first
    assert second
    assert first.name != second.name


@pytest.mark.parametrize(
    "printed",
    ["", "Der Rat beschließt", "Kosten und Nutzen für alle", "Ziel ist es", "☐ Kosten", "2018", "Kosten " * 20],
)
def test_other_words_are_no_labels(printed: str) -> None:
    assert read_label(printed) is None


@given(st.text(max_size=120))
def test_any_text_can_be_looked_up(text: str) -> None:
    if read_label(text) is not None:
        assert may_be_label(text)
    shared_status(text)
    code, title = unit_and_code(text)
    assert code is None or code in text
    assert title in text


@pytest.mark.parametrize(
    "form", ["{}", "• {}:", "3. {}", "{}*innen", "{}Innen", "{}_in", "{}/r", "{}(n)", "{}innen und {}"]
)
def test_every_label_of_the_vocabulary_is_told_by_its_first_word_in_every_form(form: str) -> None:
    first_words = {spelling.split()[0] for spelling, _ in load("german", "labels").spellings()}
    people = (word for word in first_words if len(word) > 3)
    printed = {form.replace("{}", spelling) for word in people for spelling in (word, word.upper())}
    assert not {text for text in printed if not may_be_label(text)}


def test_labels_may_be_parted_within_their_first_word() -> None:
    spellings = [spelling for spelling, _ in load("german", "labels").spellings()]
    parted = [f"{spelling[:end]}-{spelling[end:]}" for spelling in spellings for end in range(1, spelling.find(" "))]
    assert parted
    assert not [text for text in parted if not may_be_label(text)]


@pytest.mark.parametrize("text", ["Der Rat beschließt", "Zielgerade", "(Nur im Rathaus) Kosten", "2030", "–", ""])
def test_most_lines_begin_as_no_label_does(text: str) -> None:
    assert not may_be_label(text)


def test_the_vocabulary_names_columns_statuses_and_goals_that_exist() -> None:
    assert set(load("german", "labels").by_id) == {*ATTRIBUTES, "title", "code", "action_field"}
    assert set(load("german", "statuses").by_id) == set(STATUSES)
    assert set(load("german", "goals").by_id) == set(GOAL_LEVELS)


def test_a_label_before_a_colon_gives_its_value() -> None:
    found = run_in("Akteur:innen: Sozialamt: Abteilung 2")
    assert found is not None
    assert (found[0].column, found[1]) == ("responsible", "Sozialamt: Abteilung 2")
    assert run_in("Am Montag: Sitzung") is None
    assert run_in("Zuständigkeit Amt 50") is None


@pytest.mark.parametrize(
    ("line", "code", "title"),
    [
        ("O 3 Ausbau der Beratung", "O 3", "Ausbau der Beratung"),
        ("Maßnahme 1.2: Lotsen", "1.2", "Lotsen"),
        ("Maßnahme 1.2", "1.2", ""),
        ("Projekt Nr. 7 – Lotsen", "7", "Lotsen"),
        ("Maßnahme: Lotsen", None, "Lotsen"),
        ("M-07 Lotsen", "M-07", "Lotsen"),
        ("HF1-M3 Lotsen", "HF1-M3", "Lotsen"),
        ("A-A-1 Lotsen", "A-A-1", "Lotsen"),
        ("Ü-01", "Ü-01", ""),
        ("01", "01", ""),
        ("5. Lotsen", "5", "Lotsen"),
        ("3 Lotsen ausbilden", None, "3 Lotsen ausbilden"),
        ("2030 klimaneutral", None, "2030 klimaneutral"),
        ("CO2-Einsparung im Rathaus", None, "CO2-Einsparung im Rathaus"),
        ("Maßnahmen zum Lärmschutz", None, "Maßnahmen zum Lärmschutz"),
    ],
)
def test_unit_code_and_title_are_told_apart(line: str, code: str | None, title: str) -> None:
    assert unit_and_code(line) == (code, title)


def test_words_that_only_announce_or_count() -> None:
    assert [is_unit(text) for text in ("Maßnahme", "MASSNAHME NR.", "Projektsteckbrief", "Lotsen")] == [
        True,
        True,
        True,
        False,
    ]
    assert [is_counted(text) for text in ("von 39", "01 von 39", "Blatt 2", "3 von uns")] == [True, True, True, False]


@pytest.mark.parametrize(
    ("printed", "shared"),
    [
        ("in Umsetzung", "in Bearbeitung"),
        ("teilweise umgesetzt", "in Bearbeitung"),
        ("Die Maßnahme ist umgesetzt.", "abgeschlossen"),
        ("noch nicht abgeschlossen", "in Bearbeitung"),
        ("wird nicht weiter verfolgt", "nicht weiter verfolgt"),
        ("Daueraufgabe", "in Regelbetrieb"),
        ("zurückgestellt bis 2020", "verzögert"),
        ("nicht gestartet", "verzögert"),
        ("Das Vorhaben wurde 2018 eingestellt.", "nicht weiter verfolgt"),
        ("Dauermaßnahme", "in Regelbetrieb"),
        ("wird geprüft", "in Bearbeitung"),
        ("k. A.", "unbekannt"),
        ("geplant", None),
        ("kaum erreicht", None),
        ("42 Personen", None),
        ("verzögert in Umsetzung", None),
        ("umgesetzt nicht weiter verfolgt", None),
        ("umgesetzt, abgeschlossen", "abgeschlossen"),
        ("", None),
        (None, None),
    ],
)
def test_printed_statuses_have_shared_words(printed: str | None, shared: str | None) -> None:
    assert shared_status(printed) == shared
