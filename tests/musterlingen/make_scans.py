"""Make scanned twins of pages of the bundled example: what a council's scanner makes of paper. Their text is known.

    python tests/musterlingen/make_scans.py

Each sheet is drawn at 200 dpi in grey, lies askew, some lie sideways or upside down; paper has a shade, sensors have
noise, and JPEG blurs. A second run gives the same bytes.
"""

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pypdfium2
from PIL import Image, ImageFilter

HERE = Path(__file__).parent
DOCUMENTS = HERE.parents[1] / "schemas" / "catalogue" / "musterlingen-integration" / "documents"
SCANS = HERE / "scans"

RESOLUTION_DPI = 200
PAPER = 236
NOISE = 7
BLUR_PIXELS = 0.6
JPEG_QUALITY = 30


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page of the original, and how it lay on the scanner."""

    page: int
    degrees: float
    """Clockwise, after the quarter turns."""

    quarters: int = 0
    """Quarter turns clockwise."""


SHEETS: Mapping[str, Sequence[Sheet]] = {
    "niederschrift-2017-12-11": (Sheet(1, 0.7), Sheet(2, -0.4), Sheet(3, 0.7, 2), Sheet(4, -1.1)),
    "integrationskonzept-2017": (Sheet(11, -0.7), Sheet(12, 0.5, 1), Sheet(13, 0.3)),
}


def main() -> None:
    """Scan the sheets of each document into one file."""
    SCANS.mkdir(exist_ok=True)
    chance = np.random.default_rng(2017)
    for stem, sheets in SHEETS.items():
        with pypdfium2.PdfDocument(DOCUMENTS / f"{stem}.pdf") as document:
            first, *others = [scanned(document[sheet.page - 1], sheet, chance) for sheet in sheets]
        moment = time.gmtime(1_513_000_000)
        first.save(
            SCANS / f"{stem}.pdf", save_all=True, append_images=others, resolution=RESOLUTION_DPI,
            quality=JPEG_QUALITY, creationDate=moment, modDate=moment,
        )  # fmt: skip


def scanned(page: pypdfium2.PdfPage, sheet: Sheet, chance: np.random.Generator) -> Image.Image:
    """The picture of one sheet."""
    drawn = page.render(scale=RESOLUTION_DPI / 72, grayscale=True).to_pil().convert("L")
    turned = drawn.rotate(-90 * sheet.quarters, expand=True, fillcolor=255)
    askew = turned.rotate(-sheet.degrees, resample=Image.Resampling.BICUBIC, fillcolor=255)
    grey = np.asarray(askew.filter(ImageFilter.GaussianBlur(BLUR_PIXELS)), dtype=np.float64) * PAPER / 255
    noisy = grey + chance.normal(0, NOISE, grey.shape)
    return Image.fromarray(np.clip(noisy, 0, 255).astype(np.uint8))


if __name__ == "__main__":
    main()
