"""Data and method: how well the documents were read, what is missing, what people corrected."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from flows.site.book import Book
from flows.site.tables import Row
from flows.site.words import SEVERITIES, counted, percent

ISSUE_KINDS: Mapping[str, str] = MappingProxyType(
    {
        "contents_entry_missing": "Eintrag des Inhaltsverzeichnisses nicht gefunden",
        "corrected": "von Menschen korrigiert",
        "correction_not_applied": "Korrektur passt nicht mehr",
        "crowded_page": "Seite mit Zeichnung oder Karte",
        "document_missing": "Dokument fehlt",
        "list_without_measures": "Liste unter „Maßnahmen“ nicht als Maßnahmen gelesen",
        "no_headings": "keine Überschriften erkannt",
        "opening_text": "Text vor der ersten Überschrift",
        "other_engine": "mit zweitem Programm gelesen",
        "page_without_text": "Seite ohne Text",
        "picture_page": "Seite mit Bild und wenig Text",
        "recognised_page": "Seite per Texterkennung gelesen",
        "sideways_page": "quer gesetzte Seite",
        "unchecked_text": "Text nicht gegengeprüft",
        "undecodable": "nicht lesbare Zeichen",
        "unread_page": "Seite nicht gelesen",
        "vote_sums": "Stimmen ergeben nicht die Summe",
    }
)
"""What kinds of issues are called; others keep their names."""

UNREAD: Mapping[object, str] = MappingProxyType({"quarantined": "Nicht lesbar", "partial": "Nur teilweise gelesen"})
EXPECTED: Mapping[str, str] = MappingProxyType(
    {"measures": "Maßnahmen", "changes": "Vergleich", "evidence": "Belegstellen", "decisions": "Beschlüsse"}
)
"""Tables without which much of the site is empty."""

NO_PICTURE = "Das Dokument lag nicht vor oder ließ sich nicht zeichnen. Wortlaut und Seite sind angegeben."

TO_BE_CHECKED = ("error", "warning")
MOST_ISSUES = 200
"""So many are shown one by one; the table of issues holds all."""


@dataclass(frozen=True, slots=True)
class IssueCount:
    """How often a kind of issue was found."""

    word: str
    severity: str
    count: int


@dataclass(frozen=True, slots=True)
class IssueOnPage:
    """One issue."""

    word: str
    severity: str
    document: str
    page: int | None
    what: str


@dataclass(frozen=True, slots=True)
class Figure:
    """A number that says how good the data is."""

    figure: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Quality:
    """What is known about the quality of the release."""

    figures: tuple[Figure, ...]
    gaps: tuple[str, ...]
    counts: tuple[IssueCount, ...]
    issues: tuple[IssueOnPage, ...]
    corrections: tuple[IssueOnPage, ...]
    checks: tuple[Row, ...]
    left_out: int
    """Issues that are not shown one by one."""


def quality_of(book: Book, missing_pages: int) -> Quality:
    """The quality of the release; so many pages with evidence have no picture."""
    rows = book.tables["issues"]
    shown = [_on_page(book, row) for row in rows]
    counts = Counter((one.word, one.severity) for one in shown)
    return Quality(
        figures=tuple(_figures(book, rows)),
        gaps=tuple(_gaps(book, missing_pages)),
        counts=tuple(IssueCount(word, severity, count) for (word, severity), count in counts.most_common()),
        issues=tuple(shown[:MOST_ISSUES]),
        corrections=tuple(_on_page(book, row) for row in rows if str(row["kind"]).startswith("correct")),
        checks=book.tables["checks"],
        left_out=max(0, len(shown) - MOST_ISSUES),
    )


def _on_page(book: Book, row: Row) -> IssueOnPage:
    kind, severity = str(row["kind"]), str(row["severity"])
    document = book.document_title(row["document_id"]) if row["document_id"] else "gesamtes Konzept"
    return IssueOnPage(
        ISSUE_KINDS.get(kind, kind.replace("_", " ")),
        SEVERITIES.get(severity, severity),
        document,
        row["page"],
        str(row["what"]),
    )


def _figures(book: Book, issues: Sequence[Row]) -> Iterator[Figure]:
    documents = list(book.documents.values())
    pages = sum(row["page_count"] or 0 for row in documents)
    yield Figure(
        str(len(documents)),
        f"{'Dokument' if len(documents) == 1 else 'Dokumente'} mit {counted(pages, 'Seite', 'Seiten')}",
    )
    if recalls := [row["contents_recall"] for row in documents if row["contents_recall"] is not None]:
        yield Figure(
            percent(sum(recalls) / len(recalls)), "der Einträge gedruckter Inhaltsverzeichnisse als Abschnitt gefunden"
        )
    if agreements := [row["text_agreement"] for row in documents if row["text_agreement"] is not None]:
        yield Figure(
            percent(sum(agreements) / len(agreements)), "der Wörter von zwei Programmen gleich gelesen (Stichprobe)"
        )
    checks = book.tables["checks"]
    if checks:
        kept = sum(bool(row["passed"]) for row in checks)
        yield Figure(f"{kept} von {len(checks)}", "Prüfungen bestanden")
    waiting = sum(row["severity"] in TO_BE_CHECKED for row in issues)
    yield Figure(str(waiting), "offene Stelle zu prüfen" if waiting == 1 else "offene Stellen zu prüfen")


def _gaps(book: Book, missing_pages: int) -> Iterator[str]:
    """What the data does not hold, a sentence each."""
    unread = [row for row in book.documents.values() if row["status"] in UNREAD]
    yield from (f"{UNREAD[row['status']]}: {book.document_title(row['document_id'])}." for row in unread)
    for edition in book.editions:
        if not edition.measure_ids:
            yield f"In {edition.title} wurde keine Maßnahme gefunden. Das heißt nicht, dass es keine gibt."
    yield from (
        f"Dieser Datenstand enthält keine Tabelle „{w}“." for n, w in EXPECTED.items() if not book.tables.has(n)
    )
    lost = {str(row["measure_id"]) for row in book.tables["statuses"]} - book.measures.keys()
    if lost:
        named = counted(len(lost), "Angabe der Berichte gehört", "Angaben der Berichte gehören")
        yield f"{named} zu keiner gefundenen Maßnahme."
    if missing_pages:
        named = counted(missing_pages, "Seite mit Belegen hat", "Seiten mit Belegen haben")
        yield f"{named} kein Bild: {NO_PICTURE}"
    if not book.tables["decisions"]:
        yield "Kein Beschluss gefunden. Das heißt nicht, dass es keinen gab."
