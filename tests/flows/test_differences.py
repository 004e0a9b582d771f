"""Differences between releases, and the version numbers that follow from them."""

import json
from dataclasses import replace

import pandas as pd
import pytest

from extractors.frames import to_frames
from flows.stores.changelog import MOST_NAMED, changelog, changes_since
from flows.stores.datapackage import as_json
from flows.stores.datasets import Dataset, Shape, dataset_of, shape_of
from flows.stores.differences import TableDifference, difference, next_version
from schemas.content import Actor, Measure
from schemas.extraction import Extraction
from schemas.tables import ACTION_FIELDS, CHECKS, MEASURE_ACTORS, MEASURES, PAPERS, STATUSES, Table
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


def test_the_changelog_tells_readers_in_german_what_changed():
    new = with_measures(
        replace(SPRACHKURSE, title="Kurse", end_year=2020), replace(FEST, measure_id="2017-neu", title="*Fest*\n<b>neu")
    )
    assert changelog("2.0.0", "1.0.0", difference(BOTH, new), "# Änderungen der Daten\n\n## 1.0.0\n\nErster.\n") == (
        "# Änderungen der Daten\n"
        "\n"
        "## 2.0.0 (gegenüber 1.0.0)\n"
        "\n"
        "Abfragen und Verweise auf frühere Datenstände müssen geprüft werden: weggefallene Kennungen, Maßnahmen: 1.\n"
        "\n"
        "- Maßnahmen: 1 Zeile hinzugekommen, 1 Zeile weggefallen, 1 Zeile geändert.\n"
        "  - neu: „1.2 \\*Fest\\* \\<b\\>neu“\n"
        "  - weggefallen: „1.2 @Fest; Tag der Kulturen“\n"
        "  - geändert: „007 Kurse“ (Titel, Ende)\n"
        "\n"
        "## 1.0.0\n"
        "\n"
        "Erster.\n"
    )


def test_the_changelog_names_some_rows_and_counts_the_rest():
    many = with_measures(SPRACHKURSE, FEST, *(replace(FEST, measure_id=f"x-{n}", code=f"X {n}") for n in range(50)))
    lines = changelog("1.0.1", "1.0.0", difference(BOTH, many), "").splitlines()
    assert sum(line.startswith("  - neu: „X") for line in lines) == MOST_NAMED
    assert f"  - neu: {50 - MOST_NAMED} weitere, siehe changes_since.json" in lines
    assert "- Maßnahmen: 50 Zeilen hinzugekommen." in lines


def test_tables_whose_rows_have_no_name_are_only_counted():
    more = replace(CONCEPT_EXTRACTION, actors=(*CONCEPT_EXTRACTION.actors, Actor(actor_id="awo", name="AWO", kind="x")))
    text = changelog("1.0.1", "1.0.0", difference(BOTH, dataset(more, REPORT_EXTRACTION)), "")
    assert text.endswith("- Akteure: 1 Zeile hinzugekommen.\n")


def test_machines_get_every_row():
    told = json.loads(as_json(changes_since("2.0.0", "1.0.0", difference(BOTH, CORRECTED))))
    assert (told["version"], told["since"], told["level"]) == ("2.0.0", "1.0.0", "patch")
    assert told["tables"] == {
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
