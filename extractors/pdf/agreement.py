"""Two engines must agree: what PDFium read, beside what pdfminer reads on sampled pages.

Where they differ much, or where PDFium tells glyphs without characters, the page is taken from the engine that decodes
more of it, and says so.
"""

import io
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

import pypdfium2

from extractors.pdf.plumber import read_with_pdfplumber
from extractors.pdf.steps import COMPARE, Told, in_silence
from schemas.geometry import Page, Word

PAGES_PER_SAMPLE = 100
MOST_SAMPLES = 3
"""Pages that pdfminer reads again: one in so many, at most so many."""

MOST_WORDS = 20_000
"""A page with more is no page of print, and would take pdfminer gigabytes."""

LEAST_AGREEMENT = 0.8
"""Of a sampled page: below, the engines read different things, and all pages are compared."""

MOST_UNDECODABLE = 0.02
LEAST_UNDECODABLE = 10
"""Pages with more glyphs without characters than both, a share and a number, are read again."""


def compare_engines(
    content: bytes,
    pdfium: pypdfium2.PdfDocument,
    pages: Sequence[Page],
    unread: Sequence[int],
    told: Told = in_silence,
) -> tuple[tuple[Page, ...], tuple[int, ...], float | None]:
    """Pages, each from the engine that reads it better; the numbers that neither reads; agreement on sampled pages."""
    samples = _samples(pages)
    doubtful = {page.number for page in pages if _is_doubtful(page)}
    told(COMPARE, 0)
    others = _read_again(pdfium, sorted(samples | doubtful), told)
    others |= read_with_pdfplumber(content, unread, told) if unread else {}
    agreement = _agreement([page for page in pages if page.number in samples], others)
    if agreement is not None and agreement < LEAST_AGREEMENT:
        others |= _read_again(pdfium, [page.number for page in pages if page.number not in others], told)
    best = {page.number: better_page(page, others.get(page.number)) for page in pages}
    best |= {number: others[number] for number in unread if number in others}
    return (
        tuple(best[number] for number in sorted(best)),
        tuple(number for number in unread if number not in best),
        agreement,
    )


def _read_again(pdfium: pypdfium2.PdfDocument, numbers: Sequence[int], told: Told) -> dict[int, Page]:
    """Pages as pdfminer reads them, from a file of these pages only: it would read every object of the whole one."""
    if not numbers:
        return {}
    excerpt = pypdfium2.PdfDocument.new()
    try:
        excerpt.import_pages(pdfium, [number - 1 for number in numbers])
        file = io.BytesIO()
        excerpt.save(file)
    except pypdfium2.PdfiumError:
        return {}
    finally:
        excerpt.close()
    found = read_with_pdfplumber(file.getvalue(), range(1, len(numbers) + 1), told)
    return {numbers[place - 1]: replace(page, number=numbers[place - 1]) for place, page in found.items()}


def _samples(pages: Sequence[Page]) -> set[int]:
    """Pages with words, spread over the document."""
    printed = [page.number for page in pages if 0 < len(page.words) <= MOST_WORDS]
    count = min(MOST_SAMPLES, 1 + len(pages) // PAGES_PER_SAMPLE)
    step = max(1, len(printed) // count)
    return set(printed[step // 2 :: step][:count])


def _is_doubtful(page: Page) -> bool:
    return page.undecodable > LEAST_UNDECODABLE and page.undecodable > MOST_UNDECODABLE * _letter_count(page)


def _letter_count(page: Page) -> int:
    return sum(len(word.text) for word in page.words)


def better_page(page: Page, other: Page | None) -> Page:
    """The page as read by PDFium, unless the engines differ much and the other one decodes more."""
    if other is None or word_agreement(page.words, other.words) >= LEAST_AGREEMENT:
        return page
    return max(page, other, key=_decoded)


def _decoded(page: Page) -> int:
    return _letter_count(page) - 2 * page.undecodable


def _agreement(pages: Sequence[Page], others: Mapping[int, Page]) -> float | None:
    """Share of three letters in a row which both engines find, on those pages; None when there are none."""
    counts = [_shared(page.words, others[page.number].words) for page in pages if page.number in others]
    total = sum(of_all for _, of_all in counts)
    return round(sum(shared for shared, _ in counts) / total, 4) if total else None


def word_agreement(words: Iterable[Word], others: Iterable[Word]) -> float:
    """Share of three letters in a row that both readings of a page have, wherever they stand, 0 to 1."""
    shared, total = _shared(words, others)
    return shared / total if total else 1.0


def _shared(words: Iterable[Word], others: Iterable[Word]) -> tuple[int, int]:
    ours, theirs = (Counter(_threes(word.text for word in each)) for each in (words, others))
    return (ours & theirs).total(), max(ours.total(), theirs.total())


def _threes(words: Iterable[str]) -> list[str]:
    """Letters and digits, three by three: engines divide words differently, but the letters are the same."""
    run = "".join(letter for word in words for letter in word if letter.isalnum())
    return [run[i : i + 3] for i in range(len(run) - 2)]
