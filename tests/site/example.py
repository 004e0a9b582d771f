"""Sites for the tests: that of the bundled example, and one of rows that mean harm."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from extractors.comparison.changes import compare_extractions
from extractors.document import extract_document, identify
from extractors.frames import to_frames
from extractors.linking import link_documents
from flows.publish import publish_concept
from flows.settings import Settings
from flows.stores.catalogues import find_catalogue, read_catalogue
from flows.stores.concept_card import ConceptCard
from flows.stores.raw import RawStore, Visit
from flows.stores.releases import write_release
from schemas.changes import Change
from schemas.content import ActionField, Actor, Goal, Indicator, Measure, MeasureActor, Section, Status
from schemas.council import Consultation, Decision, Paper, Vote
from schemas.documents import Check, Document, Evidence, Given, Issue
from schemas.extraction import Extraction

EXAMPLE = "musterlingen-integration"
RELEASED_AT = "2026-11-25T09:00:00+00:00"
FOLDER = Path(__file__).parents[2] / "schemas" / "catalogue" / EXAMPLE


@dataclass(frozen=True)
class Published:
    """A concept with its newest release and site."""

    settings: Settings
    concept_id: str
    release: Path

    @property
    def site(self) -> Path:
        return self.release / "site"

    def pages(self) -> list[Path]:
        """All pages of the site, in order."""
        return sorted(self.site.rglob("*.html"))


def publish_example(root: Path) -> Published:
    """Read the example, release and publish it; without Prefect, whose flows are tested elsewhere."""
    settings = Settings(raw=root / "raw", output=root / "output")
    found = link_documents(tuple(_read_example(settings)))
    old, new = (one for one in found if one.document.kind == "concept")
    changes = compare_extractions(old, new, from_edition="2009", to_edition="2017", concept_id=EXAMPLE)
    concept = read_catalogue(find_catalogue(EXAMPLE, None)).concept
    card = ConceptCard(
        concept_id=EXAMPLE,
        title=concept.title,
        city=concept.city,
        description=concept.description,
        licence=concept.licence.title,
        licence_url=concept.licence.path,
        contact=concept.contact,
    )
    return publish(settings, card, found, {"changes": changes, "checks": [CHECK]})


CHECK = Check(name="at_least", scope="measures/2009/concept", value=36.0, threshold=36.0, passed=True)


def publish(
    settings: Settings, card: ConceptCard, found: Sequence[Extraction], extra: Mapping[str, Sequence[object]]
) -> Published:
    """Release and publish these rows."""
    result = write_release(settings.output, card, to_frames(found, extra), released_at=RELEASED_AT)
    publish_concept(card.concept_id, settings)
    return Published(settings, card.concept_id, result.path)


def _read_example(settings: Settings) -> Iterator[Extraction]:
    catalogue = read_catalogue(find_catalogue(EXAMPLE, None))
    for edition in catalogue.concept.editions:
        for entry in edition.documents:
            content = (FOLDER / entry.wanted.file).read_bytes()
            visit = Visit(address=entry.wanted.file, time=RELEASED_AT, edition=edition.edition, title=entry.title)
            RawStore(settings.raw).keep(EXAMPLE, content, visit)
            given = Given(
                document_id=identify(content),
                concept_id=EXAMPLE,
                edition_id=edition.edition,
                kind=entry.kind,
                title=entry.title,
                source_url=entry.wanted.file,
                retrieved_at=RELEASED_AT,
            )
            yield extract_document(content, given, catalogue.known_fields)


# Rows that mean harm, in every text that a page shows

HARM = (
    """<script>document.title="hacked"</script>"><img src=x onerror=alert(1)>"""
    """ & 'quoted' "quoted" </title></svg> {{ 7*7 }}"""
)
LONG = "Straßenbahnhaltestellenumgestaltung und " * 250
"""Ten thousand characters."""

CARD = ConceptCard(concept_id="boese-stadt", title=f"Konzept {HARM}", city="Böse Stadt", description=HARM, contact=HARM)
OLD, NEW, REPORT = "1" * 16, "2" * 16, "3" * 16


