"""Fetching: how quickly small files are read and whether memory stays flat, and what a large file takes of it.

    python -m benchmarks.fetching [--files 1000] [--megabytes 300]

A server on this machine gives small PDFs and one large one; the client asks without pauses, in a process of its own,
since memory is counted as the most that a process ever held. Ends with 1 if the large file took more than it may.
"""

import argparse
import multiprocessing
import resource
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing.connection import Connection

from flows.sources.client import Client
from flows.sources.manners import Manners
from tests.flows.hostile_server import PDF, Visit, hostile, pdf

WARM_UP = 100
"""Files after which memory is first counted."""

MOST_MB = 60
"""Megabytes that the reading process may hold, with the program itself."""

BLOCK = b"Musterstadt " * 5_000


@dataclass(frozen=True, slots=True)
class Measured:
    """What reading took."""

    requests: int
    seconds: float
    start_mb: float
    """Memory before the first request: the program itself."""

    warm_mb: float
    end_mb: float
    megabytes: float


def held_mb() -> float:
    """The most that this process ever held, in megabytes."""
    unit = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit / 1e6


def read_all(addresses: list[str], max_bytes: int) -> Measured:
    """Read documents one after the other."""
    manners = Manners(pause_s=0, private_addresses=True, max_document_bytes=max_bytes)
    size = 0
    with Client(manners) as client:
        start = warm = held_mb()
        started = time.perf_counter()
        for number, address in enumerate(addresses):
            if number == WARM_UP:
                warm = held_mb()
            served = client.read_document(address)
            size += served.byte_size
            assert served.path
            served.path.unlink()  # a store would have taken it
        seconds = time.perf_counter() - started
    return Measured(len(addresses), seconds, start, warm, held_mb(), size / 1e6)


def large(megabytes: int) -> Callable[[Visit], None]:
    """A PDF of so many megabytes that exists only while it is sent."""
    size = megabytes * 1_000_000

    def behave(visit: Visit) -> None:
        visit.head(200, {"Content-Length": str(size), "Content-Type": "application/pdf"})
        visit.wfile.write(b"%PDF-1.7\n")
        left = size - len(b"%PDF-1.7\n") - len(b"%%EOF\n")
        while left:
            left -= visit.wfile.write(BLOCK[:left])
        visit.wfile.write(b"%%EOF\n")

    return behave


def _serve(files: int, megabytes: int, say: Connection) -> None:
    site: dict[str, Callable[[Visit], None]] = dict.fromkeys((f"/{number}.pdf" for number in range(files)), pdf(PDF))
    site["/large.pdf"] = large(megabytes)
    with hostile(site) as city:
        say.send(city.at("/"))
        say.recv()


def _measure(addresses: list[str], max_bytes: int, say: Connection) -> None:
    say.send(read_all(addresses, max_bytes))


def measured_apart(addresses: list[str], max_bytes: int) -> Measured:
    """Read in a new process and say what it took."""
    context = multiprocessing.get_context("spawn")
    here, there = context.Pipe()
    reader = context.Process(target=_measure, args=(addresses, max_bytes, there))
    reader.start()
    there.close()
    found: Measured = here.recv()
    reader.join()
    return found


def main() -> int:
    """Serve, measure, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--files", type=int, default=1_000)
    parser.add_argument("--megabytes", type=int, default=300)
    chosen = parser.parse_args()
    context = multiprocessing.get_context("spawn")
    here, there = context.Pipe()
    city = context.Process(target=_serve, args=(chosen.files, chosen.megabytes, there))
    city.start()
    try:
        address = here.recv()
        small = measured_apart([f"{address}{number}.pdf" for number in range(chosen.files)], 1_000_000)
        big = measured_apart([f"{address}large.pdf"], chosen.megabytes * 1_000_000)
    finally:
        here.send("done")
        city.join()
    warm = f"{small.warm_mb:.1f} after {WARM_UP}"
    print(f"{small.requests:,} files of {len(PDF) / 1000:.0f} kB: {small.requests / small.seconds:.0f} requests/s")
    print(f"  memory: {small.start_mb:.0f} MB at the start, {warm}, {small.end_mb:.1f} at the end")
    print(f"a file of {big.megabytes:.0f} MB: {big.megabytes / big.seconds:.0f} MB/s")
    print(f"  memory: {big.start_mb:.0f} MB at the start, {big.end_mb:.1f} at the end (at most {MOST_MB})")
    return 0 if big.end_mb < MOST_MB else 1


if __name__ == "__main__":
    sys.exit(main())
