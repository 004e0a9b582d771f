"""Aligning two lists of units: one-to-one pairs, splits, merges, references."""

import random
import re
from dataclasses import fields
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.comparison.align import Hints, align
from extractors.comparison.carried import with_carried
from extractors.comparison.names import OldTitles
from extractors.comparison.order import out_of_order
from extractors.comparison.references import OldCodes, is_stop
from extractors.comparison.units import Alignment, AlignmentRules, Link, Unit
from extractors.comparison.wording import same_words, share_contained, text_similarity, title_similarity, words
from tests.extractors.comparison_cases import CLUBS, GUIDES, LANGUAGE

CODES = ("1.1", "1.2", "1.4", "2.3", "2.4", "2.5", "B 3.2", "B 3.3")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Rad\u00adverkehr", "Radverkehr"),
        ("„Runder Tisch“", "»Runder Tisch«"),
        ("2009 – 2017", "2009 - 2017"),
        ("daß die Straße", "dass die Strasse"),
        ("• Kurse\n• Feste", "- Kurse\n- Feste"),
        ("eine  Zeile\num", "eine Zeile um"),
        ("wurde beschlossen.12 Danach", "wurde beschlossen12. Danach"),
        ("Eﬃzienz in \u00a0der Pﬂege", "Effizienz in der Pflege"),
        ("Da\u0308mmung", "Dämmung"),
    ],
)
def test_setting_is_no_wording(one: str, other: str) -> None:
    assert same_words(one, other)
    assert text_similarity(one, other) == 1.0


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("bis 2030", "bis 2035"),
        ("Klima-Ausgleich", "Klimaausgleich"),
        ("Kurse", "Kurse."),
        ("Schüler", "Schülerinnen"),
        ("30 km", "50 km"),
        ("CO2", "CO3"),
    ],
)
def test_wording_is_wording(one: str, other: str) -> None:
    assert not same_words(one, other)


def test_similarity_counts_words() -> None:
    assert text_similarity("eins zwei drei vier", "eins zwei drei fünf") == pytest.approx(0.75)
    assert text_similarity("", "") == 1.0
    assert text_similarity("", "etwas") == 0.0
    assert title_similarity("Klima-Ausgleich", "Klimaausgleich") > 0.9
    assert share_contained((), words("ein Text")) == 0.0


def test_wording_beats_number() -> None:
    old = [
        Unit(unit_id="1", code="1", title="Sprachkurse in Kitas"),
        Unit(unit_id="2", code="2", title="Sport im Verein"),
    ]
    new = [
        Unit(unit_id="1", code="1", title="Sport im Verein"),
        Unit(unit_id="2", code="2", title="Sprachkurse in Kitas"),
    ]
    assert align(old, new).pairs == {(0, 1), (1, 0)}


def test_number_alone_is_no_evidence() -> None:
    found = align(
        [Unit(unit_id="1", code="1.1", title="Sprachkurse")], [Unit(unit_id="1", code="1.1", title="Radwege")]
    )
    assert (found.links, found.dropped, found.added) == ((), (0,), (0,))


def test_repeated_headings_stay_in_their_chapter() -> None:
    def edition(*fields: str) -> list[Unit]:
        units: list[Unit] = []
        for name in fields:
            units.append(Unit(unit_id=name, title=name, place="/"))
            parent = len(units) - 1
            units.append(
                Unit(
                    unit_id=f"{name} A",
                    title="Ausgangslage",
                    text=f"Zu {name} ist wenig bekannt.",
                    place=name,
                    parent=parent,
                )
            )
            units.append(Unit(unit_id=f"{name} M", title="Maßnahmen", place=name, parent=parent))
        return units

    old, new = edition("Bildung", "Sport", "Wohnen"), edition("Bildung", "Gesundheit", "Wohnen")
    pairs = {(old[i].unit_id, new[j].unit_id) for i, j in align(old, new).pairs}
    assert {("Bildung A", "Bildung A"), ("Wohnen A", "Wohnen A"), ("Bildung M", "Bildung M")} <= pairs
    assert ("Wohnen A", "Gesundheit A") not in pairs


def test_heading_without_words_is_known_by_its_sections() -> None:
    old = [
        Unit(unit_id="a", title="Ausblick", place="/"),
        Unit(unit_id="b", title="Lotsen", text=GUIDES, place="ausblick", parent=0),
        Unit(unit_id="c", title="Vereine", text=CLUBS, place="ausblick", parent=0),
    ]
    new = [
        Unit(unit_id="z", title="Was jetzt zu tun ist", place="/"),
        Unit(unit_id="b", title="Lotsen", text=GUIDES, place="was jetzt zu tun ist", parent=0),
        Unit(unit_id="c", title="Vereine", text=CLUBS, place="was jetzt zu tun ist", parent=0),
    ]
    assert (0, 0) in align(old, new).pairs


