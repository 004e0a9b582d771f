"""Votes as councils print them.

    dafür: 37 (OB, 15 CDU, …)  dagegen: 4 (2 PRO NRW, 2 FDP)  Enth.: 4 (BÜRGERLISTE)
    Ja: 9, Nein: 0, Enthaltungen: 0, Befangen: 0   ·   4 Ja / 14 Nein / 0 Enthaltungen   ·   (8 / 3 / 0)
    einstimmig bei einer Enthaltung   ·   mehrheitlich gegen die Stimmen der A-Fraktion   ·   mit 12 gegen 3 Stimmen

A vote is read as a row of parts, one for each choice, with nothing but joining words between them.
What is not printed is None. A list that begins with a labelled "dafür: 10" or "Ja: 10" leaves out what is zero:
`VoteCount.counted` says so.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from extractors.council.groups import GroupVotes, is_group, is_member, read_list, read_names
from extractors.council.vote_words import (
    ALONE,
    BETWEEN,
    BRACKET,
    HEADED,
    LISTED,
    NAMES_END,
    NUMBER_WORDS,
    OPEN_BRACKET,
    PAIR,
    PART,
    REJECTED,
    SHORT_WORD,
    TRIPLE,
)
from schemas.council import CHOICES


@dataclass(frozen=True, slots=True)
class VoteCount:
    """One vote as printed: its totals, and the groups by choice."""

    votes_for: int | None
    votes_against: int | None
    votes_abstain: int | None
    groups: tuple[GroupVotes, ...]

    start: int
    """First character in the text, from 0."""

    end: int
    """Character after the last."""

    is_list: bool = False
    """A labelled list ("dafür: 10, Enth.: 1"), in which what is missing is zero."""

    @property
    def counted(self) -> tuple[int | None, int | None, int | None]:
        """For, against, abstain, with the zeros that a list leaves out."""
        if not self.is_list:
            return self.totals
        return self.votes_for or 0, self.votes_against or 0, self.votes_abstain or 0

    @property
    def totals(self) -> tuple[int | None, int | None, int | None]:
        """For, against, abstain, as printed."""
        return self.votes_for, self.votes_against, self.votes_abstain

    @property
    def sums_ok(self) -> bool | None:
        """Whether the groups add up to the totals; None if there is nothing to add up."""
        checks = [
            _adds_up([votes.count for votes in self.groups if votes.choice == choice], total)
            for choice, total in zip(CHOICES, self.totals, strict=True)
        ]
        known = [check for check in checks if check is not None]
        return all(known) if known else None


def _adds_up(counts: Sequence[int | None], total: int | None) -> bool | None:
    """None: no groups, no total, or a group without number."""
    if total is None or not counts:
        return None
    if None in counts:
        return False if sum(count or 0 for count in counts) > total else None
    return sum(count or 0 for count in counts) == total


@dataclass(frozen=True, slots=True)
class _Part:
    """One choice of a vote, or for and against together."""

    counts: tuple[tuple[str, int | None], ...]
    groups: tuple[GroupVotes, ...]
    start: int
    end: int
    labelled: bool = False
    """The number stands after its word: "dafür: 10"."""

    weak: bool = False
    """Says too little by itself: "12 Ja" in the middle of a sentence is no vote."""

    @property
    def choices(self) -> frozenset[str]:
        return frozenset(choice for choice, _ in self.counts)


def read_votes(text: str) -> tuple[VoteCount, ...]:
    """All votes printed in a text, in its order."""
    votes = list(_headed(text))
    for vote in (*_worded(text), *_bare_scores(text)):
        if not any(_overlap(vote, other) for other in votes):
            votes.append(vote)
    return tuple(sorted(votes, key=lambda vote: vote.start))


def _worded(text: str) -> Iterator[VoteCount]:
    """Votes with words; a row of parts that all say too little by themselves needs two of them."""
    for row in _rows(text, tuple(_parts(text))):
        if len(row) > 1 or not row[0].weak:
            yield _vote_count(row)


def number_of(printed: str) -> int:
    """The number behind digits or a number word.

    >>> number_of("12"), number_of("einer"), number_of("Ohne")
    (12, 1, 0)
    """
    return int(printed) if printed.isdigit() else NUMBER_WORDS[printed.casefold()]


def _choice(word: str) -> str:
    return next(choice for choice in CHOICES if ALONE[choice].fullmatch(word))


def _parts(text: str) -> Iterator[_Part]:
    position = 0
    while found := PART.search(text, position):
        part = _part(text, found)
        position = max(found.end(), part.end if part else 0)
        if part:
            yield part


def _part(text: str, found: re.Match[str]) -> _Part | None:
    if found["pro"]:
        return _score(text, found)
    if found["carried"] or found["united"]:
        return _carried(text, found)
    if found["bare"]:
        return _without_total(text, found)
    counted = _choice_and_count(found)
    return _counted(text, found, *counted) if counted else _sided(text, found)


def _choice_and_count(found: re.Match[str]) -> tuple[str, int] | None:
    if found["opposed"]:
        return "against", number_of(found["opposed"])
    if found["label"]:
        return _choice(found["label"]), number_of(found["labelled"] or found["sign"])
    return (_choice(found["word"]), number_of(found["counted"])) if found["word"] else None


def _score(text: str, found: re.Match[str]) -> _Part:
    """ "12 gegen 3 Stimmen"; if that rejects something, the greater number voted against it."""
    pro, contra = number_of(found["pro"]), number_of(found["contra"])
    if pro > contra and REJECTED.search(_rest_of_sentence(text, found.end())):
        pro, contra = contra, pro
    return _Part((("for", pro), ("against", contra)), (), found.start(), found.end())


def _carried(text: str, found: re.Match[str]) -> _Part:
    """ "mit 17 Stimmen zugestimmt"; if they reject something, they were cast against it."""
    rejects = found["carried"] and REJECTED.match(text, found.end())
    count = number_of(found["carried"] or found["united"])
    return _Part((("against" if rejects else "for", count),), (), found.start(), found.end())


def _counted(text: str, found: re.Match[str], choice: str, count: int) -> _Part:
    groups, end = _groups_after(text, found.end(), choice, count)
    labelled = found["label"] is not None
    alone = not text[text.rfind("\n", 0, found.start()) + 1 : found.start()].strip() and text[end : end + 1] in (
        "",
        "\n",
    )
    weak = (
        not groups and not alone and not found["colon"] and (labelled or bool(SHORT_WORD.search(found["word"] or "")))
    )
    return _Part(((choice, count),), groups, found.start(), end, labelled, weak)


def _without_total(text: str, found: re.Match[str]) -> _Part | None:
    """ "Enth.: (4 A-Fraktion, 1 FDP)", "Ja: CDU, SPD": groups without a total."""
    choice = _choice(found["bare"])
    groups, end = _groups_after(text, found.end(), choice, None)
    if not groups and (listed := LISTED.match(text, found.end())) and _all_voters(listed["names"]):
        groups, end = read_list(listed["names"], choice, None), listed.end("names")
    return _Part(((choice, None),), groups, found.start(), end, labelled=True) if groups else None


def _all_voters(names: str) -> bool:
    """Whether every name is a known group or a member: outside a bracket anything else may stand there."""
    return all(is_group(v.group_printed) or is_member(v.group_printed) for v in read_list(names, "for", None))


def _groups_after(text: str, at: int, choice: str, count: int | None) -> tuple[tuple[GroupVotes, ...], int]:
    """The groups in the bracket behind a number, or named behind "Enthaltung der", and where they end."""
    bracket = BRACKET.match(text, at) or OPEN_BRACKET.match(text, at)
    if bracket and (groups := read_list(bracket[1], choice, count)):
        return groups, bracket.end()
    if re.match(r"\s+(?:aus\s+)?(?:der|des|von)\s", text[at : at + 20]):
        end = _names_end(text, at)
        return read_names(text[at:end], choice, count), end
    return (), at


def _sided(text: str, found: re.Match[str]) -> _Part | None:
    """Groups named in prose without numbers: "gegen die Stimmen der …", "bei Enthaltung von …"."""
    choice = _side(text, found)
    end = _names_end(text, found.end())
    names = text[found.end() : end]
    if found["contra_bare"] and not _names_groups(names):
        return None
    groups = read_names(names, choice, None)
    return _Part(((choice, None),), groups, found.start(), end) if groups else None


def _side(text: str, found: re.Match[str]) -> str:
    """Who carries a rejection has voted against the motion."""
    if found["abstain_of"]:
        return "abstain"
    rejected = REJECTED.search(_rest_of_sentence(text, found.end()))
    return "for" if bool(found["with_of"]) != bool(rejected) else "against"


def _names_groups(names: str) -> bool:
    """Whether "gegen die …" goes on with a group and not with any other thing one can be against."""
    first = re.sub(r"^(?:(?:der|die|den|das)\s+)", "", re.split(r",|\bund\b|\bsowie\b", names)[0].strip())
    return is_group(first) or is_member(first)


def _names_end(text: str, at: int) -> int:
    found = NAMES_END.search(text, at)
    return found.start() if found else len(text)


def _rest_of_sentence(text: str, at: int) -> str:
    return re.split(r"(?<![A-ZÄÖÜ])\.\s|\n\s*\n", text[at : at + 400], maxsplit=1)[0]


def _rows(text: str, parts: Sequence[_Part]) -> list[list[_Part]]:
    """Parts of the same vote: neighbours with joining words between them, each choice once."""
    rows: list[list[_Part]] = []
    for part in parts:
        if rows and _joins(text, rows[-1], part):
            rows[-1].append(part)
        else:
            rows.append([part])
    return rows


def _joins(text: str, row: Sequence[_Part], part: _Part) -> bool:
    gap = text[row[-1].end : part.start]
    taken = frozenset[str]().union(*(earlier.choices for earlier in row))
    return len(gap) < 80 and not taken & part.choices and BETWEEN.fullmatch(gap) is not None


def _vote_count(row: Sequence[_Part]) -> VoteCount:
    totals: dict[str, int | None] = dict(count for part in row for count in part.counts)
    is_list = any(part.labelled and "for" in part.choices for part in row)
    groups = tuple(votes for part in row for votes in part.groups)
    pro, contra, abstain = (totals.get(choice) for choice in CHOICES)
    return VoteCount(pro, contra, abstain, groups, row[0].start, row[-1].end, is_list)


def _bare_scores(text: str) -> Iterator[VoteCount]:
    """Numbers without words: "(8 / 3 / 0)" beside a result, "Abstimmung: 12 : 3"."""
    for found in TRIPLE.finditer(text):
        yield VoteCount(int(found[2]), int(found[3]), int(found[4]), (), found.start("triple"), found.end("triple"))
    for found in PAIR.finditer(text):
        abstain = int(found[4]) if found[4] else None
        yield VoteCount(int(found[2]), int(found[3]), abstain, (), found.start("pair"), found.end("pair"))


def _headed(text: str) -> Iterator[VoteCount]:
    """A row of numbers under "Ja  Nein  Enthaltung"."""
    for found in HEADED.finditer(text):
        yield VoteCount(int(found[1]), int(found[2]), int(found[3]), (), found.start(), found.end())


def _overlap(one: VoteCount, other: VoteCount) -> bool:
    return one.start < other.end and other.start < one.end
