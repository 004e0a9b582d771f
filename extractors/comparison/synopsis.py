"""Synopsis: old and new text side by side, as data and as one page of HTML for readers."""

import base64
import hashlib
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files

from jinja2 import Environment, StrictUndefined, Template
from markupsafe import Markup

from extractors.comparison.changes import Comparison
from extractors.comparison.levels import Row
from extractors.comparison.passages import Paragraphs, mark_moved, paragraph_rows
from extractors.comparison.units import Unit
from schemas.changes import CHANGE_KINDS, LEVELS, SynopsisRow

LEVEL_TITLES = {
    "action_field": "Handlungsfelder",
    "goal": "Ziele",
    "measure": "Maßnahmen",
    "section": "Abschnitte",
}
LEVEL_WORDS = {"action_field": "Handlungsfeld", "goal": "Ziel", "measure": "Maßnahme", "section": "Abschnitt"}
KIND_WORDS = {
    "unchanged": "unverändert",
    "reworded": "umformuliert",
    "renamed": "umbenannt",
    "moved": "verschoben",
    "split": "aufgeteilt",
    "merged": "zusammengeführt",
    "added": "neu",
    "dropped": "entfallen",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Synopsis:
    """One part of both editions side by side."""

    level: str
    kinds: tuple[str, ...]
    """Kinds of change, the main one first."""

    from_id: str | None
    to_id: str | None
    old_title: str | None
    new_title: str | None
    old_page: int | None
    new_page: int | None
    rows: tuple[Paragraphs, ...]
    """Paragraphs side by side."""

    @property
    def deleted(self) -> int:
        """Number of words deleted, moved paragraphs not counted."""
        return sum(row.deleted for row in self.rows)

    @property
    def inserted(self) -> int:
        """Number of words inserted, moved paragraphs not counted."""
        return sum(row.inserted for row in self.rows)

    @property
    def has_other_words(self) -> bool:
        """Whether its kinds say that words differ; else what differs comes from setting the pages."""
        return not set(self.kinds) <= {"unchanged", "moved", "renamed"}

    @property
    def spelling_only(self) -> bool:
        """Whether words were changed in spelling or gender form only."""
        compared = [row.comparison for row in self.rows if row.comparison]
        differing = [comparison for comparison in compared if comparison.deleted or comparison.inserted]
        is_whole = len(compared) == len(self.rows)
        return is_whole and bool(differing) and all(comparison.spelling_only for comparison in differing)


def compare_passages(comparison: Comparison) -> tuple[Synopsis, ...]:
    """All that was compared side by side, in reading order of the new edition, dropped parts where they stood."""
    parts = [_synopsis(row) for row in _in_reading_order(comparison.rows)]
    rows = mark_moved([(part.rows, part.old_page, part.new_page) for part in parts])
    return tuple(replace(part, rows=found) for part, found in zip(parts, rows, strict=True))


def _synopsis(row: Row) -> Synopsis:
    change, old, new = row.change, row.old, row.new
    return Synopsis(
        level=change.level,
        kinds=tuple(change.change.split("|")),
        from_id=change.from_id,
        to_id=change.to_id,
        old_title=_title(change.level, old) if old else None,
        new_title=_title(change.level, new) if new else None,
        old_page=change.from_page,
        new_page=change.to_page,
        rows=paragraph_rows(old.text if old else "", new.text if new else ""),
    )


def _title(level: str, unit: Unit) -> str:
    """Code and title; goals have no title, they are named by their level."""
    if not unit.title:
        return f"{LEVEL_WORDS[level]} {unit.code or 'ohne Nummer'}"
    return f"{unit.code} {unit.title}" if unit.code else unit.title


def _in_reading_order(rows: Sequence[Row]) -> list[Row]:
    """By level; a dropped part stands behind what follows the part before it in the old edition."""
    places: dict[tuple[str, int], int] = {}
    for row in rows:
        old, new = row.place
        if old is not None and new is not None:
            places.setdefault((row.change.level, old), new)

    def place(row: Row) -> tuple[int, int, int, int]:
        level, (old, new) = row.change.level, row.place
        if new is not None:
            return LEVELS.index(level), new, 0, -1 if old is None else old
        before = next((places[level, p] for p in range((old or 0) - 1, -1, -1) if (level, p) in places), -1)
        return LEVELS.index(level), before, 1, old or 0

    return sorted(rows, key=place)


def synopsis_rows(comparison: Comparison, concept_id: str = "") -> Iterator[SynopsisRow]:
    """The paragraphs of all parts whose text differs, in reading order of the new edition."""
    for part in compare_passages(comparison):
        if not part.has_other_words or not part.rows:
            continue
        for position, row in enumerate(part.rows, start=1):
            yield SynopsisRow(
                concept_id=concept_id,
                from_edition=comparison.from_edition,
                to_edition=comparison.to_edition,
                level=part.level,
                from_id=part.from_id,
                to_id=part.to_id,
                position=position,
                from_text=row.old,
                to_text=row.new,
                marked=row.comparison.as_text() if row.comparison else None,
                words_deleted=row.deleted,
                words_inserted=row.inserted,
                spelling_only=row.comparison.spelling_only if row.comparison else False,
                moved_page=row.moved_page,
            )


def synopsis_html(comparison: Comparison) -> str:
    """One page that needs no other file: an overview of all changes and both texts side by side.

    It has no script; its style is allowed by hash, so that it can be shown under a strict content security policy.
    """
    parts = compare_passages(comparison)
    style = _style()
    return _template().render(
        style=Markup(style),  # our own file: the only text of the page that is not escaped
        policy=f"default-src 'none'; style-src 'sha256-{_sha256(style)}'; base-uri 'none'; form-action 'none'",
        old_name=comparison.from_edition or "alt",
        new_name=comparison.to_edition or "neu",
        levels=[(level, LEVEL_TITLES[level], [p for p in parts if p.level == level]) for level in LEVELS],
        counts=_counts(parts),
        kind_words=KIND_WORDS,
    )


def _counts(parts: Sequence[Synopsis]) -> list[tuple[str, list[tuple[str, int]]]]:
    """By level how many parts had which main kind of change, in the order of the kinds; empty levels are left out."""
    found = Counter((part.level, part.kinds[0]) for part in parts)
    rows = [(LEVEL_TITLES[lv], [(KIND_WORDS[k], found[lv, k]) for k in CHANGE_KINDS if found[lv, k]]) for lv in LEVELS]
    return [(title, counts) for title, counts in rows if counts]


@cache
def _style() -> str:
    return files("extractors.comparison").joinpath("synopsis.css").read_text(encoding="utf-8")


@cache
def _template() -> Template:
    source = files("extractors.comparison").joinpath("synopsis.html.j2").read_text(encoding="utf-8")
    page = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    return page.from_string(source)


def _sha256(text: str) -> str:
    return base64.b64encode(hashlib.sha256(text.encode("utf-8")).digest()).decode("ascii")
