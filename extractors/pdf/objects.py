"""The objects of a page in the order they are drawn, those of forms in the place of the form."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice, repeat

import pypdfium2
import pypdfium2.raw as pdfium_c

from extractors.pdf import native
from extractors.pdf.sheets import Matrix, product

TEXT, PATH, IMAGE, FORM = (
    pdfium_c.FPDF_PAGEOBJ_TEXT, pdfium_c.FPDF_PAGEOBJ_PATH, pdfium_c.FPDF_PAGEOBJ_IMAGE, pdfium_c.FPDF_PAGEOBJ_FORM,
)  # fmt: skip

OWN_SPACE: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)

DEEPEST_FORM = 12
MOST_OBJECTS = 200_000
"""A page with more was made to stop us; what lies beyond is left out, and told."""


@dataclass(frozen=True, slots=True)
class PageObject:
    """Something drawn on a page."""

    pointer: int
    """PDFium's number for it, good while the page is open."""

    kind: int
    """TEXT, PATH or IMAGE."""

    around: Matrix
    """From the space it is drawn in to the page's own: the matrices of the forms around it."""


def page_objects(page: pypdfium2.PdfPage) -> tuple[list[PageObject], bool]:
    """Texts, paths and pictures of a page; false when there are more than are read."""
    raw, count = native.address(page.raw), max(0, pdfium_c.FPDFPage_CountObjects(page))
    pointers = map(native.page_object, repeat(raw), range(count))
    found = list(islice(_unfolded(pointers, OWN_SPACE, DEEPEST_FORM), MOST_OBJECTS + 1))
    return found[:MOST_OBJECTS], len(found) <= MOST_OBJECTS


def _unfolded(pointers: Iterable[int], around: Matrix, depth: int) -> Iterator[PageObject]:
    for pointer in pointers:
        kind = native.object_type(pointer)
        if kind == FORM and depth:
            inside = map(native.form_object, repeat(pointer), range(max(0, native.form_count(pointer))))
            yield from _unfolded(inside, product(native.matrix_of_object(pointer), around), depth - 1)
        elif kind in (TEXT, PATH, IMAGE):
            yield PageObject(pointer, kind, around)
