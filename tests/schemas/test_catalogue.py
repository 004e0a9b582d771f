"""Catalogues: what is accepted, and that every mistake is told with its line and its cure."""

from pathlib import Path

import pytest

from flows.stores.catalogues import BUNDLED, UnknownConcept, find_catalogue, list_concepts, read_catalogue
from schemas.catalogue import Catalogue, KnownField
from schemas.catalogue_parsing import parse_action_fields, parse_concept, parse_corrections
from schemas.errors import CatalogueError
from schemas.promises import Promise

CONCEPT = """\
concept_id: musterstadt
title: Integrationskonzept
city: Musterstadt
licence: {name: CC0-1.0, title: CC0, path: https://creativecommons.org/publicdomain/zero/1.0/}
contact: Büro für Integration
sources:
  - adapter: local
  - adapter: website
    pages: [https://www.musterstadt.example/integration]
editions:
  - edition: "2009"
    title: Erste Ausgabe
    documents:
      - kind: concept
        title: Konzept 2009
        wanted: {file: documents/2009.pdf}
  - edition: "2017"
    title: Zweite Ausgabe
    documents:
      - kind: concept
        title: Konzept 2017
        wanted: {words: [Konzept 2017], without: [Bericht]}
promises:
  measures/2017/concept: {at_least: 40}
  documents: {at_least: 2}
"""
FIELDS = """\
action_fields:
  - id: sprache
    label: Sprache
    editions:
      "2009": {code: "1", label: Sprachförderung}
      "2017": {code: A, label: Sprache und Sprachförderung, aliases: [Sprache]}
  - id: wohnen
    label: Wohnen
    editions:
      "2009": {label: Stadtteile, unconfirmed: true, why: deckt sich zum Teil}
      "2017": {code: D}
"""
HEADER = "table,row_id,column,value,why,who,document_id\n"


def concept_error(old: str, new: str) -> CatalogueError:
    assert old in CONCEPT
    with pytest.raises(CatalogueError) as caught:
        parse_concept(CONCEPT.replace(old, new, 1), "musterstadt/concept.yml")
    return caught.value


def test_a_concept_is_read() -> None:
    concept = parse_concept(CONCEPT, "musterstadt/concept.yml")
    assert concept.edition_ids == ("2009", "2017")
    assert concept.editions[1].documents[0].wanted.words == ("Konzept 2017",)
    assert concept.kept_promises[0] == Promise("measures", "2017", "concept", 40)
    assert concept.kept_promises[1] == Promise("documents", "", "", 2)
    assert concept.kept_promises[0].scope == "measures/2017/concept"
    assert (concept.publisher, concept.address, concept.themes) == ("", "", ())


def test_what_data_portals_want_to_know_is_read() -> None:
    more = "publisher: Stadt Musterstadt\naddress: https://daten.musterstadt.example/integration/\nthemes: [SOCI]\n"
    concept = parse_concept(CONCEPT + more, "musterstadt/concept.yml")
    assert concept.publisher == "Stadt Musterstadt"
    assert concept.address == "https://daten.musterstadt.example/integration/"
    assert concept.themes == ("SOCI",)


def test_a_promise_may_have_an_upper_bound_and_speak_of_quality() -> None:
    more = "  action_fields/2017/concept: {at_least: 8, at_most: 8}\n  contents_recall/2017/concept: {at_least: 0.95}\n"
    promises = parse_concept(CONCEPT + more, "musterstadt/concept.yml").kept_promises
    assert promises[2] == Promise("action_fields", "2017", "concept", 8, 8)
    assert promises[3] == Promise("contents_recall", "2017", "concept", 0.95)


