"""What was not understood of a document, page by page: published with its rows instead of being dropped."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate

from extractors.layout.lines import Arranged
from extractors.structure.contents import Contents
from extractors.structure.outline import Heading
from extractors.structure.witnesses import Witnesses
from schemas.documents import Issue
from schemas.geometry import Page, Reading, Word

LEAST_LETTERS = 20
"""A page with fewer letters and digits counts as a page without text."""

MOST_UNDECODABLE = 10
"""Pages with more glyphs that mean no character are reported."""

LONG_LINE = 50
MOST_OPENING_LINES = 10
"""More long lines before the first heading than an imprint has are running text, and reported."""


def is_without_text(page: Page) -> bool:
    """Whether a page has hardly a letter: a picture, or blank."""
    return _has_few_letters(page.words)


def _has_few_letters(words: Iterable[Word]) -> bool:
    """Whether the words have hardly a letter; a look at the first of them mostly tells."""
    letters = accumulate(sum(map(str.isalnum, word.text)) for word in words)
    return all(count < LEAST_LETTERS for count in letters)


def reading_issues(reading: Reading, document_id: str) -> Iterator[Issue]:
    """What was seen of the file; pages that could not be read, or not in full."""
    for note in reading.notes:
        yield _on_page(document_id, note.page, note.kind, (note.what, note.hint), severity=note.severity)
    for number, why in reading.unread_pages:
        hint = "look at the page, and fetch the file again"
        yield _on_page(document_id, number, "unread_page", (f"page {number} {why}", hint), severity="error")
    for page in reading.pages:
        for kind, what, hint in _faults(page):
            yield _on_page(document_id, page.number, kind, (what, hint))


def _faults(page: Page) -> Iterator[tuple[str, str, str]]:
    """(kind, what, hint) for what of a page is not in the text."""
    ocr = "run text recognition (OCR) over the file"
    is_empty = is_without_text(page)
    if is_empty and page.images:
        yield "page_without_text", f"page {page.number} is a picture without text", ocr
    if not is_empty and _has_few_letters(word for word in page.words if word.upright):
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
    for title in witnesses.missing:
        yield Issue(
            document_id=document_id,
            severity="notice",
            kind="contents_entry_missing",
            what=f"the contents list names a section that was not found: {title}",
            hint="compare the contents list with the sections",
        )
    if not headings:
        what = f"no heading was found: {len(arranged.lines)} lines of text are in no section"
        yield _on_page(document_id, None, "no_headings", (what, "read the document yourself"))
        return
    before = [line for line in arranged.lines[: headings[0].first] if line.page not in contents.pages]
    opening = [line for line in before if len(line.text) > LONG_LINE]
    if len(opening) > MOST_OPENING_LINES:
        what = f"{len(before)} lines before the first heading are in no section"
        yield _on_page(document_id, opening[0].page, "opening_text", (what, "read them on the page"), severity="notice")


def _on_page(
    document_id: str, page: int | None, kind: str, told: tuple[str, str], *, severity: str = "warning"
) -> Issue:
    what, hint = told
    return Issue(document_id=document_id, page=page, severity=severity, kind=kind, what=what, hint=hint)
