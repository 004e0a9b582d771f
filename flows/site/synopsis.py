"""Both wordings side by side, by action field, and the chapters of the editions."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields, replace
from typing import TypeVar

from extractors.comparison.runs import DELETED, INSERTED, Run
from extractors.comparison.synopsis import Synopsis, compare_passages
from flows.site.addresses import slug
from flows.site.book import Book, Link
from flows.site.measures import anchor
from flows.site.tables import Row
from schemas.changes import Change
from schemas.content import Goal, Measure, Section
from schemas.documents import Document
from schemas.extraction import Extraction

R = TypeVar("R")

LONGEST_COMPARED = 20_000
"""Characters of a text that is compared word by word; of a longer one only so many are shown."""

CUT = " … [gekürzt; der ganze Text steht in den Tabellen]"
MOST_PARTS = 150
"""Parts on one page; what goes beyond stands on a further page."""


@dataclass(frozen=True, slots=True)
class Part:
    """A measure, goal or section side by side, and its place on the page."""

    anchor: str
    synopsis: Synopsis
    old_address: str
    new_address: str


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


def _wordings(part: Part) -> Iterator[Wording]:
    title = part.synopsis.new_title or part.synopsis.old_title or ""
    for row in part.synopsis.rows:
        for old, new in _replaced(row.comparison.runs) if row.comparison else [(row.old or "", row.new or "")]:
            yield Wording(part.anchor, title, old, new)


def _replaced(runs: Sequence[Run]) -> Iterator[tuple[str, str]]:
    """What was deleted with what was inserted in its place; either may be empty."""
    old = ""
    for run in runs:
        if run.kind == DELETED:
            old = run.old
        elif run.kind == INSERTED or old:
            yield old, run.new if run.kind == INSERTED else ""
            old = ""
    if old:
        yield old, ""


def synopsis_pages(book: Book) -> Iterator[SynopsisPage]:
    """All pages, for every two editions that were compared."""
    for place, (old, new) in enumerate(reversed(book.pairs())):
        prefix = "" if place == 0 else f"{slug(old)}-{slug(new)}-"
        changes = [
            _record(Change, row)
            for row in book.tables["changes"]
            if (row["from_edition"], row["to_edition"]) == (old, new)
        ]
        chosen = [change for change in changes if change.level in ("measure", "goal", "section")]
        found = compare_passages(_edition(book, old), _edition(book, new), chosen)
        yield from _divided(page for page in _field_pages(book, found, prefix, (old, new)))
        yield from _divided(page for page in _chapter_pages(book, found, prefix, (old, new)))


def _divided(pages: Iterator[SynopsisPage]) -> Iterator[SynopsisPage]:
    """Pages with so many parts as can be read; the first keeps the address."""
    for page in pages:
        for at in range(0, len(page.parts), MOST_PARTS):
            number = at // MOST_PARTS + 1
            address = page.address if number == 1 else page.address.replace(".html", f"--{number}.html")
            title = page.title if number == 1 else f"{page.title} (Teil {number})"
            yield replace(page, address=address, title=title, parts=page.parts[at : at + MOST_PARTS])


def _field_pages(book: Book, found: Sequence[Synopsis], prefix: str, pair: tuple[str, str]) -> Iterator[SynopsisPage]:
    goal_fields = {str(row["goal_id"]): str(row["action_field_id"] or "") for row in book.tables["goals"]}
    by_field: dict[str, list[Part]] = defaultdict(list)
    for one in found:
        if one.level == "measure":
            known = book.measures.get(one.to_id or "") or book.measures.get(one.from_id or "")
            by_field[str(known["action_field_id"] or "") if known else ""].append(_measure_part(book, one))
        elif one.level == "goal":
            at = goal_fields.get(one.to_id or "") or goal_fields.get(one.from_id or "") or ""
            by_field[at].append(Part(f"z-{slug(f'{one.from_id}-{one.to_id}')}", one, "", ""))
    for field_id, field in book.fields.items():
        if by_field.get(field_id):
            address = book.address("synopse", field_id)
            yield SynopsisPage(
                address=address.replace("synopse/", f"synopse/{prefix}"),
                title=field.label,
                old=pair[0],
                new=pair[1],
                parts=tuple(by_field[field_id]),
                back=book.address("handlungsfeld", field_id),
            )


def _measure_part(book: Book, one: Synopsis) -> Part:
    name = anchor(book, Link(one.from_id, one.to_id, {}))
    return Part(name, one, book.address("massnahme", one.from_id), book.address("massnahme", one.to_id))


def _chapter_pages(book: Book, found: Sequence[Synopsis], prefix: str, pair: tuple[str, str]) -> Iterator[SynopsisPage]:
    """Sections by the chapter of the new edition; what it lacks by that of the old."""
    chapters = _chapters(book.tables["sections"])
    by_chapter: dict[str, list[Part]] = defaultdict(list)
    for one in found:
        if one.level == "section":
            chapter = chapters.get(one.to_id or "") or chapters.get(one.from_id or "") or "Ohne Kapitel"
            by_chapter[chapter].append(Part(f"a-{slug(f'{one.from_id}-{one.to_id}')}", one, "", ""))
    for chapter, parts in by_chapter.items():
        yield SynopsisPage(
            address=f"synopse/{prefix}kapitel-{slug(chapter)}.html",
            title=chapter,
            old=pair[0],
            new=pair[1],
            parts=tuple(parts),
            back="",
        )


def _chapters(sections: Sequence[Row]) -> dict[str, str]:
    """Section → the heading at the top above it."""
    parents = {str(row["section_id"]): row["parent_id"] for row in sections}
    headings = {str(row["section_id"]): _heading(row) for row in sections}
    return {one: headings.get(_top(one, parents), one) for one in headings}


def _heading(row: Row) -> str:
    return f"{row['number']} {row['heading']}" if row["number"] else str(row["heading"])


def _top(one: str, parents: dict[str, str | None]) -> str:
    seen = {one}
    while (above := parents.get(one)) and above in parents and above not in seen:
        seen.add(above)
        one = above
    return one


def _edition(book: Book, edition_id: str) -> Extraction:
    """All that an edition says, as if it were one document."""
    own = {one for one, row in book.documents.items() if row["edition_id"] == edition_id and row["kind"] == "concept"}
    return Extraction(
        document=Document(document_id=edition_id, edition_id=edition_id, sha256="", byte_size=0),
        goals=_records(Goal, book.tables["goals"], own),
        measures=_records(Measure, book.tables["measures"], own),
        sections=_records(Section, book.tables["sections"], own),
    )


def _records(kind: type[R], rows: Sequence[Row], documents: set[str]) -> tuple[R, ...]:
    return tuple(_record(kind, row) for row in rows if row["document_id"] in documents)


def _record(kind: type[R], row: Row) -> R:
    """The row as a record; what the release does not hold is as the record has it when nothing is said."""
    names = [field.name for field in fields(kind)]  # type: ignore[arg-type]  # all our records are dataclasses
    return kind(**{name: _short(row[name]) for name in names if row.get(name) is not None})


def _short(value: object) -> object:
    return value[:LONGEST_COMPARED] + CUT if isinstance(value, str) and len(value) > LONGEST_COMPARED else value
