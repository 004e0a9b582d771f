"""Tables: the rows of a release as plain values, whatever of them is there."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

import pandas as pd

from extractors.frames import rows
from schemas.tables import TABLES_BY_NAME

Row: TypeAlias = Mapping[str, Any]
"""A row: every column of its table as defined today, None where the release does not hold it."""


@dataclass(frozen=True, slots=True)
class Tables:
    """The rows of each table."""

    by_name: Mapping[str, tuple[Row, ...]]

    def __getitem__(self, name: str) -> tuple[Row, ...]:
        """The rows of a table; none if the release has no such table."""
        return self.by_name.get(name, ())

    def has(self, name: str) -> bool:
        """Whether the release holds the table at all."""
        return name in self.by_name


def tables_of(frames: Mapping[str, pd.DataFrame]) -> Tables:
    """The tables of a release, also of one of long ago, in which columns of today were missing."""
    return Tables({name: _rows(name, frame) for name, frame in frames.items()})


def _rows(name: str, frame: pd.DataFrame) -> tuple[Row, ...]:
    table = TABLES_BY_NAME.get(name)
    empty = dict.fromkeys(table.header) if table else {}
    return tuple({**empty, **dict(zip(frame.columns, values, strict=True))} for values in rows(frame))
