"""What a reader must know about a pair of editions: each as a sentence."""

from dataclasses import replace

from extractors.comparison.changes import compare
from extractors.comparison.remarks import remarks
from schemas.extraction import Extraction
from tests.extractors.comparison_cases import CLUBS, DOCUMENT, GUIDES, LANGUAGE, extraction, measure, section

TEXTS = (("Lotsen", GUIDES), ("Kurse", LANGUAGE), ("Vereine", CLUBS))
FULL = extraction(measures=tuple(measure(*text, code=f"A {n}") for n, text in enumerate(TEXTS)))
OTHER = extraction(
    measures=tuple(
        measure(title, f"{title} wird gebaut.", code=f"B {n}") for n, title in enumerate(("Radweg", "Brücke", "Kanal"))
    )
)
CHAPTERS = extraction(sections=tuple(section(*text) for text in TEXTS))
OTHER_CHAPTERS = extraction(
    sections=(section("Energie", "Wind."), section("Abfall", "Müll."), section("Lärm", "Laut."))
)


WITHOUT = "edition_without_measures"


def told(old: Extraction, new: Extraction) -> dict[str, str]:
    comparison = compare(old, new, from_edition="2009", to_edition="2017")
    return {issue.kind: issue.what for issue in remarks(old, new, comparison)}


def test_usual_pair_needs_no_remark() -> None:
    assert told(FULL, FULL) == {}


def test_nothing_at_all() -> None:
    assert told(extraction(), extraction()) == {
        WITHOUT: "neither 2009 nor 2017 has measures that were found, nor sections: nothing can be compared"
    }


def test_edition_without_measures() -> None:
    assert told(FULL, extraction()) == {WITHOUT: "no measure was found in 2017, so all 3 count as dropped"}
    assert told(extraction(), FULL) == {WITHOUT: "no measure was found in 2009, so all 3 count as added"}
    assert told(CHAPTERS, CHAPTERS) == {WITHOUT: "neither 2009 nor 2017 has measures that were found"}


def test_nothing_found_again() -> None:
    found = told(FULL, OTHER)
    assert found == {"nothing_found_again": "none of the 3 measures of 2009 was found again among the 3 of 2017"}
    assert "none of the 3 sections" in told(CHAPTERS, OTHER_CHAPTERS)["nothing_found_again"]


def test_codes_printed_twice() -> None:
    twice = extraction(measures=tuple(replace(m, code="A 1") for m in FULL.measures))
    assert told(FULL, twice) == {
        "code_printed_twice": "2017 prints codes more than once (A 1): they do not tell which measure is meant"
    }


def test_titles_without_texts() -> None:
    titles = extraction(measures=tuple(replace(m, description=" ") for m in FULL.measures))
    assert told(titles, FULL)["titles_only"] == "3 of 3 measures of 2009 have no text: only titles are compared"


def test_same_file() -> None:
    same = replace(FULL, document=replace(DOCUMENT, sha256="abc"))
    assert told(same, same) == {"same_file_twice": "both editions are the same file"}
