"""Minutes in the manner of several systems: what was decided, and by whom."""

import json
from pathlib import Path

import pytest

from extractors.council.items import read_items
from extractors.council.kinds import kind_of
from extractors.council.minutes import read_sitting
from extractors.council.reading import read_council
from extractors.council.records import CouncilRecords
from extractors.layout.lines import arrange
from extractors.pdf.reader import read_pages
from schemas.council import Decision
from schemas.documents import Given
from tests.extractors.council_pages import lines_of

ROOT = Path(__file__).parents[2]
GIVEN = Given(document_id="d0", source_url="minutes.pdf")

RATSINFO = """
**Gemeinde Neudorf**
**Niederschrift**
über die 5. öffentliche Sitzung des Rates der Gemeinde Neudorf am Donnerstag, dem 30.09.2021, 19:00 Uhr
Tagesordnung:
1. Eröffnung der Sitzung
2. Genehmigung der Niederschrift vom 29.06.2021
3. Konzept für den Radverkehr (DS 80/2021)
4. Antrag der Gruppe Mitte auf Baumpflanzungen (AT 3/2021)
---
**1. Eröffnung der Sitzung**
Die Vorsitzende eröffnet die Sitzung.

**2. Genehmigung der Niederschrift vom 29.06.2021**
Die Niederschrift wird bei zwei Enthaltungen einstimmig genehmigt.

**3. Konzept für den Radverkehr (DS 80/2021)**
In der Ausschusssitzung am 14.09.2021 wurde einstimmig empfohlen, zuzustimmen.

Beschluss:
Die Verwaltung wird beauftragt, ein Konzept für den Rad-
verkehr erstellen zu lassen.

Beratungsergebnis: Einstimmig bei einer Enthaltung lt. Beschlussvorschlag

**4. Antrag der Gruppe Mitte auf Baumpflanzungen (AT 3/2021)**
Beschluss:
Der Antrag wird abgelehnt.
Beratungsergebnis: 5 Ja-Stimmen, 12 Nein-Stimmen, 2 Enthaltungen
"""

VILLAGE = """
**N i e d e r s c h r i f t**
über die öffentliche Sitzung der Gemeindevertretung der Gemeinde Seeby vom 12.12.2012.
**zu TOP 1. Eröffnung der Sitzung**
Bürgermeister Petersen eröffnet die Sitzung.
**zu TOP 2. Haushaltssatzung 2013**
**Beschlussvorlage - 24/2012**
Beschluss:
Die Gemeindevertretung beschließt die Haushaltssatzung 2013.
Abstimmungsergebnis: einstimmig
"""

SEVERAL_VOTES = """
**Niederschrift**
über die 12. Sitzung des Haupt- und Finanzausschusses am 20.11.2019
**TOP 1 Stellenplan 2020**
**Vorlage: 2019/0411**
Mitglied Stein beantragt eine weitere Stelle.
Abstimmungsergebnis:

Mehrheitlich abgelehnt
Ja 1  Nein 7  Enthaltung 1

Der Vorsitzende lässt über den vorliegenden Plan abstimmen.
Abstimmungsergebnis:

Mehrheitlich beschlossen
Ja 6  Nein 1  Enthaltung 2
**TOP 2 Bericht zur Lage**
Der Ausschuss nimmt den Bericht zur Kenntnis.
"""

SOUTHERN = """
**Niederschrift über die Sitzung des Stadtrates**
Sitzungsdatum: Montag, 15.04.2021
**1 Genehmigung der Niederschrift**
Beschluss:
Der Stadtrat genehmigt die Niederschrift vom 11.03.2021.
Einstimmig beschlossen
Ja 21 Nein 0
**2 Neuerlass der Marktsatzung**
Sachverhalt:
Der Bauausschuss hat am 02.03.2021 einstimmig zugestimmt.
Beschluss:
**1. Der Stadtrat erlässt die Satzung.**
**2. Die Verwaltung wird beauftragt, sie bekannt zu machen.**
Mehrheitlich beschlossen
Ja: 18, Nein: 3, Anwesend: 21
**3 Bauantrag Hauptstraße 3**
Beschluss:
Der Bauantrag wird befürwortet.
Abstimmungsergebnis: 15 : 6
"""

