"""Runners: who reads the documents of a run, threads of this machine or the workers of a Dask cluster.

Dask is an extra (`cluster`) and imported only when it is asked for.
"""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import urlsplit

from prefect.client.orchestration import get_client
from prefect.futures import PrefectFuture
from prefect.settings import PREFECT_API_URL, temporary_settings
from prefect.task_runners import TaskRunner, ThreadPoolTaskRunner

from flows.jobs import DocumentLost
from flows.settings import Settings
from schemas.errors import KonzeptError

HERE = ("localhost", "127.0.0.1", "::1")


class NoCluster(KonzeptError):
    """A cluster was asked for that cannot be used."""

    def __init__(self, problem: str, cure: str) -> None:
        super().__init__(problem, cure)
        self.problem, self.cure = problem, cure

    def __str__(self) -> str:
        return f"{self.problem}: {self.cure}"


@contextmanager
def running(settings: Settings) -> Iterator[TaskRunner[Any]]:
    """A started runner, as the settings want it."""
    if settings.runner == "local":
        here: TaskRunner[Any] = ThreadPoolTaskRunner(max_workers=settings.workers)
        with here:
            yield here
        return
    _refuse_hidden_places(settings)
    with _told_where_prefect_is(), _dask(settings) as cluster:
        yield cluster


def outcome(future: PrefectFuture[Any]) -> Any:
    """What a task gave, or the error that ended it."""
    try:
        return future.result(raise_on_failure=False)
    except Exception as error:  # Dask alone raises here: not what became of the task, but of who should do it
        from distributed import KilledWorker

        if isinstance(error, KilledWorker):
            return DocumentLost("crash", "every worker that should read it died")
        return NoCluster(f"the Dask cluster is gone ({error})", "start it, and run again: what was read is kept")


@contextmanager
def _dask(settings: Settings) -> Iterator[TaskRunner[Any]]:
    """A Dask cluster: the one at the address, or one on this machine for as long as the block runs."""
    try:
        import dask.config
        from prefect_dask.task_runners import DaskTaskRunner
    except ImportError as error:
        cure = 'python -m pip install --editable ".[cluster]"'
        raise NoCluster("--runner dask needs the extra cluster", cure) from error
    here = {
        "n_workers": settings.workers,
        "threads_per_worker": 1,
        "dashboard_address": None,
        "silence_logs": logging.CRITICAL,
    }
    for name in ("distributed", "distributed.client", "distributed.core"):
        logging.getLogger(name).setLevel(logging.CRITICAL)
    where: dict[str, Any] = {"address": settings.scheduler} if settings.scheduler else {"cluster_kwargs": here}
    # Workers read each document in a process of its own, which Python does not allow to daemons.
    with dask.config.set({"distributed.worker.daemon": False}), DaskTaskRunner(**where) as runner:
        try:
            _ = runner.client  # connects
        except (OSError, ValueError) as error:
            problem = f"the Dask cluster {settings.scheduler or 'on this machine'} does not answer ({error})"
            raise NoCluster(problem, "start it, or give another --address") from error
        yield runner


@contextmanager
def _told_where_prefect_is() -> Iterator[None]:
    """Let workers report to our Prefect server; each would start a temporary one of its own."""
    with get_client(sync_client=True) as client, temporary_settings({PREFECT_API_URL: str(client.api_url)}):
        yield


def _refuse_hidden_places(settings: Settings) -> None:
    """What only this machine can reach is of no use to workers elsewhere."""
    if not settings.scheduler or urlsplit(settings.scheduler).hostname in HERE:
        return
    if not settings.store:
        cure = "set KONZEPT_STORE to an address that this machine and all workers can reach"
        raise NoCluster("workers elsewhere cannot reach our folders", cure)
    if not PREFECT_API_URL.value():
        cure = "set PREFECT_API_URL to a server that this machine and all workers can reach"
        raise NoCluster("workers elsewhere cannot reach a temporary Prefect server", cure)
