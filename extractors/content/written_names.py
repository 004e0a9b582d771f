"""What is known by how it is written: amounts, dates, and organisations; with the letters that state it."""

from collections.abc import Iterable, Iterator
from itertools import pairwise

from extractors.content.actors import actor_id, known_actor
from extractors.content.amounts import read_amounts
from extractors.content.organisations import find_organisations
from extractors.content.periods import read_dates

Pattern = tuple[int, int, str, str]
"""Start, end, kind and normalised form."""


def find_patterns(text: str) -> Iterator[Pattern]:
    """Amounts, dates, and organisations known by how they are named."""
    for amount in read_amounts(text):
        yield amount.start, amount.end, "money", amount.normalised
    for period in read_dates(text):
        yield period.start, period.end, "date", period.normalised
    for found in find_organisations(text):
        yield found.start, found.end, "actor", known_actor(found.printed) or actor_id(found.name)


def stand_apart(patterns: Iterable[Pattern], text: str) -> bool:
    """Whether each pattern begins and ends with a sign, and a blank parts it from the next: tokens end at blanks.

    >>> [stand_apart([(0, 4, "date", "2018"), (5, 9, "date", "2019")], text) for text in ("2018/2019", "2018 2019")]
    [False, True]
    """
    ordered = sorted(patterns)
    bounded = all(not text[start].isspace() and not text[end - 1].isspace() for start, end, *_ in ordered)
    return bounded and all(
        before[1] < after[0] and any(map(str.isspace, text[before[1] : after[0]]))
        for before, after in pairwise(ordered)
    )


def exact_stretch(
    text: str, tokens: tuple[int, int], named: tuple[str, str], patterns: Iterable[Pattern]
) -> tuple[int, int]:
    """Where a pattern of this kind and normalised form stands within its tokens: of “(2018)27” it knows “2018”."""
    first, last = tokens
    for start, end, *form in patterns:
        inside = first <= start < end <= last and not (text[first:start] + text[end:last]).count(" ")
        if inside and tuple(form) == named:
            return start, end
    return tokens
