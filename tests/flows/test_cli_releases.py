"""The commands about releases, as a user meets them: differences, explanations, hashes, and damage by hand."""

import csv
import functools
import io
import json
import shutil
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest
from click.testing import CliRunner, Result

from flows.cli import main
from flows.stores.releases import write_release
from schemas.content import Measure
from tests.flows.release_cases import (
    CARD,
    CONCEPT_EXTRACTION,
    CONCEPT_ID,
    FEST,
    RELEASED_AT,
    REPORT_EXTRACTION,
    SPRACHKURSE,
    frames_of,
)

CONCEPT = CARD.concept_id


def frames(*measures: Measure) -> Mapping[str, pd.DataFrame]:
    return frames_of(replace(CONCEPT_EXTRACTION, measures=measures), REPORT_EXTRACTION)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Four releases: a measure gained and one changed, one lost, twelve gained."""
    root = tmp_path_factory.mktemp("made")
    changed = replace(SPRACHKURSE, responsible=None, priority="hoch")
    many = [replace(FEST, measure_id=f"2017-{n}", title=f"Fest {n}") for n in range(12)]
    for measures in ((SPRACHKURSE,), (changed, FEST), (changed,), (changed, *many)):
        write_release(root, CARD, frames(*measures), released_at=RELEASED_AT)
    return root


@pytest.fixture
def konzept(made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> "functools.partial[Result]":
    """`konzept(...)` with a copy of these releases."""
    shutil.copytree(made, tmp_path, dirs_exist_ok=True)
    monkeypatch.setenv("KONZEPT_OUTPUT", str(tmp_path))
    monkeypatch.setenv("KONZEPT_RAW", str(tmp_path / "raw"))
    return functools.partial(lambda *args: CliRunner().invoke(main, args, catch_exceptions=False))


def test_gains_losses_and_changed_cells_are_told_by_key(konzept: "functools.partial[Result]") -> None:
    told = konzept("diff", CONCEPT, "1.0.0", "1.0.1")
    assert told.exit_code == 0
    assert told.stdout.splitlines() == [
        "measures: 1 gained, 1 changed",
        "  + 2017-1.2  @Fest; Tag der Kulturen",
        "  ~ 2017-007  responsible: - Fachbereich Soziales - VHS → (empty)",
        "  ~ 2017-007  priority: (empty) → hoch",
    ]
    assert told.stderr == "patch: rows of measures have changed\n"
    back = konzept("diff", CONCEPT, "1.0.1", "1.0.0", "--quiet")
    assert "  - 2017-1.2  @Fest; Tag der Kulturen" in back.stdout
    assert back.stderr == ""


def test_the_difference_as_csv_is_read_by_the_csv_module(konzept: "functools.partial[Result]") -> None:
    told = list(csv.DictReader(io.StringIO(konzept("diff", CONCEPT, "1.0.0", "1.0.1", "--csv").stdout, newline="")))
    assert [(row["what"], row["key"], row["column"], row["before"], row["now"]) for row in told] == [
        ("gained", "2017-1.2", "", "", "@Fest; Tag der Kulturen"),
        ("changed", "2017-007", "responsible", "- Fachbereich Soziales\n- VHS", ""),
        ("changed", "2017-007", "priority", "", "hoch"),
    ]
    assert {row["table"] for row in told} == {"measures"}


def test_the_difference_as_json_is_that_of_the_release(konzept: "functools.partial[Result]", tmp_path: Path) -> None:
    told = json.loads(konzept("diff", CONCEPT, "1.0.0", "1.0.1", "--json").stdout)
    assert told == json.loads((tmp_path / CONCEPT / "1.0.1" / "changes_since.json").read_bytes())
    assert told["tables"]["measures"]["changed"][0]["columns"]["priority"] == {"before": None, "now": "hoch"}


def test_rows_without_a_key_are_told_by_their_values(tmp_path: Path, konzept: "functools.partial[Result]") -> None:
    [vote] = REPORT_EXTRACTION.votes
    more = frames_of(CONCEPT_EXTRACTION, replace(REPORT_EXTRACTION, votes=(vote, replace(vote, group="SPD"))))
    version = write_release(tmp_path, CARD, more, released_at=RELEASED_AT).version
    assert "  + d-1 · for · SPD · CDU-Fraktion · 12" in konzept("diff", CONCEPT, "2.0.1", version).stdout.splitlines()
    told = konzept("diff", CONCEPT, "2.0.1", version, "--csv", "--table", "votes").stdout
    [row] = csv.DictReader(io.StringIO(told, newline=""))
    assert json.loads(row["key"]) == {
        "decision_id": "d-1", "choice": "for", "group": "SPD", "group_printed": "CDU-Fraktion", "count": 12,
    }  # fmt: skip


def test_ten_of_a_kind_are_shown_and_all_if_asked(konzept: "functools.partial[Result]") -> None:
    some = konzept("diff", CONCEPT, "2.0.0", "2.0.1").stdout.splitlines()
    assert (len(some), some[-1]) == (1 + 10 + 1, "  + … and 2 more; --all shows them")
    assert len(konzept("diff", CONCEPT, "2.0.0", "2.0.1", "--all").stdout.splitlines()) == 1 + 12


def test_a_release_compared_with_itself(konzept: "functools.partial[Result]") -> None:
    told = konzept("diff", CONCEPT, "1.0.0", "1.0.0")
    assert (told.exit_code, told.stdout) == (0, "1.0.0 and 1.0.0 are the same release.\n")


def test_releases_that_differ_in_other_tables_only(konzept: "functools.partial[Result]") -> None:
    told = konzept("diff", CONCEPT, "1.0.0", "1.0.1", "--table", "votes")
    assert (told.exit_code, told.stdout) == (0, "1.0.0 and 1.0.1 hold the same rows.\n")


def test_a_row_is_explained_for_people_and_for_programs(konzept: "functools.partial[Result]") -> None:
    for_people = konzept("explain", "2017-007", "--concept", CONCEPT)
    assert for_people.exit_code == 0
    assert "measures 2017-007 (release 2.0.1 of musterlingen-integration)" in for_people.stdout
    assert "page 12 at 1.5, 2 to 3.25, 4 pt, found by: sheet" in for_people.stdout
    told = json.loads(konzept("explain", "2017-007", "--release", "1.0.0", "--json").stdout)
    assert [one["table"] for one in told] == ["measures"]
    assert told[0]["place"]["box"] == [1.5, 2.0, 3.25, 4.0]
    assert {one["column"]: one["value"] for one in told[0]["values"]}["start_year"] == 2018


@pytest.mark.parametrize(
    ("args", "code", "words"),
    [
        (["diff", CONCEPT, "1.0.0", "9.9.9"], 2, "there is no release 9.9.9; there are 1.0.0, 1.0.1, 2.0.0, 2.0.1"),
        (["diff", CONCEPT, "1.0.0"], 2, "takes 2 values"),
        (
            ["diff", CONCEPT, "1.0.0", "1.0.1", "--table", "mesures"],
            2,
            "there is no table mesures; there are documents",
        ),
        (["explain", "2017-07"], 2, "did you mean '2017-007'"),
        (["explain", "2017-007", "--table", "mesures"], 2, "there is no table mesures"),
        (["explain", "2017-007", "--concept", "gibt-es-nicht"], 2, "no catalogue called 'gibt-es-nicht'"),
        (["explain", "2017-007", "--concept", "../oben"], 2, "no concept id"),
        (["verify", CONCEPT, "9.9.9"], 1, "has no release 9.9.9"),
    ],
)
def test_wrong_names_are_told_in_a_sentence(
    konzept: "functools.partial[Result]", args: list[str], code: int, words: str
) -> None:
    told = konzept(*args)
    assert (told.exit_code, words in told.output) == (code, True), told.output


COMMANDS = (
    ["diff", CONCEPT, "1.0.0", "2.0.1"],
    ["explain", "2017-007", "--concept", CONCEPT],
    ["verify", CONCEPT],
)


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command[0])
@pytest.mark.parametrize("damage", ["edited", "missing", "added", "no folder", "no sums"])
def test_a_release_damaged_by_hand_is_named(
    konzept: "functools.partial[Result]", tmp_path: Path, command: list[str], damage: str
) -> None:
    release = tmp_path / CONCEPT / "2.0.1"
    table = release / "measures.csv"
    match damage:
        case "edited":
            table.write_text(table.read_text(encoding="utf-8").replace("Fest 3", "Fest 33"), encoding="utf-8")
        case "missing":
            table.unlink()
        case "added":
            (release / "notizen.txt").write_text("von Hand", encoding="utf-8")
        case "no folder":
            release.rename(tmp_path / "anderswo")
        case "no sums":
            (release / "SHA256SUMS").unlink()
    told = konzept(*command)
    assert told.exit_code == 1
    assert any(
        words in told.output for words in ("measures.csv is", "notizen.txt does not belong", "SHA256SUMS is missing")
    ), told.output
    assert "Traceback" not in told.output


def test_one_flipped_bit_is_found_by_the_command(konzept: "functools.partial[Result]", tmp_path: Path) -> None:
    assert konzept("verify", CONCEPT).stdout == "Every file is what was released.\n"
    place = tmp_path / CONCEPT / "2.0.1" / "parquet" / "measures.parquet"
    content = bytearray(place.read_bytes())
    content[len(content) // 3] ^= 0b100
    place.write_bytes(content)
    told = konzept("verify", CONCEPT, "--json")
    assert told.exit_code == 1
    assert json.loads(told.stdout) == {"problems": ["parquet/measures.parquet is not what was released"]}


def test_ids_lead_from_table_to_table(konzept: "functools.partial[Result]") -> None:
    told = konzept("explain", "2017-007", "--concept", CONCEPT).stdout
    for line in (line for line in told.splitlines() if line.startswith("see ")):
        _, table, row_id = line.split(" ", 2)
        assert konzept("explain", row_id, "--table", table, "--concept", CONCEPT).exit_code == 0
    assert f"see documents {CONCEPT_ID}" in told
