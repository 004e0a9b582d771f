"""How long text recognition takes, and how sure it is, page by page.

    python benchmarks/ocr.py PDF…

Nothing is kept and nothing looked up: every page that needs it is recognised anew.
"""

import sys
import time
from pathlib import Path

from extractors.pdf.ocr import recognise_pages
from extractors.pdf.reader import read_pages
from flows.recognition import find_recogniser


def main(paths: list[Path]) -> int:
    """Print a line for each document; 1 without Tesseract."""
    recogniser = find_recogniser()
    if recogniser is None:
        print("Tesseract with German is not installed: konzept doctor")
        return 1
    for path in paths:
        content = path.read_bytes()
        reading = read_pages(content)
        started = time.monotonic()
        found = recognise_pages(content, reading, recogniser)
        seconds = time.monotonic() - started
        sure = [page.recognised for page in found.pages if page.recognised is not None]
        told = f"{len(sure)} of {len(found.pages)} pages recognised, {len(found.unrecognised)} not"
        mean = f", certainty {sum(sure) / len(sure):.3f}, {seconds / len(sure):.1f} s each" if sure else ""
        print(f"{path.name}: {told}{mean}; {seconds:.1f} s")
    return 0


if __name__ == "__main__":
    sys.exit(main([Path(argument) for argument in sys.argv[1:]]))