SPLIT = [
    Unit(unit_id="1", title="Sprachförderung", text=f"{LANGUAGE} {CLUBS}"),
    Unit(unit_id="2", title="Radwege", text="Neue Radwege entlang der Bahn."),
]
PARTS = [
    Unit(unit_id="1a", title="Sprachförderung", text=LANGUAGE),
    Unit(unit_id="1b", title="Sport verbindet", text=CLUBS),
    Unit(unit_id="2", title="Radwege", text="Neue Radwege entlang der Bahn."),
]


def test_split_and_merge_are_mirrored() -> None:
    assert align(SPLIT, PARTS).links == (Link(0, 0, "split"), Link(0, 1, "split"), Link(1, 2))
    assert align(PARTS, SPLIT).links == (Link(0, 0, "merged"), Link(1, 0, "merged"), Link(2, 1))


def test_repeated_text_is_no_split() -> None:
    old = [Unit(unit_id="1", title="Sprachförderung", text=LANGUAGE)]
    new = [*old, Unit(unit_id="2", title="Noch einmal", text=LANGUAGE)]
    found = align(old, new)
    assert (found.links, found.added) == ((Link(0, 0),), (1,))


TAUGHT = "Unterrichtet wird von Lehramtsstudierenden, die vorher geschult werden."
HALVES = [
    Unit(
        unit_id="a", title="Sprachbildung im Ganztag", text="Der Unterricht zieht in den Ganztag um.", place="bildung"
    ),
    Unit(
        unit_id="b",
        title="Ferienkurse",
        text=f"In den Ferien gibt es Kurse. {TAUGHT.replace('vorher geschult', 'begleitet')}",
        place="bildung",
    ),
]


def carried(old: list[Unit], new: list[Unit], links: list[Link], ended: tuple[int, ...] = ()) -> tuple[Link, ...]:
    alignment = Alignment.of(links, old_count=len(old), new_count=len(new))
    return with_carried(old, new, alignment, ended).links


def test_other_half_of_a_divided_measure_is_known_by_what_it_carries_over() -> None:
    whole = [Unit(unit_id="1", title="Förderunterricht", text=f"Am Nachmittag. {TAUGHT}", place="bildung")]
    assert carried(whole, HALVES, [Link(0, 0)]) == (Link(0, 0, "split"), Link(0, 1, "split"))
    assert carried(HALVES, whole, [Link(0, 0)]) == (Link(0, 0, "merged"), Link(1, 0, "merged"))
    assert carried(HALVES, whole, [Link(0, 0)], ended=(1,)) == (Link(0, 0),)


@pytest.mark.parametrize(
    ("text", "place", "between"),
    [
        ("Am Nachmittag. Es unterrichten Lehramtsstudierende.", "bildung", 0),
        (f"Am Nachmittag. {TAUGHT}", "arbeit", 0),
        (f"Am Nachmittag. {TAUGHT}", "", 0),
        (f"Am Nachmittag. {TAUGHT}", "bildung", 1),
    ],
    ids=["no run of words", "other field", "field not known", "not side by side"],
)
def test_what_carries_nothing_over_is_no_half(text: str, place: str, between: int) -> None:
    whole = [Unit(unit_id="1", title="Förderunterricht", text=text, place=place)]
    others = [Unit(unit_id=f"x{n}", title="Radweg", text="Ein Weg.", place="bildung") for n in range(between)]
    assert carried(whole, [HALVES[0], *others, HALVES[1]], [Link(0, 0)]) == (Link(0, 0),)


def test_words_that_others_use_as_well_prove_nothing() -> None:
    whole = [
        Unit(unit_id="1", title="Förderunterricht", text=f"Am Nachmittag. {TAUGHT}", place="bildung"),
        Unit(unit_id="2", title="Lesepaten", text=TAUGHT, place="bildung"),
    ]
    assert carried(whole, HALVES, [Link(0, 0)]) == (Link(0, 0),)


def test_actors_tip_the_balance() -> None:
    old = [Unit(unit_id="1", title="Beratung im Stadtteil", place="a", actors=frozenset({"awo"}))]
    new = [
        Unit(unit_id="1", title="Beratung im Quartier", place="b", actors=frozenset({"caritas"})),
        Unit(unit_id="2", title="Beratung im Quartier", place="b", actors=frozenset({"awo"})),
    ]
    assert align(old, new, rules=AlignmentRules(accept=0.2, repeated_title_worth=1.0)).pairs == {(0, 1)}


