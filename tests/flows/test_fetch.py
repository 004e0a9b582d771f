"""Fetch: sources are asked in turn, only waiting is retried, and every document is accounted for."""

from collections.abc import Sequence
from dataclasses import dataclass

import pytest
from prefect.states import Completed, Failed

from flows.fetch import Fetched, get_document, get_task, look_task, waiting_may_help
from flows.sources.client import NotServed
from flows.sources.findings import Finding, Look
from schemas.catalogue import Wanted, WantedDocument
from schemas.errors import SourceUnavailable

WANTED = WantedDocument(kind="concept", title="Konzept 2017", wanted=Wanted(words=("Konzept",)))


@dataclass(frozen=True)
class Shelf:
    """A source that holds, or lacks, one document."""

    content: bytes | None
    places: tuple[str, ...] = ("shelf",)

    def look(self, place: str) -> Look:
        return Look(place)

    def get(self, document: WantedDocument, looks: Sequence[Look]) -> Finding:
        seen = tuple(str(look) for look in looks)
        return Finding(self.content, address=document.title, problem="" if self.content else "not here", looked_at=seen)


def test_the_first_source_that_has_it_wins() -> None:
    looks = [Look("shelf"), Look("elsewhere")]
    finding = get_document([Shelf(None), Shelf(b"eins"), Shelf(b"zwei")], WANTED, looks)
    assert finding.content == b"eins"


def test_all_sources_say_why_not_and_where_they_looked() -> None:
    finding = get_document([Shelf(None), Shelf(None, ("elsewhere",))], WANTED, [Look("shelf"), Look("elsewhere")])
    assert finding.problem == "not here; not here"
    assert finding.looked_at == ("shelf (links: 0)", "elsewhere (links: 0)")


def test_without_a_source_that_is_said() -> None:
    assert "no source" in get_document([], WANTED, []).problem


@pytest.mark.parametrize(
    ("error", "again"),
    [
        (SourceUnavailable("https://x.example", "status 503"), True),
        (NotServed("https://x.example", "status 404"), False),
        (ValueError("a fault of ours"), False),
    ],
)
def test_only_what_waiting_heals_is_tried_again(error: Exception, again: bool) -> None:
    failed = Failed(data=error)  # type: ignore[var-annotated]
    assert waiting_may_help(look_task, None, failed) == again  # type: ignore[arg-type]  # the run is not looked at


def test_a_result_is_not_tried_again() -> None:
    assert not waiting_may_help(look_task, None, Completed(data=Look("a")))  # type: ignore[arg-type]
    assert (look_task.retries, get_task.retries) == (2, 2)


@pytest.mark.parametrize(
    ("finding", "is_kept", "words"),
    [
        (Finding(b"%PDF", address="https://x.example/k.pdf"), True, "found at https://x.example/k.pdf"),
        (Finding(None, problem="status 404"), True, "kept earlier; now status 404"),
        (Finding(None, problem="status 404"), False, "not found: status 404"),
    ],
)
def test_every_document_is_accounted_for(finding: Finding, is_kept: bool, words: str) -> None:
    assert str(Fetched("2017", WANTED, finding, is_kept)) == f"2017 concept «Konzept 2017»: {words}"
