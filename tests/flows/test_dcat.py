"""What data portals and search engines read of a release: as RDF, and against the rules of DCAT-AP.de."""

import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from pyshacl import validate
from rdflib import DCTERMS, RDF, BNode, Graph, Literal, Namespace, URIRef
from rdflib.compare import isomorphic

from flows.stores import dcat
from flows.stores.concept_card import ConceptCard
from flows.stores.published import PublishedFile, data_files
from flows.stores.releases import write_release
from schemas.tables import TABLES
from tests.flows.release_cases import CARD, CONCEPT_EXTRACTION, RELEASED_AT, frames_of

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning:rdflib", "ignore::DeprecationWarning:pyshacl")
"""rdflib's reader of JSON-LD uses its own deprecated class."""

SHAPES = Graph().parse(Path(__file__).with_name("dcat_ap_de.ttl"))
ADDRESS = "https://daten.musterlingen.example/integration/"
PUBLISHED = replace(CARD, ags="05999000", address=ADDRESS, publisher="Stadt Musterlingen", themes=("SOCI",))
SERVED_AT = "https://anderswo.example/kopie/1.0.0/dcat.jsonld"
DCAT = Namespace("http://www.w3.org/ns/dcat#")  # rdflib's own lacks what version 3 added
SPDX, DCATDE = Namespace("http://spdx.org/rdf/terms#"), Namespace("http://dcat-ap.de/def/dcatde/")
ADMS = Namespace("http://www.w3.org/ns/adms#")
LICENCES = "http://dcat-ap.de/def/licenses/"


