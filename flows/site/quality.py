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
        "actors_in_a_sentence": "Akteure in einem Satz genannt",
        "archive": "gepackte Datei statt PDF",
        "broken_off": "Datei bricht ab",
        "code_printed_twice": "Nummer mehrfach gedruckt",
        "consultations_disagree": "Dokumente nennen Beratungen verschieden",
        "contents_entry_missing": "Eintrag des Inhaltsverzeichnisses nicht gefunden",
        "corrected": "von Menschen korrigiert",
        "correction_not_applied": "Korrektur passt nicht mehr",
        "crowded_page": "Seite mit Zeichnung oder Karte",
        "damaged": "Datei beschädigt",
        "damaged_page": "Seite beschädigt",
        "decisions_disagree": "Dokumente nennen Beschluss verschieden",
        "document_missing": "Dokument fehlt",
        "doubtful_recognition": "unsicher erkannt und leer gelassen",
        "edition_without_measures": "Ausgabe ohne Maßnahmen",
        "embedded_files": "PDF enthält weitere Dateien",
        "empty": "leere Datei",
        "encrypted": "Datei mit Kennwort geschützt",
        "form": "Formulardaten statt PDF",
        "given_up": "Lesen abgebrochen",
        "html": "Webseite statt PDF",
        "image": "Bilddatei statt PDF",
        "item_without_decision": "Tagesordnungspunkt ohne Beschluss",
        "javascript": "PDF enthält JavaScript",
        "json": "JSON statt PDF",
        "launch": "PDF will ein Programm starten",
        "list_without_measures": "Liste unter „Maßnahmen“ nicht als Maßnahmen gelesen",
        "mail": "E-Mail statt PDF",
        "measure_found_by_wording": "Maßnahme am Wortlaut erkannt",
        "measure_not_in_edition": "Maßnahme des Berichts nicht in der Ausgabe",
        "measure_without_field": "Maßnahme ohne Handlungsfeld",
        "minutes_without_decision": "Niederschrift ohne Beschluss",
        "more_than_promised": "mehr Zeilen als erwartet",
        "no_bundle": "keine lesbare OParl-Antwort",
        "no_council_page": "keine lesbare Seite des Ratsinformationssystems",
        "no_headings": "keine Überschriften erkannt",
        "no_measures": "keine Maßnahme gefunden",
        "no_reader": "Dateiart nicht lesbar",
        "no_such_page": "Seite gibt es nicht",
        "no_text": "Dokument ohne Text",
        "not_drawn": "Seite lässt sich nicht zeichnen",
        "not_pdf": "Datei ist kein PDF",
        "not_public": "nicht öffentlich",
        "not_understood": "Dokument nicht ausgewertet",
        "nothing_found_again": "nichts in der anderen Ausgabe wiedergefunden",
        "office": "Office-Datei statt PDF",
        "one_engine": "nur von einem Programm gelesen",
        "opening_text": "Text vor der ersten Überschrift",
        "other_engine": "mit zweitem Programm gelesen",
        "page_count": "Seitenzahl unklar",
        "page_without_text": "Seite ohne Text",
        "paper_without_number": "Vorlage ohne Nummer",
        "papers_disagree": "Dokumente beschreiben Vorlage verschieden",
        "picture_page": "Seite mit Bild und wenig Text",
        "postscript": "PostScript statt PDF",
        "program": "Programm statt PDF",
        "quarantined": "Dokument nicht gelesen",
        "recognised_page": "Seite per Texterkennung gelesen",
        "rescued": "Seiten aus beschädigter Datei gerettet",
        "same_file_twice": "dieselbe Datei für zwei Ausgaben",
        "second_document_of_edition": "mehr als ein Dokument zu einer Ausgabe",
        "sideways_page": "quer gesetzte Seite",
        "text": "Textdatei statt PDF",
        "titles_only": "nur Titel verglichen",
        "too_many_objects": "Datei mit zu vielen Bestandteilen",
        "too_many_pages": "zu viele Seiten",
        "truncated": "Datei unvollständig",
        "unchecked_text": "Text nicht gegengeprüft",
        "unclear_type": "Überschriften an der Schrift nicht zu erkennen",
        "undecodable": "nicht lesbare Zeichen",
        "unknown_action_field": "unbekanntes Handlungsfeld",
        "unread_label": "unbekannte Beschriftung",
        "unread_page": "Seite nicht gelesen",
        "vote_contradiction": "Stimmen widersprechen dem Ergebnis",
        "vote_sums": "Stimmen ergeben nicht die Summe",
        "xfa_form": "Formular, das nur Adobe-Programme zeigen",
        "xml": "XML statt PDF",
    }
)
"""What kinds of issues are called; kinds of older releases, which may lack here, keep their names."""

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
