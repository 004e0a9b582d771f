"""What `confidence` is worth: how many of the measures above each bound are right, by the rule that found them.

A row is right where the scorer matched it with a label. Only documents count whose measures were labelled completely:
elsewhere a row without a label may be right.
"""

import csv
import json
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

BANDS = (0.9, 0.8, 0.7, 0.0)
"""Lower bounds of the bands, from the surest down."""


@dataclass(frozen=True, slots=True)
class Row:
    """A published measure, judged."""

    method: str
    confidence: float
    is_right: bool


def judged(score: Path, tables: Path) -> Iterator[Row]:
    """The measures of all documents that were labelled completely."""
    for stem, scored in json.loads(score.read_text(encoding="utf-8"))["documents"].items():
        measures = scored.get("measures") or {}
        if measures.get("mode") != "full":
            continue
        wrong = Counter(_name(extra) for extra in measures["extra"])
        path = tables / stem / "measures.csv"
        for row in csv.DictReader(path.read_text(encoding="utf-8").splitlines()) if path.exists() else ():
            is_wrong = wrong[_name(row)] > 0
            wrong[_name(row)] -= is_wrong
            yield Row(row["method"], float(row["confidence"] or 0), not is_wrong)


def calibration(rows: Iterable[Row]) -> list[str]:
    """A table: band of confidence, then each method, with rows, right ones and their share."""
    found = list(rows)
    lines = ["confidence of measures      rows  right  share"]
    for upper, lower in zip((1.01, *BANDS), BANDS, strict=False):
        inside = [row for row in found if lower <= row.confidence < upper]
        lines.append(_line(f"  {lower:.1f} to {min(upper, 1):.1f}", inside))
    methods = sorted({row.method for row in found})
    return [*lines, *(_line(f"  by {name}", [row for row in found if row.method == name]) for name in methods)]


def _line(name: str, rows: list[Row]) -> str:
    right = sum(row.is_right for row in rows)
    share = f"{right / len(rows):.3f}" if rows else "-"
    return f"{name:<26} {len(rows):>5} {right:>6}  {share:>5}"


def _name(row: dict[str, str]) -> tuple[str, str]:
    return (row.get("code") or "", " ".join((row.get("title") or "").split()))
