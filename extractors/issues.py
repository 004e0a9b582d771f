"""What was not understood of a document, page by page: published with its rows instead of being dropped."""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from textwrap import shorten

from extractors.layout.lines import Arranged
from extractors.pdf.scans import has_few_letters
from extractors.pdf.steps import GIVEN_UP
from extractors.recognised import words_in_doubt
from extractors.structure.contents import Contents
from extractors.structure.outline import Heading
from extractors.structure.type_sizes import type_sizes
from extractors.structure.witnesses import Witnesses, key_of
from schemas.documents import Issue
from schemas.geometry import Page, Reading, Unrecognised
from schemas.packed import sideways_of

MOST_UNDECODABLE = 10
"""Pages with more glyphs that mean no character are reported."""

GOOD = 0.85
DOUBTFUL = 0.6
MOST_DOUBTFUL = 0.05
MOST_SHOWN = 8
"""Recognised pages below the first, or with more than that share of words below the second, are put up for a look."""

LOOK = "compare its rows with the page before you quote them"
CURE = "install Tesseract with its German data (konzept doctor says how), and read the document again"

MISSED: Mapping[str, tuple[str, str, str, str]] = {
    "not_installed": ("warning", "page_without_text", "page {page} is a picture without text", CURE),
    "perhaps_more": ("notice", "picture_page", "page {page} has a few words around a picture that may hold text", CURE),
    "unchecked": (
        "notice",
        "unchecked_text",
        "nobody compared the doubtful text of page {page} with its picture",
        CURE,
    ),
    "unclear": (
        "warning",
        "unchecked_text",
        "the hidden text of page {page} could not be compared with its picture",
        "compare its rows with the page",
    ),
    "failed": (
        "warning",
        "page_without_text",
        "the picture of page {page} was not read: {why}",
        "read the page yourself",
    ),
    "given_up": (
        "error",
        "page_without_text",
        "the picture of page {page} {why}",
        "read the page yourself",
    ),
    "nothing_found": (
        "notice",
        "page_without_text",
        "page {page} is a picture in which no text was recognised",
        "look at the page",
    ),
}
"""What became of a page → severity, kind, what, and hint."""

MOST_MISSING = 100
"""More missing entries of a contents list than these are told together."""

LONG_LINE = 50
MOST_OPENING_LINES = 10
"""More long lines before the first heading than an imprint has are running text, and reported."""


MOST_ENTRIES_TOLD = 5
LONGEST_TITLE = 160
LEAST_LETTERS = 12
"""Titles so long that read alike at their start are one: in contents lists they are often shortened."""

LIST = re.compile(r"verzeichnis$", re.IGNORECASE)
"""Lists of figures and tables stand on pages of contents, which are no sections."""


def is_without_text(page: Page) -> bool:
    """Whether a page has hardly a letter: a picture, or blank."""
    return has_few_letters(page.words)


def reading_issues(reading: Reading, document_id: str) -> Iterator[Issue]:
    """What was seen of the file; pages that could not be read, or not in full."""
    for note in reading.notes:
        yield _on_page(document_id, note.page, note.kind, (note.what, note.hint), severity=note.severity)
    for number, why in reading.unread_pages:
        hint = "look at the page" if why.startswith(GIVEN_UP) else "look at the page, and fetch the file again"
        yield _on_page(document_id, number, "unread_page", (f"page {number} {why}", hint), severity="error")
    for missed in reading.unrecognised:
        yield _missed(missed, document_id)
    for page in reading.pages:
        if page.recognised is not None:
            yield _recognised(page, document_id)
        for kind, what, hint in _faults(page):
            yield _on_page(document_id, page.number, kind, (what, hint))


def _missed(missed: Unrecognised, document_id: str) -> Issue:
    """A page whose picture may say more than its text."""
    severity, kind, what, hint = MISSED[missed.kind]
    told = what.format(page=missed.page, why=missed.why)
    return _on_page(document_id, missed.page, kind, (told, hint), severity=severity)


def _recognised(page: Page, document_id: str) -> Issue:
    """A page whose text comes from its picture, with the words that may be wrong."""
    doubtful = list(words_in_doubt(page, DOUBTFUL))
    what = f"the text of page {page.number} was recognised in its picture, with a certainty of {page.recognised:.0%}"
    if doubtful:
        shown = ", ".join(doubtful[:MOST_SHOWN]) + (", …" if len(doubtful) > MOST_SHOWN else "")
        what += f"; {len(doubtful)} of {len(page.words)} words are doubtful: {shown}"
    is_poor = (page.recognised or 0) < GOOD or len(doubtful) > MOST_DOUBTFUL * len(page.words)
    severity = "warning" if is_poor else "notice"
    return _on_page(document_id, page.number, "recognised_page", (what, LOOK), severity=severity)


