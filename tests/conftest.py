"""What holds for every test: it stays at home, knows no settings of the machine, sees the same examples each time."""

import ipaddress
import os
import socket
from collections.abc import Generator
from typing import Any

import pytest
from hypothesis import settings

settings.register_profile("steady", deadline=None, derandomize=True)  # slowness is no fault
settings.load_profile("steady")

collect_ignore_glob = ["musterlingen/*"]  # makes the example's PDFs with tools that running and testing do not need

for name in [name for name in os.environ if name.startswith(("KONZEPT_", "PREFECT_"))]:
    del os.environ[name]  # before Prefect is imported, which reads its settings then


class LeftHome(AssertionError):
    """A test asked a host that is not this machine."""


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol() -> Generator[None, Any, Any]:
    """No test reaches the network: what it needs is served on this machine."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket.socket, "connect", _connect_at_home)
        return (yield)


def _connect_at_home(self: socket.socket, address: Any) -> None:
    if self.family in (socket.AF_INET, socket.AF_INET6) and not _is_home(address[0]):
        raise LeftHome(f"a test wanted to connect to {address[0]}")
    super(socket.socket, self).connect(address)


def _is_home(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
