"""Decisions that minutes tell in prose: "Der Antrag wird einstimmig angenommen."

And what an advisory board asks for: such minutes set it in bold inside the report of the talk.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from extractors.council.items import Item
from extractors.council.parts import Part
from extractors.council.results import decided_sentences, sentences
from extractors.council.votes import VoteCount, read_votes
from extractors.council.wording import Passage, passage
from schemas.geometry import Line

PROCEDURAL = re.compile(r"^(?:Die|Der|Das)\s+(?:\w+\s+)?(?P<subject>Tagesordnung|Niederschrift|Protokoll)\b")
NOTED = re.compile(r"(?i)\b(?P<words>(?:nimmt|nehmen)\b[^.]*?\bKenntnis|zur\s+Kenntnis\s+genommen)\b")
WISH = re.compile(
    r"^(?:Der|Die)\s+[A-ZÄÖÜ]\S*(?:rat|ausschuss|beirat|vertretung|versammlung)\S*\s+(?:\S+\s+){0,2}?"
    r"(?:bittet|wünscht|fordert|beauftragt|empfiehlt|beantragt|regt|schlägt|spricht|fragt)\b"
)
SUB_HEADING = re.compile(r"(?:^|(?<=[.:!?] ))[-–•] (?P<title>[^:.]{4,160}):(?= )")
FOLLOWING = re.compile(r"(?i)\bfolgende[nrs]?\s+(?:Antrag|Beschluss|Empfehlung|Resolution)\b.*:$")
GAP = 2.6
"""A white space of so many type sizes ends a text."""


@dataclass(frozen=True, slots=True)
class Stated:
    """A decision as prose states it."""

    result: str | None
    subject: str | None
    """None: that of the item."""

    resolution: str | None
    motion: Part | None
    start: Line
    """Where the item, or the motion in it, begins."""

    lines: tuple[Line, ...]
    is_motion: bool = False
    vote: VoteCount | None = None


def stated_in(parts: Sequence[Part], item: Item) -> list[Stated]:
    """All decisions in the talk of an item that prints no result of its own."""
    talks = [part for part in parts if part.kind in ("talk", "motion")]
    found = [stated for part in talks for stated in _united(part, item)]
    if item.number is None:
        return found
    found += [stated for part in talks for stated in _wished(part, item)]
    return found or [stated for part in talks for stated in _noted(part, item)][:1]


def _united(part: Part, item: Item) -> Iterator[Stated]:
    """Sentences that name a majority; before the first item only those about agenda and minutes."""
    text = passage(part.lines[len(part.heading) :] if part.kind == "motion" else part.lines)
    for start, end, words in decided_sentences(text.text):
        procedural = PROCEDURAL.match(text.text[start:end])
        if item.number is None and procedural is None:
            continue
        follows = FOLLOWING.search(text.text[start:end].strip())
        lines = text.lines_of(start, end)
        yield Stated(
            result=words,
            subject=procedural["subject"] if procedural and item.number is None else None,
            resolution=_text_after(text, end) if follows else _text_before(part, text, start),
            motion=part if part.kind == "motion" else None,
            start=_start(part, item, lines),
            lines=lines,
            is_motion="Antrag" in text.text[start:end],
            vote=next(iter(read_votes(text.text[start:end])), None),
        )


def _start(part: Part, item: Item, lines: Sequence[Line]) -> Line:
    if part.kind == "motion":
        return part.head
    return item.heading[0] if item.heading else lines[0]


def _text_before(part: Part, text: Passage, start: int) -> str | None:
    """What was voted on: the text between the line that names the motion and the sentence."""
    return text.text[:start].strip() or None if part.kind == "motion" else None


def _text_after(text: Passage, end: int) -> str | None:
    """The text behind "folgenden Antrag:", as far as it is set alike and without white space."""
    first = next((i for i, start in enumerate(text.starts) if start >= end), len(text.lines))
    kept: list[Line] = []
    for line in text.lines[first:]:
        if kept and not _goes_on(kept[-1], line):
            break
        kept.append(line)
    return passage(kept).text or None


def _goes_on(last: Line, line: Line) -> bool:
    return _close(last, line) and line.style.bold == last.style.bold


def _wished(part: Part, item: Item) -> Iterator[Stated]:
    """What a board asks for: advisory boards set it in bold inside the report of the talk."""
    text = passage(part.lines)
    for start, end in sentences(text.text):
        sentence = text.text[start:end].strip()
        if WISH.match(sentence) and _is_bold(text, start):
            headings = list(SUB_HEADING.finditer(text.text, _last_gap(text, start), start))
            yield Stated(
                result=None,
                subject=headings[-1]["title"] if headings else None,
                resolution=sentence,
                motion=None,
                start=text.line_at(headings[-1].start() if headings else start),
                lines=text.lines_of(start, end),
            )


def _last_gap(text: Passage, position: int) -> int:
    """Where the text set together with this place begins: white space ends what a heading is about."""
    pairs = zip(text.lines, text.lines[1:], text.starts[1:], strict=False)
    return max((start for last, line, start in pairs if start <= position and not _close(last, line)), default=0)


def _close(last: Line, line: Line) -> bool:
    return line.page != last.page or line.box.top - last.box.top <= GAP * last.style.size


def _is_bold(text: Passage, position: int) -> bool:
    """Whether the word at this place of the text is bold."""
    line = text.line_at(position)
    offset = position - text.starts[text.lines.index(line)]
    for word in line.words:
        if offset <= len(word.text):
            return word.style.bold
        offset -= len(word.text) + 1
    return line.style.bold


def _noted(part: Part, item: Item) -> Iterator[Stated]:
    """A report taken note of."""
    text = passage(part.lines)
    for start, end in sentences(text.text):
        if found := NOTED.search(text.text[start:end]):
            lines = text.lines_of(start, end)
            yield Stated(" ".join(found["words"].split()), None, None, None, _start(part, item, lines), lines)
