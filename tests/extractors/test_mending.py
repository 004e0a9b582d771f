"""Headings that were missed or torn in one edition, put right by the other."""

from collections.abc import Sequence

import pytest

from extractors.comparison.changes import compare_extractions
from extractors.comparison.entries import section_entries
from extractors.comparison.mending import mend
from schemas.changes import Change
from schemas.content import Mention, Section
from schemas.extraction import Extraction
from tests.extractors.comparison_cases import CLUBS, GUIDES, LANGUAGE, extraction, section

Told = list[tuple[str | None, str | None, str]]

PARTS = (("Sprachgruppen", LANGUAGE), ("Lotsendienst", GUIDES), ("Vereine heute", CLUBS))
"""Three sections in a row; the middle one is the one that goes wrong."""


def edition(*parts: tuple[str, str], pages: Sequence[int] = ()) -> Extraction:
    sections = [section(*part, page=page) for part, page in zip(parts, pages or range(1, 9), strict=False)]
    return extraction(sections=tuple(sections))


def told(old: Extraction, new: Extraction) -> Told:
    return [(c.from_quote, c.to_quote, c.change) for c in changes(old, new)]


def changes(old: Extraction, new: Extraction) -> tuple[Change, ...]:
    return compare_extractions(old, new, from_edition="2009", to_edition="2017")


WHOLE = edition(*PARTS)


@pytest.mark.parametrize(
    "text",
    [
        f"{LANGUAGE}\nLotsendienst\n{GUIDES}",
        f"{LANGUAGE}\nLOTSENDIENST {GUIDES}",
        f"{LANGUAGE} Lotsendienst\n{GUIDES}",
        f"{LANGUAGE}\n2 Lotsen\u00addienst\n{GUIDES}",
        f"{LANGUAGE}\n2. Lotsendienst {GUIDES}",
    ],
    ids=["line", "capitals, run in", "end of a line", "number, soft hyphen", "number, run in"],
)
def test_missed_heading_is_found_in_the_text(text: str) -> None:
    missed = edition(("Sprachgruppen", text), PARTS[2])
    assert [change for _, _, change in told(missed, WHOLE)] == ["unchanged"] * 3
    assert [c.from_id for c in changes(missed, WHOLE)] == ["Sprachgruppen", "Sprachgruppen", "Vereine heute"]
    assert [c.to_id for c in changes(WHOLE, missed)] == ["Sprachgruppen", "Sprachgruppen", "Vereine heute"]


def test_same_words_before_another_text_are_no_heading() -> None:
    other = edition(("Sprachgruppen", f"{LANGUAGE}\nLotsendienst\n{CLUBS}"))
    assert ("Lotsendienst", None, "dropped") in told(edition(*PARTS[:2]), other)


def test_what_stands_below_a_missed_heading_was_not_moved() -> None:
    whole = extraction(
        sections=(
            section("Beratung", LANGUAGE),
            section("Begleitung", "Wer hilft wem?", parent="Beratung"),
            section("Lotsendienst", GUIDES, parent="Begleitung"),
            section("Vereine heute", CLUBS, parent="Begleitung"),
        )
    )
    missed = extraction(
        sections=(
            section("Beratung", f"{LANGUAGE}\nBegleitung\nWer hilft wem?"),
            section("Lotsendienst", GUIDES, parent="Beratung"),
            section("Vereine heute", CLUBS, parent="Beratung"),
        )
    )
    assert {change for _, _, change in told(whole, missed)} == {"unchanged"}


