"""Vocabularies: one spelling, one meaning; errors that name the line."""

import pytest

from schemas.errors import CatalogueError
from schemas.vocabularies import Vocabulary, load, read_vocabulary, spelling_key

SHEET = "schemas/vocabulary/example.yml"
WORDS = """\
labels:
  terms:
    responsible: [Zuständigkeit, Federführung]
    cost: [Kosten]
  ignored: [Bemerkung]
"""


def example(text: str = WORDS, section: str = "labels") -> Vocabulary:
    return read_vocabulary(text, SHEET, section)


@pytest.mark.parametrize(
    ("spelling", "term_id"),
    [
        ("Zuständigkeit", "responsible"),
        ("ZUSTÄNDIGKEIT:", "responsible"),
        (" Feder\N{SOFT HYPHEN}führung ", "responsible"),
        ("Kosten", "cost"),
        ("Bemerkung", None),
        ("Wetter", None),
    ],
)
def test_a_spelling_means_its_term(spelling: str, term_id: str | None) -> None:
    term = example().resolve(spelling)
    assert (term.term_id if term else None) == term_id


def test_what_is_ignored_is_known_and_passed_over() -> None:
    assert example().is_ignored("BEMERKUNG")
    assert not example().is_ignored("Wetter")


def test_ss_counts_as_sharp_s() -> None:
    assert spelling_key("MASSNAHME") == spelling_key("Maßnahme")


def test_entries_may_have_names_and_kinds() -> None:
    text = "terms:\n  - {id: awo, name: Arbeiterwohlfahrt, kind: welfare, spellings: [AWO]}\n"
    (term,) = example(text, "").terms
    assert (term.term_id, term.name, term.kind, term.spellings) == ("awo", "Arbeiterwohlfahrt", "welfare", ("AWO",))


def test_an_acronym_is_a_name_only_as_it_is_spelled() -> None:
    vocabulary = example("terms:\n  bund-ev: [BUND, Umweltbund]\n", "")
    assert vocabulary.resolve_name("BUND") is vocabulary.terms[0]
    assert vocabulary.resolve_name("Bund") is None
    assert vocabulary.resolve_name("UMWELTBUND") is vocabulary.terms[0]


@pytest.mark.parametrize(
    ("text", "line", "problem"),
    [
        (WORDS.replace("Bemerkung", "kosten"), 5, "both ignored and a spelling of cost"),
        (WORDS.replace("[Kosten]", "[Federführung]"), 4, "means both responsible and cost"),
        (WORDS.replace("[Kosten]", "[]"), 4, "The term cost has no spellings"),
        (WORDS.replace("[Kosten]", "Kosten"), 4, "The term cost has no spellings"),
        (WORDS.replace("terms", "words"), 1, "The section labels has no terms"),
        ("a:\n  b: c: d\n", 2, "This is no YAML"),
        ("", 1, "The section labels has no terms"),
    ],
)
def test_errors_name_the_line(text: str, line: int, problem: str) -> None:
    with pytest.raises(CatalogueError, match=problem) as caught:
        example(text)
    assert (caught.value.file, caught.value.line) == (SHEET, line)


def test_an_id_is_there_once() -> None:
    text = "terms:\n  - {id: awo, spellings: [AWO]}\n  - {id: awo, spellings: [Arbeiterwohlfahrt]}\n"
    with pytest.raises(CatalogueError, match="there twice"):
        example(text, "")


@pytest.mark.parametrize("name", ["actors", "laws", "programmes"])
def test_packaged_terms_have_names_and_kinds(name: str) -> None:
    vocabulary = load(name)
    assert load(name) is vocabulary
    assert all(term.kind and term.name != term.term_id for term in vocabulary.terms)
    assert all(vocabulary.resolve_name(spelling) is term for spelling, term in vocabulary.spellings())


@pytest.mark.parametrize("section", ["always_followed", "may_end_sentence"])
def test_packaged_abbreviations_end_with_a_full_stop(section: str) -> None:
    assert all(spelling.endswith(".") for spelling, _ in load("abbreviations", section).spellings())


def test_kinds_of_actors_are_few_and_known() -> None:
    kinds = "municipality office council agency ministry welfare chamber utility education health association church"
    assert {term.kind for term in load("actors").terms} == {*kinds.split(), "finance", "group"}
