"""An agenda item cut into parts: results, proposals, texts decided, motions, and the talk between them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from extractors.council.labels import label_of
from extractors.council.results import is_form, is_result
from extractors.council.votes import VoteCount, read_votes
from extractors.layout.hyphens import join_lines
from schemas.geometry import Line

VOTE_START = re.compile(
    r"(?i)^[-–•\s]*(?:(?:dafür|dagegen|Enth\.|Enthaltung(?:en)?|Stimmenthaltung(?:en)?|"
    r"Ja(?:-?Stimmen)?|Nein(?:-?Stimmen)?|Gegenstimmen)"
    r"\s*(?:[:=]\s*(?:\d|keine|$)|\d)|\d+\s*(?:Stimmen\s+)?(?:Ja\b|Nein\b|Ja-Stimmen|"
    r"Nein-Stimmen|dafür|dagegen|Enthaltung))"
)
VOTE_HEAD = re.compile(r"(?i)^(?:Ja|Nein|(?:Stimm)?Enthaltung(?:en)?|Enth\.|Ja-Stimmen|Nein-Stimmen|dafür|dagegen)$")
NO_VOTES = re.compile(r"(?i)\b(?:anwesend|befangen|abwesend|ungültig)\w*\s*:?\s*\d*")
"""Who was there or had to stay away: part of a vote line, no vote."""

MOTION = re.compile(
    r"(?i)^(?:(?:[IVX]{1,4}\.|[A-Z]{0,2}\d{1,3}\s+[–-])\s+)?(?:Abstimmung\s+über\s+(?:den|die|das)\s+(?P<subject>.+)"
    r"|Beschluss\s+(?:(?:zum|zur|gemäß|über\s+(?:den|die|das))\s+)(?P<of>.+)"
    r"|(?P<own>(?:Änderungs|Ergänzungs|Gegen|Dringlichkeits|Vertagungs)?antrag\s+(?:Nr\b|"
    r"Fraktion\b|der\b|des\b|von\b|zum?\b|auf\b).+)"
    r"|(?P<paper>(?:Beschluss)?vorlage\s+(?:Nr\.?\s*)?\S*\d.*)"
    r"|(?P<point>(?:zu\s+)?(?:Punkt|Ziffer)\s+\d.{0,60}))$"
)
UNFINISHED = re.compile(r"(?:[:,]|\w-)$")
"""A result that goes on in the next line; "- einstimmig -" does not."""

KINDS = {
    "proposal": "proposal",
    "motion": "proposal",
    "resolution": "resolution",
    "result": "result",
    "reason": "quiet",
    "content": "quiet",
}
"""What the labels open; all others open talk."""


@dataclass(frozen=True, slots=True)
class Part:
    """Neighbouring lines with one meaning."""

    kind: str
    """`top`: the result behind "Beschluss:"; `result`, `proposal`, `resolution`, `motion`, `talk`; `quiet`: what the
    administration wrote."""

    lines: tuple[Line, ...]
    """Without the label, but with what stands behind it on its line."""

    head: Line
    labelled: bool = False

    @property
    def text(self) -> str:
        """All of it, line breaks undone."""
        return join_lines(line.text for line in self.lines)

    @property
    def heading(self) -> tuple[Line, ...]:
        """The lines of a motion that name it: the first, and those that go on in its style right below."""
        last = 1
        while last < len(self.lines) and _goes_on(self.lines[last - 1], self.lines[last]):
            last += 1
        return self.lines[:last]

    @property
    def printed(self) -> str:
        """Its lines as printed, words broken at the end of a line joined."""
        text = ""
        for line in self.lines:
            broken = text.endswith(("-", "\u00ad"))
            text = join_lines([text, line.text]) if broken else f"{text}\n{line.text}"
        return text.strip()

    @property
    def votes(self) -> tuple[VoteCount, ...]:
        """The votes printed in it."""
        found = read_votes(self.printed)
        return found or (read_votes(f"Abstimmung: {self.printed}") if self.labelled and self.kind == "result" else ())

    @property
    def result(self) -> str | None:
        """The words of result: lines that hold votes only are left out, where there are others or groups in them."""
        printed, votes = self.printed, self.votes
        words = [line for line in _rest_lines(printed, votes) if not is_form(line)]
        if words:
            return join_lines(words)
        return join_lines([printed]) or None if self.labelled and not any(vote.groups for vote in votes) else None


def _rest_lines(printed: str, votes: Sequence[VoteCount]) -> list[str]:
    """The lines in which more stands than votes."""
    at, found = 0, []
    for line in printed.split("\n"):
        beside = "".join(
            letter for i, letter in enumerate(line, at) if not any(vote.start <= i < vote.end for vote in votes)
        )
        if re.search(r"[^\W\d_]", NO_VOTES.sub("", beside)):
            found.append(line)
        at += len(line) + 1
    return found


def _goes_on(last: Line, line: Line) -> bool:
    close = line.page == last.page and 0 < line.box.top - last.box.top < 1.6 * last.style.size
    return close and line.style == last.style and not last.text.rstrip().endswith(":")


def cut(lines: Sequence[Line]) -> list[Part]:
    """The parts of an item in their order."""
    parts: list[Part] = []
    for at, line in enumerate(lines):
        opened = _opened(line, lines[at + 1] if at + 1 < len(lines) else None, parts[-1] if parts else None)
        if opened is not None:
            parts.append(opened)
        else:
            parts[-1] = replace(parts[-1], lines=(*parts[-1].lines, line))
    return parts


def _opened(line: Line, below: Line | None, current: Part | None) -> Part | None:
    """The part that begins with this line; None: the line goes on with the current one."""
    if (labelled := _labelled(line, below)) is not None:
        return labelled
    if current is not None and current.kind in ("result", "top") and _belongs(line, current):
        return None
    if MOTION.match(line.text.strip()) and (line.style.bold or line.text.rstrip().endswith(":")):
        return Part("motion", (line,), line)
    if _stands_alone(line, current):
        return Part("result", (line,), line)
    if current is None or current.kind in ("result", "top"):
        return Part("talk", (line,), line)
    return None


def _labelled(line: Line, below: Line | None) -> Part | None:
    label = label_of(line.text)
    if label is None or VOTE_START.match(line.text):
        return None
    own = (replace(line, text=label.value),) if label.value else ()
    if label.kind == "resolution" and _is_top(label.value, line, below):
        return Part("top", own, line, labelled=True)
    return Part(KINDS.get(label.kind, "talk"), own, line, labelled=True)


def _is_top(value: str, line: Line, below: Line | None) -> bool:
    """Whether "Beschluss:" gives a result and is no heading: the result stands on its line, or beside it."""
    if value:
        return is_result(value)
    return below is not None and abs(below.box.bottom - line.box.bottom) < 3 and is_result(below.text)


def _belongs(line: Line, current: Part) -> bool:
    """Whether a line goes on with a result: the label still lacks it, a bracket is open, or more votes follow."""
    text = " ".join(part.text for part in current.lines)
    if not current.lines or text.count("(") > text.count(")") or UNFINISHED.search(text.rstrip()):
        return True
    if _beside(current.lines[-1], line):
        return True
    if current.kind == "top":
        return False
    more = VOTE_START.match(line.text) or is_result(line.text) or line.text.lstrip().startswith("(")
    return bool(more) or _is_row_below(line, current) or _wraps(line, current)


def _beside(left: Line, right: Line) -> bool:
    """Whether one line stands right of the other, as the cells of a row do."""
    return left.page == right.page and abs(left.box.bottom - right.box.bottom) < 3 and left.box.x0 < right.box.x0


def _is_row_below(line: Line, current: Part) -> bool:
    """Whether numbers follow under heads "Ja  Nein  Enthaltung"."""
    return line.text.strip().isdigit() and VOTE_HEAD.match(current.lines[-1].text.strip()) is not None


def _wraps(line: Line, current: Part) -> bool:
    """Whether a labelled result goes on in lower case right below."""
    last = current.lines[-1]
    close = line.page == last.page and 0 < line.box.top - last.box.top < 1.6 * last.style.size
    return current.labelled and close and line.text[:1].islower() and not last.text.rstrip().endswith(".")


def _stands_alone(line: Line, current: Part | None) -> bool:
    """Whether a line is nothing but a result or vote, and not the end of a sentence begun above."""
    if VOTE_START.match(line.text):
        return True
    if not is_result(line.text):
        return False
    last = current.lines[-1] if current is not None and current.lines else None
    near = last is not None and last.page == line.page and 0 < line.box.top - last.box.top < 2.2 * last.style.size
    return not near or last is None or last.text.rstrip().endswith((".", ":", "!", ")", "“"))
