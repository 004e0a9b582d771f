"""The bundled example, read once, against the truth that its generator wrote: what a perfect reader would report."""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from extractors.comparison.changes import compare_extractions
from extractors.content.amounts import read_numbers
from extractors.content.candidates import ATTRIBUTES
from extractors.document import Attempt, extract_document, identify
from extractors.layout.lines import Arranged, arrange
from extractors.pdf.reader import read_pages
from extractors.structure.witnesses import key_of
from schemas.catalogue import Catalogue, Concept
from schemas.catalogue_parsing import parse_action_fields, parse_concept
from schemas.content import Measure
from schemas.council import Decision
from schemas.documents import Given
from schemas.extraction import Extraction
from schemas.geometry import Reading

ROOT = Path(__file__).parents[1]
FOLDER = ROOT / "schemas" / "catalogue" / "musterlingen-integration"
TRUTH = ROOT / "tests" / "musterlingen" / "truth"
STEMS = (
    "integrationskonzept-2009",
    "integrationskonzept-2017",
    "umsetzungsbericht-2019",
    "beschlussvorlage-2017-0815",
    "niederschrift-2017-12-11",
)
CONCEPTS = STEMS[:2]
PRINTED = ("responsible", "partners", "target_group", "timeframe", "cost", "funding", "indicator", "priority")
LONGEST_COMPARED = 200
"""The truth keeps so many characters of texts that are decided or reported."""

Truth = Mapping[str, Any]


@dataclass(frozen=True)
class Read:
    """A document of the example as we read it, and as it is."""

    found: Extraction
    truth: Truth
    arranged: Arranged


@pytest.fixture(scope="module")
def example() -> Mapping[str, Read]:
    """The five documents, read with the catalogue's fields as the pipeline does."""
    concept = parse_concept((FOLDER / "concept.yml").read_text(encoding="utf-8"), "concept.yml")
    entries = parse_action_fields(
        (FOLDER / "action_fields.yml").read_text(encoding="utf-8"), "action_fields.yml", concept
    )
    return dict(_read_all(Catalogue(concept, entries), concept))


def _read_all(catalogue: Catalogue, concept: Concept) -> Iterator[tuple[str, Read]]:
    for edition in concept.editions:
        for document in edition.documents:
            path = FOLDER / document.wanted.file
            content = path.read_bytes()
            given = Given(
                document_id=identify(content),
                concept_id=concept.concept_id,
                edition_id=edition.edition,
                kind=document.kind,
                title=document.title,
                source_url=path.name,
            )
            truth = json.loads((TRUTH / f"{path.stem}.json").read_text(encoding="utf-8"))
            reading = read_pages(content)
            found = extract_document(
                content, given, catalogue.known_fields, attempt=Attempt(read=partial(_read_before, reading))
            )
            yield path.stem, Read(found, truth, arrange(reading))


def _read_before(reading: Reading, *_: object) -> Reading:
    return reading


@pytest.fixture(params=STEMS)
def read(request: pytest.FixtureRequest, example: Mapping[str, Read]) -> Read:
    """Each of the documents."""
    return example[request.param]


@pytest.fixture(params=CONCEPTS)
def concept(request: pytest.FixtureRequest, example: Mapping[str, Read]) -> Read:
    """Each of the two editions."""
    return example[request.param]


def test_all_documents_are_there(example: Mapping[str, Read]) -> None:
    assert tuple(example) == STEMS


def test_document(read: Read) -> None:
    document = read.found.document
    assert document.status == "ok"
    assert document.error is None
    assert document.sha256 == read.truth["sha256"]
    assert document.page_count == read.truth["pages"]
    assert document.pages_without_text == 0
    assert document.text_agreement is not None
    assert document.text_agreement >= 0.98
    assert document.contents_recall in (1.0, None)


def test_sections(read: Read) -> None:
    ignored = {key_of(heading["title"]) for heading in read.truth["ignore_headings"]}
    labelled = [_heading_of(heading) for heading in read.truth["headings"]]
    found = [(s.number, s.heading, s.page_first) for s in read.found.sections]
    counted = [one for one in found if one in labelled or key_of(f"{one[0] or ''}{one[1]}") not in ignored]
    assert counted == labelled


