"""Fetch: places are looked at once, sources are asked in turn, and every document is accounted for."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from flows.fetch import Fetched, get_document, look_around, look_at
from flows.sources.findings import Finding, Link, Look, Source
from flows.sources.served import Served
from schemas.catalogue import Wanted, WantedDocument
from schemas.errors import SourceUnavailable

WANTED = WantedDocument(kind="concept", title="Konzept 2017", wanted=Wanted(words=("Konzept",)))


def served(name: str, path: Path | None = Path("k.pdf")) -> Served:
    address = f"https://x.example/{name}"
    media_type = "application/pdf"
    return Served(asked=address, address=address, status=200, path=path, sha256="0", byte_size=1, media_type=media_type)


@dataclass(frozen=True)
class Shelf:
    """A source that holds, or lacks, one document; its places lead to others."""

    held: str = ""
    places: tuple[str, ...] = ("shelf",)
    leads: dict[str, tuple[str, ...]] = field(default_factory=dict)
    looked: list[str] = field(default_factory=list)
    is_closed: bool = False

    def key(self, place: str) -> str:
        return place.casefold()

    def look(self, place: str) -> Look:
        self.looked.append(place)
        if self.is_closed:
            raise SourceUnavailable(place, "status 503")
        return Look(place, (Link("https://x.example/a", "a"),), further=self.leads.get(place, ()))

    def get(self, document: WantedDocument, looks: Sequence[Look]) -> Finding:
        if self.is_closed:
            raise SourceUnavailable("https://x.example", "status 503")
        seen = tuple(str(look) for look in looks)
        found = served(self.held) if self.held else None
        return Finding(found, problem="" if found else "not here", looked_at=seen)


def one_by_one(source: Source, places: Sequence[str]) -> list[Look]:
    """Without Prefect."""
    return [look_at(source, place) for place in places]


def test_the_first_source_that_has_it_wins() -> None:
    finding = get_document([Shelf(), Shelf("eins"), Shelf("zwei")], WANTED, [[], [], []])
    assert finding.address == "https://x.example/eins"


def test_all_sources_say_why_not_and_where_they_looked() -> None:
    finding = get_document([Shelf(), Shelf()], WANTED, [[Look("shelf")], [Look("elsewhere")]])
    assert finding.problem == "not here"
    assert finding.looked_at == ("shelf (links: 0)", "elsewhere (links: 0)")


def test_without_a_source_that_is_said() -> None:
    assert "no source" in get_document([], WANTED, []).problem


def test_a_source_that_does_not_answer_is_no_end() -> None:
    closed = Shelf(is_closed=True)
    assert look_at(closed, "shelf") == Look("shelf", problem="status 503")
    assert get_document([closed, Shelf("zwei")], WANTED, [[Look("shelf")], []]).address == "https://x.example/zwei"


def test_places_are_looked_at_once_though_they_lead_in_circles() -> None:
    shelf = Shelf(places=("a",), leads={"a": ("b", "A"), "b": ("c", "a"), "c": ("B", "d")})
    assert [look.place for look in look_around(shelf, one_by_one)] == ["a", "b", "c", "d"] == shelf.looked


def test_endless_places_end() -> None:
    endless = Shelf(places=("0",), leads={str(n): (str(n + 1),) for n in range(100)})
    assert len(look_around(endless, one_by_one, most=7)) == 7


@pytest.mark.parametrize(
    ("finding", "is_kept", "words"),
    [
        (Finding(served("k.pdf")), True, "found at https://x.example/k.pdf"),
        (Finding(served("k.pdf", None)), True, "found at https://x.example/k.pdf, unchanged"),
        (Finding(None, problem="status 404"), True, "kept earlier; now status 404"),
        (Finding(None, problem="status 404"), False, "not found: status 404"),
    ],
)
def test_every_document_is_accounted_for(finding: Finding, is_kept: bool, words: str) -> None:
    assert str(Fetched("2017", WANTED, finding, is_kept)) == f"2017 concept «Konzept 2017»: {words}"
