"""OParl objects: read whatever their types, kept in one fixed form, and nothing of it that is not public."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.council.oparl.bundle import make_bundle
from extractors.council.oparl.course import Known, missing
from extractors.council.oparl.lists import bodies_wanted, kind_seen, read_list
from extractors.council.oparl.objects import OParlFile, is_public, main_files, read_file, read_head
from extractors.council.oparl.public import without_hidden
from extractors.council.oparl.reading import parse_bundle, read_bundle
from extractors.council.oparl.text import displayed, one_line
from extractors.council.oparl.values import Note, day_in, load, summary
from extractors.council.pages import AgendaItemPage, PageConsultation, PaperPage
from schemas.errors import UnreadableDocument

HOST = "https://oparl.example.org"
PAPER = f"{HOST}/paper/1"

# Texts

TEXTS = (
    ("Wie Vorlage", ("Wie Vorlage",)),
    ("  dafür:    37 (OB,\t15 CDU)  ", ("dafür:  37 (OB,  15 CDU)",)),
    ("1. a\r\n\r\n2. b\u2028c", ("1. a", "2. b", "c")),
    ("<p>Der Rat</p>\n<p> </p><p>beschließt</p>", ("Der Rat", "beschließt")),
    ("<ol><li>eins</li><li>zwei</li></ol>", ("1. eins", "2. zwei")),
    ('<ol start="3"><li>drei<ul><li>a</li></ul></li><li>vier</li></ol>', ("3. drei", "• a", "4. vier")),
    ("<table><tr><td>CDU</td><td>15</td></tr><tr><td>SPD</td><td>12</td></tr></table>", ("CDU  15", "SPD  12")),
    ("a<br>b<br/>c", ("a", "b", "c")),
    ("Beschlu&szlig;: Jugend &amp; Soziales", ("Beschluß: Jugend & Soziales",)),
    ("Kosten < 5.000 € und > 100 €", ("Kosten < 5.000 € und > 100 €",)),
    ("R&D AT&T &unbekannt;", ("R&D AT&T &unbekannt;",)),
    ("<p><![if !supportLists]>1.<![endif]> Punkt<!-- weg --></p>", ("1. Punkt",)),
    ("<style>p{}</style><p>sichtbar</p><script>x()</script>", ("sichtbar",)),
    ("Mi\u200bnus\x07 \ud800", ("Minus \ufffd",)),
    ("<![CDATA[roh]]> <b>fett", ("fett",)),
    ("", ()),
    ("<p></p>", ()),
)
"""What servers send as resolutionText or name, and how it is displayed."""


@pytest.mark.parametrize(("text", "lines"), TEXTS)
def test_texts_are_read_as_displayed(text: str, lines: tuple[str, ...]) -> None:
    assert displayed(text) == lines


@given(
    st.lists(st.sampled_from([*"<>&;!/-[]\"'\n\t ab", "<p>", "</li>", "<ol>", "&amp;", "<!--", "<![", "<?", "\ud800"]))
)
def test_every_text_has_lines(pieces: list[str]) -> None:
    lines = displayed("".join(pieces))
    assert all(line == line.strip() and line and len(line.splitlines()) == 1 for line in lines)
    assert "\n" not in one_line("".join(pieces))
    "\n".join(lines).encode()


DAYS = (
    ("2017-12-11", "2017-12-11"),
    ("2017-12-11T16:00:00+01:00", "2017-12-11"),
    ("2017-12-11T23:30:00-05:00", "2017-12-11"),
    ("2017-12-10T23:00:00Z", "2017-12-11"),
    ("2017-12-10T22:59:59Z", "2017-12-10"),
    ("2017-06-30T22:00:00+00:00", "2017-07-01"),
    ("2017-03-26T00:59:00Z", "2017-03-26"),
    ("2017-10-29T23:10:00.123456Z", "2017-10-30"),
    ("2017-12-11 16:00", "2017-12-11"),
    ("11.12.2017", "2017-12-11"),
    ("11.12.2017 16:00 Uhr", "2017-12-11"),
    ("Montag, 11. Dezember 2017", "2017-12-11"),
    ("0001-01-01T00:00:00", None),
    ("1900-01-01", None),
    ("9999-12-31T23:59:59Z", None),
    ("2017-02-30", None),
    ("31.02.2017", None),
    ("2017", None),
    ("20171211", None),
    ("1512999600", None),
    ("", None),
    ("demnächst", None),
)
"""Dates and moments as servers write them, and the day in Germany."""


@pytest.mark.parametrize(("text", "day"), DAYS)
def test_days_are_those_in_germany(text: str, day: str | None) -> None:
    assert day_in(text) == day


# Values


@pytest.mark.parametrize(
    ("value", "reference", "kinds"),
    [
        ("2017/1900", "2017/1900", []),
        (" 2017/1900\n", "2017/1900", []),
        (20171900, "20171900", ["wrong_type"]),
        (["2017/1900"], "2017/1900", ["wrong_type"]),
        (["2017/1900", "2017/1901"], None, ["unreadable"]),
        ({"number": "2017/1900"}, None, ["unreadable"]),
        (True, None, ["unreadable"]),
        (None, None, []),
        ("N/A", None, []),
        (" ", None, []),
        ([], None, ["unreadable"]),
    ],
)
def test_a_text_of_the_wrong_type_is_read_where_it_is_plain(
    value: Any, reference: str | None, kinds: list[str]
) -> None:
    notes: list[Note] = []
    assert read_head({"id": PAPER, "reference": value}, notes).paper == reference
    assert notes == [Note(kind, PAPER, "reference") for kind in kinds]


@pytest.mark.parametrize(
    ("raw", "public"),
    [
        ({}, True),
        ({"public": True}, True),
        ({"public": False}, False),
        ({"public": "false"}, False),
        ({"public": 0}, False),
        ({"public": "nein"}, False),
        ({"public": "ja"}, True),
        ({"public": None}, True),
        ({"public": "vielleicht"}, False),
        ({"public": []}, False),
        ({"number": "Ö 3"}, True),
        ({"number": "N 5"}, False),
        ({"number": "NÖ 5.1"}, False),
        ({"number": "N 5", "public": True}, True),
        ({"number": 5}, True),
        ({"number": "Neu 1"}, True),
    ],
)
def test_what_may_be_kept(raw: dict[str, Any], public: bool) -> None:
    assert is_public(raw) is public


@pytest.mark.parametrize(
    ("meeting", "public"),
    [
        ("Sitzung des Rates", True),
        ("nicht öffentliche Sitzung des Gestaltungsbeirates", False),
        ("Nichtöffentliche Sitzung", False),
        ("Öffentliche und nichtöffentliche Sitzung des Rates", True),
    ],
)
def test_agenda_items_of_closed_meetings_are_not_kept(meeting: str, public: bool) -> None:
    raw = {"id": f"{HOST}/meeting/1", "name": meeting, "agendaItem": [{"id": f"{HOST}/agendaitem/1", "number": "1"}]}
    shown, hidden = without_hidden(raw)
    assert shown is not None
    assert bool(shown["agendaItem"]) is public
    assert hidden == (frozenset() if public else {f"{HOST}/agendaitem/1"})


def file(name: str, file_name: str = "", media_type: str = "application/pdf") -> OParlFile:
    return OParlFile(title=name, file_name=file_name, addresses=(f"{HOST}/files/1",), media_type=media_type)


@pytest.mark.parametrize(
    ("main", "further", "chosen"),
    [
        (["Irgendwas"], ["Vorlage"], ["Irgendwas"]),
        ([], ["Anlage 1 zur Vorlage", "Beschlussvorlage"], ["Beschlussvorlage"]),
        ([], ["Anlage 1", "2017_1900_Anlage_2", "2017-1900"], ["2017-1900"]),
        ([], ["Antrag der Fraktion", "Stellungnahme"], ["Antrag der Fraktion", "Stellungnahme"]),
        ([], ["Plan", "Anlage 1"], ["Plan"]),
        ([], ["Plan", "Karte"], []),
        ([], ["Anlage 1"], ["Anlage 1"]),
        ([], [], []),
    ],
)
def test_the_file_that_holds_the_paper(main: list[str], further: list[str], chosen: list[str]) -> None:
    found = main_files([file(name) for name in main], [file(name) for name in further], "2017/1900")
    assert [one.title for one in found] == chosen


@pytest.mark.parametrize(
    ("media_type", "file_name", "may_be"),
    [
        ("application/pdf", "x", True),
        ("pdf", "81.pdf", True),
        ("docx", "37.docx", False),
        ("", "vorlage.PDF", True),
        ("", "vorlage.docx", False),
        ("", "", True),
    ],
)
def test_what_may_be_a_pdf(media_type: str, file_name: str, may_be: bool) -> None:
    assert file("x", file_name, media_type).may_be_pdf is may_be


def test_a_file_without_an_id_is_a_file_too() -> None:
    raw = {"name": "Gemeinsamer Antrag", "downloadUrl": f"{HOST}/1.pdf", "accessUrl": "", "mimeType": "application/pdf"}
    found = read_file(raw, [])
    assert found == OParlFile(
        title="Gemeinsamer Antrag", file_name="", addresses=(f"{HOST}/1.pdf",), media_type="application/pdf"
    )


# Lists


@pytest.mark.parametrize(
    ("answer", "count", "following", "is_cut"),
    [
        ({"data": [{}, {}], "links": {"next": "/p2"}, "pagination": {}}, 2, "/p2", False),
        ({"data": [{}], "links": {"next": None}}, 1, "", False),
        ({"data": [{}], "links": []}, 1, "", False),
        ({"data": None}, 0, "", False),
        ({"items": [{}], "nextPage": "/p2"}, 1, "/p2", False),
        ({"data": [], "links": {"next": {"href": "/p2"}}}, 0, "/p2", False),
        ([{}, {}], 2, "", False),
        ([], 0, "", False),
        ({"data": [{}], "pagination": {"currentPage": 1, "totalPages": "7"}}, 1, "", True),
        ({"data": [{}], "pagination": {"currentPage": 7, "totalPages": 7}}, 1, "", False),
        ({"data": [{}], "pagination": {"totalElements": 50}}, 1, "", True),
        ({"data": [{}], "pagination": {"totalElements": 1}}, 1, "", False),
    ],
)
def test_a_list_is_told_by_its_shape(answer: Any, count: int, following: str, is_cut: bool) -> None:
    page = read_list(answer)
    assert page is not None
    assert (len(page.objects), page.following, page.is_cut) == (count, following, is_cut)


@pytest.mark.parametrize(
    "answer", [None, "x", 7, {}, {"error": "nicht gefunden", "code": 802}, {"type": "Paper", "data": []}]
)
def test_other_answers_are_no_lists(answer: Any) -> None:
    assert read_list(answer) is None


@pytest.mark.parametrize(
    ("raw", "kind"),
    [
        ({"type": "https://schema.oparl.org/1.1/Paper"}, "Paper"),
        ({"type": "http://oparl.org/schema/1.0/paper"}, "Paper"),
        ({"type": "Body/"}, "Body"),
        ({"type": None, "oparlVersion": "https://schema.oparl.org/1.0/"}, "System"),
        ({"paper": "a", "meeting": "b", "organization": "c"}, "Body"),
        ({"reference": "2017/1900"}, "Paper"),
        ({"id": "x", "deleted": True}, ""),
        ({"type": 7}, ""),
    ],
)
def test_kinds_are_told_by_type_or_fields(raw: dict[str, Any], kind: str) -> None:
    assert kind_seen(raw) == kind


@pytest.mark.parametrize(
    ("ags", "wanted", "found"),
    [
        ("05316000", "05316000", 1),
        ("5316000", "05316000", 1),
        ("05316000", "05316", 1),
        ("05316001", "05316", 0),
        (5316000, "05316000", 1),
        (None, "05316000", 0),
    ],
)
def test_a_body_is_known_by_its_key(ags: Any, wanted: str, found: int) -> None:
    assert len(bodies_wanted([{"ags": ags}], wanted)) == found


# Bundles


def paper(**fields: Any) -> dict[str, Any]:
    return {"id": PAPER, "type": "https://schema.oparl.org/1.1/Paper", "reference": "1234/2014", **fields}


def read(*objects: dict[str, Any], **how: Any) -> tuple[Any, ...]:
    return parse_bundle(make_bundle(PAPER, objects, **how), PAPER)


def test_what_the_standard_gives_as_example_is_read() -> None:
    """The shapes of the examples of OParl 1.1: a consultation names agenda item, meeting and organization."""
    consultation = {
        "id": f"{HOST}/consultation/47594",
        "agendaItem": f"{HOST}/agendaitem/15569",
        "meeting": f"{HOST}/meeting/243",
        "organization": [f"{HOST}/organization/96"],
        "authoritative": False,
        "role": "Beschlussfassung",
    }
    item = {
        "id": f"{HOST}/agendaitem/15569",
        "number": "10.1",
        "name": "Satzungsänderung",
        "result": "Geändert beschlossen",
        "resolutionText": "Der Beschluss weicht wie folgt vom Antrag ab: …",
    }
    meeting = {"id": f"{HOST}/meeting/243", "start": "2013-01-04T08:00:00+01:00", "agendaItem": [item]}
    body = {"id": f"{HOST}/organization/96", "name": "Finanzausschuss"}
    one = paper(name="Antwort auf Anfrage 1200/2014", date="2014-04-04", consultation=[consultation])
    assert missing(one, Known([one])) == (f"{HOST}/meeting/243", f"{HOST}/organization/96")
    assert missing(one, Known([one, meeting, body])) == ()
    assert read(one, meeting, body) == (
        PaperPage(
            address=PAPER,
            paper="1234/2014",
            subject="Antwort auf Anfrage 1200/2014",
            date="2014-04-04",
            consultations=(
                PageConsultation(
                    body="Finanzausschuss",
                    date="2013-01-04",
                    agenda_number="10.1",
                    role="Beschlussfassung",
                    result="Geändert beschlossen",
                    agenda_item=f"{HOST}/agendaitem/15569",
                ),
            ),
        ),
        AgendaItemPage(
            address=f"{HOST}/agendaitem/15569",
            body="Finanzausschuss",
            date="2013-01-04",
            agenda_number="10.1",
            subject="Satzungsänderung",
            paper="1234/2014",
            paper_address=PAPER,
            result="Geändert beschlossen",
            text=(
                "Beschluss:",
                "Der Beschluss weicht wie folgt vom Antrag ab: …",
            ),
        ),
    )


@pytest.mark.parametrize(
    ("organizations", "meeting", "body", "kinds"),
    [
        ([{"name": "Rat"}], {}, "Rat", set()),
        ([{"name": "Rat"}, {"name": "Hauptausschuss"}], {}, "Rat", {"joint"}),
        ([{"shortName": "HA"}], {}, "HA", set()),
        ({"name": "Rat"}, {}, "Rat", {"wrong_type"}),
        ([], {"organization": [{"name": "Rat"}]}, "Rat", set()),
        ([], {"name": "4. Sitzung des Finanzausschusses"}, "Finanzausschuss", set()),
        ([], {"name": "Rat"}, "Rat", set()),
        ([f"{HOST}/organization/1"], {"name": "Rat"}, "Rat", set()),
        ([], {}, "", {"no_body"}),
    ],
)
def test_who_consults(organizations: Any, meeting: dict[str, Any], body: str, kinds: set[str]) -> None:
    consultation = {"id": f"{HOST}/consultation/1", "organization": organizations, "meeting": {**meeting}}
    reading = read_bundle(make_bundle(PAPER, [paper(consultation=[consultation])]))
    assert isinstance(reading.pages[0], PaperPage)
    assert reading.pages[0].consultations[0].body == body
    assert {note.kind for note in reading.notes} - {"no_main_file"} == kinds


def test_an_item_that_holds_the_consultation_is_its_item() -> None:
    item = {"id": f"{HOST}/agendaitem/1", "result": "beschlossen", "consultation": {"paper": PAPER}}
    other = {"id": f"{HOST}/agendaitem/2", "result": "vertagt", "consultation": {"paper": f"{HOST}/paper/2"}}
    meeting = {"id": f"{HOST}/meeting/1", "agendaItem": [other, item]}
    one = paper(consultation=[{"meeting": meeting}])
    assert read(one)[0].consultations[0].result == "beschlossen"


def test_an_item_with_the_same_title_is_no_proof() -> None:
    meeting = {"id": f"{HOST}/meeting/1", "agendaItem": [{"id": f"{HOST}/agendaitem/1", "name": "Konzept"}]}
    one = paper(name="Konzept", consultation=[{"meeting": f"{HOST}/meeting/1"}])
    assert len(read(one, meeting)) == 1


@pytest.mark.parametrize("where", ["consultation", "meeting", "item"])
def test_deleted_parts_are_told_and_not_read(where: str) -> None:
    gone = {"deleted": True, "name": "alt", "result": "alt"}
    item = {"id": f"{HOST}/agendaitem/1", "result": "beschlossen", **(gone if where == "item" else {})}
    meeting = {"id": f"{HOST}/meeting/1", "start": "2017-12-11", **(gone if where == "meeting" else {})}
    consultation = {"id": f"{HOST}/consultation/1", "agendaItem": item, "meeting": meeting, "role": "Entscheidung"}
    if where == "consultation":
        consultation |= gone
    reading = read_bundle(make_bundle(PAPER, [paper(consultation=[consultation])]))
    assert "deleted" in {note.kind for note in reading.notes}
    steps = reading.pages[0].consultations  # type: ignore[union-attr]
    assert [(step.date, step.result) for step in steps] == {
        "consultation": [],
        "meeting": [(None, "beschlossen")],
        "item": [("2017-12-11", None)],
    }[where]


@pytest.mark.parametrize("item", [{"public": False}, {"public": False, "id": f"{HOST}/item/1"}, {"number": "N 1"}])
def test_a_consultation_knows_that_its_agenda_item_is_not_public(item: dict[str, Any]) -> None:
    consultation = {"id": f"{HOST}/consultation/1", "role": "Entscheidung", "agendaItem": item}
    shown, hidden = without_hidden(paper(consultation=[consultation]))
    assert shown is not None
    [one] = read(dict(shown), not_public=hidden)
    assert one.consultations == (PageConsultation(body="", role="Entscheidung", is_public=False),)


def test_a_consultation_that_is_named_twice_is_one() -> None:
    twice = {"id": f"{HOST}/consultation/1", "role": "Entscheidung"}
    nameless = {"role": "Vorberatung"}
    [one] = read(paper(consultation=[twice, twice["id"], nameless, nameless]))
    assert [step.role for step in one.consultations] == ["Entscheidung", "Vorberatung", "Vorberatung"]


def test_the_text_of_the_main_file_is_the_text_of_the_paper() -> None:
    one = paper(mainFile={"accessUrl": f"{HOST}/1.pdf", "text": "Beschlussentwurf:\n1.  Der Rat …"})
    assert read(one)[0].text == ("Beschlussentwurf:", "1.  Der Rat …")


NO_BUNDLES = (
    b"",
    b"%PDF-1.7",
    b"\xff\xfe",
    b"[]",
    b"{}",
    b'{"objects": []}',
    b'{"objects": [7, null], "paper": 7}',
    b"[" * 100_000,
    b'{"objects": ' + b'{"a":' * 100_000,
    b"9" * 5000,
)


@pytest.mark.parametrize("content", NO_BUNDLES, ids=lambda content: repr(content[:20]))
def test_other_bytes_are_no_bundle(content: bytes) -> None:
    with pytest.raises(UnreadableDocument):
        parse_bundle(content, PAPER)


def test_numbers_without_end_are_nothing() -> None:
    assert load('{"a": NaN, "b": -Infinity, "c": 1e999, "d": 1.5}') == {"a": None, "b": None, "c": None, "d": 1.5}


def test_deletions_are_told_one_by_one_and_the_rest_counted() -> None:
    notes = [Note("wrong_type", f"{HOST}/paper/{n}", "name") for n in range(3)]
    notes += [Note("deleted", f"{HOST}/paper/{n}") for n in range(2)]
    assert summary(notes) == (
        f"{HOST}/paper/0: «name» has another type than the standard says; read all the same (and 2 more like it)",
        f"{HOST}/paper/0: was deleted there; what was kept earlier stays",
        f"{HOST}/paper/1: was deleted there; what was kept earlier stays",
    )


# Whatever servers send

KINDS = ("Paper", "Consultation", "Meeting", "AgendaItem", "Organization", "File", "Person", "")
FIELDS = (
    *("id", "type", "name", "reference", "date", "paperType", "mainFile", "auxiliaryFile", "consultation", "meeting"),
    *("agendaItem", "organization", "number", "public", "result", "resolutionText", "resolutionFile", "start", "paper"),
    *("resultsProtocol", "accessUrl", "downloadUrl", "fileName", "mimeType", "text", "deleted", "modified", "web"),
    *("shortName", "role", "cancelled", "participant", "membership", "vendor:own", "data", "links", "pagination"),
)
ADDRESSES = st.builds(
    lambda kind, n: f"{HOST}/{kind}/{n}", st.sampled_from(["paper", "meeting", "item"]), st.integers(0, 3)
)
SCALARS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(allow_nan=False, allow_infinity=False),
    st.text(max_size=8),
    ADDRESSES,
    st.sampled_from(["2017-12-11", "11.12.2017", "0000-00-00", "N/A", "<p>Der Rat</p>", "true", "N 5", "\ud800"]),
    st.builds(lambda kind: f"https://schema.oparl.org/1.1/{kind}", st.sampled_from(KINDS)),
)
VALUES: st.SearchStrategy[Any] = st.recursive(
    SCALARS,
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(st.sampled_from(FIELDS), inner, max_size=6)),
    max_leaves=12,
)
ANY_OBJECTS = st.dictionaries(st.sampled_from(FIELDS), VALUES, max_size=10)
OBJECTS = st.one_of(ANY_OBJECTS, st.builds(lambda raw, address: {**raw, "id": address}, ANY_OBJECTS, ADDRESSES))
PAPERS = ANY_OBJECTS.map(lambda raw: {**raw, "id": PAPER})


@given(PAPERS, st.lists(OBJECTS, max_size=4), ADDRESSES)
def test_whatever_is_served_can_be_read(one: dict[str, Any], others: list[dict[str, Any]], lost: str) -> None:
    objects = [shown for raw in (one, *others) if (shown := without_hidden(raw)[0]) is not None]
    known = Known(objects, lost=[lost])
    assert lost not in missing(known.find(PAPER) or {}, known)
    if known.find(PAPER) is None:
        assert not is_public(one)
        return
    reading = read_bundle(make_bundle(PAPER, objects, lost=[lost]), PAPER)
    assert isinstance(reading.pages[0], PaperPage)
    assert all(page.address for page in reading.pages)
    assert all(str(note) for note in reading.notes)
    repr(reading).encode()


@given(VALUES)
def test_whatever_is_served_is_a_list_or_none(answer: Any) -> None:
    page = read_list(answer)
    for raw in page.objects if page else ():
        assert isinstance(kind_seen(raw), str)
        read_head(raw, [])
        bodies_wanted([raw], "Musterlingen")


@given(st.lists(OBJECTS, max_size=4), PAPERS, st.data())
def test_the_order_of_objects_and_keys_is_no_content(
    others: list[dict[str, Any]], one: dict[str, Any], data: st.DataObject
) -> None:
    objects = [one, *others]
    turned = [dict(reversed(raw.items())) for raw in data.draw(st.permutations(objects))]
    assert make_bundle(PAPER, turned) == make_bundle(PAPER, objects)


def test_objects_that_contradict_each_other_are_read_alike_in_any_order() -> None:
    """A server that serves one paper in two states."""
    items = [{"id": f"{HOST}/item/{n}", "name": str(n)} for n in range(2)]
    states = [paper(name=str(n), consultation=[{"agendaItem": items[n]["id"]}]) for n in range(2)]
    meeting = {"id": f"{HOST}/meeting/1", "agendaItem": items}
    assert make_bundle(PAPER, [*states, meeting]) == make_bundle(PAPER, [meeting, *states[::-1]])


@given(PAPERS, st.lists(OBJECTS, max_size=3))
def test_a_bundle_made_again_from_what_it_holds_is_the_same(one: dict[str, Any], others: list[dict[str, Any]]) -> None:
    content = make_bundle(PAPER, [one, *others])
    assert make_bundle(PAPER, json.loads(content)["objects"]) == content


SECRET = "Personalangelegenheit"


@given(PAPERS, st.data())
def test_what_is_not_public_is_in_no_bundle(one: dict[str, Any], data: st.DataObject) -> None:
    """A hidden agenda item is put at any place of a paper."""
    hidden = {"id": f"{HOST}/item/9", "public": data.draw(st.sampled_from([False, "false", 0, "?"])), "name": SECRET}
    places = data.draw(st.lists(st.sampled_from(FIELDS), min_size=1, max_size=4))
    raw: Any = hidden
    for place in places:
        raw = {place: data.draw(st.sampled_from([raw, [raw], [None, raw, "x"]]))}
    shown, addresses = without_hidden({**one, **raw, "id": PAPER})
    if shown is not None:
        assert SECRET.encode() not in make_bundle(PAPER, [shown], not_public=addresses)
