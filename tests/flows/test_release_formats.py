"""The formats of a release: each read back by another program, and the same rows in all of them."""

import csv
import io
import json
import re
import sqlite3
import zipfile
import zlib
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import openpyxl
import pandas as pd
import pyarrow.parquet as pq
import pytest
from frictionless import Package
from hypothesis import given
from hypothesis import strategies as st

from extractors.frames import rows, to_frame
from extractors.published import clean_text, published
from flows.stores.csv_files import LONGEST_CELL, SHORTENED, canonical_csv, guarded, read_canonical_csv, write_tables
from flows.stores.datasets import shape_of
from flows.stores.excel_files import workbook
from flows.stores.plain_csv import table_csv
from flows.stores.releases import read_release, write_release
from schemas.content import Actor
from schemas.documents import Document, Issue
from schemas.errors import DamagedRelease
from schemas.tables import ACTORS, DOCUMENTS, ISSUES, MEASURES, TABLES, TABLES_BY_NAME, Table
from tests.flows.release_cases import (
    CARD,
    CONCEPT_EXTRACTION,
    EXTRA,
    INJECTION,
    LONG_TEXT,
    RELEASED_AT,
    REPORT_EXTRACTION,
    frames_of,
)

FRAMES = frames_of()
MEASURE = dict(zip(MEASURES.header, next(rows(FRAMES["measures"])), strict=True))


@pytest.fixture(scope="module")
def release(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_release(tmp_path_factory.mktemp("output"), CARD, FRAMES, released_at=RELEASED_AT).path


def test_canonical_csv_to_the_byte():
    issue = Issue(document_id="d", page=3, severity="notice", kind="k", what='Größe, "Art"\nund Zahl')
    assert canonical_csv(to_frame(ISSUES, [issue])) == (
        b"document_id,page,severity,kind,what,hint\n" + 'd,3,notice,k,"Größe, ""Art""\nund Zahl",\n'.encode()
    )


def test_canonical_csv_is_read_by_the_csv_module(release: Path):
    with (release / "measures.csv").open(encoding="utf-8", newline="") as file:
        first, second = csv.DictReader(file)
    assert (first["code"], first["title"]) == ("007", "Sprachkurse für Mütter, „Rucksack“")
    assert first["responsible"] == "- Fachbereich Soziales\n- VHS"
    assert (first["start_year"], first["end_year"], first["cost_eur_min"], first["cost_eur_max"]) == (
        "2018", "", "12500.0", "12500.5",
    )  # fmt: skip
    assert (first["description"], first["funding"], second["code"]) == (INJECTION, "NA", "1.2")
    assert b"\r" not in (release / "measures.csv").read_bytes()
    assert "0.30000000000000004" in (release / "documents.csv").read_text(encoding="utf-8")
    assert (release / "checks.csv").read_text(encoding="utf-8").endswith(",1.0,0.9,true\n")


def test_canonical_csv_is_read_by_plain_pandas(release: Path):
    for table in TABLES:
        frame = pd.read_csv(release / f"{table.name}.csv", dtype="string", keep_default_na=False, na_values=[""])
        assert tuple(frame.columns) == table.header
        assert len(frame) == len(FRAMES[table.name])


def test_a_release_is_read_back_as_it_was_written(release: Path):
    for name, frame in read_release(release).items():
        pd.testing.assert_frame_equal(frame, FRAMES[name])


@given(st.lists(st.tuples(st.text(), st.text()), unique_by=lambda pair: pair[0]))
def test_any_text_survives_canonical_csv(pairs: list[tuple[str, str]]):
    frame = to_frame(ISSUES, [Issue(document_id=a, severity="notice", kind="k", what=b, hint=a + b) for a, b in pairs])
    again = read_canonical_csv(canonical_csv(frame), shape_of(ISSUES))
    pd.testing.assert_frame_equal(again, frame)


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_any_number_survives_canonical_csv_exactly(value: float):
    frame = FRAMES["checks"].assign(value=pd.array([value], dtype="Float64"))
    again = read_canonical_csv(canonical_csv(frame), shape_of(TABLES_BY_NAME["checks"]))
    assert again["value"][0] == value


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_records_and_their_frame_are_written_alike(table: Table):
    records = published([CONCEPT_EXTRACTION, REPORT_EXTRACTION], EXTRA)[table.name]
    assert table_csv(table, records) == canonical_csv(FRAMES[table.name])


@given(st.lists(st.tuples(st.text(), st.floats(), st.integers(-(2**63), 2**63 - 1)), unique_by=lambda told: told[0]))
def test_any_record_and_its_frame_are_written_alike(told: list[tuple[str, float, int]]):
    records = [
        Document(document_id=f"d{text}", sha256=text, byte_size=size, text_agreement=share)
        for text, share, size in told
        if clean_text(text) == text
    ]
    assert table_csv(DOCUMENTS, records) == canonical_csv(to_frame(DOCUMENTS, records))


def test_tables_without_rows_are_written_as_their_header(tmp_path: Path):
    write_tables(tmp_path / "Konzept 2017", {})
    assert len(list((tmp_path / "Konzept 2017").iterdir())) == len(TABLES)
    for table in TABLES:
        content = (tmp_path / "Konzept 2017" / f"{table.name}.csv").read_text(encoding="utf-8")
        assert content == ",".join(table.header) + "\n"


def excel_lines(release: Path, table: str) -> list[dict[str, str]]:
    content = (release / "excel" / f"{table}.csv").read_bytes()
    assert content.startswith(b"\xef\xbb\xbf")
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=";"))