PROSE = """
**Protokoll über die öffentliche Sitzung des Gemeinderats am 20. Dezember 2016**
Die Tagesordnung wird einstimmig genehmigt.
**TOP 1: Bürgerfragestunde**
Keine Wortmeldungen.
**TOP 2: Sanierung der Schule**
Der Gemeinderat hat bereits in der Sitzung vom 4. Juli 2016 einstimmig beschlossen, zu sanieren.
Der Gemeinderat beschließt mit 10 Ja-Stimmen bei 2 Enthaltungen, den Auftrag zu vergeben.
**TOP 3: Bebauungsplan Mitte**
Der Gemeinderat stimmt dem Entwurf einstimmig zu.
"""

STRUCTURED = """
**Auszug aus der Niederschrift**
der 7. Sitzung des Kreistages vom 11.05.2020
Nachtrag: 04.05.2020
**TOP 9 Integrationskonzept für den Landkreis**
**Vorlage: SV-9-0667**
**Beschluss:**|ungeändert beschlossen
**Abstimmung:**|Ja: 40, Nein: 5, Enthaltungen: 3, Befangen: 0

Beschlussvorschlag:
Der Kreistag beschließt das Konzept.
"""

TOP_RESULT = """
**Niederschrift**
über die 3. Sitzung des Ausschusses für Soziales am 11.05.2020
**Ö 7 Antrag der Fraktion FDP zum Parken**
Beschluss: mehrheitlich abgelehnt
Abstimmung: dafür: 2, dagegen: 9
Rh. Busch begründet den Antrag.
Beschlussempfehlung an den Rat:

Wie Antrag

dafür:      2 (FDP)
dagegen:    9 (OB, 5 CDU, 2 SPD,
1 GRÜNE)

Damit ist der Antrag abgelehnt.
**Ö 8 Externe Begleitung**
Beschluss: Annahme
Abstimmung: Ja: 17, Nein: 43
"""

Row = tuple[str | None, str | None, str | None, tuple[int | None, int | None, int | None]]
NONE = (None, None, None)

CASES: list[tuple[str, str, str, list[Row]]] = [
    (
        RATSINFO,
        "Rat",
        "2021-09-30",
        [
            ("2", None, "einstimmig genehmigt", (None, None, 2)),
            ("3", "DS 80/2021", "Einstimmig bei einer Enthaltung lt. Beschlussvorschlag", (None, None, 1)),
            ("4", "AT 3/2021", "5 Ja-Stimmen, 12 Nein-Stimmen, 2 Enthaltungen", (5, 12, 2)),
        ],
    ),
    (VILLAGE, "Gemeindevertretung", "2012-12-12", [("2", "24/2012", "einstimmig", NONE)]),
    (
        SEVERAL_VOTES,
        "Haupt- und Finanzausschuss",
        "2019-11-20",
        [
            ("1", "2019/0411", "Mehrheitlich abgelehnt", (1, 7, 1)),
            ("1", "2019/0411", "Mehrheitlich beschlossen", (6, 1, 2)),
            ("2", None, "nimmt den Bericht zur Kenntnis", NONE),
        ],
    ),
    (
        SOUTHERN,
        "Stadtrat",
        "2021-04-15",
        [
            ("1", None, "Einstimmig beschlossen", (21, 0, None)),
            ("2", None, "Mehrheitlich beschlossen", (18, 3, None)),
            ("3", None, "15 : 6", (15, 6, None)),
        ],
    ),
    (
        PROSE,
        "Gemeinderat",
        "2016-12-20",
        [
            (None, None, "einstimmig genehmigt", NONE),
            ("2", None, "beschließt mit 10 Ja-Stimmen bei 2 Enthaltungen", (10, None, 2)),
            ("3", None, "stimmt dem Entwurf einstimmig zu", NONE),
        ],
    ),
    (STRUCTURED, "Kreistag", "2020-05-11", [("9", "SV-9-0667", "ungeändert beschlossen", (40, 5, 3))]),
    (
        TOP_RESULT,
        "Ausschuss für Soziales",
        "2020-05-11",
        [
            ("Ö 7", None, "mehrheitlich abgelehnt", (2, 9, None)),
            ("Ö 8", None, "Annahme", (17, 43, None)),
        ],
    ),
]


