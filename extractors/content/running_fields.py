"""Action fields in running heads: sheets of one field print it at the head of each of their pages.

Such a head is no heading and opens no section; it tells the field of the measures below it that nothing else tells.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace

from extractors.content.candidates import Candidate, Value
from extractors.content.fields import NAMED
from extractors.layout.baselines import rows_of, segment_of
from schemas.geometry import Page
from schemas.packed import words_above

HEAD_SHARE = 0.12
"""Running heads stand in this share of the page's height."""

LEAST_PAGES = 2
"""What heads a single page is a heading."""

LONGEST = 80


def with_running_fields(candidates: Iterable[Candidate], pages: Sequence[Page]) -> tuple[Candidate, ...]:
    """The measures, each with the action field that the head of its page names."""
    candidates = tuple(candidates)
    if not candidates:
        return ()
    heads = {page.number: found for page in pages if (found := _field_at_head(page))}
    often = Counter(value.text for value in heads.values())
    running = {number: value for number, value in heads.items() if often[value.text] >= LEAST_PAGES}
    return tuple(replace(candidate, field_above=running.get(candidate.title.page)) for candidate in candidates)


def _field_at_head(page: Page) -> Value | None:
    upper = [word for word in words_above(page.words, HEAD_SHARE * page.height) if word.upright]
    for row in rows_of(upper):
        line = segment_of(row)
        named = NAMED.match(line.text)
        if named and named["label"] and len(line.text) <= LONGEST:
            return Value(line.text, page.number, line.box, line.text)
    return None