@pytest.mark.parametrize(
    ("old", "new", "line", "words"),
    [
        ("city: Musterstadt", "town: Musterstadt", 3, "`town` is no key"),
        ("city: Musterstadt\n", "", 1, "`city` is missing"),
        ('edition: "2017"', "edition: 2017", 17, "double quotes"),
        ("kind: concept", "kind: konzept", 14, "`kind`: input should be 'concept'"),
        ("wanted: {file: documents/2009.pdf}", "wanted: {files: x}", 16, "Did you mean `file`?"),
        ("wanted: {file: documents/2009.pdf}", "wanted: {file: ../geheim.pdf}", 16, "must lie in the catalogue folder"),
        ("wanted: {file: documents/2009.pdf}", "wanted: {file: a.pdf, words: [b]}", 16, "either `file` or `words`"),
        ("wanted: {file: documents/2009.pdf}", "wanted: {}", 16, "either `file` or `words`"),
        ("  - adapter: local\n", "", 15, "no source can find"),
        ("    pages: [https://www.musterstadt.example/integration]\n", "", 8, "a website without pages"),
        ("https://www.musterstadt.example/integration", "www.musterstadt.example", 9, "no web address"),
        ('edition: "2017"', 'edition: "2009"', 17, "edition `2009` is there twice"),
        ("measures/2017/concept", "measures/2016/concept", 24, "Did you mean `2017`?"),
        ("measures/2017/concept", "measure/2017", 24, "Did you mean `measures`?"),
        ("measures/2017/concept", "measures/2017/konzept", 24, "Did you mean `concept`?"),
        ("measures/2017/concept", "changes/2017", 24, "not kept by edition"),
        ("measures/2017/concept", "life_lines", 24, "follows from other tables"),
        ("measures/2017/concept", "measures/2017/concept/x", 24, "too many parts"),
        ("at_least: 40", "at_least: viele", 24, "valid number"),
        ("at_least: 40", "at_least: 40.5", 24, "`measures/2017/concept` counts rows. Give a whole number."),
        ("{at_least: 40}", "{}", 24, "give `at_least`, `at_most` or both"),
        ("at_least: 40", "at_least: 40, at_most: 8", 24, "`at_least` is more than `at_most`"),
        ("at_least: 40", "at_last: 40", 24, "Did you mean `at_least`?"),
        ("measures/2017/concept: {at_least: 40}", "contents_recal/2017: {at_least: 1}", 24, "mean `contents_recall`?"),
        (
            "measures/2017/concept: {at_least: 40}",
            "contents_recall: {at_least: 40}",
            24,
            "a share. Give a number from 0",
        ),
        ("city: Musterstadt", "city: Musterstadt\nags: '0531'", 4, "has eight digits"),
        ("city: Musterstadt", "city: Musterstadt\naddress: musterstadt.example", 4, "ends with a slash"),
        ("city: Musterstadt", "city: Musterstadt\nthemes: [SOZI]", 4, "'SOCI'"),
        ("title: Integrationskonzept", "concept_id: zwei", 2, "duplicate key"),
        ("title: Integrationskonzept", "title: [Integrationskonzept", 3, "not YAML"),
        ("concept_id: musterstadt", "concept_id: entenhausen", 1, "the folder is called `musterstadt`"),
        ("concept_id: musterstadt", "concept_id: ../oben", 1, "lower-case letters"),
    ],
)
def test_a_mistake_is_told_with_line_and_cure(old: str, new: str, line: int, words: str) -> None:
    error = concept_error(old, new)
    assert words in str(error)
    assert (error.file, error.line) == ("musterstadt/concept.yml", line)
    assert error.cure


@pytest.mark.parametrize("text", ["", "- eins\n- zwei\n", "nur ein Satz"])
def test_a_file_without_keys_is_told(text: str) -> None:
    with pytest.raises(CatalogueError, match="no keys"):
        parse_concept(text, "musterstadt/concept.yml")


def test_a_control_character_is_told() -> None:
    with pytest.raises(CatalogueError, match="not YAML"):
        parse_concept("title: \x07", "musterstadt/concept.yml")


def known_fields() -> tuple[KnownField, ...]:
    concept = parse_concept(CONCEPT, "concept.yml")
    return Catalogue(concept, parse_action_fields(FIELDS, "action_fields.yml", concept)).known_fields


def test_known_fields_hold_what_is_confirmed() -> None:
    sprache, wohnen = known_fields()
    assert sprache == KnownField(
        "sprache", "Sprache", {"2009": "1", "2017": "A"}, ("Sprachförderung", "Sprache und Sprachförderung")
    )
    assert wohnen == KnownField("wohnen", "Wohnen", {"2017": "D"}, ())


@pytest.mark.parametrize(
    ("old", "new", "line", "words"),
    [
        ('"2017": {code: D}', '"2018": {code: D}', 11, "Did you mean `2017`?"),
        ('"2017": {code: D}', '"2017": {code: a}', 11, "already means `sprache`"),
        ('"2017": {code: D}', '"2017": {code: D, aliases: [Sprache]}', 11, "already means `sprache`"),
        ("id: wohnen", "id: sprache", 7, "id `sprache` is there twice"),
        ('"2017": {code: D}', '"2017": {kode: D}', 11, "Did you mean `code`?"),
        ("unconfirmed: true", "unconfirmed: vielleicht", 10, "valid boolean"),
    ],
)
def test_a_mistake_in_action_fields_is_told(old: str, new: str, line: int, words: str) -> None:
    assert old in FIELDS
    concept = parse_concept(CONCEPT, "concept.yml")
    with pytest.raises(CatalogueError) as caught:
        parse_action_fields(FIELDS.replace(old, new, 1), "action_fields.yml", concept)
    assert words in str(caught.value)
    assert caught.value.line == line


def test_an_unconfirmed_name_may_be_that_of_another_field() -> None:
    concept = parse_concept(CONCEPT, "concept.yml")
    text = FIELDS.replace("label: Stadtteile", "label: Sprachförderung")
    assert parse_action_fields(text, "action_fields.yml", concept)


def test_corrections_are_read() -> None:
    text = HEADER + 'measures,2017:A1,title,"Deutsch, früh",Silbe fehlte,M. Muster,abc\n\n'
    [correction] = parse_corrections(text, "corrections.csv")
    assert (correction.value, correction.who) == ("Deutsch, früh", "M. Muster")


