"""Stations: a measure through all editions, as far as comparisons lead back and on from it."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from flows.site.book import Book, Link
from flows.site.tables import Row


@dataclass(frozen=True, slots=True)
class Station:
    """A measure in one edition, on the life line."""

    edition: str
    name: str
    """Empty: the edition has no such measure."""

    address: str
    is_here: bool


def name_of(row: Row) -> str:
    """Code and title."""
    return f"{row['code']} {row['title']}" if row["code"] else str(row["title"])


def stations(book: Book, measure_id: str) -> Iterator[Station]:
    """The measure in each edition, oldest first; an edition without it has a station without address."""
    came = [(link.old, link.change["from_edition"]) for link in _walk(measure_id, lambda one: _back(book, one))]
    went = [(link.new, link.change["to_edition"]) for link in _walk(measure_id, lambda one: _on(book, one))]
    yield from (station(book, one, edition) for one, edition in _by_edition(book, came))
    yield Station(book.edition_of(measure_id), name_of(book.measures[measure_id]), "", True)
    yield from (station(book, one, edition) for one, edition in _by_edition(book, went))


def station(book: Book, measure_id: str | None, edition: object) -> Station:
    """A measure elsewhere, or that there is none."""
    row = book.measures.get(measure_id or "")
    return Station(str(edition), name_of(row) if row else "", book.address("massnahme", measure_id), False)


def _back(book: Book, measure_id: str) -> Sequence[tuple[Link, str | None]]:
    return [(link, link.old) for link in book.before.get(measure_id, ())]


def _on(book: Book, measure_id: str) -> Sequence[tuple[Link, str | None]]:
    return [(link, link.new) for link in book.after.get(measure_id, ())]


def _walk(measure_id: str, steps: Callable[[str], Sequence[tuple[Link, str | None]]]) -> Iterator[Link]:
    """Every step from a measure in one direction, each measure once: what was split may have been merged again."""
    seen, waiting = {measure_id}, [measure_id]
    while waiting:
        for link, other in steps(waiting.pop(0)):
            if other is None or other not in seen:
                yield link
            if other is not None and other not in seen:
                seen.add(other)
                waiting.append(other)


def _by_edition(book: Book, found: Sequence[tuple[str | None, object]]) -> list[tuple[str | None, object]]:
    """Oldest edition first; that an edition has none is said where nothing else is."""
    order = {edition.edition_id: place for place, edition in enumerate(book.editions)}
    stated = {edition for one, edition in found if one is not None}
    kept = dict.fromkeys((one, edition) for one, edition in found if one is not None or edition not in stated)
    return sorted(kept, key=lambda pair: order.get(str(pair[1]), -1))
