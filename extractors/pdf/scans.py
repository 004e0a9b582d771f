"""Which pages need text recognition: bare ones, text around a picture, garbled text, a hidden layer over a scan."""

import ctypes
import re
from collections.abc import Iterable, Sequence
from itertools import islice

import pypdfium2
import pypdfium2.raw as pdfium_c

from schemas.geometry import Box, Page, Word
from schemas.packed import signs_of, texts_of

LEAST_LETTERS = 20
"""A page with fewer letters and digits counts as a page without text."""

MOST_AROUND = 300
"""More letters than heads, feet and stamps have are text of the page itself."""

COVERED = 0.6
"""A picture that covers this share of a page may be the page."""

CELLS = 24
"""Coverage is measured in so many cells each way: scans may come in strips."""

MOST_UNDECODABLE = 0.1
LEAST_GARBLED = 100
VOWELS = frozenset("aeiouäöüy")
VOWEL_SHARE = (0.25, 0.55)
"""Of the letters of German text 38 to 40 % are vowels; of letters by chance less."""

ONE_BYTE = "cp1252"
"""The signs that Windows has for the languages of western Europe."""

_SIGNS = [bytes([byte]).decode(ONE_BYTE, errors="replace") for byte in range(256)]
NO_LETTERS = bytes(byte for byte, sign in enumerate(_SIGNS) if not sign.isalpha())
NO_VOWELS = bytes(byte for byte, sign in enumerate(_SIGNS) if sign.lower() not in VOWELS)

MOST_SIGNS = 0.25
"""Signs that no word has between its letters, in this share of the words, are no language."""

LONG = 3
"""Letters, of words that are looked at for such signs."""

LETTERS = re.compile(r"\w\W*\w\W*\w")
BROKEN = re.compile(r".[^\w./,:@’'*()&+§|\u00ad\ufffd-].")


def needs_look(page: Page) -> str:
    """`bare`, `framed`, `garbled` or `layered`: why the picture of a page may say more than its text; else empty."""
    if has_few_letters(page.words):
        return "bare"
    covered = bool(page.images) and coverage(page) >= COVERED
    if covered and count_letters(page.words) < MOST_AROUND:
        return "framed"
    if is_garbled(page):
        return "garbled"
    return "layered" if covered else ""


def count_letters(words: Iterable[Word]) -> int:
    """Letters and digits of the words."""
    return sum(map(str.isalnum, signs_of(words)))


def has_few_letters(words: Iterable[Word]) -> bool:
    """Whether the words have hardly a letter; a look at the first of them mostly tells."""
    return sum(1 for _ in islice(filter(str.isalnum, signs_of(words)), LEAST_LETTERS)) < LEAST_LETTERS


def coverage(page: Page) -> float:
    """Share of the page that pictures cover, measured in cells."""
    width, height = page.width / CELLS, page.height / CELLS
    middles = [((column + 0.5) * width, (row + 0.5) * height) for row in range(CELLS) for column in range(CELLS)]
    large = [image for image in page.images if image.width * image.height > width * height]
    if sum(image.width * image.height for image in large) < COVERED / 2 * page.width * page.height:
        return 0.0
    return sum(any(image.holds(middle) for image in large) for middle in middles) / len(middles)


def is_garbled(page: Page) -> bool:
    """Whether the text cannot be language: glyphs without a meaning, hardly a vowel, signs inside words."""
    letters, vowels = _letters_and_vowels("".join(signs_of(page.words)))
    if page.undecodable > max(LEAST_GARBLED, MOST_UNDECODABLE * letters):
        return True
    if letters < LEAST_GARBLED:
        return False
    return not VOWEL_SHARE[0] <= vowels / letters <= VOWEL_SHARE[1] or _have_signs_within(page.words)


def _letters_and_vowels(text: str) -> tuple[int, int]:
    """How many of each; most print has one byte for each sign, where counting takes a tenth of the time."""
    try:
        printed = text.encode(ONE_BYTE)
    except UnicodeEncodeError:
        return sum(map(str.isalpha, text)), sum(sign in VOWELS for sign in text.lower())
    return len(printed.translate(None, NO_LETTERS)), len(printed.translate(None, NO_VOWELS))


def _have_signs_within(words: Sequence[Word]) -> bool:
    """Whether many words have a sign between their letters that no language puts there."""
    texts = texts_of(words)
    odd = [text for text in texts if not text.isalpha()]
    whole = sum(len(text) >= LONG for text in texts if text.isalpha())
    if len(odd) <= MOST_SIGNS * (whole + len(odd)):  # on most pages there is no need to look closer
        return False
    long = [text for text in odd if LETTERS.search(text)]
    return sum(BROKEN.search(text) is not None for text in long) > MOST_SIGNS * (whole + len(long))


def is_hidden(page: pypdfium2.PdfPage) -> bool:
    """Whether most text of the page is not drawn: invisible, or behind the picture that is drawn later."""
    hidden = drawn = 0
    behind: list[int] = []
    width, height = page.get_size()
    for place in page.get_objects(max_depth=4):
        if place.type == pdfium_c.FPDF_PAGEOBJ_TEXT:
            is_invisible = pdfium_c.FPDFTextObj_GetTextRenderMode(place) == pdfium_c.FPDF_TEXTRENDERMODE_INVISIBLE
            hidden, drawn = hidden + is_invisible, drawn + (not is_invisible)
        elif place.type == pdfium_c.FPDF_PAGEOBJ_IMAGE and _area(place) >= COVERED * width * height:
            behind.append(drawn)
    return hidden + max(behind, default=0) > (hidden + drawn) / 2


def _area(place: pypdfium2.PdfObject) -> float:
    edges = [ctypes.c_float() for _ in range(4)]
    if not pdfium_c.FPDFPageObj_GetBounds(place, *edges):
        return 0.0
    left, bottom, right, top = (edge.value for edge in edges)
    return float((right - left) * (top - bottom))


def apart_from(words: Iterable[Word], printed: Sequence[Word]) -> list[Word]:
    """The words that do not stand where another one is printed."""
    return [word for word in words if not any(_share_place(word.box, other.box) for other in printed)]


def _share_place(box: Box, other: Box) -> bool:
    return box.holds(other.middle) or other.holds(box.middle)
