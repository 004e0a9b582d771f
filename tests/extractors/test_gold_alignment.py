"""A hand-labelled pair of real editions: sections found again, and what became of them."""

import json
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pypdfium2
import pytest

from extractors.comparison.changes import compare_extractions
from extractors.comparison.wording import letters
from extractors.document import extract_document
from schemas.changes import Change
from schemas.content import Section
from schemas.documents import Document, Given
from schemas.extraction import Extraction

SHARED = Path(__file__).parents[3] / "shared"
LABELS = SHARED / "gold" / "germanzero_edition_alignment.json"

pytestmark = pytest.mark.skipif(not LABELS.exists(), reason="the labelled editions are not on this machine")

Heading = Mapping[str, Any]


@pytest.fixture(scope="module")
def gold() -> Mapping[str, Any]:
    labels: Mapping[str, Any] = json.loads(LABELS.read_text(encoding="utf-8"))
    return labels


@pytest.fixture(scope="module")
def headings(gold: Mapping[str, Any]) -> tuple[list[Heading], list[Heading]]:
    """The labelled headings of both editions, each in printed order."""
    old = [row["from"] for row in gold["sections"] if row["from"]]
    new = [row["to"] for row in gold["sections"] if row["to"]]
    return old, sorted(new, key=lambda heading: heading["page"])


@pytest.fixture(scope="module")
def changes(gold: Mapping[str, Any], headings: tuple[list[Heading], list[Heading]]) -> tuple[Change, ...]:
    """Changes of the sections with their texts, as the PDFs draw them."""
    files = [SHARED / "corpus" / gold[side] for side in ("from_file", "to_file")]
    if not all(file.exists() for file in files):
        pytest.skip("the labelled PDFs are not on this machine")
    old, new = (_extraction(side, _texts(file, side)) for file, side in zip(files, headings, strict=True))
    return compare_extractions(old, new, from_edition="2019", to_edition="2020")


@pytest.fixture(scope="module")
def changes_of_titles(headings: tuple[list[Heading], list[Heading]]) -> tuple[Change, ...]:
    """Changes when nothing but the headings is known."""
    old, new = (_extraction(side, [""] * len(side)) for side in headings)
    return compare_extractions(old, new, from_edition="2019", to_edition="2020")


def test_sections_are_found_again(gold: Mapping[str, Any], changes: Sequence[Change]) -> None:
    assert _pair_f1(gold, changes) >= 0.97


def test_headings_alone_are_found_again(gold: Mapping[str, Any], changes_of_titles: Sequence[Change]) -> None:
    assert _pair_f1(gold, changes_of_titles) >= 0.95


def test_kinds_of_change(gold: Mapping[str, Any], changes: Sequence[Change]) -> None:
    found = {(c.from_id, c.to_id): c.change for c in changes}
    rows = [(row, found.get((_key(row["from"]), _key(row["to"])), "").split("|")) for row in gold["sections"]]
    wrong = [(row["change"], kinds, row["from"] or row["to"]) for row, kinds in rows if row["change"] != kinds[0]]
    assert 1 - len(wrong) / len(rows) >= 0.85, wrong


def test_moved_chapter_is_moved_with_all_below(gold: Mapping[str, Any], changes: Sequence[Change]) -> None:
    expected = {_key(row["from"]) for row in gold["sections"] if row["change"] == "moved"}
    assert {c.from_id for c in changes if c.change.startswith("moved")} == expected


@pytest.fixture(scope="module")
def changes_as_read(gold: Mapping[str, Any]) -> tuple[Change, ...]:
    """Changes of the sections that reading the PDFs finds, with all that it misses and takes for headings."""
    files = [SHARED / "corpus" / gold[side] for side in ("from_file", "to_file")]
    if not all(file.exists() for file in files):
        pytest.skip("the labelled PDFs are not on this machine")
    old, new = (extract_document(file.read_bytes(), Given(document_id=file.stem)) for file in files)
    found = compare_extractions(old, new, from_edition="2019", to_edition="2020")
    return tuple(change for change in found if change.level == "section")


