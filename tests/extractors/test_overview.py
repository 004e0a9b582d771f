"""What the fields of an edition hold, counted."""

from dataclasses import replace

from extractors.comparison.overview import overview_actors, overview_fields
from schemas.changes import Change
from schemas.content import ActionField, Goal, Measure, MeasureActor, Section
from schemas.documents import Document
from schemas.extraction import Extraction
from tests.extractors.comparison_cases import field, goal, measure, section


def costly(title: str, cost: str | None, low: float | None, high: float | None, field_id: str | None) -> Measure:
    return replace(measure(title, field_id=field_id), cost=cost, cost_eur_min=low, cost_eur_max=high)


FIELDS: tuple[ActionField, ...] = (
    field("Sprache", field_id="sprache", code="A"),
    field("Sport", field_id="sport", code="B", position=2),
)
MEASURES = (
    costly("Kurse", "5.000 € p. a.", 5000.0, 5000.0, "sprache"),
    costly("Lotsen", "10.000 bis 12.000 €", 10000.0, 12000.0, "sprache"),
    costly("Bücher", "kostenneutral", None, None, "sprache"),
    costly("Runder Tisch", "jährlich 800 €", 800.0, 800.0, None),
)
GOALS: tuple[Goal, ...] = (goal("Alle lernen Deutsch.", field_id="sprache"), goal("Alle sind gleich."))
SECTIONS: tuple[Section, ...] = (
    replace(section("Sprache", "Drei kurze Worte."), action_field_id="sprache"),
    section("Vorwort", "Zwei Worte."),
)
CARRIERS = tuple(
    MeasureActor(measure_id=m, actor_id=actor, role=role, name_printed=actor)
    for m, actor, role in (
        ("Kurse", "vhs", "responsible"),
        ("Lotsen", "vhs", "partner"),
        ("Lotsen", "vhs", "responsible"),
        ("Lotsen", "awo", "partner"),
        ("Runder Tisch", "awo", "target"),
    )
)


def edition(**changed: object) -> Extraction:
    document = Document(document_id="d", sha256="", byte_size=0, kind="concept", edition_id="2017")
    whole = Extraction(
        document=document,
        action_fields=FIELDS,
        goals=GOALS,
        measures=MEASURES,
        sections=SECTIONS,
        measure_actors=CARRIERS,
    )
    return replace(whole, **changed)


def test_fields_are_counted_in_their_order_and_what_stands_in_none() -> None:
    rows = overview_fields([edition()], [], "stadt")
    assert [(r.action_field_id, r.goals, r.measures, r.words, r.actors) for r in rows] == [
        ("sprache", 1, 3, 4, 2),
        ("sport", 0, 0, 0, 0),
        (None, 1, 1, 3, 1),
    ]
    assert [(r.code, r.label_printed, r.position, r.concept_id) for r in rows[:2]] == [
        ("A", "Sprache", 1, "stadt"),
        ("B", "Sport", 2, "stadt"),
    ]


def test_yearly_amounts_and_others_do_not_add_up() -> None:
    first, second, without = overview_fields([edition()], [])
    assert (first.measures_with_cost, first.cost_eur_min, first.cost_eur_max) == (2, 10000.0, 12000.0)
    assert (first.yearly_eur_min, first.yearly_eur_max) == (5000.0, 5000.0)
    assert (second.measures_with_cost, second.cost_eur_min, second.yearly_eur_max) == (0, None, None)
    assert (without.cost_eur_min, without.yearly_eur_min) == (None, 800.0)


def test_fields_say_where_they_come_from_and_what_became_of_them() -> None:
    def change(old: str | None, new: str | None, kinds: str, editions: tuple[str, str]) -> Change:
        return Change(
            from_edition=editions[0], to_edition=editions[1], level="action_field", from_id=old, to_id=new, change=kinds
        )

    changes = [
        change("sprache", "sprache", "renamed", ("2009", "2017")),
        change(None, "sport", "added", ("2009", "2017")),
        change("sprache", "lesen", "split|renamed", ("2017", "2025")),
        change("sprache", "sprache", "split", ("2017", "2025")),
        change("sport", None, "dropped", ("2017", "2025")),
    ]
    rows = overview_fields([edition()], changes)
    assert [(r.change_before, r.change_after) for r in rows] == [
        ("renamed", "split|renamed"),
        ("added", "dropped"),
        (None, None),
    ]


def test_actors_are_counted_by_field_and_role() -> None:
    rows = overview_actors([edition()])
    assert [(r.action_field_id, r.actor_id, r.measures, r.responsible, r.partner, r.target) for r in rows] == [
        ("sprache", "vhs", 2, 2, 1, 0),
        ("sprache", "awo", 1, 0, 1, 0),
        (None, "awo", 1, 0, 0, 1),
    ]


def test_edition_without_anything() -> None:
    empty = edition(action_fields=(), goals=(), measures=(), sections=(), measure_actors=())
    assert overview_fields([empty], []) == ()
    assert overview_actors([empty]) == ()
    assert overview_fields([edition(measures=(), measure_actors=())], [])[0].measures == 0
    assert [r.words for r in overview_fields([edition(goals=(), measures=(), measure_actors=())], [])] == [4, 0]
