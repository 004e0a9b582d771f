"""The votes on the page of an agenda item, in their order, each with what was voted on and what came of it.

call to vote → text → vote → remark        "… lässt über den Antrag abstimmen." "Beschluss:" … "dafür: 2 (A)" …
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from extractors.council.asked import MOVED, Asked, announced, asked_in, is_called
from extractors.council.groups import spellings
from extractors.council.parts import MOTION, Part, cut
from extractors.council.results import decided_sentences
from extractors.council.votes import VoteCount, read_votes
from extractors.council.web_lines import running_text
from schemas.geometry import Line

AS_PUT = re.compile(
    r"(?i)^Wie\s+(?:\S*Vorlage|\S*Antrag|Beschluss(?:vorschlag|entwurf|empfehlung)|Verwaltungsvorschlag|Empfehlung)\b"
)
"""A text that is decided as it was put, so that it ends with this paragraph."""

POINT = re.compile(r"^(?P<number>\d{1,2})[.)]\)?\s+\S")
SCOPE = re.compile(r"(?i)\b(?P<scope>zu\s+(?:den\s+)?(?:Ziffern?|Punkte?n?)\s.+?)\s*:?$")
REMARK = re.compile(
    r"(?i)^(?:(?:Damit|Somit|Hiermit)\s+(?:ist|sind|wird|wurde|gilt)|(?:Der|Die|Das)\s+\S*(?:antrag|vorlage|punkt|vorschlag|fassung)"
    r"(?:\s+Nr\.\s+\S+)?\s+(?:ist|wird|wurde|gilt)(?:\s+(?:damit|somit))?)\b[^.]{0,90}?"
    r"\b(?P<result>(?:(?:mehrheitlich|einstimmig)\s+)?(?:abgelehnt|angenommen|beschlossen|abgesetzt|vertagt|verwiesen|"
    r"zurückgestellt|erledigt))\b"
)
TALKS = re.compile(
    r"(?i)\b(?:erklär|erläuter|bitte|frag|führ|teil|weis|beantrag|entgegne|stell|äußer|verläss|verlas|mein|ergänz|antwort|"
    r"kritisier|begrüß|bemängel|berichte|schlägt|schlug|gibt|hat\s+gem|zieht|sprich|sagt|nimmt\s+(?:an|nicht)|regt|lässt|dank)"
)
SAYS = re.compile(
    r"\b(?:bittet|erklärt|fragt|entgegnet|erläutert|berichtet|beantragt|weist)\s+(?:sich\s+)?"
    r"(?:Herr|Frau|Rh\.|Rf\.|Ratsherr|Ratsfrau|Stv\.|Stadtrat|Stadträtin|Oberbürgermeister|Bürgermeister)"
)
SPEAKERS = re.compile(
    r"^(?:Der|Die)\s+(?:stellvertretende\s+)?Vorsitzende[r]?\b|^(?:Herr|Frau)\b|^Die\s+\S*fraktion\b|^Stadtverordnete[r]?\b"
)
HEADING_LENGTH = 160


@dataclass(frozen=True, slots=True)
class Ballot:
    """One vote, or a text decided without any that is printed."""

    asked: Asked | None
    resolution: str | None
    proposed: str | None
    result: str | None
    """Words of result printed with the vote."""

    vote: VoteCount | None
    lines: tuple[Line, ...]
    """Where it stands; the first is quoted."""

    told: tuple[Line, ...] = ()
    """The paragraphs of the text decided and of the text proposed."""

    remark: str | None = None
    """What a sentence behind it says came of it."""

    @property
    def first_point(self) -> int | None:
        """The number with which the text begins; None: it is not numbered."""
        found = POINT.match(self.resolution or "")
        return int(found["number"]) if found else None


@dataclass(slots=True)
class Ballots:
    """The page on the way through its parts."""

    own_paper: str | None
    found: list[Ballot] = field(default_factory=list)
    top: Part | None = None
    """The result behind the upper "Beschluss:", if it stands in the text."""

    asked: Asked | None = None
    scope: str = ""
    resolution: list[Line] = field(default_factory=list)
    proposal: Part | None = None

    def take(self, part: Part) -> None:
        """Go one part further."""
        if part.kind == "top" and self.top is None and not self.found:
            self.top = part
        elif part.kind in ("top", "result"):
            self._close(part)
        elif part.kind == "motion":
            self._close_text()
            self.asked = announced(part.head.text, self.own_paper)
            self._open(part.lines[1:])
        elif part.kind == "resolution":
            self._close_text()
            scope = SCOPE.search(part.head.text)
            self.scope = scope["scope"] if scope else ""
            self._open(part.lines)
        elif part.kind == "proposal":
            self._propose(part)
        elif part.kind == "talk":
            self._talk(part.lines)

    def finish(self) -> None:
        """Close the text that is still open."""
        self._close_text()

    def _propose(self, part: Part) -> None:
        """A text put to the vote; where a group asks for something ("Die A-Fraktion beantragt, …"), it is talk."""
        if MOVED.search(part.head.text):
            below = (line for line in part.lines if line.box != part.head.box)
            self._talk((part.head, *below))
        else:
            self.proposal = part

    def _open(self, lines: Sequence[Line]) -> None:
        """Begin a text that is decided; the talk behind it is not part of it."""
        self.resolution, talk = _until_talk(lines)
        self._talk(talk, is_open=bool(self.resolution))

    def _talk(self, lines: Sequence[Line], *, is_open: bool = False) -> None:
        """Remarks on the vote before, points that go on, and the call to the next vote."""
        if lines and self.found and not is_open and (remark := REMARK.search(lines[0].text)):
            self.found[-1] = replace(self.found[-1], remark=self.found[-1].remark or remark["result"])
        asked = asked_in([line.text for line in lines], self.own_paper, is_open=is_open)
        self.asked = asked or self.asked
        points = next((at for at, line in enumerate(lines) if self._is_point(line)), None)
        if points is not None and not is_open:
            self.resolution = _until_talk(lines[points:])[0]

    def _is_point(self, line: Line) -> bool:
        """Whether a numbered paragraph outside "Beschluss:" is voted on: points apart, or the one behind the last."""
        number = POINT.match(line.text)
        if number is None:
            return False
        last = self.found[-1].first_point if self.found else None
        return (self.asked is not None and self.asked.is_apart) or (last is not None and int(number["number"]) > last)

    def _close(self, part: Part) -> None:
        votes = part.votes
        if part.result is None and not votes:
            return
        for vote in votes[:-1]:
            self._add(None, vote, part)
        self._add(part.result, votes[-1] if votes else None, part)
        self.resolution, self.proposal, self.scope = [], None, ""
        self.asked = self.asked if self.asked is not None and self.asked.is_apart else None

    def _add(self, result: str | None, vote: VoteCount | None, part: Part) -> None:
        lines = (part.head, *part.lines) if part.labelled else part.lines
        self._keep(result, vote, lines)

    def _close_text(self) -> None:
        """A text decided without a printed vote; its own sentences may say with what majority."""
        text = self._decided_text()
        if text:
            core = next(iter(decided_sentences(text)), None)
            vote = next(iter(read_votes(text[core[0] : core[1]])), None) if core else None
            self._keep(core[2] if core else None, vote, self.resolution)
            self.asked, self.proposal = None, None
        self.resolution, self.scope = [], ""

    def _keep(self, result: str | None, vote: VoteCount | None, lines: Sequence[Line]) -> None:
        proposed = self.proposal.lines if self.proposal else ()
        self.found.append(
            Ballot(
                asked=self.asked,
                resolution=self._decided_text(),
                proposed=running_text(line.text for line in proposed) or None,
                result=result,
                vote=vote,
                lines=tuple(lines),
                told=(*self._decided_lines(), *proposed),
            )
        )

    def _decided_text(self) -> str | None:
        lines = self._decided_lines()
        return running_text([self.scope, *(line.text for line in lines)]) or None if lines else None

    def _decided_lines(self) -> tuple[Line, ...]:
        """The paragraphs that are voted on; where points are voted on apart, the last."""
        starts = [at for at, line in enumerate(self.resolution) if POINT.match(line.text)]
        is_apart = self.asked is not None and self.asked.is_apart
        return tuple(self.resolution[starts[-1] :] if is_apart and starts else self.resolution)


def read_ballots(lines: Sequence[Line], own_paper: str | None) -> Ballots:
    """All votes of an item's page."""
    ballots = Ballots(own_paper)
    for part in cut([_as_heading(line) for line in lines]):
        ballots.take(part)
    ballots.finish()
    return ballots


def _as_heading(line: Line) -> Line:
    """A page does not say what it prints in bold: a short line that names a motion and is no sentence is a heading."""
    text = line.text
    is_heading = MOTION.match(text) and len(text) < HEADING_LENGTH and not text.endswith((".", ";", ","))
    return replace(line, style=replace(line.style, bold=True)) if is_heading else line


def _until_talk(lines: Sequence[Line]) -> tuple[list[Line], list[Line]]:
    """The paragraphs of a text decided, and those behind it that report the talk."""
    for at, line in enumerate(lines):
        if _reports(line.text) or (at and AS_PUT.match(lines[0].text)):
            return list(lines[:at]), list(lines[at:])
    return list(lines), []


def _reports(text: str) -> bool:
    """Whether a paragraph tells who said what, or calls to vote."""
    first = text.partition(" ")[0]
    speaks = first in spellings().titles or SPEAKERS.match(text)
    told = is_called(text) or REMARK.match(text) or SAYS.search(text)
    return bool(told or (speaks and TALKS.search(text)))
