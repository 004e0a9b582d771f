"""What a person decides wins, where she looked, and nowhere else."""

from dataclasses import replace

import pytest

from extractors.comparison.changes import compare
from extractors.comparison.reviewed import decisions_on, homeless, told
from schemas.catalogue import Correction
from schemas.changes import Change, ChangeKey
from schemas.content import Measure
from schemas.documents import Issue
from schemas.extraction import Extraction
from tests.extractors.comparison_cases import CLUBS, DOCUMENT, GUIDES, LANGUAGE, extraction, field, measure


def edition(name: str, *measures: Measure) -> Extraction:
    whole = extraction(fields=(field("Bildung"),), measures=measures)
    return replace(whole, document=replace(DOCUMENT, document_id=name))


OLD = edition("alt", measure("Lotsen", GUIDES), measure("Kurse", LANGUAGE), measure("Chor"))
NEW = edition("neu", measure("Lotsen", GUIDES), measure("Sport", CLUBS), measure("Singkreis"))


def correction(row_id: str, value: str, column: str = "change", documents: str = "alt|neu") -> Correction:
    return Correction(
        table="changes",
        row_id=row_id,
        column=column,
        value=value,
        why="gelesen",
        who="M. Muster",
        document_id=documents,
    )


def decided(*corrections: Correction) -> tuple[dict[str, tuple[str, str]], tuple[Issue, ...]]:
    """Kinds and who decided, by row; and the issues."""
    reviewed = decisions_on(OLD, NEW, corrections)
    ruled = compare(OLD, NEW, from_edition="2009", to_edition="2017").changes
    found = compare(OLD, NEW, from_edition="2009", to_edition="2017", decisions=reviewed.decisions)
    rows = {_key(c): (c.change, c.decided_by) for c in found.changes if c.level == "measure"}
    return rows, (*told(reviewed, ruled), *reviewed.issues)


def _key(change: Change) -> str:
    return str(ChangeKey(change.level, change.from_id, change.to_id))


def test_without_corrections_the_rules_decide() -> None:
    rows, issues = decided()
    assert rows == {
        "measure|Lotsen|Lotsen": ("unchanged", "rule"),
        "measure|Kurse|": ("dropped", "rule"),
        "measure|Chor|": ("dropped", "rule"),
        "measure||Sport": ("added", "rule"),
        "measure||Singkreis": ("added", "rule"),
    }
    assert issues == ()


def test_kind_of_a_pair_is_set() -> None:
    rows, (issue,) = decided(correction("measure|Lotsen|Lotsen", "reworded"))
    assert rows["measure|Lotsen|Lotsen"] == ("reworded", "person")
    assert issue.kind == "corrected"
    assert issue.what == "changes/measure|Lotsen|Lotsen/change: “unchanged” → “reworded” (gelesen; M. Muster)"


@pytest.mark.parametrize(
    ("row_id", "column", "value"),
    [("measure|Chor|", "to_id", "Singkreis"), ("measure||Singkreis", "from_id", "Chor")],
)
def test_two_parts_are_paired_and_the_rules_say_how_they_differ(row_id: str, column: str, value: str) -> None:
    rows, (issue,) = decided(correction(row_id, value, column))
    assert rows["measure|Chor|Singkreis"] == ("renamed", "person")
    assert not {"measure|Chor|", "measure||Singkreis"} & rows.keys()
    assert "“not paired”" in issue.what


def test_two_parts_are_paired_with_a_kind() -> None:
    rows, _ = decided(correction("measure|Kurse|Sport", "renamed|reworded"))
    assert rows["measure|Kurse|Sport"] == ("renamed|reworded", "person")


def test_pair_is_parted() -> None:
    rows, _ = decided(correction("measure|Lotsen|", "dropped"), correction("measure||Lotsen", "added"))
    assert rows["measure|Lotsen|"] == ("dropped", "person")
    assert rows["measure||Lotsen"] == ("added", "person")
    assert "measure|Lotsen|Lotsen" not in rows


def test_new_partner_takes_the_place_of_the_old_one() -> None:
    rows, _ = decided(correction("measure|Lotsen|Sport", "reworded"))
    assert rows["measure|Lotsen|Sport"] == ("reworded", "person")
    assert rows["measure||Lotsen"] == ("added", "rule")


def test_split_keeps_the_partner_it_had() -> None:
    rows, _ = decided(correction("measure|Lotsen|Sport", "split|renamed|reworded"))
    assert rows["measure|Lotsen|Sport"] == ("split|renamed|reworded", "person")
    assert rows["measure|Lotsen|Lotsen"] == ("split", "rule")


def test_fields_can_be_decided_as_well() -> None:
    reviewed = decisions_on(OLD, NEW, [correction("action_field|Bildung|Bildung", "renamed")])
    found = compare(OLD, NEW, from_edition="2009", to_edition="2017", decisions=reviewed.decisions)
    assert [(c.change, c.decided_by) for c in found.changes if c.level == "action_field"] == [("renamed", "person")]


@pytest.mark.parametrize("row_id", ["measure|Tanz|Sport", "measure|Chor|Tanz", "measure|Sport|Chor", "section|Chor|"])
def test_part_that_is_gone_is_put_up_for_review(row_id: str) -> None:
    rows, (issue,) = decided(correction(row_id, "reworded"))
    assert rows == decided()[0]
    assert (issue.kind, issue.severity) == ("correction_not_applied", "warning")
    assert "no longer there" in issue.what


def test_documents_are_named_in_any_order() -> None:
    assert decided(correction("measure|Lotsen|Lotsen", "reworded", documents="neu|alt"))[0] != decided()[0]


@pytest.mark.parametrize("documents", ["alt|anders", "anders|neu"])
def test_replaced_document_is_put_up_for_review(documents: str) -> None:
    other = correction("measure|Lotsen|Lotsen", "reworded", documents=documents)
    assert decisions_on(OLD, NEW, [other]).decisions == ()
    (issue,) = homeless([(OLD, NEW)], [other, correction("measure|Lotsen|Lotsen", "reworded")])
    assert issue.kind == "correction_not_applied"
    assert "no longer there" in issue.what


def test_corrections_of_other_tables_are_none_of_its_business() -> None:
    other = replace(correction("Lotsen", "x"), table="measures", column="title", document_id="alt")
    assert decisions_on(OLD, NEW, [other]).decisions == ()
    assert homeless([(OLD, NEW)], [other]) == ()


def test_id_with_a_bar_is_found() -> None:
    old = edition("alt", measure("Kita | Schule", GUIDES))
    reviewed = decisions_on(old, old, [correction("measure|Kita | Schule|Kita | Schule", "moved", documents="alt|alt")])
    assert [(one.from_id, one.to_id) for one in reviewed.decisions] == [("Kita | Schule", "Kita | Schule")]
