"""Two engines must agree: what PDFium read, beside what pdfminer reads on sampled pages.

On sampled pages, and where PDFium tells glyphs without characters, pdfminer first tells only the letters, in a tenth
of the time that a whole reading takes. Where the letters differ, and where PDFium can read nothing, pdfminer reads the
page whole; the page is then taken from the engine that decodes more of it, and says so.
"""

import io
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import pairwise
from unicodedata import normalize

import pypdfium2

from extractors.pdf.plumber import read_letters_only, read_with_pdfplumber
from extractors.pdf.steps import COMPARE, Told, in_silence
from schemas.geometry import Page, Word

PAGES_PER_SAMPLE = 100
MOST_SAMPLES = 3
"""Pages that pdfminer reads again: one in so many, at most so many."""

MOST_WORDS = 20_000
"""A page with more is no page of print, and would take pdfminer gigabytes."""

TELLING_WORDS = 200
"""Words of a page that tell how a document is encoded; more of them, and what is drawn beside, only cost time."""

SAME_LETTERS = 0.98
"""Of a page: below, the engines decode it differently, and pdfminer reads it whole."""

LEAST_AGREEMENT = 0.8
"""Of sampled pages: below, the engines read different things, and all pages are compared."""

MOST_UNDECODABLE = 0.02
LEAST_UNDECODABLE = 10
"""Pages with more glyphs without characters than both, a share and a number, are compared, too."""


def compare_engines(
    content: bytes,
    pdfium: pypdfium2.PdfDocument,
    pages: Sequence[Page],
    unread: Sequence[int],
    told: Told = in_silence,
) -> tuple[tuple[Page, ...], tuple[int, ...], float | None]:
    """Pages, each from the engine that reads it better; the numbers that neither reads; agreement on sampled pages."""
    samples = _samples(pages)
    told(COMPARE, 0)
    counts = _letters_in_common(pdfium, samples)
    doubtful = [page for page in pages if _is_doubtful(page) and page.number not in counts]
    compared = counts | _letters_in_common(pdfium, doubtful)
    differing = {page.number for page in (*samples, *doubtful) if not _are_same(compared.get(page.number))}
    others = _read_again(pdfium, sorted(differing), told)
    others |= read_with_pdfplumber(content, unread, told) if unread else {}
    counts |= {page.number: _shared(page.words, others[page.number].words) for page in samples if page.number in others}
    agreement = _share(counts.values())
    if agreement is not None and agreement < LEAST_AGREEMENT:
        others |= _read_again(pdfium, [page.number for page in pages if page.number not in others], told)
    best = {page.number: better_page(page, others.get(page.number)) for page in pages}
    best |= {number: others[number] for number in unread if number in others}
    return (
        tuple(best[number] for number in sorted(best)),
        tuple(number for number in unread if number not in best),
        agreement,
    )


def _letters_in_common(pdfium: pypdfium2.PdfDocument, samples: Sequence[Page]) -> dict[int, tuple[int, int]]:
    """How many letters both engines find on each page that pdfminer can read, and how many there are.

    The engines draw lines in another order than we read them, so that letters are counted, each by itself.
    """
    texts = read_letters_only(_excerpt(pdfium, [page.number for page in samples])) if samples else {}
    return {
        page.number: _in_common(_letters(word.text for word in page.words), _letters([texts[place]]))
        for place, page in enumerate(samples, 1)
        if place in texts
    }


def _are_same(count: tuple[int, int] | None) -> bool:
    return count is not None and count[0] >= SAME_LETTERS * count[1]


def _read_again(pdfium: pypdfium2.PdfDocument, numbers: Sequence[int], told: Told) -> dict[int, Page]:
    """Pages as pdfplumber reads them."""
    found = read_with_pdfplumber(_excerpt(pdfium, numbers), range(1, len(numbers) + 1), told) if numbers else {}
    return {numbers[place - 1]: replace(page, number=numbers[place - 1]) for place, page in found.items()}


def _excerpt(pdfium: pypdfium2.PdfDocument, numbers: Sequence[int]) -> bytes:
    """A file of these pages only: of a whole one pdfminer would read every object. Empty when PDFium makes none."""
    excerpt = pypdfium2.PdfDocument.new()
    try:
        excerpt.import_pages(pdfium, [number - 1 for number in numbers])
        file = io.BytesIO()
        excerpt.save(file)
    except pypdfium2.PdfiumError:
        return b""
    finally:
        excerpt.close()
    return file.getvalue()


def _samples(pages: Sequence[Page]) -> list[Page]:
    """Pages with words, spread over the document: of each part the one that tells enough and costs least."""
    printed = [page for page in pages if 0 < len(page.words) <= MOST_WORDS]
    count = min(MOST_SAMPLES, 1 + len(pages) // PAGES_PER_SAMPLE, len(printed))
    bounds = [len(printed) * part // count for part in range(count + 1)] if count else []
    return [min(printed[start:end], key=_distance) for start, end in pairwise(bounds)]


def _distance(page: Page) -> int:
    return abs(len(page.words) - TELLING_WORDS) + len(page.rules)


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


def _share(counts: Iterable[tuple[int, int]]) -> float | None:
    """What is shared of all; None when there is nothing."""
    pairs = list(counts)
    total = sum(of_all for _, of_all in pairs)
    return round(sum(shared for shared, _ in pairs) / total, 4) if total else None


def word_agreement(words: Iterable[Word], others: Iterable[Word]) -> float:
    """Share of three letters in a row that both readings of a page have, wherever they stand, 0 to 1."""
    shared, total = _shared(words, others)
    return shared / total if total else 1.0


def _shared(words: Iterable[Word], others: Iterable[Word]) -> tuple[int, int]:
    return _in_common(_threes(word.text for word in words), _threes(word.text for word in others))


def _in_common(ours: Sequence[str], theirs: Sequence[str]) -> tuple[int, int]:
    return (Counter(ours) & Counter(theirs)).total(), max(len(ours), len(theirs))


def _threes(words: Iterable[str]) -> list[str]:
    """Letters and digits, three by three: engines divide words differently, but the letters are the same."""
    run = "".join(letter for word in words for letter in word if letter.isalnum())
    return [run[i : i + 3] for i in range(len(run) - 2)]


def _letters(words: Iterable[str]) -> list[str]:
    """Letters and digits, those of ligatures apart."""
    return [letter for letter in normalize("NFKC", "".join(words)) if letter.isalnum()]
