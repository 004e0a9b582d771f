"""Papers in the manner of several systems: number, subject, course of consultation, and what is proposed."""

import json
from pathlib import Path

import pytest

from extractors.council.bodies import body_in, body_name, is_body, recommends_only
from extractors.council.consultations import deciding, read_steps
from extractors.council.kinds import kind_of
from extractors.council.labels import label_of
from extractors.council.reading import read_council
from extractors.council.records import CouncilRecords
from extractors.council.vote_tables import read_vote_tables
from extractors.council.wording import date_in, passage
from extractors.layout.lines import arrange
from extractors.pdf.reader import read_pages
from schemas.documents import Given
from schemas.geometry import Box, Cell, Grid, Page
from tests.extractors.council_pages import lines_of

ROOT = Path(__file__).parents[2]
CORPUS = ROOT.parent / "shared" / "corpus"
GIVEN = Given(document_id="d0", source_url="paper.pdf")

COUNTY = """
Kreis Musterland
**Sitzungsvorlage**|SV-9-0667
Aktenzeichen: 50.10
**Betreff**
Zuwanderung im Kreis:
Aufstellung eines Konzeptes

**Beratungsfolge:**
Ausschuss für Arbeit, Soziales und Gesundheit|02.03.2017|Vorberatung
Kreisausschuss|15.03.2017|Vorberatung
Kreistag|29.03.2017|Entscheidung
**Beschlussvorschlag:**
Der Konzeptentwurf wird beschlossen.
**Begründung:**
I. Problem
Es fehlt ein Konzept.
"""

TOWN = """
**Beschlussvorlage - 0456/2010**
Datum: 20.05.2010
**Betreff:**
Integrationskonzept der Stadt

**Beratungsfolge:**
02.06.2010 Integrationsrat
24.06.2010 Rat der Stadt
**Beschlussvorschlag**
1. Der Rat beschließt das Konzept für Rad-
und Fußverkehr.
2. Es ist jährlich zu berichten.
**Sachverhalt**
Langer Text.
"""

CITY = """
Drucksachen-Nr.|**2424/2014-2020**
Datum:|24.11.2015
**Beschlussvorlage der Verwaltung**
Gremium|Sitzung am|Beratung
**Integrationsrat**|**09.12.2015**|**öffentlich**
**Rat der Stadt**|**10.12.2015**|**öffentlich**

Bezeichnung:
**Ankommen und Bleiben**
Beschlussvorschlag:
Der Rat beschließt das Konzept.
Begründung:
Langer Text.
"""

MOTION = """
Fraktion FDP im Kreistag
Musterstadt, den 3. März 2020
Antrag Nr.: A0044/20
**Antrag zur Sitzung des Kreistages am 12. März 2020**

**Mehr Bäume an der Hauptstraße**
Der Kreistag möge beschließen:
Es werden 100 Bäume gepflanzt.
Begründung:
Klima.
"""

COPY = """
LANDESHAUPTSTADT
B E S C H L U S S A U S F E R T I G U N G
Stadtrat (SR/021/2016)
Sitzung am;|25.02.2016
Beschluss zu;|A0126/15
Gegenstand:

Neue Radwege

Beschluss:
Der Oberbürgermeister wird beauftragt, Radwege zu bauen.
"""

CALLED = """
**Beschlussvorlage**
Vorlage Nr.: 2017/1900
Betreff:
Konzept für Integration

Beschlussvorschlag:
Der Rat beschließt wie folgt:
1. Das Konzept gilt.
Begründung:
Langer Text.
"""


@pytest.mark.parametrize(
    "call", ["Der Rat beschließt wie folgt:", "Der Rat beschließt Folgendes:", "Der Rat möge beschließen:"]
)
def test_a_call_below_the_label_opens_what_is_proposed(call: str) -> None:
    [decision] = read(CALLED.replace("Der Rat beschließt wie folgt:", call)).decisions
    assert (decision.proposed, decision.resolution) == ("1. Das Konzept gilt.", None)
    assert decision.decision_id.endswith(":Vorschlag")


