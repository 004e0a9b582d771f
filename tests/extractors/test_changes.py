"""What became of fields, goals, measures and sections."""

import itertools
from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.comparison.changes import compare_extractions
from schemas.changes import CHANGE_KINDS, Change
from schemas.content import Measure, Section
from schemas.extraction import Extraction
from tests.extractors.comparison_cases import CLUBS, GUIDES, LANGUAGE, extraction, field, goal, measure, section


def compare(old: Extraction, new: Extraction) -> tuple[Change, ...]:
    return compare_extractions(old, new, concept_id="musterlingen", from_edition="2009", to_edition="2017")


def kinds(changes: Sequence[Change], level: str) -> list[tuple[str | None, str | None, str]]:
    return [(c.from_id, c.to_id, c.change) for c in changes if c.level == level]


def of_measures(old: Sequence[Measure], new: Sequence[Measure]) -> list[tuple[str | None, str | None, str]]:
    return kinds(compare(extraction(measures=tuple(old)), extraction(measures=tuple(new))), "measure")


@pytest.mark.parametrize(
    ("old", "new", "change"),
    [
        (measure("Lotsen", GUIDES), measure("Lotsen", GUIDES), "unchanged"),
        (measure("„Lotsen“", GUIDES), measure("»Lotsen«", GUIDES.replace(" ", "\n", 3)), "unchanged"),
        (measure("Lotsen", GUIDES), measure("Lotsen", GUIDES.replace("Ärzten", "Behörden")), "reworded"),
        (measure("Lotsen", GUIDES), measure("Wegweiser im Alltag", GUIDES), "renamed"),
        (measure("Lotsen", GUIDES), measure("Lotsen im Alltag", GUIDES + " Sie üben."), "renamed|reworded"),
    ],
)
def test_kinds_of_one_measure(old: Measure, new: Measure, change: str) -> None:
    assert of_measures([old], [new]) == [(old.measure_id, new.measure_id, change)]


def test_row_holds_quotes_pages_and_editions() -> None:
    old, new = extraction(measures=(measure("Lotsen", GUIDES),)), extraction(measures=(measure("Lotsen", GUIDES),))
    (row,) = compare(old, new)
    assert (row.concept_id, row.from_edition, row.to_edition) == ("musterlingen", "2009", "2017")
    assert (row.from_page, row.to_page, row.from_quote, row.to_quote) == (7, 7, "Lotsen", "Lotsen")
    assert (row.similarity, row.decided_by) == (1.0, "rule")


def test_split_merged_added_dropped() -> None:
    whole, parts = measure("Sprache", f"{LANGUAGE} {CLUBS}"), [measure("Sprache", LANGUAGE), measure("Sport", CLUBS)]
    assert of_measures([whole], parts) == [
        ("Sprache", "Sprache", "split|reworded"),
        ("Sprache", "Sport", "split|renamed|reworded"),
    ]
    assert [change.split("|")[0] for _, _, change in of_measures(parts, [whole])] == ["merged", "merged"]
    assert of_measures([measure("Lotsen", GUIDES)], [measure("Sport", CLUBS)]) == [
        ("Lotsen", None, "dropped"),
        (None, "Sport", "added"),
    ]


def test_what_the_new_edition_says_itself() -> None:
    old = [
        measure(title, code=code)
        for code, title in (("1.1", "Feste"), ("1.2", "Kurse"), ("1.3", "Beirat"), ("1.4", "Chor"))
    ]
    new = [
        measure(
            "Begegnung im Stadtteil", "Zusammengeführt aus den Maßnahmen 1.1 und 1.2 des Konzepts 2009.", code="A 1"
        ),
        measure("Mitsprache", "Fortführung der Maßnahme 1.3 aus 2009.", code="A 2"),
        measure("entfällt", code="1.4"),
    ]
    assert of_measures(old, new) == [
        ("1.1", "A 1", "merged|renamed"),
        ("1.2", "A 1", "merged|renamed"),
        ("1.3", "A 2", "renamed"),
        ("1.4", "1.4", "dropped"),
    ]


