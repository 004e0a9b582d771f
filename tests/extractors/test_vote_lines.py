"""Vote lines as councils publish them, each with all it says: totals, groups, counts, and whether they add up.

The totals are for / against / abstain, `-` where nothing is printed. Groups follow by choice, as `number name`; a name
without number cast votes that nobody counted. Several votes in one text are divided by `;`.
"""

import pytest

from extractors.council.groups import GroupVotes
from extractors.council.votes import VoteCount, read_votes
from schemas.council import CHOICES

GREENS = "BÜNDNIS 90/DIE GRÜNEN"

SESSIONNET = [
    # one kind below the other, with groups; OB and single members; a lone group without number
    (
        "dafür:         37  (OB, 15 CDU, 12 SPD, 5 BÜNDNIS 90/DIE GRÜNEN, 1 OP, 2 Soziale Gerechtigkeit, Rh. Lindlar)\n"
        "dagegen:     4  (2 PRO NRW, 2 FDP)\n"
        "Enth.:           4  (BÜRGERLISTE)",
        f"37/4/4 for 1 OB, 15 CDU, 12 SPD, 5 {GREENS}, 1 OP, 2 Soziale Gerechtigkeit, 1 Rh. Lindlar "
        "against 2 PRO NRW, 2 FDP abstain 4 BÜRGERLISTE",
    ),
    (
        "dafür: 39 (OB, 14 CDU, 12 SPD, 4 BÜNDNIS 90/DIE GRÜNEN, 3 OP, 1 FDP, 2 DIE LINKE.LEV,"
        " 2 Soziale Gerechtigkeit)\ndagegen: 1 (PRO NRW)\nEnth.: 5 (4 BÜRGERLISTE, 1 FDP)",
        f"39/1/5 for 1 OB, 14 CDU, 12 SPD, 4 {GREENS}, 3 OP, 1 FDP, 2 DIE LINKE.LEV, 2 Soziale Gerechtigkeit "
        "against 1 PRO NRW abstain 4 BÜRGERLISTE, 1 FDP",
    ),
    # votes by numbered point
    (
        "2. Die Verwaltung wird beauftragt.\n"
        "dafür: 41 (OB, 15 CDU, 12 SPD, 5 BÜNDNIS 90/DIE GRÜNEN, 1 OP, 2 PRO NRW, 2 FDP, 2 Soziale Gerechtigkeit,"
        " Rh. Lindlar)\nEnth.: 4 (BÜRGERLISTE)\n"
        "3. Die Laufzeit beträgt 3 Jahre.\n"
        "dafür: 39 (OB, 15 CDU, 12 SPD, 5 BÜNDNIS 90/DIE GRÜNEN, 1 OP, 2 FDP, 2 Soziale Gerechtigkeit, Rh. Lindlar)\n"
        "dagegen: 2 (PRO NRW)\nEnth.: 4 (BÜRGERLISTE)",
        f"41/-/4 for 1 OB, 15 CDU, 12 SPD, 5 {GREENS}, 1 OP, 2 PRO NRW, 2 FDP, 2 Soziale Gerechtigkeit, 1 Rh. Lindlar "
        f"abstain 4 BÜRGERLISTE; 39/2/4 for 1 OB, 15 CDU, 12 SPD, 5 {GREENS}, 1 OP, 2 FDP, 2 Soziale Gerechtigkeit, "
        "1 Rh. Lindlar against 2 PRO NRW abstain 4 BÜRGERLISTE",
    ),
    (
        "dafür: 1 (BÜNDNIS 90/DIE GRÜNEN)\ndagegen: 9 (3 SPD, 3 CDU, 2 BÜRGERLISTE, 1 Aufbruch Leverkusen)",
        f"1/9/- for 1 {GREENS} against 3 SPD, 3 CDU, 2 BÜRGERLISTE, 1 Aufbruch Leverkusen",
    ),
    # the bracket goes on in the next line
    (
        "dafür:                11 (5 CDU, 2 SPD, 1 BÜRGERLISTE, 1 OP, 1 Aufbruch Leverkusen,\n"
        "                             1 FDP)\ndagegen:         3 (1 SPD, 2 BÜNDNIS 90/DIE GRÜNEN)\n"
        "Enth.:               1 (Soziale Gerechtigkeit)",
        f"11/3/1 for 5 CDU, 2 SPD, 1 BÜRGERLISTE, 1 OP, 1 Aufbruch Leverkusen, 1 FDP against 1 SPD, 2 {GREENS} "
        "abstain 1 Soziale Gerechtigkeit",
    ),
    (
        "dafür: 18 (5 CDU, 5 SPD, 3 BÜNDNIS 90/DIE GRÜNEN, 1 OP, 1 AfD, 1 FDP,\n1 DIE LINKE, 1 Aufbruch Leverkusen)\n"
        "Enth.: 1 (BÜRGERLISTE)",
        f"18/-/1 for 5 CDU, 5 SPD, 3 {GREENS}, 1 OP, 1 AfD, 1 FDP, 1 DIE LINKE, 1 Aufbruch Leverkusen "
        "abstain 1 BÜRGERLISTE",
    ),
    (
        "dafür: 12 (5 CDU , 3 BÜNDNIS 90/DIE GRÜNEN, 1 OP, 1 AfD, 1 FDP,\n1 Aufbruch Leverkusen)\n"
        "dagegen: 7 (5 SPD, 1 BÜRGERLISTE, 1 DIE LINKE)",
        f"12/7/- for 5 CDU, 3 {GREENS}, 1 OP, 1 AfD, 1 FDP, 1 Aufbruch Leverkusen "
        "against 5 SPD, 1 BÜRGERLISTE, 1 DIE LINKE",
    ),
    # spellings of a group: AFD, pro NRW, BÜRGRLISTE, DIE LINKE.LEV
    (
        "dafür: 5 (2 CDU, 1 SPD, 2 BÜNDNIS 90/DIE GRÜNEN)\ndagegen: 2 (1 FDP, 1 AFD)\n"
        "Enth.: 3 (1 CDU, 1 SPD, 1 BÜRGERLISTE)",
        f"5/2/3 for 2 CDU, 1 SPD, 2 {GREENS} against 1 FDP, 1 AfD abstain 1 CDU, 1 SPD, 1 BÜRGERLISTE",
    ),
    (
        "dafür: 60 (OB, 20 CDU, 15 SPD, 7 BÜNDNIS 90/DIE GRÜNEN, 7 BÜRGERLISTE, 5 FDP, 2 Freie Wähler, 2 OP,"
        " 1 DIE LINKE)\ndagegen: 2 (pro NRW)",
        f"60/2/- for 1 OB, 20 CDU, 15 SPD, 7 {GREENS}, 7 BÜRGERLISTE, 5 FDP, 2 FREIE WÄHLER, 2 OP, 1 DIE LINKE "
        "against 2 PRO NRW",
    ),
    (
        "dafür: 2 (2 BÜRGRLISTE)\ndagegen: 13 (4 CDU, 4 SPD, 2 BÜNDNIS 90/DIE GRÜNEN, 1 FDP, 1 Die Unabhängigen, 1 OP)",
        f"2/13/- for 2 BÜRGERLISTE against 4 CDU, 4 SPD, 2 {GREENS}, 1 FDP, 1 Die Unabhängigen, 1 OP",
    ),
    (
        "dafür: 3 (2 BÜNDNIS90/DIE GRÜNEN, 1 Die Linke.)\ndagegen: 2 (1 Afd, 1 F.D.P.)",
        f"3/2/- for 2 {GREENS}, 1 DIE LINKE against 1 AfD, 1 FDP",
    ),
    (
        "dafür: 1 (BÜRGERLISTE)\ndagegen: 10 (3 CDU, 3 SPD, 1 BÜNDNIS 90/DIE GRÜNEN, 1 FDP, 1 Freie Wähler OWG-UWG,"
        " 1 OP)\nEnth.: 1 (pro NRW)",
        f"1/10/1 for 1 BÜRGERLISTE against 3 CDU, 3 SPD, 1 {GREENS}, 1 FDP, 1 Freie Wähler OWG-UWG, 1 OP "
        "abstain 1 PRO NRW",
    ),
    # a remark behind the vote
    (
        "dafür: 5 (3 BÜRGERLISTE, 2 Aufbruch Leverkusen)\n"
        "dagegen: 36 (OB, 13 CDU, 10 SPD, 5 BÜNDNIS 90/DIE GRÜNEN, 2 OP, 2 FDP, 1 DIE LINKE.LEV,"
        " 2 Soziale Gerechtigkeit)\nDamit ist der Antrag abgelehnt.",
        f"5/36/- for 3 BÜRGERLISTE, 2 Aufbruch Leverkusen against 1 OB, 13 CDU, 10 SPD, 5 {GREENS}, 2 OP, 2 FDP, "
        "1 DIE LINKE.LEV, 2 Soziale Gerechtigkeit",
    ),
    (
        "dafür: 7 (4 CDU, 3 SPD)\ndagegen: 4 (1 OP, 1 BÜNDNIS 90/DIE GRÜNEN, 1 Aufbruch Leverkusen, 1 BÜRGERLISTE)\n"
        "Enth.: 1 (DIE LINKE.LEV)\n"
        "Rh. Berg (OP) hat gem. § 31 GO NRW an der Beratung und der Abstimmung nicht teilgenommen.",
        f"7/4/1 for 4 CDU, 3 SPD against 1 OP, 1 {GREENS}, 1 Aufbruch Leverkusen, 1 BÜRGERLISTE "
        "abstain 1 DIE LINKE.LEV",
    ),
    (
        "dafür: 6 (1 CDU, 3 SPD, 1 DIE LINKE.LEV, 1 BÜRGERLISTE)\n"
        "dagegen: 5 (3 CDU, 1 BÜNDNIS 90/DIE GRÜNEN, 1 Aufbruch Leverkusen)\nEnth.: 2 (OP)",
        f"6/5/2 for 1 CDU, 3 SPD, 1 DIE LINKE.LEV, 1 BÜRGERLISTE against 3 CDU, 1 {GREENS}, 1 Aufbruch Leverkusen "
        "abstain 2 OP",
    ),
    # members without a group
    (
        "Beschluss: vertagt in Folgegremium\nDarüber lässt der Vorsitzende, Rh. Busch (SPD), abstimmen.\n"
        "dafür: 17 (5 CDU, 4 SPD, 3 BÜNDNIS 90/DIE GRÜNEN, 1 BÜRGERLISTE, 1 OP, 1 AfD, 1 Klimaliste Leverkusen,"
        " 1 parteilos)\nEnth.: 1 (FDP)",
        f"17/-/1 for 5 CDU, 4 SPD, 3 {GREENS}, 1 BÜRGERLISTE, 1 OP, 1 AfD, 1 Klimaliste Leverkusen, 1 parteilos "
        "abstain 1 FDP",
    ),
    (
        "dafür: 15 (4 CDU, 4 SPD, 3 BÜNDNIS 90/DIE GRÜNEN, 1 BÜRGERLISTE, 1 OP, 1 FDP, 1 parteilos)\n"
        "dagegen: 2 (1 CDU, 1 Klimaliste Leverkusen)",
        f"15/2/- for 4 CDU, 4 SPD, 3 {GREENS}, 1 BÜRGERLISTE, 1 OP, 1 FDP, 1 parteilos "
        "against 1 CDU, 1 Klimaliste Leverkusen",
    ),
    (
        "dafür: 17 (5 CDU, 5 SPD, 3 BÜNDNIS 90/DIE GRÜNEN, 1 BÜRGERLISTE, 1 OP, 1 AfD, 1 Einzelvertreterin)\n"
        "Enth.: 2 (1 FDP, 1 Klimaliste Leverkusen)",
        f"17/-/2 for 5 CDU, 5 SPD, 3 {GREENS}, 1 BÜRGERLISTE, 1 OP, 1 AfD, 1 Einzelvertreterin "
        "abstain 1 FDP, 1 Klimaliste Leverkusen",
    ),
    (
        "dafür:                 50       (OB, 21 CDU, 13 SPD, 7 BÜNDNIS 90/DIE GRÜNEN, 5 FDP, 3 Freie Wähler)\n"
        "dagegen:          15       (7 BÜRGERLISTE, 3 pro NRW, 3 OP, 1 DIE LINKE, 1 Rh. Lindlar)\n"
        "Enthaltungen:     1       (CDU)",
        f"50/15/1 for 1 OB, 21 CDU, 13 SPD, 7 {GREENS}, 5 FDP, 3 FREIE WÄHLER "
        "against 7 BÜRGERLISTE, 3 PRO NRW, 3 OP, 1 DIE LINKE, 1 Rh. Lindlar abstain 1 CDU",
    ),
    (
        "dafür: 1 (BÜRGERLISTE)\ndagegen: 11 (6 CDU, 2 SPD, 2 BÜNDNIS 90/DIE GRÜNEN, 1 FDP)\nEnth.: 1 (Herr Linde)",
        f"1/11/1 for 1 BÜRGERLISTE against 6 CDU, 2 SPD, 2 {GREENS}, 1 FDP abstain 1 Herr Linde",
    ),
    (
        "dafür: 2 (1 FDP, 1 BÜRGERLISTE)\ndagegen: 10 (3 CDU, 2 SPD, 1 BÜNDNIS 90/DIE GRÜNEN, 1 OP, 3 Sonstige)\n"
        "Enth.: 1 (Sonstiger)",
        f"2/10/1 for 1 FDP, 1 BÜRGERLISTE against 3 CDU, 2 SPD, 1 {GREENS}, 1 OP, 3 Sonstige abstain 1 Sonstige",
    ),
    # a vote on removing the item from the agenda
    (
        "dafür: 35 (OB, 14 CDU, 10 SPD, 4 BÜNDNIS 90/DIE GRÜNEN, 3 OP, 2 FDP, 1 Soziale Gerechtigkeit)\n"
        "dagegen: 8 (4 BÜRGERLISTE, 2 Aufbruch Leverkusen, 2 DIE LINKE.LEV)",
        f"35/8/- for 1 OB, 14 CDU, 10 SPD, 4 {GREENS}, 3 OP, 2 FDP, 1 Soziale Gerechtigkeit "
        "against 4 BÜRGERLISTE, 2 Aufbruch Leverkusen, 2 DIE LINKE.LEV",
    ),
    # two votes: points 1 to 4, then a new point 5
    (
        "dafür: 44 (OB, 15 CDU, 11 SPD, 5 BÜNDNIS 90/DIE GRÜNEN, 4 BÜRGERLISTE, 3 OP, 2 FDP, 2 DIE LINKE,"
        " 1 Soziale Gerechtigkeit)\ndagegen: 2 (PRO NRW)\n"
        "Es wird ein neuer Beschlusspunkt 5 formuliert.\nBeschluss:\n5. Der Rat unterstützt die Verhandlungen.\n"
        "dafür: 40 (OB, 15 CDU, 11 SPD, 5 BÜNDNIS 90/DIE GRÜNEN, 3 OP, 2 FDP, 2 DIE LINKE, 1 Soziale Gerechtigkeit)\n"
        "dagegen: 2 (PRO NRW)\nEnth.: 4 (BÜRGERLISTE)",
        f"44/2/- for 1 OB, 15 CDU, 11 SPD, 5 {GREENS}, 4 BÜRGERLISTE, 3 OP, 2 FDP, 2 DIE LINKE, "
        f"1 Soziale Gerechtigkeit against 2 PRO NRW; 40/2/4 for 1 OB, 15 CDU, 11 SPD, 5 {GREENS}, 3 OP, 2 FDP, "
        "2 DIE LINKE, 1 Soziale Gerechtigkeit against 2 PRO NRW abstain 4 BÜRGERLISTE",
    ),
    (
        "Wie Antrag Nr. 2015/0636\ndafür: 2 (PRO NRW)\n"
        "dagegen: 48 (OB, 16 CDU, 12 SPD, 6 BÜNDNIS 90/DIE GRÜNEN, 4 BÜRGERLISTE, 3 OP, 2 FDP, 2 DIE LINKE,"
        " 2 Soziale Gerechtigkeit)",
        f"2/48/- for 2 PRO NRW against 1 OB, 16 CDU, 12 SPD, 6 {GREENS}, 4 BÜRGERLISTE, 3 OP, 2 FDP, 2 DIE LINKE, "
        "2 Soziale Gerechtigkeit",
    ),
    (
        "dafür: 21 (OB, 8 SPD, 5 BÜNDNIS 90/DIE GRÜNEN, 3 BÜRGERLISTE, 2 DIE LINKE.LEV, 2 Soziale Gerechtigkeit)\n"
        "dagegen: 7 (5 CDU, 2 Aufbruch Leverkusen)\nEnth.: 10 (CDU)",
        f"21/7/10 for 1 OB, 8 SPD, 5 {GREENS}, 3 BÜRGERLISTE, 2 DIE LINKE.LEV, 2 Soziale Gerechtigkeit "
        "against 5 CDU, 2 Aufbruch Leverkusen abstain 10 CDU",
    ),
    (
        "dafür: 6 (2 BÜRGERLISTE, 2 AfD, 1 Klimaliste Leverkusen, 1 Aufbruch Leverkusen)\n"
        "dagegen: 38 (OB, 13 CDU, 11 SPD, 7 BÜNDNIS 90/DIE GRÜNEN, 2 OP, 2 FDP, 1 DIE LINKE, 1 parteilos)",
        "6/38/- for 2 BÜRGERLISTE, 2 AfD, 1 Klimaliste Leverkusen, 1 Aufbruch Leverkusen "
        f"against 1 OB, 13 CDU, 11 SPD, 7 {GREENS}, 2 OP, 2 FDP, 1 DIE LINKE, 1 parteilos",
    ),
    (
        "dafür: 12 (5 SPD, 3 BÜNDNIS 90/DIE GRÜNEN, 1 BÜRGERLISTE, 1 OP, 1 DIE LINKE, 1 Klimaliste Leverkusen)\n"
        "dagegen: 2 (1 AFD, 1 FDP)\nEnth.: 5 (5 CDU)\nDer Antrag ist mehrheitlich angenommen.",
        f"12/2/5 for 5 SPD, 3 {GREENS}, 1 BÜRGERLISTE, 1 OP, 1 DIE LINKE, 1 Klimaliste Leverkusen "
        "against 1 AfD, 1 FDP abstain 5 CDU",
    ),
    # the structured line and the lines of the text
    ("Abstimmung: dafür: 10, Enth.: 1", "10/-/1"),
    (
        "dafür: 10 (4 SPD, 3 CDU, 2 BÜNDNIS 90/DIE GRÜNEN, 1 FDP)\nEnth.: 1 (BÜRGERLISTE)",
        f"10/-/1 for 4 SPD, 3 CDU, 2 {GREENS}, 1 FDP abstain 1 BÜRGERLISTE",
    ),
    (
        "dafür: 3 (1 OP, 1 DIE LINKE, 1 BÜRGERLISTE)\ndagegen: 8 (3 SPD, 2 CDU, 2 BÜNDNIS 90/DIE GRÜNEN, 1 AfD)",
        f"3/8/- for 1 OP, 1 DIE LINKE, 1 BÜRGERLISTE against 3 SPD, 2 CDU, 2 {GREENS}, 1 AfD",
    ),
    # a comma missing, and one too many
    (
        "dafür: 6 (5 CDU, 1 AfD)\ndagegen: 11 (4 SPD, 3 BÜNDNIS 90/DIE GRÜNEN, 1 BÜRGERLISTE 1 OP, 1 FDP, 1 DIE LINKE)",
        f"6/11/- for 5 CDU, 1 AfD against 4 SPD, 3 {GREENS}, 1 BÜRGERLISTE, 1 OP, 1 FDP, 1 DIE LINKE",
    ),
    (
        "dafür: 3 (1 BÜRGERLISTE, 1 Klimaliste Leverkusen, 1 Parteilos)\n"
        "dagegen: 15 (5 CDU, 5 SPD, 3 BÜNDNIS 90/DIE GRÜNEN, 1 AfD, 1 FDP,)\nEnth.: 1 (OP)",
        "3/15/1 for 1 BÜRGERLISTE, 1 Klimaliste Leverkusen, 1 parteilos "
        f"against 5 CDU, 5 SPD, 3 {GREENS}, 1 AfD, 1 FDP abstain 1 OP",
    ),
    (
        "dafür: 8 (1 CDU, 3 BÜRGERLISTE, 2 OP, 2 Aufbruch Leverkusen)\n"
        "dagegen: 33 (OB, 13 CDU, 9 SPD, 5 BÜNDNIS 90/DIE GRÜNEN, 2 FDP, 1 DIE LINKE.LEV, 2 Soziale Gerechtigkeit)",
        "8/33/- for 1 CDU, 3 BÜRGERLISTE, 2 OP, 2 Aufbruch Leverkusen "
        f"against 1 OB, 13 CDU, 9 SPD, 5 {GREENS}, 2 FDP, 1 DIE LINKE.LEV, 2 Soziale Gerechtigkeit",
    ),
    (
        "dafür: 5 (3 BÜNDNIS 90/DIE GRÜNEN, 1 FDP, 1 Klimaliste Leverkusen)\n"
        "dagegen: 13 (5 CDU, 5 SPD, 1 BÜRGERLISTE, 1 OP, 1 AfD)\nEnth.: 1 (DIE LINKE)\nDer Antrag ist abgelehnt.",
        f"5/13/1 for 3 {GREENS}, 1 FDP, 1 Klimaliste Leverkusen against 5 CDU, 5 SPD, 1 BÜRGERLISTE, 1 OP, 1 AfD "
        "abstain 1 DIE LINKE",
    ),
    # the same group on several sides
    (
        "dafür:           2  (1 DIE LINKE, 1 Klimaliste Leverkusen)\n"
        "dagegen:  34  (OB, 12 CDU, 12 SPD, 1 BÜNDNIS 90/DIE GRÜNEN, 3 OP, 1 AfD, 3 FDP, 1 DIE LINKE)\n"
        "Enth.:           7  (BÜNDNIS 90/DIE GRÜNEN)",
        "2/34/7 for 1 DIE LINKE, 1 Klimaliste Leverkusen "
        f"against 1 OB, 12 CDU, 12 SPD, 1 {GREENS}, 3 OP, 1 AfD, 3 FDP, 1 DIE LINKE abstain 7 {GREENS}",
    ),
    # the number stands apart from its word
    ("dafür:\n42\n(OB, 41 CDU)\ndagegen:\n3\n(PRO NRW)", "42/3/- for 1 OB, 41 CDU against 3 PRO NRW"),
    # no numbers
    ("- einstimmig -", ""),
    ("Beschluss: vertagt in Folgegremium", ""),
    ("Der Rat der Stadt nimmt die Information zu den finanziellen Auswirkungen zur Kenntnis.", ""),
    ("Rh. Busch (BÜRGERLISTE) erklärt, dass die Fraktion BÜRGERLISTE die Inhalte dieser Vorlage ablehnt.", ""),
]

