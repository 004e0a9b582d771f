"""Measures whose titles are highlighted: bold words on a coloured area, with the description below or behind them.

Habit: plans made for citizens mark the title of each measure as with a highlighter. It counts where the document does
so often, in one colour, and where the page, or the one before it, is said to hold measures.
"""

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from extractors.content.announcements import announces_measures, running_head_announces
from extractors.content.candidates import Candidate
from extractors.content.labels import unit_and_code
from extractors.content.passages import list_body, part_of, value_of
from extractors.layout.lines import Arranged
from extractors.structure.outline import Heading
from schemas.geometry import Box, Line, Page, Rule

CONFIDENCE = 0.85
LEAST_TITLES = 5
RIM_PT = 2.0
"""Words may stick out of what highlights them by so much."""

TALLEST = 1.8
"""A highlighter is not much taller than the line it marks, as a multiple of the line's height."""

LINE_PITCH = 1.6
"""The lines of a title follow each other within so many line heights."""

GREY = 24
"""Colours whose parts differ by less than this are white, grey or black, no highlighter."""


@dataclass(frozen=True, slots=True)
class _Marked:
    """A line with its highlighted words at the beginning."""

    index: int
    count: int
    """So many words from the first on are highlighted, a bullet included."""

    color: str


def find_highlighted(arranged: Arranged, headings: Sequence[Heading]) -> Iterator[Candidate]:
    """The measures with highlighted titles."""
    marked = _marked_lines(arranged)
    colors = Counter(mark.color for mark in marked)
    for color, count in colors.most_common(1):
        if count < LEAST_TITLES:
            return
        announced = _announced_pages(arranged, headings)
        titles = _titles([mark for mark in marked if mark.color == color], arranged)
        titles = [title for title in titles if arranged.lines[title[0].index].page in announced]
        if len(titles) >= LEAST_TITLES:
            yield from _measures(titles, arranged, headings)


def _announced_pages(arranged: Arranged, headings: Sequence[Heading]) -> set[int]:
    """Pages said to hold measures by their running head or a heading, and the pages opposite."""
    heads = {page.number for page in arranged.pages if running_head_announces(page)}
    heads |= {heading.page for heading in headings if announces_measures(heading.title)}
    return heads | {page + 1 for page in heads}


def _marked_lines(arranged: Arranged) -> list[_Marked]:
    pages = {page.number: page for page in arranged.pages}
    rules = {number: [r for r in page.rules if _is_highlighter(r)] for number, page in pages.items()}
    found = []
    for index, line in enumerate(arranged.lines):
        if not rules[line.page] or _in_table(line, pages[line.page]):
            continue
        color, count = _highlighted(line, rules[line.page])
        if count:
            found.append(_Marked(index, count, color))
    return found


def _in_table(line: Line, page: Page) -> bool:
    """Whether a line stands in a table; highlighted lines that follow each other look like a table of one column."""
    if line.grid < 0:
        return False
    return max(len(row) for row in page.grids[line.grid].rows) > 1


def _is_highlighter(rule: Rule) -> bool:
    if rule.kind != "area" or not rule.fill:
        return False
    parts = [int(rule.fill[i : i + 2], 16) for i in (1, 3, 5)]
    return max(parts) - min(parts) >= GREY


def _highlighted(line: Line, rules: Sequence[Rule]) -> tuple[str, int]:
    """Colour and number of the highlighted bold words a line begins with; a bullet before them may be plain."""
    near = [
        rule for rule in rules if rule.box.height <= TALLEST * line.box.height and _share_height(rule.box, line.box)
    ]
    count, color = 0, ""
    if not near:
        return color, count
    for number, word in enumerate(line.words):
        on = next((rule.fill for rule in near if word.style.bold and rule.box.grown(RIM_PT).holds(word.box.middle)), "")
        if not on and not (number == 0 and len(word.text) == 1):
            break
        count, color = number + 1, on or color
    return color, count if color else 0


def _share_height(one: Box, other: Box) -> bool:
    return one.top - RIM_PT <= other.bottom and other.top <= one.bottom + RIM_PT


def _titles(marked: Sequence[_Marked], arranged: Arranged) -> list[list[_Marked]]:
    """Marked lines that follow each other make one title, as long as all words of the line above are marked."""
    found: list[list[_Marked]] = []
    for mark in marked:
        if found and _continues(found[-1][-1], mark, arranged.lines):
            found[-1].append(mark)
        else:
            found.append([mark])
    return found


def _continues(last: _Marked, mark: _Marked, lines: Sequence[Line]) -> bool:
    """Whether a marked line is the next line of a title whose last line is marked to its end."""
    above, below = lines[last.index], lines[mark.index]
    near = above.page == below.page and 0 <= below.box.top - above.box.top < LINE_PITCH * above.box.height
    return near and mark.index == last.index + 1 and last.count == len(above.words)


def _measures(
    titles: Sequence[Sequence[_Marked]], arranged: Arranged, headings: Sequence[Heading]
) -> Iterator[Candidate]:
    """A measure ends at the next title or heading; parts of titles that were taken for headings end none."""
    own = {mark.index for title in titles for mark in title}
    starts = {title[0].index for title in titles} | {h.first for h in headings if h.first not in own}
    stops = sorted({*starts, len(arranged.lines)})
    for title in titles:
        yield _measure(title, arranged, stops[bisect_right(stops, title[-1].index)])


def _measure(title: Sequence[_Marked], arranged: Arranged, end: int) -> Candidate:
    lines = [arranged.lines[mark.index] for mark in title]
    parts = [part_of(line, line.words[: mark.count]) for line, mark in zip(lines, title, strict=True)]
    printed = value_of(parts)
    code, text = unit_and_code(printed.text.rstrip(":"))
    last = title[-1]
    behind = lines[-1].words[last.count :]
    body = [*([part_of(lines[-1], behind)] if behind else []), *list_body(arranged.lines[last.index + 1 : end])]
    values = {"description": value_of(body)} if body else {}
    pages = [line.page for line in (*parts, *body)]
    return Candidate(replace(printed, text=text), code, "list", CONFIDENCE, printed.page, max(pages), values)
