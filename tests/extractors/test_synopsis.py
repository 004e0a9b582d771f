"""Old and new text side by side: runs of words, paragraphs, the page for readers."""

import base64
import hashlib
import re
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.comparison.changes import Comparison
from extractors.comparison.changes import compare as compare_editions
from extractors.comparison.passages import paragraph_rows
from extractors.comparison.runs import DELETED, EQUAL, INSERTED, compare_words
from extractors.comparison.synopsis import Synopsis, compare_passages, synopsis_html, synopsis_rows
from schemas.extraction import Extraction
from tests.extractors.comparison_cases import CLUBS, GUIDES, LANGUAGE, extraction, field, goal, measure, section


def runs(old: str, new: str) -> list[tuple[str, str]]:
    return [(run.kind, run.old if run.kind == DELETED else run.new) for run in compare_words(old, new).runs]


def compare(old: Extraction, new: Extraction) -> Comparison:
    return compare_editions(old, new, from_edition="2009", to_edition="2017")


def side_by_side(old: Extraction, new: Extraction) -> tuple[Synopsis, ...]:
    return compare_passages(compare(old, new))


def page(old: Extraction, new: Extraction) -> str:
    return synopsis_html(compare(old, new))


def test_compounds_stay_whole() -> None:
    assert runs("Der Integrationsrat der Stadt berät", "Der Integrationsausschuss der Stadt berät") == [
        (EQUAL, "Der"),
        (DELETED, "Integrationsrat"),
        (INSERTED, "Integrationsausschuss"),
        (EQUAL, "der Stadt berät"),
    ]


def test_close_changes_are_joined() -> None:
    assert runs(
        "Hier stehen alte Worte und schlechte Sätze für alle Leser",
        "Hier stehen neue Worte und gute Sätze für alle Leser",
    ) == [
        (EQUAL, "Hier stehen"),
        (DELETED, "alte Worte und schlechte"),
        (INSERTED, "neue Worte und gute"),
        (EQUAL, "Sätze für alle Leser"),
    ]
    apart = runs("alte eins zwei drei schlechte vier fünf", "neue eins zwei drei gute vier fünf")
    assert [kind for kind, _ in apart] == [DELETED, INSERTED, EQUAL, DELETED, INSERTED, EQUAL]


def test_setting_is_not_marked() -> None:
    assert [kind for kind, _ in runs("„Haus der Vereine“ – offen", "»Haus der Vereine« - offen")] == [EQUAL]


@pytest.mark.parametrize(
    ("old", "new", "spelling"),
    [
        ("für alle Schüler im Stadtteil", "für alle Schüler*innen im Stadtteil", True),
        ("der Klima-Ausgleich gilt ab sofort", "der Klimaausgleich gilt ab sofort", True),
        ("Kurse, Feste und Fahrten", "Kurse Feste und Fahrten", True),
        ("bis zum Jahr 2030", "bis zum Jahr 2035", False),
        ("gleich und gleich", "gleich und gleich", False),
    ],
)
def test_spelling_only(old: str, new: str, spelling: bool) -> None:
    assert compare_words(old, new).spelling_only is spelling


def test_rewritten_text_is_not_marked() -> None:
    assert not compare_words(CLUBS, GUIDES).marked
    assert compare_words(CLUBS, CLUBS.replace("Vereinen", "Verbänden")).marked


@given(
    st.lists(st.sampled_from(("eins", "zwei", "drei", "vier", "fünf"))),
    st.lists(st.sampled_from(("eins", "zwei", "drei", "sechs"))),
)
def test_runs_give_both_texts_back(old: list[str], new: list[str]) -> None:
    found = compare_words(" ".join(old), " ".join(new)).runs
    assert " ".join(run.old for run in found if run.kind != INSERTED) == " ".join(old)
    assert " ".join(run.new for run in found if run.kind != DELETED) == " ".join(new)
    assert all(run.kind == EQUAL or not (run.old and run.new) for run in found)


def test_paragraphs_are_paired_by_content() -> None:
    rows = paragraph_rows(
        f"{LANGUAGE}\n{CLUBS}", f"Ein neuer Satz geht voran.\n{LANGUAGE}\n{CLUBS} Alle sind willkommen."
    )
    assert [(row.old is not None, row.new is not None) for row in rows] == [(False, True), (True, True), (True, True)]
    assert [row.comparison.inserted for row in rows if row.comparison] == [0, 3]


