"""Headings: which groups of lines open a section.

Evidence is added up: the printed contents list and bookmarks that prove right, a number in front, larger or bolder or
coloured type than the body, white space above. Against it: a full stop at the end, a bullet, the cell of a table, a
neighbour on the same height (a label before its value). Lines of one look are judged together first: a look in which
many lines are long, or end in full stops, or fill the document, is running text, whatever a single line looks like.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from math import fsum

from extractors.layout.lines import Arranged
from extractors.structure.contents import CONTENTS_WORDS, Contents
from extractors.structure.detached import detached_numbers, with_number_lines, with_numbers
from extractors.structure.evidence import evidence_of, survey
from extractors.structure.groups import MOST_LINES, Group, find_groups
from extractors.structure.levels import with_levels
from extractors.structure.lookalikes import without_lookalikes
from extractors.structure.ordinals import without_ordinals
from extractors.structure.outline import Heading
from extractors.structure.paragraph_signs import with_paragraph_signs
from extractors.structure.type_sizes import type_sizes
from extractors.structure.witnesses import Witnesses

CAPTION = re.compile(
    r"^(?:Abb(?:ildung|\.)?|Tab(?:elle|\.)?|Grafik|Diagramm|Bild|Foto|Karte|Quelle|Anmerkung|Hinweis|Fotos?|©)\w*\s*\d*\s*[:.]",
    re.IGNORECASE,
)
FIGURE = re.compile(
    r"^(?:\S+\s+)?[\d.,–-]+\s*(?:(?:Mio|Mrd|Tsd)\.?\s*)?(?:%|€|Euro|Prozent|Grad|°C|t|kWh|MWh|GWh)\*?(?:\s+\S+)?$"
)
"""A number with its unit and hardly a word: a key figure, not a title."""

DIRECTORY = re.compile(r"^\W*(?:[IVX]+\.?\s+|\d+\.?\s+)?\w+(?:verzeichnis|register)$", re.IGNORECASE)
"""The name of a list behind the body: Abbildungsverzeichnis, Stichwortregister."""

MARKUP = re.compile(r"^(?:</?[a-z!][^>]*>|https?://|www\.)", re.IGNORECASE)
"""Code, or an address of the web."""

SHORT_DOCUMENT = 8
"""Shorter documents (papers, minutes) have no cover."""

WEIGHTS: Mapping[str, float] = {
    "in the contents list": 2.6,
    "proven look": 1.1,
    "look of headings": 0.8,
    "deep number": 1.5,
    "named number": 1.2,
    "plain number": 0.5,
    "a little larger": 0.8,
    "larger": 0.5,
    "much larger": 0.5,
    "huge": 0.4,
    "bolder": 1.3,
    "font of headlines": 1.3,
    "coloured": 0.9,
    "other shade": 0.3,
    "underlined": 1.0,
    "on a bar": 0.3,
    "italic": 0.2,
    "other font": 0.3,
    "capitals": 0.4,
    "alone on its line": 0.5,
    "space above": 0.4,
    "wide space above": 0.2,
    "text follows": 0.6,
    "smaller": -1.5,
    "full stop": -1.6,
    "small first letter": -2.2,
    "ends in a hyphen": -1.5,
    "few letters": -1.0,
    "bullet": -1.8,
    "over 120 letters": -1.2,
    "over 200 letters": -1.8,
    "one of a count": 1.4,
    "set in the middle": 6.5,
    "number of a list": -0.4,
    "cell of a table": -1.8,
    "look of tables": -0.6,
    "partly bold": -1.6,
    "neighbour": -1.0,
    "runs on": -2.6,
    "below a quotation": -2.6,
    "below a key figure": -2.6,
    "goes on from the last column": -4.0,
    "said often": -0.5,
    "label said often": -1.6,
    "said often on a page": -3.0,
    "look of labels": -0.8,
    "not set apart": -0.9,
    "on a picture": -1.0,
    "in a crowd": -0.6,
    "look of running text": -3.0,
    "wordy look": -1.3,
    "look with full stops": -0.6,
}
"""What each piece of evidence is worth, by its name in `evidence.py`; set by hand, checked on labelled documents."""

ENOUGH = 2.65
"""From this sum on a group is a heading."""


def find_headings(arranged: Arranged, contents: Contents, found: Witnesses) -> tuple[Heading, ...]:
    """The headings of a document in reading order, with their levels."""
    groups = find_candidates(arranged, contents, found)
    if not groups:
        return ()
    witnesses = {lines[0]: witness for lines, witness in found.by_lines.items()}
    seen = survey(groups, witnesses, arranged.pages)
    chosen = [g for g in groups if is_possible(g) and _worth(evidence_of(g, seen)) >= ENOUGH]
    single = without_ordinals(without_lookalikes(chosen, groups, witnesses))
    opening = _without_title(single, groups, len(arranged.pages))
    opening = with_paragraph_signs(opening, frozenset(p.number for p in arranged.pages if p.recognised is not None))
    numbers = detached_numbers(opening, groups)
    levelled = with_levels(with_numbers(opening, numbers), found, len(arranged.pages))
    return _without_chance(with_number_lines(levelled, numbers), arranged)


def _without_chance(headings: tuple[Heading, ...], arranged: Arranged) -> tuple[Heading, ...]:
    """Where sizes are chance, those headings that something else speaks for."""
    if not headings or not type_sizes(arranged.lines).are_chance:
        return headings
    return tuple(heading for heading in headings if heading.method != "style")


def _without_title(chosen: Sequence[Group], groups: Sequence[Group], page_count: int) -> list[Group]:
    """The title of a longer document is set once, on its first page, in a look of its own: it opens no section."""
    if page_count < SHORT_DOCUMENT:
        return list(chosen)
    later = {group.look for group in groups if group.page > 1}
    return [group for group in chosen if group.page > 1 or group.look in later]


def find_candidates(arranged: Arranged, contents: Contents, found: Witnesses) -> list[Group]:
    """The groups of the body: contents lists and the cover stand apart, but not the names of lists behind the body."""
    apart = contents.pages | cover_pages(arranged)
    body = [page.number for page in arranged.pages if page.number not in apart]
    behind = {page for page in contents.pages if body and page > body[len(body) // 2]}
    return [
        group
        for group in find_groups(arranged, found.by_lines)
        if group.page not in apart or (group.page in behind and DIRECTORY.search(group.text))
    ]


def _worth(evidence: Iterable[str]) -> float:
    """The sum of the weights, rounded: sets have no order, and the last digit of a sum depends on it."""
    return round(fsum(WEIGHTS.get(name, 0.0) for name in evidence), 3)


def cover_pages(arranged: Arranged) -> frozenset[int]:
    """The first page when it holds no running text: its lines are the document's title."""
    if len(arranged.pages) < SHORT_DOCUMENT:
        return frozenset()
    first = [line for line in arranged.lines if line.page == 1]
    running = sum(len(line.text) > 60 for line in first)
    return frozenset({1}) if running <= 3 else frozenset()


def is_possible(group: Group) -> bool:
    """Whether the words can be a heading at all: captions, footnotes and long paragraphs cannot."""
    text = group.numbered.title
    return (
        not group.is_footnote
        and len(group.lines) <= MOST_LINES
        and len(group.text) <= 260
        and sum(map(str.isalpha, text)) >= 3
        and not CAPTION.match(group.text)
        and not CONTENTS_WORDS.match(group.text)
        and not FIGURE.match(group.text)
        and not MARKUP.match(group.text)
    )
