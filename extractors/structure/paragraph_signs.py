"""Paragraph signs that text recognition took for others: "$ 1", "& 2", "8 3" count on, so they are § 1, § 2, § 3."""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from extractors.structure.groups import Group
from extractors.structure.numbering import Numbered, split_number

MISREAD = re.compile(r"(?:[§$&8S5]\s?)(?P<number>\d{1,2})\s+(?P<title>[A-ZÄÖÜ].*)", re.DOTALL)
LOST = re.compile(r"(?P<number>\d{1,2})\s+(?P<title>[A-ZÄÖÜ].*)", re.DOTALL)
"""Where a sign was not seen at all, the number stands alone."""

LEAST = 3


def with_paragraph_signs(chosen: Sequence[Group], recognised: frozenset[int]) -> list[Group]:
    """The headings, with the signs that text recognition misread on the pages given, where they count on."""
    marked = {
        group.first: found for group in chosen if group.page in recognised and (found := _numbered(group, MISREAD))
    }
    counts = [_value(found) for found in marked.values()]
    if len(marked) < LEAST or any(a >= b for a, b in pairwise(counts)):
        return list(chosen)
    last = 0
    signed: list[Group] = []
    for group in chosen:
        found = marked.get(group.first) or _numbered(group, LOST)
        if found and group.page in recognised and (group.first in marked or _value(found) == last + 1):
            last = _value(found)
            signed.append(replace(group, numbered=found))
        else:
            signed.append(group)
    return signed


def _numbered(group: Group, pattern: re.Pattern[str]) -> Numbered | None:
    found = pattern.fullmatch(group.text)
    return split_number(f"§ {found['number']} {found['title']}") if found else None


def _value(numbered: Numbered) -> int:
    return int(re.sub(r"\D", "", numbered.number or "0"))