@given(st.lists(st.sampled_from((LANGUAGE, CLUBS, GUIDES))), st.lists(st.sampled_from((LANGUAGE, CLUBS, GUIDES))))
def test_paragraphs_keep_their_order(old: list[str], new: list[str]) -> None:
    rows = paragraph_rows("\n".join(old), "\n".join(new))
    assert [row.old for row in rows if row.old is not None] == old
    assert [row.new for row in rows if row.new is not None] == new


def test_very_many_paragraphs() -> None:
    old = [f"Absatz {number} nennt eine Zahl." for number in range(600)]
    new = [text for text in old if "7" not in text]
    rows = paragraph_rows("\n".join(old), "\n".join(new))
    assert [row.old for row in rows if row.new is None] == [text for text in old if "7" in text]


def test_moved_paragraph_names_its_page() -> None:
    old = extraction(
        sections=(section("Sport", f"{GUIDES}\n{CLUBS}", page=3), section("Sprache", LANGUAGE, page=5)),
    )
    new = extraction(
        sections=(section("Sport", CLUBS, page=4), section("Sprache", f"{LANGUAGE}\n{GUIDES}", page=8)),
    )
    found = side_by_side(old, new)
    assert [row.moved_page for part in found for row in part.rows if row.comparison is None] == [8, 3]
    assert [(part.deleted, part.inserted) for part in found] == [(0, 0), (0, 0)]
    assert "Verschoben, steht neu auf S. 8:" in page(old, new)
    assert "Verschoben, stand alt auf S. 3:" in page(old, new)


def test_reading_order_of_the_new_edition() -> None:
    old = extraction(measures=(measure("Feste"), measure("Lotsen", GUIDES), measure("Vereine", CLUBS)))
    new = extraction(measures=(measure("Vereine", CLUBS), measure("Sprachkurse", LANGUAGE), measure("Feste")))
    assert [part.new_title or part.old_title for part in side_by_side(old, new)] == [
        "Vereine",
        "Sprachkurse",
        "Feste",
        "Lotsen",
    ]


def test_rows_of_the_table() -> None:
    old = extraction(
        measures=(
            measure("Lotsen", f"{GUIDES}\n{CLUBS}", code="A 1"),
            measure("Chor", LANGUAGE),
            measure("Rat", "Er tagt."),
        ),
    )
    new = extraction(
        measures=(measure("Lotsen", GUIDES.replace("Ärzten", "Behörden"), code="A 1"), measure("Rat", "Er tagt.")),
    )
    rows = list(synopsis_rows(compare(old, new), "musterlingen"))
    assert [(r.from_id, r.to_id, r.position, r.words_deleted, r.words_inserted) for r in rows] == [
        ("A 1", "A 1", 1, 1, 1),
        ("A 1", "A 1", 2, len(CLUBS.split()), 0),
        ("Chor", None, 1, len(LANGUAGE.split()), 0),
    ]
    first, second, _ = rows
    assert (first.concept_id, first.from_edition, first.to_edition, first.level) == (
        "musterlingen",
        "2009",
        "2017",
        "measure",
    )
    assert first.from_text == GUIDES
    assert first.marked
    assert first.marked.endswith("begleiten sie zu Ämtern und [-Ärzten.-] {+Behörden.+}")
    assert (second.to_text, second.marked, second.spelling_only, second.moved_page) == (None, None, False, None)


def test_table_marks_what_moved_and_what_is_spelling() -> None:
    old = extraction(
        sections=(section("Sport", f"{GUIDES}\n{CLUBS}", page=3), section("Rat", "Für Schüler da.", page=5))
    )
    new = extraction(
        sections=(section("Sport", CLUBS, page=4), section("Rat", f"Für Schüler*innen da.\n{GUIDES}", page=8))
    )
    rows = list(synopsis_rows(compare(old, new)))
    assert [(r.from_text or r.to_text, r.moved_page) for r in rows if r.moved_page] == [(GUIDES, 8), (GUIDES, 3)]
    assert [r.marked for r in rows if r.spelling_only] == ["Für [-Schüler-] {+Schüler*innen+} da."]
    assert sum(r.words_deleted + r.words_inserted for r in rows if r.moved_page) == 0


