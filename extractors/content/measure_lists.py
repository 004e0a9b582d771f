"""Measures in lists: bullets or bold titles under a heading that announces measures.

Three looks are common: a bold title (often with the office at the right end of its line) with text below it; a bold
beginning from which the text runs on; and bullets that are nothing but titles. Bullets that are sentences describe
something and are no measures, unless they are counted.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

from extractors.content.announcements import announces_measures, stretches
from extractors.content.candidates import Candidate
from extractors.content.highlights import find_highlighted
from extractors.content.inline_labels import divide_at_labels
from extractors.content.labels import read_label, unit_and_code
from extractors.content.passages import BULLET, part_of, running_text, value_of
from extractors.content.periods import read_dates
from extractors.layout.hyphens import join_lines
from extractors.layout.lines import Arranged
from extractors.structure.outline import Heading
from schemas.geometry import Line, Word

LEAST_ITEMS = 2
LONGEST_TITLE = 220
SAME_INDENT_PT = 2.0
"""A bold line at the indent of the other titles is one, even if its bullet was lost."""

PLAIN_SHARE = 0.6
"""A list of titles is what its section is about: at least this share of the section's lines."""

PLAIN_MEDIAN = 120
"""Bullets that are titles are short: half of them have at most so many letters."""

PLAIN_STOPS = 0.25
"""At most this share of them ends with a full stop."""

MARKERS = ("•", "▪", "■", "●", "◦", "‣", "∙", "·", "➢", "→", "✓", "-", "–", "—", "*", "\uf0b7", "\uf0a7", "\uf0d8")


@dataclass(frozen=True, slots=True)
class _Item:
    """An item of a list."""

    title: tuple[Line, ...]
    """Lines of the title; of a bold beginning only its words."""

    beside: tuple[Line, ...]
    """What stands at the right end of the title's line."""

    text: tuple[Line, ...]


def find_list_measures(arranged: Arranged, headings: Sequence[Heading]) -> tuple[Candidate, ...]:
    """The measures that a document lists under its announcing headings, and those whose titles it highlights."""
    found = list(find_highlighted(arranged, headings))
    for stretch in stretches(arranged, headings):
        if announces_measures(stretch.heading.title):
            found.extend(_measures([line for line in stretch.lines(arranged) if line.grid < 0]))
    return tuple(found)


def _measures(lines: Sequence[Line]) -> Iterator[Candidate]:
    """The items of one list, by the most telling look that its lines have."""
    for look, confidence in ((_bold_items, 0.9), (_plain_items, 0.7)):
        items = look(lines)
        if items:
            yield from (found for item in items if (found := _measure(item, confidence)))
            return


def _bold_items(lines: Sequence[Line]) -> list[_Item]:
    """Items that begin with a bullet and bold words, or all bold lines with text below when none has a bullet."""
    marked = [number for number, line in enumerate(lines) if _is_marked(line) and lead_length(line)]
    indents = [lines[number].words[1].box.x0 for number in marked if len(lines[number].words) > 1]
    unmarked = [number for number, line in enumerate(lines) if _stands_bold(lines, number)]
    lost = [n for n in unmarked if n not in marked and any(abs(lines[n].box.x0 - x) <= SAME_INDENT_PT for x in indents)]
    starts = sorted([*marked, *lost]) or (unmarked if len(unmarked) >= LEAST_ITEMS else [])
    return [_item(lines[start:end]) for start, end in pairwise([*starts, len(lines)])]


def _stands_bold(lines: Sequence[Line], number: int) -> bool:
    """Whether a bold line begins an item: plain text or the list's next line stood above it, plain text follows."""
    line = lines[number]
    above = lines[number - 1] if number else None
    begins = above is None or not above.style.bold
    follows = next((below for below in lines[number:] if not below.style.bold), None)
    return line.style.bold and begins and follows is not None and read_label(line.text) is None


