"""Pages of agenda items: what the body decided, and which of several votes is the official one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.council.pages import AgendaItemPage
from extractors.council.records import CouncilRecords
from extractors.council.web_pages import page_records
from schemas.council import Decision
from schemas.documents import Given

GIVEN = Given(document_id="w0", source_url="https://ris.example/to0050.asp?__ktonr=1", media_type="text/html")
SUBJECT = "Konzept für Rad- und Fußverkehr"

Row = tuple[str | None, str | None, tuple[int | None, int | None, int | None]]


def item(text: str, result: str | None = None, votes: str | None = None, **more: str | bool | None) -> AgendaItemPage:
    fields = {
        "address": "https://ris.example/to0050.asp?__ktonr=1",
        "body": "Rat der Stadt Musterlingen",
        "date": "2021-07-05",
        "agenda_number": "Ö 5",
        "subject": SUBJECT,
        "paper": "2021/0435",
        "paper_kind": "Antrag",
    } | more
    lines = tuple(line for line in text.strip("\n").split("\n") if line.strip())
    return AgendaItemPage(text=lines, result=result, votes=votes, **fields)  # type: ignore[arg-type]


def read(*pages: AgendaItemPage) -> CouncilRecords:
    return page_records(pages, GIVEN)


def row(decision: Decision) -> Row:
    return decision.subject, decision.result, (decision.votes_for, decision.votes_against, decision.votes_abstain)


NONE = (None, None, None)

CASES: dict[str, tuple[AgendaItemPage, list[Row]]] = {
    "as in the motion": (
        item(
            """
Beschluss:
Wie Antrag
dafür:           3  (2 OP, 1 Klimaliste Musterlingen)
dagegen:   36  (OB, 15 CDU, 20 SPD)
Damit ist der Antrag abgelehnt.
""",
            "mehrheitlich abgelehnt",
        ),
        [(SUBJECT, "mehrheitlich abgelehnt", (3, 36, None))],
    ),
    "the structured vote and the lines of the text are one": (
        item(
            """
Beschlussempfehlung an den Rat zu Ziffern 1. und 2.
Wie Vorlage
dafür:                10 (4 SPD, 3 CDU, 2 BÜNDNIS 90/DIE GRÜNEN, 1 FDP)
Enth.:                 1 (BÜRGERLISTE)
""",
            "mehrheitlich beschlossen",
            "dafür: 10, Enth.: 1",
        ),
        [(SUBJECT, "mehrheitlich beschlossen", (10, None, 1))],
    ),
    "a vote on removing the item is not its adoption": (
        item(
            """
Herr Bürgermeister Berg lässt über eine Absetzung des Tagesordnungspunktes und Erledigung wie im Hauptausschuss am
23.04.2020 abstimmen.
dafür:         35  (OB, 14 CDU, 20 SPD)
dagegen:     8  (4 BÜRGERLISTE, 2 Aufbruch Musterlingen, 2 DIE LINKE)
Damit ist der Tagesordnungspunkt von der Tagesordnung abgesetzt und erledigt.
""".replace("am\n23", "am 23"),
            "mehrheitlich mit Änderungen beschlossen",
        ),
        [
            (SUBJECT, "mehrheitlich mit Änderungen beschlossen", NONE),
            (
                "Absetzung des Tagesordnungspunktes und Erledigung wie im Hauptausschuss am 23.04.2020",
                "abgesetzt",
                (35, 8, None),
            ),
        ],
    ),
    "a vote on postponing the item is official where the item was postponed": (
        item(
            """
Rh. Tal (CDU) beantragt, den Antrag in den Rat zu vertagen.
Darüber lässt der Vorsitzende, Rh. Busch (SPD), abstimmen.
dafür:         17  (5 CDU, 4 SPD, 3 BÜNDNIS 90/DIE GRÜNEN, 4 OP, 1 parteilos)
Enth.:           1  (FDP)
""",
            "vertagt in Folgegremium",
        ),
        [(SUBJECT, "vertagt in Folgegremium", (17, None, 1))],
    ),
    "a vote on procedure without any result is named after what was asked": (
        item(
            """
