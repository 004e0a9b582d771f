"""Text recognition: the example's scanned twin against its known text, and which pages are looked at at all."""

import io
import json
import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache

import pikepdf
import pytest
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.distance import Levenshtein

from extractors.document import Attempt, extract_document, identify
from extractors.issues import reading_issues
from extractors.pdf.ocr import even_sizes, recognise_pages
from extractors.pdf.picture_text import Recogniser
from extractors.pdf.reader import read_pages
from extractors.pdf.scans import is_garbled, needs_look
from extractors.pdf.steps import ALL_PAGES, DRAW, GIVEN_UP, RECOGNISE, Avoided
from flows.recognition import find_recogniser
from schemas.content import Measure
from schemas.documents import Given
from schemas.errors import RecognitionFailed
from schemas.extraction import Extraction
from schemas.geometry import Box, Page, Reading, Turn, Word
from tests.extractors.pages import column, page, prose
from tests.musterlingen.make_scans import DOCUMENTS, SCANS, SHEETS
from tests.pdf_files import Picture, Text, pdf
from tests.pdf_files import column as printed

MOST_ERRORS = 0.02
NEAR_PT = 4.0

TRUTH = SCANS.parent / "truth" / "niederschrift-2017-12-11.json"
WHOLE_PAGE = Box(0, 0, 595, 842)
STEMS = sorted(SHEETS)

needs_tesseract = pytest.mark.skipif(
    find_recogniser() is None, reason="Tesseract with German is not installed: konzept doctor"
)


@cache
def recognised(stem: str) -> Reading:
    """A scanned twin as it is read."""
    content = (SCANS / f"{stem}.pdf").read_bytes()
    return recognise_pages(content, read_pages(content), find_recogniser())


@cache
def extracted(stem: str) -> Extraction:
    """All records of a scanned twin."""
    content = (SCANS / f"{stem}.pdf").read_bytes()
    return extract_document(content, Given(document_id=identify(content)), recogniser=find_recogniser())


@cache
def originals(stem: str) -> Sequence[Page]:
    """The pages that were scanned."""
    pages = read_pages((DOCUMENTS / f"{stem}.pdf").read_bytes()).pages
    return [pages[sheet.page - 1] for sheet in SHEETS[stem]]


def letters(words: Sequence[Word], bases: Sequence[float]) -> str:
    """All that is printed, by the nearest of the base lines from top to bottom; bullets are drawn, not written."""
    rows = sorted(words, key=lambda word: (min(bases, key=lambda base: abs(base - word.box.bottom)), word.box.x0))
    return re.sub(r"[^\w.,;:()/%€-]", "", "".join(word.text for word in rows))


def base_lines(words: Sequence[Word]) -> list[float]:
    """Lower edges of the words, those of one line once."""
    found: list[float] = []
    for bottom in sorted(word.box.bottom for word in words):
        if not found or bottom - found[-1] > NEAR_PT:
            found.append(bottom)
    return found


# The scanned twin


@needs_tesseract
@pytest.mark.parametrize("stem", STEMS)
def test_most_characters_of_the_scanned_twin_are_right(stem: str) -> None:
    errors = total = 0
    for original, scan in zip(originals(stem), recognised(stem).pages, strict=True):
        bases = base_lines(original.words)
        expected, found = letters(original.words, bases), letters(scan.words, bases)
        errors += Levenshtein.distance(expected, found)
        total += len(expected)
    assert errors / total <= MOST_ERRORS, f"{errors} of {total}"


@needs_tesseract
@pytest.mark.parametrize("stem", STEMS)
def test_sheets_are_turned_as_they_lay(stem: str) -> None:
    turns = [page.turn or Turn(page.width, page.height) for page in recognised(stem).pages]
    assert [turn.quarters for turn in turns] == [-sheet.quarters % 4 for sheet in SHEETS[stem]]
    assert [turn.degrees for turn in turns] == pytest.approx([-sheet.degrees for sheet in SHEETS[stem]], abs=0.2)


@needs_tesseract
def test_decisions_of_the_scanned_minutes() -> None:
    content = (DOCUMENTS / "niederschrift-2017-12-11.pdf").read_bytes()
    original = extract_document(content, Given(document_id=identify(content)))
    scan = extracted("niederschrift-2017-12-11")
    true = {one["subject"] for one in json.loads(TRUTH.read_text(encoding="utf-8"))["decisions"]}
    found = {decision.subject for decision in scan.decisions}
    assert found <= true
    assert len(found) >= len(true) - 1
    assert scan.document.pages_ocr == 4
    assert all(d.ocr_confidence is not None for d in (*scan.decisions, *scan.votes, *scan.sections, *scan.evidence))
    assert all(d.ocr_confidence is None for d in (*original.decisions, *original.votes, *original.evidence))