def test_decisions_on_changes_are_read() -> None:
    rows = (
        "changes,measure|2009:1|2017:A,change,moved|reworded,warum,wer,abc|def\nchanges,goal||b,from_id,a,w,w,abc|def\n"
    )
    found = parse_corrections(HEADER + rows, "corrections.csv")
    assert [(c.row_id, c.column, c.value) for c in found] == [
        ("measure|2009:1|2017:A", "change", "moved|reworded"),
        ("goal||b", "from_id", "a"),
    ]


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("table,row\n", 1, "not the header"),
        ("", 1, "not the header"),
        (HEADER + "measures,1,title,x,warum,wer\n", 2, "6 values where 7 belong"),
        (HEADER + "measure,1,title,x,warum,wer,abc\n", 2, "Did you mean `measures`?"),
        (HEADER + "measures,1,titel,x,warum,wer,abc\n", 2, "Did you mean `title`?"),
        (HEADER + "measures,1,title,x,,wer,abc\n", 2, "`why` is empty"),
        (HEADER + "measures,1,title,x,warum,wer,\n", 2, "`document_id` is empty"),
        (HEADER + "measures,1,title,,warum,wer,abc\n", 2, "must not be empty"),
        (HEADER + "measures,1,start_year,zwanzig,warum,wer,abc\n", 2, "Give a value of type integer"),
        (HEADER + "measures,1,status,fertig,warum,wer,abc\n", 2, "`fertig` is none of"),
        (HEADER + "decisions,1,sums_ok,ja,warum,wer,abc\n", 2, "Give a value of type boolean"),
        (HEADER + "measures,1,measure_id,x,warum,wer,abc\n", 2, "what the row is known by"),
        (HEADER + "statuses,1,text,x,warum,wer,abc\n", 2, "have no id"),
        (HEADER + "changes,measure|a|b,similarity,1,warum,wer,abc|def\n", 2, "follows from the texts"),
        (HEADER + "changes,measure|a|b,change,moved,warum,wer,abc\n", 2, "the older first: <old>|<new>"),
        (HEADER + "changes,measure|a|b,change,verschoben,warum,wer,abc|def\n", 2, "`verschoben` is none of"),
        (HEADER + "changes,measures|a|b,change,moved,warum,wer,abc|def\n", 2, "level|from_id|to_id"),
        (HEADER + "changes,measure|a,change,moved,warum,wer,abc|def\n", 2, "level|from_id|to_id"),
        (HEADER + "changes,measure||,change,moved,warum,wer,abc|def\n", 2, "neither an old nor a new part"),
        (HEADER + "changes,measure|a|b,to_id,c,warum,wer,abc|def\n", 2, "has a to_id already"),
        (HEADER + 'measures,1,title,"x,warum,wer,abc\n', 2, "not CSV"),
    ],
)
def test_a_mistake_in_corrections_is_told(text: str, line: int, words: str) -> None:
    with pytest.raises(CatalogueError) as caught:
        parse_corrections(text, "corrections.csv")
    assert words in str(caught.value)
    assert caught.value.line == line


@pytest.mark.parametrize("concept_id", list_concepts(None))
def test_every_bundled_catalogue_is_in_order(concept_id: str) -> None:
    catalogue = read_catalogue(BUNDLED / concept_id)
    assert catalogue.known_fields
    assert catalogue.concept.promises


def test_leverkusen_has_eight_fields_of_2017_and_six_unconfirmed_themes_before() -> None:
    catalogue = read_catalogue(BUNDLED / "leverkusen-integration")
    assert [field.codes for field in catalogue.known_fields] == [{"2017": letter} for letter in "ABCDEFGH"]
    before = [f.editions["2009"] for f in catalogue.action_fields if "2009" in f.editions]
    assert len(before) == 6
    assert all(shape.unconfirmed for shape in before)


def test_an_unknown_concept_is_told_with_the_nearest_name() -> None:
    with pytest.raises(UnknownConcept, match="did you mean leverkusen-integration"):
        find_catalogue("leverkusen-integratoin", None)


def test_a_catalogue_of_ones_own_wins(tmp_path: Path) -> None:
    folder = tmp_path / "leverkusen-integration"
    folder.mkdir()
    (folder / "concept.yml").write_text("…", encoding="utf-8")
    assert find_catalogue("leverkusen-integration", tmp_path) == folder


def test_a_missing_or_miswritten_file_is_told(tmp_path: Path) -> None:
    (tmp_path / "musterstadt").mkdir()
    concept = tmp_path / "musterstadt" / "concept.yml"
    with pytest.raises(CatalogueError, match="cannot be read"):
        read_catalogue(concept.parent)
    concept.write_bytes(CONCEPT.encode("latin-1"))
    with pytest.raises(CatalogueError, match="line 5: a letter is not UTF-8"):
        read_catalogue(concept.parent)
