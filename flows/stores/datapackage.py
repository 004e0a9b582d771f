"""datapackage.json: the release described for machines (Data Package, version 2), and read back.

It lists the canonical CSV files with their columns, keys, references, sizes and hashes. The other formats hold the same
rows; their hashes stand in `SHA256SUMS`.

**Languages.** The standard knows one `title` and `description`, and allows properties of one's own: `languages` lists
German, which they are in, and English, whose texts stand beside them as `title@en`, `description@en` and `label@en`
(the sign that the standard's recipe for translations uses).
"""

import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any, TypeAlias

import pandas as pd

from extractors.frames import rows
from flows.stores.concept_card import ConceptCard
from flows.stores.csv_files import read_canonical_csv
from flows.stores.datasets import Dataset, Shape, required_columns
from flows.stores.files import sha256_of
from schemas.errors import DamagedRelease
from schemas.tables import TABLES, Table, TypedColumn
from schemas.wording import code_words

Json: TypeAlias = dict[str, Any]

PROFILES = "https://datapackage.org/profiles/2.0"
FILE_NAME = "datapackage.json"
LANGUAGES = ("de", "en")
NO_LICENCE_NAME = re.compile(r"[^-a-zA-Z0-9._]+")
"""Signs that the name of a licence must not have in a Data Package."""


def as_json(value: object) -> bytes:
    """JSON for people and programs: UTF-8, indented, order kept, a line feed at the end."""
    return (json.dumps(value, ensure_ascii=False, indent=2) + "\n").encode()


def describe(card: ConceptCard, version: str, frames: Mapping[str, pd.DataFrame], csvs: Mapping[str, bytes]) -> Json:
    """The datapackage of a release whose canonical CSV files are `csvs`, by table."""
    described = {
        "$schema": f"{PROFILES}/datapackage.json",
        "name": card.concept_id,
        "title": card.whole_title,
        "description": card.description,
        "languages": list(LANGUAGES),
        "homepage": card.address,
        "version": version,
        "licenses": _licences(card),
        "contributors": _contributors(card),
        "sources": _sources(frames["documents"]),
        "resources": [_resource(table, csvs[table.name]) for table in TABLES],
    }
    return {name: value for name, value in described.items() if value}


def read_dataset(release: Path) -> Dataset:
    """The tables of a release with the form they had then; raises DamagedRelease."""
    try:
        described = json.loads((release / FILE_NAME).read_bytes())
        shapes = {resource["name"]: _shape(resource["schema"]) for resource in described["resources"]}
        frames = {name: read_canonical_csv((release / f"{name}.csv").read_bytes(), shapes[name]) for name in shapes}
    except (OSError, ValueError, LookupError, TypeError) as unreadable:
        raise DamagedRelease(release.name, f"its tables cannot be read ({unreadable})") from unreadable
    return Dataset(shapes, frames)


def _licences(card: ConceptCard) -> list[Json]:
    """The licence, by its address and its name as far as there are any; one of them the standard wants."""
    if not card.licence:
        return []
    name = card.licence_name or ("" if card.licence_url else card.licence)
    told = {"name": NO_LICENCE_NAME.sub("-", name).strip("-"), "title": card.licence, "path": card.licence_url}
    return [{key: value for key, value in told.items() if value}]


def _contributors(card: ConceptCard) -> list[Json]:
    contact = {"title": card.contact, "email": card.mail, "roles": ["contact"]} if card.contact else {}
    publisher = {"title": card.publisher, "roles": ["publisher"]} if card.publisher else {}
    return [{key: value for key, value in one.items() if value} for one in (publisher, contact) if one]


def _sources(documents: pd.DataFrame) -> list[Json]:
    return [_source(*row) for row in rows(documents[["document_id", "title", "source_url", "sha256"]])]


def _source(document_id: object, title: object, source_url: object, sha256: object) -> Json:
    """A source; only an address becomes its `path`, which must not point to files that are not in the release."""
    source = {"title": title or source_url or document_id, "document_id": document_id, "sha256": sha256}
    is_address = str(source_url).startswith(("https://", "http://"))
    return {**source, "path": source_url} if is_address else source


def _resource(table: Table, content: bytes) -> Json:
    return {
        "name": table.name,
        "type": "table",
        "title": table.title,
        "title@en": table.words.english,
        "description": table.words.german,
        "description@en": table.description,
        "path": f"{table.name}.csv",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": len(content),
        "hash": f"sha256:{sha256_of(content)}",
        "schema": _schema(table),
    }


def _schema(table: Table) -> Json:
    required = required_columns(table)
    schema: Json = {"fields": [_field(c, required=c.name in required) for c in table.columns], "missingValues": [""]}
    if table.key:
        schema["primaryKey"] = list(table.key)
    if table.foreign:
        schema["foreignKeys"] = [
            {"fields": [name], "reference": {"resource": other, "fields": [there]}}
            for name, (other, there) in table.foreign.items()
        ]
    return schema


def _field(column: TypedColumn, *, required: bool) -> Json:
    field: Json = {"name": column.name, "type": column.type, **both_languages(column)}
    constraints: Json = {"required": True} if required else {}
    if column.column.choices:
        field["categories"] = [_category(code) for code in column.column.choices]
        constraints["enum"] = list(column.column.choices)
    return {**field, "constraints": constraints} if constraints else field


def both_languages(column: TypedColumn) -> dict[str, str]:
    """Title and description in German, and in English under a name that ends in `@en`."""
    said = {
        "title": column.column.title,
        "title@en": column.words.english,
        "description": column.words.german,
        "description@en": column.column.description,
    }
    return {name: text for name, text in said.items() if text}


def _category(code: str) -> Json:
    words = code_words(code)
    return {"value": code, "label": words.german, "label@en": words.english}


def _shape(schema: Json) -> Shape:
    foreign = frozenset(name for reference in schema.get("foreignKeys", ()) for name in reference["fields"])
    types = {field["name"]: field["type"] for field in schema["fields"]}
    return Shape(types, tuple(schema.get("primaryKey", ())), foreign)
