"""What setting and reading change in a text, and what only an author can change."""

import pytest

from extractors.comparison.changes import compare_extractions
from extractors.comparison.setting import same_text
from extractors.comparison.wording import same_title
from schemas.extraction import Extraction
from tests.extractors.comparison_cases import CLUBS, GUIDES, LANGUAGE, extraction, measure, section

HEAD = "Nr. Maßnahme Zuständigkeit Zeitraum"
ROWS = ("1.1 Kurse Volkshochschule laufend", "1.2 Feste Kulturamt 2018", "1.3 Chor Musikschule 2019")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (f"{HEAD}\n{ROWS[0]}\n{ROWS[1]}", f"{HEAD}\n{ROWS[0]}\n{HEAD}\n{ROWS[1]}"),
        (f"{GUIDES}\n{ROWS[0]}\n{CLUBS}", f"{GUIDES}\n{CLUBS}\n{ROWS[0]}"),
        ("→ Radwege bauen\n→ Busse fördern", "• Radwege bauen\n• Busse fördern"),
        ("konventi-→ onelle Heizungen", "konventionelle Heizungen"),
        ("die griechisch-orthodoxe Gemeinde", "die griechischorthodoxe Gemeinde"),
    ],
    ids=["table head repeated", "table row read elsewhere", "arrows", "arrow in a word", "hyphen before small letter"],
)
def test_setting_is_not_rewording(one: str, other: str) -> None:
    assert same_text(one, other)
    assert same_text(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (f"{GUIDES} {CLUBS}", f"{CLUBS} {GUIDES}"),
        (f"{GUIDES} Alle sind willkommen.", f"{GUIDES} Alle sind willkommen. Alle sind willkommen bei uns."),
        ("Kurse und Feste", "Feste und Kurse"),
        ("bis 2030 wird gebaut", "bis 2035 wird gebaut"),
        (GUIDES, f"{GUIDES}\n{ROWS[0]}"),
        ("der Klima-Ausgleich", "der Klimaausgleich"),
    ],
    ids=["sentences change places", "something new beside a repeat", "two words", "a number", "a row more", "compound"],
)
def test_rewording_is_seen(one: str, other: str) -> None:
    assert not same_text(one, other)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("STAHL UND EISEN", "Stahl und Eisen", True),
        ("Straße", "STRASSE", True),
        ("Stahl und Eisen", "Stahl und eisen", False),
        ("MINERALIEN", "ZEMENT UND MINERALIEN", False),
    ],
)
def test_titles_in_capitals(one: str, other: str, same: bool) -> None:
    assert same_title(one, other) is same


def kinds(old: Extraction, new: Extraction) -> list[str]:
    return [c.change for c in compare_extractions(old, new, from_edition="a", to_edition="b") if c.level == "section"]


def columns(first: str, second: str) -> Extraction:
    return extraction(sections=(section("Sprache", first), section("Sport", second), section("Rat", GUIDES)))


def test_text_read_past_the_border_of_a_section() -> None:
    torn = LANGUAGE.replace("fortgebildet", "fortge-")
    old = columns(LANGUAGE, CLUBS)
    assert (
        kinds(old, columns(torn[:80], f"{CLUBS} {torn[80:].replace('fortge-', 'fortgebildet')}")) == ["unchanged"] * 3
    )
    assert kinds(old, columns(LANGUAGE[:80], f"{CLUBS} {LANGUAGE[80:]} Und mehr.")) == [
        "reworded",
        "reworded",
        "unchanged",
    ]


def test_figures_that_change_places_are_rewording() -> None:
    old = columns("Es gibt 12 Kurse im Jahr.", "Es gibt 345 Plätze.")
    assert kinds(old, columns("Es gibt 13 Kurse im Jahr.", "Es gibt 245 Plätze.")) == [
        "reworded",
        "reworded",
        "unchanged",
    ]


def sheet(text: str, *, before: str = "") -> Extraction:
    """A chapter with the sheet of one measure."""
    return extraction(
        measures=(measure("Lotsen im Amt", GUIDES, code="B 1"),),
        sections=(section("Maßnahmen", before), section("Lotsen im Amt", text, parent="Maßnahmen")),
    )


