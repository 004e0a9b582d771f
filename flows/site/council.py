"""What the council did: papers, consultations, decisions, votes by group."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from flows.site.book import Book
from flows.site.charts import Bar, bars
from flows.site.passages import PageKey, Passage, Picture, passages, place_of
from flows.site.tables import Row
from flows.site.words import CHOICES, day


@dataclass(frozen=True, slots=True)
class GroupVotes:
    """How a group voted: votes by choice; None: it voted so, how often is not recorded."""

    group: str
    counts: Mapping[str, int | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionPage:
    """One decision."""

    row: Row
    address: str
    title: str
    is_about_concept: bool
    totals: tuple[tuple[str, int], ...]
    """Choice and votes in all; empty: not recorded."""

    bars: tuple[Bar, ...]
    groups: tuple[GroupVotes, ...]
    proofs: tuple[Passage, ...]


@dataclass(frozen=True, slots=True)
class PaperOnPage:
    """A paper with its way through the bodies."""

    row: Row
    consultations: tuple[Row, ...]
    source: str
    document: str


@dataclass(frozen=True, slots=True)
class Council:
    """All that is known of the council."""

    papers: tuple[PaperOnPage, ...]
    decisions: tuple[DecisionPage, ...]
    """Those about the concept first, each part by date."""


def council_of(book: Book, pictures: Mapping[PageKey, Picture]) -> Council:
    """Papers and decisions of the release."""
    known = {row["paper"] for row in book.tables["papers"]}
    votes: dict[str, list[Row]] = defaultdict(list)
    for row in book.tables["votes"]:
        votes[str(row["decision_id"])].append(row)
    pages = [_decision(book, pictures, row, votes[str(row["decision_id"])], known) for row in book.tables["decisions"]]
    pages.sort(key=lambda page: (not page.is_about_concept, str(page.row["date"] or "")))
    return Council(tuple(_papers(book)), tuple(pages))


def _decision(
    book: Book, pictures: Mapping[PageKey, Picture], row: Row, votes: list[Row], known: set[str]
) -> DecisionPage:
    totals = tuple((choice, row[f"votes_{choice}"]) for choice in CHOICES if row[f"votes_{choice}"] is not None)
    decision_id = str(row["decision_id"])
    return DecisionPage(
        row=row,
        address=book.address("beschluss", decision_id),
        title=str(row["subject"] or row["paper"] or decision_id),
        is_about_concept=row["paper"] in known,
        totals=totals,
        bars=bars(totals) if sum(count for _, count in totals) else (),
        groups=tuple(_groups(votes)),
        proofs=tuple(passages(book, pictures, "decisions", decision_id)),
    )


@dataclass(frozen=True, slots=True)
class Named:
    """A decision where others lead to it."""

    title: str
    told: str
    """When, by whom, and with what result."""

    address: str


def decisions_on(book: Book, level: str, one: str) -> tuple[Named, ...]:
    """The decisions whose text names a measure or action field."""
    return tuple(_named(book, row) for row in book.decided.get((level, one), ()))


def _named(book: Book, row: Row) -> Named:
    parts = (day(row["date"]), row["body"], row["result"] or ("vorgeschlagen" if row["proposed"] else ""))
    title = str(row["subject"] or row["paper"] or row["decision_id"])
    return Named(title, ", ".join(str(part) for part in parts if part), book.address("beschluss", row["decision_id"]))


def _groups(votes: list[Row]) -> Iterator[GroupVotes]:
    by_group: dict[str, dict[str, int | None]] = {}
    for vote in votes:
        by_group.setdefault(str(vote["group"]), {})[str(vote["choice"])] = vote["count"]
    for group, counts in by_group.items():
        yield GroupVotes(group, counts)


def _papers(book: Book) -> Iterator[PaperOnPage]:
    ways: dict[str, list[Row]] = defaultdict(list)
    for row in book.tables["consultations"]:
        ways[str(row["paper"])].append(row)
    for row in book.tables["papers"]:
        where = place_of(book, str(row["document_id"] or ""), 1)
        source = where.source or (str(row["source_url"]) if str(row["source_url"]).startswith("http") else "")
        way = sorted(ways[str(row["paper"])], key=lambda one: str(one["date"] or ""))
        yield PaperOnPage(row, tuple(way), source, where.source_name)
