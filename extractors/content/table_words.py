"""What the head of a table column means; the vocabularies of sheets and of tables say so together."""

import re
from functools import lru_cache

from extractors.content.label_beginnings import MOST_LETTERS
from extractors.content.label_parts import PERIOD
from extractors.content.labels import read_label
from schemas.vocabularies import load

_UNITS = re.compile(r"\[[^\[\]]*\]|\([^()]*\)|\b(?:ca|etwa|rd)\.?(?=\s|$)|[*:?]+")
"""What heads add to a label: units in brackets, "ca.", marks of footnotes."""

_NAMES_MEASURES = re.compile(r"ma(?:ß|ss)nahme|projekt|vorhaben", re.IGNORECASE)
"""On a sheet "Name" or "Titel" name the measure; the column "Name" of a table names people."""

UNIT = re.compile(r"€|\b(?:Euro|EUR|TEUR|Mio|Mrd|Tsd|Jahre?n?|Monate?n?|a|h|h/Woche|Stellen)\b")

_JOINED = re.compile(r"\s*/\s*|\s+(?:und|bzw\.|oder|&)\s+")


@lru_cache(maxsize=20_000)
def column_of(label: str) -> str | None:
    """Key of a column: `title`, `code`, `action_field`, `remark` or a column of `measures`; None: not known.

    >>> [column_of(label) for label in ("Maßnahme", "Kosten [€]", "Stand Juni 2019", "Maßnahme / Projekt", "Einwohner")]
    ['title', 'cost', 'status_printed', 'title', None]
    """
    plain = " ".join(_UNITS.sub(" ", label).split())
    if not plain or len(plain) > MOST_LETTERS:
        return None
    bare = " ".join(PERIOD.sub(" ", plain).split())
    return _known(plain) or _known(bare) or _of_titles(bare)


def unit_of(label: str) -> str | None:
    """The unit that a head prints in brackets for all its cells: "Kosten [€]", "Investitionen (in T€)".

    >>> unit_of("Investitionen [Mio. Euro] ca."), unit_of("Laufzeit (Jahre)"), unit_of("Akteure (intern)")
    ('Mio. Euro', 'Jahre', None)
    """
    found = re.search(r"[\[(](?:in\s+)?(?P<unit>[^\[\]()]{1,20})[\])]", label)
    return found["unit"].strip() if found and UNIT.search(found["unit"]) else None


def without_unit(label: str) -> str:
    """A label without what heads add to it."""
    return " ".join(_UNITS.sub(" ", label).split())


def _known(label: str) -> str | None:
    if term := load("tables", "heads").resolve(label):
        return term.term_id
    if load("german", "measure_units").resolve(label):
        return "title"
    meaning = read_label(label)
    if meaning is None or (meaning.column == "title" and not _NAMES_MEASURES.search(label)):
        return None
    return meaning.column or None


def _of_titles(label: str) -> str | None:
    """A head that joins words for measures: "Maßnahme / Projekt", "Maßnahmen und Vorhaben"."""
    parts = _JOINED.split(label)
    return "title" if len(parts) > 1 and all(_known(part) in ("title", "description") for part in parts) else None