def test_differences_of_setting_are_called_so() -> None:
    head = "Nr. Maßnahme Zuständigkeit Zeitraum"
    rows = ("1.1 Kurse laufend", "1.2 Feste 2018")
    old = extraction(sections=(section("Plan", f"{head}\n{rows[0]}\n{rows[1]}"),))
    new = extraction(sections=(section("Plan", f"{head}\n{rows[0]}\n{head}\n{rows[1]}"),))
    assert list(synopsis_rows(compare(old, new))) == []
    assert "Was abweicht, kommt vom Satz der Seiten" in page(old, new)


HOSTILE = "<script>alert(1)</script> & \"<img src=x onerror='x'>\""


class Outline(HTMLParser):
    """The tags of a page, and whether each is closed."""

    VOID = frozenset({"meta", "link", "br", "img"})

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.seen: set[str] = set()
        self.attributes: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.add(tag)
        self.attributes.update(name for name, _ in attrs)
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


@pytest.fixture(scope="module")
def whole_page() -> str:
    old = extraction(
        fields=(field("Bildung"),),
        goals=(goal("Alle lernen Deutsch.", number="1"),),
        measures=(measure("Lotsen", GUIDES, code="A 1"), measure(HOSTILE, HOSTILE)),
        sections=(section("Sport", f"{CLUBS}\n{HOSTILE}"), section("Ausblick", LANGUAGE), section("Dank")),
    )
    new = extraction(
        fields=(field("Bildung"),),
        goals=(goal("Alle lernen gut Deutsch.", number="1"),),
        measures=(measure("Lotsen", GUIDES.replace("Ärzten", "Behörden"), code="A 1"),),
        sections=(section("Sport", CLUBS), section("Ausblick", GUIDES), section("Dank")),
    )
    return page(old, new)


def test_page_is_well_formed_and_escaped(whole_page: str) -> None:
    outline = Outline()
    outline.feed(whole_page)
    assert outline.open == []
    assert {"script", "img", "link", "iframe"}.isdisjoint(outline.seen)
    assert not {name for name in outline.attributes if name.startswith("on") or name in {"style", "src"}}
    assert "&lt;script&gt;" in whole_page


def test_page_speaks_without_colour(whole_page: str) -> None:
    assert '<html lang="de">' in whole_page
    assert '<del><span class="spoken">gestrichen: </span>Ärzten' in whole_page
    assert '<ins><span class="spoken">ergänzt: </span>Behörden' in whole_page
    assert "Weitgehend neu gefasst, ohne Wortmarken" in whole_page
    assert "line-through" in whole_page
    assert "underline" in whole_page
    assert "prefers-color-scheme: dark" in whole_page
    assert "1 Wort gestrichen, 1 ergänzt" in whole_page
    assert "Ziel 1" in whole_page
    assert "A 1 Lotsen" in whole_page


def test_page_allows_its_style_by_hash(whole_page: str) -> None:
    style = re.search(r"<style>(.*?)</style>", whole_page, re.DOTALL)
    assert style is not None
    digest = base64.b64encode(hashlib.sha256(style[1].encode()).digest()).decode()
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', whole_page)
    assert policy is not None
    assert f"sha256-{digest}" in policy[1].replace("&#43;", "+")


def test_page_of_nothing() -> None:
    assert "In keiner der beiden Ausgaben" in page(extraction(), extraction())


CONTRASTS = [
    ("text", "page"),
    ("quiet", "page"),
    ("quiet", "panel"),
    ("old-text", "old"),
    ("new-text", "new"),
    ("link", "page"),
]


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize(("front", "back"), CONTRASTS)
def test_contrast_is_enough(whole_page: str, front: str, back: str, dark: bool) -> None:
    found = [
        dict(re.findall(r"--([\w-]+): (#\w+);", block))
        for block in re.findall(r":root \{(.*?)\}", whole_page, re.DOTALL)
    ]
    colours = found[1 if dark else 0]
    lighter, darker = sorted((_luminance(colours[front]), _luminance(colours[back])), reverse=True)
    assert (lighter + 0.05) / (darker + 0.05) >= 4.5


def _luminance(colour: str) -> float:
    """Relative luminance as WCAG defines it."""
    digits = colour.lstrip("#")
    digits = "".join(2 * digit for digit in digits) if len(digits) == 3 else digits
    parts = [int(digits[n : n + 2], 16) / 255 for n in (0, 2, 4)]
    red, green, blue = (part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
