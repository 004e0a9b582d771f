"""What became of the measures from one edition to the next: each counted once, by its main kind of change."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from flows.site.book import Book, Edition, Link
from flows.site.charts import Bar, Flow, bars, flow
from flows.site.words import CHANGES, UNCOMPARED


@dataclass(frozen=True, slots=True, kw_only=True)
class KindCount:
    """How many measures had a kind of change, in the old and in the new edition."""

    kind: str
    old: int
    new: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Passing:
    """What became of the measures from one edition to the next."""

    old: Edition
    new: Edition
    counts: tuple[KindCount, ...]
    flow: Flow
    old_bars: tuple[Bar, ...]
    new_bars: tuple[Bar, ...]

    def old_of(self, *kinds: str) -> int:
        """Measures of the old edition with one of these kinds of change."""
        return sum(count.old for count in self.counts if count.kind in kinds)

    def new_of(self, *kinds: str) -> int:
        """Measures of the new edition with one of these kinds of change."""
        return sum(count.new for count in self.counts if count.kind in kinds)


def passings(book: Book, measure_ids: Iterable[str]) -> Iterator[Passing]:
    """What became of these measures between the editions that were compared."""
    chosen = set(measure_ids)
    by_id = {edition.edition_id: edition for edition in book.editions}
    for old_id, new_id in book.pairs():
        if old_id in by_id and new_id in by_id:
            found = passing(book, by_id[old_id], by_id[new_id], chosen)
            if found.counts:
                yield found


def passing(book: Book, old: Edition, new: Edition, chosen: set[str]) -> Passing:
    """Each measure is counted once, by its main kind of change."""
    olds = Counter(_kind(book.after.get(one, ()), new.edition_id, "to") for one in old.measure_ids if one in chosen)
    news = Counter(_kind(book.before.get(one, ()), old.edition_id, "from") for one in new.measure_ids if one in chosen)
    counts = tuple(KindCount(kind=k, old=olds[k], new=news[k]) for k in CHANGES if olds[k] or news[k])
    return Passing(
        old=old,
        new=new,
        counts=counts,
        flow=flow({count.kind: (count.old, count.new) for count in counts}),
        old_bars=bars([(count.kind, count.old) for count in counts]),
        new_bars=bars([(count.kind, count.new) for count in counts]),
    )


def _kind(links: Sequence[Link], edition_id: str, end: str) -> str:
    return next((link.kinds[0] for link in links if link.change[f"{end}_edition"] == edition_id), UNCOMPARED)
