"""Pages of SessionNet, read in both layouts and both dialects; addresses; pages that are none; damaged pages."""

import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.council.pages import AgendaItemPage, Attachment, CouncilPage, PageConsultation, PaperPage
from extractors.council.sessionnet.addresses import canonical, key, months, thing, twins
from extractors.council.sessionnet.calendars import CalendarPage, CommitteePage
from extractors.council.sessionnet.display import LONGEST, displayed
from extractors.council.sessionnet.items import ItemRead
from extractors.council.sessionnet.markup import decoded, parse
from extractors.council.sessionnet.meetings import MeetingPage
from extractors.council.sessionnet.page import Page
from extractors.council.sessionnet.papers import PaperRead, main_files
from extractors.council.sessionnet.reading import (
    Refused,
    joined,
    parse_council_page,
    parse_council_pages,
    parse_page,
    read_page,
)
from tests.flows.sessionnet_city import Dialect, Layout, Ris, notice
from tests.flows.sessionnet_council import word

BASE = "https://ris.musterlingen.example/bi/"
SUBJECT = "Integrationskonzept „Gemeinsam in Musterlingen“ - Fortschreibung 2017"

DIALECTS: tuple[Dialect, ...] = ("asp", "php")
LAYOUTS: tuple[Layout, ...] = ("tables", "cards")
EVERYWHERE = [pytest.param(Ris(d, layout), id=f"{d}-{layout}") for d in DIALECTS for layout in LAYOUTS]
every_system = pytest.mark.parametrize("ris", EVERYWHERE)


def served(ris: Ris, page: str) -> tuple[bytes, str]:
    """A page and its address: `vo0050?__kvonr=1`."""
    name, _, query = page.partition("?")
    path = f"{name}.{ris.dialect}?{query}"
    return ris.answer(f"/bi/{path}")[2], BASE + path


def reading(ris: Ris, page: str) -> object:
    content, address = served(ris, page)
    return read_page(content.decode(), address)


def paper_at(ris: Ris, page: str) -> PaperPage:
    found = parse_council_page(*served(ris, page))
    assert isinstance(found, PaperPage)
    return found


def item_at(ris: Ris, page: str) -> AgendaItemPage:
    found = parse_council_page(*served(ris, page))
    assert isinstance(found, AgendaItemPage)
    return found


def in_frame(content: str, title: str = "Rat") -> str:
    """Content in the frame of the newer layout."""
    return f'<title>SessionNet | {title}</title><body class="smc-body"><div id="page-content">{content}</div></body>'


# Papers


@every_system
def test_a_paper_says_the_same_in_every_layout(ris: Ris) -> None:
    paper = paper_at(ris, "vo0050?__kvonr=4711&voselect=303")
    assert paper.address == f"{BASE}vo0050.{ris.dialect}?__kvonr=4711"
    assert (paper.paper, paper.kind, paper.file_number) == ("2017/0310", "Beschlussvorlage", "500-40-in")
    assert paper.subject == SUBJECT, "three lines, one of them hyphenated"
    assert paper.text == (
        "Beschlussentwurf:",
        "1.  Der Rat beschließt das in der Anlage beigefügte Integrationskonzept als Richtschnur.",
        "2.  Über die Umsetzung wird alle zwei Jahre berichtet.",
        "gezeichnet:",
        "In Vertretung  In Vertretung",
        "Amsel  Drossel  Fink",
        "Begründung:",
        "Das Konzept von 2009 ist überholt. Kosten der ersten Maßnahmen:",
        "Willkommensmappe  10.000 €",
        "Übersetzungen  20.000 €",
    )


@every_system
def test_files_are_named_once_and_without_size_or_type(ris: Ris) -> None:
    paper = paper_at(ris, "vo0050?__kvonr=4711")
    assert [(each.address.removeprefix(BASE), each.title) for each in paper.attachments] == [
        (f"getfile.{ris.dialect}?id=901&type=do", "Vorlage"),
        (f"getfile.{ris.dialect}?id=902&type=do", "Anlage 1 Integrationskonzept 2017"),
        (f"getfile.{ris.dialect}?id=903&type=do", "Anlage 2 Kostenübersicht"),
    ]


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ('title="Dokument Download Dateityp: pdf">Vorlage', "Vorlage"),
        (">Anlage 2 (1,5 MB)", "Anlage 2"),
        ('title="Einladung"><img alt="">', "Einladung"),
        ('><img alt="Dokument anzeigen: Niederschrift">', "Niederschrift"),
        (">Niederschrift öffentlich", "Niederschrift öffentlich"),
        (">Niederschrift nichtöffentlich", None),
        (">Niederschrift nicht öffentlich 12&nbsp;KB", None),
    ],
)
def test_titles_of_files(text: str, title: str | None) -> None:
    found = Page(
        in_frame(f'<a  href="getfile.asp?type=do&id=7&" {text}</a>'), f"{BASE}vo0050.asp?__kvonr=1"
    ).attachments()
    assert [each.title for each in found] == ([title] if title else [])
    assert all(each.address == f"{BASE}getfile.asp?id=7&type=do" for each in found)


