"""The language pipeline: tokens, sentences, entities, mentions, and trained pipelines by the same door."""

import pickle
from itertools import pairwise
from pathlib import Path

import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st
from spacy.pipeline import EntityRecognizer
from spacy.training import Example

from extractors.content.mentions import find_all_mentions, find_mentions, page_at
from extractors.language import Language, MissingPipeline, build_language
from schemas.content import MENTION_KINDS, Section
from schemas.errors import KonzeptError


@pytest.fixture(scope="module")
def language() -> Language:
    return build_language()


def test_it_is_built_once(language: Language) -> None:
    assert build_language() is language


ABBREVIATIONS = [
    *("z. B.", "z.B.", "Z. B.", "u. a.", "d. h.", "i. d. R.", "i.d.R.", "i. V. m.", "p. a.", "v. a.", "s. o.", "e. V."),
    *("iHv.", "ggf.", "Ggf.", "bzw.", "gem.", "Abs.", "Nr.", "Art.", "Dez.", "Mio.", "Mrd.", "Tsd.", "Str.", "usw."),
]


@pytest.mark.parametrize("abbreviation", ABBREVIATIONS)
def test_abbreviations_are_one_token(language: Language, abbreviation: str) -> None:
    assert abbreviation in language.tokens(f"Die Stadt {abbreviation} plant")
    assert abbreviation in language.tokens(f"Die Stadt ({abbreviation.replace(' ', chr(160))} plant)")


@pytest.mark.parametrize(
    "sentences",
    [
        ["Das Projekt beginnt am 1. Januar 2018.", "Die Stadt zahlt ca. 5.000 € p. a.", "Der Rat stimmt zu."],
        ["Das Jobcenter hilft gem. § 16 Abs. 1 SGB II z. B. Eltern.", "Danach endet es."],
        ["Siehe Nr. 5 und Kapitel 4.1.", "Die Verwaltung berichtet."],
        ["Er lebt seit 2017.", "Leverkusen wächst."],
        ["4.1 Ziele und Maßnahmen"],
        ["Zuständig ist Dezernat III.", "Die Leitung bleibt."],
        ["„Wir wollen das.“", "Danach kam Dr. M. Beispiel i. V. m. Frau Muster."],
        ["Flyer, Plakate usw.", "Die Kosten trägt die Stadt."],
        ["Flyer usw. Kosten sind gering."],
        ["Was nun?", "Viel!", "Es folgt (vgl. S. 5.) mehr."],
    ],
)
def test_sentences(language: Language, sentences: list[str]) -> None:
    assert list(language.sentences(" ".join(sentences))) == sentences


def test_paragraphs_and_bullets_end_sentences(language: Language) -> None:
    text = "Ziele\n• Sprache fördern\n• Arbeit • Wohnen\n\nAusgangslage und Bedarf"
    assert language.sentences(text) == (
        "Ziele",
        "• Sprache fördern",
        "• Arbeit",
        "• Wohnen",
        "Ausgangslage und Bedarf",
    )


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("Es endet im Jahr 2017.", "2017"),
        ("Es endet am 31.12.2017.", "31.12.2017"),
        ("Es endet am 25.06.09.", "25.06.09"),
        ("Es kostet 5 T€.", "5 T€"),
        ("Es kostet 5.000 €/Jahr.", "5.000 €"),
        ("(10.000 Euro)", "10.000 Euro"),
        ("„Caritas“", "Caritas"),
        ("des Jobcenters.", "Jobcenters"),
        ("Es gilt Fassung 2.0(12.03.2018).", "12.03.2018"),
        ("Zubau (2009–2012)27", "2009–2012"),
        ("das 365€-Ticket", "365€"),
        ("V/0109 Dezernat 4 Verfasser: Amt", "Dezernat 4"),
    ],
)
def test_mentions_end_where_the_words_end(language: Language, text: str, printed: str) -> None:
    (entities,) = language.entities([text])
    assert [entity.text for entity in entities] == [printed]


@pytest.mark.parametrize(
    "text",
    [
        "Ansprechpartner wie Polizeibeamt*innen",
        "die Polizeibeamt:innen",
        "Preis je Liter: 152,20 €ct",
        "siehe https://example.org/uploads/2019-11-01/Bericht-2019-11.pdf",
        "<dct:date>2015-10</dct:date>",
        'dct:modified "2009-01-01"^^xsd:date',
    ],
)
def test_parts_of_other_words_name_nothing(language: Language, text: str) -> None:
    assert list(language.entities([text])) == [()]


