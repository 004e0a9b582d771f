"""Extract: which documents count, what is missing, and when an earlier result may be used."""

import dataclasses
from pathlib import Path

import pytest

from flows.fingerprint import code_version, job_key
from flows.inventory import current_documents, missing_documents
from flows.stores.raw import StoredDocument, Visit
from flows.workers import Job
from schemas.catalogue import Catalogue, KnownField
from schemas.catalogue_parsing import parse_concept
from schemas.documents import Given
from tests.flows.toy import CONCEPT, CONCEPT_ID

JOB = Job(Path("a.pdf"), Given(document_id="abc", edition_id="2017", kind="concept"))


CATALOGUE = Catalogue(parse_concept(CONCEPT, "concept.yml"), ())


def stored(
    sha256: str, time: str, title: str = "Konzept 2017", edition: str = "2017", **visit_too: str
) -> StoredDocument:
    visit = Visit(
        **{"address": "a.pdf", "time": time, "edition": edition, "kind": "concept", "title": title, **visit_too}
    )  # type: ignore[arg-type]
    return StoredDocument(
        concept_id=CONCEPT_ID, sha256=sha256, path=Path("a.pdf"), byte_size=1, kept_at="2020", visit=visit
    )


def test_of_several_documents_for_one_place_the_one_seen_last_counts() -> None:
    documents = [stored("b", "2024"), stored("a", "2023"), stored("c", "2022", edition="2009")]
    assert {document.sha256 for document in current_documents(documents, CATALOGUE)} == {"b", "c"}


def test_documents_with_other_titles_stand_beside_each_other() -> None:
    assert len(current_documents([stored("a", "2023"), stored("b", "2024", title="Anlage")], CATALOGUE)) == 2


def test_pages_of_a_council_system_are_known_by_their_address_and_count_once_each() -> None:
    """Items of two meetings have one subject; an item that was visited twice is one item."""
    item = {"kind": "minutes", "title": "Integrationskonzept", "edition": "2017"}
    documents = [
        stored("a", "2023", address="https://ris.example/to0050.asp?__ktonr=1", **item),
        stored("b", "2024", address="https://ris.example/to0050.asp?__ktonr=1", **item),
        stored("c", "2023", address="https://ris.example/to0050.asp?__ktonr=2", **item),
    ]
    assert {document.sha256 for document in current_documents(documents, CATALOGUE)} == {"b", "c"}


def test_pages_looked_at_for_their_links_are_not_read() -> None:
    assert not current_documents([stored("a", "2023", kind="page", address="https://x.example/")], CATALOGUE)


def test_missing_documents_are_named() -> None:
    missing = missing_documents(CATALOGUE, [stored("a", "2023")])
    assert [issue.what for issue in missing] == [
        "edition 2009: Konzept 2009 is missing",
        "edition 2017: Bericht 2019 is missing",
    ]


@pytest.mark.parametrize(
    "other",
    [
        dataclasses.replace(JOB, given=dataclasses.replace(JOB.given, edition_id="2009")),
        dataclasses.replace(JOB, fields=(KnownField("sprache", "Sprache", {"2017": "A"}, ()),)),
        dataclasses.replace(JOB, language_model="de_core_news_md"),
    ],
)
def test_whatever_changes_the_result_changes_its_key(other: Job) -> None:
    assert job_key(other, "abc") != job_key(JOB, "abc")


def test_the_same_job_has_the_same_key_wherever_the_file_lies() -> None:
    assert job_key(dataclasses.replace(JOB, path=Path("b.pdf")), "abc") == job_key(JOB, "abc")
    assert job_key(JOB, "abd") != job_key(JOB, "abc")


def test_a_language_model_in_a_folder_is_known_by_its_files(tmp_path: Path) -> None:
    job = dataclasses.replace(JOB, language_model=str(tmp_path))
    before = job_key(job, "abc")
    (tmp_path / "meta.json").write_text("{}", encoding="utf-8")
    assert job_key(job, "abc") != before


def test_the_version_of_the_code_is_short_and_stands() -> None:
    assert code_version() == code_version()
    assert len(code_version()) == 16
