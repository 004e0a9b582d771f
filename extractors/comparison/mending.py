"""Mending: headings that were missed or torn, put right by holding the two editions against each other.

A heading that reading missed in one edition stands there as words of a text, and what follows it was taken for the text
of the section before. Compared as they are, such sections seem dropped, added or reworded. So, before comparing:

* **torn**: a heading that goes on in small letters, in a second heading right below it, is one heading.
* **cut short**: where the other edition has a longer heading, and the text begins with the rest of it, the rest belongs
  to the heading.
* **missed**: where a line of a text holds a heading of the other edition, and what follows is alike as well, the text
  is cut there. The piece keeps the id of the section it stands in.

An edition is never given words that it does not print.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from rapidfuzz.distance import Indel

from extractors.comparison.entries import Entry, own_text, with_places
from extractors.comparison.wording import after_letters, bare_words, letters

_LEAST_LETTERS = 6
"""Shorter headings ("Ziele") stand in texts by chance."""

_MOST_OFTEN = 9
"""A heading that stands more often in an edition is a label of its sheets."""

_FOLLOWING_WORDS = 25
_SAME_FOLLOWING = 0.5
"""Likeness of so many words behind a heading, and behind the words in a text that may be it."""

_SECOND_LINE = re.compile(r"[a-zäöüß]{2,}(?=[\s,])")
_NUMBER_BEFORE = re.compile(r"\W*\d{1,3}[.)]?\s+(?=\D)")


def mend(old: Sequence[Entry], new: Sequence[Entry]) -> tuple[tuple[Entry, ...], tuple[Entry, ...]]:
    """The sections of both editions, torn headings joined, and cut where the other edition shows a heading."""
    old, new = _joined(old), _joined(new)
    old, new = _lengthened(old, new), _lengthened(new, old)
    return _cut(old, new), _cut(new, old)


def _joined(entries: Sequence[Entry]) -> tuple[Entry, ...]:
    """A heading that goes on in the next one gets its words and its text; the second line becomes a part of it."""
    joined = list(entries)
    for index, below in enumerate(entries[1:], start=1):
        above = joined[index - 1].part_of
        head = index - 1 if above is None else above
        if _goes_on(joined[head], below):
            title = f"{joined[head].unit.title} {below.unit.title}"
            unit = replace(joined[head].unit, title=title, text=below.unit.text)
            joined[head] = replace(joined[head], unit=unit, quote=title, anchors=below.anchors)
            joined[index] = replace(below, part_of=head)
    return tuple(joined)


def _goes_on(head: Entry, below: Entry) -> bool:
    is_open = bool(head.unit.title) and not head.unit.text and head.page == below.page
    return is_open and not below.unit.code and bool(_SECOND_LINE.match(below.unit.title))


def _lengthened(entries: Sequence[Entry], others: Sequence[Entry]) -> tuple[Entry, ...]:
    """Headings with the words that their text begins with, where the other edition has them in the heading."""
    known = {letters(entry.unit.title) for entry in entries}
    longer: defaultdict[str, list[str]] = defaultdict(list)
    for title in sorted({letters(other.unit.title) for other in others} - known):
        longer[title[:_LEAST_LETTERS]].append(title)
    return tuple(_with_rest(entry, longer[letters(entry.unit.title)[:_LEAST_LETTERS]]) for entry in entries)


def _with_rest(entry: Entry, titles: Sequence[str]) -> Entry:
    title, text = letters(entry.unit.title), entry.unit.text
    for longer in titles:
        rest = longer.removeprefix(title)
        if len(title) >= _LEAST_LETTERS and rest != longer and letters(text[: 3 * len(rest) + 9]).startswith(rest):
            end = _end_of_word(text, after_letters(text, len(rest)))
            whole = " ".join(f"{entry.unit.title} {text[:end]}".split())
            unit = replace(entry.unit, title=whole, text=text[end:].strip())
            return replace(entry, unit=unit, quote=whole, anchors=())
    return entry


def _end_of_word(text: str, end: int) -> int:
    """The place behind the stops that follow a word."""
    while end < len(text) and not text[end].isspace():
        end += 1
    return end


@dataclass(frozen=True, slots=True)
class _Heading:
    """A heading that the other edition has more often."""

    following: tuple[str, ...]
    """The words behind it."""

    has_below: bool
    """Whether it has sections below it."""


@dataclass(frozen=True, slots=True)
class _Found:
    """A heading in a text: where it begins, with its number, and where its words begin and end."""

    opens: int
    start: int
    end: int
    has_below: bool


@dataclass(frozen=True, slots=True)
class _Missed:
    """Headings, by their letters, that the other edition has more often than this one."""

    headings: Mapping[str, Sequence[_Heading]]
    by_start: Mapping[str, Sequence[str]]
    by_end: Mapping[str, Sequence[str]]
    """Letters by their first and last few, so that thousands of headings are looked up at once."""

    @classmethod
    def of(cls, entries: Sequence[Entry], others: Sequence[Entry]) -> "_Missed":
        """The headings of `others` that `entries` lack."""
        counts = Counter(letters(entry.unit.title) for entry in entries)
        parents = {other.unit.parent for other in others}
        found: defaultdict[str, list[int]] = defaultdict(list)
        for index, other in enumerate(others):
            if len(title := letters(other.unit.title)) >= _LEAST_LETTERS and other.part_of is None:
                found[title].append(index)
        headings = {
            title: [_Heading(_following(others, i, others[i].unit.text), i in parents) for i in places]
            for title, places in found.items()
            if counts[title] < len(places) <= _MOST_OFTEN
        }
        by_start, by_end = defaultdict(list), defaultdict(list)
        for title in headings:
            by_start[title[:_LEAST_LETTERS]].append(title)
            by_end[title[-_LEAST_LETTERS:]].append(title)
        return cls(headings, by_start, by_end)


def _cut(entries: Sequence[Entry], others: Sequence[Entry]) -> tuple[Entry, ...]:
    """The entries, cut where their texts hold a heading of the other edition.

    What is printed below a piece belongs to it when the other edition has sections below that heading.
    """
    missed = _Missed.of(entries, others)
    cut: list[Entry] = []
    first: dict[int, int] = {}
    home: dict[int, int] = {}
    for index, entry in enumerate(entries):
        parent, head = entry.unit.parent, entry.part_of
        first[index] = home[index] = len(cut)
        unit = replace(entry.unit, parent=None if parent is None else home[parent])
        whole = replace(entry, unit=unit, part_of=None if head is None else first[head])
        for piece, has_below in _pieces(whole, list(_found_in(index, entries, missed))):
            home[index] = len(cut) if has_below else home[index]
            cut.append(piece)
    return with_places(cut)


def _following(entries: Sequence[Entry], index: int, text: str) -> tuple[str, ...]:
    """The first words of a text, and of the sections behind the indexed one when it is short."""
    words = list(bare_words(text[: 20 * _FOLLOWING_WORDS])[:_FOLLOWING_WORDS])
    while len(words) < _FOLLOWING_WORDS and (index := index + 1) < len(entries):
        unit = entries[index].unit
        words.extend(bare_words(f"{unit.title}\n{unit.text[: 20 * _FOLLOWING_WORDS]}"))
    return tuple(words[:_FOLLOWING_WORDS])


def _found_in(index: int, entries: Sequence[Entry], missed: _Missed) -> Iterator[_Found]:
    """The missed headings that stand at the beginning or the end of a line of a text, in its order."""
    text = entries[index].unit.text
    for line in re.finditer(r"[^\n]+", text) if missed.headings else ():
        for opens, start, end, title in _at_either_end(line[0], missed):
            following = _following(entries, index, text[line.start() + end :])
            alike = [h for h in missed.headings[title] if _same_following(h.following, following)]
            if alike:
                at = line.start()
                yield _Found(at + opens, at + start, at + end, any(h.has_below for h in alike))
                break


def _same_following(one: Sequence[str], other: Sequence[str]) -> bool:
    return Indel.normalized_similarity(one, other, score_cutoff=_SAME_FOLLOWING) > 0


def _at_either_end(line: str, missed: _Missed) -> Iterator[tuple[int, int, int, str]]:
    """Where a missed heading opens or closes a line: its number, its words, its end; and its letters."""
    number = _NUMBER_BEFORE.match(line)
    begin = number.end() if number else 0
    whole = letters(line[begin:])
    for title in missed.by_start.get(whole[:_LEAST_LETTERS], ()):
        if whole.startswith(title):
            yield 0, begin, _end_of_word(line, begin + after_letters(line[begin:], len(title))), title
    for title in missed.by_end.get(whole[-_LEAST_LETTERS:], ()):
        if whole.endswith(title):
            start = _end_of_word(line, begin + after_letters(line[begin:], len(whole) - len(title)))
            if letters(line[start:]) == title:
                yield start, start, len(line), title


def _pieces(entry: Entry, found: Sequence[_Found]) -> Iterator[tuple[Entry, bool]]:
    """An entry up to the first heading in its text, then what each heading opens, and whether it has more below."""
    text = entry.unit.text
    ends = [*(heading.opens for heading in found), len(text)]
    yield replace(entry, unit=replace(entry.unit, text=own_text(text[: ends[0]]))), False
    for heading, end in zip(found, ends[1:], strict=True):
        title = " ".join(text[heading.start : heading.end].split())
        unit = replace(entry.unit, code=None, title=title, text=own_text(text[heading.end : end]))
        yield replace(entry, unit=unit, quote=title, page=entry.page_at(heading.start), anchors=()), heading.has_below