def test_section_that_says_a_measure_ends() -> None:
    old = extraction(measures=(measure("Chor der Kulturen", code="M 4"),))
    said = section("Rückblick", "Die Maßnahme M 4 wird nicht weiter verfolgt.")
    new = extraction(measures=(measure("Chor der Kulturen", code="M 9"),), sections=(said,))
    assert kinds(compare(old, new), "measure") == [("M 4", None, "dropped"), (None, "M 9", "added")]


def test_measure_in_another_field_or_goal_is_moved() -> None:
    fields = (field("Bildung", position=1), field("Gesundheit", position=2))
    goals = (goal("Alle lernen Deutsch.", field_id="Bildung"), goal("Alle bleiben gesund.", field_id="Gesundheit"))

    def edition(field_id: str, goal_id: str) -> Extraction:
        return extraction(
            fields=fields,
            goals=goals,
            measures=(
                measure("Sprachkurse", LANGUAGE, field_id="Bildung", goal_id="Alle lernen Deutsch."),
                measure("Lotsen", GUIDES, field_id=field_id, goal_id=goal_id),
            ),
        )

    old = edition("Bildung", "Alle lernen Deutsch.")
    assert kinds(compare(old, edition("Gesundheit", "Alle bleiben gesund.")), "measure")[1][2] == "moved"
    assert kinds(compare(old, edition("Bildung", "Alle bleiben gesund.")), "measure")[1][2] == "moved"
    assert kinds(compare(old, old), "measure")[1][2] == "unchanged"


def test_fields_by_id_label_and_shared_measures() -> None:
    titles = (("Sprachkurse", LANGUAGE), ("Lotsen", GUIDES), ("Vereine", CLUBS))

    def edition(names: tuple[str, str, str], ids: tuple[str, str, str]) -> Extraction:
        fields = tuple(
            field(name, field_id=i, position=n) for n, (name, i) in enumerate(zip(names, ids, strict=True), 1)
        )
        return extraction(
            fields=fields, measures=tuple(measure(*t, field_id=i) for t, i in zip(titles, ids, strict=True))
        )

    old = edition(("Bildung und Sprache", "Gesundheit", "Sport"), ("bildung", "Gesundheit", "Sport"))
    new = edition(("Lernen", "Gesundheit und Pflege", "Bewegung"), ("bildung", "Gesundheit und Pflege", "Bewegung"))
    changes = compare(old, new)
    assert kinds(changes, "action_field") == [
        ("bildung", "bildung", "renamed"),
        ("Gesundheit", "Gesundheit und Pflege", "renamed"),
        ("Sport", "Bewegung", "renamed"),
    ]
    assert {change for _, _, change in kinds(changes, "measure")} == {"unchanged"}


def test_same_code_of_other_fields_is_no_match() -> None:
    old, new = extraction(fields=(field("Sport", code="A"),)), extraction(fields=(field("Wohnen", code="A"),))
    assert [change for _, _, change in kinds(compare(old, new), "action_field")] == ["dropped", "added"]


def test_field_split_by_its_measures() -> None:
    names = (
        ("Sprachkurse", LANGUAGE),
        ("Lotsen", GUIDES),
        ("Vereine", CLUBS),
        ("Mädchenfußball", "Mädchen spielen in der Halle."),
    )
    old = extraction(fields=(field("Bildung"),), measures=tuple(measure(*n, field_id="Bildung") for n in names))
    new = extraction(
        fields=(field("Bildung"), field("Freizeit", position=2)),
        measures=tuple(
            measure(*n, field_id=f) for n, f in zip(names, ("Bildung", "Bildung", "Freizeit", "Freizeit"), strict=True)
        ),
    )
    changes = compare(old, new)
    assert kinds(changes, "action_field") == [("Bildung", "Bildung", "split"), ("Bildung", "Freizeit", "split|renamed")]
    assert {change for _, _, change in kinds(changes, "measure")} == {"unchanged"}
    assert [change for _, _, change in kinds(compare(new, old), "action_field")] == ["merged", "merged|renamed"]