@pytest.fixture(scope="module")
def output(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two releases, with all that can be told."""
    root = tmp_path_factory.mktemp("output")
    write_release(root, PUBLISHED, frames_of(CONCEPT_EXTRACTION), released_at=RELEASED_AT)
    write_release(root, PUBLISHED, frames_of(), released_at=RELEASED_AT)
    return root / CARD.concept_id


@pytest.fixture(scope="module")
def graph(output: Path) -> Graph:
    return as_graph((output / "1.1.0" / "dcat.jsonld").read_text(encoding="utf-8"))


def as_graph(text: str) -> Graph:
    return Graph().parse(data=text, format="json-ld", publicID=SERVED_AT)


def problems(graph: Graph) -> str:
    conforms, _, told = validate(graph, shacl_graph=SHAPES)
    return "" if conforms else str(told)


def described(card: ConceptCard, version: str = "1.0.0", before: str | None = None) -> dict[str, Any]:
    files = [PublishedFile("measures.csv", "Maßnahmen (CSV)", dcat_kind(), 3, "0" * 64)]
    return dcat.dataset(card, version, before, files, "Erster Datenstand.")


def dcat_kind() -> Any:
    return next(data_files({"measures.csv": b"a\n"})).kind


def test_it_follows_the_rules_of_dcat_ap_de(graph: Graph) -> None:
    assert problems(graph) == ""


@pytest.mark.parametrize(
    "card",
    [CARD, PUBLISHED, replace(CARD, contact=""), replace(CARD, city="", description="", contact="Amt", themes=()),
     replace(PUBLISHED, contact="Büro für Integration, integration@musterlingen.example")],
)  # fmt: skip
def test_it_does_so_however_little_is_known(card: ConceptCard) -> None:
    assert problems(as_graph(json.dumps(described(card)))) == ""


def take(name: str) -> Callable[[dict[str, Any]], object]:
    return lambda told: told.pop(name)


def take_from_file(name: str) -> Callable[[dict[str, Any]], object]:
    return lambda told: told["dcat:distribution"][0].pop(name)


def put(name: str, value: object) -> Callable[[dict[str, Any]], object]:
    return lambda told: told.update({name: value})


@pytest.mark.parametrize(
    "spoil",
    [
        take("dct:title"), take("dct:description"), take("dct:publisher"), take("dcat:theme"), take("dcat:version"),
        take("dcat:distribution"), take("dcat:keyword"),
        take_from_file("dcat:accessURL"), take_from_file("dct:license"), take_from_file("dcat:byteSize"),
        take_from_file("spdx:checksum"), take_from_file("dcat:mediaType"),
        put("dct:publisher", "Stadt Musterlingen"), put("dcatde:politicalGeocodingURI", "05999000"),
        put("dcat:theme", {"@id": "https://example.org/SOCI"}), put("dcat:version", "neu"),
        put("dcat:contactPoint", {"@type": "vcard:Kind", "vcard:fn": "Amt"}),
    ],
)  # fmt: skip
def test_the_rules_find_what_is_missing_or_wrong(spoil: Callable[[dict[str, Any]], object]) -> None:
    told = described(PUBLISHED)
    assert problems(as_graph(json.dumps(told))) == ""
    spoil(told)
    assert problems(as_graph(json.dumps(told))) != ""


def test_a_dataset_says_what_and_where_it_is(graph: Graph) -> None:
    [dataset] = graph.subjects(RDF.type, DCAT.Dataset)
    assert dataset == URIRef(f"{ADDRESS}1.1.0/dcat.jsonld")
    municipality = URIRef("http://dcat-ap.de/def/politicalGeocoding/municipalityKey/05999000")
    assert graph.value(dataset, DCATDE.politicalGeocodingURI) == municipality
    assert graph.value(dataset, DCTERMS.spatial) == municipality
    assert graph.value(dataset, DCTERMS.title) == Literal("Integrationskonzept (Musterlingen)", lang="de")
    assert graph.value(dataset, DCAT.version) == Literal("1.1.0")
    assert graph.value(dataset, DCAT.previousVersion) == URIRef(f"{ADDRESS}1.0.0/dcat.jsonld")
    assert "1 Dokument neu" in str(graph.value(dataset, ADMS.versionNotes))
    themes = {str(theme).rpartition("/")[2] for theme in graph.objects(dataset, DCAT.theme)}
    assert themes == {"SOCI", "GOVE"}


def test_every_file_with_data_is_a_distribution_with_its_size_and_hash(output: Path, graph: Graph) -> None:
    release = output / "1.1.0"
    files = [path for path in release.rglob("*") if path.suffix in (".csv", ".parquet", ".xlsx", ".sqlite")]
    assert len(files) == 3 * len(TABLES) + 2
    by_address = {str(address): node for node, address in graph.subject_objects(DCAT.downloadURL)}
    assert by_address.keys() == {f"{ADDRESS}1.1.0/{path.relative_to(release).as_posix()}" for path in files}
    for path in files:
        node = by_address[f"{ADDRESS}1.1.0/{path.relative_to(release).as_posix()}"]
        checksum = graph.value(node, SPDX.checksum)
        assert isinstance(checksum, BNode)
        value = graph.value(checksum, SPDX.checksumValue)
        assert isinstance(value, Literal)
        assert str(value).lower() == hashlib.sha256(path.read_bytes()).hexdigest()
        assert int(str(graph.value(node, DCAT.byteSize))) == path.stat().st_size
        assert graph.value(node, DCTERMS.license) == URIRef(f"{LICENCES}dl-zero-de/2.0")


@pytest.mark.parametrize(
    ("name", "url", "licence", "by"),
    [
        ("CC0-1.0", "https://creativecommons.org/publicdomain/zero/1.0/deed.de", "cc-zero", False),
        ("CC-BY-4.0", "https://creativecommons.org/licenses/by/4.0/", "cc-by/4.0", True),
        ("", "http://creativecommons.org/licenses/by/4.0/deed.de", "cc-by/4.0", True),
        ("", "https://www.govdata.de/dl-de/zero-2-0", "dl-zero-de/2.0", False),
        ("", "https://www.govdata.de/dl-de/by-2-0", "dl-by-de/2.0", True),
        ("dl-by-de/2.0", "", "dl-by-de/2.0", True),
        ("ODbL-1.0", "https://opendatacommons.org/licenses/odbl/1-0/", "odbl", True),
    ],
)
def test_licences_are_named_as_dcat_ap_de_does(name: str, url: str, licence: str, by: bool) -> None:
    told = described(replace(CARD, licence_name=name, licence_url=url))["dcat:distribution"][0]
    assert told["dct:license"] == {"@id": LICENCES + licence}
    assert ("dcatde:licenseAttributionByText" in told) == by


def test_an_unknown_licence_keeps_its_own_address_and_none_is_made_up() -> None:
    own = "https://musterlingen.example/nutzung"
    assert dcat.licence_of(replace(CARD, licence_name="Nutzung", licence_url=own)) == own
    assert dcat.licence_of(replace(CARD, licence_name="Nutzung", licence_url="")) == ""
    assert "dct:license" not in described(replace(CARD, licence_url=""))["dcat:distribution"][0]


def test_without_an_address_it_is_true_wherever_it_is_served(tmp_path: Path) -> None:
    path = write_release(tmp_path, CARD, frames_of(), released_at=RELEASED_AT).path
    graph = as_graph((path / "dcat.jsonld").read_text(encoding="utf-8"))
    assert set(graph.subjects(RDF.type, DCAT.Dataset)) == {URIRef(SERVED_AT)}
    addresses = {str(address) for address in graph.objects(None, DCAT.downloadURL)}
    assert "https://anderswo.example/kopie/1.0.0/measures.csv" in addresses
    assert problems(graph) == ""
    assert isomorphic(graph, as_graph(graph.serialize(format="json-ld")))


def search_entry(release: Path) -> Mapping[str, Any]:
    told: Mapping[str, Any] = json.loads((release / "dataset.jsonld").read_bytes())
    return told


def test_search_engines_read_a_dataset(output: Path) -> None:
    told = search_entry(output / "1.1.0")
    assert (told["@context"], told["@type"], told["version"]) == ("https://schema.org/", "Dataset", "1.1.0")
    assert told["name"] == "Integrationskonzept (Musterlingen)"
    assert told["license"] == CARD.licence_url
    assert told["url"] == f"{ADDRESS}1.1.0/"
    assert told["publisher"]["name"] == "Stadt Musterlingen"
    assert (told["temporalCoverage"], told["spatialCoverage"]["name"]) == ("2017", "Musterlingen")
    assert [source.get("url") for source in told["isBasedOn"]] == ["https://musterlingen.example/konzept.pdf", None]
    measures = next(one for one in told["distribution"] if one["contentUrl"] == f"{ADDRESS}1.1.0/measures.csv")
    content = (output / "1.1.0" / "measures.csv").read_bytes()
    assert measures["encodingFormat"] == "text/csv"
    assert (measures["sha256"], measures["contentSize"]) == (hashlib.sha256(content).hexdigest(), f"{len(content)} B")


def test_search_engines_find_nothing_empty(tmp_path: Path) -> None:
    card = replace(CARD, city="", contact="", licence="", licence_url="")
    told = search_entry(write_release(tmp_path, card, {}, released_at=RELEASED_AT).path)
    assert not [name for name, value in told.items() if value in ("", None, [], {})]
    assert not {"license", "spatialCoverage", "temporalCoverage", "isBasedOn", "url"} & told.keys()
