"""Many frozen records at once, for pages of thousands."""

from collections import deque
from collections.abc import Sequence
from dataclasses import fields
from itertools import repeat
from typing import TypeVar

from schemas.geometry import Box, Rule

Record = TypeVar("Record", Box, Rule)


def records(kind: type[Record], *columns: Sequence[object]) -> list[Record]:
    """A record for each place of the columns, which are its fields in order.

    Each field of all records is filled in a loop of C: to make one record after the other takes twice the time.

    >>> records(Box, [1, 2], [3, 4], [5, 6], [7, 8])
    [Box(x0=1, top=3, x1=5, bottom=7), Box(x0=2, top=4, x1=6, bottom=8)]
    """
    made = list(map(object.__new__, repeat(kind, len(columns[0]))))
    for field, values in zip(fields(kind), columns, strict=True):
        deque(map(getattr(kind, field.name).__set__, made, values), maxlen=0)
    return made
