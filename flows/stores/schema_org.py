"""dataset.jsonld: the release for search engines, as a schema.org Dataset, made to be put into the page of the release.

Addresses are those of the catalogue's `address`, or relative to the folder of the release.
"""

import re
from collections.abc import Mapping, Sequence
from typing import Any, TypeAlias

import pandas as pd

from flows.stores.concept_card import ConceptCard
from flows.stores.published import PublishedFile
from schemas.tables import TABLES

Json: TypeAlias = dict[str, Any]

FILE_NAME = "dataset.jsonld"
YEAR = re.compile(r"\d{4}")


def dataset(
    card: ConceptCard,
    version: str,
    frames: Mapping[str, pd.DataFrame],
    files: Sequence[PublishedFile],
    keywords: Sequence[str],
) -> Json:
    """The description of a release for search engines."""
    place = f"{card.address}{version}/" if card.address else ""
    described = {
        "@context": "https://schema.org/",
        "@type": "Dataset",
        "@id": place,
        "url": place,
        "name": card.whole_title,
        "description": card.description or card.whole_title,
        "identifier": f"{card.concept_id}/{version}",
        "version": version,
        "inLanguage": "de",
        "isAccessibleForFree": True,
        "keywords": [word for word in (card.city, *keywords) if word],
        "license": card.licence_url or card.licence,
        "creator": {"@type": "Organization", "name": card.responsible},
        "publisher": {"@type": "Organization", "name": card.responsible, "email": card.mail},
        "spatialCoverage": {"@type": "Place", "name": card.city, "identifier": card.ags} if card.city else None,
        "temporalCoverage": _years(frames["documents"]),
        "isBasedOn": [_source(*row) for row in _documents(frames["documents"])],
        "variableMeasured": [table.title for table in TABLES if len(frames[table.name])],
        "distribution": [_download(place, file) for file in files],
    }
    return _filled(described)


def _download(place: str, file: PublishedFile) -> Json:
    return {
        "@type": "DataDownload",
        "name": file.title,
        "contentUrl": f"{place}{file.path}",
        "encodingFormat": file.kind.media_type,
        "contentSize": f"{file.byte_size} B",
        "sha256": file.sha256,
    }


def _documents(documents: pd.DataFrame) -> list[tuple[str, str]]:
    told = documents[["title", "source_url"]].fillna("")
    return list(zip(told["title"], told["source_url"], strict=True))


def _source(title: str, source_url: str) -> Json:
    """A document; only an address on the web is told as such."""
    address = source_url if source_url.startswith(("https://", "http://")) else ""
    return _filled({"@type": "DigitalDocument", "name": title or source_url, "url": address})


def _years(documents: pd.DataFrame) -> str:
    """From the first edition to the last, if editions are years: `2009/2017`."""
    editions = sorted(set(documents["edition_id"].dropna()))
    if not editions or not all(YEAR.fullmatch(edition) for edition in editions):
        return ""
    return "/".join(dict.fromkeys((editions[0], editions[-1])))


def _filled(described: Json) -> Json:
    """Without what is empty, also one level below."""
    told = {name: _filled(value) if isinstance(value, dict) else value for name, value in described.items()}
    return {name: value for name, value in told.items() if value not in (None, "", [], {})}