Auf Antrag von Rh. Tal (SPD) lässt der Vorsitzende über die Vertagung der Vorlage in den Bauausschuss abstimmen:
dafür:                15 (4 CDU, 11 SPD)
dagegen:         2 (1 CDU, 1 Klimaliste Musterlingen)
"""
        ),
        [("Vertagung der Vorlage in den Bauausschuss", None, (15, 2, None))],
    ),
    "what is suggested and put to the vote": (
        item(
            """
Rf. Berg (SPD) schlägt auf Grund der Stellungnahme vor, den Antrag als erledigt zu betrachten.
Der Vorsitzende Rh. Busch (CDU) lässt darüber abstimmen:
dafür:       18 (5 CDU, 13 SPD)
Enth.:        1 (BÜRGERLISTE)
"""
        ),
        [("den Antrag als erledigt zu betrachten", None, (18, None, 1))],
    ),
    "several motions, the last is accepted": (
        item(
            """
Rf. Dr. Tal (FDP) beantragt, die Tagesordnungspunkte 66 bis 73 in die Ratssitzung am 30.08.2021 zu verschieben.
Frau Bürgermeisterin Berg lässt über den Antrag abstimmen.
dafür:         15  (7 CDU, 8 FDP)
dagegen:  29  (OB, 4 CDU, 24 SPD)
Damit ist der Antrag abgelehnt.
Rh. Busch (Klimaliste Musterlingen) beantragt, die Punkte einzeln abzustimmen.
Hierüber lässt Frau Bürgermeisterin Berg abstimmen.
dafür:           1  (Klimaliste Musterlingen)
dagegen:  39  (OB, 38 SPD)
Damit ist der Antrag abgelehnt.
Frau Bürgermeisterin Berg lässt zunächst über den Antrag Nr. 2021/0482 abstimmen.
Beschluss:
Wie Antrag
dafür:           2  (1 DIE LINKE, 1 Klimaliste Musterlingen)
dagegen:  34  (OB, 33 SPD)
Enth.:           7  (BÜNDNIS 90/DIE GRÜNEN)
Damit ist der Antrag abgelehnt.
Abschließend lässt Frau Bürgermeisterin Berg über den Antrag Nr. 2021/0435 abstimmen.
Beschluss:
Wie Antrag mit einer Begrenzung auf 50.000 €
dafür:           30  (OB, 29 SPD)
dagegen:  10  (10 CDU)
""",
            "mehrheitlich beschlossen",
        ),
        [
            (SUBJECT, "mehrheitlich beschlossen", (30, 10, None)),
            (
                "die Tagesordnungspunkte 66 bis 73 in die Ratssitzung am 30.08.2021 zu verschieben",
                "abgelehnt",
                (15, 29, None),
            ),
            ("die Punkte einzeln abzustimmen", "abgelehnt", (1, 39, None)),
            ("Antrag Nr. 2021/0482", "abgelehnt", (2, 34, 7)),
        ],
    ),
    "each point by itself": (
        item(
            """
Auf Bitte von Rh. Tal lässt Herr Berg über die einzelnen Punkte des Beschlussentwurfes getrennt abstimmen.
1.    Der Rat nimmt den Sachstand zur Kenntnis.
2.    Der Rat nimmt die Entscheidung zur Kenntnis. Die Planungen werden aufgegeben.
dafür:         41  (OB, 40 CDU)
Enth.:           4  (BÜRGERLISTE)
3.    Die Verwaltung wird beauftragt, zu verhandeln.
dafür:         39  (OB, 38 CDU)
dagegen:     2  (PRO NRW)
Enth.:           4  (BÜRGERLISTE)
""",
            "mehrheitlich beschlossen",
        ),
        [
            (SUBJECT, "mehrheitlich beschlossen", NONE),
            ("Punkt 2", None, (41, None, 4)),
            ("Punkt 3", None, (39, 2, 4)),
        ],
    ),
    "some points, then a new one": (
        item(
            """