@needs_tesseract
def test_measures_of_the_scanned_concept_are_no_surer_than_their_words() -> None:
    found = extracted("integrationskonzept-2017").measures
    assert "Zusätzliche Sprachförderung in Kindertageseinrichtungen" in {measure.title for measure in found}
    assert all(measure.confidence <= (measure.ocr_confidence or 0) + 0.01 for measure in found)


@needs_tesseract
def test_the_scanned_concept_gives_the_measures_of_the_original() -> None:
    """Sheets under dark bars: titles, and in them what stands beside the labels."""
    expected = {each.title: each for each in printed_measures("integrationskonzept-2017")}
    found = {each.title: each for each in extracted("integrationskonzept-2017").measures}
    assert set(found) <= set(expected), "a title that nobody printed"
    assert len(found) >= len(expected) - 1
    columns = ("responsible", "partners", "target_group", "timeframe", "cost_eur_min", "indicator", "priority")
    values = [(_dashed(found[title], name), _dashed(expected[title], name)) for title in found for name in columns]
    filled = [(seen, true) for seen, true in values if true is not None]
    assert sum(seen == true for seen, true in filled) >= 0.9 * len(filled)
    assert sum(seen not in (None, true) for seen, true in filled) <= 0.05 * len(filled)


def _dashed(measure: Measure, column: str) -> object:
    """A value; recognition tells no dash from a hyphen."""
    value = getattr(measure, column)
    return value.replace("–", "-") if isinstance(value, str) else value


@cache
def printed_measures(stem: str) -> Sequence[Measure]:
    """The measures of the original on the pages that were scanned."""
    content = (DOCUMENTS / f"{stem}.pdf").read_bytes()
    found = extract_document(content, Given(document_id=identify(content))).measures
    return [each for each in found if each.page_first in [sheet.page for sheet in SHEETS[stem]]]


@needs_tesseract
def test_headings_of_the_scanned_minutes_are_those_of_the_original() -> None:
    stem = "niederschrift-2017-12-11"
    content = (DOCUMENTS / f"{stem}.pdf").read_bytes()
    expected = {each.heading for each in extract_document(content, Given(document_id=identify(content))).sections}
    found = {each.heading for each in extracted(stem).sections}
    assert len(found & expected) >= 0.85 * len(expected)
    assert len(found - expected) <= 0.15 * len(found)


@needs_tesseract
@pytest.mark.parametrize("stem", STEMS)
def test_evidence_lies_over_its_words_on_the_scanned_page(stem: str) -> None:
    """The longest word of each quote lies where the digital original has it, moved as the sheet was."""
    words = {word.text for original in originals(stem) for word in original.words}
    proofs = [proof for proof in extracted(stem).evidence if _longest(proof.quote) in words]
    assert len(proofs) > 10
    missed = [proof.quote for proof in proofs if not _lies_over(proof.quote, Box(*_edges(proof)), stem, proof.page)]
    assert missed == []


def _longest(quote: str) -> str:
    return max(quote.split(), key=len)


def _edges(proof: object) -> tuple[float, float, float, float]:
    left, top, right, bottom = (float(getattr(proof, edge)) for edge in ("x0", "top", "x1", "bottom"))
    return left, top, right, bottom


def _lies_over(quote: str, box: Box, stem: str, number: int) -> bool:
    sheet, original = SHEETS[stem][number - 1], originals(stem)[number - 1]
    lay = Turn(original.width, original.height, sheet.quarters, sheet.degrees)
    places = [lay.straightened(word.box) for word in original.words if word.text == _longest(quote)]
    return any(box.grown(NEAR_PT).holds(place.middle) for place in places)


# Which pages are looked at


def test_a_page_of_text_is_not_looked_at() -> None:
    assert needs_look(page(1, column(prose(20)))) == ""


def test_text_around_a_picture_and_on_a_whole_page_of_picture_is_looked_at() -> None:
    stamp = column(["Beglaubigte Kopie der Vorlage 2017/0815"])
    assert needs_look(replace(page(1, stamp), images=(WHOLE_PAGE,))) == "framed"
    assert needs_look(replace(page(1, column(prose(40))), images=(WHOLE_PAGE,))) == "layered"


