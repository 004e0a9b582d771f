"""Synopsis: old and new text side by side, as data and as one page of HTML for readers."""

import base64
import hashlib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files

from jinja2 import Environment, StrictUndefined, Template
from markupsafe import Markup

from extractors.comparison.entries import Entry, field_entries, goal_entries, measure_entries, section_entries
from extractors.comparison.passages import Row, mark_moved, paragraph_rows
from extractors.comparison.units import Unit
from schemas.changes import CHANGE_KINDS, LEVELS, Change
from schemas.extraction import Extraction

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
    rows: tuple[Row, ...]
    """Paragraphs side by side."""

    @property
    def deleted(self) -> int:
        """Number of words deleted, moved paragraphs not counted."""
        alone = sum(len((row.old or "").split()) for row in self.rows if row.new is None and row.moved_page is None)
        return alone + sum(row.comparison.deleted for row in self.rows if row.comparison)

    @property
    def inserted(self) -> int:
        """Number of words inserted, moved paragraphs not counted."""
        alone = sum(len((row.new or "").split()) for row in self.rows if row.old is None and row.moved_page is None)
        return alone + sum(row.comparison.inserted for row in self.rows if row.comparison)

    @property
    def spelling_only(self) -> bool:
        """Whether words were changed in spelling or gender form only."""
        compared = [row.comparison for row in self.rows if row.comparison]
        differing = [comparison for comparison in compared if comparison.deleted or comparison.inserted]
        is_whole = len(compared) == len(self.rows)
        return is_whole and bool(differing) and all(comparison.spelling_only for comparison in differing)


def compare_passages(old: Extraction, new: Extraction, changes: Sequence[Change]) -> tuple[Synopsis, ...]:
    """What the changes name, side by side, in reading order of the new edition, dropped parts where they stood.

    Changes whose records neither extraction holds are passed over.
    """
    olds, news = _entries(old), _entries(new)
    parts = [_synopsis(change, olds, news) for change in changes if _is_known(change, olds, news)]
    rows = mark_moved([(part.rows, part.old_page, part.new_page) for part in parts])
    return _in_reading_order([replace(part, rows=found) for part, found in zip(parts, rows, strict=True)], olds, news)


Entries = Mapping[tuple[str, str], tuple[int, Entry]]
"""Level and id → place in the edition, and the record; of repeated ids the first."""


def _entries(extraction: Extraction) -> Entries:
    by_level = {
        "action_field": field_entries(extraction.action_fields),
        "goal": goal_entries(extraction.goals, {}),
        "measure": measure_entries(extraction.measures, {}),
        "section": section_entries(extraction.sections),
    }
    return {
        (level, entry.unit.unit_id): (place, entry)
        for level, entries in by_level.items()
        for place, entry in reversed(list(enumerate(entries)))
    }


def _is_known(change: Change, olds: Entries, news: Entries) -> bool:
    known_old = change.from_id is None or (change.level, change.from_id) in olds
    known_new = change.to_id is None or (change.level, change.to_id) in news
    return known_old and known_new and not change.from_id is change.to_id is None


def _synopsis(change: Change, olds: Entries, news: Entries) -> Synopsis:
    old = olds[change.level, change.from_id][1].unit if change.from_id is not None else None
    new = news[change.level, change.to_id][1].unit if change.to_id is not None else None
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


def _in_reading_order(parts: Sequence[Synopsis], olds: Entries, news: Entries) -> tuple[Synopsis, ...]:
    """By level; a dropped part stands behind what follows the part before it in the old edition."""
    places: dict[tuple[str, int], int] = {}
    for part in parts:
        if part.from_id is not None and part.to_id is not None:
            places.setdefault((part.level, olds[part.level, part.from_id][0]), news[part.level, part.to_id][0])

    def place(part: Synopsis) -> tuple[int, int, int, int]:
        level = LEVELS.index(part.level)
        old = olds[part.level, part.from_id][0] if part.from_id is not None else -1
        if part.to_id is not None:
            return level, news[part.level, part.to_id][0], 0, old
        before = next((places[part.level, p] for p in range(old - 1, -1, -1) if (part.level, p) in places), -1)
        return level, before, 1, old

    return tuple(sorted(parts, key=place))


def synopsis_html(old: Extraction, new: Extraction, changes: Sequence[Change]) -> str:
    """One page that needs no other file: an overview of all changes and both texts side by side.

    It has no script; its style is allowed by hash, so that it can be shown under a strict content security policy.
    """
    parts = compare_passages(old, new, changes)
    style = _style()
    return _template().render(
        style=Markup(style),  # our own file: the only text of the page that is not escaped
        policy=f"default-src 'none'; style-src 'sha256-{_sha256(style)}'; base-uri 'none'; form-action 'none'",
        old_name=_edition_name(changes[0].from_edition if changes else "", old, "alt"),
        new_name=_edition_name(changes[0].to_edition if changes else "", new, "neu"),
        levels=[(level, LEVEL_TITLES[level], [p for p in parts if p.level == level]) for level in LEVELS],
        counts=_counts(parts),
        kind_words=KIND_WORDS,
    )


def _counts(parts: Sequence[Synopsis]) -> list[tuple[str, list[tuple[str, int]]]]:
    """By level how many parts had which main kind of change, in the order of the kinds; empty levels are left out."""
    found = Counter((part.level, part.kinds[0]) for part in parts)
    rows = [(LEVEL_TITLES[lv], [(KIND_WORDS[k], found[lv, k]) for k in CHANGE_KINDS if found[lv, k]]) for lv in LEVELS]
    return [(title, counts) for title, counts in rows if counts]


def _edition_name(edition: str, extraction: Extraction, otherwise: str) -> str:
    return edition or extraction.document.edition_id or extraction.document.title or otherwise


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