def test_excel_csv_has_german_titles_numbers_and_truth_values(release: Path):
    first, _ = excel_lines(release, "measures")
    assert (first["Kosten von (€)"], first["Kosten bis (€)"], first["Beginn"]) == ("12500,0", "12500,5", "2018")
    assert first["Titel"] == "Sprachkurse für Mütter, „Rucksack“"
    assert excel_lines(release, "checks")[0]["Bestanden"] == "WAHR"
    assert excel_lines(release, "indicators")[0]["Wert"] == "-12,5"
    content = (release / "excel" / "measures.csv").read_bytes()
    assert content.count(b"\r\n") == 3
    for table in TABLES:
        assert (release / "excel" / f"{table.name}.csv").read_bytes().count(b"\r") >= 1


def test_excel_csv_runs_no_formula_and_turns_no_text(release: Path):
    first, second = excel_lines(release, "measures")
    assert (first["Beschreibung"], first["Zuständig"], first["Beteiligte"]) == (
        "'" + INJECTION, "'- Fachbereich Soziales\n- VHS", "'+49 0214 406-0",
    )  # fmt: skip
    assert (first["Kürzel"], second["Kürzel"], second["Titel"]) == ("'007", "'1.2", "'@Fest; Tag der Kulturen")
    assert first["Ausgabe"] == "2017"
    _, report = excel_lines(release, "documents")
    assert report["Dokument"] == "'12e4567890123456"


@pytest.mark.parametrize(
    "text",
    ["\tText", "\nText", "1/2", "E-5", "1E-5", "=1+1", "+1",
     "-1", "@SUM(A1)", "\t=1", " =1", "\n=1", "＝1", "－Punkt", "- Punkt", "=", "007", "1.2", "4.1.3",
     "3/4", "1-2", "12,50", "10 %", "50 €", "1e5", "12e4567890123456", "1234567890123456", "3. Mai", "Mai 2019",
     "Okt 19", "1. März 2017", "12:30", "WAHR", "false", " 007 "],
)  # fmt: skip
def test_guarded_texts(text: str):
    assert guarded(text) == "'" + text


