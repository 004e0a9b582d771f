"""Growth: what reading costs when a document has more pages, and when there are more documents.

    python benchmarks/growth.py [--pages 10,30,100,300,1000,3000] [--documents 250,500,1000,2000]

Documents are made (`made_pdfs.py`). Each length is read in a process of its own, each number of documents by
`konzept extract` and then a second time, when nothing has to be read. Printed are processor seconds (which other work
on the machine disturbs little), the most memory of a process, and the cost of a page or document relative to the first
line: where it stays near 1, cost grows in a straight line.
"""

import argparse
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from made_pdfs import make_pdf
from processes import peaks_kb

KONZEPT = Path(sys.executable).with_name("konzept")
LOOK_EVERY_S = 0.05
PAGES_OF_A_DOCUMENT = 2
READ_ONE = """
import resource, sys
from pathlib import Path
from extractors.document import extract_document
from schemas.documents import Given
extract_document(Path("{warm}").read_bytes(), Given(document_id="warm"))
before = resource.getrusage(resource.RUSAGE_SELF)
found = extract_document(Path("{path}").read_bytes(), Given(document_id="long", kind="concept"))
after = resource.getrusage(resource.RUSAGE_SELF)
seconds = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
print(seconds, after.ru_maxrss // 1024, len(found.measures))
"""
"""A program that reads a short document, to load what is loaded once, and then a long one."""


def grow_pages(lengths: Sequence[int], folder: Path) -> None:
    """One document after the other, each longer."""
    (folder / "warm.pdf").write_bytes(make_pdf(1))
    print(f"{'pages':>9} {'cpu s':>8} {'ms/page':>8} {'ratio':>6} {'peak MB':>8} {'measures':>9}")
    first = 0.0
    for length in lengths:
        path = folder / f"{length}.pdf"
        path.write_bytes(make_pdf(length))
        code = READ_ONE.format(warm=folder / "warm.pdf", path=path)
        told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
        seconds, peak, measures = float(told[0]), int(told[1]), int(told[2])
        each = seconds / length
        first = first or each
        print(
            f"{length:>9} {seconds:>8.2f} {1000 * each:>8.1f} {each / first:>6.2f} {peak:>8} {measures:>9}", flush=True
        )


def grow_documents(numbers: Sequence[int], folder: Path) -> None:
    """More and more documents, read with two workers, and then again."""
    print(f"{'documents':>9} {'s':>8} {'ms/doc':>8} {'ratio':>6} {'main MB':>8} {'reader MB':>9} {'again s':>8}")
    first = 0.0
    for number in numbers:
        paths = [folder / f"doc-{n}.pdf" for n in range(number)]
        for n, path in enumerate(paths):
            path.write_bytes(make_pdf(PAGES_OF_A_DOCUMENT, n))
        out = folder / f"out-{number}"
        seconds, (main, reader) = extract(paths, out)
        again, _ = extract(paths, out)
        each = seconds / number
        first = first or each
        print(
            f"{number:>9} {seconds:>8.1f} {1000 * each:>8.1f} {each / first:>6.2f} {main:>8} {reader:>9} {again:>8.1f}",
            flush=True,
        )


def extract(paths: Sequence[Path], out: Path) -> tuple[float, tuple[int, int]]:
    """Seconds that `konzept extract` takes, and the most MB of its own process and of the largest beside it."""
    command = [str(KONZEPT), "extract", "--quiet", *map(str, paths), "--out", str(out)]
    started, main, reader = time.monotonic(), 0, 0
    with subprocess.Popen(command, stdout=subprocess.DEVNULL) as reading:
        while reading.poll() is None:
            for pid, peak in peaks_kb(reading.pid):
                megabytes = peak // 1024
                main, reader = (max(main, megabytes), reader) if pid == reading.pid else (main, max(reader, megabytes))
            time.sleep(LOOK_EVERY_S)
    if reading.returncode:
        raise SystemExit(f"konzept extract ended with {reading.returncode}")
    return time.monotonic() - started, (main, reader)


def _numbers(text: str) -> list[int]:
    return [int(number) for number in text.split(",") if number]


def main() -> None:
    """Both tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=_numbers, default=[10, 30, 100, 300, 1000, 3000])
    parser.add_argument("--documents", type=_numbers, default=[250, 500, 1000, 2000])
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        grow_pages(chosen.pages, Path(folder))
        grow_documents(chosen.documents, Path(folder))


if __name__ == "__main__":
    main()
