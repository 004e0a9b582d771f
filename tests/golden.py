"""Golden rows: all that was read of our own documents when a person last looked, row by row.

    python -m tests.golden [STEM …]      (make golden) tells gains and losses, and takes what is read now as golden

The truth says what is printed; golden rows say what we read of it, issues, actors and confidence included. So every
change of a rule shows which rows came and went. Look at them before they are committed: a loss needs a reason.
"""

import json
import sys
from collections.abc import Iterator, Mapping
from dataclasses import asdict
from pathlib import Path

from extractors.document import extract_document
from schemas.documents import Given
from schemas.extraction import Extraction
from tests.gains import Row, Rows, gains_and_losses

HERE = Path(__file__).parent
GOLDEN = HERE / "golden"
PLACES = (
    HERE.parent / "schemas" / "catalogue" / "musterlingen-integration" / "documents",
    HERE / "musterlingen" / "layouts",
)
KEYS: Mapping[str, tuple[str, ...]] = {
    "documents": ("document_id",),
    "sections": ("section_id",),
    "action_fields": ("action_field_id",),
    "goals": ("goal_id",),
    "measures": ("measure_id",),
    "statuses": ("measure_id", "period"),
    "actors": ("actor_id",),
    "measure_actors": ("measure_id", "actor_id", "role", "name_printed"),
    "indicators": ("indicator_id",),
    "papers": ("paper",),
    "consultations": ("paper", "body", "date"),
    "decisions": ("decision_id",),
    "votes": ("decision_id", "choice", "group_printed"),
    "decision_targets": ("decision_id", "target_kind", "target_id"),
    "issues": ("kind", "page", "what"),
}
"""Table → what tells its rows apart; places (evidence) and mentions follow from these."""

LONGEST_KEPT = 160
"""Of longer texts the two ends and the number of letters are kept."""


def documents() -> Mapping[str, Path]:
    """Our own documents by stem."""
    return {path.stem: path for folder in PLACES for path in sorted(folder.glob("*.pdf"))}


def rows_read(path: Path) -> Rows:
    """What is read of a document today."""
    found = extract_document(path.read_bytes(), Given(document_id=path.stem, source_url=path.name))
    return {table: list(_rows(found, table)) for table in KEYS}


def _rows(found: Extraction, table: str) -> Iterator[Row]:
    for record in found.records(table):
        yield {name: _kept(value) for name, value in asdict(record).items() if value is not None}


def _kept(value: object) -> object:
    if not isinstance(value, str) or len(value) <= LONGEST_KEPT:
        return value
    half = LONGEST_KEPT // 2
    return f"{value[:half]} … {value[-half:]} ({len(value)} letters)"


def golden_rows(stem: str) -> Rows:
    """The rows a person accepted; none for a new document."""
    path = GOLDEN / f"{stem}.json"
    return json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}


def changes(stem: str, rows: Rows) -> list[str]:
    """Gains and losses against the golden rows."""
    return gains_and_losses(golden_rows(stem), rows, KEYS)


def accept(stem: str, rows: Rows) -> None:
    """Take rows as golden, one on a line, so that a commit shows them as they changed."""
    tables = [
        f"{json.dumps(table)}: [\n" + ",\n".join(json.dumps(row, ensure_ascii=False) for row in found) + "\n]"
        for table, found in rows.items()
        if found
    ]
    (GOLDEN / f"{stem}.json").write_text("{\n" + ",\n".join(tables) + "\n}\n", encoding="utf-8")


def main(stems: list[str]) -> None:
    """Tell what changed, and accept it."""
    for stem, path in documents().items():
        if stems and stem not in stems:
            continue
        rows = rows_read(path)
        told = changes(stem, rows)
        print(f"{stem}: {len(told) or 'nothing'} changed", *told, sep="\n  ")
        if told or not (GOLDEN / f"{stem}.json").exists():
            accept(stem, rows)
    print("Look at every line above: a loss needs a reason. Then commit tests/golden.")


if __name__ == "__main__":
    main(sys.argv[1:])