@pytest.mark.parametrize(("mentions", "page"), [([], None), ([3], None), ([3, 5], None), ([4, 4], 4)])
def test_page_of_a_missed_heading_is_told_only_if_it_is_known(mentions: list[int], page: int | None) -> None:
    text = f"{LANGUAGE}\nLotsendienst\n{GUIDES}"
    places = (0, len(LANGUAGE) + 20)
    found = tuple(
        Mention(document_id="d", section_id="s", kind="place", text="x", page=at, start=place, end=place + 1)
        for at, place in zip(mentions, places, strict=False)
    )
    long = Section(
        document_id="d", section_id="s", level=1, heading="Sprachgruppen", page_first=3, page_last=5, text=text
    )
    cut, _ = mend(section_entries([long], found), section_entries(WHOLE.sections))
    assert [(entry.quote, entry.page) for entry in cut] == [("Sprachgruppen", 3), ("Lotsendienst", page)]


def test_piece_on_one_page_has_its_page() -> None:
    missed = edition(("Sprachgruppen", f"{LANGUAGE}\nLotsendienst\n{GUIDES}"), pages=[7])
    assert [c.from_page for c in changes(missed, WHOLE)][:2] == [7, 7]


def test_second_line_of_a_heading_belongs_to_it() -> None:
    torn = edition(("Restliche Wege gehen", ""), ("und gemeinsam ankommen", GUIDES), pages=[4, 4])
    whole = edition(("Restliche Wege gehen und gemeinsam ankommen", GUIDES))
    title = "Restliche Wege gehen und gemeinsam ankommen"
    assert told(torn, whole) == [(title, title, "unchanged"), ("und gemeinsam ankommen", title, "merged|renamed")]
    assert told(whole, torn) == [(title, title, "unchanged"), (title, "und gemeinsam ankommen", "split|renamed")]
    assert {change for _, _, change in told(torn, torn)} == {"unchanged"}
    assert {change for _, _, change in told(torn, extraction())} == {"dropped"}
    assert {change for _, _, change in told(extraction(), torn)} == {"added"}


@pytest.mark.parametrize(
    ("first", "second", "pages"),
    [
        (("Restliche Wege", "Ein Text."), ("und weiter", GUIDES), [4, 4]),
        (("Restliche Wege", ""), ("Und weiter", GUIDES), [4, 4]),
        (("Restliche Wege", ""), ("und weiter", GUIDES), [4, 5]),
        (("Restliche Wege", ""), ("e-Mobilität", GUIDES), [4, 4]),
    ],
    ids=["text between", "capital", "other page", "name in small letters"],
)
def test_other_headings_are_not_joined(first: tuple[str, str], second: tuple[str, str], pages: Sequence[int]) -> None:
    entries = section_entries(edition(first, second, pages=pages).sections)
    assert [entry.part_of for entry in mend(entries, entries)[0]] == [None, None]


def test_heading_gets_the_rest_that_its_text_begins_with() -> None:
    short = edition(("Der Plan für alle", f"Stadtteile: Nähe und Wärme\n{GUIDES}"))
    title = "Der Plan für alle Stadtteile: Nähe und Wärme"
    assert told(short, edition((title, GUIDES))) == [(title, title, "unchanged")]
    assert told(short, edition(("Der Plan für alle", GUIDES)))[0][2] == "reworded"


@pytest.mark.parametrize("lost", range(6))
@pytest.mark.parametrize("side", ["old", "new"])
def test_one_missed_heading_changes_nothing_else(lost: int, side: str) -> None:
    names = ("Sprache", "Vereine", "Wohnen", "Arbeit", "Gesundheit", "Kultur", "Dialog")
    texts = [f"Zum Thema {name} gehört {' '.join(reversed(name))}. {LANGUAGE} {name} bleibt wichtig." for name in names]
    whole = edition(*zip(names, texts, strict=True))
    merged = f"{texts[lost]}\n{names[lost + 1]}\n{texts[lost + 1]}"
    parts = [*zip(names[:lost], texts[:lost], strict=True), (names[lost], merged)]
    damaged = edition(*parts, *zip(names[lost + 2 :], texts[lost + 2 :], strict=True))
    pair = (damaged, whole) if side == "old" else (whole, damaged)
    assert told(*pair) == [(name, name, "unchanged") for name in names]