def test_field_without_partner_is_split_by_its_measures() -> None:
    names = (
        ("Sprachkurse", LANGUAGE),
        ("Deutsch am Abend", "Abends lernen Eltern."),
        ("Lotsen", GUIDES),
        ("Vereine", CLUBS),
    )
    ids = ("Lernen", "Lernen", "Miteinander", "Miteinander")
    old = extraction(fields=(field("Kultur"),), measures=tuple(measure(*n, field_id="Kultur") for n in names))
    new = extraction(
        fields=(field("Lernen"), field("Miteinander", position=2)),
        measures=tuple(measure(*n, field_id=i) for n, i in zip(names, ids, strict=True)),
    )
    changes = compare(old, new)
    assert kinds(changes, "action_field") == [
        ("Kultur", "Lernen", "split|renamed"),
        ("Kultur", "Miteinander", "split|renamed"),
    ]
    assert {change for _, _, change in kinds(changes, "measure")} == {"unchanged"}


def test_measure_named_by_its_title_lives_on() -> None:
    new = measure("Deutsch für alle", "Das bisherige „Mama lernt Deutsch“ wird für Väter geöffnet.")
    assert of_measures([measure("Mama lernt Deutsch", CLUBS)], [new]) == [
        ("Mama lernt Deutsch", "Deutsch für alle", "renamed|reworded")
    ]


def test_list_of_titles_is_not_reworded() -> None:
    assert of_measures([measure("Woche der Kulturen")], [measure("Woche der Kulturen", GUIDES)])[0][2] == "unchanged"


def test_goals_by_wording() -> None:
    old = extraction(goals=(goal("Alle Kinder lernen vor der Schule Deutsch."), goal("Vereine öffnen sich.")))
    new = extraction(goals=(goal("Alle Kinder lernen bis zur Schule gut Deutsch."), goal("Wohnen wird bezahlbar.")))
    assert [change for _, _, change in kinds(compare(old, new), "goal")] == ["reworded", "dropped", "added"]


def tree(*chapters: tuple[str, Sequence[tuple[str, str]]]) -> Extraction:
    sections: list[Section] = []
    for chapter, below in chapters:
        sections.append(section(chapter))
        sections.extend(section(name, text, parent=chapter) for name, text in below)
    return extraction(sections=tuple(sections))


SPORT, HELP, SCHOOL = (
    ("Bewegung", [("Vereine heute", CLUBS), ("Hallenzeiten", "Die Hallen sind abends belegt.")]),
    ("Beratung", [("Lotsendienst", GUIDES), ("Sprechstunde", "Dienstags berät das Amt.")]),
    ("Schule", [("Sprachgruppen", LANGUAGE), ("Ganztag", "Der Ganztag wächst um zwei Gruppen.")]),
)


def test_moved_chapter_moves_all_below() -> None:
    found = {
        a: change for a, _, change in kinds(compare(tree(SPORT, HELP, SCHOOL), tree(HELP, SCHOOL, SPORT)), "section")
    }
    assert {name for name, change in found.items() if change == "moved"} == {
        "Bewegung",
        "Vereine heute",
        "Hallenzeiten",
    }


def test_section_under_another_heading_is_moved() -> None:
    new = tree(("Bewegung", SPORT[1][:1]), ("Beratung", [*HELP[1], SPORT[1][1]]), SCHOOL)
    found = {a: change for a, _, change in kinds(compare(tree(SPORT, HELP, SCHOOL), new), "section")}
    assert {name for name, change in found.items() if change != "unchanged"} == {"Hallenzeiten"}


