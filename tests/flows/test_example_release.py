"""The release of the bundled example: the same bytes on two machines, accepted by other tools, used as told."""

import json
import os
import re
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from frictionless import Package
from pyshacl import validate
from rdflib import Graph

from flows.explaining import explain_row
from flows.stores.csv_files import canonical_csv
from flows.stores.releases import read_release, verify_release
from schemas.tables import TABLES

HOUSE = Path(__file__).parents[2]
CONCEPT_ID = "musterlingen-integration"
PAGE = HOUSE / "docs" / "using-the-data.md"
BLOCK = re.compile(r"```(\w+)\n(.*?)```(?:\n\n```text\n(.*?)```)?", re.DOTALL)
EXAMPLES = [match for match in BLOCK.findall(PAGE.read_text(encoding="utf-8")) if match[0] != "text"]
PATIENCE_S = 600

ONE = {"PYTHONHASHSEED": "1", "TZ": "Asia/Tokyo", "LC_ALL": "C.UTF-8", "KONZEPT_WORKERS": "1"}
OTHER = {
    "PYTHONHASHSEED": "2", "TZ": "America/Los_Angeles", "LC_ALL": "POSIX", "PYTHONCOERCECLOCALE": "0",
    "PYTHONUTF8": "0", "KONZEPT_WORKERS": "2",
}  # fmt: skip


def run_on_a_machine(folder: Path, environment: dict[str, str], *, umask: int, days: int) -> None:
    """`konzept run` in a folder of its own, with the machine's language, time zone, clock and so on."""
    whole = {**os.environ, "PYTHONPATH": str(HOUSE), "HOME": str(folder), **environment}
    subprocess.run(
        [sys.executable, "-m", "tests.flows.running", str(days)],
        cwd=folder, env=whole, umask=umask, check=True, capture_output=True, timeout=PATIENCE_S,
    )  # fmt: skip