@pytest.mark.parametrize(
    ("title", "is_main"),
    [
        ("Vorlage", True),
        ("Beschlussvorlage 2017/0310", True),
        ("Sitzungsvorlage (öffentlich)", True),
        ("2017/0310", True),
        ("2017/0310.pdf", True),
        ("Antrag Nr. 2017/0310", True),
        ("Anlage 1 zur Vorlage", False),
        ("Vorlage Anlage 1", False),
        ("Bericht 2019", False),
        ("Integrationskonzept 2017", False),
    ],
)
def test_files_that_are_the_paper_itself(title: str, is_main: bool) -> None:
    paper = PaperPage(address="", paper="2017/0310", attachments=(Attachment(address="", title=title),))
    assert bool(main_files(paper)) == is_main
    if title == "Bericht 2019":
        assert main_files(replace(paper, kind="Bericht"))


@every_system
def test_consultations_stand_beside_the_paper_or_on_a_page_of_their_own(ris: Ris) -> None:
    first = reading(ris, "vo0050?__kvonr=4711")
    assert isinstance(first, PaperRead)
    pages: list[CouncilPage] = [first.page]
    if ris.layout == "cards":
        assert first.consultations == f"{BASE}vo0053.{ris.dialect}?__kvonr=4711"
        assert not first.page.consultations
        pages.append(paper_at(ris, "vo0053?__kvonr=4711"))
    [paper] = joined(pages)
    assert isinstance(paper, PaperPage)
    assert paper.text
    assert [(c.body, c.date, c.agenda_number, c.role, c.result, c.is_public) for c in paper.consultations] == [
        ("Integrationsrat", "2017-06-12", "3", "Vorberatung", "einstimmig beschlossen", True),
        ("Haupt- und Personalausschuss", "2017-06-19", "2", "Vorberatung", None, False),
        ("Rat", "2017-06-26", "14", "Entscheidung", "mehrheitlich mit Änderungen beschlossen", True),
    ]
    assert paper.consultations[2].agenda_item == f"{BASE}to0050.{ris.dialect}?__ktonr=8101"
    assert paper.consultations[1].agenda_item is None


def test_the_order_of_joined_pages_does_not_matter_for_what_only_one_of_them_says() -> None:
    ris = Ris("asp", "cards")
    first, second = paper_at(ris, "vo0050?__kvonr=4711"), paper_at(ris, "vo0053?__kvonr=4711")
    [one], [other] = joined([first, second]), joined([second, first])
    assert one == other


@every_system
def test_a_paper_without_file_number_has_none(ris: Ris) -> None:
    paper = paper_at(ris, "vo0050?__kvonr=4712")
    assert (paper.paper, paper.file_number, paper.subject) == ("2017/0287", None, "Radweg an der Lindenallee")


@every_system
def test_a_paper_whose_block_of_labels_is_missing_is_still_read(ris: Ris) -> None:
    paper = paper_at(ris, "vo0050?__kvonr=4720")
    assert paper.subject == "Statusbericht zum Integrationskonzept"
    assert paper.text == ("Der Bericht liegt bei.",)
    assert [each.title for each in paper.attachments] == ["Mitteilungsvorlage"]


@pytest.mark.parametrize(
    ("heading", "number", "subject", "kind"),
    [
        ("Vorlage - 2023/0044", "2023/0044", None, None),
        ("Sitzungsvorlage SV-9-0667", "SV-9-0667", None, "Sitzungsvorlage"),
        ("Beschlussvorlage VIII/2026/02530 - Radweg", "VIII/2026/02530", "Radweg", "Beschlussvorlage"),
        ("Antrag Nr. 2016/1154", "2016/1154", None, "Antrag"),
        ("Vorlage von Rechnungen", None, "Vorlage von Rechnungen", None),
    ],
)
def test_headings_of_papers(heading: str, number: str | None, subject: str | None, kind: str | None) -> None:
    found = parse_page(in_frame(f"<h1>{heading}</h1><p>Text</p>"), f"{BASE}vo0050.asp?__kvonr=1")
    assert isinstance(found, PaperPage)
    assert (found.paper, found.subject, found.kind) == (number, subject, kind)


def test_motions_are_papers_too() -> None:
    table = (
        '<table id="smctablevorgang"><tr><td>Name:</td><td>AN/0590/2017</td><td>Art:</td><td>Antrag</td></tr>'
        "<tr><td>Datum:</td><td>01.12.2017</td><td>Betreff:</td><td>Bericht</td></tr></table>"
    )
    found = parse_page(in_frame(f"<h1>Antrag</h1>{table}<p>Wir beantragen</p>"), f"{BASE}ag0050.asp?__kagnr=9&x=1")
    assert found == PaperPage(
        address=f"{BASE}ag0050.asp?__kagnr=9",
        paper="AN/0590/2017",
        kind="Antrag",
        date="2017-12-01",
        subject="Bericht",
        text=("Wir beantragen",),
    )


def test_kinds_lose_the_number_that_only_sorts_them() -> None:
    row = (
        '<div class="smc-table-row"><div class="smc-table-cell smc-cell-head">Art</div>'
        '<div class="smc-table-cell vovaname">02_Unterrichtungsvorlage</div></div>'
    )
    found = parse_page(in_frame(f"<h1>Lage</h1>{row}"), f"{BASE}vo0050.php?__kvonr=1")
    assert isinstance(found, PaperPage)
    assert found.kind == "Unterrichtungsvorlage"