def test_stated_pairs_are_taken() -> None:
    old = [Unit(unit_id=str(n), title=title) for n, title in enumerate(("Feste", "Kurse", "Lotsen"))]
    new = [Unit(unit_id="x", title="Begegnung"), Unit(unit_id="y", title="Lotsen")]
    found = align(old, new, Hints(stated=frozenset({(0, 0), (1, 0)}), ended=frozenset({2})))
    assert found.links == (Link(0, 0, "merged"), Link(1, 0, "merged"))
    assert (found.dropped, found.added) == ((2,), (1,))


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("Fortführung der Maßnahme 2.3 aus 2009.", ("2.3",)),
        ("zusammengeführt aus den Maßnahmen 1.2 und 1.4", ("1.2", "1.4")),
        ("Zusammenführung der bisherigen Maßnahmen 1.1, 1.2 und 1.4", ("1.1", "1.2", "1.4")),
        ("Weiterentwicklung der Maßnahmen 2.3 bis 2.5", ("2.3", "2.4", "2.5")),
        ("Fortsetzung der Maßnahmen B 3.2 und 3.3", ("B 3.2", "B 3.3")),
        ("Die Maßnahme 2.3 (2009) wird fortgeführt.", ("2.3",)),
        ("Hervorgegangen aus der Maßnahme B3.2 des Integrationskonzepts 2009", ("B 3.2",)),
        ("Fortführung der\nMaßnahme 2.3", ("2.3",)),
        ("Fortführung der Maßnahme 2.3 aus 2001", ()),
        ("Damit werden die Maßnahmen 2.4 und 2.5 des Konzeptes von 2009 zusammengeführt.", ("2.4", "2.5")),
        ("Der Dienst (Maßnahme 2.3 des Konzeptes von 2009) wird ausgedehnt.", ("2.3",)),
        ("Die Sprechstunde (2009 als Maßnahme 2.4 im Feld Gesundheit) wächst.", ("2.4",)),
        ("Die Sprechstunde (bisher Maßnahme 1.1) wächst.", ("1.1",)),
        ("siehe Maßnahme 2.3", ()),
        ("siehe Maßnahme 2.3 aus 2009", ()),
        ("Fortführung der Maßnahme 9.9", ()),
        ("Die Fortführung kostet 2.3 Mio. Euro", ()),
    ],
)
def test_continued(text: str, codes: tuple[str, ...]) -> None:
    assert OldCodes(CODES, edition="2009").find_statements(text).continued == codes


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("Die Maßnahme 2.3 entfällt.", ("2.3",)),
        ("Die Maßnahmen 1.1 und 1.2 wurden eingestellt.", ("1.1", "1.2")),
        ("B 3.2 wird nicht weiter verfolgt", ("B 3.2",)),
        ("Maßnahme 2.3 wird nicht fortgeführt.", ("2.3",)),
        ("Abschnitt 2.3 entfällt", ()),
        ("Der Eigenanteil entfällt", ()),
    ],
)
def test_ended(text: str, codes: tuple[str, ...]) -> None:
    statement = OldCodes(CODES, edition="2009").find_statements(text)
    assert statement.ended == codes
    assert statement.continued == ()


def test_notice_of_the_end() -> None:
    assert is_stop("Sprachkurse – entfällt")
    assert not is_stop("Der Eigenanteil der Eltern entfällt ab dem Jahr 2018 in allen Kitas")


TITLES = ("Mama lernt Deutsch", "Kurse für Frauen", "Förderunterricht Deutsch", "Elterncafé", "Feste", "Feste")


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("Die bisherigen Kurse „Mama lernt Deutsch“ und die Kurse für Frauen bleiben unter einem Dach.", {0, 1}),
        ("Der frühere Förderunterricht zieht in den Ganztag.", {2}),
        ("Wie das Angebot Mama lernt Deutsch zeigt, lernen viele gern.", set()),
        ("Die bisherigen Feste bleiben.", set()),
        ("Mama lernt Deutsch. Das bisherige Angebot der Stadtbücherei bleibt.", set()),
        ("", set()),
    ],
)
def test_named_by_title(text: str, named: set[int]) -> None:
    assert OldTitles(TITLES).find_named(text) == named


def test_title_the_new_edition_keeps_names_nothing() -> None:
    titles = OldTitles(TITLES, kept=["Mama lernt Deutsch"])
    assert titles.find_named("Das bisherige „Mama lernt Deutsch“ hilft dabei.") == set()


def test_joint_title_is_shared_out() -> None:
    joint = [Unit(unit_id="1", title="Kompetenzfeststellung und Anerkennungsberatung")]
    parts = [
        Unit(unit_id="1", title="Kompetenzfeststellung für Zugewanderte"),
        Unit(unit_id="2", title="Beratung zur Anerkennung ausländischer Abschlüsse"),
        Unit(unit_id="3", title="Sprachkurse am Abend"),
    ]
    merged, split = align(parts, joint), align(joint, parts)
    assert merged.links == (Link(0, 0, "merged"), Link(1, 0, "merged"))
    assert split.links == (Link(0, 0, "split"), Link(0, 1, "split"))
    assert (merged.dropped, split.added) == ((2,), (2,))


