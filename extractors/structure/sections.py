"""Sections: each heading with its own text, as rows; with the place of the text for those who read on."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from extractors.layout.lines import Arranged
from extractors.structure.outline import Heading
from extractors.structure.paragraphs import Text, running_text
from extractors.structure.section_kinds import kind_named_by
from schemas.content import Section
from schemas.documents import Evidence
from schemas.geometry import Box


@dataclass(frozen=True, slots=True)
class Part:
    """A section with what later stages need beside its row."""

    section: Section
    heading: Heading
    first: int
    """Index of the first line of its own text in `Arranged.lines`."""

    end: int
    """Index after its last line."""

    pages: tuple[tuple[int, int], ...]
    """(offset in `section.text`, page) for each of its lines."""

    def page_at(self, offset: int) -> int:
        """The page on which a place in the text stands."""
        return max((page for start, page in self.pages if start <= offset), default=self.section.page_first)


def split_sections(arranged: Arranged, headings: Sequence[Heading], document_id: str) -> tuple[Part, ...]:
    """One part for each heading, in reading order; parents by level."""
    parts: list[Part] = []
    stack: list[Section] = []
    ids = _ids(headings, document_id)
    for heading, end, own in zip(headings, _ends(arranged, headings), ids, strict=True):
        while stack and stack[-1].level >= heading.level:
            stack.pop()
        part = _part(arranged, heading, end, (own, stack[-1].section_id if stack else None))
        stack.append(part.section)
        parts.append(part)
    return tuple(parts)


def _ends(arranged: Arranged, headings: Sequence[Heading]) -> Iterator[int]:
    for following in headings[1:]:
        yield following.first
    if headings:
        yield len(arranged.lines)


def _ids(headings: Sequence[Heading], document_id: str) -> list[str]:
    """Ids from printed values: document, number or title; what is printed twice is counted."""
    seen: Counter[str] = Counter()
    ids: list[str] = []
    for heading in headings:
        name = slug(heading.number or heading.title)
        seen[name] += 1
        ids.append(f"{document_id}:{name}" + (f"~{seen[name]}" if seen[name] > 1 else ""))
    return ids


def slug(text: str) -> str:
    """Letters and digits in lower case, divided by hyphens; at most 60 characters.

    >>> slug("4.1 Rad- und Fußverkehr")
    '4-1-rad-und-fussverkehr'
    """
    folded = text.casefold().replace("ä", "ae").replace("ö", "oe").replace("ü", "ue")
    return "-".join(re.findall(r"[a-z0-9]+", folded))[:60].strip("-") or "ohne-titel"


def _part(arranged: Arranged, heading: Heading, end: int, ids: tuple[str, str | None]) -> Part:
    own = set(heading.lines)
    lines = [line for i, line in enumerate(arranged.lines[heading.first : end], heading.first) if i not in own]
    found: Text = running_text(lines)
    section = Section(
        document_id=ids[0].partition(":")[0],
        section_id=ids[0],
        parent_id=ids[1],
        level=heading.level,
        number=heading.number,
        heading=heading.title,
        kind=kind_of(heading),
        page_first=heading.page,
        page_last=max((line.page for line in lines), default=heading.page),
        text=found.text,
    )
    return Part(section, heading, heading.first + 1, end, found.pages)


def kind_of(heading: Heading) -> str:
    """What a section is about; `other` when its heading does not say."""
    return kind_named_by(f"{heading.number or ''} {heading.title}".strip())


def section_evidence(arranged: Arranged, part: Part) -> Evidence:
    """The place of a heading: its first line, quoted as printed."""
    line = arranged.lines[part.heading.first]
    box: Box = line.box
    return Evidence(
        table="sections",
        row_id=part.section.section_id,
        document_id=part.section.document_id,
        page=line.page,
        x0=box.x0,
        top=box.top,
        x1=box.x1,
        bottom=box.bottom,
        quote=line.text,
        method=part.heading.method,
    )