TEXT = (
    "Das Amt für Jugend, Familie und Soziales zahlt nach § 7 Abs. 1 Satz 2 SGB\N{NO-BREAK SPACE}II von 2014 bis 2016 "
    "rund 20.000–30.000 Euro an die Caritas.\nRucksack KiTa läuft ab 01.02.2017 im Fachbereich 50 des Jobcenters; der "
    "BUND kennt den Bund."
)


def test_entities_of_the_built_in_pipeline(language: Language) -> None:
    (entities,) = language.entities([TEXT])
    assert [(entity.kind, entity.text, entity.normalised) for entity in entities] == [
        ("actor", "Amt für Jugend, Familie und Soziales", "amt-fuer-jugend-familie-und-soziales"),
        ("law", "§ 7 Abs. 1 Satz 2 SGB\N{NO-BREAK SPACE}II", "sgb-2"),
        ("date", "von 2014 bis 2016", "2014/2016"),
        ("money", "20.000–30.000 Euro", "20000/30000"),
        ("actor", "Caritas", "caritas"),
        ("programme", "Rucksack KiTa", "rucksack-kita"),
        ("date", "ab 01.02.2017", "2017-02-01/.."),
        ("actor", "Fachbereich 50", "fachbereich-50"),
        ("actor", "Jobcenters", "jobcenter"),
        ("actor", "BUND", "bund-fuer-umwelt-und-naturschutz"),
    ]


def section(text: str) -> Section:
    return Section(document_id="d1", section_id="d1-1", level=1, heading="Ziele", page_first=3, page_last=5, text=text)


def test_mentions_know_their_place_and_page(language: Language) -> None:
    second_page = TEXT.index("Rucksack")
    mentions = find_mentions(section(TEXT), [(0, 3), (second_page, 4)], language)
    assert {mention.kind for mention in mentions} <= set(MENTION_KINDS)
    assert all(TEXT[mention.start : mention.end] == mention.text for mention in mentions)
    assert [mention.page for mention in mentions] == [3] * 5 + [4] * 5


@pytest.mark.parametrize(
    ("text", "names_an_office"),
    [
        ("Zuständig ist das Gebäudemanagement.", True),
        ("Die Daten des kommunalen Gebäudemanagements", True),
        ("Stadt Musterlingen (Wirtschaftsförderung)", True),
        ("Kfz-Zulassungsstelle, Gebäudemanagement", True),
        ("Stadtwerke und Gebäudemanagement", True),
        ("• Klimaschutzmanagement", True),
        ("Aufbau eines Klimaschutzmanagements", False),
        ("Einführung eines integrierten Klimamanagements", False),
        ("die Vernetzung von Elektromobilität und Gebäudemanagement", False),
        ("Personal für integriertes Klimamanagement", False),
        ("- verstärkte Wirtschaftsförderung", False),
        ("im Rahmen des Gebäudemanagements", False),
    ],
)
def test_a_task_is_no_office(language: Language, text: str, names_an_office: bool) -> None:
    named = [mention for mention in find_mentions(section(text), [], language) if mention.kind == "actor"]
    offices = [one for one in named if one.text.removesuffix("s").endswith(("management", "förderung"))]
    assert bool(offices) is names_an_office


def test_many_sections_are_read_in_order(language: Language) -> None:
    sections = [section(""), section("Die Caritas hilft."), section("Es kostet 5 T€.")]
    mentions = find_all_mentions([(one, ()) for one in sections], language)
    assert [(mention.text, mention.page) for mention in mentions] == [("Caritas", 3), ("5 T€", 3)]


@pytest.mark.parametrize(("start", "page"), [(0, 3), (9, 3), (10, 4), (99, 6)])
def test_page_of_a_character(start: int, page: int) -> None:
    assert page_at(start, [(0, 3), (10, 4), (50, 6)], default=1) == page


@given(st.text(st.sampled_from("Aa bz.§7SGBI€1–2,\n\N{NO-BREAK SPACE}•(“20"), max_size=60))
def test_any_text_can_be_read_and_each_mention_quotes_itself(text: str) -> None:
    (entities,) = build_language().entities([text])
    assert all(text[entity.start : entity.end] == entity.text for entity in entities)
    assert all(before.end <= after.start for before, after in pairwise(entities))
    assert "".join("".join(build_language().sentences(text)).split()) == "".join(text.split())