WITH_MOTION = """
**Beschlussvorlage**
Vorlage Nr.: 80/2021
Betreff:
Konzept für den Radverkehr

Beschlussvorschlag:
Die Verwaltung beauftragt ein Büro.
---
Kosten:
Der Antrag der Fraktion liegt bei.
---
Fraktion Mitte
13.05.2021
**Antrag der Fraktion Mitte**
Betrifft: Ein Konzept für den Radverkehr

die Fraktion Mitte beantragt, ein Büro zu beauftragen.
Begründung:
Klima.
---
Zweite Seite des Antrags.
"""
CONCEPT = """
**Klimaschutzprogramm 2020**
Der Antrag der Fraktion wurde berücksichtigt.
---
VI. Anlage: Beschlussdrucksache vom Rat der Stadt Musterlingen beschlossen am 11.12.2008
In den Ausschuss für Umwelt
Nr. 1688/2008

**Klimaschutzprogramm 2020**

**Antrag,**
Der Rat möge beschließen,
dass das Programm umgesetzt wird.
Begründung des Antrages
Langer Text.
"""


def test_a_motion_behind_its_paper_is_a_paper_of_its_own() -> None:
    records = read(WITH_MOTION)
    paper, motion = records.decisions
    assert (paper.paper, paper.proposed) == ("80/2021", "Die Verwaltung beauftragt ein Büro.")
    assert (motion.paper, motion.kind, motion.page) == (None, "Antrag", 3)
    assert (motion.subject, motion.proposed) == ("Ein Konzept für den Radverkehr", "ein Büro zu beauftragen.")
    assert [issue.kind for issue in records.issues] == ["paper_without_number"]


def test_a_concept_may_print_the_paper_by_which_it_was_adopted() -> None:
    assert kind_of(lines_of(CONCEPT)) == ""
    records = read(CONCEPT)
    [decision] = records.decisions
    assert decision.decision_id == "1688/2008:Rat:2008-12-11"
    assert (decision.kind, decision.result) == ("Beschlussdrucksache", "beschlossen am 11.12.2008")
    assert (decision.proposed, decision.page) == ("dass das Programm umgesetzt wird.", 2)
    assert [paper.paper for paper in records.papers] == ["1688/2008"]


ADVICE = """
Antrag Nr.: A0044/19
Datum:|11. Januar 2019
BESCHLUSSEMPFEHLUNG - federführend
des Ausschusses für Bau (BA/018/2019)
über:

Neue Radwege

Abstimmung:|Zustimmung
Ja 8 Nein 6 Enthaltung 1
"""

NOTICE = """
DS 12/2025
**Mitteilungsvorlage**
Beratungsfolge|Sitzungstermin|Stand
Verwaltungsausschuss|18.03.2025|Mitteilung
Rat|25.03.2025|Mitteilung

**Sachstand zur Wärmeplanung**
**Inhalt der Mitteilung:**
Die Verwaltung teilt mit.
"""

CASES = [
    (
        COUNTY,
        "SV-9-0667",
        "Sitzungsvorlage",
        "Zuwanderung im Kreis: Aufstellung eines Konzeptes",
        "Kreistag",
        "2017-03-29",
    ),
    (TOWN, "0456/2010", "Beschlussvorlage", "Integrationskonzept der Stadt", "Rat der Stadt", "2010-06-24"),
    (CITY, "2424/2014-2020", "Beschlussvorlage", "Ankommen und Bleiben", "Rat der Stadt", "2015-12-10"),
    (MOTION, "A0044/20", "Antrag", "Mehr Bäume an der Hauptstraße", "Kreistag", "2020-03-12"),
    (COPY, "A0126/15", "Beschlussausfertigung", "Neue Radwege", "Stadtrat", "2016-02-25"),
    (ADVICE, "A0044/19", "Beschlussempfehlung", "Neue Radwege", "Ausschuss für Bau", "2019-01-11"),
    (NOTICE, "DS 12/2025", "Mitteilungsvorlage", "Sachstand zur Wärmeplanung", "Rat", "2025-03-25"),
]


def read(text: str) -> CouncilRecords:
    return read_council(lines_of(text), (), GIVEN)


@pytest.mark.parametrize(("text", "named", "sitting"), [(case[0], case[1:4], case[4:]) for case in CASES])
def test_a_paper_gives_one_decision(text: str, named: tuple[str, ...], sitting: tuple[str | None, ...]) -> None:
    assert kind_of(lines_of(text)) == "paper"
    records = read(text)
    (decision,) = records.decisions
    assert (decision.paper, decision.kind, decision.subject) == named
    assert (decision.body, decision.date) == sitting
    assert decision.page == 1
    assert [(p.paper, p.kind, p.subject) for p in records.papers] == [named]
    assert any(decision.quote in line.text for line in lines_of(text))