def _document(document_id: str, edition: str, kind: str, title: str, source: str) -> Document:
    return Document(
        document_id=document_id,
        concept_id=CARD.concept_id,
        edition_id=edition,
        kind=kind,
        title=title,
        source_url=source,
        sha256=document_id * 4,
        byte_size=1,
        page_count=3,
    )


def _measure(document: str, edition: str, code: str, title: str, text: str) -> Measure:
    return Measure(
        measure_id=f"{edition}:{code}",
        document_id=document,
        edition_id=edition,
        code=code,
        title=title,
        action_field_id="feld",
        action_field_printed=HARM,
        responsible=HARM,
        timeframe=LONG,
        description=text,
        page_first=1,
        page_last=1,
        quote=HARM,
        confidence=0.4,
        method="sheet",
    )


def harmful() -> tuple[list[Extraction], dict[str, list[object]]]:
    """Extractions of two editions and a report in which every text is hostile, and their change."""
    olds = _measure(OLD, "2009", f"1 {HARM}", HARM, LONG), _measure(OLD, "2009", "1 " + HARM + "!", HARM, HARM)
    news = (_measure(NEW, "2017", "A <b>", HARM, LONG + HARM),)
    box = {"x0": -50.0, "top": 0.0, "x1": 9000.0, "bottom": 9000.0}
    proof = Evidence(
        table="measures", row_id=news[0].measure_id, document_id=NEW, page=99, quote=HARM, method=HARM, **box
    )
    field = {"action_field_id": "feld", "label_printed": HARM, "position": 1, "page_first": 1, "page_last": 1}
    old = Extraction(
        document=_document(OLD, "2009", "concept", HARM, "javascript:alert(1)"),
        action_fields=(ActionField(document_id=OLD, edition_id="2009", **field),),
        measures=olds,
        sections=(
            Section(document_id=OLD, section_id="a", level=1, heading=HARM, page_first=1, page_last=1, text=LONG),
        ),
    )
    new = Extraction(
        document=_document(NEW, "2017", "concept", HARM, 'https://boese.example/"><script>alert(1)</script>'),
        action_fields=(ActionField(document_id=NEW, edition_id="2017", **field),),
        goals=(
            Goal(
                goal_id=HARM,
                document_id=NEW,
                edition_id="2017",
                action_field_id="feld",
                level="Ziel",
                text=HARM,
                page=1,
            ),
        ),
        measures=news,
        actors=(Actor(actor_id=HARM, name=HARM, kind="unresolved"),),
        measure_actors=(
            MeasureActor(measure_id=news[0].measure_id, actor_id=HARM, role="responsible", name_printed=HARM),
        ),
        indicators=(
            Indicator(
                indicator_id="i", document_id=NEW, action_field_id="feld", name=HARM, value=-1.5, page=1, quote=HARM
            ),
        ),
        papers=(Paper(paper=HARM, subject=HARM, source_url="javascript:alert(1)", proposed=HARM),),
        consultations=(Consultation(paper=HARM, body=HARM, date="kein Datum"),),
        decisions=(
            Decision(decision_id=HARM, paper=HARM, subject=HARM, body=HARM, resolution=LONG, page=1, quote=HARM),
        ),
        votes=(Vote(decision_id=HARM, choice="for", group=HARM, group_printed=HARM),),
        evidence=(proof,),
        issues=(Issue(severity="error", kind="<script>", what=HARM),),
    )
    report = Extraction(
        document=_document(REPORT, "2017", "report", f"Bericht {HARM}", "bericht.pdf"),
        statuses=(Status(measure_id="2017:nirgends", document_id=REPORT, status="verzögert", text=HARM, page=1),),
    )
    change = Change(
        concept_id=CARD.concept_id,
        from_edition="2009",
        to_edition="2017",
        level="measure",
        from_id=olds[0].measure_id,
        to_id=news[0].measure_id,
        change="reworded",
        similarity=0.2,
        from_quote=HARM,
    )
    return [old, new, report], {"changes": [change]}


def empty() -> list[Extraction]:
    """Two editions of which one states no measure."""
    old, new, _ = harmful()[0]
    bare = replace(old, measures=(), action_fields=(), sections=())
    return [bare, replace(new, goals=(), indicators=(), decisions=(), votes=(), papers=(), consultations=())]
