"""Cluster: a run on Dask gives what a run on this machine gives, also when a worker is killed in the middle of it."""

import dataclasses
import os
import signal
import threading
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Self

import pytest
from prefect.settings import PREFECT_API_URL, temporary_settings
from prefect.testing.utilities import prefect_test_harness

from flows import reading
from flows.extract import extract
from flows.fetch import fetch
from flows.pipeline import pipeline
from flows.reading import UnfitWorker, errand_for, read_elsewhere
from flows.runners import NoCluster, running
from flows.settings import Settings
from flows.stores.depot import Results
from flows.stores.releases import list_releases
from flows.workers import Job
from schemas.documents import Given
from tests.flows.toy import CONCEPT, CONCEPT_ID, make_catalogue
from tests.pdf_files import Drawn, Text, pdf, ruled_table

distributed = pytest.importorskip("distributed", reason="the extra `cluster` is not installed")

pytestmark = pytest.mark.slow

REPORTS = range(2018, 2030)
REPORT = "      - {kind: report, title: Bericht 2019, wanted: {file: documents/2019.pdf}}\n"


@pytest.fixture(scope="module", autouse=True)
def _prefect() -> Iterator[None]:
    """One temporary Prefect server for all tests here."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the server's own libraries warn while it starts
        with prefect_test_harness(server_startup_timeout=180):
            yield


@pytest.fixture(scope="module")
def cluster() -> Iterator["distributed.LocalCluster"]:
    """Two workers on this machine, as `dask worker` would start them."""
    import dask.config

    with (
        dask.config.set({"distributed.worker.daemon": False}),
        distributed.LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None, silence_logs=50) as cluster,
    ):
        yield cluster


@pytest.fixture(scope="module")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """A council with two editions and many reports, all real PDFs."""
    root = tmp_path_factory.mktemp("cluster")
    folder = make_catalogue(root / "catalogue")
    reports = "".join(REPORT.replace("2019", str(year)) for year in REPORTS)
    concept = CONCEPT.replace(REPORT, reports)
    (folder / "concept.yml").write_text(concept, encoding="utf-8")
    for year in (2009, 2017, *REPORTS):
        (folder / "documents" / f"{year}.pdf").write_bytes(document(year))
    return Settings(raw=root / "raw", output=root / "local", catalogue=root / "catalogue", retry_delay_s=0)


def document(year: int) -> bytes:
    """A few pages with headings and tables of measures."""
    sheets: list[list[Drawn]] = [
        [
            Text(f"{chapter}. Handlungsfeld Sprache und Bildung", 70, 80, size=16, font="bold"),
            *ruled_table(
                [
                    ["Nr.", "Maßnahme", "Zuständig"],
                    *([f"{chapter}.{n}", f"Sprachkurse {year} im Quartier {n}", "Jugendamt"] for n in range(1, 25)),
                ],
                [40, 280, 120],
                70,
                130,
            ),
        ]
        for chapter in range(1, 6)
    ]
    return pdf(sheets, title=f"Konzept {year}")


class Killer(threading.Thread):
    """Kills a worker as soon as the first result is written; `in_time`: there was still something to read."""

    def __init__(self, cluster: "distributed.LocalCluster", results: Path) -> None:
        super().__init__()
        self._results, self._ended = results, threading.Event()
        self.in_time = False
        with distributed.Client(cluster, set_as_default=False) as client:
            self._victim = min(client.run(os.getpid).values())

    def run(self) -> None:
        while not self._ended.wait(0.01):
            if written := list(self._results.rglob("*.json.gz")):
                os.kill(self._victim, signal.SIGKILL)
                self.in_time = len(written) < len(REPORTS)
                return

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._ended.set()
        self.join()


def test_a_run_whose_worker_is_killed_gives_the_release_of_a_local_run(
    cluster: "distributed.LocalCluster", settings: Settings
) -> None:
    local = pipeline(CONCEPT_ID, settings)
    root = settings.output.parent
    elsewhere = dataclasses.replace(
        settings, output=root / "dask", store=f"file://{root}/store", runner="dask", scheduler=cluster.scheduler_address
    )
    with Killer(cluster, root / "store" / "results") as killer:
        shared = pipeline(CONCEPT_ID, elsewhere)
    assert killer.in_time, "the worker was killed too late to matter"
    assert (shared.lost, local.lost) == ((), ())
    [ours], [theirs] = (list_releases(s.output, CONCEPT_ID) for s in (settings, elsewhere))
    assert ours.content_sha256 == theirs.content_sha256
    assert ours.sums_sha256 == theirs.sums_sha256
    assert ours.rows["measures"] > 0


def test_what_was_read_here_is_not_read_there(settings: Settings) -> None:
    """The results of a local run are all that is needed: the cluster is not even asked."""
    fetch(CONCEPT_ID, settings)
    found = extract(CONCEPT_ID, settings)
    nowhere = dataclasses.replace(settings, runner="dask", scheduler="tcp://127.0.0.1:1")
    assert extract(CONCEPT_ID, nowhere) == found
    assert len(found.extractions) == len(REPORTS) + 2


def test_a_cluster_that_does_not_answer_is_told(settings: Settings) -> None:
    import dask.config

    nowhere = dataclasses.replace(settings, runner="dask", scheduler="tcp://127.0.0.1:1")
    with dask.config.set({"distributed.comm.timeouts.connect": "1s"}):
        with pytest.raises(NoCluster, match="does not answer"), running(nowhere):
            pass


@pytest.mark.parametrize(("store", "cure"), [("", "KONZEPT_STORE"), ("s3://konzept", "PREFECT_API_URL")])
def test_workers_elsewhere_need_what_all_can_reach(settings: Settings, store: str, cure: str) -> None:
    far = dataclasses.replace(settings, runner="dask", scheduler="tcp://cluster.example:8786", store=store)
    with temporary_settings(restore_defaults={PREFECT_API_URL}):
        with pytest.raises(NoCluster, match=cure), running(far):
            pass


def test_a_worker_with_other_code_must_not_read(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    errand = errand_for(Job(Path("a.pdf"), Given(document_id="a")), "abc", settings, Results("memory://cluster"))
    monkeypatch.setattr(reading, "job_key", lambda *_: "another key")
    with pytest.raises(UnfitWorker, match="other code"):
        read_elsewhere(errand)
