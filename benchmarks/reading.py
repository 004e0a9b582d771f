"""How fast documents are read, on one core, as ratios taken in one run.

    python benchmarks/reading.py CORPUS [--every N]

Compared, in milliseconds a page: the bare text from PDFium; our reading of words with style, rules, pictures and
tables, with the second opinion of pdfminer on sampled pages; the same from stock pdfplumber (letters, words,
`find_tables`); and the whole extraction, from the PDF to all tables. `--every N` takes one document in N.

All run as in our workers, where Python looks for garbage more seldom than is usual.
"""

import sys
import time
from collections.abc import Callable
from pathlib import Path

import pdfplumber
import pypdfium2
from pdfplumber.utils.exceptions import MalformedPDFException, PdfminerException

from extractors.document import extract_document
from extractors.frames import to_frames
from extractors.pdf.reader import read_pages
from flows.limits import collect_garbage_seldom
from schemas.documents import Given
from schemas.errors import UnreadableDocument

WARM_UP = 1
"""Documents read before the clock runs: imports and vocabularies are loaded once a process."""


def bare_text(path: Path) -> None:
    """The text of all pages, from PDFium."""
    pdfium = pypdfium2.PdfDocument(path)
    for page in pdfium:
        textpage = page.get_textpage()
        textpage.get_text_range()
        textpage.close()
        page.close()
    pdfium.close()


def stock(path: Path) -> None:
    """Words with style, rules, pictures and tables, from stock pdfplumber."""
    with pdfplumber.open(path) as pdf:
        for page in pdf.pages:
            page.extract_words(extra_attrs=["fontname", "size"])
            _ = (page.lines, page.rects, page.images, page.find_tables())
            page.close()


def ours(path: Path) -> None:
    """The same from our reader."""
    read_pages(path.read_bytes())


def whole(path: Path) -> None:
    """The whole extraction."""
    to_frames([extract_document(path.read_bytes(), Given(document_id=path.stem))])


def main(corpus: Path, every: int) -> int:
    """Print milliseconds a page for each document, and the ratios of the sums."""
    paths = [path for path in sorted(corpus.glob("*.pdf")) if _is_readable(path)][::every]
    for path in paths[:WARM_UP]:
        whole(path)
    collect_garbage_seldom()
    sums = dict.fromkeys((bare_text, ours, stock, whole), 0.0)
    print(f"{'ms a page':48} pages   bare   ours  stock  whole")
    for path in paths:
        pages = len(pypdfium2.PdfDocument(path))
        taken = {read: _seconds(read, path) for read in sums}
        for read, seconds in taken.items():
            sums[read] += seconds
        print(f"{path.name[:48]:48} {pages:5}", *(f"{1000 * s / pages:6.1f}" for s in taken.values()), flush=True)
    print(f"\nstock ÷ ours   {sums[stock] / sums[ours]:6.1f}   (wanted: at least 10)")
    print(f"ours ÷ bare    {sums[ours] / sums[bare_text]:6.1f}   (wanted: at most 3.5)")
    print(f"whole ÷ ours   {sums[whole] / sums[ours]:6.1f}   (wanted: at most 2)")
    return 0


def _is_readable(path: Path) -> bool:
    try:
        return any(page.words for page in read_pages(path.read_bytes()).pages)
    except UnreadableDocument:
        return False


def _seconds(read: Callable[[Path], None], path: Path) -> float:
    """The shortest of two times, but of the slow one only one."""
    times = []
    for _ in range(1 if read is stock else 2):
        started = time.perf_counter()
        try:
            read(path)
        except (PdfminerException, MalformedPDFException) as error:
            print(f"{path.name}: {error}", file=sys.stderr)
        times.append(time.perf_counter() - started)
    return min(times)


if __name__ == "__main__":
    arguments = sys.argv[1:]
    step = int(arguments[arguments.index("--every") + 1]) if "--every" in arguments else 1
    sys.exit(main(Path(arguments[0]), step))
