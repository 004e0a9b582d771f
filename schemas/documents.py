"""Where statements come from: documents, editions, and the passage that proves a row."""

from dataclasses import dataclass
from typing import Annotated

from schemas.columns import Column, OcrConfidence

KINDS = ("concept", "report", "paper", "minutes", "other")
WEB_PAGES = ("text/html", "application/json")
"""Media types of what council systems answer."""

DOCUMENT_STATUSES = ("ok", "partial", "quarantined")


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """What is known of a document before it is read: from the catalogue, or from the command line."""

    document_id: str
    concept_id: str = ""
    edition_id: str = ""
    kind: str = ""
    """One of KINDS; empty: found out from the text."""

    title: str = ""
    source_url: str = ""
    retrieved_at: str = ""
    media_type: str = ""
    """`text/html` or `application/json` for a page of a council system; else its bytes must be a PDF."""

    @property
    def is_web_page(self) -> bool:
        """Whether it is a page of a council system."""
        return self.media_type in WEB_PAGES


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One PDF or page of a council system, known by its bytes."""

    document_id: Annotated[str, Column("Dokument", "First 16 hex digits of the SHA-256 of its bytes.")]
    concept_id: Annotated[str | None, Column("Konzept", "The concept the document belongs to.")] = None
    edition_id: Annotated[str | None, Column("Ausgabe", "The council's edition, e.g. 2017.")] = None
    kind: Annotated[str, Column("Art", "What the document is.", KINDS)] = "other"
    title: Annotated[str | None, Column("Titel", "As the catalogue says, else as printed on the cover.")] = None
    source_url: Annotated[str | None, Column("Quelle", "Where it was fetched, or its file name.")] = None
    retrieved_at: Annotated[
        str | None,
        Column("Abgerufen", "When it was first fetched from its address: ISO 8601, UTC; empty: from a disk."),
    ] = None
    sha256: Annotated[str, Column("SHA-256", "Hash of its bytes, hexadecimal.")]
    byte_size: Annotated[int, Column("Bytes", "Size in bytes.")]
    page_count: Annotated[int, Column("Seiten", "Number of pages of the PDF; 1 for a web page.")] = 0
    pages_without_text: Annotated[int, Column("Seiten ohne Text", "Pages without any text (scans, blank pages).")] = 0
    pages_ocr: Annotated[int, Column("Seiten mit OCR", "Pages whose text was recognised from the picture.")] = 0
    producer: Annotated[str | None, Column("Erzeuger", "Program that made the PDF, from its metadata.")] = None
    status: Annotated[str, Column("Zustand", "ok, partial (some pages unread), quarantined.", DOCUMENT_STATUSES)] = "ok"
    error: Annotated[str | None, Column("Fehler", "Why it was quarantined or is partial, as a sentence.")] = None
    text_agreement: Annotated[
        float | None, Column("Übereinstimmung", "Share of letters two PDF engines agree on, 0 to 1, on sampled pages.")
    ] = None
    contents_recall: Annotated[
        float | None, Column("Inhaltsverzeichnis gefunden", "Share of printed contents entries found, 0 to 1.")
    ] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """Where a value stands: the proof of a row, or of one of its columns."""

    table: Annotated[str, Column("Tabelle", "Table of the row.")]
    row_id: Annotated[str, Column("Zeile", "Id of the row in that table.")]
    column: Annotated[str, Column("Spalte", "Column of the value; empty: the whole row.")] = ""
    document_id: Annotated[str, Column("Dokument", "Document in which it stands.")]
    page: Annotated[int, Column("Seite", "Page of the PDF, counted from 1; a web page is one page.")]
    x0: Annotated[
        float | None,
        Column("Links", "Left edge in points from the left of the page as displayed; empty on web pages."),
    ] = None
    top: Annotated[
        float | None,
        Column("Oben", "Upper edge in points from the top of the page as displayed; empty on web pages."),
    ] = None
    x1: Annotated[float | None, Column("Rechts", "Right edge in points; empty on web pages.")] = None
    bottom: Annotated[float | None, Column("Unten", "Lower edge in points; empty on web pages.")] = None
    quote: Annotated[str, Column("Zitat", "Words as they stand on that page.")]
    method: Annotated[str, Column("Verfahren", "The rule that found it.")]
    ocr_confidence: OcrConfidence = None

    @property
    def edges(self) -> tuple[float, float, float, float] | None:
        """Left, top, right and bottom edge; None on a web page, where nothing has a fixed place."""
        if self.x0 is None or self.top is None or self.x1 is None or self.bottom is None:
            return None
        return self.x0, self.top, self.x1, self.bottom


SEVERITIES = ("error", "warning", "notice")


@dataclass(frozen=True, slots=True, kw_only=True)
class Issue:
    """Something we did not understand, published with the data."""

    document_id: Annotated[str, Column("Dokument", "Document concerned; empty: the whole concept.")] = ""
    page: Annotated[int | None, Column("Seite", "Page of the PDF, counted from 1.")] = None
    severity: Annotated[str, Column("Gewicht", "error: something is missing; warning: look; notice.", SEVERITIES)]
    kind: Annotated[str, Column("Art", "Short name of the kind of issue, stable for filters.")]
    what: Annotated[str, Column("Was", "What was found, with the words of the document.")]
    hint: Annotated[str, Column("Hinweis", "What to do about it.")] = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """A measured quality with its bound."""

    name: Annotated[str, Column("Prüfung", "What was measured.")]
    scope: Annotated[str, Column("Bereich", "Document, edition or table it was measured on.")]
    value: Annotated[float, Column("Wert", "Measured value.")]
    threshold: Annotated[float, Column("Schwelle", "Bound: the least value that passes (at_most: the greatest).")]
    passed: Annotated[bool, Column("Bestanden", "Whether the value keeps within the bound.")]