def test_levels(read: Read) -> None:
    levels = {(s.number, s.heading, s.page_first): s.level for s in read.found.sections}
    found = [levels.get(_heading_of(heading)) for heading in read.truth["headings"]]
    assert found == [heading["level"] for heading in read.truth["headings"]]


def _heading_of(heading: Truth) -> tuple[str | None, str, int]:
    return heading["number"], heading["title"], heading["page"]


def test_action_fields(read: Read) -> None:
    found = [(f.code, f.label_printed, f.page_first) for f in read.found.action_fields]
    assert found == [(f["code"], f["label"], f["page"]) for f in read.truth["action_fields"]]
    assert [f.position for f in read.found.action_fields] == list(range(1, len(found) + 1))


def test_fields_are_those_of_the_catalogue(concept: Read) -> None:
    known = {"sprache", "bildung", "arbeit", "wohnen", "gesundheit"}
    own = {"2009": {"kultur-religion-dialog"}, "2017": {"engagement", "dialog", "altern"}}
    edition = concept.found.document.edition_id or ""
    assert {f.action_field_id for f in concept.found.action_fields} == known | own[edition]


def test_goals(read: Read) -> None:
    labels = _labels_of_fields(read.found)
    found = [(g.number, g.text, g.page, labels.get(g.action_field_id or "")) for g in read.found.goals]
    assert found == [(g["number"], g["text"], g["page"], g["action_field"]) for g in read.truth["goals"]]


def _labels_of_fields(found: Extraction) -> Mapping[str, str]:
    return {field.action_field_id: field.label_printed for field in found.action_fields}


def test_names_and_pages_of_measures(read: Read) -> None:
    found = [(m.code, m.title, m.page_first, m.page_last) for m in read.found.measures]
    assert found == [(m["code"], m["title"], m["page_first"], m["page_last"]) for m in read.truth["measures"]]


@pytest.mark.parametrize("attribute", PRINTED)
def test_attributes_of_measures(read: Read, attribute: str) -> None:
    found = {m.title: getattr(m, attribute) for m in read.found.measures}
    assert found == {m["title"]: m[attribute] for m in read.truth["measures"]}


def test_descriptions(concept: Read) -> None:
    found = {m.title: _both_ends(m.description) for m in concept.found.measures}
    expected = {m["title"]: (m["description_start"], m["description_end"]) for m in concept.truth["measures"]}
    assert found == expected


def _both_ends(text: str | None) -> tuple[str | None, str | None]:
    return (text[:120], text[-80:]) if text else (None, None)


def test_fields_of_measures(read: Read) -> None:
    labels = _labels_of_fields(read.found)
    found = {m.title: labels.get(m.action_field_id or "") for m in read.found.measures}
    assert found == {m["title"]: m["action_field"] for m in read.truth["measures"]}


def test_goals_of_measures(concept: Read) -> None:
    numbers = {goal.goal_id: goal.number for goal in concept.found.goals}
    found = {m.title: numbers[m.goal_id] if m.goal_id else None for m in concept.found.measures}
    sheets_below_goals = {m["title"]: m["goal_number"] for m in concept.truth["measures"]}
    assert found == sheets_below_goals


def test_statuses(read: Read) -> None:
    titles = {m.measure_id: m.title for m in read.found.measures}
    found = [
        (titles[s.measure_id], s.code, s.period, s.status_printed, (s.text or "")[:LONGEST_COMPARED], s.page)
        for s in read.found.statuses
    ]
    expected = [
        (m["title"], m["code"], status["period"], status["status"], status["text"], m["page_first"])
        for m in read.truth["measures"]
        for status in m["status"]
    ]
    assert found == expected