def test_heading_put_in_between_moves_nothing() -> None:
    old = tree(SPORT, HELP)
    above = section("Handlungsfelder der Stadt")
    lower = [section(s.heading, s.text, parent=s.parent_id or above.heading) for s in old.sections]
    changes = kinds(compare(old, extraction(sections=(above, *lower))), "section")
    assert [c for c in changes if c[2] != "unchanged"] == [(None, above.section_id, "added")]


def test_section_after_a_moved_chapter_stays() -> None:
    thanks = ("Dank an alle Beteiligten", GUIDES)
    deep = section("Vereine heute", CLUBS, parent="Bewegung")
    old = extraction(
        sections=(
            section("Bewegung"),
            deep,
            *tree(SCHOOL, (*HELP[:1], [])).sections,
            section(*thanks, parent="Beratung"),
        )
    )
    new = extraction(
        sections=(
            *tree(SCHOOL, (*HELP[:1], [])).sections,
            section("Bewegung"),
            deep,
            section(*thanks, parent="Vereine heute"),
        )
    )
    found = {a: change for a, _, change in kinds(compare(old, new), "section") if change != "unchanged"}
    assert found == {"Bewegung": "moved", "Vereine heute": "moved"}


@pytest.mark.parametrize("side", ["old", "new"])
def test_wrong_level_moves_nothing(side: str) -> None:
    right = tree(SPORT, HELP, SCHOOL)
    parents = {"Sprechstunde": "Lotsendienst", "Beratung": "Hallenzeiten", "Schule": "Beratung", "Ganztag": None}
    moved = (replace(s, parent_id=parents.get(s.heading, s.parent_id)) for s in right.sections)
    wrong = extraction(sections=tuple(moved))
    pair = (wrong, right) if side == "old" else (right, wrong)
    assert {change for _, _, change in kinds(compare(*pair), "section")} == {"unchanged"}


def test_code_that_stands_twice_names_nothing() -> None:
    old = [measure("Feste", code="1.1"), measure("Kurse", code="1.1"), measure("Chor", code="1.2")]
    new = [measure("Mitsprache", "Fortführung der Maßnahme 1.1 aus 2009.", code="A 1"), measure("entfällt", code="1.1")]
    found = of_measures([replace(m, measure_id=m.title) for m in old], new)
    assert sorted(change for *_, change in found) == ["added", "added", "dropped", "dropped", "dropped"]


def test_label_below_a_section_belongs_to_it() -> None:
    def sheets(text: str) -> Extraction:
        names = [f"Vorhaben {number} im Stadtteil" for number in range(12)]
        pairs = ((section(n), section("Erläuterung", f"{text} {n}.", section_id=f"{n} E", parent=n)) for n in names)
        return extraction(sections=tuple(itertools.chain.from_iterable(pairs)))

    changes = kinds(compare(sheets("Geplant ist ein Treffpunkt mit"), sheets("Geplant ist ein Haus mit")), "section")
    assert {change for _, _, change in changes} == {"reworded"}


def test_lone_heading_stands_for_what_follows() -> None:
    old = extraction(sections=(section("Ausblick"), section("Lotsendienst", GUIDES), section("Vereine", CLUBS)))
    new = extraction(sections=(section("Was jetzt?"), section("Lotsendienst", GUIDES), section("Vereine", CLUBS)))
    assert kinds(compare(old, new), "section")[0] == ("Ausblick", "Was jetzt?", "renamed")


def test_nothing_and_nothing_in_common() -> None:
    full = tree(SPORT)
    assert compare(extraction(), extraction()) == ()
    assert {change for _, _, change in kinds(compare(full, extraction()), "section")} == {"dropped"}
    assert {change for _, _, change in kinds(compare(extraction(), full), "section")} == {"added"}