CELLS = f"Beschreibung {GUIDES}\nZuständigkeit Sozialamt\nKosten 5.000 €"
LABELS_FIRST = f"Beschreibung Zuständigkeit Kosten\n{GUIDES} Sozialamt 5.000 €"


def test_order_of_cells_and_labels_of_a_sheet_are_no_wording() -> None:
    assert kinds(sheet(CELLS), sheet(LABELS_FIRST, before="Maßnahme B 1\nTitel")) == ["unchanged", "unchanged"]
    assert kinds(sheet(CELLS), sheet(CELLS.replace("5.000", "6.000"))) == ["unchanged", "reworded"]


def test_other_sections_are_no_sheets() -> None:
    old, new = (extraction(sections=(section("Rückblick", text),)) for text in (CELLS, LABELS_FIRST))
    assert kinds(old, new) == ["reworded"]


@pytest.mark.parametrize(
    ("text", "same"), [("Ein Text.\n3", True), ("Ein Text. 3", True), ("Ein Text.\n7 3", True), ("Ein Text 3", False)]
)
def test_number_of_the_next_section_in_the_margin(text: str, same: bool) -> None:
    old, new = extraction(sections=(section("Rat", "Ein Text."),)), extraction(sections=(section("Rat", text),))
    assert (kinds(old, new) == ["unchanged"]) is same


def lead(title: str, text: str, *, others: int = 0) -> Extraction:
    more = tuple(section(f"Weiteres {n}", CLUBS, parent="Beratung") for n in range(others))
    parts = section("Beratung", LANGUAGE), section(title, text, parent="Beratung")
    return extraction(sections=(*parts, *more))


@pytest.mark.parametrize(
    ("title", "others", "belongs"),
    [
        ("Beispiele", 0, True),
        ("Es gibt zahlreiche Beispiele24:", 0, True),
        ("Die Arbeit im Amt", 0, False),
        ("Beispiele", 2, False),
        ("So gelingt es:", 2, False),
    ],
)
def test_lone_heading_that_leads_on_belongs_to_the_text_above(title: str, others: int, belongs: bool) -> None:
    found = kinds(lead(title, GUIDES, others=others), lead(title, GUIDES.replace("Ärzten", "Kursen"), others=others))
    assert found[:2] == ["reworded" if belongs else "unchanged", "reworded"]


def test_heading_whose_sentence_goes_on_belongs_to_the_text_above() -> None:
    old = lead("Wirkung: Wir gehen davon", f"aus, dass {GUIDES}", others=1)
    new = lead("Wirkung: Wir gehen davon", f"aus, dass {GUIDES} Immer.", others=1)
    assert kinds(old, new)[:2] == ["reworded", "reworded"]


@pytest.mark.parametrize("heading", ["Zwischenruf", "neun Monate später"])
def test_heading_set_into_a_text_changes_no_word_of_it(heading: str) -> None:
    whole = extraction(sections=(section("Beratung", f"{LANGUAGE}\n{GUIDES}\n{CLUBS}"), section("Rat", "Er tagt.")))
    parts = extraction(
        sections=(
            section("Beratung", LANGUAGE),
            section(heading, f"{GUIDES}\n{CLUBS}"),
            section("Rat", "Er tagt."),
        )
    )
    assert kinds(whole, parts) == ["unchanged", "split|renamed|reworded", "unchanged"]
    assert kinds(parts, whole) == ["unchanged", "merged|renamed|reworded", "unchanged"]


def test_words_of_a_text_taken_for_a_heading_are_words_of_the_text() -> None:
    words = LANGUAGE.split()
    whole = extraction(sections=(section("Beratung", LANGUAGE), section("Rat", "Er tagt.")))
    torn = extraction(
        sections=(
            section("Beratung", " ".join(words[:12])),
            section(" ".join(words[12:15]), " ".join(words[15:])),
            section("Rat", "Er tagt."),
        )
    )
    assert kinds(whole, torn)[0] == kinds(torn, whole)[0] == "unchanged"


def test_text_that_grew_is_reworded() -> None:
    whole = extraction(sections=(section("Beratung", LANGUAGE), section("Rat", "Er tagt.")))
    grown = extraction(sections=(section("Beratung", f"{LANGUAGE} {GUIDES}"), section("Rat", "Er tagt.")))
    assert kinds(whole, grown) == ["reworded", "unchanged"]
