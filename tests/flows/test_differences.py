"""Differences between releases, and the version numbers that follow from them."""

import json
from dataclasses import replace

import pandas as pd
import pytest

from extractors.frames import to_frames
from flows.stores.changelog import changelog, changes_since, notes
from flows.stores.datapackage import as_json
from flows.stores.datasets import Dataset, Shape, dataset_of, shape_of
from flows.stores.differences import TableDifference, difference, next_version
from flows.stores.naming import counted, plain
from flows.stores.sentences import MOST_NAMED
from schemas.content import Actor, Measure
from schemas.extraction import Extraction
from schemas.tables import ACTION_FIELDS, CHECKS, MEASURE_ACTORS, MEASURES, PAPERS, STATUSES, TABLES, Table
from tests.flows.release_cases import CONCEPT_EXTRACTION, EXTRA, FEST, REPORT_EXTRACTION, SPRACHKURSE, frames_of


def dataset(*extractions: Extraction) -> Dataset:
    return dataset_of(frames_of(*extractions))


BOTH = dataset()


def with_measures(*measures: Measure) -> Dataset:
    return dataset(replace(CONCEPT_EXTRACTION, measures=measures), REPORT_EXTRACTION)


def reshaped(shape: Shape, frame: pd.DataFrame) -> Dataset:
    """The dataset with another form of `goals`."""
    return Dataset({**BOTH.shapes, "goals": shape}, {**BOTH.frames, "goals": frame})


def without(dataset: Dataset, table: str) -> Dataset:
    shapes = {name: shape for name, shape in dataset.shapes.items() if name != table}
    return Dataset(shapes, {name: dataset.frames[name] for name in shapes})


GOALS, GOAL_SHAPE = BOTH.frames["goals"], BOTH.shapes["goals"]
NO_NUMBER = {name: kind for name, kind in GOAL_SHAPE.types.items() if name != "number"}
LESS = reshaped(replace(GOAL_SHAPE, types=NO_NUMBER), GOALS.drop(columns="number"))
RENAMED = reshaped(
    replace(GOAL_SHAPE, types={{"number": "code"}.get(name, name): kind for name, kind in GOAL_SHAPE.types.items()}),
    GOALS.rename(columns={"number": "code"}),
)
RETYPED = reshaped(
    replace(GOAL_SHAPE, types={**GOAL_SHAPE.types, "page": "string"}), GOALS.assign(page=GOALS["page"].astype("string"))
)
OTHER_KEY = reshaped(replace(GOAL_SHAPE, key=("document_id", "goal_id")), GOALS)
CORRECTED = with_measures(SPRACHKURSE, replace(FEST, title="Fest der Kulturen"))
MOVED = with_measures(SPRACHKURSE, replace(FEST, measure_id="2017-1.3"))
MORE = with_measures(SPRACHKURSE, FEST, replace(FEST, measure_id="2017-9"))
NO_STATUS = dataset(CONCEPT_EXTRACTION, replace(REPORT_EXTRACTION, statuses=()))
REORDERED = with_measures(FEST, SPRACHKURSE)
NO_CHECK = dataset(replace(CONCEPT_EXTRACTION, checks=()), REPORT_EXTRACTION)


@pytest.mark.parametrize(
    ("old", "new", "level", "reason"),
    [
        (BOTH, LESS, "major", "column goals.number is gone"),
        (BOTH, RENAMED, "major", "column goals.number is gone"),
        (BOTH, RETYPED, "major", "column goals.page was integer and is string"),
        (BOTH, OTHER_KEY, "major", "goals has another key"),
        (BOTH, without(BOTH, "votes"), "major", "table votes is gone"),
        (BOTH, MOVED, "major", "ids of measures are gone: 1"),
        (BOTH, dataset(CONCEPT_EXTRACTION), "major", "ids of documents are gone: 1"),
        (LESS, BOTH, "minor", "column goals.number is new"),
        (without(BOTH, "votes"), BOTH, "minor", "table votes is new"),
        (dataset(CONCEPT_EXTRACTION), BOTH, "minor", "new documents: 1"),
        (BOTH, CORRECTED, "patch", "rows of measures have changed"),
        (BOTH, MORE, "patch", "rows of measures have changed"),
        (BOTH, NO_STATUS, "patch", "rows of statuses have changed"),
        (BOTH, NO_CHECK, "patch", "rows of checks have changed"),
        (BOTH, REORDERED, "patch", "only the order of rows, or what is said of the concept, has changed"),
    ],
)
def test_the_version_follows_from_the_difference(old: Dataset, new: Dataset, level: str, reason: str):
    found = difference(old, new)
    assert (found.level, found.reasons[0].english) == (level, reason)


@pytest.mark.parametrize(
    ("version", "level", "after"),
    [
        ("1.0.0", "patch", "1.0.1"),
        ("1.0.9", "patch", "1.0.10"),
        ("1.4.2", "minor", "1.5.0"),
        ("1.4.2", "major", "2.0.0"),
    ],
)
def test_next_version(version: str, level: str, after: str):
    assert next_version(version, level) == after