def _faults(page: Page) -> Iterator[tuple[str, str, str]]:
    """(kind, what, hint) for what of a page is not in the text."""
    ocr = "run text recognition (OCR) over the file"
    turned = bool(sideways_of(page.words)) and not is_without_text(page)
    if turned and has_few_letters(word for word in page.words if word.upright):
        yield (
            "sideways_page",
            f"page {page.number} is set sideways; its text is in no section",
            "turn the page and look",
        )
    if page.engine != "PDFium":
        yield (
            "other_engine",
            f"page {page.number} is read by {page.engine}: PDFium cannot read it, or less of it",
            "look",
        )
    if not page.complete:
        yield (
            "crowded_page",
            f"more is drawn on page {page.number} than is read: a map or a drawing",
            "look at the page",
        )
    if page.undecodable > MOST_UNDECODABLE:
        yield "undecodable", f"{page.undecodable} glyphs of page {page.number} cannot be decoded", f"read it, or {ocr}"


def heading_issues(
    arranged: Arranged, headings: Sequence[Heading], found: tuple[Contents, Witnesses], document_id: str
) -> Iterator[Issue]:
    """What the contents list names and was not found; and text that no section holds."""
    contents, witnesses = found
    for told in _missing_entries(arranged, headings, contents, witnesses.missing):
        hint = "compare the contents list with the sections"
        yield _on_page(document_id, None, "contents_entry_missing", (told, hint), severity="notice")
    sizes = type_sizes(arranged.lines)
    if sizes.are_chance:
        what = (
            "headings cannot be told apart by their type:"
            f" of {sizes.count} sizes the commonest holds {sizes.commonest:.0%} of the signs"
        )
        yield _on_page(document_id, None, "unclear_type", (what, "read the document yourself"))
    if not headings:
        what = f"no heading was found: {len(arranged.lines)} lines of text are in no section"
        yield _on_page(document_id, None, "no_headings", (what, "read the document yourself"))
        return
    before = [line for line in arranged.lines[: headings[0].first] if line.page not in contents.pages]
    opening = [line for line in before if len(line.text) > LONG_LINE]
    if len(opening) > MOST_OPENING_LINES:
        what = f"{len(before)} lines before the first heading are in no section"
        yield _on_page(document_id, opening[0].page, "opening_text", (what, "read them on the page"), severity="notice")


def _missing_entries(
    arranged: Arranged, headings: Sequence[Heading], contents: Contents, missing: Sequence[str]
) -> Iterator[str]:
    """Entries of the contents list that are no section; one sentence if most of the list was not found."""
    keys = {key_of(f"{each.number or ''}{each.title}") for each in headings} | {key_of(each.title) for each in headings}
    lists = {key_of(line.text) for line in arranged.lines if line.page in contents.pages}
    lost = [
        title for title in missing if not (_is_among(title, keys) or (LIST.search(title) and key_of(title) in lists))
    ]
    if len(lost) > min(MOST_MISSING, max(MOST_ENTRIES_TOLD, len(contents.entries) // 2)):
        page = min(entry.page for entry in contents.entries)
        yield (
            f"the contents list on page {page} was not understood: {len(lost)} of its {len(contents.entries)} entries"
            " were not found in the text"
        )
        return
    for title in lost:
        yield f"the contents list names a section that was not found: {shorten(title, LONGEST_TITLE, placeholder=' …')}"


def _is_among(title: str, keys: Collection[str]) -> bool:
    """Whether a heading reads as an entry of the contents list, which may shorten it or be shortened."""
    own = key_of(title)
    longer = len(own) >= LEAST_LETTERS
    return own in keys or (
        longer and any(key.startswith(own) or (own.startswith(key) and len(key) >= LEAST_LETTERS) for key in keys)
    )


def _on_page(
    document_id: str, page: int | None, kind: str, told: tuple[str, str], *, severity: str = "warning"
) -> Issue:
    what, hint = told
    return Issue(document_id=document_id, page=page, severity=severity, kind=kind, what=what, hint=hint)
