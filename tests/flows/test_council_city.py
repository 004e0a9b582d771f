"""From a council system to rows: the stand-in city is fetched, kept, read and released, in each layout and dialect."""

from pathlib import Path

import pandas as pd
import pytest

from flows.fetch import FetchOutcome, fetch
from flows.release import release
from flows.settings import Settings
from flows.stores.raw import RawStore
from tests.flows.sessionnet_city import Dialect, Layout, serving
from tests.flows.web import Visits

pytestmark = pytest.mark.slow
CONCEPT = """\
concept_id: musterlingen-rat
title: Integrationskonzept Musterlingen
city: Musterlingen
licence: {{name: CC0-1.0, title: CC0, path: https://creativecommons.org/publicdomain/zero/1.0/}}
contact: Büro für Integration
sources:
  - adapter: sessionnet
    base: {base}
    words: [Integrationskonzept]
    since: 2017-11-01
    until: 2018-02-28
editions:
  - edition: "2017"
    title: Fortschreibung
    documents:
      - {{kind: concept, title: Integrationskonzept 2017, wanted: {{words: [Integrationskonzept 2017]}}}}
papers:
  - {{paper: 2017/0310, edition: "2017", source_url: "{base}vo0050.{dialect}?__kvonr=4711&voselect=853"}}
promises: {{}}
"""


def settings(root: Path, city: Visits, dialect: str) -> Settings:
    """A catalogue that names one paper and a period of the city's council system."""
    folder = root / "catalogue" / "musterlingen-rat"
    folder.mkdir(parents=True)
    (folder / "concept.yml").write_text(CONCEPT.format(base=city.at("/bi/"), dialect=dialect), encoding="utf-8")
    (folder / "action_fields.yml").write_text("action_fields: []\n", encoding="utf-8")
    return Settings(
        raw=root / "raw",
        output=root / "output",
        catalogue=folder.parent,
        private_addresses=True,
        request_pause_s=0,
        retry_delay_s=0,
    )


def fetched(given: Settings) -> FetchOutcome:
    return fetch("musterlingen-rat", given)


@pytest.mark.parametrize(("dialect", "layout"), [("asp", "cards"), ("php", "tables")])
def test_papers_and_votes_of_a_council_system_become_rows(tmp_path: Path, dialect: Dialect, layout: Layout) -> None:
    with serving(dialect, layout) as city:
        given = settings(tmp_path, city, dialect)
        outcome = fetched(given)
        receipts = len(RawStore(given.raw).receipts("musterlingen-rat"))
        documents = {document.sha256 for document in RawStore(given.raw).documents("musterlingen-rat")}
        again = fetched(given)
    assert not outcome.missing
    assert not outcome.unread
    assert {found.edition for found in outcome.council} == {"2017", ""}
    assert not any("N 5" in found.title for found in outcome.council)
    assert [found.served.sha256 for found in again.council] == [found.served.sha256 for found in outcome.council]
    assert len(RawStore(given.raw).receipts("musterlingen-rat")) == 2 * receipts
    assert {document.sha256 for document in RawStore(given.raw).documents("musterlingen-rat")} == documents
    check_rows(given)


def check_rows(given: Settings) -> None:
    """The tables say what the council did, each decision once."""
    made = release("musterlingen-rat", given)
    tables = {name: pd.read_csv(made.path / f"{name}.csv", dtype=str) for name in ("papers", "decisions", "votes")}
    [paper] = tables["papers"].to_dict("records")
    assert (paper["paper"], paper["file_number"]) == ("2017/0310", "500-40-in")
    decisions = tables["decisions"].set_index("decision_id")
    assert decisions.index.is_unique
    adopted = decisions.loc["2017/0310:Rat:2017-06-26:14"]
    assert (adopted["votes_for"], adopted["votes_against"], adopted["votes_abstain"]) == ("37", "4", "4")
    assert (adopted["sums_ok"], adopted["recommendation_only"]) == ("true", "false")
    advised = decisions.loc["2017/0310:Integrationsrat:2017-06-12:3"]
    assert (advised["recommendation_only"], advised["votes_for"], advised["votes_abstain"]) == ("true", "10", "1")
    assert set(tables["votes"]["decision_id"]) <= set(decisions.index)
