"""Fuzz: files of the example, changed by chance, and read until one is found whose loss is not told.

    python -m tests.hostile.fuzz MINUTES [SEED]

A seed tells the file, so that it can be made again: it is printed with what is wrong, and the file lies in build/fuzz/.
"""

import io
import random
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from itertools import count, islice
from pathlib import Path

import pikepdf

from flows.jobs import Extract, extract_job
from tests.hostile.collection import GROUPS
from tests.hostile.reading import EXAMPLES, read_all
from tests.hostile.told import faults

KEPT = Path(__file__).parents[2] / "build/fuzz"

BASES: list[Callable[[], bytes]] = [path.read_bytes for path in EXAMPLES if path.stat().st_size < 100_000]
STRUCTURED = ("circles", "boxes", "fonts", "tables", "carried")
"""Groups of the collection that are changed once more: they are small, and odd already."""


def mutated(seed: int) -> bytes:
    """A file made by chance from a sound or an odd one."""
    chance = random.Random(seed)
    if chance.random() < 0.5:
        content = chance.choice(BASES)()
    else:
        content = chance.choice([file for _, file in GROUPS[chance.choice(STRUCTURED)]() if len(file) < 50_000])
    change = chance.choice([change_objects, change_bytes, change_tokens])
    return change(content, chance)


def change_bytes(content: bytes, chance: random.Random) -> bytes:
    """Some bytes written anew, a part taken out, or a part written twice."""
    damaged = bytearray(content)
    for _ in range(chance.choice([1, 3, 30, 300])):
        damaged[chance.randrange(len(damaged))] = chance.randrange(256)
    start, length = chance.randrange(len(damaged)), chance.randrange(2000)
    part = damaged[start : start + length]
    return bytes(damaged[:start] + part * chance.choice([0, 1, 1, 2]) + damaged[start + length :])


TOKENS = (
    b"0",
    b"-1",
    b"99999999999",
    b"1e999",
    b"null",
    b"3 0 R",
    b"<<",
    b">>",
    b"[",
    b"]",
    b"(",
    b"endobj",
    b"stream",
    b"/Kids",
)


def change_tokens(content: bytes, chance: random.Random) -> bytes:
    """Words of the file replaced by others."""
    words = content.split(b" ")
    for _ in range(chance.choice([1, 2, 5])):
        words[chance.randrange(len(words))] = chance.choice(TOKENS)
    return b" ".join(words)


def change_objects(content: bytes, chance: random.Random) -> bytes:
    """Entries of its dictionaries deleted or replaced, in a file that is written soundly; else its bytes."""
    try:
        with pikepdf.open(io.BytesIO(content)) as file:
            for _ in range(chance.choice([1, 3, 10])):
                _change_object(file, chance)
            written = io.BytesIO()
            file.save(written)
            return written.getvalue()
    except (pikepdf.PdfError, RuntimeError, ValueError, TypeError):  # what the change made cannot be written
        return change_bytes(content, chance)


def _change_object(file: pikepdf.Pdf, chance: random.Random) -> None:
    thing = file.objects[chance.randrange(len(file.objects))]
    if not isinstance(thing, pikepdf.Dictionary | pikepdf.Stream) or not list(thing.keys()):
        return
    key = chance.choice(sorted(thing.keys()))
    if key == "/Length":
        return
    value = chance.choice([None, 0, -1, 10**9, "x", [], [[1, 2], [3]], "other"])
    if value is None:
        del thing[key]
    else:
        thing[key] = file.objects[chance.randrange(len(file.objects))] if value == "other" else value


def files(first: int) -> Iterator[tuple[str, bytes]]:
    """Files without end, each named by its seed."""
    return ((str(seed), mutated(seed)) for seed in count(first))


def find_untold(first: int, most: int | None, until: float, extract: Extract = extract_job) -> tuple[int, list[str]]:
    """Read files until enough were read or the time is over; how many, and the seeds whose loss is not told."""
    wrong: list[str] = []
    read = 0
    with tempfile.TemporaryDirectory() as folder:
        for name, extraction in read_all(islice(files(first), most), Path(folder), extract):
            read += 1
            if found := faults(extraction):
                KEPT.mkdir(parents=True, exist_ok=True)
                (KEPT / f"seed-{name}.pdf").write_bytes(mutated(int(name)))
                wrong.append(f"seed {name}: {'; '.join(found)}; the file lies in build/fuzz/seed-{name}.pdf")
            if time.monotonic() > until:
                break
    return read, wrong


def main(minutes: float, first: int) -> int:
    """Fuzz for some minutes; 1 when something was found."""
    read, wrong = find_untold(first, None, time.monotonic() + 60 * minutes)
    print(*wrong, f"{read} files, seeds {first} to {first + read - 1}: {len(wrong)} untold", sep="\n")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(float(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 1_000_000))
