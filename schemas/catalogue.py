"""The typed form of a catalogue folder: what a concept is, which documents we want, what a release must hold.

    concept.yml          the concept, its editions and documents, where to look, council papers, promises
    action_fields.yml    the action fields over all editions: our id, printed codes, labels and aliases
    corrections.csv      values a person has corrected

`catalogue_parsing.py` makes these objects from text; `flows/stores/catalogues.py` reads the folder.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import PurePosixPath
from typing import Literal, Self

from pydantic import BaseModel, ConfigDict, field_validator, model_validator

from schemas.promises import Promise

Kind = Literal["concept", "report", "paper", "minutes", "other"]
Theme = Literal[
    "AGRI", "ECON", "EDUC", "ENER", "ENVI", "GOVE", "HEAL", "INTR", "JUST", "REGI", "SOCI", "TECH", "TRAN"
]  # fmt: skip
"""Themes by which data portals of the EU sort their data."""


class Entry(BaseModel):
    """Part of a catalogue file: no unknown keys, no silent conversions, no change afterwards."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class Wanted(Entry):
    """How to recognise a document: a file beside the catalogue, or the words of a link."""

    file: str = ""
    """Path relative to the catalogue folder."""

    words: tuple[str, ...] = ()
    """Phrases; a link with one of them in its text or address leads to the document."""

    without: tuple[str, ...] = ()
    """Phrases; a link with one of them leads elsewhere."""

    @field_validator("file")
    @classmethod
    def stays_in_the_folder(cls, file: str) -> str:
        """A catalogue names files of its own folder only."""
        path = PurePosixPath(file)
        if path.is_absolute() or ".." in path.parts or "\\" in file:
            raise ValueError("the file must lie in the catalogue folder, e.g. documents/konzept.pdf")
        return file


class WantedDocument(Entry):
    """A document the catalogue asks for."""

    kind: Kind
    title: str
    wanted: Wanted


class EditionEntry(Entry):
    """The council's version of the concept, with the documents about it."""

    edition: str
    title: str
    documents: tuple[WantedDocument, ...]


class SourceEntry(Entry):
    """Where documents are looked for."""

    adapter: Literal["local", "website", "sessionnet", "oparl"]
    pages: tuple[str, ...] = ()
    """Pages whose links are read (website); papers, agenda items and meetings that are known (sessionnet)."""

    base: str = ""
    """Folder of the council system's pages (sessionnet), or the address of its System (oparl)."""

    body: str = ""
    """The city among several of one endpoint, by name, AGS or address (oparl)."""

    words: tuple[str, ...] = ()
    """Phrases; papers and agenda items with one of them in their subject are read (sessionnet, oparl)."""

    without: tuple[str, ...] = ()
    """Phrases; a subject with one of them is about something else."""

    since: date | None = None
    """First day of the period that is searched for those words; None: no search."""

    until: date | None = None
    """Last day; None: today."""

    @field_validator("pages", "base")
    @classmethod
    def are_web_addresses(cls, given: tuple[str, ...] | str) -> tuple[str, ...] | str:
        """They are looked at with a web client."""
        addresses = (given,) if isinstance(given, str) else given
        if bad := [one for one in addresses if one and not one.startswith(("http://", "https://"))]:
            raise ValueError(f"{bad[0]} is no web address (http:// or https://)")
        return given


class PaperEntry(Entry):
    """A paper of the council system, as a person found it."""

    paper: str
    kind: str | None = None
    subject: str | None = None
    file_number: str | None = None
    date: str | None = None
    source_url: str | None = None
    edition: str | None = None
    """The edition it is about; None: several, or the concept as a whole."""


class Licence(Entry):
    """Under which terms the tables are published."""

    name: str
    path: str
    """Web address of the terms."""

    title: str


class Bounds(Entry):
    """The bounds of a promise: one of them, or both."""

    at_least: float | None = None
    """Less stops the release."""

    at_most: float | None = None
    """More becomes an issue."""

    @model_validator(mode="after")
    def bind_something(self) -> Self:
        """A promise without a bound promises nothing; one that contradicts itself can never be kept."""
        if self.at_least is None and self.at_most is None:
            raise ValueError("give `at_least`, `at_most` or both")
        if self.at_least is not None and self.at_most is not None and self.at_least > self.at_most:
            raise ValueError("`at_least` is more than `at_most`")
        return self


