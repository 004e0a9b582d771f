"""What can go wrong, sorted by what to do next.

KonzeptError
├── SourceUnavailable    the council system did not answer        → ask again later
├── UnreadableDocument   the bytes are no PDF or page we can read    → set aside, report
├── RecognitionFailed    text recognition gave no answer           → the page stays a picture, report
├── CatalogueError       a catalogue file says something wrong     → correct that line
├── BrokenPromise        a release would say too little            → keep the previous one
├── LessThanBefore       a release would lack documents by accident → look for them, or say so
├── DamagedRelease       a release does not match its own hashes   → restore it, or release again
└── NoSuchRow            a release has no row of that id           → take one of its ids

Facts are the arguments of the exception, so that errors survive the way between processes.
"""

from collections.abc import Sequence


class KonzeptError(Exception):
    """Something we foresaw; its text is one sentence for the user."""


class SourceUnavailable(KonzeptError):
    """A source did not answer; waiting may help."""

    def __init__(self, address: str, reason: str) -> None:
        super().__init__(address, reason)
        self.address, self.reason = address, reason

    def __str__(self) -> str:
        return f"{self.address} did not answer: {self.reason}"


class UnreadableDocument(KonzeptError):
    """The bytes are no PDF, and no page of a council system, that can be read."""

    def __init__(self, kind: str, reason: str) -> None:
        super().__init__(kind, reason)
        self.kind, self.reason = kind, reason

    def __str__(self) -> str:
        return self.reason


class RecognitionFailed(KonzeptError):
    """Text recognition of a page gave no answer that can be used."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class CatalogueError(KonzeptError):
    """A catalogue file is not as it must be."""

    def __init__(self, file: str, line: int, problem: str, cure: str) -> None:
        super().__init__(file, line, problem, cure)
        self.file, self.line, self.problem, self.cure = file, line, problem, cure

    def __str__(self) -> str:
        return f"{self.file}, line {self.line}: {self.problem} {self.cure}"


class BrokenPromise(KonzeptError):
    """The rows fall short of what the catalogue promises, so they are not released."""

    def __init__(self, promises: Sequence[str]) -> None:
        super().__init__(tuple(promises))
        self.promises = tuple(promises)

    def __str__(self) -> str:
        return "not released, because " + "; ".join(self.promises)


class LessThanBefore(KonzeptError):
    """A release would hold less than the one before it, and nobody said that this is meant."""

    def __init__(self, concept_id: str, version: str, losses: Sequence[str]) -> None:
        super().__init__(concept_id, version, tuple(losses))
        self.concept_id, self.version, self.losses = concept_id, version, tuple(losses)

    def __str__(self) -> str:
        lost = "; ".join(self.losses)
        cure = (
            f"look for it (konzept fetch {self.concept_id}; konzept extract {self.concept_id} --again), or release it"
        )
        return f"not released, because release {self.version} holds more: {lost}; {cure} all the same with --allow-less"


class DamagedRelease(KonzeptError):
    """A file of a release is missing or not what was released."""

    def __init__(self, release: str, problem: str) -> None:
        super().__init__(release, problem)
        self.release, self.problem = release, problem

    def __str__(self) -> str:
        return f"release {self.release} is damaged: {self.problem}"


class NoSuchRow(KonzeptError):
    """No release holds a row of that id."""

    def __init__(self, row_id: str, where: str, close: Sequence[str]) -> None:
        super().__init__(row_id, where, tuple(close))
        self.row_id, self.where, self.close = row_id, where, tuple(close)

    def __str__(self) -> str:
        hint = (
            f"did you mean {' or '.join(repr(name) for name in self.close)}?"
            if self.close
            else "ids stand in the first columns of its tables."
        )
        return f"There is no row with the id {self.row_id!r} in {self.where}; {hint}"
