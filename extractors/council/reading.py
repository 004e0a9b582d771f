"""One council document to its records."""

from collections.abc import Sequence

from extractors.council.attached import part_papers
from extractors.council.kinds import kind_of
from extractors.council.minutes import read_minutes
from extractors.council.papers import read_paper
from extractors.council.records import CouncilRecords, together
from extractors.council.uniting import unite
from schemas.documents import Given
from schemas.geometry import Line, Page


def read_council(lines: Sequence[Line], pages: Sequence[Page], given: Given) -> CouncilRecords:
    """Papers, consultations, decisions and votes of a paper or of minutes; of any other document the papers in it.

    `pages` are needed for the rows of ruled tables. What the catalogue says about the kind goes before what is read.
    """
    kind = given.kind or kind_of(lines)
    if kind == "minutes":
        return read_minutes(lines, given)
    own, attached = part_papers(lines)
    parts = [own, *attached] if kind == "paper" else attached
    read = [read_paper(part, pages, given) for part in parts]
    return (
        together(unite(read, [given.document_id for _ in read]))
        if len(read) > 1
        else next(iter(read), CouncilRecords())
    )