def test_what_a_page_labels_with_unknown_words_stays_in_the_text() -> None:
    content = '<h1>Lage</h1><p class="smc_field_klima"><strong>Klimawirkung:</strong> keine</p><p>Text</p>'
    found = parse_page(in_frame(content), f"{BASE}vo0050.php?__kvonr=1")
    assert isinstance(found, PaperPage)
    assert found.text == ("Klimawirkung: keine", "Text")


CARDS = [
    ("10.06.2026 Sportausschuss TOP 8.1 öffentlich - Kenntnisnahme", "Sportausschuss", "8.1", "Kenntnisnahme", True),
    ("29.06.2099 Rat TOP 12.1 öffentlich", "Rat", "12.1", None, True),
    (
        "05.05.2026 Bau- und Planungsrat nichtöffentlich - Vorberatung",
        "Bau- und Planungsrat",
        None,
        "Vorberatung",
        False,
    ),
    ("05.05.2026 Rat TOP N 4 - Entscheidung", "Rat", "4", "Entscheidung", False),
]


@pytest.mark.parametrize(("head", "body", "number", "role", "is_public"), CARDS)
def test_heads_of_consultation_cards(
    head: str, body: str, number: str | None, role: str | None, is_public: bool
) -> None:
    card = f'<div class="card"><h2><button>{head}<span class="smc-badges">2 Dok.</span></button></h2></div>'
    found = parse_page(in_frame(f"<h1>Vorlage - 7/2026</h1>{card}"), f"{BASE}vo0053.php?__kvonr=1")
    assert isinstance(found, PaperPage)
    [row] = found.consultations
    assert (row.body, row.agenda_number, row.role, row.is_public) == (body, number, role, is_public)


def test_columns_of_consultations_are_known_by_their_heads() -> None:
    table = (
        '<table summary="Beratungen der Vorlage"><tr><th>Gremium</th><th>Datum</th><th>Ergebnis</th></tr>'
        "<tr><td>Rat</td><td>26.06.2017</td><td>vertagt</td></tr></table>"
    )
    found = parse_page(in_frame(f"<h1>Vorlage - 1/2017</h1>{table}"), f"{BASE}vo0050.asp?__kvonr=1")
    assert isinstance(found, PaperPage)
    assert found.consultations == (PageConsultation(body="Rat", date="2017-06-26", result="vertagt"),)


def test_of_a_closed_consultation_nothing_is_linked_or_told() -> None:
    row = (
        '<tr><td><a href="to0040.asp?__ksinr=5">26.06.2017</a></td><td>Rat</td>'
        '<td><a href="to0050.asp?__ktonr=6">N 2</a></td><td>Entscheidung</td><td>beschlossen</td></tr>'
    )
    html = in_frame(f'<h1>Vorlage - 1/2017</h1><table summary="Beratungen der Vorlage">{row}</table>')
    read = read_page(html, f"{BASE}vo0050.asp?__kvonr=1")
    assert isinstance(read, PaperRead)
    [step] = read.page.consultations
    assert (step.body, step.is_public, step.result, step.agenda_item) == ("Rat", False, None, None)
    assert (read.items, read.meetings) == ((), ())


# Agenda items


@every_system
def test_an_agenda_item_tells_result_and_text_apart(ris: Ris) -> None:
    item = item_at(ris, "to0050?__ktonr=8101")
    assert (item.body, item.date, item.agenda_number) == ("Rat", "2017-06-26", "14"), "not the date of the Nachtrag"
    assert (item.subject, item.paper) == (SUBJECT, "2017/0310")
    assert item.paper_address == f"{BASE}vo0050.{ris.dialect}?__kvonr=4711"
    assert (item.result, item.votes) == ("mehrheitlich mit Änderungen beschlossen", None)
    assert item.text == (
        "Rh. Star (OP) bittet um Aufnahme eines jährlichen Berichts.",
        "Beschluss:",
        "Wie Vorlage mit den Änderungen aus dem Antrag Nr. 2017/0333",
        "dafür:  37  (OB, 15 CDU, 12 SPD, 5 BÜNDNIS 90/DIE GRÜNEN, 1 OP,",
        "2 Soziale Gerechtigkeit, Rh. Star)",
        "dagegen:  4  (2 FDP, 2 Heimatliste)",
        "Enth.:  4  (BÜRGERLISTE)",
        "Damit ist der Antrag Nr. 2017/0333 erledigt.",
    )
    assert [each.title for each in item.attachments] == ["Auszug zu TOP 14"]


@every_system
def test_structured_votes_are_read_beside_those_of_the_text(ris: Ris) -> None:
    item = item_at(ris, "to0050?__ktonr=8102")
    assert (item.result, item.votes) == ("einstimmig beschlossen", "dafür: 10, Enth.: 1")
    assert item.text[0] == "Beschlussempfehlung an den Rat:"


