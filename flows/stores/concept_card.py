"""ConceptCard: what every release says about the concept it holds."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class ConceptCard:
    """The concept as readers of a release meet it; texts in German."""

    concept_id: str
    """Folder name: a-z, digits, single hyphens."""

    title: str
    city: str
    ags: str = ""
    """Amtlicher Gemeindeschlüssel, eight digits; empty: none (a fictional city)."""

    description: str = ""

    licence: str = ""
    """Title of the licence of our data, e.g. `Datenlizenz Deutschland – Zero – Version 2.0`; empty: not stated."""

    licence_name: str = ""
    """Its short name, e.g. `CC-BY-4.0` or `dl-zero-de/2.0`."""

    licence_url: str = ""

    contact: str = ""
    """Whom to write to about errors: a name or a mail address."""

    publisher: str = ""
    """Who publishes the data; empty: the contact."""

    address: str = ""
    """Where the releases are served, up to and with the last slash; empty: metadata hold relative addresses."""

    themes: tuple[str, ...] = ()
    """Codes of the EU's data themes, e.g. `SOCI`."""

    @property
    def whole_title(self) -> str:
        """Title and city."""
        return f"{self.title} ({self.city})" if self.city and self.city not in self.title else self.title

    @property
    def mail(self) -> str:
        """The mail address among what the contact says; empty: none."""
        return next((word.strip("<>(),;") for word in self.contact.split() if "@" in word), "")

    @property
    def responsible(self) -> str:
        """Who publishes: the publisher, else the contact, else the city."""
        return self.publisher or self.contact or self.city or self.title
