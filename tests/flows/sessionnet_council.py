"""What the council of Musterlingen consulted on: papers, agenda items, meetings, files. Every word is made up."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Step:
    """A consultation of a paper."""

    body: str
    date: str
    ksinr: str
    ktonr: str
    top: str
    role: str
    result: str = ""
    votes: str = ""
    is_public: bool = True

    @property
    def has_item_page(self) -> bool:
        return MEETINGS[self.ksinr].has_item_pages


@dataclass(frozen=True)
class Paper:
    kvonr: str
    number: str
    subject: tuple[str, ...]
    kind: str = "Beschlussvorlage"
    file_number: str = ""
    text: str = ""
    files: tuple[tuple[str, str], ...] = ()
    """Id and name on the page."""

    steps: tuple[Step, ...] = ()
    status: str = ""
    has_head: bool = True
    """False: the page comes without its block of labels."""

    needs_login: bool = False


@dataclass(frozen=True)
class Item:
    ktonr: str
    ksinr: str
    top: str
    subject: str
    kvonr: str = ""
    result: str = ""
    votes: str = ""
    addendum: str = ""
    text: str = ""
    files: tuple[tuple[str, str], ...] = ()
    is_public: bool = True


@dataclass(frozen=True)
class Meeting:
    ksinr: str
    body: str
    date: str
    time: str = "17:00"
    files: tuple[tuple[str, str], ...] = ()
    has_item_pages: bool = True
    """False: newer layouts show this one as cards that fetch their details."""

    @property
    def day(self) -> int:
        return int(self.date[:2])


def word(*paragraphs: str) -> str:
    """Text as a word processor leaves it in the page: paragraphs of its own, wide blanks, empty lines of one blank."""
    inside = "\n\n".join(
        f"<p class=MsoNormal style='text-align:justify'><span>{each}<o:p></o:p></span></p>" for each in paragraphs
    )
    return f"<div class=WordSection1>\n{inside}\n</div>"


def wide(label: str, number: str, rest: str) -> str:
    return f"{label}:<span style='mso-tab-count:1'>{WIDE}</span>{number}&nbsp; ({rest})"


EMPTY, WIDE = "&nbsp;", 9 * "&nbsp;" + " "

CONCEPT_TEXT = word(
    "<b>Beschlussentwurf:</b>",
    EMPTY,
    "1.&nbsp;&nbsp;&nbsp; Der Rat beschließt das in der Anlage beigefügte Integrationskonzept als Richtschnur.",
    "2.&nbsp;&nbsp;&nbsp; Über die Umsetzung wird alle zwei Jahre berichtet.",
    EMPTY,
    "gezeichnet:",
    f"In Vertretung{WIDE}In Vertretung",
    f"Amsel{WIDE}Drossel{WIDE}Fink",
    EMPTY,
    "<b>Begründung:</b>",
    "Das Konzept von 2009 ist überholt. Kosten der ersten Maßnahmen:<br>",
    "<table><tr><td>Willkommensmappe</td><td>10.000 €</td></tr>"
    "<tr><td>Übersetzungen</td><td>20.000 €</td></tr></table>",
)

RAT_TEXT = word(
    "Rh. Star (OP) bittet um Aufnahme eines jährlichen Berichts.",
    EMPTY,
    "<b>Beschluss:</b>",
    EMPTY,
    "Wie Vorlage mit den Änderungen aus dem Antrag Nr. 2017/0333",
    EMPTY,
    wide(
        "dafür",
        "37",
        f"OB, 15 CDU, 12 SPD, 5 BÜNDNIS 90/DIE GRÜNEN, 1 OP,<br>{WIDE}2 Soziale Gerechtigkeit, Rh. Star",
    ),
    wide("dagegen", "4", "2 FDP, 2 Heimatliste"),
    wide("Enth.", "4", "BÜRGERLISTE"),
    EMPTY,
    "Damit ist der Antrag Nr. 2017/0333 erledigt.",
)

BOARD_TEXT = word(
    "<b>Beschlussempfehlung an den Rat:</b>",
    EMPTY,
    "Wie Vorlage",
    wide("dafür", "10", "4 CDU, 3 SPD, 3 Vertreter der Migrantinnen und Migranten"),
    wide("Enth.", "1", "BÜRGERLISTE"),
)

PAPERS = {
    each.kvonr: each
    for each in (
        Paper(
            "4711",
            "2017/0310",
            ("Integrationskonzept „Gemeinsam in Muster-", "lingen“", "- Fortschreibung 2017"),
            file_number="500-40-in",
            text=CONCEPT_TEXT,
            files=(
                ("901", "Vorlage"),
                ("902", "Anlage 1 Integrationskonzept 2017"),
                ("903", "Anlage 2 Kostenübersicht"),
            ),
            steps=(
                Step(
                    "Integrationsrat",
                    "12.06.2017",
                    "301",
                    "8102",
                    "3",
                    "Vorberatung",
                    "einstimmig beschlossen",
                    "dafür: 10, Enth.: 1",
                ),
                Step("Haupt- und Personalausschuss", "19.06.2017", "302", "8109", "2", "Vorberatung", is_public=False),
                Step(
                    "Rat", "26.06.2017", "303", "8101", "14", "Entscheidung", "mehrheitlich mit Änderungen beschlossen"
                ),
            ),
        ),
        Paper(
            "4712",
            "2017/0287",
            ("Radweg an der Lindenallee",),
            text=word("Beschlussentwurf:", "Der Radweg wird gebaut."),
        ),
        Paper(
            "4720",
            "2019/0055",
            ("Statusbericht zum Integrationskonzept",),
            kind="Mitteilungsvorlage",
            text=word("Der Bericht liegt bei."),
            files=(("999", "Mitteilungsvorlage"),),
            has_head=False,
        ),
        Paper(
            "4730",
            "2017/0340",
            ("Vergabe von Räumen nach dem Integrationskonzept",),
            status="nichtöffentlich",
            text=word("Geheim"),
        ),
        Paper("4731", "2017/0341", ("Personalsache",), needs_login=True),
    )
}

ITEMS = {
    each.ktonr: each
    for each in (
        Item("8100", "301", "1", "Eröffnung der Sitzung"),
        Item(
            "8102",
            "301",
            "3",
            "Integrationskonzept „Gemeinsam in Musterlingen“ - Fortschreibung 2017",
            "4711",
            "einstimmig beschlossen",
            "dafür: 10, Enth.: 1",
            text=BOARD_TEXT,
        ),
        Item("8120", "301", "4", "Bericht aus dem Arbeitskreis", text=word("Es wird berichtet.")),
        Item(
            "8103",
            "303",
            "13",
            "Radweg an der Lindenallee",
            "4712",
            "vertagt in Folgegremium",
            text=word("Ohne Aussprache."),
        ),
        Item(
            "8101",
            "303",
            "14",
            "Integrationskonzept „Gemeinsam in Musterlingen“ - Fortschreibung 2017",
            "4711",
            "mehrheitlich mit Änderungen beschlossen",
            addendum="23.06.2017",
            text=RAT_TEXT,
            files=(("911", "Auszug zu TOP 14"),),
        ),
        Item(
            "8110",
            "303",
            "2",
            "Vergabe von Räumen nach dem Integrationskonzept",
            "4730",
            "beschlossen",
            is_public=False,
        ),
        Item(
            "8130",
            "304",
            "5",
            "Antrag Nr. 2017/0590: Bericht zum Integrationskonzept",
            result="mehrheitlich abgelehnt",
            text=word(
                "<b>Beschluss:</b>",
                "Wie Antrag",
                wide("dafür", "2", "PRO M"),
                wide("dagegen", "43", "OB, 15 CDU, 27 SPD"),
                "Damit ist der Antrag abgelehnt.",
            ),
        ),
    )
}

MEETINGS = {
    each.ksinr: each
    for each in (
        Meeting("301", "Integrationsrat", "12.06.2017", files=(("921", "Einladung"),), has_item_pages=False),
        Meeting("302", "Haupt- und Personalausschuss", "19.06.2017"),
        Meeting("303", "Rat", "26.06.2017", "16:30", files=(("922", "Niederschrift öffentlich"), ("923", "Einladung"))),
        Meeting("304", "Rat", "18.12.2017"),
    )
}


def pdf(words: str) -> bytes:
    """A small whole PDF of no pages, different for different words."""
    head = f"%PDF-1.4\n%{words}\n".encode()
    catalog = b"1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
    pages = b"2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\n"
    starts = (len(head), len(head) + len(catalog))
    table = b"xref\n0 3\n0000000000 65535 f \n" + b"".join(b"%010d 00000 n \n" % start for start in starts)
    end = b"trailer<</Size 3/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (sum(map(len, (head, catalog, pages))))
    return head + catalog + pages + table + end


FILES = {
    "901": ("2017_0310_Vorlage.pdf", pdf("Vorlage")),
    "902": ("konzept_final_2.pdf", pdf("Integrationskonzept 2017")),
    "911": ("auszug.pdf", pdf("Auszug")),
    "921": ("einladung.pdf", pdf("Einladung")),
    "922": ("ns_oeff.pdf", pdf("Niederschrift")),
    "923": ("einladung_rat.pdf", pdf("Einladung Rat")),
}
"""Files by id: 903 and 999 are linked, but nobody has them."""