HEADS = [
    (("Beschluss: ungeändert beschlossen", "Abstimmung: Ja: 9, Nein: 0, Enthaltungen: 0, Befangen: 0"), True),
    (("Beschluss: mehrheitlich angenommen", "Abstimmung: Ja: 44, Nein: 2"), True),
    (("Beschluss: Annahme",), True),
    (("Beschluss: vertagt in Folgegremium",), True),
    (("Beschluss: Der Rat beauftragt die Verwaltung, einen Bericht vorzulegen.",), False),
    (("Beschluss:", "Wie Antrag"), False),
]


@pytest.mark.parametrize(("lines", "is_result"), HEADS)
def test_beschluss_on_top_is_a_result_only_if_one_follows(lines: tuple[str, ...], is_result: bool) -> None:
    paragraphs = "".join(f"<p>{line}</p>" for line in (*lines, "Ende"))
    found = parse_page(in_frame(f"<h1>Lage</h1>{paragraphs}"), f"{BASE}to0050.php?__ktonr=1")
    assert isinstance(found, AgendaItemPage)
    assert (found.result is not None) == is_result
    assert found.text == (("Ende",) if is_result else (*lines, "Ende"))


def test_the_meeting_may_stand_only_in_the_heading() -> None:
    content = '<h1>Rat - 26.06.2017 - 17:00 Uhr</h1><h2 class="smc-card-header-title">Radweg</h2><p>Text</p>'
    found = parse_page(in_frame(content), f"{BASE}to0050.php?__ktonr=1")
    assert isinstance(found, AgendaItemPage)
    assert (found.body, found.date, found.subject) == ("Rat", "2017-06-26", "Radweg")


def test_a_head_like_that_of_another_city() -> None:
    lines = ("Nachtrag: 12.06.2020", "Sitzung: 18.06.2020 Rat", "Zusatz: zugesetzt", "Beschluss: geändert beschlossen")
    paragraphs = "".join(
        f"<p>{line}</p>" for line in (*lines, "Vorlage: 1770/2020", "Abstimmungsergebnis:", "Einstimmig.")
    )
    found = parse_page(in_frame(f"<h1>Lage</h1>{paragraphs}"), f"{BASE}to0050.asp?__ktonr=1")
    assert isinstance(found, AgendaItemPage)
    assert (found.body, found.date, found.paper, found.result) == (
        "Rat",
        "2020-06-18",
        "1770/2020",
        "geändert beschlossen",
    )
    assert found.text == ("Abstimmungsergebnis:", "Einstimmig.")


# Meetings


@every_system
def test_the_agenda_of_a_meeting(ris: Ris) -> None:
    meeting = parse_page(*_text(served(ris, f"{'to0040' if ris.layout == 'tables' else 'si0057'}?__ksinr=303")))
    assert isinstance(meeting, MeetingPage)
    assert (meeting.body, meeting.date) == ("Rat", "2017-06-26")
    assert [(each.agenda_number, each.subject, each.paper, each.result) for each in meeting.public_items] == [
        ("13", "Radweg an der Lindenallee", "2017/0287", "vertagt in Folgegremium"),
        ("14", SUBJECT, "2017/0310", "mehrheitlich mit Änderungen beschlossen"),
    ]
    assert meeting.public_items[1].address == f"{BASE}to0050.{ris.dialect}?__ktonr=8101"
    assert [each.title for each in meeting.documents] == ["Niederschrift öffentlich", "Einladung"]


@every_system
def test_of_a_closed_item_only_the_number_is_taken(ris: Ris) -> None:
    page = "to0040" if ris.layout == "tables" else "si0057"
    meeting = parse_page(*_text(served(ris, f"{page}?__ksinr=303")))
    assert isinstance(meeting, MeetingPage)
    [closed] = [each for each in meeting.items if not each.is_public]
    assert closed == AgendaItemPage(address=f"{meeting.address}#2", agenda_number="2", is_public=False)


@pytest.mark.parametrize("dialect", DIALECTS)
def test_cards_of_an_agenda_lead_to_the_details_they_fetch(dialect: Dialect) -> None:
    ris = Ris(dialect, "cards")
    meeting = parse_page(*_text(served(ris, "si0056?__ksinr=301")))
    assert isinstance(meeting, MeetingPage)
    assert (meeting.body, meeting.date) == ("Integrationsrat", "2017-06-12"), "from the heading alone"
    item = meeting.public_items[1]
    assert item.address == f"{BASE}to0058.{dialect}?smctonr=8102&smcajax=11t"
    assert (item.agenda_number, item.result, item.votes) == ("3", "einstimmig beschlossen", "dafür: 10, Enth.: 1")
    assert key(item.address) == key(f"{BASE}to0050.{dialect}?__ktonr=8102")
    whole = joined([item, item_at(ris, "to0058?smctonr=8102&smcajax=11t")])
    assert whole[0].text[0] == "Beschlussempfehlung an den Rat:"


@pytest.mark.parametrize("dialect", DIALECTS)
def test_a_kept_meeting_gives_its_public_items(dialect: Dialect) -> None:
    pages = parse_council_pages(*served(Ris(dialect, "cards"), "si0056?__ksinr=301"))
    assert [each.agenda_number for each in pages if isinstance(each, AgendaItemPage)] == ["1", "3", "4"]
    assert parse_council_page(*served(Ris(dialect, "cards"), "si0056?__ksinr=301")) is None


