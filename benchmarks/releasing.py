"""Releasing: what it costs to write a release, and the next one after it, when a concept has more measures.

    python benchmarks/releasing.py [--measures 500,5000] [--example output/musterlingen-integration/1.0.0]

The tables are made: of each measure all columns, seven places, two actors and a status, with texts of the lengths that
real ones have. The second release differs in every tenth measure. Each number is measured in a process of its own.
Printed are seconds, the most memory, and what the folder takes on the disk. A release that is there is released again.
"""

import argparse
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pandas as pd

from extractors.frames import to_frames
from flows.stores.concept_card import ConceptCard
from flows.stores.releases import read_release, verify_release, write_release
from schemas.content import Actor, Measure, MeasureActor, Section, Status
from schemas.documents import Document, Evidence
from schemas.extraction import Extraction

CARD = ConceptCard(concept_id="made", title="Gemachtes Konzept", city="Musterlingen")
DOCUMENT = Document(
    document_id="0" * 16, edition_id="2017", kind="concept", title="Konzept", sha256="0" * 64, byte_size=1
)
COLUMNS = ("", "responsible", "partners", "timeframe", "cost", "indicator", "description")
WORDS = (
    "die",
    "Stadt",
    "und",
    "ihre",
    "Partner",
    "fördern",
    "Sprache",
    "Bildung",
    "Arbeit",
    "Wohnen",
    "im",
    "Quartier",
)
CHANGED_OF, MEASURES_OF_AN_ACTOR = 10, 10


def made(count: int) -> Extraction:
    """A concept of so many measures; the same for the same number."""
    chance, actors = random.Random(count), count // MEASURES_OF_AN_ACTOR + 2

    def text(words: int) -> str:
        return " ".join(chance.choices(WORDS, k=words))

    measures = [
        Measure(
            measure_id=f"2017:{number}", document_id=DOCUMENT.document_id, edition_id="2017", code=str(number),
            title=text(6), responsible=text(3), partners=text(8), timeframe="2018 bis 2020", start_year=2018,
            end_year=2020, cost=f"{number} €", cost_eur_min=float(number), cost_eur_max=float(number),
            indicator=text(6), description=text(90), page_first=1 + number // 2, page_last=1 + number // 2,
            quote=text(6), confidence=0.9, method="sheet",
        )
        for number in range(count)
    ]  # fmt: skip
    return Extraction(
        document=replace(DOCUMENT, page_count=1 + count // 2),
        sections=tuple(
            Section(
                document_id=DOCUMENT.document_id, section_id=f"s{m.measure_id}", level=2, heading=m.title,
                page_first=m.page_first, page_last=m.page_last, text=m.description or "",
            )
            for m in measures
        ),
        measures=tuple(measures),
        actors=tuple(Actor(actor_id=f"a{n}", name=text(3), kind="office") for n in range(actors)),
        measure_actors=tuple(
            MeasureActor(
                measure_id=m.measure_id, actor_id=f"a{(n + k) % actors}", role=role, name_printed=text(2),
            )
            for n, m in enumerate(measures)
            for k, role in enumerate(("responsible", "partner"))
        ),
        statuses=tuple(
            Status(
                measure_id=m.measure_id, document_id=m.document_id, status="in Bearbeitung", text=text(20), page=1,
            )
            for m in measures
        ),
        evidence=tuple(
            Evidence(
                table="measures", row_id=m.measure_id, column=column, document_id=DOCUMENT.document_id,
                page=m.page_first, x0=71.0, top=85.2 + n, x1=133.92, bottom=102.2 + n, quote=text(6), method="sheet",
            )
            for m in measures
            for n, column in enumerate(COLUMNS)
        ),
    )  # fmt: skip


def changed(extraction: Extraction) -> Extraction:
    """The same with every tenth measure changed."""
    measures = [
        replace(measure, responsible="Fachbereich Soziales") if number % CHANGED_OF == 0 else measure
        for number, measure in enumerate(extraction.measures)
    ]
    return replace(extraction, measures=tuple(measures))


def measure(frames: list[dict[str, pd.DataFrame]]) -> None:
    """Release these tables one after the other, and check the last release."""
    with tempfile.TemporaryDirectory() as folder:
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        took, sizes = [], []
        for tables in frames:
            begin = time.perf_counter()
            path = write_release(Path(folder), CARD, tables, released_at="2026-11-25T00:00:00Z").path
            took.append(time.perf_counter() - begin)
            sizes.append({place.name: place.stat().st_size for place in path.rglob("*") if place.is_file()})
        begin = time.perf_counter()
        if problems := verify_release(Path(folder), CARD.concept_id):
            raise SystemExit("; ".join(problems))
        checked = time.perf_counter() - begin
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    first = sizes[0]
    numbers = [len(frames[0]["measures"]), sum(len(frame) for frame in frames[0].values())]
    times = [*took, checked]
    megabytes = [before / 1024, peak / 1024, *(size / 1e6 for size in (sum(first.values()), *_of(first)))]
    print(*(f"{one:>9}" for one in numbers), *(f"{one:>9.2f}" for one in times), *(f"{one:>9.1f}" for one in megabytes))


def _of(sizes: Mapping[str, int]) -> tuple[int, int]:
    return sizes[f"{CARD.concept_id}.xlsx"], sizes[f"{CARD.concept_id}.sqlite"]


def tables_of(what: str) -> list[dict[str, pd.DataFrame]]:
    """Two releases to make: of so many measures, or of the folder of a release."""
    if Path(what).is_dir():
        frames = read_release(Path(what))
        return [frames, {**frames, "changes": frames["changes"][1:]}]
    extraction = made(int(what))
    return [to_frames([extraction]), to_frames([changed(extraction)])]


HEADS = ("measures", "rows", "first s", "next s", "verify s", "MB then", "peak MB", "disk MB", "xlsx MB", "sqlite MB")


def main() -> None:
    """Print a line for each number of measures, and one for a release that is there."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--measures", default="500,5000")
    parser.add_argument("--example", type=Path)
    parser.add_argument("--one", help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.one:
        measure(tables_of(given.one))
        return
    print(*(f"{head:>9}" for head in HEADS), flush=True)
    for one in [*given.measures.split(","), *([str(given.example)] if given.example else [])]:
        subprocess.run([sys.executable, __file__, "--one", one], check=True)


if __name__ == "__main__":
    main()
