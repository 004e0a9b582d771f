"""A toy council for the flows: its PDFs hold one measure a line, and a double reads them instead of the real chain."""

import hashlib
import os
from pathlib import Path

from extractors.pdf.steps import Told
from flows.jobs import Job
from schemas.content import Measure, Section
from schemas.documents import Document
from schemas.extraction import Extraction

CONCEPT_ID = "musterstadt-integration"
CONCEPT = f"""\
concept_id: {CONCEPT_ID}
title: Integrationskonzept Musterstadt
city: Musterstadt
licence: {{name: CC0-1.0, title: CC0, path: https://creativecommons.org/publicdomain/zero/1.0/}}
contact: Büro für Integration
sources:
  - adapter: local
editions:
  - edition: "2009"
    title: Erste Ausgabe
    documents:
      - {{kind: concept, title: Konzept 2009, wanted: {{file: documents/2009.pdf}}}}
  - edition: "2017"
    title: Zweite Ausgabe
    documents:
      - {{kind: concept, title: Konzept 2017, wanted: {{file: documents/2017.pdf}}}}
      - {{kind: report, title: Bericht 2019, wanted: {{file: documents/2019.pdf}}}}
promises:
  measures/2017/concept: {{at_least: 2}}
"""
FIELDS = "action_fields: []\n"
CORRECTIONS = "table,row_id,column,value,why,who,document_id\n"
DOCUMENTS = {
    "2009": ["A1 Sprachkurse für Eltern", "A2 Hausaufgabenhilfe"],
    "2017": ["A1 Sprachkurse für Eltern", "B1 Wohnungslotsen", "B2 Nachbarschaftsfeste"],
    "2019": ["Bericht"],
}


def make_catalogue(root: Path) -> Path:
    """Write the catalogue and its documents; gives its folder."""
    folder = root / CONCEPT_ID
    (folder / "documents").mkdir(parents=True)
    (folder / "concept.yml").write_text(CONCEPT, encoding="utf-8")
    (folder / "action_fields.yml").write_text(FIELDS, encoding="utf-8")
    (folder / "corrections.csv").write_text(CORRECTIONS, encoding="utf-8")
    for name, lines in DOCUMENTS.items():
        write_pdf(folder / "documents" / f"{name}.pdf", lines)
    return folder


def write_pdf(path: Path, lines: list[str]) -> None:
    """A file that begins like a PDF."""
    path.write_bytes("\n".join(["%PDF-1.7", *lines]).encode())


def read_toy(job: Job, _told: Told) -> Extraction:
    """Read a toy PDF; a line KAPUTT kills the process. Each reading leaves a line in `readings` beside the store."""
    content = job.path.read_bytes()
    with (job.path.parents[1] / "readings").open("a", encoding="utf-8") as readings:
        readings.write(f"{job.given.title}\n")
    lines = content.decode().splitlines()[1:]
    if "KAPUTT" in lines:
        os._exit(3)
    document_id, edition = job.given.document_id, job.given.edition_id
    measures = [
        Measure(
            measure_id=f"{edition}:{line.partition(' ')[0]}",
            document_id=document_id,
            edition_id=edition,
            code=line.partition(" ")[0],
            title=line.partition(" ")[2],
            page_first=1,
            page_last=1,
            quote=line,
            confidence=1.0,
            method="list",
        )
        for line in lines
        if job.given.kind == "concept"
    ]
    section = Section(
        document_id=document_id, section_id=f"{document_id}:1", level=1, heading="H", page_first=1, page_last=1
    )
    return Extraction(
        document=Document(
            document_id=document_id,
            concept_id=job.given.concept_id,
            edition_id=edition,
            kind=job.given.kind,
            title=job.given.title,
            source_url=job.given.source_url,
            retrieved_at=job.given.retrieved_at,
            sha256=hashlib.sha256(content).hexdigest(),
            byte_size=len(content),
            page_count=1,
        ),
        sections=(section,),
        measures=tuple(measures),
    )