def agenda(*rows: str) -> list[str | None]:
    """Numbers of the public items of rows like "= Öffentlicher Teil" and "3 Haushalt"."""
    html = ""
    for row in rows:
        number, _, subject = row.rpartition(" ") if not row.startswith("=") else ("", "", row[1:].strip())
        html += (
            f'<tr class="smcrow1"><td class="tofnum">{number}</td><td class="tobetr">{subject}</td></tr>'
            if number
            else f'<tr class="smcrowh"><td colspan="7">{subject}</td></tr>'
        )
    meeting = parse_page(in_frame(f"<table>{html}</table>"), f"{BASE}si0057.asp?__ksinr=1")
    assert isinstance(meeting, MeetingPage)
    return [each.agenda_number for each in meeting.public_items]


@pytest.mark.parametrize(
    ("rows", "public"),
    [
        (("= Öffentlicher Teil", "1 Haushalt", "= Nicht öffentlicher Teil: Beginn 18:17 Uhr", "2 Personal"), ["1"]),
        (("Ö 1 Haushalt", "N 2 Personal", "NÖ 3 Personal", "Ö 4.1 Bau"), ["1", "4.1"]),
        (("1 Haushalt", "2 Personal"), []),  # nobody says that they are public
        (("= Oeffentlicher Teil", "1 Haushalt", "= Teil B", "2 Personal", "Ö 3 Bau"), ["1", "3"]),
        (("= Öffentlicher und nicht öffentlicher Teil", "Ö 1 Haushalt"), []),
        (("= Öffentlicher Teil", "1 Haushalt", "= Vertraulicher Teil", "Ö 2 Personal"), ["1"]),
        (("= Geschlossene Sitzung", "1 Personal", "= Öffentlicher Teil", "2 Haushalt"), ["2"]),
        (("= Öffentlicher Teil", "N 1 Personal", "2 Haushalt"), ["2"]),
    ],
)
def test_items_are_public_only_if_the_page_says_so(rows: tuple[str, ...], public: list[str]) -> None:
    assert agenda(*rows) == public


def test_missing_ends_of_rows_do_not_make_closed_items_public() -> None:
    """The heading of the closed part lost its row and stands in none; a closed item ran into the row before it."""
    closed = (
        '<td class="smcrowh">Nicht öffentlicher Teil</td></tr><tr><td class="tofnum">2</td><td class="tobetr">Personal'
    )
    torn = f'<tr class="smcrowh"><td>Öffentlicher Teil</td></tr><tr><td class="tofnum">1</td></tr>{closed}'
    run_together = (
        '<tr><td class="tofnum">Ö 1</td><td class="tobetr">Bau<td class="tofnum">N 2</td><td class="tobetr">Personal'
    )
    for rows, numbers in ((torn, ["1"]), (run_together, [])):
        meeting = parse_page(in_frame(f"<table>{rows}</table>"), f"{BASE}si0057.asp?__ksinr=1")
        assert isinstance(meeting, MeetingPage)
        assert [each.agenda_number for each in meeting.public_items] == numbers
        assert "Personal" not in repr(meeting)


def test_a_table_around_the_agenda_is_no_item() -> None:
    rows = '<tr><td class="tofnum">Ö 1</td><td class="tobetr">Bau</td></tr>'
    meeting = parse_page(
        in_frame(f"<table><tr><td><table>{rows * 2}</table></td></tr></table>"), f"{BASE}si0057.asp?__ksinr=1"
    )
    assert isinstance(meeting, MeetingPage)
    assert len(meeting.items) == 2


def test_a_box_of_documents_does_not_open_the_public_part() -> None:
    box = '<div class="card"><div class="card-header"><h2>Dokumente</h2></div><p>Niederschrift öffentlich</p></div>'
    item = '<div class="card"><span class="badge">7</span><div class="smc-card-text-title">Personal</div></div>'
    meeting = parse_page(in_frame(box + item), f"{BASE}si0056.asp?__ksinr=1")
    assert isinstance(meeting, MeetingPage)
    assert not meeting.public_items


# Calendars and committees


@every_system
def test_the_calendar_of_a_month(ris: Ris) -> None:
    calendar = parse_page(*_text(served(ris, "si0040?__cjahr=2017&__cmonat=6")))
    assert isinstance(calendar, CalendarPage)
    assert calendar.month == (2017, 6)
    assert [(each.body, each.date) for each in calendar.meetings] == [
        ("Integrationsrat", "2017-06-12"),
        ("Haupt- und Personalausschuss", "2017-06-19"),
        ("Rat", "2017-06-26"),
    ]
    assert {thing(each.address) for each in calendar.meetings} == {"meeting"}
    assert calendar.others == tuple(f"{BASE}si0040.{ris.dialect}?__cjahr=2017&__cmonat={month}" for month in (5, 7)), (
        "they never end, so that the source must not follow them"
    )


