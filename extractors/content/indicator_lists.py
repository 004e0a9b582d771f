"""Indicators in lists and boxes: a heading such as "Indikatoren: Haushalte", below it lines with a name and a number.

    Indikatoren: Haushalte
    • Stromverbrauch 2012: ca. 1.471 kWh      • Anzahl der Beratungen: 325 (2013)      • Kita-Plätze: 1.312

What has no number yet ("N.N.", "#"), a range, or is a target and no measured number, is left out.
"""

import re
from collections.abc import Iterator

from extractors.content.amounts import Number, read_numbers
from extractors.content.fields import Fields
from extractors.content.label_parts import PERIOD
from extractors.content.passages import BULLET
from extractors.structure.places import Places
from extractors.structure.sections import Part, slug
from schemas.content import Indicator
from schemas.documents import Given

HEADING = re.compile(
    r"^(?:(?:\w+e\s+)?(?:\w+-?)?(?:indikator(?:en)?|kennzahl(?:en)?|kennziffern?|messgrößen?)"
    r"|(?:(?:Aktuelle\s+)?Zahlen|Daten)(?:,\s*Daten)?(?:\s+und\s+|,\s+)Fakten|Aktuelle\s+Zahlen)"
    r"(?:\s*[:–-]\s*(?P<subject>.+)|\s+(?:zu[mr]?|für|im|des|der)\s.+)?\s*:?$",
    re.IGNORECASE,
)
ITEM = re.compile(r"^(?P<name>.*?[^\W\d_]{2}.*?)\s*:\s*(?:(?:ca|rd)\.|circa|rund|etwa|[≈~])?\s*(?=\d)(?P<value>.+)$")
TARGET = re.compile(r"(?:Ziel|Soll|Plan|Prognose|Richtwert)(?:wert|zahl|größe)?\b", re.IGNORECASE)
RANGE = re.compile(r"\s*(?:[–-]|bis)\s*\d")
PER = re.compile(r"\s?(?:/\s?|(?:pro|je)\s)(?:Jahr|a|Kopf|Person|Haushalt|Einw\w*)\b\.?|\s?p\.\s?a\.")
"""What a unit counts by: "kWh/ Einw.", "t CO2 pro Jahr"."""

DATED = re.compile(rf"\((?:[^()]*?\b)?(?P<date>{PERIOD.pattern})[^()]*\)")


def listed_indicators(places: Places, fields: Fields, given: Given) -> Iterator[Indicator]:
    """The indicators in all sections that are headed as lists of them."""
    for part in places.parts:
        heading = HEADING.match(part.section.heading)
        if heading:
            yield from _of_section(part, heading["subject"], fields, given)


def _of_section(part: Part, subject: str | None, fields: Fields, given: Given) -> Iterator[Indicator]:
    field = fields.of_section.get(part.section.section_id)
    start = 0
    for paragraph in part.section.text.split("\n"):
        found = ITEM.match(BULLET.sub("", paragraph))
        number = _number(found["value"]) if found and not TARGET.match(found["name"]) else None
        if found and number:
            name = ": ".join(filter(None, (subject, found["name"])))
            date = _date(found["value"], number) or _in_name(found["name"])
            yield Indicator(
                indicator_id=":".join((given.document_id, slug(name), slug(date or "ohne-datum"))),
                document_id=given.document_id,
                action_field_id=field.action_field_id if field else None,
                name=name,
                value=number.value,
                unit=_unit(found["value"], number),
                reference_date=date,
                page=part.page_at(start),
                quote=number.printed,
            )
        start += len(paragraph) + 1


def _number(value: str) -> Number | None:
    """The number with which a value begins; None when it is the lower end of a range."""
    first = next(iter(read_numbers(value)), None)
    return first if first and first.start == 0 and not RANGE.match(value, first.end) else None


def _unit(value: str, number: Number) -> str | None:
    """The unit behind a number, with what it counts by."""
    if number.unit is None:
        return None
    per = PER.match(value, value.index(number.unit, number.end) + len(number.unit))
    return number.unit + (per.group() if per else "")


def _date(value: str, number: Number) -> str | None:
    """The first date in brackets behind a number."""
    found = DATED.search(value, number.end)
    return found["date"] if found else None


def _in_name(name: str) -> str | None:
    found = PERIOD.search(name)
    return found.group() if found else None