@pytest.mark.parametrize(
    ("text", "proposed", "resolution", "result"),
    [
        (COUNTY, "Der Konzeptentwurf wird beschlossen.", None, None),
        (
            TOWN,
            "1. Der Rat beschließt das Konzept für Rad- und Fußverkehr. 2. Es ist jährlich zu berichten.",
            None,
            None,
        ),
        (MOTION, "Es werden 100 Bäume gepflanzt.", None, None),
        (COPY, None, "Der Oberbürgermeister wird beauftragt, Radwege zu bauen.", None),
        (ADVICE, None, None, "Zustimmung"),
        (NOTICE, None, None, None),
    ],
)
def test_proposals_and_decided_texts_are_told_apart(
    text: str, proposed: str | None, resolution: str | None, result: str | None
) -> None:
    (decision,) = read(text).decisions
    assert (decision.proposed, decision.resolution, decision.result) == (proposed, resolution, result)


@pytest.mark.parametrize(
    "signature",
    [
        "Musterlingen, den 3. Mai 2026\nErika Muster\nOberbürgermeisterin",
        "Musterlingen, 03.05.2026\n\nMax Muster\nVorsitzender",
        "Musterlingen, , 2, 2018\nUrk Muster\nVorsitzender",
        "Bad Musterlingen,\n- 2. MRZ. 2016\nMax Muster\nStellv. Vorsitzender",
        "Musterlingen, den xx.xx.2026\nDie Bürgermeisterin",
    ],
)
def test_a_signature_is_no_part_of_what_was_decided(signature: str) -> None:
    (decision,) = read(f"{COPY}\n{signature}\n").decisions
    assert decision.resolution == "Der Oberbürgermeister wird beauftragt, Radwege zu bauen."


@pytest.mark.parametrize(
    "text",
    [
        "Die Wege führen von Altdorf nach\nMusterlingen, 5\nund weiter. Der\nBürgermeister\nberichtet.",
        "Vertreten ist die Gemeinde durch\nFrau Muster\nBürgermeisterin\nund ihre Vertretung.",
        "Es gilt der Stand\nMusterlingen, den 3. Mai 2026\nfür alle Wege.",
    ],
)
def test_places_dates_and_offices_within_a_text_are_no_signature(text: str) -> None:
    (decision,) = read(f"{COPY}\n{text}\n").decisions
    assert (decision.resolution or "").endswith(text.replace("\n", " "))


def test_a_printed_vote_is_read() -> None:
    (decision,) = read(ADVICE).decisions
    assert (decision.votes_for, decision.votes_against, decision.votes_abstain) == (8, 6, 1)
    assert decision.recommendation_only


def test_what_a_committee_recommends_is_dated_by_its_paper() -> None:
    (decision,) = read(ADVICE).decisions
    assert decision.date == "2019-01-11"
    (other,) = read(ADVICE.replace("BESCHLUSSEMPFEHLUNG - federführend", "BESCHLUSSVORLAGE")).decisions
    assert other.date is None


@pytest.mark.parametrize(
    ("told", "is_advice"),
    [
        ("Der Ausschuss für Mobilität und Stadtentwicklung beschließt, a) den Entwurf", False),
        ("Der Haupt- und Finanzausschuss beschließt die Vergabe.", False),
        ("Der Ausschuss für Bau fasst folgenden Beschluss: Es wird gebaut.", False),
        ("Der Ausschuss für Bau empfiehlt dem Rat, wie folgt zu beschließen:", True),
        ("Der Ausschuss für Bau beschließt, dem Rat die Annahme zu empfehlen.", True),
        ("Der Ausschuss für Bau beschließt folgende Empfehlung an den Rat", True),
        ("Der Rat beschließt den Plan, den der Ausschuss beschließt.", True),
        ("Die Verwaltung wird beauftragt.", True),
        (None, True),
    ],
)
def test_a_committee_may_decide_itself(told: str | None, is_advice: bool) -> None:
    assert recommends_only("Ausschuss für Bau", told) is is_advice


def test_the_course_of_consultation_is_read_row_by_row() -> None:
    rows = [(c.body, c.date, c.role) for c in read(COUNTY).consultations]
    assert rows == [
        ("Ausschuss für Arbeit, Soziales und Gesundheit", "2017-03-02", "Vorberatung"),
        ("Kreisausschuss", "2017-03-15", "Vorberatung"),
        ("Kreistag", "2017-03-29", "Entscheidung"),
    ]


def test_dates_of_meetings_are_no_dates_of_papers() -> None:
    dates = {text: read(text).papers[0].date for text in (COUNTY, TOWN, CITY, MOTION, COPY, ADVICE)}
    assert list(dates.values()) == [None, "2010-05-20", "2015-11-24", "2020-03-03", None, "2019-01-11"]


