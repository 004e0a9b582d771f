"""Files without a catalogue: read PDFs that lie on disk, each by itself, and remember what was read.

    <out>/.cache/<aa>/<key>.json.gz    what was read of a file, or that it was lost; may be deleted at any time
    <out>/.cache/written/…             which folders were written from it (`flows/written.py`)

`flows/writing.py` says what else lies in the folder.
"""

import functools
import tempfile
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

from flows.jobs import DocumentLost, Job, quarantined
from flows.reading import Errand, errand_for, known, read, result, start_workers
from flows.settings import Settings
from flows.stores.depot import Results
from flows.stores.files import sha256_of_file
from flows.summary import facts, is_lost, summary
from flows.workers import Workers
from flows.writing import write_extraction
from flows.written import Told, recall, remember
from schemas.documents import Given
from schemas.extraction import Extraction

CACHE = ".cache"
NO_NAME = "document"

T = TypeVar("T")


@contextmanager
def reading_files(paths: Sequence[Path], settings: Settings, out: Path) -> Iterator[Iterator[tuple[int, Extraction]]]:
    """Read PDFs side by side; gives position and extraction of each as it is done, if it cannot be read quarantined.

    Reading begins with the block, so that the block can load its libraries meanwhile. `out` remembers what was read
    and what was lost.
    """

    def extraction_of(position: int, workers: Workers) -> Extraction:
        return _read(_errand(paths[position], settings, out), workers)[1]

    with _side_by_side(paths, settings, extraction_of) as found:
        yield found


@contextmanager
def tabulating_files(
    paths: Sequence[Path], settings: Settings, out: Path, *, again: bool = False
) -> Iterator[Iterator[tuple[int, Told]]]:
    """Read PDFs and write the tables of each into its folder; gives the position of each, and what is told of it.

    A folder that was written from the same reading stands as it is. `again`: what was lost is read again.
    """
    folders = [out / name for name in folder_names(paths)]
    tabulate = functools.partial(_tabulate, memory=out / CACHE, again=again)

    def told_of(position: int, workers: Workers) -> Told:
        return tabulate(_errand(paths[position], settings, out), folders[position], workers)

    with _side_by_side(paths, settings, told_of) as found:
        yield found


@contextmanager
def _side_by_side(
    paths: Sequence[Path], settings: Settings, act: Callable[[int, Workers], T]
) -> Iterator[Iterator[tuple[int, T]]]:
    """Do something with every file, as many at once as there are workers.

    The largest come first, so that nobody waits for one of them in the end.
    """
    order = sorted(range(len(paths)), key=lambda n: -paths[n].stat().st_size)
    count = min(settings.workers, len(paths))
    with start_workers(settings) as workers, ThreadPoolExecutor(count) as threads:
        futures = {threads.submit(act, n, workers): n for n in order}
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


def _errand(path: Path, settings: Settings, out: Path) -> Errand:
    """The errand to read a file; told by its bytes, named by its file name."""
    sha256 = sha256_of_file(path)
    given = Given(document_id=sha256[:16], source_url=path.name)
    job = Job(path.absolute(), given, (), settings.language_model, settings.cache)
    return errand_for(job, sha256, settings, Results(str(out / CACHE)))


def _tabulate(errand: Errand, folder: Path, workers: Workers, *, memory: Path, again: bool) -> Told:
    """Bring the folder of a file up to date."""
    told = recall(memory, folder, {errand.key, errand.loss_key})
    if told and not (again and told.facts["status"] == "quarantined"):
        return told
    key, extraction = _read(errand, workers, again=again)
    told = Told(facts(extraction), summary(extraction))
    write_extraction(folder, extraction)
    if key:
        remember(memory, folder, key, told)
    return told


def _read(errand: Errand, workers: Workers, *, again: bool = False) -> tuple[str, Extraction]:
    """The extraction of a file and the key under which it is kept; no key: it is lost, and may be read next time."""
    try:
        extraction = known(errand, again=again) or result(errand, read(errand, workers))
    except DocumentLost as loss:
        if loss.kind == "ended":  # says nothing of the file: what was written of it before stands
            raise
        return "", quarantined(errand.job, loss)
    return (errand.loss_key if is_lost(extraction) else errand.key), extraction
