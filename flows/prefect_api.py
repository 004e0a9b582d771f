"""Prefect's API, which every flow needs: a server of the user's, or a temporary one on this machine.

Reached before the first flow begins, so that what is wrong with it is told as a sentence, not by a flow that fails.
"""

import os
from pathlib import Path

from flows.interrupts import deaf_to_ctrl_c
from flows.settings import Settings
from schemas.errors import KonzeptError

ADDRESS = "PREFECT_API_URL"
PATIENCE = "PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS"


class NoPrefect(KonzeptError):
    """Prefect's API does not answer."""

    def __init__(self, address: str, patience: str, reason: str) -> None:
        super().__init__(address, patience, reason)
        self.address, self.patience, self.reason = address, patience, reason

    def __str__(self) -> str:
        if self.address:
            return f"The Prefect server at {self.address} does not answer: start it, or unset {ADDRESS} ({self.reason})"
        cure = f"try again when the machine is less busy, or give it more than {PATIENCE}={self.patience}"
        return f"Prefect's temporary server did not start: {cure} ({self.reason})"


def prepare_prefect(settings: Settings) -> None:
    """Set what Prefect reads from the environment when it is imported: no telemetry, and quiet without a server.

    With PREFECT_API_URL a server of yours is used. Else Prefect starts a temporary one, with its files in our cache.
    """
    os.environ.setdefault("DO_NOT_TRACK", "1")
    os.environ.setdefault("PREFECT_SERVER_ANALYTICS_ENABLED", "false")
    if os.environ.get(ADDRESS):
        return
    quiet = {
        "PREFECT_HOME": str(settings.cache / "prefect"),
        "PREFECT_SERVER_ALLOW_EPHEMERAL_MODE": "true",
        PATIENCE: "120",
        "PREFECT_LOGGING_LEVEL": "CRITICAL",
        "PREFECT_SERVER_LOGGING_LEVEL": "CRITICAL",
        "PREFECT_LOGGING_TO_API_ENABLED": "false",
    }
    for name, value in quiet.items():
        os.environ.setdefault(name, value)
    Path(os.environ["PREFECT_HOME"]).mkdir(parents=True, exist_ok=True)
    # The temporary server listens on this machine; a proxy for the world must not be asked for it.
    hosts = [os.environ.get("NO_PROXY") or os.environ.get("no_proxy", ""), "127.0.0.1", "localhost"]
    os.environ["NO_PROXY"] = os.environ["no_proxy"] = ",".join(host for host in hosts if host)


def reach_prefect() -> None:
    """Ask the API once, starting the temporary server if there is no other; raises NoPrefect."""
    from prefect.client.orchestration import get_client  # reads the environment when it is imported

    try:
        # A temporary server that hears Ctrl-C is gone before the flow can tell it of its end.
        with deaf_to_ctrl_c(), get_client(sync_client=True) as client:
            client.raise_for_api_version_mismatch()
    except Exception as error:  # a server may fail in any way, with errors of its web library, of Prefect or the system
        reason = str(error).splitlines()[0] if str(error) else type(error).__name__
        raise NoPrefect(os.environ.get(ADDRESS, ""), os.environ.get(PATIENCE, ""), reason) from error