Nach längerer Diskussion lässt Herr Berg zunächst über die Punkte 1- 4 des Beschlussentwurfes abstimmen.
Beschluss:
1.   Der Rat nimmt den Bericht zur Kenntnis.
4.   Der Rat stimmt dem Konzept zu.
dafür:         44  (OB, 43 CDU)
dagegen:     2  (PRO NRW)
Auf Vorschlag von Rh. Tal wird ein neuer Beschlusspunkt 5 formuliert, über den Herr Berg abstimmen lässt.
Beschluss:
5.   Der Rat unterstützt die Verhandlungen.
dafür:         40  (OB, 39 CDU)
dagegen:     2  (PRO NRW)
Enth.:           4  (BÜRGERLISTE)
"""
        ),
        [
            ("Punkte 1- 4 des Beschlussentwurfes", None, (44, 2, None)),
            ("neuer Beschlusspunkt 5", None, (40, 2, 4)),
        ],
    ),
    "a head that agrees with none of many votes": (
        item(
            """
Mitglied Berg beantragt für die Fraktion eine weitere Stelle:
Abstimmungsergebnis:
Mehrheitlich abgelehnt
Ja 1  Nein 7  Enthaltung 1
Vorsitzender Tal lässt über den vorliegenden Stellenplan abstimmen:
Abstimmungsergebnis:
Mehrheitlich beschlossen
Ja 6  Nein 1  Enthaltung 2
""",
            "Mehrheitlich beschlossen",
            "Ja: 6, Nein: 3, Enthaltungen: 0",
        ),
        [
            (SUBJECT, "Mehrheitlich beschlossen", (6, 3, 0)),
            ("Mitglied Berg beantragt für die Fraktion eine weitere Stelle", "Mehrheitlich abgelehnt", (1, 7, 1)),
            ("vorliegenden Stellenplan", "Mehrheitlich beschlossen", (6, 1, 2)),
        ],
    ),
    "a request to refer the paper, then the recommendation": (
        item(
            """
Die CDU-Fraktion beantragt, die Vorlage ohne Votum in den Rat zu verweisen.
Abstimmungsergebnis:
Mit den Stimmen der SPD-Fraktion und der Fraktion Bündnis 90/Die Grünen abgelehnt.
Beschluss:
Der Ausschuss empfiehlt dem Rat die Annahme des folgenden Beschlusses:
Der Rat nimmt das Papier zur Kenntnis.
Abstimmungsergebnis:
Mit den Stimmen der SPD-Fraktion gegen die Stimmen der CDU-Fraktion zugestimmt.
""",
            "geändert beschlossen",
            body="Ausschuss für Kunst und Kultur",
        ),
        [
            (SUBJECT, "geändert beschlossen", NONE),
            (
                "die Vorlage ohne Votum in den Rat zu verweisen",
                "Mit den Stimmen der SPD-Fraktion und der Fraktion Bündnis 90/Die Grünen abgelehnt",
                NONE,
            ),
        ],
    ),
    "motions under headings": (
        item(
            """
