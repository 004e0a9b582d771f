"""Raw at an address elsewhere: settings lead there, commands write there, documents are read from there."""

import dataclasses
import json
import multiprocessing.util
import os
import subprocess
import sys
import tempfile
import warnings
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner
from prefect.testing.utilities import prefect_test_harness

from flows.cli import main
from flows.extract import extract
from flows.settings import Settings
from flows.stores.files import sha256_of
from flows.stores.raw import RawStore, Visit
from flows.stores.reaching import StoreUnavailable
from tests.flows.s3_server import HOUSE
from tests.flows.toy import CONCEPT_ID, make_catalogue

VISIT = Visit(address="a.pdf", time="2026-11-01T08:00:00Z")
PDF = (HOUSE / "schemas/catalogue/musterlingen-integration/documents/integrationskonzept-2009.pdf").read_bytes()


@pytest.mark.parametrize(
    ("given", "meant"),
    [
        ("", Path("raw").absolute()),
        ("raw", Path("raw").absolute()),
        ("/srv/raw", Path("/srv/raw")),
        ("file:///srv/raw", Path("/srv/raw")),
        ("s3://konzept/raw", "s3://konzept/raw"),
        ("memory://", "memory://"),
    ],
)
def test_a_folder_is_kept_absolute_and_an_address_as_it_is(given: str, meant: Path | str) -> None:
    assert Settings.from_environment({"KONZEPT_RAW": given}).raw == meant


# What is said when it cannot be reached


def test_a_bucket_that_is_not_there_is_told(bucket: str) -> None:
    store = RawStore(f"{bucket}-gibt-es-nicht/raw")
    with pytest.raises(StoreUnavailable, match=r"stadt cannot be used \(.*bucket does not exist\); set KONZEPT_RAW"):
        store.keep("stadt", PDF, VISIT)


def test_an_address_of_no_kind_is_told() -> None:
    with pytest.raises(StoreUnavailable, match=r"cannot be used \(Protocol not known: gopher\); set KONZEPT_RAW"):
        RawStore("gopher://konzept").documents("stadt")


@pytest.mark.parametrize("command", [["add", CONCEPT_ID, "a.pdf", "--edition", "2017"], ["review", CONCEPT_ID]])
def test_what_has_to_be_installed_is_told(tmp_path: Path, command: list[str]) -> None:
    make_catalogue(tmp_path / "catalogue")
    (tmp_path / "a.pdf").write_bytes(PDF)
    places = {"KONZEPT_RAW": "s3://konzept/raw", "KONZEPT_CATALOGUE": str(tmp_path / "catalogue")}
    code = "import sys; sys.modules['s3fs'] = None; sys.argv[0] = 'konzept'; from flows.cli import main; main()"
    done = subprocess.run(
        [sys.executable, "-c", code, *command],
        cwd=tmp_path,
        env=os.environ | places | {"PYTHONPATH": str(HOUSE)},
        capture_output=True,
        text=True,
        check=False,
    )
    cure = "install that with pip, or set KONZEPT_RAW to one that can"
    sentence = f"the store s3://konzept/raw/{CONCEPT_ID} cannot be used (Install s3fs to access S3); {cure}\n"
    assert (done.returncode, done.stdout, done.stderr) == (1, "", sentence)


# From the command line to the rows


@pytest.fixture(scope="module")
def _prefect() -> Iterator[None]:
    """One temporary Prefect server for all tests here."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the server's own libraries warn while it starts
        with prefect_test_harness(server_startup_timeout=180):
            yield


@pytest.fixture
def settings(bucket: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    """A council whose documents lie in a bucket; what is borrowed from there lies in `borrowed`."""
    make_catalogue(tmp_path / "catalogue")
    (tmp_path / "borrowed").mkdir()
    multiprocessing.util.get_temp_dir()  # sockets of the workers lie there from now on, and their paths must be short
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "borrowed"))
    return Settings(raw=f"{bucket}/raw", output=tmp_path / "output", catalogue=tmp_path / "catalogue", workers=2)


def add(settings: Settings, path: Path) -> dict[str, object]:
    env = {"KONZEPT_RAW": str(settings.raw), "KONZEPT_CATALOGUE": str(settings.catalogue)}
    arguments = ["add", CONCEPT_ID, str(path), "--edition", "2017", "--json"]
    result = CliRunner().invoke(main, arguments, env=env, catch_exceptions=False)
    assert result.exit_code == 0
    told: dict[str, object] = json.loads(result.stdout)
    return told


def test_the_doctor_reaches_for_the_address(settings: Settings) -> None:
    env = {"KONZEPT_RAW": str(settings.raw), "KONZEPT_OUTPUT": str(settings.output)}
    answer = CliRunner().invoke(main, ["doctor", "--json"], env=env, catch_exceptions=False).stdout
    assert {"what": "KONZEPT_RAW", "state": "ok", "note": settings.raw} in json.loads(answer)
    answer = (
        CliRunner().invoke(main, ["doctor"], env=env | {"KONZEPT_RAW": "gopher://x"}, catch_exceptions=False).stdout
    )
    assert "Protocol not known: gopher" in answer


@pytest.mark.slow
@pytest.mark.usefixtures("_prefect")
def test_documents_in_a_bucket_are_read(settings: Settings, tmp_path: Path) -> None:
    """And give the rows they give from a folder."""
    (tmp_path / "a.pdf").write_bytes(PDF)
    here = dataclasses.replace(settings, raw=tmp_path / "raw", output=tmp_path / "other")
    for each in (settings, here):
        assert add(each, tmp_path / "a.pdf")["sha256"] == sha256_of(PDF)
    [[found], [expected]] = [extract(CONCEPT_ID, each).extractions for each in (settings, here)]
    assert (found.document.status, found.document.sha256, found.document.title) == (
        "ok",
        sha256_of(PDF),
        "Konzept 2017",
    )
    assert found.sections
    assert found.sections == expected.sections
    assert not list((tmp_path / "borrowed").glob("konzept-*"))


@pytest.mark.slow
@pytest.mark.usefixtures("_prefect")
def test_a_shared_store_gets_no_copy_of_what_all_can_reach(settings: Settings, tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(PDF)
    add(settings, tmp_path / "a.pdf")
    sharing = dataclasses.replace(settings, store=f"file://{tmp_path}/store")
    assert [e.document.status for e in extract(CONCEPT_ID, sharing).extractions] == ["ok"]
    assert {path.name for path in (tmp_path / "store").iterdir()} == {"results"}


@pytest.mark.slow
@pytest.mark.usefixtures("_prefect")
def test_a_document_whose_bytes_changed_in_the_bucket_is_set_aside(settings: Settings, tmp_path: Path) -> None:
    import boto3

    (tmp_path / "a.pdf").write_bytes(PDF)
    add(settings, tmp_path / "a.pdf")
    bucket = str(settings.raw).split("/")[2]
    key = f"raw/{CONCEPT_ID}/{sha256_of(PDF)}.pdf"
    boto3.client("s3").put_object(Bucket=bucket, Key=key, Body=PDF.swapcase())
    [lost] = extract(CONCEPT_ID, settings).lost
    assert "its bytes have changed; take it away, then fetch or add it again" in str(lost.document.error)
