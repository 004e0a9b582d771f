"""A measure over more than two editions, as its page tells it."""

from collections.abc import Sequence

import pytest

from flows.site.book import Book, open_book
from flows.site.stations import stations
from flows.site.tables import Tables
from schemas.tables import TABLES_BY_NAME

EDITIONS = "2009", "2013", "2017", "2021"
HERE = "*"


def book_of(steps: Sequence[tuple[str | None, str | None]]) -> Book:
    """A book of measures called `<edition>:<name>`, and the steps between them; None: there is none."""
    blank = {name: dict.fromkeys(TABLES_BY_NAME[name].header) for name in ("documents", "measures", "changes")}
    measures = dict.fromkeys(one for step in steps for one in step if one)
    return open_book(
        Tables(
            {
                "documents": tuple(
                    {**blank["documents"], "document_id": e, "edition_id": e, "kind": "concept"} for e in EDITIONS
                ),
                "measures": tuple(
                    {**blank["measures"], "measure_id": one, "edition_id": one[:4], "title": one} for one in measures
                ),
                "changes": tuple(
                    {**blank["changes"], "level": "measure", "from_id": old, "to_id": new, **_editions(old, new)}
                    for old, new in steps
                ),
            }
        )
    )


def _editions(old: str | None, new: str | None) -> dict[str, str]:
    if old:
        return {"from_edition": old[:4], "to_edition": EDITIONS[EDITIONS.index(old[:4]) + 1]}
    assert new
    return {"from_edition": EDITIONS[EDITIONS.index(new[:4]) - 1], "to_edition": new[:4]}


SIMPLE = [("2009:a", "2013:a"), ("2013:a", "2017:a"), ("2017:a", "2021:a")]
SPLIT_AND_MERGED = [("2009:a", "2013:a"), ("2009:a", "2013:b"), ("2013:a", "2017:a"), ("2013:b", "2017:a")]
ENDS = [(None, "2013:a"), ("2013:a", "2017:a"), ("2017:a", None)]
HALF_ENDS = [("2009:a", "2013:a"), ("2009:a", "2013:b"), ("2013:a", "2017:a"), ("2013:b", None)]


@pytest.mark.parametrize(
    ("steps", "measure", "line"),
    [
        (SIMPLE, "2009:a", ["2009:a" + HERE, "2013:a", "2017:a", "2021:a"]),
        (SIMPLE, "2017:a", ["2009:a", "2013:a", "2017:a" + HERE, "2021:a"]),
        (SPLIT_AND_MERGED, "2009:a", ["2009:a" + HERE, "2013:a", "2013:b", "2017:a"]),
        (SPLIT_AND_MERGED, "2013:b", ["2009:a", "2013:b" + HERE, "2017:a"]),
        (ENDS, "2017:a", ["2009:", "2013:a", "2017:a" + HERE, "2021:"]),
        (HALF_ENDS, "2009:a", ["2009:a" + HERE, "2013:a", "2013:b", "2017:a"]),
    ],
)
def test_the_line_leads_through_all_editions(
    steps: Sequence[tuple[str | None, str | None]], measure: str, line: list[str]
) -> None:
    found = stations(book_of(steps), measure)
    assert [(s.name or f"{s.edition}:") + (HERE if s.is_here else "") for s in found] == line