Beschlüsse:
I. Beschluss gemäß Änderungsantrag der SPD-Fraktion:
Der Rat dankt allen Beteiligten.
Abstimmungsergebnis:
Einstimmig bei Stimmenthaltung der Fraktion pro Musterlingen zugestimmt.
II. Beschluss über die so geänderte Vorlage:
Der Rat nimmt das Konzept zur Kenntnis.
Abstimmungsergebnis:
Einstimmig zugestimmt.
""",
            "geändert beschlossen",
        ),
        [
            (SUBJECT, "geändert beschlossen", NONE),
            (
                "Änderungsantrag der SPD-Fraktion",
                "Einstimmig bei Stimmenthaltung der Fraktion pro Musterlingen zugestimmt",
                NONE,
            ),
        ],
    ),
    "no text at all": (
        item("", "einstimmig beschlossen", "Ja: 15, Nein: 0, Enthaltungen: 0"),
        [(SUBJECT, "einstimmig beschlossen", (15, 0, 0))],
    ),
    "votes in prose": (
        item(
            "",
            "ungeändert beschlossen",
            "Mehrheitlich gegen die CDU-Fraktion bei Enthaltung der FDP-Fraktion und Herrn Busch zugestimmt.",
        ),
        [(SUBJECT, "ungeändert beschlossen", NONE)],
    ),
    "unanimous behind the vote's label": (
        item("", "ungeändert beschlossen", "einstimmig"),
        [(SUBJECT, "ungeändert beschlossen, einstimmig", NONE)],
    ),
    "an older page": (
        item("Beschluss:\nWie Vorlage\n- einstimmig -\nRh. Berg hat an der Abstimmung nicht teilgenommen."),
        [(SUBJECT, "einstimmig", NONE)],
    ),
    "taken note of": (
        item(
            "Der Rat der Stadt nimmt die Information zur Kenntnis.\nRh. Berg erklärt, dass die Fraktion sie ablehnt.",
        ),
        [(SUBJECT, "nimmt die Information zur Kenntnis", NONE)],
    ),
    "put off in prose": (
        item("Die Beschlussfassung wurde mehrheitlich gegen die CDU-Fraktion zurückgestellt."),
        [(SUBJECT, "mehrheitlich gegen die CDU-Fraktion zurückgestellt", NONE)],
    ),
    "the head repeated in the text": (
        item(
            "Beschluss: mehrheitlich angenommen\nAbstimmung: Ja: 44, Nein: 2\nDer Rat beschließt das Konzept.",
            "mehrheitlich angenommen",
            "Ja: 44, Nein: 2",
        ),
        [(SUBJECT, "mehrheitlich angenommen", (44, 2, None))],
    ),
    "the head in the text only": (
        item(
            "Nachtrag: 23.06.2016\nBeschluss: mehrheitlich abgelehnt\n"
            "Beschluss:\nWie Antrag\ndafür: 1 (FDP)\ndagegen: 9 (CDU)"
        ),
        [(SUBJECT, "mehrheitlich abgelehnt", (1, 9, None))],
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_what_a_page_decides(name: str) -> None:
    page, rows = CASES[name]
    assert [row(decision) for decision in read(page).decisions] == rows


@pytest.mark.parametrize("name", CASES)
def test_every_quote_is_a_line_of_the_page_and_has_no_box(name: str) -> None:
    page, _ = CASES[name]
    shown = (*page.text, page.result, page.votes, page.subject)
    records = read(page)
    assert all(decision.page == 1 and decision.quote in shown for decision in records.decisions)
    assert all(proof.edges is None and proof.quote in shown for proof in records.evidence)
    assert {proof.row_id for proof in records.evidence} == {decision.decision_id for decision in records.decisions}


def test_the_official_decision_has_the_plain_id_wherever_its_vote_stands() -> None:
    page, _ = CASES["several motions, the last is accepted"]
    assert [decision.decision_id for decision in read(page).decisions] == [
        "2021/0435:Rat:2021-07-05:Ö 5",
        "2021/0435:Rat:2021-07-05:Ö 5:2",
        "2021/0435:Rat:2021-07-05:Ö 5:3",
        "2021/0482:Rat:2021-07-05:Ö 5",
    ]


def test_the_text_decided_ends_where_the_talk_begins() -> None:
    page = item(
        """
Beschluss:
1.  Der Rat stellt fest, dass das Bürgerbegehren unzulässig ist.
2.  Der Verwaltungsakt wird erlassen.
Im Rahmen des Wortbeitrages von Rh. Berg bittet Herr Oberbürgermeister Tal, zur Sache zu sprechen.
dafür:                 50       (OB, 49 CDU)
Enthaltungen:     1       (CDU)
"""
    )
    [decision] = read(page).decisions
    assert decision.resolution == (
        "1. Der Rat stellt fest, dass das Bürgerbegehren unzulässig ist. 2. Der Verwaltungsakt wird erlassen."
    )


def test_a_text_decided_as_it_was_put_is_printed_so() -> None:
    page = item(
        """