def test_statuses_in_shared_words(example: Mapping[str, Read]) -> None:
    shared = {s.status_printed: s.status for s in example["umsetzungsbericht-2019"].found.statuses}
    assert shared == {
        "in Regelbetrieb": "in Regelbetrieb",
        "in Umsetzung": "in Bearbeitung",
        "umgesetzt": "abgeschlossen",
        "verzögert": "verzögert",
        "zurückgestellt": "verzögert",
        "nicht weiter verfolgt": "nicht weiter verfolgt",
    }


def test_indicators(read: Read) -> None:
    codes = {field.action_field_id: field.code for field in read.found.action_fields}
    found = [(i.name, i.quote, i.reference_date, codes.get(i.action_field_id or "")) for i in read.found.indicators]
    assert found == [(i["name"], i["value"], i["date"], i["action_field"]) for i in read.truth["indicators"]]


def test_values_of_indicators(read: Read) -> None:
    for indicator in read.found.indicators:
        (number,) = read_numbers(indicator.quote)
        assert (indicator.value, indicator.unit) == (number.value, number.unit)


def test_figure_in_millions(example: Mapping[str, Read]) -> None:
    report = example["umsetzungsbericht-2019"].found
    found = next(i for i in report.indicators if i.name == "Mittel aus dem Eingliederungstitel")
    assert (found.value, found.unit, found.reference_date) == (1_200_000.0, "€", "Haushaltsjahr 2018")


def test_decisions(read: Read) -> None:
    found = [_decision_of(decision) for decision in read.found.decisions]
    assert found == [_labelled(decision) for decision in read.truth["decisions"]]


def _decision_of(decision: Decision) -> Mapping[str, object]:
    return {
        **{name: getattr(decision, name) for name in ("paper", "kind", "subject", "body", "date", "agenda_number")},
        "proposed": _cut(decision.proposed),
        "resolution": _cut(decision.resolution),
        "result": decision.result,
        **{choice: getattr(decision, f"votes_{choice}") for choice in ("for", "against", "abstain")},
        "sums_ok": decision.sums_ok,
        "page": decision.page,
    }


def _cut(text: str | None) -> str | None:
    return text[:LONGEST_COMPARED] if text else None


def _labelled(decision: Truth) -> Mapping[str, object]:
    names = ("paper", "kind", "subject", "body", "date", "agenda_number", "proposed", "resolution", "result")
    return {name: decision.get(name) for name in (*names, "for", "against", "abstain", "sums_ok", "page")}


def test_votes(read: Read) -> None:
    ids = [decision.decision_id for decision in read.found.decisions]
    found = [(ids.index(v.decision_id), v.choice, v.group_printed, v.count) for v in read.found.votes]
    assert found == [
        (place, group["choice"], group["group"], group["count"])
        for place, decision in enumerate(read.truth["decisions"])
        for group in decision["groups"]
    ]


def test_paper_and_its_way_through_the_bodies(example: Mapping[str, Read]) -> None:
    read = example["beschlussvorlage-2017-0815"]
    (truth,) = read.truth["decisions"]
    (paper,) = read.found.papers
    assert (paper.paper, paper.kind, paper.subject) == (truth["paper"], truth["kind"], truth["subject"])
    assert paper.file_number == truth["file_number"]
    found = [{name: getattr(c, name) for name in ("body", "date", "role", "agenda_number", "result")}
             for c in read.found.consultations]  # fmt: skip
    assert found == truth["consultations"]


def test_only_the_wrong_sum_is_reported(example: Mapping[str, Read]) -> None:
    issues = [(stem, issue.kind) for stem, read in example.items() for issue in read.found.issues]
    assert issues == [("niederschrift-2017-12-11", "vote_sums")]


def _changes(example: Mapping[str, Read]) -> set[tuple[str, str | None, str | None, frozenset[str]]]:
    old, new = (example[stem].found for stem in CONCEPTS)
    names = {side.document.edition_id: _printed_names(side) for side in (old, new)}
    found = compare_extractions(old, new, from_edition="2009", to_edition="2017")
    return {
        (c.level, names["2009"].get(c.from_id or ""), names["2017"].get(c.to_id or ""), _kinds(c.change))
        for c in found
        if c.level in ("action_field", "measure")
    }


