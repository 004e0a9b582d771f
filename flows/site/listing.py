"""The table of all measures, and the lists of those with one kind of change or one status."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from flows.site.addresses import change_page, status_page
from flows.site.book import Book
from flows.site.told import status_of
from flows.site.words import CHANGES, STATUSES


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A measure in a table."""

    measure_id: str
    address: str
    edition: str
    code: str
    title: str
    field: str
    field_address: str
    kinds: tuple[str, ...]
    mains: frozenset[str]
    """Main kinds of all its steps: of one that stands between two editions how it came, and what became of it."""

    status: str
    actors: str
    """Who is responsible or takes part, as printed."""

    page: int
    document: str
    proofs: int
    """Number of passages that prove its values."""


@dataclass(frozen=True, slots=True)
class Facet:
    """A choice with the number of its measures."""

    key: str
    word: str
    count: int
    address: str
    """Of its own page; empty: there is none."""


@dataclass(frozen=True, slots=True)
class Facets:
    """What the measures can be chosen by."""

    fields: tuple[Facet, ...]
    editions: tuple[Facet, ...]
    changes: tuple[Facet, ...]
    statuses: tuple[Facet, ...]


def lines_of(book: Book) -> list[Line]:
    """All measures, those of the newest edition first."""
    return [_line(book, one) for edition in reversed(book.editions) for one in edition.measure_ids]


def _line(book: Book, measure_id: str) -> Line:
    row = book.measures[measure_id]
    field = book.fields[str(row["action_field_id"] or "")]
    carriers = [c for c in book.carriers.get(measure_id, ()) if c["role"] in ("responsible", "partner")]
    steps = (*book.before.get(measure_id, ()), *book.after.get(measure_id, ()))
    names = dict.fromkeys(str(carrier["name_printed"]) for carrier in carriers)
    return Line(
        measure_id=measure_id,
        address=book.address("massnahme", measure_id),
        edition=book.edition_of(measure_id),
        code=str(row["code"] or ""),
        title=str(row["title"]),
        field=field.label,
        field_address=book.address("handlungsfeld", field.field_id),
        kinds=book.kinds(measure_id),
        mains=frozenset(link.kinds[0] for link in steps) or frozenset(book.kinds(measure_id)),
        status=status_of(book, measure_id),
        actors=", ".join(names) or ", ".join(str(row[n]) for n in ("responsible", "partners") if row[n]),
        page=int(row["page_first"] or 0),
        document=book.document_title(row["document_id"]),
        proofs=len(book.evidence.get(("measures", measure_id), ())),
    )


def facets_of(lines: Sequence[Line]) -> Facets:
    """Every choice that some measure has, in the order of all pages."""
    kinds = Counter(kind for line in lines for kind in line.mains)
    statuses = Counter(line.status for line in lines)
    return Facets(
        fields=_plain((line.field, line.field_address) for line in lines),
        editions=_plain((line.edition, "") for line in lines),
        changes=tuple(Facet(k, w, kinds[k], change_page(k)) for k, w in CHANGES.items() if kinds[k]),
        statuses=tuple(Facet(w, w, statuses[w], status_page(w)) for w in STATUSES if statuses[w]),
    )


def _plain(pairs: Iterable[tuple[str, str]]) -> tuple[Facet, ...]:
    return tuple(Facet(word, word, count, address) for (word, address), count in Counter(pairs).items())