@pytest.fixture(scope="module")
def machine(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder in which somebody ran `konzept run`."""
    folder = tmp_path_factory.mktemp("one")
    run_on_a_machine(folder, ONE, umask=0o022, days=0)
    return folder


@pytest.fixture(scope="module")
def release(machine: Path) -> Path:
    return machine / "output" / CONCEPT_ID / "1.0.0"


def content_of(folder: Path) -> dict[str, bytes]:
    files = (path for path in folder.rglob("*") if path.is_file() and path.relative_to(folder).parts[0] != "site")
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def test_another_machine_on_another_day_makes_the_same_bytes(
    machine: Path, release: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    elsewhere = tmp_path_factory.mktemp("a machine with a longer name, and blanks in it")
    run_on_a_machine(elsewhere, OTHER, umask=0o077, days=900)
    here, there = content_of(release), content_of(elsewhere / "output" / CONCEPT_ID / "1.0.0")
    assert here.keys() == there.keys()
    assert [name for name in here if here[name] != there[name]] == []
    [entry], [other] = (
        json.loads((place / "output" / CONCEPT_ID / "releases.json").read_bytes()) for place in (machine, elsewhere)
    )
    assert (entry["sums_sha256"], entry["content_sha256"]) == (other["sums_sha256"], other["content_sha256"])
    assert entry["released_at"] < other["released_at"]


def test_no_file_tells_of_the_machine_or_the_day(machine: Path, release: Path) -> None:
    [entry] = json.loads((machine / "output" / CONCEPT_ID / "releases.json").read_bytes())
    told = [str(machine).encode(), entry["released_at"][:10].encode(), (entry["commit"] or "no commit").encode()]
    assert not [name for name, content in content_of(release).items() for word in told if word in content]


def test_provenance_names_all_it_was_made_of(machine: Path, release: Path) -> None:
    told = json.loads((release / "provenance.json").read_bytes())
    for name in ("version", "code_sha256", "lock_sha256"):
        assert told["program"][name], name
    assert told["catalogue"]["sha256"] != told["corrections"]["sha256"]
    raw = {path.stem for path in (machine / "raw" / CONCEPT_ID).glob("*.pdf")}
    assert {document["sha256"] for document in told["documents"]} == raw
    assert {document["retrieved_at"] for document in told["documents"]} == {None}


def test_frictionless_accepts_every_table_key_and_reference(release: Path) -> None:
    package = Package(str(release / "datapackage.json"))
    report = package.validate()
    assert report.valid, report.flatten(["name", "type", "note"])
    assert len(report.tasks) == len(TABLES)
    references = {(r.name, f["fields"][0]) for r in package.resources for f in r.schema.foreign_keys}
    assert references == {(table.name, column) for table in TABLES for column in table.foreign}
    assert {r.name for r in package.resources if r.schema.primary_key} == {t.name for t in TABLES if t.key}


REFERENCES = [(table.name, column) for table in TABLES for column in table.foreign]


@pytest.mark.parametrize(("table", "column"), REFERENCES)
def test_frictionless_finds_every_reference_that_leads_nowhere(
    release: Path, tmp_path: Path, table: str, column: str
) -> None:
    frame = read_release(release)[table]
    [place, *_] = frame.index[frame[column].notna()]
    described = json.loads((release / "datapackage.json").read_bytes())
    for resource in described["resources"]:
        del resource["bytes"], resource["hash"]
        shutil.copy(release / resource["path"], tmp_path)
    (tmp_path / "datapackage.json").write_text(json.dumps(described), encoding="utf-8")
    frame.loc[place, column] = "nirgends"
    (tmp_path / f"{table}.csv").write_bytes(canonical_csv(frame))
    report = Package(str(tmp_path / "datapackage.json")).validate()
    found = [(task.name, [error.type for error in task.errors]) for task in report.tasks if task.errors]
    assert found == [(table, ["foreign-key"])]


@pytest.mark.filterwarnings("ignore::DeprecationWarning:rdflib", "ignore::DeprecationWarning:pyshacl")
def test_its_description_for_portals_follows_the_rules(release: Path) -> None:
    graph = Graph().parse(release / "dcat.jsonld", format="json-ld")
    conforms, _, told = validate(graph, shacl_graph=Graph().parse(Path(__file__).with_name("dcat_ap_de.ttl")))
    assert conforms, told


def test_every_measure_and_each_of_its_printed_values_has_a_place(machine: Path, release: Path) -> None:
    measures = read_release(release)["measures"]["measure_id"].tolist()[::10]
    for measure_id in measures:
        found = explain_row(machine / "output", measure_id)
        measure = next(explanation for explanation in found if explanation.table == "measures")
        assert measure.place is not None
        assert measure.place.box is not None
        places = {told.column: told.place for told in measure.values}
        assert all(places[name] for name in ("responsible", "cost", "timeframe", "description") if name in places)


def test_the_page_has_an_example_for_every_tool() -> None:
    assert {language for language, _, _ in EXAMPLES} == {"python", "sql", "r", "sh"}
    assert {"pandas", "duckdb"} <= set(re.findall(r"^import (\w+)", PAGE.read_text(encoding="utf-8"), re.MULTILINE))


@pytest.mark.parametrize(
    ("language", "code", "expected"), EXAMPLES, ids=[f"{n}-{e[0]}" for n, e in enumerate(EXAMPLES)]
)
def test_the_page_tells_the_truth(machine: Path, language: str, code: str, expected: str) -> None:
    """Every example of the page, run where `konzept run` was run; what it prints stands below it."""
    told = _sql(machine, code) if language == "sql" else _run(machine, language, code)
    if expected:
        assert told.strip() == expected.strip()
    else:
        assert told.strip()


def _run(machine: Path, language: str, code: str) -> str:
    programs = {"python": [sys.executable, "-c"], "r": ["Rscript", "-e"], "sh": ["bash", "-ec"]}
    program, option = programs[language]
    if shutil.which(program) is None:
        pytest.skip(f"{program} is not installed")
    beside = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    done = subprocess.run(
        [program, option, code], cwd=machine, env={**os.environ, "PATH": beside, "PYTHONUTF8": "1"},
        capture_output=True, encoding="utf-8", check=False, timeout=PATIENCE_S,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def _sql(machine: Path, query: str) -> str:
    base = machine / "output" / CONCEPT_ID / "1.0.0" / f"{CONCEPT_ID}.sqlite"
    with closing(sqlite3.connect(f"file:{base}?mode=ro", uri=True)) as connection:
        return "\n".join("|".join(map(str, row)) for row in connection.execute(query))


def test_reading_it_has_changed_nothing(machine: Path) -> None:
    assert verify_release(machine / "output", CONCEPT_ID) == []