def test_joint_title_that_is_kept_was_not_parted() -> None:
    joint = Unit(unit_id="1", title="Industrieberatung und erneuerbare Energien")
    other = Unit(unit_id="2", title="Fernwärme aus erneuerbaren Energien")
    assert align([joint, other], [joint]).links == (Link(0, 0),)


def test_same_subject_in_other_words() -> None:
    old = [
        Unit(
            unit_id="1",
            title="Existenzgründungsberatung für Migrantinnen",
            text="Eine Sprechstunde im Monat.",
            place="b",
        ),
        Unit(unit_id="2", title="Mieterführerschein", text="Der Kurs dauert sechs Abende.", place="b"),
    ]
    new = [
        Unit(unit_id="1", title="Nachbarschaftsfest", text="Es wird gegrillt.", place="b"),
        Unit(
            unit_id="2",
            title="Gründungsberatung in Sprachen",
            text="Die monatliche Sprechstunde wird größer.",
            place="b",
        ),
    ]
    assert align(old, new).pairs == {(0, 1)}


@pytest.mark.parametrize(
    ("places", "weights", "moved"),
    [
        ([], [], set()),
        ([0, 1, 2], [1, 1, 1], set()),
        ([2, 0, 1], [9, 1, 1], {0}),
        ([1, 0], [5, 1], {1}),
        ([1, 0], [1, 5], {0}),
        ([3, 4, 0, 1, 2], [1] * 5, {0, 1}),
    ],
)
def test_fewest_are_moved(places: list[int], weights: list[int], moved: set[int]) -> None:
    assert out_of_order(places, weights) == moved


@given(st.permutations(range(12)))
def test_what_is_not_moved_ascends(places: list[int]) -> None:
    kept = [place for index, place in enumerate(places) if index not in out_of_order(places, [1] * len(places))]
    assert kept == sorted(kept)


TEXTS = st.sampled_from(("", "Kurse", LANGUAGE, CLUBS, GUIDES, f"{LANGUAGE} {CLUBS}"))
UNITS = st.lists(
    st.builds(
        Unit,
        unit_id=st.uuids().map(str),
        code=st.sampled_from((None, "1", "2", "A 1")),
        title=st.sampled_from(("", "Ausgangslage", "Sprache", "Sprache fördern", "Sport")),
        text=TEXTS,
        place=st.sampled_from(("", "/", "bildung")),
    ),
    max_size=9,
)


@given(UNITS)
def test_an_edition_is_aligned_with_itself(units: list[Unit]) -> None:
    assert align(units, units).links == tuple(Link(index, index) for index in range(len(units)))


@given(UNITS, UNITS)
def test_all_units_are_accounted_for(old: list[Unit], new: list[Unit]) -> None:
    found = align(old, new)
    single = [link for link in found.links if link.kind == "one"]
    assert {link.old for link in found.links} | set(found.dropped) == set(range(len(old)))
    assert {link.new for link in found.links} | set(found.added) == set(range(len(new)))
    for side in ("old", "new"):
        places = [getattr(link, side) for link in found.links]
        assert all(places.count(getattr(link, side)) == 1 for link in single)


@given(UNITS, UNITS)
def test_swapping_editions_swaps_what_stands_alone(old: list[Unit], new: list[Unit]) -> None:
    there, back = align(old, new), align(new, old)
    assert (len(there.dropped), len(there.added)) == (len(back.added), len(back.dropped))


def test_many_units_are_compared_by_rare_words_only() -> None:
    rare = random.Random(7)
    vocabulary = [f"wort{number}" for number in range(400)]

    def unit(number: int) -> Unit:
        text = " ".join(rare.choices(vocabulary, k=30))
        return Unit(unit_id=str(number), code=f"M {number}", title=f"Vorhaben {vocabulary[number]} {number}", text=text)

    old = [unit(number) for number in range(60)]
    shuffled = rare.sample(range(60), 60)
    new = [old[number] for number in shuffled]
    found = align(old, new, rules=AlignmentRules(compare_all_up_to=0, candidates_per_unit=4))
    assert found.pairs == {(number, place) for place, number in enumerate(shuffled)}


def test_the_page_on_the_method_names_the_rules_as_they_are() -> None:
    page = (Path(__file__).parents[2] / "docs" / "method.md").read_text(encoding="utf-8")
    told = {name: float(value) for name, value in re.findall(r"^\| `(\w+)` \| ([\d.]+) \|", page, re.MULTILINE)}
    costs = {"rounds", "compare_all_up_to", "candidates_per_unit", "rare_words_per_unit", "nearest_holders"}
    assert told == {f.name: getattr(AlignmentRules(), f.name) for f in fields(AlignmentRules) if f.name not in costs}
