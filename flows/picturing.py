"""Picturing: pictures of the pages that prove something, drawn once for each document and page, and kept.

    <cache>/pages/<form>/<sha256>/<page>.png

A page may kill the program that draws it. So pages are drawn by processes of their own, in order: the first that was
not drawn when a process died is left out, and another process goes on behind it.
"""

import multiprocessing
import struct
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from extractors.pdf.page_pictures import FORM, draw_pages
from flows.interrupts import start_deaf
from flows.limits import Limits, limit_process
from flows.settings import Settings
from schemas.errors import KonzeptError

PAGES_AT_ONCE = 25
"""Drawn by one process: few enough that all processes have work, many enough that starting them costs little."""

INCHES = 0.0254
POINTS = 72


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page that was drawn."""

    path: Path
    width: float
    height: float
    """In points."""


def draw_all(
    documents: Mapping[str, Path], pages: Iterable[tuple[str, int]], settings: Settings
) -> dict[tuple[str, int], Sheet]:
    """Pictures of pages, given by the SHA-256 of the document and the page; those that cannot be drawn are left out.

    `documents` are the files by their SHA-256.
    """
    wanted: dict[str, list[int]] = defaultdict(list)
    for sha256, page in pages:
        if sha256 in documents:
            wanted[sha256].append(page)
    root = settings.cache / "pages" / FORM
    jobs = [
        _Job(documents[sha256], root / sha256, tuple(undrawn[at : at + PAGES_AT_ONCE]), settings.limits)
        for sha256, numbers in wanted.items()
        if (undrawn := [n for n in sorted(set(numbers)) if not (root / sha256 / f"{n}.png").is_file()])
        for at in range(0, len(undrawn), PAGES_AT_ONCE)
    ]
    with ThreadPoolExecutor(max_workers=settings.workers) as pool:
        try:
            list(pool.map(_draw_somehow, jobs))
        except BaseException:  # also Ctrl-C: nobody wants the rest any more
            pool.shutdown(wait=False, cancel_futures=True)
            raise
    found = {(sha256, n): _sheet(root / sha256 / f"{n}.png") for sha256, numbers in wanted.items() for n in numbers}
    return {key: sheet for key, sheet in found.items() if sheet}


@dataclass(frozen=True, slots=True)
class _Job:
    document: Path
    folder: Path
    pages: tuple[int, ...]
    limits: Limits


def _draw_somehow(job: _Job) -> None:
    """Draw the pages; a page whose process dies or takes too long is passed over."""
    left: Sequence[int] = job.pages
    context = multiprocessing.get_context("spawn")
    while left:
        todo = _Job(job.document, job.folder, tuple(left), job.limits)
        process = context.Process(target=_draw, args=(todo,), daemon=True)
        start_deaf(process)
        process.join(job.limits.seconds(len(left)))
        went_well = process.exitcode == 0
        process.kill()
        process.join()
        if went_well:
            return
        left = [page for page in left if not (job.folder / f"{page}.png").is_file()][1:]


def _draw(job: _Job) -> None:
    """Draw pages in this process, each written whole."""
    limit_process(job.limits)
    job.folder.mkdir(parents=True, exist_ok=True)
    with suppress(KonzeptError):  # a document that cannot be opened has no pictures; the site says so
        for page, picture in draw_pages(job.document.read_bytes(), job.pages):
            draft = job.folder / f".{page}.part"
            draft.write_bytes(picture)
            draft.replace(job.folder / f"{page}.png")


def _sheet(path: Path) -> Sheet | None:
    """The picture with its size, as its head tells."""
    try:
        with path.open("rb") as file:
            head = file.read(4096)
        width, height = struct.unpack(">II", head[16:24])
        at = head.index(b"pHYs") + 4
        across, down = struct.unpack(">II", head[at : at + 8])
    except (OSError, ValueError, struct.error):
        return None
    return Sheet(path, _points(width, across), _points(height, down))


def _points(pixels: int, per_metre: int) -> float:
    return round(pixels / (per_metre * INCHES) * POINTS, 1)