def test_a_month_without_meetings_is_a_calendar_all_the_same() -> None:
    days = "".join(f'<tr><td class="smc_fct_day">{day}</td><td class="silink"></td></tr>' for day in range(1, 31))
    found = parse_page(
        in_frame(f"<h1>Sitzungskalender</h1><table>{days}</table>"), f"{BASE}si0040.asp?__cjahr=2017&__cmonat=9"
    )
    assert isinstance(found, CalendarPage)
    assert found.meetings == ()


@every_system
def test_a_committee_leads_to_its_meetings_and_names_no_persons(ris: Ris) -> None:
    committee = parse_page(*_text(served(ris, "kp0040?__kgrnr=5")))
    assert isinstance(committee, CommitteePage)
    assert committee.name == "Integrationsrat"
    assert [each.date for each in committee.meetings] == ["2017-06-12"]
    assert "Amsel" not in repr(committee)


# Pages that are none


@every_system
@pytest.mark.parametrize("page", ["vo0050?__kvonr=4730", "to0050?__ktonr=8110"])
def test_a_page_that_says_it_is_not_public_says_nothing_else(ris: Ris, page: str) -> None:
    assert reading(ris, page) == Refused("the page says that it is not public, so it is not kept")
    assert parse_council_page(*served(ris, page)) is None
    assert parse_council_pages(*served(ris, page)) == ()


@pytest.mark.parametrize(
    ("heading", "is_closed"),
    [
        ("Nichtöffentliche Vorlage", True),
        ("Vergabe (nicht öffentlich)", True),
        ("Vorlage - 2017/12 - nichtöffentlich", True),
        ("Bericht aus nicht öffentlicher Sitzung", False),
        ("Bekanntgabe der in nichtöffentlicher Sitzung gefassten Beschlüsse", False),
        ("Öffentlichkeitsarbeit", False),
    ],
)
def test_headings_that_close_a_page(heading: str, is_closed: bool) -> None:
    content = f"<h1>{heading}</h1><p>In nichtöffentlicher Sitzung wurde beraten.</p>"
    found = read_page(in_frame(content), f"{BASE}vo0050.asp?__kvonr=1")
    assert isinstance(found, Refused) == is_closed


NOTICES = {
    "login": "the page asks for a login",
    "members_only": "the page asks for a login",
    "old_error": "SessionNet answers with an error page: «Die Fehlerinformation steht nicht mehr zur Verfügung.»",
    "forbidden": "SessionNet answers with an error page: «Keine Berechtigung.»",
    "notice": "SessionNet answers with an error page: «Die Anwendung ist zurzeit nicht verfügbar.»",
    "maintenance": "the answer is no page of SessionNet: «Wartungsarbeiten»",
    "robot_check": "the answer is no page of SessionNet: «Sicherheitsprüfung»",
    "program": "the server shows its program instead of a page",
}


@pytest.mark.parametrize("page", ["vo0050.asp?__kvonr=1", "to0050.php?__ktonr=1", "si0057.asp?__ksinr=1", "si0040.asp"])
@pytest.mark.parametrize("name", NOTICES)
def test_notices_are_never_papers(name: str, page: str) -> None:
    assert read_page(notice(name), BASE + page) == Refused(NOTICES[name])


@pytest.mark.parametrize("page", ["ylogon.asp", "error.asp", "error2.php"])
def test_where_a_server_redirected_to_says_enough(page: str) -> None:
    assert isinstance(read_page(in_frame("<h1>Hallo</h1><p>Welt</p>"), BASE + page), Refused)


def test_short_pages_about_missing_things_are_no_notices() -> None:
    content = "<h1>Einwohnerfragestunde</h1><p>Wortmeldungen sind nicht vorhanden.</p>"
    assert isinstance(read_page(in_frame(content), f"{BASE}to0050.asp?__ktonr=1"), ItemRead)


@pytest.mark.parametrize("html", ["", " ", "<", "<html>", "\x00", in_frame("")])
def test_nothing_is_refused(html: str) -> None:
    assert isinstance(read_page(html, f"{BASE}vo0050.asp?__kvonr=1"), Refused)


# Text as displayed


@pytest.mark.parametrize(
    ("html", "lines"),
    [
        ("a<br>b<br/><br>c", ("a", "b", "c")),
        ("<p>a <b>b</b>\n c</p>d", ("a b c", "d")),
        ("dafür:&nbsp;&nbsp;&nbsp; 37&nbsp; (OB)", ("dafür:  37  (OB)",)),
        ("Wort&shy;trennung und Null&#8203;breite", ("Worttrennung und Nullbreite",)),
        ("<ul><li>eins<li>zwei</ul>", ("eins", "zwei")),
        (
            "<table><tr><td>a</td><td>b</td></tr><tr><td><p>c</p><p>d</p></td><td>e</td></tr></table>",
            ("a  b", "c", "d", "e"),
        ),
        ("<p>&nbsp;</p><p>a</p>", ("a",)),
        ("<p style='display: none'>a</p><p hidden>b</p><span class='sr-only'>c</span>d", ("d",)),
        ("<script>a</script><style>b</style>c", ("c",)),
        ("<pre>a\n  b   c</pre>", ("a", "b  c")),
        (
            '<p><a href="vo0050.asp?__kvonr=1">Vorlage</a></p><p>siehe <a href="vo0050.asp">dort</a></p>',
            ("siehe dort",),
        ),
        ('<p><a href="https://example.org/studie">Studie</a></p>', ("Studie",)),
    ],
)
def test_lines_are_those_a_reader_sees(html: str, lines: tuple[str, ...]) -> None:
    assert displayed(parse(html)) == lines