def read(text: str) -> CouncilRecords:
    return read_council(lines_of(text), (), GIVEN)


def row(decision: Decision) -> Row:
    votes = (decision.votes_for, decision.votes_against, decision.votes_abstain)
    return decision.agenda_number, decision.paper, decision.result, votes


@pytest.mark.parametrize(("text", "body", "date", "rows"), CASES)
def test_each_decided_item_is_one_row(text: str, body: str, date: str, rows: list[Row]) -> None:
    assert kind_of(lines_of(text)) == "minutes"
    found = read(text).decisions
    assert [row(decision) for decision in found] == rows
    assert {(decision.body, decision.date) for decision in found} == {(body, date)}


@pytest.mark.parametrize("text", [case[0] for case in CASES])
def test_every_quote_stands_on_its_page_and_every_id_is_its_own(text: str) -> None:
    lines, records = lines_of(text), read(text)
    for decision in records.decisions:
        assert any(decision.quote in line.text for line in lines if line.page == decision.page)
    ids = [decision.decision_id for decision in records.decisions]
    assert len(set(ids)) == len(ids)
    assert {proof.row_id for proof in records.evidence} == set(ids)


def test_the_text_decided_is_joined() -> None:
    assert read(RATSINFO).decisions[1].resolution == (
        "Die Verwaltung wird beauftragt, ein Konzept für den Radverkehr erstellen zu lassen."
    )
    assert read(SOUTHERN).decisions[1].resolution == (
        "1. Der Stadtrat erlässt die Satzung. 2. Die Verwaltung wird beauftragt, sie bekannt zu machen."
    )


def test_votes_by_group_follow_their_decision() -> None:
    records = read(TOP_RESULT)
    votes = [(vote.choice, vote.group, vote.count) for vote in records.votes]
    assert votes[:3] == [("for", "FDP", 2), ("against", "OB", 1), ("against", "CDU", 5)]
    assert {vote.decision_id for vote in records.votes} == {records.decisions[0].decision_id}
    assert records.decisions[0].sums_ok is True


def test_a_contradiction_is_an_issue_and_stays_as_printed() -> None:
    records = read(TOP_RESULT)
    assert [issue.kind for issue in records.issues] == ["vote_contradiction"]
    assert "17" in records.issues[0].what
    assert records.decisions[1].result == "Annahme"


def test_wrong_sums_are_an_issue() -> None:
    records = read(TOP_RESULT.replace("5 CDU", "4 CDU"))
    assert records.decisions[0].sums_ok is False
    assert "vote_sums" in {issue.kind for issue in records.issues}


def test_a_committee_only_recommends() -> None:
    assert all(decision.recommendation_only for decision in read(TOP_RESULT).decisions)
    assert not any(decision.recommendation_only for decision in read(RATSINFO).decisions)


def test_an_addendum_gives_no_meeting_date() -> None:
    sitting = read_sitting(lines_of(STRUCTURED))
    assert (sitting.body, sitting.date) == ("Kreistag", "2020-05-11")


MOTIONS = """
**Niederschrift**
über die 28. Sitzung des Rates am 11.12.2017
**Ö 5 Konzept für Integration**
Vorlage: 2017/0815 (Beschlussvorlage)
**Änderungsantrag Nr. 2017/0831 der Fraktionen SPD und Offenes**
**Musterdorf**
Beschluss: mehrheitlich beschlossen
**Beschluss:**
1. Punkt 3 wird geändert.
2. Punkt 4 entfällt.
dafür:|39|(38 SPD, 1 FDP)
dagegen:|1|(PRO Musterdorf)
**Vorlage Nr. 2017/0815 in der geänderten Fassung**
Beschluss: mehrheitlich mit Änderungen beschlossen
**Beschluss:**
Wie Vorlage mit den Änderungen aus dem Antrag Nr. 2017/0831
dafür:|40|(38 SPD, 2 FDP)
**Ö 6 Radwege**
Beschluss:
Der Rat nimmt die Planung an.
- einstimmig -
"""


