"""Who carries what, in which edition."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from flows.site.book import Book
from flows.site.fields import Named, named
from flows.site.tables import Row
from flows.site.words import ACTOR_KINDS, ROLES


@dataclass(frozen=True, slots=True)
class Carried:
    """The measures of one edition in which an actor has a role."""

    edition: str
    role: str
    measures: tuple[Named, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ActorPage:
    """An organisation or office, and its measures."""

    actor_id: str
    address: str
    name: str
    kind: str
    printed: tuple[str, ...]
    """Names as the documents print them."""

    counts: tuple[tuple[str, str, int], ...]
    """Edition, role, number of measures."""

    carried: tuple[Carried, ...]

    def count(self, edition: str, role: str) -> int:
        """Measures of an edition in which the actor has that role."""
        return next((count for one, its, count in self.counts if (one, its) == (edition, role)), 0)

    @property
    def total(self) -> int:
        """Measures of all editions."""
        return sum(count for _, _, count in self.counts)


def actor_pages(book: Book) -> list[ActorPage]:
    """Every actor of the release, those with the most measures first."""
    rows: dict[str, list[Row]] = defaultdict(list)
    for row in book.tables["measure_actors"]:
        rows[str(row["actor_id"])].append(row)
    pages = [_page(book, actor, rows[str(actor["actor_id"])]) for actor in book.tables["actors"]]
    return sorted(pages, key=lambda page: (-page.total, page.name.lower(), page.actor_id))


def _page(book: Book, actor: Row, rows: list[Row]) -> ActorPage:
    carried = tuple(_carried(book, rows))
    return ActorPage(
        actor_id=str(actor["actor_id"]),
        address=book.address("akteur", actor["actor_id"]),
        name=str(actor["name"]),
        kind=ACTOR_KINDS.get(str(actor["kind"]), str(actor["kind"])),
        printed=tuple(name for name, _ in Counter(str(row["name_printed"]) for row in rows).most_common()),
        counts=tuple((one.edition, one.role, len(one.measures)) for one in carried),
        carried=carried,
    )


def _carried(book: Book, rows: list[Row]) -> Iterator[Carried]:
    for edition in book.editions:
        for role in ROLES:
            ids = dict.fromkeys(
                str(row["measure_id"])
                for row in rows
                if row["role"] == role and book.edition_of(str(row["measure_id"])) == edition.edition_id
            )
            if ids:
                yield Carried(edition.edition_id, role, tuple(named(book, one) for one in ids if one in book.measures))