def test_a_heading_without_end_is_cut_before_patterns_search_it() -> None:
    found = parse_page(in_frame(f"<h1>{'Rat, ' * 50_000}</h1><p>Text</p>"), f"{BASE}to0050.asp?__ktonr=1")
    assert isinstance(found, AgendaItemPage)
    assert found.subject is not None
    assert len(found.subject) <= LONGEST


@pytest.mark.parametrize(
    ("content", "text"),
    [
        ("<p>Köln".encode(), "<p>Köln"),
        ("<p>Köln".encode("cp1252"), "<p>Köln"),
        ('<meta charset="iso-8859-1"><p>Köln'.encode("latin-1"), '<meta charset="iso-8859-1"><p>Köln'),
        ("<meta charset=utf-8><p>Köln".encode("cp1252"), "<meta charset=utf-8><p>Köln"),
        (b"<meta charset=klingonisch><p>K\xc3\xb6ln", "<meta charset=klingonisch><p>Köln"),
        (b"\xef\xbb\xbf<p>a", "<p>a"),
    ],
)
def test_bytes_become_text(content: bytes, text: str) -> None:
    assert decoded(content) == text


def test_links_are_relative_to_the_base_of_the_page() -> None:
    page = Page(
        f'<base href="https://anders.example/x/">{in_frame("<a href=vo0050.asp?__kvonr=7>V</a>")}', f"{BASE}si0040.asp"
    )
    assert [each.address for each in page.anchors()] == ["https://anders.example/x/vo0050.asp?__kvonr=7"]


# Addresses


@pytest.mark.parametrize(
    ("address", "short"),
    [
        ("http://ris.a.de/vo0050.asp?__kvonr=5092&voselect=853", "http://ris.a.de/vo0050.asp?__kvonr=5092"),
        ("https://RIS.A.de/bi/to0050.php?x=1&__ktonr=7#oben", "https://ris.a.de/bi/to0050.php?__ktonr=7"),
        ("https://a.de/bi/si0057.asp?__cpanr=3&__ksinr=9&toselect=1", "https://a.de/bi/si0057.asp?__ksinr=9&__cpanr=3"),
        ("https://a.de/getfile.asp?type=do&id=34&", "https://a.de/getfile.asp?id=34&type=do"),
        ("https://a.de/si0040.asp?__cmonat=6&__cjahr=2017&__canz=1", "https://a.de/si0040.asp?__cjahr=2017&__cmonat=6"),
        ("https://a.de/si0040.asp?month=06&year=2017", "https://a.de/si0040.asp?year=2017&month=06"),
        ("https://a.de/vo0050.asp?__kvonr=5&amp;voselect=3", "https://a.de/vo0050.asp?__kvonr=5"),
        ("https://a.de/seite?x=1&y=2#unten", "https://a.de/seite?x=1&y=2"),
        ("http://[", "http://["),
    ],
)
def test_an_address_keeps_only_what_identifies_the_page(address: str, short: str) -> None:
    assert canonical(address) == short


