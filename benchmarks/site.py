"""Site: what it costs to build one for many measures, the first time and again.

    python benchmarks/site.py [--measures 5000] [--pages 500]

Half of the measures stand in an old edition, half in a new one; each has ten attributes with a passage of evidence each
on one of so many pages, whose PDF is made (`made_pdfs.py`). Printed are seconds on the clock, files, megabytes, and how
many files are written when the same is published again, after one measure has changed, and with a new release.
"""

import argparse
import tempfile
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from made_pdfs import make_pdf

from extractors.frames import to_frames
from flows.publish import publish_concept
from flows.settings import Settings
from flows.stores.concept_card import ConceptCard
from flows.stores.raw import RawStore, Visit
from flows.stores.releases import latest_release, write_release
from schemas.changes import CHANGE_KINDS, Change
from schemas.content import ActionField, Actor, Measure, MeasureActor, Status
from schemas.documents import Document, Evidence
from schemas.extraction import Extraction

CARD = ConceptCard(concept_id="gross", title="Klimaschutzkonzept", city="Großstadt", contact="Projekt")
FIELDS, ACTORS = 20, 300
PROVED = ("", "description", "responsible", "partners", "target_group", "timeframe", "cost", "funding", "indicator")
TEXT = (
    "Die Stadt richtet im Stadtteil {n} eine Beratungsstelle ein, die Haushalte aufsucht und begleitet. "
    "Sie arbeitet mit Vereinen, Schulen und der Verbraucherzentrale zusammen und berichtet dem Ausschuss jährlich. "
    "Gefördert werden {n} Vorhaben mit höchstens einem Drittel der Kosten, wenn sie mehr als {n} Tonnen einsparen."
)
EDITIONS = ("2009", "2017")


