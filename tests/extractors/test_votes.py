"""The vote grammar: lines as councils print them, and what they say."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.council.groups import is_group, is_member, spellings, usual_spelling
from extractors.council.results import decided_sentences, is_form, is_result, outcome_of, result_words
from extractors.council.votes import number_of, read_votes

GREENS = "BÜNDNIS 90/DIE GRÜNEN"

TOTALS = [
    # dafür / dagegen / Enth. with groups; a kind that is not printed is None
    (
        "dafür: 37 (OB, 15 CDU, 12 SPD, 5 BÜNDNIS 90/DIE GRÜNEN, 1 OP, 2 Soziale Gerechtigkeit, Rh. Lindlar)",
        (37, None, None),
    ),
    ("dafür: 37 (30 CDU, 7 SPD)\ndagegen: 4 (2 PRO NRW, 2 FDP)\nEnth.: 4 (BÜRGERLISTE)", (37, 4, 4)),
    (
        "dafür:           10 (4 SPD, 3 CDU, 2 BÜNDNIS 90/DIE GRÜNEN, 1 FDP)\n\nEnth.:            1 (BÜRGERLISTE)",
        (10, None, 1),
    ),
    ("dafür:           2  (2 BÜRGRLISTE)\n\ndagegen:  13  (4 CDU, 4 SPD, 5 FDP)", (2, 13, None)),
    (
        "dafür: 11 (5 CDU, 2 SPD, 1 BÜRGERLISTE, 1 OP, 1 Aufbruch Musterstadt,\n 1 FDP) dagegen: 3 (1 SPD, 2 GRÜNE)",
        (11, 3, None),
    ),
    ("Abstimmung: dafür: 10, Enth.: 1", (10, None, 1)),
    ("dafür:\n42\n(OB, 41 CDU)\nEnth.:\n4\n(BÜRGERLISTE)", (42, None, 4)),
    ("Dafür: 12; Dagegen: 0; Enthaltungen: 3", (12, 0, 3)),
    ("dafür 9 (9 CDU) dagegen 2 (2 SPD)", (9, 2, None)),
    ("Enth.: (4 BÜRGERLISTE, 1 FDP)", (None, None, None)),
    # Ja / Nein with a colon
    ("Abstimmung: Ja: 9, Nein: 0, Enthaltungen: 0, Befangen: 0", (9, 0, 0)),
    ("Abstimmung: Ja: 22, Nein: 0, Enthaltungen: 11", (22, 0, 11)),
    ("Abstimmung: Ja: 44, Nein: 2", (44, 2, None)),
    ("Abstimmung: Ja: 9, Nein: 2, Anwesend: 11", (9, 2, None)),
    ("Anwesend: 17, Ja: 15, Nein: 2", (15, 2, None)),
    ("Ja-Stimmen: 12  Nein-Stimmen: 1", (12, 1, None)),
    ("Ja-Stimmen: 12\nNein-Stimmen: 1\nStimmenthaltungen: 2", (12, 1, 2)),
    ("JA: 7 NEIN: 6 ENTHALTUNG: 0", (7, 6, 0)),
    ("Ja = 8, Nein = 1, Enth. = 2", (8, 1, 2)),
    ("Gegenstimmen: keine, Enthaltungen: 2", (None, 0, 2)),
    # words and numbers without a colon
    ("Ja 1  Nein 7  Enthaltung 1", (1, 7, 1)),
    ("Ja 6 Nein 3 Enth. 0", (6, 3, 0)),
    ("Ja Nein Enthaltung\n12 3 1", (12, 3, 1)),
    # number before the word
    ("4 Ja  /  14 Nein  /  0 Enthaltungen", (4, 14, 0)),
    ("28 Ja und 5 Nein", (28, 5, None)),
    ("Punkte 1, 2 und 5: 2 dafür - 8 dagegen", (2, 8, None)),
    ("15 Ja-Stimmen, 3 Nein-Stimmen, 2 Enthaltungen", (15, 3, 2)),
    ("mit 15 Ja- und 3 Nein-Stimmen bei 2 Stimmenthaltungen", (15, 3, 2)),
    ("15 Ja-, 3 Nein-Stimmen", (15, 3, None)),
    ("9 Stimmen dafür, 3 Stimmen dagegen, 1 Stimmenthaltung", (9, 3, 1)),
    ("17 Jastimmen / 0 Neinstimmen / 1 Enthaltung", (17, 0, 1)),
    ("Der Antrag erhält 5 Ja-Stimmen.", (5, None, None)),
    ("einstimmig (21 Ja-Stimmen)", (21, None, None)),
    ("12 Ja", (12, None, None)),
    # numbers alone
    ("mit großer Mehrheit (8 / 3 / 0) beschlossen", (8, 3, 0)),
    ("mehrheitlich abgelehnt (2/11/1)", (2, 11, 1)),
    ("Abstimmungsergebnis: 15 : 0", (15, 0, None)),
    ("Abstimmungsergebnis: 12:3:1", (12, 3, 1)),
    ("Abstimmungsergebnis (Ja/Nein/Enthaltung): 12/3/1", (12, 3, 1)),
    ("Abst.-Erg.: 9 / 2", (9, 2, None)),
    # one number against another
    ("mit 12 gegen 0 Stimmen", (12, 0, None)),
    ("mit 12 zu 3 Stimmen angenommen", (12, 3, None)),
    ("mit 14 gegen 2 Stimmen bei 3 Enthaltungen beschlossen", (14, 2, 3)),
    ("Der Antrag wird mit 12 gegen 3 Stimmen abgelehnt.", (3, 12, None)),
    ("gegen 3 Stimmen angenommen", (None, 3, None)),
    ("gegen eine Stimme beschlossen", (None, 1, None)),
    # number words, and prose
    ("einstimmig bei einer Enthaltung", (None, None, 1)),
    ("Einstimmig bei einer Enthaltung lt. Beschlussvorschlag", (None, None, 1)),
    ("einstimmig bei zwei Stimmenthaltungen", (None, None, 2)),
    ("mehrheitlich bei 2 Gegenstimmen und drei Enthaltungen", (None, 2, 3)),
    ("Bei einer Gegenstimme und ohne Enthaltungen beschlossen", (None, 1, 0)),
    ("ohne Gegenstimmen bei 4 Enthaltungen", (None, 0, 4)),
    ("keine Gegenstimmen, keine Enthaltungen", (None, 0, 0)),
    ("zwölf Ja-Stimmen, eine Nein-Stimme", (12, 1, None)),
    ("mehrheitlich gegen die Stimmen der CDU-Fraktion angenommen", (None, None, None)),
    ("einstimmig bei Enthaltung der AfD-Fraktion", (None, None, None)),
    ("bei zwei Enthaltungen der AfD", (None, None, 2)),
]


@pytest.mark.parametrize(("printed", "totals"), TOTALS)
def test_totals_are_read_as_printed(printed: str, totals: tuple[int | None, ...]) -> None:
    (vote,) = read_votes(printed)
    assert vote.totals == totals
    assert printed[vote.start : vote.end].strip()


@pytest.mark.parametrize(
    "printed",
    [
        "einstimmig",
        "- einstimmig -",
        "Abst.-Erg.: einstimmig dafür",
        "Beschluss: vertagt in Folgegremium",
        "zur Kenntnis genommen",
        "dafür: 100 Euro",
        "Dafür 3 Bäume zu pflanzen, ist zu wenig.",
        "Er ist gegen die Straße und gegen den Lärm.",
        "Beteiligung Personalrat Ja ☐ Nein ☐",
        "Der Ausschuss tagt um 18:30 Uhr.",
        "gegen die Verwaltung wurde nichts vorgebracht",
        "Ein Ja 2019 wäre früh.",
        "Kosten von 12.000 € und 3 % Zinsen",
    ],
)
def test_no_vote_is_read_where_none_is_printed(printed: str) -> None:
    assert read_votes(printed) == ()


GROUPS = [
    (
        "dafür: 7 (OB, 3 CDU, 2 BÜNDNIS 90/DIE GRÜNEN, Rh. Lindlar)",
        [("for", "OB", 1), ("for", "CDU", 3), ("for", GREENS, 2), ("for", "Rh. Lindlar", 1)],
        True,
    ),
    ("dagegen: 2 (PRO NRW)", [("against", "PRO NRW", 2)], True),
    ("Enth.: 10 (CDU)", [("abstain", "CDU", 10)], True),
    ("Enth.: 2 (SPD, BÜRGERLISTE)", [("abstain", "SPD", 1), ("abstain", "BÜRGERLISTE", 1)], True),
    ("Enth.: 3 (SPD, BÜRGERLISTE)", [("abstain", "SPD", None), ("abstain", "BÜRGERLISTE", None)], None),
    ("dafür: 3 (1 BÜRGERLISTE 1 OP, 1 FDP)", [("for", "BÜRGERLISTE", 1), ("for", "OP", 1), ("for", "FDP", 1)], True),
    ("dafür: 4 (2 BÜNDNIS 90/DIE GRÜNEN 2 Volt)", [("for", GREENS, 2), ("for", "VOLT", 2)], True),
    ("dafür: 3 (2 BÜRGER-\nLISTE, 1 FDP)", [("for", "BÜRGERLISTE", 2), ("for", "FDP", 1)], True),
    ("dafür: 2 (1 AFD, 1 pro NRW)", [("for", "AfD", 1), ("for", "PRO NRW", 1)], True),
    ("dafür: 2 (2 BÜRGRLISTE)", [("for", "BÜRGERLISTE", 2)], True),
    ("dafür: 5 (3 Bündnis 90 / Die Grünen, 2 Die Linke)", [("for", GREENS, 3), ("for", "DIE LINKE", 2)], True),
    ("dafür: 2 (1 DIE LINKE.LEV, 1 parteilos)", [("for", "DIE LINKE.LEV", 1), ("for", "parteilos", 1)], True),
    ("dagegen: 4 (3 SPD, 3 Sonstige)", [("against", "SPD", 3), ("against", "Sonstige", 3)], False),
    ("3 Nein-Stimmen (CDU 2, FDP: 1)", [("against", "CDU", 2), ("against", "FDP", 1)], True),
    ("2 Enthaltungen (Frau Berg, Herr Tal)", [("abstain", "Frau Berg", 1), ("abstain", "Herr Tal", 1)], True),
    ("bei einer Enthaltung der FDP-Fraktion", [("abstain", "FDP", 1)], True),
    ("5 Ja-Stimmen (siehe Anlage)", [], None),
    (
        "gegen die Stimmen der CDU-Fraktion und der FDP angenommen",
        [("against", "CDU", None), ("against", "FDP", None)],
        None,
    ),
    ("mit den Stimmen von SPD und GRÜNEN beschlossen", [("for", "SPD", None), ("for", GREENS, None)], None),
    (
        "Mit den Stimmen der SPD-Fraktion und der Fraktion DIE LINKE abgelehnt.",
        [("against", "SPD", None), ("against", "DIE LINKE", None)],
        None,
    ),
    (
        "Mehrheitlich gegen die CDU-Fraktion bei Enthaltung der FDP-Fraktion und Herrn Busch zugestimmt. (Abwesend: 2)",
        [("against", "CDU", None), ("abstain", "FDP", None), ("abstain", "Herrn Busch", 1)],
        None,
    ),
    (
        "mehrheitlich gegen die SPD-Fraktion und die Fraktion pro Musterstadt zurückgestellt",
        [("against", "SPD", None), ("against", "pro Musterstadt", None)],
        None,
    ),
]


@pytest.mark.parametrize(("printed", "groups", "sums_ok"), GROUPS)
def test_groups_and_members_are_counted(
    printed: str, groups: list[tuple[str, str, int | None]], sums_ok: bool | None
) -> None:
    (vote,) = read_votes(printed)
    assert [(votes.choice, votes.group, votes.count) for votes in vote.groups] == groups
    assert vote.sums_ok is sums_ok


def test_a_list_leaves_out_what_is_zero() -> None:
    (listed,) = read_votes("dafür: 10, Enth.: 1")
    (told,) = read_votes("einstimmig bei einer Enthaltung")
    assert listed.counted == (10, 0, 1)
    assert told.counted == (None, None, 1)


def test_several_votes_in_one_text_keep_their_places() -> None:
    text = "Zu 1: dafür: 20 dagegen: 3\nZu 2: dafür: 5 dagegen: 18\nZu 3: einstimmig bei 2 Enthaltungen"
    votes = read_votes(text)
    assert [vote.totals for vote in votes] == [(20, 3, None), (5, 18, None), (None, None, 2)]
    assert [text[: vote.start].count("\n") for vote in votes] == [0, 1, 2]


def test_the_printed_spelling_is_kept_beside_the_usual_one() -> None:
    (vote,) = read_votes("dafür: 2 (2 DIE LINKEN)")
    assert (vote.groups[0].group, vote.groups[0].group_printed) == ("DIE LINKE", "DIE LINKEN")


@given(pro=st.integers(0, 99), contra=st.integers(0, 99), abstain=st.integers(0, 99))
def test_any_numbers_come_back(pro: int, contra: int, abstain: int) -> None:
    for form in (
        "Ja: {}, Nein: {}, Enthaltungen: {}",
        "{} Ja / {} Nein / {} Enthaltungen",
        "dafür: {} dagegen: {} Enth.: {}",
    ):
        (vote,) = read_votes(form.format(pro, contra, abstain))
        assert vote.totals == (pro, contra, abstain)


@given(st.text(max_size=120))
def test_any_text_is_read_without_error(text: str) -> None:
    for vote in read_votes(text):
        assert 0 <= vote.start < vote.end <= len(text)


@given(st.dictionaries(st.sampled_from(["CDU", "SPD", "FDP", GREENS, "Wir für hier"]), st.integers(1, 30), min_size=1))
def test_sums_of_groups_agree_with_their_total(groups: dict[str, int]) -> None:
    listed = ", ".join(f"{count} {name}" for name, count in groups.items())
    (vote,) = read_votes(f"dafür: {sum(groups.values())} ({listed})")
    assert {votes.group: votes.count for votes in vote.groups} == groups
    assert vote.sums_ok is True


@pytest.mark.parametrize(("printed", "number"), [("12", 12), ("keine", 0), ("Einer", 1), ("zwölf", 12), ("ohne", 0)])
def test_number_words(printed: str, number: int) -> None:
    assert number_of(printed) == number


def test_the_vocabulary_gives_each_spelling_one_meaning() -> None:
    assert usual_spelling("CDU-Ratsfraktion") == "CDU"
    assert usual_spelling("Bürger für Musterstadt") == "Bürger für Musterstadt"
    assert not spellings().groups.keys() & spellings().offices.keys()
    assert is_member("OB")
    assert is_member("Rf. Albers")
    assert not is_member("Frau und Mann")
    assert is_group("Ratsgruppe Mitte")
    assert not is_group("Verwaltung")


@pytest.mark.parametrize(
    ("printed", "result"),
    [
        ("einstimmig beschlossen", True),
        ("mehrheitlich mit Änderungen beschlossen", True),
        ("- einstimmig -", True),
        ("ungeändert beschlossen", True),
        ("vertagt in Folgegremium", True),
        ("zur Kenntnis genommen", True),
        ("Annahme", True),
        ("Ja: 15, Nein: 3", True),
        ("Einstimmig bei einer Enthaltung lt. Beschlussvorschlag", True),
        ("Wie Vorlage", False),
        ("Die Verwaltung wird beauftragt, einen Plan vorzulegen.", False),
        ("einstimmig mehrheitl. abgelehnt Kenntnis vertagt", False),
        ("", False),
    ],
)
def test_results_and_headings_are_told_apart(printed: str, result: bool) -> None:
    assert is_result(printed) is result


def test_words_of_result() -> None:
    assert outcome_of("nicht angenommen") == "rejected"
    assert outcome_of("Einstimmig zugestimmt") == "accepted"
    assert outcome_of("zurückgestellt") == ""
    assert is_form("einstimmig mehrheitl. ohne BE abgelehnt")
    assert result_words("Zugestimmt. (Nicht anwesend: Herr Vogt)") == "Zugestimmt"


@pytest.mark.parametrize(
    ("sentence", "words"),
    [
        ("Der Antrag wird einstimmig angenommen.", ["einstimmig angenommen"]),
        ("Der Beirat stellt einstimmig folgenden Antrag:", ["stellt einstimmig folgenden Antrag"]),
        (
            "Der Rat beschließt mit 12 Ja-Stimmen bei 3 Enthaltungen die Satzung.",
            ["beschließt mit 12 Ja-Stimmen bei 3 Enthaltungen"],
        ),
        ("Das Protokoll vom 3. Mai 2020 wird einstimmig genehmigt.", ["einstimmig genehmigt"]),
        ("Der Ausbau wurde abgelehnt.", []),
        ("In der Ratssitzung vom 29.06.2021 wurde einstimmig beschlossen, zu bauen.", []),
        ("Der Ausschuss hat dem bereits einstimmig zugestimmt.", []),
        ("Wenn der Rat einstimmig beschlossen hätte, gäbe es den Weg.", []),
    ],
)
def test_only_sentences_of_this_meeting_decide(sentence: str, words: list[str]) -> None:
    assert [found for _, _, found in decided_sentences(sentence)] == words


def test_and_may_belong_to_the_name_of_a_group() -> None:
    [vote] = read_votes("dafür: 10 (4 CDU, 3 SPD und 3 Vertreter der Migrantinnen und Migranten)")
    assert [(group.group, group.count) for group in vote.groups] == [
        ("CDU", 4),
        ("SPD", 3),
        ("Vertreter der Migrantinnen und Migranten", 3),
    ]
