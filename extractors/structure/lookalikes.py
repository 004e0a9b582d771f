"""What looks like headings but opens no section: lists of what follows, titles of charts, words in diagrams.

Habits: a chapter, or a brochure without page numbers, begins with a list of its sections, set like headings, one under
the other without text; each title stands once more below, in the same order. A chart carries its title above and its
caption ("Abbildung 3: …") below; between them stand the words of its axes. A diagram sets words into coloured boxes all
over the page, with no text below them.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise, zip_longest

from extractors.structure.groups import Group
from extractors.structure.witnesses import key_of, start_of

RUNNING_TEXT = 45
"""Letters from which a group is a paragraph."""

WORDS_IN_A_CHART = 20
"""Letters a line: words of a chart stand below each other in short lines."""

LEAST_LISTED = 3
MOST_SAID = 3
"""A title that is said more often is a label, not the entry of a list."""

TOLD_APART = 12
"""Letters at which most titles and paragraphs differ: only those that begin alike are looked at as a whole."""

CHART_CAPTION = re.compile(
    r"^(?:Abb(?:ildung|\.)|Grafik|Diagramm|Schaubild|Karte|Bild|Foto)\w*\.?\s*\d+", re.IGNORECASE
)
LONGEST_CHART = 40
"""Groups of words that a chart has at most."""

LEAST_BOXES, LEAST_EDGES = 4, 3
"""A diagram has so many coloured boxes at least, and so many left edges of them or a caption; headings on bars share
theirs, and have text below them."""

LINES_IN_A_BOX = 2

EDGE_PT = 10.0

CHART_HEIGHT = 6.0
"""A chart without words leaves so much room, in type sizes, between its title and its caption."""


def without_lookalikes(chosen: Sequence[Group], groups: Sequence[Group], listed: Mapping[int, str]) -> list[Group]:
    """The headings without entries of overviews and titles of charts; `listed` are proven by the contents list."""
    firsts = {group.first for group in chosen}
    charts = {*_chart_titles(groups, firsts), *_chart_boxes(groups), *_diagram_words(groups)}
    false = {*_overview_entries(groups, firsts), *charts}
    return [group for group in chosen if group.first not in false or group.first in listed]


def _overview_entries(groups: Sequence[Group], chosen: set[int]) -> Iterator[int]:
    """First lines of headings in runs without running text whose titles stand once more below, in the same order."""
    later = _later_places(groups)
    run: list[tuple[int, int]] = []
    for group in groups:
        place = later.get(group.first)
        if place is not None and (not run or place > run[-1][1]):
            run.append((group.first, place))
        elif group.first in chosen or group.letters >= RUNNING_TEXT:
            yield from _of_overview(run, chosen)
            run = []
    yield from _of_overview(run, chosen)


def _later_places(groups: Sequence[Group]) -> dict[int, int]:
    """First line of a group → place of the next group that says the same, for what is said a few times only."""
    alike: dict[str, list[int]] = {}
    for place, group in enumerate(groups):
        alike.setdefault(start_of(group.numbered.title, TOLD_APART), []).append(place)
    said: dict[str, list[int]] = {}
    for place in (place for found in alike.values() if len(found) > 1 for place in found):
        if len(key := key_of(groups[place].numbered.title)) > 3:
            said.setdefault(key, []).append(place)
    places = (found for found in said.values() if 2 <= len(found) <= MOST_SAID)
    return {groups[one].first: other for found in places for one, other in pairwise(found)}


def _of_overview(run: Sequence[tuple[int, int]], chosen: set[int]) -> Iterator[int]:
    """The headings of a run that is long enough, and ends before what it lists begins."""
    if len(run) >= LEAST_LISTED:
        yield from (first for first, _ in run if first in chosen)


def _chart_titles(groups: Sequence[Group], chosen: set[int]) -> Iterator[int]:
    """First lines of headings without number that have a caption below: the title of the chart, and words in it."""
    for place, group in enumerate(groups):
        if group.first in chosen and not group.numbered.number:
            chart = groups[place : _caption_below(groups, place)]
            yield from (each.first for each in chart if not each.numbered.number)


def _caption_below(groups: Sequence[Group], place: int) -> int:
    """The place of the caption of the chart that a title stands above; that of the title if there is none."""
    title = groups[place]
    for count, group in enumerate(groups[place + 1 : place + 1 + LONGEST_CHART]):
        if group.page != title.page:
            return place
        if CHART_CAPTION.match(group.text):
            room = (group.box.top - title.box.bottom) / max(4.0, title.look.size)
            return place + 1 + count if count > 0 or room >= CHART_HEIGHT else place
        if _is_running(group):
            return place
    return place


def _is_running(group: Group) -> bool:
    return group.letters >= RUNNING_TEXT and group.letters >= WORDS_IN_A_CHART * len(group.lines)


def _chart_boxes(groups: Sequence[Group]) -> Iterator[int]:
    """First lines of words in coloured boxes above the caption of a chart: steps one below the other, with no text."""
    boxes: list[Group] = []
    page = 0
    for group in groups:
        if group.page != page or (_is_running(group) and (not group.look.on_bar or len(group.lines) > LINES_IN_A_BOX)):
            boxes, page = [], group.page
        elif CHART_CAPTION.match(group.text):
            yield from (box.first for box in boxes if len(boxes) >= LEAST_BOXES)
            boxes = []
        elif group.look.on_bar:
            boxes.append(group)


def _diagram_words(groups: Sequence[Group]) -> Iterator[int]:
    """First lines of words in the coloured boxes of diagrams: many on a page, here and there, no text below them.

    Where running text is set on the same ground, the page is coloured and not its words.
    """
    boxed: dict[int, list[Group]] = {}
    for group, below in zip_longest(groups, groups[1:]):
        if group.look.on_bar and (below is None or below.letters < RUNNING_TEXT):
            boxed.setdefault(group.page, []).append(group)
    coloured = {group.page for group in groups if group.look.on_bar and group.letters >= RUNNING_TEXT}
    for page, found in boxed.items():
        edges = {round(group.box.x0 / EDGE_PT) for group in found}
        if page not in coloured and len(found) >= LEAST_BOXES and len(edges) >= LEAST_EDGES:
            yield from (group.first for group in found)