def test_strips_of_a_scan_cover_the_page_together() -> None:
    strips = tuple(Box(0, top, 595, top + 106) for top in range(0, 842, 106))
    assert needs_look(replace(page(1, column(["Beglaubigte Kopie der Vorlage 2017"])), images=strips)) == "framed"


@pytest.mark.parametrize(
    "text", ["Gdv Nrqchsw zxugh vrq ghp Udw ehvfkorvvhq xqg jhcht", 'D$e V%r#a%t n!m§t d"n B=r{i}ht z~r K^n=t']
)
def test_garbled_text_is_looked_at(text: str) -> None:
    assert is_garbled(page(1, column([text] * 6)))


def test_leaders_and_numbers_are_not_garbled() -> None:
    listed = [f"{number} Integration vor Ort {'.' * 60} {number}" for number in range(1, 20)]
    assert not is_garbled(page(1, column(listed)))


@given(st.lists(st.text("aeiouäÜybcdmnrßtŒ0§$%", min_size=1, max_size=9), min_size=20, max_size=40))
def test_a_sign_of_another_alphabet_changes_nothing(texts: Sequence[str]) -> None:
    """Without such signs letters are counted another, quicker way."""
    lines = [" ".join(texts)] * 3
    assert is_garbled(page(1, column(lines))) == is_garbled(page(1, column([*lines, "\uf0b7"])))


def silent(_picture: bytes, _question: str, _dpi: int) -> str:
    raise RecognitionFailed("took more than 120 seconds")


SCAN = [Picture(0, 0, 595, 842)]


def test_a_page_that_recognition_gives_up_costs_only_itself() -> None:
    content = pdf([printed(prose(20), 70, 100), SCAN])
    found = recognise_pages(content, read_pages(content), silent)
    assert [(one.page, one.kind, one.why) for one in found.unrecognised] == [
        (2, "failed", "took more than 120 seconds")
    ]
    assert len(found.pages[0].words) == len(read_pages(content).pages[0].words)


def test_each_page_is_told_before_it_is_drawn_and_before_it_is_recognised() -> None:
    content = pdf([printed(prose(20), 70, 100), SCAN, SCAN])
    told: list[tuple[str, int]] = []
    recognise_pages(content, read_pages(content), silent, lambda step, number: told.append((step, number)))
    looked = [[(DRAW, page), (RECOGNISE, page), (DRAW, page)] for page in (2, 3)]
    assert told == [(DRAW, 2), (DRAW, 3), *looked[0], *looked[1]]


@pytest.mark.parametrize(("avoided", "left_out"), [(2, [2]), (ALL_PAGES, [2, 3])])
@pytest.mark.parametrize("recogniser", [silent, None])
def test_pages_that_ended_an_earlier_try_are_not_drawn_and_told(
    avoided: int, left_out: Sequence[int], recogniser: Recogniser | None
) -> None:
    content = pdf([printed(prose(20), 70, 100), SCAN, SCAN])
    drawn: set[int] = set()
    harm = [(avoided, f"{GIVEN_UP}the reading process died")]
    found = recognise_pages(content, read_pages(content), recogniser, lambda _, number: drawn.add(number), harm)
    assert [one.page for one in found.unrecognised if one.kind == "given_up"] == left_out
    assert [one.page for one in found.unrecognised] == [2, 3]
    assert drawn == {2, 3} - set(left_out)
    issues = [issue for issue in reading_issues(found, "0") if issue.severity == "error"]
    assert [issue.page for issue in issues] == left_out
    assert issues[0].what == "the picture of page 2 was given up: the reading process died"


def test_a_document_of_one_picture_that_was_given_up_says_why() -> None:
    avoided = Avoided(pictures=((1, f"{GIVEN_UP}took too long; raise KONZEPT_STEP_TIMEOUT"),))
    found = extract_document(pdf([SCAN]), Given(document_id="0"), recogniser=silent, attempt=Attempt(avoided=avoided))
    assert "(page 1: was given up: took too long; raise KONZEPT_STEP_TIMEOUT)" in (found.document.error or "")
    assert [issue.page for issue in found.issues] == [None, 1]


def test_blank_pages_and_page_numbers_alone_are_no_pictures() -> None:
    content = pdf([[], [Text("Seite 2 von 2", 480, 790)]])
    assert recognise_pages(content, read_pages(content), silent).unrecognised == ()