def test_a_motion_inside_an_item_has_its_own_subject_and_paper() -> None:
    motion, main, last = read(MOTIONS).decisions
    assert (motion.paper, motion.kind) == ("2017/0831", "Änderungsantrag")
    assert motion.subject == "Änderungsantrag Nr. 2017/0831 der Fraktionen SPD und Offenes Musterdorf"
    assert motion.resolution == "1. Punkt 3 wird geändert. 2. Punkt 4 entfällt."
    assert (main.paper, main.kind, main.subject) == ("2017/0815", "Beschlussvorlage", "Konzept für Integration")
    assert main.result == "mehrheitlich mit Änderungen beschlossen"
    assert (motion.votes_for, motion.votes_against, main.votes_for) == (39, 1, 40)
    assert (last.result, last.agenda_number) == ("einstimmig", "Ö 6")


REMOVED = """
**Niederschrift**
über die 28. Sitzung des Rates am 11.12.2017
**Ö 5 Konzept für Integration**
Vorlage: 2017/0815 (Beschlussvorlage)
Beschluss: mehrheitlich mit Änderungen beschlossen
Herr Bürgermeister Berg lässt über eine Absetzung des Tagesordnungspunktes und
Erledigung wie im Hauptausschuss abstimmen.

dafür:|35|(OB, 34 SPD)
dagegen:|8|(8 FDP)
"""


def test_a_vote_on_removing_the_item_is_not_its_adoption() -> None:
    removal, main = read(REMOVED).decisions
    assert (removal.subject, removal.votes_for, removal.result) == (
        "Absetzung des Tagesordnungspunktes und Erledigung wie im Hauptausschuss",
        35,
        None,
    )
    assert (main.result, main.votes_for) == ("mehrheitlich mit Änderungen beschlossen", None)
    [decision] = read(REMOVED.replace("mehrheitlich mit Änderungen beschlossen", "abgesetzt")).decisions
    assert (decision.subject, decision.result, decision.votes_for) == ("Konzept für Integration", "abgesetzt", 35)


BOARD = """
**Niederschrift**
Besprechung am:|**22. Januar 2020**
Thema:|**1. Sitzung des Ortsteilbeirates Nordheim**
**Ergebnis:**
Die Ladung erfolgte fristgerecht. Die Tagesordnung wird verlesen und einvernehmlich genehmigt.
**TOP 1: Unsere Anträge**
- Brücke: Der Bau wurde abgelehnt.


**Abstimmung über den Antrag zum Umbau der Anlage:**
**Die Anlage soll schöner werden.**
**Der Antrag wird einstimmig angenommen.**
**TOP 2: Trasse**
Herr Busch berichtet.
**Der Ortsteilbeirat Nordheim stellt einstimmig folgenden Antrag:**
**Die Trasse soll nicht gebaut werden.**


Danach gab es Kaffee.
**TOP 3: Sperrungen**
- Baustelle am Ring:
Der Weg ist gesperrt.
**Der Ortsteilbeirat bittet die Verwaltung um eine Umleitung.**
"""


def test_advisory_boards_decide_in_prose_and_in_bold() -> None:
    agenda, motion, request, wish = read(BOARD).decisions
    assert (agenda.subject, agenda.result, agenda.date) == ("Tagesordnung", "einvernehmlich genehmigt", "2020-01-22")
    assert (motion.subject, motion.result) == ("Antrag zum Umbau der Anlage", "einstimmig angenommen")
    assert motion.resolution == "Die Anlage soll schöner werden."
    assert (request.subject, request.result) == ("Trasse", "stellt einstimmig folgenden Antrag")
    assert (request.kind, request.resolution) == ("Antrag", "Die Trasse soll nicht gebaut werden.")
    assert (wish.subject, wish.result) == ("Baustelle am Ring", None)
    assert wish.resolution == "Der Ortsteilbeirat bittet die Verwaltung um eine Umleitung."
    assert agenda.body == "Ortsteilbeirat Nordheim"


