"""dcat.jsonld: the release for data portals, as DCAT-AP.de 3.0 in JSON-LD.

The release is a dataset, each file with data one of its distributions. Addresses begin with the catalogue's `address`,
or are relative to the place the file is harvested from. No clock's time stands in it: a portal adds when it saw it.
"""

import re
from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any, TypeAlias

from flows.stores.concept_card import ConceptCard
from flows.stores.published import PublishedFile

Json: TypeAlias = dict[str, Any]

FILE_NAME = "dcat.jsonld"
EU = "http://publications.europa.eu/resource/authority"
GERMAN = "http://dcat-ap.de/def"

CONTEXT: Json = {
    "adms": "http://www.w3.org/ns/adms#",
    "dcat": "http://www.w3.org/ns/dcat#",
    "dcatap": "http://data.europa.eu/r5r/",
    "dcatde": "http://dcat-ap.de/def/dcatde/",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "spdx": "http://spdx.org/rdf/terms#",
    "vcard": "http://www.w3.org/2006/vcard/ns#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
LICENCES: Mapping[str, str] = MappingProxyType({
    "CC0-1.0": "cc-zero",
    "CC-BY-4.0": "cc-by/4.0",
    "CC-BY-SA-4.0": "cc-by-sa/4.0",
    "ODbL-1.0": "odbl",
    "ODC-By-1.0": "odby",
    "PDDL-1.0": "odcpddl",
    "dl-de-zero-2.0": "dl-zero-de/2.0",
    "dl-de-by-2.0": "dl-by-de/2.0",
    "dl-zero-de/2.0": "dl-zero-de/2.0",
    "dl-by-de/2.0": "dl-by-de/2.0",
})  # fmt: skip
"""Short names of licences, and their ids in the list of DCAT-AP.de; its own ids for those of German law too."""

BY_ADDRESS: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"creativecommons\.org/publicdomain/zero/1\.0"), "cc-zero"),
    (re.compile(r"creativecommons\.org/licenses/by/4\.0"), "cc-by/4.0"),
    (re.compile(r"creativecommons\.org/licenses/by-sa/4\.0"), "cc-by-sa/4.0"),
    (re.compile(r"govdata\.de/dl-de/zero-2-0"), "dl-zero-de/2.0"),
    (re.compile(r"govdata\.de/dl-de/by-2-0"), "dl-by-de/2.0"),
)
WITH_NAME = ("cc-by/", "cc-by-sa/", "dl-by-de/", "odby", "odbl")
"""Licences that ask for a name."""

THEMES = ("GOVE",)
"""What every concept of a council is about, whatever else the catalogue names."""

KEYWORDS = ("Stadtrat", "Handlungskonzept", "Maßnahmen", "Ratsbeschlüsse", "Umsetzungsstand")


def dataset(card: ConceptCard, version: str, before: str | None, files: Sequence[PublishedFile], notes: str) -> Json:
    """The description of a release; `before` is the version of the release before, `notes` says what changed."""
    place = f"{card.address}{version}/" if card.address else ""
    described = {
        "@context": CONTEXT,
        "@id": f"{place}{FILE_NAME}" if place else "",
        "@type": "dcat:Dataset",
        "dct:title": _german(card.whole_title),
        "dct:description": _german(card.description or card.whole_title),
        "dct:identifier": f"{card.concept_id}/{version}",
        "dct:publisher": {"@type": "foaf:Agent", "foaf:name": _german(card.responsible)},
        "dcat:contactPoint": _contact(card),
        "dcat:keyword": [_german(word) for word in (card.city, *KEYWORDS) if word],
        "dcat:theme": _links(f"{EU}/data-theme/{code}" for code in dict.fromkeys((*card.themes, *THEMES))),
        "dct:language": _link(f"{EU}/language/DEU"),
        "dct:accessRights": _link(f"{EU}/access-right/PUBLIC"),
        "dcatap:availability": _link(f"{EU}/planned-availability/AVAILABLE"),
        **_place_on_earth(card),
        "dcat:version": version,
        "adms:versionNotes": _german(notes),
        "dcat:previousVersion": _link(f"{card.address or '../'}{before}/{FILE_NAME}") if before else None,
        "dcat:landingPage": _link(card.address) if card.address else None,
        "foaf:page": _link(f"{place}CHANGELOG.md"),
        "dcat:distribution": [_distribution(card, place, file) for file in files],
    }
    return {name: value for name, value in described.items() if value is not None}


def licence_of(card: ConceptCard) -> str:
    """The licence as DCAT-AP.de names it; else its own address; empty: neither is known."""
    by_address = (german for pattern, german in BY_ADDRESS if pattern.search(card.licence_url))
    german = LICENCES.get(card.licence_name) or next(by_address, "")
    return f"{GERMAN}/licenses/{german}" if german else card.licence_url


def _distribution(card: ConceptCard, place: str, file: PublishedFile) -> Json:
    licence = licence_of(card)
    described = {
        "@type": "dcat:Distribution",
        "dct:title": _german(file.title),
        "dcat:accessURL": _link(f"{place}{file.path}"),
        "dcat:downloadURL": _link(f"{place}{file.path}"),
        "dcat:mediaType": _link(f"https://www.iana.org/assignments/media-types/{file.kind.media_type}"),
        "dct:format": _link(f"{EU}/file-type/{file.kind.eu_code}") if file.kind.eu_code else None,
        "dcat:byteSize": {"@value": str(file.byte_size), "@type": "xsd:nonNegativeInteger"},
        "spdx:checksum": {
            "@type": "spdx:Checksum",
            "spdx:algorithm": _link("http://spdx.org/rdf/terms#checksumAlgorithm_sha256"),
            "spdx:checksumValue": {"@value": file.sha256, "@type": "xsd:hexBinary"},
        },
        "dct:license": _link(licence) if licence else None,
        "dcatde:licenseAttributionByText": _german(card.responsible) if _asks_for_name(licence) else None,
        "adms:status": _link("http://purl.org/adms/status/Completed"),
        "dcatap:availability": _link(f"{EU}/planned-availability/AVAILABLE"),
    }
    return {name: value for name, value in described.items() if value is not None}


def _contact(card: ConceptCard) -> Json | None:
    """Whom to write to; the profile wants a mail or web address, so a name alone is told as the publisher only."""
    reach = {"vcard:hasEmail": _link(f"mailto:{card.mail}") if card.mail else None}
    reach["vcard:hasURL"] = _link(card.address) if card.address else None
    reach = {name: value for name, value in reach.items() if value}
    return {"@type": "vcard:Kind", "vcard:fn": card.contact or card.responsible, **reach} if reach else None


def _place_on_earth(card: ConceptCard) -> Json:
    if not card.ags:
        return {}
    municipality = _link(f"{GERMAN}/politicalGeocoding/municipalityKey/{card.ags}")
    return {
        "dct:spatial": municipality,
        "dcatde:politicalGeocodingURI": municipality,
        "dcatde:politicalGeocodingLevelURI": _link(f"{GERMAN}/politicalGeocoding/Level/municipality"),
    }


def _asks_for_name(licence: str) -> bool:
    return licence.removeprefix(f"{GERMAN}/licenses/").startswith(WITH_NAME)


def _german(text: str) -> Json:
    return {"@value": text, "@language": "de"}


def _link(address: str) -> Json:
    return {"@id": address}


def _links(addresses: Any) -> list[Json]:
    return [_link(address) for address in addresses]
