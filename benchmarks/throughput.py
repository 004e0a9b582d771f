"""Throughput: how many pages a core reads in a second, and what all German municipalities would take at that.

    python benchmarks/throughput.py FOLDER [--municipalities 11000] [--documents 40] [--pages 30] [--megabytes 2]

Reads every PDF in FOLDER in this process and counts processor seconds, which other work on the machine disturbs little.
The sums below it are arithmetic: pages and bytes from what is assumed, core-hours from what was measured.
"""

import argparse
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from extractors.document import extract_document, identify
from flows.stores.result_files import to_bytes
from schemas.documents import Given

SECONDS_A_REQUEST = 1.0
"""What `KONZEPT_REQUEST_PAUSE` keeps between two requests to one host."""

REQUESTS_A_DOCUMENT = 2
"""The document, and its share of the pages on which it was looked for."""


@dataclass(frozen=True, slots=True)
class Measured:
    """What reading a folder took."""

    documents: int
    lost: int
    pages: int
    megabytes: float
    result_megabytes: float
    seconds: float


def measure(paths: Sequence[Path]) -> Measured:
    """Read all documents, one after the other."""
    pages = lost = size = result_size = 0
    started = time.process_time()
    for path in paths:
        content = path.read_bytes()
        found = extract_document(content, Given(document_id=identify(content), source_url=path.name))
        pages += found.document.page_count
        lost += found.document.status == "quarantined"
        size += len(content)
        result_size += len(to_bytes(found))
    return Measured(len(paths), lost, pages, size / 1e6, result_size / 1e6, time.process_time() - started)


def sums(
    measured: Measured, municipalities: int, documents: int, pages: int, megabytes: float
) -> list[tuple[str, str]]:
    """What the assumptions and the measurement come to."""
    all_documents = municipalities * documents
    all_pages = all_documents * pages
    rate = measured.pages / measured.seconds
    core_hours = all_pages / rate / 3600
    results = all_pages * measured.result_megabytes / measured.pages
    polite = documents * REQUESTS_A_DOCUMENT * SECONDS_A_REQUEST
    return [
        ("documents", f"{municipalities:,} × {documents} = {all_documents:,}"),
        ("pages", f"{all_documents:,} × {pages} = {all_pages:,}"),
        ("store, documents", f"{all_documents:,} × {megabytes:g} MB = {all_documents * megabytes / 1e6:.2f} TB"),
        (
            "store, results",
            f"{measured.result_megabytes / measured.pages * 1000:.1f} kB a page = {results / 1e3:.0f} GB",
        ),
        ("core-hours", f"{all_pages:,} / {rate:.1f} pages/s / 3600 = {core_hours:,.0f}"),
        ("days on 2 cores", f"{core_hours / 2 / 24:.1f}"),
        ("hours on 64 cores", f"{core_hours / 64:.1f}"),
        ("fetch, one host", f"{documents} × {REQUESTS_A_DOCUMENT} × {SECONDS_A_REQUEST:g} s = {polite:g} s"),
        ("fetch, one host after the other", f"{municipalities * polite / 86400:.1f} days"),
    ]


def main() -> None:
    """Measure, then do the sums."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--municipalities", type=int, default=11_000)
    parser.add_argument("--documents", type=int, default=40, help="documents that a municipality has")
    parser.add_argument("--pages", type=int, default=30, help="pages of a document")
    parser.add_argument("--megabytes", type=float, default=2.0, help="size of a document")
    chosen = parser.parse_args()
    measured = measure(sorted(chosen.folder.glob("*.pdf")))
    each, rate = measured.seconds / measured.documents, measured.pages / measured.seconds
    print(f"measured: {measured.documents} documents ({measured.lost} could not be read), {measured.pages} pages,")
    print(f"  {measured.megabytes:.0f} MB, {measured.result_megabytes:.1f} MB of results,")
    print(f"  {measured.seconds:.0f} s of one core: {rate:.1f} pages/s, {each:.2f} s a document\n")
    for name, sentence in sums(measured, chosen.municipalities, chosen.documents, chosen.pages, chosen.megabytes):
        print(f"{name + ':':<33}{sentence}")


if __name__ == "__main__":
    main()