@pytest.mark.parametrize(
    "text",
    ["", "0", "7", "2017", "2017-10-16", "2026-11-22T09:00:00Z", "Ziel", "M 1.2", "A", "Fachbereich 50", "1 von 3",
     "Rad- und Fußverkehr", "Maßnahme", "Maier", "§ 5", "?", "…", "„-“", "vgl. =", "Januar bis März", "Marketing 2",
     "Mai"],
)  # fmt: skip
def test_texts_that_excel_leaves_alone(text: str):
    assert guarded(text) == text


@given(st.text())
def test_no_cell_of_excel_csv_begins_like_a_formula(text: str):
    assert guarded(text).lstrip()[:1] not in set("=+-@＝＋－＠")
    assert not guarded(text)[:1] < " " or not text


def test_long_texts_are_shortened_for_excel_only_and_say_so(release: Path):
    _, section = excel_lines(release, "sections")
    assert len(section["Text"]) == LONGEST_CELL
    assert section["Text"].endswith(SHORTENED)
    assert LONG_TEXT in (release / "sections.csv").read_text(encoding="utf-8")


def test_the_workbook_has_a_cover_a_sheet_per_table_and_the_meaning_of_columns(release: Path):
    book = openpyxl.load_workbook(release / f"{CARD.concept_id}.xlsx")
    assert book.sheetnames == ["Deckblatt", *(table.title for table in TABLES), "Spalten"]
    cover = {row[0].value: row[1].value for row in book["Deckblatt"].iter_rows(max_col=2) if row[0].value}
    assert (cover["Stadt"], cover["Datenstand"], cover["Maßnahmen"]) == ("Musterlingen", "1.0.0", "2 Zeilen")
    assert cover["Dokumente abgerufen bis"] == "2026-11-01T08:00:00Z"
    sheet = book["Maßnahmen"]
    assert [cell.value for cell in sheet[1]] == [column.column.title for column in MEASURES.columns]
    assert sheet.freeze_panes == "A2"
    assert sheet.auto_filter.ref == "A1:AC3"
    assert book["Spalten"].max_row == 1 + sum(len(table.columns) for table in TABLES)


def test_the_cells_of_the_workbook_are_typed_and_text_stays_text(release: Path):
    sheet = openpyxl.load_workbook(release / f"{CARD.concept_id}.xlsx")["Maßnahmen"]
    first = dict(zip(MEASURES.header, sheet[2], strict=True))
    for name, cell in first.items():
        value = MEASURE[name]
        assert cell.value == value
        assert cell.data_type == ("s" if isinstance(value, str) else "n")
    checks = openpyxl.load_workbook(release / f"{CARD.concept_id}.xlsx")["Prüfungen"]
    assert (checks["E2"].value, checks["E2"].data_type) == (True, "b")
    with zipfile.ZipFile(release / f"{CARD.concept_id}.xlsx") as parts:
        sheets = [parts.read(name) for name in parts.namelist() if name.startswith("xl/worksheets/")]
    assert not any(b"<f>" in sheet or b"<hyperlink" in sheet for sheet in sheets)


@pytest.mark.parametrize(
    "text", [INJECTION, "+49 0214 406-0", "-1", "@SUM(A1)", "\t=1", "007", "1/2", "E-5", "1E-5", "3. Mai", "2-1", "1.2"]
)
def test_texts_stay_what_they_are_when_a_person_edits_their_cell(text: str):
    frames = {**FRAMES, "actors": to_frame(ACTORS, [Actor(actor_id="a", name=text, kind="Ämter & Größen")])}
    sheet = openpyxl.load_workbook(io.BytesIO(workbook(CARD, "1.0.0", frames)))["Akteure"]
    assert (sheet["B2"].value, sheet["B2"].data_type, sheet["B2"].quotePrefix) == (text, "s", True)
    assert (sheet["C2"].value, sheet["C2"].quotePrefix) == ("Ämter & Größen", False)
    assert canonical_csv(frames["actors"]).decode().splitlines()[1].split(",")[1].strip('"') == text.replace('"', '""')