@pytest.mark.parametrize(
    ("table", "has_ids"),
    [
        (MEASURES, True),
        (PAPERS, True),
        (ACTION_FIELDS, True),
        (MEASURE_ACTORS, False),
        (CHECKS, False),
        (STATUSES, False),
    ],
)
def test_only_ids_bind_us(table: Table, has_ids: bool):
    assert shape_of(table).has_ids is has_ids


def test_rows_are_told_apart_by_key():
    new = with_measures(replace(SPRACHKURSE, end_year=2020, title="Kurse"), replace(FEST, measure_id="2017-neu"))
    measures = difference(BOTH, new).tables["measures"]
    assert [row["measure_id"] for row in measures.added] == ["2017-neu"]
    assert [row["measure_id"] for row in measures.removed] == ["2017-1.2"]
    [changed] = measures.changed
    assert changed.key == {"measure_id": "2017-007"}
    assert changed.columns == {"title": (SPRACHKURSE.title, "Kurse"), "end_year": (None, 2020)}


def test_rows_without_a_key_are_counted():
    [vote] = REPORT_EXTRACTION.votes
    twice = dataset(CONCEPT_EXTRACTION, replace(REPORT_EXTRACTION, votes=(vote, vote)))
    found = difference(BOTH, twice).tables
    assert {name: len(table.added) for name, table in found.items()} == {"votes": 1}
    assert found["votes"].added[0]["group"] == "CDU"


def test_a_new_column_does_not_make_every_row_a_changed_one():
    assert difference(LESS, BOTH).tables == {}


def test_equal_datasets_differ_in_no_table():
    assert difference(BOTH, BOTH).tables == {}
    assert not TableDifference()


def told(old: Dataset, new: Dataset) -> list[str]:
    """The lines of the changelog about what became of rows."""
    return [line for line in changelog("1.0.1", "1.0.0", difference(old, new), "").splitlines() if "- " in line[:4]]


def test_the_changelog_tells_readers_in_german_what_changed():
    new = with_measures(
        replace(SPRACHKURSE, title="Kurse", end_year=2020), replace(FEST, measure_id="2017-neu", title="*Fest*\n<b>neu")
    )
    assert changelog("2.0.0", "1.0.0", difference(BOTH, new), "# Änderungen der Daten\n\n## 1.0.0\n\nErster.\n") == (
        "# Änderungen der Daten\n"
        "\n"
        "## 2.0.0 (gegenüber 1.0.0)\n"
        "\n"
        "Abfragen und Verweise auf frühere Datenstände müssen geprüft werden: 1 Maßnahme weggefallen.\n"
        "\n"
        "- 1 Maßnahme neu erkannt: 1.2 „\\*Fest\\* \\<b\\>neu“.\n"
        "- 1 Maßnahme nicht mehr enthalten: 1.2 „@Fest; Tag der Kulturen“.\n"
        "- Maßnahme 007 „Kurse“: „Titel“ ist jetzt „Kurse“, bisher „Sprachkurse für Mütter, „Rucksack““.\n"
        "- Maßnahme 007 „Kurse“ hat jetzt ein Endjahr: 2020.\n"
        "\n"
        "## 1.0.0\n"
        "\n"
        "Erster.\n"
    )


@pytest.mark.parametrize(
    ("before", "now", "sentence"),
    [
        ({"responsible": None}, {"responsible": "Fachbereich Soziales"},
         "hat jetzt einen Verantwortlichen: Fachbereich Soziales."),
        ({"status": None}, {"status": "abgeschlossen"}, "hat jetzt einen Umsetzungsstand: abgeschlossen."),
        ({"status": "neu"}, {"status": "abgeschlossen"}, ": „Stand“ ist jetzt „abgeschlossen“, bisher „neu“."),
        ({"funding": "Land"}, {"funding": None}, ": zu „Finanzierung“ steht nichts mehr, bisher „Land“."),
        ({"cost": None, "cost_eur_min": None}, {"cost": "5 €", "cost_eur_min": 5.0},
         "hat jetzt eine Kostenangabe: 5 €."),
        ({"cost_eur_min": None}, {"cost_eur_min": 12.5}, "hat jetzt einen niedrigsten Betrag in Euro: 12,5."),
        ({"quote": "a", "responsible": None}, {"quote": "b", "responsible": "VHS"},
         "hat jetzt einen Verantwortlichen: VHS."),
    ],
)  # fmt: skip
def test_a_changed_value_is_a_sentence(before: dict[str, object], now: dict[str, object], sentence: str):
    old = with_measures(SPRACHKURSE, replace(FEST, **before))
    new = with_measures(SPRACHKURSE, replace(FEST, **now))
    subject = "- Maßnahme 1.2 „@Fest; Tag der Kulturen“"
    assert told(old, new) == [subject + ("" if sentence.startswith(":") else " ") + sentence]


def test_what_changed_for_no_reader_is_counted():
    moved = with_measures(SPRACHKURSE, replace(FEST, page_last=20, confidence=0.5))
    assert told(BOTH, moved) == ["- 1 Maßnahme nur mit anderer Fundstelle oder Sicherheit."]