def test_a_year_ends_a_sentence_and_white_space_what_a_heading_is_about() -> None:
    wish = "**Der Ortsteilbeirat wünscht eine spätere Sperrung.**"
    *_, first, second = read(BOARD.rstrip("\n") + f"\n\n\n\nDie Sperrung endet im Jahr 2023.\n{wish}\n").decisions
    assert (first.subject, second.subject) == ("Baustelle am Ring", "Sperrungen")
    assert second.resolution == "Der Ortsteilbeirat wünscht eine spätere Sperrung."


CELLS = """
**Niederschrift**
über die 2. Sitzung der Bürgerschaft am 03.02.2022
**TOP 4 Stadtbücherei**
Die Bürgerschaft fasst folgenden Beschluss:
Die Bücherei wird saniert.
Abstimmungsergebnis:|Ja|Nein|Enthaltung
|20|3|1
**TOP 5 Hafenfest**
Beschluss-Nr. 0123/2022:
Das Fest findet statt.
Abstimmungsergebnis:
Ja-Stimmen:|22|Nein-Stimmen:|1|Enthaltungen:|0
Der Vorsitzende dankt.
"""


def test_votes_may_stand_in_cells_side_by_side() -> None:
    library, feast = read(CELLS).decisions
    assert row(library)[3] == (20, 3, 1)
    assert row(feast)[3] == (22, 1, 0)
    assert (library.resolution, feast.resolution) == ("Die Bücherei wird saniert.", "Das Fest findet statt.")
    assert not library.recommendation_only


def test_the_printed_agenda_gives_no_items() -> None:
    assert [item.number for item in read_items(lines_of(RATSINFO))] == [None, "1", "2", "3", "4"]


def test_minutes_without_a_decision_are_an_issue() -> None:
    records = read(
        "**Niederschrift**\nüber die 2. Sitzung des Rates am 03.02.2022\n**TOP 1 Bericht**\nEs wird berichtet."
    )
    assert records.decisions == ()
    assert [issue.kind for issue in records.issues] == ["minutes_without_decision"]


def test_a_result_on_a_later_page_has_its_own_proof() -> None:
    records = read(RATSINFO.replace("Beratungsergebnis: 5", "---\nBeratungsergebnis: 5"))
    proofs = [(proof.column, proof.page, proof.quote) for proof in records.evidence if proof.column]
    assert proofs == [("result_printed", 3, "Beratungsergebnis: 5 Ja-Stimmen, 12 Nein-Stimmen, 2 Enthaltungen")]
    assert records.decisions[-1].page == 2


def test_nothing_comes_of_an_empty_document() -> None:
    assert read_council((), (), GIVEN) == CouncilRecords()
    assert read_council((), (), Given(document_id="d0", kind="minutes")) == CouncilRecords()


EXAMPLE = ROOT / "schemas/catalogue/musterlingen-integration/documents/niederschrift-2017-12-11.pdf"
TRUTH = ROOT / "tests/musterlingen/truth/niederschrift-2017-12-11.json"


@pytest.mark.skipif(not (EXAMPLE.exists() and TRUTH.exists()), reason="the bundled example has not been made yet")
def test_the_bundled_minutes_are_read_as_they_were_written() -> None:
    arranged = arrange(read_pages(EXAMPLE.read_bytes()))
    found = read_council(arranged.lines, arranged.pages, GIVEN).decisions
    truth = json.loads(TRUTH.read_text(encoding="utf-8"))["decisions"]
    assert [(d.paper, d.agenda_number, d.kind, d.subject, d.date, d.page, d.result, d.sums_ok) for d in found] == [
        (t["paper"], t["agenda_number"], t["kind"], t["subject"], t["date"], t["page"], t["result"], t["sums_ok"])
        for t in truth
    ]
