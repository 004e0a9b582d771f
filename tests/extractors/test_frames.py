"""Frames: every table, typed, in a stable order, and no row lost unseen."""

import csv
import io
from dataclasses import replace

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.frames import conform, rows, to_frame, to_frames
from extractors.published import DuplicateKey, clean_text
from schemas.content import Actor, Measure, Section
from schemas.council import Paper
from schemas.documents import Check, Document, Issue
from schemas.extraction import Extraction
from schemas.tables import ACTORS, CHECKS, DOCUMENTS, MEASURES, SECTIONS, TABLES


def document(document_id: str, **said: object) -> Document:
    return Document(document_id=document_id, sha256=document_id * 4, byte_size=1, **said)  # type: ignore[arg-type]  # values of many kinds


def section(section_id: str, **said: object) -> Section:
    told = {"document_id": "d", "level": 1, "heading": "Ziele", "page_first": 1, "page_last": 1, **said}
    return Section(section_id=section_id, **told)  # type: ignore[arg-type]  # values of many kinds


def test_every_table_is_there_with_its_columns_and_types_even_without_rows():
    frames = to_frames([])
    assert list(frames) == [table.name for table in TABLES]
    for table in TABLES:
        assert tuple(frames[table.name].columns) == table.header
    assert {str(dtype) for frame in frames.values() for dtype in frame.dtypes} == {
        "string",
        "Int64",
        "Float64",
        "boolean",
    }


def test_who_changes_a_table_without_rows_changes_no_other():
    first = to_frame(CHECKS, [])
    first.loc[0] = ["n", "s", 1.0, 0.5, True]
    first["note"] = "mine"
    first.columns = first.columns.str.upper()
    second = to_frame(CHECKS, [])
    assert tuple(second.columns) == CHECKS.header
    assert second.empty


def test_rows_give_back_plain_values_and_none_for_what_is_not_printed():
    frame = to_frame(DOCUMENTS, [document("a", title="", page_count=3, text_agreement=float("nan"))])
    row = dict(zip(frame.columns, next(rows(frame)), strict=True))
    assert row["title"] is None
    assert row["text_agreement"] is None
    assert row["page_count"] == 3
    assert type(row["page_count"]) is int
    assert next(rows(to_frame(CHECKS, [Check(name="n", scope="s", value=1, threshold=0.5, passed=True)]))) == (
        "n", "s", 1.0, 0.5, True,
    )  # fmt: skip


def test_documents_stand_by_edition_and_kind_whatever_the_order_they_come_in():
    report = Extraction(document=document("a", edition_id="2017", kind="report"))
    loose = Extraction(document=document("0"))
    new = Extraction(document=document("b", edition_id="2017", kind="concept"))
    old = Extraction(document=document("c", edition_id="2009", kind="concept"))
    for given_order in ([report, loose, new, old], [old, new, loose, report]):
        assert to_frames(given_order)["documents"]["document_id"].tolist() == ["c", "b", "a", "0"]


def test_sections_keep_the_order_of_the_document():
    extraction = Extraction(document=document("d"), sections=(section("z"), section("a"), section("m")))
    assert to_frames([extraction])["sections"]["section_id"].tolist() == ["z", "a", "m"]


def test_actors_of_several_documents_become_one_row_each():
    first = Extraction(document=document("a"), actors=(Actor(actor_id="vhs", name="VHS", kind="education"),))
    further = (Actor(actor_id="vhs", name="VHS", kind="education"), Actor(actor_id="awo", name="AWO", kind="welfare"))
    second = Extraction(document=document("b"), actors=further)
    assert to_frames([first, second])["actors"]["actor_id"].tolist() == ["awo", "vhs"]


def test_a_paper_of_several_documents_keeps_what_each_states_and_disagreement_is_an_issue():
    first = Extraction(
        document=document("a"), papers=(Paper(paper="2017/1900", subject="Integrationskonzept", document_id="a"),)
    )
    second = Extraction(
        document=document("b"),
        papers=(Paper(paper="2017/1900", subject="Konzept", date="2017-10-16", document_id="b"),),
    )
    frames = to_frames([second, first])
    papers = frames["papers"]
    assert papers[["subject", "date", "document_id"]].values.tolist() == [["Integrationskonzept", "2017-10-16", "a"]]
    issues = frames["issues"]
    assert issues[["document_id", "kind"]].values.tolist() == [["b", "papers_disagree"]]
    assert "“Konzept”" in issues["what"][0]


def test_rows_with_the_same_key_are_refused_by_name():
    with pytest.raises(DuplicateKey, match="table sections: 3 rows have the key s-1") as caught:
        to_frame(SECTIONS, [section("s-0"), section("s-1"), section("s-1"), section("s-1")])
    assert (caught.value.table, caught.value.key, caught.value.rows) == ("sections", ("s-1",), 3)


def test_the_same_document_twice_is_refused():
    twice = Extraction(document=document("a"))
    with pytest.raises(DuplicateKey):
        to_frames([twice, replace(twice)])


def test_what_no_document_states_alone_follows_and_must_be_a_table():
    own = Issue(document_id="d", severity="notice", kind="k", what="im Dokument")
    extra = Issue(document_id="", severity="notice", kind="k", what="im Lauf")
    extraction = Extraction(document=document("d"), issues=(own,))
    assert to_frames([extraction], {"issues": [extra]})["issues"]["what"].tolist() == ["im Dokument", "im Lauf"]
    with pytest.raises(ValueError, match="isues"):
        to_frames([], {"isues": [extra]})


def test_a_frame_from_elsewhere_gets_our_types_and_must_have_our_columns():
    loose = pd.DataFrame({"kind": ["x"], "name": ["A\x00"], "actor_id": [7]})
    assert list(rows(conform(ACTORS, loose))) == [("7", "A\ufffd", "x")]
    with pytest.raises(ValueError, match="actors has other columns"):
        conform(ACTORS, loose.rename(columns={"kind": "sort"}))


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        ("Rad- und Fußverkehr", "Rad- und Fußverkehr"),
        ("a\tb\nc", "a\tb\nc"),
        ("a\rb\x0bc\x0cd\u2028e\x85f", "a\nb\nc\nd\ne\nf"),
        ("Ver\x02waltung\x00", "Ver\ufffdwaltung\ufffd"),
        ("\ud800\uffff\x7f\x9f", "\ufffd\ufffd\ufffd\ufffd"),
        ("weiches\u00adTrennzeichen", "weiches\u00adTrennzeichen"),
    ],
)
def test_signs_no_format_can_carry_are_replaced_one_by_one(text: str, clean: str):
    assert clean_text(text) == clean


@given(st.text(st.characters()))
def test_clean_text_has_the_same_length_and_can_be_written_as_a_line_of_csv(text: str):
    cleaned = clean_text(text)
    assert len(cleaned) == len(text)
    assert clean_text(cleaned) == cleaned
    written = io.StringIO(newline="")
    csv.writer(written, lineterminator="\n").writerow([cleaned, "x"])
    again = written.getvalue().encode().decode()
    assert next(csv.reader(again.splitlines(keepends=True))) == [cleaned, "x"]


def test_numbers_of_a_measure_keep_their_type():
    measure = Measure(
        measure_id="m", document_id="d", title="T", page_first=1, page_last=1, quote="q", confidence=1, method="list",
        start_year=2018, cost_eur_min=5,
    )  # fmt: skip
    row = dict(zip(MEASURES.header, next(rows(to_frame(MEASURES, [measure]))), strict=True))
    assert (row["start_year"], row["end_year"], row["cost_eur_min"]) == (2018, None, 5.0)
    assert type(row["cost_eur_min"]) is float
