"""Lists below “Maßnahmen” that gave no measure are told; lists that gave some are not."""

from collections.abc import Sequence

import pytest

from extractors.content.passed_over import passed_over_lists
from schemas.content import Measure
from tests.extractors.measure_pages import heading, lines, of_lines

SENTENCES = (
    "• In vielen Städten wurden in den letzten Jahren Netze geknüpft, die sich bewährt haben.",
    "• Auch das Land hat Mittel bereitgestellt; sie reichen nicht aus.",
    "• Eine weitere Förderung wird empfohlen.",
)


def told(title: str, body: Sequence[str], measures: Sequence[Measure] = ()) -> list[tuple[int | None, str, str]]:
    found = of_lines([*lines(title), *lines(*body, top=100)])
    issues = passed_over_lists(found, [heading(title, 0)], measures, "d")
    return [(issue.page, issue.kind, issue.what) for issue in issues]


def test_a_list_of_sentences_is_told_with_its_number_of_items() -> None:
    [(page, kind, what)] = told("Maßnahmen", SENTENCES)
    assert (page, kind) == (1, "list_without_measures")
    assert "none of the 3 items listed under “Maßnahmen”" in what


@pytest.mark.parametrize(
    ("title", "body"),
    [
        ("Ausgangslage", SENTENCES),
        ("Maßnahmen", SENTENCES[:1]),
        ("Maßnahmen", ("Die Stadt hat viel vor.", "Mehr davon im nächsten Jahr.")),
    ],
)
def test_other_text_is_no_list_of_measures(title: str, body: Sequence[str]) -> None:
    assert told(title, body) == []


def test_a_list_that_gave_a_measure_is_not_told() -> None:
    read = Measure(
        measure_id="m",
        document_id="d",
        title="Netze",
        page_first=1,
        page_last=1,
        quote="Netze",
        confidence=0.7,
        method="list",
    )
    assert told("Maßnahmen", SENTENCES, [read]) == []