def test_sections_as_read_are_found_again(gold: Mapping[str, Any], changes_as_read: Sequence[Change]) -> None:
    """Headings that are not labelled (in figures and lists) count neither way."""
    expected = {(_seen(row["from"]), _seen(row["to"])) for row in gold["sections"] if row["from"] and row["to"]}
    labelled = {place for pair in expected for place in pair}
    found = {pair for pair in map(_seen_in, changes_as_read) if None not in pair and labelled & set(pair)}
    assert 2 * len(expected & found) / (len(expected) + len(found)) >= 0.95


def test_kinds_of_change_as_read(gold: Mapping[str, Any], changes_as_read: Sequence[Change]) -> None:
    found = {_seen_in(change): change.change for change in changes_as_read}
    kinds = [(row["change"], found.get((_seen(row["from"]), _seen(row["to"])), "")) for row in gold["sections"]]
    right = sum(expected == kind.split("|")[0] for expected, kind in kinds)
    assert right / len(kinds) >= 0.88


Seen = tuple[str, int | None]


def _seen(heading: Heading | None) -> Seen | None:
    return (letters(heading["title"]), heading["page"]) if heading else None


def _seen_in(change: Change) -> tuple[Seen | None, Seen | None]:
    old = (letters(change.from_quote), change.from_page) if change.from_quote is not None else None
    return old, (letters(change.to_quote), change.to_page) if change.to_quote is not None else None


def _pair_f1(gold: Mapping[str, Any], changes: Sequence[Change]) -> float:
    expected = {(_key(row["from"]), _key(row["to"])) for row in gold["sections"] if row["from"] and row["to"]}
    found = {(c.from_id, c.to_id) for c in changes if c.from_id and c.to_id}
    return 2 * len(expected & found) / (len(expected) + len(found))


def _key(heading: Heading | None) -> str | None:
    return f"{heading['page']} {' > '.join(heading['path'])}" if heading else None


def _extraction(headings: Sequence[Heading], texts: Sequence[str]) -> Extraction:
    ids = [_key(heading) or "" for heading in headings]
    sections = [
        Section(
            document_id="d",
            section_id=ids[n],
            parent_id=next((ids[m] for m in range(n - 1, -1, -1) if headings[m]["path"] == heading["path"][:-1]), None),
            level=heading["level"],
            heading=heading["title"],
            page_first=heading["page"],
            page_last=heading["page"],
            text=texts[n],
        )
        for n, heading in enumerate(headings)
    ]
    return Extraction(document=Document(document_id="d", sha256="", byte_size=0), sections=tuple(sections))


def _texts(file: Path, headings: Sequence[Heading]) -> list[str]:
    """Text of the pages between each heading and the next, in the order in which the PDF draws it."""
    pdf = pypdfium2.PdfDocument(file)
    printed = [page.get_textpage().get_text_range().splitlines() for page in pdf]
    pdf.close()
    repeated = Counter(_without_digits(line) for lines in printed for line in set(lines))
    body = [[line for line in lines if repeated[_without_digits(line)] < len(printed) / 3] for lines in printed]
    pages = [_plain("\r\n".join(lines)) for lines in body]
    starts = [sum(map(len, pages[:n])) for n in range(len(pages))]
    whole, spans = "".join(pages), []
    for heading in headings:
        first = starts[heading["page"] - 1]
        match = _letters_pattern(heading["title"]).search(whole, first)
        spans.append((match.start(), match.end()) if match else (first, first))
    begins = sorted(start for start, _ in spans)
    return [whole[end : next((begin for begin in begins if begin > start), len(whole))] for start, end in spans]


def _without_digits(line: str) -> str:
    """Running heads and feet are the same on every page but for numbers."""
    return re.sub(r"[\W\d]+", "", line)


def _plain(text: str) -> str:
    """One line, word breaks of both kinds undone."""
    return re.sub(r"[\x02\ufffe]\s*|(?<=[a-zäöüß])-\s+(?=[a-zäöüß])", "", text).replace("\r\n", " ") + " "


def _letters_pattern(title: str) -> re.Pattern[str]:
    """The title, wherever the PDF sets blanks and line breaks."""
    return re.compile(r"[\s\x02\ufffe-]*".join(re.escape(letter) for letter in title if not letter.isspace()))
