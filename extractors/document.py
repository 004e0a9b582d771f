"""The whole chain for one document, from bytes to records."""

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from extractors.content.actors import name_actors
from extractors.content.candidates import Candidate
from extractors.content.cards import find_cards
from extractors.content.doubles import merge_doubles
from extractors.content.fields import Fields, find_fields, unknown_fields
from extractors.content.goals import find_goals
from extractors.content.indicators import find_indicators
from extractors.content.located import Locator
from extractors.content.measure_lists import find_list_measures
from extractors.content.measure_sections import find_section_measures
from extractors.content.measure_tables import find_table_measures
from extractors.content.measured_fields import with_measured_fields
from extractors.content.measures import MeasureRows, to_measures
from extractors.content.mentions import find_all_mentions
from extractors.content.passed_over import passed_over_lists
from extractors.content.running_fields import with_running_fields
from extractors.content.sheet_labels import without_sheet_labels
from extractors.content.sheet_levels import with_sheets_in_chapters
from extractors.content.statuses import with_reports
from extractors.council.headings import with_attendance, with_paper_headings, without_letterhead
from extractors.council.kinds import kind_of
from extractors.council.reading import read_council
from extractors.council.records import CouncilRecords
from extractors.council.web_pages import page_kind, page_records, page_title
from extractors.council.web_reading import read_web
from extractors.issues import heading_issues, is_without_text, reading_issues
from extractors.language import build_language
from extractors.layout.lines import Arranged, arrange
from extractors.pdf.reader import read_pages
from extractors.pdf.scans import needs_look
from extractors.pdf.steps import NOTHING, UNDERSTAND, Avoided, Told, in_silence
from extractors.pdf.survey import RESCUED
from extractors.recognised import mark_recognised
from extractors.set_aside import file_row, quarantined, without_rows, without_text
from extractors.structure.contents import Contents, find_contents
from extractors.structure.headings import find_headings
from extractors.structure.outline import Heading
from extractors.structure.places import Places
from extractors.structure.sections import section_evidence, split_sections
from extractors.structure.witnesses import Witnesses, find_witnesses
from extractors.titles import find_kind, find_title
from schemas.catalogue import KnownField
from schemas.content import Section
from schemas.documents import Document, Given
from schemas.errors import UnreadableDocument
from schemas.extraction import Extraction
from schemas.geometry import Reading

if TYPE_CHECKING:
    from extractors.pdf.picture_text import Recogniser

ID_DIGITS = 16
"""A document's id is so many hex digits of its SHA-256."""


@dataclass(frozen=True, slots=True)
class Attempt:
    """One try to read a document."""

    told: Told = in_silence
    """Hears of each step before it is taken."""

    avoided: Avoided = NOTHING
    """What ended earlier tries."""

    read: Callable[[bytes, Told, Avoided], Reading] = read_pages


FIRST = Attempt()


def extract_document(
    content: bytes,
    given: Given,
    fields: Sequence[KnownField] = (),
    language_model: str = "",
    recogniser: "Recogniser | None" = None,
    attempt: Attempt = FIRST,
) -> Extraction:
    """Read one document into records; one that cannot be read becomes a quarantined document with the reason.

    Without a recogniser, pages that are pictures are reported and stay unread. A page of a council system (see
    `Given.media_type`) gives papers and decisions only.
    """
    if given.is_web_page:
        return _read_page(content, given)
    told, avoided = attempt.told, attempt.avoided
    try:
        reading = attempt.read(content, told, avoided)
        if avoided.rows:
            return without_rows(content, given, reading, avoided.rows)
        reading = _recognised(content, reading, recogniser, attempt)
    except UnreadableDocument as error:
        return quarantined(content, given, error)
    told(UNDERSTAND, 0)
    if all(map(is_without_text, reading.pages)):
        return without_text(content, given, reading, was_looked_at=recogniser is not None)
    return mark_recognised(_understand(content, given, reading, fields, language_model), reading.pages)


def _recognised(content: bytes, reading: Reading, recogniser: "Recogniser | None", attempt: Attempt) -> Reading:
    """The reading, with the text of its pictures; what looks at pictures is loaded for those who have some."""
    if not any(map(needs_look, reading.pages)):
        return reading
    from extractors.pdf.ocr import recognise_pages

    return recognise_pages(content, reading, recogniser, attempt.told, attempt.avoided.pictures)


@dataclass(frozen=True, slots=True)
class _Structured:
    """A document's text in order, and its sections."""

    arranged: Arranged
    contents: Contents
    witnesses: Witnesses
    headings: tuple[Heading, ...]
    sheets: tuple[Candidate, ...]
    places: Places


def _structure(reading: Reading, given: Given) -> _Structured:
    arranged = arrange(reading)
    contents = find_contents(arranged.lines, len(arranged.pages))
    witnesses = find_witnesses(arranged.lines, contents, reading.bookmarks)
    sheets = find_cards(arranged)
    found = without_sheet_labels(find_headings(arranged, contents, witnesses), sheets, arranged)
    headings = with_sheets_in_chapters(found, sheets)
    kind = given.kind or kind_of(arranged.lines)
    if kind in ("paper", "minutes"):
        headings = without_letterhead(headings, arranged.lines)
    if kind == "minutes":
        headings = with_attendance(headings, arranged.lines)
    if kind == "paper":
        headings = with_paper_headings(headings, arranged.lines, len(arranged.pages))
    places = Places(arranged, split_sections(arranged, headings, given.document_id))
    return _Structured(arranged, contents, witnesses, headings, sheets, places)