Beschlussempfehlung an den Rat:
Wie Vorlage mit den Änderungen aus dem Antrag Nr. 2019/3265
Frau Berg bittet zu Protokoll zu nehmen: „Das Konzept kommt zu spät.“
dafür:         7  (4 CDU, 3 SPD)
""",
        "mehrheitlich beschlossen",
    )
    [decision] = read(page).decisions
    assert decision.resolution == "Wie Vorlage mit den Änderungen aus dem Antrag Nr. 2019/3265"


def test_the_groups_come_from_the_text_where_the_head_counts_only() -> None:
    page, _ = CASES["the structured vote and the lines of the text are one"]
    records = read(page)
    assert [(vote.choice, vote.group, vote.count) for vote in records.votes] == [
        ("for", "SPD", 4),
        ("for", "CDU", 3),
        ("for", "BÜNDNIS 90/DIE GRÜNEN", 2),
        ("for", "FDP", 1),
        ("abstain", "BÜRGERLISTE", 1),
    ]
    assert records.decisions[0].sums_ok is True


def test_a_committee_recommends_and_the_date_is_never_that_of_an_addendum() -> None:
    page, _ = CASES["a request to refer the paper, then the recommendation"]
    assert all(decision.recommendation_only for decision in read(page).decisions)
    [decision] = read(CASES["the head in the text only"][0]).decisions
    assert (decision.date, decision.body, decision.recommendation_only) == ("2021-07-05", "Rat", False)


CONTRADICTIONS = [
    (item("", "Annahme", "Ja: 17, Nein: 43"), "“Annahme” is printed beside 17 votes for and 43 against"),
    (item("", "mehrheitlich abgelehnt", "dafür: 12"), "“mehrheitlich abgelehnt” is printed beside 12 votes for and 0"),
    (
        item("", "einstimmig beschlossen", "Ja: 17, Nein: 3"),
        "“einstimmig beschlossen” is printed beside 3 votes against",
    ),
    (item("Beschluss:\nWie Antrag\nJa: 9, Nein: 2", "beschlossen", "Ja: 9, Nein: 1"), "9/1/0 is printed above 9/2/0"),
    (
        item("Beschluss:\nWie Antrag\nDamit ist der Antrag abgelehnt.\nJa: 2, Nein: 9", "beschlossen"),
        "“beschlossen” is printed beside 2 votes for and 9 against",
    ),
    (
        item("Beschluss:\nWie Antrag\n- mehrheitlich -\nDamit ist der Antrag abgelehnt.", "mehrheitlich beschlossen"),
        "“mehrheitlich beschlossen” is printed above “abgelehnt”",
    ),
    (CASES["a vote on removing the item is not its adoption"][0], "all votes are about something else: Absetzung"),
]


@pytest.mark.parametrize(("page", "what"), CONTRADICTIONS)
def test_a_page_that_contradicts_itself_is_an_issue(page: AgendaItemPage, what: str) -> None:
    records = read(page)
    assert records.decisions[0].result == page.result
    assert "vote_contradiction" in {issue.kind for issue in records.issues}
    assert any(what in issue.what for issue in records.issues)


def test_wrong_sums_are_an_issue() -> None:
    records = read(item("Beschluss:\nWie Antrag\ndafür: 12 (5 CDU, 6 SPD)", "einstimmig beschlossen"))
    assert records.decisions[0].sums_ok is False
    assert [issue.kind for issue in records.issues] == ["vote_sums"]


def test_nothing_of_a_page_that_is_not_public_is_published() -> None:
    page, _ = CASES["as in the motion"]
    records = read(item("\n".join(page.text), page.result, is_public=False))
    assert (records.decisions, records.votes, records.evidence) == ((), (), ())
    assert [issue.kind for issue in records.issues] == ["not_public"]
    assert SUBJECT not in records.issues[0].what


def test_an_item_without_a_decision_is_an_issue() -> None:
    records = read(item("Es liegen keine Anfragen vor.", subject="Anfragen", paper=None))
    assert not records.decisions
    assert [issue.kind for issue in records.issues] == ["item_without_decision"]


@given(st.lists(st.text(max_size=60), max_size=12), st.text(max_size=30), st.text(max_size=30))
def test_any_page_is_read_without_error(text: list[str], result: str, votes: str) -> None:
    records = read(item("\n".join(text), result or None, votes or None))
    ids = [decision.decision_id for decision in records.decisions]
    assert len(set(ids)) == len(ids)
    assert {vote.decision_id for vote in records.votes} <= set(ids)