def test_circle_of_parents_is_survived() -> None:
    odd = extraction(sections=(section("A", parent="B"), section("B", parent="A"), section("A", parent="A")))
    assert {change for _, _, change in kinds(compare(odd, odd), "section")} == {"unchanged"}


MEASURES = st.lists(
    st.builds(
        measure,
        st.sampled_from(("Sprachkurse", "Lotsen", "Lotsen im Alltag", "Vereine", "")),
        st.sampled_from(("", LANGUAGE, CLUBS, GUIDES, f"{LANGUAGE} {CLUBS}")),
        field_id=st.sampled_from((None, "Bildung", "Sport")),
        goal_id=st.sampled_from((None, "Deutsch lernen.", "Vereine öffnen.")),
    ),
    max_size=7,
)
FIELDS = st.lists(st.builds(field, st.sampled_from(("Bildung", "Sport", "Sport und Spiel"))), max_size=4)
GOALS = st.lists(st.builds(goal, st.sampled_from(("Deutsch lernen.", "Vereine öffnen.", CLUBS))), max_size=4)


@st.composite
def sections(draw: st.DrawFn) -> tuple[Section, ...]:
    """A tree of sections with repeated headings."""
    count = draw(st.integers(0, 8))
    found: list[Section] = []
    for number in range(count):
        parent = draw(st.none() | st.sampled_from([s.section_id for s in found])) if found else None
        heading = draw(st.sampled_from(("Bildung", "Ausgangslage", "Maßnahmen")))
        text = draw(st.sampled_from(("", LANGUAGE, CLUBS)))
        found.append(section(heading, text, section_id=str(number), parent=parent, page=number + 1))
    return tuple(found)


@st.composite
def editions(draw: st.DrawFn) -> Extraction:
    measures = [
        Measure(**{**{name: getattr(m, name) for name in Measure.__slots__}, "measure_id": str(number)})
        for number, m in enumerate(draw(MEASURES))
    ]
    return extraction(
        fields=tuple(draw(FIELDS)), goals=tuple(draw(GOALS)), measures=tuple(measures), sections=draw(sections())
    )


@given(editions())
def test_an_edition_is_unchanged_from_itself(edition: Extraction) -> None:
    assert {change.change for change in compare(edition, edition)} <= {"unchanged"}


@given(editions(), editions())
def test_every_measure_and_section_has_its_row(old: Extraction, new: Extraction) -> None:
    changes = compare(old, new)
    for level, olds, news in (
        ("measure", [m.measure_id for m in old.measures], [m.measure_id for m in new.measures]),
        ("section", [s.section_id for s in old.sections], [s.section_id for s in new.sections]),
    ):
        rows = kinds(changes, level)
        assert {a for a, _, _ in rows if a is not None} == set(olds)
        assert {b for _, b, _ in rows if b is not None} == set(news)
        single = [(a, b) for a, b, change in rows if not change.startswith(("split", "merged"))]
        for side in zip(*single, strict=True):
            ids = [i for i in side if i is not None]
            assert len(ids) == len(set(ids))


@given(editions(), editions())
def test_kinds_are_known_and_in_order(old: Extraction, new: Extraction) -> None:
    order = ("split", "merged", "moved", "renamed", "reworded")
    changes = compare(old, new)
    assert changes == compare(old, new)
    for change in changes:
        found = change.change.split("|")
        assert set(found) <= set(CHANGE_KINDS)
        assert len(found) == 1 or all(order.index(a) < order.index(b) for a, b in itertools.pairwise(found))
        assert change.similarity is None or 0 <= change.similarity <= 1


@given(editions(), editions())
def test_swapping_editions_swaps_added_and_dropped(old: Extraction, new: Extraction) -> None:
    there, back = kinds(compare(old, new), "measure"), kinds(compare(new, old), "measure")
    assert sum(c == "added" for *_, c in there) == sum(c == "dropped" for *_, c in back)
    assert sum(c == "dropped" for *_, c in there) == sum(c == "added" for *_, c in back)
