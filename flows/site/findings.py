"""Findings: what the data says, in sentences with number, base and year, each with the page that shows it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from flows.site.addresses import change_page
from flows.site.book import Book, Edition
from flows.site.passings import Passing
from flows.site.tables import Row
from flows.site.told import reports_on
from flows.site.words import CHANGES, CHOICES, NO_REPORT, NOT_MENTIONED, UNCOMPARED, UNREAD_REPORT, counted, day, number

KEPT = tuple(kind for kind in CHANGES if kind not in ("added", "dropped", UNCOMPARED))
"""Kinds of change of measures that both editions have."""

SILENT = (NOT_MENTIONED, NO_REPORT, UNREAD_REPORT)
"""What is said where no report tells a status."""


@dataclass(frozen=True, slots=True)
class Finding:
    """A sentence with a number, and where to read on."""

    figure: str
    """The number, large."""

    text: str
    address: str
    more: str
    """Words of the link."""


def findings_of(
    book: Book, found: Sequence[Passing], reported: Edition | None, statuses: Sequence[tuple[str, int]]
) -> Iterator[Finding]:
    """Sentences about the comparison, the newest first, then about reports and decisions."""
    for one in reversed(found):
        yield from _passing_findings(one)
    if reported:
        yield from _status_findings(book, reported, dict(statuses))
    yield from _council_findings(book)
    if not found and book.measures:
        yield Finding(
            number(len(book.measures)),
            "Es gibt nur eine Ausgabe mit Maßnahmen; verglichen werden kann noch nichts.",
            "massnahmen.html",
            "Alle Maßnahmen",
        )


def _passing_findings(one: Passing) -> Iterator[Finding]:
    total, kept = len(one.old.measure_ids), one.old_of(*KEPT)
    old, new = one.old.edition_id, one.new.edition_id
    same, dropped, added = one.old_of("unchanged"), one.old_of("dropped"), one.new_of("added")
    if not total:
        yield Finding("0", f"In der Ausgabe {old} wurden keine Maßnahmen gefunden.", "daten.html#luecken", "Was fehlt")
        return
    yield Finding(
        f"{number(kept)} von {number(total)}",
        f"Von {counted(total, 'Maßnahme', 'Maßnahmen')} aus {old} {'findet' if kept == 1 else 'finden'} sich "
        f"{number(kept)} im Konzept {new} wieder, {number(same)} davon wörtlich.",
        "synopse.html",
        "Wortlaut vergleichen",
    )
    yield Finding(
        f"{number(dropped)} von {number(total)}",
        f"{number(dropped)} von {counted(total, 'Maßnahme', 'Maßnahmen')} aus {old} "
        f"{'findet' if dropped == 1 else 'finden'} sich {new} nicht wieder.",
        change_page("dropped") if dropped else "",
        "Welche das sind",
    )
    if new_total := len(one.new.measure_ids):
        yield Finding(
            f"{number(added)} von {number(new_total)}",
            f"{number(added)} von {counted(new_total, 'Maßnahme', 'Maßnahmen')} aus {new} "
            f"{'hat' if added == 1 else 'haben'} kein Gegenstück in {old}.",
            change_page("added") if added else "",
            "Welche das sind",
        )


def _status_findings(book: Book, reported: Edition, statuses: dict[str, int]) -> Iterator[Finding]:
    report = str(reports_on(book, reported.edition_id)[-1]["title"] or "Bericht")
    total = len(reported.measure_ids)
    named = total - sum(statuses.get(word, 0) for word in SILENT)
    spoken = {word: count for word, count in statuses.items() if word not in SILENT}
    most = max(spoken, key=lambda word: spoken[word], default="")
    listed = f", am häufigsten „{most}“ ({number(spoken[most])})" if most else ""
    yield Finding(
        f"{number(named)} von {number(total)}",
        f"Zu {number(named)} von {counted(total, 'Maßnahme', 'Maßnahmen')} aus {reported.edition_id} nennt der "
        f"{report} einen Stand{listed}.",
        "#umsetzung",
        "Stand der Umsetzung",
    )


def _council_findings(book: Book) -> Iterator[Finding]:
    papers = {row["paper"] for row in book.tables["papers"]}
    for row in book.tables["decisions"]:
        if row["paper"] in papers and row["result"] and not row["recommendation_only"]:
            when = f"{row['body'] or 'Ein Gremium'}, {day(row['date']) or 'ohne Datum'}"
            text = f"{when}: Vorlage {row['paper']} {row['result']}{_votes_told(row)}."
            yield Finding(_score(row), text, book.address("beschluss", row["decision_id"]), "Wer wie stimmte")


def _score(row: Row) -> str:
    if row["votes_for"] is None:
        return ""
    return f"{number(row['votes_for'])} zu {number(row['votes_against'] or 0)}"


def _votes_told(row: Row) -> str:
    votes = [(row[f"votes_{choice}"], word) for choice, word in CHOICES.items()]
    told = ", ".join(f"{number(count)} {word}" for count, word in votes if count is not None)
    return f" ({told})" if told else ""
