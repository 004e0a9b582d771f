"""The example's site, made once for all tests of a process."""

from pathlib import Path

import pytest

from tests.site.example import Published, publish_example


@pytest.fixture(scope="session")
def example(tmp_path_factory: pytest.TempPathFactory) -> Published:
    """The bundled example, published."""
    return publish_example(tmp_path_factory.mktemp("example"))


@pytest.fixture(scope="session")
def results() -> Path:
    """Where screenshots are kept."""
    folder = Path(__file__).parents[2] / "build" / "site"
    folder.mkdir(parents=True, exist_ok=True)
    return folder