OTHERS = [
    ("Abstimmung: Ja: 9, Nein: 0, Enthaltungen: 0, Befangen: 0", "9/0/0"),
    ("Abstimmung: Ja: 22, Nein: 0, Enthaltungen: 11", "22/0/11"),
    ("Der Satz auf Seite 15 wird mit 28 Ja und 5 Nein gestrichen.", "28/5/-"),
    ("Abstimmung: Ja: 15, Nein: 0, Enthaltungen: 0", "15/0/0"),
    ("Beschluss: Einstimmig zugestimmt", ""),
    (
        "Abstimmungsergebnis: Mehrheitlich gegen die CDU-Fraktion bei Enthaltung der FDP-Fraktion und Herrn Busch"
        " zugestimmt. (Nicht anwesend: Herr Vogt)",
        "-/-/- against CDU abstain FDP, 1 Herrn Busch",
    ),
    (
        "Mit den Stimmen der SPD-Fraktion und der Fraktion Bündnis 90/Die Grünen abgelehnt.",
        f"-/-/- against SPD, {GREENS}",
    ),
    (
        "Die Beschlussfassung wurde mehrheitlich gegen die CDU-Fraktion und die Fraktion pro Köln zurückgestellt.",
        "-/-/- against CDU, pro Köln",
    ),
    ("Abstimmung: Ja: 44, Nein: 2", "44/2/-"),
    ("Abstimmung: Ja: 9, Nein: 2, Anwesend: 11", "9/2/-"),
    ("Abstimmung: Ja: 10, Nein: 25, Anwesend: 35", "10/25/-"),
    ("Abstimmung: Ja: 1, Nein: 11", "1/11/-"),
    ("Abstimmung: Ja: 17, Nein: 43", "17/43/-"),
    ("Mehrheitlich beschlossen\nAbstimmung: Ja: 6, Nein: 3, Enthaltungen: 0", "6/3/0"),
    ("Mehrheitlich abgelehnt\nJa 1  Nein 7  Enthaltung 1", "1/7/1"),
    ("mehrheitlich abgelehnt\n4 Ja  /  14 Nein  /  0 Enthaltungen", "4/14/0"),
    ("mit großer Mehrheit (8 / 3 / 0) beschlossen", "8/3/0"),
    ("Beschlussart: unverändert beschlossen", ""),
    ("Handlungsfeld 1 Punkte 1,2 und 5: 2 dafür - 8 dagegen", "2/8/-"),
    ("Der von der Verwaltung vorgeschlagene Beschlussvorschlag wird geändert.", ""),
    # further minutes
    (
        "Mehrheitlich zugestimmt.\n10 Ja-Stimmen (5 CDU, 4 SPD, 1 FDP)\n"
        "8 Nein-Stimmen (2 CDU, 4 Grüne, 1 Die Linke, 1 Einzelmandatsträger)\nNicht anwesend: Herr Vogt",
        f"10/8/- for 5 CDU, 4 SPD, 1 FDP against 2 CDU, 4 {GREENS}, 1 DIE LINKE, 1 Einzelmandatsträger",
    ),
    (
        "Mehrheitlich mit den Stimmen der Fraktionen SPD, CDU, Bündnis 90/Die Grünen, Die Linke., FDP, der Gruppe GUT"
        " sowie von RM Berg und RM Tal (Freie Wähler Köln) bei Stimmenthaltung der AfD-Fraktion. zugestimmt.",
        f"-/-/- for SPD, CDU, {GREENS}, DIE LINKE, FDP, Gruppe GUT, 1 RM Berg, 1 RM Tal abstain AfD",
    ),
    ("Mehrheitlich mit 17 Stimmen zugestimmt, bei einer Enthaltung und neun Gegenstimmen.", "17/9/1"),
    ("Einstimmig bei Stimmenthaltung der Fraktion pro Köln zugestimmt.", "-/-/- abstain pro Köln"),
    ("Ja-Stimmen: 14 Nein-Stimmen: 4 Enthaltungen: 2\nBefangen: 1", "14/4/2"),
    ("einstimmig bei einer Enthaltung", "-/-/1"),
    ("Einstimmig, bei Enthaltung der Fraktion BÜRGERLISTE.", "-/-/- abstain BÜRGERLISTE"),
    ("mehrheitlich gegen die Stimmen der SPD und der AfD beschlossen", "-/-/- against SPD, AfD"),
    ("mehrheitlich gegen 3 Stimmen der CDU-Fraktion bei 2 Enthaltungen angenommen", "-/3/2 against 3 CDU"),
    ("gegen die Stimme von Herrn Busch beschlossen", "-/-/- against 1 Herrn Busch"),
    ("mit 25 Ja-Stimmen gegen 9 Nein-Stimmen bei 4 Enthaltungen angenommen", "25/9/4"),
    ("Abstimmungsergebnis: 17 Ja-Stimmen, 0 Gegenstimmen, 2 Enthaltungen", "17/0/2"),
    ("Ja 12 (CDU 7, SPD 5) Nein 3 (GRÜNE 2, FDP 1)", f"12/3/- for 7 CDU, 5 SPD against 2 {GREENS}, 1 FDP"),
    ("Abstimmungsergebnis: Ja 34 / Nein 0 / Enthaltung 0", "34/0/0"),
    ("Dafür: 11 Dagegen: 2 Enthaltungen: keine", "11/2/0"),
    ("Abstimmungsergebnis: 6:0:0 (J:N:E)", "6/0/0"),
    ("Ja: 15; Nein: 3; Enthaltung: 1; ungültig: 0", "15/3/1"),
    ("Anwesend: 21 Für den Beschluss: 18 Gegen den Beschluss: 3", "18/3/-"),
    ("anwesend 21, dafür 18, dagegen 3", "18/3/-"),
    ("Der Antrag wird bei Stimmengleichheit (9 Ja, 9 Nein) abgelehnt.", "9/9/-"),
    ("Ja-Stimmen: 15, Nein-Stimmen: -, Enthaltungen: 1", "15/0/1"),
    ("Ja: 12 Nein: ./. Enthaltungen: ./.", "12/0/0"),
    ("Ja - 12, Nein - 3", "12/3/-"),
    ("Zustimmung: 12, Ablehnung: 3, Enthaltung: 1", "12/3/1"),
    ("Abstimmung: Für: 12, Gegen: 3", "12/3/-"),
    ("Anzahl der Ja-Stimmen: 12, Anzahl der Nein-Stimmen: 3", "12/3/-"),
    ("Abstimmungsergebnis: (21:0)", "21/0/-"),
    ("einstimmig mit 15 Stimmen", "15/-/-"),
    ("mit 13 Stimmen abgelehnt", "-/13/-"),
    ("bei vierzehn Ja-Stimmen und dreizehn Nein-Stimmen", "14/13/-"),
    ("Ja: CDU, SPD; Nein: AfD; Enthaltung: FDP", "-/-/- for CDU, SPD against AfD abstain FDP"),
    (
        "Zustimmung: CDU (15), SPD (10), Ablehnung: AfD (3), Enthaltung: FDP (2)",
        "-/-/- for 15 CDU, 10 SPD against 3 AfD abstain 2 FDP",
    ),
    ("mehrheitlich bei Gegenstimmen der AfD und Enthaltung der FDP", "-/-/- against AfD abstain FDP"),
    ("bei Gegenstimmen von AfD (3) und Enthaltungen von FDP (2)", "-/-/- against 3 AfD abstain 2 FDP"),
    ("einstimmig bei Enthaltung AfD", "-/-/- abstain AfD"),
    (
        "mit den Stimmen der CDU gegen die Stimmen der SPD bei Enthaltung der FDP angenommen",
        "-/-/- for CDU against SPD abstain FDP",
    ),
    ("Ja-Stimmen: 12 (CDU, SPD), Nein-Stimmen: 3 (FDP)", "12/3/- for CDU, SPD against 3 FDP"),
    (
        "Abgegebene Stimmen: 14\nDavon gültige:              14\n"
        "für den Antrag:        5\ngegen den Antrag:  8\nEnth.:                      1",
        "5/8/1",
    ),
    ("Mehrheitlich zugestimmt, gegen SPD und FDP.", "-/-/- against SPD, FDP"),
    ("einstimmig bei einer Enthaltung aus der Fraktion GRÜNE", f"-/-/1 abstain 1 {GREENS}"),
    ("Abstimmung: 5 dafür 0 dagegen 0 Enthaltungen", "5/0/0"),
    # brackets as they should not be
    ("dagegen: 4 (2 PRO NRW, 2 FDP", "-/4/- against 2 PRO NRW, 2 FDP"),
    ("dafür: 3 (1 CDU; 1 SPD / 1 FDP)", "3/-/- for 1 CDU, 1 SPD, 1 FDP"),
    ("dafür: 3 (CDU: 1 SPD: 1 FDP: 1)", "3/-/- for 1 CDU, 1 SPD, 1 FDP"),
    ("dafür: 15 (14 CDU + OBin)", "15/-/- for 14 CDU, 1 OB"),
    (
        "dafür: 5 (Rh. von der Heide, Rf. Dr. Berg-Tal, 3 CDU)",
        "5/-/- for 1 Rh. von der Heide, 1 Rf. Dr. Berg-Tal, 3 CDU",
    ),
    ("dafür: 4 (3 Mitglieder der CDU, 1 Mitglied der SPD)", "4/-/- for 3 CDU, 1 SPD"),
    ("dafür: 5 (3 BÜNDNIS‘90/DIE\nGRÜNEN 2 SPD)", f"5/-/- for 3 {GREENS}, 2 SPD"),
]


def _written(vote: VoteCount) -> str:
    totals = "/".join("-" if total is None else str(total) for total in vote.totals)
    sides = (_side(choice, [votes for votes in vote.groups if votes.choice == choice]) for choice in CHOICES)
    return " ".join([totals, *filter(None, sides)])


def _side(choice: str, groups: list[GroupVotes]) -> str:
    named = (votes.group if votes.count is None else f"{votes.count} {votes.group}" for votes in groups)
    return f"{choice} {', '.join(named)}" if groups else ""


@pytest.mark.parametrize(("printed", "says"), SESSIONNET + OTHERS)
def test_a_line_says_all_it_prints(printed: str, says: str) -> None:
    assert "; ".join(map(_written, read_votes(printed))) == says


@pytest.mark.parametrize("printed", [printed for printed, says in SESSIONNET if "for" in says])
def test_the_groups_of_published_votes_add_up(printed: str) -> None:
    assert [vote.sums_ok for vote in read_votes(printed)] == [True] * len(read_votes(printed))
