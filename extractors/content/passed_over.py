"""Lists below “Maßnahmen” from which no measure was read: told, so that nobody takes their silence for an empty list.

Bullets that are sentences describe what others did, or several measures at once; where one begins is a guess, so none
is made a row.
"""

from collections.abc import Iterator, Sequence

from extractors.content.announcements import Stretch, announces_measures, stretches
from extractors.content.measure_lists import LEAST_ITEMS, MARKERS
from extractors.content.passages import BULLET
from extractors.layout.lines import Arranged
from extractors.structure.outline import Heading
from schemas.content import Measure
from schemas.documents import Issue
from schemas.geometry import Line


def passed_over_lists(
    arranged: Arranged, headings: Sequence[Heading], measures: Sequence[Measure], document_id: str
) -> Iterator[Issue]:
    """An issue for each announced list on whose pages no measure begins."""
    begun = {measure.page_first for measure in measures}
    for stretch in stretches(arranged, headings):
        if not announces_measures(stretch.heading.title):
            continue
        items = [line for line in stretch.lines(arranged) if line.grid < 0 and _begins_item(line)]
        if len(items) >= LEAST_ITEMS and begun.isdisjoint(_pages(stretch, items)):
            yield Issue(
                document_id=document_id,
                page=stretch.heading.page,
                severity="warning",
                kind="list_without_measures",
                what=f"none of the {len(items)} items listed under “{stretch.heading.title}” was read as a measure:"
                " they are sentences",
                hint="read the list on its pages; the text is in the section",
            )


def _pages(stretch: Stretch, items: Sequence[Line]) -> range:
    return range(stretch.heading.page, items[-1].page + 1)


def _begins_item(line: Line) -> bool:
    return bool(BULLET.match(line.text)) or line.words[0].text in MARKERS
