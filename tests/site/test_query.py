"""The query page: Datasette on the database of the newest release, on this machine, for reading only."""

import json
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlencode

import pytest

from flows.querying import FACETS, described, query_page
from flows.serving import NothingToServe
from flows.stores.releases import latest_release
from schemas.tables import TABLES_BY_NAME
from tests.site.example import EXAMPLE, Published

pytest.importorskip("datasette", reason="Datasette is not installed: the extra serve")


@pytest.fixture(scope="module")
def address(example: Published) -> Iterator[str]:
    """The query page of the example."""
    release = latest_release(example.settings.output, EXAMPLE)
    assert release
    with query_page(release, EXAMPLE, "Integrationskonzept", 0) as address:
        yield address


def _get(address: str) -> str:
    with urllib.request.urlopen(address) as answer:
        text: str = answer.read().decode()
        return text


def test_tables_have_german_titles_and_facets(address: str) -> None:
    page = _get(f"{address}/measures")
    assert "Maßnahmen" in page
    assert "Handlungsfeld. Our id of the action field." in page
    found = json.loads(_get(f"{address}/measures.json?_shape=objects"))
    assert found["filtered_table_rows_count"] == 91
    facets = found["facet_results"]
    editions = (facets.get("results") or facets)["edition_id"]["results"]
    assert {one["value"]: one["count"] for one in editions} == {"2009": 36, "2017": 55}


def test_queries_read(address: str) -> None:
    query = urlencode({"sql": "select count(*) as n from votes", "_shape": "array"})
    assert json.loads(_get(f"{address}.json?{query}")) == [{"n": 65}]


@pytest.mark.parametrize(
    "sql", ["delete from votes", "drop table votes", "attach '/tmp/x' as x", "pragma journal_mode=wal"]
)
def test_queries_do_not_write(address: str, example: Published, sql: str) -> None:
    before = (example.release / f"{EXAMPLE}.sqlite").read_bytes()
    with pytest.raises(urllib.error.HTTPError, match="400"):
        _get(f"{address}.json?{urlencode({'sql': sql})}")
    assert (example.release / f"{EXAMPLE}.sqlite").read_bytes() == before


def test_what_is_missing_is_told(example: Published, tmp_path: Path) -> None:
    release = latest_release(example.settings.output, EXAMPLE)
    assert release
    with (
        pytest.raises(NothingToServe, match=r"gibt-es-nicht\.sqlite is not in release"),
        query_page(release, "gibt-es-nicht", "", 0),
    ):
        pass


def test_facets_are_columns() -> None:
    assert not [f"{t}.{c}" for t, columns in FACETS.items() for c in columns if c not in TABLES_BY_NAME[t].header]
    assert described("Konzept", "1.0.0", "x")["databases"]["x"]["tables"]["votes"]["title"] == "Stimmen"
