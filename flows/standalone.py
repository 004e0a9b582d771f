"""Files without a catalogue: read PDFs that lie on disk, each by itself, and remember what was read.

    <out>/.cache/<aa>/<key>.json.gz    what was read of a file, or that it was lost; may be deleted at any time

`flows/writing.py` says what else lies in the folder.
"""

import functools
import tempfile
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from contextlib import contextmanager
from pathlib import Path

from flows.jobs import DocumentLost, Job, quarantined
from flows.reading import errand_for, known, read, result, start_workers
from flows.settings import Settings
from flows.stores.depot import Results
from flows.stores.files import sha256_of_file
from flows.workers import Workers
from schemas.documents import Given
from schemas.extraction import Extraction

CACHE = ".cache"
NO_NAME = "document"


@contextmanager
def reading_files(
    paths: Sequence[Path], settings: Settings, out: Path, *, again: bool = False
) -> Iterator[Iterator[tuple[int, Extraction]]]:
    """Read PDFs side by side; gives position and extraction of each as it is done, if it cannot be read quarantined.

    Reading begins with the block, so that the block can load its libraries meanwhile. `out` remembers what was read
    and what was lost; `again`: what was lost is read again.
    """
    count = min(settings.workers, len(paths))
    with start_workers(settings) as workers, ThreadPoolExecutor(count) as threads:
        results = Results(str(out / CACHE))
        reading = functools.partial(_read, workers=workers, settings=settings, results=results, again=again)
        futures = {threads.submit(reading, path): n for n, path in enumerate(paths)}
        # Let go of each result once it is given away: thousands of them would fill the memory.
        try:
            yield ((futures.pop(future), future.result()) for future in as_completed(list(futures)))
        except BaseException:  # also Ctrl-C: nobody wants the rest any more
            threads.shutdown(wait=False, cancel_futures=True)
            workers.give_up()
            raise


def read_file(path: Path, settings: Settings) -> Extraction:
    """Read one PDF and remember nothing."""
    with (
        tempfile.TemporaryDirectory(prefix="konzept-") as nowhere,
        reading_files([path], settings, Path(nowhere)) as found,
    ):
        [(_, extraction)] = found
    return extraction


def folder_names(paths: Sequence[Path]) -> list[str]:
    """A folder name for each file: its stem, with a number where two would be the same on some file system."""
    names: list[str] = []
    taken: set[str] = set()
    for path in paths:
        stem = path.stem if path.stem.strip(". ") else NO_NAME
        tries = (stem if number == 1 else f"{stem}-{number}" for number in range(1, len(paths) + 2))
        names.append(next(name for name in tries if name.casefold() not in taken))
        taken.add(names[-1].casefold())
    return names


def _read(path: Path, *, workers: Workers, settings: Settings, results: Results, again: bool) -> Extraction:
    """The extraction of one file; told by its bytes, named by its file name."""
    sha256 = sha256_of_file(path)
    given = Given(document_id=sha256[:16], source_url=path.name)
    job = Job(path.absolute(), given, (), settings.language_model, settings.cache)
    errand = errand_for(job, sha256, settings, results)
    try:
        return known(errand, again=again) or result(errand, read(errand, workers))
    except DocumentLost as loss:
        return quarantined(job, str(loss))