def test_the_file_number_may_be_missing() -> None:
    assert read(COUNTY).papers[0].file_number == "50.10"
    assert read(TOWN).papers[0].file_number is None


WRAPPED = """
**Beratungsfolge**
Ältestenrat||nicht öffentlich|beratend
Ausschuss für Finanzen und Liegenschaf-||nicht öffentlich|beratend
ten (Eigenbetrieb Wasser)|||(federführend)
Stadtrat||öffentlich|beschließend

Begründung:
"""


def test_rows_without_dates_are_told_apart_by_their_publicity() -> None:
    steps = read_steps(lines_of(WRAPPED), ())
    assert [(step.body, step.role) for step in steps] == [
        ("Ältestenrat", "beratend"),
        ("Ausschuss für Finanzen und Liegenschaften (Eigenbetrieb Wasser)", "beratend (federführend)"),
        ("Stadtrat", "beschließend"),
    ]
    assert (last := deciding(steps)) is not None
    assert last.body == "Stadtrat"


RESULT_COLUMN = """
Beratungsfolge|Termin|Stand|Abstimmung
Rat|24.06.2025|Beratung und Beschluss|Einstimmig bei einer Ent-
|||haltung
Verwaltungsausschuss|17.06.2025|Beratung|einstimmig mehrheitl. abgelehnt vertagt
"""


def test_a_column_of_results_is_read_but_not_the_boxes_of_an_empty_form() -> None:
    council, committee = read_steps(lines_of(RESULT_COLUMN), ())
    assert (council.role, council.result) == ("Beratung und Beschluss", "Einstimmig bei einer Enthaltung")
    assert committee.result is None


def grid_of(*rows: tuple[str, ...]) -> Grid:
    box = Box(57.0, 500.0, 500.0, 600.0)
    return Grid(2, box, tuple(tuple(Cell(box, text) for text in row) for row in rows))


HEADS = ("Gremium", "Ein-\nstimmig", "Ja", "Nein", "Ent-\nhaltung", "lt. Beschluss-\nvorschlag")


def test_the_table_of_results_is_read_where_it_is_filled() -> None:
    filled = grid_of(HEADS, ("Kreisausschuss", "", "", "", "", ""), ("Kreistag", "", "20", "3", "1", "X"))
    records = read_council(lines_of(COUNTY), (Page(2, 595.0, 842.0, grids=(filled,)),), GIVEN)
    (decision,) = records.decisions
    assert (decision.votes_for, decision.votes_against, decision.votes_abstain) == (20, 3, 1)
    assert decision.result == "lt. Beschlussvorschlag"


def test_an_empty_table_of_results_says_nothing() -> None:
    empty = grid_of(HEADS, ("Kreistag", "", "", "", "", ""), ("@GRM3@", "", "", "", "", ""))
    assert read_vote_tables((Page(2, 595.0, 842.0, grids=(empty,)),)) == ()


def test_a_paper_without_any_label_decides_nothing() -> None:
    records = read("Vorlage 2017/0815\nEin Satz.")
    assert (len(records.papers), records.decisions, records.votes) == (1, (), ())


def test_a_paper_without_number_is_an_issue() -> None:
    records = read(MOTION.replace("Antrag Nr.: A0044/20\n", ""))
    assert records.papers == ()
    assert [issue.kind for issue in records.issues] == ["paper_without_number"]
    assert records.decisions[0].paper is None


@pytest.mark.parametrize(
    "text",
    [
        "**Integrationskonzept**\nVorlage für alle Städte\nBericht 2019",
        "**Klimaschutzkonzept**\nAnlage zur Beschlussvorlage 12/2020",
        "Bericht\nder Verwaltung über viele Dinge",
        "Das Protokoll von Kyoto und seine Folgen",
        "",
    ],
)
def test_other_documents_are_none_of_the_councils(text: str) -> None:
    lines = lines_of(text)
    assert kind_of(lines) == ""
    assert read_council(lines, (), GIVEN) == CouncilRecords()


@pytest.mark.parametrize(
    ("printed", "body"),
    [
        ("über die 28. Sitzung des Rates der Stadt Neuhausen am 11.12.2017", "Rat"),
        ("1. Sitzung des Stadtteilbeirates Nordheim", "Stadtteilbeirat Nordheim"),
        ("12. Sitzung der Gemeindevertretung vom 3. Mai 2020", "Gemeindevertretung"),
        ("Sitzung des Ausschusses für Bau und Umwelt am 3. Mai 2020", "Ausschuss für Bau und Umwelt"),
        ("Die Sitzung dauerte lange", None),
    ],
)
def test_bodies_are_put_into_the_nominative(printed: str, body: str | None) -> None:
    assert body_in(printed) == body