def test_the_workbook_is_the_same_whatever_zlib_the_machine_has(monkeypatch: pytest.MonkeyPatch):
    here = workbook(CARD, "1.0.0", FRAMES)
    compress = zlib.compressobj
    monkeypatch.setattr(zlib, "compressobj", lambda level, *more: compress(1, *more))
    assert workbook(CARD, "1.0.0", FRAMES) == here
    monkeypatch.undo()
    with zipfile.ZipFile(io.BytesIO(here)) as archive:
        assert archive.testzip() is None
        assert {member.date_time for member in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_parquet_has_types_titles_and_the_same_rows(release: Path):
    for table in TABLES:
        read = pq.read_table(release / "parquet" / f"{table.name}.parquet")
        assert [tuple(row.values()) for row in read.to_pylist()] == list(rows(FRAMES[table.name]))
    schema = pq.read_schema(release / "parquet" / "measures.parquet")
    assert [str(schema.field(n).type) for n in ("title", "start_year", "cost_eur_min")] == ["string", "int64", "double"]
    assert schema.field("title").metadata[b"title"] == b"Titel"
    assert schema.field("title").metadata[b"title@en"] == b"Title"
    assert schema.field("title").metadata[b"description"] == b"Titel wie gedruckt, ohne Worttrennungen."
    assert not schema.field("title").nullable
    assert schema.field("code").nullable


def test_sqlite_has_keys_references_and_the_same_rows(release: Path):
    with closing(sqlite3.connect(f"file:{release / CARD.concept_id}.sqlite?mode=ro", uri=True)) as base:
        assert base.execute("PRAGMA foreign_key_check").fetchall() == []
        assert base.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        for table in TABLES:
            assert base.execute(f'SELECT * FROM "{table.name}"').fetchall() == list(rows(FRAMES[table.name]))
        joined = base.execute(
            "SELECT a.name FROM measures JOIN measure_actors USING (measure_id) JOIN actors a USING (actor_id)"
        )
        assert joined.fetchall() == [("Volkshochschule",)]
        keys = [row[1] for row in base.execute("PRAGMA table_info(action_fields)") if row[5]]
        assert keys == ["document_id", "action_field_id"]
        assert {row[2] for row in base.execute("PRAGMA foreign_key_list(measures)")} == {"documents", "goals"}


@pytest.mark.parametrize(
    "change",
    ["INSERT INTO actors VALUES ('vhs', 'doppelt', 'x')", "UPDATE measures SET title = NULL",
     "UPDATE statuses SET status = 'erledigt'", "UPDATE checks SET passed = 2", "DELETE FROM documents"],
)  # fmt: skip
def test_sqlite_refuses_what_the_tables_do_not_allow(release: Path, change: str):
    with closing(sqlite3.connect(":memory:")) as base:
        base.deserialize((release / f"{CARD.concept_id}.sqlite").read_bytes())
        base.execute("PRAGMA foreign_keys = ON")
        with pytest.raises(sqlite3.IntegrityError):
            base.execute(change)


def test_frictionless_accepts_the_datapackage(release: Path):
    package = Package(str(release / "datapackage.json"))
    assert len(package.resources) == len(TABLES)
    report = package.validate()
    assert report.valid, report.flatten(["name", "type", "note"])
    assert report.stats["errors"] == 0
    assert sum(task.stats.get("rows", 0) for task in report.tasks) == sum(len(frame) for frame in FRAMES.values())


@pytest.mark.parametrize(
    ("table", "wrong", "kind"),
    [
        ("measures", ("Sprachkurse", "Sprachkursf"), "hash-count"),
        ("statuses", ("in Regelbetrieb", "erledigt"), "constraint-error"),
        ("actors", ("Volkshochschule", ""), "constraint-error"),
        ("measure_actors", (",vhs,", ",awo,"), "foreign-key"),
        ("sections", ("s-1", "s-2"), "primary-key"),
        ("documents", (",40,", ",vierzig,"), "type-error"),
    ],
)
def test_frictionless_finds_what_the_datapackage_forbids(
    release: Path, tmp_path: Path, table: str, wrong: tuple[str, str], kind: str
):
    for path in [*release.glob("*.csv"), release / "datapackage.json"]:
        (tmp_path / path.name).write_bytes(path.read_bytes())
    path = tmp_path / f"{table}.csv"
    path.write_text(path.read_text(encoding="utf-8").replace(*wrong, 1), encoding="utf-8", newline="")
    found = {kind for [kind] in Package(str(tmp_path / "datapackage.json")).validate().flatten(["type"])}
    assert kind in found


def test_the_datapackage_names_licence_sources_and_hashes(release: Path):
    described = json.loads((release / "datapackage.json").read_bytes())
    assert (described["name"], described["version"]) == (CARD.concept_id, "1.0.0")
    assert described["$schema"] == "https://datapackage.org/profiles/2.0/datapackage.json"
    assert described["licenses"] == [{"title": CARD.licence, "path": CARD.licence_url}]
    assert [source.get("path") for source in described["sources"]] == ["https://musterlingen.example/konzept.pdf", None]
    measures = next(resource for resource in described["resources"] if resource["name"] == "measures")
    assert re.fullmatch("sha256:[0-9a-f]{64}", measures["hash"])
    assert measures["bytes"] == (release / "measures.csv").stat().st_size
    assert measures["schema"]["primaryKey"] == ["measure_id"]
    title = next(field for field in measures["schema"]["fields"] if field["name"] == "title")
    assert (title["title"], title["constraints"]) == ("Titel", {"required": True})
    assert (title["title@en"], title["description"], title["description@en"]) == (
        "Title", "Titel wie gedruckt, ohne Worttrennungen.", "Title as printed, hyphenation undone.",
    )  # fmt: skip
    assert (measures["title"], measures["title@en"]) == ("Maßnahmen", "Measures")
    assert measures["description"].startswith("Etwas, das ein Rat")
    assert described["languages"] == ["de", "en"]
    votes = next(resource for resource in described["resources"] if resource["name"] == "votes")
    choice = next(field for field in votes["schema"]["fields"] if field["name"] == "choice")
    assert choice["categories"][0] == {"value": "for", "label": "dafür", "label@en": "for"}
    assert [category["value"] for category in choice["categories"]] == choice["constraints"]["enum"]
    assert described["contributors"] == [{"title": CARD.contact, "email": CARD.contact, "roles": ["contact"]}]


def test_a_card_with_little_on_it_is_still_a_valid_datapackage(tmp_path: Path):
    card = replace(CARD, city="", description="", licence="Freie Nutzung (Stadt)", licence_url="", contact="")
    path = write_release(tmp_path, card, {"actors": FRAMES["actors"]}, released_at=RELEASED_AT).path
    assert Package(str(path / "datapackage.json")).validate().valid
    described = json.loads((path / "datapackage.json").read_bytes())
    assert described["licenses"] == [{"name": "Freie-Nutzung-Stadt", "title": "Freie Nutzung (Stadt)"}]
    assert "contributors" not in described
    assert described["title"] == "Integrationskonzept"


def test_a_release_that_cannot_be_read_is_named(tmp_path: Path):
    path = write_release(tmp_path, CARD, {"actors": FRAMES["actors"]}, released_at=RELEASED_AT).path
    (path / "checks.csv").write_bytes(b"name,scope,value,threshold,passed\nn,s,viel,0.9,true\n")
    with pytest.raises(DamagedRelease, match=r"1\.0\.0"):
        read_release(path)


def test_titles_are_told_apart_in_every_table():
    for table in TABLES:
        titles = [column.column.title for column in table.columns]
        assert len(set(titles)) == len(titles)
    assert len({table.title.lower() for table in TABLES}) == len(TABLES)
    assert ACTORS.title == "Akteure"
