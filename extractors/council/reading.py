"""One council document to its records."""

from collections.abc import Sequence

from extractors.council.kinds import kind_of
from extractors.council.minutes import read_minutes
from extractors.council.papers import read_paper
from extractors.council.records import CouncilRecords
from schemas.documents import Given
from schemas.geometry import Line, Page


def read_council(lines: Sequence[Line], pages: Sequence[Page], given: Given) -> CouncilRecords:
    """Papers, consultations, decisions and votes of a paper or of minutes; nothing for any other document.

    `pages` are needed for the rows of ruled tables. What the catalogue says about the kind goes before what is read.
    """
    kind = given.kind or kind_of(lines)
    if kind == "paper":
        return read_paper(lines, pages, given)
    return read_minutes(lines, given) if kind == "minutes" else CouncilRecords()