def _understand(
    content: bytes, given: Given, reading: Reading, known: Sequence[KnownField], language_model: str
) -> Extraction:
    text = _structure(reading, given)
    given = replace(given, kind=given.kind or find_kind(text.arranged))
    fields = find_fields(text.places, given, known)
    goals = find_goals(text.places, fields, given)
    locator = Locator(text.places, fields, goals, given, known)
    measures = _find_measures(text, locator, given)
    field_rows = with_measured_fields(fields.rows, measures.measures, locator.named, given)
    actors, roles, unresolved = name_actors(measures.measures)
    council = read_council(text.arranged.lines, text.arranged.pages, given)
    sections = [(part.section, part.pages) for part in text.places.parts]
    headings = (section_evidence(text.arranged, part) for part in text.places.parts)
    noted = (
        *reading_issues(reading, given.document_id),
        *heading_issues(text.arranged, text.headings, (text.contents, text.witnesses), given.document_id),
    )
    return Extraction(
        document=_described(content, given, reading, text, council),
        sections=tuple(_placed(section, fields) for section, _ in sections),
        action_fields=field_rows,
        goals=goals.rows,
        measures=measures.measures,
        actors=actors,
        measure_actors=roles,
        statuses=measures.statuses,
        indicators=find_indicators(text.places, text.arranged, fields, given),
        mentions=tuple(find_all_mentions(sections, build_language(language_model))),
        papers=council.papers,
        consultations=council.consultations,
        decisions=council.decisions,
        votes=council.votes,
        decision_targets=council.decision_targets,
        evidence=(*headings, *measures.evidence, *council.evidence),
        issues=(*noted, *unknown_fields(field_rows, given, known), *measures.issues, *unresolved, *council.issues),
    )


def _read_page(content: bytes, given: Given) -> Extraction:
    """A page of a council system; it is one page, without sections."""
    try:
        pages = read_web(content, given)
    except UnreadableDocument as error:
        return quarantined(content, given, error)
    council = page_records(pages, given)
    document = file_row(content, given)
    kind, title = given.kind or page_kind(pages), given.title or page_title(pages)
    return Extraction(
        document=replace(document, kind=kind, title=title, page_count=1),
        papers=council.papers,
        consultations=council.consultations,
        decisions=council.decisions,
        votes=council.votes,
        decision_targets=council.decision_targets,
        evidence=council.evidence,
        issues=council.issues,
    )


def identify(content: bytes) -> str:
    """The id of a document: the first 16 hex digits of its SHA-256."""
    return hashlib.sha256(content).hexdigest()[:ID_DIGITS]


def _find_measures(text: _Structured, locator: Locator, given: Given) -> MeasureRows:
    """Measures in every form; minutes state none, they decide on them."""
    candidates: tuple[Candidate, ...] = ()
    if given.kind != "minutes":
        candidates = (
            *text.sheets,
            *find_table_measures(text.arranged),
            *find_list_measures(text.arranged, text.headings),
            *find_section_measures(text.arranged, text.headings),
        )
    candidates = with_running_fields(candidates, text.arranged.pages)
    merged = merge_doubles(with_reports(candidates, text.arranged, known_report=given.kind == "report"))
    locator.look_at([one.candidate for one in merged])
    rows = to_measures(merged, given=_owner(given), field_of=locator.field_of, goal_of=locator.goal_of)
    if given.kind == "minutes":
        return rows
    passed_over = passed_over_lists(text.arranged, text.headings, rows.measures, given.document_id)
    return replace(rows, issues=(*rows.issues, *passed_over))


def _owner(given: Given) -> Given:
    """Only a concept states measures of its edition; those a report names are the report's own until linked."""
    return given if given.kind == "concept" else replace(given, edition_id="")


def _placed(section: Section, fields: Fields) -> Section:
    """The section with the action field it belongs to."""
    field = fields.of_section.get(section.section_id)
    if field is None:
        return section
    return replace(
        section,
        action_field_id=field.action_field_id,
        action_field_printed=" ".join(filter(None, (field.code, field.label))),
    )


def _described(content: bytes, given: Given, reading: Reading, text: _Structured, council: CouncilRecords) -> Document:
    document, error = file_row(content, given), _unread(reading)
    return replace(
        document,
        kind=given.kind,
        title=given.title or find_title(text.arranged, reading, given.kind, council),
        page_count=len(reading.pages) + len(reading.unread_pages),
        pages_without_text=sum(map(is_without_text, reading.pages)),
        pages_ocr=sum(page.recognised is not None for page in reading.pages),
        producer=reading.producer or None,
        status="partial" if error else "ok",
        error=error,
        text_agreement=reading.text_agreement,
        contents_recall=contents_recall(text.contents, text.witnesses),
    )


def _unread(reading: Reading) -> str | None:
    lost = ", ".join(f"{page} ({why})" for page, why in reading.unread_pages)
    pages = [f"pages that could not be read: {lost}"] if lost else []
    return "; ".join([note.what for note in reading.notes if note.kind == RESCUED] + pages) or None


def contents_recall(contents: Contents, witnesses: Witnesses) -> float | None:
    """Share of the printed contents entries that were found in the body; None without a contents list."""
    if not contents.entries:
        return None
    return round(1 - len(witnesses.missing) / len(contents.entries), 4)
