"""Which body met, and when: said in fields, in the heading, or in the words of a link to the meeting.

The date of an addendum ("Nachtrag") and dates inside subjects are no dates of meetings.
"""

import re
from dataclasses import dataclass

from extractors.council.sessionnet.page import Anchor, Page
from extractors.council.wording import date_in

HEADING = re.compile(
    r"^(?P<body>.+?)[\s,]*[-–]?\s*(?:\w{2,10},\s*)?(?P<date>\d{1,2}\.\d{1,2}\.\d{4})"
    r"(?:\s*[-–,]?\s*\d{1,2}:\d{2}(?:\s*-\s*\d{1,2}:\d{2})?(?:\s*Uhr)?)?\s*$"
)
SHOWN_ON_LINK = re.compile(
    r"(?i)^(?:Details\s+anzeigen|Tagesordnung(?:\s+anzeigen)?|Sitzung(?:\s+anzeigen)?|Zur\s+Sitzung)\s*[:–-]\s*"
)
DATE_OR_TIME = re.compile(r"\b\d{1,2}\.\d{1,2}\.\d{4}\b|\b\d{1,2}:\d{2}(?:\s*-\s*\d{1,2}:\d{2})?(?:\s*Uhr)?|\bUhr\b")
OF_SITTING = re.compile(
    r"(?i)^(?:\d+\.\s*)?(?:(?:öffentliche|ordentliche|außerordentliche)\s+)*Sitzung\s+(?:des|der)\s+"
)
SITTING = ("sitzung", "silink", "sitzungsbezeichnung")
BODY = ("sigrname", "grname", "gremium")
DATE = ("sidat", "datum", "sitzungsdatum", "sitzungstermin", "termin")


@dataclass(frozen=True, slots=True)
class Sitting:
    """A meeting as far as a page tells."""

    body: str | None = None
    date: str | None = None

    def or_else(self, other: "Sitting") -> "Sitting":
        """What is missing taken from elsewhere."""
        return Sitting(self.body or other.body, self.date or other.date)


def from_fields(page: Page) -> Sitting:
    """As labelled: "Gremium", "Datum", or both behind "Sitzung: 18.06.2020 Rat"."""
    both = named(page.value(*SITTING) or "")
    return Sitting(page.value(*BODY), date_in(page.value(*DATE) or "")).or_else(both)


def from_heading(text: str) -> Sitting | None:
    """A heading that is nothing but a meeting: "Rat - 26.06.2017 - 17:00 Uhr"; None: it is something else.

    >>> from_heading("Bildungsausschuss 01.09.2026"), from_heading("Bericht über die Lage")
    (Sitting(body='Bildungsausschuss', date='2026-09-01'), None)
    """
    found = HEADING.match(text)
    return Sitting(_body(found["body"]), date_in(found["date"])) if found else None


def from_link(anchor: Anchor) -> Sitting:
    """As the words of a link to a meeting say, or those shown when the mouse rests on it."""
    shown = SHOWN_ON_LINK.sub("", anchor.title)
    return (named(shown) if date_in(shown) else Sitting()).or_else(
        named(anchor.text) if date_in(anchor.text) else Sitting()
    )


def named(text: str) -> Sitting:
    """Body and date in any order.

    >>> named("18.06.2020 Rat"), named("Rat 26.06.2017, 17:00 Uhr")
    (Sitting(body='Rat', date='2020-06-18'), Sitting(body='Rat', date='2017-06-26'))
    """
    return Sitting(_body(DATE_OR_TIME.sub(" ", text)), date_in(text))


def _body(text: str) -> str | None:
    """A body without what surrounds it; None: no letters are left."""
    said = " ".join(text.split()).strip(" -–,:()")
    return OF_SITTING.sub("", said) if re.search(r"[^\W\d]{2}", said) else None