def test_the_changelog_names_some_rows_and_counts_the_rest():
    many = with_measures(SPRACHKURSE, FEST, *(replace(FEST, measure_id=f"x-{n}", code=f"X {n}") for n in range(50)))
    lines = told(BOTH, many)
    assert lines[0] == "- 50 Maßnahmen neu erkannt:"
    assert sum(line.startswith("  - X") for line in lines) == MOST_NAMED
    assert lines[-1] == f"  - und {50 - MOST_NAMED} weitere, siehe changes_since.json"


def test_many_changed_rows_are_told_in_part():
    measures = [replace(FEST, measure_id=f"x-{n}", code=f"X {n}") for n in range(50)]
    changed = [replace(measure, priority="hoch") for measure in measures]
    lines = told(with_measures(SPRACHKURSE, FEST, *measures), with_measures(SPRACHKURSE, FEST, *changed))
    assert lines[0] == "- Maßnahme X 0 „@Fest; Tag der Kulturen“ hat jetzt eine Priorität: hoch."
    assert len(lines) == MOST_NAMED + 1
    assert lines[-1] == f"- {50 - MOST_NAMED} Maßnahmen mehr mit geänderten Angaben, siehe changes_since.json."


def test_rows_of_new_documents_are_told_apart_from_those_read_better():
    more = dataset(
        replace(CONCEPT_EXTRACTION, measures=(SPRACHKURSE, FEST, replace(FEST, measure_id="x"))), REPORT_EXTRACTION
    )
    lines = told(dataset(CONCEPT_EXTRACTION), more)
    assert "- Neues Dokument: „Umsetzungsbericht 2019“ (Bericht)." in lines
    assert "- 1 Maßnahme neu erkannt: 1.2 „@Fest; Tag der Kulturen“." in lines
    assert "- 1 Vorlage aus neuen Dokumenten: 2017/1900 „Integrationskonzept“." in lines
    assert told(more, dataset(CONCEPT_EXTRACTION))[0] == "- Dokument weggefallen: „Umsetzungsbericht 2019“ (Bericht)."


def test_tables_whose_rows_have_no_name_are_only_counted():
    more = replace(CONCEPT_EXTRACTION, actors=(*CONCEPT_EXTRACTION.actors, Actor(actor_id="awo", name="AWO", kind="x")))
    assert told(BOTH, dataset(more, REPORT_EXTRACTION)) == ["- Außerdem: 1 Akteur neu."]
    assert told(BOTH, NO_STATUS) == ["- Außerdem: 1 Angabe zum Umsetzungsstand entfallen."]


def test_what_is_no_longer_published_can_still_be_told():
    assert told(BOTH, LESS) == []
    assert "die Spalte goals.number ist weggefallen" in notes(difference(BOTH, LESS))
    assert told(BOTH, without(BOTH, "votes")) == ["- Außerdem: 1 Stimmabgabe einer Gruppe entfallen."]
    old = GOALS[["goal_id"]].rename(columns={"goal_id": "a"})
    strange = Dataset({**BOTH.shapes, "alte": Shape({"a": "string"})}, {**BOTH.frames, "alte": old})
    assert told(strange, BOTH) == ["- Außerdem: 1 Zeile von alte entfallen."]


@pytest.mark.parametrize(
    ("value", "words"),
    [(True, "ja"), (False, "nein"), (3, "3"), (12500.0, "12500"), (0.25, "0,25"), ("a\nb  c", "a b c"),
     ("[x]", "\\[x\\]"), ("x" * 200, "x" * 119 + "…")],
)  # fmt: skip
def test_values_are_told_on_one_line(value: object, words: str):
    assert plain(value) == words


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_rows_of_every_table_can_be_counted(table: Table):
    one, several = counted(1, table.name), counted(2, table.name)
    assert one.startswith("1 ")
    assert several.startswith("2 ")
    assert "Zeile von" not in one


def test_machines_get_every_row():
    machines = json.loads(as_json(changes_since("2.0.0", "1.0.0", difference(BOTH, CORRECTED))))
    assert (machines["version"], machines["since"], machines["level"]) == ("2.0.0", "1.0.0", "patch")
    assert machines["tables"] == {
        "measures": {
            "added": [],
            "removed": [],
            "changed": [
                {"key": {"measure_id": "2017-1.2"},
                 "columns": {"title": {"before": "@Fest; Tag der Kulturen", "now": "Fest der Kulturen"}}}
            ],
        }
    }  # fmt: skip
    assert changes_since("1.0.0", None, None) == {
        "version": "1.0.0", "since": None, "level": None, "reasons": [], "tables": {},
    }  # fmt: skip


def test_a_table_that_is_new_or_gone_shows_its_rows():
    assert len(difference(without(BOTH, "votes"), BOTH).tables["votes"].added) == 1
    assert len(difference(BOTH, without(BOTH, "votes")).tables["votes"].removed) == 1


def test_unknown_tables_are_refused():
    frames = to_frames([CONCEPT_EXTRACTION], EXTRA)
    with pytest.raises(ValueError, match="mesures"):
        dataset_of({"mesures": frames["measures"]})