def test_without_a_recogniser_pictures_are_told() -> None:
    content = pdf([printed(prose(20), 70, 100), SCAN])
    found = recognise_pages(content, read_pages(content), None)
    assert [(one.page, one.kind) for one in found.unrecognised] == [(2, "not_installed")]


# Sizes and places


def test_type_sizes_that_differ_by_chance_are_one() -> None:
    sizes = [11.0, 11.4, 10.6, 11.0, 18.0]
    words = [
        replace(word, recognised=0.9, style=replace(word.style, size=size))
        for word, size in zip(column(["Integration"] * 5), sizes, strict=True)
    ]
    even = even_sizes({1: page(1, words)})[1]
    assert [word.style.size for word in even.words] == [11.0, 11.0, 11.0, 11.0, 18.0]


@given(
    st.integers(0, 3), st.floats(-5, 5), st.floats(0, 500), st.floats(0, 700), st.floats(1, 90), st.floats(1, 20)
)  # fmt: skip
def test_a_box_comes_back_to_its_place(
    quarters: int, degrees: float, x: float, y: float, width: float, height: float
) -> None:
    turn = Turn(595, 842, quarters, degrees)
    box = Box(x, y, x + width, y + height)
    back = turn.as_displayed(turn.straightened(box))
    assert back.middle == pytest.approx(box.middle, abs=0.1)
    assert back.grown(0.1).holds((box.x0, box.top))
    assert back.grown(0.1).holds((box.x1, box.bottom))


# Hidden text over scans


def with_layer(sheet: int, words: Sequence[Word]) -> bytes:
    """The scanned sheet of the minutes with hidden text over it, as copiers add it."""
    with pikepdf.open(SCANS / "niederschrift-2017-12-11.pdf") as file:
        kept = file.pages[sheet]
        font = pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1,
                                  BaseFont=pikepdf.Name.Helvetica, Encoding=pikepdf.Name.WinAnsiEncoding)  # fmt: skip
        kept.Resources.Font = pikepdf.Dictionary(F0=font)
        height = float(kept.mediabox[3])
        shown = (
            f"1 0 0 1 {word.box.x0} {height - word.box.bottom + 2} Tm /F0 {word.style.size} Tf <{code}> Tj"
            for word in words
            if (code := word.text.encode("cp1252", "ignore").hex())
        )
        kept.contents_add(f"BT 3 Tr {' '.join(shown)} ET".encode())
        written = io.BytesIO()
        new = pikepdf.new()
        new.pages.append(kept)
        new.save(written)
    return written.getvalue()


def changed(words: Sequence[Word]) -> list[Word]:
    """What a careless recognition makes of words: most letters wrong, but of the right kind."""
    wrong = str.maketrans("abdefghilmnoprstuwz", "odbcfqbjlnmcpvzfvws")
    return [replace(word, text=word.text.translate(wrong)) for word in words]


def read_layered(content: bytes) -> Page:
    [found] = recognise_pages(content, read_pages(content), find_recogniser()).pages
    return found


@needs_tesseract
def test_hidden_text_that_agrees_with_the_picture_is_kept_and_bold_as_there() -> None:
    words = originals("niederschrift-2017-12-11")[1].words
    found = read_layered(with_layer(1, words))
    assert (found.recognised or 0) >= 0.8
    assert all(word.recognised is None for word in found.words)
    assert _long(words) == _long(found.words)
    bold = {word.text for word in words if word.style.bold and len(word.text) > 3}
    seen = {word.text for word in found.words if word.style.bold and len(word.text) > 3}
    assert len(bold & seen) > 0.9 * len(bold)
    assert len(seen - bold) < 0.1 * len(bold)


@needs_tesseract
def test_hidden_text_that_differs_from_the_picture_is_read_anew() -> None:
    words = originals("niederschrift-2017-12-11")[1].words
    found = read_layered(with_layer(1, changed(words)))
    assert all(word.recognised is not None for word in found.words)
    assert len(_long(words) & _long(found.words)) > 0.9 * len(_long(words))


def _long(words: Sequence[Word]) -> set[str]:
    return {word.text for word in words if len(word.text) > 6}


def test_hidden_text_without_a_recogniser_is_told() -> None:
    content = with_layer(1, originals("niederschrift-2017-12-11")[1].words)
    found = recognise_pages(content, read_pages(content), None)
    assert [(one.page, one.kind) for one in found.unrecognised] == [(1, "unchecked")]
    assert len(found.pages[0].words) > 100
