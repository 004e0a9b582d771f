"""Both wordings side by side, by action field, and the chapters of the editions."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from extractors.comparison.passages import Paragraphs
from flows.site.addresses import slug
from flows.site.book import Book, Link
from flows.site.measures import anchor
from flows.site.stations import name_of
from flows.site.tables import Row
from flows.site.wordings import all_pairs_of, replaced, spelling_only

MOST_PARTS = 150
"""Parts on one page; what goes beyond stands on a further page."""

LEVELS = ("goal", "measure", "section")
"""What is shown, in this order. Fields have no text."""


@dataclass(frozen=True, slots=True)
class Side:
    """A goal, measure or section in one edition."""

    title: str
    page: int | None
    address: str
    """Of its own page; empty: it has none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A goal, measure or section side by side, and its place on the page."""

    anchor: str
    kinds: tuple[str, ...]
    old: Side | None
    new: Side | None
    pairs: tuple[Paragraphs, ...]

    @property
    def title(self) -> str:
        """As the new edition has it, else as the old."""
        side = self.new or self.old
        return side.title if side else ""

    @property
    def deleted(self) -> int:
        """Number of words that only the old edition has."""
        return sum(pair.deleted for pair in self.pairs)

    @property
    def inserted(self) -> int:
        """Number of words that only the new edition has."""
        return sum(pair.inserted for pair in self.pairs)

    @property
    def spelling_only(self) -> bool:
        """Whether words differ in spelling or gender form only."""
        return spelling_only(self.pairs)


@dataclass(frozen=True, slots=True)
class Wording:
    """One change of words, for the list of all changes on a page."""

    anchor: str
    title: str
    old: str
    new: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SynopsisPage:
    """The parts of one field, or one chapter."""

    address: str
    title: str
    old: str
    new: str
    parts: tuple[Part, ...]
    back: str
    """Address of the page about the same; empty: there is none."""

    @property
    def wordings(self) -> tuple[Wording, ...]:
        """Every change of words on the page, one after the other."""
        return tuple(wording for part in self.parts for wording in _wordings(part))


def synopsis_pages(book: Book) -> Iterator[SynopsisPage]:
    """All pages, for every two editions that were compared; those of the newest two have the shortest addresses."""
    rows = {level: _rows(book, level) for level in LEVELS}
    for place, (old, new) in enumerate(reversed(book.pairs())):
        prefix = "" if place == 0 else f"{slug(old)}-{slug(new)}-"
        changes = [row for row in book.tables["changes"] if (row["from_edition"], row["to_edition"]) == (old, new)]
        ordered = [row for level in LEVELS for row in _in_reading_order(changes, level, rows[level])]
        parts = list(zip(ordered, _parts(book, ordered, rows), strict=True))
        yield from _divided(_field_pages(book, parts, prefix, (old, new)))
        yield from _divided(_chapter_pages(book, parts, prefix, (old, new)))


def _rows(book: Book, level: str) -> Mapping[str, Row]:
    if level == "measure":
        return book.measures
    return book.goals if level == "goal" else {str(row["section_id"]): row for row in book.tables["sections"]}


def _in_reading_order(changes: Sequence[Row], level: str, rows: Mapping[str, Row]) -> list[Row]:
    """Changes in the order of the new edition; a dropped part stands behind what followed the part before it."""
    chosen = [c for c in changes if c["level"] == level and (c["from_id"] in rows or c["to_id"] in rows)]
    places = {one: place for place, one in enumerate(rows)}
    both = [c for c in chosen if c["from_id"] in places and c["to_id"] in places]
    successors = sorted((places[c["from_id"]], places[c["to_id"]]) for c in both)
    keys: dict[int, tuple[int, int, int]] = {}
    at, latest = 0, -1
    for change in sorted(chosen, key=lambda c: places.get(c["from_id"], -1)):
        old = places.get(change["from_id"], -1)
        while at < len(successors) and successors[at][0] < old:
            latest, at = successors[at][1], at + 1
        new = places.get(change["to_id"])
        keys[id(change)] = (latest, 1, old) if new is None else (new, 0, old)
    return sorted(chosen, key=lambda change: keys[id(change)])


def _parts(book: Book, changes: Sequence[Row], rows: Mapping[str, Mapping[str, Row]]) -> list[Part]:
    texts = []
    for change in changes:
        olds, news = (rows[change["level"]].get(change[end] or "") for end in ("from_id", "to_id"))
        texts.append((_text(change, olds), _text(change, news), change["from_page"], change["to_page"]))
    return [
        Part(
            anchor=_anchor(book, change),
            kinds=tuple(str(change["change"]).split("|")),
            old=_side(book, change, rows, "from"),
            new=_side(book, change, rows, "to"),
            pairs=pairs,
        )
        for change, pairs in zip(changes, all_pairs_of(texts), strict=True)
    ]


def _text(change: Row, row: Row | None) -> str:
    column = "description" if change["level"] == "measure" else "text"
    return str(row[column] or "").strip() if row else ""


def _side(book: Book, change: Row, rows: Mapping[str, Mapping[str, Row]], end: str) -> Side | None:
    """A side whose row the release does not hold is told by the words of the change."""
    one = change[f"{end}_id"]
    if one is None:
        return None
    row = rows[change["level"]].get(one)
    title = _title(change["level"], row) if row else str(change[f"{end}_quote"] or one)
    return Side(title, change[f"{end}_page"], book.address("massnahme", one) if change["level"] == "measure" else "")


def _title(level: str, row: Row) -> str:
    if level == "measure":
        return name_of(row)
    return f"{row['level']} {row['number'] or 'ohne Nummer'}" if level == "goal" else _heading(row)


def _anchor(book: Book, change: Row) -> str:
    if change["level"] == "measure":
        return anchor(book, Link(change["from_id"], change["to_id"], change))
    ends = f"{change['from_id']}-{change['to_id']}"
    return f"{change['level'][0]}-{slug(ends)}"


def _divided(pages: Iterator[SynopsisPage]) -> Iterator[SynopsisPage]:
    """Pages with so many parts as can be read; the first keeps the address."""
    for page in pages:
        for at in range(0, len(page.parts), MOST_PARTS):
            number = at // MOST_PARTS + 1
            address = page.address if number == 1 else page.address.replace(".html", f"--{number}.html")
            title = page.title if number == 1 else f"{page.title} (Teil {number})"
            yield replace(page, address=address, title=title, parts=page.parts[at : at + MOST_PARTS])


def _field_pages(
    book: Book, parts: Sequence[tuple[Row, Part]], prefix: str, pair: tuple[str, str]
) -> Iterator[SynopsisPage]:
    by_field: dict[str, list[Part]] = defaultdict(list)
    for change, part in parts:
        if change["level"] != "section":
            rows = book.measures if change["level"] == "measure" else book.goals
            known = rows.get(change["to_id"] or "") or rows.get(change["from_id"] or "")
            by_field[str(known["action_field_id"] or "") if known else ""].append(part)
    for field_id, field in book.fields.items():
        if by_field.get(field_id):
            address = book.address("synopse", field_id).replace("synopse/", f"synopse/{prefix}")
            back = book.address("handlungsfeld", field_id)
            yield _page(address, field.label, pair, by_field[field_id], back)
    loose = [part for field_id, found in by_field.items() if field_id not in book.fields for part in found]
    if loose:
        yield _page(f"synopse/{prefix}ohne-feld.html", "Ohne Handlungsfeld", pair, loose, "handlungsfelder.html")


def _chapter_pages(
    book: Book, parts: Sequence[tuple[Row, Part]], prefix: str, pair: tuple[str, str]
) -> Iterator[SynopsisPage]:
    """Sections by the chapter of the new edition; what it lacks by that of the old."""
    chapters = _chapters(book.tables["sections"])
    by_chapter: dict[str, list[Part]] = defaultdict(list)
    for change, part in parts:
        if change["level"] == "section":
            chapter = chapters.get(change["to_id"] or "") or chapters.get(change["from_id"] or "")
            by_chapter[chapter or "Ohne Kapitel"].append(part)
    taken: dict[str, str] = {}
    for chapter, found in by_chapter.items():
        name = slug(chapter) if slug(chapter) not in taken else slug(f"{chapter} {len(taken)}")
        taken[name] = chapter
        yield _page(f"synopse/{prefix}kapitel-{name}.html", chapter, pair, found, "")


def _page(address: str, title: str, pair: tuple[str, str], parts: Sequence[Part], back: str) -> SynopsisPage:
    return SynopsisPage(address=address, title=title, old=pair[0], new=pair[1], parts=tuple(parts), back=back)


def _chapters(sections: Sequence[Row]) -> dict[str, str]:
    """Section → the heading at the top above it."""
    parents = {str(row["section_id"]): row["parent_id"] for row in sections}
    headings = {str(row["section_id"]): _heading(row) for row in sections}
    return {one: headings.get(_top(one, parents), one) for one in headings}


def _heading(row: Row) -> str:
    return f"{row['number']} {row['heading']}" if row["number"] else str(row["heading"])


def _top(one: str, parents: Mapping[str, str | None]) -> str:
    seen = {one}
    while (above := parents.get(one)) and above in parents and above not in seen:
        seen.add(above)
        one = above
    return one


def _wordings(part: Part) -> Iterator[Wording]:
    for pair in part.pairs:
        for old, new in replaced(pair.comparison.runs) if pair.comparison else [(pair.old or "", pair.new or "")]:
            yield Wording(part.anchor, part.title, old, new)