class Concept(Entry):
    """`concept.yml`."""

    concept_id: str
    title: str
    city: str
    ags: str | None = None
    """Amtlicher Gemeindeschlüssel, eight digits; none for fictional cities."""

    description: str = ""
    licence: Licence
    contact: str
    """Whom to write to about errors; a mail address in it becomes the contact of data portals."""

    publisher: str = ""
    """Who publishes the tables; empty: the contact."""

    address: str = ""
    """Where the releases of this concept are served, with a slash at the end; empty: not known."""

    themes: tuple[Theme, ...] = ()
    sources: tuple[SourceEntry, ...]
    editions: tuple[EditionEntry, ...]
    papers: tuple[PaperEntry, ...] = ()
    promises: Mapping[str, Bounds]

    @field_validator("concept_id")
    @classmethod
    def can_name_a_folder(cls, concept_id: str) -> str:
        """The id names folders and pages on every system."""
        if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", concept_id):
            raise ValueError("use lower-case letters a-z, digits and single hyphens")
        return concept_id

    @field_validator("ags")
    @classmethod
    def has_eight_digits(cls, ags: str | None) -> str | None:
        """Data portals find the municipality by it."""
        if ags is not None and not re.fullmatch(r"\d{8}", ags):
            raise ValueError("an Amtlicher Gemeindeschlüssel has eight digits")
        return ags

    @field_validator("address")
    @classmethod
    def is_a_folder_on_the_web(cls, address: str) -> str:
        """Addresses of files are made by putting their names behind it."""
        if address and not re.fullmatch(r"https?://[^\s?#]+/", address):
            raise ValueError("give a web address that ends with a slash")
        return address

    @property
    def edition_ids(self) -> tuple[str, ...]:
        """Editions from old to new, as the catalogue lists them."""
        return tuple(edition.edition for edition in self.editions)

    @property
    def kept_promises(self) -> tuple[Promise, ...]:
        """The promises, their scopes taken apart."""
        return tuple(_promise(scope, bounds) for scope, bounds in self.promises.items())


class FieldInEdition(Entry):
    """How one edition prints an action field."""

    code: str | None = None
    label: str | None = None
    aliases: tuple[str, ...] = ()
    unconfirmed: bool = False
    """True: a guess of ours; shown by `konzept review`, not used before a person confirms it."""

    why: str = ""
    """What speaks for it."""


class ActionFieldEntry(Entry):
    """An action field over all editions."""

    id: str
    label: str
    editions: Mapping[str, FieldInEdition]


class ActionFields(Entry):
    """`action_fields.yml`."""

    action_fields: tuple[ActionFieldEntry, ...]


@dataclass(frozen=True, slots=True)
class KnownField:
    """An action field as extractors need it: the confirmed part of the catalogue."""

    action_field_id: str
    label: str
    codes: Mapping[str, str]
    """Edition → letter or number it prints."""

    aliases: tuple[str, ...]
    """Other labels, of all editions."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """A value a person has corrected."""

    table: str
    row_id: str
    """The key of the row; several key columns are joined by `|`."""

    column: str
    value: str
    why: str
    who: str
    document_id: str
    """The document the person looked at; the correction holds for no other."""


@dataclass(frozen=True, slots=True)
class Catalogue:
    """A catalogue folder, read and found in order."""

    concept: Concept
    action_fields: tuple[ActionFieldEntry, ...]
    corrections: tuple[Correction, ...] = ()

    @property
    def known_fields(self) -> tuple[KnownField, ...]:
        """The confirmed action fields."""
        return tuple(_known(entry) for entry in self.action_fields)


def _known(entry: ActionFieldEntry) -> KnownField:
    confirmed = {edition: shape for edition, shape in entry.editions.items() if not shape.unconfirmed}
    codes = {edition: shape.code for edition, shape in confirmed.items() if shape.code}
    labels = [name for shape in confirmed.values() for name in (shape.label, *shape.aliases) if name]
    return KnownField(entry.id, entry.label, codes, tuple(dict.fromkeys(n for n in labels if n != entry.label)))


def _promise(scope: str, bounds: Bounds) -> Promise:
    table, edition, kind, *_ = (*scope.split("/"), "", "")
    return Promise(table, edition, kind, bounds.at_least, bounds.at_most)