def measure_cost(measures: int, pages: int, root: Path) -> None:
    """Publish, publish again, and publish with one measure changed."""
    settings = Settings(raw=root / "raw", output=root / "output")
    documents = [_document(settings, edition, pages // len(EDITIONS)) for edition in EDITIONS]
    found = [_edition(document, measures // len(EDITIONS), pages // len(EDITIONS)) for document in documents]
    changes = list(_changes(found))
    _release(settings, found, changes, "2026-01-01T00:00:00Z")
    _publish("first", settings)
    _publish("again", settings)
    new = found[1]
    changed = (replace(new.measures[0], description="Ganz anders."), *new.measures[1:])
    _release(settings, [found[0], replace(new, measures=changed)], changes, "2026-02-01T00:00:00Z")
    _publish("new release", settings)


def _document(settings: Settings, edition: str, pages: int) -> Document:
    content = make_pdf(pages) + f"\n% {edition}\n".encode()
    receipt = RawStore(settings.raw).keep(
        CARD.concept_id, content, Visit(address=f"{edition}.pdf", time="2026-01-01T00:00:00Z")
    )
    return Document(
        document_id=receipt.sha256[:16],
        concept_id=CARD.concept_id,
        edition_id=edition,
        kind="concept",
        title=f"Konzept {edition}",
        source_url=f"https://stadt.example/{edition}.pdf",
        sha256=receipt.sha256,
        byte_size=len(content),
        page_count=pages,
    )


def _edition(document: Document, count: int, pages: int) -> Extraction:
    edition = str(document.edition_id)
    measures = tuple(_measure(document, edition, n, 1 + n * pages // count) for n in range(count))
    fields = tuple(
        ActionField(
            document_id=document.document_id,
            edition_id=edition,
            action_field_id=f"feld-{n}",
            code=str(n),
            label_printed=f"Handlungsfeld {n}",
            position=n + 1,
            page_first=1,
            page_last=pages,
        )
        for n in range(FIELDS)
    )
    carriers = tuple(
        MeasureActor(
            measure_id=measure.measure_id,
            actor_id=f"amt-{n % ACTORS}",
            role="responsible",
            name_printed=f"Amt {n % ACTORS}",
        )
        for n, measure in enumerate(measures)
    )
    statuses = tuple(
        Status(measure_id=m.measure_id, document_id=document.document_id, status="in Bearbeitung", page=1)
        for m in measures[::3]
    )
    return Extraction(
        document=document,
        action_fields=fields,
        measures=measures,
        actors=tuple(Actor(actor_id=f"amt-{n}", name=f"Amt {n}", kind="office") for n in range(ACTORS)),
        measure_actors=carriers,
        statuses=statuses,
        evidence=tuple(_evidence(document, measures)),
    )


def _measure(document: Document, edition: str, n: int, page: int) -> Measure:
    return Measure(
        measure_id=f"{edition}:{n}",
        document_id=document.document_id,
        edition_id=edition,
        code=f"M {n}",
        title=f"Beratungsstelle im Stadtteil {n}" + (" neu ausrichten" if edition == EDITIONS[1] and n % 3 else ""),
        action_field_id=f"feld-{n % FIELDS}",
        responsible=f"Amt {n % ACTORS}",
        partners="Verbraucherzentrale, Vereine, Schulen",
        target_group="Haushalte mit geringem Einkommen",
        timeframe=f"{edition}–2030",
        cost=f"{n}.000 € im Jahr",
        funding="Haushalt und Land",
        indicator="Zahl der Beratungen",
        priority="hoch",
        description=TEXT.format(n=n)
        if edition == EDITIONS[0]
        else TEXT.format(n=n).replace("jährlich", "halbjährlich"),
        page_first=page,
        page_last=page,
        quote=f"M {n} Beratungsstelle im Stadtteil {n}",
        confidence=0.9,
        method="sheet",
    )


def _evidence(document: Document, measures: tuple[Measure, ...]) -> Iterator[Evidence]:
    for measure in measures:
        for at, column in enumerate(PROVED):
            yield Evidence(
                table="measures",
                row_id=measure.measure_id,
                column=column,
                document_id=document.document_id,
                page=measure.page_first,
                x0=70.0,
                top=80.0 + 30 * at,
                x1=500.0,
                bottom=105.0 + 30 * at,
                quote=str(getattr(measure, column)) if column else measure.quote,
                method="sheet",
            )


def _changes(found: list[Extraction]) -> Iterator[Change]:
    both = [kind for kind in CHANGE_KINDS if kind not in ("added", "dropped")]
    for n, (old, new) in enumerate(zip(found[0].measures, found[1].measures, strict=True)):
        yield Change(
            from_edition=EDITIONS[0],
            to_edition=EDITIONS[1],
            level="measure",
            from_id=old.measure_id,
            to_id=new.measure_id,
            change=both[n % len(both)],
            similarity=0.8,
        )


def _release(settings: Settings, found: list[Extraction], changes: list[Change], released_at: str) -> None:
    write_release(settings.output, CARD, to_frames(found, {"changes": changes}), released_at=released_at)


def _publish(name: str, settings: Settings) -> None:
    start, since = time.perf_counter(), time.time_ns()
    publish_concept(CARD.concept_id, settings)
    seconds = time.perf_counter() - start
    release = latest_release(settings.output, CARD.concept_id)
    files = [path for path in (release.path / "site").rglob("*") if path.is_file()] if release else []
    size = sum(path.stat().st_size for path in files)
    written = sum(path.stat().st_mtime_ns >= since for path in files)
    print(f"{name:<12} {seconds:6.1f} s {len(files):6} files {size / 1e6:7.1f} MB {written:6} written", flush=True)


def main() -> None:
    """Parse the arguments and measure."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--measures", type=int, default=5000)
    parser.add_argument("--pages", type=int, default=500)
    parser.add_argument("--keep", type=Path, help="folder in which raw and output are left")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        measure_cost(given.measures, given.pages, given.keep or Path(folder))


if __name__ == "__main__":
    main()
