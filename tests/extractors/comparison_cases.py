"""Records of two editions of a made-up concept, for the tests of the comparison."""

from schemas.content import ActionField, Goal, Measure, Section
from schemas.documents import Document
from schemas.extraction import Extraction

DOCUMENT = Document(document_id="d", sha256="", byte_size=0)

LANGUAGE = (
    "Die Stadt richtet in allen Kindertagesstätten Sprachgruppen ein. "
    "Erzieherinnen werden zwei Mal im Jahr fortgebildet. "
    "Eltern lernen in einem eigenen Kurs am Nachmittag Deutsch."
)
CLUBS = (
    "Der Sportbund wirbt in den Vereinen um neue Mitglieder aus allen Stadtteilen. "
    "Übungsleiter werden geschult und begleiten Jugendliche im ersten Jahr."
)
GUIDES = "Ehrenamtliche Lotsen helfen Neuzugewanderten bei Anträgen und begleiten sie zu Ämtern und Ärzten."


def extraction(
    *,
    fields: tuple[ActionField, ...] = (),
    goals: tuple[Goal, ...] = (),
    measures: tuple[Measure, ...] = (),
    sections: tuple[Section, ...] = (),
) -> Extraction:
    return Extraction(document=DOCUMENT, action_fields=fields, goals=goals, measures=measures, sections=sections)


def field(label: str, *, code: str | None = None, field_id: str = "", position: int = 1) -> ActionField:
    return ActionField(
        document_id="d",
        action_field_id=field_id or label,
        code=code,
        label_printed=label,
        position=position,
        page_first=position,
        page_last=position,
    )


def goal(text: str, *, field_id: str | None = None, number: str | None = None, goal_id: str = "") -> Goal:
    return Goal(
        goal_id=goal_id or text,
        document_id="d",
        action_field_id=field_id,
        level="Leitziel",
        number=number,
        text=text,
        page=3,
    )


def measure(
    title: str,
    description: str = "",
    *,
    code: str | None = None,
    field_id: str | None = None,
    goal_id: str | None = None,
) -> Measure:
    return Measure(
        measure_id=f"{code or title}",
        document_id="d",
        code=code,
        title=title,
        description=description or None,
        action_field_id=field_id,
        goal_id=goal_id,
        page_first=7,
        page_last=7,
        quote=title,
        confidence=1.0,
        method="sheet",
    )


def section(heading: str, text: str = "", *, section_id: str = "", parent: str | None = None, page: int = 1) -> Section:
    return Section(
        document_id="d",
        section_id=section_id or heading,
        parent_id=parent,
        level=2 if parent else 1,
        heading=heading,
        page_first=page,
        page_last=page,
        text=text,
    )