def _printed_names(found: Extraction) -> Mapping[str, str]:
    """Id → code as printed, else the title: how the truth names fields and measures."""
    fields = {field.action_field_id: field.code or field.label_printed for field in found.action_fields}
    return fields | {measure.measure_id: measure.code or measure.title for measure in found.measures}


def _kinds(change: str) -> frozenset[str]:
    """What was split or merged has another title and text anyway; the truth says so or not."""
    kinds = frozenset(change.split("|"))
    return kinds - {"renamed", "reworded"} if kinds & {"split", "merged"} else kinds


def _labelled_changes() -> set[tuple[str, str | None, str | None, frozenset[str]]]:
    rows = json.loads((TRUTH / "changes.json").read_text(encoding="utf-8"))
    return {(row["level"], row["from"], row["to"], _kinds(row["change"])) for row in rows}


def test_changes(example: Mapping[str, Read]) -> None:
    assert _changes(example) == _labelled_changes()


def test_quotes_stand_on_their_pages(read: Read) -> None:
    printed = _print_of_pages(read.arranged)
    quotes = list(_quotes(read.found))
    assert quotes
    assert [one for one in quotes if _without_blanks(one[1]) not in printed[one[0]]] == []


def _quotes(found: Extraction) -> Iterator[tuple[int, str]]:
    """Page and words of all that proves a row."""
    yield from ((e.page, e.quote) for e in found.evidence)
    yield from ((m.page_first, m.quote) for m in found.measures)
    yield from ((d.page, d.quote) for d in found.decisions)
    yield from ((i.page, i.quote) for i in found.indicators)


def _print_of_pages(arranged: Arranged) -> Mapping[int, str]:
    """Lines in reading order, then words in the order of the PDF, without blanks."""
    lines: dict[int, str] = {page.number: "" for page in arranged.pages}
    for line in arranged.lines:
        lines[line.page] += _without_blanks(line.text)
    words = {page.number: _without_blanks("".join(word.text for word in page.words)) for page in arranged.pages}
    return {number: f"{lines[number]}\n{words[number]}" for number in lines}


def _without_blanks(text: str) -> str:
    return re.sub(r"\s", "", text)


def test_boxes_lie_on_the_sheet(read: Read) -> None:
    pages = {page.number: page for page in read.arranged.pages}
    for one in read.found.evidence:
        page = pages[one.page]
        assert one.edges is not None
        left, top, right, bottom = one.edges
        assert 0 <= left < right <= page.width
        assert 0 <= top < bottom <= page.height


def test_every_value_of_a_measure_has_its_place(concept: Read) -> None:
    proven = {(e.row_id, e.column) for e in concept.found.evidence if e.table == "measures"}
    missing = [(m.measure_id, name) for m in concept.found.measures for name in _unproven(m, proven)]
    assert missing == []


def _unproven(measure: Measure, proven: set[tuple[str, str]]) -> Sequence[str]:
    filled = [name for name in ("", *ATTRIBUTES) if name == "" or getattr(measure, name) is not None]
    return [name for name in filled if (measure.measure_id, name) not in proven]


def test_mentions_stand_in_their_sections(read: Read) -> None:
    texts = {section.section_id: section.text for section in read.found.sections}
    assert read.found.mentions
    assert [m for m in read.found.mentions if texts[m.section_id][m.start : m.end] != m.text] == []


def test_ids_hold_together(read: Read) -> None:
    found = read.found
    sections = [section.section_id for section in found.sections]
    measures = [measure.measure_id for measure in found.measures]
    assert len(set(sections)) == len(sections)
    assert len(set(measures)) == len(measures)
    assert {s.parent_id for s in found.sections} <= {None, *sections}
    assert {a.measure_id for a in found.measure_actors} <= set(measures)
    assert {a.actor_id for a in found.measure_actors} <= {actor.actor_id for actor in found.actors}
    assert {m.goal_id for m in found.measures} <= {None, *(goal.goal_id for goal in found.goals)}
