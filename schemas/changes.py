"""What became of a field, goal or measure from one edition to the next."""

from dataclasses import dataclass
from typing import Annotated

from schemas.columns import Column

CHANGE_KINDS = ("unchanged", "reworded", "renamed", "moved", "split", "merged", "added", "dropped")
LEVELS = ("action_field", "goal", "measure", "section")


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One step in the life of a field, goal, measure or section."""

    concept_id: Annotated[str, Column("Konzept", "Concept; empty when two files are compared.")] = ""
    from_edition: Annotated[str, Column("Alte Ausgabe", "Older edition.")]
    to_edition: Annotated[str, Column("Neue Ausgabe", "Newer edition.")]
    level: Annotated[str, Column("Ebene", "What is compared.", LEVELS)]
    from_id: Annotated[str | None, Column("Von", "Id in the older edition; empty: added.")] = None
    to_id: Annotated[str | None, Column("Zu", "Id in the newer edition; empty: dropped.")] = None
    change: Annotated[str, Column("Änderung", "Kinds of change, the main one first, divided by |.")]
    similarity: Annotated[float | None, Column("Ähnlichkeit", "Similarity of the texts, 0 to 1.")] = None
    from_page: Annotated[int | None, Column("Seite alt", "Page in the older edition.")] = None
    to_page: Annotated[int | None, Column("Seite neu", "Page in the newer edition.")] = None
    from_quote: Annotated[str | None, Column("Wortlaut alt", "Words in the older edition.")] = None
    to_quote: Annotated[str | None, Column("Wortlaut neu", "Words in the newer edition.")] = None
    decided_by: Annotated[str, Column("Entschieden durch", "rule, or person.", ("rule", "person"))] = "rule"
