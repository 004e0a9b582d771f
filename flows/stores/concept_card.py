"""ConceptCard: what every release says about the concept it holds."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class ConceptCard:
    """The concept as readers of a release meet it; texts in German."""

    concept_id: str
    """Folder name: a-z, digits, single hyphens."""

    title: str
    city: str
    description: str = ""

    licence: str = ""
    """Name of the licence of our data, e.g. `Datenlizenz Deutschland – Zero – Version 2.0`; empty: not stated."""

    licence_url: str = ""

    contact: str = ""
    """Whom to write to about errors: a name or a mail address."""