def _item(lines: Sequence[Line]) -> _Item:
    """Divide an item into title, what stands beside it, and text."""
    first = lines[0]
    if lead_length(first) < len(first.words):
        return _run_in_item(lines)
    beside = tuple(line for line in lines[1:] if _on_level(first, line) and line.box.x0 > first.box.x1)
    below = [line for line in lines[1:] if line not in beside]
    count = next((number for number, line in enumerate(below) if not line.style.bold), len(below))
    rest = below[count:]
    if rest and (lead := lead_length(rest[0])) and lead < len(rest[0].words) and rest[0].words[0].style.bold:
        title, text = _split(rest[0], lead)
        return _Item((first, *below[:count], title), beside, (text, *rest[1:]))
    return _Item((first, *below[:count]), beside, tuple(rest))


def _run_in_item(lines: Sequence[Line]) -> _Item:
    title, text = _split(lines[0], lead_length(lines[0]))
    return _Item((title,), (), (text, *lines[1:]))


def lead_length(line: Line) -> int:
    """How many words of a line, its bullet included, come before the first that is not bold; 0: it begins plain."""
    words = list(line.words)
    start = 1 if words and _is_marker(words[0]) else 0
    count = next((number for number, word in enumerate(words[start:]) if not word.style.bold), len(words) - start)
    return start + count if count else 0


def _split(line: Line, count: int) -> tuple[Line, Line]:
    return part_of(line, line.words[:count]), part_of(line, line.words[count:])


def _plain_items(lines: Sequence[Line]) -> list[_Item]:
    """Bullets that are titles; none when they are sentences."""
    starts = [number for number, line in enumerate(lines) if _is_marked(line)]
    groups = [lines[start:end] for start, end in pairwise([*starts, len(lines)])]
    texts = [join_lines(line.text for line in group) for group in groups]
    if len(texts) < LEAST_ITEMS or median(map(len, texts)) > PLAIN_MEDIAN:
        return []
    paragraphs = [tuple(_paragraph(group)) for group in groups]
    counted = _are_counted(texts)
    stops = sum(text.rstrip().endswith((".", ";")) for text in texts)
    if stops > PLAIN_STOPS * len(texts) and not counted:
        return []
    if sum(map(len, paragraphs)) < PLAIN_SHARE * len(lines):
        return []
    first = 1 if counted else 0
    return [_Item((part_of(line, line.words[first:]), *rest), (), ()) for line, *rest in paragraphs]


def _are_counted(texts: Sequence[str]) -> bool:
    """Whether items are numbered from 1 on: councils count what they will do, and say it in a sentence each.

    Such a number is no code: the next list begins with 1 again.
    """
    numbers = [re.match(r"(\d{1,2})[.)]\s", text) for text in texts]
    return [int(found[1]) for found in numbers if found] == list(range(1, len(texts) + 1))


def _paragraph(lines: Sequence[Line]) -> list[Line]:
    """The lines of a bullet: those that go on at its indent, without a gap."""
    found = [lines[0]]
    for line in lines[1:]:
        last = found[-1]
        gap = line.box.top - last.box.bottom
        if line.page != last.page or gap > 0.6 * last.box.height or line.box.x0 <= lines[0].box.x0:
            break
        found.append(line)
    return found


def _is_marked(line: Line) -> bool:
    return bool(BULLET.match(line.text)) or bool(line.words and _is_marker(line.words[0]) and len(line.words) > 1)


def _is_marker(word: Word) -> bool:
    return word.text in MARKERS or (word.text[:-1].isdigit() and word.text[-1] in ".)")


def _on_level(one: Line, other: Line) -> bool:
    return one.page == other.page and abs(one.box.middle[1] - other.box.middle[1]) < 0.5 * one.box.height


def _measure(item: _Item, confidence: float) -> Candidate | None:
    title = value_of(item.title)
    code, text = unit_and_code(title.text.rstrip(":"))
    if not 4 <= sum(letter.isalpha() for letter in text) <= LONGEST_TITLE or read_label(text):
        return None
    divided = divide_at_labels(running_text(item.text))
    values = dict(divided.values)
    for beside in item.beside[:1]:
        values.setdefault(_meaning(beside.text), value_of(item.beside))
    last = max(line.page for line in (*item.title, *item.text))
    return Candidate(replace(title, text=text), code, "list", confidence, title.page, last, values)


def _meaning(beside: str) -> str:
    """What stands at the end of a title's line: an amount, a date, else who is responsible."""
    if "€" in beside or "Euro" in beside:
        return "cost"
    return "timeframe" if read_dates(beside) else "responsible"
