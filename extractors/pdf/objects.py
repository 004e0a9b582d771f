"""The objects of a page in the order they are drawn, those of forms in the place of the form."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

import pypdfium2
import pypdfium2.raw as pdfium_c

from extractors.pdf import native
from extractors.pdf.native import Handle
from extractors.pdf.sheets import Matrix, product

TEXT, PATH, IMAGE, FORM = (
    pdfium_c.FPDF_PAGEOBJ_TEXT, pdfium_c.FPDF_PAGEOBJ_PATH, pdfium_c.FPDF_PAGEOBJ_IMAGE, pdfium_c.FPDF_PAGEOBJ_FORM,
)  # fmt: skip

OWN_SPACE: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)

DEEPEST_FORM = 12
MOST_OBJECTS = 200_000
"""A page with more was made to stop us; what lies beyond is left out, and told."""


@dataclass(slots=True)
class PageObjects:
    """What is drawn on a page, with the matrices of the forms around paths and pictures."""

    texts: list[Handle]
    paths: list[Handle]
    around_paths: list[Matrix]
    images: list[Handle]
    around_images: list[Matrix]
    complete: bool


def page_objects(page: pypdfium2.PdfPage) -> PageObjects:
    """Texts, paths and pictures of a page, in the order they are drawn."""
    count = min(MOST_OBJECTS, max(0, pdfium_c.FPDFPage_CountObjects(page)))
    found = PageObjects([], [], [], [], [], complete=True)
    drawn = _unfolded(native.objects_of_page(native.handle_of(page.raw), count), OWN_SPACE, DEEPEST_FORM)
    for each, kind, around in islice(drawn, MOST_OBJECTS):
        if kind == TEXT:
            found.texts.append(each)
        elif kind == PATH:
            found.paths.append(each)
            found.around_paths.append(around)
        elif kind == IMAGE:
            found.images.append(each)
            found.around_images.append(around)
    found.complete = count < MOST_OBJECTS and next(drawn, None) is None
    return found


def _unfolded(objects: Sequence[Handle], around: Matrix, depth: int) -> Iterator[tuple[Handle, int, Matrix]]:
    for each, kind in zip(objects, native.types_of_objects(objects), strict=True):
        if kind == FORM and depth:
            [matrix] = native.matrices_of_objects([each]).tolist()
            yield from _unfolded(native.objects_of_form(each), product(matrix, around), depth - 1)
        else:
            yield each, kind, around
