"""Runs: two passages word by word: what stayed, what was deleted, what was inserted.

Words stay whole, as German compounds torn to letters cannot be read. What typesetting changes is equal.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz.distance import Indel

from extractors.comparison.wording import normal

EQUAL, DELETED, INSERTED = "equal", "deleted", "inserted"

_BRACKETS = {EQUAL: "{}", DELETED: "[-{}-]", INSERTED: "{{+{}+}}"}

_JOINED_WORDS = 2
"""Changes with at most so many equal words between them are one change: single words left standing disturb reading."""

_MOST_CHANGED = 0.6
"""Above this share of changed words marks help nobody: both texts are shown whole."""

_GENDER_FORM = re.compile(r"(?:[*:_·]|/-?)in(?:nen)?\b|(?<=[a-zäöü])In(?:nen)?\b")
_NO_LETTER = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class Run:
    """Words in a row of one kind, as printed."""

    kind: str
    """`equal`, `deleted` (in the old text only) or `inserted` (in the new only)."""

    old: str = ""
    new: str = ""
    """Equal words as the new text sets them; quotation marks and dashes may differ."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """Two texts word by word."""

    runs: tuple[Run, ...]
    deleted: int
    inserted: int
    """Number of words."""

    marked: bool
    """False: so much was changed that both texts are shown without marks."""

    spelling_only: bool
    """Whether all changes are of spelling, stops or gender forms ("Schüler", "Schüler*innen")."""

    def as_text(self) -> str | None:
        """The words with what was deleted and inserted in brackets; None when marks help nobody, or nothing changed.

        >>> compare_words("für Ausländer in Not", "für Zugewanderte in Not").as_text()
        'für [-Ausländer-] {+Zugewanderte+} in Not'
        """
        if not self.marked or not (self.deleted or self.inserted):
            return None
        return " ".join(_BRACKETS[run.kind].format(run.old if run.kind == DELETED else run.new) for run in self.runs)


def compare_words(old: str, new: str) -> Comparison:
    """Compare two texts word by word.

    >>> [run.kind for run in compare_words("für Ausländer in Not", "für Zugewanderte in Not").runs]
    ['equal', 'deleted', 'inserted', 'equal']
    """
    runs = _runs(old.split(), new.split())
    deleted = sum(len(run.old.split()) for run in runs if run.kind == DELETED)
    inserted = sum(len(run.new.split()) for run in runs if run.kind == INSERTED)
    changed = (deleted + inserted) / max(1, len(old.split()) + len(new.split()))
    return Comparison(
        runs=tuple(runs),
        deleted=deleted,
        inserted=inserted,
        marked=changed <= _MOST_CHANGED,
        spelling_only=bool(deleted or inserted) and spelled(old) == spelled(new),
    )


def spelled(text: str) -> str:
    """The letters that are left when spelling with hyphens, capitals, stops and gender signs does not count."""
    return _NO_LETTER.sub("", _GENDER_FORM.sub("", normal(text)).casefold())


def _runs(old: Sequence[str], new: Sequence[str]) -> list[Run]:
    """Runs in reading order; of a change what was deleted comes first."""
    runs: list[Run] = []
    for changed, old_words, new_words in _joined(_pieces(old, new)):
        if not changed:
            runs.append(Run(EQUAL, " ".join(old_words), " ".join(new_words)))
            continue
        if old_words:
            runs.append(Run(DELETED, old=" ".join(old_words)))
        if new_words:
            runs.append(Run(INSERTED, new=" ".join(new_words)))
    return runs


Piece = tuple[bool, Sequence[str], Sequence[str]]
"""Whether it was changed, the old words, the new words."""


def _pieces(old: Sequence[str], new: Sequence[str]) -> list[Piece]:
    opcodes = Indel.opcodes([normal(word) for word in old], [normal(word) for word in new])
    return [
        (code.tag != "equal", old[code.src_start : code.src_end], new[code.dest_start : code.dest_end])
        for code in opcodes
    ]


def _joined(pieces: Sequence[Piece]) -> list[Piece]:
    """Pieces with neighbouring changes joined, together with the one or two equal words between them."""
    joined: list[Piece] = []
    for number, piece in enumerate(pieces):
        between = not piece[0] and 0 < number < len(pieces) - 1 and len(piece[1]) <= _JOINED_WORDS
        changed = piece[0] or between
        if joined and changed and joined[-1][0]:
            joined[-1] = (True, [*joined[-1][1], *piece[1]], [*joined[-1][2], *piece[2]])
        else:
            joined.append((changed, piece[1], piece[2]))
    return joined