@given(st.lists(st.sampled_from([*TEXT.split("\n"), "Es regnet im Land.", "", "Der Bund", "AWO\tund AWO"]), max_size=6))
def test_a_paragraph_names_the_same_alone_and_among_others(paragraphs: list[str]) -> None:
    (whole,) = build_language().entities(["\n".join(paragraphs)])
    alone = [entity for found in build_language().entities(paragraphs) for entity in found]
    assert [(e.kind, e.text, e.normalised) for e in whole] == [(e.kind, e.text, e.normalised) for e in alone]


@pytest.fixture(scope="module")
def trained_pipeline(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A tiny pipeline with a recogniser that has learned one sentence by heart, as a folder."""
    spacy.util.fix_random_seed(0)  # what it learns beside the sentence is chance
    tiny = spacy.blank("de")
    recogniser = tiny.add_pipe("ner")
    assert isinstance(recogniser, EntityRecognizer)
    text = "Im Lotsenhaus Nord in Rheinmuster berät Erika Beispiel mit dem Jobcenter Rheinmuster"
    names = {"Lotsenhaus Nord": "ORG", "Rheinmuster": "LOC", "Erika Beispiel": "PER", "Jobcenter Rheinmuster": "ORG"}
    for label in sorted(set(names.values())):
        recogniser.add_label(label)
    spans = [(text.index(name), text.index(name) + len(name), label) for name, label in names.items()]
    example = Example.from_dict(tiny.make_doc(text), {"entities": spans})
    optimizer = tiny.initialize(lambda: [example])
    for _ in range(40):
        tiny.update([example], sgd=optimizer)
    folder = tmp_path_factory.mktemp("pipelines") / "de_tiny"
    tiny.to_disk(folder)
    return folder


def test_a_trained_pipeline_adds_its_entities(trained_pipeline: Path) -> None:
    text = "Im Lotsenhaus Nord in Rheinmuster berät Erika Beispiel mit dem Jobcenter Rheinmuster"
    (entities,) = build_language(str(trained_pipeline)).entities([text])
    found = {(entity.kind, entity.text, entity.normalised) for entity in entities}
    assert ("actor", "Lotsenhaus Nord", None) in found
    assert ("place", "Rheinmuster", None) in found
    assert any(kind == "actor" and normalised == "jobcenter" for kind, _, normalised in found)
    assert not any("Erika" in printed for _, printed, _ in found)


def test_a_trained_pipeline_keeps_what_ours_knows(trained_pipeline: Path) -> None:
    (entities,) = build_language(str(trained_pipeline)).entities([TEXT])
    assert {"sgb-2", "caritas", "2014/2016", "20000/30000"} <= {entity.normalised for entity in entities}


def test_a_pipeline_that_is_not_installed_names_the_cure() -> None:
    with pytest.raises(MissingPipeline, match="python -m spacy download de_core_news_xx") as caught:
        build_language("de_core_news_xx")
    assert isinstance(caught.value, KonzeptError)
    assert str(pickle.loads(pickle.dumps(caught.value))) == str(caught.value)


def test_a_folder_that_is_no_pipeline_is_named(tmp_path: Path) -> None:
    with pytest.raises(MissingPipeline, match=r"cannot be loaded \("):
        build_language(str(tmp_path))


@pytest.mark.parametrize(
    "text",
    [
        "Bis 2018/2019 sind 50.000 € (brutto) vorgesehen, ab 01.07.2020 rd. 1,2 Mio. Euro p. a.",
        "Kosten: € 1.000, € 500 und € 2.000/Jahr",
        "2012–2015: 300 T€; z. B. 2013: 40.000,- EUR, d.h. 10%.",
        "Der Sportverein Musterlingen e. V. und das Amt für Umwelt erhalten 2014 je 500 €.",
        "(2018)27 vom 3. Mai 2018 i. H. v. 20 TEUR",
    ],
)
def test_what_our_patterns_find_is_the_same_with_and_without_tokens(language: Language, text: str) -> None:
    """Words that name a law behind a text make the pipeline divide all of it into tokens."""
    with_law = f"{text} Dies regelt das SGB II"
    alone, beside = language.entities([text, with_law])
    assert alone
    assert alone == tuple(entity for entity in beside if entity.end <= len(text))