SAME = [
    ("http://ris.a.de/vo0050.asp?__kvonr=5", "https://ris.a.de/vo0050.asp?__kvonr=5&voselect=9"),
    ("https://ris.a.de/bi/to0050.asp?__ktonr=5", "https://ris.a.de/buergerinfo/to0050.php?__ktonr=5"),
    ("https://ratsinformation.stadt-a.de/to0050.asp?__ktonr=5", "https://buergerinfo.stadt-a.de/to0050.asp?__ktonr=5"),
    ("https://ris.a.de/si0056.asp?__ksinr=5", "https://ris.a.de/to0040.asp?__ksinr=5&__cpanr=2"),
    ("https://ris.a.de/to0050.asp?__ktonr=5", "https://ris.a.de/to0058.asp?smctonr=5&smcajax=11t"),
    ("https://ris.a.de/si0040.asp?__cjahr=2017&__cmonat=6", "https://ris.a.de/si0040.asp?month=06&year=2017"),
]
OTHERS = [
    ("https://ris.a.de/vo0050.asp?__kvonr=5", "https://ris.a.de/vo0050.asp?__kvonr=6"),
    ("https://ris.a.de/vo0050.asp?__kvonr=5", "https://ris.a.de/to0050.asp?__ktonr=5"),
    ("https://ris.a.de/vo0050.asp?__kvonr=5", "https://ris.a.de/vo0053.asp?__kvonr=5"),
    ("https://sessionnet.a.de/adorf/bi/vo0050.asp?__kvonr=5", "https://sessionnet.a.de/bdorf/bi/vo0050.asp?__kvonr=5"),
    ("https://ris-adorf.a.de/vo0050.asp?__kvonr=5", "https://ris-bdorf.a.de/vo0050.asp?__kvonr=5"),
    ("https://a.de/si0040.asp?__cjahr=2017&__cmonat=6", "https://a.de/si0040.asp?__cjahr=2017&__cmonat=6&__cpanr=2"),
    ("https://a.de/getfile.asp?id=5&type=do", "https://a.de/vo0050.asp?__kvonr=5"),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_twins_have_one_key(one: str, other: str) -> None:
    assert key(one) == key(other)


@pytest.mark.parametrize(("one", "other"), OTHERS)
def test_different_things_have_different_keys(one: str, other: str) -> None:
    assert key(one) != key(other)


def test_the_months_of_a_period() -> None:
    found = months("https://ris.a.de/bi/si0040.php?__cpanr=3", ("2016-11-30", "2017-02-01"))
    assert [each.partition("?")[2] for each in found] == [
        f"__cjahr={year}&__cmonat={month}&__cpanr=3" for year, month in ((2016, 11), (2016, 12), (2017, 1), (2017, 2))
    ]
    assert found == tuple(map(canonical, found))
    assert len(months("https://a.de/si0040.asp", ("2016-01-01", "2024-12-31"))) == 9 * 12


def test_a_meeting_has_three_views() -> None:
    assert twins("https://a.de/bi/si0056.php?__ksinr=7") == (
        "https://a.de/bi/si0057.php?__ksinr=7",
        "https://a.de/bi/to0040.php?__ksinr=7",
    )


parameters = st.sampled_from(
    ["__kvonr", "__ktonr", "__ksinr", "__cpanr", "id", "type", "voselect", "year", "month", "ä"]
)
addresses = st.one_of(
    st.text(),
    st.builds(
        "{}://{}/{}{}.{}?{}{}".format,
        st.sampled_from(["http", "HTTPS", "ftp"]),
        st.sampled_from(["ris.a.de", "RIS.A.DE:443", "u:p@a.de", "[::1]:8000", "ä.de"]),
        st.sampled_from(["", "bi/", "BI//x/", "%41/", "ö ö/"]),
        st.sampled_from(["vo0050", "VO0053", "to0058", "si0040", "getfile", "info"]),
        st.sampled_from(["asp", "PHP", "html"]),
        st.lists(st.builds("{}={}".format, parameters, st.text()), max_size=5).map("&".join),
        st.sampled_from(["", "#x", " "]),
    ),
)


@given(addresses)
def test_canonical_addresses_stay_as_they_are(address: str) -> None:
    short = canonical(address)
    assert canonical(short) == short
    assert key(short) == key(address)


# Damaged pages

PAGES = {
    f"{ris.dialect} {ris.layout} {page}": served(ris, page)
    for ris in (Ris("asp", "tables"), Ris("php", "cards"))
    for page in (
        *(
            "vo0050?__kvonr=4711",
            "vo0053?__kvonr=4711",
            "to0050?__ktonr=8101",
            "to0058?smctonr=8102",
            "si0056?__ksinr=301",
        ),
        *("si0057?__ksinr=303", "to0040?__ksinr=303", "si0040?__cjahr=2017&__cmonat=6", "kp0040?__kgrnr=5"),
    )
}
TAG = re.compile(r"<[^>]*>")


@given(st.sampled_from(sorted(PAGES)), st.data())
def test_a_page_cut_anywhere_does_not_raise(name: str, data: st.DataObject) -> None:
    content, address = PAGES[name]
    start, end = sorted(data.draw(st.tuples(*[st.integers(0, len(content))] * 2)))
    assert_harmless(content[start:end] if data.draw(st.booleans()) else content[:start] + content[end:], address)


@given(st.sampled_from(sorted(PAGES)), st.randoms(use_true_random=False), st.floats(0, 1))
def test_a_page_that_lost_tags_does_not_raise(name: str, chance: "st.random.Random", share: float) -> None:
    content, address = PAGES[name]
    html = TAG.sub(lambda tag: "" if chance.random() < share else tag[0], content.decode())
    assert_harmless(html.encode(), address)


@given(st.text(), st.sampled_from(sorted(address for _, address in PAGES.values())))
def test_any_text_does_not_raise(html: str, address: str) -> None:
    read_page(html, address)
    read_page(in_frame(html), address)


def assert_harmless(content: bytes, address: str) -> None:
    """It is read or refused; and what a closed item is about is told by no page, however damaged."""
    found = parse_council_pages(content, address)
    parse_council_page(content, address)
    assert all(each.is_public for each in found if isinstance(each, AgendaItemPage))


@pytest.mark.parametrize("tag", ["div", "table><tr><td", "b", "a href=x", "ul><li"])
def test_a_page_nested_without_end_is_read_flat(tag: str) -> None:
    html = in_frame(f"<h1>Lage</h1>{f'<{tag}>' * 20_000}Ende")
    found = parse_page(html, f"{BASE}vo0050.asp?__kvonr=1")
    assert isinstance(found, PaperPage)
    assert found.text == ("Ende",)


def test_empty_texts_make_no_lines() -> None:
    assert displayed(parse(word("&nbsp;", "", "<br>"))) == ()


def _text(served_page: tuple[bytes, str]) -> tuple[str, str]:
    content, address = served_page
    return content.decode(), address
