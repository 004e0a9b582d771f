"""Layouts: small documents, each in one habit of German administrations, and what is true about them.

    layouts/<stem>.yml → templates/layouts/<stem>.html (or drawing.py) → layouts/<stem>.pdf
                       → places in that PDF → layouts/<stem>.json

A source is a list of parts in printing order: headings, action fields, goals, measures. "¬" in a text is a soft hyphen.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from blocks import Source, refuse_gaps
from gold import printed_measure
from places import PageText, find_next, squash

LAYOUTS = Path(__file__).parent / "layouts"
SOFT_HYPHEN = "¬"
NAMED = re.compile(r"(?P<number>Handlungsfeld \w+): (?P<title>.+)")
"""A heading without another number has its name as number."""

LONGEST_SOUGHT = 20
"""Letters of the beginning of a measure and of its end: the rest may stand on another page."""

Item = dict[str, Any]
Place = tuple[int, int]


def read_layout(path: Path) -> Source:
    """Read one layout; its stem is that of its file."""
    source: Source = YAML(typ="safe").load(path)
    refuse_gaps(source)
    return {**source, "stem": path.stem}


def without_soft_hyphens(content: Any) -> Any:
    """The same content as people read it."""
    if isinstance(content, dict):
        return {key: without_soft_hyphens(value) for key, value in content.items()}
    if isinstance(content, list):
        return [without_soft_hyphens(value) for value in content]
    return content.replace(SOFT_HYPHEN, "") if isinstance(content, str) else content


def truth_of_layout(source: Source, pages: list[PageText]) -> dict[str, list[Item]]:
    """What a perfect reader reports, table by table, with the pages found in the PDF."""
    found: dict[str, list[Item]] = {name: [] for name in ("action_fields", "headings", "goals", "measures", "statuses")}
    place: Place = (0, 0)
    for table, printed, text, ends in _wanted(without_soft_hyphens(source)):
        sought = squash(text)[:LONGEST_SOUGHT] if table == "measures" else squash(text)
        page, start = find_next(sought, pages, *place, line=table == "headings")
        begin, place = (page, start), (page, start + len(sought))
        if table == "measures":
            last = max([page, *(_page_of_end(value, pages, begin) for value in ends)])
            found[table].append({**printed, "page_first": page + 1, "page_last": last + 1})
        else:
            found[table].append({**printed, "page": page + 1})
    return found


def _page_of_end(value: str, pages: list[PageText], place: Place) -> int:
    """The page on which a value ends that is printed after a place."""
    return find_next(squash(value)[-LONGEST_SOUGHT:], pages, *place, line=False)[0]


def _wanted(source: Source) -> Iterator[tuple[str, Item, str, list[str]]]:
    """Table, row, words to look for, and words that end a measure, in printing order."""
    for part in source["parts"]:
        yield _heading(part)
        if "field" in part:
            yield "action_fields", {"code": part["code"], "label": part["field"]}, "", []
        for goal in part.get("goals", []):
            yield "goals", {"text": goal, "action_field": _field_above(part, source)}, goal, []
        for band in part.get("bands", []):
            yield "action_fields", {"code": band["code"], "label": band["field"]}, band["printed"], []
            yield from _measures(band, band["field"], source)
        yield from _measures(part, _field_above(part, source), source)


def _heading(part: Item) -> tuple[str, Item, str, list[str]]:
    title, number = part.get("printed") or part["heading"], part.get("number")
    named = None if number else NAMED.fullmatch(title)
    own = named.groupdict() if named else {"number": number, "title": title}
    return "headings", {**own, "level": part["level"]}, f"{number or ''} {title}", []


def _field_above(part: Item, source: Source) -> str | None:
    """The action field to which a part belongs: its own or the last one before, unless a chapter closes it."""
    above: str | None = None
    for one in source["parts"]:
        above = one["field"] if "field" in one else None if one["level"] == 1 else above
        if one is part:
            return above
    return None


def _measures(part: Item, field: str | None, source: Source) -> Iterator[tuple[str, Item, str, list[str]]]:
    for measure in part.get("measures", []):
        printed = {key: value for key, value in printed_measure({**measure, "action_field": field}).items()
                   if key not in ("goal", "goal_number", "status", "description_start", "description_end")}  # fmt: skip
        row = {key: None if value == "–" else value for key, value in printed.items()}
        row["description"] = measure.get("description")
        shown = [measure[key] for key in source.get("labels", {}) if key in measure and key not in ("title", "code")]
        ends = [measure["title"], *(value for value in shown if any(letter.isalnum() for letter in value))]
        yield "measures", row, measure["title"], ends
        if "status" in measure:
            status = {key: measure.get(key) for key in ("code", "title", "status", "text")}
            yield "statuses", {**status, "period": source.get("period")}, "", []
