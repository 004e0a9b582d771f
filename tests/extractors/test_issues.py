"""What is not in the text is told: pages without text, sideways pages, glyphs without name, text before headings."""

from dataclasses import replace

from extractors.issues import MISSED, heading_issues, is_without_text, reading_issues
from extractors.structure.contents import Contents
from extractors.structure.outline import Heading
from extractors.structure.witnesses import Witnesses
from schemas.geometry import Page, Reading, Unrecognised
from tests.extractors.pages import arranged, column, page, prose, reading

NOTHING_LISTED = (Contents(), Witnesses({}, (), {}))


def kinds(found: Reading) -> list[tuple[str, int | None]]:
    return [(issue.kind, issue.page) for issue in reading_issues(found, "d")]


def test_a_page_of_text_is_in_order() -> None:
    assert kinds(reading(page(1, column(prose(5))))) == []


def test_a_picture_without_text_is_told_and_a_blank_page_is_not() -> None:
    assert is_without_text(page(1))
    assert kinds(reading(page(1), page(2))) == []
    found = replace(reading(page(1), page(2)), unrecognised=(Unrecognised(1, "not_installed"),))
    assert kinds(found) == [("page_without_text", 1)]


def test_each_kind_of_missing_text_says_what_to_do() -> None:
    missed = tuple(Unrecognised(number, kind, "zu lang") for number, kind in enumerate(MISSED, 1))
    issues = list(reading_issues(replace(reading(page(1)), unrecognised=missed), "d"))
    assert [issue.page for issue in issues] == [each.page for each in missed]
    assert all(issue.hint and "{" not in issue.what for issue in issues)


def test_a_recognised_page_names_its_doubtful_words() -> None:
    words = [replace(word, recognised=0.95) for word in column(prose(9))]
    doubtful = replace(words[0], text="AD126/15", recognised=0.14)
    (issue,) = reading_issues(reading(replace(page(1, [doubtful, *words[1:]]), recognised=0.91)), "d")
    assert (issue.kind, issue.page, issue.severity) == ("recognised_page", 1, "notice")
    assert "91%" in issue.what
    assert "AD126/15" in issue.what


def test_a_poorly_recognised_page_is_a_warning() -> None:
    words = [replace(word, recognised=0.5) for word in column(prose(9))]
    (issue,) = reading_issues(reading(replace(page(1, words), recognised=0.5)), "d")
    assert issue.severity == "warning"


def test_a_page_set_sideways_is_told() -> None:
    sideways = [replace(word, upright=False) for word in column(prose(5))]
    assert kinds(reading(page(1, sideways))) == [("sideways_page", 1)]


def test_glyphs_without_a_name_are_told_from_some_number_on() -> None:
    def undecodable(count: int) -> Page:
        return replace(page(1, column(prose(5))), undecodable=count)

    assert kinds(reading(undecodable(3))) == []
    assert kinds(reading(undecodable(300))) == [("undecodable", 1)]


def test_pages_that_only_one_engine_reads_are_told_with_the_reason() -> None:
    found = Reading(pages=(page(1, column(prose(5))),), unread_pages=((2, "cannot be read: KeyError"),))
    (issue,) = reading_issues(found, "d")
    assert (issue.severity, issue.page, issue.what) == ("error", 2, "page 2 cannot be read: KeyError")


def test_running_text_before_the_first_heading_is_told() -> None:
    text = arranged(page(1, column([*prose(20), "Einleitung"])))
    first = Heading((20,), None, "Einleitung", 1, 1, "style")
    (issue,) = heading_issues(text, [first], NOTHING_LISTED, "d")
    assert (issue.kind, issue.page) == ("opening_text", 1)
    assert "20 lines" in issue.what


def test_a_title_page_before_the_first_heading_is_not() -> None:
    text = arranged(page(1, column(["Integrationskonzept", "der Stadt Musterlingen", "Stand: Mai 2017", "Einleitung"])))
    first = Heading((3,), None, "Einleitung", 1, 1, "style")
    assert not list(heading_issues(text, [first], NOTHING_LISTED, "d"))


def test_text_without_any_heading_is_told() -> None:
    text = arranged(page(1, column(prose(4))))
    (issue,) = heading_issues(text, [], NOTHING_LISTED, "d")
    assert (issue.kind, issue.severity) == ("no_headings", "warning")