def test_what_the_catalogue_says_goes_before_what_is_read() -> None:
    assert read_council(lines_of(TOWN), (), Given(document_id="d0", kind="concept")) == CouncilRecords()


def test_names_of_bodies() -> None:
    assert body_name("Stadtrat (SR/021/2016)") == "Stadtrat"
    assert is_body("Integrations- und Ausländerbeirat")
    assert is_body("Dienstberatung des Oberbürgermeisters")
    assert not is_body("Der Stadtrat hat beschlossen, dass gebaut wird.")
    assert [recommends_only(body) for body in ("Rat", "Rat der Stadt", "Kreistag", None)] == [False] * 4
    assert [recommends_only(body) for body in ("Integrationsrat", "Verwaltungsausschuss", "Beirat")] == [True] * 3


@pytest.mark.parametrize(
    ("printed", "kind"),
    [
        ("Beschlussentwurf:", "proposal"),
        ("Beschlussvorschlag", "proposal"),
        ("Der Rat möge beschließen:", "motion"),
        ("Problembeschreibung/Begründung:", "reason"),
        ("Abstimmungsergebnis: einstimmig", "result"),
        ("Beschluss zu der Frage folgt", None),
        ("Begründung dafür ist die Lage", None),
    ],
)
def test_labels(printed: str, kind: str | None) -> None:
    label = label_of(printed)
    assert (label.kind if label else None) == kind


@pytest.mark.parametrize(
    ("printed", "date"),
    [
        ("Montag, 11. Dezember 2017", "2017-12-11"),
        ("04.09.15", "2015-09-04"),
        ("Nr. 40.13.2020", None),
        ("1.500 Euro", None),
    ],
)
def test_dates(printed: str, date: str | None) -> None:
    assert date_in(printed) == date


def test_a_passage_finds_its_lines_again() -> None:
    text = passage(lines_of("Der Rat be-\nschließt den\nRad- und Fußweg."))
    assert text.text == "Der Rat beschließt den Rad- und Fußweg."
    assert text.line_at(text.text.index("Fußweg")).text == "Rad- und Fußweg."
    assert [line.text for line in text.lines_of(8, 14)] == ["Der Rat be-", "schließt den"]


EXAMPLE = ROOT / "schemas/catalogue/musterlingen-integration/documents/beschlussvorlage-2017-0815.pdf"
TRUTH = ROOT / "tests/musterlingen/truth/beschlussvorlage-2017-0815.json"


@pytest.mark.skipif(not (EXAMPLE.exists() and TRUTH.exists()), reason="the bundled example has not been made yet")
def test_the_bundled_paper_is_read_as_it_was_written() -> None:
    arranged = arrange(read_pages(EXAMPLE.read_bytes()))
    records = read_council(arranged.lines, arranged.pages, GIVEN)
    (truth,) = json.loads(TRUTH.read_text(encoding="utf-8"))["decisions"]
    (found,) = records.decisions
    assert (found.paper, found.kind, found.subject) == (truth["paper"], truth["kind"], truth["subject"])
    assert (found.body, found.date, found.result) == (truth["body"], truth["date"], None)
    assert (found.proposed or "").startswith(truth["proposed"][:190])
    assert [(c.body, c.date, c.role) for c in records.consultations] == [
        (step["body"], step["date"], step["role"]) for step in truth["consultations"]
    ]


@pytest.mark.skipif(not CORPUS.exists(), reason="the corpus of real documents is not on this machine")
def test_a_scan_without_text_gives_nothing() -> None:
    arranged = arrange(read_pages((CORPUS / "Beschlussempfehlung_A0126_15_FL_ff.pdf").read_bytes()))
    assert read_council(arranged.lines, arranged.pages, GIVEN) == CouncilRecords()


def test_the_word_above_a_number_is_no_part_of_it() -> None:
    """ "Beschlussvorlage" begins with "Beschluss", which is a label of numbers, too."""
    records = read("**Beschlussvorlage**\n**VO/0815/2017**\nBetreff: Radwege\nBeschlussvorschlag:\nSie werden gebaut.")
    assert [paper.paper for paper in records.papers] == ["VO/0815/2017"]
